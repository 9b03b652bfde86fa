/** The public API. */
export { checkRequest } from './check.ts';
export type { Notice, Problem } from './check.ts';
export { planTransfer } from './plan.ts';
export type { Action, Outcome, Place, Plan, Planned, Step } from './plan.ts';
export { fieldNames, fields, spreadLocation } from './request.ts';
export type { Draft, Field, FieldName, Request } from './request.ts';
export { findUncarriable, quoteWord } from './quote.ts';
export { formatAction, formatCommand, formatDeletion, formatPlace, formatWord, renderCommand } from './render.ts';
export type { Token } from './render.ts';
export type { Command, Role, Word } from './argv.ts';

/** The public API. */
export { checkRequest } from './check.ts';
export type { Notice, Problem } from './check.ts';
export { formatLocalDay } from './deletion.ts';
export { planTexts, planTransfer, planWithTexts } from './plan.ts';
export type { Action, Outcome, Place, Plan, Planned, Step } from './plan.ts';
export { fieldNames, fields, spreadLocation } from './request.ts';
export type { Computer, Draft, Field, FieldName, MethodId, Request, Session } from './request.ts';
export { findUncarriable, quoteWord } from './quote.ts';
export { formatAction, formatCommand, formatPlace, formatWord, renderCommand } from './render.ts';
export type { Token } from './render.ts';
export type { Command, Role, Word } from './argv.ts';
export type { Facility } from '../facility/schema.ts';

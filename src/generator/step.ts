/**
 * Commands and sentences are tables beside the rules: a method takes them as an argument, so that a page fetches them
 * as files of their own, when somebody turns to its form. `{name}` in a sentence is filled in by the method.
 */
import { makeWords } from './command/argv.ts';
import type { Command, WordRow } from './command/argv.ts';
import type { Span } from './command/quote.ts';
import type { Facts } from './facts.ts';
import { fillParts, fillText } from './fill.ts';
import type { Action, Message, Outcome, Phase, ScriptRole, Signs, Step } from './plan.ts';

/**
 * What may be seen instead, as a row of a table; where a script can tell it, by what. `seen` says where that was found,
 * for the people who maintain the table.
 */
export type OutcomeRow = readonly [
  see: string,
  means: string,
  help?: string | undefined,
  signs?: Signs & { readonly seen: string },
];

/** The sentences of one step. */
export interface StepText {
  readonly title: string;
  /** Left out only where the step answers an error. */
  readonly phase?: Phase;
  readonly ifNeeded?: true;
  readonly expect: string;
  readonly otherwise: readonly OutcomeRow[];
  /** What a script does with the step; left out where it does nothing. */
  readonly script?: ScriptRole;
}

/** The sentences of a message; `{name}` is filled in with parts. */
export interface MessageText {
  readonly subject: string;
  readonly body: string;
}

/** What a method, or a shared step, brings as tables. */
export interface Tables {
  readonly commands: Readonly<Record<string, readonly WordRow[]>>;
  readonly steps: Readonly<Record<string, StepText>>;
}

/** Where a step is done, inside which session, and for the way of which collection. */
export type Where = Pick<Step, 'place' | 'inside' | 'route'>;

/** An action that runs a command, given as rows. */
export function runRows(
  rows: readonly WordRow[],
  slots: Readonly<Record<string, readonly Span[]>>,
  shell: Command['shell'] = 'posix',
): Action {
  return { kind: 'command', command: { shell, words: makeWords(rows, slots) } };
}

/** A message, ready to send. `to` says whom to, and how if the facility states it. */
export function writeMessage(
  { subject, body }: MessageText,
  to: Pick<Message, 'to' | 'email' | 'form'>,
  slots: Readonly<Record<string, readonly Span[]>>,
): Message {
  return { kind: 'message', ...to, subject: fillParts(subject, slots), body: fillParts(body, slots) };
}

/** The parts of a request's values, by field: what {@link fillParts} and commands take. */
export function partsOf(request: Readonly<Record<string, string>>): Record<string, readonly Span[]> {
  return Object.fromEntries(Object.entries(request).map(([field, text]) => [field, [{ text, field }]]));
}

/** Whom a message to the facility goes to. */
export function toFacility({ contact: { role, email } }: Facts): Pick<Message, 'to' | 'email'> {
  return { to: role, ...(email && { email }) };
}

/** Puts a step's sentences and its doing together. */
export function makeStep(
  id: string,
  { title, phase, ifNeeded, expect, otherwise, script }: StepText,
  where: Where,
  action: Action,
  values: Readonly<Record<string, string | number>> = {},
): Step {
  const fill = (text: string): string => fillText(text, values);
  return {
    id,
    title: fill(title),
    ...(phase && { phase }),
    ...(ifNeeded && { ifNeeded }),
    ...where,
    ...(script && { script }),
    action,
    expect: fill(expect),
    otherwise: makeOutcomes(otherwise, fill),
  };
}

/** What may be seen instead, of the rows of a table. */
export function makeOutcomes(rows: readonly OutcomeRow[], fill = (text: string): string => text): Outcome[] {
  return rows.map(([see, means, help, signs]) => ({
    see: fill(see),
    means: fill(means),
    ...(help && { help }),
    ...(signs && { signs: takeSigns(signs) }),
  }));
}

/** The signs alone: where they were seen is nothing to a script. */
function takeSigns({ codes, text, then }: Signs): Signs {
  return { ...(codes && { codes }), ...(text && { text }), then };
}

/**
 * Commands and sentences are tables beside the rules: a method takes them as an argument, so that a page can carry
 * them in its HTML and its JavaScript holds the rules alone. `{name}` in a sentence is filled in by the method.
 */
import { demand, makeWords } from './argv.ts';
import type { Command, WordRow } from './argv.ts';
import type { Action, Step } from './plan.ts';
import type { Part } from './quote.ts';

/** The sentences of one step. */
export interface StepText {
  readonly title: string;
  readonly expect: string;
  readonly otherwise: readonly (readonly [see: string, means: string])[];
}

/** What a method, or a shared step, brings as tables. */
export interface Texts {
  readonly commands: Readonly<Record<string, readonly WordRow[]>>;
  readonly steps: Readonly<Record<string, StepText>>;
}

/** Where a step is done, and inside which session. */
export type Where = Pick<Step, 'place' | 'inside'>;

/** Fills `{name}` in a sentence. Throws a RangeError when a name has no value. */
export function fillText(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(demand(values, name)));
}

/** An action that runs a command, given as rows. */
export function runRows(
  rows: readonly WordRow[],
  slots: Readonly<Record<string, readonly Part[]>>,
  shell: Command['shell'] = 'posix',
): Action {
  return { kind: 'command', command: { shell, words: makeWords(rows, slots) } };
}

/** Puts a step's sentences and its doing together. */
export function makeStep(
  id: string,
  { title, expect, otherwise }: StepText,
  where: Where,
  action: Action,
  values: Readonly<Record<string, string | number>> = {},
): Step {
  const fill = (text: string): string => fillText(text, values);
  return {
    id,
    title: fill(title),
    ...where,
    action,
    expect: fill(expect),
    otherwise: otherwise.map(([see, means]) => ({ see: fill(see), means: fill(means) })),
  };
}

/** What a screen shows, explained by the entries of troubleshooting that the facility has. */
import type { Facility } from '../facility/schema.ts';
import { fitMethod } from './fit-method.ts';
import type { MethodTables } from './method.ts';
import { methods } from './methods/index.ts';
import type { Message } from './plan.ts';
import { explainSeen } from './seen/explain-seen.ts';
import type { Explanation } from './seen/explain-seen.ts';
import { writeQuestion } from './seen/question.ts';
import type { SeenTables } from './seen/tables.ts';

/**
 * Says which entries of troubleshooting explain what a screen shows: one for certain, the two that are likeliest, or
 * none. An entry is the step of that id in a plan of the method `troubleshooting`.
 *
 * @example
 * const { certainty, entries } = explainErrors(facility, 'client_loop: send disconnect: Broken pipe');
 * certainty; // certain
 * entries[0]?.id; // connection-lost
 */
export function explainErrors(facility: Facility, seen: string): Explanation {
  const { steps, reading } = fitTables(facility);
  return explainSeen(seen, steps, reading);
}

/**
 * Writes the message that asks the facility about what a screen shows.
 *
 * @example
 * const message = writeErrorQuestion(facility, 'an error', { account: 'jdoe' });
 * formatAction(message).includes('My account: jdoe'); // true
 */
export function writeErrorQuestion(
  facility: Facility,
  seen: string,
  known: Readonly<Record<string, string | undefined>> = {},
): Message {
  return writeQuestion(facility, seen, known, fitTables(facility).reading);
}

function fitTables(facility: Facility): MethodTables & { readonly reading: SeenTables } {
  const { tables } = fitMethod(facility, 'troubleshooting', methods.troubleshooting);
  // Fitting leaves out entries, and nothing of how texts are read.
  return tables as MethodTables & { readonly reading: SeenTables };
}

/**
 * Questions in the place of options. They are written to standard error: standard output has what was asked for, and
 * nothing else.
 */
import { intro, isCancel, log, select, text } from '@clack/prompts';
import type { Facility } from '../facility/schema.ts';
import { checkRequest, chooseTransfer, fieldsOf, isAsked, isMethodId, spreadLocation } from '../generator/index.ts';
import type { Checked, Chosen, Draft, Field, Fields, MethodId } from '../generator/index.ts';
import { formatChoice } from './print.ts';
import { choiceFields, choose, listMethods } from './words.ts';

const terminal = { input: process.stdin, output: process.stderr };

/** Asks for a method and for each of its fields in turn. Gives nothing when somebody presses Ctrl-C. */
export async function askDraft(facility: Facility): Promise<Draft | undefined> {
  intro('getting-your-data: answer, and press Enter. Ctrl-C ends it.', terminal);
  const method = await askMethod(facility);
  return method && askFields(facility, method, fieldsOf(method, facility), (draft) => checkRequest(facility, draft));
}

/**
 * Asks for a method. Somebody who does not know answers the questions that choose one, then is asked again with that
 * one marked.
 */
async function askMethod(facility: Facility, marked?: string): Promise<MethodId | undefined> {
  const method = await select<string>({
    message: 'Which way?',
    options: [
      ...listMethods(facility).map(({ name, title, summary }) => option(name, title || name, summary)),
      option(choose, 'I do not know yet', 'Four questions, and which way fits'),
    ],
    ...(marked && { initialValue: marked }),
    ...terminal,
  });
  if (isCancel(method)) return undefined;
  if (isMethodId(method)) return method;
  const answers = await askFields(facility, choose, choiceFields(facility), (draft) => chooseTransfer(facility, draft));
  const chosen = answers && chooseTransfer(facility, answers);
  if (!chosen || 'problems' in chosen) return undefined;
  log.message(formatChoice(facility, chosen.choice), terminal);
  return askMethod(facility, chosen.choice.chosen?.id);
}

/** Asks for each of these fields. `check` has the problems of what has been answered so far. */
async function askFields(
  facility: Facility,
  method: string,
  fields: Fields,
  check: (draft: Draft) => Checked | Chosen,
): Promise<Draft | undefined> {
  let draft: Draft = { method };
  for (const [name, field] of Object.entries(fields)) {
    // A place pasted into one field has answered others.
    if (draft[name] || !isAsked(fields, draft, name)) continue;
    const fill = (answer = ''): Draft => spreadLocation(facility, { ...draft, [name]: answer });
    const answer = await askField(field, (typed) => {
      const checked = check(fill(typed));
      const problem = 'problems' in checked ? checked.problems.find((one) => one.field === name) : undefined;
      return problem && `${problem.message} ${problem.fix}`;
    });
    if (isCancel(answer)) return undefined;
    draft = fill(answer);
  }
  return draft;
}

async function askField(
  { label, hint, example, choices, optional }: Field,
  validate: (typed: string | undefined) => string | undefined,
) {
  const message = `${label}${optional === true ? ' (may be left empty)' : ''}. ${hint}`;
  if (!choices) return text({ message, placeholder: example, validate, ...terminal });
  const options = Object.entries(choices).map(([value, label]) => option(value, label));
  return select({ message, options, ...terminal });
}

function option(value: string, label: string, hint = ''): { value: string; label: string; hint: string } {
  return { value, label, hint };
}

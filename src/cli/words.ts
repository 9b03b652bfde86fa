/** The words of the command line. Its manual, its questions, its completion and what it reads come from here. */
import type { Facility } from '../facility/schema.ts';
import { listShownMethods } from '../facility/shown-methods.ts';
import { fitChoice } from '../generator/choice.ts';
import { checkRequest, choiceTexts, fieldsOf, isMethodId } from '../generator/index.ts';
import type { Fields, MethodId, Problem } from '../generator/index.ts';

/** An option that every method takes. */
export interface CommonOption {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** What its value is called in the manual. */
  readonly value?: string;
  readonly help: string;
}

export const options = {
  explain: { type: 'boolean', help: 'Explains every word of every command, with its source.' },
  script: {
    type: 'boolean',
    help: 'Prints a script that does the plan, for sh, or for PowerShell on Windows. Some plans have none.',
  },
  'site-file': {
    type: 'boolean',
    help: 'With filezilla: prints the file that FileZilla or Cyberduck imports.',
  },
  json: {
    type: 'boolean',
    help: 'Prints the plan as JSON; or the problems: {"problems": […]}, on standard output too, with exit status 1.',
  },
  ics: {
    type: 'boolean',
    help: 'Prints a reminder for a calendar program. Needs --collected. Look there whether it has its alarms: some leave out those of a file.',
  },
  'more-time': { type: 'boolean', help: 'Prints the message that asks the facility to keep the images longer.' },
  left: {
    type: 'string',
    value: 'VALUE',
    help: 'With --more-time: how much is still to be copied. For example 400 GB',
  },
  seen: {
    type: 'string',
    value: 'FILE',
    help: 'With troubleshooting: explains what a screen shows, from this file, or from standard input (-). Exit status 1: not known.',
  },
  look: {
    type: 'string',
    value: 'FILE',
    help: 'Takes size and days from what the first step has shown: from this file, or from standard input (-). Of a look at the whole lab folder, prints what goes first.',
  },
  'look-lab': {
    type: 'boolean',
    help: 'Prints the command that looks at the whole lab folder. Needs --account and --lab.',
  },
  facility: {
    type: 'string',
    value: 'FILE',
    help: 'Takes the facts from this file, of the form of facility.yaml, not from the one that is built in.',
  },
  help: { type: 'boolean', short: 'h', help: 'Prints the manual; with a method, that of its options.' },
  version: { type: 'boolean', help: 'Prints the version.' },
} as const satisfies Readonly<Record<string, CommonOption>>;

/** Options that have another name now, which still work. */
export const formerFlags: Readonly<Record<string, string>> = { seat: 'workplace', more: 'also' };

/** The word in place of a method when one is to be chosen. */
export const choose = 'choose';

/** The word in place of a method when a shell is to complete words. */
export const completion = 'completion';

/** A first word, what it is, and what it asks for. */
export interface FirstWord {
  readonly name: MethodId | typeof choose;
  readonly title: string;
  readonly summary?: string;
  readonly fields: Fields;
}

/** Methods that are no way of getting data, so the facts do not list them. */
const unlisted: Readonly<Record<string, string>> = {
  transfer: "For the facility's staff: start a transfer",
  troubleshooting: 'What an error means',
};

/** The methods that the facility has: its ways, in its order, and after them those that are no way of getting data. */
export function listMethods(facility: Facility): (FirstWord & { name: MethodId })[] {
  return listShownMethods(facility)
    .filter(isMethodId)
    .map((name) => {
      const { title = unlisted[name] ?? '', summary } = facility.methods.find(({ id }) => id === name) ?? {};
      return { name, title, ...(summary && { summary }), fields: fieldsOf(name, facility) };
    });
}

/** What is said of a method that the facility does not have; nothing when it has it. */
export function refuseMethod(facility: Facility, method: string): Problem | undefined {
  const names: string[] = listMethods(facility).map(({ name }) => name);
  if (names.includes(method)) return undefined;
  const fix = `Use one of: ${names.join(', ')}.`;
  if (isMethodId(method))
    return { field: 'method', message: `${facility.name} does not list the way “${method}”.`, fix };
  const checked = checkRequest(facility, { method });
  const [problem] = 'problems' in checked ? checked.problems : [];
  return problem && { ...problem, fix };
}

/** The questions that choose a method, without the answers that mean a way that the facility does not list. */
export function choiceFields(facility: Facility): Fields {
  return fitChoice(facility, {}, choiceTexts).tables.fields;
}

/** The methods, and what chooses one. */
export function listFirstWords(facility: Facility): FirstWord[] {
  const title = 'Says which method fits, and what speaks against the others';
  return [...listMethods(facility), { name: choose, title, fields: choiceFields(facility) }];
}

/** The words of the command line. Its manual, its questions, its completion and what it reads come from here. */
import type { Facility } from '../facility/schema.ts';
import { choiceTexts, fieldsOf, methodIds } from '../generator/index.ts';
import type { Fields, MethodId } from '../generator/index.ts';

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
    help: 'Prints a script that does the plan, for sh: with rsync, drive and the way onward of petalibrary, not on Windows.',
  },
  json: { type: 'boolean', help: 'Prints the plan as JSON.' },
  ics: { type: 'boolean', help: 'Prints a reminder for a calendar program. Needs --collected.' },
  'more-time': { type: 'boolean', help: 'Prints the message that asks the facility to keep the images longer.' },
  left: {
    type: 'string',
    value: 'VALUE',
    help: 'With --more-time: how much is still to be copied. For example 400 GB',
  },
  facility: {
    type: 'string',
    value: 'FILE',
    help: 'Takes the facts from this file, of the form of facility.yaml, not from the one that is built in.',
  },
  help: { type: 'boolean', short: 'h', help: 'Prints the manual; with a method, that of its options.' },
  version: { type: 'boolean', help: 'Prints the version.' },
} as const satisfies Readonly<Record<string, CommonOption>>;

/** What stands in the place of a method when one is to be chosen. */
export const choose = 'choose';

/** What stands in the place of a method when a shell is to complete words. */
export const completion = 'completion';

/** A word that may stand first, what it is, and what it asks for. */
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

/** The methods, in the facility's order, and after them those that it does not list. */
export function listMethods(facility: Facility): (FirstWord & { name: MethodId })[] {
  const { methods } = facility;
  const orderOf = (id: string): number => {
    const at = methods.findIndex((method) => method.id === id);
    return at < 0 ? methods.length : at;
  };
  return [...methodIds]
    .sort((a, b) => orderOf(a) - orderOf(b))
    .map((name) => {
      const { title = unlisted[name] ?? '', summary } = methods.find(({ id }) => id === name) ?? {};
      return { name, title, ...(summary && { summary }), fields: fieldsOf(name, facility) };
    });
}

/** The methods, and what chooses one. */
export function listFirstWords(facility: Facility): FirstWord[] {
  const title = 'Says which method fits, and what speaks against the others';
  return [...listMethods(facility), { name: choose, title, fields: choiceTexts.fields }];
}

/** Lists and days that are written in another way than a plan has them, and the field of a list, one name a line. */
import { findUncarriable } from '../../generator/command/quote.ts';
import { formatNames, readNames } from '../../generator/names.ts';
import type { Draft } from '../../generator/request.ts';
import { currentValues, setValues } from '../always/values.ts';

export { readDay } from '../../generator/dates/day.ts';
export { formatNames, readNames } from '../../generator/names.ts';

/** The names in a list, with `separator` between them; the list itself where one of them can be no name. */
export function showNames({ lab }: Draft, value: string, separator: '/' | '\n'): string {
  const names = readNames(value, lab);
  const areNames = names.length > 0 && names.every((name) => name && !name.includes('/') && !findUncarriable(name));
  return areNames ? formatNames(names, separator) : value;
}

/**
 * Takes several names that were pasted into the field of one: the first one, and the others into the field for them.
 * Where there is none, they stay together, which is a problem.
 */
export function spreadLines(draft: Draft, text: string): void {
  const [first = text, ...others] = readNames(text, draft.lab);
  const listed = readNames(currentValues().alsoCollections ?? '');
  const all = formatNames([...others, ...listed]);
  const several = 'alsoCollections' in draft ? { collection: first, alsoCollections: all } : { collection: text };
  setValues(others.length === 0 ? { collection: first } : several, 'collection');
}

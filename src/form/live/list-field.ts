/** A field of several names, one a line. */
import { findUncarriable } from '../../generator/command/quote.ts';
import { formatNames, readNames } from '../../generator/names.ts';
import type { Draft, Field } from '../../generator/request.ts';
import { currentValues, setValues } from '../always/values.ts';

/** The value of a field; of a list its names, with `separator` between them, unless one of them can be no name. */
export function showList(field: Field | undefined, { lab }: Draft, value: string, separator: '/' | '\n'): string {
  if (field?.kind !== 'names') return value;
  const names = readNames(value, lab);
  const areNames = names.length > 0 && names.every((name) => name && !name.includes('/') && !findUncarriable(name));
  return areNames ? formatNames(names, separator) : value;
}

/**
 * Takes several names that are pasted into the field of one: the first one, and the others into the field for them.
 * Where there is none, they stay together, which is a problem; a field of one line would drop the ends of lines and
 * join the names.
 */
export function spreadLines(draft: Draft, event: ClipboardEvent): void {
  const { name } = event.target as HTMLInputElement;
  const text = event.clipboardData?.getData('text').trim() ?? '';
  if (name !== 'collection' || !/[\r\n]/.test(text)) return;
  event.preventDefault();
  const [first = text, ...others] = readNames(text, draft.lab);
  const listed = readNames(currentValues().alsoCollections ?? '');
  const all = formatNames([...others, ...listed]);
  if (others.length === 0) setValues({ collection: first }, name);
  else setValues('alsoCollections' in draft ? { collection: first, alsoCollections: all } : { collection: text }, name);
}

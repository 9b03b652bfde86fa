/** The slots of the rows that look at a folder. */
import type { Span } from '../../command/quote.ts';

/** Fills the slots of these rows, for a folder given by its path, with no slash at its end. */
export function fillLook(path: readonly Span[]): Readonly<Record<'contents', readonly Span[]>> {
  return { contents: [...path, { text: '/.' }] };
}

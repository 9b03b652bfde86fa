/** The slots of the rows that look at a collection. */
import { joinParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';

/** Fills the slots of these rows, for a folder given by its path, with no slash at its end. */
export function fillLook(path: readonly Span[]): Readonly<Record<'contents' | 'base', readonly Span[]>> {
  return {
    contents: [...path, { text: '/' }],
    base: [{ text: `base=${String(joinParts(path).split('/').length + 1)}` }],
  };
}

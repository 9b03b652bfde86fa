/** A list of checksums that lies beside its collection on the storage server. */
import type { Span } from '../../command/quote.ts';

/** The slots of `serverListRows`, from the path of the collection. */
export function listSlots(collection: readonly Span[]): Record<'collection' | 'list', readonly Span[]> {
  return { collection, list: [...collection, { text: '.md5' }] };
}

import { defineRouteMiddleware } from '@astrojs/starlight/route-data';

/**
 * Starlight writes the title of a page into its HTML as it is: it holds the title of an author, and the name of the
 * facility.
 */
export const onRequest = defineRouteMiddleware(({ locals: { starlightRoute } }) => {
  starlightRoute.head = escapeTitles(starlightRoute.head);
});

/** The entries of a head, titles among them as HTML. Their attributes are Astro's, which escapes them. */
export function escapeTitles<Entry extends { tag: string; content?: string | undefined }>(
  head: readonly Entry[],
): Entry[] {
  return head.map((entry) =>
    entry.tag === 'title' && entry.content !== undefined
      ? { ...entry, content: entry.content.replaceAll('&', '&amp;').replaceAll('<', '&lt;') }
      : entry,
  );
}

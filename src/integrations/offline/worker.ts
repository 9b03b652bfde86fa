/**
 * The service worker: keeps the whole site on the reader's computer, for when there is no network. Pages come from the
 * network as long as it answers; everything else comes from what is kept. The reasons:
 * content/docs/maintain/decisions/offline.md.
 */
import { clientsClaim } from 'workbox-core';
import { addRoute, cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';

declare const self: {
  /** The files to keep. `integration.ts` puts them here when the site is built. */
  readonly __WB_MANIFEST: PrecacheEntry[];
};

/** How long the network may take to begin an answer when there is a page to show instead. */
const patienceSeconds = 4;

precache(self.__WB_MANIFEST);
cleanupOutdatedCaches();
// So that the page of the first visit can search without a network too.
clientsClaim();

registerRoute(
  ({ request }) => request.mode === 'navigate',
  async ({ request, url }) => {
    // The kept files have no query. 'no-cache' asks the server whether the browser's own copy is still the page.
    const kept = await matchPrecache(url.origin + url.pathname);
    const answer = fetch(request, { cache: 'no-cache' });
    try {
      return await (kept ? Promise.race([answer, waitFor(kept)]) : answer);
    } catch (error) {
      // fetch() throws nothing else when no server answers.
      if (!(error instanceof TypeError)) throw error;
      return kept ?? (await findKept(url));
    }
  },
);
// Pagefind asks for its list with the time of day behind it.
addRoute({ ignoreURLParametersMatching: [/^ts$/] });

async function waitFor(kept: Response): Promise<Response> {
  await new Promise((resolve) => setTimeout(resolve, patienceSeconds * 1000));
  return kept;
}

/**
 * What a server answers where there is no such page: the way to the folder if only its slash is missing, or the page
 * 404.
 */
async function findKept(url: URL): Promise<Response> {
  const folder = `${url.origin}${url.pathname}/`;
  if (await matchPrecache(folder)) return Response.redirect(folder);
  const missing = await matchPrecache('404.html');
  return missing ? new Response(missing.body, { status: 404, headers: missing.headers }) : Response.error();
}

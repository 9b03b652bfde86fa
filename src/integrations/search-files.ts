import { globSync, statSync } from 'node:fs';
import { replaceOnce } from './finish-pages.ts';
import type { Finish } from './finish-pages.ts';

/** The most of the index that is fetched before it is known which part will be needed. Unit: bytes. */
const mostIndexBytes = 150_000;

/**
 * Names the files of the search at its button: those that Pagefind would fetch one after the other, so that a page can
 * ask for all of them together, and whether the index is small.
 */
export function searchFiles(site: URL): Finish {
  const files = globSync('pagefind/{pagefind-worker.js,wasm.en.pagefind,*.pf_meta}', { cwd: site }).sort();
  const index = globSync('pagefind/index/*', { cwd: site });
  const bytes = index.reduce((sum, file) => sum + statSync(new URL(file, site)).size, 0);
  const named = `data-files="${files.join(' ')}"${bytes > mostIndexBytes ? '' : ' data-index-is-small'}`;
  return { edit: (html, file) => replaceOnce(html, file, /<site-search /g, `<site-search ${named} `) };
}

import { globSync, rmSync } from 'node:fs';
import { replaceOnce } from './finish-pages.ts';
import type { Finish } from './finish-pages.ts';

/** Takes away Starlight's sheet for print, a request of its own on every page: ours has it too (`styles/site.css`). */
export function printSheet(site: URL): Finish {
  return {
    edit: (html, file) =>
      replaceOnce(html, file, /<link rel="stylesheet" href="[^"]*\/print\.[^"]*" media="print">/g, ''),
    end: () => {
      for (const file of globSync('_astro/print.*.css', { cwd: site })) rmSync(new URL(file, site));
    },
  };
}

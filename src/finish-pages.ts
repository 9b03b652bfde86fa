import { readFileSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';

/** What a built page becomes. `file` is its path in the folder of the site. */
export type PageEdit = (html: string, file: string) => string;

/**
 * Makes every edit of every built page, each page read and written once. Each edit is made when all else is written, the search's index
 * included, and is told the folder of the site; so this stands behind Starlight.
 */
export function finishPages(...makers: readonly ((site: URL) => PageEdit)[]): AstroIntegration {
  return {
    name: 'finish-pages',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const edits = makers.map((makeEdit) => makeEdit(dir));
        for await (const file of glob('**/*.html', { cwd: dir })) {
          const page = new URL(file, dir);
          writeFileSync(
            page,
            edits.reduce((html, edit) => edit(html, file), readFileSync(page, 'utf8')),
          );
        }
      },
    },
  };
}

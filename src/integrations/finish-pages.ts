import { globSync, readFileSync, writeFileSync } from 'node:fs';
import type { AstroIntegration } from 'astro';

/** Something that is done with every built page. */
export interface Finish {
  /** What the page becomes. `file` is its path in the folder of the site. */
  readonly edit: (html: string, file: string) => string;
  /** When every page has been seen. */
  readonly end?: () => void;
}

/**
 * Does everything that is to be done with the built pages, reading and writing each once. It begins when everything
 * else is written, the search's index included, so it comes after Starlight in the list; each maker gets the folder of
 * the site.
 */
export function finishPages(...makers: readonly ((site: URL) => Finish)[]): AstroIntegration {
  return {
    name: 'finish-pages',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const all = makers.map((make) => make(dir));
        for (const file of globSync('**/*.html', { cwd: dir })) {
          const page = new URL(file, dir);
          const html = readFileSync(page, 'utf8');
          writeFileSync(
            page,
            all.reduce((text, { edit }) => edit(text, file), html),
          );
        }
        for (const { end } of all) end?.();
      },
    },
  };
}

/**
 * Replaces what a page has once. Throws when the page has none of it, or several: then Astro or Starlight writes it
 * otherwise than before.
 */
export function replaceOnce(html: string, file: string, pattern: RegExp, replacement: string): string {
  const [first, second] = html.matchAll(pattern);
  if (!first || second) throw new Error(`${file} must have ${String(pattern)} once: see src/integrations.`);
  return html.replace(pattern, replacement);
}

import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** What decides how a page's Markdown is rendered, besides the page: the packages, the configuration, the code beside it. */
const rendering = ['package-lock.json', 'astro.config.mjs', 'src/*.ts', 'src/personal-blocks/*.ts'];

/**
 * Has Astro forget what it has rendered in builds before when something else would render it now. Astro (7.3) itself looks at the pages, and at the part
 * of its configuration that is no code.
 */
export function freshPages(): AstroIntegration {
  return {
    name: 'fresh-pages',
    hooks: {
      'astro:config:setup': ({ command, config: { root, cacheDir } }) => {
        if (command !== 'build') return;
        const hash = createHash('sha256');
        for (const file of globSync(rendering, { cwd: fileURLToPath(root) }).sort())
          hash.update(file).update(readFileSync(new URL(file, root)));
        const now = hash.digest('hex');
        const note = new URL('rendered-by', cacheDir);
        if (existsSync(note) && readFileSync(note, 'utf8') === now) return;
        rmSync(new URL('data-store.json', cacheDir), { force: true });
        mkdirSync(cacheDir, { recursive: true });
        writeFileSync(note, now);
      },
    },
  };
}

import { globSync, rmSync, statSync } from 'node:fs';
import type { AstroIntegration } from 'astro';
import type { Finish } from './finish-pages.ts';

/** Stands for one file with the scripts of all components. */
const allScripts = 'virtual:all-scripts';

/**
 * What a page runs in place of the script's own tag: it is fetched when all of the page is there and it has been painted, and in any case 3 s
 * after it was loaded, for a browser that tells of no paint. Twice is once: a module is loaded once. When it cannot be had the page says so
 * (`.not-loaded`), and it is asked for again when somebody touches the page. The text is the same on every page and in every version, because the
 * policy names its hash.
 */
const starter = `((start) => {
  addEventListener('DOMContentLoaded', () => {
    new PerformanceObserver(start).observe({ type: 'paint', buffered: true });
    addEventListener('pointerdown', start);
  });
  addEventListener('load', () => setTimeout(start, 3000));
})(((file, { dataset }) => () => import(file).then(
  () => delete dataset.failed,
  () => dataset.failed = '',
))(document.currentScript.dataset.src, document.documentElement))`;

/**
 * Astro gives the script of each component a file of its own: a dozen requests of a few hundred bytes. In a built site one file has them all,
 * and each component's own is empty, for which Astro writes no tag. A script must therefore do nothing where its component is not.
 */
export function oneScript(): AstroIntegration {
  let scripts: string[] = [];
  return {
    name: 'one-script',
    hooks: {
      'astro:config:setup': ({ command, injectScript, updateConfig }) => {
        if (command !== 'build') return;
        injectScript('page', `import '${allScripts}';`);
        updateConfig({
          vite: {
            // Whatever is empty: Astro then takes it into the page.
            build: { assetsInlineLimit: (_: string, content: Buffer) => content.length === 0 },
            plugins: [
              {
                name: 'one-script',
                enforce: 'pre',
                applyToEnvironment: ({ name }) => name === 'client',
                configEnvironment(name) {
                  if (name !== 'client') return undefined;
                  // What a page runs in any case stays in its own file, from which others import it; and no file has a list of those to fetch ahead.
                  return {
                    build: { modulePreload: false, rolldownOptions: { preserveEntrySignatures: 'allow-extension' } },
                  };
                },
                buildStart({ input }) {
                  if (Array.isArray(input)) scripts = input.filter((id) => id.includes('?astro&type=script'));
                },
                resolveId(id) {
                  if (id === allScripts) return `\0${id}`;
                  // The package says that its modules only export: these do things.
                  return scripts.some((script) => wholeOf(script) === id) ? { id, moduleSideEffects: true } : undefined;
                },
                load: (id) =>
                  id === `\0${allScripts}`
                    ? inOrder(scripts)
                        .map((script) => `import ${JSON.stringify(wholeOf(script))};`)
                        .join('')
                    : undefined,
                transform: {
                  order: 'post',
                  handler(_, id) {
                    if (scripts.includes(id)) return '';
                    // What would fetch those of the list: Vite puts it around each import all the same.
                    return id.endsWith('vite/preload-helper.js')
                      ? 'export const __vitePreload = (load) => load();'
                      : undefined;
                  },
                },
              },
            ],
          },
        });
      },
      'astro:build:done': ({ dir }) => {
        for (const file of globSync('_astro/print.*.css', { cwd: dir })) rmSync(new URL(file, dir));
      },
    },
  };
}

/** The most of the index that is fetched before it is known which part will be needed. Unit: bytes. */
const mostIndexBytes = 150_000;

/**
 * What the search has to know of its files: what Pagefind would fetch one after the other, so that a page can ask for all at once, and whether the
 * index is small.
 */
function describeSearch(dir: URL): string {
  const files = globSync('pagefind/{pagefind-worker.js,wasm.en.pagefind,*.pf_meta}', { cwd: dir }).sort();
  const index = globSync('pagefind/index/*', { cwd: dir });
  const bytes = index.reduce((sum, file) => sum + statSync(new URL(file, dir)).size, 0);
  return `data-files="${files.join(' ')}"${bytes > mostIndexBytes ? '' : ' data-index-is-small'}`;
}

/**
 * Has a page start its script late, name the files of the search at their button, and do without the sheet for print, which is part of ours
 * (`styles/site.css`).
 */
export function lightenPages(site: URL): Finish {
  const edits: [RegExp, string][] = [
    [/<script type="module" src="([^"]*\/page\.[^"]*\.js)"><\/script>/g, `<script data-src="$1">${starter}</script>`],
    [/<site-search /g, `<site-search ${describeSearch(site)} `],
    [/<link rel="stylesheet" href="[^"]*\/print\.[^"]*" media="print">/g, ''],
  ];
  return {
    edit: (html, file) =>
      edits.reduce((text, [pattern, replacement]) => {
        const [first, second] = text.matchAll(pattern);
        if (!first || second) throw new Error(`${file} must have ${String(pattern)} once: see src/one-script.ts.`);
        return text.replace(pattern, replacement);
      }, html),
  };
}

/** Ours first: where a browser forbids storage, one of Starlight's throws, and ends all that follow it. */
function inOrder(scripts: readonly string[]): string[] {
  const isOurs = (script: string): boolean => script.includes('/src/components/');
  return [...scripts.filter(isOurs), ...scripts.filter((script) => !isOurs(script))];
}

/** The same script under another name, which stays as it is. */
function wholeOf(script: string): string {
  return script.replace('&type=script', '&type=script&whole');
}

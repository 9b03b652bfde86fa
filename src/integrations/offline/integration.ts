import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { PrecacheEntry } from 'workbox-precaching';

/** The service worker's file. At the top of the site, because it controls only what is beside and below it. */
const workerFile = 'sw.js';

/**
 * Bundles the service worker (`worker.ts`) and, when everything else is written, the search's index included, gives it
 * the files to keep. So it is the last of the integrations.
 */
export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        const id = fileURLToPath(new URL('worker.ts', import.meta.url));
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'offline-worker',
                apply: 'build',
                buildStart() {
                  if (this.environment.name === 'client')
                    this.emitFile({ type: 'chunk', id, fileName: workerFile, preserveSignature: false });
                },
              },
            ],
          },
        });
      },
      'astro:build:done': ({ dir }) => {
        const worker = new URL(workerFile, dir);
        const text = readFileSync(worker, 'utf8');
        if (text.split(placeholder).length !== 2)
          throw new Error(`${workerFile} must name ${placeholder} once: see src/integrations/offline/worker.ts.`);
        writeFileSync(
          worker,
          text.replace(placeholder, () => JSON.stringify(listKeptFiles(fileURLToPath(dir)))),
        );
      },
    },
  };
}

/** Where the list goes in the bundled worker. The name is Workbox's own. */
const placeholder = 'self.__WB_MANIFEST';

// Pagefind brings user interfaces that Starlight does not use, and a program for languages that it does not know.
const neverAsked = /^pagefind\/(?:pagefind-(?:ui|modular-ui|component-ui|highlight)\.|wasm\.unknown\.)/;

// For search engines, language models and programs that preview links: they come over the network.
const forPrograms = /^(?:robots\.txt|llms\.txt|licenses\.txt|sitemap-[\w-]+\.xml|social-card\.png|.*\.md)$/;

/** The most that every visitor's browser is asked to keep. Unit: bytes, before they are packed. */
const mostBytes = 6_000_000;

// What a person who gets data can do without on a large site; the search would find pages that are not kept.
const canBeMissed = /^(?:guides|maintain|pagefind)\//;

/**
 * The files of a built site that the worker keeps, sorted, with addresses relative to the worker's: of a page, the one
 * that links name. Each has the hash of its bytes, by which the browser refuses a file of another version. All of a
 * site up to 6 MB; of a larger one the start page, the ways, troubleshooting, and what they need.
 */
export function listKeptFiles(siteFolder: string): PrecacheEntry[] {
  const files = globSync('**/*', { cwd: siteFolder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(siteFolder.length));
  const asked = files.filter((file) => file !== workerFile && !neverAsked.test(file) && !forPrograms.test(file));
  const isLarge = asked.reduce((bytes, file) => bytes + statSync(siteFolder + file).size, 0) > mostBytes;
  return asked
    .filter((file) => !isLarge || !canBeMissed.test(file))
    .sort()
    .map((file) => {
      const hash = createHash('sha256')
        .update(readFileSync(siteFolder + file))
        .digest('base64');
      return {
        url: file.replace(/(^|\/)index\.html$/, '$1') || './',
        // What Vite writes has its version in its name already.
        revision: file.startsWith('_astro/') ? null : hash.slice(0, 12),
        integrity: `sha256-${hash}`,
      };
    });
}

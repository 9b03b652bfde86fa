/** What the built site carries from others, and their licences: they ask that the text goes with every copy. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Something of others that is in the built site. */
interface Carried {
  readonly name: string;
  /** What of it is in the site. */
  readonly what: string;
  /** Where its licence is, below `node_modules`. The default is the file named for it in the package's folder. */
  readonly file?: string;
  /** Takes the licence out of a file that says more. */
  readonly cut?: (text: string) => string;
}

/** `test/build/licenses.test.ts` compares the list with what the pages import. */
export const carried: readonly Carried[] = [
  { name: '@astrojs/starlight', what: 'the layout of the pages, their styles, scripts and icons' },
  {
    name: 'Seti UI',
    what: 'icons of files in lists of files',
    file: '@astrojs/starlight/dist/user-components/file-tree-icons.js',
    // The first comment of the file is the licence, as Starlight carries it.
    cut: (text) => (/\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '').replace(/^ ?\* ?/gm, ''),
  },
  { name: 'astro', what: 'scripts that come with every page' },
  {
    name: 'vite',
    what: 'the function that loads scripts later',
    // Behind its own licence are those of what Vite itself runs on.
    cut: (text) => text.split(/^# Licenses of bundled dependencies/m)[0] ?? '',
  },
  { name: 'rolldown', what: 'the few lines around bundled scripts' },
  { name: '@expressive-code/core', what: 'styles and scripts of code that does not change' },
  { name: '@expressive-code/plugin-frames', what: 'frames around that code' },
  { name: '@expressive-code/plugin-shiki', what: 'its colours' },
  { name: '@expressive-code/plugin-text-markers', what: 'its marks' },
  { name: 'hash-wasm', what: 'the hashes that a copy is compared by' },
  { name: 'pagefind', what: 'the search', file: 'pagefind/LICENSE' },
  { name: 'workbox-core', what: 'the service worker' },
  { name: 'workbox-precaching', what: 'the service worker' },
  { name: 'workbox-routing', what: 'the service worker' },
  { name: 'workbox-strategies', what: 'the service worker' },
  { name: 'ical-generator', what: 'reminders for calendars' },
];

/**
 * The text of `licenses.txt`: each licence once, under the names of all that it is for. Throws when a licence is
 * missing.
 */
export function formatLicenses(packages: string): string {
  const namesByText = new Map<string, string[]>();
  for (const part of carried) {
    const text = readLicense(packages, part);
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${part.name}: ${part.what}`]);
  }
  const parts = [...namesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return [`This site has in it, unchanged or in part, what others have made. Their licences:\n`, ...parts].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

function readLicense(packages: string, { name, file, cut = (text) => text }: Carried): string {
  const text = cut(readFileSync(findLicense(packages, file ?? name), 'utf8')).trim();
  if (!/copyright/i.test(text) || !/permission is hereby granted/i.test(text)) {
    throw new Error(`node_modules/${file ?? name}: no licence text was found for ${name}. See src/site/licenses.ts.`);
  }
  return text;
}

/** The file itself, or the licence in a folder. */
function findLicense(packages: string, path: string): string {
  const full = join(packages, path);
  if (statSync(full).isFile()) return full;
  const file = readdirSync(full).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  if (file === undefined) throw new Error(`node_modules/${path} has no licence. See src/site/licenses.ts.`);
  return join(full, file);
}

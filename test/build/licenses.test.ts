import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { carried, formatLicenses } from '../../src/site/licenses.ts';
import { siteFolder } from './built-site.ts';

const root = join(import.meta.dirname, '../..');
const packages = join(root, 'node_modules');
const names = carried.map(({ name }) => name);

/** Packages that sources import and no page carries: they work while the site is built, or on the command line. */
const elsewhere = [
  '@clack/prompts',
  'github-slugger',
  'leven',
  'node-html-markdown',
  'parse5',
  'satteri',
  'sh-syntax',
  'sharp',
  'yaml',
  'zod',
];

// A package imported by value, by its name alone: not `astro:content`, `node:fs`, `./file.ts` or `~/file`.
const importedPackage = /^(?:import|export) (?!type ).*from '((?:@[\w-]+\/)?\w[\w-]*)(?:\/[^']*)?';?$/gm;

it('the built site has the licence of everything that it carries', () => {
  const text = readFileSync(`${siteFolder}licenses.txt`, 'utf8');
  expect(text).toBe(formatLicenses(packages));
  for (const { name, what } of carried) expect(text).toContain(`\n${name}: ${what}\n`);
});

it('every package that a source imports is carried with its licence, or stays out of the pages', () => {
  const imported = globSync('src/**/*.{ts,astro,mdx}', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(importedPackage)].map(([, name = '']) => name),
  );
  const unknown = [...new Set(imported)].filter((name) => !names.includes(name) && !elsewhere.includes(name));
  expect(unknown, 'Add it to src/site/licenses.ts if a page carries it, else to `elsewhere` here.').toEqual([]);
  expect(elsewhere.filter((name) => !imported.includes(name))).toEqual([]);
});

it('what a library of the pages needs is carried too', () => {
  for (const name of names.filter((name) => /^(workbox-|ical-generator$)/.test(name))) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    expect(names, name).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  }
});

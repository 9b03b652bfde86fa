/**
 * Builds the site: `npm run build`. A fault of the parser of the pages ends the whole build by a signal and names no
 * file. Then each page is parsed alone, by `node scripts/build.ts FILE`, which shows the pages that end it.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownToHtml, mdxToJs } from 'satteri';
import { pagesFolder } from '../src/authoring/site.ts';

const root = join(import.meta.dirname, '..');

/**
 * The pages, among `files`, at which a parser ends by a signal: `parser` is a program and its words, and gets the path
 * of a page.
 */
export function findEndingPages(files: readonly string[], [program = '', ...words]: readonly string[]): string[] {
  return files.filter((file) => spawnSync(program, [...words, file], { cwd: root, stdio: 'ignore' }).signal !== null);
}

/** The message about a build that a signal ended. */
export function describeEnd(signal: string, pages: readonly string[]): string {
  const named = pages.map(
    (page) =>
      `${page}:1: The parser cannot read this page, and ends. Undo your last change there; write lists, tables and tags with a blank line above and below.`,
  );
  return [`${signal} ended the build.`, ...(named.length > 0 ? named : ['No page does that by itself.'])].join('\n');
}

function parsePage(file: string): void {
  const text = readFileSync(file, 'utf8');
  const options = { features: { directive: true, smartPunctuation: false } };
  if (file.endsWith('.mdx')) mdxToJs(text, options);
  else markdownToHtml(text, options);
}

function build(): void {
  const astro = join(root, 'node_modules/.bin/astro');
  const { status, signal, error } = spawnSync(astro, ['build', '--force'], { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  process.exitCode = status ?? 1;
  if (signal === null || ['SIGINT', 'SIGTERM', 'SIGHUP'].includes(signal)) return;
  const files = globSync(`${pagesFolder}/**/*.{md,mdx}`, { cwd: root }).sort();
  console.error(`\n${describeEnd(signal, findEndingPages(files, [process.execPath, import.meta.filename]))}`);
}

if (import.meta.main) {
  const [, , file] = process.argv;
  if (file === undefined) build();
  else parsePage(file);
}

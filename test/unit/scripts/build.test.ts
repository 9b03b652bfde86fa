import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEnd, findEndingPages } from '../../../scripts/build.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ending-pages-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const page = (name: string): string => join(folder, name);

it('a build that the parser ends names the page', () => {
  // A stand-in for the parser: it ends by a signal at one page, and with an error at another.
  const standIn = page('stand-in.mjs');
  writeFileSync(
    standIn,
    "const [, , file] = process.argv;\nif (file.endsWith('ends.mdx')) process.kill(process.pid, 'SIGKILL');\nif (file.endsWith('fails.mdx')) throw new Error(file);\n",
  );
  const files = ['good.mdx', 'ends.mdx', 'fails.mdx'].map(page);
  const found = findEndingPages(files, [process.execPath, standIn]);
  expect(found).toEqual([page('ends.mdx')]);
  expect(describeEnd('SIGABRT', found)).toBe(
    `SIGABRT ended the build.\n${page('ends.mdx')}:1: The parser cannot read this page, and ends. Undo your last change there; write lists, tables and tags with a blank line above and below.`,
  );
});

it('a build that something else ended accuses no page', () => {
  writeFileSync(page('good.mdx'), '---\ntitle: A page\n---\n\n1. Copy.\n');
  writeFileSync(page('good.md'), 'Copy.\n');
  const parser = [process.execPath, join(import.meta.dirname, '../../../scripts/build.ts')];
  expect(findEndingPages([page('good.mdx'), page('good.md')], parser)).toEqual([]);
  expect(describeEnd('SIGKILL', [])).toBe('SIGKILL ended the build.\nNo page does that by itself.');
});

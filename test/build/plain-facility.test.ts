import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPages, textOf } from './built-site.ts';
import type { BuiltPage } from './built-site.ts';
import { copyProject, removeCopy, runScript } from './project-copy.ts';

/** The names of ways that this facility does not have, as words of their own: "draws" has the letters of one. */
const otherWays = /\b(globus|aws|petalibrary|s3|sftp|rclone|buckets?)\b/i;

/** What tells staff how the project is made, and which ways another facility may list: it speaks of no facility. */
const isAboutTheProject = (path: string): boolean =>
  path.startsWith('/maintain/decisions/') || path === '/maintain/another-facility/' || path === '/maintain/module/';

let folder: string;
let pages: BuiltPage[];

beforeAll(() => {
  folder = copyProject('plain-facility');
  copyFileSync(
    join(import.meta.dirname, '../fixtures/plain-facility/facility.yaml'),
    join(folder, 'src/facility/facility.yaml'),
  );
  const { status, stdout, stderr } = runScript(folder, ['build'], '');
  if (status !== 0) throw new Error(stdout + stderr);
  pages = readPages(join(folder, 'dist/'));
});

afterAll(() => {
  removeCopy(folder);
});

it('no page of a facility with rsync alone names another way, in its text or in the tables of its form', () => {
  const read = pages.filter(({ path }) => !isAboutTheProject(path));
  expect(read.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/', '/ways/rsync/', '/troubleshooting/', '/maintain/']),
  );
  const found = read.flatMap(({ path, html, elements }) => {
    const [body] = elements.filter(({ tagName }) => tagName === 'body');
    const text = body ? textOf(body) : '';
    const tables = [...html.matchAll(/ data-(?:texts|facility|choice|block)="([^"]*)"/g)].map(
      ([, table = '']) => table,
    );
    return [text, ...tables].flatMap((one) => {
      const at = otherWays.exec(one);
      return at ? [`${path}: ${one.slice(Math.max(0, at.index - 60), at.index + 60)}`] : [];
    });
  });
  expect(found).toEqual([]);
});

it('nor do the files for programs', () => {
  for (const file of ['llms.txt', 'index.md', 'troubleshooting.md', 'ways/rsync.md'])
    expect(otherWays.exec(readFileSync(join(folder, 'dist', file), 'utf8'))?.[0]).toBeUndefined();
});

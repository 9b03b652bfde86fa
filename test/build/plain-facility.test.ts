import { copyFileSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPages, textOf } from './built-site.ts';
import type { BuiltPage } from './built-site.ts';
import { copyProject, removeCopy, runScript } from './project-copy.ts';

/**
 * The names of ways that this facility does not have, as words of their own: "draws" has the letters of one. On Windows,
 * rsync's own plan copies with the program `sftp`, whose name is written small.
 */
const otherWays = /\b([Gg]lobus|AWS|aws|[Pp]eta[Ll]ibrary|[Ss]3|SFTP|[Rr]clone|[Bb]uckets?)\b/;

/** What tells staff how the project is made, and which ways another facility may list: it speaks of no facility. */
const isAboutTheProject = (path: string): boolean =>
  path.startsWith('/maintain/decisions/') ||
  ['/maintain/another-facility/', '/maintain/module/', '/maintain/benchmarks/'].includes(path);

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

it('no page of a facility with rsync alone names another way, nor do the tables of the forms', () => {
  const read = pages.filter(({ path }) => !isAboutTheProject(path));
  expect(read.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/', '/ways/rsync/', '/troubleshooting/', '/maintain/']),
  );
  const tables = globSync('dist/forms/*.json', { cwd: folder });
  expect(tables.map((file) => basename(file).split('.')[0]).sort()).toEqual(
    expect.arrayContaining(['chooser', 'rsync', 'shared', 'troubleshooting']),
  );
  const texts = [
    ...read.map(({ path, elements }) => {
      const body = elements.find(({ tagName }) => tagName === 'body');
      return { path, text: body ? textOf(body) : '' };
    }),
    ...tables.map((file) => ({
      path: file,
      // What tells the programs on a screen from one another is no text.
      text: readFileSync(join(folder, file), 'utf8').replace(/"reading":.*/s, ''),
    })),
  ];
  const found = texts.flatMap(({ path, text }) => {
    const at = otherWays.exec(text);
    return at ? [`${path}: ${text.slice(Math.max(0, at.index - 60), at.index + 60)}`] : [];
  });
  expect(found).toEqual([]);
});

it('nor do the files for programs', () => {
  for (const file of ['llms.txt', 'index.md', 'troubleshooting.md', 'ways/rsync.md'])
    expect(otherWays.exec(readFileSync(join(folder, 'dist', file), 'utf8'))?.[0]).toBeUndefined();
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNames } from '../../src/generator/names.ts';
import { openPty } from '../rigs/pty.ts';

/** Names of folders as programs show them without a change, and others. */
const plain = ['GRID1', 'GRID2', 'GRID_2026-11-29', 'a,b', 'µ-Grid', '2026', '-rf'];
const odd = ['My grid 3', "it's", 'a, c', 'two  blanks', 'quote"d', `both'"`, 'back\\slash', 'bang!', '$HOME'];
const folders = [...plain, ...odd];
const link = 'latest';
const file = 'notes.txt';

let lab: string;
beforeAll(() => {
  lab = join(mkdtempSync(join(tmpdir(), 'listings-')), 'curie-lab');
  for (const name of folders) mkdirSync(join(lab, name), { recursive: true });
  symlinkSync('GRID1', join(lab, link));
  writeFileSync(join(lab, file), '');
  // Of another year, which ls -l writes in the place of the time.
  utimesSync(join(lab, 'GRID2'), new Date('2024-03-01'), new Date('2024-03-01'));
});
afterAll(() => {
  rmSync(join(lab, '..'), { recursive: true });
});

/** What a command shows in a terminal of 80 columns, as somebody copies it. */
async function show(command: string): Promise<string> {
  const pty = openPty(`stty cols 80; ${command}`, { cwd: lab });
  expect(await pty.exited).toBe(0);
  return pty.output.trim();
}

const sorted = (names: readonly string[]): string[] => [...names].sort();

describe('what a terminal shows is read as the names', () => {
  it.each([
    'ls',
    'ls -1',
    'ls -x',
    'ls -m',
    'ls -F',
    'ls -p',
    'ls -Q',
    'ls -w 40',
    'ls -T 0',
    'ls -T 0 -F',
    'ls --color=always',
    'ls --hyperlink=always',
    'LC_ALL=C ls',
    'ls -1 | cat',
    'busybox ls',
    'ls -d "$PWD"/*',
    'du -sh -- *',
    'du -sch -- *',
    'du -s -- *',
    'echo "jdoe@server:~$ ls"; ls; echo "jdoe@server:~$"',
  ])('%s: everything, since none of it says what is a file', async (command) => {
    expect(sorted(readNames(await show(command), 'curie-lab'))).toEqual(sorted([...folders, link, file]));
  });

  it.each([
    'ls -l',
    'ls -la',
    'ls -ltr',
    'ls -lh',
    'ls -lis',
    'ls -lF',
    'ls -lg',
    'ls -ln',
    'ls -lo',
    'ls -l --time-style=full-iso',
    'ls -l --time-style=long-iso',
    'ls -l --time-style=iso',
    'ls -l --color=always',
    'ls -l | cat',
    'LC_ALL=C ls -l',
    'busybox ls -l',
    'rsync --list-only ./',
  ])('%s: folders and links', async (command) => {
    expect(sorted(readNames(await show(command), 'curie-lab'))).toEqual(sorted([...folders, link]));
  });

  it.each(['ls -d -- */', 'ls -dF -- */', 'ls -ld -- */', 'ls -1d "$PWD"/*/'])(
    '%s: folders, and links that lead to one',
    async (command) => {
      expect(sorted(readNames(await show(command), 'curie-lab'))).toEqual(sorted([...folders, link]));
    },
  );

  it.each(['find . -mindepth 1 -maxdepth 1 -type d', 'du -h --max-depth=1 .'])('%s: folders', async (command) => {
    expect(sorted(readNames(await show(command), 'curie-lab'))).toEqual(sorted(folders));
  });

  it('and as ls -l prints them through ssh, where no terminal is', () => {
    const printed = execFileSync('ls', ['-ltr'], { cwd: lab, encoding: 'utf8' });
    expect(sorted(readNames(printed))).toEqual(sorted([...folders, link]));
  });

  it('in part: the lines that somebody marked', async () => {
    const lines = (await show('ls -T 0')).split(/\r?\n/);
    expect(lines.length).toBeGreaterThan(2);
    const some = readNames(lines.slice(1).join('\n'));
    expect(some.length).toBeGreaterThan(2);
    expect([...folders, link, file]).toEqual(expect.arrayContaining(some));
  });
});

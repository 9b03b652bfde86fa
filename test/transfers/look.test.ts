/**
 * The command that looks at a collection, as it is printed: with the programs that servers have, in trees with
 * everything that names and links can have. What it shows is read back, and is what is there.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatCommand, lookAtLab, readLook } from '../../src/generator/index.ts';
import type { Command, Look } from '../../src/generator/index.ts';
import { planOf, stepOf } from '../rigs/plans.ts';
import { loadFacility } from '../../src/facility/load.ts';

let folder = '';
let programs = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'look-'));
  chmodSync(folder, 0o755);
  programs = join(folder, 'programs');
  mkdirSync(programs);
  // In place of the one that would go elsewhere; it hands on what ssh hands on.
  writeFileSync(join(programs, 'ssh'), '#!/bin/sh\nshift\nexec ${SERVER_SHELL:-sh} -c "$*"\n', { mode: 0o755 });
});
afterAll(() => {
  execFileSync('rm', ['-rf', folder]);
});

/** The facts, with this folder for that of the storage server. */
const facility = () => {
  const facts = loadFacility();
  return { ...facts, storage: { ...facts.storage, interim: { ...facts.storage.interim, path: folder } } };
};
const planFor = (lab: string, collection: string) =>
  planOf(facility(), { method: 'rsync', account: 'jdoe', lab, collection, destination: '/srv/data/GRID1' });

/** How a command is run: in which shell here, with which variables, and as whom. */
interface Way {
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly as?: readonly string[];
}

/** Runs a command in a shell, where the server has these programs first in its path. */
function run(command: Command, { shell = 'bash', env, as = [] }: Way = {}): string {
  const [first, ...others] = [...as, shell, '-c', formatCommand(command)];
  const PATH = `${programs}:${process.env.PATH ?? ''}`;
  const { stdout, stderr, status } = spawnSync(first, others, {
    encoding: 'latin1',
    env: { ...process.env, PATH, ...env },
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

function lookAt(lab: string, collection: string, options?: Way): Look {
  const { action } = stepOf(planFor(lab, collection), 'check');
  if (action.kind !== 'command') throw new Error('The check is no command.');
  return readOne(run(action.command, options));
}

function readOne(shown: string): Look {
  // Nothing acts on a terminal, whatever is called how.
  expect(shown).toMatch(/^[\n -~]*$/);
  const looks = readLook(shown);
  if (typeof looks === 'string') throw new Error(`${looks}: ${shown}`);
  const [look] = looks;
  if (!look) throw new Error(shown);
  return look;
}

/** A file of so many bytes, last written on this day. */
function write(path: string | Buffer, bytes: number, day = '2026-10-25'): void {
  writeFileSync(path, '');
  truncateSync(path, bytes);
  const time = new Date(`${day}T12:00:00`);
  utimesSync(path, time, time);
}

const at = (...pieces: string[]): string => join(folder, ...pieces);

/** Puts the programs of busybox in the place of the server's. */
function useBusybox(): string {
  const path = at('busybox');
  mkdirSync(path, { recursive: true });
  for (const name of ['find', 'ls', 'awk', 'env', 'date', 'id', 'test', 'rsync']) {
    const body = name === 'rsync' ? 'exit 0' : `exec busybox ${name} "$@"`;
    writeFileSync(join(path, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }
  return path;
}

/** Another awk in the place of the server's. */
function useAwk(awk: string): string {
  const path = at(`with ${awk}`);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'awk'), `#!/bin/sh\nexec ${awk} "$@"\n`, { mode: 0o755 });
  return path;
}

const before = (path: string): { PATH: string } => ({ PATH: `${programs}:${path}:${process.env.PATH ?? ''}` });

describe('a collection with everything in it', () => {
  const lab = "O'Brien lab";
  const collection = 'grid (2) $HOME! & "co"';
  const inside = (...pieces: string[]): string => at(lab, collection, ...pieces);
  const links = [
    ['in', 'movies/a.eer'],
    ['up', '../../elsewhere'],
    ['top', '/etc/hostname'],
    ['gone', 'nowhere'],
    ['with\nbreak', 'a\nb'],
  ] as const;

  beforeAll(() => {
    mkdirSync(inside('movies', 'deep'), { recursive: true });
    mkdirSync(inside('empty'));
    write(inside('movies', 'a.eer'), 1000, '2026-10-25');
    write(inside('movies', 'b.EER'), 2000, '2026-10-28');
    write(inside('movies', 'deep', 'gain.mrc'), 300, '2025-02-03');
    write(inside('movies', 'large.tif'), 5_000_000_000);
    write(inside('README'), 7);
    write(inside('.hidden'), 8);
    write(inside('a: tab\there"?.jpg'), 9);
    write(inside('line\n-rw-r--r-- 1 0 0 99 Jan  1 10:00 x.eer'), 10);
    write(inside('x.a-kind-that-is-too-long'), 11);
    write(inside('CON.txt'), 12);
    write(inside('5µm.jpg'), 13);
    write(inside('dot.'), 14);
    write(Buffer.concat([Buffer.from(inside('bad')), Buffer.from([0xff]), Buffer.from('.jpg')]), 15);
    write(inside('readme'), 16);
    for (const [name, target] of links) symlinkSync(target, inside(name));
    execFileSync('mkfifo', [inside('pipe')]);
  });

  const expected = {
    first: '2025-02-03',
    last: '2026-10-28',
    files: 14,
    bytes: 5_000_003_415,
    folders: 4,
    links: 5,
  };
  const gnu = {
    counts: {
      'leads out': 2,
      'leads nowhere': 3,
      'no file': 1,
      'cannot be read': 0,
      'not for Windows': 5,
      'not UTF-8': 1,
      'alike but for case': 1,
      unclear: 0,
      large: 1,
      undated: 0,
    },
    kinds: [
      { name: 'tif', files: 1, bytes: 5_000_000_000 },
      { name: 'eer', files: 3, bytes: 3010 },
      { name: 'mrc', files: 1, bytes: 300 },
      { name: '(other)', files: 5, bytes: 56 },
      { name: 'jpg', files: 3, bytes: 37 },
      { name: 'txt', files: 1, bytes: 12 },
    ],
  };

  test.each(['bash', 'dash', 'zsh', 'fish', 'tcsh', 'busybox sh', 'ksh93', 'mksh'])(
    'is read back where %s is the shell of the server',
    (shell) => {
      const look = lookAt(lab, collection, { env: { SERVER_SHELL: shell } });
      expect(look).toMatchObject({ path: inside(), ...expected, ...gnu });
      const paths = look.entries.map(({ what, path, target }) => `${what}: ${path}${target ? ` -> ${target}` : ''}`);
      expect(paths).toContain(`leads out: ${inside('up')} -> ../../elsewhere`);
      expect(paths).toContain(`leads out: ${inside('top')} -> /etc/hostname`);
      expect(paths).toContain(`not for Windows: ${inside('a: tab\there"?.jpg')}`);
      expect(paths).toContain(`not UTF-8: ${inside('bad\ufffd.jpg')}`);
    },
  );

  test.each(['zsh', 'fish', 'dash', 'mksh'])('is read back where it is typed in %s', (shell) => {
    expect(lookAt(lab, collection, { shell })).toMatchObject({ ...expected, ...gnu });
  });

  test.each(['mawk', 'gawk', 'original-awk', 'busybox awk'])('is read back where awk is %s', (awk) => {
    expect(lookAt(lab, collection, { env: before(useAwk(awk)) })).toMatchObject({ ...expected, ...gnu });
  });

  test('is read back from the programs of busybox, which show no control characters', () => {
    const look = lookAt(lab, collection, { env: before(useBusybox()) });
    expect(look).toMatchObject(expected);
    expect(look.counts).toMatchObject({ 'leads out': 2, 'leads nowhere': 3, 'no file': 1, large: 1, undated: 0 });
  });

  test('is read back whatever the account has set for ls', () => {
    const env = {
      QUOTING_STYLE: 'shell-escape',
      TIME_STYLE: 'full-iso',
      LS_BLOCK_SIZE: 'human-readable',
      LC_ALL: 'de_DE',
    };
    expect(lookAt(lab, collection, { env })).toMatchObject({ ...expected, ...gnu });
  });

  test('leaves everything as it was', () => {
    const list = (): string =>
      execFileSync('find', [inside(), '-printf', '%p %s %T@ %C@ %m\\0'], { encoding: 'latin1' });
    const was = list();
    lookAt(lab, collection);
    expect(list()).toBe(was);
  });
});

test('what a link leads to cannot pass for a file: the link is unclear', () => {
  mkdirSync(at('spoof-lab', 'GRID1'), { recursive: true });
  const fake = `x\n-rw-r--r-- 1 0 0 999999 Jan  1 10:00 ${at('spoof-lab', 'GRID1')}/./fake.eer`;
  symlinkSync(fake, at('spoof-lab', 'GRID1', 'link'));
  symlinkSync('b', at('spoof-lab', 'GRID1', 'a -> b'));
  expect(lookAt('spoof-lab', 'GRID1').counts.unclear).toBe(2);
});

test('what this account may not read is named', () => {
  const path = at('closed-lab', 'GRID1');
  mkdirSync(join(path, 'closed'), { recursive: true });
  mkdirSync(join(path, 'open'));
  for (const name of ['mine', 'none', 'group', 'all']) write(join(path, 'open', name), 5);
  const nobody = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }));
  const group = Number(execFileSync('id', ['-g', 'nobody'], { encoding: 'utf8' }));
  chownSync(join(path, 'open', 'mine'), nobody, 0);
  chmodSync(join(path, 'open', 'mine'), 0o400);
  chmodSync(join(path, 'open', 'none'), 0o600);
  chownSync(join(path, 'open', 'group'), 0, group);
  chmodSync(join(path, 'open', 'group'), 0o640);
  write(join(path, 'closed', 'unseen'), 5);
  chmodSync(join(path, 'closed'), 0o700);
  const look = lookAt('closed-lab', 'GRID1', {
    as: ['setpriv', '--reuid=nobody', '--regid', String(group), '--clear-groups'],
  });
  expect(look).toMatchObject({ files: 4, folders: 3, counts: { 'cannot be read': 2 } });
  expect(look.entries).toEqual([
    { what: 'cannot be read', path: join(path, 'closed') },
    { what: 'cannot be read', path: join(path, 'open', 'none') },
  ]);
});

test('days of any time of the year are those that the files have', () => {
  const path = at('days-lab', 'GRID1');
  const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  for (const ago of [0, 1, 40, 100, 150, 179, 181, 184, 200, 364, 366, 800]) {
    mkdirSync(path, { recursive: true });
    write(join(path, 'a.eer'), 1, day(ago));
    const { first, last } = lookAt('days-lab', 'GRID1');
    expect([first, last]).toEqual([day(ago), day(ago)]);
    rmSync(path, { recursive: true });
  }
});

test('a lab folder has a line for each collection, that of the oldest file first', () => {
  const path = at('whole-lab');
  for (const [name, size, first, last] of [
    ['new', 10, '2026-11-20', '2026-11-21'],
    ['old, and odd: 1', 20, '2026-10-01', '2026-11-30'],
  ] as const) {
    mkdirSync(join(path, name, 'movies'), { recursive: true });
    write(join(path, name, 'movies', 'a.eer'), size, first);
    write(join(path, name, 'b.eer'), size, last);
  }
  mkdirSync(join(path, 'empty', 'folder'), { recursive: true });
  write(join(path, 'loose.txt'), 3, '2026-11-05');
  const command = lookAtLab(planFor('whole-lab', 'GRID1'));
  if (!command) throw new Error('The plan has no look at its lab folder.');
  for (const env of [{}, before(useBusybox())]) {
    expect(readOne(run(command, { env }))).toMatchObject({
      path,
      files: 5,
      collections: [
        { name: 'old, and odd: 1', files: 2, bytes: 40, first: '2026-10-01', last: '2026-11-30' },
        { name: '.', files: 1, bytes: 3, first: '2026-11-05', last: '2026-11-05' },
        { name: 'new', files: 2, bytes: 20, first: '2026-11-20', last: '2026-11-21' },
        { name: 'empty', files: 0, bytes: 0 },
      ],
    });
  }
});

test('a collection that is not there is not found, and an empty one is', () => {
  mkdirSync(at('empty-lab', 'GRID1'), { recursive: true });
  expect(lookAt('empty-lab', 'GRID1')).toMatchObject({ files: 0, folders: 1, kinds: [], entries: [] });
  const { action } = stepOf(planFor('empty-lab', 'GRID2'), 'check');
  if (action.kind !== 'command') throw new Error('The check is no command.');
  const env = { ...process.env, ...before('') };
  const { stdout, stderr, status } = spawnSync('sh', ['-c', formatCommand(action.command)], { encoding: 'utf8', env });
  expect([stdout, status]).toEqual(['NOTHING FOUND: the lines above say why.\n', 1]);
  expect(stderr).toMatch(/^find: .*GRID2\/\..*: No such file or directory$/m);
});

test('the program that reads the list is that of the fixture, in which a person can look it up', () => {
  const { action } = stepOf(planFor('lab', 'GRID1'), 'check');
  if (action.kind !== 'command') throw new Error('The check is no command.');
  const fixture = readFileSync(new URL('../fixtures/look-there.txt', import.meta.url), 'utf8').trimEnd();
  expect(formatCommand(action.command).replaceAll(' \\\n  ', ' ')).toContain(`/lab/GRID1/. ${fixture}`);
});

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { readLook } from '../../src/generator/look/read-look.ts';
import type { Plan } from '../../src/generator/index.ts';
import { plugInDrive } from '../rigs/image-drive.ts';
import type { Drive, FileSystem } from '../rigs/image-drive.ts';
import { endProcess } from '../rigs/sshd.ts';
import { startLine } from '../rigs/start-line.ts';
import { isPassed } from '../rigs/verdict.ts';
import { waitUntil } from '../rigs/wait.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { proves } from '../rigs/proven/proves.ts';

const megabyte = 1_000_000;
const collection = "it's $(touch PWNED) grid";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'home-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a line as if it had been typed, and gives what a terminal would show. */
function run(line: string, shell = 'bash'): { code: number | null; shown: string } {
  const { status, stdout, error } = spawnSync(shell, ['-c', line.startsWith('exec') ? line : `${line} 2>&1`], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error) throw error;
  return { code: status, shown: stdout };
}

const planFor = (drive: Drive, system: string, destination: string): Plan =>
  planOf(loadFacility(), { method: 'drive', lab: 'lab', collection, system, drive: drive.path, destination });

/** A collection as the facility would put it on a drive. */
function fill(drive: Drive): string {
  const source = join(drive.path, collection);
  mkdirSync(join(source, 'movies & more'), { recursive: true });
  for (const name of ['a b.eer', "it's.eer", '-rf.eer', '#x.eer', 'é.eer', '.hidden']) {
    writeFileSync(join(source, 'movies & more', name), randomBytes(50_000));
  }
  writeFileSync(join(source, 'big.mrc'), randomBytes(8 * megabyte));
  return source;
}

const contents = (tree: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(tree, { recursive: true, encoding: 'utf8' })
      .filter((path) => lstatSync(join(tree, path)).isFile())
      .map((path) => [path, readFileSync(join(tree, path), 'base64')]),
  );

describe.each<FileSystem>(['exfat', 'ntfs'])('a drive with %s', (system) => {
  let drive: Drive;
  let source: string;
  beforeAll(() => {
    drive = plugInDrive(system, 100 * megabyte);
    source = fill(drive);
  });
  afterAll(() => {
    drive.remove();
  });

  test.each(['bash', 'zsh', 'fish', 'dash', 'tcsh'])('is copied, unplugged, verified and taken off, in %s', (shell) => {
    proves('drive', 'linux', ['normal', 'names', 'verified'], ['rsync', system]);
    // csh cannot join standard error by 2>&1.
    const type = (line: string) =>
      shell === 'tcsh' ? run(`exec tcsh -c ${quoteForBash(line)} 2>&1`, 'bash') : run(line, shell);
    const destination = join(folder, `${system} ${shell}`, collection);
    const plan = planFor(drive, system, destination);
    const size = type(textOf(plan, 'size'));
    expect(size.code, size.shown).toBe(0);
    expect(readLook(size.shown)).toMatchObject([{ files: 7, bytes: 8_300_000, folders: 2, links: 0 }]);
    const kind = type(textOf(plan, 'system')).shown.split('\n')[1]?.split(/\s+/)[1] ?? '';
    expect(stepOf(plan, 'system').expect).toContain(`\`${kind}\``);
    expect(type(textOf(plan, 'folder'))).toEqual({ code: 0, shown: '' });
    expect(type(textOf(plan, 'space')).code).toBe(0);
    const copy = type(textOf(plan, 'copy'));
    expect([copy.code, copy.shown.trimEnd().split('\n').at(-1)]).toEqual([0, expect.stringMatching(/^total size is/)]);
    expect(contents(destination)).toEqual(contents(source));

    const again = type(textOf(plan, 'resume'));
    expect(again.shown).toContain('Number of regular files transferred: 0\n');

    expect(type(textOf(plan, 'unplug'))).toEqual({ code: 0, shown: '' });
    expect(drive.isMounted()).toBe(false);
    expect(existsSync(source)).toBe(false);
    drive.plugInAgain();
    const verify = type(textOf(plan, 'verify'));
    expect(isPassed(verify.shown), verify.shown).toBe(true);
    expect(type(textOf(plan, 'leftovers'))).toEqual({ code: 0, shown: '' });
    expect(type(textOf(plan, 'off'))).toEqual({ code: 0, shown: '' });
    expect(drive.isMounted()).toBe(false);
    drive.plugInAgain();
    expect(readdirSync(folder)).not.toContain('PWNED');
  });

  test('a copy that was killed goes on, and one that is damaged does not pass', async () => {
    proves('drive', 'linux', ['cut', 'damage'], ['rsync', system]);
    const destination = join(folder, `${system} killed`, collection);
    const plan = planFor(drive, system, destination);
    run(textOf(plan, 'folder'));
    // As slow as a bad drive, so that it can be killed in the middle of a file.
    const slow = textOf(plan, 'copy').replace('rsync ', 'rsync --bwlimit=2000 ');
    const copying = startLine(`exec ${slow}`, { cwd: folder, env: process.env });
    await waitUntil(() => readdirSync(destination).some((name) => name.startsWith('.big.mrc.')));
    endProcess(copying.pid, 'SIGINT');
    await copying.ended;
    expect(existsSync(join(destination, 'big.mrc'))).toBe(false);
    expect(run(textOf(plan, 'resume')).code).toBe(0);
    expect(contents(destination)).toEqual(contents(source));

    const movie = join(destination, 'big.mrc');
    const whole = readFileSync(movie);
    for (const damage of [
      () => {
        writeFileSync(
          movie,
          Buffer.concat([
            whole.subarray(0, 4_000_000),
            Buffer.from([(whole[4_000_000] ?? 0) ^ 1]),
            whole.subarray(4_000_001),
          ]),
        );
      },
      () => {
        truncateSync(movie, 5 * megabyte);
      },
      () => {
        rmSync(movie);
      },
    ]) {
      damage();
      const { shown } = run(textOf(plan, 'verify'));
      expect(isPassed(shown)).toBe(false);
      expect(shown).toMatch(/^>f\S+ big\.mrc$/m);
    }
  });
});

test('on exFAT the option -a would fail and send everything again: hence -rt', () => {
  const drive = plugInDrive('exfat', 100 * megabyte);
  try {
    const source = join(folder, 'to the drive');
    mkdirSync(source);
    writeFileSync(join(source, 'a.eer'), randomBytes(100_000), { mode: 0o600 });
    // The facility's half of the way, where the drive is what is written to.
    const archive = `rsync -a -i '${source}/' "${drive.path}/a/"`;
    run(archive);
    const again = run(archive);
    const times = `rsync -rt --modify-window=1 -i '${source}/' "${drive.path}/b/"`;
    run(times);
    expect([again.code === 0 && again.shown === '', run(times)]).toEqual([false, { code: 0, shown: '' }]);
  } finally {
    drive.remove();
  }
});

test('a file of 4 GiB does not get onto FAT32, and a smaller one does: hence the notice', () => {
  // mtools knows the limit of the file system; the drivers outside of the kernel do not.
  const image = join(folder, 'fat32');
  const files = { 'big.mrc': 2 ** 32, 'small.mrc': 1000 };
  writeFileSync(image, '');
  truncateSync(image, 5_000 * megabyte);
  expect(run(`mkfs.vfat -F 32 '${image}'`).code).toBe(0);
  for (const [name, sizeBytes] of Object.entries(files)) {
    writeFileSync(join(folder, name), '');
    truncateSync(join(folder, name), sizeBytes);
  }
  expect(run(`mcopy -i '${image}' big.mrc ::`).shown).toContain('too big');
  expect(run(`mcopy -i '${image}' small.mrc ::`)).toEqual({ code: 0, shown: '' });
  expect(run(`mdir -b -i '${image}'`).shown.trim()).toBe('::/small.mrc');
  const plan = planOf(loadFacility(), {
    method: 'drive',
    lab: 'lab',
    collection,
    system: 'fat32',
    drive: '/media/x',
    destination: '/srv/x',
  });
  expect(plan.notices.map(({ text }) => text).join()).toContain('FAT32 cannot have a file of 4 GiB or more');
});

/** For bash alone, which hands the line on to a shell that cannot join its two outputs. */
function quoteForBash(line: string): string {
  return `'${line.replaceAll("'", "'\\''")}'`;
}

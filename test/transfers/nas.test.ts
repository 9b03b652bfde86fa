/**
 * A copy that a NAS makes by itself, with nothing in PATH but the programs of Debian's busybox, rsync and ssh. No NAS was
 * there to run it on.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/index.ts';
import { stepOf, textOf } from '../rigs/plans.ts';
import { openPty } from '../rigs/pty.ts';
import type { Pty } from '../rigs/pty.ts';
import { makeScript } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Ended, Site } from '../rigs/site.ts';
import { findWrongFiles, flipByte, readTree, writeMixedCollection, writeRandomFile } from '../rigs/tree.ts';
import { waitForWritten, waitUntil } from '../rigs/wait.ts';

let site: Site;
/** The only folder in PATH. */
let programs: string;
const ptys: Pty[] = [];
/** The plans whose script may run. */
const started: Plan[] = [];
beforeAll(async () => {
  site = await openSite();
  programs = mkdtempSync(join(site.folder, 'nas-bin-'));
  for (const name of execFileSync('busybox', ['--list'], { encoding: 'utf8' }).trim().split('\n'))
    symlinkSync('/bin/busybox', join(programs, name));
  for (const name of ['rsync', 'ssh', 'ssh-keygen']) {
    const path = execFileSync('which', [name], { encoding: 'utf8', env: site.sshd.env }).trim();
    symlinkSync(path, join(programs, name));
  }
});
afterEach(async () => {
  site.proxy.reset();
  for (const pty of ptys.splice(0)) await pty.close();
  for (const plan of started.splice(0)) await run(plan, 'nas-stop');
});
afterAll(() => site.close());

interface Nas {
  readonly plan: Plan;
  readonly source: string;
  readonly destination: string;
  /** What the script has said last. */
  readonly last: () => string;
}

/** A NAS with a shared folder, into which a person has put the script of a collection. */
function prepare(fill: (source: string) => void, name = 'GRID1', share = 'cryoem', more: Partial<Draft> = {}): Nas {
  const lab = site.makeLab();
  const source = site.locate(lab, name);
  mkdirSync(source);
  fill(source);
  const folder = join(mkdtempSync(join(site.folder, 'volume')), share);
  mkdirSync(folder);
  const destination = join(folder, name);
  const nas = { computer: 'nas', nas: 'nas.example.edu', nasAccount: 'jane', keys: 'key' };
  const plan = site.plan({ lab, collection: name, destination, ...nas, ...more });
  const { file } = makeScript(site, plan);
  copyFileSync(file, join(folder, basename(file)));
  const out = join(folder, `${basename(file, '.sh')}.out`);
  const last = (): string => (existsSync(out) ? readFileSync(out, 'utf8') : '').trimEnd().split('\n').at(-1) ?? '';
  started.push(plan);
  return { plan, source, destination, last };
}

/** A line that is a program on the NAS, where the folder of the storage server is not. */
const onNas = (words: string, path = programs): string => {
  const hide = `mount -t tmpfs none ${quoteWord(site.facility.storage.interim.path)}`;
  const line = `${hide} && exec env RETRY_WAIT_SECONDS=0 PATH=${quoteWord(path)} ${words}`;
  return `exec unshare -m sh -c ${quoteWord(line)} 3>&-`;
};

/** Runs the command of a step; what it leaves in the background goes on. */
const run = (plan: Plan, id: string, path?: string): Promise<Ended> =>
  site.run(onNas(`sh -c ${quoteWord(textOf(plan, id))}`, path));

const waitForEnd = ({ last }: Nas): Promise<void> => waitUntil(() => /^(?:NOT )?DONE/.test(last()), 'the script ends');

/** A collection with one file that takes a while. */
function fillWithMovie(source: string): void {
  writeRandomFile(join(source, 'movies', 'big.eer'), 4_000_000);
  writeRandomFile(join(source, 'movies', 'small.eer'), 30_000);
}

/** Lets the storage server stand still once this much has come, and waits for it to be written. */
async function holdAt(bytes: number, destination: string, begin: () => Promise<unknown>): Promise<void> {
  const held = site.proxy.holdAfter(bytes);
  await begin();
  await held;
  await waitForWritten(destination, bytes / 4);
}

const whole = 'DONE: GRID1 is whole: every byte was compared.';

test('goes on when its window is closed, from names of any kind, beside folders that a NAS makes', async () => {
  const share = `it's $(touch PWNED) "a" & b`;
  const nas = prepare(writeMixedCollection, 'grid `touch PWNED` ; 1', share, { prove: 'both' });
  const { plan, source, destination } = nas;
  expect((await run(plan, 'nas-programs')).shown).toMatch(/^READY: rsync {2}version 3/);
  expect((await run(plan, 'folder')).shown).toBe(`${destination.split('/').slice(0, 3).join('/')}\n`);
  expect((await run(plan, 'space')).shown).toMatch(/Available.*Mounted on\n/);
  for (const index of ['@eaDir/a.mrc', '.@__thumb/s100a.mrc', 'movies/@eaDir/x@SynoEAStream']) {
    mkdirSync(dirname(join(destination, index)), { recursive: true });
    writeFileSync(join(destination, index), 'of the NAS');
  }

  const pty = openPty(onNas('PS1=ready$ sh -i'), { env: site.sshd.env, cwd: site.folder });
  ptys.push(pty);
  await pty.waitFor('ready$');
  await holdAt(800_000, destination, async () => {
    pty.write(`${textOf(plan, 'nas-start')}\r`);
    await pty.waitFor(/^STARTED: \d+/m);
  });
  await pty.close();
  expect((await run(plan, 'nas-status')).shown).toMatch(/^RUNNING: \d+\n/);
  site.proxy.release();
  await waitForEnd(nas);
  expect(nas.last()).toMatch(
    /^DONE: every file of grid `touch PWNED` ; 1 is here, and every byte was compared\. Links that/,
  );
  expect((await run(plan, 'nas-status')).shown).toBe(`NOT RUNNING\n${nas.last()}\n`);
  expect(readTree(destination)).toMatchObject(readTree(source));
  // The names that a NAS has of its own are no excuse for others.
  expect((await run(plan, 'recheck')).shown).toMatch(/^PASSED: /m);
  writeFileSync(join(destination, 'eaDir'), 'x');
  expect((await run(plan, 'recheck')).shown).toMatch(/^not in the list: {2}\.\/eaDir\n[^]*^NOT PASSED: /m);
});

test('is stopped by its id, goes on from there, and finds what was damaged meanwhile', async () => {
  const nas = prepare(fillWithMovie);
  const { plan, source, destination } = nas;
  expect((await run(plan, 'nas-status')).shown).toMatch(/^NOT RUNNING\n/);
  await run(plan, 'folder');
  await holdAt(1_500_000, destination, () => run(plan, 'nas-start'));
  expect((await run(plan, 'nas-again')).shown).toMatch(/^RUNNING ALREADY: \d+\n$/);
  expect((await run(plan, 'nas-stop')).shown).toMatch(/^STOPPED: \d+\n$/);
  await waitForEnd(nas);
  expect(nas.last()).toMatch(/^NOT DONE: it was stopped/);
  expect((await run(plan, 'nas-stop')).shown).toBe('NOT RUNNING\n');
  expect(findWrongFiles(source, destination).filter((name) => name.endsWith('.eer'))).toEqual([]);

  site.proxy.reset();
  const before = site.proxy.passedBytes;
  expect((await run(plan, 'nas-again')).shown).toMatch(/^STARTED: \d+\n$/);
  await waitUntil(() => nas.last() === whole, whole);
  expect(site.proxy.passedBytes - before).toBeLessThan(3_200_000);
  expect(readTree(destination)).toMatchObject(readTree(source));

  flipByte(join(destination, 'movies', 'small.eer'), 9);
  expect((await run(plan, 'verify')).shown).toMatch(/^>fc\S* movies\/small\.eer\n[^]*^NOT PASSED: /m);
  await run(plan, 'cure');
  expect((await run(plan, 'verify')).shown).toMatch(/^PASSED: /m);
});

test('is not begun where the programs are as old as those of QTS, and says which', async () => {
  const old = mkdtempSync(join(site.folder, 'old-bin-'));
  // By the help texts of BusyBox 1.01 in laurent22/rsync-time-backup#245 and Yannik/qnap-letsencrypt#82.
  const knows = {
    find: '-follow|-name|-print|-type|-perm|-mtime|[!-]*|[df]|/',
    df: '-[hmkc]|/*',
    xargs: '-r|-x|-0|-t|[!-]*',
  };
  for (const [name, words] of Object.entries(knows)) {
    const lines = [
      '#!/bin/sh',
      `for word in "$@"; do case $word in ${words}) ;; *) echo "BusyBox v1.01 multi-call binary" >&2; exit 1 ;; esac; done`,
      `exec busybox ${name} "$@"`,
    ];
    writeFileSync(join(old, name), `${lines.join('\n')}\n`, { mode: 0o755 });
  }
  const path = `${old}:${programs}`;
  const compared = prepare(fillWithMovie);
  expect(await run(compared.plan, 'nas-programs', path)).toMatchObject({
    code: 1,
    shown: 'NOT READY, missing or too old: find df\n',
  });
  const listed = prepare(fillWithMovie, 'GRID1', 'cryoem', { prove: 'list' });
  expect((await run(listed.plan, 'nas-programs', path)).shown).toMatch(/: find df find xargs\n$/);
  await run(compared.plan, 'nas-start', path);
  await waitForEnd(compared);
  const [row] = stepOf(compared.plan, 'nas-programs').otherwise;
  expect(compared.last()).toContain(row?.means);
  expect(existsSync(compared.destination)).toBe(false);
});

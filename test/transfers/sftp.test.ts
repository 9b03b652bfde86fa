/**
 * The commands for SFTP, as printed, with OpenSSH's sftp, Debian's rclone, and a real sshd that lets nobody do anything
 * else.
 */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quoteWord } from '../../src/generator/command/quote.ts';
import type { Facility, Plan } from '../../src/generator/index.ts';
import { endProcess, startSshd } from '../rigs/sshd.ts';
import type { Sshd } from '../rigs/sshd.ts';
import { exampleFacility } from '../rigs/example-facility.ts';
import { startProxy } from '../rigs/proxy.ts';
import type { Proxy } from '../rigs/proxy.ts';
import { verdictOf, writeScript } from '../rigs/run-script.ts';
import { plugInDrive } from '../rigs/image-drive.ts';
import type { Ended, Running } from '../rigs/site.ts';
import { startLine } from '../rigs/start-line.ts';
import { dateFolders, flipByte, readTree, writeMixedCollection, writeRandomFile } from '../rigs/tree.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { waitUntil } from '../rigs/wait.ts';
import { proves } from '../rigs/proven/proves.ts';

let sshd: Sshd;
let proxy: Proxy;
/** The folder on the server that SFTP leads to. */
let there: string;
/** Of the computer that receives the data. */
let here: string;
let env: NodeJS.ProcessEnv;

const lab = "O'Brien & Söhne";

beforeAll(async () => {
  proxy = await startProxy();
  sshd = await startSshd({ forceCommand: 'internal-sftp', hosts: ['127.0.0.1'], connectPort: proxy.port });
  proxy.forwardTo(sshd.port);
  there = mkdtempSync(join(tmpdir(), 'raw images-'));
  here = mkdtempSync(join(tmpdir(), 'receiver-'));
  // What sftp would have kept at the first contact.
  const hostKey = readFileSync(join(sshd.folder, 'host-key.pub'), 'utf8');
  mkdirSync(join(here, '.ssh'));
  writeFileSync(join(here, '.ssh/known_hosts'), `[127.0.0.1]:${proxy.port} ${hostKey}`);
  // rclone would try ten times, for half a minute.
  env = { ...sshd.env, HOME: here, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', RCLONE_LOW_LEVEL_RETRIES: '1' };
});
afterAll(async () => {
  await proxy.stop();
  await sshd.stop();
  for (const folder of [there, here]) rmSync(folder, { recursive: true, force: true });
});

const facilityHere = (): Facility => ({
  ...exampleFacility,
  storage: { ...exampleFacility.storage, sftp: { host: '127.0.0.1', port: proxy.port, path: there } },
});

function planBySftp(collection: string, destination: string, disk = 'own'): Plan {
  const keyFile = join(sshd.folder, 'client-key');
  const draft = { method: 'sftp', account: sshd.account, lab, collection, destination, disk, login: 'key', keyFile };
  return planOf(facilityHere(), draft);
}

const start = (line: string, shell = 'bash'): Running => startLine(line, { cwd: here, env, shell });
const run = (line: string, shell?: string): Promise<Ended> => start(line, shell).ended;

const numberIn = (pattern: RegExp, { shown }: Ended): number => Number(pattern.exec(shown)?.[1]);

/** Judges a verification as its step tells a person to. */
function isPassed(verify: Ended, size: Ended): boolean {
  const last = verify.shown.trimEnd().split('\n').at(-1) ?? '';
  const matching = numberIn(/: (\d+) matching files$/m, verify);
  return last.startsWith('PASSED:') && matching === numberIn(/^Total objects: (\d+)/m, size);
}

/** The paths whose kind, mode, time or content is not the same. */
function findDifferences(source: string, destination: string): string[] {
  const [one, other] = [readTree(source), readTree(destination)];
  return Object.keys({ ...one, ...other }).filter((path) => one[path] !== other[path]);
}

test.each(['bash', 'dash', 'fish', 'tcsh'])('any name of folders and files comes home, in %s', async (shell) => {
  proves('sftp', 'linux', ['normal', 'names', 'verified'], ['openssh', 'rclone']);
  // Each sign that a shell, the sftp program, or its patterns give a meaning to; two folders that a pattern would
  // mistake for it.
  const collection = `${shell} it's "q" $(touch PWNED) \`x\` a\\*b*?[1]{a,b}\\ !x;#~&|<> -rf é 🔬 \\`;
  const source = join(there, lab, collection);
  for (const [index, path] of [
    ...[
      'movies/first.eer',
      'empty',
      "it's",
      '"q"',
      'a*b',
      'back\\slash\\',
      '[x]',
      '#h',
      '-rf',
      '~',
      ' x ',
      'é',
      '$HOME',
    ],
    `deeper/${collection}/gain`,
  ].entries())
    writeRandomFile(join(source, path), index === 1 ? 0 : 1000 + index);
  dateFolders(source);
  writeRandomFile(join(there, lab, collection.replace('*?[1]', 'zz1'), 'other'), 10);
  const destination = join(here, collection, 'deeper', collection);
  const plan = planBySftp(collection, destination);
  const look = await run(textOf(plan, 'check'), shell);
  expect(look.shown).toMatch(/^-rw\S+ .* 1012 .* \$HOME$/m);
  expect(await run(textOf(plan, 'folder'), shell)).toEqual({ code: 0, shown: '' });
  const copy = await run(textOf(plan, 'copy'), shell);
  expect(copy.shown).toContain('\nRetrieving ');
  expect(findDifferences(source, destination)).toEqual([]);
  const size = await run(textOf(plan, 'size'), shell);
  expect(numberIn(/^Total objects: (\d+)/m, size)).toBe(14);
  expect(isPassed(await run(textOf(plan, 'verify'), shell), size)).toBe(true);
  const everything = readdirSync(here, { recursive: true, encoding: 'utf8' });
  expect(everything.filter((path) => /(?:^|\/)PWNED$/.test(path))).toEqual([]);
});

test('a copy that was killed, or cut by the network, goes on where it stopped, and until then the check does not pass', async () => {
  proves('sftp', 'linux', ['cut'], ['openssh', 'rclone']);
  const source = join(there, lab, 'cut');
  writeRandomFile(join(source, 'big.eer'), 20_000_000);
  writeRandomFile(join(source, 'small.eer'), 5000);
  for (const end of ['killed', 'cut'] as const) {
    const destination = join(here, `cut ${end}`);
    const plan = planBySftp('cut', destination);
    await run(textOf(plan, 'folder'));
    const held = proxy.holdAfter(10_000_000);
    const copy = start(textOf(plan, 'copy'));
    await held;
    const half = join(destination, 'big.eer');
    await waitUntil(() => existsSync(half) && statSync(half).size >= 5_000_000);
    if (end === 'killed') endProcess(-copy.pid, 'SIGKILL');
    proxy.reset();
    const { shown } = await copy.ended;
    if (end === 'cut') expect(shown).toMatch(/Connection closed|Connection reset/);
    // It looks whole: the plan says so.
    expect(statSync(half).size).toBeLessThan(20_000_000);
    expect(plan.notices.map(({ text }) => text).join(' ')).toContain('looks whole');
    const size = await run(textOf(plan, 'size'));
    const verify = await run(textOf(plan, 'verify'));
    expect(verify.shown).toContain('ERROR : big.eer: sizes differ');
    expect(isPassed(verify, size)).toBe(false);
    const before = proxy.passedBytes;
    const resume = await run(textOf(plan, 'resume'));
    expect(resume.code).toBe(0);
    expect(proxy.passedBytes - before).toBeLessThan(16_000_000);
    expect(findDifferences(source, destination)).toEqual([]);
    expect(isPassed(await run(textOf(plan, 'verify')), size)).toBe(true);
  }
});

test('a changed byte is found though size and time are right; sftp passes over it, and mends it once the file is gone, as the plan says', async () => {
  proves('sftp', 'linux', ['damage'], ['openssh', 'rclone']);
  const source = join(there, lab, 'rotten');
  writeRandomFile(join(source, 'first.eer'), 100_000);
  writeRandomFile(join(source, 'second.eer'), 100_000);
  const destination = join(here, 'rotten');
  const plan = planBySftp('rotten', destination);
  for (const id of ['folder', 'copy']) await run(textOf(plan, id));
  const file = join(destination, 'first.eer');
  flipByte(file, 50_000);
  const size = await run(textOf(plan, 'size'));
  const verify = await run(textOf(plan, 'verify'));
  expect(verify.shown).toMatch(/^first\.eer$/m);
  expect(verify.shown).not.toContain('ERROR');
  expect(isPassed(verify, size)).toBe(false);
  expect((await run(textOf(plan, 'resume'))).shown).toContain('first.eer" was not modified');
  expect(isPassed(await run(textOf(plan, 'verify')), size)).toBe(false);
  expect(stepOf(plan, 'verify').otherwise.find(({ see }) => see.includes('name of a file alone'))?.means).toContain(
    'Delete it here, copy again',
  );
  rmSync(file);
  await run(textOf(plan, 'resume'));
  expect(isPassed(await run(textOf(plan, 'verify')), size)).toBe(true);
  expect(findDifferences(source, destination)).toEqual([]);
});

test('a file that is longer here is never mended by the copy alone, which says so; once it is gone, it is', async () => {
  const source = join(there, lab, 'longer');
  writeRandomFile(join(source, 'first.eer'), 100_000);
  const destination = join(here, 'longer');
  const plan = planBySftp('longer', destination);
  for (const id of ['folder', 'copy']) await run(textOf(plan, id));
  const file = join(destination, 'first.eer');
  appendFileSync(file, 'longer');
  const size = await run(textOf(plan, 'size'));
  const verify = await run(textOf(plan, 'verify'));
  expect(verify.shown).toContain('ERROR : first.eer: sizes differ');
  expect(isPassed(verify, size)).toBe(false);
  const again = await run(textOf(plan, 'copy'));
  // Standard input is a pipe: sftp goes on, and ends as if all were well.
  expect([again.code, again.shown]).toEqual([0, expect.stringContaining('local file is larger than remote')]);
  expect(stepOf(plan, 'copy').otherwise.find(({ see }) => see === 'local file is larger than remote')?.means).toContain(
    'Delete it here, then run the same command again.',
  );
  expect(isPassed(await run(textOf(plan, 'verify')), size)).toBe(false);
  rmSync(file);
  await run(textOf(plan, 'copy'));
  expect(isPassed(await run(textOf(plan, 'verify')), size)).toBe(true);
});

test('what links lead to is brought by a step of its own, which says of one that leads nowhere that it does', async () => {
  const source = join(there, lab, 'links');
  writeRandomFile(join(source, 'movies/first.eer'), 100_000);
  writeRandomFile(join(there, 'elsewhere', 'gain.mrc'), 5_000);
  symlinkSync(join(there, 'elsewhere', 'gain.mrc'), join(source, 'gain.mrc'));
  symlinkSync('movies', join(source, 'again'));
  const destination = join(here, 'links');
  const plan = planBySftp('links', destination);
  await run(textOf(plan, 'folder'));
  const copy = await run(textOf(plan, 'copy'));
  expect(copy.shown.match(/not a regular file$/gm)).toHaveLength(2);
  expect(readdirSync(destination)).toEqual(['movies']);
  const links = await run(textOf(plan, 'links'));
  expect(links.code, links.shown).toBe(0);
  expect(links.shown).toMatch(/^Transferred: .*100%/m);
  expect(links.shown).not.toContain('Errors:');
  expect(readFileSync(join(destination, 'gain.mrc'))).toEqual(readFileSync(join(there, 'elsewhere', 'gain.mrc')));
  expect(readFileSync(join(destination, 'again/first.eer'))).toEqual(readFileSync(join(source, 'movies/first.eer')));
  // What has come this way changes nothing for the copy and for the check.
  expect((await run(textOf(plan, 'copy'))).shown).toContain('first.eer" was not modified');
  expect(isPassed(await run(textOf(plan, 'verify')), await run(textOf(plan, 'size')))).toBe(true);

  symlinkSync('nowhere', join(source, 'nothing'));
  const nowhere = await run(textOf(plan, 'links'));
  expect(nowhere.shown).toMatch(/ERROR : nothing: Failed to copy: .*file does not exist/);
  expect(stepOf(plan, 'links').otherwise[0]).toEqual({
    see: 'Failed to copy, file does not exist',
    means: 'A link that leads nowhere: there is nothing to bring.',
  });
});

test('of all that a folder can hold, sftp copies everything but links, and the check matches every name', async () => {
  const source = join(there, lab, 'mixed');
  mkdirSync(source, { recursive: true });
  writeMixedCollection(source);
  const destination = join(here, 'mixed');
  const plan = planBySftp('mixed', destination);
  await run(textOf(plan, 'folder'));
  const copy = await run(textOf(plan, 'copy'));
  expect(copy.shown).toContain('link to a file": not a regular file');
  expect(findDifferences(source, destination).sort()).toEqual(['link to a file', 'link to nothing']);
  const [size, verify] = [await run(textOf(plan, 'size')), await run(textOf(plan, 'verify'))];
  expect(isPassed(verify, size), verify.shown).toBe(true);
  // With rclone's own way to write names those with a line break or the like would be missing forever.
  const own = await run(textOf(plan, 'verify').replace(' --local-encoding Slash,Ctl,Del,Dot', ''));
  expect(own.shown).toMatch(/ERROR : line\nbreak: file not in Local file system/);
});

describe('the script', () => {
  /** The line that starts it; it tries three times at the most. */
  function lineOf(collection: string, destination: string, settings = '', shell = 'dash'): string {
    const file = writeScript(facilityHere(), planBySftp(collection, destination), here);
    return `exec env RETRY_WAIT_SECONDS=0 MOST_TRIES=3 ${settings} ${shell} ${quoteWord(file)}`;
  }
  const differencesBut = (source: string, destination: string): string[] =>
    findDifferences(source, destination).filter((path) => !/^(?:get-.*[.]log|link to .*)$/.test(path));

  const wholeOf = (collection: string): string =>
    `DONE: every file of ${collection} is here, and every byte was compared. Left out, since they are links or no files: link to a file, link to nothing. The plan has a step that brings what links lead to.`;

  function makeMixed(collection: string): { source: string; destination: string } {
    const source = join(there, lab, collection);
    mkdirSync(source, { recursive: true });
    writeMixedCollection(source);
    return { source, destination: join(here, 'scripts', collection) };
  }

  test.each(['busybox sh', 'bash'])('brings what has any name, in %s', async (shell) => {
    const collection = `it's $(touch PWNED) *?[1] ${shell}`;
    const { source, destination } = makeMixed(collection);
    const ended = await run(lineOf(collection, destination, '', shell));
    expect([verdictOf(ended), ended.code], ended.shown).toEqual([wholeOf(collection), 0]);
    expect(differencesBut(source, destination)).toEqual([]);
    const [log = ''] = readdirSync(destination).filter((name) => name.startsWith('get-'));
    expect(readFileSync(join(destination, log), 'utf8')).toContain(`\nFrom: ${source}\n`);
    expect(readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('PWNED'))).toEqual(
      [],
    );
  });

  test('mends what is damaged, longer or missing here, and deletes nothing else; where a name may be two, nothing', async () => {
    const { source, destination } = makeMixed('harmed');
    await run(lineOf('harmed', destination));
    flipByte(join(destination, 'movies/grid square 1/second.eer'), 5);
    appendFileSync(join(destination, '$HOME'), 'longer');
    rmSync(join(destination, '*'));
    writeFileSync(join(destination, 'notes of mine'), 'stay');
    const refused = await run(lineOf('harmed', destination));
    expect(verdictOf(refused), refused.shown).toMatch(
      /^NOT DONE: harmed: missing here or different, even after another copy: (?:\$HOME, movies\/grid square 1\/second\.eer|movies\/grid square 1\/second\.eer, \$HOME)\. That file is longer here, and never gets right by itself\./,
    );
    for (const folder of [source, destination]) rmSync(join(folder, 'line\nbreak'));
    const mended = await run(lineOf('harmed', destination));
    expect(verdictOf(mended), mended.shown).toBe(wholeOf('harmed'));
    expect(mended.shown).toContain('--- Copy again what was named; what is different here is deleted before\n');
    expect(differencesBut(source, destination)).toEqual(['notes of mine']);
  });

  test('goes on where it was stopped or the network was cut, and runs once at a time, for one collection', async () => {
    const source = join(there, lab, 'cut script');
    writeRandomFile(join(source, 'big.eer'), 8_000_000);
    const destination = join(here, 'cut script');
    const line = lineOf('cut script', destination);
    const sizeHere = (): number => statSync(join(destination, 'big.eer'), { throwIfNoEntry: false })?.size ?? 0;
    const startHalfWay = async (): Promise<Running> => {
      const before = sizeHere();
      const held = proxy.holdAfter(1_000_000);
      const running = start(line);
      await held;
      await waitUntil(() => sizeHere() > before);
      return running;
    };
    const stopped = await startHalfWay();
    endProcess(-stopped.pid, 'SIGINT');
    // sftp ends once what it has asked for has come: about as much again, which leaves enough for the second cut.
    proxy.release();
    const { code, shown } = await stopped.ended;
    expect([code, shown.trimEnd().split('\n').at(-1)], shown).toEqual([
      130,
      'NOT DONE: it was stopped. Start the script again: it goes on where it stopped.',
    ]);
    expect(sizeHere()).toBeLessThan(5_000_000);
    proxy.reset();
    const cut = await startHalfWay();
    proxy.reset();
    const ended = await cut.ended;
    expect(verdictOf(ended), ended.shown).toBe('DONE: every file of cut script is here, and every byte was compared.');
    expect(ended.shown).toContain('It ended with code 255, which another try can mend. Try 2 begins in 0 seconds.\n');
    expect(differencesBut(source, destination)).toEqual([]);
    writeRandomFile(join(there, lab, 'another', 'big.eer'), 1000);
    expect(verdictOf(await run(lineOf('another', destination)))).toMatch(
      /^NOT DONE: another: \S+\/cut script has \S+\/cut script\/get-cut_script-\S+\.log, of a script for another collection: /,
    );
  });

  test('is not done where the collection is not there or empty, the disk is full, or something was deleted meanwhile', async () => {
    const endOf = async (collection: string, destination: string, settings = ''): Promise<string> => {
      const ended = await run(lineOf(collection, destination, settings));
      expect(ended.code, ended.shown).toBe(1);
      return verdictOf(ended);
    };
    expect(await endOf('spelt otherwise', join(here, 'spelt otherwise'))).toBe(
      'NOT DONE: Check that you can log in and the collection is there: this did not work. Lab folder or collection is spelt otherwise there, or has been deleted. What is listed then is another folder.',
    );
    expect(existsSync(join(here, 'spelt otherwise'))).toBe(false);
    mkdirSync(join(there, lab, 'empty', 'a folder'), { recursive: true });
    expect(await endOf('empty', join(here, 'empty'))).toMatch(/^NOT DONE: empty: there is not one file in it\. /);

    const source = join(there, lab, 'large');
    for (const name of ['a.eer', 'b.eer']) writeRandomFile(join(source, name), 600_000);
    const disk = join(here, 'small disk');
    mkdirSync(disk);
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', disk]);
    try {
      const tooLarge = join(disk, 'large');
      expect(await endOf('large', tooLarge)).toMatch(/^NOT DONE: Too little room: 1\.1 MiB are still to come/);
      expect(await endOf('large', tooLarge, 'CHECK_ROOM=no')).toBe(
        'NOT DONE: large: Copy: it ended with code 0. The disk is full. Make room, then run the same command again.',
      );
    } finally {
      spawnSync('umount', [disk]);
    }
    // What is deleted between the count and the comparison: as soon as the copy begins.
    const folder = mkdtempSync(join(here, 'stand-in '));
    const gone = quoteWord(join(source, 'b.eer'));
    writeFileSync(
      join(folder, 'sftp'),
      `#!/bin/sh\nread -r task\ncase $task in get*) rm -f ${gone} ;; esac\n{ printf '%s\\n' "$task"; cat; } | PATH=\${PATH#*:} sftp "$@"\n`,
      { mode: 0o755 },
    );
    expect(await endOf('large', join(here, 'large'), `PATH=${quoteWord(folder)}:"$PATH"`)).toMatch(
      /^NOT DONE: large: files were deleted on the server while this ran: there were 2 files at first, and only 1 were left to compare\. /,
    );
  });
});

test('what the plan says is seen: no such folder, no such key of the server, no connection', async () => {
  const plan = planBySftp('nothing here', join(here, 'nothing'));
  mkdirSync(join(here, 'nothing'));
  // Without its lab folder, and with it: sftp says it in two ways.
  rmSync(join(there, lab), { recursive: true, force: true });
  for (const at of [here, join(there, lab)]) {
    mkdirSync(at, { recursive: true });
    for (const [id, seen] of [
      ['check', 'No such file'],
      ['copy', 'not found'],
    ] as const) {
      expect((await run(textOf(plan, id))).shown).toContain(seen);
      expect(stepOf(plan, id).otherwise.some(({ see }) => see.includes(seen))).toBe(true);
    }
  }
  const size: Ended = { code: 0, shown: 'Total objects: 0 (0)' };
  expect(isPassed(await run(textOf(plan, 'verify')), size)).toBe(false);
  const unknown = await run(`export HOME=/nonexistent; ${textOf(plan, 'size')}`);
  expect(unknown.code).not.toBe(0);
  proxy.forwardTo(undefined);
  const refused = await run(textOf(plan, 'size'));
  proxy.forwardTo(sshd.port);
  expect(refused.shown).toContain('Failed to create file system');
  // Somebody who has never been connected.
  const home = mkdtempSync(join(here, 'home '));
  mkdirSync(join(home, '.ssh'));
  writeFileSync(join(home, '.ssh/known_hosts'), '');
  const first = await run(`export HOME=${quoteWord(home)}; ${textOf(plan, 'size')}`);
  expect(first.shown).toContain('knownhosts: key is unknown');
  expect(stepOf(plan, 'size').otherwise[0]?.see).toContain('knownhosts: key is unknown');
});

test('on exFAT the check finds which names were lost', async () => {
  const drive = plugInDrive('exfat', 20_000_000);
  try {
    const source = join(there, lab, 'to a drive');
    for (const name of ['movies/plain.eer', 'A.eer', 'a.eer']) writeRandomFile(join(source, name), 5000);
    const destination = join(drive.path, 'to a drive');
    const plan = planBySftp('to a drive', destination, 'windows');
    await run(textOf(plan, 'folder'));
    expect((await run(textOf(plan, 'space'))).shown).toMatch(/exfat|fuseblk/);
    expect((await run(textOf(plan, 'copy'))).code).toBe(0);
    expect(readdirSync(destination).sort()).toEqual([expect.stringMatching(/^a\.eer$/i), 'movies']);
    const size = await run(textOf(plan, 'size'));
    const verify = textOf(plan, 'verify');
    const linux = await run(verify);
    expect(linux.shown).toMatch(/ERROR : [Aa]\.eer: (?:file not in|sizes differ)/);
    expect(isPassed(linux, size)).toBe(false);
    // As on a Mac, whose rclone takes such names for one: the number alone tells.
    const mac = await run(verify.replace(' check ', ' check --ignore-case-sync '));
    expect(mac.shown).toContain('PASSED:');
    expect(mac.shown).toContain('Duplicate object found in source');
    expect(isPassed(mac, size)).toBe(false);
    const fewer = stepOf(plan, 'verify').otherwise.find(({ see }) => see.startsWith('`PASSED:`, but another number'));
    expect(fewer?.means).toContain('`Duplicate object found`');

    rmSync(join(source, 'a.eer'));
    writeRandomFile(join(source, 'at 12:30.eer'), 5000);
    const refused = await run(textOf(plan, 'copy'));
    expect(refused.shown).toMatch(/^open local ".*at 12:30\.eer": (?:No such file or directory|Invalid argument)/m);
    expect(isPassed(await run(verify), await run(textOf(plan, 'size')))).toBe(false);
    rmSync(join(source, 'at 12:30.eer'));
    expect(isPassed(await run(verify), await run(textOf(plan, 'size')))).toBe(true);
  } finally {
    drive.remove();
  }
});

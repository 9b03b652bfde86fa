import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { formatScript } from '../../src/generator/index.ts';
import type { Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { openPty } from '../rigs/pty.ts';
import { endProcess } from '../rigs/sshd.ts';
import { plugInDrive } from '../rigs/image-drive.ts';
import { makeScript, verdictOf } from '../rigs/run-script.ts';
import type { Made } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Ended, Running, Site } from '../rigs/site.ts';
import {
  findWrongFiles,
  flipByte,
  readTree,
  readUnfinished,
  writeMixedCollection,
  writeRandomFile,
} from '../rigs/tree.ts';
import { waitForWritten } from '../rigs/wait.ts';
import { planOf, stepOf } from '../rigs/plans.ts';
import { reportOf } from '../rigs/look-report.ts';
import { proves } from '../rigs/proven/proves.ts';

const bigBytes = 32_000_000;
const cutAfterBytes = 7_000_000;

let site: Site;
/** Where all commands use one connection: names do not care, and each command costs less. */
let quickSite: Site;
beforeAll(async () => {
  site = await openSite();
  quickSite = await openSite({ shareConnection: true });
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(async () => {
  await site.close();
  await quickSite.close();
});

const countOf = ({ shown }: Ended, text: string): number => shown.split(text).length - 1;

const logsOf = (destination: string): string[] =>
  readdirSync(destination).filter((name) => /^get-.*\.(?:log|lock)$/.test(name));

/** The file in a lock that says whose it is; it has a name of its own. */
const ownerOf = (lock: string): string => join(lock, readdirSync(lock).find((name) => name.startsWith('owner-')) ?? '');

/** A collection with one file that may take a while, before and after others. Unit: bytes. */
function fillCollection(sizeBytes = bigBytes): { lab: string; source: string } {
  const lab = site.makeLab();
  const source = site.locate(lab, 'GRID1');
  mkdirSync(source);
  writeRandomFile(join(source, 'atlas', 'first.mrc'), 200_000);
  writeRandomFile(join(source, 'movies', 'big.eer'), sizeBytes);
  writeRandomFile(join(source, 'movies', 'small.eer'), 300_000);
  return { lab, source };
}

/** Starts a script and stops it half way: the proxy holds, and nothing moves until the test does something. */
async function startHalfWay(made: Made, destination: string): Promise<Running> {
  const held = site.proxy.holdAfter(cutAfterBytes);
  const running = site.start(made.line());
  await held;
  await waitForWritten(destination, cutAfterBytes / 2);
  return running;
}

/**
 * Puts a program of ours before the real one, and gives the setting that does. Its lines may use `$calls` and `$real`.
 */
function standIn(name: string, lines: readonly string[]): { setting: string; calls: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  const file = join(folder, name);
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  const real = execFileSync('which', [name], { encoding: 'utf8' }).trim();
  writeFileSync(
    file,
    ['#!/bin/sh', `calls=${quoteWord(calls)} real=${quoteWord(real)}`, 'echo "$*" >>"$calls"', ...lines, ''].join('\n'),
  );
  chmodSync(file, 0o755);
  return {
    setting: `PATH=${quoteWord(folder)}:"$PATH"`,
    calls: () => readFileSync(calls, 'utf8').split('\n').filter(Boolean),
  };
}

describe('a script brings home, from names of any kind,', () => {
  test.each([
    ['dash', 'test-lab', 'GRID1'],
    ['bash', "O'Brien lab", `'"\`$\\!#*?[]{}()<>|;&~^=%@ -`],
    ['bash --posix', '$(touch PWNED)', 'trailing\\'],
    ['busybox sh', '-rf ~root {a,b} [1] *', '`touch PWNED`$(touch PWNED)'],
    ['sh', "=ls \\'wow!x", "it's; touch PWNED; 'x' $HOME "],
    ['zsh --emulate sh', 'Zürich’s lab', 'Zu\u0308rich 🔬'],
    ['mksh', "it's\\ {a,b} %s", ' host:a:b '],
  ])('in %s, what lies in %s / %s', async (shell, name, collection) => {
    proves('rsync', 'linux', ['script'], ['rsync', 'openssh']);
    const lab = quickSite.makeLab(name);
    const source = quickSite.locate(lab, collection);
    mkdirSync(source);
    writeMixedCollection(source);
    const destination = join(quickSite.folder, `${shell} ${name}`, collection);
    const made = makeScript(quickSite, quickSite.plan({ lab, collection, destination }));
    const ended = await quickSite.run(made.line(shell));
    // A link that leads nowhere is here as it is there: that is not whole.
    expect([verdictOf(ended), ended.code], ended.shown).toEqual([
      `DONE: every file of ${collection} is here, and every byte was compared. Links that lead nowhere: ${destination}/link to nothing.`,
      0,
    ]);
    expect(findWrongFiles(source, destination).filter((path) => !/^get-.*\.log$/.test(path))).toEqual([]);
    expect(readTree(destination)).toMatchObject(readTree(source));
    const [log = '', ...more] = logsOf(destination);
    expect([log.endsWith('.log'), more]).toEqual([true, []]);
    expect(readFileSync(join(destination, log), 'utf8')).toContain('\n--- Copy\n');
    expect(readFileSync(join(destination, log), 'utf8').trimEnd().split('\n').at(-1)).toBe(verdictOf(ended));
    expect(readFileSync(join(destination, log), 'utf8')).not.toContain('\r');
    const everything = readdirSync(quickSite.folder, { recursive: true, encoding: 'utf8' });
    expect(everything.filter((path) => /(?:^|\/)PWNED$/.test(path))).toEqual([]);
  });
});

describe('a script whose connection breaks', () => {
  test('three times goes on each time where it was cut, and brings the collection home whole', async () => {
    const { lab, source } = fillCollection();
    const destination = join(site.folder, 'cut', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    const before = site.proxy.passedBytes;
    let held = site.proxy.holdAfter(cutAfterBytes);
    const running = site.start(made.line());
    for (const times of [1, 2, 3]) {
      await held;
      await waitForWritten(destination, (times - 0.5) * cutAfterBytes);
      expect(findWrongFiles(source, destination)).toEqual([
        ...logsOf(destination).filter((name) => name.endsWith('.log')),
        relative(destination, ownerOf(join(destination, 'get-GRID1.lock'))),
      ]);
      site.proxy.reset();
      if (times < 3) held = site.proxy.holdAfter(cutAfterBytes);
    }
    const ended = await running.ended;
    expect([verdictOf(ended), ended.code], ended.shown).toEqual(['DONE: GRID1 is whole: every byte was compared.', 0]);
    expect(ended.shown.match(/^It ended with code (?:12|255), which another try can mend\. Try \d/gm)).toHaveLength(3);
    expect(readTree(destination)).toMatchObject(readTree(source));
    // All tries and the check together bring hardly more than one whole copy.
    expect(site.proxy.passedBytes - before).toBeLessThan(bigBytes * 1.2);
    expect(logsOf(destination)).toHaveLength(1);
  });

  test('tries again as often as it is told to, and no more', async () => {
    const { lab } = fillCollection();
    const destination = join(site.folder, 'dead', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    const held = site.proxy.holdAfter(cutAfterBytes);
    const running = site.start(made.line('sh', 'MOST_TRIES=4'));
    await held;
    site.proxy.forwardTo(undefined);
    try {
      site.proxy.reset();
      const ended = await running.ended;
      expect(ended.code).toBe(1);
      expect(ended.shown.match(/Try \d begins/g)).toEqual(['Try 2 begins', 'Try 3 begins', 'Try 4 begins']);
      // rsync says 12 or 255, as it happens.
      expect(verdictOf(ended)).toMatch(
        /^NOT DONE: GRID1: Copy: it ended with code (?:12|255)\. The connection broke\. Start again: it goes on where it stopped\.$/,
      );
    } finally {
      site.proxy.forwardTo(site.sshd.port);
    }
    const ended = await site.run(made.line());
    expect(verdictOf(ended), ended.shown).toBe('DONE: GRID1 is whole: every byte was compared.');
  });

  test('in the check does not take that for a passed one, and makes it again', async () => {
    const { lab } = fillCollection(1_000);
    const destination = join(site.folder, 'check', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    expect((await site.run(made.line())).code).toBe(0);
    // When nothing is left to copy, the last third of the bytes is that of the check.
    const before = site.proxy.passedBytes;
    expect((await site.run(made.line())).code).toBe(0);
    const held = site.proxy.holdAfter(Math.floor((site.proxy.passedBytes - before) * 0.9));
    const running = site.start(made.line());
    await held;
    site.proxy.reset();
    const ended = await running.ended;
    const [, check = ''] = ended.shown.split('--- Verify, before the images are deleted\n');
    expect(check).toMatch(/^It ended with code (?:12|255), which another try can mend\. Try 2 begins/m);
    expect([verdictOf(ended), ended.code]).toEqual(['DONE: GRID1 is whole: every byte was compared.', 0]);
  });
});

describe('a script in four streams', () => {
  const planInStreams = (lab: string, destination: string) =>
    site.plan({ lab, collection: 'GRID1', destination, keys: 'key', streams: '4', session: 'none' });

  test('deals the files out, goes on after a cut, and leaves no list behind', async () => {
    const lab = site.makeLab();
    const source = site.locate(lab, 'GRID1');
    mkdirSync(join(source, 'empty folder'), { recursive: true });
    for (let index = 0; index < 8; index += 1) writeRandomFile(join(source, `${String(index)}.eer`), 4_000_000);
    const destination = join(site.folder, 'streams', 'GRID1');
    const made = makeScript(site, planInStreams(lab, destination));
    const held = site.proxy.holdAfter(cutAfterBytes);
    const running = site.start(made.line());
    await held;
    site.proxy.reset();
    const ended = await running.ended;
    expect([verdictOf(ended), ended.code], ended.shown).toEqual(['DONE: GRID1 is whole: every byte was compared.', 0]);
    expect(countOf(ended, 'which another try can mend')).toBe(1);
    expect(Object.keys(readTree(destination)).filter((path) => !path.endsWith('.log'))).toEqual(
      Object.keys(readTree(source)),
    );
  });
});

describe('a script stops at once, and says what to do,', () => {
  test.each(['1', '4'])('when the disk fills up, with %s at a time', async (streams) => {
    const disk = join(site.folder, `disk ${streams}`);
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'none', disk]);
    try {
      const { lab } = fillCollection();
      const destination = join(disk, 'GRID1');
      const keys = streams === '4' ? 'key' : 'password';
      const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination, streams, keys }));
      const running = await startHalfWay(made, destination);
      writeFileSync(join(disk, 'something else'), Buffer.alloc(20_000_000));
      site.proxy.release();
      const ended = await running.ended;
      expect(ended.code).toBe(1);
      expect(verdictOf(ended)).toBe(
        `NOT DONE: GRID1: Copy${streams === '4' ? ', four at the same time' : ''}: it ended with code 11. The disk here is full, or your quota on it. Make room, then start again.`,
      );
      expect(countOf(ended, 'another try')).toBe(0);
      expect(logsOf(destination).filter((name) => name.endsWith('.lock'))).toEqual([]);

      rmSync(join(disk, 'something else'));
      const again = await site.run(made.line());
      expect(verdictOf(again), again.shown).toBe('DONE: GRID1 is whole: every byte was compared.');
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('when the collection does not fit, before it copies; what is there already counts', async () => {
    const disk = join(site.folder, 'small disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'none', disk]);
    try {
      const { lab } = fillCollection();
      const destination = join(disk, 'GRID1');
      const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
      writeFileSync(join(disk, 'something else'), Buffer.alloc(20_000_000));
      const ended = await site.run(made.line());
      expect(verdictOf(ended)).toMatch(
        /^NOT DONE: Too little room: 3\d\.\d MiB are still to come, and 20\.\d MiB are free in .*\/small disk\/GRID1\. Make room there, or choose another disk, then start the script again\. If it is known to fit, as on a disk that compresses, set CHECK_ROOM=no\.$/,
      );
      expect([ended.code, countOf(ended, '--- Copy'), existsSync(join(destination, 'movies'))]).toEqual([1, 0, false]);
      expect(countOf(await site.run(made.line('sh', 'CHECK_ROOM=no')), '--- Copy')).toBe(1);

      rmSync(join(disk, 'something else'));
      expect((await site.run(made.line())).code).toBe(0);
      // Now less is free than the collection takes: it is there, so nothing is missing.
      expect((await site.run(made.line())).code).toBe(0);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('when the server shows another host key, at the first contact or later', async () => {
    const { lab } = fillCollection();
    const known = join(site.sshd.folder, 'known-hosts');
    const right = readFileSync(known, 'utf8');
    const other = readFileSync(join(site.sshd.folder, 'client-key.pub'), 'utf8');
    const wrong = `${right.split(' ')[0] ?? ''} ${other}`;
    const destination = join(site.folder, 'host key', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    try {
      writeFileSync(known, wrong);
      const first = await site.run(made.line());
      expect(first.shown).toContain('REMOTE HOST IDENTIFICATION HAS CHANGED');
      expect(verdictOf(first)).toBe(
        `NOT DONE: Check that you can log in and the collection is there: this did not work. Stop, and ask ${site.facility.contact.role} before you do anything else.`,
      );
      expect([first.code, existsSync(destination)]).toEqual([1, false]);

      writeFileSync(known, right);
      const running = await startHalfWay(made, destination);
      writeFileSync(known, wrong);
      site.proxy.reset();
      const later = await running.ended;
      // rsync says 12 or 255, as it happens.
      expect(verdictOf(later).replace(/code (?:12|255)\b/, 'code N')).toBe(
        `NOT DONE: GRID1: Copy: it ended with code N. The server shows another key than before, or one that nobody has confirmed. Stop, and ask ${site.facility.contact.role} before you do anything else.`,
      );
      // One try was cut; the next was refused, and there is none after it.
      expect([later.code, countOf(later, 'another try')]).toEqual([1, 1]);
    } finally {
      writeFileSync(known, right);
    }
  });

  test.each([
    [
      'Permission denied',
      (folder: string) => join(folder, 'authorized-keys'),
      /Account or password is wrong, or you have no account: .+ gives accounts\.$/,
    ],
    [
      'No such file or directory',
      undefined,
      /Lab folder or collection is spelt otherwise there, or has been deleted\.$/,
    ],
  ])('when the check shows %s', async (shown, locate, means) => {
    const { lab } = fillCollection(1_000);
    const destination = join(site.folder, shown, 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: locate ? 'GRID1' : 'GRID2', destination }));
    const file = locate?.(site.sshd.folder);
    if (file) renameSync(file, `${file}-away`);
    const ended = await site.run(made.line());
    if (file) renameSync(`${file}-away`, file);
    expect(ended.shown).toContain(shown);
    const [, reason = ''] =
      /^NOT DONE: Check that you can log in and the collection is there: this did not work\. (.*)$/.exec(
        verdictOf(ended),
      ) ?? [];
    expect(reason, ended.shown).toMatch(means);
    expect([ended.code, existsSync(destination)]).toEqual([1, false]);
  });

  test('on the storage server itself, and makes nothing there', async () => {
    const { lab, source } = fillCollection(1_000);
    const destination = join(site.folder, 'wrong computer', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    const ended = await site.run(`sh ${quoteWord(made.file)}`);
    expect(ended).toEqual({
      code: 1,
      shown: `NOT DONE: Wrong computer: ${source} is on this one. Start the script on the computer that gets the images (lab server).\n`,
    });
    expect(existsSync(destination)).toBe(false);
  });

  test('where nothing can be written', async () => {
    const { lab } = fillCollection(1_000);
    const disk = join(site.folder, 'read-only');
    mkdirSync(join(disk, 'GRID1'), { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'none', disk]);
    try {
      const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination: disk }));
      const ended = await site.run(made.line());
      expect([verdictOf(ended), ended.code]).toEqual([
        `NOT DONE: Nothing can be written in ${disk}. Choose another destination, or make room, then start the script again.`,
        1,
      ]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('a script started', () => {
  test('twice stops the second time, and the first one goes on', async () => {
    const { lab, source } = fillCollection();
    const destination = join(site.folder, 'twice', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    const copying = site.proxy.holdAfter(cutAfterBytes);
    const running = site.start(made.line());
    await copying;
    await waitForWritten(destination, cutAfterBytes / 2);
    const lock = join(destination, 'get-GRID1.lock');
    const [pid = '', host = ''] = readFileSync(ownerOf(lock), 'utf8').trim().split(' ');
    // The first one is held, and every connection with it: the second looks at its collection without one.
    const look = standIn('ssh', ["cat <<'.'", `${reportOf(source)}.`]);
    const refused = await site.run(made.line('sh', look.setting));
    site.proxy.release();
    const first = await running.ended;
    expect([verdictOf(refused), refused.code]).toEqual([
      `NOT DONE: This script is running already, as process ${pid} on ${host}. If that is not so, delete ${lock} and start it again.`,
      1,
    ]);
    expect([verdictOf(first), first.code]).toEqual(['DONE: GRID1 is whole: every byte was compared.', 0]);
    expect(existsSync(lock)).toBe(false);
  });

  test('again after it was killed takes the place of the dead one', async () => {
    const { lab, source } = fillCollection();
    const destination = join(site.folder, 'killed', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    const running = await startHalfWay(made, destination);
    endProcess(-running.pid, 'SIGKILL');
    await running.ended;
    site.proxy.reset();
    expect(existsSync(ownerOf(join(destination, 'get-GRID1.lock')))).toBe(true);
    const ended = await site.run(made.line());
    expect(ended.shown).toContain('\nA script that was ended left its mark here. This one goes on in its place.\n');
    expect([verdictOf(ended), ended.code]).toEqual(['DONE: GRID1 is whole: every byte was compared.', 0]);
    expect(existsSync(join(destination, 'get-GRID1.lock'))).toBe(false);
    expect(readTree(destination)).toMatchObject(readTree(source));
  });

  test('on one computer does not take the place of one on another', async () => {
    const { lab } = fillCollection(1_000);
    const destination = join(site.folder, 'elsewhere', 'GRID1');
    const lock = join(destination, 'get-GRID1.lock');
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'owner'), '999999 another.example.edu\n');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    const ended = await site.run(made.line());
    expect([verdictOf(ended), ended.code]).toEqual([
      `NOT DONE: This script is running already, as process 999999 on another.example.edu. If that is not so, delete ${lock} and start it again.`,
      1,
    ]);
    expect(existsSync(join(lock, 'owner'))).toBe(true);
  });
});

describe('Ctrl+C ends a script', () => {
  test.each(['dash', 'bash', 'busybox sh'])('of %s and its rsync, and it goes on from there', async (shell) => {
    const { lab, source } = fillCollection();
    const destination = join(site.folder, `interrupt ${shell}`, 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    const held = site.proxy.holdAfter(cutAfterBytes);
    const pty = openPty(made.line(shell), { env: site.sshd.env, cwd: site.folder });
    await held;
    await waitForWritten(destination, cutAfterBytes / 2);
    pty.write('\x03');
    await pty.waitFor('NOT DONE: it was stopped. Start the script again: it goes on where it stopped.\r\n');
    expect(await pty.exited).toBe(130);
    // The moment it has ended: nothing of it is left, and what had arrived is put aside.
    expect(execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' })).not.toContain(destination);
    expect(logsOf(destination).filter((name) => name.endsWith('.lock'))).toEqual([]);
    expect(Object.keys(readUnfinished(destination))).toEqual(['movies/.rsync-partial/big.eer']);
    site.proxy.reset();

    const before = site.proxy.passedBytes;
    const ended = await site.run(made.line(shell));
    expect([verdictOf(ended), ended.code], ended.shown).toEqual(['DONE: GRID1 is whole: every byte was compared.', 0]);
    expect(site.proxy.passedBytes - before).toBeLessThan(bigBytes - cutAfterBytes / 2);
    expect(readTree(destination)).toMatchObject(readTree(source));
  });
});

describe('a script is not done', () => {
  test('when a file vanishes at the source: it is named, and all that is left is brought home', async () => {
    const { lab, source } = fillCollection();
    const destination = join(site.folder, 'vanished', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    const running = await startHalfWay(made, destination);
    rmSync(join(source, 'movies', 'small.eer'));
    site.proxy.release();
    const ended = await running.ended;
    expect(ended.shown).toContain(`file has vanished: "${source}/movies/small.eer"`);
    expect(ended.shown.match(/code 24, which another try can mend/g)?.length).toBeLessThan(3);
    expect([verdictOf(ended), ended.code]).toEqual([
      `NOT DONE: GRID1: files were deleted at the source before they could be copied: the lines with “vanished” name them. What is left there is here, and every byte was compared. Ask ${site.facility.contact.role} now.`,
      1,
    ]);
    expect(readTree(destination)).toMatchObject(readTree(source));
    // Nothing vanishes any more.
    expect(verdictOf(await site.run(made.line()))).toBe('DONE: GRID1 is whole: every byte was compared.');
  });

  test('before a byte that differs has been brought anew: the file is named, and copied by its contents', async () => {
    const { lab, source } = fillCollection(1_000);
    const destination = join(site.folder, 'differs', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    expect((await site.run(made.line())).code).toBe(0);
    const movie = join(destination, 'movies', 'small.eer');
    flipByte(movie, 1_000);
    expect(findWrongFiles(source, destination)).toContain('movies/small.eer');
    const ended = await site.run(made.line());
    // In the check, in the copy that follows it, and in the next check no more.
    const [, first = '', cure = '', second = ''] = ended.shown.split(
      /^--- (?:Verify, before the images are deleted|Only if it was not passed: copy again, comparing contents)$/m,
    );
    expect(first).toMatch(/^>f\S+ movies\/small\.eer$/m);
    expect(first).toMatch(/^NOT PASSED: the lines above say why\.$/m);
    expect(cure).toMatch(/^>f\S+ movies\/small\.eer$/m);
    expect(second).not.toMatch(/^[<>ch]f/m);
    expect(second).toMatch(/^PASSED: every byte of every file was compared, and is the same\.$/m);
    expect([verdictOf(ended), ended.code]).toEqual(['DONE: GRID1 is whole: every byte was compared.', 0]);
    expect(readTree(destination)).toMatchObject(readTree(source));
  });

  test('when a file cannot be brought, as where a folder stands in its place: the file is named', async () => {
    const { lab, source } = fillCollection(1_000);
    const destination = join(site.folder, 'in the way', 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    mkdirSync(join(destination, 'movies', 'small.eer', 'folder'), { recursive: true });
    const ended = await site.run(made.line());
    expect(ended.shown).toMatch(/^could not make way for .*: movies\/small\.eer$/m);
    // rsync names it in no other line, and its check ends with code 23.
    expect([verdictOf(ended), ended.code]).toEqual([expect.stringMatching(/^NOT DONE: GRID1: /) as string, 1]);
    expect(verdictOf(ended)).not.toContain('The check that follows');
    rmSync(join(destination, 'movies', 'small.eer'), { recursive: true });
    expect(verdictOf(await site.run(made.line()))).toBe('DONE: GRID1 is whole: every byte was compared.');
    expect(readTree(destination)).toMatchObject(readTree(source));
  });

  test('when the check names a file each time, whatever rsync says: with status 0 too', async () => {
    const { lab } = fillCollection(1_000);
    const destination = join(quickSite.folder, 'named again', 'GRID1');
    const made = makeScript(quickSite, quickSite.plan({ lab, collection: 'GRID1', destination }));
    // As where a copy is another one on this disk than it was sent: all ends well, and yet it differs.
    const { setting } = standIn('rsync', [
      'case $1 in -rlcn) echo ">fc........ movies/small.eer"; exit 0 ;; esac',
      'exec "$real" "$@"',
    ]);
    const ended = await quickSite.run(made.line('sh', setting));
    expect(verdictOf(ended)).toMatch(
      /^NOT DONE: GRID1: missing here or different, even after a second copy that compares contents: movies\/small\.eer\. /,
    );
    expect(ended.code).toBe(1);
  });
});

test('a script for two collections brings one home when the other cannot be had, and says so of each', async () => {
  const { lab, source } = fillCollection(1_000);
  const folder = join(site.folder, 'two');
  const [one, two] = ['GRID1', 'GRID2'].map((collection) =>
    site.plan({ lab, collection, destination: join(folder, collection) }),
  );
  if (!one || !two) throw new Error('There are two plans.');
  // Each looks at its own collection first.
  const stepsOf = (plan: Plan, end: string): Plan['steps'] =>
    plan.steps.map((step) => ({ ...step, id: `${step.id}${end}`, route: stepOf(plan, 'copy').route }));
  const made = makeScript(site, { ...one, steps: [...stepsOf(two, '-2'), ...stepsOf(one, '')] });
  const ended = await site.run(made.line());
  expect(ended.shown.trimEnd().split('\n').slice(-3)).toEqual([
    'NOT DONE: GRID2: Check that you can log in and the collection is there: this did not work. Lab folder or collection is spelt otherwise there, or has been deleted.',
    'DONE: GRID1 is whole: every byte was compared.',
    'NOT DONE: 1 of 2 collections: GRID2. The lines above say why.',
  ]);
  expect([ended.code, readdirSync(folder)]).toEqual([1, ['GRID1']]);
  expect(readTree(join(folder, 'GRID1'))).toMatchObject(readTree(source));
});

describe('the last line of a script for several collections', () => {
  test('is about all of them', async () => {
    const { lab, source } = fillCollection(1_000);
    const [first, ...others] = ['GRID1', "O'Brien 2", 'GRID3'];
    for (const name of others) cpSync(source, join(source, '..', name), { recursive: true });
    const destination = join(quickSite.folder, 'three');
    const more = { collection: first, alsoCollections: others.join('/'), session: 'none' };
    const made = makeScript(quickSite, quickSite.plan({ lab, destination, ...more }));
    const ended = await quickSite.run(made.line());
    expect([verdictOf(ended), ended.code], ended.shown).toEqual([
      'DONE: all 3 collections, each as its line above says.',
      0,
    ]);
    // Each folder has a mark of its own.
    for (const name of [first, ...others]) {
      const [log = ''] = logsOf(join(destination, name));
      expect(readFileSync(join(destination, name, log), 'utf8')).toContain(`/${lab}/${name}\n`);
    }
    for (const name of others) rmSync(join(source, '..', name), { recursive: true });
    const again = await quickSite.run(made.line());
    expect([verdictOf(again), again.code]).toEqual([
      "NOT DONE: 2 of 3 collections: O'Brien 2, GRID3. The lines above say why.",
      1,
    ]);
  });
});

describe('a folder that holds something', () => {
  test('of another collection is refused: nothing of it is lost', async () => {
    const { lab, source } = fillCollection(1_000);
    const destination = join(quickSite.folder, 'one for two');
    const made = makeScript(quickSite, quickSite.plan({ lab, collection: 'GRID1', destination }));
    expect(verdictOf(await quickSite.run(made.line()))).toBe('DONE: GRID1 is whole: every byte was compared.');
    const before = readTree(destination);
    const [log = ''] = logsOf(destination);
    const refused = (collection: string): string =>
      `NOT DONE: ${collection}: ${destination} has ${join(destination, log)}, of a script for another collection: what has the same name would be lost. Choose another destination; or, if that file is wrong, delete it and start the script again.`;

    cpSync(source, join(source, '..', 'GRID2'), { recursive: true });
    writeRandomFile(join(source, '..', 'GRID2', 'movies', 'small.eer'), 900);
    const other = makeScript(quickSite, quickSite.plan({ lab, collection: 'GRID2', destination }));
    const ended = await quickSite.run(other.line());
    expect([verdictOf(ended), ended.code]).toEqual([refused('GRID2'), 1]);
    expect(readTree(destination)).toEqual(before);

    // The same name, of another lab.
    const { lab: second } = fillCollection(1_000);
    const same = makeScript(quickSite, quickSite.plan({ lab: second, collection: 'GRID1', destination }));
    expect(verdictOf(await quickSite.run(same.line()))).toBe(refused('GRID1'));
    expect(readTree(destination)).toEqual(before);

    // Its own goes on, also from a script for several.
    expect((await quickSite.run(made.line())).code).toBe(0);
  });

  test('of the person is told before the copy; an earlier part of the collection is no trouble', async () => {
    const { lab, source } = fillCollection(1_000);
    const destination = join(quickSite.folder, 'not empty', 'GRID1');
    mkdirSync(join(destination, '.hidden'), { recursive: true });
    const made = makeScript(quickSite, quickSite.plan({ lab, collection: 'GRID1', destination }));
    writeFileSync(join(destination, 'notes of mine.txt'), 'x');
    cpSync(join(source, 'movies'), join(destination, 'movies'), { recursive: true, preserveTimestamps: true });
    const ended = await quickSite.run(made.line());
    const told = `Already in ${destination}: movies, notes of mine.txt. Where the collection has the same names, its files take their place. If these are no earlier part of it, stop this with Ctrl+C and choose an empty folder.`;
    expect(ended.shown.split(told)).toHaveLength(2);
    expect(ended.shown.indexOf(told)).toBeLessThan(ended.shown.indexOf('--- Copy'));
    expect(ended.code, ended.shown).toBe(0);
    expect(existsSync(join(destination, 'notes of mine.txt'))).toBe(true);
    // Known by then.
    expect((await quickSite.run(made.line())).shown).not.toContain('Already in');
  });
});

describe('a script counts its tries', () => {
  test.each([
    ...[1, 2, 3, 4, 5, 11, 14, 19, 20, 127, 137].map((code) => [code, 1] as const),
    ...[23, 24].map((code) => [code, 3] as const),
    ...[10, 12, 16, 30, 35, 255].map((code) => [code, 5] as const),
  ])('where rsync ends with %i each time: %i', async (code, tries) => {
    const { lab } = fillCollection(1_000);
    const destination = join(quickSite.folder, `code ${String(code)}`, 'GRID1');
    const made = makeScript(quickSite, quickSite.plan({ lab, collection: 'GRID1', destination }));
    const { setting, calls } = standIn('rsync', [
      // What rsync says of one file is no refusal by ssh.
      'echo "rsync: [sender] send_files failed to open \\"/a\\": Permission denied (13)" >&2',
      `echo "rsync error: (code ${String(code)}) at main.c" >&2`,
      `exit ${String(code)}`,
    ]);
    const ended = await quickSite.run(made.line('sh', `MOST_TRIES=5 ${setting}`));
    expect([ended.code, calls().filter((call) => call.includes(' -P ')).length], ended.shown).toEqual([1, tries]);
    expect(verdictOf(ended)).toMatch(/^NOT DONE: GRID1: /);
    // Whether it makes sense to look what is missing: after 23 and 24.
    expect(calls().filter((call) => call.startsWith('-rlcn'))).toHaveLength(code === 23 || code === 24 ? 1 : 0);
  });

  test.each([
    ['from the start again after one that brought data for a minute', true, 6],
    ['on after one that took a minute and brought nothing', false, 3],
  ])('%s', async (_what, bring, tries) => {
    const { lab } = fillCollection(1_000);
    const destination = join(quickSite.folder, `minute ${String(tries)}`, 'GRID1');
    const made = makeScript(quickSite, quickSite.plan({ lab, collection: 'GRID1', destination }));
    // Each look at the clock is a minute and a second later.
    const clock = standIn('date', [
      'case $1 in +%s) wc -l <"$calls" | awk \'{ print $1 * 61 }\' ;; *) exec "$real" "$@" ;; esac',
    ]);
    const rsync = standIn('rsync', [
      'for to in "$@"; do :; done',
      'count=$(wc -l <"$calls")',
      ...(bring ? ['head -c 100000 /dev/zero >>"$to/data"'] : []),
      'if [ "$count" -lt 6 ]; then exit 12; fi',
      'exec "$real" "$@"',
    ]);
    const settings = `MOST_TRIES=3 ${clock.setting.replace('"$PATH"', rsync.setting.slice('PATH='.length))}`;
    const ended = await quickSite.run(made.line('sh', settings));
    expect(rsync.calls().filter((call) => call.includes(' -P ')).length, ended.shown).toBe(tries);
    expect(ended.code).toBe(tries === 6 ? 0 : 1);
  });
});

describe('a script of another method', () => {
  test('copies from a drive, waits until it was unplugged and plugged in again, and verifies', async () => {
    proves('drive', 'linux', ['script'], ['rsync', 'exfat']);
    const drive = plugInDrive('exfat', 100_000_000);
    try {
      const source = join(drive.path, "it's $(touch PWNED) grid");
      writeRandomFile(join(source, 'movies', 'a b.eer'), 3_000_000);
      const destination = join(site.folder, 'from a drive');
      const draft = { method: 'drive', lab: 'lab', collection: "it's $(touch PWNED) grid", system: 'exfat' };
      const made = makeScript(site, planOf(site.facility, { ...draft, drive: drive.path, destination }));
      const pty = openPty(`sh ${quoteWord(made.file)}`, { cwd: site.folder });
      await pty.waitFor('Do that now, then press Enter.');
      expect(drive.isMounted()).toBe(false);
      drive.plugInAgain();
      pty.write('\r');
      await pty.waitFor("DONE: it's $(touch PWNED) grid is whole: every byte was compared.\r\n");
      expect(await pty.exited).toBe(0);
      expect(findWrongFiles(source, destination)).toEqual(logsOf(destination));

      // Where nobody can answer it does not let go of the drive.
      const alone = await site.run(`sh ${quoteWord(made.file)}`);
      expect(alone.shown).toContain('\nNobody can answer here, so this is left out.\n');
      expect([alone.code, drive.isMounted()]).toEqual([0, true]);
    } finally {
      drive.remove();
    }
  });

  test('copies onward from PetaLibrary, through the data transfer node', async () => {
    proves('petalibrary', 'linux', ['script'], ['rsync', 'openssh']);
    const { petalibrary } = site.facility;
    if (!petalibrary) throw new Error('The facts have no PetaLibrary.');
    const campus = await openSite({ hosts: [petalibrary.transferHost] });
    const allocation = `test's pool ${String(process.pid)}`;
    const deposit = petalibrary.depositPath.replace('{allocation}', allocation);
    const source = join(deposit, 'grid (2)!');
    const hidden = `/${source.split('/')[1] ?? ''}`;
    try {
      writeRandomFile(join(source, 'movies', 'a b.eer'), 3_000_000);
      const destination = join(campus.folder, 'onward', 'grid');
      const draft = { method: 'petalibrary', lab: 'lab', collection: 'grid (2)!', allocation, onward: 'dtn' };
      const made = makeScript(
        campus,
        planOf(site.facility, { ...draft, rcAccount: campus.sshd.account, destination, session: 'none' }),
        hidden,
      );
      const ended = await campus.run(made.line());
      expect([verdictOf(ended), ended.code], ended.shown).toEqual([
        'DONE: grid (2)! is whole: every byte was compared.',
        0,
      ]);
      expect(findWrongFiles(source, destination)).toEqual(logsOf(destination));
    } finally {
      await campus.close();
      rmSync(join(deposit, '..'), { recursive: true, force: true });
    }
  });
});

describe('a script tells its last line to a command of the person, who', () => {
  const told = (folder: string): string => readFileSync(join(folder, 'told'), 'utf8');
  const setting = `WHEN_DONE=${quoteWord('printf "%s|" "$#" "$1" "$0" >told; exit 7')}`;

  test.each(['sh', 'bash', 'busybox sh'])('learns of a copy that is done, in %s', async (shell) => {
    const { lab } = fillCollection(10_000);
    const destination = join(mkdtempSync(join(site.folder, 'told ')), 'GRID1');
    const ended = await site.run(
      makeScript(site, site.plan({ lab, collection: 'GRID1', destination })).line(shell, setting),
    );
    expect(ended.code).toBe(0);
    expect(told(site.folder)).toBe(`1|${verdictOf(ended)}|when-done|`);
    expect(verdictOf(ended)).toContain('DONE: GRID1 is whole');
  });

  test('learns of one that is not, and of one that is stopped', async () => {
    const { lab } = fillCollection();
    const destination = join(mkdtempSync(join(site.folder, 'told ')), 'GRID1');
    const made = makeScript(site, site.plan({ lab, collection: 'GRID1', destination }));
    const missing = makeScript(site, site.plan({ lab, collection: 'GRID2', destination: `${destination}-2` }));
    const ended = await site.run(missing.line('sh', setting));
    expect(ended.code).toBe(1);
    expect(told(site.folder)).toBe(`1|${verdictOf(ended)}|when-done|`);
    const held = site.proxy.holdAfter(cutAfterBytes);
    const running = site.start(made.line('sh', setting));
    await held;
    await waitForWritten(destination, cutAfterBytes / 2);
    endProcess(-running.pid, 'SIGTERM');
    const stopped = await running.ended;
    expect(stopped.code).toBe(143);
    // What rsync complains of may come after it.
    const said = 'NOT DONE: it was stopped. Start the script again: it goes on where it stopped.';
    expect(told(site.folder)).toBe(`1|${said}|when-done|`);
    expect(stopped.shown).toContain(`\n${said}\n`);
  });
});

test('shellcheck finds nothing in a script, whatever it is for', () => {
  const awkward = { lab: "O'Brien’s $HOME", collection: '`touch X` "a" “b” $(id) {a,b} \\' };
  const asked: (Readonly<Record<string, string>> & { method: string })[] = [
    { method: 'rsync' },
    { method: 'rsync', computer: 'macos', ...awkward, destination: "/srv/O'Brien’s $(data)" },
    { method: 'petalibrary', allocation: 'luger', rcAccount: 'jado1234', onward: 'dtn' },
    { method: 'petalibrary', allocation: 'luger', rcAccount: 'jado1234', account: 'jdoe', destination: '', ...awkward },
    { method: 'drive', computer: 'wsl', drive: '/mnt/e', system: 'exfat' },
    { method: 'rsync', streams: '4', keys: 'key' },
    { method: 'rsync', prove: 'list', ...awkward, destination: "/srv/O'Brien’s $(data)" },
    { method: 'rsync', prove: 'both', streams: '4', keys: 'key' },
    { method: 'rsync', live: 'yes', keys: 'key', prove: 'both' },
    {
      method: 'rsync',
      streams: '4',
      keys: 'new',
      workplace: 'workstation',
      server: 'a.example.edu',
      serverAccount: 'jane',
    },
  ];
  asked.push({ method: 'sftp', ...awkward }, { method: 'aws', bucket: 'lab-data', region: 'us-west-2', prefix: 'a b' });
  const facility = { ...site.facility, storage: { ...site.facility.storage, sftp: { path: '/raw data' } } };
  const folder = mkdtempSync(join(site.folder, 'shellcheck-'));
  const files = asked.map((draft, index) => {
    const account = /^(?:rsync|sftp)$/.test(draft.method) ? { account: 'jdoe' } : {};
    const plan = planOf(facility, {
      lab: 'lab',
      collection: 'GRID1',
      destination: '/srv/data/GRID1',
      ...account,
      ...draft,
    });
    const script = formatScript(facility, plan, { today: '2026-11-23', version: '0.1.0', link: 'x' });
    const file = join(folder, `${String(index)}.sh`);
    writeFileSync(file, script?.text ?? '');
    return file;
  });
  expect(files).toHaveLength(12);
  // Whoever starts one may do so with bash.
  for (const [shell, ...checked] of [['sh', ...files] as const, ['bash', ...files.slice(0, 2)] as const])
    expect(spawnSync('shellcheck', ['-s', shell, ...checked], { encoding: 'utf8' }).stdout).toBe('');
});

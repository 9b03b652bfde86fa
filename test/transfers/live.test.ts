import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { makeScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Ended, Running, Site } from '../rigs/site.ts';
import { endProcess } from '../rigs/sshd.ts';
import { findWrongFiles, flipByte, readSizes, writeRandomFile } from '../rigs/tree.ts';
import { waitForWritten, waitUntil } from '../rigs/wait.ts';
import { textOf } from '../rigs/plans.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(async () => {
  await site.close();
});

/** A collection that is still being written, and the plan that copies it live. */
function beginSession(
  collection = 'GRID1',
  more: Readonly<Record<string, string>> = {},
): { source: string; destination: string; plan: Plan } {
  const lab = site.makeLab();
  const source = site.locate(lab, collection);
  mkdirSync(source);
  const destination = join(mkdtempSync(join(site.folder, 'live ')), collection);
  return { source, destination, plan: site.plan({ lab, collection, destination, keys: 'key', live: 'yes', ...more }) };
}

/** Makes files as old as what nobody has written to for an hour. */
const settle = (...files: readonly string[]): Promise<unknown> =>
  site.run(`touch -m -d '1 hour ago' ${files.map((file) => quoteWord(file)).join(' ')}`);

/** A `date` of which a second is a minute, so that twenty minutes without a new file take twenty seconds. */
function quickClock(): string {
  const folder = mkdtempSync(join(site.folder, 'clock '));
  const file = join(folder, 'date');
  const lines = ['#!/bin/sh', '[ "$1" = +%s ] || exec /bin/date "$@"', 'echo "$(($(/bin/date +%s%N) / 16666667))"', ''];
  writeFileSync(file, lines.join('\n'));
  chmodSync(file, 0o755);
  return `PATH=${quoteWord(folder)}:"$PATH"`;
}

const rounds = 'ROUND_SECONDS=1';

/**
 * Writes as microscopes and their programs do, until it is told to stop: files that grow and pause in between for longer
 * than what counts as settled, files with all their length from the start, and files that are renamed when they are
 * whole. Notes in `sizes.txt` each length with which a file had settled, before it looks settled.
 */
const writer = `
import { appendFileSync, closeSync, ftruncateSync, openSync, renameSync, utimesSync, writeSync, mkdirSync, existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
const [folder, notes] = process.argv.slice(2);
const old = new Date(Date.now() - 3_600_000);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const rest = (name, size) => { appendFileSync(notes, JSON.stringify([name, size]) + '\\n'); utimesSync(folder + '/' + name, old, old); };
let stopped = false;
process.on('SIGTERM', () => { stopped = true; });
mkdirSync(folder + '/movies', { recursive: true });
for (let number = 0; !stopped; number += 1) {
  const grows = 'movies/grows ' + number + '.eer';
  const file = openSync(folder + '/' + grows, 'w');
  let size = 0;
  for (let part = 0; part < 3; part += 1) {
    for (let piece = 0; piece < 4; piece += 1) { size += writeSync(file, randomBytes(150_000)); await wait(15); }
    rest(grows, size);
    await wait(400);
  }
  closeSync(file);
  const whole = 'movies/whole ' + number + '.mrc';
  const ahead = openSync(folder + '/' + whole, 'w');
  ftruncateSync(ahead, 500_000);
  for (let piece = 0; piece < 5; piece += 1) { writeSync(ahead, randomBytes(100_000), 0, 100_000, piece * 100_000); await wait(15); }
  closeSync(ahead);
  rest(whole, 500_000);
  const named = 'movies/named ' + number + '.tif';
  appendFileSync(folder + '/movies/being written', randomBytes(300_000));
  await wait(30);
  renameSync(folder + '/movies/being written', folder + '/' + named);
  rest(named, 300_000);
}
`;

/** Starts the writer; `stop` ends it between two files. */
function startWriter(source: string): {
  readonly stop: () => Promise<void>;
  readonly readSettled: () => Map<string, Set<number>>;
} {
  const folder = mkdtempSync(join(site.folder, 'writer '));
  const program = join(folder, 'writer.mjs');
  const notes = join(folder, 'sizes.txt');
  writeFileSync(program, writer);
  writeFileSync(notes, '');
  const child: ChildProcess = spawn(process.execPath, [program, source, notes], { stdio: 'inherit' });
  return {
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      expect(child.exitCode).toBe(0);
    },
    readSettled() {
      const settled = new Map<string, Set<number>>();
      for (const line of readFileSync(notes, 'utf8').split('\n').filter(Boolean)) {
        const [name, size] = JSON.parse(line) as [string, number];
        settled.set(name, (settled.get(name) ?? new Set()).add(size));
      }
      return settled;
    },
  };
}

/** The files that have their names at the destination. */
const namedFiles = (destination: string): [name: string, size: number][] =>
  existsSync(destination)
    ? Object.entries(readSizes(destination)).filter(
        ([name]) => name.startsWith('movies/') && !/(?:^|\/)\.|\.rsync-partial/.test(name),
      )
    : [];

/** What is not as at the source, but for the logs. */
const wrongFiles = (source: string, destination: string): string[] =>
  findWrongFiles(source, destination).filter((name) => !/^get-[^/]*\.log$/.test(name));

const countShown = (file: string, text: string): number => readFileSync(file, 'utf8').split(text).length - 1;

test('a script brings only what is settled, is cut twice, ends by itself, and proves all that it has brought', async () => {
  const { source, destination, plan } = beginSession('GRID1', { prove: 'both' });
  const made = makeScript(site, plan);
  const writing = startWriter(source);
  const start = (): Running => site.start(made.line('sh', `${rounds} IDLE_MINUTES=20 ${quickClock()}`));
  let wrong: string[] = [];
  let looks = 0;
  const look = (): void => {
    const here = namedFiles(destination);
    const settled = writing.readSettled();
    looks += 1;
    // One that is written to again while it is copied may be longer than it was when it was listed.
    const isShort = ([name, size]: readonly [string, number]): boolean =>
      size < Math.min(...(settled.get(name) ?? [Infinity]));
    wrong = [...wrong, ...here.filter(isShort).map(String)];
  };
  const watch = setInterval(look, 5);
  try {
    // The script is ended at work, as by a window that is closed, and started again.
    const first = start();
    await waitUntil(() => namedFiles(destination).length >= 4, 'four files are here');
    const held = site.proxy.holdAfter(100_000);
    await held;
    endProcess(-first.pid, 'SIGHUP');
    await first.ended;
    site.proxy.reset();
    // The connection breaks in a round, and for some rounds there is none.
    const second = start();
    const before = namedFiles(destination).length;
    await waitUntil(() => namedFiles(destination).length > before, 'another file is here');
    await site.proxy.holdAfter(100_000);
    site.proxy.forwardTo(undefined);
    site.proxy.reset();
    const log = /All of this is kept in (.*)/;
    await waitUntil(() => {
      const logs = readSizes(destination);
      return Object.keys(logs).some(
        (name) => name.endsWith('.log') && countShown(join(destination, name), 'This round failed with code 255') >= 2,
      );
    }, 'two rounds have failed');
    site.proxy.forwardTo(site.sshd.port);
    const again = namedFiles(destination).length;
    await waitUntil(() => namedFiles(destination).length > again, 'files come again');
    await writing.stop();
    const ended = await second.ended;
    expect(ended.shown).toMatch(log);
    expect(ended.shown).toContain('Nothing new has come for 20 minutes: the rounds are over.');
    expect(ended.shown).toMatch(/\d\d:\d\d \d+ files are settled, [1-9]\d* of them came in this round\./);
    expect(verdictOf(ended)).toBe('DONE: GRID1 is whole: every byte was compared.');
    expect(ended.code).toBe(0);
  } finally {
    clearInterval(watch);
  }
  look();
  expect(wrong).toEqual([]);
  expect(looks).toBeGreaterThan(100);
  expect(wrongFiles(source, destination)).toEqual([]);
  expect(existsSync(join(destination, '.rsync-partial'))).toBe(false);
  // Years later, without the facility.
  expect(readFileSync(`${destination}.receipt.txt`, 'utf8')).toContain(`Collection: ${source}\n`);
  rmSync(source, { recursive: true });
  const recheck = (): Promise<Ended> => site.run(textOf(plan, 'recheck'));
  expect(await recheck()).toMatchObject({ code: 0, shown: expect.stringContaining('\nPASSED: ') as string });
  const [damaged = ''] = namedFiles(destination).map(([name]) => name);
  flipByte(join(destination, damaged), 1000);
  const found = await recheck();
  expect(found.code).not.toBe(0);
  expect(found.shown).toContain(`different:  ./${damaged}\n`);
  expect(verdictOf(found)).toBe('NOT PASSED: the lines above say why.');
}, 240_000);

test.each([
  ['GRID1', 'plain'],
  [`it's $(touch PWNED); "x" -rf * \\`, 'odd'],
])('rounds end when somebody asks, in the collection %s', async (collection) => {
  const { source, destination, plan } = beginSession(collection);
  const made = makeScript(site, plan);
  const running = site.start(made.line('dash', rounds));
  // An empty collection is one that has just begun.
  await waitUntil(() => existsSync(destination), 'the destination is made');
  writeRandomFile(join(source, 'one\ntwo.mrc'), 20_000);
  writeFileSync(join(source, 'new.mrc'), 'just written');
  await settle(join(source, 'one\ntwo.mrc'));
  await waitUntil(() => existsSync(join(destination, 'one\ntwo.mrc')), 'the settled file is here');
  expect(existsSync(join(destination, 'new.mrc'))).toBe(false);
  const logs = Object.keys(readSizes(destination)).filter((name) => name.endsWith('.log'));
  const halt = /make an empty file here: (.*)/.exec(readFileSync(join(destination, logs[0] ?? ''), 'utf8'))?.[1] ?? '';
  writeFileSync(halt, '');
  const ended = await running.ended;
  expect(ended.shown).toContain(`${halt} is there: the rounds are over.`);
  expect(verdictOf(ended)).toBe(`DONE: ${collection} is whole: every byte was compared.`);
  expect(wrongFiles(source, destination)).toEqual([]);
  expect(existsSync(halt)).toBe(false);
  expect(Object.keys(readSizes(destination)).filter((name) => name.endsWith('-settled'))).toEqual([]);
});

test('rounds end at a time', async () => {
  const { source, destination, plan } = beginSession();
  writeRandomFile(join(source, 'a.mrc'), 20_000);
  const soon = new Date(Date.now() + 2_000);
  const folder = mkdtempSync(join(site.folder, 'clock '));
  // It is always two seconds before that time.
  writeFileSync(join(folder, 'date'), '#!/bin/sh\n[ "$1" = "+%H %M %S" ] || exec /bin/date "$@"\necho "08 29 58"\n');
  chmodSync(join(folder, 'date'), 0o755);
  const ended = await site.run(
    makeScript(site, plan).line('sh', `${rounds} UNTIL=08:30 PATH=${quoteWord(folder)}:"$PATH"`),
  );
  expect(ended.shown).toContain('or until 08:30. To end them after');
  expect(ended.shown).toContain('It is past 08:30: the rounds are over.');
  expect(verdictOf(ended)).toBe('DONE: GRID1 is whole: every byte was compared.');
  expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime());
  expect(wrongFiles(source, destination)).toEqual([]);
});

test.each([
  ['ROUND_SECONDS=0', 'ROUND_SECONDS is “0”: set it to a whole number from 1 to 999999.'],
  ['IDLE_MINUTES=1h', 'IDLE_MINUTES is “1h”: set it to a whole number from 1 to 999999.'],
  ['UNTIL=8:30', 'UNTIL is “8:30”: write the time as hours and minutes, such as UNTIL=08:30, or UNTIL=23:00.'],
  ['UNTIL=24:00', 'UNTIL is “24:00”: write the time as hours and minutes, such as UNTIL=08:30, or UNTIL=23:00.'],
])('a script does not begin with %s', async (setting, said) => {
  const { destination, plan } = beginSession();
  const ended = await site.run(makeScript(site, plan).line('sh', setting));
  expect(verdictOf(ended)).toBe(`NOT DONE: ${said}`);
  expect(ended.code).toBe(1);
  expect(existsSync(destination)).toBe(false);
});

test('rounds end though a file can never be put in its place, and say so', async () => {
  const { source, destination, plan } = beginSession();
  for (const name of ['fits.mrc', 'blocked.mrc']) writeRandomFile(join(source, name), 20_000);
  // rsync makes no way for a file where a folder is that has something in it.
  writeRandomFile(join(destination, 'blocked.mrc', 'of somebody else'), 10);
  const ended = await site.run(makeScript(site, plan).line('sh', `${rounds} IDLE_MINUTES=5 ${quickClock()}`));
  expect(ended.shown).toContain('could not make way for');
  expect(ended.shown).toContain('2 files are settled, and not all could be put here (code 23).');
  expect(ended.shown).toContain('Nothing new has come for 5 minutes: the rounds are over.');
  expect(verdictOf(ended)).toMatch(/^NOT DONE: GRID1: /);
  expect(existsSync(join(destination, 'fits.mrc'))).toBe(true);
});

test('a collection that is gone ends the rounds with what that means', async () => {
  const { source, destination, plan } = beginSession();
  const running = site.start(makeScript(site, plan).line('sh', rounds));
  await waitUntil(() => existsSync(destination), 'the destination is made');
  rmSync(source, { recursive: true });
  const ended = await running.ended;
  expect(verdictOf(ended)).toContain('Lab folder or collection is spelt otherwise there, or has been deleted.');
  expect(ended.code).toBe(1);
});

test('a round by hand brings the rest where a file was deleted since it was listed, with the commands of the plan', async () => {
  const { source, destination, plan } = beginSession();
  for (const name of ['goes.mrc', 'stays.mrc']) writeRandomFile(join(source, name), 20_000);
  await settle(join(source, 'goes.mrc'), join(source, 'stays.mrc'));
  await site.run(`mkdir -p ${quoteWord(destination)}`);
  // By hand, as the plan shows it.
  const lineOf = (id: string): string => textOf(plan, id);
  expect(await site.run(lineOf('settled'))).toEqual({ code: 0, shown: '' });
  rmSync(join(source, 'goes.mrc'));
  const round = await site.run(lineOf('round'));
  expect(round.code).toBe(23);
  expect(round.shown).toContain('link_stat');
  expect(existsSync(join(destination, 'stays.mrc'))).toBe(true);
  expect((await site.run(lineOf('copy'))).code).toBe(0);
  expect(await site.run(lineOf('settled-end'))).toEqual({ code: 0, shown: '' });
  expect(wrongFiles(source, destination)).toEqual([]);
});

test('a round that is cut leaves no file under its name', async () => {
  const { source, destination, plan } = beginSession();
  writeRandomFile(join(source, 'big.eer'), 16_000_000);
  await settle(join(source, 'big.eer'));
  const running = site.start(makeScript(site, plan).line('sh', rounds));
  await site.proxy.holdAfter(7_000_000);
  await waitForWritten(destination, 3_000_000);
  endProcess(-running.pid, 'SIGTERM');
  const ended = await running.ended;
  expect(ended.shown).toContain('\nNOT DONE: it was stopped. ');
  expect(existsSync(join(destination, 'big.eer'))).toBe(false);
});

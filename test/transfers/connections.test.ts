/** One login for all commands, by hand and in a script, counted at the server. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { appleEnv } from '../rigs/apple-rsync/apple-rsync.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { makeScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { endProcess } from '../rigs/sshd.ts';
import { findWrongFiles, writeRandomFile } from '../rigs/tree.ts';
import { isPassed } from '../rigs/verdict.ts';
import { waitForWritten, waitUntil } from '../rigs/wait.ts';

const bigBytes = 24_000_000;
const cutAfterBytes = 7_000_000;
/** Where ssh has its own files; it looks the home folder up, whatever HOME says. */
const own = join(userInfo().homedir, '.ssh');

let site: Site;
beforeAll(async () => {
  mkdirSync(own, { recursive: true, mode: 0o700 });
  site = await openSite();
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(() => site.close());

/** Two collections, the plan that brings both, and how many logins the server has seen since. */
function begin(
  more: Partial<Draft> = {},
  sizeBytes = bigBytes,
): { plan: Plan; folder: string; sources: readonly string[]; countLogins: () => number; socket: string } {
  const lab = site.makeLab();
  const names = ['GRID1', ...(more.live ? [] : ['GRID2'])];
  const sources = names.map((name) => {
    const source = site.locate(lab, name);
    writeRandomFile(join(source, 'movies', 'big.eer'), sizeBytes);
    writeRandomFile(join(source, 'small.mrc'), 100_000);
    return source;
  });
  const folder = join(site.folder, lab);
  const several = names.length > 1 ? { alsoCollections: 'GRID2' } : {};
  const destination = join(folder, 'GRID1');
  const plan = site.plan({ lab, collection: 'GRID1', ...several, destination, connections: 'once', ...more });
  const before = site.sshd.countLogins();
  const [, name = ''] = /~\/\.ssh\/(get-\w+)/.exec(textOf(plan, 'connect')) ?? [];
  return {
    plan,
    folder,
    sources,
    countLogins: () => site.sshd.countLogins() - before,
    socket: join(own, name),
  };
}

/** The ids of the processes that hold a connection open. */
const holdersOf = (socket: string): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((row) => (row.includes(`ssh: ${socket} [mux]`) ? [Number.parseInt(row, 10)] : []));

const isGone = (socket: string): Promise<void> =>
  waitUntil(() => !existsSync(socket) && holdersOf(socket).length === 0, 'the connection is ended');

const wrongFiles = (source: string, destination: string): string[] =>
  findWrongFiles(source, destination).filter((name) => !/^get-[^/]*\.log$/.test(name));

async function expectRuns(plan: Plan, id: string): Promise<string> {
  const { code, shown } = await site.run(textOf(plan, id));
  expect(code, `${id}: ${shown}`).toBe(0);
  return shown;
}

test('by hand, one login serves every command of two collections, and another one serves those after a cut', async () => {
  const { plan, folder, sources, countLogins, socket } = begin();
  await expectRuns(plan, 'connect');
  // Run twice, it uses the connection that is there.
  await expectRuns(plan, 'connect');
  for (const id of ['check', 'check-2', 'folder', 'folder-2']) await expectRuns(plan, id);
  expect(countLogins()).toBe(1);
  const held = site.proxy.holdAfter(cutAfterBytes);
  const running = site.start(textOf(plan, 'copy'));
  await held;
  await waitForWritten(join(folder, 'GRID1'), cutAfterBytes / 2);
  site.proxy.reset();
  expect([12, 255]).toContain((await running.ended).code);
  await isGone(socket);
  expect(textOf(plan, 'connect-again')).toBe(textOf(plan, 'connect'));
  for (const id of ['connect-again', 'resume', 'copy-2']) await expectRuns(plan, id);
  for (const id of ['verify', 'verify-2']) expect(isPassed(await expectRuns(plan, id))).toBe(true);
  for (const id of ['cure', 'cure-2']) await expectRuns(plan, id);
  expect(countLogins()).toBe(2);
  expect(sources.map((source, index) => findWrongFiles(source, join(folder, `GRID${String(index + 1)}`)))).toEqual([
    [],
    [],
  ]);
  expect(await expectRuns(plan, 'disconnect')).toContain('Exit request sent.');
  await isGone(socket);
  await waitUntil(() => site.sshd.connections().length === 0, 'the server has no connection');
  const twice = await site.run(textOf(plan, 'disconnect'));
  expect(twice.shown).toContain(stepOf(plan, 'disconnect').otherwise[0]?.see.split(', ')[0]);
});

test('by hand, a command logs in by itself where the connection is gone, and where its socket is left behind', async () => {
  const { plan, countLogins, socket } = begin({}, 1_000);
  await expectRuns(plan, 'check');
  expect(countLogins()).toBe(1);
  await expectRuns(plan, 'connect');
  for (const pid of holdersOf(socket)) endProcess(pid, 'SIGKILL');
  await waitUntil(() => holdersOf(socket).length === 0);
  expect(existsSync(socket)).toBe(true);
  expect(await expectRuns(plan, 'check')).toContain('FOUND: 2 files');
  await expectRuns(plan, 'connect-again');
  await expectRuns(plan, 'check');
  expect(countLogins()).toBe(4);
  await expectRuns(plan, 'disconnect');
});

test.each(['dash', 'zsh', 'fish', 'tcsh', 'busybox sh', 'mksh'])(
  'typed into %s, the words mean the same',
  async (shell) => {
    const { plan, countLogins } = begin({}, 1_000);
    for (const id of ['connect', 'folder', 'copy', 'verify', 'disconnect']) {
      const { code, shown } = await site.run(`${shell} -c ${quoteWord(textOf(plan, id))}`);
      expect(code, `${id}: ${shown}`).toBe(0);
    }
    expect(countLogins()).toBe(1);
  },
);

test.each(['2.6.9', '182'] as const)('by the rsync of macOS (%s), the connection is shared too', async (version) => {
  const { plan, countLogins, folder, sources } = begin({ computer: 'macos' }, 1_000);
  const { APPLE_RSYNC = '', PATH = '' } = appleEnv(version, site.sshd.env);
  for (const id of ['connect', 'folder', 'copy', 'verify', 'disconnect']) {
    const { code, shown } = await site.run(
      `export APPLE_RSYNC=${APPLE_RSYNC} PATH=${quoteWord(PATH)}; ${textOf(plan, id)}`,
    );
    expect(code, `${id}: ${shown}`).toBe(0);
  }
  expect(countLogins()).toBe(1);
  expect(findWrongFiles(sources[0] ?? '', join(folder, 'GRID1'))).toEqual([]);
});

test('a script logs in once for two collections, once more for each cut, and leaves no connection', async () => {
  const { plan, folder, sources, countLogins, socket } = begin();
  const made = makeScript(site, plan);
  const held = site.proxy.holdAfter(cutAfterBytes);
  const running = site.start(made.line());
  await held;
  await waitForWritten(join(folder, 'GRID1'), cutAfterBytes / 2);
  expect(countLogins()).toBe(1);
  site.proxy.reset();
  const ended = await running.ended;
  expect([verdictOf(ended), ended.code], ended.shown).toEqual([
    'DONE: all 2 collections, each as its line above says.',
    0,
  ]);
  expect(ended.shown.match(/Try \d begins/g)).toEqual(['Try 2 begins']);
  expect(countLogins()).toBe(2);
  expect(sources.map((source, index) => wrongFiles(source, join(folder, `GRID${String(index + 1)}`)))).toEqual([
    [],
    [],
  ]);
  await isGone(socket);
  // Started again, it looks and compares, with one more.
  expect(verdictOf(await site.run(made.line()))).toBe('DONE: all 2 collections, each as its line above says.');
  expect(countLogins()).toBe(3);
  await isGone(socket);
});

test('a script goes on where the process that holds the connection is killed in the middle', async () => {
  const { plan, folder, countLogins, socket } = begin();
  const held = site.proxy.holdAfter(cutAfterBytes);
  const running = site.start(makeScript(site, plan).line('dash'));
  await held;
  await waitForWritten(join(folder, 'GRID1'), cutAfterBytes / 2);
  for (const pid of holdersOf(socket)) endProcess(pid, 'SIGKILL');
  site.proxy.release();
  const ended = await running.ended;
  expect(verdictOf(ended), ended.shown).toBe('DONE: all 2 collections, each as its line above says.');
  expect(ended.shown.match(/Try \d begins/g)).toEqual(['Try 2 begins']);
  expect(countLogins()).toBe(2);
  await isGone(socket);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a script that is stopped by %s ends the connection',
  async (signal) => {
    const { plan, folder, countLogins, socket } = begin();
    const held = site.proxy.holdAfter(cutAfterBytes);
    const running = site.start(makeScript(site, plan).line());
    await held;
    await waitForWritten(join(folder, 'GRID1'), cutAfterBytes / 2);
    endProcess(-running.pid, signal);
    const ended = await running.ended;
    expect(verdictOf(ended)).toBe('NOT DONE: it was stopped. Start the script again: it goes on where it stopped.');
    await isGone(socket);
    expect(countLogins()).toBe(1);
  },
);

test('a script that was killed leaves a connection that the next one uses and ends', async () => {
  const { plan, folder, countLogins, socket } = begin();
  const made = makeScript(site, plan);
  const held = site.proxy.holdAfter(cutAfterBytes);
  const running = site.start(made.line());
  await held;
  await waitForWritten(join(folder, 'GRID1'), cutAfterBytes / 2);
  endProcess(-running.pid, 'SIGKILL');
  await running.ended;
  site.proxy.release();
  expect(holdersOf(socket)).toHaveLength(1);
  const ended = await site.run(made.line());
  expect(verdictOf(ended), ended.shown).toBe('DONE: all 2 collections, each as its line above says.');
  expect(countLogins()).toBe(1);
  await isGone(socket);
});

test('a script says why it cannot log in, and does nothing else', async () => {
  const { plan, folder, socket } = begin({}, 1_000);
  site.proxy.forwardTo(undefined);
  const ended = await site.run(makeScript(site, plan).line()).finally(() => {
    site.proxy.forwardTo(site.sshd.port);
  });
  expect(verdictOf(ended)).toMatch(/^NOT DONE: Log in, once for all commands: this did not work\. /);
  expect([ended.code, existsSync(folder), existsSync(socket)]).toEqual([1, false, false]);
});

/** The line, for a person with this home folder. */
function atHome(line: string, home: string): string {
  const users = join(site.folder, 'passwd');
  const { username } = userInfo();
  const rows = readFileSync('/etc/passwd', 'utf8').split('\n');
  const moved = rows.map((row) => (row.startsWith(`${username}:`) ? row.split(':').with(5, home).join(':') : row));
  writeFileSync(users, moved.join('\n'));
  return `unshare -m sh -c ${quoteWord(`mount --bind ${quoteWord(users)} /etc/passwd && ${line}`)}`;
}

test.each([
  ['of a longer path than a socket may have', 'too long', `/tmp/${'h'.repeat(90)}`],
  ['without a folder of ssh', 'No such file or directory', '/nowhere'],
])('a home %s is named as the reason, by hand and by a script', async (_, said, home) => {
  const { plan, folder } = begin({}, 1_000);
  const byHand = await site.run(atHome(textOf(plan, 'connect'), home));
  expect(byHand.code).toBe(255);
  expect(byHand.shown).toContain(said);
  const { see, means } = stepOf(plan, 'connect').otherwise.find((outcome) => outcome.see.includes(said)) ?? {};
  expect(see).toContain(said);
  const ended = await site.run(atHome(makeScript(site, plan).line(), home));
  expect(verdictOf(ended)).toBe(`NOT DONE: Log in, once for all commands: this did not work. ${means ?? ''}`);
  expect(existsSync(folder)).toBe(false);
});

test('a path as long as it may be is used', async () => {
  const { plan, countLogins } = begin({}, 1_000);
  const [, name = ''] = /~(\/\.ssh\/get-\w+)/.exec(textOf(plan, 'connect')) ?? [];
  // Of 108 bytes, one ends the path, and 17 are what ssh adds while it makes the socket.
  const home = join(site.folder, 'h').padEnd(108 - 1 - 17 - name.length, 'h');
  mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  const lines = ['connect', 'check', 'disconnect'].map((id) => textOf(plan, id));
  const { code, shown } = await site.run(atHome(lines.join(' && '), home));
  expect(code, shown).toBe(0);
  expect(countLogins()).toBe(1);
});

test('a live copy needs no key: its rounds share the login, and log in again after a cut', async () => {
  const { plan, folder, sources, countLogins, socket } = begin({ live: 'yes' });
  const [source = ''] = sources;
  const destination = join(folder, 'GRID1');
  expect(plan.steps.filter(({ id }) => id.startsWith('key'))).toEqual([]);
  await site.run(`find ${quoteWord(source)} -type f -exec touch -m -d '1 hour ago' {} +`);
  const held = site.proxy.holdAfter(cutAfterBytes);
  const running = site.start(makeScript(site, plan).line('sh', 'ROUND_SECONDS=1'));
  await held;
  await waitForWritten(destination, cutAfterBytes / 2);
  site.proxy.reset();
  await waitUntil(() => existsSync(join(destination, 'movies', 'big.eer')), 'the file is here');
  const log = readdirSync(destination).find((name) => name.endsWith('.log')) ?? '';
  const halt = /make an empty file here: (.*)/.exec(readFileSync(join(destination, log), 'utf8'))?.[1] ?? '';
  writeFileSync(halt, '');
  const ended = await running.ended;
  expect(ended.shown).toMatch(/This round failed with code (?:12|255)/);
  expect(verdictOf(ended), ended.shown).toBe('DONE: GRID1 is whole: every byte was compared.');
  expect(wrongFiles(source, destination)).toEqual([]);
  expect(countLogins()).toBe(2);
  await isGone(socket);
});

test('a server that allows one session at a time takes one command after the other in it', async () => {
  const strict = await openSite({ maxSessions: 1 });
  try {
    const lab = strict.makeLab();
    writeRandomFile(join(strict.locate(lab, 'GRID1'), 'a.mrc'), 1_000);
    const destination = join(strict.folder, 'GRID1');
    const plan = strict.plan({ lab, collection: 'GRID1', destination, connections: 'once' });
    expect(verdictOf(await strict.run(makeScript(strict, plan).line()))).toMatch(/^DONE: GRID1 is whole/);
    expect(strict.sshd.countLogins()).toBe(1);
  } finally {
    await strict.close();
  }
});

test('through a jump host, the connection goes there too, and each of its commands meets it', () => {
  const { facility, sshd } = site;
  const jumping = { ...facility, storage: { ...facility.storage, jumpHost: 'jump.example.edu' } };
  const draft = { method: 'rsync', account: sshd.account, lab: 'lab', collection: 'GRID1', destination: '/srv/GRID1' };
  const plan = planOf(jumping, { ...draft, connections: 'once' });
  for (const id of ['connect', 'check', 'copy', 'verify'])
    expect(textOf(plan, id)).toMatch(/ssh -S \S+ -J \w+@jump\.example\.edu /);
});

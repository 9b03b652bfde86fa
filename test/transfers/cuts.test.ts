import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPty } from '../rigs/pty.ts';
import { endProcess, findProcesses } from '../rigs/sshd.ts';
import { openSite } from '../rigs/site.ts';
import type { Running, Site } from '../rigs/site.ts';
import { findWrongFiles, readTree, readUnfinished, writeRandomFile } from '../rigs/tree.ts';
import { waitForWritten, waitUntil } from '../rigs/wait.ts';
import { isPassed } from '../rigs/verdict.ts';
import { textOf } from '../rigs/plans.ts';
import { proves } from '../rigs/proven/proves.ts';

const bigBytes = 32_000_000;
const cutAfterBytes = 12_000_000;

let site: Site;
let lab: string;
let source: string;
beforeAll(async () => {
  site = await openSite();
  lab = site.makeLab();
  source = site.locate(lab, 'GRID1');
  mkdirSync(source);
  writeRandomFile(join(source, 'atlas', 'first.mrc'), 200_000);
  writeRandomFile(join(source, 'movies', 'big.eer'), bigBytes);
  writeRandomFile(join(source, 'movies', 'small.eer'), 300_000);
});
afterEach(() => {
  // So that a test that fails does not take its hold into the next one.
  site.proxy.reset();
});
afterAll(() => site.close());

const planTo = (destination: string, session = 'screen') =>
  site.plan({ lab, collection: 'GRID1', destination, session });

/** The files rsync is writing now, or was when it was killed; those it has put aside are in a folder of their own. */
const findTemporary = (destination: string) =>
  Object.keys(readUnfinished(destination)).filter((path) => !path.includes('.rsync-partial/'));

/** Runs a line and stops it half way: the proxy holds, and nothing moves until the test does something. */
async function startHalfWay(line: string, destination: string): Promise<Running> {
  const held = site.proxy.holdAfter(cutAfterBytes);
  const running = site.start(line);
  await held;
  await waitForWritten(destination, cutAfterBytes / 2);
  return running;
}

/** What must be true of every cut, whatever cut it; `resumedBytes` is how much the second run had to bring. */
async function expectCompletes(destination: string): Promise<{ resumedBytes: number }> {
  expect(findWrongFiles(source, destination)).toEqual([]);
  expect(existsSync(join(destination, 'movies', 'big.eer'))).toBe(false);

  const plan = planTo(destination);
  const before = site.proxy.passedBytes;
  const again = await site.run(textOf(plan, 'resume'));
  const resumedBytes = site.proxy.passedBytes - before;
  expect(again.code, again.shown).toBe(0);
  expect(readTree(destination)).toMatchObject(readTree(source));
  expect(findWrongFiles(source, destination)).toEqual([]);

  const verify = await site.run(textOf(plan, 'verify'));
  expect(isPassed(verify.shown), verify.shown).toBe(true);
  return { resumedBytes };
}

describe('a copy cut half way leaves no file that looks whole, and the same line completes it', () => {
  test('when the connection is reset: what had arrived is not sent again', async () => {
    proves('rsync', 'linux', ['cut'], ['rsync', 'openssh']);
    const destination = join(site.folder, 'reset', 'GRID1');
    const plan = planTo(destination);
    expect(textOf(plan, 'resume')).toBe(textOf(plan, 'copy'));
    await site.run(textOf(plan, 'folder'));

    const running = await startHalfWay(textOf(plan, 'copy'), destination);
    expect(findWrongFiles(source, destination)).toEqual([]);
    site.proxy.reset();
    const cut = await running.ended;
    expect([12, 255]).toContain(cut.code);
    expect(Object.keys(readUnfinished(destination))).toEqual(['movies/.rsync-partial/big.eer']);

    const { resumedBytes } = await expectCompletes(destination);
    expect(resumedBytes).toBeLessThan(bigBytes - cutAfterBytes / 2);
    expect(readTree(destination)).toEqual(readTree(source));
    expect(await site.run(textOf(plan, 'leftovers'))).toEqual({ code: 0, shown: '' });
  });

  test('when it is reset twice: what either run brought is not sent again', async () => {
    const destination = join(site.folder, 'reset twice', 'GRID1');
    const plan = planTo(destination);
    await site.run(textOf(plan, 'folder'));
    const before = site.proxy.passedBytes;
    for (const times of [1, 2]) {
      const held = site.proxy.holdAfter(cutAfterBytes);
      const running = site.start(textOf(plan, 'copy'));
      await held;
      await waitForWritten(destination, (times - 0.5) * cutAfterBytes);
      site.proxy.reset();
      expect([12, 255]).toContain((await running.ended).code);
      expect(findWrongFiles(source, destination)).toEqual([]);
    }
    await expectCompletes(destination);
    // All three runs and the verification together bring hardly more than one whole copy.
    expect(site.proxy.passedBytes - before).toBeLessThan(bigBytes * 1.2);
    expect(readTree(destination)).toEqual(readTree(source));
  });

  test('when the server ends the connection: its process for it is killed', async () => {
    const destination = join(site.folder, 'server', 'GRID1');
    const plan = planTo(destination);
    await site.run(textOf(plan, 'folder'));

    const running = await startHalfWay(textOf(plan, 'copy'), destination);
    const sessions = site.sshd.connections();
    expect(sessions.length).toBeGreaterThan(0);
    for (const pid of sessions) endProcess(pid, 'SIGKILL');
    site.proxy.release();
    expect([12, 255]).toContain((await running.ended).code);

    const { resumedBytes } = await expectCompletes(destination);
    expect(resumedBytes).toBeLessThan(bigBytes - cutAfterBytes / 2);
    expect(readTree(destination)).toEqual(readTree(source));
  });

  test('when it is stopped with Ctrl+C', async () => {
    const destination = join(site.folder, 'interrupt', 'GRID1');
    const plan = planTo(destination);
    await site.run(textOf(plan, 'folder'));

    const running = await startHalfWay(textOf(plan, 'copy'), destination);
    // A terminal sends it to the whole process group.
    endProcess(-running.pid, 'SIGINT');
    expect(await running.ended).not.toHaveProperty('code', 0);
    site.proxy.reset();

    const { resumedBytes } = await expectCompletes(destination);
    expect(resumedBytes).toBeLessThan(bigBytes - cutAfterBytes / 2);
    expect(readTree(destination)).toEqual(readTree(source));
  });

  test('when rsync is killed: its piece stays, the clean-up step names it, and it is safe to delete', async () => {
    const destination = join(site.folder, 'kill', 'GRID1');
    const plan = planTo(destination);
    await site.run(textOf(plan, 'folder'));

    const running = await startHalfWay(textOf(plan, 'copy'), destination);
    const killed = findProcesses(running.pid, 'rsync');
    expect(killed.length).toBeGreaterThan(0);
    for (const pid of killed) endProcess(pid, 'SIGKILL');
    expect((await running.ended).code).not.toBe(0);
    site.proxy.reset();

    await expectCompletes(destination);
    const leftovers = await site.run(textOf(plan, 'leftovers'));
    const pieces = leftovers.shown.trimEnd().split('\n');
    expect(pieces).toEqual([expect.stringMatching(/\/GRID1\/movies\/\.big\.eer\.\w{6}$/)]);
    expect(Object.keys(readUnfinished(destination))).toEqual(pieces.map((path) => path.slice(destination.length + 1)));
    for (const piece of pieces) rmSync(piece);
    const verify = await site.run(textOf(plan, 'verify'));
    expect(isPassed(verify.shown), verify.shown).toBe(true);
    expect(Object.keys(readTree(destination))).toEqual(Object.keys(readTree(source)));
  });

  test('when the terminal is closed and no session keeps it: the plan for none resumes just so', async () => {
    const destination = join(site.folder, 'terminal', 'GRID1');
    const plan = planTo(destination, 'none');
    for (const session of ['screen', 'tmux']) {
      for (const id of ['copy', 'resume', 'verify']) {
        expect(textOf(planTo(destination, session), id)).toBe(textOf(plan, id));
      }
    }
    await site.run(textOf(plan, 'folder'));

    const held = site.proxy.holdAfter(cutAfterBytes);
    const pty = openPty(textOf(plan, 'copy'), { env: site.sshd.env, cwd: site.folder });
    await held;
    await waitForWritten(destination, cutAfterBytes / 2);
    expect(findWrongFiles(source, destination)).toEqual([]);
    await pty.close();
    site.proxy.reset();
    // Nobody waits for what ran in a terminal that is gone.
    await waitUntil(() => findTemporary(destination).length === 0, `nothing writes to ${destination} any more`);

    const { resumedBytes } = await expectCompletes(destination);
    expect(resumedBytes).toBeLessThan(bigBytes - cutAfterBytes / 2);
    expect(readTree(destination)).toEqual(readTree(source));
  });
});

import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { openPty } from '../rigs/pty.ts';
import type { Pty } from '../rigs/pty.ts';
import { endProcess } from '../rigs/sshd.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { findWrongFiles, readTree, writeRandomFile } from '../rigs/tree.ts';
import { isPassed } from '../rigs/verdict.ts';
import { stepOf, textOf } from '../rigs/plans.ts';
import { waitUntil } from '../rigs/wait.ts';

// Without the space that follows: screen leaves it out when it draws a window again.
const prompt = 'ready$';
const promptInside = 'inside$';
const bigBytes = 24_000_000;

let site: Site;
/** The home of a person, and the sessions: those of the person who runs the tests are left alone. */
let home: string;
let env: NodeJS.ProcessEnv;
const ptys: Pty[] = [];
beforeAll(async () => {
  site = await openSite();
  home = mkdtempSync(join(tmpdir(), 'home-'));
  chmodSync(home, 0o700);
  const { PATH = '' } = site.sshd.env;
  env = { ...site.sshd.env, HOME: home, SHELL: '/bin/bash', SCREENDIR: home, TMUX_TMPDIR: home };
  // Where the tests themselves run in a session, theirs do not.
  Object.assign(env, { STY: undefined, TMUX: undefined, TMUX_PANE: undefined });
  // Keys follow each other immediately here: within a millisecond tmux would take them for a paste.
  writeFileSync(join(home, '.tmux.conf'), 'set -g assume-paste-time 0\n');
  // tmux starts a login shell, whose start-up files set PATH again.
  for (const file of ['.bashrc', '.bash_profile']) {
    writeFileSync(
      join(home, file),
      [
        `PS1='${prompt} '`,
        `[ -z "$STY$TMUX" ] || PS1='${promptInside} '`,
        'HISTFILE=',
        `export PATH='${PATH}'`,
        '',
      ].join('\n'),
    );
  }
});
afterEach(async () => {
  site.proxy.reset();
  for (const pty of ptys.splice(0)) await pty.close();
  const screens = await runAtHome('screen -ls');
  for (const [, pid] of screens.matchAll(/^\s+(\d+)\./gm)) endProcess(Number(pid));
  await runAtHome('tmux kill-server');
});
afterAll(async () => {
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

/** What a command shows that does not need a terminal. */
async function runAtHome(line: string): Promise<string> {
  const { shown } = await site.run(`export SCREENDIR='${home}' TMUX_TMPDIR='${home}'; unset TMUX STY; ${line}`);
  return shown;
}

/** Opens a terminal window and waits for its prompt. */
async function openWindow(): Promise<Pty> {
  const pty = openPty('exec bash', { env, cwd: site.folder });
  ptys.push(pty);
  await pty.waitFor(prompt);
  return pty;
}

/** Types the command of a step, and Enter. */
function typeCommand(pty: Pty, plan: Plan, id: string): void {
  pty.write(`${textOf(plan, id)}\r`);
}

/** Presses the keys of a step one after the other. */
function pressKeys(pty: Pty, plan: Plan, id: string): void {
  const { action } = stepOf(plan, id);
  if (action.kind !== 'keys') throw new Error(`Step ${id} has no keys.`);
  for (const together of action.keys) {
    pty.write(toBytes(together));
  }
}

/** What the terminal sends for keys pressed together. */
function toBytes(keys: readonly string[]): string {
  const [first = '', second] = keys;
  if (second === undefined) return first.toLowerCase();
  if (first !== 'Ctrl') throw new Error(`Nobody knows what ${keys.join('+')} sends.`);
  return String.fromCharCode(second.charCodeAt(0) & 0x1f);
}

/** Starts a session, past the page of text that screen may begin with. */
async function startSession(pty: Pty, plan: Plan): Promise<void> {
  typeCommand(pty, plan, 'session');
  const shown = await pty.waitFor(/inside\$|Press Space/);
  if (!shown.includes('Press Space')) return;
  pty.write(' ');
  await pty.waitFor(promptInside);
}

/** Leaves a session by the plan's keys, and waits for what the plan says is seen. */
async function leaveSession(pty: Pty, plan: Plan): Promise<void> {
  pressKeys(pty, plan, 'detach');
  const [, seen = ''] = /`([^`]+)`/.exec(stepOf(plan, 'detach').expect) ?? [];
  expect(seen).toMatch(/^\[detached/);
  await pty.waitFor(seen);
  await pty.waitFor(prompt);
}

/** What is shown when there is nothing to come back to is something the plan has said may be seen. */
function expectForeseen(plan: Plan, shown: string): void {
  // The plan lists the words of the programs, separated by commas.
  const foreseen = stepOf(plan, 'reattach').otherwise.flatMap(({ see }) => see.replaceAll('`', '').split(', '));
  expect(
    foreseen.some((words) => shown.includes(words)),
    `The plan foresees ${foreseen.join(' or ')}; shown is ${shown}`,
  ).toBe(true);
}

describe.each([
  { session: 'screen', list: 'screen -ls', none: /^No Sockets found/ },
  { session: 'tmux', list: 'tmux ls', none: /^(?:no server running|error connecting)/ },
])('in a $session session', ({ session, list, none }) => {
  test('the copy goes on when its window is closed, and is found finished, verified and ended', async () => {
    const lab = site.makeLab();
    const source = site.locate(lab, 'GRID1');
    writeRandomFile(join(source, 'movies', 'big.eer'), bigBytes);
    writeRandomFile(join(source, 'movies', 'small.eer'), 200_000);
    const destination = join(site.folder, session, 'GRID1');
    const plan = site.plan({ lab, collection: 'GRID1', destination, session });
    expect((await site.run(textOf(plan, 'folder'))).code).toBe(0);

    const window = await openWindow();
    await startSession(window, plan);
    const held = site.proxy.holdAfter(bigBytes / 2);
    typeCommand(window, plan, 'copy');
    await held;
    await leaveSession(window, plan);
    await window.close();
    expect(findWrongFiles(source, destination)).toEqual([]);
    expect(existsSync(join(destination, 'movies', 'big.eer'))).toBe(false);
    site.proxy.release();
    await waitUntil(() => existsSync(join(destination, 'movies', 'small.eer')), 'a copy that goes on');

    const another = await openWindow();
    typeCommand(another, plan, 'reattach');
    await another.waitFor('total size is');
    await another.waitFor(promptInside);
    expect(readTree(destination)).toEqual(readTree(source));

    typeCommand(another, plan, 'verify');
    // With a slash before it, it is in the command.
    const verified = await another.waitFor(/(?<!\/)PASSED: every byte of every file was compared, and is the same\./);
    expect(verified).toContain('total size is');
    expect(verified).not.toMatch(/>f|error/);
    await another.waitFor(promptInside);
    const { shown } = await site.run(textOf(plan, 'verify'));
    expect(isPassed(shown), shown).toBe(true);

    expect(await runAtHome(list)).toContain(stepOf(plan, 'copy').inside);
    typeCommand(another, plan, 'end');
    await another.waitFor(prompt);
    expect(await runAtHome(list)).toMatch(none);
  });

  test('that systemd starts, the copy goes on when its window is closed, and is cut, found and resumed', async () => {
    const lab = site.makeLab();
    const source = site.locate(lab, 'GRID1');
    writeRandomFile(join(source, 'big.eer'), bigBytes);
    const destination = join(site.folder, `${session} by systemd`, 'GRID1');
    const plan = site.plan({ lab, collection: 'GRID1', destination, session, logout: 'ended' });
    expect(textOf(plan, 'session')).toMatch(/^systemd-run --user --scope /);
    // Where systemd runs nothing for anybody, this stands in for it: it runs the command in its terminal, as a scope is.
    const stand = join(site.sshd.folder, 'bin', 'systemd-run');
    writeFileSync(stand, '#!/bin/sh\n[ "$1 $2" = "--user --scope" ] && shift 2 && exec "$@"\n');
    chmodSync(stand, 0o755);
    expect((await site.run(textOf(plan, 'folder'))).code).toBe(0);
    const window = await openWindow();
    await startSession(window, plan);
    const held = site.proxy.holdAfter(bigBytes / 2);
    typeCommand(window, plan, 'copy');
    await held;
    await leaveSession(window, plan);
    await window.close();
    site.proxy.reset();
    const another = await openWindow();
    typeCommand(another, plan, 'reattach');
    await another.waitFor('rsync error');
    await another.waitFor(promptInside);
    typeCommand(another, plan, 'resume');
    await another.waitFor('total size is');
    await another.waitFor(promptInside);
    expect(readTree(destination)).toEqual(readTree(source));
    typeCommand(another, plan, 'end');
    await another.waitFor(prompt);
    rmSync(stand);
  });

  test('the copy goes on when the window is closed without leaving the session first', async () => {
    const lab = site.makeLab();
    const source = site.locate(lab, 'GRID1');
    writeRandomFile(join(source, 'big.eer'), bigBytes);
    const destination = join(site.folder, `${session}-closed`, 'GRID1');
    const plan = site.plan({ lab, collection: 'GRID1', destination, session });
    expect((await site.run(textOf(plan, 'folder'))).code).toBe(0);

    const window = await openWindow();
    await startSession(window, plan);
    const held = site.proxy.holdAfter(bigBytes / 2);
    typeCommand(window, plan, 'copy');
    await held;
    await window.close();
    site.proxy.release();
    const another = await openWindow();
    typeCommand(another, plan, 'reattach');
    await another.waitFor('total size is');
    await another.waitFor(promptInside);
    expect(readTree(destination)).toEqual(readTree(source));
  });

  test('that is gone, as after a restart, what the person sees is what the plan has said', async () => {
    const plan = site.plan({ lab: 'any-lab', collection: 'GRID1', destination: '/srv/data/GRID1', session });
    const window = await openWindow();
    typeCommand(window, plan, 'reattach');
    expectForeseen(plan, await window.waitFor(prompt));
  });

  test('GRID1 and GRID10 are not taken for each other, also when the session of one has ended', async () => {
    const lab = site.makeLab();
    const [one, ten] = ['GRID1', 'GRID10'].map((collection) =>
      site.plan({ lab, collection, destination: join(site.folder, collection), session }),
    );
    if (!one || !ten) throw new Error('There are two plans.');

    const window = await openWindow();
    for (const [plan, mark] of [
      [ten, 'this is ten.'],
      [one, 'this is one.'],
    ] as const) {
      await startSession(window, plan);
      window.write(`echo ${mark}\r`);
      await window.waitFor(/this is \w+\.[^]*this is \w+\.[^]*inside\$/);
      await leaveSession(window, plan);
    }

    typeCommand(window, one, 'reattach');
    expect(await window.waitFor(/this is one\.[^]*inside\$/)).not.toContain('this is ten.');
    typeCommand(window, one, 'end');
    await window.waitFor(prompt);

    typeCommand(window, one, 'reattach');
    const gone = await window.waitFor(prompt);
    expect(gone).not.toContain('this is ten.');
    const left = await runAtHome(list);
    expect(left).toContain(stepOf(ten, 'copy').inside);
    expect(left).not.toContain(stepOf(one, 'copy').inside);

    typeCommand(window, ten, 'reattach');
    expect(await window.waitFor(/this is ten\.[^]*inside\$/)).not.toContain('this is one.');
    expectForeseen(one, gone);
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { hostileNames } from '../rigs/hostile-words.ts';
import { openPty } from '../rigs/pty.ts';
import { endProcess } from '../rigs/sshd.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { planOf, textOf } from '../rigs/plans.ts';
import { proves } from '../rigs/proven/proves.ts';

const prompt = 'storage>';
let site: Site;
/** The home of the staff on the storage server, with a program in the place of the facility's script. */
let home: string;
let lab: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'staff-'));
  writeFileSync(join(home, 'bashrc'), `PS1='${prompt} '\nHISTFILE=\n`);
  const { facility } = (site = await openSite({
    forceCommand: `cd '${home}'; export HOME='${home}' LC_ALL=C.UTF-8 SCREENDIR='${home}' PATH="${home}:$PATH" SHELL=/bin/bash; unset STY; exec bash --rcfile '${home}/bashrc' -i`,
  }));
  const script = [
    '#!/bin/sh',
    `printf '%s\\0' "$#" "$@" >> '${home}/arguments'`,
    'echo started',
    // Where a test holds it, it goes on when that writes into the pipe.
    `[ -p '${home}/last-image' ] || exit 0`,
    `read -r _ <'${home}/last-image'`,
    `echo over > '${home}/over'`,
    '',
  ];
  writeFileSync(join(home, facility.transfer?.command ?? ''), script.join('\n'), { mode: 0o755 });
  lab = site.makeLab("O'Brien lab");
});
afterAll(async () => {
  const { stdout } = spawnSync('screen', ['-ls'], { encoding: 'utf8', env: { ...process.env, SCREENDIR: home } });
  for (const [, pid] of stdout.matchAll(/^\s+(\d+)\./gm)) endProcess(Number(pid));
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

const planSending = (draft: Omit<Draft, 'method'>): Plan =>
  planOf(site.facility, { ...draft, method: 'transfer', account: site.sshd.account });

/** The arguments of each run of the script since the last look. */
function readCalls(): string[][] {
  const file = join(home, 'arguments');
  const items = readFileSync(file, 'utf8').split('\0').slice(0, -1);
  rmSync(file);
  const calls: string[][] = [];
  for (let at = 0; at < items.length; at += 1 + Number(items[at])) {
    calls.push(items.slice(at + 1, at + 1 + Number(items[at])));
  }
  return calls;
}

test('the script gets its options byte for byte in a screen session, goes on after the staff have left, and can be seen to have ended', async () => {
  proves('transfer', 'server', ['normal'], ['screen', 'openssh', 'other-program']);
  const source = 'it\'s $(touch PWNED) "grid" é!';
  const plan = planSending({ cameraFolder: source, lab, case: 'petalibrary' });
  const { options } = site.facility.transfer ?? {};
  execFileSync('mkfifo', [join(home, 'last-image')]);

  const pty = openPty(textOf(plan, 'login'), { env: site.sshd.env });
  await pty.waitFor(prompt);
  pty.write(`${textOf(plan, 'labFolder')}\r`);
  await pty.waitFor(/d[rwxsSt-]{9} .*O'Brien lab/);
  pty.write(`${textOf(plan, 'session')}\r`);
  // screen starts its own shell: it reads the other start-up file of this home, which is not there.
  await pty.waitFor(/[#$>] /);
  pty.write(`${textOf(plan, 'transfer')}\r`);
  await pty.waitFor('started');
  pty.write('\u0001d');
  await pty.waitFor('[detached');
  await pty.close();

  expect(readCalls()).toEqual([[options?.source, source, options?.interim, lab, options?.petalibrary, lab]]);
  expect(existsSync(join(home, 'over'))).toBe(false);
  const meanwhile = openPty(textOf(plan, 'login'), { env: site.sshd.env });
  await meanwhile.waitFor(prompt);
  meanwhile.write(`${textOf(plan, 'ended')}\r`);
  await meanwhile.waitFor('Detached');
  await meanwhile.close();
  await writeFile(join(home, 'last-image'), '\n');
  await expect.poll(() => existsSync(join(home, 'over'))).toBe(true);

  const back = openPty(textOf(plan, 'login'), { env: site.sshd.env });
  await back.waitFor(prompt);
  back.write(`${textOf(plan, 'reattach')}\r`);
  await back.waitFor('started');
  await back.waitFor(/[#$>]/);
  back.write('exit\r');
  await back.waitFor('[screen is terminating]');
  await back.waitFor(prompt);
  back.write(`${textOf(plan, 'ended')}\r`);
  await back.waitFor('No Sockets found');
  await back.close();
});

test('the script gets any name that is not refused byte for byte, in a screen session, with the options of each case', async () => {
  proves('transfer', 'server', ['names'], ['screen', 'openssh', 'other-program']);
  const { options, outsideLab } = site.facility.transfer ?? {};
  // Typing takes its time: every third is enough here, for all of them are quoted alike.
  const names = hostileNames
    .filter((word) => !word.startsWith('-') && Buffer.byteLength(word) <= 120)
    .filter((_, index) => index % 3 === 0);
  const cases = [
    { draft: { case: 'aws', group: 'ex1001', lab: 'test-lab' }, more: [options?.aws, 'ex1001'] },
    {
      draft: { case: 'globus', who: 'outside', group: "ex 1's", email: 'jane@example.edu' },
      more: [options?.globus, "ex 1's"],
    },
    { draft: { lab: 'test-lab', notify: "o'brien@example.edu" }, more: [options?.email, "o'brien@example.edu"] },
  ];
  const wanted: (string | undefined)[][] = [];
  const lines = names.map((cameraFolder, index) => {
    const { draft, more } = cases[index % cases.length] ?? {};
    const interim = draft?.who === 'outside' ? outsideLab : draft?.lab;
    wanted.push([options?.source, cameraFolder, options?.interim, interim, ...(more ?? [])]);
    return textOf(planSending({ ...draft, cameraFolder }), 'transfer');
  });
  expect(lines.length).toBeGreaterThan(50);
  rmSync(join(home, 'last-image'), { force: true });

  const plan = planSending({ cameraFolder: 'any name', lab: 'test-lab' });
  const pty = openPty(textOf(plan, 'login'), { env: site.sshd.env });
  await pty.waitFor(prompt);
  pty.write(`${textOf(plan, 'session')}\r`);
  await pty.waitFor(/[#$>] /);
  for (const line of lines) {
    pty.write(`${line}\r`);
    await pty.waitFor('started');
  }
  pty.write('exit\r');
  await pty.waitFor('[screen is terminating]');
  await pty.waitFor(prompt);
  await pty.close();
  expect(readCalls()).toEqual(wanted);
  expect(existsSync(join(home, 'PWNED'))).toBe(false);
});

test("the lab's folder in PetaLibrary is seen to be mounted, not mounted, or not there", async () => {
  const name = `test lab-${process.pid}`;
  const plan = planSending({ cameraFolder: 'GRID1', lab: name, case: 'petalibrary' });
  const mount = site.facility.petalibrary?.mountPath?.replace('{lab}', name) ?? '';
  const line = textOf(plan, 'mount');
  expect(await site.run(line)).toEqual({ code: 1, shown: '' });
  const made = mkdirSync(mount, { recursive: true }) ?? mount;
  try {
    const before = await site.run(line);
    expect(before.shown).toMatch(/^TARGET /);
    expect(before.shown).not.toContain(mount);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount], { encoding: 'utf8' }).stderr).toBe('');
    expect((await site.run(line)).shown).toMatch(new RegExp(`^TARGET .*\n${mount} +tmpfs `));
  } finally {
    spawnSync('umount', [mount]);
    rmSync(made, { recursive: true });
  }
});

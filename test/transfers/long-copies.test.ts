/** What long copies need: a share of the line, a computer that stays awake, a session or a script that outlives a login. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { startLogind } from '../rigs/logind.ts';
import type { Logind } from '../rigs/logind.ts';
import { stepOf, textOf } from '../rigs/plans.ts';
import { makeScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Running, Site } from '../rigs/site.ts';
import { endProcess } from '../rigs/sshd.ts';
import { findWrongFiles, writeRandomFile } from '../rigs/tree.ts';
import { waitForWritten } from '../rigs/wait.ts';

const bigBytes = 12_000_000;
const cutAfterBytes = 5_000_000;

let site: Site;
/** What the server was asked to run. */
let asked: string;
beforeAll(async () => {
  asked = join(mkdtempSync(join(tmpdir(), 'asked-')), 'commands');
  writeFileSync(asked, '');
  site = await openSite({
    forceCommand: `sh -c 'echo "$SSH_ORIGINAL_COMMAND" >>${asked}; exec sh -c "$SSH_ORIGINAL_COMMAND"'`,
  });
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(() => site.close());

function begin(more: Partial<Draft> = {}): { plan: Plan; source: string; destination: string } {
  const lab = site.makeLab();
  const source = site.locate(lab, 'GRID1');
  writeRandomFile(join(source, 'movies', 'big.eer'), bigBytes);
  writeRandomFile(join(source, 'small.mrc'), 100_000);
  const destination = join(site.folder, lab, 'GRID1');
  return { plan: site.plan({ lab, collection: 'GRID1', destination, ...more }), source, destination };
}

/** Starts a line and holds the copy in its middle. */
async function startHalfWay(line: string, destination: string): Promise<Running> {
  const held = site.proxy.holdAfter(cutAfterBytes);
  const running = site.start(line);
  await held;
  await waitForWritten(destination, cutAfterBytes / 2);
  return running;
}

const wrongFiles = (source: string, destination: string): string[] =>
  findWrongFiles(source, destination).filter((name) => !/^get-[^/]*\.log$/.test(name));

const done = 'DONE: GRID1 is whole: every byte was compared.';

describe('a copy that takes no more than a part of the line', () => {
  test('asks the server for that, goes on after a cut, and is as slow as it should be', async () => {
    const { plan, source, destination } = begin({ bwlimit: '4' });
    const running = await startHalfWay(makeScript(site, plan).line(), destination);
    site.proxy.reset();
    const ended = await running.ended;
    expect(verdictOf(ended), ended.shown).toBe(done);
    expect(wrongFiles(source, destination)).toEqual([]);
    const copies = readFileSync(asked, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('rsync --server'));
    // 4 MB/s, in units of 1024 bytes: both copies, and not the check.
    expect(copies.map((line) => line.includes(' --bwlimit=3906 '))).toEqual([true, true, false]);
    const [, rate = ''] = /received [\d,]+ bytes +([\d,.]+) bytes\/sec/.exec(ended.shown) ?? [];
    expect(Number(rate.replaceAll(',', ''))).toBeLessThan(4_000_000 * 1.2);
  });

  test('is one with sftp too', async () => {
    const { plan } = begin({ computer: 'windows', destination: 'D:\\data\\GRID1', bwlimit: '4' });
    const line = textOf(plan, 'copy');
    expect(line).toContain('sftp -l 32000 -a -r -p ');
    // Where every command is looked at, there is no SFTP.
    const open = await openSite();
    try {
      const { code, shown } = await open.run(line.replace('D:/data', open.folder));
      expect(code, shown).toBe(0);
    } finally {
      await open.close();
    }
  });
});

describe('a computer that is kept awake', () => {
  let logind: Logind;
  beforeAll(async () => {
    logind = await startLogind();
    Object.assign(site.sshd.env, logind.env);
  });
  afterAll(async () => {
    delete site.sshd.env.DBUS_SYSTEM_BUS_ADDRESS;
    await logind.stop();
  });
  const listInhibitors = (): string =>
    execFileSync('systemd-inhibit', ['--list', '--no-legend'], { encoding: 'utf8', env: site.sshd.env });

  test('stays so while the script copies and verifies, after a cut too, and no longer', async () => {
    const { plan, source, destination } = begin({ awake: 'yes' });
    const running = await startHalfWay(makeScript(site, plan).line(), destination);
    expect(listInhibitors()).toMatch(/systemd-inhibit .*sleep:idle|idle:sleep/);
    site.proxy.reset();
    const ended = await running.ended;
    expect(verdictOf(ended), ended.shown).toBe(done);
    expect(ended.shown.match(/Try \d begins/g)).toEqual(['Try 2 begins']);
    expect(wrongFiles(source, destination)).toEqual([]);
    expect(listInhibitors().trim()).toBe('');
  });

  test('cannot be had where nobody may ask for it: the script says so, and what to choose', async () => {
    const { plan } = begin({ awake: 'yes' });
    const { see, means } = stepOf(plan, 'copy').otherwise[0] ?? { see: '', means: '' };
    const ended = await site.run(makeScript(site, plan).line('sh', 'DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere'));
    expect(ended.shown).toContain(see.split(', ')[1]);
    expect(verdictOf(ended)).toBe(`NOT DONE: GRID1: Copy: it ended with code 1. ${means}`);
    const nobody = `setpriv --reuid=65534 --clear-groups ${textOf(plan, 'copy')}`;
    expect((await site.run(nobody)).shown).toContain(see.split(', ')[0]);
  });
});

describe('a session that outlives a login', () => {
  test('cannot be had where systemd runs nothing for this account, and the plan says so', async () => {
    const { plan } = begin({ logout: 'ended' });
    const { code, shown } = await site.run(`env -i PATH=/usr/bin:/bin ${textOf(plan, 'session')}`);
    expect(code).not.toBe(0);
    const lingering = await site.run(textOf(plan, 'linger'));
    expect(lingering.shown).toContain(stepOf(plan, 'linger').otherwise[1]?.see.split(', ')[0]);
    expect(shown).toContain(stepOf(plan, 'session').otherwise[0]?.see.split(', ')[0]);
  });
});

describe('a script that is started with nohup', () => {
  test.each(['sh', 'bash', 'busybox sh'])(
    'goes on in %s when the terminal hangs up, and after a cut',
    async (shell) => {
      const { plan, source, destination } = begin();
      const line = makeScript(site, plan).line(`nohup ${shell}`);
      const running = await startHalfWay(line, destination);
      // As when a window is closed: to all that was started in it.
      endProcess(-running.pid, 'SIGHUP');
      site.proxy.reset();
      const ended = await running.ended;
      expect(verdictOf(ended), ended.shown).toBe(done);
      expect(wrongFiles(source, destination)).toEqual([]);
    },
  );
});

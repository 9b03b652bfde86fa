/**
 * How one gets to the storage server: through a jump host, from a workstation, at first contact, with a key. The
 * servers here take no passwords: where a person would type one, a second key that the server takes already stands in
 * for it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { readLook } from '../../src/generator/look/read-look.ts';
import { openPty } from '../rigs/pty.ts';
import type { Pty } from '../rigs/pty.ts';
import { startSshd } from '../rigs/sshd.ts';
import type { Sshd } from '../rigs/sshd.ts';
import { startProxy } from '../rigs/proxy.ts';
import type { Proxy } from '../rigs/proxy.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { readTree, writeRandomFile } from '../rigs/tree.ts';
import { isPassed } from '../rigs/verdict.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';

const jumpHost = 'jump.example.edu';
const server = 'cryo.example.edu';
const sizeBytes = 3_000_000;

let site: Site;
let lab: string;
let source: string;
const ptys: Pty[] = [];
beforeAll(async () => {
  site = await openSite();
  lab = site.makeLab();
  source = site.locate(lab, 'GRID1');
  for (let index = 0; index < 5; index += 1) writeRandomFile(join(source, `${String(index)}.eer`), sizeBytes / 5);
});
afterEach(async () => {
  for (const pty of ptys.splice(0)) await pty.close();
});
afterAll(() => site.close());

function openTerminal(command: string, env: NodeJS.ProcessEnv): Pty {
  const pty = openPty(command, { env, cwd: site.folder });
  ptys.push(pty);
  return pty;
}

/** The plan of a facility that has a jump host. */
function planThroughJump(draft: Partial<Draft>): Plan {
  const { storage } = site.facility;
  const facility = { ...site.facility, storage: { ...storage, jumpHost } };
  const asked = { method: 'rsync', account: site.sshd.account, lab, collection: 'GRID1', session: 'none', ...draft };
  return planOf(facility, asked);
}

/** Lets the ssh of one server find another one as well: the block that refuses all other names stays last. */
function introduce(to: Sshd, other: Sshd): void {
  const file = join(to.folder, 'ssh.conf');
  const [known = ''] = readFileSync(join(other.folder, 'ssh.conf'), 'utf8').split('Host *\n');
  writeFileSync(file, known + readFileSync(file, 'utf8'));
}

describe('through a jump host', () => {
  let jump: Sshd;
  let cable: Proxy;
  beforeAll(async () => {
    cable = await startProxy();
    jump = await startSshd({ hosts: [jumpHost], connectPort: cable.port });
    cable.forwardTo(jump.port);
    introduce(site.sshd, jump);
  });
  afterAll(async () => {
    await cable.stop();
    await jump.stop();
  });

  test('every command that reaches the storage server goes, and brings the collection home', async () => {
    const destination = join(site.folder, 'through jump', 'GRID1');
    const plan = planThroughJump({ destination, keys: 'key', streams: '4' });
    const passed = {
      check: 0,
      'key-test': 0,
      folder: 0,
      list: 0,
      streams: sizeBytes,
      copy: 0,
      'lists-end': 0,
      verify: 0,
    };
    for (const [id, leastBytes] of Object.entries(passed)) {
      const before = cable.passedBytes;
      const { code, shown } = await site.run(textOf(plan, id));
      expect(code, `${id}: ${shown}`).toBe(0);
      if (id === 'verify') expect(isPassed(shown), shown).toBe(true);
      if (id === 'folder' || id === 'lists-end') expect(cable.passedBytes).toBe(before);
      else expect(cable.passedBytes - before, id).toBeGreaterThan(leastBytes);
    }
    expect(readTree(destination)).toEqual(readTree(source));
  });

  test('sftp goes too, as it is printed for Windows', async () => {
    const plan = planThroughJump({ computer: 'windows', destination: 'D:\\data\\GRID1', session: '' });
    const before = cable.passedBytes;
    // Where Windows has D:\data, there is a folder here.
    const { code, shown } = await site.run(textOf(plan, 'copy').replace('D:/data', site.folder));
    expect(code, shown).toBe(0);
    expect(cable.passedBytes - before).toBeGreaterThan(sizeBytes);
  });

  test('nothing goes when the jump host is gone, though the storage server is there', async () => {
    cable.forwardTo(undefined);
    const destination = join(site.folder, 'no jump');
    const check = await site.run(textOf(planThroughJump({ destination }), 'check'));
    expect([check.code, readLook(check.shown)]).toEqual([255, 'none']);
    const { code, shown } = await site.run(textOf(planThroughJump({ destination }), 'copy'));
    // rsync may see that ssh has gone before it learns why.
    expect([12, 255], shown).toContain(code);
    const straight = site.plan({ lab, collection: 'GRID1', destination });
    expect((await site.run(textOf(straight, 'check'))).code).toBe(0);
    cable.forwardTo(jump.port);
  });
});

describe('from a workstation', () => {
  let labServer: Sshd;
  beforeAll(async () => {
    labServer = await startSshd({ hosts: [server] });
    const { PATH = '' } = site.sshd.env;
    // Only the lab server finds the storage server.
    writeFileSync(join(labServer.folder, '.bash_profile'), `export PATH='${PATH}'\nPS1='lab$ '\n`);
    writeFileSync(join(labServer.folder, '.profile'), `export PATH='${PATH}'\nPS1='lab$ '\n`);
  });
  afterAll(() => labServer.stop());

  test('the first step opens a terminal on the lab server, from where the next one reaches the storage server', async () => {
    const plan = site.plan({
      lab,
      collection: 'GRID1',
      destination: '/srv/data/GRID1',
      workplace: 'workstation',
      server,
      serverAccount: labServer.account,
    });
    expect(plan.steps.slice(0, 2).map(({ id, place }) => [id, place])).toEqual([
      ['workstation', 'your computer'],
      ['check', 'lab server'],
    ]);
    expect((await site.run(textOf(plan, 'check'))).code).toBe(0);
    const before = labServer.connections().length;
    const pty = openTerminal(textOf(plan, 'workstation'), labServer.env);
    await pty.waitFor('lab$');
    expect(labServer.connections().length).toBeGreaterThan(before);
    pty.write(`${textOf(plan, 'check')}\r`);
    await pty.waitFor(
      `FOUND: 5 files, 0.0 GB (${sizeBytes} bytes), 1 folders, 0 links: 0 lead out, 0 nowhere; 0 others`,
    );
  });

  test('ssh asks at first contact what the plan says, with the fingerprint of the server', async () => {
    const file = join(labServer.folder, 'ssh.conf');
    const settings = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      settings
        .replace('BatchMode yes', 'BatchMode no')
        .replace('StrictHostKeyChecking yes', 'StrictHostKeyChecking ask')
        .replace('known-hosts', 'nobody-known-yet'),
    );
    const plan = site.plan({
      lab,
      collection: 'GRID1',
      destination: '/srv/data/GRID1',
      workplace: 'workstation',
      server,
      serverAccount: labServer.account,
    });
    const pty = openTerminal(textOf(plan, 'workstation'), labServer.env);
    const asked = await pty.waitFor('(yes/no/[fingerprint])?');
    const foreseen = stepOf(plan, 'workstation').otherwise.map(({ see }) => see);
    const [begin = '', end = ''] = (foreseen.find((see) => see.includes('…')) ?? '').split(' … ');
    expect(asked).toContain(begin);
    expect(asked).toContain(end);
    const printed = execFileSync('ssh-keygen', ['-lf', join(labServer.folder, 'host-key.pub')], { encoding: 'utf8' });
    expect(asked).toContain(/SHA256:\S+/.exec(printed)?.[0]);
    pty.write('yes\r');
    await pty.waitFor('lab$');
    writeFileSync(file, settings);
  });
});

describe('with a key', () => {
  let storage: Sshd;
  let env: NodeJS.ProcessEnv;
  let home: string;
  let key: string;
  beforeAll(async () => {
    storage = await startSshd();
    home = join(storage.folder, 'home');
    key = join(home, '.ssh', 'id_ed25519');
    mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 });
    // The account's own list of keys is the one that this sshd reads.
    mkdirSync(join(storage.folder, '.ssh'));
    symlinkSync('../authorized-keys', join(storage.folder, '.ssh', 'authorized_keys'));
    // Both kinds of login: with the key of this person; or, where a password would be typed, with one that is known.
    const file = join(storage.folder, 'ssh.conf');
    const settings = readFileSync(file, 'utf8').replaceAll('BatchMode yes', 'BatchMode no');
    const ownKey = settings.replace(/IdentityFile .*/, `IdentityFile "${key}"`);
    writeFileSync(`${file}.own-key`, ownKey);
    writeFileSync(`${file}.password`, settings);
    const program = join(storage.folder, 'bin', 'ssh');
    writeFileSync(
      program,
      `#!/bin/sh
case "$PASSWORD $*" in
  *PreferredAuthentications=publickey*|*BatchMode=yes*) exec /usr/bin/ssh -F '${file}.own-key' "$@" ;;
  known*) exec /usr/bin/ssh -F '${file}.password' "$@" ;;
  *) exec /usr/bin/ssh -F '${file}.own-key' "$@" ;;
esac
`,
    );
    chmodSync(program, 0o755);
    env = { ...storage.env, HOME: home, SSH_AUTH_SOCK: undefined };
  });
  afterAll(() => storage.stop());

  const planKeyed = (streams: string, keys = 'new') =>
    site.plan({ lab, collection: 'GRID1', destination: join(site.folder, 'keyed'), keys, streams, session: 'none' });

  /** Types a command in a terminal and gives its exit code, and what it showed. */
  async function runInTerminal(
    line: string,
    more: NodeJS.ProcessEnv = {},
  ): Promise<{ code: number | null; shown: string }> {
    const pty = openTerminal(line, { ...env, ...more });
    const code = await pty.exited;
    return { code, shown: pty.output };
  }

  test('made, given to the server and checked as the plan says, nothing asks any more', async () => {
    const plan = planKeyed('4');
    const before = await runInTerminal(textOf(plan, 'key-test'));
    expect(before.code).toBe(255);
    expect(before.shown).toContain('Permission denied');

    const making = openTerminal(textOf(plan, 'key'), env);
    await making.waitFor('Enter file in which to save the key');
    // Enter alone would take the place in the home of the person who runs these tests.
    making.write(`${key}\r`);
    await making.waitFor('Enter passphrase');
    making.write('\r');
    await making.waitFor('Enter same passphrase again');
    making.write('\r');
    await making.waitFor('The key fingerprint is');
    expect(await making.exited).toBe(0);

    const giving = await runInTerminal(textOf(plan, 'key-copy'), { PASSWORD: 'known' });
    expect(giving.shown).toContain('Number of key(s) added: 1');
    expect(readFileSync(join(storage.folder, 'authorized-keys'), 'utf8')).toContain(readFileSync(`${key}.pub`, 'utf8'));

    expect(await runInTerminal(textOf(plan, 'key-test'))).toEqual({ code: 0, shown: '' });
    expect(await runInTerminal(textOf(planKeyed('1'), 'key-test'))).toEqual({ code: 0, shown: '' });
    for (const id of ['folder', 'list', 'streams']) {
      const { code, shown } = await runInTerminal(textOf(plan, id));
      expect(code, `${id}: ${shown}`).toBe(0);
    }

    const again = await runInTerminal(textOf(plan, 'key-copy'), { PASSWORD: 'known' });
    expect(again.shown).toContain('All keys were skipped');

    // The same for a NAS, without ssh-copy-id, behind a last line that has no end.
    const list = join(storage.folder, 'authorized-keys');
    writeFileSync(list, readFileSync(list, 'utf8').split('\n')[0] ?? '');
    const nas = site.plan({
      ...{ lab, collection: 'GRID1', destination: join(site.folder, 'nas'), keys: 'new' },
      ...{ computer: 'nas', nas: 'nas.example.edu', nasAccount: 'jane' },
    });
    expect((await runInTerminal(textOf(nas, 'key-test'))).shown).toContain('Permission denied');
    expect(await runInTerminal(textOf(nas, 'key-copy'), { PASSWORD: 'known' })).toEqual({ code: 0, shown: '' });
    expect(await runInTerminal(textOf(nas, 'key-test'))).toEqual({ code: 0, shown: '' });
  });

  test('that is there already, the answer n leaves it as it is', async () => {
    const old = readFileSync(key, 'utf8');
    const plan = planKeyed('1');
    const making = openTerminal(textOf(plan, 'key'), env);
    await making.waitFor('Enter file in which to save the key');
    making.write(`${key}\r`);
    await making.waitFor(stepOf(plan, 'key').otherwise[0]?.see ?? 'nothing was foreseen');
    making.write('n\r');
    await making.exited;
    expect(readFileSync(key, 'utf8')).toBe(old);
  });

  test('that has a passphrase, one copy asks for it, and four end instead of hanging', async () => {
    copyFileSync(key, `${key}.old`);
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'a secret', '-f', key]);
    const asking = openTerminal(textOf(planKeyed('1'), 'key-test'), env);
    await asking.waitFor('Enter passphrase for key');
    asking.write('a secret\r');
    expect(await asking.exited).toBe(0);
    for (const id of ['key-test', 'streams']) {
      const { code, shown } = await runInTerminal(textOf(planKeyed('4'), id));
      expect(code).not.toBe(0);
      expect(shown).toContain('Permission denied');
      expect(shown).not.toContain('passphrase');
    }
    copyFileSync(`${key}.old`, key);
  });
});

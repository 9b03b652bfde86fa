import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { findFreePort } from '../rigs/free-port.ts';
import { openPty } from '../rigs/pty.ts';
import { serverKey, startS3Server } from '../rigs/s3-server.ts';
import { plugInDrive } from '../rigs/image-drive.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { writeRandomFile } from '../rigs/tree.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { endProcess } from '../rigs/sshd.ts';

let site: Site;
let lab: string;
let source: string;
beforeAll(async () => {
  site = await openSite();
  lab = site.makeLab();
  source = site.locate(lab, 'GRID1');
  writeRandomFile(join(source, 'a-big.eer'), 20_000_000);
  writeRandomFile(join(source, 'z-last.eer'), 1000);
});
afterAll(() => site.close());

const planTo = (destination = join(site.folder, 'GRID1'), collection = 'GRID1'): Plan =>
  planOf(site.facility, { method: 'troubleshooting', account: site.sshd.account, lab, collection, destination });

/** The texts in the title of an entry. */
const seenIn = (id: string): string[] =>
  [...stepOf(planTo(), id).title.matchAll(/`([^`]*)`/g)].map(([, text = '']) => text);

/** The texts of titles that a program has shown here. */
const provoked = new Set<string>();

/** What a program showed is found under this entry, by these texts of its title; "…" stands for what differs. */
function expectFound(id: string, shown: string, texts: readonly string[]): void {
  expect(seenIn(id)).toEqual(expect.arrayContaining([...texts]));
  for (const text of texts) {
    let rest = shown.replaceAll(/\s+/g, ' ');
    for (const piece of text.split('…').map((part) => part.trim())) {
      expect(rest, `${text} in ${shown}`).toContain(piece);
      rest = rest.slice(rest.indexOf(piece) + piece.length);
    }
    provoked.add(text);
  }
}

/** Rubs out what a terminal is told beside its text. */
// eslint-disable-next-line no-control-regex
const plain = (output: string): string => output.replaceAll(/\u001b\[[?\d;]*[A-Za-z]/g, '');

/** As somebody whom permissions hold, and who has no other process. */
const asUser = 'setpriv --reuid=61234 --regid=61234 --clear-groups';

const type = async (line: string, shell = 'bash'): Promise<string> => (await site.run(line, shell)).shown;
/** Runs lines where what is mounted is seen by nobody else. */
const runApart = (...lines: string[]): Promise<string> => {
  writeFileSync(join(site.folder, 'apart.sh'), lines.join('\n'));
  return type('unshare -m bash apart.sh');
};
const copyLine = (plan: Plan): string => textOf(plan, 'connection-lost');

describe('what ssh says', () => {
  const ssh = '/usr/bin/ssh -F none -o BatchMode=yes';

  test('of a host that is not known, and the next command finds the one that is', async () => {
    // A label of more than 63 letters is no name, whatever name server is asked. Without a network none is.
    const shown = await type(`${ssh} me@${'a'.repeat(70)}.invalid true`);
    expectFound('host-unknown', shown, ['Could not resolve hostname', 'Name or service not known']);
    const alone = await type(`unshare -n ${ssh} me@storage.invalid true`);
    expectFound('host-unknown', alone, ['Temporary failure in name resolution']);
    expect(await site.run(textOf(planTo(), 'host-unknown'))).toEqual({ code: 0, shown: '' });
  });

  test('of a host that does not answer, and the next command is silent where it does', async () => {
    const silent = createServer((socket) => socket.on('error', () => socket.destroy())).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const late = await type(`${ssh} -o ConnectTimeout=1 -p ${port} me@127.0.0.1 true`);
    expectFound('connection-refused', late, ['Connection timed out']);
    silent.close();
    const refused = await type(`${ssh} -p ${await findFreePort()} me@127.0.0.1 true`);
    expectFound('connection-refused', refused, ['Connection refused', 'ssh: connect to host … port']);
    const alone = await type(`unshare -n ${ssh} me@10.0.0.1 true`);
    expectFound('connection-refused', alone, ['Network is unreachable']);
    expect(await site.run(textOf(planTo(), 'connection-refused'))).toEqual({ code: 0, shown: '' });
  });

  test('of a host key that is new, and of one that has changed; the next command shows what is known', async () => {
    const known = join(site.folder, 'known');
    const line = `-o UserKnownHostsFile=${known} -p ${site.sshd.port} me@127.0.0.1 true`;
    writeFileSync(known, '');
    expectFound('host-key-unknown', await type(`${ssh} ${line}`), ['Host key verification failed']);
    const pty = openPty(`/usr/bin/ssh -F none ${line}`);
    await pty.waitFor('(yes/no');
    pty.write('no\r');
    await pty.exited;
    expectFound('host-key-unknown', plain(pty.output), ["The authenticity of host … can't be established"]);
    const { host } = site.facility.storage;
    const key = readFileSync(`${newKey('other')}.pub`, 'utf8');
    writeFileSync(known, `[127.0.0.1]:${site.sshd.port} ${key}`);
    expectFound('host-key-changed', await type(`${ssh} ${line}`), [
      'REMOTE HOST IDENTIFICATION HAS CHANGED',
      'IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY',
      'has just been changed',
      'Offending … key in',
      'has changed and you have requested strict checking',
    ]);
    // -f: ssh-keygen looks into the home that the system has for the account, not into HOME.
    const keygen = textOf(planTo(), 'host-key-unknown');
    const file = join(site.folder, 'known by name');
    writeFileSync(file, `${host} ${key}`);
    const found = await type(`${keygen} -f '${file}'`);
    expect(found).toContain(`# Host ${host} found`);
    expect(found).toContain(key.split(' ')[1]);
    writeFileSync(file, '');
    expect(await type(`${keygen} -f '${file}'`)).toBe('');
  });

  test('of a key that the server does not take, of too many, and of a wrong password', async () => {
    const own = '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o IdentityAgent=none';
    const who = `${site.sshd.account}@127.0.0.1 true`;
    const shown = await type(`${ssh} -i ${newKey('strange')} ${own} -p ${site.sshd.port} ${who}`);
    expectFound('permission-denied', shown, ['Permission denied (publickey)']);

    // The server of the tests once more, asking for passwords too.
    const port = await findFreePort();
    const options = [
      'AuthenticationMethods any',
      'PasswordAuthentication yes',
      'PermitRootLogin yes',
      'MaxAuthTries 2',
    ];
    const config = ['-f', join(site.sshd.folder, 'sshd.conf'), '-p', `${port}`];
    const asking = spawn('/usr/sbin/sshd', ['-D', '-e', ...config, ...options.flatMap((option) => ['-o', option])], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    try {
      await new Promise<void>((resolve, reject) => {
        let said = '';
        asking.stderr.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          if (said.includes('Server listening')) resolve();
        });
        asking.once('exit', () => {
          reject(new Error(said));
        });
      });
      const keys = ['one', 'two', 'three'].map((name) => `-i ${newKey(name)}`).join(' ');
      const many = await type(`${ssh} ${keys} ${own} -o IdentitiesOnly=yes -p ${port} ${who}`);
      expectFound('too-many-keys', many, ['Too many authentication failures']);

      const [, option = ''] = /^ssh (-o \S+)(?= )/.exec(textOf(planTo(), 'permission-denied')) ?? [];
      expect(option).toContain('password');
      const pty = openPty(`/usr/bin/ssh -F none ${option} ${own} -p ${port} ${who}`);
      for (const password of ['wrong', 'wrong again']) {
        await pty.waitFor('password: ');
        pty.write(`${password}\r`);
      }
      expect(await pty.exited).toBe(255);
      expectFound('permission-denied', plain(pty.output), ['Permission denied, please try again']);
    } finally {
      asking.kill();
    }
  });

  test('where the settings of the person have a command of their own, and the next command shows it', async () => {
    const file = join(site.sshd.folder, 'ssh.conf');
    const settings = readFileSync(file, 'utf8');
    const next = textOf(planTo(), 'remote-command');
    expect(await type(next)).not.toMatch(/^remotecommand (?!none$)/m);
    writeFileSync(file, `Host ${site.facility.storage.host}\n  RemoteCommand tmux attach\n${settings}`);
    try {
      const { code, shown } = await site.run(copyLine(planTo(join(site.folder, 'own command'))));
      expect([12, 255]).toContain(code);
      expectFound('remote-command', shown, ['Cannot execute command-line and remote command']);
      expect(await type(next)).toMatch(/^remotecommand tmux attach$/m);
    } finally {
      writeFileSync(file, settings);
    }
  });

  test('of a connection that is closed at once, and of one that goes dark', async () => {
    const closing = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await once(closing, 'listening');
    const { port } = closing.address() as AddressInfo;
    const closed = await type(`${ssh} -p ${port} me@127.0.0.1 true`);
    closing.close();
    expectFound('connection-lost', closed, ['Connection closed by remote host']);
    expectFound('turned-away', closed, ['kex_exchange_identification']);

    const held = site.proxy.holdAfter(5_000);
    const login = `${site.sshd.account}@${site.facility.storage.host}`;
    const { ended } = site.start(
      `ssh -o LogLevel=INFO -o ServerAliveInterval=1 -o ServerAliveCountMax=1 ${login} 'head -c 100000 /dev/zero' | tr -d '\\0'`,
    );
    await held;
    const { shown } = await ended;
    site.proxy.reset();
    expectFound('connection-lost', shown, ['Timeout, server … not responding']);
  });

  test('where the two have no method in common; the next command prints the version here', async () => {
    const own = '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=INFO';
    const ask = (options: string): Promise<string> =>
      type(`${ssh} ${own} ${options} -p ${site.sshd.port} me@127.0.0.1 true`);
    const negotiate = 'Unable to negotiate with';
    expectFound('no-common-method', await ask('-o HostKeyAlgorithms=ssh-rsa'), [
      'no matching host key type found',
      negotiate,
    ]);
    expectFound('no-common-method', await ask('-o KexAlgorithms=diffie-hellman-group1-sha1'), [
      'no matching key exchange method found',
    ]);
    expectFound('no-common-method', await ask('-c 3des-cbc'), ['no matching cipher found']);
    expectFound('no-common-method', await ask('-c aes128-ctr -m hmac-md5-96'), ['no matching MAC found']);
    expect(await type(textOf(planTo(), 'no-common-method'))).toMatch(/^OpenSSH_\d/);
  });

  test('of wrong settings of the person, which the next command reads too', async () => {
    const file = join(site.folder, 'wrong settings');
    const ask = (line: string): Promise<string> => {
      writeFileSync(file, line);
      return type(`/usr/bin/ssh -F '${file}' host true`);
    };
    expectFound('ssh-settings', await ask('UseKeychain yes'), [
      'Bad configuration option',
      'bad configuration options',
    ]);
    expect(await ask('IgnoreUnknown UseKeychain\nUseKeychain yes\nHostName unknown.invalid')).toMatch(
      /^ssh: Could not resolve/,
    );
    expectFound('ssh-settings', await ask('User two words'), ['extra arguments at end of line']);
    const path = join(site.folder, 'a'.repeat(100));
    const long = await type(`ssh -o LogLevel=INFO -o ControlMaster=yes -o ControlPath=${path} ${login()} true`);
    expectFound('ssh-settings', long, ['too long for Unix domain socket']);
    expect(await type(textOf(planTo(), 'ssh-settings'))).toContain(`hostkeyalias test-storage-server\n`);
  });

  test('of settings and keys that others may change or read, until the next command forbids it', async () => {
    // The home that the system has for the account, which ssh looks at: an empty one for these commands alone.
    const { homedir } = userInfo();
    const ask = `${ssh} -i ~/.ssh/own -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -p ${site.sshd.port} ${site.sshd.account}@127.0.0.1 true`;
    const next = textOf(planTo(), 'ssh-permissions');
    const list = textOf(planTo(), 'key-unusable');
    const shown = await runApart(
      `HOME='${homedir}'; export HOME; set -e`,
      `mount -t tmpfs -o mode=700 tmpfs "$HOME"; mkdir -m 700 "$HOME/.ssh"; cd "$HOME/.ssh"`,
      `cp '${site.sshd.folder}/client-key' own; echo 'Host *' > config; chmod 666 own config`,
      'set +e; /usr/bin/ssh unknown.invalid true',
      ask,
      `echo NEXT; ${next}; /usr/bin/ssh unknown.invalid true; ${ask}`,
      `echo KEYS; ${list}; echo broken > own; ${ask}; rm own; ${ask}`,
    );
    const [before = '', after = '', keys = ''] = shown.split(/^(?:NEXT|KEYS)$/m);
    expectFound('ssh-permissions', before, [
      'Bad owner or permissions on …/.ssh/config',
      'UNPROTECTED PRIVATE KEY FILE',
      'Permissions … are too open',
      'It is required that your private key files are NOT accessible by others',
      'This private key will be ignored',
      'Load key … bad permissions',
    ]);
    expect(after).toMatch(
      /^\s*ssh: Could not resolve hostname unknown\.invalid: .*\s+Warning: Permanently added .*\s*$/,
    );
    expect(keys).toMatch(/^-rw------- .* config\n-rw------- .* own\n/m);
    expectFound('key-unusable', keys, ['Load key … error in libcrypto', 'Identity file … not accessible']);
  });

  test('of bytes that were changed on the way, and the same command goes on', async () => {
    const server = createServer((near) => {
      const far = connect(site.sshd.port, '127.0.0.1');
      let seen = 0;
      far.on('data', (bytes) => {
        const place = 20_000 - seen;
        if (place >= 0 && place < bytes.length) bytes[place] = (bytes[place] ?? 0) ^ 1;
        seen += bytes.length;
        near.write(bytes);
      });
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const)
        one.on('error', () => one.destroy()).on('close', () => other.destroy());
      near.pipe(far);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const plan = planTo(join(site.folder, 'changed on the way'));
    const changed = copyLine(plan).replace(
      "-e 'ssh ",
      `-e 'ssh -o LogLevel=INFO -p ${port} -c aes128-ctr -m hmac-sha2-256 `,
    );
    const { code, shown } = await site.run(changed);
    server.close();
    expect([12, 255]).toContain(code);
    expectFound('changed-on-the-way', shown, ['Corrupted MAC on input', 'message authentication code incorrect']);
    expectFound('connection-lost', shown, ['ssh_dispatch_run_fatal']);
    expect(await site.run(copyLine(plan))).toMatchObject({ code: 0 });
  });

  test('of a computer between that passes nothing on, and of a server that refuses what is asked', async () => {
    const there = `-o LogLevel=INFO ${login()}`;
    const closed = await findFreePort();
    const jumped = await type(`ssh -o LogLevel=INFO -W 127.0.0.1:${closed} ${login()}`);
    expectFound('jump-failed', jumped, ['open failed: connect failed', 'stdio forwarding failed']);
    const nobody = await type(`ssh -o LogLevel=INFO -J me@127.0.0.1:${closed} ${login()} true`);
    expectFound('jump-failed', nobody, ['Connection closed by UNKNOWN port']);
    expect(await site.run(textOf(planTo(), 'jump-failed'))).toEqual({ code: 0, shown: '' });
    expectFound('service-refused', await type(`ssh -s ${there} no-such-service`), [
      'subsystem request failed on channel',
    ]);
    expectFound('service-refused', await type('/usr/sbin/nologin'), ['This account is currently not available']);
    expect(await site.run(textOf(planTo(), 'service-refused'))).toEqual({ code: 0, shown: '' });
    const alone = await openSite({ forceCommand: 'internal-sftp' });
    try {
      const next = textOf(planTo(), 'service-refused').replace('ssh ', 'ssh -n ');
      expectFound('service-refused', (await alone.run(next)).shown, ['This service allows … connections only']);
    } finally {
      await alone.close();
    }
  });

  test('beside what is wrong, which is no harm', async () => {
    const control = `-o LogLevel=INFO -o ControlPath='${join(site.folder, 'shared')}'`;
    const hosts = join(site.folder, 'new hosts');
    rmSync(hosts, { force: true });
    // Let go of the output, which would otherwise be waited for.
    await type(`ssh -f -N -M ${control} ${login()} > first 2>&1`);
    const shared = await type(
      `ssh -M ${control} -o StrictHostKeyChecking=no -o UserKnownHostsFile='${hosts}' ${login()}; ssh ${control} -O exit ${login()}`,
    );
    expectFound('harmless', shared, [
      'Permanently added … to the list of known hosts',
      'already exists, disabling multiplexing',
      'Pseudo-terminal will not be allocated',
    ]);
    expectFound('harmless', await type('LC_ALL=xx_XX bash -c true'), ['cannot change locale']);
    expect(await site.run(textOf(planTo(), 'harmless'))).toEqual({ code: 0, shown: '' });
  });

  const login = (): string => `${site.sshd.account}@${site.facility.storage.host}`;

  /** Makes a key that no server knows. */
  function newKey(name: string): string {
    const file = join(site.folder, `key-${name}`);
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    return file;
  }
});

describe('what rsync says', () => {
  test('of a connection that breaks, and the same command goes on', async () => {
    const plan = planTo(join(site.folder, 'broken'));
    const held = site.proxy.holdAfter(2_000_000);
    const { ended } = site.start(copyLine(plan));
    await held;
    site.proxy.reset();
    const { shown } = await ended;
    expectFound('connection-lost', shown, ['connection unexpectedly closed', 'bytes received so far']);
    // Which code it is depends on how ssh ended.
    expect(shown).toMatch(/code (?:12|255)\)/);
    expect((await site.run(copyLine(plan))).code).toBe(0);
  });

  test('of a connection that the other side ends, by how ssh ends', async () => {
    const into = join(site.folder, 'ended');
    const withCode = (code: number) => type(`rsync -a -e 'sh -c "exit ${code}"' host:/x/ ${into}/`);
    expectFound('connection-lost', await withCode(0), ['code 12', 'error in rsync protocol data stream']);
    // rsync notices first either the closed connection, code 12, or how the shell there ended.
    const tryFor = async (code: number): Promise<string> => {
      let shown = '';
      for (let tried = 0; tried < 40 && !shown.includes(`code ${code})`); tried += 1) shown = await withCode(code);
      return shown;
    };
    expectFound('connection-lost', await tryFor(255), ['code 255', 'unexplained error']);
    expectFound('rsync-missing', await tryFor(127), ['code 127', 'remote command not found']);
  });

  test('when it is stopped', async () => {
    const plan = planTo(join(site.folder, 'stopped'));
    const held = site.proxy.holdAfter(2_000_000);
    const { pid, ended } = site.start(copyLine(plan));
    await held;
    process.kill(pid, 'SIGINT');
    const { shown } = await ended;
    site.proxy.release();
    expectFound('interrupted', shown, ['code 20', 'received SIGINT, SIGTERM, or SIGHUP']);
    expectFound('interrupted', await type("sh -c 'kill -KILL $$'; true"), ['Killed']);
    expect((await site.run(textOf(plan, 'interrupted'))).code).toBe(0);
  });

  test('of a name that is not there', async () => {
    const { code, shown } = await site.run(copyLine(planTo(join(site.folder, 'none'), 'GRID9')));
    expect(code).toBe(23);
    expectFound('partial-transfer', shown, ['code 23', 'some files/attrs were not transferred']);
    expectFound('no-such-folder', shown, ['No such file or directory', 'change_dir … No such file or directory']);
    expect(await type(textOf(planTo(), 'no-such-folder'))).toContain('GRID1');
    expectFound('no-such-folder', await type('rsync -a not-there x/'), ['link_stat … No such file or directory']);
  });

  test('of a link that leads nowhere, whose end is asked for; the next command shows it', async () => {
    const plan = planTo(join(site.folder, 'links'));
    symlinkSync('nowhere', join(source, 'dead link'));
    try {
      const { code, shown } = await site.run(copyLine(plan).replace(' -a ', ' -a -L '));
      expect(code).toBe(23);
      expectFound('dead-link', shown, ['symlink has no referent']);
      const passed = await site.run(copyLine(plan).replace(' -a ', ' -r '));
      expect(passed.code).toBe(0);
      expectFound('link-passed-over', passed.shown, ['skipping non-regular file']);
      for (const id of ['dead-link', 'link-passed-over']) {
        expect(await type(textOf(plan, id))).toMatch(/^l\S+ .* \/.*\/GRID1\/dead link -> nowhere\n$/);
      }
    } finally {
      rmSync(join(source, 'dead link'));
    }
    expect(await type(textOf(plan, 'dead-link'))).toBe('');
  });

  test('of a name that the disk of the destination cannot have; the next command shows what disk it is', async () => {
    const from = join(site.folder, 'odd names');
    mkdirSync(from);
    for (const name of ['10:30.eer', 'plain.eer']) writeFileSync(join(from, name), name);
    const drive = plugInDrive('exfat', 50_000_000);
    try {
      const { code, shown } = await site.run(`rsync -rt "${from}/" "${drive.path}/x/"`);
      expect(code).toBe(23);
      // The driver that is here, exfat-fuse, has other words for it than that of the kernel.
      expect(shown).toMatch(/mkstemp ".*\/x\/\.10:30\.eer\.\w{6}" failed: /);
      expect(await type(`ls "${drive.path}/x"`)).toBe('plain.eer\n');
      expect(await type(textOf(planTo(drive.path), 'name-refused'))).toMatch(/fuseblk|exfat/);
    } finally {
      drive.remove();
    }
    expectFound('name-refused', await type(`rsync -a ${from}/ ${site.folder}/${'a'.repeat(300)}/`), [
      'File name too long',
    ]);
  });

  test('of files that may not be read, which the next command lists, and of a folder that may not be written to', async () => {
    const home = mkdtempSync(join(tmpdir(), 'shared-'));
    chmodSync(home, 0o755);
    try {
      const [from, into] = ['from here', 'into here'].map((name) => join(home, name)) as [string, string];
      for (const made of [from, into]) mkdirSync(made);
      writeFileSync(join(from, 'x.eer'), 'x', { mode: 0o600 });
      writeFileSync(join(from, 'y.eer'), 'y', { mode: 0o644 });

      const denied = await type(`${asUser} rsync -r '${from}/' '${into}/x/'`);
      expectFound('read-only', denied, ['mkdir … failed: Permission denied']);
      expectFound('disk-full', denied, ['code 11', 'error in file IO']);
      expect(stepOf(planTo(), 'disk-full').otherwise).toContainEqual(expect.objectContaining({ help: 'read-only' }));
      expect(await type(textOf(planTo(into), 'read-only'))).toMatch(/^drwxr-xr-x \d+ root root /);

      chmodSync(into, 0o777);
      utimesSync(from, 0, 0);
      const partial = await type(`${asUser} rsync -rt '${from}/' '${into}/'`);
      expectFound('partial-transfer', partial, ['code 23', 'some files/attrs were not transferred']);
      expectFound('partial-transfer', partial, ['send_files failed to open … Permission denied']);
      expectFound('no-attributes', partial, ['failed to set times']);
      const unwritable = await type(`${asUser} rsync '${from}/y.eer' '${home}/'`);
      expectFound('read-only', unwritable, ['mkstemp … failed: Permission denied']);
      chmodSync(from, 0o711);
      const unlisted = await type(`${asUser} rsync -r '${from}/' '${into}/'`);
      expectFound('partial-transfer', unlisted, ['opendir … Permission denied']);
      chmodSync(from, 0o755);
      // What runs on the server, by somebody who may not read everything there.
      const [find = ''] = /find .*(?=')/.exec(textOf(planTo(), 'partial-transfer')) ?? [];
      const line = `cd / && ${asUser} ${find.replace(source, `'${from}'`)}`;
      expect(await site.run(line)).toEqual({ code: 0, shown: `${from}/x.eer\n` });
      expect(await site.run(textOf(planTo(), 'partial-transfer'))).toEqual({ code: 0, shown: '' });
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  test('of a folder that is locked, until it is not, and of one whose parent is not there', async () => {
    const from = join(site.folder, 'to be locked out');
    const locked = join(site.folder, 'locked for all');
    for (const made of [from, locked]) mkdirSync(made);
    writeFileSync(join(from, 'x.eer'), 'x');
    // What macOS does to a terminal that may not reach a folder: the same words, whoever owns it.
    expect(spawnSync('chattr', ['+i', locked], { encoding: 'utf8' }).stderr).toBe('');
    try {
      expectFound('mac-privacy', await type(`rsync -r '${from}/' '${locked}/'`), ['mkstemp … Operation not permitted']);
      expectFound('mac-privacy', await type(`rsync -r '${from}/' '${locked}/x/'`), ['mkdir … Operation not permitted']);
    } finally {
      spawnSync('chattr', ['-i', locked]);
    }
    expect((await site.run(`rsync -r '${from}/' '${locked}/x/'`)).code).toBe(0);
    expect(await type(textOf(planTo(locked), 'mac-privacy'))).toBe('x\n');
    expectFound('read-only', await type(`rsync -r '${from}/' '${locked}/a/b/'`), [
      'mkdir … failed: No such file or directory',
    ]);
  });

  test('of a disk that is not to be written to', async () => {
    const path = join(site.folder, 'locked');
    mkdirSync(path);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', path], { encoding: 'utf8' }).stderr).toBe('');
    try {
      expectFound('read-only', await type(copyLine(planTo(join(path, 'x')))), ['Read-only file system']);
      expect(await type(textOf(planTo(path), 'read-only'))).toMatch(/^d/);
    } finally {
      spawnSync('umount', [path]);
    }
  });

  test('of an image that is deleted meanwhile', async () => {
    const plan = planTo(join(site.folder, 'vanishing'));
    const held = site.proxy.holdAfter(2_000_000);
    const { ended } = site.start(copyLine(plan));
    await held;
    rmSync(join(source, 'z-last.eer'));
    site.proxy.release();
    const { code, shown } = await ended;
    writeRandomFile(join(source, 'z-last.eer'), 1000);
    expect(code).toBe(24);
    expectFound('vanished', shown, [
      'code 24',
      'file has vanished',
      'some files vanished before they could be transferred',
    ]);
  });

  test('of a full disk', async () => {
    const full = join(site.folder, 'full');
    mkdirSync(full);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', full], { encoding: 'utf8' });
    expect(mounted.stderr).toBe('');
    try {
      const plan = planTo(full);
      expectFound('disk-full', await type(copyLine(plan)), [
        'No space left on device',
        'code 11',
        'write failed',
        'error in file IO',
      ]);
      expect(await type(textOf(plan, 'disk-full'))).toMatch(/\stmpfs\s|^tmpfs/m);
    } finally {
      spawnSync('umount', [full]);
    }
  });

  test('of a destination that is no folder', async () => {
    writeFileSync(join(site.folder, 'a-file'), '');
    const plan = planTo(join(site.folder, 'a-file'));
    expectFound('file-selection', await type(copyLine(plan)), ['code 3', 'errors selecting input/output files, dirs']);
    expect(await type(textOf(plan, 'file-selection'))).toMatch(/^-/);

    // In the path of the destination, a link of somebody else; and the path that it leads to is taken.
    const real = join(site.folder, 'real');
    mkdirSync(real);
    symlinkSync(real, join(site.folder, 'of another'));
    lchownSync(join(site.folder, 'of another'), 61234, 61234);
    const refused = await site.run(copyLine(planTo(join(site.folder, 'of another', 'GRID1'))));
    expect(refused.code).toBe(3);
    expectFound('file-selection', refused.shown, ['refusing to follow a symlink owned by an untrusted user']);
    const found = await type(`readlink -f '${join(site.folder, 'of another')}'`);
    expect(found).toBe(`${real}\n`);
    expect((await site.run(copyLine(planTo(join(real, 'GRID1'))))).code).toBe(0);
  });

  test('of an option it does not know, and of two computers', async () => {
    expectFound('unknown-option', await type('rsync --no-such-option'), [
      'unknown option',
      'syntax or usage error',
      'code 1',
    ]);
    expectFound('unknown-option', await type(`rsync --checksum-choice=none9 ${source}/ x/`), ['code 4']);
    expect(await type(textOf(planTo(), 'unknown-option'))).toMatch(/^rsync +version /);
    expectFound('both-remote', await type('rsync a:b/ c:d/'), ['The source and destination cannot both be remote.']);
    expectFound('command-not-found', await type('rsync -e /no-such-ssh host:x y'), [
      'Failed to exec … No such file or directory',
      'code 14',
      'error in IPC code',
    ]);
    expectFound('no-memory', await type(`ulimit -n 6; rsync -r '${source}/' x/`), ['Too many open files']);
    expectFound('pasted-apart', await type(`rsync -a -e "ssh '" host:x y`), ['in remote-shell command']);
  });

  test('of a file that differs, when it verifies', async () => {
    const one = join(site.folder, 'one');
    const two = join(site.folder, 'two');
    for (const [folder, text] of [
      [one, 'a'],
      [two, 'b'],
    ] as const) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'x'), text);
    }
    writeFileSync(join(one, 'y'), 'y');
    symlinkSync('x', join(one, 'link'));
    mkdirSync(join(one, 'empty'));
    // The check of a plan, from one folder to another here.
    const verify = textOf(site.plan({ lab, collection: 'GRID1', destination: two }), 'verify');
    const line = verify.replace(/ -e 'ssh [^']*' \S+ \S+ \| /, ` ${one}/ ${two}/ | `);
    expect(line).toContain(` -rlcn -i --stats ${one}/ ${two}/ | env LC_ALL=C sed `);
    const shown = await type(line);
    expect(shown).toMatch(/^>fc/m);
    expectFound('verify-differs', shown, [
      ...['NOT PASSED', '>f', '>fc.T......', '>f+++++++++'],
      ...['cL', 'cL+++++++', 'cd'],
    ]);
    writeFileSync(join(two, 'x'), 'cut');
    expectFound('verify-differs', await type(line), ['>fcsT......']);
    // The next command brings what differs, though size and time are the same, and says so.
    writeFileSync(join(two, 'x'), 'b');
    utimesSync(join(one, 'x'), 0, 0);
    utimesSync(join(two, 'x'), 0, 0);
    const cure = textOf(planTo(two), 'verify-differs').replace(/ -e 'ssh [^']*' \S+ \S+$/, ` ${one}/ ${two}/`);
    expectFound('verify-differs', await type(cure), ['>fc......']);
    expect(await type(line)).toMatch(/\nPASSED: [^\n]*\n$/);
  });

  test('of a disk without owners', async () => {
    const drive = plugInDrive('exfat', 50_000_000);
    try {
      const from = join(site.folder, 'owned');
      mkdirSync(from);
      symlinkSync('x', join(from, 'link'));
      writeFileSync(join(from, 'x'), 'x', { mode: 0o600 });
      spawnSync('chown', ['daemon', join(from, 'x')]);
      expectFound('no-attributes', await type(`rsync -a ${from}/ "${drive.path}/x/"`), [
        'chown … Operation not permitted',
        'symlink … Function not implemented',
      ]);
      expect(await type(textOf(planTo(drive.path), 'no-attributes'))).toMatch(/fuseblk|exfat/);
    } finally {
      drive.remove();
    }
  });
});

describe('what the server says of its own account', () => {
  test('whose start-up file prints text', async () => {
    const other = await openSite({ forceCommand: 'echo Welcome; eval "$SSH_ORIGINAL_COMMAND"' });
    try {
      const { shown } = await other.run(copyLine(planTo(join(other.folder, 'x'))));
      expectFound('unclean-shell', shown, [
        'protocol version mismatch -- is your shell clean?',
        'protocol incompatibility',
        'code 2',
      ]);
      expect((await other.run(textOf(planTo(), 'unclean-shell'))).shown).toBe('Welcome\n');
    } finally {
      await other.close();
    }
    expect(await site.run(textOf(planTo(), 'unclean-shell'))).toEqual({ code: 0, shown: '' });
  });

  test('that has no rsync', async () => {
    const other = await openSite({ forceCommand: 'PATH=/nowhere; eval "$SSH_ORIGINAL_COMMAND"' });
    try {
      const { shown } = await other.run(copyLine(planTo(join(other.folder, 'x'))));
      // Its code is 12 or 127: whichever rsync notices first, the closed connection or the end of ssh.
      expectFound('rsync-missing', shown, ['rsync: command not found']);
      const dash = await other.run(`${copyLine(planTo(join(other.folder, 'x')))} --rsync-path='/bin/dash -c rsync'`);
      expectFound('rsync-missing', dash.shown, ['rsync: not found']);
    } finally {
      await other.close();
    }
    expect(await type(textOf(planTo(), 'rsync-missing'))).toMatch(/^rsync +version/);
  });
});

describe('what the shells and mkdir say', () => {
  test('of a program that is not there, of a pattern, and of a folder that cannot be made', async () => {
    for (const shell of ['bash', 'zsh'])
      expectFound('command-not-found', await type('no-such-program', shell), ['command not found']);
    expectFound('command-not-found', await type('no-such-program', 'fish'), ['Unknown command']);
    expectFound('pasted-apart', await type('ls /no-such?name', 'zsh'), ['no matches found']);
    expectFound('pasted-apart', await type('ls /no-such?name', 'tcsh'), ['No match.']);
    expectFound('pasted-apart', await type("echo it's", 'tcsh'), ["Unmatched '"]);
    expectFound('read-only', await type('mkdir /proc/x'), ['mkdir: cannot create directory']);
    expect(await type(textOf(planTo(), 'command-not-found'))).toMatch(/\/rsync\n.*\/ssh\n/);
  });

  test('of quote marks that are not closed, of line ends of Windows, and of a folder that is gone', async () => {
    expectFound('pasted-apart', await type("echo 'a"), ['unexpected EOF while looking for matching']);
    expectFound('pasted-apart', await type("echo 'a", 'dash'), ['Unterminated quoted string']);
    expectFound('pasted-apart', await type("echo 'a", 'fish'), ['quotes are not balanced']);
    expectFound('pasted-apart', await type('echo )'), ['syntax error near unexpected token']);

    writeFileSync(join(site.folder, 'of-windows.sh'), '#!/bin/sh\r\nset -u\r\n\r\n', { mode: 0o755 });
    expectFound('line-ends', await type('dash of-windows.sh'), ['set: Illegal option -']);
    expectFound('line-ends', await type('bash of-windows.sh'), [String.raw`$'\r': command not found`]);
    expectFound('line-ends', await type('./of-windows.sh'), ['cannot execute: required file not found']);
    expectFound('line-ends', await type('./of-windows.sh', 'zsh'), ['bad interpreter: … ^M']);

    const gone = `mkdir gone; cd gone; rmdir ../gone; rsync -a x y; bash -c true; ${textOf(planTo(), 'folder-gone')}; pwd`;
    const shown = await type(gone);
    expectFound('folder-gone', shown, [
      'getcwd(): No such file or directory',
      'getcwd: cannot access parent directories',
    ]);
    expect(shown).toMatch(new RegExp(`^${process.env.HOME ?? ''}\n$`, 'm'));
    // What a shell of another kind is to start, and Windows is not to find.
    expect(await type(`echo 'echo "$0"' | ${textOf(planTo(), 'other-shell')}`)).toBe('sh\n');
  });

  test('at a prompt', async () => {
    const bash = openPty('bash --norc --noprofile -i', { cwd: site.folder });
    bash.write('echo "wow!x"\r');
    await bash.waitFor('event not found');
    bash.write('PATH=/nowhere rsync\r');
    await bash.waitFor('command not found');
    bash.write('exit\r');
    await bash.exited;
    expectFound('pasted-apart', plain(bash.output), ['event not found', 'bash: … event not found']);
    expectFound('command-not-found', plain(bash.output), ['rsync: command not found']);
    const zsh = openPty('zsh -f -i', { cwd: site.folder });
    zsh.write('# a comment\r');
    await zsh.waitFor('command not found: #');
    zsh.write('ls /no-such?name\r');
    await zsh.waitFor('no matches found');
    zsh.write("echo it's\r");
    await zsh.waitFor('quote>');
    await zsh.close();
    const another = openPty('zsh -f -i', { cwd: site.folder });
    another.write('echo "\r');
    await another.waitFor('dquote>');
    await another.close();
    expectFound('pasted-apart', plain(zsh.output), ['command not found: #', 'zsh: no matches found', 'quote>']);
    expectFound('pasted-apart', plain(another.output), ['dquote>']);
  });

  test('of a file that is too large', async () => {
    const line = "trap '' XFSZ; ulimit -f 10; dd if=/dev/zero of=large bs=1k count=100";
    expectFound('too-large-for-fat32', await type(line), ['File too large']);
    expect(await type(textOf(planTo(site.folder), 'too-large-for-fat32'))).toMatch(/Type .*Avail/);
  });
});

describe('what is said of a script, and of a folder for sessions', () => {
  test('that is started by its name, in two shells', async () => {
    writeFileSync(join(site.folder, 'get.sh'), 'echo\n', { mode: 0o644 });
    expectFound('script-start', await type('./get.sh', 'zsh'), ['permission denied: ./']);
    expectFound('script-start', await type('./get.sh', 'fish'), ['exists but is not an executable file']);
  });

  test('that is handed more names than fit', async () => {
    expectFound('too-many-names', await type('/usr/bin/env true $(seq 1 400000)'), ['Argument list too long']);
  });

  test('that others may read, or that cannot be made', async () => {
    const open = join(site.folder, 'open', `tmux-${String(process.getuid?.())}`);
    mkdirSync(open, { recursive: true });
    chmodSync(open, 0o777);
    expectFound('no-tmux-folder', await type(`TMUX_TMPDIR=${join(site.folder, 'open')} tmux ls`), [
      'has unsafe permissions',
    ]);
    const closed = mkdtempSync(join(tmpdir(), 'closed-'));
    try {
      const line = `${asUser} env TERM=xterm TMUX_TMPDIR=${closed} tmux new -d`;
      expectFound('no-tmux-folder', await type(line), ["couldn't create directory … tmux"]);
    } finally {
      rmSync(closed, { recursive: true });
    }
  });
});

describe('what scp and sftp say', () => {
  test('of a folder where a file is asked for, and of a file here that is longer; the next command shows it', async () => {
    const login = `${site.sshd.account}@${site.facility.storage.host}`;
    expectFound('link-passed-over', await type(`scp ${login}:${source} x`), ['not a regular file']);
    const here = join(site.folder, 'longer');
    mkdirSync(here);
    writeFileSync(join(here, 'z-last.eer'), 'x'.repeat(2000));
    const sftp = 'sftp -b - -D /usr/lib/openssh/sftp-server';
    const ask = (line: string): Promise<string> => type(`printf '%s\\n' '${line}' | ${sftp}`);
    expectFound('larger-here', await ask(`get -a ${source}/z-last.eer ${here}/z-last.eer`), [
      'local file is larger than remote',
    ]);
    expect(await type(textOf(planTo(here), 'larger-here'))).toMatch(/ 2000 .* z-last\.eer\n$/);
    expectFound('no-such-folder', await ask(`get ${source}/none x`), ['File … not found.']);
    expectFound('no-such-folder', await ask(`cd ${source}/none`), ['stat remote']);
    expectFound('read-only', await ask(`get ${source}/z-last.eer /none/x`), ['open local … No such file or directory']);
    const noisy = await openSite({ forceCommand: 'echo Welcome; exec /usr/lib/openssh/sftp-server' });
    try {
      const line = `sftp -F '${join(noisy.sshd.folder, 'ssh.conf')}' -b /dev/null ${login}`;
      expectFound('unclean-shell', (await noisy.run(line)).shown, [
        'Received message too long',
        'Ensure the remote shell produces no output',
      ]);
    } finally {
      await noisy.close();
    }
  });
});

describe('what screen and tmux say', () => {
  const show = async (line: string, env: NodeJS.ProcessEnv): Promise<string> => {
    const pty = openPty(line, { env });
    await pty.exited;
    return plain(pty.output);
  };

  test('of a session that is gone, and the next command lists those that are there', async () => {
    const env = { ...process.env, SCREENDIR: mkdtempSync(join(tmpdir(), 'screens-')), TMUX_TMPDIR: site.folder };
    for (const [line, text] of [
      ['screen -r gone', 'There is no screen to be resumed'],
      ['screen -d -r gone', 'There is no screen to be detached matching'],
      [textOf(planTo(), 'no-session'), 'No Sockets found'],
      ['tmux attach -t =gone', 'no sessions'],
      ['tmux ls', 'no server running on'],
      ['TMUX_TMPDIR=/none tmux -S ./none ls', 'error connecting to … No such file or directory'],
      ['screen true', '[screen is terminating]'],
      ['tmux new true', '[exited]'],
    ] as const) {
      expectFound('no-session', await show(line, env), [text]);
    }
    spawnSync('tmux', ['new', '-d', '-s', 'another'], { env });
    expectFound('no-session', await show('tmux attach -t =gone', env), ["can't find session"]);
    spawnSync('tmux', ['kill-server'], { env });
    rmSync(env.SCREENDIR, { recursive: true });
  });

  test('of one that was started twice, and the next command tells them apart', async () => {
    const env = { ...process.env, SCREENDIR: mkdtempSync(join(tmpdir(), 'screens-')) };
    for (let started = 0; started < 2; started += 1) spawnSync('screen', ['-dmS', 'twice'], { env });
    expectFound('several-sessions', await show('screen -d -r twice', env), [
      'There are several suitable screens on',
      'several suitable screens',
    ]);
    const listed = await show(textOf(planTo(), 'several-sessions'), env);
    const sessions = [...listed.matchAll(/\d+\.twice/g)].map(([name]) => name);
    expect(new Set(sessions).size).toBe(2);
    for (const name of sessions) spawnSync('screen', ['-S', name, '-X', 'quit'], { env });
    rmSync(env.SCREENDIR, { recursive: true });
  });

  test('of a session that was killed, which the next command takes off the list, and no other', async () => {
    const env = { ...process.env, SCREENDIR: mkdtempSync(join(tmpdir(), 'screens-')) };
    for (const name of ['killed', 'alive']) spawnSync('screen', ['-dmS', name], { env });
    const findPid = async (): Promise<number> =>
      Number(/(\d+)\.killed\s/.exec(await show('screen -ls', env))?.[1] ?? 0);
    await expect.poll(findPid).toBeGreaterThan(1);
    endProcess(await findPid(), 'SIGKILL');
    await expect.poll(() => show('screen -ls', env)).toContain('(Dead ???)');
    expectFound('dead-session', await show('screen -d -r killed', env), [
      '(Dead ???)',
      "Remove dead screens with 'screen -wipe'",
    ]);
    expect(await show(textOf(planTo(), 'dead-session'), env)).toMatch(/killed.*\(Removed\)/);
    const left = await show('screen -ls', env);
    expect(left).toMatch(/\.alive\s/);
    expect(left).not.toContain('.killed');
    spawnSync('screen', ['-S', 'alive', '-X', 'quit'], { env });
    rmSync(env.SCREENDIR, { recursive: true });
  });

  test('where the folder of sessions is missing, as in WSL, until the next command makes it', async () => {
    const list = 'setpriv --reuid=nobody --regid=nogroup --clear-groups screen -ls';
    const next = textOf(planTo(), 'no-screen-folder');
    expect(next).toMatch(/^sudo install /);
    // As root there is no need of sudo, which is not everywhere.
    const install = next.replace('sudo ', '');
    const inside = (...lines: string[]): Promise<string> => runApart('mount -t tmpfs -o mode=755 tmpfs /run', ...lines);
    const made = await inside(list, install, list);
    expectFound('no-screen-folder', made, ["Cannot make directory … screen': Permission denied"]);
    expect(made).toMatch(/\nNo Sockets found in \/run\/screen\/S-nobody\./);
    const mended = await inside('mkdir -m 755 /run/screen', list, install, list);
    expectFound('no-screen-folder', mended, ['Directory … must have mode 777', 'must have mode']);
    expect(mended).toMatch(/\nNo Sockets found in \/run\/screen\/S-nobody\./);
  });

  test('of a name that is taken, of a session in a session, and of terminals that they do not know', async () => {
    const env = { ...process.env, SCREENDIR: mkdtempSync(join(tmpdir(), 'screens-')), TMUX_TMPDIR: site.folder };
    spawnSync('tmux', ['new', '-d', '-s', 'taken'], { env });
    expectFound('duplicate-session', await show('tmux new -s taken', env), ['duplicate session']);
    expect(await show(textOf(planTo(), 'duplicate-session'), env)).toMatch(/^taken: 1 windows/m);
    expect(await show(textOf(planTo(), 'tmux-replaced'), env)).toMatch(/^\d+ tmux/m);
    const said = join(site.folder, 'said inside');
    await show(`tmux new -s outer "tmux new -s inner 2> '${said}'"`, env);
    expectFound('session-in-session', readFileSync(said, 'utf8'), ['sessions should be nested with care']);
    const unknown = 'unknown-terminal';
    expectFound(unknown, await show('TERM=xterm-none tmux new', env), ['missing or unsuitable terminal']);
    expectFound(unknown, await show('TERM=dumb tmux new', env), [
      'open terminal failed',
      'terminal does not support clear',
    ]);
    spawnSync('tmux', ['kill-server'], { env });
    expectFound(unknown, await show('TERM=xterm-none screen', env), ['Cannot find terminfo entry for']);
    expectFound(unknown, await show('TERM=dumb screen', env), ['Clear screen capability required']);
    expectFound(unknown, await show('TERM= screen', env), ['Please set a terminal type']);
    expectFound(unknown, (await site.run('screen')).shown, ['Must be connected to a terminal']);
    // The next command has a session, on such a terminal too.
    const strange = { ...env, TERM: 'xterm-none', SHELL: '/bin/sh', PS1: 'inside$ ' };
    const pty = openPty(textOf(planTo(), unknown), { env: strange });
    // Past the page of text that screen may begin with.
    if ((await pty.waitFor(/inside\$|Press Space/)).includes('Press Space')) {
      pty.write(' ');
      await pty.waitFor('inside$');
    }
    pty.write('echo at $STY\r');
    await pty.waitFor(/at \d+\./);
    pty.write('exit\r');
    await pty.exited;
    rmSync(env.SCREENDIR, { recursive: true });
  });
});

describe('what aws says', () => {
  test('of a login by way of an institution that is over, of a profile, and of a server that does not answer', async () => {
    const home = join(site.folder, 'home of sso');
    const cache = join(home, '.aws/sso/cache');
    mkdirSync(cache, { recursive: true });
    const session = 'sso_start_url = https://lab.example.edu/start\nsso_region = us-west-2\n';
    const account = 'sso_account_id = 123456789012\nsso_role_name = Reader\nregion = us-west-2\n';
    const profiles = `[profile lab]\nsso_session = lab\n${account}[sso-session lab]\n${session}`;
    writeFileSync(join(home, '.aws/config'), profiles);
    const env = { PATH: '/usr/bin:/bin', HOME: home, AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' };
    const say = (line: string, more: NodeJS.ProcessEnv = {}): string =>
      spawnSync('bash', ['-c', `${line} 2>&1`], { encoding: 'utf8', env: { ...env, ...more } }).stdout;
    const token = { startUrl: 'https://lab.example.edu/start', accessToken: 'x', expiresAt: '2020-01-01T00:00:00Z' };
    const name = createHash('sha1').update('lab').digest('hex');
    writeFileSync(join(cache, `${name}.json`), JSON.stringify({ ...token, region: 'us-west-2' }));
    expectFound('aws-sso', say('aws s3 ls --profile lab'), ['Token has expired and refresh failed']);
    // Without a profile there is none to log in with: the command is understood.
    expect(say(textOf(planTo(), 'aws-sso'))).toContain('Missing the following required SSO configuration');
    expectFound('aws-credentials', say('aws s3 ls --profile none'), ['The config profile … could not be found']);
    expectFound('aws-credentials', say('aws s3 ls', { AWS_ACCESS_KEY_ID: 'x' }), ['Partial credentials found in']);
    const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_DEFAULT_REGION: 'us-west-2' };
    const closed = `http://127.0.0.1:${await findFreePort()}`;
    expectFound('aws-unreachable', say(`aws s3 ls --endpoint-url ${closed}`, keys), [
      'Could not connect to the endpoint URL',
    ]);
    expect(say(textOf(planTo(), 'aws-unreachable'), keys)).toMatch(/^ *region +us-west-2 /m);
  });

  test('without keys, and the next command asks for them', async () => {
    const home = join(site.folder, 'home');
    const env = { PATH: '/usr/bin:/bin', HOME: home, AWS_EC2_METADATA_DISABLED: 'true' };
    const { stderr } = spawnSync('aws', ['s3', 'ls'], { encoding: 'utf8', env });
    expectFound('aws-credentials', stderr, ['Unable to locate credentials']);
    const pty = openPty(`env -i TERM=xterm HOME='${home}' PATH=/usr/bin:/bin ${textOf(planTo(), 'aws-credentials')}`);
    for (const answer of ['KEY', 'secret', 'us-west-2', '']) {
      await pty.waitFor('[None]: ');
      pty.write(`${answer}\r`);
    }
    expect(await pty.exited).toBe(0);
    expect(readFileSync(join(home, '.aws/credentials'), 'utf8')).toContain('aws_access_key_id = KEY\n');
  });

  test('of a bucket that is not there, of keys that are not known, and of what is not allowed', async () => {
    const server = await startS3Server('lab-bucket');
    // The server runs in this process, and could not answer one that waits.
    const say = async (line: string, key: string): Promise<string> => {
      const keys = { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: serverKey, AWS_DEFAULT_REGION: 'us-west-2' };
      const child = spawn('bash', ['-c', `${line} 2>&1`], {
        env: { ...server.env, ...keys },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let shown = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
      await once(child, 'close');
      return shown;
    };
    try {
      expectFound('aws-no-such-bucket', await say('aws s3 ls s3://another', serverKey), [
        'NoSuchBucket',
        'The specified bucket does not exist',
      ]);
      expect(await say(textOf(planTo(), 'aws-no-such-bucket'), serverKey)).toMatch(/ lab-bucket\n$/);
      expectFound('aws-credentials', await say('aws s3 ls s3://lab-bucket', 'ANOTHER'), [
        'The AWS Access Key Id you provided does not exist',
        'An error occurred (InvalidAccessKeyId) when calling the … operation',
        'does not exist in our records',
      ]);
      expectFound('aws-access-denied', await say('aws s3 cp s3://lab-bucket/x /dev/null', 'ANOTHER'), [
        'An error occurred (403) when calling the … operation',
        '403',
        'Forbidden',
      ]);
      expectFound('aws-no-such-bucket', await say('aws s3 cp s3://lab-bucket/none /dev/null', serverKey), [
        'An error occurred (404) when calling the … operation',
      ]);
    } finally {
      await server.stop();
    }
  });
});

test('words that were not shown here come from a source that is named', () => {
  const hooks = 'globus-cli, exception_handling/hooks.py';
  const openrsync = "Apple's openrsync, seen with 182";
  const nushell = 'Nushell 0.115.1, seen';
  const gridftp = 'Globus Connect Server 5: ramanathanlab/genslm#113';
  const botocore = 'botocore 1.29, exceptions.py';
  const from = (source: string, ...texts: string[]): Record<string, string> =>
    Object.fromEntries(texts.map((text) => [text, source]));
  const sources: Record<string, string> = {
    'mkstemp … No such file or directory': 'rsync 3.5.0 on exFAT by FUSE, 3.2.7 on cifs: rsync-outcomes.ts',
    'could not make way for new regular file': 'rsync 3.1.3 to 3.5.0: rsync-outcomes.ts',
    'NOT READY, missing or too old': 'the step of our own: nas.test.ts',
    'screen: not found': 'busybox 1.35, sh: seen',
    'tmux: not found': 'busybox 1.35, sh: seen',
    'nohup: not found': 'busybox 1.35, sh: seen, as Debian builds it without nohup',
    'ssh-copy-id: not found': 'busybox 1.35, sh: seen',
    'BusyBox … multi-call binary': 'BusyBox 1.01 of QTS: laurent22/rsync-time-backup#245',
    'Could not create directory … .ssh': 'OpenSSH 9.2, ssh-keygen and ssh: seen with a HOME that cannot be made',
    'Saving key … failed': 'OpenSSH 9.2, ssh-keygen: seen with a HOME that is not there',
    'No such host is known': 'Windows, WSAHOST_NOT_FOUND',
    'lookup … no such host': 'rclone, by net.DNSError of Go',
    'i/o timeout': 'rclone, by os.ErrDeadlineExceeded of Go',
    'account is locked due to': 'Linux-PAM, pam_faillock',
    'There were too many logins for': 'Linux-PAM, pam_limits',
    'System is booting up': 'systemd, pam_nologin(8)',
    'host key for … has changed': 'OpenSSH, sshconnect.c',
    'unable to authenticate, attempted methods': 'rclone, by golang.org/x/crypto/ssh',
    'link_stat … Permission denied': 'rsync, flist.c',
    'change_dir … Permission denied': 'rsync, flist.c',
    'scp: … Permission denied': 'OpenSSH, scp.c',
    'find: … Permission denied': 'GNU findutils',
    'du: cannot read directory': 'GNU coreutils',
    'rename … Permission denied': 'rsync, util1.c',
    '[Errno 13] Permission denied': 'aws, by Python, PermissionError',
    'cannot delete non-empty directory': 'rsync 3.5.0, seen with “could not make way for”',
    QUOTA_EXCEEDED: 'Globus Transfer API, Task Events',
    'Too many levels of symbolic links': 'Linux, errno(3): ELOOP',
    'zsh: bad pattern': 'zsh, glob.c',
    'Expected end of the statement': 'fish, parse_execution',
    'Missing end to balance': 'fish, parse_constants.h',
    'Illegal variable name.': 'tcsh, sh.err.c',
    'Badly placed': 'tcsh, sh.err.c',
    'Missing expression after unary operator': 'PowerShell, MissingExpressionAfterOperator',
    'has no installed distributions': 'Microsoft, wsl.exe',
    'network path was not found': 'Windows, ERROR_BAD_NETPATH',
    'lost server': 'tmux, client.c',
    NoCredentialProviders: 's5cmd, by aws-sdk-go',
    'AccessDenied: Access Denied': 's5cmd, by aws-sdk-go',
    InvalidObjectState: 'Amazon S3 API, Error Responses',
    'given object not found': 's5cmd, storage.go',
    '(SlowDown)': 'Amazon S3 API, Error Responses',
    ssh_exchange_identification: 'OpenSSH before 7.9, sshconnect.c',
    'banner exchange: Connection to … invalid format': 'OpenSSH, sshconnect.c',
    'Connection closed by … port': 'OpenSSH, packet.c',
    'Connection reset by … port': 'OpenSSH, packet.c',
    'Not allowed at this time': 'OpenSSH from 9.8 on, sshd.c: PerSourcePenalties',
    'open failed: administratively prohibited': 'OpenSSH, channels.c',
    'Connection to UNKNOWN port': 'OpenSSH, packet.c',
    'posix_spawnp: No such file or directory': 'PowerShell/Win32-OpenSSH#1172',
    'no mutual signature supported': 'OpenSSH, sshconnect2.c',
    'host key is known for … and you have requested strict checking': 'OpenSSH, sshconnect.c',
    'Are you sure you want to continue connecting': 'OpenSSH, sshconnect.c',
    'POSSIBLE DNS SPOOFING DETECTED': 'OpenSSH, sshconnect.c',
    'REVOKED HOST KEY DETECTED': 'OpenSSH, sshconnect.c',
    'knownhosts: key is unknown': 'rclone, by golang.org/x/crypto/ssh/knownhosts',
    'knownhosts: key mismatch': 'rclone, by golang.org/x/crypto/ssh/knownhosts',
    'You are required to change your password immediately': 'Linux-PAM, pam_unix',
    'You must change your password now and login again': 'OpenSSH, auth-passwd.c and session.c',
    'new password required': 'Linux-PAM, pam_strerror(3): PAM_NEW_AUTHTOK_REQD',
    'Authentication token manipulation error': 'Linux-PAM, pam_strerror(3): PAM_AUTHTOK_ERR',
    'Your account has expired': 'Linux-PAM, pam_unix',
    'shell request failed on channel': 'OpenSSH, ssh.c',
    'exec request failed on channel': 'OpenSSH, ssh.c',
    'PTY allocation request failed on channel': 'OpenSSH, clientloop.c',
    'Load key … invalid format': 'OpenSSH, ssherr.c',
    'Load key … Permission denied': 'OpenSSH, ssherr.c',
    'no such identity': 'OpenSSH, sshconnect2.c',
    'agent refused operation': 'OpenSSH, ssherr.c',
    'Bad packet length': 'OpenSSH, packet.c',
    'scp: Connection closed': 'OpenSSH 9, sftp-client.c',
    'lost connection': 'OpenSSH, scp.c',
    'some files could not be transferred': 'rsync 2.6.9, log.c',
    'remote open … Permission denied': 'OpenSSH 9, sftp-client.c',
    'unreadable directory': openrsync,
    'exited with status 23': openrsync,
    'receiver has empty file list': openrsync,
    'exec on … No such file or directory': openrsync,
    'There is not enough space on the disk': 'Windows, ERROR_DISK_FULL',
    'Access to the path … is denied': '.NET, UnauthorizedAccessException',
    'Cannot find path … because it does not exist': 'PowerShell, PathNotFound',
    'The system cannot find the path specified': 'Windows, ERROR_PATH_NOT_FOUND',
    'is not a valid statement separator': 'PowerShell 5.1, InvalidEndOfLine',
    CommandNotFoundException: 'PowerShell, FullyQualifiedErrorId',
    ParserError: 'PowerShell, CategoryInfo',
    'Stale file handle': 'Linux, errno(3): ESTALE',
    'Transport endpoint is not connected': 'Linux, errno(3): ENOTCONN',
    'Socket is not connected': 'macOS, errno(2): ENOTCONN',
    'Device not configured': 'macOS, errno(2): ENXIO',
    'Remote I/O error': 'Linux, errno(3): EREMOTEIO',
    'Structure needs cleaning': 'Linux, errno(3): EUCLEAN',
    'destination file bigger or same size as source file': 'OpenSSH, sftp-client.c: of what is sent',
    'directory not found': 'rclone, fs/fs.go',
    'protocol error: unexpected <newline>': 'OpenSSH, scp.c',
    'nu::parser': nushell,
    'nu::shell': nushell,
    'Parse error: string not terminated': 'Elvish 0.19.2, seen',
    'Parse error: unexpected rune': 'Elvish 0.19.2, seen',
    'Exception: exec: … executable file not found': 'Elvish 0.19.2, seen',
    'SyntaxError: … code': 'xonsh 0.13.4, seen',
    'xonsh: subprocess mode: command not found': 'xonsh 0.13.4, seen',
    [String.raw`\r': No such file or directory`]: 'env(1) of GNU coreutils',
    'Cannot allocate memory': 'Linux, errno(3): ENOMEM',
    'out of memory': 'rsync, util2.c',
    'error allocating core memory buffers': 'rsync, log.c',
    'code 22': 'rsync(1), EXIT VALUES: error allocating core memory buffers',
    'Resource temporarily unavailable': 'Linux, errno(3): EAGAIN',
    'zsh: parse error near': 'zsh 5.9, seen without -c',
    '[server exited]': 'tmux, client.c',
    'server exited unexpectedly': 'tmux 3.3a, client.c; seen',
    'protocol version mismatch (client …, server …)': 'tmux, client.c; tmux/tmux#99',
    'server version is too old for client': 'tmux, client.c; tmux/tmux#2214',
    'Error opening terminal': 'ncurses, initscr(3)',
    'unknown terminal type': 'ncurses, tput(1) and clear(1)',
    'TERM environment variable not set': 'ncurses, clear(1)',
    'Cannot open your terminal': 'screen, screen.c',
    '>fcs.....': 'rsync 2.6.9 and openrsync: nine columns',
    '>fc.T....': 'rsync 2.6.9: nine columns',
    '>fcsT....': 'rsync 2.6.9 and openrsync: nine columns',
    '>f.......': 'openrsync, where the whole folder is missing',
    'cd+++++++': 'rsync 2.6.9 and openrsync: nine columns',
    'cL..T....': 'rsync 2.6.9: nine columns',
    'cLc.T......': 'rsync 3.5.0, seen with a link that leads elsewhere',
    '>f+++++++': 'rsync 2.6.9 and openrsync: nine columns',
    'chgrp … Operation not permitted': 'rsync, rsync.c: on network drives; deajan/osync#26',
    'symlink … Operation not supported': 'rsync 3.2.7 on cifs: outcomes.ts',
    'failed to set permissions': 'rsync, rsync.c',
    'mknod … Operation not permitted': 'rsync, generator.c',
    'opendir … Operation not permitted': 'rsync on macOS: rsnapshot/rsnapshot#250',
    'readdir … Operation not permitted': 'rsync, flist.c',
    'unreadable directory: Operation not permitted': openrsync,
    'mkpathat … Operation not permitted': openrsync,
    'ls: … Operation not permitted': 'macOS, ls(1): OWASP/mastg#1256',
    LOGIN_DENIED: gridftp,
    '530-Login incorrect': gridftp,
    'DirListingFailed.LoginFailed': gridftp,
    'are from domains allowed by resource policies': gridftp,
    session_required_single_domain: gridftp,
    PATH_NOT_FOUND: 'Globus Connect Server 5: argonne-lcf/balsam#114',
    FILE_NOT_FOUND: 'Globus Transfer API, Task Events: globus/globus-sdk-python#200',
    'ClientError.NotFound': 'Globus Transfer API, code of the error',
    EndpointNotFound: 'globus-sdk-python, _testing/data/globus_transfer',
    'No such endpoint': 'globus-sdk-python, _testing/data/globus_transfer',
    InvalidToken: 'Amazon S3 API, Error Responses',
    RequestTimeTooSkewed: 'Amazon S3 API, Error Responses',
    PermanentRedirect: 'Amazon S3 API, Error Responses',
    AuthorizationHeaderMalformed: 'Amazon S3 API, Error Responses',
    NoSuchKey: 'Amazon S3 API, Error Responses',
    'Error loading SSO Token': botocore,
    'The SSO session associated with this profile has expired': botocore,
    UnauthorizedException: 'aws/aws-cli#7340',
    'Connection was closed before we received a valid response from endpoint URL': botocore,
    'Read timeout on endpoint URL': botocore,
    'Connect timeout on endpoint URL': botocore,
    'Failed to connect to proxy URL': botocore,
    'SSL validation failed': botocore,
    'You must specify a region': botocore,
    'connection is not using a post-quantum key exchange algorithm': 'OpenSSH from 10.1 on, kex.c',
    'This session may be vulnerable to "store now, decrypt later" attacks': 'OpenSSH from 10.1 on, kex.c',
    'The server may need to be upgraded': 'OpenSSH from 10.1 on, kex.c',
    'Failed to add the host to the list of known hosts': 'OpenSSH, sshconnect.c',
    'Could not chdir to home directory … No such file or directory': 'OpenSSH, session.c',
    'setsockopt TCP_NODELAY': 'OpenSSH, misc.c',
    'nodename nor servname provided': 'macOS, gai_strerror(3): EAI_NONAME',
    'Operation timed out': 'macOS, errno(2): ETIMEDOUT',
    'No route to host': 'Linux, errno(3): EHOSTUNREACH',
    'Permission denied (publickey,…)': 'OpenSSH, sshconnect2.c: in parentheses what the server takes',
    'Permission denied (password…)': 'OpenSSH, sshconnect2.c: in parentheses what the server takes',
    'Permission denied (keyboard-interactive…)': 'OpenSSH, sshconnect2.c: in parentheses what the server takes',
    'Permission denied (gssapi…)': 'OpenSSH, sshconnect2.c: in parentheses what the server takes',
    'Permission denied (publickey,gssapi-keyex,gssapi-with-mic)':
      'OpenSSH, sshconnect2.c: in parentheses what the server takes, here one with Kerberos',
    'code 30': 'rsync(1), EXIT VALUES: timeout in data send/receive',
    'code 35': 'rsync(1), EXIT VALUES: timeout waiting for daemon connection',
    'Broken pipe': 'Linux, errno(3): EPIPE',
    'Connection reset by peer': 'Linux, errno(3): ECONNRESET',
    'client_loop: send disconnect': 'OpenSSH, clientloop.c',
    'code 16': "Apple's openrsync, where ssh was killed: seen with 182",
    'unexpected end of file': openrsync,
    'poll: hangup': openrsync,
    'poll: bad fd': openrsync,
    'code 19': 'rsync(1), EXIT VALUES: received SIGUSR1',
    'received SIGUSR1': 'rsync 2.6.9, errcode.h: RERR_SIGNAL1',
    'code 130': 'POSIX XCU, 2.8.2: above 128 by the number of the signal',
    'Disk quota exceeded': 'Linux, errno(3): EDQUOT',
    'Disc quota exceeded': 'macOS, errno(2): EDQUOT',
    'Quota exceeded': 'musl, strerror(3): EDQUOT',
    'close failed': 'rsync, receiver.c',
    'short write': openrsync,
    buf_copy: openrsync,
    'Host is down': 'Linux, errno(3): EHOSTDOWN; seen on cifs',
    'Input/output error': 'Linux, errno(3): EIO',
    'write failed … Input/output error': 'rsync, receiver.c: pscedu/slash2#248',
    'write failed … File too large': 'rsync, receiver.c',
    'write failed … Host is down': 'rsync, receiver.c, on cifs',
    'write failed … Stale file handle': 'rsync, receiver.c; Linux, errno(3): ESTALE',
    'write failed … not connected': 'rsync, receiver.c; Linux, errno(3): ENOTCONN',
    'write failed … Device not configured': 'rsync, receiver.c; macOS, errno(2): ENXIO',
    'write failed … No such device': 'rsync, receiver.c; Linux, errno(3): ENODEV',
    'symlink … Operation not permitted': 'rsync, generator.c; Linux, symlink(2): EPERM',
    'close failed … Host is down': 'rsync 3.2.7 on cifs: outcomes.ts',
    'read errors mapping': 'rsync, fileio.c',
    'mkstemp … Invalid argument': 'rsync, receiver.c, on a file system of the kernel, such as cifs',
    'failed to stat … Invalid argument': 'rsync, generator.c, on the exFAT of the kernel',
    'Illegal byte sequence': 'macOS, errno(2): EILSEQ',
    'Invalid or incomplete multibyte or wide character': 'Linux, errno(3): EILSEQ',
    'mkstempat … Permission denied': openrsync,
    'mkpathat … Permission denied': openrsync,
    utimensat: openrsync,
    'mkpath: Not a directory': openrsync,
    'mkpath: Permission denied': openrsync,
    'open: Permission denied': openrsync,
    'mkpath: Operation not permitted': openrsync,
    'open: Operation not permitted': openrsync,
    'unlinkat: Directory not empty': openrsync,
    hash_file_by_path: openrsync,
    'open (2) in': openrsync,
    'identity unknown or not available': openrsync,
    'mkstemplinkat: Operation not permitted': `${openrsync}, with a refusal preloaded`,
    'mkstemplinkat: Operation not supported': `${openrsync}, with a refusal preloaded`,
    '(l)stat: No such file or directory': openrsync,
    'fchmodat (1)': `${openrsync}, with a refusal preloaded`,
    'utimensat (2): Operation not permitted': `${openrsync}, with a refusal preloaded`,
    'utimensat (2): Operation not supported': `${openrsync}, with a refusal preloaded`,
    'push_dir … Permission denied': 'rsync 2.6.9, seen',
    'push_dir … Operation not permitted': 'rsync 2.6.9, main.c',
    'change_dir … Operation not permitted': 'rsync 3, main.c',
    'rmdir … Directory not empty': 'rsync 2.6.9, seen',
    'error in socket IO': "rsync 3.5.0 at the other end of Apple's, seen",
    'code 10': "rsync 3.5.0 at the other end of Apple's, seen",
    '$TERM too long': 'screen 4.00.03 of macOS, screen.c',
    'unrecognized option': "getopt_long(3), of Apple's openrsync",
    'unexpected tag': openrsync,
    'both source and destination cannot be remote files': openrsync,
    'Your password has expired': 'OpenSSH, session.c, do_pwchange',
    'Password change required but no TTY available': 'OpenSSH, session.c, do_pwchange',
    'rsync: [generator] chown … failed': 'rsync, rsync.c, set_file_attrs: for folders and links',
    'not recognized as': 'PowerShell and cmd.exe',
    'file is too large for the destination': 'Windows Explorer',
    MissingLoginError: hooks,
    'Missing login for': 'globus-cli, tests of its login manager',
    'No Authentication provided': hooks,
    'Your credentials are no longer valid': hooks,
    ConsentRequired: 'Globus Transfer API, code of the error',
    'Missing required data_access consent': hooks,
    'requires you to grant consent for the Globus CLI': hooks,
    'consent to additional access for the Globus CLI': hooks,
    'globus session consent': hooks,
    'The resource you are trying to access requires you to re-authenticate with specific identities': hooks,
    PermissionDenied: 'Globus Transfer API, ExternalError.DirListingFailed.PermissionDenied',
    EndpointPermissionDenied: 'Globus Transfer API, code of the error',
    PERMISSION_DENIED: 'Globus Transfer API, Task Events',
    GCDisconnectedException: 'Globus Transfer API, code of the error',
    'is not currently connected to Globus': 'globus-sdk-python, tests of retries',
    NotConnected: 'Globus Transfer API, Task Events',
    PAUSED: 'Globus Transfer API, Task Events',
    INACTIVE: 'Globus Transfer API, status of a task',
    'Is Paused': 'globus-cli, commands/task/show.py',
    SignatureDoesNotMatch: 'Amazon S3 API, Error Responses',
    ExpiredToken: 'Amazon S3 API, Error Responses',
    'No address associated with hostname': 'glibc, gai_strerror(3): EAI_NODATA',
    'Name does not resolve': 'musl, gai_strerror(3)',
    'hostname contains invalid characters': 'OpenSSH from 9.6 on, ssh.c',
    'connect: connection refused': 'rclone, by net.OpError of Go',
    'connect: no route to host': 'rclone, by net.OpError of Go',
    'CreateProcessW failed error': 'PowerShell/Win32-OpenSSH, contrib/win32/win32compat',
    'posix_spawn: No such file or directory': 'PowerShell/Win32-OpenSSH, contrib/win32/win32compat',
    'getsockname failed: Not a socket': 'PowerShell/Win32-OpenSSH, contrib/win32/win32compat',
    'Bad stdio forwarding specification': 'OpenSSH 9.2, ssh.c',
    'Invalid -J argument': 'OpenSSH 9.2, ssh.c',
    'Authentication failed.': 'OpenSSH 9.2, ssh.c',
    'Permission denied (hostbased…)': 'OpenSSH 9.2, ssh.c',
    'differs from the key for the IP address': 'OpenSSH, sshconnect.c',
    'incorrect passphrase supplied to decrypt private key': 'OpenSSH, ssherr.c',
    'Bad passphrase, try again for': 'OpenSSH, ssh-add.c',
    'Could not open a connection to your authentication agent': 'OpenSSH, ssh-add.c',
    'Error connecting to agent': 'OpenSSH, ssh-add.c',
    'key_load_public: invalid format': 'OpenSSH 7, authfile.c',
    'Agent admitted failure to sign': 'OpenSSH 6, authfd.c',
    DECRYPTION_FAILED_OR_BAD_RECORD_MAC: 'aws, by OpenSSL, sslerr.h',
    'Connection to … closed by remote host': 'OpenSSH, clientloop.c',
    'read error: Connection timed out': 'rsync, io.c',
    'read error: Operation timed out': 'rsync, io.c',
    'read error: Connection reset by peer': 'rsync, io.c',
    'write error: Broken pipe': 'rsync, io.c',
    'io timeout after': 'rsync, io.c',
    packet_write_wait: 'OpenSSH 7, packet.c: PowerShell/Win32-OpenSSH#286',
    packet_write_poll: 'OpenSSH 7, packet.c: PowerShell/Win32-OpenSSH#286',
    'Write failed: Broken pipe': 'OpenSSH 7, packet.c: PowerShell/Win32-OpenSSH#286',
    'Received disconnect from': 'OpenSSH, packet.c',
    'deflate on token returned': 'rsync, token.c: RsyncProject/rsync#168',
    'inflate returned': 'rsync, token.c: RsyncProject/rsync#168',
    'forcibly closed by the remote host': 'Windows, WSAECONNRESET and WSAECONNABORTED',
    'An established connection was aborted by the software in your host machine':
      'Windows, WSAECONNRESET and WSAECONNABORTED',
    io_read_nonblocking: openrsync,
    io_read_buf: openrsync,
    io_read_int: openrsync,
    io_write_buf: openrsync,
    'exited with status 255': openrsync,
    'exited with status 12': openrsync,
    'mkstempat … Operation not permitted': openrsync,
    Terminated: 'bash, siglist',
    'DUE TO TIME LIMIT': 'Slurm, slurmstepd: seen',
    'cancelled: ctrl-c received': 'AWS CLI 2, seen',
    'remote readdir': 'OpenSSH, sftp-client.c',
    'remote readdir … No such file or directory': 'OpenSSH, sftp-client.c',
    'remote open … No such file or directory': 'OpenSSH, sftp-client.c',
    "Couldn't stat remote file": 'OpenSSH, sftp-client.c',
    'open local … Permission denied': 'OpenSSH, sftp-client.c',
    'exists but is not a directory': 'OpenSSH, sftp-client.c',
    'Skipping any contents from this failed directory': 'rsync, generator.c',
    'failed to stat … Permission denied': 'rsync, generator.c',
    'mkdir … failed: File exists': 'rsync, generator.c',
    'mkdir … failed: Not a directory': 'rsync, generator.c',
    'failed to open … continuing': 'rsync, exclude.c and receiver.c',
    readlink_stat: 'rsync, flist.c',
    'skipping directory': 'rsync, flist.c',
    'buffer overflow in recv_file_entry': 'rsync, flist.c',
    'Could not retrieve file stat': 'aws/aws-cli#1493',
    NO_SPACE_LEFT: 'Globus, codes of events: developer-discuss, 2020-04-23',
    FILE_SIZE_CHANGED: 'Globus, codes of events: developer-discuss, 2020-04-23',
    VERIFY_CHECKSUM: 'Globus, codes of events: developer-discuss, 2020-04-23',
    EXTERNAL_CHECKSUM_MISMATCH: 'Globus, codes of events: developer-discuss, 2020-04-23',
    NO_CREDENTIALS: 'Globus, codes of events: developer-discuss, 2020-04-23',
    GC_NOT_CONNECTED: 'Globus, codes of events: developer-discuss, 2020-04-23',
    GC_PAUSED: 'Globus, codes of events: developer-discuss, 2020-04-23',
    TIMEOUT: 'Globus, codes of events: developer-discuss, 2020-04-23',
    CONNECT_FAILED: 'Globus, codes of events: developer-discuss, 2020-04-23',
    CONNECTION_BROKEN: 'Globus, codes of events: developer-discuss, 2020-04-23',
    CONNECTION_RESET: 'Globus, codes of events: developer-discuss, 2020-04-23',
    ENDPOINT_TOO_BUSY: 'Globus, codes of events: developer-discuss, 2020-04-23',
    ENDPOINT_ERROR: 'Globus, codes of events: developer-discuss, 2020-04-23',
    EXPIRED: 'Globus, codes of events: developer-discuss, 2020-04-23',
    'The operation timed out': 'Globus, codes of events: developer-discuss, 2020-04-23',
    'The server may be too busy': 'globus/globus-cli#1061',
    'Unable to scan endpoint': 'globus/globus-cli#1061',
    'code: ExternalError': 'globus/globus-cli#1061',
    globus_xio: 'globus/globus-cli#1061',
    'Error (connect)': 'globus/globus-cli#1061',
    'code: ServiceUnavailable': 'Globus Transfer API, code of the error',
    'code: PermissionDenied': 'Globus Transfer API, code of the error',
    GCDisconnected: 'Globus Transfer API, code of the error',
    AuthenticationFailed: 'Globus Transfer API, code of the error',
    invalid_grant: 'RFC 6749, 5.2',
    '[Errno 28] No space left on device': 'aws, by Python, OSError: aws/aws-cli#1442',
    '[Errno 122] Disk quota exceeded': 'aws, by Python, OSError: aws/aws-cli#1442',
    '[Errno 21] Is a directory': 'aws, by Python, OSError: aws/aws-cli#6435',
    '[Errno 20] Not a directory': 'aws, by Python, OSError: aws/aws-cli#6435',
    'no space left on device': 'rclone and s5cmd, by syscall.Errno of Go',
    'Stale NFS file handle': 'Linux before 3.12, errno(3): ESTALE',
    'No such device or address': 'Linux, errno(3): ENXIO',
    'The specified network name is no longer available': 'Windows, ERROR_NETNAME_DELETED',
    'The device is not ready': 'Windows, ERROR_NOT_READY',
    'The device is not connected': 'Windows, ERROR_DEVICE_NOT_CONNECTED',
    'mount error(': 'cifs-utils, mount.cifs.c: kubernetes-csi/csi-driver-smb#852',
    'mount error: ': 'cifs-utils, mount.cifs.c: kubernetes-csi/csi-driver-smb#852',
    'Refer to the mount.cifs(8) manual page': 'cifs-utils, mount.cifs.c: kubernetes-csi/csi-driver-smb#852',
    'mount.nfs: ': 'nfs-utils, mount.nfs',
    'access denied by server while mounting': 'nfs-utils, mount.nfs',
    'mount_smbfs: ': 'macOS, mount_smbfs(8)',
    'System error … has occurred': 'Windows, net use',
    'The network name cannot be found': 'Windows, net use',
    'The specified network password is not correct': 'Windows, net use',
    'The user name or password is incorrect': 'Windows, net use',
    'Multiple connections to a server or shared resource': 'Windows, net use',
    'mount: only root can': 'util-linux, mount(8)',
    'The filename, directory name, or volume label syntax is incorrect': 'Windows, ERROR_INVALID_NAME',
    'The specified path, file name, or both are too long': '.NET, PathTooLongException',
    'scp: … No such file or directory': 'OpenSSH, scp.c',
    'ambiguous target': 'OpenSSH, scp.c',
    "Can't ls: … not found": 'OpenSSH, sftp.c',
    'mkdir: cannot create directory … Permission denied': 'GNU coreutils, mkdir(1)',
    'mkdir: cannot create directory … Read-only file system': 'GNU coreutils, mkdir(1)',
    'Access is denied.': 'Windows, ERROR_ACCESS_DENIED',
    'Device or resource busy': 'Linux, errno(3): EBUSY',
    'rename … Device or resource busy': 'Linux, errno(3): EBUSY',
    'Resource busy': 'macOS, errno(2): EBUSY',
    'Text file busy': 'Linux, errno(3): ETXTBSY',
    'being used by another process': 'Windows, ERROR_SHARING_VIOLATION',
    'cannot stat destination': 'rsync, main.c: yadayada/acd_cli#558',
    'change_dir#3 … No such file or directory': 'rsync, main.c: yadayada/acd_cli#558',
    'change_dir#1 … No such file or directory': 'rsync, main.c: yadayada/acd_cli#558',
    'change_dir#3 … Permission denied': 'rsync, main.c: yadayada/acd_cli#558',
    'Not a directory (20)': 'rsync; Linux, errno(3): ENOTDIR',
    'illegal option': 'getopt(3) of BSD',
    'invalid option': 'getopt(3) of glibc',
    'Unknown options:': 'AWS CLI, clidriver.py',
    'Invalid choice': 'AWS CLI, clidriver.py',
    'Error: No such option': 'globus-cli, by click',
    'Error: No such command': 'globus-cli, by click',
    'Error: Missing argument': 'globus-cli, by click',
    'unrecognized arguments': 'argparse of Python',
    'bash: line 1: rsync: command not found': 'bash 5.2, seen through ssh',
    'zsh:1: command not found: rsync': 'zsh 5.9, seen with -c',
    '-bash: rsync: command not found': 'bash 5.2, seen in a login shell',
    'command not found: rsync': 'zsh 5.9, seen',
    'not found, but can be installed with': 'command-not-found of Ubuntu',
    'not found, but there are': 'command-not-found of Ubuntu',
    'is currently not installed': 'command-not-found of Ubuntu',
    'error while loading shared libraries': 'glibc, ld.so(8)',
    'cannot open shared object file': 'glibc, ld.so(8)',
    'symbol lookup error': 'glibc, ld.so(8)',
    'not found (required by': 'glibc, ld.so(8)',
    'no version information available': 'glibc, ld.so(8)',
    'Library not loaded': 'macOS, dyld',
    'cannot execute binary file': 'bash, execute_cmd.c',
    'Exec format error': 'Linux, errno(3): ENOEXEC',
    'Bad CPU type in executable': 'macOS, errno(2): EBADARCH',
    'Segmentation fault': 'Linux, strsignal(3)',
    'Illegal instruction': 'Linux, strsignal(3)',
    'OpenSSL version mismatch': 'OpenSSH, entropy.c',
    'invalid active developer path': 'macOS, xcrun',
    'ist entweder falsch geschrieben oder': 'cmd.exe in German, French and Spanish',
    "n'est pas reconnu en tant que commande interne": 'cmd.exe in German, French and Spanish',
    'no se reconoce como un comando interno': 'cmd.exe in German, French and Spanish',
    'WslRegisterDistribution failed': 'microsoft/WSL#5107',
    'Wsl/Service/': 'Microsoft, wsl.exe',
    'Wsl/InstallDistro/': 'Microsoft, wsl.exe',
    'Wsl/CallMsi/': 'Microsoft, wsl.exe',
    'The Windows Subsystem for Linux is not installed': 'Microsoft, wsl.exe',
    'The Windows Subsystem for Linux optional component is not enabled': 'Microsoft, wsl.exe',
    'The virtual machine could not be started because a required feature is not installed': 'Microsoft, wsl.exe',
    'WSL2 is not supported with your current machine configuration': 'Microsoft, wsl.exe',
    'Please enable the Virtual Machine Platform': 'Microsoft, wsl.exe',
    'A localhost proxy configuration was detected but not mirrored into WSL': 'Microsoft, wsl.exe',
    'argument list too long': 'zsh 5.9, seen',
    'syntax error: unexpected end of file': 'bash 5.2, seen',
    'bash: ./… Permission denied': 'bash 5.2, seen at a prompt',
    'sh: … ./… Permission denied': 'dash 0.5.12, seen',
    'Cannot fork': 'dash 0.5.12, seen',
    'fork failed': 'rsync, main.c',
    'Out of memory': 'Linux, oom_kill.c',
    'fork: retry': 'bash, jobs.c',
    'There is no screen to be attached matching': 'screen 4.9, screen.c and socket.c',
    'No screen session found': 'screen 4.9, screen.c and socket.c',
    'It is not detached.': 'screen 4.9, screen.c and socket.c',
    'must be owned by root': 'screen 4.9, screen.c and socket.c',
    'You are not the owner of': 'screen 4.9, screen.c and socket.c',
    'is not the owner of': 'screen 4.9, screen.c and socket.c',
    'error connecting to … Connection refused': 'tmux 3.3a, client.c',
    'error connecting to … Permission denied': 'tmux 3.3a, client.c',
    'error creating … tmux': 'tmux 3.3a, server.c',
    'need UTF-8 locale (LC_CTYPE)': 'tmux 3.3a, tmux.c',
    'invalid LC_ALL, LC_CTYPE or LANG': 'tmux 3.3a, tmux.c',
    'Cannot find termcap entry for': 'screen before 4.9, termcap.c',
    'terminal is not fully functional': 'less, seen',
    'tput: unknown terminal': 'ncurses, tput(1)',
    'No value for $TERM and no -T specified': 'ncurses, tput(1)',
    "can't find terminfo database": 'tmux 3.3a, tty-term.c',
    'failed verification -- update': 'rsync, receiver.c',
    sys_acl_set_file: 'rsync, acls.c and xattrs.c',
    rsync_xal_set: 'rsync, acls.c and xattrs.c',
    'failed to set times … Permission denied': 'rsync, rsync.c: smerrill/vagrant-rsync-back#8',
    'symlink … Invalid argument': 'rsync 3.5.0 on exFAT: outcomes.ts',
    'Unable to parse config file': 'botocore, exceptions.py',
    'Invalid endpoint': 'botocore, exceptions.py',
    'Invalid bucket name': 'botocore, exceptions.py',
    'The provided token has expired': 'Amazon S3 API, Error Responses',
    'The provided token is malformed': 'Amazon S3 API, Error Responses',
    '(RequestTimeout)': 'Amazon S3 API, Error Responses',
    '(IllegalLocationConstraintException)': 'Amazon S3 API, Error Responses',
    '(InternalError)': 'Amazon S3 API, Error Responses',
    '(ServiceUnavailable)': 'Amazon S3 API, Error Responses',
    'An error occurred (AllAccessDisabled)': 'Amazon S3 API, Error Responses',
    'Max Retries Exceeded': 'aws/aws-cli#2401',
    'Max retries exceeded with url': 'aws, by urllib3',
    IncompleteRead: 'aws, by urllib3',
    'Connection aborted.': 'aws, by urllib3',
    'certificate verify failed': 'aws, by OpenSSL',
    CERTIFICATE_VERIFY_FAILED: 'aws, by OpenSSL',
    'is not authorized to perform': 'AWS IAM, AccessDenied',
    'A client error (403) occurred': 'AWS CLI before 1.10: aws/aws-cli#1689',
    'A client error (404) occurred': 'AWS CLI before 1.10: aws/aws-cli#1689',
    'Unable to perform download operations on GLACIER objects': 'AWS CLI, customizations/s3',
    'session request failed: Session open refused by peer': 'OpenSSH, mux.c',
    setlocale: 'bash and perl',
    'Setting locale failed': 'bash and perl',
    'X11 forwarding request failed': 'OpenSSH, clientloop.c and channels.c',
    'xauth key data not generated': 'OpenSSH, clientloop.c and channels.c',
    'No xauth data': 'OpenSSH, clientloop.c and channels.c',
    'Could not request local forwarding': 'OpenSSH, clientloop.c and channels.c',
    'cannot listen to port': 'OpenSSH, clientloop.c and channels.c',
    'stdin: is not a tty': 'start-up files: tcsh, mesg(1), stty(1)',
    'ttyname failed': 'start-up files: tcsh, mesg(1), stty(1)',
    'Inappropriate ioctl for device': 'start-up files: tcsh, mesg(1), stty(1)',
    "didn't find section in config file": 'rclone 1.60.1: onward.test.ts',
    "couldn't fetch token": 'rclone, oauthutil.go',
    'empty token found': 'rclone, oauthutil.go',
    'maybe token expired?': 'rclone, oauthutil.go',
    // The server of the tests knows no permissions.
    'An error occurred (AccessDenied)': 'Amazon S3 API, Error Responses',
    ...from(
      'FileZilla 3.63, seen',
      ...['Could not connect to server', 'Could not connect to server … Waiting to retry', 'Error: FATAL ERROR:'],
      ...['Connection timed out after … of inactivity', 'ssh_init: … not known', 'Disconnected from server'],
      ...['Remote side unexpectedly closed network connection', 'Received unexpected end-of-file from SFTP server'],
      ...['Status: Access denied', 'Access denied … Authentication failed.', 'Error: Authentication failed.'],
      ...['Server sent an additional login prompt', 'You need to use the interactive login type'],
      'You have no guarantee that the server is the computer you think it is',
      'Always trust this host, add this key to the cache',
      ...['Connection abandoned.', 'Error: Directory … no such file or directory'],
      ...['Error: Directory … permission denied', 'Failed to retrieve directory listing'],
      ...['open for read: permission denied', 'open for read: no such file or directory', 'Could not start transfer'],
      ...['Invalid character sequence received, disabling UTF-8', 'local: unable to open'],
      ...['Critical file transfer error', 'error while writing local file', 'Target file already exists'],
      ...['File does not contain any importable data', 'Site does not exist.', 'Really delete … from the server?'],
      ...['Error: File transfer failed', 'File transfers still in progress.', 'Host key mismatch'],
      ...['Potential security breach!', 'host key does not match the key that has been cached'],
    ),
    ...from(
      'FileZilla 3.63, its texts',
      ...['Cannot establish FTP connection to an SFTP server', 'Plain FTP is insecure'],
      ...['Insecure server, it does not support FTP over TLS', 'Connection attempt failed', 'Incorrect password'],
      ...['No supported authentication methods available', "Couldn't agree a … (available:"],
      ...['Could not write to local file', 'All transfers have finished. … could not be transferred'],
      ...['ssh_init: Host does not exist', 'ssh_init:'],
    ),
    ...from(
      'WinSCP, source/resource/TextsCore1.rc',
      ...['You cannot connect to an SFTP server using an FTP protocol', 'Network error: '],
      ...['Server unexpectedly closed network connection', 'Connection has been unexpectedly closed'],
      ...['Host is not communicating for', 'Timeout waiting for server to respond', 'Cannot initialize SFTP protocol'],
      ...['Is the host running an SFTP server?', 'Authentication log (see session log for details)'],
      ...['Continue connecting to an unknown server', 'Error changing directory to', 'Error listing directory'],
      ...['Cannot open remote file', "Can't create file", 'Error creating folder', 'Error writing to file'],
      ...['Destination directory already contains file', 'Target directory contains partially transferred file'],
      ...['Do you want to resume file transfer?', 'temporary transfer file … could not be renamed'],
      'host key does not match the one WinSCP has',
    ),
    ...from(
      'docs.cyberduck.io, connection and sftp, of 2026-08-18',
      ...['IO Error: Broken pipe', 'IO Error: Read Timed Out', 'Invalid packet: indicated length'],
    ),
  };
  const all = planTo().steps.flatMap(({ id }) => seenIn(id));
  expect(all.filter((text) => !provoked.has(text) && !Object.hasOwn(sources, text))).toEqual([]);
  expect(Object.keys(sources).filter((text) => provoked.has(text) || !all.includes(text))).toEqual([]);
});

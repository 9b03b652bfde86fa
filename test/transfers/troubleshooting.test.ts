import { spawn, spawnSync } from 'node:child_process';
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
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planTransfer } from '../../src/generator/index.ts';
import type { Plan } from '../../src/generator/index.ts';
import { findFreePort } from '../free-port.ts';
import { openPty } from '../pty.ts';
import { serverKey, startS3Server } from '../s3-server.ts';
import { plugInDrive } from './image-drive.ts';
import { openSite, stepOf, textOf } from './site.ts';
import type { Site } from './site.ts';
import { writeRandomFile } from './tree.ts';

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

function planOf(destination = join(site.folder, 'GRID1'), collection = 'GRID1'): Plan {
  const draft = { method: 'troubleshooting', account: site.sshd.account, lab, collection, destination };
  const planned = planTransfer(site.facility, draft, '2026-11-24');
  if ('plan' in planned) return planned.plan;
  throw new Error(JSON.stringify(planned.problems));
}

/** The texts in the title of an entry. */
const seenIn = (id: string): string[] =>
  [...stepOf(planOf(), id).title.matchAll(/`([^`]*)`/g)].map(([, text = '']) => text);

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
const copyLine = (plan: Plan): string => textOf(plan, 'connection-lost');

describe('what ssh says', () => {
  const ssh = '/usr/bin/ssh -F none -o BatchMode=yes';

  test('of a host that is not known, and the next command finds the one that is', async () => {
    // A label of more than 63 letters is no name, whatever name server is asked. Without a network none is.
    const shown = await type(`${ssh} me@${'a'.repeat(70)}.invalid true`);
    expectFound('host-unknown', shown, ['Could not resolve hostname', 'Name or service not known']);
    const alone = await type(`unshare -n ${ssh} me@storage.invalid true`);
    expectFound('host-unknown', alone, ['Temporary failure in name resolution']);
    expect(await site.run(textOf(planOf(), 'host-unknown'))).toEqual({ code: 0, shown: '' });
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
    expect(await site.run(textOf(planOf(), 'connection-refused'))).toEqual({ code: 0, shown: '' });
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
      'Offending … key in',
    ]);
    // -f: ssh-keygen looks into the home that the system has for the account, not into HOME.
    const keygen = textOf(planOf(), 'host-key-unknown');
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

      const [, option = ''] = /^ssh (-o \S+)(?= )/.exec(textOf(planOf(), 'permission-denied')) ?? [];
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
    const next = textOf(planOf(), 'remote-command');
    expect(await type(next)).not.toMatch(/^remotecommand (?!none$)/m);
    writeFileSync(file, `Host ${site.facility.storage.host}\n  RemoteCommand tmux attach\n${settings}`);
    try {
      const { code, shown } = await site.run(copyLine(planOf(join(site.folder, 'own command'))));
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

  /** Makes a key that no server knows. */
  function newKey(name: string): string {
    const file = join(site.folder, `key-${name}`);
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    return file;
  }
});

describe('what rsync says', () => {
  test('of a connection that breaks, and the same command goes on', async () => {
    const plan = planOf(join(site.folder, 'broken'));
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
    const plan = planOf(join(site.folder, 'stopped'));
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
    const { code, shown } = await site.run(copyLine(planOf(join(site.folder, 'none'), 'GRID9')));
    expect(code).toBe(23);
    expectFound('partial-transfer', shown, ['code 23', 'some files/attrs were not transferred']);
    expectFound('no-such-folder', shown, ['No such file or directory', 'change_dir']);
    expect(await type(textOf(planOf(), 'no-such-folder'))).toContain('GRID1');
    expectFound('no-such-folder', await type('rsync -a not-there x/'), ['link_stat']);
  });

  test('of a link that leads nowhere, whose end is asked for; the next command shows it', async () => {
    const plan = planOf(join(site.folder, 'links'));
    symlinkSync('nowhere', join(source, 'dead link'));
    try {
      const { code, shown } = await site.run(copyLine(plan).replace(' -a ', ' -a -L '));
      expect(code).toBe(23);
      expectFound('dead-link', shown, ['symlink has no referent']);
      const links = await type(textOf(plan, 'dead-link'));
      expect(links).toMatch(/^l\S+ .* \/.*\/GRID1\/dead link -> nowhere\n$/);
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
      expect(await type(textOf(planOf(drive.path), 'name-refused'))).toMatch(/fuseblk|exfat/);
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
      expectFound('read-only', denied, ['failed: Permission denied']);
      expectFound('disk-full', denied, ['code 11', 'error in file IO']);
      expect(stepOf(planOf(), 'disk-full').otherwise).toContainEqual(expect.objectContaining({ help: 'read-only' }));
      expect(await type(textOf(planOf(into), 'read-only'))).toMatch(/^drwxr-xr-x \d+ root root /);

      chmodSync(into, 0o777);
      utimesSync(from, 0, 0);
      const partial = await type(`${asUser} rsync -rt '${from}/' '${into}/'`);
      expectFound('partial-transfer', partial, ['code 23', 'some files/attrs were not transferred']);
      expectFound('no-attributes', partial, ['Operation not permitted', 'failed to set times']);
      const unwritable = await type(`${asUser} rsync '${from}/y.eer' '${home}/'`);
      expectFound('partial-transfer', unwritable, ['failed: Permission denied (13)']);
      // What runs on the server, by somebody who may not read everything there.
      const [find = ''] = /find .*(?=')/.exec(textOf(planOf(), 'partial-transfer')) ?? [];
      const line = `cd / && ${asUser} ${find.replace(source, `'${from}'`)}`;
      expect(await site.run(line)).toEqual({ code: 0, shown: `${from}/x.eer\n` });
      expect(await site.run(textOf(planOf(), 'partial-transfer'))).toEqual({ code: 0, shown: '' });
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  test('of a disk that is not to be written to', async () => {
    const path = join(site.folder, 'locked');
    mkdirSync(path);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', path], { encoding: 'utf8' }).stderr).toBe('');
    try {
      expectFound('read-only', await type(copyLine(planOf(join(path, 'x')))), ['Read-only file system']);
      expect(await type(textOf(planOf(path), 'read-only'))).toMatch(/^d/);
    } finally {
      spawnSync('umount', [path]);
    }
  });

  test('of an image that is deleted meanwhile', async () => {
    const plan = planOf(join(site.folder, 'vanishing'));
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
      const plan = planOf(full);
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
    const plan = planOf(join(site.folder, 'a-file'));
    expectFound('file-selection', await type(copyLine(plan)), ['code 3', 'errors selecting input/output files, dirs']);
    expect(await type(textOf(plan, 'file-selection'))).toMatch(/^-/);

    // In the path of the destination, a link of somebody else; and the path that it leads to is taken.
    const real = join(site.folder, 'real');
    mkdirSync(real);
    symlinkSync(real, join(site.folder, 'of another'));
    lchownSync(join(site.folder, 'of another'), 61234, 61234);
    const refused = await site.run(copyLine(planOf(join(site.folder, 'of another', 'GRID1'))));
    expect(refused.code).toBe(3);
    expectFound('file-selection', refused.shown, ['refusing to follow a symlink owned by an untrusted user']);
    const found = await type(`readlink -f '${join(site.folder, 'of another')}'`);
    expect(found).toBe(`${real}\n`);
    expect((await site.run(copyLine(planOf(join(real, 'GRID1'))))).code).toBe(0);
  });

  test('of an option it does not know, and of two computers', async () => {
    expectFound('unknown-option', await type('rsync --no-such-option'), [
      'unknown option',
      'syntax or usage error',
      'code 1',
    ]);
    expectFound('unknown-option', await type(`rsync --checksum-choice=none9 ${source}/ x/`), ['code 4']);
    expect(await type(textOf(planOf(), 'unknown-option'))).toMatch(/^rsync +version /);
    expectFound('both-remote', await type('rsync a:b/ c:d/'), ['The source and destination cannot both be remote.']);
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
    expect(line).toContain(` -rlcn -i --stats ${one}/ ${two}/ | sed `);
    const shown = await type(line);
    expect(shown).toMatch(/^>fc/m);
    expectFound('verify-differs', shown, [
      ...['NOT PASSED', '>f', '>fc.T......', '>f+++++++++'],
      ...['cL', 'cL+++++++++', 'cd'],
    ]);
    writeFileSync(join(two, 'x'), 'cut');
    expectFound('verify-differs', await type(line), ['>fcsT......']);
    // The next command brings what differs, though size and time are the same, and says so.
    writeFileSync(join(two, 'x'), 'b');
    utimesSync(join(one, 'x'), 0, 0);
    utimesSync(join(two, 'x'), 0, 0);
    const cure = textOf(planOf(two), 'verify-differs').replace(/ -e 'ssh [^']*' \S+ \S+$/, ` ${one}/ ${two}/`);
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
        'Operation not permitted',
        'Function not implemented',
        'chown',
      ]);
      expect(await type(textOf(planOf(drive.path), 'no-attributes'))).toMatch(/fuseblk|exfat/);
    } finally {
      drive.remove();
    }
  });
});

describe('what the server says of its own account', () => {
  test('whose start-up file prints text', async () => {
    const other = await openSite({ forceCommand: 'echo Welcome; eval "$SSH_ORIGINAL_COMMAND"' });
    try {
      const { shown } = await other.run(copyLine(planOf(join(other.folder, 'x'))));
      expectFound('unclean-shell', shown, ['is your shell clean?', 'protocol version mismatch', 'code 2']);
      expect((await other.run(textOf(planOf(), 'unclean-shell'))).shown).toBe('Welcome\n');
    } finally {
      await other.close();
    }
    expect(await site.run(textOf(planOf(), 'unclean-shell'))).toEqual({ code: 0, shown: '' });
  });

  test('that has no rsync', async () => {
    const other = await openSite({ forceCommand: 'PATH=/nowhere; eval "$SSH_ORIGINAL_COMMAND"' });
    try {
      const { shown } = await other.run(copyLine(planOf(join(other.folder, 'x'))));
      // Its code is 12 or 127: whichever rsync notices first, the closed connection or the end of ssh.
      expectFound('rsync-missing', shown, ['rsync: command not found']);
      const dash = await other.run(`${copyLine(planOf(join(other.folder, 'x')))} --rsync-path='/bin/dash -c rsync'`);
      expectFound('rsync-missing', dash.shown, ['rsync: not found']);
    } finally {
      await other.close();
    }
    expect(await type(textOf(planOf(), 'rsync-missing'))).toMatch(/^rsync +version/);
  });
});

describe('what the shells and mkdir say', () => {
  test('of a program that is not there, of a pattern, and of a folder that cannot be made', async () => {
    for (const shell of ['bash', 'zsh'])
      expectFound('command-not-found', await type('no-such-program', shell), ['command not found']);
    expectFound('command-not-found', await type('no-such-program', 'fish'), ['Unknown command']);
    expectFound('pasted-apart', await type('ls /no-such?name', 'zsh'), ['no matches found']);
    expectFound('pasted-apart', await type('ls /no-such?name', 'tcsh'), ['No match.']);
    expectFound('pasted-apart', await type("echo it's", 'tcsh'), ['Unmatched']);
    expectFound('read-only', await type('mkdir /proc/x'), ['mkdir: cannot create directory']);
    expect(await type(textOf(planOf(), 'command-not-found'))).toMatch(/\/rsync\n.*\/ssh\n/);
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
    expectFound('command-not-found', plain(bash.output), ['bash: rsync: command not found']);
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
    expect(await type(textOf(planOf(site.folder), 'too-large-for-fat32'))).toMatch(/Type .*Avail/);
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
      [textOf(planOf(), 'no-session'), 'No Sockets found'],
      ['tmux attach -t =gone', 'no sessions'],
      ['tmux ls', 'no server running on'],
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
    const listed = await show(textOf(planOf(), 'several-sessions'), env);
    const sessions = [...listed.matchAll(/\d+\.twice/g)].map(([name]) => name);
    expect(new Set(sessions).size).toBe(2);
    for (const name of sessions) spawnSync('screen', ['-S', name, '-X', 'quit'], { env });
    rmSync(env.SCREENDIR, { recursive: true });
  });
});

describe('what aws says', () => {
  test('without keys, and the next command asks for them', async () => {
    const home = join(site.folder, 'home');
    const env = { PATH: '/usr/bin:/bin', HOME: home, AWS_EC2_METADATA_DISABLED: 'true' };
    const { stderr } = spawnSync('aws', ['s3', 'ls'], { encoding: 'utf8', env });
    expectFound('aws-credentials', stderr, ['Unable to locate credentials']);
    const pty = openPty(`env -i TERM=xterm HOME='${home}' PATH=/usr/bin:/bin ${textOf(planOf(), 'aws-credentials')}`);
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
      expect(await say(textOf(planOf(), 'aws-no-such-bucket'), serverKey)).toMatch(/ lab-bucket\n$/);
      expectFound('aws-credentials', await say('aws s3 ls s3://lab-bucket', 'ANOTHER'), [
        'The AWS Access Key Id you provided does not exist',
        'An error occurred (InvalidAccessKeyId) when calling the … operation',
        'does not exist in our records',
      ]);
      expectFound('aws-access-denied', await say('aws s3 cp s3://lab-bucket/x /dev/null', 'ANOTHER'), [
        '403',
        'Forbidden',
      ]);
    } finally {
      await server.stop();
    }
  });
});

test('words that were not shown here come from a source that is named', () => {
  const hooks = 'globus-cli, exception_handling/hooks.py';
  const openrsync = "Apple's openrsync, seen with 182";
  const sources: Record<string, string> = {
    'mkstemp … No such file or directory': 'rsync 3.5.0 on exFAT by FUSE, 3.2.7 on cifs: rsync-outcomes.ts',
    'could not make way for new regular file': 'rsync 3.1.3 to 3.5.0: rsync-outcomes.ts',
    'nodename nor servname provided': 'macOS, gai_strerror(3): EAI_NONAME',
    'Operation timed out': 'macOS, errno(2): ETIMEDOUT',
    'No route to host': 'Linux, errno(3): EHOSTUNREACH',
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
    'read errors mapping': 'rsync, fileio.c',
    'mkstemp … Invalid argument': 'rsync, receiver.c, on a file system of the kernel, such as cifs',
    'failed to stat … Invalid argument': 'rsync, generator.c, on the exFAT of the kernel',
    'Illegal byte sequence': 'macOS, errno(2): EILSEQ',
    'Invalid or incomplete multibyte or wide character': 'Linux, errno(3): EILSEQ',
    mkstempat: openrsync,
    mkpathat: openrsync,
    utimensat: openrsync,
    'mkpath: Not a directory': openrsync,
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
    // The server of the tests knows no permissions.
    'An error occurred (AccessDenied)': 'Amazon S3 API, Error Responses',
  };
  const all = planOf().steps.flatMap(({ id }) => seenIn(id));
  expect(all.filter((text) => !provoked.has(text) && !Object.hasOwn(sources, text))).toEqual([]);
  expect(Object.keys(sources).filter((text) => provoked.has(text) || !all.includes(text))).toEqual([]);
});

/**
 * The storage server of the tests: a real sshd on loopback that lives in a temporary folder, and an `ssh` and `scp` in
 * PATH that find it under the facility's host name. So commands run exactly as they are printed.
 */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { loadFacility } from '../../src/facility/load.ts';
import { findFreePort } from './free-port.ts';

/** A running sshd and what its client needs. */
export interface Sshd {
  /** Where sshd itself listens, on its address. */
  readonly port: number;
  /** The account it lets in: that of the current user. */
  readonly account: string;
  /** Its keys, configuration and programs; removed by `stop`. */
  readonly folder: string;
  /** The environment to run commands in: `ssh` and `scp` in its PATH reach this sshd. */
  readonly env: NodeJS.ProcessEnv;
  /** The pids of the sshd processes that serve a connection now. */
  connections(): number[];
  /** How often somebody has logged in so far. */
  countLogins(): number;
  stop(): Promise<void>;
}

/** Only for what differs from a plain server. */
export interface SshdOptions {
  /** Runs instead of every command; finds that command in `SSH_ORIGINAL_COMMAND`. */
  readonly forceCommand?: string;
  /** Variables that the client sends and the server takes. */
  readonly acceptEnv?: readonly string[];
  /** The names it goes by. The default is the facility's storage server. */
  readonly hosts?: readonly string[];
  /** Where it listens, and the client finds it. The default is 127.0.0.1. */
  readonly address?: string;
  /** Words before its command, such as those that enter another network namespace. */
  readonly within?: readonly string[];
  /** What the server shows before anybody logs in; the client then says what else it has to say, too. */
  readonly banner?: string;
  /** The port that the client connects to instead of sshd's own: that of a proxy. */
  readonly connectPort?: number;
  /** Lets all commands use one connection, which saves each its key exchange. A cut would then hit the next one too. */
  readonly shareConnection?: boolean;
  /** How many commands may share a connection at the same time. The default is 100. */
  readonly maxSessions?: number;
}

/** Starts an sshd that takes one fresh key and nothing else. Throws with sshd's own words when it does not start. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'sshd-'));
  // Where sshd, when it is root, locks up its network side; a service would have made it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  makeKeys(folder);
  try {
    const { server, port, countLogins } = await listen(folder, options);
    const env = writeClient(folder, port, options);
    return {
      port,
      account: userInfo().username,
      folder,
      env,
      connections: () => findSessions(server),
      countLogins,
      async stop() {
        for (const pid of findSessions(server)) endProcess(pid);
        await endServer(server);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Ends a process by its pid; one that has already gone is as good. */
export function endProcess(pid: number, signal: NodeJS.Signals = 'SIGTERM'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** The pids of `pid` and of all processes it began, however far down, whose program has this name, youngest last. */
export function findProcesses(pid: number, name: string): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .flatMap((match) => (match ? [{ pid: Number(match[1]), parent: Number(match[2]), name: match[3] ?? '' }] : []));
  const below = (parent: number): typeof rows =>
    rows.filter((row) => row.parent === parent).flatMap((row) => [row, ...below(row.pid)]);
  return [...rows.filter((row) => row.pid === pid), ...below(pid)]
    .filter((row) => row.name.includes(name))
    .map((row) => row.pid);
}

const hostKey = 'host-key';
const clientKey = 'client-key';
/** The name the host key is known by, so that it does not depend on host and port. */
const hostKeyAlias = 'test-storage-server';

function makeKeys(folder: string): void {
  for (const key of [hostKey, clientKey]) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', key, '-f', join(folder, key)]);
  }
  writeFileSync(join(folder, 'authorized-keys'), readFileSync(join(folder, `${clientKey}.pub`)));
  writeFileSync(join(folder, 'known-hosts'), `${hostKeyAlias} ${readFileSync(join(folder, `${hostKey}.pub`), 'utf8')}`);
}

/** Somebody may take a free port before sshd does: then another one is tried. */
async function listen(
  folder: string,
  options: SshdOptions,
): Promise<{ server: ChildProcess; port: number; countLogins: () => number }> {
  let said = '';
  const countLogins = (): number => said.split('\nAccepted ').length - 1;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await findFreePort();
    const config = join(folder, 'sshd.conf');
    if (options.banner) writeFileSync(join(folder, 'banner'), options.banner);
    writeFileSync(config, formatServerConfig(folder, port, options));
    const words = ['/usr/sbin/sshd', '-D', '-e', '-f', config];
    // nsenter and the like become the program that they run.
    const [program = words[0] ?? '', ...args] = options.within ? [...options.within, ...words] : words;
    const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    said = '';
    const isListening = await new Promise<boolean>((resolve, reject) => {
      server.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('Server listening')) resolve(true);
      });
      server.once('exit', () => {
        resolve(false);
      });
      server.once('error', reject);
    });
    if (isListening) return { server, port, countLogins };
  }
  throw new Error(`sshd does not start: ${said}`);
}

function formatServerConfig(
  folder: string,
  port: number,
  { forceCommand, acceptEnv = [], address = '127.0.0.1', banner, maxSessions = 100 }: SshdOptions,
): string {
  return [
    `Port ${String(port)}`,
    `ListenAddress ${address}`,
    `HostKey "${join(folder, hostKey)}"`,
    `AuthorizedKeysFile "${join(folder, 'authorized-keys')}"`,
    'PidFile none',
    'AuthenticationMethods publickey',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    // A temporary folder lies in one that everybody may write to.
    'StrictModes no',
    'UsePAM no',
    'UseDNS no',
    'PrintMotd no',
    'MaxStartups 100',
    `MaxSessions ${String(maxSessions)}`,
    'Subsystem sftp internal-sftp',
    'LogLevel INFO',
    // Nobody listens on loopback: the cheapest key exchange halves what a connection costs.
    'KexAlgorithms curve25519-sha256',
    // The start-up files of a developer's own shell are not those of the storage server.
    `SetEnv "HOME=${folder}"`,
    ...(acceptEnv.length > 0 ? [`AcceptEnv ${acceptEnv.join(' ')}`] : []),
    ...(banner ? [`Banner "${join(folder, 'banner')}"`] : []),
    ...(forceCommand ? [`ForceCommand ${forceCommand}`] : []),
    '',
  ].join('\n');
}

function writeClient(folder: string, port: number, options: SshdOptions): NodeJS.ProcessEnv {
  const {
    acceptEnv = [],
    hosts = [loadFacility().storage.host],
    connectPort = port,
    shareConnection,
    address = '127.0.0.1',
    banner,
  } = options;
  const config = join(folder, 'ssh.conf');
  const lines = [
    `Host ${hosts.join(' ')}`,
    `HostName ${address}`,
    `Port ${String(connectPort)}`,
    `HostKeyAlias ${hostKeyAlias}`,
    `UserKnownHostsFile "${join(folder, 'known-hosts')}"`,
    'GlobalKnownHostsFile none',
    'StrictHostKeyChecking yes',
    `IdentityFile "${join(folder, clientKey)}"`,
    'IdentitiesOnly yes',
    'IdentityAgent none',
    'BatchMode yes',
    `LogLevel ${banner ? 'INFO' : 'ERROR'}`,
    ...(acceptEnv.length > 0 ? [`SendEnv ${acceptEnv.join(' ')}`] : []),
    ...(shareConnection
      ? ['ControlMaster auto', `ControlPath "${join(folder, 'control')}"`, 'ControlPersist yes']
      : []),
    // Any other name stays unknown, also to the programs of this computer's own configuration.
    'Host *',
    'HostName unknown.invalid',
    'BatchMode yes',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  for (const program of ['ssh', 'scp']) {
    const file = join(programs, program);
    writeFileSync(file, `#!/bin/sh\nexec /usr/bin/${program} -F '${config}' "$@"\n`);
    chmodSync(file, 0o755);
  }
  // What a developer has told rsync for every run would change what is tested.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('RSYNC_'));
  return { ...Object.fromEntries(own), PATH: `${programs}:${process.env.PATH ?? ''}` };
}

/** One process or, when privileges are separated, two a connection. */
function findSessions({ pid = 0 }: ChildProcess): number[] {
  return findProcesses(pid, 'sshd').filter((found) => found !== pid);
}

async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  await exited;
}

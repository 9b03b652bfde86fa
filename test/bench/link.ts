import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a link is like; without a rate it is loopback. */
export interface LinkKind {
  readonly title: string;
  /** Unit: bits a second. */
  readonly rate?: number;
  /** There and back. Unit: milliseconds. */
  readonly roundTripMilliseconds?: number;
}

/** Two computers, as far as TCP can tell, and what is between them. */
export interface Link {
  /** What stands before a command so that it runs on that computer. */
  readonly client: readonly string[];
  readonly server: readonly string[];
  readonly serverAddress: string;
  /** What makes the link, and how TCP finds its speed on it: a namespace may not choose that. */
  readonly madeBy: string;
  /**
   * Ends it. Should this program be killed, the link ends by itself: its processes wait for the end of their standard
   * input.
   */
  close: () => void;
}

const settings = [
  // Linux's own defaults, whatever this machine is set to: a server that nobody has tuned.
  'net.ipv4.tcp_rmem=4096 131072 6291456',
  'net.ipv4.tcp_wmem=4096 16384 4194304',
  // What one copy learnt about the link is not told to the next one.
  'net.ipv4.tcp_no_metrics_save=1',
];

/** Makes a link between two network namespaces of its own; loopback is one namespace. Needs root. */
export async function openLink({ rate, roundTripMilliseconds = 0 }: LinkKind): Promise<Link> {
  const processes: ChildProcess[] = [];
  const close = (): void => {
    for (const child of processes) child.stdin?.end();
  };
  try {
    const client = await openNamespace(processes);
    const server = rate === undefined ? client : await openNamespace(processes);
    for (const pid of new Set([client, server])) {
      run(pid, 'ip', 'link', 'set', 'lo', 'up');
      run(pid, 'sysctl', '-qw', ...settings);
    }
    let madeBy = 'the kernel';
    if (rate !== undefined) {
      madeBy = tryNetem(client, server, rate, roundTripMilliseconds / 2)
        ? 'netem'
        : 'test/bench/cable.py (no netem here)';
      if (madeBy !== 'netem') await openCable(processes, client, server, rate, roundTripMilliseconds / 2000);
      for (const [pid, address] of [
        [client, '10.0.0.1/24'],
        [server, '10.0.0.2/24'],
      ] as const) {
        run(pid, 'ip', 'address', 'add', address, 'dev', 'cable');
        run(pid, 'ip', 'link', 'set', 'cable', 'up');
      }
    }
    return {
      client: enter(client),
      server: enter(server),
      serverAddress: rate === undefined ? '127.0.0.1' : '10.0.0.2',
      madeBy: `${madeBy}, TCP ${readFileSync('/proc/sys/net/ipv4/tcp_congestion_control', 'utf8').trim()}`,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function enter(pid: number): string[] {
  return ['nsenter', `--net=/proc/${pid}/ns/net`];
}

function run(pid: number, ...words: string[]): void {
  const [program = '', ...args] = [...enter(pid), ...words];
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Makes a namespace, which is there as long as its process. */
async function openNamespace(processes: ChildProcess[]): Promise<number> {
  const holder = spawn('unshare', ['--net', 'sh', '-c', 'echo; exec cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(holder, 'spawn');
  processes.push(holder);
  const pid = holder.pid ?? 0;
  // It says when it is inside, or ends.
  await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
  if (holder.exitCode !== null)
    throw new Error('No network namespace can be made here: the bench has to be run as root.');
  return pid;
}

/** Says whether the kernel has netem. */
function tryNetem(client: number, server: number, rate: number, delayMilliseconds: number): boolean {
  run(client, 'ip', 'link', 'add', 'cable', 'type', 'veth', 'peer', 'name', 'cable', 'netns', String(server));
  try {
    for (const pid of [client, server]) {
      const how = ['delay', `${delayMilliseconds}ms`, 'rate', `${rate}bit`, 'limit', '20000'];
      run(pid, 'tc', 'qdisc', 'add', 'dev', 'cable', 'root', 'netem', ...how);
    }
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'stderr' in error && String(error.stderr).includes('qdisc kind is unknown')))
      throw error;
    run(client, 'ip', 'link', 'delete', 'cable');
    return false;
  }
}

async function openCable(
  processes: ChildProcess[],
  client: number,
  server: number,
  rate: number,
  delaySeconds: number,
): Promise<void> {
  // As much as is on its way there and back, and no less than a small switch has.
  const buffer = Math.max(1_000_000, Math.round((rate / 8) * delaySeconds * 2));
  const words = [client, server, rate, delaySeconds, buffer].map(String);
  const cable = spawn('python3', [join(import.meta.dirname, 'cable.py'), ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(cable, 'spawn');
  processes.push(cable);
  const [said] = (await Promise.race([once(cable.stdout, 'data'), once(cable, 'exit')])) as unknown[];
  if (!String(said).includes('ready')) throw new Error('The cable could not be made.');
}

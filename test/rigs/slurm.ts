/**
 * A cluster of the tests: Debian's Slurm with a controller and two nodes on loopback, in a temporary folder, with a key
 * of its own for munge. Each node has a name of its own, and does not see the folder of the storage server.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { findFreePort } from './free-port.ts';
import { endProcess } from './sshd.ts';

/**
 * How Slurm knows the processes of a job: by their control group, as real clusters do, where a signal for a job reaches
 * its first shell alone; or by their parents, where it reaches all.
 */
export type Tracking = 'cgroup' | 'linuxproc';

export interface Cluster {
  /** The names of the nodes, as `uname -n` prints them there. */
  readonly nodes: readonly string[];
  /** Its folder, for logs and the like. */
  readonly folder: string;
  /** Submits a script with further options; gives the number of the job. Throws with what sbatch says. */
  submit(file: string, ...options: readonly string[]): string;
  /** Runs one of Slurm's programs; gives what it prints. */
  ask(program: string, ...words: readonly string[]): string;
  /** Runs a line in a shell, as if it had been typed on the login node in this folder. */
  type(line: string, folder: string): { readonly code: number | null; readonly shown: string };
  /** A value of `scontrol show job`. Nothing where Slurm does not know the job any more. */
  valueOf(job: string, name: string): string | undefined;
  /** Waits until a job is in one of these states. */
  waitFor(job: string, ...states: readonly string[]): Promise<void>;
  /**
   * Lets a job that was queued again begin soon: Slurm itself lets two minutes pass. A node refuses one that begins in
   * the second in which it ended: “Job credential revoked”.
   */
  hurry(job: string): Promise<void>;
  /** Holds the programs of this name that a job has started, until what it gives is called. */
  freeze(job: string, program: string): () => void;
  /** Ends all jobs, and waits until they are gone. */
  clear(): Promise<void>;
  /**
   * Ends the program of a node as a crash does, or the controller, which keeps in mind what it knows: what they have
   * started goes on.
   */
  end(name: string): Promise<void>;
  start(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Waits until this holds: to ask Slurm costs more than to look at a file, so it is not asked as often. */
async function waitUntil(holds: () => boolean, message: string): Promise<void> {
  for (let looks = 0; !holds(); looks += 1) {
    if (looks >= 900) throw new Error(`Slurm: waited in vain for ${message}`);
    await setTimeout(100);
  }
}

const freezer = '/sys/fs/cgroup/freezer';

/** Why jobs cannot be tracked by control groups here; nothing where they can. */
export function refuseCgroups(): string | undefined {
  return existsSync(join(freezer, 'cgroup.procs')) && process.getuid?.() === 0
    ? undefined
    : 'Batch jobs were not run with control groups: there is no freezer of version 1 at /sys/fs/cgroup, or we are not root.';
}

/** Starts a cluster whose jobs have the variables of `env`. `hidden` is the folder that its nodes do not have. */
export async function openCluster(tracking: Tracking, env: NodeJS.ProcessEnv, hidden: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'slurm-'));
  const nodes = ['a', 'b'].map((letter) => `${letter}${String(process.pid)}`);
  const all = new Map<string, ChildProcess>();
  const config = join(folder, 'slurm.conf');
  const clientEnv = { ...env, SLURM_CONF: config, PATH: `${env.PATH ?? ''}:/usr/sbin` };
  await writeConfig(folder, tracking, nodes);

  const ask = (program: string, ...words: readonly string[]): string =>
    execFileSync(program, words, { env: clientEnv, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const run = (name: string, program: string, args: readonly string[]): void => {
    const output = openSync(join(folder, `${name}.out`), 'a');
    // In a group of its own: Ctrl+C at the tests reaches this process, which ends them.
    all.set(name, spawn(program, args, { env: clientEnv, stdio: ['ignore', output, output], detached: true }));
    closeSync(output);
  };
  const start = async (name: string): Promise<void> => {
    if (name === 'controller') {
      run(name, 'slurmctld', ['-D', '-i']);
      await waitUntil(() => spawnSync('scontrol', ['ping'], { env: clientEnv }).status === 0, 'the controller');
      return;
    }
    const hide = `mount -t tmpfs none ${quoteWord(hidden)} && hostname ${name}`;
    run(name, 'unshare', ['--uts', '--mount', 'sh', '-c', `${hide} && exec slurmd -D -N ${name}`]);
    await waitUntil(() => /^(?:idle|mixed|allocated)$/.test(ask('sinfo', '-h', '-n', name, '-o', '%T').trim()), name);
  };
  const end = async (name: string): Promise<void> => {
    const child = all.get(name);
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    // A crash would lose what happened in the last five seconds.
    child.kill(name === 'controller' ? 'SIGTERM' : 'SIGKILL');
    await exited;
  };
  const valueOf = (job: string, name: string): string | undefined => {
    const { stdout } = spawnSync('scontrol', ['show', 'job', '-o', job], { env: clientEnv, encoding: 'utf8' });
    return new RegExp(` ${name}=(\\S*)`).exec(` ${stdout}`)?.[1];
  };
  const cluster: Cluster = {
    nodes,
    folder,
    ask,
    valueOf,
    type(line, cwd) {
      const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1; ${line}`], {
        cwd,
        env: clientEnv,
        encoding: 'utf8',
      });
      return { code: status, shown: stdout };
    },
    submit: (file, ...options) => ask('sbatch', '--parsable', ...options, file).trim(),
    async waitFor(job, ...states) {
      await waitUntil(() => states.includes(valueOf(job, 'JobState') ?? ''), `job ${job}: ${states.join(', ')}`);
    },
    async hurry(job) {
      await cluster.waitFor(job, 'PENDING');
      ask('scontrol', 'update', `jobid=${job}`, 'starttime=now+2seconds');
    },
    freeze(job, program) {
      const isIt = (pid: number): boolean => readFileSync(`/proc/${String(pid)}/comm`, 'utf8').trim() === program;
      const found = findProcesses(`SLURM_CONF=${config}`, `SLURM_JOB_ID=${job}`).filter(isIt);
      if (found.length === 0) throw new Error(`Job ${job} has no ${program}.`);
      for (const pid of found) endProcess(pid, 'SIGSTOP');
      return () => {
        for (const pid of found) endProcess(pid, 'SIGCONT');
      };
    },
    async clear() {
      spawnSync('scancel', ['--me', '--signal=KILL', '--full'], { env: clientEnv });
      spawnSync('scancel', ['--me'], { env: clientEnv });
      await waitUntil(() => ask('squeue', '--noheader') === '', 'the end of all jobs');
    },
    end,
    start,
    async close() {
      for (const pid of findProcesses(`SLURM_CONF=${config}`)) endProcess(pid, 'SIGKILL');
      for (const name of all.keys()) await end(name);
      removeGroups(nodes);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    run('munge', 'munged', [
      '--foreground',
      '--force',
      ...['key', 'socket', 'pid', 'log', 'seed'].map(
        (file) => `--${file}${file === 'socket' ? '' : '-file'}=${join(folder, 'munge', file)}`,
      ),
    ]);
    await waitUntil(() => existsSync(join(folder, 'munge', 'socket')), 'munge');
    await Promise.all(['controller', ...nodes].map(start));
    return cluster;
  } catch (error) {
    const said = readdirSync(folder).filter((name) => /\.(?:out|log)$/.test(name));
    const lines = said.map((name) => `${name}: ${readFileSync(join(folder, name), 'utf8').slice(-1000)}`);
    await cluster.close();
    throw new Error(`Slurm does not start:\n${lines.join('\n')}`, { cause: error });
  }
}

async function writeConfig(folder: string, tracking: Tracking, nodes: readonly string[]): Promise<void> {
  for (const name of ['munge', 'state']) mkdirSync(join(folder, name), { mode: 0o700 });
  writeFileSync(join(folder, 'munge', 'key'), randomBytes(128), { mode: 0o400 });
  const [port, ...ports] = await Promise.all(Array.from({ length: 1 + nodes.length }, findFreePort));
  const lines = [
    'ClusterName=tests',
    `SlurmctldHost=${hostname()}(127.0.0.1)`,
    'SlurmUser=root',
    'AuthType=auth/munge',
    `AuthInfo=socket=${join(folder, 'munge', 'socket')}`,
    'CredType=cred/munge',
    `SlurmctldPort=${String(port)}`,
    `StateSaveLocation=${join(folder, 'state')}`,
    `SlurmdSpoolDir=${join(folder, 'spool-%n')}`,
    `SlurmctldPidFile=${join(folder, 'controller.pid')}`,
    `SlurmdPidFile=${join(folder, '%n.pid')}`,
    `SlurmctldLogFile=${join(folder, 'controller.log')}`,
    `SlurmdLogFile=${join(folder, '%n.log')}`,
    `ProctrackType=proctrack/${tracking}`,
    'TaskPlugin=task/none',
    'MpiDefault=none',
    'SwitchType=switch/none',
    'JobAcctGatherType=jobacct_gather/none',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core',
    // Any number of processors, whatever this computer has.
    'SlurmdParameters=config_overrides',
    // Else a job that is queued again begins two minutes later.
    'KillWait=3',
    'SlurmdTimeout=6',
    'ReturnToService=2',
    'SchedulerParameters=sched_interval=1,bf_interval=1',
    ...nodes.map(
      (name, index) => `NodeName=${name} NodeHostname=${name} NodeAddr=127.0.0.1 Port=${String(ports[index])} CPUs=8`,
    ),
    `PartitionName=main Nodes=${nodes.join(',')} Default=YES MaxTime=INFINITE State=UP`,
  ];
  writeFileSync(join(folder, 'slurm.conf'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'cgroup.conf'), 'CgroupPlugin=cgroup/v1\nCgroupMountpoint=/sys/fs/cgroup\n');
}

/** The processes that have these variables: those of jobs outlive what started them. */
function findProcesses(...variables: readonly string[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const all = readFileSync(join('/proc', name, 'environ'), 'utf8').split('\0');
        return variables.every((one) => all.includes(one)) ? [Number(name)] : [];
      } catch (error) {
        // It may have ended meanwhile, or be that of somebody else.
        if (error instanceof Error && 'code' in error && /^(?:ENOENT|ESRCH|EACCES)$/.test(String(error.code)))
          return [];
        throw error;
      }
    });
}

/** Removes what Slurm leaves of control groups. */
function removeGroups(nodes: readonly string[]): void {
  const remove = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true }))
      if (entry.isDirectory()) remove(join(path, entry.name));
    rmdirSync(path);
  };
  for (const name of nodes) if (existsSync(join(freezer, `slurm_${name}`))) remove(join(freezer, `slurm_${name}`));
}

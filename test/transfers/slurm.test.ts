/**
 * A script as a batch job, on a cluster with two nodes: what it survives, with Slurm itself. A signal at a time is sent
 * by scancel to the batch shell alone, as --signal=B: has it sent before the time is up.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { quoteWord } from '../../src/generator/index.ts';
import type { Draft } from '../../src/generator/index.ts';
import { textOf } from '../rigs/plans.ts';
import { makeScript } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import { startSshd } from '../rigs/sshd.ts';
import type { Sshd } from '../rigs/sshd.ts';
import type { Site } from '../rigs/site.ts';
import { openCluster, refuseCgroups } from '../rigs/slurm.ts';
import type { Cluster, Tracking } from '../rigs/slurm.ts';
import { findWrongFiles, readTree, readUnfinished, writeRandomFile } from '../rigs/tree.ts';
import { waitForWritten, waitUntil } from '../rigs/wait.ts';

const bigBytes = 24_000_000;
const cutAfterBytes = 6_000_000;
const done = 'DONE: GRID1 is whole: every byte was compared.';
const stopped = 'NOT DONE: it was stopped. Submit it again: it goes on where it stopped.';

let site: Site;
let cluster: Cluster;
/** Where the collections of a test go. */
let folder: string;
let tests = 0;
beforeAll(async () => {
  site = await openSite();
});
beforeEach(() => {
  tests += 1;
  folder = join(site.folder, `scratch ${String(tests)}`);
  mkdirSync(folder);
});
afterEach(async () => {
  site.proxy.reset();
  // Those of a test that failed would keep the next one waiting.
  await cluster.clear();
});
afterAll(async () => {
  await site.close();
});

/** Begins a cluster for the tests of a group. */
function useCluster(tracking: Tracking): void {
  beforeAll(async () => {
    const env = { ...site.sshd.env, RETRY_WAIT_SECONDS: '0', SSH_AUTH_SOCK: '/nowhere', DISPLAY: ':9' };
    cluster = await openCluster(tracking, env, site.facility.storage.interim.path);
  });
  afterAll(async () => {
    await cluster.close();
  });
}

/** An sshd that takes passwords, and an ssh without a key: what each would be told, and does. */
async function startPasswordServer(): Promise<{ path: string; server: Sshd }> {
  const server = await startSshd({ takesPasswords: true });
  const bin = join(server.folder, 'keyless');
  mkdirSync(bin);
  const settings = readFileSync(join(server.folder, 'ssh.conf'), 'utf8').replace(
    /^(?:BatchMode|IdentityFile) .*$/gm,
    '',
  );
  writeFileSync(join(bin, 'ssh.conf'), `${settings}\nIdentityFile none\n`);
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F '${join(bin, 'ssh.conf')}' "$@"\n`, { mode: 0o755 });
  return { path: `${bin}:${process.env.PATH ?? ''}`, server };
}

/** A collection with one file that may take a while. */
function fill(lab: string, name: string, sizeBytes: number): string {
  const source = site.locate(lab, name);
  mkdirSync(source);
  writeRandomFile(join(source, 'movies', 'big.eer'), sizeBytes);
  writeRandomFile(join(source, 'movies', 'small.eer'), 300_000);
  return source;
}

interface Script {
  readonly file: string;
  /** Starts it outside of Slurm. */
  readonly line: () => string;
  readonly source: string;
  readonly destination: string;
  readonly log: string;
  readonly lock: string;
}

/** Makes the script of a collection, and the folders that its plan makes before. */
function prepare(sizeBytes = bigBytes, more: Partial<Draft> = {}): Script {
  const lab = site.makeLab();
  const source = fill(lab, 'GRID1', sizeBytes);
  const destination = join(folder, 'GRID1');
  const plan = site.plan({ lab, collection: 'GRID1', destination, job: 'slurm', keys: 'key', ...more });
  mkdirSync(destination);
  const made = makeScript(site, plan);
  return {
    file: made.file,
    line: () => made.line(),
    source,
    destination,
    log: join(folder, 'get-GRID1.job.log'),
    lock: join(destination, 'get-GRID1.lock'),
  };
}

const read = (log: string): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');
const lastOf = (log: string): string => read(log).trimEnd().split('\n').at(-1) ?? '';

/** Waits until the job says this; a message of Slurm's own may come after it. */
async function waitForLine(log: string, line: string): Promise<void> {
  await waitUntil(() => read(log).split('\n').includes(line), line);
}

/** Submits a script and waits until half of the big file is there: nothing moves until the test does something. */
async function submitHalfWay({ file, destination }: Script, ...options: string[]): Promise<string> {
  const held = site.proxy.holdAfter(cutAfterBytes);
  const job = cluster.submit(file, ...options);
  await held;
  await waitForWritten(destination, cutAfterBytes / 2);
  return job;
}

/** The same, and holds the copy: the network is free for others. */
async function submitAndHold(script: Script): Promise<{ id: string; goOn: () => void }> {
  const id = await submitHalfWay(script);
  const goOn = cluster.freeze(id, 'rsync');
  site.proxy.release();
  return { id, goOn };
}

const nodeOf = (job: string): string => cluster.valueOf(job, 'BatchHost') ?? '';
const locksOf = (destination: string): string[] => readdirSync(destination).filter((name) => name.includes('.lock'));

const cgroups = refuseCgroups();
const kinds: readonly Tracking[] = cgroups ? ['linuxproc'] : ['cgroup', 'linuxproc'];

describe.each(kinds)('a job whose processes are known by %s', (tracking) => {
  useCluster(tracking);

  test('is queued again when its time is nearly up, goes on where it stopped, and says DONE once', async () => {
    const job = prepare();
    const id = await submitHalfWay(job);
    cluster.ask('scancel', '--signal=USR1', '--batch', id);
    await waitForLine(job.log, 'The time of this job is nearly up. It is queued again, and goes on where it stopped.');
    // The file under way is kept, and nothing of the lock.
    expect(Object.keys(readUnfinished(job.destination))).toEqual(['movies/.rsync-partial/big.eer']);
    expect(locksOf(job.destination)).toEqual([]);
    site.proxy.reset();
    await cluster.hurry(id);
    await cluster.waitFor(id, 'COMPLETED');
    expect([cluster.valueOf(id, 'Restarts'), cluster.valueOf(id, 'ExitCode')]).toEqual(['1', '0:0']);
    expect(read(job.log).match(/^(?:NOT )?DONE: .*/gm), read(job.log)).toEqual([done]);
    expect(readTree(job.destination)).toMatchObject(readTree(job.source));
  });

  test('that is cancelled says so, keeps what has come, leaves no lock, and does not come back', async () => {
    const job = prepare();
    const id = await submitHalfWay(job);
    cluster.ask('scancel', '--me', '--name=get-GRID1');
    await waitForLine(job.log, stopped);
    await cluster.waitFor(id, 'CANCELLED');
    expect(read(job.log).match(/^(?:NOT )?DONE: .*/gm), read(job.log)).toEqual([stopped]);
    expect(Object.keys(readUnfinished(job.destination))).toEqual(['movies/.rsync-partial/big.eer']);
    expect(locksOf(job.destination)).toEqual([]);
    expect(cluster.valueOf(id, 'Restarts')).toBe('0');
  });

  test('whose first shell is killed leaves its lock, which the next job takes over on another node', async () => {
    const job = prepare();
    const id = await submitHalfWay(job);
    const node = nodeOf(id);
    cluster.ask('scancel', '--signal=KILL', '--batch', id);
    await cluster.waitFor(id, 'FAILED');
    // Where jobs are known by their parents, what the shell has begun goes on, and gives the lock back when it ends.
    if (tracking === 'cgroup') expect(locksOf(job.destination)).toEqual(['get-GRID1.lock']);
    site.proxy.reset();
    const next = cluster.submit(job.file, `--exclude=${node}`);
    await cluster.waitFor(next, 'COMPLETED');
    if (tracking === 'cgroup')
      expect(read(job.log)).toContain('A script that was ended left its mark here. This one goes on');
    expect([lastOf(job.log), locksOf(job.destination)]).toEqual([done, []]);
    expect(readTree(job.destination)).toMatchObject(readTree(job.source));
  });
});

describe('a job', () => {
  useCluster(kinds[0] ?? 'linuxproc');

  test('is tracked by control groups, as on real clusters', (context) => {
    if (cgroups) context.skip(cgroups);
    const id = cluster.submit(prepare(1_000).file);
    expect(cluster.ask('scontrol', 'show', 'config')).toMatch(/^ProctrackType +=.*cgroup/m);
    expect(id).toBe('1');
  });

  test('is submitted, seen, read and stopped by the commands of its plan', async () => {
    const job = prepare();
    const plan = site.plan({ lab: 'any', collection: 'GRID1', destination: job.destination, job: 'slurm' });
    const here = dirname(job.file);
    const held = site.proxy.holdAfter(cutAfterBytes);
    const submitted = cluster.type(textOf(plan, 'job-submit'), here);
    expect(submitted).toEqual({ code: 0, shown: expect.stringMatching(/^Submitted batch job \d+\n$/) as string });
    await held;
    const [, line = ''] = cluster.type(textOf(plan, 'job-watch'), here).shown.split('\n');
    expect(line).toMatch(/^ +\d+ +main get-GRID +\S+ +R /);
    // It reads on and on: here, for a line, of the last ten.
    const followed = cluster.type(`${textOf(plan, 'job-follow')} | sed q`, here).shown;
    expect(read(job.log)).toContain(followed);
    expect(followed).toMatch(/\S/);
    expect(cluster.type(textOf(plan, 'job-stop'), here)).toEqual({ code: 0, shown: '' });
    await waitForLine(job.log, stopped);

    // Where its log has no place, nothing is submitted.
    const nowhere = site.plan({
      lab: 'any',
      collection: 'GRID1',
      destination: join(folder, 'no', 'GRID1'),
      job: 'slurm',
    });
    const refused = cluster.type(textOf(nowhere, 'job-submit'), here);
    expect(refused.shown).toMatch(/^touch: cannot touch '.*': No such file or directory\n$/);
    expect(refused.code).toBe(1);
  });

  test('that may not be queued again says so, and ends with 1', async () => {
    const job = prepare();
    const id = await submitHalfWay(job, '--no-requeue');
    cluster.ask('scancel', '--signal=USR1', '--batch', id);
    await cluster.waitFor(id, 'FAILED');
    expect(read(job.log).trimEnd().split('\n').slice(-2)).toEqual([
      `Requested operation is presently disabled for job ${id}`,
      'NOT DONE: the time of this job is up. Submit it again: it goes on where it stopped.',
    ]);
    expect([cluster.valueOf(id, 'ExitCode'), locksOf(job.destination)]).toEqual(['1:0', []]);
  });

  test('that is submitted twice waits for the first one, and finds nothing to do', async () => {
    const job = prepare();
    const first = await submitHalfWay(job);
    const second = cluster.submit(job.file);
    await waitUntil(() => cluster.valueOf(second, 'Reason') === 'Dependency');
    site.proxy.release();
    await cluster.waitFor(first, 'COMPLETED');
    await cluster.waitFor(second, 'COMPLETED');
    expect(read(job.log).match(/^(?:NOT )?DONE: .*/gm)).toEqual([done, done]);
  });

  test('under another name is refused while the first one works, from each node, and from a shell', async () => {
    const job = prepare();
    const { id: first, goOn } = await submitAndHold(job);
    const isRefused = `NOT DONE: This script is running already, as job ${first} on ${nodeOf(first)}. If that is not so, delete ${job.lock} and submit it again.`;
    for (const node of cluster.nodes) {
      const other = cluster.submit(job.file, '--job-name=other', `--nodelist=${node}`, `--output=${folder}/other`);
      await cluster.waitFor(other, 'FAILED');
      expect([lastOf(join(folder, 'other')), cluster.valueOf(other, 'ExitCode')]).toEqual([isRefused, '1:0']);
    }
    // As somebody types it inside of a job.
    const typed = join(folder, 'typed.sh');
    writeFileSync(typed, `#!/bin/sh\nsh ${quoteWord(job.file)}\n`);
    const inside = cluster.submit(typed, `--output=${folder}/inside`);
    await cluster.waitFor(inside, 'FAILED');
    expect(lastOf(join(folder, 'inside'))).toBe(isRefused);
    expect(locksOf(job.destination)).toEqual(['get-GRID1.lock']);
    goOn();
    await cluster.waitFor(first, 'COMPLETED');
    expect(lastOf(job.log)).toBe(done);
  });

  test('whose node is lost goes on, on another one; the first run finds out, and does not say DONE', async () => {
    const job = prepare();
    const { id, goOn } = await submitAndHold(job);
    const node = nodeOf(id);
    await cluster.end(node);
    // What Slurm finds out by itself after a while.
    cluster.ask('scontrol', 'update', `nodename=${node}`, 'state=down', 'reason=lost');
    try {
      await cluster.hurry(id);
      await waitForLine(job.log, 'A script that was ended left its mark here. This one goes on in its place.');
      expect(nodeOf(id)).not.toBe(node);
      goOn();
      await waitForLine(job.log, 'NOT DONE: another run has taken over. Its lines say what becomes of the copy.');
      await cluster.waitFor(id, 'COMPLETED');
      expect(read(job.log).match(/^DONE: .*/gm)).toEqual([done]);
      expect(locksOf(job.destination)).toEqual([]);
      expect(readTree(job.destination)).toMatchObject(readTree(job.source));
    } finally {
      await cluster.start(node);
    }
  });

  test('does not notice that Slurm itself is started again', async () => {
    const job = prepare();
    const id = await submitHalfWay(job);
    const node = nodeOf(id);
    for (const name of ['controller', node]) {
      await cluster.end(name);
      await cluster.start(name);
    }
    site.proxy.release();
    await cluster.waitFor(id, 'COMPLETED');
    expect([lastOf(job.log), cluster.valueOf(id, 'Restarts')]).toEqual([done, '0']);
  });

  test('whose work is killed says so, and the next one goes on in its place', async () => {
    const job = prepare();
    const id = await submitHalfWay(job);
    const owner = readdirSync(job.lock).map((name) => readFileSync(join(job.lock, name), 'utf8').split(' ')[0]);
    // The shell that works is a child of the one that Slurm has begun, whose id the lock has.
    const children = readFileSync(`/proc/${owner[0] ?? ''}/task/${owner[0] ?? ''}/children`, 'utf8')
      .trim()
      .split(' ');
    for (const child of children) process.kill(Number(child), 'SIGKILL');
    await cluster.waitFor(id, 'FAILED');
    expect(read(job.log)).toContain(
      '\nNOT DONE: it was killed: by Slurm, by somebody, or because memory was short. Submit it again: it goes on where it stopped.\n',
    );
    site.proxy.reset();
    const next = cluster.submit(job.file);
    await cluster.waitFor(next, 'COMPLETED');
    expect(lastOf(job.log)).toBe(done);
  });

  test('runs as a script of any computer, too, outside of Slurm', async () => {
    const job = prepare(1_000_000);
    const ended = await site.run(job.line());
    expect([ended.shown.trimEnd().split('\n').at(-1), ended.code], ended.shown).toEqual([done, 0]);
  });

  test('that cannot log in says so at once, and no server is told a password', async () => {
    const job = prepare(1_000_000);
    const { path, server } = await startPasswordServer();
    try {
      const text = readFileSync(job.file, 'utf8').replace('\nset +e', `\nPATH=${quoteWord(path)}\nexport PATH\nset +e`);
      writeFileSync(job.file, text);
      const id = cluster.submit(job.file);
      await cluster.waitFor(id, 'FAILED');
      expect(read(job.log).match(/Permission denied/g)).toHaveLength(1);
      expect(lastOf(job.log)).toMatch(
        /^NOT DONE: Check that the key alone opens the storage server: this did not work\. The server does not take your key/,
      );
      // The server writes that after the script has heard of it.
      await expect.poll(() => server.said()).toContain('Connection closed by authenticating user');
      expect(server.said()).not.toContain('Failed password');
    } finally {
      await server.stop();
    }
  });

  test('for several collections is an array: each task says how one of them is, and is queued again alone', async () => {
    const lab = site.makeLab();
    const names = ['GRID1', "O'Brien 2", 'GRID3'];
    fill(lab, 'GRID1', 1_000_000);
    const last = fill(lab, 'GRID3', bigBytes);
    const destination = join(folder, 'GRID1');
    const plan = site.plan({
      lab,
      collection: 'GRID1',
      alsoCollections: names.slice(1).join('/'),
      destination,
      job: 'slurm',
      keys: 'key',
    });
    const { file } = makeScript(site, plan);
    const log = join(folder, 'get-GRID1-and-2-more.job.log');
    const held = site.proxy.holdAfter(cutAfterBytes);
    const id = cluster.submit(file);
    await held;
    await waitForWritten(join(folder, 'GRID3'), 2_000_000);
    expect(
      read(log)
        .match(/^(?:NOT )?DONE: .*/gm)
        ?.map((line) => line.slice(0, 40)),
    ).toEqual([done.slice(0, 40), "NOT DONE: O'Brien 2: O'Brien 2: Check th"]);
    // The last task has the number of the array: to queue that again would begin all of them anew.
    cluster.ask('scancel', '--signal=USR1', '--batch', `${id}_3`);
    await waitForLine(log, 'The time of this job is nearly up. It is queued again, and goes on where it stopped.');
    site.proxy.reset();
    await cluster.hurry(`${id}_3`);
    await waitForLine(log, 'DONE: GRID3 is whole: every byte was compared.');
    await waitUntil(() => cluster.ask('squeue', '--noheader') === '');
    expect(read(log).match(/^(?:NOT )?DONE: .*/gm)).toHaveLength(3);
    expect(findWrongFiles(last, join(folder, 'GRID3')).filter((path) => !path.endsWith('.log'))).toEqual([]);
  });

  test('has its log where its script says it has, whatever the folder is called', async () => {
    const names = [
      'a b',
      "it's",
      'x"y',
      'back\\slash',
      '\\',
      '100%',
      '%j %% %a',
      '\\%j\\\\"%%',
      '#b',
      '$HOME $(id) `id` ~',
    ];
    names.push('ü🔬', ';&|<>*?[]{}!', '--output=x');
    const ids = names.map((name, index) => {
      const place = join(folder, name);
      mkdirSync(join(place, 'GRID1'), { recursive: true });
      const plan = site.plan({ lab: 'none', collection: 'GRID1', destination: join(place, 'GRID1'), job: 'slurm' });
      return cluster.submit(makeScript(site, plan).file, `--job-name=${String(index)}`);
    });
    for (const id of ids) await cluster.waitFor(id, 'FAILED');
    for (const name of names) {
      expect(readdirSync(join(folder, name))).toEqual(['GRID1', 'get-GRID1.job.log']);
      expect(lastOf(join(folder, name, 'get-GRID1.job.log'))).toMatch(/^NOT DONE: /);
    }
  });
});

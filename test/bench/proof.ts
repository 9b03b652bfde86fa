/**
 * Prints what it costs to bring a collection and to prove it, by comparing with the server and by a list of checksums:
 * time, bytes that the server reads, and its processor time. Part of `npm run bench:transfer`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadFacility } from '../../src/facility/load.ts';
import { formatCommand, planTransfer, quoteWord } from '../../src/generator/index.ts';
import { startSshd } from '../rigs/sshd.ts';
import { writeRandomFile } from '../rigs/tree.ts';
import { openLink } from './link.ts';
import { median } from './quantile.ts';

const facility = loadFacility();
const lab = `bench-${randomUUID().slice(0, 8)}`;
const source = `${facility.storage.interim.path}/${lab}/proof`;

/** The proofs, each with the steps that bring and prove, and what differs from the plan. */
const proofs = [
  { title: 'compare', prove: 'compare', steps: ['copy', 'verify'] },
  { title: 'list', prove: 'list', steps: ['copy', 'sums', 'verify-list'] },
  { title: 'the copy of a list, with XXH128', prove: 'list', steps: ['copy'], checksum: 'xxh128' },
] as const;
type Proof = (typeof proofs)[number] & { readonly checksum?: string };

/** What one proof has cost. Units: seconds, bytes, seconds. */
interface Cost {
  readonly seconds: number;
  readonly read: number;
  readonly processor: number;
}

/** A disk that gives no more than this; none where it is as fast as it is. Unit: bytes a second. */
const slowDisk = 200e6;
const throttle = '/sys/fs/cgroup/blkio/bench-proof';

/**
 * Runs each command of the server, in the group of processes whose disk is slow, and notes what it has read, with its
 * children, and their processor time.
 */
function writeServerShell(folder: string): string {
  const file = join(folder, 'counted');
  const text = [
    '#!/bin/bash',
    `[ ! -e ${throttle}/tasks ] || echo $$ >${throttle}/tasks`,
    'bash -c "$SSH_ORIGINAL_COMMAND"',
    'status=$?',
    `{ cat /proc/$$/io; times; } >>${quoteWord(join(folder, 'counts'))}`,
    'exit $status',
  ];
  writeFileSync(file, `${text.join('\n')}\n`, { mode: 0o755 });
  return file;
}

/** What the shell of the server has noted, and how often it was run. */
function readCounts(folder: string): Pick<Cost, 'read' | 'processor'> {
  const text = readFileSync(join(folder, 'counts'), 'utf8');
  rmSync(join(folder, 'counts'));
  const read = [...text.matchAll(/^rchar: (\d+)$/gm)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
  // The second line of `times` is that of the children.
  const times = [...text.matchAll(/^\d+m[\d.]+s \d+m[\d.]+s\n(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/gm)];
  const processor = times.reduce(
    (sum, [, m1, s1, m2, s2]) => sum + (Number(m1) + Number(m2)) * 60 + Number(s1) + Number(s2),
    0,
  );
  return { read, processor };
}

/** Lets the kernel forget the files of the source: they are read from the disk again. */
function forgetSource(files: number): void {
  for (let index = 0; index < files; index += 1) {
    execFileSync('dd', [`if=${source}/${nameOf(index)}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' });
  }
}

const nameOf = (index: number): string => `${String(index).padStart(4, '0')}.eer`;

function linesOf({ prove, steps, checksum }: Proof, account: string, to: string): string[] {
  const draft = { method: 'rsync', account, lab, collection: 'proof', destination: to, prove };
  const planned = planTransfer(facility, { ...draft, keys: 'key', session: 'none' }, '2000-01-01');
  if (!('plan' in planned)) throw new Error(JSON.stringify(planned.problems));
  return steps.map((id) => {
    const action = planned.plan.steps.find((step) => step.id === id)?.action;
    if (action?.kind !== 'command') throw new Error(`The plan has no command ${id}.`);
    return formatCommand(action.command).replace('choice=md5', `choice=${checksum ?? 'md5'}`);
  });
}

async function measure(isSlow: boolean, files: number, rounds: number): Promise<ReadonlyMap<Proof, Cost[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'proof-'));
  const link = await openLink({ title: '', rate: 1e9, roundTripMilliseconds: 1 });
  if (isSlow) {
    mkdirSync(throttle);
    const { dev } = statSync(source);
    // As Linux packs the numbers of a device.
    const device = `${String((dev >> 8) & 0xfff)}:${String((dev & 0xff) | ((dev >> 12) & 0xfff00))}`;
    writeFileSync(`${throttle}/blkio.throttle.read_bps_device`, `${device} ${String(slowDisk)}`);
  }
  const sshd = await startSshd({
    address: link.serverAddress,
    within: link.server,
    forceCommand: writeServerShell(folder),
  });
  const costs = new Map<Proof, Cost[]>(proofs.map((proof) => [proof, []]));
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const proof of round % 2 === 0 ? proofs : [...proofs].reverse()) {
        const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'proof-'));
        const to = join(place, 'proof');
        mkdirSync(to);
        let seconds = 0;
        for (const line of linesOf(proof, sshd.account, to)) {
          forgetSource(files);
          const start = performance.now();
          const [program = '', ...args] = link.client;
          const words = [...args, 'bash', '-c', line];
          const { status, stdout } = spawnSync(program, words, { env: sshd.env, encoding: 'utf8' });
          seconds += (performance.now() - start) / 1000;
          if (status !== 0 || stdout.includes('NOT PASSED')) throw new Error(`Not proven: ${line}\n${stdout}`);
        }
        costs.get(proof)?.push({ seconds, ...readCounts(folder) });
        rmSync(place, { recursive: true });
        process.stderr.write('.');
      }
    }
    return costs;
  } finally {
    await sshd.stop();
    link.close();
    rmSync(folder, { recursive: true });
    if (isSlow) execFileSync('rmdir', [throttle]);
  }
}

/** Measures and prints. `fileBytes` is the size of each of `files` files. */
export async function printProofs(files: number, fileBytes: number, rounds: number): Promise<void> {
  const bytes = files * fileBytes;
  try {
    for (let index = 0; index < files; index += 1) writeRandomFile(join(source, nameOf(index)), fileBytes);
    execFileSync('sync');
    for (const isSlow of existsSync('/sys/fs/cgroup/blkio') ? [false, true] : [false]) {
      const costs = await measure(isSlow, files, rounds);
      const disk = isSlow ? `, its disk held to ${String(slowDisk / 1e6)} MB/s` : '';
      console.log(
        `\n**1 Gb/s, 1 ms round trip${disk}**, ${String(files)} × ${String(fileBytes / 1e6)} MB, copied and proven\n`,
      );
      console.log('| | s | of today | bytes read there, per byte | processor there, s | of today |');
      console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
      const rows = [...costs].map(([{ title }, all]) => ({
        title,
        seconds: median(all.map(({ seconds }) => seconds)),
        read: median(all.map(({ read }) => read)) / bytes,
        processor: median(all.map(({ processor }) => processor)),
      }));
      const [today] = rows;
      for (const { title, seconds, read, processor } of rows) {
        const ratios = [seconds / (today?.seconds ?? 0), processor / (today?.processor ?? 0)].map((ratio) =>
          ratio.toFixed(2),
        );
        console.log(
          `| ${[title, seconds.toFixed(2), ratios[0], read.toFixed(3), processor.toFixed(2), ratios[1]].join(' | ')} |`,
        );
      }
    }
  } finally {
    rmSync(`${facility.storage.interim.path}/${lab}`, { recursive: true, force: true });
  }
}

/**
 * How fast FileZilla is, filled in by the file of the page and as it comes, beside sftp and the plan's copy by rsync:
 * few big files and many small ones, near and far, in interleaved rounds. From the click on Download, or the start of
 * the command, to the last file; each logs in by itself.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadFacility } from '../../src/facility/load.ts';
import { formatAction, quoteWord } from '../../src/generator/index.ts';
import { openDesktop } from '../rigs/desktop.ts';
import type { Desktop, FileZilla } from '../rigs/desktop.ts';
import * as steps from '../rigs/filezilla-steps.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { openStage, you } from '../rigs/screens/stage.ts';
import type { Stage } from '../rigs/screens/stage.ts';
import { openLink } from './link.ts';
import type { LinkKind } from './link.ts';
import { median } from './quantile.ts';

/** How much is copied, and how often. */
export interface FileZillaRace {
  /** So many big files, of so many bytes. */
  readonly big: readonly [files: number, bytes: number];
  readonly small: readonly [files: number, bytes: number];
  readonly rounds: number;
}

const kinds: readonly LinkKind[] = [
  { title: 'near: 1 Gb/s, 1 ms round trip', rate: 1e9, roundTripMilliseconds: 1 },
  { title: 'far: 1 Gb/s, 40 ms round trip', rate: 1e9, roundTripMilliseconds: 40 },
];
const facility = loadFacility();
const { host, interim } = facility.storage;
const lab = 'curie-lab';
const parent = '/srv/data';
const draft = { account: 'jdoe', lab } as const;

/** What stands on a stage for one race: the collections, and a key, so that the commands need nobody who types. */
interface Ring {
  readonly stage: Stage;
  readonly desktop: Desktop;
  readonly folder: string;
}

type Racer = (ring: Ring, collection: string, files: number) => Promise<number>;

/** The file of the page, changed; and what is copied by it. */
function byFileZilla(code: string, change: (file: string) => string = (file) => file): Racer {
  return async ({ desktop, folder }, collection, files) => {
    const plan = planOf(facility, {
      ...draft,
      method: 'filezilla',
      collection,
      destination: `${parent}/${collection}`,
      code,
    });
    const file = join(folder, 'site.xml');
    const text = change(formatAction(stepOf(plan, 'file').action));
    writeFileSync(file, text);
    const fresh = await desktop.open({ isFresh: true });
    await steps.importFile(fresh, file, { hasSettings: text.includes('<Settings>') });
    await fresh.quit();
    const program = await desktop.open();
    try {
      await steps.connect(program);
      await logIn(program, code === 'yes');
      const row = collection === 'big' ? 0 : 1;
      const start = performance.now();
      steps.startDownload(program, row);
      await countFiles(program, files);
      return (performance.now() - start) / 1000;
    } finally {
      await program.kill();
    }
  };
}

/** Where each prompt has a window of its own, that of the key comes first. */
async function logIn(program: FileZilla, isInteractive: boolean): Promise<void> {
  if (!isInteractive) {
    await steps.logIn(program);
    return;
  }
  await program.waitForWindow('Unknown host key');
  program.click('Unknown host key', 63, 158);
  await program.answer('Unknown host key', 'Return');
  await steps.enterPassword(program);
  await program.waitForLine(/Directory listing of ".*" successful/);
}

/** Waits until so many files are here: a copy may take longer than a test waits for anything. */
async function countFiles(program: FileZilla, files: number): Promise<void> {
  for (;;) {
    const log = program.log();
    if (/File transfer failed|Critical/.test(log)) throw new Error(`FileZilla failed:\n${log.slice(-1500)}`);
    if ((log.match(/File transfer successful/g)?.length ?? 0) >= files) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A line of a shell, at the computer that receives the data. */
function byLine(lineFor: (collection: string) => string): Racer {
  return ({ stage }, collection) => {
    const words = [...stage.inside(you), 'env', '-i', `HOME=/home/${you}`, 'PATH=/usr/bin:/bin'];
    const start = performance.now();
    execFileSync('env', [...words, 'bash', '-c', lineFor(collection)], { stdio: ['ignore', 'ignore', 'pipe'] });
    return Promise.resolve((performance.now() - start) / 1000);
  };
}

const racers: Readonly<Record<string, Racer>> = {
  'FileZilla, the file of the page': byFileZilla('no'),
  'FileZilla, that file with a code at log-in': byFileZilla('yes'),
  // Two of its three settings are not its own: a new file, and times.
  'FileZilla as it comes': byFileZilla('no', (file) => file.replace(/ *<Settings>[^]*<\/Settings>\n/, '')),
  'sftp -r -p': byLine((collection) => `sftp -q -r -p jdoe@${host}:${interim.path}/${lab}/${collection} ${parent}/`),
  'the plan by rsync': byLine((collection) => {
    const request = { ...draft, method: 'rsync', collection, destination: `${parent}/${collection}` };
    return textOf(planOf(facility, { ...request, keys: 'key', session: 'none', streams: '1' }), 'copy');
  }),
};

/** Prints a table for each link and each kind of files. */
export async function printFileZilla({ big, small, rounds }: FileZillaRace): Promise<void> {
  const sets = { big, small };
  for (const kind of kinds) {
    const link = await openLink(kind);
    const stage = await openStage({ hosts: [host], accounts: ['jdoe'], serverFolders: [interim.path], network: link });
    const desktop = await openDesktop(stage);
    const folder = mkdtempSync(join(tmpdir(), 'sites-'));
    chmodSync(folder, 0o755);
    try {
      fill(stage, sets);
      const times = await measure({ stage, desktop, folder }, sets, rounds);
      for (const [name, [files, bytes]] of Object.entries(sets))
        printTable(
          `**${kind.title}**, ${String(files)} × ${String(bytes / 1e6)} MB, link made by ${link.madeBy}`,
          times[name] ?? {},
        );
    } finally {
      await desktop.close();
      await stage.close();
      link.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Makes the collections, and lets the commands log in by a key. */
function fill(stage: Stage, sets: Readonly<Record<string, readonly [number, number]>>): void {
  for (const [name, [files, bytes]] of Object.entries(sets)) {
    const path = `${interim.path}/${lab}/${name}`;
    stage.asRoot(
      `mkdir -p ${path}; cd ${path}; for n in $(seq ${files}); do head -c ${bytes} /dev/urandom >$n.eer; done`,
    );
  }
  const key = quoteWord(join(stage.sshd.folder, 'client-key'));
  stage.asRoot(`chown -R jdoe: ${interim.path}/${lab}; mkdir -p /home/jdoe/.ssh /home/${you}/.ssh`);
  stage.asRoot(`cp ${key}.pub /home/jdoe/.ssh/authorized_keys; cp ${key} /home/${you}/.ssh/id_ed25519`);
  stage.asRoot(`echo 'StrictHostKeyChecking no' >/home/${you}/.ssh/config; chmod 600 /home/${you}/.ssh/*`);
  stage.asRoot(`chown -R jdoe: /home/jdoe/.ssh; chown -R ${you}: /home/${you}/.ssh`);
}

type Times = Record<string, Record<string, number[]>>;

async function measure(
  ring: Ring,
  sets: Readonly<Record<string, readonly [number, number]>>,
  rounds: number,
): Promise<Times> {
  const times: Times = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [collection, [files]] of Object.entries(sets)) {
      for (const [name, racer] of Object.entries(racers)) {
        const took = await racer(ring, collection, files);
        const differs = ring.stage.asRoot(
          `diff -rq ${interim.path}/${lab}/${collection} ${parent}/${collection} || true; rm -rf ${parent}/${collection}`,
        );
        if (differs) throw new Error(`${name} did not copy ${collection}: ${differs}`);
        ((times[collection] ??= {})[name] ??= []).push(took);
        process.stderr.write('.');
      }
    }
  }
  process.stderr.write('\n');
  return times;
}

function printTable(title: string, times: Readonly<Record<string, readonly number[]>>): void {
  const seconds = Object.entries(times).map(([name, all]) => [name, median([...all])] as const);
  const base = seconds.find(([name]) => name.startsWith('sftp'))?.[1] ?? NaN;
  console.log(`\n${title}\n\n| | s | times that of sftp |\n| --- | ---: | ---: |`);
  for (const [name, took] of seconds) console.log(`| ${name} | ${took.toFixed(2)} | ${(took / base).toFixed(2)} |`);
}

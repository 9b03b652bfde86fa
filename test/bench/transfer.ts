/**
 * Prints how fast the plan's own copy is, beside the start page's form, scp, rclone and the link itself: `npm run
 * bench:transfer`, as root, on Linux. On loopback and on two emulated links, with few big files and with many small
 * ones, in interleaved rounds; then what it costs to prove a copy. `-- --quick` is one round with little data; `-- --small
 * 48000` has so many small files; `-- --proofs 50` has proofs alone, of so many files of 20 MB; `-- --filezilla` has
 * FileZilla beside sftp and rsync alone. It asserts nothing but that each copy is whole.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { loadFacility } from '../../src/facility/load.ts';
import { formatCommand, planTransfer, quoteWord } from '../../src/generator/index.ts';
import { endProcess, startSshd } from '../rigs/sshd.ts';
import type { Sshd } from '../rigs/sshd.ts';
import { readSizes, writeRandomFile } from '../rigs/tree.ts';
import { printFileZilla } from './filezilla.ts';
import { openLink } from './link.ts';
import type { Link, LinkKind } from './link.ts';
import { describeMachine } from './machine.ts';
import { printProofs } from './proof.ts';
import { median } from './quantile.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    small: { type: 'string', default: '20000' },
    proofs: { type: 'string' },
    filezilla: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3));
/** Whether only a part was asked for, without the race of the plan's copy. */
const isPart = options.proofs !== undefined || options.filezilla;

const links: readonly LinkKind[] = [
  { title: 'loopback' },
  { title: '1 Gb/s, 1 ms round trip', rate: 1e9, roundTripMilliseconds: 1 },
  { title: '1 Gb/s, 40 ms round trip', rate: 1e9, roundTripMilliseconds: 40 },
];

/** What is copied: so many files of a size. Unit: bytes. */
interface DataSet {
  readonly title: string;
  readonly name: string;
  readonly files: number;
  readonly fileBytes: number;
}

const dataSets: readonly DataSet[] = options.quick
  ? [
      { title: 'few big files', name: 'movies', files: 8, fileBytes: 8_000_000 },
      { title: 'many small files', name: 'small', files: 400, fileBytes: 8_000 },
    ]
  : [
      { title: 'few big files', name: 'movies', files: 8, fileBytes: 96_000_000 },
      { title: 'many small files', name: 'small', files: Number(options.small), fileBytes: 16_000 },
    ];
/** Logging in and the like, which a collection of terabytes does not notice. */
const tiny: DataSet = { title: 'one byte', name: 'tiny', files: 1, fileBytes: 1 };

/** A command that takes longer is ended, and not run again. Unit: seconds. */
const limitSeconds = options.quick ? 10 : 60;

/** What is run for a data set: lines of shell, or a raw stream over so many connections. */
type Racer = (copy: { readonly sshd: Sshd; readonly set: DataSet; readonly to: string }) => readonly string[] | number;

const facility = loadFacility();
const { host, interim } = facility.storage;
const lab = `bench-${randomUUID().slice(0, 8)}`;
const sourceOf = ({ name }: DataSet): string => `${interim.path}/${lab}/${name}`;

function planLines(streams: string, steps: readonly string[]): Racer {
  return ({ sshd, set, to }) => {
    const draft = { method: 'rsync', account: sshd.account, lab, collection: set.name, destination: to };
    const planned = planTransfer(facility, { ...draft, keys: 'key', session: 'none', streams }, '2000-01-01');
    if (!('plan' in planned)) throw new Error(JSON.stringify(planned.problems));
    return steps.map((id) => {
      const action = planned.plan.steps.find((step) => step.id === id)?.action;
      if (action?.kind !== 'command') throw new Error(`The plan has no command ${id}.`);
      return formatCommand(action.command);
    });
  };
}

const racers: Readonly<Record<string, Racer>> = {
  'the link: one TCP stream': () => 1,
  'the link: four TCP streams': () => 4,
  'ssh alone': ({ sshd, set }) => [`ssh ${sshd.account}@${host} 'head -c ${set.files * set.fileBytes} /dev/zero'`],
  'the plan, one copy': planLines('1', ['copy']),
  // With the making of the lists, and the pass that always follows.
  'the plan, four copies': planLines('4', ['list', 'streams', 'copy']),
  'the form of the start page': ({ sshd, set, to }) => [
    `rsync -auP -e ssh ${sshd.account}@${host}:${sourceOf(set)}/ ${to}/`,
  ],
  'scp -r': ({ sshd, set, to }) => [`scp -r -p ${sshd.account}@${host}:${sourceOf(set)} ${to}`],
  'rclone, its four transfers': ({ sshd, set, to }) => [
    `rclone copy --config ${sshd.folder}/rclone.conf ` +
      `:sftp,host=${sshdAddress},port=${sshd.port},user=${sshd.account},key_file=${sshd.folder}/client-key:${sourceOf(set)} ${to}`,
  ],
};
let sshdAddress = '';

const closers: (() => unknown)[] = [];
async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void closeAll().finally(() => process.exit(130));
  });
}

function split([program = '', ...args]: readonly string[]): [program: string, args: string[]] {
  return [program, args];
}

/** Runs a line on the client. Gives the seconds it took, or nothing when it was ended at the limit. */
async function runLine(link: Link, sshd: Sshd, line: string): Promise<number | undefined> {
  const [program, args] = split([...link.client, 'bash', '-c', line]);
  const start = performance.now();
  const child = spawn(program, args, { env: sshd.env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const end = (): void => {
    endProcess(-(child.pid ?? 0), 'SIGKILL');
  };
  closers.push(end);
  const timer = setTimeout(end, limitSeconds * 1000);
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  clearTimeout(timer);
  closers.splice(closers.indexOf(end), 1);
  // A signal ended it: that of the limit.
  if (code === null) return undefined;
  if (code !== 0) throw new Error(`Exit code ${String(code)}: ${line}\n${said}`);
  return (performance.now() - start) / 1000;
}

/** Lets one racer copy a data set once. */
async function race(link: Link, sshd: Sshd, rawPort: number, racer: Racer, set: DataSet): Promise<number | undefined> {
  // In memory, where that is possible: the disk is not what is compared.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bench-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  closers.push(remove);
  try {
    const to = join(folder, set.name);
    const made = racer({ sshd, set, to });
    const bytes = set.files * set.fileBytes;
    if (typeof made === 'number') {
      const words = [process.execPath, rawStream, 'fetch', link.serverAddress, rawPort, bytes, made].map(String);
      const [program, args] = split([...link.client, ...words]);
      return Number(execFileSync(program, args, { encoding: 'utf8' }));
    }
    // scp names the folder itself.
    if (!made.some((line) => line.startsWith('scp'))) mkdirSync(to);
    let seconds = 0;
    for (const line of made) {
      const took = await runLine(link, sshd, line);
      if (took === undefined) return undefined;
      seconds += took;
    }
    const copied = Object.entries(readSizes(to)).filter(([path]) => !path.startsWith('.'));
    const isCopy = !made[0]?.includes('/dev/zero');
    if (isCopy && copied.reduce((sum, [, size]) => sum + size, 0) !== bytes)
      throw new Error(`Not whole: ${made.join('\n')}`);
    return seconds;
  } finally {
    remove();
    closers.splice(closers.indexOf(remove), 1);
  }
}
const rawStream = join(import.meta.dirname, 'raw-stream.ts');

/** Starts what sends raw streams. Gives its port. */
async function serveRaw(link: Link): Promise<number> {
  const [program, args] = split([...link.server, process.execPath, rawStream, 'serve', link.serverAddress]);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  closers.push(() => child.kill());
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', () => {
      reject(new Error('Nothing serves raw streams.'));
    });
    child.stdout.once('data', (port: Buffer) => {
      resolve(Number(port.toString()));
    });
  });
}

/** All times of one link, by data set and racer; nothing for one that was ended at the limit. */
type Times = Map<DataSet, Map<string, (number | undefined)[]>>;

async function measureLink(kind: LinkKind): Promise<{ times: Times; madeBy: string }> {
  const link = await openLink(kind);
  closers.push(link.close);
  const sshd = await startSshd({ address: link.serverAddress, within: link.server });
  closers.push(() => sshd.stop());
  sshdAddress = link.serverAddress;
  const rawPort = await serveRaw(link);
  const sets = [tiny, ...dataSets];
  const times: Times = new Map(sets.map((set) => [set, new Map(Object.keys(racers).map((name) => [name, []]))]));
  for (let round = 0; round < rounds; round += 1) {
    for (const set of sets) {
      // Each round begins with another one: what a copy leaves behind it meets all.
      const entries = Object.entries(racers);
      const first = (round * 3) % entries.length;
      for (const [name, racer] of [...entries.slice(first), ...entries.slice(0, first)]) {
        const own = times.get(set)?.get(name);
        if (!own || (own.length > 0 && own.at(-1) === undefined)) continue;
        own.push(await race(link, sshd, rawPort, racer, set));
        process.stderr.write('.');
      }
    }
  }
  return { times, madeBy: link.madeBy };
}

function printLink({ title }: LinkKind, times: Times, madeBy: string): void {
  for (const set of dataSets) {
    const bytes = set.files * set.fileBytes;
    const rows = Object.keys(racers).map((name) => {
      const whole = times.get(set)?.get(name) ?? [];
      const begin = times.get(tiny)?.get(name) ?? [];
      if (whole.includes(undefined) || begin.includes(undefined)) return { name };
      const seconds = median(whole as number[]);
      const begun = seconds - median(begin as number[]);
      // Where hardly any of the time is left, its speed says nothing.
      const begunSpeed = begun > seconds / 4 ? bytes / begun / 1e6 : undefined;
      return { name, seconds, speed: bytes / seconds / 1e6, begunSpeed };
    });
    const [raw] = rows;
    const size = `${set.files} × ${set.fileBytes / 1e6} MB`;
    console.log(`\n**${title}**, ${set.title} (${size}), link made by ${madeBy}\n`);
    console.log('| | s | MB/s | of the link | MB/s, once begun | of the link |');
    console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
    for (const { name, seconds, speed, begunSpeed } of rows) {
      const time = seconds === undefined ? `more than ${limitSeconds}` : seconds.toFixed(2);
      const cells = [...formatSpeed(speed, raw?.speed), ...formatSpeed(begunSpeed, raw?.begunSpeed)];
      console.log(`| ${[name, time, ...cells].join(' | ')} |`);
    }
  }
}

/** A speed, and its share of that of the link; empty where one is not known. */
function formatSpeed(speed?: number, link?: number): [speed: string, share: string] {
  if (speed === undefined) return ['', ''];
  return [speed.toFixed(speed < 10 ? 1 : 0), link === undefined ? '' : (speed / link).toFixed(2)];
}

function versionOf(program: string, ...args: string[]): string {
  const [line = ''] = execFileSync('sh', ['-c', `${[program, ...args].map(quoteWord).join(' ')} 2>&1`], {
    encoding: 'utf8',
  }).split('\n');
  return line.replace(/ {2,}(?=protocol).*|,.*/, '').replaceAll(/ +/g, ' ');
}

mkdirSync(interim.path, { recursive: true });
closers.push(() => {
  rmSync(`${interim.path}/${lab}`, { recursive: true, force: true });
});
try {
  for (const set of isPart ? [] : [tiny, ...dataSets]) {
    for (let index = 0; index < set.files; index += 1)
      writeRandomFile(join(sourceOf(set), `${String(index).padStart(4, '0')}.eer`), set.fileBytes);
  }
  const versions = [versionOf('rsync', '--version'), versionOf('ssh', '-V'), versionOf('rclone', 'version')];
  console.log(
    `${describeMachine()}, ${versions.join(', ')}. ${rounds === 1 ? 'One round' : `Medians of ${rounds} rounds, interleaved`}.`,
  );
  for (const kind of isPart ? [] : links) {
    const before = closers.length;
    const { times, madeBy } = await measureLink(kind);
    process.stderr.write('\n');
    printLink(kind, times, madeBy);
    for (const close of closers.splice(before).reverse()) await close();
  }
  if (!options.proofs)
    await printFileZilla({
      big: [8, options.quick ? 4_000_000 : 128_000_000],
      small: [options.quick ? 60 : 600, 20_000],
      rounds,
    });
  if (!options.filezilla) {
    const files = Number(options.proofs ?? (options.quick ? 20 : 200));
    await printProofs(files, options.quick ? 2_000_000 : 20_000_000, rounds);
  }
} finally {
  await closeAll();
}

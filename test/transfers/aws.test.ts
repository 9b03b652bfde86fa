/** The commands for AWS, as printed, with Debian's aws and a server for buckets on loopback. */
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import type { Plan } from '../../src/generator/index.ts';
import { serverKey, startS3Server } from '../rigs/s3-server.ts';
import type { S3Server } from '../rigs/s3-server.ts';
import { endProcess } from '../rigs/sshd.ts';
import { startProxy } from '../rigs/proxy.ts';
import type { Proxy } from '../rigs/proxy.ts';
import type { Ended, Running } from '../rigs/site.ts';
import { startLine } from '../rigs/start-line.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { waitUntil } from '../rigs/wait.ts';
import { flipByte } from '../rigs/tree.ts';
import { proves } from '../rigs/proven/proves.ts';

const facility = loadFacility();
const bucket = 'lab-bucket';
const region = 'us-west-2';

let server: S3Server;
let folder: string;

beforeAll(async () => {
  server = await startS3Server(bucket);
  folder = mkdtempSync(join(tmpdir(), 'receiver-'));
  const plan = planBelow('', folder);
  // As a person does it: the key is typed where the program asks for it, and nowhere else.
  const configure = await run(textOf(plan, 'configure'), 'bash', `${serverKey}\n${serverKey}\n${region}\n\n`);
  expect(configure.code, configure.shown).toBe(0);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function planBelow(prefix: string, destination: string, more: Record<string, string> = {}): Plan {
  const draft = { method: 'aws', lab: 'test-lab', collection: 'GRID1', bucket, region, prefix, destination, ...more };
  return planOf(facility, draft);
}

const run = (line: string, shell = 'bash', typed = ''): Promise<Ended> =>
  startLine(line, { cwd: folder, env: server.env, shell, typed }).ended;
/** The same, of an `aws` that can be stopped. */
const start = (line: string): Running => startLine(line, { cwd: folder, env: server.envAlone });

/** All files below a folder, by path. */
function readFiles(path: string): Record<string, Buffer> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const whole = join(entry.parentPath, entry.name);
      return [whole.slice(path.length + 1), readFileSync(whole)];
    }),
  );
}

/** Fills a prefix. Gives the files by path. */
function fill(prefix: string, names: readonly string[], sizeBytes = 1000): Record<string, Buffer> {
  const files = Object.fromEntries(names.map((name, index) => [name, randomBytes(sizeBytes + index)]));
  for (const [name, content] of Object.entries(files)) server.put(`${prefix}/${name}`, content);
  return files;
}

/** What the plan calls passed: one line alone, which no file has caused. */
const compared = 'COMPARED: each line above this one is a file that is not right\n';
const isAlone = ({ code, shown }: Ended): boolean => code === 0 && shown === compared;
const numberIn = (pattern: RegExp, { shown }: Ended): number => Number(pattern.exec(shown)?.[1]);
const countThere = (ended: Ended): number => numberIn(/^Total Objects: (\d+)$/m, ended);
const countHere = (ended: Ended): number => numberIn(/^\s*(\d+)\s*$/, ended);

/** Judges a verification as its three steps tell a person to. */
async function isPassed(plan: Plan): Promise<boolean> {
  const verify = await run(textOf(plan, 'verify'));
  const there = countThere(await run(textOf(plan, 'count')));
  return isAlone(verify) && there > 0 && countHere(await run(textOf(plan, 'count-here'))) === there;
}

/** Every kind of trouble, in names that S3 and a file system take. */
const awkwardNames = [
  "it's",
  '"quoted"',
  '$HOME $(touch PWNED) `touch PWNED`',
  '*?[1]{a,b}',
  'back\\slash\\',
  '!history;touch PWNED',
  '#%~&|<>',
  '-rf',
  '--delete',
  ' space at both ends ',
  'Zu\u0308rich é 🔬',
  'line\nbreak',
  'movie.eer.12345678',
];

describe('any name', () => {
  const worst = `it's; touch PWNED $(touch PWNED) \`x\` *?[1]{a,b} \\ "q" !x #~%=& é 🔬 `;
  test.each(['bash', 'fish', 'tcsh'])('comes home whole and is verified, in %s', async (shell) => {
    proves('aws', 'linux', ['normal', 'names', 'verified'], ['aws', 's3-server']);
    const destination = join(folder, shell, worst, '-rf');
    const prefix = `${shell}/${worst}/--delete`;
    const files = fill(prefix, [...awkwardNames, 'deeper/movie.eer']);
    const plan = planBelow(`${prefix}/`, destination);
    const url = `s3://${bucket}/${prefix}/`;
    const count = await run(textOf(plan, 'count'), shell);
    expect(count.code, count.shown).toBe(0);
    expect(countThere(count)).toBe(Object.keys(files).length);
    expect(await run(textOf(plan, 'folder'), shell)).toEqual({ code: 0, shown: '' });
    expect((await run(textOf(plan, 'space'), shell)).shown).toContain('Avail');
    const copy = await run(textOf(plan, 'copy'), shell);
    expect(copy.code, copy.shown).toBe(0);
    expect(readFiles(destination)).toEqual(files);
    expect(await run(textOf(plan, 'verify'), shell)).toEqual({ code: 0, shown: compared });
    expect(countHere(await run(textOf(plan, 'count-here'), shell))).toBe(Object.keys(files).length);
    const asked = ['--region', region];
    expect(server.readCalls(url)).toEqual([
      ['s3', 'ls', url, '--recursive', '--summarize', ...asked],
      ['s3', 'sync', url, destination, '--exact-timestamps', ...asked],
      ['s3', 'sync', url, destination, '--exact-timestamps', '--dryrun', ...asked],
    ]);
    const everything = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(everything.filter((path) => /(?:^|\/)PWNED$/.test(path))).toEqual([]);
  });

  test('may be missing: then the whole bucket comes', async () => {
    const files = fill('whole bucket', ['a', 'b']);
    const plan = planBelow('', join(folder, 'whole bucket'));
    const look = await run(textOf(plan, 'look'));
    expect(countThere(look)).toBeGreaterThanOrEqual(Object.keys(files).length);
    const url = `s3://${bucket}/`;
    expect(server.readCalls(url)).toEqual([
      ['s3', 'ls', url, '--recursive', '--human-readable', '--summarize', '--region', region],
    ]);
  });
});

describe('what the plan says is seen', () => {
  test('the version of the program is the second', async () => {
    const plan = planBelow('p', join(folder, 'p'));
    expect(stepOf(plan, 'version').expect).toContain('`aws-cli/2`');
    expect((await run(textOf(plan, 'version'))).shown).toMatch(/^aws-cli\/2/);
  });

  test('the number and the size at the end of the list', async () => {
    fill('listed', ['a', 'b', 'c/d']);
    const look = await run(textOf(planBelow('listed', join(folder, 'listed')), 'look'));
    expect(look.shown).toMatch(/\nTotal Objects: 3\n {3}Total Size: 2\.9 KiB\n$/);
  });

  test('zero for a prefix that is spelt otherwise, and for the bucket of somebody else an error', async () => {
    const look = await run(textOf(planBelow('LISTED', join(folder, 'listed')), 'look'));
    expect(look.shown).toContain('Total Objects: 0');
    const other = await run(textOf(planBelow('listed', join(folder, 'listed'), { bucket: 'no-such-bucket' }), 'look'));
    expect(other.code).not.toBe(0);
    expect(other.shown).toContain('NoSuchBucket');
  });

  test('a key that is not known is refused, and so is none', async () => {
    const look = textOf(planBelow('listed', join(folder, 'listed')), 'look');
    const withKey = (key: string) => `export AWS_ACCESS_KEY_ID=${key} AWS_SECRET_ACCESS_KEY=x; ${look}`;
    expect((await run(withKey('UNKNOWN'))).shown).toContain('InvalidAccessKeyId');
    expect((await run(`export HOME=${folder}; ${look}`)).shown).toContain('Unable to locate credentials');
  });
});

describe('verification', () => {
  /** A collection that has been copied, and its plan. */
  async function bringHome(
    name: string,
    more: Record<string, string> = {},
  ): Promise<{ plan: Plan; destination: string }> {
    const files = fill(name, ['first.eer', 'second.eer', 'gain/reference.gain']);
    const destination = join(folder, name);
    const plan = planBelow(name, destination, more);
    const copy = await run(textOf(planBelow(name, destination), 'copy'));
    expect(copy.code, copy.shown).toBe(0);
    expect(copy.shown).toMatch(/^download: /m);
    expect(readFiles(destination)).toEqual(files);
    return { plan, destination };
  }

  test('passes what is whole', async () => {
    const { plan } = await bringHome('whole');
    expect(await isPassed(plan)).toBe(true);
  });

  test('names what is missing, cut short or changed since, and copying again mends it', async () => {
    proves('aws', 'linux', ['damage'], ['aws', 's3-server']);
    const { plan, destination } = await bringHome('mended');
    const before = readFiles(destination);
    rmSync(join(destination, 'first.eer'));
    truncateSync(join(destination, 'second.eer'), 400);
    const changed = Buffer.from(before['gain/reference.gain'] ?? '');
    changed.writeUInt8(changed.readUInt8(500) ^ 1, 500);
    writeFileSync(join(destination, 'gain/reference.gain'), changed);
    const verify = await run(textOf(plan, 'verify'));
    const lines = verify.shown.trim().split('\n').slice(0, -1);
    expect(verify.shown.endsWith(`\n${compared}`)).toBe(true);
    expect(
      lines.map((line) => /^\(dryrun\) download: s3:\/\/lab-bucket\/mended\/(\S+) to /.exec(line)?.[1]).sort(),
    ).toEqual(['first.eer', 'gain/reference.gain', 'second.eer']);
    expect(readFiles(destination)).not.toEqual(before);
    expect((await run(textOf(plan, 'resume'))).code).toBe(0);
    expect(readFiles(destination)).toEqual(before);
    expect(isAlone(await run(textOf(plan, 'verify')))).toBe(true);
  });

  test('names a file that was sent again with as many bytes, or changed here and dated back; copying again mends both', async () => {
    const { plan, destination } = await bringHome('sent again');
    // Uncompressed movies are all of one size: without the times a file of before would pass for that of now.
    const sentAgain = randomBytes(1000);
    server.put('sent again/first.eer', sentAgain, new Date(Date.UTC(2024, 4, 2, 12)));
    const gain = join(destination, 'gain/reference.gain');
    const whole = readFileSync(gain);
    writeFileSync(gain, randomBytes(whole.length));
    utimesSync(gain, new Date(Date.UTC(2020, 0, 1)), new Date(Date.UTC(2020, 0, 1)));
    const { shown } = await run(textOf(plan, 'verify'));
    expect(shown.match(/(?<=\/sent again\/)\S+(?= to )/g)?.sort()).toEqual(['first.eer', 'gain/reference.gain']);
    expect((await run(textOf(plan, 'resume'))).code).toBe(0);
    expect(readFileSync(join(destination, 'first.eer')).equals(sentAgain)).toBe(true);
    expect(readFileSync(gain).equals(whole)).toBe(true);
    expect(isAlone(await run(textOf(plan, 'verify')))).toBe(true);
  });

  test('does not see a byte that changed while size and time stayed, and the plan says so', async () => {
    const { plan, destination } = await bringHome('rotten');
    const file = join(destination, 'first.eer');
    flipByte(file, 500);
    expect(isAlone(await run(textOf(plan, 'verify')))).toBe(true);
    expect(stepOf(plan, 'verify').expect).toContain('It does not compare contents');
    expect(plan.notices.map(({ text }) => text).join(' ')).toContain('not each byte');
  });

  test('names nothing of a prefix that has nothing, so that only the number tells', async () => {
    const plan = planBelow('nothing-here', join(folder, 'nothing'));
    mkdirSync(join(folder, 'nothing'));
    expect(isAlone(await run(textOf(plan, 'verify')))).toBe(true);
    expect(countThere(await run(textOf(plan, 'count')))).toBe(0);
  });

  test('does not name a key that ends in a slash, nor a file that is not in the bucket: only the numbers tell', async () => {
    const { plan, destination } = await bringHome('counted');
    const count = async (step: string) => run(textOf(plan, step));
    expect(countHere(await count('count-here'))).toBe(3);
    writeFileSync(join(destination, '.DS_Store'), '');
    expect(countHere(await count('count-here'))).toBe(4);
    server.put('counted/empty folder/', Buffer.alloc(0));
    expect(countThere(await count('count'))).toBe(4);
    expect(isAlone(await count('verify'))).toBe(true);
  });

  test('of what s5cmd copied takes files of today for whole, and names what is missing or cut short', async () => {
    const { plan, destination } = await bringHome('fast', { tool: 's5cmd' });
    // s5cmd does not keep times.
    const now = new Date();
    for (const name of Object.keys(readFiles(destination))) utimesSync(join(destination, name), now, now);
    expect(isAlone(await run(textOf(plan, 'verify')))).toBe(true);
    truncateSync(join(destination, 'second.eer'), 400);
    expect((await run(textOf(plan, 'verify'))).shown).toContain('(dryrun) download: s3://lab-bucket/fast/second.eer');
  });
});

describe('a copy that is cut off', () => {
  let proxy: Proxy;
  let content: Buffer;
  beforeAll(async () => {
    proxy = await startProxy();
    proxy.forwardTo(server.port);
    // More than aws fetches in one piece (8 MiB): it comes in parts, several at a time.
    content = randomBytes(30 * 1024 * 1024);
    server.put('cut/big.eer', content);
    server.put('cut/small.eer', Buffer.from('whole'));
    server.reachAt(proxy.port);
  });
  afterAll(async () => {
    server.reachAt(server.port);
    await proxy.stop();
  });

  test.each([
    ['killed', 'SIGKILL'],
    ['ended by Ctrl and C', 'SIGINT'],
  ] as const)('%s leaves no file that looks whole, and the same command brings it whole', async (_, signal) => {
    const destination = join(folder, `cut ${signal}`);
    const plan = planBelow('cut', destination);
    expect((await run(textOf(plan, 'folder'))).code).toBe(0);
    const held = proxy.holdAfter(12 * 1024 * 1024);
    const copy = start(textOf(plan, 'copy'));
    await held;
    // What has come through is not yet on the disk: the piece is there when it is there.
    const isBegun = () => readdirSync(destination).some((name) => name.startsWith('big.eer.'));
    await waitUntil(isBegun);
    expect(existsSync(join(destination, 'big.eer'))).toBe(false);
    endProcess(-copy.pid, signal);
    // After Ctrl and C it waits for its pieces: the line goes down as well.
    proxy.reset();
    await copy.ended;
    expect(existsSync(join(destination, 'big.eer'))).toBe(false);

    const pieces = Object.keys(readFiles(destination)).filter((name) => name !== 'small.eer');
    const leftovers = await run(textOf(plan, 'leftovers'));
    expect(leftovers.code).toBe(0);
    expect(leftovers.shown.split('\n').filter(Boolean).sort()).toEqual(
      pieces.map((name) => join(destination, name)).sort(),
    );
    if (signal === 'SIGKILL') expect(pieces).toEqual([expect.stringMatching(/^big\.eer\.[0-9A-Fa-f]{8}$/)]);

    const resume = await run(textOf(plan, 'resume'));
    expect(resume.code, resume.shown).toBe(0);
    expect(readFileSync(join(destination, 'big.eer')).equals(content)).toBe(true);
    // A piece that stays is counted: the plan looks for pieces before it counts.
    expect(countHere(await run(textOf(plan, 'count-here')))).toBe(2 + pieces.length);
    for (const piece of pieces) rmSync(join(destination, piece));
    expect(countHere(await run(textOf(plan, 'count-here')))).toBe(2);
  });

  test('by the network says so, and the same command brings it whole', async () => {
    proves('aws', 'linux', ['cut'], ['aws', 's3-server']);
    const destination = join(folder, 'cut network');
    const plan = planBelow('cut', destination);
    const held = proxy.holdAfter(12 * 1024 * 1024);
    const copy = start(textOf(plan, 'copy'));
    await held;
    proxy.forwardTo(undefined);
    proxy.reset();
    const { code, shown } = await copy.ended;
    expect(code).not.toBe(0);
    expect(shown).toContain('download failed: s3://lab-bucket/cut/big.eer');
    expect(existsSync(join(destination, 'big.eer'))).toBe(false);
    proxy.forwardTo(server.port);
    expect((await run(textOf(plan, 'resume'))).code).toBe(0);
    expect(readFileSync(join(destination, 'big.eer')).equals(content)).toBe(true);
  });

  test('is one that the check cannot pass either: it says error', async () => {
    proxy.forwardTo(undefined);
    const verify = await run(textOf(planBelow('cut', folder), 'verify'));
    proxy.forwardTo(server.port);
    expect(verify.code).not.toBe(0);
    expect(verify.shown).toContain('error');
    expect(verify.shown).not.toContain('COMPARED');
  });
});

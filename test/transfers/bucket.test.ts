/** The commands for the facility's own bucket, as printed, with Debian's aws and a server for buckets on loopback. */
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Facility, Plan } from '../../src/generator/index.ts';
import { serverKey, startS3Server } from '../rigs/s3-server.ts';
import type { S3Server } from '../rigs/s3-server.ts';
import { endProcess } from '../rigs/sshd.ts';
import { exampleFacility } from '../rigs/example-facility.ts';
import { startProxy } from '../rigs/proxy.ts';
import type { Proxy } from '../rigs/proxy.ts';
import type { Ended } from '../rigs/site.ts';
import { startLine } from '../rigs/start-line.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { waitUntil } from '../rigs/wait.ts';
import { flipByte } from '../rigs/tree.ts';
import { proves } from '../rigs/proven/proves.ts';

const bucket = 'cryo-raw';
const lab = "O'Brien & Söhne $HOME";

let server: S3Server;
let proxy: Proxy;
let folder: string;

const facilityAt = (region?: string): Facility => ({
  ...exampleFacility,
  bucket: {
    endpoint: `http://127.0.0.1:${proxy.port}`,
    name: bucket,
    prefix: 'raw data/{lab}/{collection}',
    ...(region && { region }),
    keysFrom: 'the desk',
  },
});

const planOfBucket = (collection: string, destination: string, region?: string): Plan =>
  planOf(facilityAt(region), { method: 'bucket', lab, collection, destination });

const run = (line: string, shell = 'bash', typed = ''): Promise<Ended> =>
  startLine(line, { cwd: folder, env: server.envAsPrinted, shell, typed }).ended;

function readFiles(path: string): Record<string, Buffer> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const whole = join(entry.parentPath, entry.name);
      return [whole.slice(path.length + 1), readFileSync(whole)];
    }),
  );
}

function fill(collection: string, names: readonly string[]): Record<string, Buffer> {
  const files = Object.fromEntries(names.map((name, index) => [name, randomBytes(1000 + index)]));
  for (const [name, content] of Object.entries(files)) server.put(`raw data/${lab}/${collection}/${name}`, content);
  return files;
}

/** What the plan calls passed: one line alone, which no file has caused. */
const passed = { code: 0, shown: 'COMPARED: each line above this one is a file that is not right\n' };
const numberIn = (pattern: RegExp, { shown }: Ended): number => Number(pattern.exec(shown)?.[1]);
const countThere = (ended: Ended): number => numberIn(/^Total Objects: (\d+)$/m, ended);
const countHere = (ended: Ended): number => numberIn(/^\s*(\d+)\s*$/, ended);

beforeAll(async () => {
  server = await startS3Server(bucket);
  proxy = await startProxy();
  proxy.forwardTo(server.port);
  folder = mkdtempSync(join(tmpdir(), 'receiver-'));
  // As a person does it: the key is typed where the program asks for it, and nowhere else.
  const configure = await run(
    textOf(planOfBucket('GRID1', folder), 'configure'),
    'bash',
    `${serverKey}\n${serverKey}\n\n\n`,
  );
  expect(configure.code, configure.shown).toBe(0);
});
afterAll(async () => {
  await proxy.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['bash', ''],
  ['fish', 'north-1'],
])('any name comes home whole and is verified, in %s, with the region “%s”', async (shell, region) => {
  proves('bucket', 'linux', ['normal', 'names', 'verified'], ['aws', 's3-server']);
  const names = ["it's", '"quoted"', '$(touch PWNED)', '*?[1]{a,b}', 'back\\slash\\', '#%~&|<>', '-rf', ' x ', 'é 🔬'];
  const collection = `${shell} $(touch PWNED) \`x\` *?[1] \\ "q" !x;#~ é 🔬`;
  const destination = join(folder, collection);
  const files = fill(collection, [...names, 'deeper/movie.eer']);
  const plan = planOfBucket(collection, destination, region);
  expect(countThere(await run(textOf(plan, 'look'), shell))).toBe(Object.keys(files).length);
  for (const id of ['folder', 'copy']) {
    const { code, shown } = await run(textOf(plan, id), shell);
    expect(code, shown).toBe(0);
  }
  expect(readFiles(destination)).toEqual(files);
  expect(await run(textOf(plan, 'verify'), shell)).toEqual(passed);
  expect(countThere(await run(textOf(plan, 'count'), shell))).toBe(Object.keys(files).length);
  expect(countHere(await run(textOf(plan, 'count-here'), shell))).toBe(Object.keys(files).length);
  const everything = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(everything.filter((path) => /(?:^|\/)PWNED$/.test(path))).toEqual([]);
});

test('the key is kept beside those of the person, under the name of the facility', async () => {
  const mine = '[default]\naws_access_key_id = MINE\naws_secret_access_key = SECRET\n';
  const file = join(server.env.HOME ?? '', '.aws/credentials');
  const before = readFileSync(file, 'utf8');
  expect(before).toContain('[example-em]\n');
  writeFileSync(file, mine + before);
  const plan = planOfBucket('own key', join(folder, 'own key'));
  const configure = await run(textOf(plan, 'configure'), 'bash', `\n\n\n\n`);
  expect(configure.code, configure.shown).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(mine + before);
  fill('own key', ['a']);
  expect(countThere(await run(textOf(plan, 'look')))).toBe(1);
});

test('what is missing, cut short or changed is named, and copying again mends it; a changed byte alone is not, and the plan says so', async () => {
  proves('bucket', 'linux', ['damage'], ['aws', 's3-server']);
  const destination = join(folder, 'mended');
  const files = fill('mended', ['first.eer', 'second.eer', 'third.eer', 'rotten.eer']);
  const plan = planOfBucket('mended', destination);
  expect((await run(textOf(plan, 'copy'))).code).toBe(0);
  rmSync(join(destination, 'first.eer'));
  truncateSync(join(destination, 'second.eer'), 400);
  for (const name of ['third.eer', 'rotten.eer']) flipByte(join(destination, name), 500);
  const now = new Date();
  utimesSync(join(destination, 'third.eer'), now, now);
  const { shown } = await run(textOf(plan, 'verify'));
  expect(shown.match(/(?<=\/mended\/)\S+(?= to )/g)?.sort()).toEqual(['first.eer', 'second.eer', 'third.eer']);
  expect((await run(textOf(plan, 'resume'))).code).toBe(0);
  expect(await run(textOf(plan, 'verify'))).toEqual(passed);
  const { 'rotten.eer': rotten, ...mended } = readFiles(destination);
  const { 'rotten.eer': whole, ...others } = files;
  expect(mended).toEqual(others);
  expect(rotten?.equals(whole ?? Buffer.alloc(0))).toBe(false);
  expect(plan.notices.map(({ text }) => text).join(' ')).toContain('not each byte');
});

test('what the plan says is seen: of a wrong name, of no key, of no connection', async () => {
  const plan = planOfBucket('nothing here', join(folder, 'nothing'));
  expect((await run(textOf(plan, 'look'))).shown).toContain('Total Objects: 0');
  const sees = (id: string): string =>
    stepOf(plan, id)
      .otherwise.map(({ see }) => see)
      .join(' ');
  const { shown } = await run(`export HOME=${folder}; ${textOf(plan, 'look')}`);
  expect(shown).toContain('could not be found');
  expect(sees('look')).toContain('could not be found');
  proxy.forwardTo(undefined);
  const refused = await run(textOf(plan, 'verify'));
  proxy.forwardTo(server.port);
  expect(refused.code).not.toBe(0);
  expect(refused.shown).toContain('error');
  expect(sees('verify')).toContain('error');
});

test('a copy that was killed leaves no file that looks whole; the same command brings it whole, and the piece is found', async () => {
  proves('bucket', 'linux', ['cut'], ['aws', 's3-server']);
  const content = randomBytes(20 * 1024 * 1024);
  server.put(`raw data/${lab}/cut/big.eer`, content);
  const destination = join(folder, 'cut');
  const plan = planOfBucket('cut', destination);
  expect((await run(textOf(plan, 'folder'))).code).toBe(0);
  const held = proxy.holdAfter(10 * 1024 * 1024);
  const copy = startLine(textOf(plan, 'copy'), {
    cwd: folder,
    env: { ...server.env, PATH: ['/usr/bin', process.env.PATH].join(delimiter) },
  });
  await held;
  await waitUntil(() => readdirSync(destination).some((name) => name.startsWith('big.eer.')));
  endProcess(-copy.pid, 'SIGKILL');
  proxy.reset();
  await copy.ended;
  expect(existsSync(join(destination, 'big.eer'))).toBe(false);
  const [piece = ''] = readdirSync(destination);
  expect((await run(textOf(plan, 'leftovers'))).shown).toBe(`${join(destination, piece)}\n`);
  const resume = await run(textOf(plan, 'resume'));
  expect(resume.code, resume.shown).toBe(0);
  expect(readFileSync(join(destination, 'big.eer')).equals(content)).toBe(true);
});

/**
 * The liar's gallery for the ways beside rsync: what a person who reads the plan takes each check for, whatever is
 * wrong with the collection. What a check cannot see is said in the plan, in these words. Marked “stand-in” is what
 * cannot run here: it does what its documentation says.
 */
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import type { Draft, Facility, Plan } from '../../src/generator/index.ts';
import { joinParts, quoteWord } from '../../src/generator/command/quote.ts';
import { serverKey, startS3Server } from '../rigs/s3-server.ts';
import type { S3Server } from '../rigs/s3-server.ts';
import { startOddKeysServer } from '../rigs/odd-keys-server.ts';
import { endProcess, startSshd } from '../rigs/sshd.ts';
import type { Sshd } from '../rigs/sshd.ts';
import { exampleFacility } from '../rigs/example-facility.ts';
import { Gallery, fileHarms, formatGalleries, harms, readSentences, writeCollection } from './gallery.ts';
import type { Expected, Harm, HarmName, Judge, Judged } from './gallery.ts';
import { plugInDrive } from '../rigs/image-drive.ts';
import type { Ended, Running } from '../rigs/site.ts';
import { startLine } from '../rigs/start-line.ts';
import { keepTime, readSizes, writeRandomFile } from '../rigs/tree.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { proves } from '../rigs/proven/proves.ts';

const galleries: Record<string, Gallery<never>> = {};
afterAll(() => {
  console.log(`\n${formatGalleries(galleries)}\n`);
});

/** How a way is gone with one collection. `check` is handed what the first look found. */
interface Way<Evidence> {
  open(harm: HarmName): Promise<{ there: string; here: string; plan: Plan }>;
  look(plan: Plan, there: string): Promise<Ended>;
  copy(plan: Plan, there: string): Promise<unknown>;
  check(plan: Plan, harm: HarmName, first: Ended, there: string, here: string): Promise<Evidence>;
}

/** Shows this way's gallery. `expected` has all harms that there can be on this way. */
function showGallery<Evidence>(
  name: string,
  way: Way<Evidence>,
  judge: Judge<Evidence>,
  expected: Partial<Readonly<Record<HarmName, Expected>>>,
): Gallery<Evidence> {
  const gallery = new Gallery<Evidence>();
  galleries[name] = gallery as unknown as Gallery<never>;
  test.each(Object.entries(expected) as [HarmName, Expected][])('%s', async (harmName, right) => {
    const { fill, before, harm }: Harm = harms[harmName];
    const { there, here, plan } = await way.open(harmName);
    writeCollection(there);
    fill?.(there);
    const first = await way.look(plan, there);
    before?.(there);
    await way.copy(plan, there);
    harm?.(here, there);
    const evidence = await way.check(plan, harmName, first, there, here);
    const judged = judge(evidence);
    gallery.keep(harmName, judged, right, evidence);
    expect(judged, JSON.stringify(evidence, undefined, 1)).toBe(right === 'not passed' ? right : 'passed');
    if (typeof right !== 'string') expect(readSentences(plan)).toContain(right.said);
    rmSync(there, { recursive: true });
  });
  return gallery;
}

/** Runs a line in a process group of its own; both outputs as one, as on a screen. */
const start = (line: string, env: NodeJS.ProcessEnv, cwd: string): Running =>
  startLine(`exec 2>&1; ${line}`, { cwd, env });

const linesOf = ({ shown }: Ended): string[] => shown.split(/\r?\n/).filter((line) => line.trim() !== '');
const numberIn = (pattern: RegExp, { shown }: Ended): number => Number(pattern.exec(shown)?.[1]?.replaceAll(',', ''));
const alwaysPasses = (): Judged => 'passed';
const alwaysRefuses = (): Judged => 'not passed';
const judgeBy = (isPassed: boolean): Judged => (isPassed ? 'passed' : 'not passed');

/** Root may read everything: what is not to be read is read as somebody else. */
const isRoot = process.getuid?.() === 0;
const nobody = 65534;
const asNobody = isRoot ? `setpriv --reuid ${nobody} --regid ${nobody} --clear-groups ` : '';
const mayNotBeRead = (harm: HarmName): boolean => harm.endsWith('there that may not be read');

const lab = 'a lab';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gallery-'));
  chmodSync(folder, 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function makeFolder(...names: string[]): string {
  const made = join(folder, ...names);
  mkdirSync(made, { recursive: true });
  return made;
}

describe('sftp', () => {
  interface Evidence {
    readonly size: Ended;
    readonly verify: Ended;
  }
  let sshd: Sshd;
  /** As the other one, but may read less. */
  let stranger: Sshd;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    const hosts = ['127.0.0.1'];
    sshd = await startSshd({ forceCommand: 'internal-sftp', hosts });
    stranger = await startSshd({ forceCommand: `${asNobody}/usr/lib/openssh/sftp-server`, hosts });
    for (const { folder: own } of [sshd, stranger]) {
      const program = join(own, 'bin/sftp');
      writeFileSync(program, `#!/bin/sh\nexec /usr/bin/sftp -F '${join(own, 'ssh.conf')}' "$@"\n`);
      chmodSync(program, 0o755);
    }
    const home = makeFolder('home');
    const known = [sshd, stranger].map(
      (one) => `[127.0.0.1]:${String(one.port)} ${readFileSync(join(one.folder, 'host-key.pub'), 'utf8')}`,
    );
    for (const one of ['home', "nobody's home"])
      writeFileSync(join(makeFolder(one, '.ssh'), 'known_hosts'), known.join(''));
    // rclone would try ten times, for half a minute.
    env = { ...sshd.env, HOME: home, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', RCLONE_LOW_LEVEL_RETRIES: '1' };
    const key = join(folder, "nobody's home", 'key');
    copyFileSync(join(sshd.folder, 'client-key'), key);
    if (isRoot) for (const path of [key, join(key, '..')]) chownSync(path, nobody, nobody);
  });
  afterAll(async () => {
    await sshd.stop();
    await stranger.stop();
  });

  const serverOf = (harm: HarmName): Sshd => (mayNotBeRead(harm) ? stranger : sshd);
  const runAt = (server: Sshd, line: string): Promise<Ended> =>
    start(line, { ...env, PATH: server.env.PATH }, folder).ended;
  const makePlan = (server: Sshd, collection: string, destination: string, keyFile: string): Plan =>
    planOf(
      {
        ...exampleFacility,
        storage: {
          ...exampleFacility.storage,
          sftp: { host: '127.0.0.1', port: server.port, path: makeFolder('sftp') },
        },
      },
      { method: 'sftp', account: server.account, lab, collection, destination, login: 'key', keyFile },
    );
  const way: Way<Evidence> = {
    open: (harm) => {
      const there = makeFolder('sftp', lab, harm);
      const here = makeFolder('sftp here', harm === 'names that a check prints' ? 'ERROR' : harm);
      return Promise.resolve({
        there,
        here,
        plan: makePlan(serverOf(harm), harm, here, join(serverOf(harm).folder, 'client-key')),
      });
    },
    look: (plan) => runAt(serverOf(plan.request.collection as HarmName), textOf(plan, 'size')),
    copy: (plan) => runAt(serverOf(plan.request.collection as HarmName), textOf(plan, 'copy')),
    check: async (plan, harm, size, _, here) => {
      if (harm !== 'a file here that may not be read')
        return { size, verify: await runAt(serverOf(harm), textOf(plan, 'verify')) };
      const home = join(folder, "nobody's home");
      const line = textOf(makePlan(sshd, harm, here, join(home, 'key')), 'verify');
      return { size, verify: await runAt(sshd, `HOME=${quoteWord(home)} ${asNobody}bash -c ${quoteWord(line)}`) };
    },
  };

  const wording =
    'Passed: the last line begins with `PASSED:`, and above it stands `matching files` with the number of `Total objects`.';
  const judge: Judge<Evidence> = ({ size, verify }) =>
    judgeBy(
      linesOf(verify).at(-1)?.startsWith('PASSED:') === true &&
        numberIn(/: (\d+) matching files$/m, verify) === numberIn(/^Total objects: (\d+)/m, size),
    );
  const unseen = { said: 'Links, what they lead to, and empty folders are not compared.' };
  const gallery = showGallery('sftp', way, judge, {
    'nothing is wrong': 'passed',
    'a file is missing': 'not passed',
    'a file is cut short': 'not passed',
    'a file is longer here': 'not passed',
    'a file is as much too short as another is too long': 'not passed',
    'a byte is changed': 'not passed',
    'a byte is changed, with the same time': 'not passed',
    'a folder in the place of a file': 'not passed',
    'a file that is here only': 'passed',
    'a file here that may not be read': 'not passed',
    'all is gone from the server': 'not passed',
    'a file has vanished before it was copied': 'not passed',
    'a file there that may not be read': 'not passed',
    'a folder there that may not be read': 'not passed',
    'an empty folder is lost': unseen,
    'a link that leads out': unseen,
    'a link to a folder': unseen,
    'a link that leads nowhere': unseen,
    'odd names': 'passed',
    'a file with an odd name is missing': 'not passed',
    'one of two names that look the same is missing': 'not passed',
    'names that a check prints': 'passed',
    'files with such names are damaged': 'not passed',
    'names that differ in capitals only': 'passed',
    'a file with a hole': 'passed',
  });

  test('the plan says it in the words that these tests judge by', async () => {
    const { plan } = await way.open('nothing is wrong');
    expect(stepOf(plan, 'verify').expect).toContain(wording);
  });

  test('whatever is mixed, it passes only where nothing is wrong', async () => {
    const kinds = Object.keys(fileHarms) as (keyof typeof fileHarms)[];
    const there = makeFolder('sftp', lab, 'mixed');
    const names = ['a', 'b', 'ERROR', 'c: 0 differences found'].map((name) => `folder/${name}`);
    for (const [index, name] of names.entries()) writeRandomFile(join(there, name), 1_000 + index);
    const here = makeFolder('sftp here', 'mixed');
    const plan = makePlan(sshd, 'mixed', here, join(sshd.folder, 'client-key'));
    const size = await runAt(sshd, textOf(plan, 'size'));
    const mix = fc.tuple(...names.map(() => fc.constantFrom('nothing' as const, ...kinds)));
    await fc.assert(
      fc.asyncProperty(mix, async (mixed) => {
        rmSync(here, { recursive: true });
        mkdirSync(here);
        await runAt(sshd, textOf(plan, 'copy'));
        for (const [index, name] of names.entries()) fileHarms[mixed[index] ?? 'nothing'](join(here, name));
        const isRight = mixed.every((kind) => kind === 'nothing');
        expect(judge({ size, verify: await runAt(sshd, textOf(plan, 'verify')) })).toBe(judgeBy(isRight));
      }),
      { numRuns: 6, examples: [[names.map(() => 'nothing' as const)]] },
    );
  });

  test('catches who always passes, who always refuses, and the sentence of before', () => {
    expect(gallery.findMistakes(alwaysPasses)).toContain('a file is missing');
    expect(gallery.findMistakes(alwaysRefuses)).toContain('nothing is wrong');
    const former: Judge<Evidence> = ({ size, verify }) => {
      const matching = linesOf(verify).map((line) => /(\d+) matching files$/.exec(line)?.[1]);
      return judgeBy(
        linesOf(verify).some((line) => line.endsWith('0 differences found')) &&
          matching.includes(String(numberIn(/^Total objects: (\d+)/m, size))) &&
          !verify.shown.includes('ERROR'),
      );
    };
    expect(gallery.findMistakes(former)).toEqual(['names that a check prints', 'files with such names are damaged']);
    expect(gallery.findMistakes(judge)).toEqual([]);
  });
});

describe.each(['aws', 'bucket'] as const)('%s', (method) => {
  interface Evidence {
    /** How many files the facility has told of, or there were at the first look. */
    readonly told: number;
    readonly verify: Ended;
    readonly count: Ended;
    readonly countHere: Ended;
    /** How many files are here that are not of the collection: a person finds them. */
    readonly foreign: number;
  }
  const bucket = 'lab-bucket';
  let server: S3Server;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    server = await startS3Server(bucket);
    env = method === 'aws' ? server.env : server.envAsPrinted;
    const configure = textOf(makePlan('nothing', folder), 'configure');
    const typed = `printf '%s\\n' ${serverKey} ${serverKey} us-west-2 ''`;
    expect((await run(`${typed} | ${configure}`)).code).toBe(0);
  });
  afterAll(() => server.stop());

  const run = (line: string): Promise<Ended> => start(line, env, folder).ended;
  const makePlan = (collection: string, destination: string): Plan => {
    const endpoint = `http://127.0.0.1:${String(server.port)}`;
    const facility: Facility = {
      ...exampleFacility,
      bucket: { endpoint, name: bucket, prefix: '{lab}/{collection}', keysFrom: 'the desk' },
    };
    const own = method === 'aws' ? { bucket, region: 'us-west-2', prefix: `${lab}/${collection}` } : {};
    return planOf(facility, { method, lab, collection, destination, ...own });
  };
  const namesIn = (path: string): string[] =>
    Object.keys(readSizes(path)).map((name) => Buffer.from(name, 'latin1').toString());
  const way: Way<Evidence> = {
    open: (harm) => {
      const there = makeFolder(method, harm);
      const here = makeFolder(`${method} here`, harm);
      return Promise.resolve({ there, here, plan: makePlan(harm, here) });
    },
    look: (plan, there) => {
      // What the facility does: a bucket holds files, and no links or folders.
      const names = namesIn(there);
      for (const name of names) {
        const file = join(there, name);
        server.put(`${lab}/${String(plan.request.collection)}/${name}`, readFileSync(file), statSync(file).mtime);
      }
      return Promise.resolve({ code: 0, shown: String(names.length) });
    },
    copy: (plan, there) => {
      const isThere = existsSync(join(there, 'movies/first.eer'));
      if (!isThere) server.remove(`${lab}/${String(plan.request.collection)}/movies/first.eer`);
      return run(textOf(plan, 'copy'));
    },
    check: async (plan, harm, first, there, here) => {
      const names = namesIn(there);
      if (names.length === 0)
        for (const name of ['movies/first.eer', 'movies/second.eer', 'gain.mrc'])
          server.remove(`${lab}/${harm}/${name}`);
      const verify = await run(textOf(plan, 'verify'));
      const count = await run(textOf(plan, 'count'));
      const countHere = await run(textOf(plan, 'count-here'));
      const foreign = namesIn(here).filter((name) => !names.includes(name)).length;
      return { told: Number(first.shown), verify, count, countHere, foreign: names.length === 0 ? 0 : foreign };
    },
  };

  const judge: Judge<Evidence> = ({ told, verify, count, countHere, foreign }) => {
    const objects = numberIn(/^Total Objects: (\d+)$/m, count);
    const folders = linesOf(count).filter((line) => line.endsWith('/')).length;
    return judgeBy(
      linesOf(verify).length === 1 &&
        verify.shown.startsWith('COMPARED') &&
        objects > 0 &&
        objects >= told &&
        objects - folders === numberIn(/^\s*(\d+)\s*$/, countHere) - foreign,
    );
  };
  const few = {
    'nothing is wrong': 'passed',
    'a file is missing': 'not passed',
    'a byte is changed, with the same time': { said: 'It does not compare contents' },
    'a file that is here only': 'passed',
    'all is gone from the server': 'not passed',
    'a file has vanished before it was copied': 'not passed',
    'odd names': 'passed',
  } as const;
  const more = {
    'a file is cut short': 'not passed',
    'a file is longer here': 'not passed',
    'a file is as much too short as another is too long': 'not passed',
    'a byte is changed': 'not passed',
    'a folder in the place of a file': 'not passed',
    'an empty folder is lost': {
      said: 'names that end in `/`, which stand for empty folders. These are not compared.',
    },
    'a file with an odd name is missing': 'not passed',
    'one of two names that look the same is missing': 'not passed',
    'names that a check prints': 'passed',
    'files with such names are damaged': 'not passed',
    'names that differ in capitals only': 'passed',
    'a piece of a killed copy': 'passed',
  } as const;
  // The steps of the two are the same: of the second a few are seen.
  const gallery = showGallery(method, way, judge, method === 'aws' ? { ...few, ...more } : few);

  test('the plan says it in the words that these tests judge by', async () => {
    const { plan } = await way.open('nothing is wrong');
    expect(stepOf(plan, 'verify').expect).toContain('One line alone, which begins with `COMPARED`');
    expect(stepOf(plan, 'count').expect).toContain(
      method === 'aws'
        ? 'It is also the number that the facility told you.'
        : 'and no smaller than when you first looked.',
    );
    expect(stepOf(plan, 'count-here').expect).toBe(
      'Passed: the same number. What does not count: here, files of other origin such as `.DS_Store`, and pieces of a killed copy; in the list above, names that end in `/`, which stand for empty folders. These are not compared.',
    );
  });

  test('catches who always passes, who always refuses, and the sentence of before: a check that was ended is silent', async () => {
    const { there, here, plan } = await way.open('a file is longer here');
    writeCollection(there);
    const first = await way.look(plan, there);
    await way.copy(plan, there);
    harms['a file is longer here'].harm(here);
    const check = start(textOf(plan, 'verify'), server.envAlone, folder);
    endProcess(-check.pid, 'SIGKILL');
    const verify = await check.ended;
    const evidence = { ...(await way.check(plan, 'a file is longer here', first, there, here)), verify };
    const former: Judge<Evidence> = ({ told, verify: { shown }, count, countHere }) =>
      judgeBy(
        shown === '' &&
          numberIn(/^Total Objects: (\d+)$/m, count) >= told &&
          numberIn(/^Total Objects: (\d+)$/m, count) === numberIn(/^\s*(\d+)\s*$/, countHere),
      );
    expect([former(evidence), judge(evidence)]).toEqual(['passed', 'not passed']);
    expect(gallery.findMistakes(alwaysPasses)).toContain('a file is missing');
    expect(gallery.findMistakes(alwaysRefuses)).toContain('nothing is wrong');
    expect(gallery.findMistakes(judge)).toEqual([]);
  });
});

describe('aws, from a bucket with keys that no folder can hold', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server('lab-bucket');
  });
  afterAll(() => server.stop());

  /** Brings such a bucket home, with the key of the person in the variables. */
  async function bringHome(objects: Readonly<Record<string, string>>, destination: string) {
    const below = Object.fromEntries(Object.entries(objects).map(([key, content]) => [`p/${key}`, content]));
    const odd = await startOddKeysServer(below);
    server.reachAt(odd.port);
    const env = { ...server.env, AWS_ACCESS_KEY_ID: serverKey, AWS_SECRET_ACCESS_KEY: serverKey };
    const draft = { method: 'aws', lab, collection: 'GRID1', bucket: 'lab-bucket', region: 'us-west-2', prefix: 'p' };
    const plan = planOf(exampleFacility, { ...draft, destination });
    const run = (line: string): Promise<Ended> => start(line, env, folder).ended;
    const copy = await run(textOf(plan, 'copy'));
    return { plan, run, copy, stop: () => odd.stop() };
  }

  test.each<[string, string, Record<string, string>, seen: RegExp, brought: Record<string, string>]>([
    [
      'a file and a folder of one name',
      'a',
      { a: 'A', 'a/b': 'B' },
      /^download failed: .*Is a directory/m,
      { 'a/b': 'B' },
    ],
    ['a folder with content', 'd/', { a: 'A', 'd/': 'D' }, /^download failed: .*Not a directory/m, { a: 'A' }],
    ['two slashes', 'x//d', { 'x/d': 'one', 'x//d': 'two' }, /^download: /m, {}],
    ['a folder above', '../x', { '../x': 'X', a: 'A' }, /^warning: Skipping file .*parent directory/m, { a: 'A' }],
    [
      'too long a name',
      'n'.repeat(256),
      { ['n'.repeat(256)]: 'N', a: 'A' },
      /^download failed: .*too long/m,
      { a: 'A' },
    ],
  ])('does not pass with %s, and the plan has what brings it', async (_, key, objects, seen, brought) => {
    const destination = makeFolder('odd keys', encodeURIComponent(key).slice(0, 20));
    const { plan, run, copy, stop } = await bringHome(objects, destination);
    expect(copy.shown.replaceAll('\r', '\n')).toMatch(seen);
    for (const [name, content] of Object.entries(brought))
      expect(readFileSync(join(destination, name), 'utf8')).toBe(content);
    const verify = await run(textOf(plan, 'verify'));
    // It is named forever, so that this check never passes.
    expect(linesOf(verify).join('\n')).toMatch(key === '../x' ? /^warning: / : /^\(dryrun\) download: /);
    const row = stepOf(plan, 'verify').otherwise.find(({ see }) => see === 'the same file each time');
    expect(row?.means).toContain(
      'Fetch it by itself, with `aws s3 cp`, its address, another name, and the options of this command.',
    );
    const file = join(destination, 'another name');
    const fetched = await run(
      `aws s3 cp ${quoteWord(`s3://lab-bucket/p/${key}`)} ${quoteWord(file)} --region us-west-2`,
    );
    expect(fetched.code, fetched.shown).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(objects[key]);
    await stop();
  });

  test('passes with the empty folders of a console, which it does not count', async () => {
    const destination = makeFolder('odd keys', 'empty');
    const { plan, run, stop } = await bringHome({ a: 'A', 'd/': '' }, destination);
    expect(linesOf(await run(textOf(plan, 'verify')))).toEqual([expect.stringMatching(/^COMPARED/)]);
    const count = await run(textOf(plan, 'count'));
    expect([
      numberIn(/^Total Objects: (\d+)$/m, count),
      linesOf(count).filter((line) => line.endsWith('/')).length,
    ]).toEqual([2, 1]);
    expect((await run(textOf(plan, 'count-here'))).shown.trim()).toBe('1');
    await stop();
  });

  test('does not pass on a disk where names that differ in capitals only are one', async () => {
    const drive = plugInDrive('exfat', 20_000_000);
    const destination = join(drive.path, 'GRID1');
    const { plan, run, copy, stop } = await bringHome({ 'A.eer': 'one', 'a.eer': 'two' }, destination);
    try {
      expect(copy.shown).toContain('download: ');
      // Same size, same second: only the number tells.
      expect(readdirSync(destination).length).toBe(1);
      const count = await run(textOf(plan, 'count'));
      expect(numberIn(/^Total Objects: (\d+)$/m, count)).toBe(2);
      expect((await run(textOf(plan, 'count-here'))).shown.trim()).toBe('1');
      expect(stepOf(plan, 'count-here').otherwise[0]?.means).toContain(
        'Names that differ in capitals only become one file',
      );
    } finally {
      await stop();
      drive.remove();
    }
  });

  test('fetches a damaged file anew when it has been deleted here, as the plan says', async () => {
    const destination = makeFolder('odd keys', 'damaged');
    const { plan, run, stop } = await bringHome({ a: 'whole' }, destination);
    keepTime(join(destination, 'a'), () => {
      writeFileSync(join(destination, 'a'), 'wrong');
    });
    expect(linesOf(await run(textOf(plan, 'copy')))).toEqual([]);
    expect(readSentences(plan)).toContain('One that is damaged is fetched anew if you delete it here and copy again.');
    rmSync(join(destination, 'a'));
    await run(textOf(plan, 'copy'));
    expect(readFileSync(join(destination, 'a'), 'utf8')).toBe('whole');
    await stop();
  });
});

interface Numbers {
  readonly count: number;
  readonly sum: number;
}

/** What Get-ChildItem and Measure-Object say of a folder. Stand-in: PowerShell does not run here. */
function measure(path: string): Numbers {
  const sizes = Object.values(readSizes(path));
  return { count: sizes.length, sum: sizes.reduce((sum, size) => sum + size, 0) };
}

describe('robocopy, a stand-in', () => {
  interface Evidence {
    readonly failed: number;
    readonly drive: Numbers;
    readonly here: Numbers;
  }
  const isReadable = (path: string): boolean => (lstatSync(path).mode & 0o444) !== 0;
  /** Copies what has another size or time, and counts what it cannot read. No link can be on such a drive. */
  const robocopy = (from: string, to: string): number => {
    if (!isReadable(from)) return 1;
    mkdirSync(to, { recursive: true });
    return readdirSync(from).reduce((failed, name) => {
      const [source, copy] = [join(from, name), join(to, name)];
      if (lstatSync(source).isDirectory()) return failed + robocopy(source, copy);
      if (!isReadable(source)) return failed + 1;
      const { size, atime, mtime } = statSync(source);
      const isSame = existsSync(copy) && statSync(copy).size === size && statSync(copy).mtimeMs === mtime.getTime();
      if (!isSame) {
        copyFileSync(source, copy);
        utimesSync(copy, atime, mtime);
      }
      return failed;
    }, 0);
  };
  /** As somebody who may not read all: what may not be read is in no number. */
  const measureReadable = (path: string): Numbers => {
    const all = readdirSync(path).map((name) => join(path, name));
    const numbers = all.map((one) => {
      if (!lstatSync(one).isDirectory()) return { count: 1, sum: lstatSync(one).size };
      return isReadable(one) ? measureReadable(one) : { count: 0, sum: 0 };
    });
    return numbers.reduce((a, b) => ({ count: a.count + b.count, sum: a.sum + b.sum }), { count: 0, sum: 0 });
  };
  let failed = 0;
  const way: Way<Evidence> = {
    open: (harm) => {
      const draft = {
        method: 'drive',
        lab,
        collection: 'GRID1',
        computer: 'windows',
        drive: 'E:',
        destination: 'D:\\GRID1',
      };
      const plan = planOf(loadFacility(), draft);
      return Promise.resolve({ there: makeFolder('drive', harm), here: makeFolder('drive here', harm), plan });
    },
    look: (_, there) => Promise.resolve({ code: 0, shown: JSON.stringify(measureReadable(there)) }),
    copy: (_, there) => {
      failed = robocopy(there, there.replace('/drive/', '/drive here/'));
      return Promise.resolve();
    },
    check: (_plan, _harm, first, _there, here) =>
      Promise.resolve({ failed, drive: JSON.parse(first.shown) as Numbers, here: measureReadable(here) }),
  };
  const judge: Judge<Evidence> = ({ failed: count, drive, here }) =>
    judgeBy(count === 0 && drive.count === here.count && drive.sum === here.sum);
  const unseen = { said: 'Compared are number and total size, not contents, names, links or empty folders.' };
  const gallery = showGallery('robocopy (stand-in)', way, judge, {
    'nothing is wrong': 'passed',
    'a file is missing': 'not passed',
    'a file is cut short': 'not passed',
    'an empty file in its place': 'not passed',
    'a file is longer here': 'not passed',
    'a file is as much too short as another is too long': unseen,
    'a byte is changed': unseen,
    'a byte is changed, with the same time': unseen,
    'other bytes, and an older time': unseen,
    'a folder in the place of a file': 'not passed',
    'a file that is here only': 'not passed',
    'a file has vanished before it was copied': 'not passed',
    'a file there that may not be read': 'not passed',
    'a folder there that may not be read': 'not passed',
    'an empty folder is lost': unseen,
    'names that differ in capitals only': 'passed',
    'a file with a hole': 'passed',
  });
  test('catches who always passes, who always refuses, and who counts without looking at FAILED', async () => {
    proves('drive', 'windows', ['verified', 'damage'], ['robocopy-imitated']);
    expect(gallery.findMistakes(alwaysPasses)).toContain('a file is missing');
    expect(gallery.findMistakes(alwaysRefuses)).toContain('nothing is wrong');
    expect(gallery.findMistakes((seen) => judge({ ...seen, failed: 0 }))).toContain(
      'a folder there that may not be read',
    );
    expect(gallery.findMistakes(judge)).toEqual([]);
    const { plan } = await way.open('nothing is wrong');
    expect(stepOf(plan, 'copy').expect).toContain('In it, the column `FAILED` is 0 in the rows `Dirs` and `Files`.');
    expect(stepOf(plan, 'verify').expect).toContain('Passed: `Count` and `Sum` are the same as those of the drive.');
  });
});

describe('Globus, a stand-in', () => {
  interface Task {
    readonly status: 'SUCCEEDED' | 'ACTIVE';
    readonly files: number;
    readonly bytes: number;
  }
  interface Evidence extends Task {
    /** How many files the facility has told of. */
    readonly told: number;
  }
  /**
   * A recursive transfer by checksum, as the Transfer API documents it: links are ignored, and what cannot be read is
   * tried again and again.
   */
  const transfer = (from: string, to: string): Task => {
    if ((lstatSync(from).mode & 0o444) === 0) return { status: 'ACTIVE', files: 0, bytes: 0 };
    mkdirSync(to, { recursive: true });
    const tasks = readdirSync(from).map((name): Task => {
      const [source, copy] = [join(from, name), join(to, name)];
      const kind = lstatSync(source);
      if (kind.isDirectory()) return transfer(source, copy);
      if (!kind.isFile()) return { status: 'SUCCEEDED', files: 0, bytes: 0 };
      if ((kind.mode & 0o444) === 0) return { status: 'ACTIVE', files: 1, bytes: 0 };
      if (existsSync(copy) && lstatSync(copy).isDirectory()) return { status: 'ACTIVE', files: 1, bytes: 0 };
      if (existsSync(copy) && readFileSync(copy).equals(readFileSync(source)))
        return { status: 'SUCCEEDED', files: 1, bytes: 0 };
      copyFileSync(source, copy);
      return { status: 'SUCCEEDED', files: 1, bytes: kind.size };
    });
    return {
      status: tasks.every(({ status }) => status === 'SUCCEEDED') ? 'SUCCEEDED' : 'ACTIVE',
      files: tasks.reduce((sum, { files }) => sum + files, 0),
      bytes: tasks.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  };
  const draftOf = (by: string): Draft => ({
    method: 'globus',
    way: by,
    lab,
    collection: 'GRID1',
    email: 'jdoe@example.edu',
    source: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
    sourcePath: '/',
    receiverName: 'Smith Lab',
    receiverId: '31ce9ba0-176d-45a5-add3-f37d233ba47d',
    receiverPath: '/~/GRID1',
  });
  const way: Way<Evidence> = {
    open: (harm) =>
      Promise.resolve({
        there: makeFolder('globus', harm),
        here: makeFolder('globus here', harm),
        plan: planOf(loadFacility(), draftOf('browser')),
      }),
    look: (_, there) => Promise.resolve({ code: 0, shown: String(Object.keys(readSizes(there)).length) }),
    copy: (_, there) => Promise.resolve(transfer(there, there.replace('/globus/', '/globus here/'))),
    check: (_plan, _harm, first, there, here) =>
      Promise.resolve({ ...transfer(there, here), told: Number(first.shown) }),
  };
  const judge: Judge<Evidence> = ({ status, bytes, files, told }) =>
    judgeBy(status === 'SUCCEEDED' && bytes === 0 && files === told);
  const unseen = { said: 'Links are neither sent nor compared' };
  const gallery = showGallery('Globus (stand-in)', way, judge, {
    'nothing is wrong': 'passed',
    'a file is missing': 'not passed',
    'a file is cut short': 'not passed',
    'an empty file in its place': 'not passed',
    'a file is longer here': 'not passed',
    'a file is as much too short as another is too long': 'not passed',
    'a byte is changed': 'not passed',
    'a byte is changed, with the same time': 'not passed',
    'other bytes, and an older time': 'not passed',
    'a folder in the place of a file': 'not passed',
    'a file that is here only': 'passed',
    'all is gone from the server': 'not passed',
    'a file has vanished before it was copied': 'not passed',
    'a file there that may not be read': 'not passed',
    'a folder there that may not be read': 'not passed',
    // Sending once more has made it again.
    'an empty folder is lost': 'passed',
    'a link to a file': unseen,
    'a link that leads out': unseen,
    'a link to a folder': unseen,
    'a link that leads nowhere': unseen,
    'names that differ in capitals only': 'passed',
    'two hard links': 'passed',
    'a file with a hole': 'passed',
  });
  test('catches who always passes, who always refuses, and the sentence of before, which did not count', () => {
    for (const place of ['way:browser', 'way:cli'])
      proves('globus', place, ['verified', 'damage'], ['globus-imitated']);
    expect(gallery.findMistakes(alwaysPasses)).toContain('a file is missing');
    expect(gallery.findMistakes(alwaysRefuses)).toContain('nothing is wrong');
    expect(gallery.findMistakes((seen) => judge({ ...seen, told: seen.files }))).toEqual([
      'all is gone from the server',
      'a file has vanished before it was copied',
    ]);
    expect(gallery.findMistakes(judge)).toEqual([]);
    const [browser, cli] = ['browser', 'cli'].map((by) => planOf(loadFacility(), draftOf(by)));
    expect(browser && stepOf(browser, 'again').expect).toContain(
      'Passed: `SUCCEEDED`, with 0 bytes transferred, and as many files as the facility says.',
    );
    expect(cli && stepOf(cli, 'verify').expect).toContain(
      'says `Bytes Transferred: 0`, and as many `Files` as the facility.',
    );
    expect(cli && stepOf(cli, 'verify').expect).toContain(unseen.said);
  });
});

describe('PetaLibrary', () => {
  interface Evidence {
    readonly taken: number;
    readonly count: Ended;
  }
  const draft = { method: 'petalibrary', lab, collection: 'GRID1', allocation: 'curie', rcAccount: 'jado1234' };
  const planAt = (path: string, onward: string): Plan => {
    const facility = loadFacility();
    if (!facility.petalibrary) throw new Error('The facts have no PetaLibrary.');
    const petalibrary = { ...facility.petalibrary, depositPath: `${path}/{allocation}` };
    return planOf({ ...facility, petalibrary }, { ...draft, onward });
  };
  const way: Way<Evidence> = {
    open: (harm) => {
      const path = join(folder, 'petalibrary', harm);
      const here = makeFolder('petalibrary', harm, 'curie', 'GRID1');
      return Promise.resolve({ there: makeFolder('pushed', harm), here, plan: planAt(path, 'globus') });
    },
    look: (_, there) => Promise.resolve({ code: 0, shown: String(measure(there).count) }),
    copy: (_, there) => {
      const here = join(folder, 'petalibrary', there.split('/').at(-1) ?? '', 'curie', 'GRID1');
      return start(`cp -a ${quoteWord(`${there}/.`)} ${quoteWord(here)}`, process.env, folder).ended;
    },
    check: async (plan, _, first) => ({
      taken: Number(first.shown),
      count: await start(textOf(plan, 'count'), process.env, folder).ended,
    }),
  };
  const judge: Judge<Evidence> = ({ taken, count }) => judgeBy(numberIn(/^\s*(\d+)\s*$/, count) >= taken);
  const unseen = { said: 'It says nothing of what is in them, and links are not counted.' };
  // It is no check: it says whether images are still to come.
  const gallery = showGallery('PetaLibrary, the count', way, judge, {
    'nothing is wrong': 'passed',
    'a file is missing': 'not passed',
    'a file is cut short': unseen,
    'a byte is changed': unseen,
    'a file that is here only': 'passed',
    'a link that leads out': unseen,
    'a link to a folder': unseen,
    'odd names': 'passed',
    'a file with an odd name is missing': 'not passed',
  });
  test('catches who always passes, and who always refuses', () => {
    expect(gallery.findMistakes(alwaysPasses)).toContain('a file is missing');
    expect(gallery.findMistakes(alwaysRefuses)).toContain('nothing is wrong');
    expect(gallery.findMistakes(judge)).toEqual([]);
  });
  test('says that its way onward by Globus leaves out links, and asks the facility for those that lead out', () => {
    const plan = planAt(folder, 'globus');
    expect(readSentences(plan)).toContain(
      'Globus compares each file when it has arrived, and writes to you at the end. It leaves out links.',
    );
    const { action } = stepOf(plan, 'ask-verify');
    expect(action.kind === 'message' && joinParts(action.body)).toContain(
      'and of links that lead out of the collection.',
    );
  });
});

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import type { Facility, Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { openPty } from '../rigs/pty.ts';
import { endProcess } from '../rigs/sshd.ts';
import type { SshdOptions } from '../rigs/sshd.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { findWrongFiles, readTree, writeMixedCollection, writeRandomFile } from '../rigs/tree.ts';
import { formerJudge, isPassed, passedWording } from '../rigs/verdict.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { proves } from '../rigs/proven/proves.ts';
import { verdictOf, writeScript } from '../rigs/run-script.ts';

const { petalibrary, storage } = loadFacility();
if (!petalibrary) throw new Error('The facts have no PetaLibrary.');
const library = petalibrary;

const shells = ['bash', 'zsh', 'fish', 'dash', 'tcsh'];
const lab = "O'Brien lab";
const collection = 'grid (2) $HOME!';
const allocation = "smith's pool";
/** Names that nobody would dare to use. */
const worstNames = [
  "it's; touch PWNED; 'x'",
  '`touch PWNED`$(touch PWNED)',
  'trailing\\',
  '-rf ~root {a,b} [1] *',
  "=ls \\'wow!x",
  ' host:a:b ',
  'Zu\u0308rich 🔬',
  `'"\`$\\!#*?[]{}()<>|;&~^=%@ -`,
];

/** A storage server, a login node and a data transfer node, all played by one sshd; PetaLibrary is a folder. */
interface Campus {
  readonly site: Site;
  readonly labFolder: string;
  /** The folder of an allocation. */
  pool(name: string): string;
  deposit(name: string): string;
  plan(draft?: Readonly<Record<string, string>>, depositOwner?: string): Plan;
}

async function openCampus(options: SshdOptions = {}): Promise<Campus> {
  const site = await openSite({ ...options, hosts: [storage.host, library.loginHost, library.transferHost] });
  const labFolder = site.makeLab(lab);
  const pool = (name: string): string => join(site.folder, 'pl', name);
  return {
    site,
    labFolder,
    pool,
    deposit: (name) => join(pool(name), library.depositFolder),
    plan(draft = {}, depositOwner = library.depositOwner) {
      const depositPath = `${site.folder}/pl/{allocation}/${library.depositFolder}`;
      const facility: Facility = { ...site.facility, petalibrary: { ...library, depositPath, depositOwner } };
      const { account } = site.sshd;
      const asked = { method: 'petalibrary', lab: labFolder, collection, allocation, rcAccount: account, ...draft };
      return planOf(facility, asked);
    },
  };
}

/** Copies a folder with the times of all in it, those of folders too, as the facility's push does. */
function copyWhole(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  execFileSync('cp', ['-a', '-T', '--', from, to]);
}

/** Nothing in a name has been run: neither here nor where the other computers' shells begin. */
function expectNothingRan({ folder, sshd }: Site): void {
  const everything = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(everything.filter((path) => /(?:^|\/)PWNED$/.test(path))).toEqual([]);
  for (const home of [homedir(), sshd.folder]) expect(existsSync(join(home, 'PWNED'))).toBe(false);
}

let campus: Campus;
let deposit: string;
let source: string;
let copy: string;

beforeAll(async () => {
  campus = await openCampus();
  deposit = campus.deposit(allocation);
  mkdirSync(deposit, { recursive: true });
  source = campus.site.locate(campus.labFolder, collection);
  copy = join(deposit, collection);
  mkdirSync(source);
  writeMixedCollection(source);
  writeRandomFile(join(source, 'movies', 'big.eer'), 3_000_000);
  // One thing is the newest, so that a list by age has one end.
  const tomorrow = new Date(Date.now() + 86_400_000);
  utimesSync(join(source, 'movies'), tomorrow, tomorrow);
  copyWhole(source, copy);
});
afterAll(() => campus.site.close());

test('the first command opens a terminal on the login node', async () => {
  const pty = openPty(textOf(campus.plan(), 'login'), { env: campus.site.sshd.env });
  pty.write('echo $((6*7))\r');
  await pty.waitFor(/\b42\b/);
  pty.write('exit\r');
  expect(await pty.exited).toBe(0);
});

describe('the check of the deposit folder', () => {
  const [owner = '', , uid = '', gid = ''] = execFileSync('getent', ['passwd', 'daemon'], { encoding: 'utf8' }).split(
    ':',
  );
  const setFolder = (mode: number, user = Number(uid), group = Number(gid)): void => {
    chownSync(deposit, user, group);
    chmodSync(deposit, mode);
  };

  test.each(shells)('shows owner and mode as the plan says, in %s', async (shell) => {
    setFolder(Number.parseInt(library.depositMode, 8));
    const plan = campus.plan({}, owner);
    const shown = `${owner} ${library.depositMode} directory ${deposit}\n`;
    expect(await campus.site.run(textOf(plan, 'owner'), shell)).toEqual({ code: 0, shown });
    expect(stepOf(plan, 'owner').expect).toContain(`\`${owner} ${library.depositMode} directory\``);
  });

  test('shows another owner, another mode and a missing set-group-ID otherwise', async () => {
    const line = textOf(campus.plan({}, owner), 'owner');
    const look = async (): Promise<string> => (await campus.site.run(line)).shown;
    setFolder(0o770);
    expect(await look()).toBe(`${owner} 770 directory ${deposit}\n`);
    setFolder(0o2750);
    expect(await look()).toBe(`${owner} 2750 directory ${deposit}\n`);
    setFolder(0o2770, 0, 0);
    expect(await look()).toBe(`root 2770 directory ${deposit}\n`);
  });

  test('names a missing folder and a link', async () => {
    const line = textOf(campus.plan({ allocation: 'other' }), 'owner');
    const missing = await campus.site.run(line);
    expect(missing.code).toBe(1);
    expect(missing.shown).toContain('No such file or directory');
    mkdirSync(campus.pool('other'));
    symlinkSync(deposit, campus.deposit('other'));
    expect((await campus.site.run(line)).shown).toMatch(/ symbolic link /);
  });

  test('does not say that all is well of a folder that may not be looked into', async () => {
    const pool = campus.pool(allocation);
    chmodSync(campus.site.folder, 0o755);
    chmodSync(pool, 0o700);
    try {
      const line = textOf(campus.plan(), 'owner');
      const as = `setpriv --reuid ${uid} --regid ${gid} --clear-groups bash -c ${quoteWord(line)}`;
      const { code, shown } = await campus.site.run(as);
      expect([code, shown]).toEqual([1, expect.stringContaining('Permission denied')]);
    } finally {
      chmodSync(pool, 0o755);
    }
  });
});

describe('a collection that arrives', () => {
  test.each(shells)('is listed and counted, and the room is shown, in %s', async (shell) => {
    const { site } = campus;
    const plan = campus.plan();
    writeFileSync(join(campus.pool(allocation), library.usageFile ?? ''), 'Available Space: 9.9T\n');
    expect(await site.run(textOf(plan, 'room'), shell)).toEqual({ code: 0, shown: 'Available Space: 9.9T\n' });
    const files = Object.values(readTree(source)).filter((what) => what.startsWith('file ')).length;
    expect(files).toBeGreaterThan(20);
    const count = await site.run(textOf(plan, 'count'), shell);
    expect([count.code, count.shown.trim()]).toEqual([0, String(files)]);
    const list = await site.run(textOf(plan, 'list'), shell);
    expect(list).toEqual({ code: 0, shown: expect.stringMatching(/^total \d+\n/) as string });
    const newest = execFileSync('ls', ['-t', copy], { encoding: 'utf8' }).split('\n')[0] ?? '';
    expect(list.shown.trimEnd().endsWith(newest)).toBe(true);
  });

  test.each([...shells.map((shell) => [shell, collection]), ...worstNames.map((name) => ['bash', name])])(
    'is watched in %s until Ctrl+C, under the name %j',
    async (shell, name) => {
      const folder = join(campus.deposit('watched'), name);
      const bytes = 1_000_000 + 300_000 * worstNames.indexOf(name);
      writeRandomFile(join(folder, 'movie.eer'), bytes);
      const [size = ''] = (await campus.site.run(`du -sh ${quoteWord(folder)}`)).shown.split('\t');
      const plan = campus.plan({ allocation: 'watched', collection: name });
      const pty = openPty(`exec ${shell} -c ${quoteWord(textOf(plan, 'watch'))}`, { cwd: campus.site.folder });
      try {
        // Only du can know the size: so the name has come whole through two shells and watch.
        await pty.waitFor(new RegExp(`(?<![\\d.])${size.replace('.', '\\.')}`));
        expect(stepOf(plan, 'watch-leave').action).toEqual({ kind: 'keys', keys: [['Ctrl', 'C']] });
        pty.write('\u0003');
        await pty.exited;
      } finally {
        await pty.close();
      }
      expectNothingRan(campus.site);
    },
  );
});

describe('the comparison of PetaLibrary with the storage server', () => {
  const verify = async (shell?: string): Promise<string> => {
    const plan = campus.plan({ account: campus.site.sshd.account, session: 'none' });
    const { code, shown } = await campus.site.run(textOf(plan, 'verify'), shell);
    expect(code, shown).toBe(0);
    return shown;
  };
  /** Does something to a file of the copy, verifies, and puts the file back. */
  const verifyAfter = async (name: string, harm: (file: string) => void): Promise<string> => {
    const file = join(copy, name);
    const whole = readFileSync(file);
    harm(file);
    const shown = await verify();
    writeFileSync(file, whole);
    return shown;
  };
  const big = 'movies/big.eer';

  test.each(shells)('passes for a whole copy, and leaves it as it is, in %s', async (shell) => {
    const before = readTree(copy);
    const shown = await verify(shell);
    expect(isPassed(shown), shown).toBe(true);
    expect(readTree(copy)).toEqual(before);
  });

  test('passes with a gain reference that only PetaLibrary has, and does not name it', async () => {
    writeFileSync(join(copy, 'only here.gain'), 'a gain reference');
    const shown = await verify();
    rmSync(join(copy, 'only here.gain'));
    expect(isPassed(shown), shown).toBe(true);
    expect(shown).not.toContain('only here');
  });

  test.each<[string, (file: string) => void]>([
    ['is missing', rmSync],
    [
      'is cut short',
      (file) => {
        truncateSync(file, 1_000_000);
      },
    ],
    [
      'has one other bit',
      (file) => {
        const bytes = readFileSync(file);
        bytes[1_500_000] = (bytes[1_500_000] ?? 0) ^ 1;
        writeFileSync(file, bytes);
      },
    ],
  ])('does not pass when a file %s', async (_, harm) => {
    const shown = await verifyAfter(big, harm);
    expect(isPassed(shown), shown).toBe(false);
    expect(shown).toMatch(/^<f\S+ movies\/big\.eer$/m);
    // The former sentence of the other plans looked for the other sign, and would have let it pass.
    expect(formerJudge(shown)).toBe(true);
  });

  test('does not pass before anything has arrived, and makes nothing', async () => {
    const plan = campus.plan({ allocation: 'other', account: campus.site.sshd.account });
    rmSync(campus.pool('other'), { recursive: true, force: true });
    mkdirSync(campus.deposit('other'), { recursive: true });
    const { shown } = await campus.site.run(textOf(plan, 'verify'));
    expect(isPassed(shown), shown).toBe(false);
    expect(readdirSync(campus.deposit('other'))).toEqual([]);
  });

  test('does not pass when it is cut off', async () => {
    const { site } = campus;
    const held = site.proxy.holdAfter(2_500);
    const running = site.start(textOf(campus.plan({ account: site.sshd.account }), 'verify'));
    await held;
    site.proxy.reset();
    const { code, shown } = await running.ended;
    // That of sed: the verdict says what became of rsync.
    expect(code).toBe(0);
    expect(shown).toMatch(/^code (?:12|255)\nNOT PASSED: the lines above say why\.\n$/m);
    expect(isPassed(shown), shown).toBe(false);
  });

  test('says in its plan what these tests judge by', () => {
    const { expect: passed, otherwise } = stepOf(campus.plan({ account: 'jdoe' }), 'verify');
    expect(passed).toContain(passedWording);
    expect(otherwise[0]?.see).toBe('`NOT PASSED`, and lines that begin with `<`, `cL` or `cd`');
  });
});

describe('the script of the check', () => {
  /** The line that starts it, with a home of its own. */
  const lineOf = (home: string, draft: Readonly<Record<string, string>> = {}, shell = 'sh', settings = ''): string => {
    const { site } = campus;
    const plan = campus.plan({ account: site.sshd.account, session: 'none', ...draft });
    const file = writeScript(site.facility, plan, site.folder);
    return `exec env HOME=${quoteWord(home)} RETRY_WAIT_SECONDS=0 ${settings} ${shell} ${quoteWord(file)}`;
  };
  const done = `DONE: every file of ${collection} is in the copy, and every byte was compared with that on the storage server. Links that lead nowhere: `;
  const start = `NOT DONE: ${collection}: `;
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(campus.site.folder, 'home '));
  });
  /** The logs, and no lock. */
  const expectLogs = (verdicts: readonly string[]): void => {
    const left = readdirSync(home).sort();
    expect(left).toEqual(
      verdicts.map(() => expect.stringMatching(/^check-grid_2_HOME_-\w+-\d{8}-\d{6}.*\.log$/) as string),
    );
    const last = left.map((name) => readFileSync(join(home, name), 'utf8').trimEnd().split('\n').at(-1));
    expect(last.sort()).toEqual([...verdicts].sort());
  };

  test.each(['dash', 'bash', 'busybox sh'])(
    'says of a whole copy that it is, and leaves it as it is, in %s',
    async (shell) => {
      proves('petalibrary', 'linux', ['script'], ['rsync', 'openssh']);
      const before = [readTree(copy), readTree(source)];
      const ended = await campus.site.run(lineOf(home, {}, shell));
      const verdict = `${done}${join(source, 'link to nothing')}.`;
      expect([verdictOf(ended), ended.code], ended.shown).toEqual([verdict, 0]);
      expect([readTree(copy), readTree(source)]).toEqual(before);
      expectLogs([verdict]);
      expectNothingRan(campus.site);
    },
  );

  test('names what is missing and what is different, and tries no further', async () => {
    const [big, empty] = [join(copy, 'movies', 'big.eer'), join(copy, 'empty file')];
    const whole = readFileSync(big);
    writeFileSync(big, Buffer.from(whole).fill(whole.readUInt8(7) ^ 1, 7, 8));
    rmSync(empty);
    const ended = await campus.site.run(lineOf(home));
    writeFileSync(big, whole);
    execFileSync('cp', ['-p', join(source, 'empty file'), empty]);
    expect(verdictOf(ended)).toBe(
      `${start}missing in the copy or different there: empty file, movies/big.eer. The lines above that begin with <, cL or cd say how. While images still arrive, start the script again later; otherwise send these lines to ${campus.site.facility.contact.role} now, before the images are deleted here.`,
    );
    expect([ended.code, ended.shown.match(/^(?:NOT )?PASSED/gm)]).toEqual([1, ['NOT PASSED']]);
    expectLogs([verdictOf(ended)]);
  });

  test('passes no collection that is empty or not here, and says so before it connects', async () => {
    const { site, labFolder } = campus;
    mkdirSync(site.locate(labFolder, 'nothing in it'));
    mkdirSync(join(deposit, 'nothing in it'));
    const before = site.proxy.passedBytes;
    const empty = await site.run(lineOf(home, { collection: 'nothing in it' }));
    expect([verdictOf(empty), empty.code]).toEqual([
      expect.stringMatching(/^NOT DONE: nothing in it: there is not one file in it\. Has it been deleted already/),
      1,
    ]);
    const absent = await site.run(lineOf(home, { collection: 'GRID7' }));
    expect([verdictOf(absent), absent.code]).toEqual([
      expect.stringContaining(
        `NOT DONE: GRID7: ${site.locate(labFolder, 'GRID7')} is no folder here that you may read. Start the script on the storage server.`,
      ),
      1,
    ]);
    expect(site.proxy.passedBytes).toBe(before);
  });

  test('tries again after a cut, is not started twice, and when it is stopped says so and leaves no lock', async () => {
    const { site } = campus;
    let held = site.proxy.holdAfter(2_500);
    const line = lineOf(home);
    const running = site.start(line);
    await held;
    site.proxy.reset();
    held = site.proxy.holdAfter(2_500);
    await held;
    const second = await site.run(line);
    expect([verdictOf(second), second.code]).toEqual([
      expect.stringMatching(`^NOT DONE: This script is running already, as process ${String(running.pid)} on `),
      1,
    ]);
    endProcess(-running.pid, 'SIGTERM');
    site.proxy.reset();
    const { code, shown } = await running.ended;
    const stopped = 'NOT DONE: it was stopped, so it proves nothing. Start the script again: it begins anew.';
    expect([
      code,
      shown.match(/^It ended with code (?:12|255), which another try can mend\. Try \d/gm)?.length,
    ]).toEqual([143, 1]);
    expect(shown).toContain(`\n${stopped}\n`);
    expect(shown).not.toMatch(/^DONE/m);
    expect(readdirSync(home).filter((name) => !name.endsWith('.log'))).toEqual([]);
  });

  test('gives up after three tries where the data transfer node cannot be reached', async () => {
    const { site } = campus;
    const bin = mkdtempSync(join(site.folder, 'bin '));
    const unreachable = 'ssh: connect to host dtn port 22: Connection timed out';
    writeFileSync(join(bin, 'ssh'), `#!/bin/sh\necho '${unreachable}' >&2\nexit 255\n`, { mode: 0o755 });
    const ended = await site.run(lineOf(home, {}, 'sh', `PATH=${quoteWord(bin)}:"$PATH"`));
    expect(ended.shown.split(unreachable)).toHaveLength(4);
    expect(verdictOf(ended)).toMatch(
      /^NOT DONE: .* PetaLibrary cannot be reached from the storage server\. Send the facility/,
    );
  });

  test('says what changed at the source while it ran', async () => {
    const { site } = campus;
    const bin = mkdtempSync(join(site.folder, 'bin '));
    const late = join(source, 'late.eer');
    const real = execFileSync('sh', ['-c', 'command -v rsync'], { encoding: 'utf8' }).trim();
    // It comes once all has been compared.
    writeFileSync(join(bin, 'rsync'), `#!/bin/sh\n${real} "$@"; code=$?; : >${quoteWord(late)}; exit $code\n`, {
      mode: 0o755,
    });
    const ended = await site.run(lineOf(home, {}, 'sh', `PATH=${quoteWord(bin)}:"$PATH"`));
    rmSync(late);
    expect([verdictOf(ended), ended.code]).toEqual([
      expect.stringMatching(
        /: the number of files changed while this ran, from \d+ to \d+, so it proves nothing of those that came\./,
      ),
      1,
    ]);
  });

  test('checks several collections, each by itself, and names a folder for its log that it cannot use', async () => {
    const { site, labFolder } = campus;
    const names = ['GRID8', 'GRID9'];
    const [one, other] = names.map((name) => {
      writeRandomFile(join(site.locate(labFolder, name), 'a.eer'), 100);
      return campus.plan({ account: site.sshd.account, session: 'none', collection: name });
    });
    copyWhole(site.locate(labFolder, 'GRID9'), join(deposit, 'GRID9'));
    mkdirSync(join(deposit, 'GRID8'));
    if (!one || !other) throw new Error('There are two plans.');
    const steps = [...one.steps, ...other.steps.map((step) => ({ ...step, id: `${step.id}-2` }))];
    const file = quoteWord(writeScript(site.facility, { ...one, steps }, site.folder));
    const ended = await site.run(`LOG_FOLDER=logs HOME=/nowhere sh ${file}`);
    expect([verdictOf(ended), ended.code]).toEqual([
      'NOT DONE: 1 of 2 collections: GRID8. The lines above say why.',
      1,
    ]);
    expect(ended.shown).toMatch(
      /^DONE: the copy of GRID9 is whole: every byte was compared with that on the storage server\.$/m,
    );
    expect(readdirSync(join(site.folder, 'logs'))).toHaveLength(1);
    const unusable = await site.run(`LOG_FOLDER=/dev/null/logs sh ${file}`);
    expect([verdictOf(unusable), unusable.code]).toEqual([
      'NOT DONE: Nothing can be written in /dev/null/logs. Make room there, or name another folder in LOG_FOLDER, then start the script again.',
      1,
    ]);
  });
});

describe('the copy onward through the data transfer node', () => {
  const planTo = (destination: string): Plan => campus.plan({ onward: 'dtn', destination, session: 'none' });

  test.each([500_000, 2_000_000])('is cut after %d bytes, resumed and verified, byte for byte', async (bytes) => {
    proves('petalibrary', 'linux', ['normal', 'cut', 'verified'], ['rsync', 'openssh']);
    const { site } = campus;
    const destination = join(site.folder, `home ${String(bytes)}`, collection);
    const plan = planTo(destination);
    await site.run(textOf(plan, 'onward-folder'));
    const held = site.proxy.holdAfter(bytes);
    const running = site.start(textOf(plan, 'onward-copy'));
    await held;
    site.proxy.reset();
    expect((await running.ended).code).toBeGreaterThan(0);
    expect(findWrongFiles(copy, destination)).toEqual([]);
    expect((await site.run(textOf(plan, 'onward-resume'))).code).toBe(0);
    expect(readTree(destination)).toEqual(readTree(copy));
    const { shown } = await site.run(textOf(plan, 'onward-verify'));
    expect(isPassed(shown), shown).toBe(true);
    expect(await site.run(textOf(plan, 'onward-leftovers'))).toEqual({ code: 0, shown: '' });
  });

  test('does not pass the check with one damaged byte', async () => {
    proves('petalibrary', 'linux', ['damage'], ['rsync', 'openssh']);
    const { site } = campus;
    const destination = join(site.folder, 'damaged', collection);
    const plan = planTo(destination);
    await site.run(textOf(plan, 'onward-folder'));
    await site.run(textOf(plan, 'onward-copy'));
    const file = join(destination, 'movies', 'big.eer');
    const bytes = readFileSync(file);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const { shown } = await site.run(textOf(plan, 'onward-verify'));
    expect(isPassed(shown), shown).toBe(false);
    expect(shown).toMatch(/^>f\S+ movies\/big\.eer$/m);
  });
});

// That of Research Computing runs few commands only, by rbash (ResearchComputing/Documentation, issue 300).
describe('where the data transfer node has a restricted shell', () => {
  let restricted: Campus;
  beforeAll(async () => {
    restricted = await openCampus({ shareConnection: true, forceCommand: 'exec rbash -c "$SSH_ORIGINAL_COMMAND"' });
  });
  afterAll(() => restricted.site.close());

  test('that shell is restricted indeed', async () => {
    const { site } = restricted;
    const { code, shown } = await site.run(`ssh ${site.sshd.account}@${library.transferHost} 'cd /'`);
    expect([code, shown]).toEqual([1, expect.stringContaining('restricted')]);
  });

  test.each(worstNames)(
    'collection and allocation %j are verified, brought onward, and a lost file is seen',
    async (name) => {
      proves('petalibrary', 'linux', ['names'], ['rsync', 'openssh']);
      const { site } = restricted;
      const from = site.locate(restricted.labFolder, name);
      writeRandomFile(join(from, 'movie.eer'), 3_000);
      writeRandomFile(join(from, name, 'deeper.eer'), 2_000);
      const there = join(restricted.deposit(name), name);
      copyWhole(from, there);
      const destination = join(site.folder, 'home', name);
      const named = { collection: name, allocation: name, session: 'none' };
      const plan = restricted.plan({ ...named, account: site.sshd.account, onward: 'dtn', destination });

      const alone = restricted.plan({ ...named, account: site.sshd.account });
      expect(textOf(alone, 'verify')).toBe(textOf(plan, 'verify'));
      const script = writeScript(site.facility, alone, site.folder);
      const whole = await site.run(`HOME=${quoteWord(site.folder)} sh ${quoteWord(script)}`);
      expect(verdictOf(whole), whole.shown).toBe(
        `DONE: the copy of ${name} is whole: every byte was compared with that on the storage server.`,
      );
      await site.run(textOf(plan, 'onward-folder'));
      expect((await site.run(textOf(plan, 'onward-copy'))).code).toBe(0);
      expect(readTree(destination)).toEqual(readTree(there));
      rmSync(join(there, name, 'deeper.eer'));
      const lost = await site.run(textOf(plan, 'verify'));
      expect(isPassed(lost.shown), lost.shown).toBe(false);
      expectNothingRan(site);
    },
  );
});

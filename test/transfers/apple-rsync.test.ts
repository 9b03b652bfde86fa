/** The stand-in of Apple's rsync, held to what Apple's rsync printed: test/rigs/apple-rsync. */
import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { appleEnv } from '../rigs/apple-rsync/apple-rsync.ts';
import { askedOptions, harms, readRecordedRuns, writeRecordedCollection } from '../rigs/apple-rsync/recorded-runs.ts';
import type { RecordedRun } from '../rigs/apple-rsync/recorded-runs.ts';
import { appleVersions, failures, kindOf, summaries } from '../rigs/apple-rsync/recordings.ts';
import type { AppleVersion, Cause, Way } from '../rigs/apple-rsync/recordings.ts';
import { endProcess, findProcesses } from '../rigs/sshd.ts';
import { openSite } from '../rigs/site.ts';
import type { Running, Site } from '../rigs/site.ts';
import { readUnfinished, writeRandomFile } from '../rigs/tree.ts';

const bigBytes = 12_000_000;
const heldAfterBytes = 5_000_000;

/** Permissions do not hold root, but for a root without its capabilities. */
const asNobodySpecial =
  process.getuid?.() === 0 ? 'setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all ' : '';

let site: Site;
/** The account on this server may be refused, and each command uses the same connection. */
let limited: Site;
beforeAll(async () => {
  site = await openSite();
  limited = await openSite({
    shareConnection: true,
    forceCommand: `${asNobodySpecial}sh -c 'exec sh -c "$SSH_ORIGINAL_COMMAND"'`,
  });
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(async () => {
  for (const one of [site, limited]) await one.close();
});

/** What a command printed, its outputs apart. */
interface Told {
  readonly code: number | null;
  readonly shown: readonly string[];
  readonly said: readonly string[];
}

/** A command with the stand-in as rsync. */
interface Command {
  readonly line: string;
  /** What it printed; where the command was killed, there is no code. */
  told(code: number | null): Told;
}

function makeCommand(at: Site, version: AppleVersion, words: string, take = 1): Command {
  const outputs = mkdtempSync(join(at.folder, 'printed '));
  const [out, err] = [join(outputs, 'out'), join(outputs, 'err')];
  const { APPLE_RSYNC = '', APPLE_TAKE = '', PATH = '' } = appleEnv(version, at.sshd.env, take);
  const variables = `APPLE_RSYNC=${APPLE_RSYNC} APPLE_TAKE=${APPLE_TAKE} PATH='${PATH}' LC_ALL=C.UTF-8`;
  const read = (file: string): string[] =>
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, -1)
      // Of a line with progress the last state.
      .map((line) => line.replace(/\r$/, '').replace(/.*\r/, ''));
  return {
    line: `exec env ${variables} ${asNobodySpecial}rsync ${words} >'${out}' 2>'${err}'`,
    told: (code) => ({ code, shown: read(out), said: read(err) }),
  };
}

async function run(at: Site, version: AppleVersion, words: string, take?: number): Promise<Told> {
  const command = makeCommand(at, version, words, take);
  return command.told((await at.run(command.line)).code);
}

/** The words of a command from a folder of the storage server, or from the same folder as if it were on a drive. */
function operands(at: Site, way: Way, source: string, here: string): string {
  const from = way === 'pull' ? `-e ssh ${at.sshd.account}@${at.facility.storage.host}:` : '';
  return `${from}${source}/ ${here}/`;
}

/** Puts "N" for each number, and a word for what differs from run to run. */
const blur = (line: string): string => line.replaceAll(/\d+(?:\.\d+)?/g, 'N');
const isSummary = (line: string): boolean =>
  /^(?:$|sent |total size is |Number of |Total |Unmatched |Matched |Literal |File list )/.test(line);

/** Holds what was printed to a recording. */
function expectRecorded(told: Told, recorded: RecordedRun, values: Readonly<Record<string, string>>): void {
  const filled = (line: string): string =>
    line.replaceAll(/\{(source|destination|here)\}/g, (_, name: string) => values[name] ?? '');
  const shown = told.shown
    .filter((line) => !isSummary(line))
    .map((line) => line.replace(/ +[\d.]+[kKMG]?B\/s/, ' {speed}'));
  expect({
    code: told.code,
    shown,
    said: told.said.map((line) => line.replace(/^rsync\(\d+\)/, 'rsync({pid})')),
  }).toEqual({
    code: recorded.code,
    shown: recorded.shown.map(filled),
    said: recorded.said.map(filled),
  });
  const summary: readonly string[] = recorded.summary === 'none' ? [] : summaries[recorded.kind][recorded.way];
  const toldOf = summary.filter((line) => recorded.summary === 'whole' || !/^File list .* time/.test(line));
  const expected = toldOf.map((line) => blur(line.replaceAll(/\{\w+\}/g, '1')));
  expect(told.shown.filter(isSummary).map(blur)).toEqual(expected);
}

const runs = readRecordedRuns();
const named = runs.map((recorded) => ({ ...recorded, name: `${recorded.asked}: ${recorded.harm}` }));
const versionOf = { openrsync: '182', '2.6.9': '2.6.9' } as const;

describe.each(['pull', 'local'] as const)('a run that goes to its end, %s,', (way) => {
  // What all did alike is played by one from a server, and by the other from a folder here.
  const ofWay = named.filter(
    (one) => one.way === way && (!one.isCommon || (one.kind === 'openrsync') === (way === 'pull')),
  );
  test.each(ofWay)('prints and ends as $kind did: $name', async (recorded) => {
    const { asked, harm } = recorded;
    const lab = limited.makeLab();
    const source = limited.locate(lab, 'GRID1');
    const here = mkdtempSync(join(limited.folder, 'here-'));
    writeRecordedCollection(source, asked);
    const links = /-L$|--copy-unsafe-links$/.exec(asked)?.[0] ?? '';
    spawnSync('sh', ['-c', `rsync -a ${links} ${source}/ ${here}/`]);
    harms[harm]?.(source, here);
    if (/^c(?:ure|opy)/.test(asked)) {
      mkdirSync(here, { recursive: true });
      // Only what was harmed is to differ.
      for (const folder of ['.', 'movies', 'sub', 'sub/deep']) {
        if (!existsSync(join(here, folder))) continue;
        // In whole seconds: a Date has rounded milliseconds, which may belong to the next second.
        const time = Math.floor(statSync(join(source, folder)).mtimeMs / 1000);
        for (const side of [source, here]) utimesSync(join(side, folder), time, time);
      }
    }
    const named = harm === 'a collection of another name' ? `${source}x` : source;
    const told = await run(
      limited,
      versionOf[recorded.kind],
      `${askedOptions[asked] ?? ''} ${operands(limited, way, named, here)}`,
    );
    expectRecorded(told, recorded, { source, destination: here, here: limited.folder });
  });
});

test('every harm has been recorded', () => {
  expect(Object.keys(harms).sort()).toEqual([...new Set(runs.map(({ harm }) => harm))].sort());
});

test.each(appleVersions)('%s tells a full check of a whole copy as recorded', async (version) => {
  const lab = limited.makeLab();
  const source = limited.locate(lab, 'GRID1');
  writeRecordedCollection(source, 'check');
  const here = mkdtempSync(join(limited.folder, 'here-'));
  spawnSync('rsync', ['-a', `${source}/`, here]);
  const { code, shown } = await run(limited, version, `-rlcn -i --stats ${operands(limited, 'pull', source, here)}`);
  expect([code, shown.filter((line) => line.startsWith('total size is')).length]).toEqual([0, 1]);
  expect(blur(shown.at(-1) ?? '')).toBe(
    kindOf(version) === 'openrsync' ? 'Total received: N B' : 'total size is N  speedup is N',
  );
});

/** A collection with a big file among others, and where it goes. */
function fillCollection(): { source: string; here: string } {
  const lab = site.makeLab();
  const source = site.locate(lab, 'GRID1');
  writeRandomFile(join(source, 'atlas', 'first.mrc'), 200_000);
  writeRandomFile(join(source, 'movies', 'big.eer'), bigBytes);
  writeRandomFile(join(source, 'movies', 'small.eer'), 300_000);
  return { source, here: mkdtempSync(join(site.folder, 'here-')) };
}

const copyOptions = askedOptions.copy ?? '';

/**
 * What ended it is one of those that have been recorded of this cause. Lines of the server's rsync, and of ssh, may
 * come between.
 */
function expectFailure(told: Told, cause: Cause, version: AppleVersion, way: Way): void {
  const all = failures.filter((one) => one.cause === cause && one.by === kindOf(version) && one.way === way);
  const own = (line: string): boolean =>
    /^rsync|^protocol version|^\(see /.test(line) && !/\[sender(?:\]|=3)/.test(line);
  const plain = (line: string): string =>
    line
      .replace(/^rsync\(\d+\)/, 'rsync({pid})')
      .replace(/(\.eer\.)[A-Za-z0-9]{10}\b/, '$1{ten}')
      .replace(/\(\d+ bytes received/, '({received} bytes received');
  expect(all.map(({ said }) => said.filter(own).length)).toContain(told.said.filter(own).length);
  const expected = all.map(({ said, code }) => ({
    code: code ?? told.code,
    said: said.filter(own).map((line) => line.replace(/\{(?:destination|path|folder|name|words|number)\}/g, '…')),
  }));
  const pieces = (line: string): string[] => line.split('…');
  const fits = (line: string, pattern: string): boolean => {
    let rest = line;
    return pieces(pattern).every((piece) => {
      const at = rest.indexOf(piece);
      rest = rest.slice(at + piece.length);
      return at >= 0;
    });
  };
  const said = told.said.filter(own).map(plain);
  expect(
    expected.some((one) => one.code === told.code && one.said.every((pattern, nth) => fits(said[nth] ?? '', pattern))),
    JSON.stringify({ told, expected }),
  ).toBe(true);
}

/** Starts a copy and stops it half way: the proxy holds, and nothing moves until the test does something. */
async function startHalfWay(
  version: AppleVersion,
  source: string,
  here: string,
): Promise<Running & { told(code: number | null): Told }> {
  const command = makeCommand(site, version, `${copyOptions} ${operands(site, 'pull', source, here)}`);
  const held = site.proxy.holdAfter(heldAfterBytes);
  const running = site.start(command.line);
  await held;
  await expect.poll(() => Object.values(readUnfinished(here)).some((size) => size > heldAfterBytes / 2)).toBe(true);
  return { ...running, told: (code) => command.told(code) };
}

describe.each(['182', '2.6.9'] as const)('a failure, as %s tells it:', (version) => {
  const isOpen = kindOf(version) === 'openrsync';

  test.each(['pull', 'local'] as const)('the disk is full, %s', async (way) => {
    const { source, here } = fillCollection();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', here]).status).toBe(0);
    try {
      const told = await run(site, version, `${copyOptions} ${operands(site, way, source, here)}`);
      expectFailure(told, 'disk full', version, way);
      expect(told.code).toBe(isOpen ? (way === 'pull' ? 10 : 1) : 12);
      expect(told.said.some((line) => line.includes('No space left on device'))).toBe(true);
      // Locally it has been seen to tell nothing of the disk.
      if (isOpen && way === 'local') {
        const { code, said } = await run(site, version, `${copyOptions} ${operands(site, way, source, here)}`, 3);
        expect([code, said.map(blur)]).toEqual([1, ['rsync(N): error: poll: bad fd']]);
      }
    } finally {
      spawnSync('umount', [here]);
    }
  });

  test('the connection is cut, and the same again goes on', async () => {
    const { source, here } = fillCollection();
    const running = await startHalfWay(version, source, here);
    site.proxy.reset();
    const told = running.told((await running.ended).code);
    expectFailure(told, 'connection lost', version, 'pull');
    expect(told.code).toBe(255);
    expect(Object.keys(readUnfinished(here))).toEqual(['movies/.rsync-partial/big.eer']);
    const again = await run(site, version, `${copyOptions} ${operands(site, 'pull', source, here)}`);
    expect(again.code).toBe(0);
    expect(readFileSync(join(here, 'movies', 'big.eer')).equals(readFileSync(join(source, 'movies', 'big.eer')))).toBe(
      true,
    );
  });

  test('ssh is killed', async () => {
    const { source, here } = fillCollection();
    const running = await startHalfWay(version, source, here);
    for (const pid of findProcesses(running.pid, 'ssh')) endProcess(pid, 'SIGKILL');
    const told = running.told((await running.ended).code);
    expectFailure(told, 'ssh killed', version, 'pull');
    expect(told.code).toBe(isOpen ? 16 : 12);
  });

  test('the other rsync is killed', async () => {
    const { source, here } = fillCollection();
    const running = await startHalfWay(version, source, here);
    for (const pid of site.sshd.connections().flatMap((one) => findProcesses(one, 'rsync'))) endProcess(pid, 'SIGKILL');
    site.proxy.release();
    expectFailure(running.told((await running.ended).code), 'connection lost', version, 'pull');
  });

  test('nobody answers', async () => {
    const { source, here } = fillCollection();
    site.proxy.forwardTo(undefined);
    try {
      const told = await run(site, version, `${copyOptions} ${operands(site, 'pull', source, here)}`);
      expectFailure(told, 'no connection', version, 'pull');
      expect(told.code).toBe(255);
    } finally {
      site.proxy.forwardTo(site.sshd.port);
    }
  });

  test('a start-up file on the server prints text, or there is no rsync', async () => {
    const greeting = await openSite({
      forceCommand: `sh -c 'echo Welcome to the storage server; exec sh -c "$SSH_ORIGINAL_COMMAND"'`,
    });
    const lacking = await openSite({ forceCommand: `sh -c 'PATH=/nowhere; rsync'` });
    try {
      const { source, here } = fillCollection();
      const greeted = await run(greeting, version, `${copyOptions} ${operands(greeting, 'pull', source, here)}`);
      expectFailure(greeted, 'text before', version, 'pull');
      expect(greeted.code).toBe(isOpen ? 12 : 2);
      const lacked = await run(lacking, version, `${copyOptions} ${operands(lacking, 'pull', source, here)}`);
      expect(lacked.code).toBe(127);
      expect(lacked.said[0]).toMatch(/rsync: (?:command )?not found$/);
    } finally {
      for (const one of [greeting, lacking]) await one.close();
    }
  });

  test.each(['pull', 'local'] as const)('the destination is a file, %s', async (way) => {
    const { source, here } = fillCollection();
    writeFileSync(join(here, 'file'), 'x');
    const told = await run(site, version, `${copyOptions} ${operands(site, way, source, join(here, 'file'))}`);
    expectFailure(told, 'destination is no folder', version, way);
    expect(told.code).toBe(isOpen ? 11 : way === 'pull' ? 3 : 12);
  });

  test('a folder here is somebody else’s: openrsync stops there, 2.6.9 goes on', async () => {
    const { source, here } = fillCollection();
    mkdirSync(join(here, 'movies'));
    chownSync(join(here, 'movies'), 61_234, 61_234);
    const told = await run(site, version, `${copyOptions} ${operands(site, 'pull', source, here)}`);
    if (isOpen) expectFailure(told, 'folder cannot be written in', version, 'pull');
    expect(told.code).toBe(isOpen ? 10 : 23);
    expect(told.said.filter((line) => line.includes('mkstemp')).length).toBe(isOpen ? 1 : 2);
  });

  test('it is interrupted: openrsync says nothing', async () => {
    const { source, here } = fillCollection();
    const running = await startHalfWay(version, source, here);
    endProcess(-running.pid, 'SIGINT');
    const { code, said } = running.told((await running.ended).code);
    site.proxy.release();
    expect(code).toBe(20);
    expect(said.filter((line) => !line.includes('[sender')).length).toBe(isOpen ? 0 : 2);
    expect(Object.keys(readUnfinished(here))).toEqual(['movies/.rsync-partial/big.eer']);
  });

  test('it is killed: openrsync leaves a name with ten characters at its end, 2.6.9 with six', async () => {
    const { source, here } = fillCollection();
    const running = await startHalfWay(version, source, here);
    endProcess(-running.pid, 'SIGKILL');
    await running.ended;
    const pattern = isOpen ? /^\.big\.eer\.[A-Za-z0-9]{10}$/ : /^\.big\.eer\.[A-Za-z0-9]{6}$/;
    await expect.poll(() => readdirSync(join(here, 'movies')).some((name) => pattern.test(name))).toBe(true);
  });

  test('an option is unknown', async () => {
    const told = await run(site, version, '--info=progress2 a/ b/');
    expect(told).toEqual({
      code: 1,
      shown: [],
      said: isOpen
        ? ["rsync: unrecognized option '--info=progress2'"]
        : [
            'rsync: --info=progress2: unknown option',
            'rsync error: syntax or usage error (code 1) at main.c(1337) [client=2.6.9]',
          ],
    });
  });
});

test.each(appleVersions)(
  '%s leaves an empty folder for pieces behind after it has gone on, or does not',
  async (version) => {
    const { source, here } = fillCollection();
    const running = await startHalfWay(version, source, here);
    site.proxy.reset();
    await running.ended;
    expect((await run(site, version, `${copyOptions} ${operands(site, 'pull', source, here)}`)).code).toBe(0);
    const isLeft = version === '146.140.15' || version === '170';
    expect(existsSync(join(here, 'movies', '.rsync-partial'))).toBe(isLeft);
    expect(readUnfinished(here)).toEqual({});
    rmSync(here, { recursive: true });
  },
);

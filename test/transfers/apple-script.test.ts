/** The script of a Mac, with the stand-in of its rsync: each way in which Apple's has been seen to end. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { rsyncOutcomes } from '../../src/generator/steps/rsync-copy/outcomes.ts';
import type { OutcomeRow } from '../../src/generator/step.ts';
import { appleEnv } from '../rigs/apple-rsync/apple-rsync.ts';
import { failures, kindOf, reasons } from '../rigs/apple-rsync/recordings.ts';
import type { AppleVersion, Cause, Failure, Kind } from '../rigs/apple-rsync/recordings.ts';
import { writeCollection } from '../rigs/harms.ts';
import { planOf } from '../rigs/plans.ts';
import { makeScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Ended, Site } from '../rigs/site.ts';
import { endProcess, findProcesses } from '../rigs/sshd.ts';
import { findWrongFiles, flipByte, readTree, writeMixedCollection, writeRandomFile } from '../rigs/tree.ts';
import { waitForWritten } from '../rigs/wait.ts';
import { proves } from '../rigs/proven/proves.ts';

const bigBytes = 24_000_000;
const cutAfterBytes = 6_000_000;
const versionOf: Readonly<Record<Kind, AppleVersion>> = { openrsync: '182', '2.6.9': '2.6.9' };

let site: Site;
/** Where each command uses the same connection, and the account may be kept from reading. */
let quick: Site;
beforeAll(async () => {
  site = await openSite();
  quick = await openSite({
    shareConnection: true,
    forceCommand: `setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all sh -c 'exec sh -c "$SSH_ORIGINAL_COMMAND"'`,
  });
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(async () => {
  for (const one of [site, quick]) await one.close();
});

/** What comes before a script so that it runs as on a Mac with this rsync. */
function settingsOf(
  version: AppleVersion,
  more: Readonly<Record<string, string>> = {},
  { take = 1, at = quick }: { take?: number; at?: Site } = {},
): string {
  const { APPLE_RSYNC = '', APPLE_TAKE = '', PATH = '' } = appleEnv(version, at.sshd.env, take);
  return Object.entries({ APPLE_RSYNC, APPLE_TAKE, PATH, MOST_TRIES: '3', ...more })
    .map(([name, value]) => `${name}=${quoteWord(value)}`)
    .join(' ');
}

interface Arranged {
  readonly source: string;
  readonly destination: string;
  readonly plan: Plan;
  /** What is not on the computer where the script runs. */
  readonly hidden: string;
}

function arrange(at: Site, fill: (source: string) => void, more: Readonly<Record<string, string>> = {}): Arranged {
  const lab = at.makeLab();
  const source = at.locate(lab, 'GRID1');
  fill(source);
  const destination = join(mkdtempSync(join(at.folder, 'mac ')), 'GRID1');
  return {
    source,
    destination,
    plan: at.plan({ lab, collection: 'GRID1', destination, computer: 'macos', session: 'none', ...more }),
    hidden: at.facility.storage.interim.path,
  };
}

/** The same collection as if it were on a drive. */
function arrangeDrive(): Arranged {
  const drive = mkdtempSync(join(quick.folder, 'drive '));
  const source = join(drive, 'GRID1');
  writeCollection(source);
  const destination = join(mkdtempSync(join(quick.folder, 'mac ')), 'GRID1');
  const plan = planOf(quick.facility, {
    method: 'drive',
    lab: 'lab',
    collection: 'GRID1',
    system: 'apfs',
    computer: 'macos',
    drive,
    destination,
  });
  return { source, destination, plan, hidden: '/mnt' };
}

const run = (at: Site, { plan, hidden }: Pick<Arranged, 'plan' | 'hidden'>, settings: string): Promise<Ended> =>
  at.run(makeScript(at, plan, hidden).line('sh', settings));

/** A collection with one file that takes a while. */
function fillBig(source: string): void {
  writeRandomFile(join(source, 'atlas', 'first.mrc'), 200_000);
  writeRandomFile(join(source, 'movies', 'big.eer'), bigBytes);
  writeRandomFile(join(source, 'movies', 'small.eer'), 300_000);
}

const whole = 'DONE: GRID1 is whole: every byte was compared.';
const triesIn = ({ shown }: Ended): number => (shown.match(/^It ended with code \d+, which/gm) ?? []).length + 1;
const wrongFiles = (source: string, destination: string): string[] =>
  findWrongFiles(source, destination).filter((name) => !/^get-GRID1.*\.log$/.test(name));

describe.each(['146.140.15', '182', '2.6.9'] as const)('with the rsync %s of macOS a script', (version) => {
  test('says which rsync it is, brings a collection of any names home, and says so each time', async () => {
    proves('rsync', 'macos', ['normal', 'names', 'verified', 'script'], ['apple-rsync', 'openssh']);
    const { source, destination, ...made } = arrange(quick, (folder) => {
      mkdirSync(folder);
      writeMixedCollection(folder);
      writeRandomFile(join(folder, 'focus_error_map.mrc'), 3_000);
    });
    for (const time of version === '182' ? [1, 2] : [1]) {
      const ended = await run(quick, made, settingsOf(version));
      expect([time, ended.code, verdictOf(ended)], ended.shown).toEqual([
        time,
        0,
        `DONE: every file of GRID1 is here, and every byte was compared. Links that lead nowhere: ${destination}/link to nothing.`,
      ]);
      expect(ended.shown).toContain(
        kindOf(version) === 'openrsync' ? '\nopenrsync: protocol version 29\n' : '\nrsync  version 2.6.9  protocol ',
      );
    }
    expect(wrongFiles(source, destination)).toEqual([]);
    expect(readTree(destination)).toMatchObject(readTree(source));
  });
});

describe.each(['182', '2.6.9'] as const)('with the rsync %s of macOS a script', (version) => {
  const isOpen = kindOf(version) === 'openrsync';

  test('goes on where it was cut, three times', async () => {
    proves('rsync', 'macos', ['cut'], ['apple-rsync', 'openssh']);
    const { source, destination, plan } = arrange(site, fillBig);
    const before = site.proxy.passedBytes;
    let held = site.proxy.holdAfter(cutAfterBytes);
    const running = site.start(
      makeScript(site, plan).line('sh', settingsOf(version, { MOST_TRIES: '5' }, { at: site })),
    );
    for (const times of [1, 2, 3]) {
      await held;
      await waitForWritten(destination, (times - 0.5) * cutAfterBytes);
      expect(findWrongFiles(source, destination).filter((name) => !name.startsWith('get-'))).toEqual([]);
      site.proxy.reset();
      if (times < 3) held = site.proxy.holdAfter(cutAfterBytes);
    }
    const ended = await running.ended;
    expect([verdictOf(ended), triesIn(ended)], ended.shown).toEqual([whole, 4]);
    expect(wrongFiles(source, destination)).toEqual([]);
    expect(site.proxy.passedBytes - before).toBeLessThan(bigBytes * 1.2);
  });

  test('tries again when ssh was killed', async () => {
    const { destination, plan } = arrange(site, fillBig);
    const held = site.proxy.holdAfter(cutAfterBytes);
    const running = site.start(makeScript(site, plan).line('sh', settingsOf(version, {}, { at: site })));
    await held;
    await waitForWritten(destination, cutAfterBytes / 2);
    for (const pid of findProcesses(running.pid, 'ssh')) endProcess(pid, 'SIGKILL');
    site.proxy.release();
    const ended = await running.ended;
    expect([verdictOf(ended), triesIn(ended)], ended.shown).toEqual([whole, 2]);
    expect(ended.shown).toContain(`It ended with code ${isOpen ? 16 : 12}, which another try can mend.`);
  });

  test('brings again a file of the same size and time with another byte', async () => {
    proves('rsync', 'macos', ['damage'], ['apple-rsync', 'openssh']);
    const { source, destination, ...made } = arrange(quick, writeCollection);
    execFileSync('cp', ['-a', source, destination]);
    flipByte(join(destination, 'movies', 'b.eer'), 500);
    truncateSync(join(destination, 'gain.mrc'), 10);
    const ended = await run(quick, made, settingsOf(version));
    expect(ended.shown).toContain(`\n>fc${isOpen ? '..' : '.T'}.... movies/b.eer\n`);
    expect(verdictOf(ended), ended.shown).toBe(whole);
    expect(wrongFiles(source, destination)).toEqual([]);
  });

  test('is not done where a folder of the collection cannot be read', async () => {
    const { source, ...made } = arrange(quick, writeCollection);
    chmodSync(join(source, 'movies'), 0);
    try {
      const ended = await run(quick, made, settingsOf(version));
      expect(ended.code, ended.shown).toBe(1);
      expect(verdictOf(ended)).toMatch(/^NOT DONE: GRID1: /);
    } finally {
      chmodSync(join(source, 'movies'), 0o755);
    }
  });

  test('stops at a folder here that is somebody else’s, or goes on and names the file', async () => {
    const { destination, plan } = arrange(quick, writeCollection);
    mkdirSync(join(destination, 'movies'), { recursive: true });
    chownSync(join(destination, 'movies'), 61_234, 61_234);
    chmodSync(join(destination, 'movies'), 0o755);
    const made = makeScript(quick, plan);
    const asUser = 'setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all sh';
    const ended = await quick.run(made.line(asUser, settingsOf(version)));
    expect(verdictOf(ended), ended.shown).toContain('You may not write in ');
    expect(triesIn(ended)).toBe(1);
    expect(verdictOf(ended)).toMatch(
      isOpen ? /^NOT DONE: GRID1: Copy: it ended with code 10\. / : /^NOT DONE: GRID1: missing here or different, /,
    );
  });

  test('leaves the piece of a killed copy alone, and shows it at the end', async () => {
    const { destination, ...made } = arrange(quick, writeCollection);
    const killed = await run(quick, made, settingsOf(version, { APPLE_FAILS: 'copy: killed' }));
    expect(verdictOf(killed)).toMatch(/^NOT DONE: GRID1: Copy: it ended with code 137\. It was stopped: /);
    const piece = readdirSync(join(destination, 'movies')).find((name) => /^\.b\.eer\.\w+$/.test(name)) ?? '';
    expect(piece).toMatch(isOpen ? /\.\w{10}$/ : /\.\w{6}$/);
    const ended = await run(quick, made, settingsOf(version));
    expect(verdictOf(ended), ended.shown).toBe(whole);
    expect(ended.shown.split('--- Look for leftovers')[1]).toContain(`${destination}/movies/${piece}\n`);
  });

  test('fetches round after round what is settled, and then all', async () => {
    const { source, destination, plan } = arrange(quick, writeCollection, { live: 'yes', keys: 'key' });
    execFileSync('sh', ['-c', `find ${quoteWord(source)} -exec touch -h -d '1 hour ago' {} +`]);
    const running = quick.start(
      makeScript(quick, plan).line('sh', settingsOf(version, { ROUND_SECONDS: '1', IDLE_MINUTES: '60' })),
    );
    await expect.poll(() => existsSync(join(destination, 'movies', 'b.eer')), { interval: 20 }).toBe(true);
    writeFileSync(join(destination, 'get-GRID1.stop'), '');
    const ended = await running.ended;
    expect(ended.shown).toMatch(/^\d\d:\d\d [1-9]\d* files are settled, [1-9]\d* of them came in this round\.$/m);
    expect(verdictOf(ended), ended.shown).toBe(whole);
    expect(wrongFiles(source, destination)).toEqual([]);
  });
});

/** What a script says of each cause, by the row of the table, and how often it tries at most three times. */
const sees: Readonly<Record<Cause, string>> = {
  'disk full': 'No space left on device, quota exceeded',
  'file too large': 'File too large',
  'destination is no folder': 'code 3, Not a directory',
  'destination cannot be made': 'mkdir, mkstemp … Permission denied, Read-only file system',
  'destination cannot be entered': 'mkdir, mkstemp … Permission denied, Read-only file system',
  'folder cannot be written in': 'mkdir, mkstemp … Permission denied, Read-only file system',
  'times refused': 'utimensat, fchmodat … Operation not permitted',
  'permissions refused': 'utimensat, fchmodat … Operation not permitted',
  'links refused': 'chown, chgrp, symlink, mknod … failed',
  'no connection': 'code 12, code 255, Broken pipe, unexpected end of file',
  'connection lost': 'code 12, code 255, Broken pipe, unexpected end of file',
  'ssh killed': 'code 12, code 255, Broken pipe, unexpected end of file',
  'rsync missing': 'remote command not found, code 127',
  'text before': 'is your shell clean?, unexpected tag',
  'collection not found': 'link_stat, change_dir … No such file or directory',
  'option unknown': 'code 1, code 4, unknown option, unrecognized option',
  interrupted: 'code 20, Killed',
  killed: 'code 20, Killed',
};
const rows: readonly OutcomeRow[] = [...rsyncOutcomes.disk, ...rsyncOutcomes.reach];

function rowOf({ cause, by, way, code, said }: Failure): OutcomeRow {
  // What was seen beside the others: a row of its own.
  const see =
    cause === 'disk full' && said.length === 1
      ? sees['option unknown']
      : cause === 'destination is no folder' && code === 3
        ? 'code 3'
        : cause === 'interrupted' && code === 255
          ? sees['connection lost']
          : // The line of the other end is not played.
            cause === 'collection not found' && way === 'pull'
            ? 'send_files failed to open, opendir, code 23'
            : sees[cause];
  const row = rows.find(([text]) => text === see);
  if (!row) throw new Error(`No row ${see} for ${cause} of ${by}`);
  return row;
}

describe('a copy that ends as Apple’s has been seen to end', () => {
  const all = failures.map((failure, index) => {
    const { cause, by, way } = failure;
    const take = failures.slice(0, index + 1).filter((one) => one.cause === cause && one.by === by && one.way === way);
    return { ...failure, take: take.length, code: failure.code ?? 255 };
  });
  // One for each row and kind, by either way: that each leads to its row is seen by apple-outcomes.test.ts.
  const played = [...Map.groupBy(all, (one) => `${one.by} ${rowOf(one)[0]}`).values()].map(([one]) => one);
  test.each(played)('$cause, $by, $way, code $code, number $take of those seen', async (failure) => {
    if (!failure) throw new Error('A group is never empty.');
    const { cause, by, way, code, take } = failure;
    const made = way === 'pull' ? arrange(quick, writeCollection) : arrangeDrive();
    const fails = { APPLE_FAILS: `copy: ${cause}`, APPLE_REASON: reasons[cause]?.[0] ?? '' };
    const ended = await run(quick, made, settingsOf(versionOf[by], fails, { take }));
    const [, means, , signs] = rowOf(failure);
    const meaning = means.replaceAll('{manager}', quick.facility.contact.role).split('{')[0] ?? '';
    expect(ended.shown).toContain(meaning);
    // What a check may find missing is copied once more, after it.
    const tries = { again: 3, few: 5, check: 1, stop: 1 }[signs?.then ?? 'stop'];
    expect([ended.code, triesIn(ended)], ended.shown).toEqual([1, tries]);
    expect(verdictOf(ended)).toMatch(/^NOT DONE: GRID1: /);
    if (signs?.then === 'stop' || signs?.then === 'again') {
      expect(verdictOf(ended)).toBe(`NOT DONE: GRID1: Copy: it ended with code ${String(code)}. ${meaning.trimEnd()}`);
    }
  });
});

describe('a check that ends before its end proves nothing', () => {
  const causes = ['connection lost', 'killed'];
  test.each(failures.filter(({ cause, way }) => causes.includes(cause) && way === 'pull'))(
    '$cause, $by',
    async ({ cause, by }) => {
      const made = arrange(quick, writeCollection);
      const ended = await run(
        quick,
        made,
        settingsOf(versionOf[by], { MOST_TRIES: '2', APPLE_FAILS: `check: ${cause}` }),
      );
      expect(ended.shown).toContain('\nNOT PASSED: ');
      expect(verdictOf(ended), ended.shown).toMatch(
        /^NOT DONE: GRID1: the check was not made to its end \(code \d+\), so it proves nothing\. /,
      );
    },
  );
});

describe.each(['182', '2.6.9'] as const)('from a drive, with the rsync %s of macOS', (version) => {
  test('a script brings all, and is not done where the drive cannot be read', async () => {
    proves('drive', 'macos', ['normal', 'verified', 'script'], ['apple-rsync']);
    const made = arrangeDrive();
    const { source, destination, plan, hidden } = made;
    const ended = await run(quick, made, settingsOf(version));
    expect(verdictOf(ended), ended.shown).toBe(whole);
    expect(wrongFiles(source, destination)).toEqual([]);
    rmSync(join(destination, 'movies'), { recursive: true });
    chmodSync(join(source, 'movies'), 0);
    const asUser = 'setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all sh';
    const refused = await quick.run(makeScript(quick, plan, hidden).line(asUser, settingsOf(version)));
    chmodSync(join(source, 'movies'), 0o755);
    expect([refused.code, verdictOf(refused)], refused.shown).toEqual([1, expect.stringMatching(/^NOT DONE: GRID1: /)]);
  });
});

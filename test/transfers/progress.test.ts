import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { textOf } from '../rigs/plans.ts';
import { makeScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { endProcess } from '../rigs/sshd.ts';
import { readSizes, writeRandomFile } from '../rigs/tree.ts';
import { waitForWritten, waitUntil } from '../rigs/wait.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(async () => {
  await site.close();
});

/** Seconds since 1970 of 2026-11-30, 12:00 UTC. */
const noon = 1_796_040_000;

/**
 * A folder of programs that come first: a `sleep` which runs `meanwhile` in the place of a minute, and a clock that is
 * then a minute further. With `isMac` its `date` takes the options of macOS.
 */
function minuteOf(meanwhile: string, { isMac = false, awk = '' } = {}): string {
  const folder = mkdtempSync(join(site.folder, 'clock '));
  const passed = quoteWord(join(folder, 'passed'));
  const write = (name: string, lines: readonly string[]): void => {
    writeFileSync(join(folder, name), ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(join(folder, name), 0o755);
  };
  write('sleep', [`[ "$1" = 0 ] || { touch ${passed}; ${meanwhile}; }`]);
  write('date', [
    `if [ "$1" = "+// %s" ]; then if [ -e ${passed} ]; then echo // ${noon + 60}; else echo // ${noon}; fi; exit; fi`,
    ...(isMac
      ? [
          '[ "$1" != -d ] || { echo "date: illegal option -- d" >&2; exit 1; }',
          'if [ "$1" = -r ]; then shift; at=$1; shift; exec /bin/date -u -d "@$at" "$@"; fi',
        ]
      : []),
    'exec /bin/date -u "$@"',
  ]);
  if (awk) write('awk', [`exec ${awk} "$@"`]);
  return `PATH=${quoteWord(folder)}:"$PATH"`;
}

interface Prepared {
  readonly plan: Plan;
  readonly source: string;
  readonly destination: string;
}

function prepare(more: Readonly<Record<string, string>> = {}, collection = 'GRID1'): Prepared {
  const lab = site.makeLab("O'Brien lab");
  const source = site.locate(lab, collection);
  mkdirSync(source);
  const destination = join(mkdtempSync(join(site.folder, 'to ')), collection);
  const names = { lab, collection, destination, session: 'none', collected: '2026-11-20' };
  return { plan: site.plan({ ...names, ...more }), source, destination };
}

const look = async (plan: Plan, line: string, shell = 'bash'): Promise<string> =>
  (await site.run(`${line}; export PATH; ${textOf(plan, 'far')}`, shell)).shown;

/** Writes a file that is one hole, long ago: only its length and its time are looked at. */
function writeHole(path: string, bytes: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  truncateSync(path, bytes);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
}

/** A copy of which 30 of 100 MB are here, with names that no line should be read from. */
function halfWay(more: Readonly<Record<string, string>> = {}): Prepared & { readonly meanwhile: string } {
  const prepared = prepare(more, `it's $(touch PWNED); 50 % -rf *`);
  const { source, destination } = prepared;
  const names = ['first.eer', 'folder/se cond.eer', 'folder/line\nbreak.eer', '.own.abcdef', 'x\n- 1 0 0 9 a b c'];
  for (const name of names) writeHole(join(source, name), 20_000_000);
  writeHole(join(destination, 'first.eer'), 20_000_000);
  // On its way, and what a killed copy and other people have left; none of that is of the collection.
  writeFileSync(join(destination, '.own.abcdef.Ab12Cd'), Buffer.alloc(10_000_000));
  writeHole(join(destination, '.first.eer.Xy12Zz'), 15_000_000);
  writeHole(join(destination, 'folder', '.se cond.eer.dEaD12'), 15_000_000);
  writeHole(join(destination, 'folder', '.rsync-partial', 'se cond.eer'), 15_000_000);
  writeHole(join(destination, 'made here.mrc'), 90_000_000);
  writeHole(join(destination, 'first.eer.bak'), 90_000_000);
  const to = quoteWord(join(destination, 'folder', 'se cond.eer'));
  return { ...prepared, meanwhile: `cp ${quoteWord(join(source, 'folder', 'se cond.eer'))} ${to}` };
}

const told = ['HERE: 0.1 of 0.1 GB, 50 %, 0.3 MB/s', 'REST: 0 h 3 min, until 2026-11-30T12:03'];

describe('in another window', () => {
  test.each(['bash', 'zsh', 'dash', 'busybox sh'])(
    '%s says how far a copy is, and whether it is in time',
    async (shell) => {
      const { plan, meanwhile } = halfWay();
      const [program = '', ...options] = shell.split(' ');
      const line = [program, ...options, '-c', quoteWord(textOf(plan, 'far'))].join(' ');
      const { shown } = await site.run(`${minuteOf(meanwhile)}; export PATH; ${line}`);
      expect(shown.trim().split('\n')).toEqual([...told, 'IN TIME: by 2026-12-03']);
      expect(existsSync(join(site.folder, 'PWNED'))).toBe(false);
    },
  );

  test.each(['gawk', 'mawk', 'original-awk', 'busybox awk'])(
    '%s reads the lists alike, also with the date of a Mac',
    async (awk) => {
      const { plan, meanwhile } = halfWay({ collected: '2026-11-15' });
      const shown = await look(plan, minuteOf(meanwhile, { isMac: true, awk }));
      expect(shown.trim().split('\n')).toEqual([...told, 'TOO LATE: by 2026-11-28']);
    },
  );

  test('without a day it says how long it takes', async () => {
    const { plan, meanwhile } = halfWay({ collected: '' });
    expect((await look(plan, minuteOf(meanwhile))).trim().split('\n')).toEqual(told);
  });

  test('busybox finds the same, here and there', async () => {
    const { plan, meanwhile } = halfWay();
    const folder = mkdtempSync(join(site.folder, 'busybox '));
    for (const name of ['find', 'ls', 'sh', 'cat']) symlinkSync('/bin/busybox', join(folder, name));
    const shown = await look(plan, `PATH=${quoteWord(folder)}:"$PATH"; ${minuteOf(meanwhile)}`);
    expect(shown.trim().split('\n')).toEqual([...told, 'IN TIME: by 2026-12-03']);
  });

  test('a copy that stands still, one that is whole, and a collection that is gone are told apart', async () => {
    const { plan, source, destination } = prepare();
    writeHole(join(source, 'a.eer'), 20_000_000);
    mkdirSync(destination, { recursive: true });
    expect(await look(plan, minuteOf(':'))).toBe('HERE: 0.0 of 0.0 GB, 0 %, 0.0 MB/s\nSTANDS STILL.\n');
    const copied = `cp ${quoteWord(join(source, 'a.eer'))} ${quoteWord(join(destination, 'a.eer'))}`;
    expect(await look(plan, minuteOf(copied))).toContain('100 %, 0.3 MB/s\nALL HERE, by size.\n');
    renameSync(source, `${source} gone`);
    const shown = await look(plan, minuteOf(':'));
    expect(shown).toContain('No such file or directory');
    expect(shown).toContain('NOT KNOWN.\n');
    rmSync(`${source} gone`, { recursive: true });
  });

  test('holes count as what they are long, and what is left out does not count', async () => {
    const { plan, source, destination } = prepare({ leaveOut: 'jpg' });
    spawnSync('truncate', ['-s', '40000000', join(source, 'sparse.mrc')]);
    writeHole(join(source, 'big.jpg'), 50_000_000);
    mkdirSync(destination, { recursive: true });
    spawnSync('truncate', ['-s', '10000000', join(destination, 'sparse.mrc')]);
    expect(await look(plan, minuteOf(':'))).toContain('HERE: 0.0 of 0.0 GB, 25 %, 0.0 MB/s\n');
  });

  test('a real copy that is cut has as much as has come', async () => {
    const { plan, source, destination } = prepare();
    writeRandomFile(join(source, 'big.eer'), 40_000_000);
    await site.run(textOf(plan, 'folder'));
    const running = site.start(textOf(plan, 'copy'));
    await site.proxy.holdAfter(24_000_000);
    await waitForWritten(destination, 20_000_000);
    const percent = (): number => Math.floor((100 * Math.max(...Object.values(readSizes(destination)))) / 40_000_000);
    const before = percent();
    // What is there is listed by a way past the one that is held.
    const listed = join(site.folder, 'listed');
    await site.run(`cd ${quoteWord(source)} && find . -type f -exec ls -ldn {} + >${quoteWord(listed)}`);
    const local = textOf(plan, 'far').replace(/^ssh .*? \| sh -c/, `cat ${quoteWord(listed)} | sh -c`);
    const { shown } = await site.run(`${minuteOf(':')}; export PATH; ${local}`);
    const said = Number(/, (\d+) %, /.exec(shown)?.[1]);
    expect(said).toBeGreaterThanOrEqual(before);
    expect(said).toBeLessThanOrEqual(percent());
    endProcess(-running.pid, 'SIGTERM');
    await running.ended;
  });
});

describe('a script', () => {
  test.each(['sh', 'busybox sh'])('of %s says it while it copies, and before it tries again', async (shell) => {
    const { plan, source, destination } = prepare({ prove: 'list' });
    for (const name of ['a.eer', 'b.eer']) writeRandomFile(join(source, name), 30_000_000);
    const made = makeScript(site, plan);
    const log = (): string =>
      Object.keys(existsSync(destination) ? readSizes(destination) : {})
        .filter((name) => name.startsWith('get-') && name.endsWith('.log'))
        .map((name) => readFileSync(join(destination, name), 'utf8'))
        .join('');
    const running = site.start(made.line(shell, 'FAR_SECONDS=1 MOST_TRIES=3'));
    await site.proxy.holdAfter(20_000_000);
    await waitUntil(() => log().includes('STANDS STILL.'), 'it says that nothing comes');
    expect(log()).toMatch(/^HERE: 0\.0 of 0\.1 GB, [1-4]\d %, /m);
    site.proxy.reset();
    const ended = await running.ended;
    expect(ended.shown).toMatch(
      /HERE: 0\.0 of 0\.1 GB, \d+ %, [\d.]+ MB\/s\n(?:REST: .*, until 20.*\n(?:IN TIME|TOO LATE): by 2026-12-03|STANDS STILL\.)\nIt ended with code /,
    );
    expect(verdictOf(ended)).toBe('DONE: GRID1 is whole: every file has the checksum that it had at its source.');
    expect(ended.code).toBe(0);
  });

  test('says nothing of it where it shall not, or nothing is missing', async () => {
    const { plan, source } = prepare({ collected: '' });
    writeRandomFile(join(source, 'a.eer'), 3_000_000);
    for (const setting of ['FAR_SECONDS=0', 'FAR_SECONDS=often']) {
      const { code, shown } = await site.run(makeScript(site, plan).line('sh', setting));
      expect(code).toBe(0);
      expect(shown).not.toContain('HERE: ');
    }
  });
});

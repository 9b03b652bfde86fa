/** The table of outcomes, held to all that Apple's rsync has been seen to end with: test/rigs/apple-rsync. */
import { describe, expect, test } from 'vitest';
import { localOutcomes, rsyncOutcomes } from '../../../../../src/generator/steps/rsync-copy/outcomes.ts';
import { rsyncCopyTables } from '../../../../../src/generator/steps/rsync-copy/tables.ts';
import { readRecordedRuns } from '../../../../rigs/apple-rsync/recorded-runs.ts';
import { failures, reasons } from '../../../../rigs/apple-rsync/recordings.ts';
import type { Cause, Failure, Way } from '../../../../rigs/apple-rsync/recordings.ts';
import type { OutcomeRow } from '../../../../../src/generator/step.ts';

/** The first row that fits, as a script finds it: a copy from a folder of this computer has no way to the server. */
function find(way: Way, code: number, said: readonly string[]): string {
  const rows: readonly OutcomeRow[] =
    way === 'local' ? localOutcomes.disk : [...rsyncOutcomes.disk, ...rsyncOutcomes.reach];
  const text = said.map((line) => `${line}\n`).join('');
  const row = rows.find(
    ([, , , signs]) =>
      (!signs?.codes || signs.codes.includes(code)) && (!signs?.text || new RegExp(signs.text, 'm').test(text)),
  );
  return row ? `${row[3]?.then ?? ''}: ${row[0]}` : 'unknown';
}

const full = 'stop: No space left on device, quota exceeded';
const readOnly = 'stop: mkdir, mkstemp … Permission denied, Read-only file system';
const locked = 'stop: mkdir, mkstemp … Operation not permitted';
const refused = 'stop: utimensat, fchmodat … Operation not permitted';
const notUnderstood = 'stop: code 1, code 4, unknown option, unrecognized option';
const broke = 'again: code 12, code 255, Broken pipe, unexpected end of file';
const misspelt = 'stop: link_stat, change_dir … No such file or directory';
const stopped = 'stop: code 20, Killed';
const partial = 'few: send_files failed to open, opendir, code 23';

const outcomes: Readonly<Record<Cause, readonly string[]>> = {
  // Once it has said nothing of the disk: the row says to look there.
  'disk full': [full, notUnderstood],
  'file too large': ['stop: File too large'],
  'destination is no folder': ['stop: code 3, Not a directory', 'stop: code 3'],
  'destination cannot be made': [readOnly],
  'destination cannot be entered': [readOnly],
  'folder cannot be written in': [readOnly],
  'times refused': [refused],
  'permissions refused': [refused],
  'links refused': ['check: chown, chgrp, symlink, mknod … failed'],
  'no connection': [broke],
  'connection lost': [broke],
  'ssh killed': [broke],
  'rsync missing': ['stop: remote command not found, code 127'],
  'text before': ['stop: is your shell clean?, unexpected tag'],
  'collection not found': [misspelt],
  'option unknown': [notUnderstood],
  // A closed window may leave either: then another try begins, which the same window ends.
  interrupted: [stopped, broke],
  killed: [stopped],
};

/** What was said, with something in place of what differs from run to run. */
function fill({ cause, said }: Failure, [words, number] = reasons[cause] ?? ['', 0]): string[] {
  const values: Record<string, string> = {
    words,
    number: String(number),
    pid: '4711',
    ten: 'pQuRloycxm',
    destination: '/Users/jdoe/GRID1/',
  };
  return said.map((line) => line.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'x'));
}

describe('what ended a run before its end', () => {
  test.each(failures.map((failure) => [failure.cause, failure.by, failure.way, failure] as const))(
    '%s, %s, %s',
    (cause, by, way, failure) => {
      // The other end says this itself.
      const before =
        cause === 'collection not found' && way === 'pull'
          ? ['rsync: [sender] change_dir "/data/GRID1" failed: No such file or directory (2)']
          : [];
      expect(outcomes[cause]).toContain(find(way, failure.code ?? 255, [...before, ...fill(failure)]));
      expect(by).toBe(failure.by);
    },
  );

  test.each(
    failures
      .filter(({ cause }) => /cannot be (?:made|entered|written)/.test(cause))
      .map((one) => [one.cause, one] as const),
  )('%s, where macOS keeps the terminal out', (_, failure) => {
    expect(find(failure.way, failure.code ?? 255, fill(failure, ['Operation not permitted', 1]))).toBe(locked);
  });
});

test.each([
  ['mkdir: /Volumes/CRYO: Permission denied', '/Volumes/… Permission denied'],
  ['mkdir: /Volumes/CRYO/GRID1: Permission denied', 'Permission denied, Read-only file system'],
  ['mkdir: /Volumes/NTFS/GRID1: Read-only file system', 'Permission denied, Read-only file system'],
  ['mkdir: /srv: Read-only file system', '/srv … Read-only file system, /home … Operation not supported'],
  ['mkdir: /home/jdoe: Operation not supported', '/srv … Read-only file system, /home … Operation not supported'],
  ['mkdir: /Users/jdoe/Documents/GRID1: Operation not permitted', 'Operation not permitted'],
  ['mkdir: /Users/jdoe/GRID1: File exists', 'File exists, Not a directory'],
])('the mkdir of macOS says %s', (said, see) => {
  const rows: readonly OutcomeRow[] = [...rsyncCopyTables.mac.folder, ...rsyncCopyTables.steps.folder.otherwise];
  expect(rows.find(([, , , signs]) => new RegExp(signs?.text ?? '').test(said))?.[0]).toBe(see);
});

describe('what ended a run that went to its end, but not for all', () => {
  const expected = ({ harm, asked }: { harm: string; asked: string }): string => {
    if (harm === 'a collection of another name') return misspelt;
    if (harm.startsWith('a full folder in the place')) return 'check: could not make way for, Directory not empty';
    if (harm.startsWith('a link that leads')) return 'check: symlink has no referent';
    expect(asked + harm).toMatch(/cannot be read/);
    return partial;
  };
  // openrsync follows no link when it compares on one computer: the plan refuses that. And 2.6.9 says "vanished" of a dead one.
  const runs = readRecordedRuns().filter(
    ({ code, asked, way }) => code !== 0 && !(way === 'local' && /-L|unsafe/.test(asked)),
  );
  test.each(runs.map((run) => [run.asked, run.harm, run.kind, run.way, run] as const))('%s: %s, %s, %s', (...all) => {
    const run = all[4];
    expect(find(run.way, run.code, run.said)).toBe(expected(run));
  });
});

/** What Apple's rsync has been seen to print, pasted into the box of troubleshooting: test/rigs/apple-rsync. */
import { describe, expect, test } from 'vitest';
import { tables } from '../../../../src/generator/methods/troubleshooting/tables.ts';
import { explainSeen } from '../../../../src/generator/seen/explain-seen.ts';
import { readRecordedRuns } from '../../../rigs/apple-rsync/recorded-runs.ts';
import { failures, reasons } from '../../../rigs/apple-rsync/recordings.ts';
import type { Cause } from '../../../rigs/apple-rsync/recordings.ts';

const explain = (lines: readonly string[]) => explainSeen(lines.join('\n'), tables.steps, tables.reading);

const fill = (line: string, values: Readonly<Record<string, string | number>>): string =>
  line.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? 'x'));

const values = {
  pid: 4711,
  ten: 'pQuRloycxm',
  role: 'receiver',
  source: '/data/curie-lab/GRID1',
  destination: '/Users/jdoe/GRID1/',
  path: '/Users/jdoe/GRID1/movies/b.eer',
  folder: 'movies/',
  name: 'b.eer',
  here: '/Users/jdoe',
};

/** The entry that explains each cause; none where nothing is printed. */
const entries: Readonly<Record<Cause, string | undefined>> = {
  'disk full': 'disk-full',
  'file too large': 'too-large-for-fat32',
  'destination is no folder': 'file-selection',
  'destination cannot be made': 'read-only',
  'destination cannot be entered': 'read-only',
  'folder cannot be written in': 'read-only',
  'times refused': 'no-attributes',
  'permissions refused': 'no-attributes',
  'links refused': 'no-attributes',
  'no connection': 'connection-lost',
  'connection lost': 'connection-lost',
  'ssh killed': 'connection-lost',
  // The shell there says so before.
  'rsync missing': 'rsync-missing',
  'text before': 'unclean-shell',
  'collection not found': 'no-such-folder',
  'option unknown': 'unknown-option',
  interrupted: 'interrupted',
  killed: undefined,
};

describe('what ended a run before its end', () => {
  // Once openrsync has not said a word of the disk.
  const telling = failures.filter(
    ({ said, cause }) => said.length > 0 && !(cause === 'disk full' && said.length === 1),
  );
  test.each(telling.map((failure) => [failure.cause, failure.by, failure.way, failure] as const))(
    '%s, %s, %s',
    (cause, by, _, { said, way }) => {
      const [words, number] = reasons[cause] ?? ['', 0];
      const before = {
        'rsync missing': ['bash: line 1: rsync: command not found'],
        'collection not found':
          way === 'pull' ? ['rsync: [sender] change_dir "/data/GRID1" failed: No such file or directory (2)'] : [],
      }[cause as string];
      const lines = [...(before ?? []), ...said].map((line) => fill(line, { ...values, words, number }));
      const { certainty, entries: found } = explain(lines);
      expect({ by, certainty, first: found[0]?.id }).toEqual({ by, certainty: 'certain', first: entries[cause] });
    },
  );
});

describe('what a check or a copy that went to its end printed', () => {
  const runs = readRecordedRuns().filter(({ said }) => said.length > 0);
  test.each(runs.map((run) => [run.asked, run.harm, run.kind, run.way, run] as const))(
    '%s: %s, %s, %s',
    (_, harm, __, way, { said }) => {
      const { entries: found } = explain(said.map((line) => fill(line, values)));
      const expected = harm.includes('another name')
        ? ['no-such-folder']
        : harm.includes('in the place of a')
          ? ['verify-differs']
          : harm.includes('cannot be read')
            ? ['partial-transfer', 'read-only']
            : way === 'local'
              ? ['partial-transfer', 'dead-link', 'no-such-folder']
              : ['dead-link'];
      expect(expected).toContain(found[0]?.id);
    },
  );

  test('a line that names a difference, with nine signs', () => {
    const lines = new Set(
      readRecordedRuns()
        .filter(({ asked }) => asked === 'check')
        .flatMap(({ shown }) => shown.filter((line) => /^[>c]/.test(line))),
    );
    for (const line of lines) expect([line, explain([line]).entries[0]?.id]).toEqual([line, 'verify-differs']);
  });
});

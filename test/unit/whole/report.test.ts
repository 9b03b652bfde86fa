import { describe, expect, it } from 'vitest';
import { chooseKinds, chooseOtherKinds, judgeFile } from '../../../src/whole/compare.ts';
import type { Compared } from '../../../src/whole/compare.ts';
import type { ListEntry } from '../../../src/whole/checksum-list.ts';
import { placeFiles } from '../../../src/whole/place-files.ts';
import { readList } from '../../../src/whole/read-list.ts';
import { writeReceipt } from '../../../src/whole/receipt.ts';
import { makeReport } from '../../../src/whole/report.ts';
import type { Report } from '../../../src/whole/report.ts';

const alpha = '2c1743a391305fbf367df8e4f069f9f9';
const beta = '987bcab01b929eb2c07877b224215c92';
const plain = `${alpha}  a.mrc\n${beta}  b.mrc\n`;
const copy = { 'G/a.mrc': 'same', 'G/b.mrc': 'same' } as const;

/** The report on a list and files, with what became of each, or nothing where it was not reached. */
function report(text: string, files: Readonly<Record<string, Compared['outcome'] | ''>>): Report {
  const list = readList(text);
  const placed = placeFiles(
    list.entries,
    Object.keys(files).map((path) => ({ path })),
  );
  const outcomes = new Map<ListEntry, Compared>();
  for (const { entry, file } of placed.pairs) {
    const outcome = files[file.path];
    if (outcome && entry.conflict === undefined) outcomes.set(entry, { outcome, bytes: 10 });
  }
  return makeReport({ list, placed, outcomes });
}

describe('the result', () => {
  it.each<[string, string, Readonly<Record<string, Compared['outcome']>>]>([
    ['All 2 files are as in the list.', plain, copy],
    ['All 2 files are as in the list.', `${plain}# 2 files, 20 bytes\n`, copy],
    ['All 2 files are as in the list.', plain, { ...copy, 'G/.DS_Store': 'same' }],
    ['The one file of the list is as in the list.', `${alpha}  a.mrc\n`, { 'G/a.mrc': 'same' }],
    ['NOT whole: 1 file missing.', plain, { 'G/a.mrc': 'same' }],
    ['NOT whole: 1 file changed.', plain, { ...copy, 'G/b.mrc': 'changed' }],
    ['NOT whole: 1 file cut.', plain, { ...copy, 'G/b.mrc': 'cut' }],
    ['NOT whole: 1 file longer.', plain, { ...copy, 'G/b.mrc': 'longer' }],
    [
      'NOT whole: 2 files changed, 1 file not in the list.',
      plain,
      { 'G/a.mrc': 'changed', 'G/b.mrc': 'changed', 'G/c.mrc': 'same' },
    ],
    ['NOT proven whole: 1 file could not be read.', plain, { ...copy, 'G/b.mrc': 'unreadable' }],
    ['NOT proven whole: 1 file not in the list.', plain, { ...copy, 'G/c.mrc': 'same' }],
    ['NOT proven whole: the list may have been cut short.', plain.slice(0, -1), copy],
    ['NOT proven whole: 1 line of the list could not be understood.', `${plain}${alpha.slice(0, 9)}\n`, copy],
    ['NOT proven whole: hashes of a kind that cannot be computed here.', `${plain}SM3 (c) = ${alpha}${beta}\n`, copy],
    ['NOT proven whole: 1 file listed twice with different hashes.', `${plain}${alpha}  b.mrc\n`, copy],
    ['NOT proven whole: the list is not as long as it says.', `${plain}# 3 files, 30 bytes\n`, copy],
    [
      'NOT proven whole: the list is not as long as it says.',
      `${alpha}  a.mrc\n# 1 file, 10 bytes\n${beta}  b.mrc\n`,
      copy,
    ],
    ['NOT proven whole: the bytes are not as many as the list says.', `${plain}# 2 files, 21 bytes\n`, copy],
    ['NOT whole: 1 file cut.', `${plain}# 2 files, 23 bytes\n`, { ...copy, 'G/b.mrc': 'changed' }],
    ['NOT whole: 1 file longer.', `${plain}# 2 files, 19 bytes\n`, { ...copy, 'G/b.mrc': 'changed' }],
    [
      'NOT proven whole: 2 files could be one of several.',
      `${plain}${alpha}  c:\n${alpha}  c?\n`,
      { ...copy, 'G/c_': 'same' },
    ],
  ])('is “%s”', (result, text, files) => {
    const found = report(text, files);
    expect(found.result).toBe(result);
    expect(found.verdict).toBe(
      result.startsWith('NOT whole') ? 'not whole' : result.startsWith('NOT') ? 'not proven' : 'whole',
    );
  });

  it('of a comparison that was stopped says how far it came, and is never “whole”', () => {
    const { result, verdict } = report(plain, { 'G/a.mrc': 'same', 'G/b.mrc': '' });
    expect(result).toBe('Stopped: 1 of 2 files were compared. Nothing is known of the others.');
    expect(verdict).toBe('not proven');
  });

  it('names each file below what became of it, and by how much the only changed one is shorter', () => {
    const { groups } = report(`${plain}${alpha}  c.mrc\n# 3 files, 33 bytes\n`, {
      ...copy,
      'G/c.mrc': 'changed',
      'G/d': 'same',
    });
    expect(groups).toEqual([
      { heading: 'Cut: shorter than it was', isFault: true, names: ['G/c.mrc (3 bytes shorter)'] },
      {
        heading: 'Extra: in the folder, and not in the list, so nothing is known of them',
        isFault: true,
        names: ['G/d'],
      },
    ]);
  });

  it('shows what cannot be seen in a name', () => {
    const { groups } = report(plain, { ...copy, 'G/a\n\u202egnp.exe': 'same' });
    expect(groups[0]?.names).toEqual(['G/a\\u{a}\\u{202e}gnp.exe']);
  });
});

describe('a file', () => {
  const [entry] = readList(`${alpha}  a\n`).entries;
  if (!entry) throw new Error('No entry.');

  it('is computed by both kinds that its hash may be, until one has fitted, and by the other before it is changed', () => {
    const fitted = new Set<'md5' | 'xxh128'>();
    expect(chooseKinds(entry, fitted)).toEqual(['md5', 'xxh128']);
    expect(judgeFile(entry, 5, { md5: beta, xxh128: alpha }, fitted)).toBe('same');
    expect(chooseKinds(entry, fitted)).toEqual(['xxh128']);
    expect(chooseOtherKinds(entry, { xxh128: beta })).toEqual(['md5']);
    expect(chooseOtherKinds(entry, { xxh128: beta, md5: beta })).toEqual([]);
  });

  it('is the same only if every hash of it fits', () => {
    const [twice] = readList(`${alpha}  a\n${alpha}${beta}  a\n`).entries;
    if (!twice) throw new Error('No entry.');
    const sha256 = alpha + beta;
    expect(judgeFile(twice, 5, { md5: alpha, sha256 }, new Set())).toBe('same');
    expect(judgeFile(twice, 5, { md5: alpha, sha256: beta + alpha }, new Set())).toBe('changed');
  });

  it('is cut where it is empty and should not be, or smaller than it is listed', () => {
    expect(judgeFile(entry, 0, { md5: beta }, new Set())).toBe('cut');
    expect(judgeFile({ ...entry, sizeBytes: 6 }, 5, { md5: alpha }, new Set())).toBe('cut');
    expect(judgeFile({ ...entry, sizeBytes: 4 }, 5, { md5: alpha }, new Set())).toBe('longer');
  });
});

it('a receipt has what was compared, when, and the hash of the list', () => {
  const receipt = writeReceipt(report(plain, { ...copy, 'G/b.mrc': 'changed' }), {
    begun: '2026-11-30 09:00:00 UTC+01:00',
    ended: '2026-11-30 09:05:00 UTC+01:00',
    folder: 'G/',
    listName: 'G.md5',
    listFiles: 2,
    listBytes: 80,
    listHash: 'f00d',
    kinds: 'MD5',
    page: 'https://example.edu/whole/',
    browser: 'A browser',
  });
  expect(receipt).toBe(`Is my copy still whole?

Result: NOT whole: 1 file changed.
Compared: 2026-11-30 09:00:00 UTC+01:00 to 2026-11-30 09:05:00 UTC+01:00
Folder: G/
Files: 2 files compared, 1 as in the list; 20 bytes read
List: G.md5, 2 files, 80 bytes
SHA-256 of the list: f00d
Hashes: MD5
Compared by: https://example.edu/whole/ in A browser

Changed: other bytes than in the list:
  G/b.mrc

This says that the bytes of these files, as this computer read them then, gave the hashes in the list. It says nothing
of the list itself: keep its SHA-256. Links and empty folders were not compared, nor times and permissions.
`);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLook } from '../../../../src/generator/index.ts';
import { labReportOf, reportOf } from '../../../rigs/look-report.ts';

const path = '/data/images/smith-lab/GRID1';
const report = reportOf(path);
const look = {
  path,
  at: '2026-11-20 14:03 -0700',
  first: '2026-11-17',
  last: '2026-11-19',
  files: 4002,
  bytes: 1_200_000_000_012,
  folders: 7,
  links: 3,
  counts: {
    'leads out': 1,
    'leads nowhere': 0,
    'no file': 0,
    'cannot be read': 1,
    'not for Windows': 1,
    'not UTF-8': 0,
    'alike but for case': 0,
    unclear: 0,
    large: 0,
    undated: 0,
  },
  kinds: [
    { name: 'eer', files: 4000, bytes: 1_200_000_000_000 },
    { name: '(other)', files: 2, bytes: 12 },
  ],
  entries: [
    { what: 'leads out', path: `${path}/ref ->x.mrc`, target: '/scratch/ref.mrc' },
    { what: 'cannot be read', path: `${path}/private` },
    { what: 'not for Windows', path: `${path}/5µm:1.eer` },
  ],
};

describe('what a look at a collection shows', () => {
  it('is read', () => {
    expect(readLook(report)).toEqual([look]);
  });

  it('is read in whatever else a screen has, with its lines broken anywhere', () => {
    const screen = `jdoe@lab:~$ ssh …&look: &,&at: …\njdoe@host's password:\r\nfind: ‘x’: Permission denied\r\n${report}jdoe@lab:~$ `;
    expect(readLook(screen)).toEqual([look]);
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 120 }), fc.constantFrom('\n', '\r\n', ' \n', '\n  '), (width, end) => {
        const lines = report.split('\n').flatMap((line) => line.match(new RegExp(`.{1,${String(width)}}`, 'g')) ?? []);
        expect(readLook(lines.join(end))).toEqual([look]);
      }),
    );
  });

  it('is read of several collections, one after the other', () => {
    const other = reportOf('/data/images/smith-lab/GRID2');
    expect(readLook(report + other)).toMatchObject([look, { path: '/data/images/smith-lab/GRID2' }]);
    expect(readLook(report + other.slice(0, 300))).toBe('cut');
  });

  it('is never read by halves', () => {
    const end = report.indexOf('END:') + 4;
    for (let at = 7; at < end; at += 1) {
      expect(readLook(report.slice(0, at))).toBe('cut');
      expect(readLook(report.slice(at))).toBeTypeOf('string');
    }
  });

  it('is not read where a sign is missing or another one', () => {
    const end = report.indexOf('END:');
    for (let at = 6; at < end; at += 1) {
      if (/\s/.test(report.charAt(at))) continue;
      expect(readLook(report.slice(0, at) + report.slice(at + 1)), report.slice(at - 9, at + 9)).toBeTypeOf('string');
      expect(readLook(`${report.slice(0, at)}~${report.slice(at + 1)}`), report.slice(at - 9, at + 9)).toBeTypeOf(
        'string',
      );
    }
  });

  it('is not read where a line is missing, though the sum were right', () => {
    expect(readLook(report.replace(/END: \d+/, 'END: 11'))).toBe('altered');
  });

  it.each([
    ['', 'none'],
    ['1.2T\t/data/images/smith-lab/GRID1', 'none'],
    ['find: x: No such file or directory\nNOTHING FOUND: the lines above say why.', 'nothing'],
    ['FOUND: 3 files, 0.0 GB (12 bytes), 1 folders, 0 links: 0 lead out, 0 nowhere; 0 others', 'cut'],
    ['END: 12 lines, sum 4711', 'cut'],
  ])('%j is %s', (text, fault) => {
    expect(readLook(text)).toBe(fault);
  });
});

it('a look at a lab folder has its collections', () => {
  expect(readLook(labReportOf('/data/images/smith-lab'))).toMatchObject([
    {
      collections: [
        { name: 'GRID,2', files: 10, bytes: 5_000_000_000, first: '2026-11-10', last: '2026-11-10' },
        { name: 'GRID1', files: 3992, bytes: 1_195_000_000_012, first: '2026-11-17', last: '2026-11-19' },
        { name: 'new', files: 0, bytes: 0 },
      ],
    },
  ]);
});

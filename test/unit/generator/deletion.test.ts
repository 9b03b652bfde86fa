import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDeletion, formatLocalDay } from '../../../src/generator/deletion.ts';
import { exampleFacility } from '../example-facility.ts';

const keeping = (keepDays: number) => ({
  ...exampleFacility,
  storage: { ...exampleFacility.storage, interim: { ...exampleFacility.storage.interim, keepDays } },
});

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year: number, month: number) =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
const format = (year: number, month: number, day: number) =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');

/** Turns the leaves of a calendar, one a day. */
function countOn(year: number, month: number, day: number, days: number): string {
  for (let left = days; left > 0; left -= 1) {
    day += 1;
    if (day > monthLength(year, month)) [day, month] = [1, month + 1];
    if (month > 12) [month, year] = [1, year + 1];
  }
  return format(year, month, day);
}

describe('the day from which images are deleted', () => {
  it('is as many leaves of a calendar further as the facility keeps images', () => {
    const date = fc
      .record({ year: fc.integer({ min: 1970, max: 2200 }), month: fc.integer({ min: 1, max: 12 }) })
      .chain(({ year, month }) =>
        fc.integer({ min: 1, max: monthLength(year, month) }).map((day) => [year, month, day] as const),
      );
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 800 }), (written, keepDays) => {
        const writtenOn = format(...written);
        expect(findDeletion(keeping(keepDays), writtenOn)).toEqual({
          keepDays,
          writtenOn,
          deletedFrom: countOn(...written, keepDays),
        });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['2026-11-23', 14, '2026-12-07'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2028-02-29', 365, '2029-02-28'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2000-02-28', 1, '2000-02-29'],
    ['2026-03-07', 2, '2026-03-09'],
    ['2026-10-31', 2, '2026-11-02'],
    ['2026-01-31', 30, '2026-03-02'],
  ])('is, of images written on %s and kept for %i days, %s', (writtenOn, keepDays, deletedFrom) => {
    expect(findDeletion(keeping(keepDays), writtenOn).deletedFrom).toBe(deletedFrom);
  });

  it.each([
    '',
    'today',
    '2026-13-01',
    '2026-01-32',
    '2026-02-30',
    '2026-2-3',
    '2026',
    '2026-02',
    '2026-01-01T00:00:00Z',
  ])('is not given for %j, which is no date', (writtenOn) => {
    expect(() => findDeletion(exampleFacility, writtenOn)).toThrow(RangeError);
  });
});

describe('the day of a point in time', () => {
  it.each([
    ['America/Denver', '2026-11-24T06:59:59Z', '2026-11-23'],
    ['America/Denver', '2026-11-24T07:00:00Z', '2026-11-24'],
    ['Asia/Tokyo', '2026-11-23T15:00:00Z', '2026-11-24'],
    ['UTC', '2026-01-01T00:00:00Z', '2026-01-01'],
  ])('is, in %s at %s, %s', (zone, time, day) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    const seen = formatLocalDay(new Date(time));
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
    expect(seen).toBe(day);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseServer } from '../../../../src/generator/choose-server.ts';
import { deletionTables } from '../../../../src/generator/dates/tables.ts';
import { findDeletion, formatLocalDay, sayDeletion } from '../../../../src/generator/dates/deletion.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';

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
        expect(findDeletion(keeping(keepDays), {}, writtenOn)).toMatchObject({
          keepDays,
          state: 'unknown',
          writtenOn,
          deletedFrom: countOn(...written, keepDays),
          daysLeft: keepDays,
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
    expect(findDeletion(keeping(keepDays), {}, writtenOn).deletedFrom).toBe(deletedFrom);
    expect(findDeletion(keeping(keepDays), { collected: writtenOn }, '2026-11-23').deletedFrom).toBe(deletedFrom);
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
    expect(() => findDeletion(exampleFacility, {}, writtenOn)).toThrow(RangeError);
    expect(findDeletion(exampleFacility, { collected: writtenOn }, '2026-11-23').state).toBe('unknown');
  });
});

describe('the deletion of a collection', () => {
  const collection = { collected: '2026-11-20', collectedUntil: '2026-11-23' };
  const say = (today: string, request: Readonly<Record<string, string>> = collection, interim: object = {}) => {
    const { storage } = exampleFacility;
    const facility = { ...exampleFacility, storage: { ...storage, interim: { ...storage.interim, ...interim } } };
    return sayDeletion(chooseServer(facility, request), findDeletion(facility, request, today), today, deletionTables);
  };

  it('is that of the first images and that of the last, with the days left', () => {
    expect(findDeletion(exampleFacility, collection, '2026-11-23')).toEqual({
      keepDays: 10,
      state: 'ahead',
      writtenOn: '2026-11-20',
      deletedFrom: '2026-11-30',
      lastWrittenOn: '2026-11-23',
      lastDeletedFrom: '2026-12-03',
      daysLeft: 7,
      doneBy: '2026-11-29',
    });
    expect(say('2026-11-23')).toBe(
      'The first images, of 2026-11-20, are deleted on or after 2026-11-30, from 05:00 at the facility: in 7 days. The last ones, of 2026-11-23, on or after 2026-12-03. Be done, and verified, by the end of 2026-11-29.',
    );
  });

  it('of one day has no last images', () => {
    for (const collectedUntil of ['', '2026-11-20']) {
      expect(say('2026-11-23', { ...collection, collectedUntil })).toBe(
        'The first images, of 2026-11-20, are deleted on or after 2026-11-30, from 05:00 at the facility: in 7 days. Be done, and verified, by the end of 2026-11-29.',
      );
    }
  });

  it('is soon three days before, and says what to do', () => {
    const soon = (days: string) =>
      `Soon: the first images, of 2026-11-20, are deleted on or after 2026-11-30, from 05:00 at the facility: in ${days}. The last ones, of 2026-11-23, on or after 2026-12-03. Copy today. If you cannot be done by the end of 2026-11-29, ask the manager for more time now.`;
    expect(say('2026-11-26')).toMatch(/^The first images/);
    expect(say('2026-11-27')).toBe(soon('3 days'));
    expect(say('2026-11-29')).toBe(soon('1 day'));
  });

  it('is overdue from its day on, and says what to do now', () => {
    const overdue =
      'Overdue: the first images, of 2026-11-20, may be deleted since 2026-11-30. The last ones, of 2026-11-23, on or after 2026-12-03. Copy now what is still there, the oldest images first, and tell the manager today that you need the rest.';
    expect([say('2026-11-30'), say('2026-12-02')]).toEqual([overdue, overdue]);
    expect(say('2026-12-03')).toBe(
      'Overdue: all images, of 2026-11-20 to 2026-11-23, may be deleted since 2026-12-03. Look now whether the collection is still there; copy what is, and ask the manager today.',
    );
  });

  it('names the time zone, and what is never deleted, where the facts do', () => {
    expect(say('2026-11-23', collection, { timeZone: 'America/Denver', protected: 'the folders of the staff' })).toBe(
      'The first images, of 2026-11-20, are deleted on or after 2026-11-30, from 05:00 America/Denver: in 7 days. The last ones, of 2026-11-23, on or after 2026-12-03. Be done, and verified, by the end of 2026-11-29. Not deleted: the folders of the staff.',
    );
  });

  it('is that of its method, where the facts have another number for it', () => {
    const { storage } = exampleFacility;
    const interim = { ...storage.interim, keepDaysBy: { globus: 30 } };
    const days = (method: string) =>
      findDeletion({ ...exampleFacility, storage: { ...storage, interim } }, { ...collection, method }, '2026-11-23')
        .daysLeft;
    expect([days('globus'), days('rsync')]).toEqual([27, 7]);
  });

  it.each(['America/Denver', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'])(
    'is, on the clocks of %s, the day on which an image has been kept so long',
    (zone) => {
      const day = fc
        .integer({ min: 0, max: 40_000 })
        .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        fc.assert(
          fc.property(
            day,
            fc.integer({ min: 1, max: 60 }),
            fc.integer({ min: 0, max: 23 }),
            (collected, keepDays, hour) => {
              const { deletedFrom, daysLeft } = findDeletion(keeping(keepDays), { collected }, collected);
              // The clock on the wall of that zone, by the platform's own calendar: Date with local parts.
              const [year = 0, month = 0, date = 0] = collected.split('-').map(Number);
              const turned = new Date(year, month - 1, date + keepDays, hour);
              expect(formatLocalDay(turned)).toBe(deletedFrom);
              expect(formatLocalDay(turned, zone)).toBe(deletedFrom);
              expect(daysLeft).toBe(keepDays);
            },
          ),
          { numRuns: 300 },
        );
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );

  it('never says less of the days left than the calendar, from whatever today', () => {
    const day = fc.integer({ min: 0, max: 40_000 });
    const format = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(day, day, (collected, today) => {
        const deletion = findDeletion(exampleFacility, { collected: format(collected) }, format(today));
        expect(deletion.daysLeft).toBe(collected + 10 - today);
        expect(deletion.state === 'overdue').toBe(format(today) >= deletion.deletedFrom);
      }),
    );
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
    expect([seen, formatLocalDay(new Date(time), zone)]).toEqual([day, day]);
  });
});

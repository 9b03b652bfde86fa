import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTables } from '../../../../src/generator/dates/tables.ts';
import { formatRange, readSize } from '../../../../src/generator/dates/estimate.ts';
import { checkRequest, fieldsOf, isAsked, methodIds } from '../../../../src/generator/index.ts';
import type { Facility } from '../../../../src/generator/index.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { planFrom } from '../../../rigs/plans.ts';

const counting: Facility = { ...exampleFacility, microscopes: { leastGBPerHour: 50, mostGBPerHour: 100 } };
const base = { method: 'rsync', account: 'jdoe', lab: 'smith-lab', collection: 'GRID1', destination: '/srv/GRID1' };

function problemsOf(draft: object, facility = exampleFacility): string[] {
  const checked = checkRequest(facility, { ...base, ...draft });
  return 'problems' in checked ? checked.problems.map(({ field, message, fix }) => `${field}: ${message} ${fix}`) : [];
}

const { planOf } = planFrom(base, exampleFacility, '2026-11-23');

describe('the fields of a collection', () => {
  it.each(['rsync', 'globus', 'aws', 'drive', 'petalibrary'] as const)('come last in %s, and few at once', (method) => {
    const fields = fieldsOf(method);
    const names = Object.keys(fields);
    const some = ['collected', 'collectedUntil', 'size', ...(fields.link ? ['link', 'speed'] : [])];
    expect(names.slice(-some.length)).toEqual(some);
    const asked = (draft: object) => some.filter((name) => isAsked(fields, { method, ...draft }, name));
    expect(asked({})).toEqual(['collected', 'size']);
    expect(asked({ collected: '2026-11-20', size: '1 TB', link: 'measured' })).toEqual(some);
  });

  it('are days of the calendar, as Date has them', () => {
    const day = fc
      .tuple(fc.integer({ min: 1600, max: 2400 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'));
    fc.assert(
      fc.property(day, (collected) => {
        const time = new Date(`${collected}T00:00:00Z`);
        const isDay = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(collected);
        expect(problemsOf({ collected })).toHaveLength(isDay ? 0 : 1);
      }),
      { numRuns: 2000, examples: [['2028-02-29'], ['2027-02-29'], ['2100-02-29'], ['2000-02-29'], ['2026-04-31']] },
    );
  });

  it.each([
    [
      { collected: '2026-02-30' },
      'collected: Collected on “2026-02-30” is not in the calendar. Look at the day again, for example 2026-10-25',
    ],
    [
      { collected: '2/3/2026' },
      'collected: Collected on “2/3/2026” is not a day. Write year, month and day, for example 2026-10-25',
    ],
    [
      { collected: '2026-11-20', collectedUntil: '2026-11-19' },
      'collectedUntil: Collected until “2026-11-19” is before 2026-11-20, the first day. Enter the last day of the session.',
    ],
    [
      { collectedUntil: '2026-11-19' },
      'collectedUntil: Collected until “2026-11-19” has no meaning here. Leave it out.',
    ],
    [
      { size: '1,2 TB' },
      'size: Size “1,2 TB” has a comma. Write a point before decimals and nothing between thousands: 1.2 TB, 4000 GB.',
    ],
    [{ size: '1200' }, 'size: Size “1200” has no unit. Write MB, GB or TB after the number, for example 1.2 TB'],
    [{ size: '5e2 GB' }, 'size: Size “5e2 GB” is not a size. Write a number and MB, GB or TB, for example 1.2 TB'],
    [{ size: '0 TB' }, 'size: Size “0 TB” is not a size. Write a number and MB, GB or TB, for example 1.2 TB'],
    [{ size: '-1 TB' }, 'size: Size “-1 TB” is not a size. Write a number and MB, GB or TB, for example 1.2 TB'],
    [
      { size: '8 h' },
      'size: Size “8 h” is a time, and nobody has stated how much the microscopes write in an hour. Enter the size, for example 1.2 TB. “du -sh” prints it.',
    ],
    [
      { size: '1 TB', link: 'measured', speed: '85 MB/s' },
      'speed: Measured speed “85 MB/s” is not a speed. Write the number of MB/s alone, for example 85',
    ],
    [{ size: '1 TB', link: 'wifi', speed: '85' }, 'speed: Measured speed “85” has no meaning here. Leave it out.'],
  ])('refuse %j', (draft, problem) => {
    expect(problemsOf(draft)).toEqual([problem]);
  });
});

describe('a size', () => {
  it.each([
    ['1.2 TB', 1.2e12],
    ['800GB', 8e11],
    ['800 gb', 8e11],
    ['4000 x 700 MB', 2.8e12],
    ['4000×700MB', 2.8e12],
    ['1.2T', 1.2 * 1024 ** 4],
    ['500G', 500 * 1024 ** 3],
    ['2 TiB', 2 * 1024 ** 4],
    ['1 PB', 1e15],
  ])('%s is as many bytes as its unit says', (size, bytes) => {
    expect(problemsOf({ size })).toEqual([]);
    expect(readSize(exampleFacility, size)).toEqual([bytes, bytes]);
  });

  it('may be hours where the facts say how much an hour is', () => {
    expect(problemsOf({ size: '8 h' }, counting)).toEqual([]);
    expect(readSize(counting, '8 h')).toEqual([4e11, 8e11]);
    expect(readSize(exampleFacility, '8 h')).toBeUndefined();
  });

  it('is read whenever it passes the check, and never otherwise', () => {
    const text = fc.oneof(
      fc.stringMatching(/^[\d.]{1,4} ?[kMGTPhx]i?[bB]?$/),
      fc.stringMatching(/^\d{0,3} ?[x×*]? ?[\d.]{0,4} ?([MGT]B|h|hours)?$/),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (size) => {
        const passes = problemsOf({ size }, counting).length === 0 && size !== '';
        const read = readSize(counting, size);
        expect(read !== undefined, size).toBe(passes);
        if (read) expect(read[0] > 0 && read[0] <= read[1] && Number.isFinite(read[1])).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('an estimate', () => {
  const known = { collected: '2026-11-20', size: '1.2 TB', link: 'wired1' };

  it('is a range with what it assumes, in the second notice', () => {
    const { estimate, notices } = planOf(known);
    expect(estimate).toMatchObject({ range: '2.5 to 22 hours', isTight: false });
    expect(notices[1]).toEqual({
      field: 'size',
      text: 'Estimate for 1.2 TB: 2.5 to 22 hours, if the cable and all that lies behind it bring at least a quarter of 1 Gb/s and one copy, and at most as long again for its verification, have no break. It promises nothing: watch the first hour.',
    });
  });

  it.each([[{ link: 'unknown' }], [{ link: 'measured' }], [{ size: '', link: '' }]])('is not given for %j', (more) => {
    expect(planOf({ ...known, ...more }).estimate).toBeUndefined();
  });

  it('takes the speed that was measured', () => {
    const { estimate } = planOf({ ...known, size: '1 TB', link: 'measured', speed: '100' });
    expect([estimate?.lowHours.toFixed(2), estimate?.highHours.toFixed(2)]).toEqual(['2.78', '11.11']);
  });

  it('has a step that measures, until the speed is known', () => {
    const ids = (more: object) => planOf({ ...known, link: 'measured', ...more }).steps.map(({ id }) => id);
    expect(ids({}).slice(0, 2)).toEqual(['check', 'measure']);
    expect(ids({ speed: '85' })).not.toContain('measure');
  });

  it('is no faster at 10 Gb/s than rsync is: one stream, or four', () => {
    const low = (streams: string) => planOf({ ...known, link: 'wired10', streams }).estimate?.lowHours.toFixed(2);
    expect([low('1'), low('4')]).toEqual([(1.2e6 / 190 / 3600).toFixed(2), (1.2e6 / 380 / 3600).toFixed(2)]);
  });

  it('warns when it is more than half of the whole days left, and names the faster way', () => {
    const globus = { ...exampleFacility.methods[0], id: 'globus', title: 'Globus', standing: 'available' } as const;
    const facility = { ...exampleFacility, methods: [...exampleFacility.methods, globus] } as Facility;
    const { estimate, notices } = planOf({ ...known, size: '10 TB' }, facility);
    expect(estimate).toMatchObject({ range: '1 to 7.5 days', isTight: true });
    expect(notices[1]?.text).toBe(
      `${estimate?.text ?? ''} That may be more than half of the whole days left before the first deletion (6). Faster: Globus, 1 to 6 days. Ask the manager for more time before it is too late.`,
    );
    expect(planOf({ ...known, size: '10 TB' }).notices[1]?.text).toBe(
      `${estimate?.text ?? ''} That may be more than half of the whole days left before the first deletion (6). No other way is faster here; a faster network would be. Ask the manager for more time before it is too late.`,
    );
  });

  it('does not name a way that is being set up', () => {
    const aws = { ...exampleFacility.methods[0], id: 'globus', title: 'Globus', standing: 'being set up' } as const;
    const facility = { ...exampleFacility, methods: [...exampleFacility.methods, aws] } as Facility;
    expect(planOf({ ...known, size: '10 TB' }, facility).notices[1]?.text).not.toContain('Globus');
  });

  it('grows with the size, and its words with it', () => {
    const size = fc.integer({ min: 1, max: 100_000 });
    const link = fc.constantFrom('home', 'wifi', 'wired1', 'wired10');
    fc.assert(
      fc.property(size, size, link, (one, two, link) => {
        const [small, large] = [Math.min(one, two), Math.max(one, two)].map(
          (gigabytes) => planOf({ ...known, size: `${gigabytes} GB`, link }).estimate,
        );
        if (!small || !large) throw new Error('no estimate');
        expect(small.lowHours).toBeLessThanOrEqual(small.highHours);
        expect(small.highHours).toBeLessThanOrEqual(large.highHours);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [[0.1, 0.9], 'less than an hour'],
    [[0.1, 1.2], '0.5 to 1.5 hours'],
    [[2.9, 7.1], '2.5 to 7.5 hours'],
    [[11, 11], 'about 11 hours'],
    [[20, 47.5], '20 to 48 hours'],
    [[24, 100], '1 to 4.5 days'],
    [[300, 4000], '12 to 167 days'],
  ] as const)('of %j hours reads %s', (range, words) => {
    expect(formatRange(range, estimateTables)).toBe(words);
  });

  it('is there for every method that names a pace', () => {
    expect(methodIds.filter((id) => fieldsOf(id).size).sort()).toEqual([
      'aws',
      'bucket',
      'drive',
      'filezilla',
      'globus',
      'petalibrary',
      'rsync',
      'sftp',
    ]);
  });
});

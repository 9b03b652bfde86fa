import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planExample } from '../../../src/form/live/example.ts';
import { readDay } from '../../../src/generator/dates/day.ts';
import { everyExtra } from '../../../src/generator/every-extra.ts';
import { findNeed } from '../../../src/generator/extras.ts';
import { makePlan } from '../../../src/generator/make-plan.ts';
import { methods } from '../../../src/generator/methods/index.ts';
import { formatNames, readNames } from '../../../src/generator/names.ts';
import { allTables, methodIds } from '../../../src/generator/transfer.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';

const names = { kind: 'names' };
const date = { kind: 'date' };
const rsync = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'curie-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};

describe('what only some values need', () => {
  it('is not needed for lists that are between slashes: the reader finds the same names, and writes them so', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aB1_.+-/\n ,:;@*~\'"'), maxLength: 16 });
    let plain = 0;
    fc.assert(
      fc.property(text, fc.constantFrom('', 'a', 'curie-lab'), (list, parent) => {
        if (findNeed(names, list)) return;
        plain += 1;
        const split = list.split(/[/\n]/).filter(Boolean);
        expect(readNames(list, parent)).toEqual(split);
        expect(formatNames(split)).toBe(split.join('/'));
        expect(formatNames(split, '\n')).toBe(split.join('\n'));
      }),
      {
        numRuns: 20_000,
        examples: [
          ['', ''],
          ['GRID2', ''],
          ['GRID2/GRID-3/2026.1', 'GRID2'],
        ],
      },
    );
    expect(plain).toBeGreaterThan(100);
  });

  it.each([
    'ls\nGRID3',
    'GRID2\ndu',
    'GRID2\n',
    'GRID2\n\nGRID3',
    'GRID2, GRID3',
    ' ',
    '/',
    'GRID2/',
    './GRID2',
    '..',
    "'a b'",
    'a b',
    'a:/b',
    'GRID2//GRID3',
    'Zürich',
  ])('is needed for the list %j', (list) => {
    expect(findNeed(names, list)).toBe('readers');
  });

  it('is not needed for a day as the plan has it, nor for none', () => {
    for (const day of ['2026-11-20', '2026-13-45', '']) {
      expect(findNeed(date, day)).toBeUndefined();
      expect(readDay(day)).toBe(day);
    }
    expect(findNeed(date, '20 Nov 2026')).toBe('readers');
    expect(findNeed({ kind: 'size' }, '')).toBeUndefined();
  });

  it.each(methodIds)('is not needed for the example of %s', (id) => {
    const example = planExample(exampleFacility, { method: id }, methods[id], allTables, {});
    expect(example).toEqual(planExample(exampleFacility, { method: id }, methods[id], allTables, everyExtra));
  });

  it.each([
    { alsoCollections: 'GRID2, GRID3' },
    { collected: '20 Nov 2026' },
    { size: '2 TB' },
    { connections: 'once' },
  ])('makes the same plan where it is there, and none where it is not: %o', (values) => {
    const plan = (extras: object) =>
      makePlan(exampleFacility, { ...rsync, ...values }, '2026-11-23', methods.rsync, allTables, extras);
    expect(() => plan({})).toThrow(TypeError);
    expect(plan(everyExtra)).toHaveProperty('plan');
  });
});

import { describe, expect, it } from 'vitest';
import { readDay } from '../../../../src/generator/dates/day.ts';

describe('a day', () => {
  it.each([
    '2026-10-25',
    '2026/10/25',
    '2026.10.25',
    '25/10/2026',
    '10/25/2026',
    '25.10.2026',
    '25. 10. 2026',
    '25-10-2026',
    '25 Oct 2026',
    '25-Oct-2026',
    '25th October 2026',
    'Oct 25, 2026',
    'October 25th, 2026',
    '25. October 2026',
    'Sunday 25 October 2026',
    'Sunday, October 25, 2026',
  ])('is understood where it can be only one: %s', (text) => {
    expect(readDay(text)).toBe('2026-10-25');
  });

  it.each([
    ['5 Sept 2026', '2026-09-05'],
    ['2026-6-5', '2026-06-05'],
    ['5/5/2026', '2026-05-05'],
    ['31 Feb 2026', '2026-02-31'],
  ])('%s is %s', (text, day) => {
    expect(readDay(text)).toBe(day);
  });

  it.each([
    '5/10/2026',
    '05.10.2026',
    '25/10/26',
    '25/25/2026',
    '2026-25-10',
    '0/5/2026',
    '32 Oct 2026',
    '25 Octopus 2026',
    'Oct 2026',
    '20261025',
    '25 Oct 2026 or so',
    '',
    'yesterday',
    '2026-10-25T10:00',
    '$(date)',
  ])('stays as it is where it can be several, or none: %j', (text) => {
    expect(readDay(text)).toBe(text);
  });
});

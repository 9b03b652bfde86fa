import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawTimeline } from '../../../../src/form/on-demand/timeline-drawing.ts';
import { findDeletion } from '../../../../src/generator/dates/deletion.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';

const collection = { collected: '2026-11-20', collectedUntil: '2026-11-23' };
const draw = (today: string, request: Readonly<Record<string, string>> = collection, estimate?: object) => {
  const deletion = findDeletion(exampleFacility, request, today);
  return drawTimeline({ deletion, today, ...(estimate && { estimate }) } as Parameters<typeof drawTimeline>[0]);
};
const estimate = { lowHours: 24, highHours: 72, range: '1 to 3 days' };

/** The bars, as look, left edge and right edge. */
function barsOf(svg = ''): [string, number, number][] {
  return [...svg.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
    ([, look = '', x, width]) => [look, Number(x), Number(x) + Number(width)],
  );
}

describe('the picture of a collection over the calendar', () => {
  it('says in words all that it shows, above each bar and as its text', () => {
    const drawn = draw('2026-11-24', collection, estimate);
    const words = [
      'Collected: 2026-11-20 to 2026-11-23',
      'Today: 2026-11-24',
      'Transfer, if it begins today: 1 to 3 days',
      'First deleted on or after 2026-11-30',
      'Last deleted on or after 2026-12-03',
    ];
    expect(drawn?.alt).toBe(`${words.join('. ')}.`);
    expect([...(drawn?.svg ?? '').matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual(words);
  });

  it('draws to scale: days as long as days', () => {
    const bars = barsOf(draw('2026-11-24', collection, estimate)?.svg);
    expect(bars.map(([look]) => look)).toEqual(['solid', 'solid', 'open', 'hatched', 'hatched']);
    const day = 276 / 14;
    const days = bars.map(([, from, to]) => [Math.round((from - 6) / day), Math.round((to - 6) / day)]);
    expect(days).toEqual([
      [0, 4],
      [4, 5],
      [5, 7],
      [10, 14],
      [13, 14],
    ]);
  });

  it('is none while the first day is unknown', () => {
    expect(draw('2026-11-24', {})).toBeUndefined();
  });

  it('stays inside its frame, whatever the days and however long the transfer', () => {
    const day = fc
      .integer({ min: 20_000, max: 20_100 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    const hours = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(day, day, day, hours, hours, (collected, collectedUntil, today, one, two) => {
        const range = { lowHours: Math.min(one, two), highHours: Math.max(one, two), range: 'x' };
        const svg = draw(today, { collected, collectedUntil }, range)?.svg ?? '';
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        for (const [, from, to] of barsOf(svg)) {
          expect(from).toBeGreaterThanOrEqual(6);
          expect(to).toBeLessThanOrEqual(285);
          expect(from).toBeLessThanOrEqual(to);
        }
        for (const [, text = ''] of svg.matchAll(/<text [^>]*>([^<]*)</g)) expect(text.length).toBeLessThanOrEqual(44);
      }),
    );
  });
});

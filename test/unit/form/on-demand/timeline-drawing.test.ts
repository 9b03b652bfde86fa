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
  return [...svg.matchAll(/<rect class="(?!track)(\w+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
    ([, look = '', x, width]) => [look, Number(x), Number(x) + Number(width)],
  );
}

interface Box {
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the words are, as the drawing measures them; a test in a browser looks at real letters. */
function wordsOf(svg: string): Box[] {
  return [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"( text-anchor="middle")?>([^<]*)</g)].map(
    ([, x, y, isMiddle, what = '']) => {
      const width = what.length * 6 + (what.match(/[\dA-Zmw]/g)?.length ?? 0) * 2;
      const left = Number(x) - (isMiddle ? width / 2 : 0);
      return { what, left, right: left + width, top: Number(y) - 11, bottom: Number(y) + 3 };
    },
  );
}

/** Where the lines are: bars, the mark of today and its line, and the axis with its marks. */
function linesOf(svg: string): Box[] {
  const rects = [...svg.matchAll(/<rect [^>]*x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
    ([what, x, y, width, height]) => box(what, [Number(x), Number(y)], [Number(width), Number(height)]),
  );
  const paths = [...svg.replace(/<defs>.*<\/defs>/, '').matchAll(/<path [^>]*d="([^"]*)"/g)].flatMap(([, path = '']) =>
    [...path.matchAll(/M([\d.]+) ([\d.]+)(?:H([\d.]+)|v([\d.]+)|h([\d.]+)l-?[\d.]+ ([\d.]+)z)/g)].map(
      ([what, x, y, to, down, wide, high]) =>
        box(what, [Number(x), Number(y)], [to ? Number(to) - Number(x) : Number(wide ?? 0), Number(down ?? high ?? 0)]),
    ),
  );
  return [...rects, ...paths];
}

function box(what: string, [left, top]: [number, number], [width, height]: [number, number]): Box {
  return { what, left, right: left + width, top, bottom: top + height };
}

function meet(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

describe('the picture of a collection over the calendar', () => {
  it('says in words all that it shows, above each bar and as its text', () => {
    const drawn = draw('2026-11-24', collection, estimate);
    const words = [
      'Today: 2026-11-24',
      'Collected: 2026-11-20 to 2026-11-23',
      'Transfer, if it begins today: 1 to 3 days',
      'Deleted on or after 2026-11-30, the last images on or after 2026-12-03',
    ];
    expect(drawn?.alt).toBe(`${words.join('. ')}.`);
    expect(
      wordsOf(drawn?.svg ?? '')
        .map(({ what }) => what)
        .join(' '),
    ).toBe(`${words.join(' ')} 20 Nov 27 Nov`);
  });

  it('says one day where the session had one', () => {
    expect(draw('2026-11-24', { collected: '2026-11-20' })?.alt).toBe(
      'Today: 2026-11-24. Collected: 2026-11-20. Deleted on or after 2026-11-30.',
    );
  });

  it('draws to scale: days as long as days, and a mark at each', () => {
    const svg = draw('2026-11-24', collection, estimate)?.svg ?? '';
    const bars = barsOf(svg);
    expect(bars.map(([look]) => look)).toEqual(['solid', 'solid', 'open', 'hatched']);
    const day = 280 / 14;
    const days = bars.map(([, from, to]) => [Math.round((from - 4) / day), Math.round((to - 4) / day)]);
    expect(days).toEqual([
      [0, 4],
      [4, 5],
      [5, 7],
      [10, 14],
    ]);
    const [, axis = ''] = /class="axis" d="([^"]*)"/.exec(svg) ?? [];
    expect(axis.match(/v4/g)).toHaveLength(15);
  });

  it('is none while the first day is unknown', () => {
    expect(draw('2026-11-24', {})).toBeUndefined();
  });

  it('has no words over a line or over each other, and all inside its frame, whatever the days and the transfer', () => {
    const day = fc
      .integer({ min: 20_000, max: 20_400 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    const hours = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(day, day, day, hours, hours, fc.boolean(), (collected, collectedUntil, today, one, two, hasSize) => {
        const range = { lowHours: Math.min(one, two), highHours: Math.max(one, two), range: '12.5 to 4166.5 days' };
        const svg = draw(today, { collected, collectedUntil }, hasSize ? range : undefined)?.svg ?? '';
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        const [, width, height] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
        const words = wordsOf(svg);
        const lines = linesOf(svg);
        expect(lines.length).toBeGreaterThan(4);
        for (const { left, right, top, bottom } of [...words, ...lines]) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(width ?? 0);
          expect(top).toBeGreaterThanOrEqual(0);
          expect(bottom).toBeLessThanOrEqual(height ?? 0);
        }
        for (const [index, word] of words.entries()) {
          expect([...words.slice(index + 1), ...lines].filter((other) => meet(word, other))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

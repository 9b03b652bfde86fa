/**
 * Collection, today, transfer and deletion over one calendar, as SVG: each has its words above its bar, and a pattern
 * of its own.
 */
import type { Deletion } from '../../generator/dates/deletion.ts';
import type { Estimate } from '../../generator/dates/estimate.ts';
import { fillText } from '../../generator/fill.ts';
import { escapeHtml } from '../../site/html.ts';

const timelineTexts = {
  title: 'From collection to deletion',
  collected: 'Collected: {writtenOn}',
  collectedUntil: 'Collected: {writtenOn} to {lastWrittenOn}',
  today: 'Today: {today}',
  transfer: 'Transfer, if it begins today: {range}',
  deleted: 'Deleted on or after {deletedFrom}',
  first: 'First deleted on or after {deletedFrom}',
  last: 'Last deleted on or after {lastDeletedFrom}',
} as const;

// Unit: pixels on a screen 320 wide, which leaves 288: letters of 12 pixels can still be read there.
const width = 288;
const edge = 6;
const rowHeight = 36;
const barHeight = 12;
const dayMilliseconds = 86_400_000;

/** What is drawn. `today` is an ISO 8601 date. */
interface Calendar {
  readonly deletion: Deletion;
  readonly today: string;
  readonly estimate?: Pick<Estimate, 'lowHours' | 'highHours' | 'range'> | undefined;
}

/**
 * One line of words, and its bars, none of them for today: how each looks, and its first and last moment. Unit: days
 * since 1970.
 */
interface Row {
  readonly text: string;
  readonly bars: readonly (readonly [look: 'solid' | 'open' | 'hatched', begin: number, end: number])[];
}

/**
 * Draws it; `alt` says the same in words, for a screen reader and beside the picture. Nothing while the first day is
 * unknown.
 */
export function drawTimeline(
  { deletion, today, estimate }: Calendar,
  texts: typeof timelineTexts = timelineTexts,
): { svg: string; alt: string } | undefined {
  const { state, writtenOn, lastWrittenOn, deletedFrom, lastDeletedFrom } = deletion;
  if (state === 'unknown') return undefined;
  const dayOf = (date: string): number => Date.parse(date) / dayMilliseconds;
  const now = dayOf(today);
  const planned = dayOf(lastDeletedFrom) + 1;
  const isLong = lastWrittenOn > writtenOn;
  const say = (text: string): string => fillText(text, { ...deletion, today, range: estimate?.range ?? '' });
  const rows: Row[] = [
    {
      text: say(isLong ? texts.collectedUntil : texts.collected),
      bars: [['solid', dayOf(writtenOn), dayOf(lastWrittenOn) + 1]],
    },
    { text: say(texts.today), bars: [] },
  ];
  if (estimate) {
    const { lowHours, highHours } = estimate;
    const surely = now + lowHours / 24;
    rows.push({
      text: say(texts.transfer),
      bars: [
        ['solid', now, surely],
        ['open', surely, now + highHours / 24],
      ],
    });
  }
  rows.push({ text: say(isLong ? texts.first : texts.deleted), bars: [['hatched', dayOf(deletedFrom), planned]] });
  if (isLong) rows.push({ text: say(texts.last), bars: [['hatched', planned - 1, planned]] });
  const from = Math.min(now, dayOf(writtenOn));
  // A transfer of months would leave no room for the days: it is cut where twice the time is over.
  const needed = Math.min(now + (estimate?.highHours ?? 0) / 24, planned + (planned - from));
  const until = Math.max(planned, now + 1, needed);
  const place = (day: number): number =>
    Math.round((edge + ((Math.min(day, until) - from) / (until - from)) * (width - 2 * edge)) * 10) / 10;
  const height = rows.length * rowHeight + 4;
  const drawn = rows.map(({ text, bars }, index) => {
    const y = index * rowHeight;
    const rects = bars.map(([look, begin, end]) => {
      const x = place(begin);
      return `<rect class="${look}" x="${x}" y="${y + 19}" width="${Math.max(place(end) - x, 2)}" height="${barHeight}"/>`;
    });
    const mark = bars.length === 0 ? `<path d="M${place(now) - 5} ${y + 19}h10l-5 10z"/>` : '';
    return `<g><text x="${edge}" y="${y + 14}">${escapeHtml(text)}</text>${rects.join('')}${mark}</g>`;
  });
  const line = `<path class="now" d="M${place(now)} ${rowHeight + 19}V${height}"/>`;
  return {
    svg: `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="timeline-title" aria-describedby="timeline-text"><title id="timeline-title">${escapeHtml(texts.title)}</title><defs><pattern id="timeline-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5"/></pattern></defs>${line}${drawn.join('')}</svg>`,
    alt: `${rows.map(({ text }) => text).join('. ')}.`,
  };
}

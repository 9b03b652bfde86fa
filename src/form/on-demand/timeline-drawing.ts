/**
 * Session, today, transfer and deletion over one axis of days, as SVG. Words and lines have bands of their own, one
 * below the other, so that no word runs into a line. Each bar has a pattern of its own: nothing depends on colours.
 */
import type { Deletion } from '../../generator/dates/deletion.ts';
import type { Estimate } from '../../generator/dates/estimate.ts';
import { fillText } from '../../generator/fill.ts';
import { escapeHtml } from '../../site/html.ts';

const timelineTexts = {
  title: 'From collection to deletion',
  today: 'Today: {today}',
  collected: 'Collected: {writtenOn}',
  collectedUntil: 'Collected: {writtenOn} to {lastWrittenOn}',
  transfer: 'Transfer, if it begins today: {range}',
  deleted: 'Deleted on or after {deletedFrom}',
  deletedUntil: 'Deleted on or after {deletedFrom}, the last images on or after {lastDeletedFrom}',
} as const;

// Unit: pixels on a screen 320 wide, which leaves 288: letters of 12 pixels can still be read there.
const width = 288;
const edge = 4;
const line = 16;
const barHeight = 12;
const gap = 8;
const dayMilliseconds = 86_400_000;

/** What is drawn. `today` is an ISO 8601 date. */
interface Calendar {
  readonly deletion: Deletion;
  readonly today: string;
  readonly estimate?: Pick<Estimate, 'lowHours' | 'highHours' | 'range'> | undefined;
}

/** Words, and below them their bars: how each looks, and its first and last moment. Unit: days since 1970. */
interface Row {
  readonly text: string;
  readonly bars: readonly (readonly [look: 'solid' | 'open' | 'hatched', begin: number, end: number])[];
}

/** The days of the axis, and where a moment is on it. */
interface Axis {
  readonly from: number;
  readonly until: number;
  readonly now: number;
  readonly place: (day: number) => number;
}

/**
 * Draws it; `alt` says the same in words, for a screen reader and beside the picture. Nothing while the first day is
 * unknown.
 */
export function drawTimeline(
  calendar: Calendar,
  texts: typeof timelineTexts = timelineTexts,
): { svg: string; alt: string } | undefined {
  const { deletion, today, estimate } = calendar;
  if (deletion.state === 'unknown') return undefined;
  const say = (text: string): string => fillText(text, { ...deletion, today, range: estimate?.range ?? '' });
  const axis = findAxis(calendar);
  const rows = listRows(calendar, texts, say);
  const parts = [drawToday(axis, say(texts.today))];
  let y = line + gap;
  for (const row of rows) {
    const drawn = drawRow(row, y, axis);
    parts.push(drawn.svg);
    y += drawn.height;
  }
  parts.push(drawAxis(axis, y));
  const height = y + gap + line;
  return {
    svg: `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="timeline-title" aria-describedby="timeline-text" font-size="12" fill="currentColor" stroke-width="1.5"><title id="timeline-title">${escapeHtml(texts.title)}</title><defs><pattern id="timeline-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5" stroke="currentColor" stroke-width="2.5"/></pattern></defs>${parts.join('')}</svg>`,
    alt: `${[say(texts.today), ...rows.map(({ text }) => text)].join('. ')}.`,
  };
}

function listRows(
  { deletion, today, estimate }: Calendar,
  texts: typeof timelineTexts,
  say: (text: string) => string,
): Row[] {
  const { writtenOn, lastWrittenOn, deletedFrom, lastDeletedFrom } = deletion;
  const isLong = lastWrittenOn > writtenOn;
  const now = dayOf(today);
  const { lowHours = 0, highHours = 0 } = estimate ?? {};
  const surely = now + lowHours / 24;
  const transfer: Row = {
    text: say(texts.transfer),
    bars: [
      ['solid', now, surely],
      ['open', surely, now + highHours / 24],
    ],
  };
  return [
    {
      text: say(isLong ? texts.collectedUntil : texts.collected),
      bars: [['solid', dayOf(writtenOn), dayOf(lastWrittenOn) + 1]],
    },
    ...(estimate ? [transfer] : []),
    {
      text: say(isLong ? texts.deletedUntil : texts.deleted),
      bars: [['hatched', dayOf(deletedFrom), dayOf(lastDeletedFrom) + 1]],
    },
  ];
}

function dayOf(date: string): number {
  return Date.parse(date) / dayMilliseconds;
}

function findAxis({ deletion, today, estimate }: Calendar): Axis {
  const now = dayOf(today);
  const from = Math.min(now, dayOf(deletion.writtenOn));
  const planned = dayOf(deletion.lastDeletedFrom) + 1;
  // A transfer of months would leave no room for the days: it is cut where twice the time is over.
  const needed = Math.min(now + (estimate?.highHours ?? 0) / 24, planned + (planned - from));
  const until = Math.ceil(Math.max(planned, now + 1, needed));
  const place = (day: number): number => {
    const part = (Math.min(day, until) - from) / (until - from);
    return round(edge + part * (width - 2 * edge));
  };
  return { from, until, now, place };
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** The words above the mark of today, as near to it as they fit. */
function drawToday({ now, place }: Axis, text: string): string {
  const half = measure(text) / 2;
  const x = round(Math.min(Math.max(place(now), edge + half), width - edge - half));
  return `<text x="${x}" y="12" text-anchor="middle">${escapeHtml(text)}</text><path d="M${place(now) - 4} ${line + 1}h8l-4 6z"/>`;
}

/** The words, in as many lines as they need; below them the bars, with the line of today through them. */
function drawRow({ text, bars }: Row, top: number, { now, place }: Axis): { svg: string; height: number } {
  const lines = wrap(text);
  const y = top + lines.length * line + 4;
  const words = lines.map(
    (words, index) => `<text x="${edge}" y="${top + index * line + 12}">${escapeHtml(words)}</text>`,
  );
  const rects = bars.map(([look, begin, end]) => {
    const x = place(begin);
    const looks = {
      solid: '',
      open: ' fill="none" stroke="currentColor" stroke-dasharray="3 2"',
      hatched: ' fill="url(#timeline-hatch)" stroke="currentColor"',
    };
    return `<rect class="${look}" x="${x}" y="${y}" width="${round(Math.max(place(end) - x, 2))}" height="${barHeight}"${looks[look]}/>`;
  });
  const track = `<rect class="track" x="${edge}" y="${y}" width="${width - 2 * edge}" height="${barHeight}" opacity=".12"/>`;
  const today = `<path class="now" d="M${place(now)} ${y - 2}v${barHeight + 4}" stroke="currentColor" stroke-dasharray="2 2"/>`;
  return { svg: [...words, track, ...rects, today].join(''), height: lines.length * line + barHeight + gap + 4 };
}

/** The axis, with a mark at each day, or at as many as can be told apart; and the names of those that have room. */
function drawAxis({ from, until, place }: Axis, y: number): string {
  const dayWidth = (width - 2 * edge) / (until - from);
  const stepOf = (room: number): number => [1, 2, 7, 14, 28, 56, 112].find((days) => days * dayWidth >= room) ?? 224;
  const days = Array.from({ length: until - from + 1 }, (_, index) => from + index);
  const every = (step: number): number[] => days.filter((day) => (day - from) % step === 0);
  const marks = every(stepOf(4)).map((day) => `M${place(day)} ${y}v4`);
  const nameOf = (day: number): string => {
    const date = new Date(day * dayMilliseconds);
    return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  };
  const named = every(stepOf(measure('30 Sept '))).filter((day) => place(day) + measure(nameOf(day)) <= width);
  const names = named.map((day) => `<text x="${place(day)}" y="${y + gap + 12}">${nameOf(day)}</text>`);
  const long = named.map((day) => `M${place(day)} ${y}v7`);
  return `<path class="axis" d="M${edge} ${y}H${width - edge}${[...marks, ...long].join('')}" fill="none" stroke="currentColor"/>${names.join('')}`;
}

/** How wide words are at most, in pixels: in the widest of the usual fonts, digits and capitals need the most. */
function measure(text: string): number {
  return text.length * 6 + (text.match(/[\dA-Zmw]/g)?.length ?? 0) * 2;
}

/** Breaks words into lines that fit. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = [lines.at(-1), word].filter(Boolean).join(' ');
    if (lines.length > 0 && measure(longer) <= width - 2 * edge) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

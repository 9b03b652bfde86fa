/** How long a transfer takes: a range, with what it assumes. */
import type { Facts } from '../facts.ts';
import { fillText } from '../fill.ts';
import type { Notice } from '../problem.ts';
import type { Deletion } from './deletion.ts';
import type { EstimateTables, Pace, Range } from './tables.ts';

/** How long it takes. */
export interface Estimate {
  readonly lowHours: number;
  readonly highHours: number;
  /** The range in words, such as `7 to 16 hours`. */
  readonly range: string;
  /** The plain sentence, with what is assumed. */
  readonly text: string;
  /** Whether the most is over half of the whole days left. */
  readonly isTight: boolean;
}

type Values = Readonly<Record<string, string | undefined>>;

/** Units of bytes: decimal as people and disks have them, binary as `du -h` prints them without B. */
const powers = 'kmgtp';

/**
 * Reads a checked size: `1.2 TB`, `800GB`, `4000 x 700 MB`, `1.2T` or `1.2 TiB` as du prints it, `8 h` where the facts
 * say how much an hour is. At least and at most; unit: bytes. Nothing when the text is none of these.
 */
export function readSize({ microscopes }: Facts, text: string): Range | undefined {
  const [, times = '1', number = '', unit = ''] =
    /^(?:(\d+) ?[x×*] ?)?(\d+(?:\.\d+)?) ?([mgtp](?:i?b)?|h|hours?)$/i.exec(text) ?? [];
  const count = Number(times) * Number(number);
  if (!(count > 0)) return undefined;
  if (/^h/i.test(unit)) {
    return microscopes && [count * microscopes.leastGBPerHour * 1e9, count * microscopes.mostGBPerHour * 1e9];
  }
  const base = /^.b$/i.test(unit) ? 1000 : 1024;
  const bytes = count * base ** (powers.indexOf(unit.charAt(0).toLowerCase()) + 1);
  return [bytes, bytes];
}

/** How long a way of that pace takes, in hours; nothing when size or network is unknown. */
function findHours(facility: Facts, values: Values, pace: Pace, tables: EstimateTables): Range | undefined {
  const size = readSize(facility, values.size ?? '');
  const speed = pace.speed ?? findLink(values, tables)?.speed;
  if (!size || !speed) return undefined;
  const [field = '', value, most] = pace.mostWith ?? [];
  const own = (most !== undefined && values[field] === value ? most : pace.most) ?? Infinity;
  const limit = Math.min(own, Number(values.bwlimit) || Infinity);
  const hours = (bytes: number, speedMB: number, passes: number): number =>
    (bytes * passes) / (Math.min(speedMB, limit) * 1e6) / 3600;
  return [hours(size[0], speed[1], pace.passes[0]), hours(size[1], speed[0], pace.passes[1])];
}

/**
 * Estimates how long the method of that pace takes; nothing when it has none, or size or network is unknown. When most
 * of the time left would be needed, the sentence names the faster way, if there is one that the facility offers.
 */
export function estimateTransfer(
  facility: Facts,
  values: Values,
  pace: Pace | undefined,
  deletion: Deletion,
  tables: EstimateTables,
): Estimate | undefined {
  const found = pace && findHours(facility, values, pace, tables);
  if (!found) return undefined;
  const [lowHours, highHours] = found;
  const range = formatRange(found, tables);
  const link = pace.speed ? tables.drive : (findLink(values, tables)?.assumes ?? '');
  return {
    lowHours,
    highHours,
    range,
    text: fillText(tables.text, { size: values.size ?? '', range, link, method: pace.assumes }),
    isTight: deletion.state !== 'unknown' && highHours > wholeDays(deletion) * 12,
  };
}

/** What to know of an estimate: itself, and when it is tight, the faster way. */
export function noticeEstimate(
  facility: Facts,
  values: Values,
  { text, highHours, isTight }: Estimate,
  pace: Pace | undefined,
  deletion: Deletion,
  tables: EstimateTables,
): Notice[] {
  if (!isTight || deletion.state === 'overdue') return [{ field: 'size', text }];
  const others = facility.methods.flatMap(({ id, title, standing }) => {
    const pace = tables.paces[id];
    const hours = pace && standing !== 'being set up' ? findHours(facility, values, pace, tables) : undefined;
    const name = standing === 'available' ? title : `${title} (${standing})`;
    const isFaster = hours && id !== values.method && hours[1] < highHours;
    return isFaster ? [{ name, hours, last: Number(standing === 'discouraged') }] : [];
  });
  // What the facility discourages is named where nothing else is faster.
  const [best] = others.sort((a, b) => a.last - b.last || a.hours[1] - b.hours[1]);
  // A way that does not depend on the network says nothing about the others.
  const none = pace?.speed ? '' : tables.fastest;
  const faster = best ? fillText(tables.faster, { name: best.name, range: formatRange(best.hours, tables) }) : none;
  const tight = fillText(tables.tight, { days: wholeDays(deletion), faster, manager: facility.contact.role });
  return [{ field: 'size', text: `${text} ${tight}` }];
}

/** The range in words: hours up to two days, then days. */
export function formatRange([low, high]: Range, tables: EstimateTables): string {
  if (high < 1) return tables.hour;
  const isDays = high >= 48;
  const round = (hours: number, to: (value: number) => number): number => {
    const value = isDays ? hours / 24 : hours;
    return value < 10 ? to(value * 2) / 2 : to(value);
  };
  const values = {
    low: round(low, Math.floor) || 0.5,
    high: round(high, Math.ceil),
    unit: tables.units[isDays ? 1 : 0],
  };
  return fillText(values.low >= values.high ? tables.about : tables.range, values);
}

/** Whole days before the first deletion, today and the day of the deletion left out. */
function wholeDays({ daysLeft }: Deletion): number {
  return Math.max(0, daysLeft - 1);
}

function findLink(
  { link = '', speed = '' }: Values,
  tables: EstimateTables,
): { speed: Range; assumes: string } | undefined {
  const measured = Number(speed);
  if (link === 'measured') {
    return measured > 0
      ? { speed: [measured / 2, measured], assumes: fillText(tables.measured, { speed }) }
      : undefined;
  }
  const links: Readonly<Record<string, readonly [low: number, high: number, assumes: string]>> = tables.links;
  const row = links[link];
  return row && { speed: [row[0], row[1]], assumes: row[2] };
}

import { chooseServer } from '../choose-server.ts';
import type { Facts, RequestFacts } from '../facts.ts';
import { fillText } from '../fill.ts';
import type { deletionTables } from './tables.ts';

/** When images are deleted. Days are ISO 8601 calendar dates, `YYYY-MM-DD`. */
export interface Deletion {
  /** How long images are kept. Unit: days. */
  readonly keepDays: number;
  /**
   * `unknown` without a first day of collection; `soon` within {@link soonDays}; `overdue` once the first images may be
   * gone.
   */
  readonly state: 'unknown' | 'ahead' | 'soon' | 'overdue';
  /** The day the first images were written; today when it is unknown. */
  readonly writtenOn: string;
  /** The first day on which they may be deleted. The facility promises no later one. */
  readonly deletedFrom: string;
  /** The last day of collection; the first where no other is known. */
  readonly lastWrittenOn: string;
  /** The first day on which the last images may be deleted. */
  readonly lastDeletedFrom: string;
  /** From today to the first deletion; negative when that is past. Unit: calendar days. */
  readonly daysLeft: number;
  /**
   * The day before the first deletion: whether a day of keeping is counted by the clock or by the calendar, no page
   * says.
   */
  readonly doneBy: string;
}

/** How many days before a deletion it is soon. Unit: days. */
const soonDays = 3;

/**
 * Writes the day of a point in time as an ISO 8601 date, `YYYY-MM-DD`: in a zone of the tz database, such as
 * `Asia/Tokyo`, or where the person is.
 *
 * @example
 * formatLocalDay(new Date('2026-11-23T20:00:00Z'), 'Asia/Tokyo'); // 2026-11-24
 */
export function formatLocalDay(time: Date, timeZone?: string): string {
  // Sweden writes days so.
  if (timeZone !== undefined) return time.toLocaleDateString('sv', { timeZone });
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 10);
}

/**
 * Says when the images of a request may be deleted: calendar days, so neither months nor daylight saving shift it. Days
 * that the request does not have, or that are no dates, are unknown. Throws a RangeError when `today` is not a date.
 *
 * @example
 * const { state, writtenOn } = findDeletion(facility, { method: 'rsync', collected: '2026-11-20' }, '2026-11-23');
 * writtenOn; // 2026-11-20
 */
export function findDeletion(
  facility: Facts,
  request: Readonly<Record<string, string | undefined>>,
  today: string,
): Deletion {
  if (!isDay(today)) throw new RangeError(`${today} is not a date`);
  const { interim } = chooseServer(facility, request).storage;
  const { method = '', collected = '', collectedUntil = '' } = request;
  const own = new Map(Object.entries(interim.keepDaysBy ?? {}));
  const keepDays = own.get(method) ?? interim.keepDays;
  const isKnown = isDay(collected);
  const writtenOn = isKnown ? collected : today;
  const lastWrittenOn = isKnown && isDay(collectedUntil) && collectedUntil > collected ? collectedUntil : writtenOn;
  const deletedFrom = addDays(writtenOn, keepDays);
  const daysLeft = (Date.parse(deletedFrom) - Date.parse(today)) / dayMilliseconds;
  const state = daysLeft <= 0 ? 'overdue' : daysLeft <= soonDays ? 'soon' : 'ahead';
  return {
    keepDays,
    state: isKnown ? state : 'unknown',
    writtenOn,
    deletedFrom,
    lastWrittenOn,
    lastDeletedFrom: addDays(lastWrittenOn, keepDays),
    daysLeft,
    doneBy: addDays(deletedFrom, -1),
  };
}

/** Says it in words, and what to do. `today` as for {@link findDeletion}. */
export function sayDeletion(
  { storage: { interim }, contact }: RequestFacts,
  deletion: Deletion,
  today: string,
  tables: typeof deletionTables,
): string {
  const { state, daysLeft, lastWrittenOn, writtenOn, lastDeletedFrom } = deletion;
  const isGone = state === 'overdue' && lastDeletedFrom <= today;
  const values = {
    ...deletion,
    manager: contact.role,
    zone: interim.timeZone ?? '',
    hour: String(interim.cleanUpHour).padStart(2, '0'),
    days: daysLeft,
    protected: interim.protected ?? '',
  };
  const fill = (text: string, more: object = {}): string => fillText(text, { ...values, ...more });
  return (
    fill(tables[isGone ? 'gone' : isFarAhead(writtenOn, today) ? 'future' : state], {
      hour: fill(tables[interim.timeZone ? 'zone' : 'hour']),
      days: fill(tables[daysLeft === 1 ? 'day' : 'days']),
      last: lastWrittenOn > writtenOn ? fill(tables.later) : '',
    }) + (interim.protected ? fill(tables.protected) : '')
  );
}

const dayMilliseconds = 86_400_000;

/** Whether the text is a day of the calendar. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  // A day that the month does not have is moved into the next one, or is no date at all.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(`${text}T`);
}

/**
 * Whether a day is more than about a year ahead: of no session that anybody has had. A computer whose clock is before
 * the first of these sites tells no day, and nothing is compared with it.
 */
export function isFarAhead(day: string, today: string): boolean {
  return today > '2026' && Date.parse(day) - Date.parse(today) > 400 * dayMilliseconds;
}

/**
 * The day so many days later, or the last day that has four digits of a year. A text of a date alone is read in UTC,
 * where every day is as long.
 */
function addDays(day: string, days: number): string {
  const time = Math.min(Date.parse(day) + days * dayMilliseconds, Date.parse('9999-12-31'));
  return new Date(time).toISOString().slice(0, 10);
}

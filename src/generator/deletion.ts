import type { Facility } from '../facility/schema.ts';

/** When images of one day are deleted. Dates are ISO 8601 calendar dates, `YYYY-MM-DD`. */
export interface Deletion {
  /** How long images are kept. Unit: days. */
  readonly keepDays: number;
  /** The day the images were written. */
  readonly writtenOn: string;
  /** The first day on which they may be deleted. The facility promises no later one. */
  readonly deletedFrom: string;
}

/** Writes the day of a point in time, where the person is, as an ISO 8601 date: `YYYY-MM-DD`. */
export function formatLocalDay(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 10);
}

/**
 * Says when images written on `writtenOn` may be deleted: calendar days, so neither months nor daylight saving
 * shift it. Throws a RangeError when `writtenOn` is not a date.
 */
export function findDeletion(facility: Facility, writtenOn: string): Deletion {
  const { keepDays } = facility.storage.interim;
  const day = new Date(`${writtenOn}T00:00:00Z`);
  // A day that the month does not have is moved into the next one, or is no date at all.
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(`${writtenOn}T`)) {
    throw new RangeError(`${writtenOn} is not a date`);
  }
  day.setUTCDate(day.getUTCDate() + keepDays);
  return { keepDays, writtenOn, deletedFrom: day.toISOString().slice(0, 10) };
}

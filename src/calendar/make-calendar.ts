/** A reminder of the first deletion, as a file that calendar programs open (RFC 5545). Fetched only when it is asked for. */
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { Facility } from '../facility/schema.ts';
import { chooseServer } from '../generator/choose-server.ts';
import { findDeletion } from '../generator/dates/deletion.ts';
import { laterText } from '../generator/dates/tables.ts';
import type { Request } from '../generator/plan.ts';
import { nameSession } from '../generator/steps/session/rules.ts';
import { fillText } from '../generator/fill.ts';

const calendarTexts = {
  summary: '{facility}: the first images of {what} are deleted from today on',
  // It does not say how many days are left: a calendar keeps it.
  description:
    'The first images, of {writtenOn}, are deleted from {server} on or after {deletedFrom}.{last} Be done, and verified, by the end of {doneBy}.\n\nThe commands: {link}\n\nNeed more time? Ask {manager} before.',
  alarm: 'In {days}: the first images of {what} are deleted',
  some: 'a collection',
  days: { 1: '1 day', 3: '3 days' },
} as const;

/** What a reminder is made of. */
interface Reminder {
  /** The checked values; `collected` is a day. */
  readonly request: Request;
  /** What leads back to the plan: its address, or the command that prints it. */
  readonly link: string;
  /** When the file is made. */
  readonly now: Date;
}

/**
 * Makes the file. It has one event on the day from which the first images are deleted, all day or, where the facts name the time zone, at
 * the hour of the facility; alarms come three days and one day before. Of the same collection it is the same event, so that a second file
 * changes the first one. Throws a RangeError when the request has no first day.
 */
export function makeCalendar(facility: Facility, { request, link, now }: Reminder): string {
  const { lab = '', collection = '' } = request;
  const { interim, host, name: server } = chooseServer(facility, request).storage;
  const today = now.toISOString().slice(0, 10);
  const deletion = findDeletion(facility, request, today);
  if (deletion.state === 'unknown') throw new RangeError('A reminder needs the first day of collection');
  const what = [lab, collection].filter(Boolean).join(', ') || calendarTexts.some;
  const values = {
    ...deletion,
    what,
    link,
    facility: facility.name,
    server,
    manager: facility.contact.role,
    last: deletion.lastWrittenOn > deletion.writtenOn ? fillText(laterText, { ...deletion }) : '',
  };
  const calendar = ical({
    prodId: { company: facility.name, product: 'getting-your-data', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  const event = calendar.createEvent({
    id: `deletion-${nameSession(facility, { lab, collection })}@${host}`,
    stamp: now,
    summary: fillText(calendarTexts.summary, values),
    description: fillText(calendarTexts.description, values),
    transparency: ICalEventTransparency.TRANSPARENT,
    ...(/^https?:/.test(link) && { url: link }),
    ...(interim.timeZone === undefined
      ? // Of a whole day the library writes the day in UTC.
        { start: new Date(deletion.deletedFrom), allDay: true }
      : { start: findTime(deletion.deletedFrom, interim.cleanUpHour, interim.timeZone) }),
  });
  for (const days of [3, 1] as const) {
    event.createAlarm({
      type: ICalAlarmType.display,
      triggerBefore: days * 86_400,
      description: fillText(calendarTexts.alarm, { ...values, days: calendarTexts.days[days] }),
    });
  }
  return `${calendar.toString().trimEnd()}\r\n`;
}

/** The point in time at which the clocks of a zone show that hour of that day; where they skip it, the hour after. */
export function findTime(day: string, hour: number, timeZone: string): Date {
  const wanted = Date.parse(day) + hour * 3_600_000;
  const shown = (time: number): number => {
    const text = new Date(time).toLocaleString('sv', { timeZone });
    return Date.parse(`${text.replace(' ', 'T')}Z`);
  };
  // The difference of the zone is that of the day before or after; the second look settles it.
  const guess = wanted - (shown(wanted) - wanted);
  return new Date(guess - (shown(guess) - wanted));
}

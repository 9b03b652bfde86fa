/**
 * A reminder of the first deletion, as a file that calendar programs open (RFC 5545). Fetched only when it is asked
 * for.
 */
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { ICalCalendar } from 'ical-generator';
import { chooseServer } from '../generator/choose-server.ts';
import { findDeletion } from '../generator/dates/deletion.ts';
import { laterText } from '../generator/dates/tables.ts';
import type { Facts } from '../generator/facts.ts';
import { fillText } from '../generator/fill.ts';
import { readNames } from '../generator/names.ts';
import type { Request } from '../generator/plan.ts';
import { nameSession } from '../generator/steps/session/rules.ts';

const calendarTexts = {
  summary: '{facility}: the first images of {what} are deleted from today on',
  // It does not say how many days are left: a calendar keeps it.
  description:
    'The first images, of {writtenOn}, are deleted from {server} on or after {deletedFrom}.{last} Be done, and verified, by the end of {doneBy}.\n\nThe commands: {link}\n\nNeed more time? Ask {manager} before.\n\n{alarms}',
  // 2026-11. Left out by Google and Outlook: github.com/Gowee/lccal-worker/issues/9, and by Apple too:
  // github.com/adamgibbons/ics/issues/124. Read by Thunderbird: CalAlarm in
  // github.com/thunderbird/import-export-tools-ng/issues/640. None of the four was run here.
  alarms:
    'Two alarms are in this entry, three days and one day before, at 9 o’clock. Thunderbird reads them; Google Calendar and Outlook are reported to leave them out, and Apple Calendar at times: look whether yours shows them, and set your own if not.',
  alarm: 'In {days}: the first images of {what} are deleted',
  some: 'a collection',
  days: { 1: '1 day', 3: '3 days' },
} as const;

/** The hour at which alarms come: one at midnight is read by nobody. */
const alarmHour = 9;

/** The second from which changes are counted: a later file has a larger number, which RFC 5545 keeps below 2^31. */
const countedFrom = Date.parse('2026-01-01');

/** What a reminder is made of. */
interface Reminder {
  /** The checked values; `collected` is a day. */
  readonly request: Request;
  /** The same of other collections, each of which has an event of its own. */
  readonly others?: readonly Request[];
  /** What leads back to the plan: its address, or the command that prints it. */
  readonly link: string;
  /** When the file is made. */
  readonly now: Date;
}

/**
 * Makes the file. For each collection it has one event on the day from which the first images are deleted, all day or,
 * where the facts name the time zone, at the hour of the facility; alarms come three days and one day before, in
 * working hours. The same collection gives the same event, so that a second file changes the first one: its SEQUENCE is
 * larger, and it says when it was made (RFC 5545, 3.8.7). Throws a RangeError when a request has no first day.
 */
export function makeCalendar(facility: Facts, { request, others = [], link, now }: Reminder): string {
  const calendar = ical({
    // The library writes it as it is: here commas and the like would have to be escaped.
    prodId: { company: facility.name.replace(/[^\p{L}\p{N} .-]/gu, ' '), product: 'getting-your-data', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const each of [request, ...others]) addEvent(calendar, facility, { request: each, link, now });
  return `${calendar.toString().trimEnd()}\r\n`;
}

function addEvent(calendar: ICalCalendar, facility: Facts, { request, link, now }: Reminder): void {
  const { lab = '', collection = '', alsoCollections = '' } = request;
  const { interim, host, name: server } = chooseServer(facility, request).storage;
  const today = now.toISOString().slice(0, 10);
  const deletion = findDeletion(facility, request, today);
  if (deletion.state === 'unknown') throw new RangeError('A reminder needs the first day of collection');
  const what = [lab, collection, ...readNames(alsoCollections)].filter(Boolean).join(', ') || calendarTexts.some;
  const values = {
    ...deletion,
    what,
    link,
    alarms: calendarTexts.alarms,
    facility: facility.name,
    server,
    manager: facility.contact.role,
    last: deletion.lastWrittenOn > deletion.writtenOn ? fillText(laterText, { ...deletion }) : '',
  };
  const event = calendar.createEvent({
    id: `deletion-${nameSession(facility, { lab, collection })}@${host}`,
    stamp: now,
    lastModified: now,
    sequence: Math.max(0, Math.floor((now.getTime() - countedFrom) / 1000)),
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
      triggerBefore: findLead(deletion.deletedFrom, days, interim),
      description: fillText(calendarTexts.alarm, { ...values, days: calendarTexts.days[days] }),
    });
  }
}

/**
 * How long before the event an alarm comes, so many days earlier at its hour. A whole day begins at midnight. Unit:
 * seconds.
 */
function findLead(day: string, days: number, { timeZone, cleanUpHour }: Facts['storage']['interim']): number {
  if (timeZone === undefined) return (days * 24 - alarmHour) * 3600;
  const before = new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
  const lead = findTime(day, cleanUpHour, timeZone).getTime() - findTime(before, alarmHour, timeZone).getTime();
  return lead / 1000;
}

/**
 * The point in time at which the clocks of a zone show that hour of that day. An hour that they show twice counts as
 * the first; one that they skip goes forward: it is read with the difference to UTC before the change (RFC 5545,
 * 3.3.5).
 */
export function findTime(day: string, hour: number, timeZone: string): Date {
  const wanted = Date.parse(day) + hour * 3_600_000;
  const shown = (time: number): number => {
    const text = new Date(time).toLocaleString('sv', { timeZone });
    return Date.parse(`${text.replace(' ', 'T')}Z`);
  };
  // No zone is a day away from UTC: one of these is before a change near that hour, one after.
  const [before, after] = [-1, 1].map((days) => {
    const time = wanted + days * 86_400_000;
    return wanted - (shown(time) - time);
  });
  const time = [before, after].find((time) => time !== undefined && shown(time) === wanted);
  return new Date(time ?? before ?? wanted);
}

/** What is fetched when somebody asks for a reminder. */
import { makeCalendar } from '../../calendar/make-calendar.ts';
import type { Facility } from '../../facility/schema.ts';
import { nameSession } from '../../generator/session.ts';
import { saveFile } from './save-file.ts';

/** Gives the reminder to the browser as a file that calendar programs open; the request has a first day. */
export function saveReminder(facility: Facility, reminder: Parameters<typeof makeCalendar>[1]): void {
  const { lab = '', collection = '' } = reminder.request;
  const name = `${nameSession(facility, { lab, collection })}.ics`;
  saveFile(name, makeCalendar(facility, reminder), 'text/calendar');
}

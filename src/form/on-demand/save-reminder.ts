/** What is fetched when somebody asks for a reminder. */
import { makeCalendar } from '../../calendar/make-calendar.ts';
import type { Facts } from '../../generator/facts.ts';
import { nameSession } from '../../generator/steps/session/rules.ts';
import { saveFile } from './save-file.ts';

/** Gives the reminder to the browser as a file that calendar programs open; the request has a first day. */
export function saveReminder(facility: Facts, reminder: Parameters<typeof makeCalendar>[1]): void {
  const { lab = '', collection = '' } = reminder.request;
  const name = `${nameSession(facility, { lab, collection })}.ics`;
  saveFile(name, makeCalendar(facility, reminder), 'text/calendar');
}

/** What is fetched once the first day of a collection is known, or when somebody asks for more time. */
import { formatAction } from '../../generator/command/render.ts';
import { writeMoreTime } from '../../generator/dates/more-time.ts';
import type { Facts } from '../../generator/facts.ts';
import { escapeHtml } from '../../site/html.ts';
import { sendHtml, textHtml } from '../live/plan-html.ts';
import { drawTimeline } from './timeline-drawing.ts';

/** The days as a drawing, with the same in words for a screen reader. */
export function timelineHtml(calendar: Parameters<typeof drawTimeline>[0]): string {
  const { svg = '', alt = '' } = drawTimeline(calendar) ?? {};
  return `${svg}<figcaption class="sr-only" id="timeline-text">${escapeHtml(alt)}</figcaption>`;
}

/** Writes the message to the facility into `place`, with a button that copies it. */
export function showMoreTime(place: HTMLElement, facility: Facts, need: Parameters<typeof writeMoreTime>[1]): void {
  const message = writeMoreTime(facility, need);
  place.innerHTML = textHtml(formatAction(message), 'message') + sendHtml(message);
}

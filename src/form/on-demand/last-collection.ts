/** What is fetched when somebody comes to the start page with values: of this visit, or remembered ones. */
import { chooseServer } from '../../generator/choose-server.ts';
import { findDeletion, formatLocalDay, isFarAhead } from '../../generator/dates/deletion.ts';
import type { Facts } from '../../generator/facts.ts';
import { fillText } from '../../generator/fill.ts';
import type { LinkValues } from '../../generator/share/link.ts';
import type { ChooserTables } from '../../site/form-files.ts';
import { escapeHtml } from '../../site/html.ts';
import { sitePath } from '../../site/site-path.ts';
import { fetchTables } from '../always/fetch-tables.ts';
import { currentValues, lastKey, readRemembered, setValues } from '../always/values.ts';

const lastTexts = {
  ahead: 'its first images may be deleted from {day}.',
  overdue: 'its first images may be deleted since {day}.',
  gone: 'all its images may be deleted since {day}.',
  unknown: 'images are deleted {days} days after they were written.',
  goOn: 'Go on: {title}',
} as const;

/** Fetches the facts, and says what is known. */
export async function findAndShow(): Promise<void> {
  const place = document.querySelector<HTMLElement>('.last');
  if (!place || !findLast().collection) return;
  const { tables } = place.closest<HTMLElement>('last-collection')?.dataset ?? {};
  showLast(place, (await fetchTables<ChooserTables>(tables)).facility);
}

/** Says in `place` what is known of the collection that somebody worked on last. */
function showLast(place: HTMLElement, facility: Facts, texts: typeof lastTexts = lastTexts): void {
  const { method = '', ...values } = findLast();
  const { storage } = chooseServer(facility, { ...values, method });
  const today = formatLocalDay(new Date(), storage.interim.timeZone);
  const deletion = findDeletion(facility, { ...values, method }, today);
  const { state, keepDays, writtenOn, deletedFrom, lastDeletedFrom } = deletion;
  const isGone = state === 'overdue' && lastDeletedFrom <= today;
  const isUnknown = state === 'unknown' || isFarAhead(writtenOn, today);
  const which = isUnknown ? 'unknown' : isGone ? 'gone' : state === 'overdue' ? state : 'ahead';
  const day = writeDay(isGone ? lastDeletedFrom : deletedFrom);
  const said = fillText(texts[which], { day: '\0', days: keepDays });
  const way = facility.methods.find(({ id }) => id === method);
  const link = way ? `<a href="${sitePath(`ways/${way.id}/`)}">${escapeHtml(fillText(texts.goOn, way))} →</a>` : '';
  // What stands below stays where it is.
  place.style.minHeight = `${String(place.offsetHeight)}px`;
  place.dataset.state = isUnknown ? 'unknown' : state;
  place.innerHTML = `<p><strong class="name">${escapeHtml(values.collection ?? '')}:</strong> ${escapeHtml(said).replace('\0', `<strong>${day}</strong>`)}</p>${link}`;
  // Only who goes on has them filled in: before the link takes the values of this visit along.
  for (const type of ['click', 'auxclick', 'contextmenu']) {
    addEventListener(
      type,
      ({ target }) => {
        if (place.querySelector('a')?.contains(target as Node)) setValues(values);
      },
      true,
    );
  }
}

/** The values of this visit where they name a collection, or else those of the last one that are remembered. */
function findLast(): LinkValues {
  const { guide: method = '', ...values } = currentValues();
  return values.collection ? { ...values, method } : { ...values, ...readRemembered(lastKey) };
}

/** A day as people say it: `Friday 5 June 2026`. */
function writeDay(day: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).formatToParts(new Date(day));
  return ['weekday', 'day', 'month', 'year'].map((type) => parts.find((part) => part.type === type)?.value).join(' ');
}

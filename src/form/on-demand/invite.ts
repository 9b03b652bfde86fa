/** What is fetched when staff prepare a link for a user. */
import type { CheckTables } from '../../generator/check-tables.ts';
import { formatAction } from '../../generator/command/render.ts';
import type { Facts } from '../../generator/facts.ts';
import type { Method } from '../../generator/method.ts';
import type { Draft } from '../../generator/request.ts';
import { writeInvitation } from '../../generator/share/invitation.ts';
import { escapeHtml } from '../../site/html.ts';
import { textHtml } from '../live/plan-html.ts';
import { formatNames, readDay, readNames } from './read-values.ts';

/** Writes the message into `place`, with buttons that copy it and the link alone; or says why there is none. */
export function showInvitation(
  place: HTMLElement,
  facility: Facts,
  draft: Draft,
  page: string,
  method: Method,
  check: CheckTables,
): void {
  const invitation = writeInvitation(facility, draft, page, method, check, {
    readers: { formatNames, readDay, readNames },
  });
  if ('problems' in invitation) {
    const said = invitation.problems.map(({ message, fix }) => `<li>${escapeHtml(`${message} ${fix}`)}</li>`);
    place.innerHTML = `<p class="problem">There is a problem</p><ul>${said.join('')}</ul>`;
    return;
  }
  const { message, link } = invitation;
  place.innerHTML = textHtml(formatAction(message), 'message') + textHtml(link, 'link');
}

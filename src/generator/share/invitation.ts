/**
 * A link for a user, prepared by the facility's staff: what they know is filled in, and the message says what is left.
 */
import type { CheckTables } from '../check-tables.ts';
import { checkDraft } from '../check.ts';
import { chooseServer } from '../choose-server.ts';
import type { Extras } from '../extras.ts';
import type { Facts } from '../facts.ts';
import type { Method } from '../method.ts';
import type { Message } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { isAsked, isOptional, readField } from '../request.ts';
import type { Draft } from '../request.ts';
import { writeMessage } from '../step.ts';
import { formatLink } from './link.ts';

const invitationTexts = {
  to: 'the user',
  some: {
    subject: 'Your data at {facility}: {what}',
    body: `Hello,

your data wait on {server}, and are deleted after {keepDays} days. This page has the commands that bring them to you:

{address}

What we know is filled in: {known}.
Still to be filled in by you: {left}.

If something is not clear, write to us before the data are deleted.

{facility}`,
  },
  none: {
    subject: 'Your data at {facility}: {what}',
    body: `Hello,

your data wait on {server}, and are deleted after {keepDays} days. This page has the commands that bring them to you:

{address}

Everything is filled in: {known}. Look whether it is right, then begin with the first step.

If something is not clear, write to us before the data are deleted.

{facility}`,
  },
  nothing: 'nothing yet',
} as const;

/** A message with a link in it, or what is wrong with the values that were filled in. */
export type Invitation =
  { readonly message: Message; readonly link: string } | { readonly problems: readonly Problem[] };

/**
 * Writes the message that hands a person the page at `page`, an absolute address without fragment, with the values of
 * `draft` filled in. What may be left empty is not asked for.
 */
export function writeInvitation(
  wholeFacility: Facts,
  draft: Draft,
  page: string,
  method: Method,
  check: CheckTables,
  extras: Extras,
): Invitation {
  const texts = invitationTexts;
  const facility = chooseServer(wholeFacility, draft);
  const { fields } = method.tables;
  const names = Object.keys(fields).filter((name) => isAsked(fields, draft, name));
  // Nobody made a choice that is still at its default.
  const known = names.filter((name) => draft[name] && draft[name] !== readField(fields, { method: '' }, name));
  const checked = checkDraft(facility, draft, method, check, extras);
  const problems = 'problems' in checked ? checked.problems.filter(({ field }) => draft[field]) : [];
  if (problems.length > 0) return { problems };
  const left = names.filter((name) => {
    const { choices, isOwn } = fields[name] ?? {};
    return !known.includes(name) && (choices ? isOwn : !isOptional(fields, draft, name));
  });
  const link = `${page}#${formatLink({ method: draft.method, ...Object.fromEntries(known.map((name) => [name, draft[name]])) })}`;
  const list = (chosen: readonly string[]): string =>
    chosen
      .map((name) => fields[name]?.label ?? name)
      .join(', ')
      .toLowerCase() || texts.nothing;
  const part = (text: string): { text: string }[] => [{ text }];
  const message = writeMessage(
    texts[left.length > 0 ? 'some' : 'none'],
    { to: texts.to },
    {
      facility: part(facility.name),
      server: part(facility.storage.name),
      keepDays: part(String(facility.storage.interim.keepDays)),
      what: part([draft.lab, draft.collection].filter(Boolean).join(', ') || texts.nothing),
      address: part(link),
      known: part(list(known)),
      left: part(list(left)),
    },
  );
  return { message, link };
}

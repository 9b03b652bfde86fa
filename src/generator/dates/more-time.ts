/** The message that asks the facility to keep a collection longer, with all it needs to decide. */
import { chooseServer } from '../choose-server.ts';
import type { Span } from '../command/quote.ts';
import type { Facts } from '../facts.ts';
import { fillParts, fillText } from '../fill.ts';
import { readNames } from '../names.ts';
import type { Message, Request } from '../plan.ts';
import { toFacility, writeMessage } from '../step.ts';
import type { Deletion } from './deletion.ts';

/** The sentences of the message. What nobody has filled in is named as such: the sender adds it. */
export const moreTimeTexts = {
  message: {
    subject: 'More time for {what}, please',
    body: 'Hello,\n\nwe cannot bring our images home before they are deleted from {server}. Could you keep them longer?\n\nLab folder: {lab}\nCollection: {collection}\nCollected: {collected}\nFirst images deleted on or after: {deletedFrom}\nLast images deleted on or after: {lastDeletedFrom}\nSize: {size}\nStill to be copied: {left}\nTime that it takes: {range}\n\nWe need them until: {unknown}\nReason: {unknown}\n\nPlease tell us whether that is possible.\n\nThank you!',
  },
  days: '{collected} to {collectedUntil}',
  unknown: '(please fill in)',
} as const;

/** What the plan knows, and what is left to copy, as people write it: `400 GB`. */
interface Need {
  readonly request: Request;
  readonly deletion: Deletion;
  readonly estimate?: { readonly range: string };
  readonly left?: string | undefined;
}

/**
 * Writes the message that asks for more time. Without a day of collection, it names no day of deletion.
 *
 * @example
 * const message = writeMoreTime(facility, { ...plan, left: '400 GB' });
 * formatAction(message).includes('Still to be copied: 400 GB'); // true
 */
export function writeMoreTime(
  facility: Facts,
  { request, deletion, estimate, left = '' }: Need,
  texts: typeof moreTimeTexts = moreTimeTexts,
): Message {
  const { lab = '', collection = '', alsoCollections = '', collected = '', collectedUntil = '', size = '' } = request;
  const isKnown = deletion.state !== 'unknown';
  const part = (text: string, field?: string): Span[] => [
    { text: text || texts.unknown, ...(text && field && { field }) },
  ];
  const collections = [
    ...part(collection, 'collection'),
    ...readNames(alsoCollections).flatMap((name) => [{ text: ', ' }, { text: name, field: 'alsoCollections' }]),
  ];
  return writeMessage(texts.message, toFacility(facility), {
    what: [lab, collection].some(Boolean)
      ? fillParts(lab && collection ? '{lab}, {collection}' : lab ? '{lab}' : '{collection}', {
          lab: part(lab, 'lab'),
          collection: collections,
        })
      : part(''),
    server: part(chooseServer(facility, request).storage.name),
    lab: part(lab, 'lab'),
    collection: collections,
    collected: part(collectedUntil ? fillText(texts.days, { collected, collectedUntil }) : collected),
    deletedFrom: part(isKnown ? deletion.deletedFrom : ''),
    lastDeletedFrom: part(isKnown && collectedUntil ? deletion.lastDeletedFrom : ''),
    size: part(size, 'size'),
    left: part(left),
    unknown: part(''),
    range: part(estimate?.range ?? ''),
  });
}

/** The message to the facility about a text that nobody here knows. */
import type { Span } from '../command/quote.ts';
import type { Facts } from '../facts.ts';
import type { Message } from '../plan.ts';
import { toFacility, writeMessage } from '../step.ts';
import { tidyUp } from './read-lines.ts';
import type { SeenTables } from './tables.ts';

/** Longer texts make no mail: some mail programs take no link of more than 2,000 characters. Unit: characters. */
const longestInMail = 1_000;

/** Longer texts are cut in the message too: the end tells most. Unit: characters. */
const longestInMessage = 20_000;

/** The values of fields, by name; account, lab folder or collection that are not known stay to be filled in. */
type Known = Readonly<Record<string, string | undefined>>;

/** The message with the text in it, for a page, a terminal and a mail program. */
export function writeQuestion(
  facility: Facts,
  seen: string,
  known: Known,
  { question }: SeenTables,
  kind: 'message' | 'mail' = 'message',
): Message {
  const part = (text = '', field = ''): Span[] => [{ text: text || question.unknown, ...(text && field && { field }) }];
  const text = tidyUp(seen).trim();
  const longest = kind === 'mail' ? longestInMail : longestInMessage;
  const end = text.length > longest ? `${question.cut}\n${text.slice(-longest).replace(/^[^\n]*\n/, '')}` : text;
  return writeMessage(question, toFacility(facility), {
    seen: [{ text: end }],
    // Only where there are several: then the tables name it.
    storage: part(known.storage, 'storage'),
    account: part(known.account, 'account'),
    lab: part(known.lab, 'lab'),
    collection: part(known.collection, 'collection'),
    unknown: part(),
  });
}

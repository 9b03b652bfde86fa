/**
 * Request ↔ the fragment of an address (RFC 3986, 3.5), which a browser never sends to a server. This file imports
 * nothing, because it runs on every page.
 */

/** The version of the form that links have now. Links of every earlier version are still read. */
const version = '1';

/** Names that fields had before. Links and drafts with them are still read. */
const formerNames: ReadonlyMap<string, string> = new Map([
  ['seat', 'workplace'],
  ['more', 'alsoCollections'],
]);

/** The values, each under the name that its field has now. Where both names have one, it is that of the new name. */
export function renameFields<Values extends Readonly<Record<string, string | undefined>>>(values: Values): Values {
  if (![...formerNames.keys()].some((name) => values[name])) return values;
  const filled = Object.entries(values).filter(([, value]) => value);
  const isFormer = ([name]: readonly [string, unknown]): number => Number(formerNames.has(name));
  return Object.fromEntries(
    filled
      .sort((one, other) => isFormer(other) - isFormer(one))
      .map(([name, value]) => [formerNames.get(name) ?? name, value]),
  ) as Values;
}

/** The longest fragment that is read. Unit: UTF-16 code units. Mail and chat programs cut longer ones. */
const limitUnits = 8000;

/** Why a link cannot be used; `{about}` is what the link has. */
export const linkTexts = {
  version: 'This link is of another version, {about}. Ask for a new one, or fill in the form.',
  long: 'This link is longer than a link can be: {about} characters. Ask for a new one, or fill in the form.',
  cut: 'This link was cut or changed on the way, at {about}: its values are not whole. Ask for it again, as plain text, or fill in the form.',
  broken: 'This link has a part that cannot be read: {about}. Ask for a new one, or fill in the form.',
  method: 'This link is for another way of getting data: {about}. Open the guide to it, or fill in the form.',
} as const;

/** The values that a link carries, by field. Nothing in it is trusted. */
export type LinkValues = Readonly<Record<string, string>>;

/** What a fragment says: values, or why they cannot be used. */
export type ReadLink =
  { readonly values: LinkValues } | { readonly problem: keyof typeof linkTexts; readonly about: string };

type Entry = readonly [name: string, value: string];

/**
 * What tells that values have come whole: four letters or digits that follow from them (FNV-1a, 32 bits, the end of it
 * in base 36).
 */
function sumUp(entries: readonly Entry[]): string {
  const text = entries.join('\n');
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return (sum >>> 0).toString(36).slice(-4).padStart(4, '0');
}

/**
 * Writes values as a fragment, without `#`. Empty values are left out; choices are written even where they are the
 * default, so that a link keeps its meaning should a default change. A sum stands before the values: whoever cuts the
 * end off does not cut that.
 *
 * @example
 * formatLink({ method: 'rsync', lab: 'curie-lab' }); // v=1&method=rsync&sum=ctwm&lab=curie-lab
 */
export function formatLink({ method, ...values }: Readonly<Record<string, string | undefined>>): string {
  const filled = Object.entries({ method, ...values }).flatMap(([name, value]): Entry[] =>
    value ? [[name, value]] : [],
  );
  const head = filled.filter(([name]) => name === 'method');
  const rest = filled.filter(([name]) => name !== 'method');
  return String(
    new URLSearchParams([['v', version], ...head, ['sum', sumUp(filled)], ...rest].map((entry) => [...entry])),
  );
}

/**
 * Reads a fragment, with or without `#`; or an address in whose path or query mail and chat programs have put it, once
 * more encoded as it may be. Gives nothing when it is no link of ours, such as the name of a heading. Its values are
 * held to the rules of their fields by whoever plans with them, exactly as typed ones are. A link whose values are not
 * whole is a problem; links from before there was a sum are read without.
 *
 * @example
 * const read = readLink('#v=1&method=rsync&lab=curie-lab');
 * if (read && 'values' in read) read.values.lab; // curie-lab
 * readLink('#check-the-copy'); // undefined
 */
export function readLink(address: string): ReadLink | undefined {
  const begin = /(?:^#?|#|%(?:25)*23|[?&])(?=v(?:=|%(?:25)*3D))/i.exec(address);
  if (!begin) return undefined;
  const text = address.slice(begin.index + begin[0].length);
  if (text.length > limitUnits) return { problem: 'long', about: String(text.length) };
  let fault: ReadLink | undefined;
  // As it came; with the ampersands of HTML; encoded once or twice too often; with the full stop of a sentence.
  const once = decode(text);
  for (const candidate of [text, text.replace(/&amp;/g, '&'), once, decode(once), text.replace(/[^\w%=&+*-]+$/, '')]) {
    const read = candidate.startsWith('v=') ? readEntries(candidate) : undefined;
    if (read && 'values' in read) return read;
    fault ??= read;
  }
  return fault ?? { problem: 'broken', about: text.slice(0, 30) };
}

/** The text decoded; as it is, where it cannot be. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function readEntries(text: string): ReadLink {
  const [[, made] = ['', ''], ...all] = [...new URLSearchParams(text)];
  // A number followed by something else was changed on the way.
  if (made !== version) return { problem: /^\d+$/.test(made) ? 'version' : 'broken', about: made.slice(0, 20) };
  const cut: ReadLink = { problem: 'cut', about: all.at(-1)?.[0].slice(0, 30) ?? 'v' };
  // Half a character at the end, or half a name.
  if (/%(?![\da-f]{2})|&[^=]*$/i.test(text)) return cut;
  const sum = all.find(([name]) => name === 'sum')?.[1];
  let entries = all.filter(([name]) => name !== 'sum');
  // What others have added stands behind.
  while (sum !== undefined && sumUp(entries) !== sum) {
    if (entries.length === 0) return cut;
    entries = entries.slice(0, -1);
  }
  if (sum === undefined && !entries.some(([name]) => name !== 'method')) return cut;
  const values = new Map<string, string>();
  for (const [name, value] of entries) {
    // What is not UTF-8 is read with U+FFFD in place of what was lost.
    if (!/^[a-z]\w{0,30}$/i.test(name) || values.has(name) || value.includes('\uFFFD')) {
      return { problem: 'broken', about: name.slice(0, 30) };
    }
    values.set(name, value);
  }
  return { values: renameFields(Object.fromEntries(values)) };
}

/**
 * Request ↔ the fragment of an address (RFC 3986, 3.5), which a browser never sends to a server. This file imports nothing, because
 * it runs on every page.
 */

/** The version of the form that links have now. Links of every earlier version are still read. */
const version = '1';

/** The longest fragment that is read. Unit: UTF-16 code units. Mail and chat programs cut longer ones. */
const limitUnits = 8000;

/** Why a link cannot be used; `{about}` is what the link has. */
export const linkTexts = {
  version: 'This link is of another version, {about}. Ask for a new one, or fill in the form.',
  long: 'This link is longer than a link can be: {about} characters. Ask for a new one, or fill in the form.',
  broken: 'This link has a part that cannot be read: {about}. Ask for a new one, or fill in the form.',
  method: 'This link is for another way of getting data: {about}. Open the guide to it, or fill in the form.',
} as const;

/** The values that a link carries, by field. Nothing in it is trusted. */
export type LinkValues = Readonly<Record<string, string>>;

/** What a fragment says: values, or why they cannot be used. */
export type ReadLink =
  { readonly values: LinkValues } | { readonly problem: keyof typeof linkTexts; readonly about: string };

/**
 * Writes values as a fragment, without `#`. Empty values are left out; choices are written even where they are the default, so that a
 * link keeps its meaning should a default change.
 *
 * @example
 * formatLink({ method: 'rsync', lab: 'curie-lab' }); // v=1&method=rsync&lab=curie-lab
 */
export function formatLink(values: Readonly<Record<string, string | undefined>>): string {
  const filled = Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return String(new URLSearchParams([['v', version], ...filled]));
}

/**
 * Reads a fragment, with or without `#`. Gives nothing when it is no link of ours, such as the name of a heading. Its values are held to
 * the rules of their fields by whoever plans with them, exactly as typed ones are.
 *
 * @example
 * const read = readLink('#v=1&method=rsync&lab=curie-lab');
 * if (read && 'values' in read) read.values.lab; // curie-lab
 * readLink('#check-the-copy'); // undefined
 */
export function readLink(fragment: string): ReadLink | undefined {
  const text = fragment.replace(/^#/, '');
  if (!text.startsWith('v=')) return undefined;
  if (text.length > limitUnits) return { problem: 'long', about: String(text.length) };
  const [[, made] = ['', ''], ...entries] = [...new URLSearchParams(text)];
  if (made !== version) return { problem: 'version', about: made.slice(0, 20) };
  const values = new Map<string, string>();
  for (const [name, value] of entries) {
    // What is not UTF-8 is read with U+FFFD in place of what was lost.
    if (!/^[a-z]\w{0,30}$/i.test(name) || values.has(name) || value.includes('\uFFFD')) {
      return { problem: 'broken', about: name.slice(0, 30) };
    }
    values.set(name, value);
  }
  return { values: Object.fromEntries(values) };
}

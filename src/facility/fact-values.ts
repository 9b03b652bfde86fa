/** What the value of a fact may be: a text, a path, a name, an address, a number of days. */
import { z } from 'zod';

/**
 * What no command, page, title, mail or comment can carry: control characters and line breaks, private characters,
 * which zsh takes for bytes, and what no encoding carries. The first group is `findUncarriable` of the generator, which
 * a test compares.
 */
const uncarriable = /[\p{Cc}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]|[\p{Zl}\p{Zp}]/u;

/**
 * What nobody sees, or sees in another order: pasted with a text, and never meant. Emoji and some scripts are made with
 * joiners.
 */
const hidden = /(?!\u200C|\u200D|\uFE0E|\uFE0F)[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Names the first character that a fact cannot have, and its place. */
function refuseCharacters(text: string, context: { addIssue: (issue: string) => void }): void {
  const match = uncarriable.exec(text) ?? hidden.exec(text);
  if (!match) return;
  const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const what = /[\n\r\u2028\u2029]/.test(match[0]) ? 'a line break' : 'a character that cannot be seen';
  const place = [...text.slice(0, match.index)].length + 1;
  context.addIssue(`must not have ${what}, such as U+${code} as character ${String(place)}`);
}

export const text = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(2000, 'must not be longer than 2000 characters')
  .superRefine(refuseCharacters);

/** A text of a certain form, which the message says. */
export const shaped = (form: RegExp, error: string) =>
  z
    .string()
    .regex(form, error)
    .refine((text) => !/(?! )\p{Zs}/u.test(text), 'must not have a space of a word processor: type each space anew')
    .superRefine(refuseCharacters);

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

export const hostName = z
  .string()
  .regex(
    new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`),
    'must be a host name such as storage.example.edu, without user name, port or path',
  );

/** A piece of a path: neither of the two that lead elsewhere. */
export const piece = String.raw`(?!\.{1,2}(?:/|$))[^/\p{Cc}]+`;

export const absolutePath = shaped(
  new RegExp(`^(?:/${piece})+$`, 'u'),
  'must be an absolute path such as /data/images, without “..” and without a slash at the end',
);

export const folderName = shaped(
  new RegExp(`^(?!-)${piece}$`, 'u'),
  'must be the name of one folder, without a slash, and not begin with a hyphen',
);

export const userName = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.@-]*\$?$/, 'must be the name of an account, such as jdoe');

/** A path in which `{name}` stands for what a person enters. */
export const pathWith = (name: string) =>
  shaped(
    new RegExp(`^(?:/(?!\\.{1,2}(?:/|$))(?:[^/{}<>\\p{Cc}]|\\{${name}\\})+)+$`, 'u'),
    `must be an absolute path, without “..” and without a slash at the end, in which {${name}} is the only placeholder`,
  );

// An address goes into pages, messages and the comments of scripts as it is: what a parser would drop or change is
// refused.
export const url = z
  .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
  .regex(
    /^[!#-;=?-[\]_a-z~]*$/i,
    'must be an address without blanks, quotes, brackets, and letters such as ü: those as %C3%BC',
  )
  .refine((address) => !/^https:\/\/[^/?#]*@/i.test(address), 'must be an address without user name and password');

/** Where something is kept: what is below it is named by what is written behind. */
export const placeUrl = url.refine((address) => !/[?#]/.test(address), 'must be an address without “?” and “#”');

/** Whether this platform knows the time zone. */
export function isTimeZone(name: string): boolean {
  try {
    // A difference such as +01:00 is a zone to newer platforms only.
    return (
      new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && /^[A-Za-z]/.test(name)
    );
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must look like SHA256:… as ssh prints it');

export const days = z
  .int('must be a whole number of days')
  .min(1, 'must be at least 1 day')
  .max(36_500, 'must be at most 36500 days');

export const speed = z
  .number('must be a number')
  .positive('must be more than 0')
  .max(1_000_000, 'must be at most 1000000 GB an hour');

export const option = z.string().regex(/^-[a-z]$/, 'must be a dash and a letter, such as -s');

/** Endings of images, gain references and metadata, which no copy leaves out. A test compares the generator's list. */
export const keptEndings: ReadonlySet<string> = new Set(
  'eer tif tiff mrc mrcs mrcz map st ali rec raw bin dm2 dm3 dm4 ser emi emd hdf h5 hdf5 nxs zarr cbf img smv em bz2 gz xz zst zip tar 7z gain dark defects xml mdoc star json txt log csv tsv nav dm dmp ini cfg conf yaml yml toml cs db sqlite rawtlt tlt xf com doc pdf html md md5 sha1 sha256'.split(
    ' ',
  ),
);

/** The ending of the names of a kind of files that are previews only. */
export const previewEnding = z
  .string()
  .regex(/^[a-z0-9]{1,10}$/, 'must be the ending of a name, in small letters and digits, without the dot')
  .refine((ending) => !keptEndings.has(ending), 'must not be an ending of images, gain references or metadata');

/**
 * The only file that writes quote characters, but for `paper.ts`, which writes some of what it gives otherwise for a
 * PDF, and `slurm.ts`, for sbatch, which is no shell.
 *
 * Text is meant to be pasted at a prompt of a shell we do not know, so a word is written in the one form that bash,
 * zsh, fish, dash, busybox, ksh93, mksh, yash, tcsh and csh all read back as the same word, typed, pasted or nested
 * through ssh. `test/shells` runs them.
 */

/** A piece of a text that knows where it came from: of a word of a command, a message, a text to copy. */
export interface Span {
  readonly text: string;
  /** The field of the request that the text came from. */
  readonly field?: string;
}

/** Why a text cannot be put into any command. */
export interface Uncarriable {
  /** The character, as one code point (or half of a surrogate pair). */
  readonly character: string;
  /** Its number, such as `U+000A`. */
  readonly codePoint: string;
  /** Its place among the characters (code points) of the text, counted from 1. */
  readonly place: number;
  /** What it is: a surrogate without its other half and a noncharacter are `broken`. */
  readonly kind: 'lineBreak' | 'tab' | 'control' | 'private' | 'broken';
}

// "=" is bare only between plain characters: zsh expands a leading "=ls", and with MAGIC_EQUAL_SUBST "x==ls".
const bare = /^[\w./-][\w./@%+,:-]*(?:=[\w./-][\w./@%+,:-]*)*$/;

// fish reads \\ and \' inside single quotes, csh and tcsh expand ! inside them: these three go outside.
const segments = /[^'\\!]+|['\\!]/g;

/**
 * Quotes a word given in parts; the parts' texts joined are the text to paste. The parts keep their fields, and
 * quote characters belong to no field. Adjacent quoted parts are never written: zsh's RC_QUOTES joins them.
 * Time is linear in the length of the word.
 *
 * Source: POSIX.1-2024 XCU 2.2 for the form, `test/shells` for the shells that are not POSIX.
 */
export function quoteParts(parts: readonly Span[]): readonly Span[] {
  const word = joinParts(parts);
  if (bare.test(word)) return parts;
  const quoted: Span[] = [];
  let open = false;
  for (const { text, field } of parts) {
    for (const segment of text.match(segments) ?? []) {
      const outside = /^['\\!]/.test(segment);
      if (outside === open) quoted.push({ text: "'" });
      open = !outside;
      quoted.push({ text: outside ? `\\${segment}` : segment, ...(field && { field }) });
    }
  }
  if (open) quoted.push({ text: "'" });
  return word === '' ? [{ text: "''" }] : quoted;
}

/**
 * Quotes one word for every Unix shell.
 *
 * @example
 * quoteWord("it's"); // 'it'\''s'
 */
export function quoteWord(word: string): string {
  if (bare.test(word)) return word;
  if (word === '') return "''";
  if (word.length > manyCharacters) return quoteLong(word);
  return /['\\!]/.test(word) ? quoteCharacters(word) : `'${word}'`;
}

/** The same, in quote marks even where a shell needs none. */
export function quoteFully(word: string): string {
  return bare.test(word) ? `'${word}'` : quoteWord(word);
}

// From here on it is faster to leave the work to the engine, or to go by way of bytes: measured, see test/bench.
const manyCharacters = 500;

function quoteLong(word: string): string {
  if (!word.includes('\\') && !word.includes('!')) {
    if (!word.includes("'")) return `'${word}'`;
    // Where two of them are together, or one is at an end, nothing would be left to quote between them.
    if (!/''|^'|'$/.test(word)) return `'${word.replace(/'/g, "'\\''")}'`;
  }
  // Half a surrogate pair would not come back from bytes.
  return /[\ud800-\udfff]/.test(word) ? quoteCharacters(word) : quoteBytes(word);
}

/** What {@link quoteParts} gives of a word that is not bare and is one part, as one text. */
function quoteCharacters(word: string): string {
  let quoted = '';
  let from = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (code !== 0x27 && code !== 0x5c && code !== 0x21) continue;
    if (at > from) quoted += `'${word.slice(from, at)}'`;
    quoted += `\\${word.charAt(at)}`;
    from = at + 1;
  }
  return from < word.length ? `${quoted}'${word.slice(from)}'` : quoted;
}

/** How much of a word is put together in one go: as much as the processor keeps near. Unit: characters. */
const pieceLength = 4096;

/**
 * The same for a long word: in UTF-8 no character has a byte that means another one, and bytes are cheaper to put
 * together than texts. A character has up to 3 bytes; between two that are outside it takes 5, and each of them 2.
 */
function quoteBytes(word: string): string {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const bytes = new Uint8Array(3 * pieceLength);
  const quoted = new Uint8Array(4 * pieceLength);
  // 1 for each of the bytes outside.
  const outside = new Uint8Array(256);
  outside[0x27] = outside[0x5c] = outside[0x21] = 1;
  let text = '';
  let wasOutside = 1;
  for (let from = 0; from < word.length; from += pieceLength) {
    const { written } = encoder.encodeInto(word.slice(from, from + pieceLength), bytes);
    let length = 0;
    for (let at = 0; at < written; at += 1) {
      const byte = bytes[at] ?? 0;
      const isOutside = outside[byte] ?? 0;
      if (isOutside !== wasOutside) quoted[length++] = 0x27;
      if (isOutside) quoted[length++] = 0x5c;
      quoted[length++] = byte;
      wasOutside = isOutside;
    }
    text += decoder.decode(quoted.subarray(0, length));
  }
  return wasOutside ? text : `${text}'`;
}

/**
 * Quotes a word given in parts for PowerShell, on Windows: single quotes, with each kind of single quote that
 * PowerShell knows doubled. A `"` cannot be carried (5.1 and 7.3 differ) and must be refused before.
 *
 * Source: about_Quoting_Rules.
 */
export function quotePartsForPowerShell(parts: readonly Span[]): Span[] {
  if (/^[\w./\\:|-][\w./\\:@=-]*$/.test(joinParts(parts))) return [...parts];
  const doubled = parts.map((part) => ({ ...part, text: doubleQuotes(part.text) }));
  return [{ text: "'" }, ...doubled, { text: "'" }];
}

/** A text with each single quote that PowerShell knows twice. */
const doubleQuotes = (text: string): string => text.replace(/['‘’‚‛]/g, '$&$&');

/** Quotes a text for PowerShell where it is a value: in quote marks even where a word would need none. */
export function quoteValueForPowerShell(text: string): string {
  return `'${doubleQuotes(text)}'`;
}

/**
 * Quotes a path given in parts for the line that sftp makes of its words, on Windows, where no backslash escapes. A
 * slash that it begins with stays outside: by that sftp takes a path for absolute. An apostrophe needs the other quote
 * mark, which a word for a program carries as `\"`, where PowerShell is told to hand words on as 5.1 does.
 *
 * Source: OpenSSH 9.2, sftp.c, makeargv and interactive_loop.
 */
export function quotePartsForSftp(parts: readonly Span[]): readonly Span[] {
  const word = joinParts(parts);
  const [first, ...rest] = parts;
  if (!first || /^[\w./:@%+,-]+$/.test(word)) return parts;
  const mark = { text: word.includes("'") ? '\\"' : "'" };
  const slash = first.text.startsWith('/') ? '/' : '';
  return [{ text: slash }, mark, { ...first, text: first.text.slice(slash.length) }, ...rest, mark];
}

/** The text of the parts. */
export function joinParts(parts: readonly Span[]): string {
  let joined = '';
  for (const { text } of parts) joined += text;
  return joined;
}

/**
 * Finds the first character of `text` that no quoting saves at a prompt, or nothing.
 *
 * Control characters: the terminal's line editor acts on them before the shell reads them, and tcsh runs what
 * follows a line break. Private use: zsh's editor keeps invalid bytes at U+E000 to U+E0FF and writes them back
 * as bytes, so a pasted U+E027 becomes a quote mark. Lone surrogates and noncharacters: no encoding carries them.
 *
 * @example
 * findUncarriable("it's 5 µm"); // undefined
 * findUncarriable('two\nlines')?.codePoint; // U+000A
 */
export function findUncarriable(text: string): Uncarriable | undefined {
  const match = /([\n\r])|(\t)|(\p{Cc})|(\p{Co})|[\p{Cs}\p{Noncharacter_Code_Point}]/u.exec(text);
  if (!match) return undefined;
  const [character, ...groups] = match;
  return {
    character,
    codePoint: formatCodePoint(character),
    place: [...text.slice(0, match.index)].length + 1,
    kind: (['lineBreak', 'tab', 'control', 'private'] as const)[groups.findIndex(Boolean)] ?? 'broken',
  };
}

/** Writes the first character of `text` as Unicode does: `U+00E9`. */
export function formatCodePoint(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The length of a text as shells and file systems count it. Unit: bytes of UTF-8. */
export function byteLength(text: string): number {
  return /[^ -~]/.test(text) ? new TextEncoder().encode(text).length : text.length;
}

/**
 * A list of names of folders: typed, or pasted as a program lists them. Whatever else means several names, quote marks
 * around it make one.
 */
import { quoteFully } from './command/quote.ts';

// As `quoteFully` and GNU ls write a name: 'a b', "it's", 'it'\''s', ''$'\302\265'.
const quoted = /(?:\$'(?:[^'\\]|\\.)*'|'[^']*'|"(?:[^"\\]|\\.)*"|\\[!'\\])+/.source;

/** A day, and mostly a time, as listings write them after the size. */
const day = [
  /\d{4}[-/]\d\d[-/]\d\d(?: \d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: [+-]\d{4})?)?/,
  /\d\d-\d\d \d\d:\d\d/,
  /(?:\d{0,2}\p{L}+\.? +\d{1,2}|\d{1,2}\.? +\p{L}+\.?),? +(?:\d\d?:\d\d(?::\d\d)?(?: +\d{4})?|\d{4})/u,
]
  .map(({ source }) => source)
  .join('|');

/** How a line of a listing has one name: what it is, where that is said, and the name. */
const listings = {
  // ls -l, rsync and sftp.
  unix: new RegExp(`^[\\d ]*([a-z-])[rwxst-]{9}[.+@]? .*?[\\d.,]+[a-z]{0,2} +(?:${day}) +(\\S.*)$`, 'iu'),
  powershell: /^([a-z-])[arhsl-]{4,5} +\S+ +\d\d?:\d\d(?::\d\d)?(?: [ap]m)? +(?:\d+ +)?(\S.*)$/i,
  dir: /^\d[\d./-]+ +\d\d?:\d\d(?: [ap]m)? +(<[a-z]+>|[\d.,]+) +(\S.*)$/i,
  du: /^ *()[\d.,]+(?:[kmgtpe]i?b?(?: {2,}|\t)|\t) *(\S.*)$/i,
};
type Listing = keyof typeof listings;

/** What a terminal shows around a listing: what was typed, the prompt after it, the folder that is listed. */
const around =
  /[$%#>❯] ?(?:ls|ll|dir|du|ssh|sftp|rsync)(?: .*)?$|^(?:ssh \S+ )?(?:ls|ll|dir|du)(?: [-/~.].*)?$|password: *$|[@:~\]].*[$%#>❯]$|^[./~].*:$/i;

/**
 * The names that a text lists: one a line; on a line with slashes between them or, without slashes and other lines,
 * with commas; or as ls, du and the like print them, where those that say what is a file are read without the files.
 * Blanks around a name are dropped; quote marks keep all that is in them. Of a path in the folder `parent`, or in any
 * folder where none is given, the name at its end is taken; any other path stays whole.
 */
export function readNames(text: string, parent = ''): string[] {
  const items = findItems(takeLines(text));
  // With ls -F folders end with a slash, and links with this.
  const isMarked = items.some((item) => item.endsWith('/'));
  return items
    .flatMap((item) => splitPath(isMarked ? item.replace(/@$/, '') : item, parent))
    .filter((name) => items.length === 1 || !/^\.\.?$/.test(name));
}

/**
 * The names as one text, one a line or with slashes between them; in quote marks where it would be read as other names
 * without.
 */
export function formatNames(names: readonly string[], separator: '/' | '\n' = '/'): string {
  const bare = names.join(separator);
  const read = readNames(bare);
  const isSame = read.length === names.length && names.every((name, index) => name === read[index]);
  return isSame ? bare : names.map(quoteFully).join(separator);
}

/** The lines that have something on them, without what a terminal shows around a listing. */
function takeLines(text: string): string[] {
  const lines = text
    // eslint-disable-next-line no-control-regex
    .replace(/\u001b\[[?\d;]*[A-Za-z]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g, '')
    .split(/[\r\n]+/)
    .map((line) => line.trimEnd())
    .filter(Boolean);
  return lines.length > 1 ? lines.filter((line) => !around.test(line)) : lines;
}

function findItems(lines: readonly string[]): string[] {
  const names = Object.keys(listings) as Listing[];
  const listing = names.find((name) =>
    // A folder may be called 2026, and be in the first column.
    name === 'du' ? isDu(lines) : lines.some((line) => listings[name].test(line)),
  );
  if (listing) return lines.flatMap((line, index) => readLine(listing, line, index === 0));
  // As `ls -m` breaks its lines.
  const isOne = lines.slice(0, -1).every((line) => /[,;]$/.test(line));
  return isOne ? splitLine(lines.join(' ')) : splitColumns(lines);
}

function isDu(lines: readonly string[]): boolean {
  return lines.every((line) => listings.du.test(line)) && lines.some((line) => /\p{L}/u.test(line));
}

/** The name in a line of a listing, unless it is a file; a line without one may have been added by hand. */
function readLine(listing: Listing, line: string, isFirst: boolean): string[] {
  const [, kind = '', name] = listings[listing].exec(line) ?? [];
  if (name === undefined) {
    const isTotal = isFirst && /^\p{L}+ [\d.,]+\w{0,2}$/u.test(line);
    return isTotal || listing === 'powershell' || listing === 'dir' ? [] : [line];
  }
  const isFile = /^(?:[-bcps]|[\d.,]+)$/i.test(kind) || (listing === 'du' && name === 'total');
  return isFile ? [] : [listing === 'unix' && kind === 'l' ? name.replace(/ -> .*$/, '') : name];
}

/** The items of a single line. With ls -m, a comma without a blank is part of a name. */
function splitLine(line: string): string[] {
  const isSlashed = splitAt(line, '/').filter(Boolean).length > 1;
  const separators = isSlashed ? [] : ['[,;](?:\\s|$)', '[,;]'];
  const [spaced = [line], close = [line]] = separators.map((separator) => splitAt(line, separator));
  const columns = spaced.length > 1 ? spaced : splitColumns([line]);
  return (columns.length > 1 ? columns : close).filter(Boolean);
}

/** What stands in columns, as ls prints them; otherwise the lines. */
function splitColumns(lines: readonly string[]): string[] {
  const piece = `(?:(?<![^ \\t/,;])${quoted}(?=[ \\t/,;@*=|]|$)|[^ \\t])`;
  const items = lines.map((line) => [...line.matchAll(new RegExp(`${piece}(?: ?${piece})*`, 'g'))]);
  // No name has a tab in it: commands cannot carry one.
  if (lines.length < 2 || lines.some((line) => line.includes('\t'))) return items.flat().map(([text]) => text);
  // Where some names are in quote marks, ls puts a blank before the others; that of the first line may be gone.
  const isQuoted = (text = ''): boolean => /^['"]/.test(text);
  const margin = Number(items.flat().some(([text]) => isQuoted(text)));
  const [head = '', ...rest] = lines;
  const whole = margin && /^[^ '"]/.test(head) ? [` ${head}`, ...rest] : lines;
  const lost = (whole[0]?.length ?? 0) - head.length;
  const starts = (items[0] ?? []).map(({ 0: text, index }) => index + lost - (isQuoted(text) ? 0 : margin));
  const areColumns = whole.every((line, index) => {
    const reached = starts.filter((start) => start < line.length);
    const isFull = reached.length >= starts.length - 1 || index === whole.length - 1;
    return isFull && reached.every((start) => isColumn(line, start, margin));
  });
  if (!areColumns || starts.length < 2) return [...lines];
  return whole
    .flatMap((line) => starts.map((start, index) => line.slice(start, starts[index + 1]).trim()))
    .filter(Boolean);
}

/** Whether something begins in a line at `start`, or after the blank that stands there, with blanks before it. */
function isColumn(line: string, start: number, margin: number): boolean {
  const before = line.slice(0, start);
  return /^ *$| {2}$|\/ $/.test(before) && /\S/.test(line.slice(start, start + 1 + margin));
}

/** The names in an item: between slashes; of a path in `parent` the last. */
function splitPath(item: string, parent: string): string[] {
  const end = /(?<=[^/])\/+$/;
  const path = unquote(item.trim().replace(end, '')).replace(end, '');
  if (/^(?:[^/ ]*:)?\//.test(path)) {
    const [name = '', folder = ''] = path.split('/').reverse();
    return [folder && (!parent || folder === parent) ? name : path];
  }
  const names = splitAt(
    item
      .trim()
      .replace(end, '')
      .replace(/^\.\/(?=.)/, ''),
    '/',
  );
  return names.map((name) => unquote(name).replace(end, ''));
}

/** The pieces of a text between separators that are not in quote marks, without the blanks around them. */
function splitAt(text: string, separator: string): string[] {
  const pieces: string[] = [];
  const pattern = new RegExp(`\\s*(${quoted}(?=\\s*(?:${separator}|$))|.*?)\\s*(${separator}|$)`, 'gs');
  for (const [, piece = '', end] of text.matchAll(pattern)) {
    pieces.push(piece);
    if (!end) break;
  }
  return pieces;
}

/** The text that a shell reads; the text itself, unless all of it is in quote marks. */
function unquote(text: string): string {
  if (!new RegExp(`^${quoted}$`, 's').test(text)) return text;
  return text.replace(/\$'((?:[^'\\]|\\.)*)'|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs, (...groups: string[]) => {
    const [, special, plain, double, one] = groups as (string | undefined)[];
    if (special !== undefined) return readEscapes(special);
    return plain ?? double?.replace(/\\(["\\$`])/g, '$1') ?? one ?? '';
  });
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** What is between `$'` and `'`: bytes in octal, and the escapes that ls writes. */
function readEscapes(text: string): string {
  return text.replace(/((?:\\[0-7]{3})+)|\\(.)/gs, (_, octal: string | undefined, one: string) => {
    if (octal === undefined) return escapes[one] ?? one;
    const bytes = octal
      .slice(1)
      .split('\\')
      .map((byte) => parseInt(byte, 8));
    return new TextDecoder().decode(new Uint8Array(bytes));
  });
}

/**
 * What the first step has shown → what is in the folder. A terminal may have broken its lines anywhere: blanks and line
 * breaks mean nothing here, and no name has one of its own. A sum at the end tells whether anything is missing.
 */

/** Days are ISO 8601 dates; there is none where no file has one. */
export interface LookDays {
  readonly first?: string;
  readonly last?: string;
}

/** A folder in the lab folder, or a kind of file: by its ending, `(other)` without one. */
export interface LookCount {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
}

/** An entry that somebody has to know of. */
export interface LookEntry {
  readonly what: LookMark;
  /** Its path on the server. */
  readonly path: string;
  /** What a link leads to. */
  readonly target?: string;
}

/** What such an entry is. Of each there are twenty at most; `counts` has how many there are. */
export type LookMark =
  | 'leads out'
  | 'leads nowhere'
  | 'no file'
  | 'cannot be read'
  | 'not for Windows'
  | 'not UTF-8'
  | 'alike but for case'
  | 'unclear';

/** What is in a folder of the storage server. */
export interface Look extends LookDays {
  /** The folder. */
  readonly path: string;
  /** When it was looked at, by the server's clock, such as `2026-11-29 14:03 -0700`. */
  readonly at: string;
  readonly files: number;
  readonly bytes: number;
  readonly folders: number;
  readonly links: number;
  readonly counts: Readonly<Record<LookMark | 'large' | 'undated', number>>;
  readonly kinds: readonly LookCount[];
  /** The folders in it, the oldest first: only of a lab folder. `.` are files that lie in none. */
  readonly collections?: readonly (LookCount & LookDays)[];
  readonly entries: readonly LookEntry[];
}

/** What is wrong with a text that has no such folder, or not the whole of one. */
export type LookFault = 'none' | 'nothing' | 'cut' | 'altered';

const marks: readonly LookMark[] = [
  'leads out',
  'leads nowhere',
  'no file',
  'cannot be read',
  'not for Windows',
  'not UTF-8',
  'alike but for case',
  'unclear',
];
const close = (text: string): string => text.replace(/\s/g, '');
const heads = ['look', 'at', 'written', 'collection', 'kind', 'FOUND', 'also', ...marks.map(close)].join('|');

/**
 * Reads each folder that a text shows, in whatever else the screen had; or says what is wrong. Nothing is read by
 * halves.
 *
 * @example
 * readLook('look: /data/lab/GRID1'); // cut
 */
export function readLook(text: string): readonly Look[] | LookFault {
  // eslint-disable-next-line no-control-regex
  const plain = close(text.replace(/\u001b\[[?\d;]*[A-Za-z]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g, ''));
  const begun = plain.split(/(?=look:\/)/).filter((part) => part.startsWith('look:/'));
  if (begun.length === 0) {
    if (plain.includes('NOTHINGFOUND:')) return 'nothing';
    return /FOUND:\d+files,|END:\d+lines,/.test(plain) ? 'cut' : 'none';
  }
  const looks: Look[] = [];
  for (const part of begun) {
    const [, shown, lines, sum] = /^(.*?)END:(\d+)lines,sum(\d+)/.exec(part) ?? [];
    if (shown === undefined) return 'cut';
    const records = shown.split(new RegExp(`(?=(?:${heads}):)`)).map((record) => record.split(/:(.*)/s));
    const look = sumOf(shown) === Number(sum) && records.length === Number(lines) ? readRecords(records) : undefined;
    if (!look) return 'altered';
    looks.push(look);
  }
  return looks;
}

/** The same sum as the program of the command makes. */
function sumOf(shown: string): number {
  let sum = 0;
  for (const character of shown) sum = (sum * 31 + character.charCodeAt(0)) % 99991;
  return sum;
}

function readRecords(records: readonly (readonly string[])[]): Look | undefined {
  const of = (head: string): string[] => records.flatMap(([name, text = '']) => (name === head ? [text] : []));
  const [path = ''] = of('look').map(decode);
  const [at = ''] = of('at').map((text) => text.replace(/^(.{10})(.{5})(.*)$/, '$1 $2 $3'));
  const days = readDays(of('written')[0] ?? '');
  const totals = matchNumbers(
    /^(\d+)files,[\d.]+GB\((\d+)bytes\),(\d+)folders,(\d+)links:(\d+)leadout,(\d+)nowhere;(\d+)others$/,
    of('FOUND')[0],
  );
  const more = matchNumbers(
    /^(\d+)cannotberead,(\d+)notforWindows,(\d+)notUTF-8,(\d+)alikebutforcase,(\d+)of4GiBormore,(\d+)unclear,(\d+)undated$/,
    of('also')[0],
  );
  const kinds = of('kind').map((text) => readCount(text, /^(.*),(\d+)files,(\d+)bytes()$/));
  const collections = of('collection').map((text) => readCount(text, /^(.*),(\d+)files,(\d+)bytes,(.*)$/));
  const all = [...kinds, ...collections];
  if (!path || !at || !days || !totals || !more || all.includes(undefined)) return undefined;
  const [files = 0, bytes = 0, folders = 0, links = 0, out = 0, nowhere = 0, others = 0] = totals;
  const [unreadable = 0, windows = 0, utf = 0, alike = 0, large = 0, unclear = 0, undated = 0] = more;
  return {
    path,
    at,
    ...days,
    files,
    bytes,
    folders,
    links,
    counts: {
      'leads out': out,
      'leads nowhere': nowhere,
      'no file': others,
      'cannot be read': unreadable,
      'not for Windows': windows,
      'not UTF-8': utf,
      'alike but for case': alike,
      unclear,
      large,
      undated,
    },
    kinds: kinds.flatMap((kind) => kind ?? []),
    ...(collections.length > 0 && { collections: collections.flatMap((one) => one ?? []) }),
    entries: marks.flatMap((what) => of(close(what)).map((text) => readEntry(what, text))),
  };
}

function matchNumbers(pattern: RegExp, text = ''): number[] | undefined {
  return pattern.exec(text)?.slice(1).map(Number);
}

function readDays(text: string): LookDays | undefined {
  const [, first, last] = /^(\d{4}-\d\d-\d\d|none)to(\d{4}-\d\d-\d\d|none)$/.exec(text) ?? [];
  if (!first || !last) return undefined;
  return { ...(first !== 'none' && { first }), ...(last !== 'none' && { last }) };
}

function readCount(text: string, pattern: RegExp): (LookCount & LookDays) | undefined {
  const [, name, files, bytes, written] = pattern.exec(text) ?? [];
  const days = written ? readDays(written) : {};
  if (name === undefined || !days) return undefined;
  return { name: decode(name), files: Number(files), bytes: Number(bytes), ...days };
}

function readEntry(what: LookMark, text: string): LookEntry {
  const [path = '', target] = text.split('->');
  return { what, path: decode(path), ...(target !== undefined && { target: decode(target) }) };
}

/** A name as it is: bytes that are no UTF-8 by the sign for what was lost. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9A-F]{2})+/g, (escaped) => {
    const bytes = escaped
      .slice(1)
      .split('%')
      .map((byte) => parseInt(byte, 16));
    return new TextDecoder().decode(new Uint8Array(bytes));
  });
}

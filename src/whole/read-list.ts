/** Reads lists of checksums as people have them: of md5sum and its kin, xxhsum, openssl, rsync, BSD and PowerShell. */
import type { ChecksumList, ListCount, ListEntry } from './checksum-list.ts';
import { readCsv } from './csv.ts';
import { hasOneBlank, readCells, readLine } from './read-line.ts';
import type { ReadLine } from './read-line.ts';

/** A line and what it says. */
interface Numbered {
  readonly line: number;
  readonly text: string;
  readonly read: ReadLine;
}

/** Reads a list. How one ends that was pasted says nothing: a person may have marked it without its last line break. */
export function readList(written: string, { isPasted = false } = {}): ChecksumList {
  // A mark of the encoding may also be inside, where lists were joined.
  const text = written.replaceAll('\ufeff', '');
  const table = readTable(text);
  return gather(table?.lines ?? readLines(text), (table?.isClosed ?? true) && (isPasted || /[\n\0]$/.test(text)));
}

function readLines(text: string): Numbered[] {
  const isLiteral = text.includes('\0');
  const lines = text.split(isLiteral ? '\0' : '\n');
  if (lines.at(-1) === '') lines.pop();
  const endsInReturn = !isLiteral && lines.every((line) => line.endsWith('\r') || line === '');
  const whole = endsInReturn ? lines.map((line) => line.slice(0, -1)) : lines;
  const form = { isLiteral, hasOneBlank: whole.some(hasOneBlank) };
  return whole.map((line, index) => ({ line: index + 1, text: line, read: readLine(line, form) }));
}

/** A table with a head that names its columns, by commas, semicolons or tabs; nothing where the text is none. */
function readTable(text: string): { readonly lines: Numbered[]; readonly isClosed: boolean } | undefined {
  const head = /^(?:\s*#[^\n]*\n)*\s*([^\n]*)/.exec(text)?.[1] ?? '';
  const separator = /^"?(?:\w+"?([,;\t])"?)*/.exec(head)?.[1];
  if (!separator || !/\bhash\b/i.test(head) || !/\bpath\b/i.test(head)) return undefined;
  const { rows, isClosed } = readCsv(text, separator);
  const isHead = (cells: readonly string[]): boolean => cells.some((cell) => /^hash$/i.test(cell));
  const names = rows.find(({ cells }) => isHead(cells))?.cells.map((name) => name.toLowerCase()) ?? [];
  const lines = rows.flatMap(({ line, cells }): Numbered[] => {
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const whole = cells.join(separator);
    // Tables that were joined each have a head.
    if (isHead(cells)) return [];
    if (whole.startsWith('#') || whole === '') {
      return [{ line, text: whole, read: readLine(whole, { isLiteral: false, hasOneBlank: false }) }];
    }
    const read: ReadLine =
      cells.length === names.length ? readCells(cell('algorithm'), cell('hash'), cell('path')) : { kind: 'unread' };
    const size = cell('length') || cell('size');
    const sized = read.kind === 'entry' && /^\d+$/.test(size);
    const rest: Numbered[] = sized
      ? [{ line, text: whole, read: { kind: 'size', name: read.names[0], bytes: Number(size) } }]
      : [];
    return [{ line, text: whole, read }, ...rest];
  });
  return { lines, isClosed };
}

function gather(lines: readonly Numbered[], hasEnd: boolean): ChecksumList {
  const sizes = new Map(lines.flatMap(({ read }) => (read.kind === 'size' ? [[read.name, read.bytes] as const] : [])));
  const entries = new Map<string, ListEntry>();
  for (const { line, read } of lines) {
    if (read.kind !== 'entry') continue;
    const [name] = read.names;
    const known = entries.get(name);
    const { hash } = read;
    if (!known) {
      entries.set(name, { line, names: read.names, hashes: [hash], sizeBytes: sizes.get(name) });
      continue;
    }
    const same = known.hashes.find(({ algorithms }) => algorithms.some((id) => hash.algorithms.includes(id)));
    if (!same) entries.set(name, { ...known, hashes: [...known.hashes, hash] });
    else if (same.hex !== hash.hex) entries.set(name, { ...known, conflict: line });
  }
  const pick = <Kind extends ReadLine['kind']>(kind: Kind): Extract<ReadLine, { kind: Kind }>[] =>
    lines.flatMap(({ read }) => (read.kind === kind ? [read as Extract<ReadLine, { kind: Kind }>] : []));
  return {
    entries: [...entries.values()],
    unread: lines.filter(({ read }) => read.kind === 'unread').map(({ line, text }) => ({ line, text })),
    unhashed: pick('unhashed').map(({ name }) => name),
    unknownKinds: [...new Set(pick('unknown kind').map(({ tag }) => tag))],
    count: countEntries(lines),
    hasEnd,
  };
}

function countEntries(lines: readonly Numbered[]): ListCount | undefined {
  let [files, bytes, found, since] = [0, 0, 0, 0];
  let [isCounted, isWrong] = [false, false];
  for (const { read } of lines) {
    if (read.kind === 'entry') {
      found += 1;
      since += 1;
    }
    if (read.kind !== 'count') continue;
    isCounted = true;
    isWrong ||= read.files !== since;
    files += read.files;
    bytes += read.bytes;
    since = 0;
  }
  if (!isCounted) return undefined;
  return { files, bytes, found, fault: isWrong ? 'wrong' : since > 0 ? 'not at the end' : undefined };
}

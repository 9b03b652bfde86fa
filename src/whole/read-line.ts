/** What a line of a list says. */
import { findByDigits, findByTag } from './algorithms.ts';
import type { ListedHash } from './checksum-list.ts';
import { listReadings, readWindowsPath, unescapeGnu } from './listed-name.ts';

/** What is in a line: a file with its hash, its size, or why it has neither. */
export type ReadLine =
  | { readonly kind: 'entry'; readonly names: readonly [string, ...string[]]; readonly hash: ListedHash }
  | { readonly kind: 'size'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'count'; readonly files: number; readonly bytes: number }
  | { readonly kind: 'unhashed'; readonly name: string }
  | { readonly kind: 'unknown kind'; readonly tag: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unread' };

/** How the lines of a list are written, which a single one need not show. */
export interface LineForm {
  /** One blank between hash and name, as `md5 -r` writes it: a second one belongs to the name. */
  readonly hasOneBlank: boolean;
  /** Lines end with a zero byte, as those of `md5sum -z`: names are written as they are. */
  readonly isLiteral: boolean;
}

const plainLine = /^(\\?)(?:XXH3_)?([0-9a-f]{8,128})([ \t].*)$/is;
const taggedLine = /^(\\?)([a-z][\w/-]*) ?\((.+)\) ?= ?([0-9a-f]+)$/is;
/** As PowerShell prints what `Get-FileHash` gives. */
const tableLine = /^((?:MD|SHA)\d+) +([0-9a-f]{32,128}) +(\S.*?) *$/i;
const countLine = /^# ?(\d+) files?, (\d+) bytes$/;
const sizeLine = /^# ?(\d+) bytes {2}(.+)$/s;
/** In the place of a hash, rsync has blanks for what is no file, or what it did not read. */
const unhashedLine = /^ {8,}(\S.*)$/s;

/** What programs print around their lines. */
const passedOver = [
  /^\s*$/,
  /^[#;]/,
  /^(?:sending|receiving) (?:incremental )?file list$/,
  /^created directory /,
  /^sent [\d.,]+[KMGT]? bytes {2}received /,
  /^total size is [\d.,]+[KMGT]? /,
  /^Algorithm +Hash +Path *$/,
  /^-+ +-+ +-+ *$/,
];

/** Whether a line could only be of {@link LineForm.hasOneBlank}. */
export function hasOneBlank(line: string): boolean {
  return /^\\?(?:XXH3_)?[0-9a-f]{8,128}[ \t][^ *]/i.test(line);
}

/** Reads one line, without its end. */
export function readLine(line: string, form: LineForm): ReadLine {
  const [, files, bytes] = countLine.exec(line) ?? [];
  if (files && bytes) return { kind: 'count', files: Number(files), bytes: Number(bytes) };
  const [, size, sized] = sizeLine.exec(line) ?? [];
  if (size && sized) return { kind: 'size', name: sized, bytes: Number(size) };
  if (passedOver.some((pattern) => pattern.test(line))) return { kind: 'nothing' };
  return readPlain(line, form) ?? readTagged(line, form) ?? readTable(line) ?? readUnhashed(line) ?? { kind: 'unread' };
}

function readPlain(line: string, form: LineForm): ReadLine | undefined {
  const [, escape, hex = '', rest = ''] = plainLine.exec(line) ?? [];
  const algorithms = /XXH3_/i.test(line.slice(0, 6)) ? (['xxh3'] as const) : findByDigits(hex.length);
  if (algorithms.length === 0) return undefined;
  const marks = form.hasOneBlank || !/^.[ *]/s.test(rest) ? 1 : 2;
  return makeEntry(rest.slice(marks), Boolean(escape), form, { algorithms, hex: hex.toLowerCase() });
}

function readTagged(line: string, form: LineForm): ReadLine | undefined {
  const [, escape, tag = '', name = '', hex = ''] = taggedLine.exec(line) ?? [];
  if (!tag) return undefined;
  const isReversed = /^xxh\d+_le$/i.test(tag);
  const algorithm = findByTag(isReversed ? tag.slice(0, -3) : tag);
  if (!algorithm) return { kind: 'unknown kind', tag };
  if (!findByDigits(hex.length).includes(algorithm)) return undefined;
  const digits = isReversed ? (hex.match(/../g) ?? []).reverse().join('') : hex;
  return makeEntry(name, Boolean(escape), form, { algorithms: [algorithm], hex: digits.toLowerCase() });
}

function readTable(line: string): ReadLine | undefined {
  const [, tag = '', hex = '', path = ''] = tableLine.exec(line) ?? [];
  // The window was too narrow for the path.
  return path && !/(?:\.\.\.|…)$/.test(path) ? readCells(tag, hex, path) : undefined;
}

/** A row of PowerShell's; `tag` may be empty where it has no column for it. */
export function readCells(tag: string, hex: string, path: string): ReadLine {
  const named = findByTag(tag);
  if (tag && !named) return { kind: 'unknown kind', tag };
  const algorithms = findByDigits(hex.length).filter((id) => !named || id === named);
  if (!path || algorithms.length === 0 || !/^[0-9a-f]+$/i.test(hex)) return { kind: 'unread' };
  const names = [...new Set([readWindowsPath(path), path])] as [string, ...string[]];
  return { kind: 'entry', names, hash: { algorithms, hex: hex.toLowerCase() } };
}

function readUnhashed(line: string): ReadLine | undefined {
  const [, name = ''] = unhashedLine.exec(line) ?? [];
  if (!name) return undefined;
  return name.endsWith('/') ? { kind: 'nothing' } : { kind: 'unhashed', name };
}

function makeEntry(written: string, isEscaped: boolean, { isLiteral }: LineForm, hash: ListedHash): ReadLine {
  const name = isEscaped ? unescapeGnu(written) : written;
  if (!name) return { kind: 'unread' };
  return { kind: 'entry', names: isEscaped || isLiteral ? [name] : listReadings(name), hash };
}

/**
 * What lies at the source, and how it compares with what is here: in this stand-in's own eyes, not in those of the real
 * rsync.
 */
import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync, realpathSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { pathOf, readName, showName, toBytes } from './names.ts';
import { shownSeparator } from './real-rsync.ts';
import type { Kind } from './recordings.ts';
import type { Asked } from './words.ts';

/** What lies at the source. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link';
  /** Below the collection, as bytes; a folder ends with a slash. */
  readonly name: string;
  /** Unit: bytes. */
  readonly sizeBytes: number;
  /** Unit: whole seconds. */
  readonly time: number;
  /** MD5; of a file that could not be read there it is that of none. */
  readonly sum: string;
  /** Where a link leads. */
  readonly target: string;
}

/** `--out-format`, in the order that {@link readEntry} reads. */
export const entryFormat = ['%i', '%l', '%M', '%C', '%n', '%L'];

/** Reads a line that the real rsync shows of an entry. Undefined when it is another line, or the collection itself. */
export function readEntry(line: string): Entry | undefined {
  const [flags = '', size = '', time = '', sum = '', name = '', target] = line.split(shownSeparator);
  if (target === undefined || name === './') return undefined;
  const kinds = { f: 'file', d: 'folder', L: 'link' } as const;
  const kind = kinds[flags.charAt(1) as keyof typeof kinds] as Entry['kind'] | undefined;
  if (kind === undefined) return undefined;
  return {
    kind,
    name: readName(name),
    sizeBytes: Number(size),
    time: Date.parse(`${time.replaceAll('/', '-').replace(/-(?=\d+:)/, 'T')}Z`) / 1000,
    sum: sum.trim(),
    target: readName(target.replace(/^ -> /, '')),
  };
}

/** What a comparison came to. */
export interface Compared {
  /** The itemized lines. */
  readonly lines: readonly string[];
  /** What could not be looked at here: paths below the destination. */
  readonly unseen: readonly string[];
  /** The files that a copy would bring, and their sizes. Unit: bytes. */
  readonly files: number;
  readonly bytes: number;
}

/** Compares as a check does. `here` is undefined when there is no such folder. */
export function compareEntries(entries: readonly Entry[], here: string | undefined, kind: Kind): Compared {
  const lines = here === undefined ? ['cd+++++++ ./'] : [];
  const unseen: string[] = [];
  const brought: Entry[] = [];
  /** Folders that are not here: what is in their place may be a link to one, and is not looked into. */
  const missing: string[] = [];
  for (const entry of entries) {
    const isMissing = here === undefined || missing.some((folder) => entry.name.startsWith(folder));
    const found = isMissing ? undefined : lookHere(pathOf(here, entry.name.replace(/\/$/, '')));
    if (found === 'unseen' && kind === '2.6.9') {
      unseen.push(entry.name);
      continue;
    }
    const flags = flagsOf(entry, found === 'unseen' ? undefined : found, here, kind);
    if (flags === undefined) continue;
    if (flags.startsWith('>')) brought.push(entry);
    if (flags.startsWith('cd')) missing.push(entry.name);
    lines.push(`${flags} ${showName(entry.name)}${entry.kind === 'link' ? ` -> ${showName(entry.target)}` : ''}`);
  }
  return {
    lines,
    unseen,
    files: brought.length,
    bytes: brought.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

function flagsOf(entry: Entry, found: Stats | undefined, here: string | undefined, kind: Kind): string | undefined {
  if (entry.kind === 'folder') return found?.isDirectory() ? undefined : 'cd+++++++';
  if (entry.kind === 'link') {
    if (!found?.isSymbolicLink() || here === undefined) return 'cL+++++++';
    const isSame = readlinkSync(pathOf(here, entry.name), 'latin1') === entry.target;
    // openrsync returns from a dry run before it has noted that a link leads elsewhere (uploader.c, pre_symlink).
    return isSame || kind === 'openrsync' ? undefined : 'cL..T....';
  }
  if (here === undefined) return kind === 'openrsync' ? '>f.......' : '>f+++++++';
  if (!found?.isFile()) return '>f+++++++';
  const isSameTime = Math.floor(found.mtimeMs / 1000) === entry.time;
  if (found.size !== entry.sizeBytes) return kind === 'openrsync' && isSameTime ? '>fcs.....' : '>fcsT....';
  if (sumOf(pathOf(here, entry.name)) !== entry.sum) {
    return kind === 'openrsync' && isSameTime ? '>fc......' : '>fc.T....';
  }
  return kind === 'openrsync' && !isSameTime ? '.f..T....' : undefined;
}

function lookHere(path: Buffer): Stats | 'unseen' | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EACCES') return 'unseen';
    throw error;
  }
}

/** The MD5 of a file; undefined when it cannot be read. */
function sumOf(path: Buffer): string | undefined {
  const sum = createHash('md5');
  const block = Buffer.alloc(1 << 20);
  try {
    const file = openSync(path, 'r');
    try {
      for (let got = -1; got !== 0;) {
        got = readSync(file, block, 0, block.length, null);
        sum.update(block.subarray(0, got));
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (codeOf(error) === 'EACCES') return undefined;
    throw error;
  }
  return sum.digest('hex');
}

/** Something at the source that openrsync does not bring from a folder of this computer, where other rsyncs do. */
export interface Dropped {
  /** Below the collection, as bytes. */
  readonly name: string;
  /** What it says of it: nothing, of a link that leads nowhere with `-L`. */
  readonly line: string | undefined;
}

/**
 * What openrsync leaves out of a local run. It opens no link when it adds up contents, so it cannot read what a link
 * leads to that is brought as a file (hash.c, O_NOFOLLOW); and of links that lead nowhere none is brought as a link
 * once some are followed.
 */
export function findDropped(asked: Asked): Dropped[] {
  const top = asked.source.replace(/\/+$/, '');
  const follows = (name: string, target: string): boolean =>
    asked.flags.has('L') || (asked.flags.has('copy-unsafe-links') && leadsOut(name, target));
  const anyFollowed = asked.flags.has('L') || asked.flags.has('copy-unsafe-links');
  const sums = asked.flags.has('c');
  const dropped: Dropped[] = [];
  const walk = (below: string, above: readonly string[]): void => {
    let names: string[];
    try {
      names = readdirSync(pathOf(top, below), 'latin1').sort();
    } catch (error) {
      // The real rsync reports that when it comes upon it.
      if (codeOf(error) === 'EACCES' || codeOf(error) === 'ENOENT') return;
      throw error;
    }
    for (const name of names.map((one) => below + one)) {
      const path = pathOf(top, name);
      const found = lookHere(path);
      if (found === undefined || found === 'unseen') continue;
      const shown = `${toBytes(top)}/${showName(name)}`;
      let is: Stats = found;
      if (found.isSymbolicLink()) {
        const target = tryStat(path);
        if (target === undefined && anyFollowed) {
          const line = asked.flags.has('L') ? undefined : `error: ${shown}: stat: No such file or directory`;
          dropped.push({ name, line });
        }
        if (target === undefined || !follows(name, readlinkSync(path, 'latin1'))) continue;
        is = target;
        if (sums && is.isFile() && is.size > 0) {
          dropped.push({ name, line: `error: ${shown}: hash_file_by_path: Too many levels of symbolic links` });
          continue;
        }
      }
      if (is.isDirectory()) {
        const real = realpathSync(path, 'latin1');
        if (!above.includes(real)) walk(`${name}/`, [...above, real]);
      } else if (sums && is.isFile() && is.size > 0 && !canRead(path)) {
        dropped.push({ name, line: `error: ${shown}: hash_file_by_path: Permission denied` });
      }
    }
  };
  walk('', [realpathOr(top)]);
  return dropped;
}

/** Whether a link leads out of the collection, as rsync sees it (util1.c, unsafe_symlink). */
function leadsOut(name: string, target: string): boolean {
  if (target.startsWith('/')) return true;
  let depth = name.split('/').length - 1;
  for (const piece of target.split('/')) {
    if (piece === '..') depth -= 1;
    else if (piece !== '.' && piece !== '') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function tryStat(path: Buffer): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (/^(?:ENOENT|ENOTDIR|ELOOP|EACCES)$/.test(codeOf(error))) return undefined;
    throw error;
  }
}

function canRead(path: Buffer): boolean {
  try {
    closeSync(openSync(path, 'r'));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EACCES') return false;
    throw error;
  }
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (/^(?:ENOENT|EACCES)$/.test(codeOf(error))) return path;
    throw error;
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

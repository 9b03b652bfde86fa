/**
 * Plays Apple's rsync, for tests: takes the words of our commands, and prints and ends as recordings.ts has it.
 * `APPLE_RSYNC` says which version. What it prints depends on what it finds: it compares source and destination itself,
 * and bytes are moved by the real rsync of this system, whose failures it tells in Apple's words. See apple-rsync.ts
 * for how to use it.
 *
 * Not played: what openrsync brings before it stops at a folder that it cannot write in (here later files may have
 * come), and the wrong file that 146 and 170 leave when a source cannot be read to its end.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { codeOf, compareEntries, entryFormat, findDropped, readEntry } from './compare.ts';
import type { Compared, Dropped, Entry } from './compare.ts';
import { readName, showName, toBytes } from './names.ts';
import { runReal, separator, shownSeparator } from './real-rsync.ts';
import type { RealEnd, Trouble } from './real-rsync.ts';
import {
  appleVersions,
  beginnings,
  failures,
  kindOf,
  lastLines,
  reasons,
  refusals,
  summaries,
  versionTexts,
} from './recordings.ts';
import type { AppleVersion, Cause, Failure, Kind, Way } from './recordings.ts';
import { isRemote, readWords } from './words.ts';
import type { Asked } from './words.ts';

type Values = Readonly<Record<string, string | number>>;

/** One run: what it is, and what has come of it so far. */
class Play {
  readonly kind: Kind;
  readonly way: Way;
  readonly version: AppleVersion;
  readonly asked: Asked;
  /** Where the real rsync writes to. */
  readonly target: string;
  /** Why it cannot go on, if it cannot. */
  failed: { readonly cause: Cause; readonly values: Values } | undefined;
  /** Whether something is left out, and whether something has vanished. */
  isPartial = false;
  hasVanished = false;
  /** What the real rsync counted. */
  counts: Record<string, string> = {};
  /** Bytes that had come when the connection closed. */
  received = '0';

  constructor(version: AppleVersion, asked: Asked) {
    this.version = version;
    this.kind = kindOf(version);
    this.asked = asked;
    this.way = isRemote(asked.source) ? 'pull' : 'local';
    // rsync 3.5.0 follows no link of somebody else in this path; Apple's does.
    const folder = asked.destination.replace(/(.)\/+$/, '$1');
    this.target = existsSync(folder) ? `${realpathSync(folder)}/` : asked.destination;
  }

  /** A line of Apple's on standard error. */
  complain(line: string): void {
    print(2, line);
  }

  /** The same, in openrsync's form. */
  warn(line: string): void {
    this.complain(`rsync(${process.pid}): ${line}`);
  }

  /** A path below the destination. */
  below(path: string): string {
    const top = this.target.replace(/\/+$/, '');
    return path.startsWith(`${top}/`) ? path.slice(top.length + 1).replace(/^\.$/, '') : path;
  }

  /** Takes up what the real rsync ran into. Gives whether it may go on. */
  meet(trouble: Trouble): boolean {
    const { what, words, number, line } = trouble;
    // The real rsync names a source in full, openrsync as it was typed.
    const isRelative = this.kind === 'openrsync' && this.way === 'local' && !this.asked.source.startsWith('/');
    const here = `${toBytes(process.cwd())}/`;
    const path = isRelative && trouble.path.startsWith(here) ? trouble.path.slice(here.length) : trouble.path;
    const name = this.below(path);
    const slash = name.lastIndexOf('/') + 1;
    const values = { path, words, number, folder: name.slice(0, slash), name: name.slice(slash), ten: randomEnd(10) };
    const fail = (cause: Cause, more: Values = {}): false => {
      this.failed ??= { cause, values: { ...values, ...more } };
      return false;
    };
    const isOpen = this.kind === 'openrsync';
    switch (what) {
      case 'closed':
        this.received = path;
        return true;
      case 'write failed':
        return fail(words === 'File too large' ? 'file too large' : 'disk full');
      case 'cannot stat destination':
        return fail('destination is no folder');
      case 'cannot make destination':
        return fail('destination cannot be made');
      case 'cannot enter destination':
        return fail('destination cannot be entered');
      case 'text before':
        return fail('text before');
      case 'collection not found':
        return fail('collection not found');
      case 'vanished':
        return this.meetVanished(path);
      case 'no referent':
        return this.meetDeadLink(path, line);
      default:
    }
    this.isPartial = true;
    // An account without root does not try with Apple's, and nothing is said.
    if (what === 'set owner') return true;
    if (!isOpen) {
      this.complain(
        `rsync: ${what === 'cannot make way' ? `delete_file: rmdir "${join(this.target, path)}" failed: Directory not empty (39)` : line}`,
      );
      return true;
    }
    switch (what) {
      case 'mkstemp': {
        // The name that the real rsync wanted is that of the file between two dots.
        const file = values.name.replace(/^\./, '').replace(/\.[A-Za-z0-9]{6}$/, '');
        return fail('folder cannot be written in', { name: file });
      }
      case 'mkdir':
        this.warn(`error: ${name}/: mkpathat: ${words}`);
        break;
      case 'symlink':
        this.warn(`error: mkstemplinkat: ${words}`);
        break;
      case 'set times':
        this.warn(`error: ${name || '.'}: utimensat (2): ${words}`);
        break;
      case 'cannot make way':
        this.warn(`error: ${path}: unlinkat: Directory not empty`);
        break;
      case 'cannot open':
        this.warn(`error: ${path}: open (2) in ${process.cwd()}: ${words}`);
        break;
      case 'cannot list':
        this.warn(`warning: ${path}: unreadable directory: ${words}`);
        break;
      case 'cannot look':
        this.warn(`warning: ${path}: could not stat: ${words}`);
        break;
      default:
        this.warn(`error: ${line}`);
    }
    return true;
  }

  /** For a source on this computer: with one on another it says so itself. */
  private meetVanished(path: string): true {
    if (this.kind === 'openrsync') {
      this.isPartial = true;
      const where = this.asked.flags.has('c') ? 'hash_file_by_path' : `open (2) in ${process.cwd()}`;
      this.warn(`error: ${path}: ${where}: No such file or directory`);
    } else {
      this.hasVanished = true;
      print(1, `file has vanished: "${path}"`);
    }
    return true;
  }

  /** The same. openrsync has said what it says of it before: see findDropped. */
  private meetDeadLink(path: string, line: string): true {
    if (this.kind === '2.6.9' && !this.asked.flags.has('L')) {
      this.hasVanished = true;
      print(1, `file has vanished: "${path}"`);
    } else {
      this.isPartial = true;
      if (this.kind === '2.6.9') this.complain(line);
    }
    return true;
  }

  /** Reads a line of the summary of the real rsync. */
  count(line: string): void {
    const [, name, value] = /^([A-Z][a-z ]+): (\d+)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) this.counts[name] = value;
  }

  summary(more: Values = {}): void {
    if (!this.asked.flags.has('stats') && !this.asked.flags.has('v')) return;
    const of = (name: string): number => Number(this.counts[name] ?? 0);
    const [size, sent, received] = [of('Total file size'), of('Total bytes sent'), of('Total bytes received')];
    const values = {
      files: of('Number of files'),
      transferred: of('Number of regular files transferred'),
      size,
      transferredSize: of('Total transferred file size'),
      literal: of('Literal data'),
      matched: of('Matched data'),
      list: of('File list size'),
      sent,
      received,
      speed: (sent + received) * 10_000,
      speedup: (size / Math.max(sent + received, 1)).toFixed(2),
      ...more,
    };
    const lines: readonly string[] = summaries[this.kind][this.way];
    const shown = this.asked.flags.has('stats') ? lines : lines.filter((line) => /^(?:$|sent|total size)/.test(line));
    // For an empty list no time is printed, except by 2.6.9 with a source on this computer.
    const tellsTimes = values.files !== 0 || (this.kind === '2.6.9' && this.way === 'local');
    for (const line of shown) if (tellsTimes || !/^File list .* time/.test(line)) print(1, fill(line, values));
  }

  /** Ends a run that came to its end, with Apple's code. */
  end(real: RealEnd): number {
    const code = this.isPartial ? 23 : this.hasVanished ? 24 : real.code;
    if (code === 0) return 0;
    if (code !== 23 && code !== 24) throw new Error(`No recording has what the real rsync ended with: ${code}.`);
    if (this.kind === '2.6.9') {
      const line = fill(lastLines[code][this.way], { role: 'generator' });
      print(code === 24 ? 1 : 2, line);
    }
    return code;
  }

  /** Ends a run that did not come to its end. Undefined when it did. */
  endFailed(real: RealEnd): number | undefined {
    const cause = this.failed?.cause ?? this.causeOf(real);
    if (cause === undefined) return undefined;
    const failure = this.find(cause);
    const values = {
      ...this.failed?.values,
      pid: process.pid,
      destination: toBytes(this.asked.destination),
      source: toBytes(this.asked.source.replace(/\/+$/, '')),
      received: this.received,
    };
    for (const line of failure.said) this.complain(fill(line, values));
    if (failure.summary) this.summary();
    return failure.code ?? Math.max(1, real.remoteShellCode ?? 0);
  }

  private find(cause: string): Failure {
    const all = failures.filter((one) => one.cause === cause && one.by === this.kind && one.way === this.way);
    const failure = all[Number(process.env.APPLE_TAKE ?? 1) - 1] ?? all[0];
    if (!failure) throw new Error(`No recording has "${cause}" of ${this.kind}, ${this.way}.`);
    return failure;
  }

  /** Ends as it has been recorded, without a run of the real rsync: for causes that no test can bring about. */
  fail(cause: string): number {
    const failure = this.find(cause);
    const [words, number] = reasons[failure.cause] ?? ['', 0];
    const name = 'b.eer';
    this.failed = {
      cause: failure.cause,
      values: {
        path: `${toBytes(this.target)}movies/${name}`,
        words: process.env.APPLE_REASON ?? words,
        number,
        folder: 'movies/',
        name,
        ten: randomEnd(10),
        six: randomEnd(6),
      },
    };
    if (failure.leaves !== undefined) {
      mkdirSync(join(this.target, 'movies'), { recursive: true });
      writeFileSync(join(this.target, 'movies', fill(failure.leaves, this.failed.values)), 'a part');
    }
    return this.endFailed({ code: failure.code ?? 255, remoteShellCode: 255, isInterrupted: false }) ?? 1;
  }

  private causeOf({ code, remoteShellCode = 0, isInterrupted }: RealEnd): Cause | undefined {
    if (isInterrupted && code !== 0) return 'interrupted';
    if (code === 0 || code === 23 || code === 24 || this.way === 'local') return undefined;
    if (remoteShellCode === 127) return 'rsync missing';
    if (remoteShellCode > 128 && remoteShellCode < 255) return 'ssh killed';
    if (code === 12 || code === 255 || code === remoteShellCode) {
      return this.received === '0' ? 'no connection' : 'connection lost';
    }
    return undefined;
  }
}

/** `rsync -rlcn -i --stats`: lists the source, and compares. */
async function check(play: Play): Promise<number> {
  const dropped = play.kind === 'openrsync' && play.way === 'local' ? findDropped(play.asked) : [];
  const entries: Entry[] = [];
  const skipped: string[] = [];
  // There is no such folder, and a dry run makes none: so everything is listed.
  const nowhere = `/no-folder-${process.pid}/`;
  const options = [
    '-n',
    '-c',
    '--stats',
    '--no-inc-recursive',
    '--checksum-choice=md5',
    `--out-format=${entryFormat.join(separator)}`,
  ];
  const real = await runReal(play.asked, options, nowhere, {
    shown: (line) => {
      const entry = readEntry(line);
      if (entry) entries.push(entry);
      const [, name] = /^skipping non-regular file "(.*)"$/.exec(line) ?? [];
      if (name !== undefined) skipped.push(name);
      play.count(line);
    },
    trouble: (trouble) => play.meet(trouble),
    said: (line) => {
      noteSaid(play, line);
    },
  });
  const ended = play.endFailed(real);
  if (ended !== undefined) return ended;
  tellDropped(play, dropped);
  const here = findHere(play);
  if (here === 'unfit') return play.endFailed({ ...real, code: 3 }) ?? 3;
  // openrsync shows a name here as it is, with a line break in it.
  for (const name of skipped)
    print(1, `skipping non-regular file "${play.kind === 'openrsync' ? readName(name) : name}"`);
  const listed = entries.filter(({ name }) => !dropped.some((one) => one.name === name));
  // openrsync does not open a file without contents to add them up.
  const opens = play.kind === '2.6.9' || play.way === 'pull';
  const compared = compareEntries(
    listed.map((entry) => (opens || entry.sizeBytes > 0 ? entry : { ...entry, sum: sumOfNothing })),
    here,
    play.kind,
  );
  for (const line of compared.lines) print(1, line);
  tellUnseen(play, compared);
  // The side that receives counts nothing in a dry run, the one that sends does.
  const counts =
    play.kind === 'openrsync' && play.way === 'pull'
      ? { transferred: 0, transferredSize: 0 }
      : { transferred: compared.files, transferredSize: compared.bytes };
  const left = entries.filter((entry) => !listed.includes(entry));
  play.summary({
    ...counts,
    files: Number(play.counts['Number of files']) - left.length,
    size: left.reduce((size, { sizeBytes }) => size - sizeBytes, Number(play.counts['Total file size'])),
  });
  return play.end(real);
}

/** The destination, as a check finds it: undefined when there is no folder that can be entered. */
function findHere(play: Play): string | undefined {
  const folder = play.target.replace(/(.)\/+$/, '$1');
  const fail = (cause: Cause): 'unfit' => {
    play.failed = { cause, values: { path: toBytes(`${folder}/`), words: 'Permission denied', number: 13 } };
    return 'unfit';
  };
  const isOpen = play.kind === 'openrsync';
  if (!existsSync(folder)) return undefined;
  if (!statSync(folder).isDirectory()) return isOpen ? undefined : fail('destination is no folder');
  try {
    statSync(`${folder}/.`);
    return folder;
  } catch (error) {
    if (codeOf(error) !== 'EACCES') throw error;
    return isOpen ? undefined : fail('destination cannot be entered');
  }
}

function tellUnseen(play: Play, { unseen }: Compared): void {
  for (const name of unseen) {
    play.isPartial = true;
    play.complain(
      `rsync: recv_generator: failed to stat "${toBytes(play.target)}${showName(name)}": Permission denied (13)`,
    );
  }
}

function tellDropped(play: Play, dropped: readonly Dropped[]): void {
  for (const { line } of dropped) {
    play.isPartial = true;
    if (line !== undefined) play.warn(line);
  }
}

/** The MD5 of a file without contents. */
const sumOfNothing = 'd41d8cd98f00b204e9800998ecf8427e';

/** What the other end says, which no stand-in changes. */
function noteSaid(play: Play, line: string): void {
  print(2, line);
  if (/^rsync: \[sender\] (?:change_dir|link_stat) ".*" failed: /.test(line)) {
    play.failed = { cause: 'collection not found', values: {} };
  }
}

/** A copy, or with `-c` what cures. */
async function copy(play: Play): Promise<number> {
  const { flags } = play.asked;
  const dropped = play.kind === 'openrsync' && play.way === 'local' ? findDropped(play.asked) : [];
  tellDropped(play, dropped);
  const parts = findParts(play.target);
  const brought: string[] = [];
  let item: { flags: string; name: string; target: string } | undefined;
  let hasBegun = false;
  const isTold = flags.has('P') || flags.has('v');
  const begin = (files: string): void => {
    if (hasBegun) return;
    hasBegun = true;
    const lines = flags.has('P') ? beginnings[play.kind].progress : flags.has('v') ? beginnings[play.kind].verbose : [];
    const values = {
      files: files === '1' ? '1 file' : `${files} files`,
      list: play.way === 'pull' ? 'receiving' : 'building',
    };
    for (const line of lines) print(1, fill(line, values));
  };
  const janitor = play.kind === 'openrsync' ? startJanitor(play.target) : undefined;
  const options = [
    ...dropped.map(({ name }) => `--exclude=/${quotePattern(name)}`),
    '--stats',
    '--no-inc-recursive',
    // Also without -P: it tells how many files there are.
    '--progress',
    `--out-format=${['%i', '%n', '%L'].join(separator)}`,
  ];
  const real = await runReal(
    play.asked,
    options,
    play.target,
    {
      shown: (line) => {
        const [itemized = '', name = '', target] = line.split(shownSeparator);
        const [, files] = /(\d+) files? to consider$/.exec(line) ?? [];
        if (files !== undefined) begin(files);
        if (line.startsWith('created directory ') && play.kind === '2.6.9' && hasBegun && isTold) print(1, line);
        if (target !== undefined) {
          item = { flags: itemized, name: readName(name), target: readName(target.replace(/^ -> /, '')) };
          if (itemized.startsWith('>f')) brought.push(item.name);
          showItem(play, item);
        } else if (item && flags.has('P')) showProgress(play, line);
        play.count(line);
      },
      trouble: (trouble) => play.meet(trouble),
      said: (line) => {
        noteSaid(play, line);
      },
    },
    janitor,
  );
  janitor?.end('ended\n');
  const ended = play.endFailed(real);
  if (ended !== undefined) return ended;
  if (play.version === '146.140.15' || play.version === '170') leaveEmptyFolders(play, parts, brought);
  play.summary();
  return play.end(real);
}

/** A line for what is brought or set right, by its flags or only by its name. */
function showItem(play: Play, { flags, name, target }: { flags: string; name: string; target: string }): void {
  const isOpen = play.kind === 'openrsync';
  const isWrongLink = flags.startsWith('cLc');
  // openrsync sets a wrong link right and does not tell.
  if (isWrongLink && isOpen) return;
  const link = flags.charAt(1) === 'L' ? ` -> ${showName(target)}` : '';
  if (play.asked.flags.has('i')) {
    // It has two flags less, behind the others.
    print(1, `${isWrongLink ? 'cL..T....' : flags.slice(0, 9)} ${showName(name)}${link}`);
  } else if ((play.asked.flags.has('P') || play.asked.flags.has('v')) && !flags.startsWith('.f')) {
    print(1, `${showName(name)}${isOpen ? '' : link}`);
  }
}

/** A state of progress, which the real rsync writes in its own form. */
function showProgress(play: Play, line: string): void {
  const found = /^ +(\d+) +(\d+%) +(\S+) +(\S+)(?: \(xfr#(\d+), to-chk=(\d+)\/(\d+)\))?$/.exec(line);
  if (!found) return;
  const [, bytes = '', percent = '', speed = '', time = '', nth, left, all] = found;
  const isOpen = play.kind === 'openrsync';
  const done = isOpen ? Number(all) - 1 - Number(left) : Number(left);
  const end = nth === undefined ? '' : ` (xfer#${nth}, to-check=${done}/${all ?? ''})`;
  const numbers = isOpen
    ? bytes === '0' && end !== ''
      ? `${bytes.padStart(15)} -nan%   ${time.padStart(8, '0')}`
      : `${bytes.padStart(15)} ${percent.padStart(4)} ${speed.padStart(11)}   ${time.padStart(8, '0')}`
    : `${bytes.padStart(12)} ${percent.padStart(4)} ${speed.padStart(11)}    ${time}`;
  process.stdout.write(Buffer.from(nth === undefined ? `${numbers}\r` : `${numbers}${end}\n`, 'latin1'));
}

/** The pieces that a copy had left: the folder of each, and whose piece it is. */
function findParts(folder: string): { folder: string; name: string }[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { encoding: 'latin1', withFileTypes: true });
  } catch (error) {
    if (/^(?:ENOENT|EACCES|ENOTDIR)$/.test(codeOf(error))) return [];
    throw error;
  }
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return findParts(join(folder, Buffer.from(entry.name, 'latin1').toString()));
    return folder.endsWith('/.rsync-partial') ? [{ folder, name: entry.name }] : [];
  });
}

/** Before 182, the folder of a piece stays behind, empty, when more was to come after the file that was resumed. */
function leaveEmptyFolders(
  play: Play,
  parts: readonly { folder: string; name: string }[],
  brought: readonly string[],
): void {
  for (const { folder, name } of parts) {
    const file = `${play.below(join(folder, '..', 'x')).slice(0, -1)}${name}`;
    const isLast = brought.at(-1) === file;
    if (brought.includes(file) && !isLast && !existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  }
}

/**
 * Waits until all who write here are gone; if they did not come to their end, it gives what they were writing the ten
 * characters that openrsync's names have. So a killed copy leaves what openrsync leaves.
 */
function startJanitor(target: string): Writable {
  const script =
    'read -r ended || find "$1" -type f -name ".*.??????" -newermt "@$2" -exec sh -c \'for part; do mv "$part" "$part$0"; done\' "$3" {} +';
  const since = String(Date.now() / 1000 - 1);
  const janitor = spawn('sh', ['-c', script, 'janitor', target, since, randomEnd(4)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  janitor.unref();
  return janitor.stdin;
}

function randomEnd(length: number): string {
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length }, () => all.charAt(randomInt(all.length))).join('');
}

/** A name as a pattern that means only itself. */
function quotePattern(name: string): string {
  const text = Buffer.from(name, 'latin1').toString();
  return /[*?[]/.test(text) ? text.replaceAll(/[*?[\\]/g, String.raw`\$&`) : text;
}

function fill(line: string, values: Values): string {
  return line.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`No value for {${name}} in: ${line}`);
    return String(value);
  });
}

function print(output: 1 | 2, line: string): void {
  (output === 1 ? process.stdout : process.stderr).write(Buffer.from(`${line}\n`, 'latin1'));
}

async function main(words: readonly string[]): Promise<number> {
  const version = appleVersions.find((one) => one === process.env.APPLE_RSYNC);
  if (version === undefined) throw new Error(`APPLE_RSYNC must be one of ${appleVersions.join(', ')}.`);
  const kind = kindOf(version);
  if (words.includes('--version')) {
    for (const line of versionTexts[kind]) print(1, line);
    return 0;
  }
  const asked = readWords(words, kind);
  if ('unknown' in asked) {
    for (const line of refusals[kind]) print(2, fill(line, { option: asked.unknown }));
    return 1;
  }
  const play = new Play(version, asked);
  const [when, cause] = (process.env.APPLE_FAILS ?? '').split(': ');
  if (cause !== undefined && when === (asked.flags.has('n') ? 'check' : 'copy')) return play.fail(cause);
  return asked.flags.has('n') ? check(play) : copy(play);
}

// The reader of the output has gone: nobody is left to report to.
process.stdout.on('error', () => process.exit(1));
process.exitCode = await main(process.argv.slice(2));

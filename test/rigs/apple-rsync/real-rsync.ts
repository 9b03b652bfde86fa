/**
 * Runs the rsync of this system, which moves the bytes; its messages become troubles, to be reported in Apple's words.
 */
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { isRemote } from './words.ts';
import type { Asked } from './words.ts';

/** Something that the real rsync said of itself, not of the other end. */
export interface Trouble {
  readonly what:
    | 'write failed'
    | 'cannot stat destination'
    | 'cannot make destination'
    | 'cannot enter destination'
    | 'closed'
    | 'text before'
    | 'mkstemp'
    | 'mkdir'
    | 'symlink'
    | 'set times'
    | 'set owner'
    | 'cannot make way'
    | 'cannot open'
    | 'cannot list'
    | 'cannot look'
    | 'collection not found'
    | 'vanished'
    | 'no referent'
    | 'other';
  /** The file or folder, as it was said. */
  readonly path: string;
  /** What the system said of it, such as "Permission denied", and its number. */
  readonly words: string;
  readonly number: string;
  /** The whole line, without who said it. */
  readonly line: string;
}

/** How it ended. */
export interface RealEnd {
  readonly code: number;
  /** That of ssh, or of what stands for it: 128 and more when it was killed. */
  readonly remoteShellCode: number | undefined;
  readonly isInterrupted: boolean;
}

export interface Handlers {
  /** A line of standard output, or a state of progress, which ends with a carriage return. */
  readonly shown: (line: string) => void;
  /** A trouble of the real rsync. Gives whether it may go on. */
  readonly trouble: (trouble: Trouble) => boolean;
  /** A line of standard error that is not its own: of ssh, or of the other end. */
  readonly said: (line: string) => void;
}

/** The text between the pieces of a line of `--out-format`, and how it is shown. */
export const separator = '\u001f';
export const shownSeparator = String.raw`\#037`;

/** Runs it to its end. `guard` is left open by all its processes. */
export async function runReal(
  asked: Asked,
  options: readonly string[],
  target: string,
  { shown, trouble, said }: Handlers,
  guard?: Writable,
): Promise<RealEnd> {
  const remote = isRemote(asked.source);
  const shell = remote ? ['-e', `'${join(import.meta.dirname, 'remote-shell')}' ${asked.remoteShell}`] : [];
  const words = [...asked.passed, ...options, '--no-human-readable', ...shell, '--', asked.source, target];
  // The last one is where remote-shell says how ssh ended.
  const child = spawn(findReal(), words, {
    stdio: ['inherit', 'pipe', 'pipe', guard ?? 'ignore', 'pipe'],
    env: plainEnv(),
  });
  let isInterrupted = false;
  let isStopped = false;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const interrupt = (signal: NodeJS.Signals): void => {
    isInterrupted = true;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, interrupt);
  const [, out, err, , shellCode] = child.stdio;
  if (!out || !err || !(shellCode instanceof Readable)) throw new Error('rsync has no output.');
  let remoteShellCode: number | undefined;
  eachLine(shellCode, /\n/, (line) => {
    remoteShellCode = Number(line);
  });
  eachLine(out, /[\n\r]/, shown);
  // The real rsync ends a line of progress before it says something: an empty line is its own, if its own words follow.
  let isEmptyBefore = false;
  eachLine(err, /\n/, (line) => {
    const found = isStopped ? undefined : readTrouble(line, remote);
    if (isEmptyBefore && found === undefined) said('');
    isEmptyBefore = line === '' && !isStopped;
    if (found === undefined) {
      if (!isStopped && line !== '') said(line);
    } else if (found !== 'nothing' && !trouble(found)) {
      isStopped = true;
      child.kill('SIGTERM');
    }
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (exit, signal) => {
      resolve(exit ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
  for (const signal of signals) process.off(signal, interrupt);
  return { code, remoteShellCode, isInterrupted };
}

/** The next rsync in PATH that is not this stand-in; or that of `REAL_RSYNC`. */
function findReal(): string {
  const own = realpathSync(join(import.meta.dirname, 'bin'));
  const found = (process.env.PATH ?? '')
    .split(':')
    .filter((folder) => existsSync(join(folder, 'rsync')) && realpathSync(folder) !== own)
    .map((folder) => join(folder, 'rsync'))
    .at(0);
  const real = process.env.REAL_RSYNC ?? found;
  if (real === undefined) throw new Error('There is no other rsync in PATH, which would move the bytes.');
  return real;
}

/**
 * Words in English and times in UTC, with the characters of the caller. Apple's rsync takes a path as it is quoted, as
 * with --old-args.
 */
function plainEnv(): NodeJS.ProcessEnv {
  const characters = process.env.LC_ALL ?? process.env.LC_CTYPE ?? process.env.LANG ?? 'C';
  const own = Object.entries(process.env).filter(([name]) => !/^(?:LC_|RSYNC_)|^LANGUAGE$/.test(name));
  return {
    ...Object.fromEntries(own),
    LANG: 'C',
    LC_CTYPE: characters,
    TZ: 'UTC',
    RSYNC_OLD_ARGS: '1',
  };
}

/** Calls back for each line of bytes, also for a last one without an end. */
function eachLine(stream: NodeJS.ReadableStream, end: RegExp, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('latin1').on('data', (text: string) => {
    const lines = (rest + text).split(end);
    rest = lines.pop() ?? '';
    lines.forEach(take);
  });
  stream.on('end', () => {
    if (rest !== '') take(rest);
  });
}

const troubles: readonly (readonly [Trouble['what'], RegExp])[] = [
  ['write failed', /^write failed on "(.*)": (.*) \((\d+)\)$/],
  ['write failed', /^close failed on "(.*)": (.*) \((\d+)\)$/],
  ['cannot stat destination', /^ERROR: cannot stat destination "(.*)": (.*) \((\d+)\)$/],
  ['mkdir', /^recv_generator: mkdir "(.*)" failed: (.*) \((\d+)\)$/],
  ['cannot make destination', /^mkdir "(.*)" failed: (.*) \((\d+)\)$/],
  ['collection not found', /^(?:change_dir|link_stat) "(.*)" failed: (.*) \((\d+)\)$/],
  ['cannot enter destination', /^change_dir#\d "(.*)" failed: (.*) \((\d+)\)$/],
  ['closed', /^connection unexpectedly closed \((\d+)( )(bytes) received so far\)$/],
  ['mkstemp', /^mkstemp "(.*)" failed: (.*) \((\d+)\)$/],
  ['symlink', /^symlink "(.*)" -> ".*" failed: (.*) \((\d+)\)$/],
  ['set times', /^failed to set times on "(.*)": (.*) \((\d+)\)$/],
  ['set owner', /^ch(?:grp|own) "(.*)" failed: (.*) \((\d+)\)$/],
  ['cannot open', /^send_files failed to open "(.*)": (.*) \((\d+)\)$/],
  ['cannot list', /^opendir "(.*)" failed: (.*) \((\d+)\)$/],
  ['cannot look', /^readlink_stat\("(.*)"\) failed: (.*) \((\d+)\)$/],
];
const bareTroubles: readonly (readonly [Trouble['what'], RegExp])[] = [
  ['text before', /^protocol version mismatch -- is your shell clean\?()$/],
  ['cannot make way', /^could not make way for new (?:.*?): (.*)$/],
];
/** The same, where the sender is on this computer. */
const localBareTroubles: readonly (readonly [Trouble['what'], RegExp])[] = [
  ['vanished', /^(?:file|directory) has vanished: "(.*)"$/],
  ['no referent', /^symlink has no referent: "(.*)"$/],
];

/** Reads a line of standard error. "nothing" is a line of the real rsync that says nothing more. */
function readTrouble(line: string, remote: boolean): Trouble | 'nothing' | undefined {
  const bare = remote ? bareTroubles : [...bareTroubles, ...localBareTroubles];
  for (const [what, pattern] of bare) {
    const found = pattern.exec(line);
    if (found) return { what, path: found[1] ?? '', words: 'No such file or directory', number: '2', line };
  }
  if (/^\*\*\* Skipping|^\(see the rsync man|^rsync warning: some files vanished/.test(line)) return 'nothing';
  // The other end says "[sender]" too, but with its own version behind an error.
  const side = remote ? 'Receiver|receiver|generator' : 'Receiver|receiver|generator|sender';
  if (new RegExp(`^rsync error: .* \\[(?:${side}|client)=`).test(line)) return 'nothing';
  const own = new RegExp(`^rsync: \\[(?:${side})\\] (.*)$`).exec(line)?.[1];
  const closed = new RegExp(`^rsync: (connection unexpectedly closed .*) \\[(?:${side})\\]$`).exec(line)?.[1];
  const text = own ?? closed;
  if (text === undefined) return undefined;
  if (/^(?:write error|read error|safe_write|connection unexpectedly closed .* \[)|, continuing: /.test(text))
    return 'nothing';
  for (const [what, pattern] of troubles) {
    const found = pattern.exec(text);
    if (found) return { what, path: found[1] ?? '', words: found[2] ?? '', number: found[3] ?? '', line: text };
  }
  return { what: 'other', path: '', words: '', number: '', line: text };
}

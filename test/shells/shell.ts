import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { makeWords } from '../../src/generator/command/argv.ts';
import type { WordRow } from '../../src/generator/command/argv.ts';
import { formatCommand } from '../../src/generator/index.ts';
import type { Command, Word } from '../../src/generator/index.ts';

/** How each shell is started, without the files that would configure it. */
export const shells = {
  bash: ['bash', '--norc', '--noprofile'],
  zsh: ['zsh', '-f'],
  dash: ['dash'],
  ksh93: ['ksh93'],
  mksh: ['mksh'],
  busybox: ['busybox', 'sh'],
  fish: ['fish', '--no-config'],
  tcsh: ['tcsh', '-f'],
} as const satisfies Record<string, Start>;

/** The command that starts a shell. */
export type Start = readonly [program: string, ...options: string[]];

/** The shells that a person may sit at. */
export type ShellName = keyof typeof shells;
export const shellNames = Object.keys(shells) as ShellName[];

/** The text with which a shell gives the file name of its own program to `show-argv`. */
export function tellProgram(shell: ShellName): string {
  const file = shell === 'fish' ? '/proc/$fish_pid/exe' : '/proc/$$/exe';
  const command = `readlink ${file} | xargs basename`;
  return shell === 'fish' ? `show-argv (${command})` : `show-argv \`${command}\``;
}

/** What a shell did with a text. */
export interface Reading {
  /** The arguments of each `show-argv` it ran. */
  readonly argvs: readonly (readonly string[])[];
  /** The files it made beside those that were there: none, unless a word was run or redirected to. */
  readonly made: readonly string[];
  /** What it complained of. */
  readonly complaint: string;
}

const here = import.meta.dirname;

// There is something for * ? [1] {a,b} and ~ to find.
const files = ['1', 'a', 'b', 'x', 'a b', '-x', '~'];

/** A fresh folder with files that patterns match, and the environment in which `show-argv` is a command. */
export function openFolder(): { folder: string; env: NodeJS.ProcessEnv; listMade: () => string[]; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'shells-'));
  for (const file of files) writeFileSync(join(folder, file), '');
  return {
    folder,
    env: {
      ...process.env,
      PATH: `${here}${delimiter}${process.env.PATH ?? ''}`,
      HOME: folder,
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
    },
    listMade: () => readdirSync(folder).filter((file) => !files.includes(file) && !file.startsWith('.')),
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Gives a shell a text with `-c` and reads back what it passed on. */
export async function readWith(start: Start, text: string, env: NodeJS.ProcessEnv = {}): Promise<Reading> {
  const place = openFolder();
  const [program, ...options] = start;
  try {
    const [output, complaint] = await new Promise<[Buffer, string]>((resolve, reject) => {
      const child = execFile(
        program,
        [...options, '-c', text],
        { cwd: place.folder, env: { ...place.env, ...env }, encoding: 'buffer', maxBuffer: 2 ** 26, timeout: 60_000 },
        (error, stdout, stderr) => {
          // An exit code is an answer, a shell that is missing or was ended is not.
          if (error && typeof error.code !== 'number') reject(new Error(`${program} cannot be run`, { cause: error }));
          else resolve([stdout, stderr.toString()]);
        },
      );
      child.stdin?.end();
    });
    return { argvs: parseRecords(output), made: place.listMade(), complaint };
  } finally {
    place.remove();
  }
}

/** Reads the records that `show-argv` wrote; bytes that are not UTF-8 fail. */
function parseRecords(output: Buffer): string[][] {
  const items = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(output).split('\0').slice(0, -1);
  const records: string[][] = [];
  for (let next = 0; next < items.length;) {
    const count = Number(items[next]);
    records.push(items.slice(next + 1, next + 1 + count));
    next += 1 + count;
  }
  return records;
}

/** Reads the records that `show-argv` appended to a file. */
export function readRecords(file: string): string[][] {
  return parseRecords(readFileSync(file));
}

/** The reading that is right: exactly these words, and nothing else happened. */
export function rightReading(words: readonly string[]): Reading {
  return { argvs: [words], made: [], complaint: '' };
}

const utility: WordRow = ['utility', 'show-argv', 'Shows its arguments.', 'test/shells/show-argv'];

/** The words of `show-argv` with these arguments, as a method makes them. */
function showArgv(words: readonly string[]): Word[] {
  return makeWords([utility, ...slotRows(words)], slots(words));
}

/** The words of `ssh LOGIN COMMAND`, the command being `show-argv` with these arguments. */
export function showArgvThere(login: string, words: readonly string[]): Word[] {
  const rows: readonly WordRow[] = [
    ['utility', 'ssh', 'Runs a command there.', 'ssh(1)'],
    ['operand', login, 'The account.', 'ssh(1)'],
    ['operand', [utility, ...slotRows(words)], 'The command.', 'ssh(1)'],
  ];
  return makeWords(rows, slots(words));
}

function slotRows(words: readonly string[]): WordRow[] {
  return words.map((_, index) => ['operand', `{w${String(index)}}`, 'An argument.', 'test/shells/show-argv']);
}

function slots(words: readonly string[]): Record<string, readonly { text: string }[]> {
  return Object.fromEntries(words.map((text, index) => [`w${String(index)}`, [{ text }]]));
}

/** The text to paste of `show-argv` with these arguments. */
export function formatShowArgv(words: readonly string[]): string {
  return formatCommand(posix(showArgv(words)));
}

/** A command for any Unix shell. */
export function posix(words: readonly Word[]): Command {
  return { shell: 'posix', words };
}

/** Splits words into lists whose commands are one line of at most 1000 bytes. */
export function splitIntoLines(words: readonly string[]): string[][] {
  const lists: string[][] = [];
  for (const text of words) {
    const last = lists.at(-1);
    const isFull = !last || Buffer.byteLength(formatShowArgv([...last, text])) > 1000;
    if (isFull) lists.push([text]);
    else last.push(text);
  }
  return lists;
}

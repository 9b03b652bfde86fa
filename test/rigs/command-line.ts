/** The command line, run as a program: once, or many times in one process, where only the words matter. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The file that the command line is. */
export const commandLine = join(import.meta.dirname, '../../src/cli/main.ts');

/** What a run left behind. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line with these words. */
export const runCommandLine = (...words: readonly string[]): Ended => feedCommandLine(words, '');

/** Runs it with a text that it may read. */
export function feedCommandLine(words: readonly string[], input: string): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, ...words], { encoding: 'utf8', input });
  return { status, stdout, stderr };
}

/** Loads the main module anew for each list of words; all that it imports is loaded once. */
const program = `
const [main, lists] = process.argv.slice(1);
const ended = [];
const writes = [process.stdout.write, process.stderr.write];
for (const [index, words] of JSON.parse(lists).entries()) {
  const shown = ['', ''];
  process.stdout.write = (text) => { shown[0] += text; return true; };
  process.stderr.write = (text) => { shown[1] += text; return true; };
  process.argv = [process.execPath, main, ...words];
  process.exitCode = undefined;
  await import('file://' + main + '?' + index);
  process.stdout.removeAllListeners('error');
  ended.push({ status: process.exitCode, stdout: shown[0], stderr: shown[1] });
}
[process.stdout.write, process.stderr.write] = writes;
process.exitCode = 0;
console.log(JSON.stringify(ended));
`;

/** Runs the command line with each list of words: a start of Node costs more than the run itself. */
export function runCommandLines(lists: readonly (readonly string[])[]): Ended[] {
  const words = ['--input-type=module', '-e', program, commandLine, JSON.stringify(lists)];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 100_000_000 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Ended[];
}

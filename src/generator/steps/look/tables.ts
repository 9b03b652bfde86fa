/**
 * What is in a folder: one command that tells all, on any Unix, and whose last line says that it came to its end.
 *
 * ssh puts the words behind the account together, with a blank between them, and so does `sh` here: the shell there
 * reads them as one command. Each is short enough for a line of paper.
 */
import type { WordRow } from '../../command/argv.ts';
import { quoteWord } from '../../command/quote.ts';
import { reportProgram, reportTexts } from './report-program.ts';

/** How long such a word may be, before it is quoted. Unit: characters. */
const mostColumns = 74;

/** A word that is too long for a line, as the shell there reads it, in words that lines have room for. */
function cutWord(word: string, meaning: string): WordRow[] {
  const lines: string[] = [];
  for (const piece of quoteWord(word).split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + piece.length >= mostColumns) lines.push(piece);
    else lines[lines.length - 1] = `${line} ${piece}`;
  }
  return lines.map((line, index) => ['operand', line, index > 0 ? 'It goes on.' : meaning, 'awk(1)']);
}

const rowsOf = (...rows: readonly (readonly WordRow[])[]): WordRow[] =>
  rows.map((inner) => ['operand', inner, 'A part of the command to run there:', 'ssh(1)']);

/** Whether rsync is there: where it is not, nothing is looked for. */
export const askRsyncRows = rowsOf([
  ['utility', 'rsync', 'Copies files. Whether it is there is seen now:', 'rsync(1)'],
  ['option', '--version', 'it only says which one it is.', 'rsync(1) --version'],
  ['operator', '>', 'What it says goes to', 'POSIX XCU, 2.7.2'],
  ['operand', '/dev/null', 'where nothing is kept.', 'null(4)'],
  ['operator', '&&', 'And only if it did:', 'POSIX XCU, 2.9.3'],
]);

/**
 * Lists a folder, a line each, then the links that lead nowhere, and says what it comes to. In the columns of `ls -n`
 * no name can have a blank. busybox shows letters of other languages only where the locale has them.
 */
export const lookRows: readonly WordRow[] = [
  ...rowsOf(
    [
      ['utility', 'env', 'Sets, for the command that follows:', 'env(1)'],
      ['operand', 'LC_ALL=C.UTF-8', 'days and months in English,', 'locale(7)'],
      ['operand', 'TIME_STYLE=locale', 'as the standard has them;', 'ls(1), GNU'],
      ['operand', 'QUOTING_STYLE=literal', 'names as they are;', 'ls(1), GNU'],
    ],
    [
      ['operand', 'LS_BLOCK_SIZE=1', 'sizes in bytes.', 'ls(1), GNU'],
      ['utility', 'find', 'Looks through a folder and all in it:', 'find(1)'],
    ],
    [['operand', '{contents}', 'this one.', 'find(1)']],
    [
      ['operand', '-exec', 'For what it finds it runs', 'find(1) -exec'],
      ['operand', 'ls', 'which lists', 'ls(1)'],
      ['operand', '-ldn', 'each by itself, with size, and owners as numbers.', 'ls(1) -l -d -n'],
      ['operand', '{}', 'Here stand the names.', 'find(1) -exec'],
      ['operand', '+', 'Many at a time.', 'find(1) -exec'],
    ],
    [
      ['operand', '-type', 'Then, only of', 'find(1) -type'],
      ['operand', 'l', 'links,', 'find(1) -type'],
      ['operand', '-not', 'those that do not', 'find(1) -not'],
      ['operand', '-exec', 'pass', 'find(1) -exec'],
      ['operand', 'test', 'the question', 'test(1)'],
      ['operand', '-e', 'whether there is', 'test(1) -e'],
      ['operand', '{}', 'what they lead to.', 'find(1) -exec'],
      ['operand', ';', 'The question ends.', 'find(1) -exec'],
      ['operand', '-print', 'Prints their paths.', 'find(1) -print'],
    ],
    [
      ['operator', '|', 'Hands the list to', 'POSIX XCU, 2.9.2'],
      ['utility', 'env', 'which sets, for the command that follows:', 'env(1)'],
      ['operand', 'LC_ALL=C', 'each byte is a character.', 'locale(7)'],
      ['utility', 'awk', 'Reads it, and says what it comes to.', 'awk(1)'],
      // Last: lab-look.ts adds a variable.
      ['option', '-v', 'Sets a variable:', 'awk(1) -v'],
    ],
  ),
  ...cutWord(reportTexts, 'the texts of the program, which has no double quotes for the sake of PowerShell.'),
  ...cutWord(reportProgram, 'The program: counts, adds up, and names what somebody has to know.'),
];

/** What puts the words together on this computer. */
export const lookHereRows = [
  ['utility', 'sh', 'A shell, whichever one you type into.', 'sh(1)'],
  ['option', '-c', 'Runs what follows:', 'sh(1) -c'],
  ['option-argument', 'eval "$*"', 'the words behind, put together.', 'POSIX XCU, eval'],
  ['operand', 'look', 'A name for messages of sh.', 'sh(1) -c'],
  ...lookRows,
] as const satisfies readonly WordRow[];

/**
 * What is in a collection: one command that tells all, on any Unix, and whose last line says that it came to its end.
 */
import type { WordRow } from '../../command/argv.ts';
import { lookProgram } from './program.ts';

/**
 * Lists a folder, a line each, then the links that lead nowhere. In the columns of `ls -n` no name can have a blank.
 */
export const lookRows = [
  ['utility', 'find', 'Looks through a folder and all in it:', 'find(1)'],
  ['operand', '{contents}', 'the collection.', 'find(1)'],
  ['operand', '-exec', 'For what it finds it runs', 'find(1) -exec'],
  ['operand', 'ls', 'which lists', 'ls(1)'],
  ['operand', '-ldn', 'each by itself, with size, and owners as numbers.', 'ls(1) -l -d -n'],
  ['operand', '{}', 'Here stand the names.', 'find(1) -exec'],
  ['operand', '+', 'Many at a time.', 'find(1) -exec'],
  ['operand', '-type', 'Then, only of', 'find(1) -type'],
  ['operand', 'l', 'links,', 'find(1) -type'],
  ['operand', '-not', 'those that do not', 'find(1) -not'],
  ['operand', '-exec', 'pass', 'find(1) -exec'],
  ['operand', 'test', 'the question', 'test(1)'],
  ['operand', '-e', 'whether there is', 'test(1) -e'],
  ['operand', '{}', 'what they lead to.', 'find(1) -exec'],
  ['operand', ';', 'The question ends.', 'find(1) -exec'],
  ['operand', '-print', 'Prints their paths.', 'find(1) -print'],
] as const satisfies readonly WordRow[];

/** The awk and the sed of macOS end at a name that is no UTF-8, in a terminal that is: akinomyoga/ble.sh#190. */
export const plainRows = [
  ['utility', 'env', 'a program for which it sets a variable:', 'env(1)'],
  ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
] as const satisfies readonly WordRow[];

/** Reads the list and says what it comes to. */
export const tellRows = [
  ['operator', '|', 'Hands the list to', 'POSIX XCU, 2.9.2'],
  ...plainRows,
  ['utility', 'awk', 'which adds up.', 'awk(1)'],
  // Right behind awk: there paper may break it between two statements.
  ['operand', lookProgram, 'Counts, and names links that lead out of the collection or nowhere.', 'awk(1)'],
  ['operand', '{base}', 'Where names inside the collection begin.', 'awk(1), Command line'],
] as const satisfies readonly WordRow[];

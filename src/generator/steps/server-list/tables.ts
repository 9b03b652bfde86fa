/** Rows that make a list of checksums beside a collection, on the storage server. */
import type { WordRow } from '../../command/argv.ts';

const md5sumRows = [
  ['operand', '-exec', 'and for these it runs', 'find(1) -exec'],
  ['operand', 'md5sum', 'which makes the checksum', 'md5sum(1)'],
  ['operand', '{}', 'of each of them,', 'find(1) -exec'],
  ['operand', '+', 'many at a time.', 'find(1) -exec'],
] as const satisfies readonly WordRow[];

/** What makes the list, on the server itself. A list that was cut short does not pass: it lacks files that are here. */
export const serverListRows = [
  ['utility', 'cd', 'Goes to', 'POSIX XCU, cd'],
  ['operand', '{collection}', 'the collection.', 'POSIX XCU, cd'],
  ['operator', '&&', 'And only if it is there:', 'POSIX XCU, 2.9.3'],
  ['utility', 'find', 'Lists what is in', 'find(1)'],
  ['operand', '.', 'this folder, and below it:', 'find(1)'],
  ['operand', '(', 'what is', 'find(1) Operators'],
  ['operand', '-type', 'of the type', 'find(1) -type'],
  ['operand', 'f', 'file,', 'find(1) -type'],
  ['operand', '-o', 'or', 'find(1) -o'],
  ['operand', '-type', 'of the type', 'find(1) -type'],
  ['operand', 'l', 'link,', 'find(1) -type'],
  ['operand', '-exec', 'for which', 'find(1) -exec'],
  ['operand', 'test', 'it is seen', 'test(1)'],
  ['operand', '-f', 'that it leads to a file:', 'test(1) -f'],
  ['operand', '{}', 'FileZilla brings that file.', 'find(1) -exec'],
  ['operand', ';', 'So much of links.', 'find(1) -exec'],
  ['operand', ')', 'So much of what is listed;', 'find(1) Operators'],
  ...md5sumRows,
  ['operator', '>', 'Writes the checksums to', 'POSIX XCU, 2.7.2'],
  ['operand', '{list}', 'this file beside the collection.', 'POSIX XCU, 2.7.2'],
] as const satisfies readonly WordRow[];

/** Rows and sentences of the step that says how far a copy is, while it runs in another window. */
import type { Tables } from '../../step.ts';
import { aliveRows } from '../rsync-copy/tables.ts';
import { loginRow, sshRow } from '../storage-server/tables.ts';
import { farProgram } from './program.ts';

export const progressTables = {
  commands: {
    far: [
      sshRow,
      ...aliveRows,
      loginRow,
      [
        'operand',
        [
          ['utility', 'cd', 'Goes to', 'POSIX XCU, cd'],
          ['operand', '{contents}', 'the collection,', 'POSIX XCU, cd'],
          ['operator', '&&', 'and if it is there:', 'POSIX XCU, 2.9.3'],
          ['utility', 'find', 'Looks through a folder and all in it:', 'find(1)'],
          ['operand', '.', 'this one.', 'find(1)'],
          ['operand', '-type', 'Only what is', 'find(1) -type'],
          ['operand', 'f', 'a file,', 'find(1) -type'],
          ['operand', '-exec', 'for which it runs', 'find(1) -exec'],
          ['operand', 'ls', 'which lists', 'ls(1)'],
          ['operand', '-ldn', 'each by itself, with size, and owners as numbers.', 'ls(1) -l -d -n'],
          ['operand', '{}', 'Here stand the names.', 'find(1) -exec'],
          ['operand', '+', 'Many at a time.', 'find(1) -exec'],
        ],
        'The command to run there:',
        'ssh(1)',
      ],
      ['operator', '|', 'Hands the list to', 'POSIX XCU, 2.9.2'],
      ['utility', 'sh', 'which runs', 'sh(1)'],
      ['option', '-c', 'this:', 'sh(1) -c'],
      [
        'option-argument',
        'cd "$1" && shift && cat && for n in 0 60; do sleep $n; date "+// %s"; find "$@"; done',
        'goes to the folder, hands the list on, then two of what is here, a minute apart.',
        'POSIX XCU, 2.9.4',
      ],
      ['operand', 'far', 'A name for messages of sh.', 'sh(1) -c'],
      ['operand', '{destination}', 'The destination.', 'POSIX XBD, 12.2'],
      ['operand', '.', 'What find is told: look here,', 'find(1)'],
      ['operand', '-type', 'only for what is', 'find(1) -type'],
      ['operand', 'f', 'a file,', 'find(1) -type'],
      // What a killed copy has left is begun again.
      ['operand', '-not', 'and not', 'find(1) -not'],
      ['operand', '(', 'one that', 'find(1) OPERATORS'],
      ['operand', '-name', 'has a name', 'find(1) -name'],
      ['operand', '.*.??????*', 'which rsync gives to what is on its way,', 'rsync(1) --temp-dir'],
      ['operand', '-mmin', 'and was last written to', 'find(1) -mmin'],
      ['operand', '+2', 'more than two minutes ago,', 'find(1) -mmin'],
      ['operand', ')', 'which is a dead piece.', 'find(1) OPERATORS'],
      ['operand', '-exec', 'For these it runs', 'find(1) -exec'],
      ['operand', 'ls', 'which lists', 'ls(1)'],
      ['operand', '-ldn', 'each by itself, with size, and owners as numbers.', 'ls(1) -l -d -n'],
      ['operand', '{}', 'Here stand the names.', 'find(1) -exec'],
      ['operand', '+', 'Many at a time.', 'find(1) -exec'],
      ['operator', '|', 'Hands the lists to', 'POSIX XCU, 2.9.2'],
      ['utility', 'env', 'which sets a variable for one command:', 'env(1)'],
      ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
      ['utility', 'awk', 'Reads a text, line by line.', 'awk(1)'],
      ['operand', farProgram, 'Compares the lists, and says how far it is.', 'awk(1)'],
    ],
    by: [
      ['operand', '{by}', 'By the end of which day all should be here.', 'awk(1), Command line'],
      ['operand', '-', 'It reads what it is handed.', 'awk(1), Command line'],
    ],
  },
  steps: {
    far: {
      title: 'To see how far it is: look, in another window',
      phase: 'copy',
      ifNeeded: true,
      expect:
        'After a minute: `HERE` with how much is here of how much there is, and how fast it came in this minute; `REST` with how long the others take at that rate, and until when{inTime}. ssh may ask for your password first. What has come is still to be verified, which takes up to as long again.',
      otherwise: [
        [
          'TOO LATE',
          'At this rate the first images are deleted before they are here. Ask {manager} for more time now.',
        ],
        [
          'STANDS STILL',
          'Nothing came in this minute. Look at the copy: it may have ended, wait for your password, or still be comparing.',
        ],
        ['ALL HERE', 'As much is here as there is, by size. Only the check tells whether it is right.'],
        [
          'NOT KNOWN',
          'The lines above say why: the server was not reached, or there is nothing in the collection.',
          'connection-lost',
        ],
      ],
    },
  },
  inTime: '; and `IN TIME` if that is by the end of {by}, the day before the first images are deleted',
} as const satisfies Tables & Record<string, unknown>;

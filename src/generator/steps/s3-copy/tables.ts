/** Rows and sentences of a copy from a bucket, and of its verification. */
import type { WordRow } from '../../command/argv.ts';
import { countDestinationRow, countRows, driveSpaceStep, makeFolderStep } from '../../command/powershell.ts';
import type { StepText, Tables } from '../../step.ts';
import { anyDiskTables } from '../disk/tables.ts';
import { rsyncCopyTables } from '../rsync-copy/tables.ts';
import { sessionNotices, sessionTables, startAgain } from '../session/tables.ts';

export const awsRow = [
  'utility',
  'aws',
  'The program of AWS for the command line.',
  'aws help',
] as const satisfies WordRow;
export const s3Row = ['operand', 's3', 'For buckets:', 'aws s3 help'] as const satisfies WordRow;
const syncRow = [
  'operand',
  'sync',
  'copies what is missing or different, and deletes nothing.',
  'aws s3 sync help',
] as const satisfies WordRow;
export const urlRow = [
  'operand',
  '{url}',
  'From: the bucket, and the prefix with a slash at its end.',
  'aws s3 help, Path Argument Type',
] as const satisfies WordRow;
export const toRow = [
  'operand',
  '{destination}',
  'To: the destination.',
  'aws s3 sync help',
] as const satisfies WordRow;
const summarizeRow = [
  'option',
  '--summarize',
  'Ends with the number of files and their total size.',
  'aws s3 ls help, --summarize',
] as const satisfies WordRow;
// Without it a file of the same size that is newer in the bucket is passed over: awscli 2.9.19, syncstrategy/base.py.
const timesRow = [
  'option',
  '--exact-timestamps',
  'Different is what has another size, or another time than in the bucket.',
  'aws s3 sync help, --exact-timestamps',
] as const satisfies WordRow;
export const dryRow = [
  'option',
  '--dryrun',
  'Only says what it would do. Nothing is changed.',
  'aws s3 sync help, --dryrun',
] as const satisfies WordRow;

// What says where the bucket is, and as whom it is asked, comes at the end of these: it differs by method.
const listRows = [
  awsRow,
  s3Row,
  ['operand', 'ls', 'lists what is there', 'aws s3 ls help'],
  urlRow,
  ['option', '--recursive', 'With all that is below the prefix.', 'aws s3 ls help, --recursive'],
] as const satisfies readonly WordRow[];
export const lookRows = [
  ...listRows,
  ['option', '--human-readable', 'Sizes in units that are easy to read.', 'aws s3 ls help, --human-readable'],
  summarizeRow,
] as const satisfies readonly WordRow[];
export const numberRows = [...listRows, summarizeRow] as const satisfies readonly WordRow[];
export const copyRows = [awsRow, s3Row, syncRow, urlRow, toRow, timesRow] as const satisfies readonly WordRow[];
// Silence alone would also be what is left of a command that was ended: the program of AWS ends with 0 only when it has
// compared all.
export const comparedRows = [
  ['operator', '&&', 'And only if it came to its end, without a warning:', 'POSIX XCU, 2.9.3'],
  ['utility', 'echo', 'writes', 'echo(1)'],
  ['operand', 'COMPARED: each line above this one is a file that is not right', 'that.', 'echo(1)'],
] as const satisfies readonly WordRow[];
export const sameRow = [
  'the same file each time',
  'Its name has `//`, `/./` or `/../` in it, is a folder as well, or is too long here. Fetch it by itself, with `aws s3 cp`, its address, another name, and the options of this command. It goes on being named.',
] as const;
const differs = [
  [
    'a line that begins with `(dryrun) download:`',
    'That file is missing, cut short, longer, changed here, or sent again. Copy again, then verify again.',
    'verify-differs',
  ],
  sameRow,
  [
    'all files, each time',
    'The disk does not keep times to the second, as with FAT. Choose a destination on another disk.',
  ],
  [
    'error, warning',
    'Not passed: the check itself failed, or a file cannot be had. The line says why.',
    'connection-lost',
  ],
] as const;
const onePlaceRow = [
  'another number',
  'Not passed. Names that differ in capitals only become one file on some disks: choose a destination on another disk.',
  'verify-differs',
] as const;
/**
 * Steps, each with its command. After one that `asks` the bucket come the rows that say where it is, then those of
 * `ends`.
 */
export type Kit = Readonly<
  Record<
    string,
    StepText & { readonly rows: readonly WordRow[]; readonly asks?: true; readonly ends?: readonly WordRow[] }
  >
>;

export const s3CopyTables = {
  commands: {},
  steps: {
    resume: {
      title: 'If it was interrupted: the same command again',
      phase: 'resume',
      ifNeeded: true,
      expect:
        'Files that are here with the right size and time are passed over. One that was cut begins again from its start.{again}',
      otherwise: [['the same error three times', 'Send its last lines to whoever runs the bucket.']],
    },
  },
  pull: {
    version: {
      rows: [awsRow, ['option', '--version', 'Says which version is installed.', 'aws help, --version']],
      title: 'See whether the program of AWS is installed',
      phase: 'prepare',
      expect: 'A line that begins with `aws-cli/2`.',
      otherwise: [
        [
          'not found, not recognized',
          'It is not installed. Install version 2 as the documentation of AWS says, or ask whoever runs this computer.',
          'command-not-found',
        ],
        ['`aws-cli/1`', 'An older program. Install version 2: the commands have been tried with it only.'],
      ],
    },
    verify: {
      rows: [...copyRows, dryRow],
      asks: true,
      ends: comparedRows,
      title: 'Verify: what would still be copied',
      phase: 'verify',
      expect:
        'One line alone, which begins with `COMPARED`: each file of the bucket is here, with the size and the time it has there. It does not compare contents, and only counts together with the two numbers below.',
      otherwise: differs,
    },
    leftovers: {
      rows: [
        ['utility', 'find', 'Lists files. It deletes nothing.', 'find(1)'],
        ['operand', '{destination}', 'In the destination.', 'find(1)'],
        ['operand', '-name', 'Those with such a name:', 'find(1) -name'],
        [
          'operand',
          '*.[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]',
          'a dot and eight digits or letters from a to f: what aws calls a file it is still writing.',
          'awscli 2.9.19, s3transfer/utils.py, get_temp_filename',
        ],
      ],
      title: 'Look for leftovers',
      phase: 'verify',
      expect: 'Nothing.',
      otherwise: [
        [
          'a path',
          'A piece of a killed copy. If the bucket has no file of this name, delete it: it would be counted below.',
        ],
      ],
    },
    'count-here': {
      rows: [
        ['utility', 'find', 'Looks through a folder and all in it', 'find(1)'],
        ['operand', '{destination}', 'The destination.', 'find(1)'],
        ['operand', '-type', 'for things of this kind:', 'find(1) -type'],
        ['operand', 'f', 'files.', 'find(1) -type'],
        ['operand', '-exec', 'For them it runs', 'find(1) -exec'],
        ['operand', 'printf', 'a program that writes', 'printf(1)'],
        ['operand', '%.1s', 'one character for each, so that odd names cannot change the number.', 'printf(1)'],
        ['operand', '{}', 'Here stand the files.', 'find(1) -exec'],
        ['operand', '+', 'Many at a time.', 'find(1) -exec'],
        ['operator', '|', 'Hands the characters to', 'POSIX XCU, 2.9.2'],
        ['utility', 'wc', 'which counts', 'wc(1)'],
        ['option', '-c', 'them.', 'wc(1) -c'],
      ],
      title: 'Verify: count here',
      phase: 'verify',
      expect:
        'Passed: the same number. What does not count: here, files of other origin such as `.DS_Store`, and pieces of a killed copy; in the list above, names that end in `/`, which stand for empty folders. These are not compared.',
      otherwise: [onePlaceRow],
    },
  },
  windows: {
    folder: makeFolderStep(['option-argument', '{destination}', 'The destination.', 'PowerShell, New-Item']),
    space: driveSpaceStep,
    // Windows PowerShell 5.1 has no “&&”.
    verify: {
      rows: [...copyRows, dryRow],
      asks: true,
      title: 'Verify: what would still be copied',
      phase: 'verify',
      expect:
        'Nothing, and your prompt: each file of the bucket is here, with the size and the time it has there. It does not compare contents, and only counts together with the two numbers below.',
      otherwise: differs,
    },
    'count-here': {
      rows: countRows(countDestinationRow),
      title: 'Verify: count here',
      phase: 'verify',
      expect:
        'Passed: `Count` is the same as `Total Objects`, and `Sum` the same as `Total Size`. What does not count: here, files of other origin; in the list above, names that end in `/`, which stand for empty folders. These are not compared.',
      otherwise: [
        onePlaceRow,
        [
          'a smaller `Sum`, the same `Count`',
          'Not passed. A name that Windows cannot have, such as one with `:`, leaves an empty file. Use WSL.',
          'verify-differs',
        ],
      ],
    },
  },
  notices: {
    content:
      'The check compares names, sizes and the number of files, not each byte. Keep the files in the bucket until you have opened some images. One that is damaged is fetched anew if you delete it here and copy again. A bucket has no links: whether some were left out, the facility knows. The commands were run against a server for buckets on our own computer, not against a service.',
    windows: 'These commands have been run on Linux, not in PowerShell on Windows.',
    ...sessionNotices,
  },
  startAgain,
  session: sessionTables,
  // Of its rows and sentences: folder, awake.
  copy: rsyncCopyTables,
  disks: anyDiskTables,
} as const satisfies Tables & { pull: Kit; windows: Kit; [more: string]: unknown };

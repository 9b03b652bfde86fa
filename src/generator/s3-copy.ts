/** The steps that pull a collection from a bucket with `aws`, and verify it, for every method that does. */
import type { Facility } from '../facility/schema.ts';
import { demand } from './argv.ts';
import type { WordRow } from './argv.ts';
import type { Notice } from './check.ts';
import type { Step } from './plan.ts';
import { countDestinationRow, countRows, driveSpaceRows } from './powershell.ts';
import type { Part } from './quote.ts';
import { rsyncCopyTexts } from './rsync-copy.ts';
import { planSession, sessionTexts } from './session.ts';
import { makeStep, runRows } from './texts.ts';
import type { StepText, Texts, Where } from './texts.ts';

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
const listRow = ['operand', 'ls', 'lists what is there', 'aws s3 ls help'] as const satisfies WordRow;
const recursiveRow = [
  'option',
  '--recursive',
  'With all that is below the prefix.',
  'aws s3 ls help, --recursive',
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
export const lookRows = [
  awsRow,
  s3Row,
  listRow,
  urlRow,
  recursiveRow,
  ['option', '--human-readable', 'Sizes in units that are easy to read.', 'aws s3 ls help, --human-readable'],
  summarizeRow,
] as const satisfies readonly WordRow[];
export const copyRows = [awsRow, s3Row, syncRow, urlRow, toRow, timesRow] as const satisfies readonly WordRow[];
// Silence alone would also be what is left of a command that was ended: the program of AWS ends with 0 only when it has compared all.
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
export const numberRows = [
  awsRow,
  s3Row,
  listRow,
  urlRow,
  recursiveRow,
  summarizeRow,
] as const satisfies readonly WordRow[];

/**
 * Steps, each with its command. Of one that `asks` the bucket, those rows follow that say where it is, and then those of `ends`.
 */
export type Kit = Readonly<
  Record<
    string,
    StepText & { readonly rows: readonly WordRow[]; readonly asks?: true; readonly ends?: readonly WordRow[] }
  >
>;

export const s3CopyTexts = {
  commands: {},
  steps: {
    resume: {
      title: 'If it was interrupted: the same command again',
      expect:
        'Files that are here with the right size and time are passed over. One that was cut begins again from its start.{again}',
      otherwise: [['the same error three times', 'Send its last lines to whoever runs the bucket.']],
    },
  },
  pull: {
    version: {
      rows: [awsRow, ['option', '--version', 'Says which version is installed.', 'aws help, --version']],
      title: 'See whether the program of AWS is installed',
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
      rows: [awsRow, s3Row, syncRow, urlRow, toRow, timesRow, dryRow],
      asks: true,
      ends: comparedRows,
      title: 'Verify: what would still be copied',
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
      title: 'Clean up: look for leftovers',
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
      expect:
        'Passed: the same number. What does not count: here, files of other origin such as `.DS_Store`, and pieces of a killed copy; in the list above, names that end in `/`, which stand for empty folders. These are not compared.',
      otherwise: [onePlaceRow],
    },
  },
  windows: {
    folder: {
      rows: [
        ['utility', 'mkdir', 'Makes a folder.', 'PowerShell, New-Item'],
        ['option', '-Force', 'Content when it is there already.', 'PowerShell, New-Item'],
        ['operand', '{destination}', 'The destination.', 'PowerShell, New-Item'],
      ],
      title: 'Make the folder, in PowerShell',
      expect: 'A line with the name of the folder.',
      otherwise: [['denied', 'You may not write there. Choose another destination.', 'read-only']],
    },
    space: {
      rows: driveSpaceRows,
      title: 'Check the free space',
      expect: '`Free (GB)` is more than the size of the collection.',
      otherwise: [['less', 'The collection does not fit. Choose another drive.', 'disk-full']],
    },
    // Windows PowerShell 5.1 has no “&&”.
    verify: {
      rows: [awsRow, s3Row, syncRow, urlRow, toRow, timesRow, dryRow],
      asks: true,
      title: 'Verify: what would still be copied',
      expect:
        'Nothing, and your prompt: each file of the bucket is here, with the size and the time it has there. It does not compare contents, and only counts together with the two numbers below.',
      otherwise: differs,
    },
    'count-here': {
      rows: /* @__PURE__ */ countRows(countDestinationRow),
      title: 'Verify: count here',
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
      'The check compares names, sizes and the number of files, not each byte. Keep the files in the bucket until you have opened some images. One that is damaged is fetched anew if you delete it here and copy again. A bucket has no links: whether some were left out, the facility knows.',
    windows: 'These commands have been run on Linux, not in PowerShell on Windows.',
    noSession: 'The copy ends when this terminal closes. Leave it open, or use screen or tmux.',
    wsl: 'Leave the WSL window open: Windows may stop WSL when no window is. Windows drives, under /mnt, are slower.',
  },
  startAgain: ' If the session is gone, start it again first.',
  session: sessionTexts,
  // Of its rows and sentences: folder, space, awake.
  copy: rsyncCopyTexts,
} as const satisfies Texts & { pull: Kit; windows: Kit; [more: string]: unknown };

/** A collection in a bucket, and how it is pulled. */
export interface S3Copy {
  /** The address of the collection: bucket and prefix, with a slash at its end. */
  readonly url: readonly Part[];
  /** The rows that say where the bucket is, and as whom it is asked; and what stands in their slots, and in those of `kit`. */
  readonly access: readonly WordRow[];
  readonly slots: Readonly<Record<string, readonly Part[]>>;
  /** The steps of the method itself: `configure`, `look`, `copy` and `count`, and what it does otherwise than the shared ones. */
  readonly kit: Kit;
  /** What the sentences name. */
  readonly values: Readonly<Record<'manager' | 'service', string>> & Readonly<Record<string, string>>;
  /** Whether the program that copies keeps no pieces of files beside them, and is looked for first, by the step `version-s5cmd`. */
  readonly isFast?: boolean;
}

/** What the plan needs of a request. */
interface Request {
  readonly lab: string;
  readonly collection: string;
  readonly computer: string;
  readonly destination: string;
  readonly session: 'screen' | 'tmux' | 'none';
}

/** From the first look at the bucket to the last count. */
export function planS3Copy(
  facility: Facility,
  request: Request,
  { url, access, slots: more, kit: own, values, isFast }: S3Copy,
  { copy: shared, pull, windows, steps, startAgain, session: sessionWords }: typeof s3CopyTexts,
): Step[] {
  const { computer, destination } = request;
  const onWindows = computer === 'windows';
  const place = computer === 'linux' ? 'lab server' : 'your computer';
  const session = onWindows ? undefined : planSession(facility, request, place, sessionWords);
  const here: Where = { place };
  const inside: Where = session ? { place, inside: session.name } : here;
  const slots = {
    url,
    destination: [{ text: destination, field: 'destination' }],
    drive: [{ text: destination.slice(0, 1), field: 'destination' }],
    ...more,
  };
  const kit: Kit = {
    folder: { ...shared.steps.folder, rows: shared.commands.folder },
    space: { ...shared.steps.space, rows: shared.commands.space },
    ...pull,
    ...own,
    ...(onWindows && windows),
  };
  const filled = { ...values, again: session ? startAgain : '' };
  const step = (id: string, where: Where, first: readonly WordRow[] = []): Step => {
    const text = demand(kit, id);
    const rows = [...first, ...text.rows, ...(text.asks ? access : []), ...(text.ends ?? [])];
    return makeStep(id, text, where, runRows(rows, slots, onWindows ? 'powershell' : 'posix'), filled);
  };
  const copy = step('copy', inside, computer === 'macos' ? shared.commands.awake : []);
  return [
    step('version', here),
    ...(isFast ? [step('version-s5cmd', here)] : []),
    ...['configure', 'look', 'folder', 'space'].map((id) => step(id, here)),
    ...(session ? [session.start] : []),
    copy,
    ...(session?.leave ?? []),
    makeStep('resume', steps.resume, inside, copy.action, filled),
    step('verify', inside),
    ...(isFast || onWindows ? [] : [step('leftovers', inside)]),
    step('count', inside),
    step('count-here', inside),
    ...(session ? [session.end] : []),
  ];
}

/** What to know before: of the check, the session, and the kind of computer. */
export function noticeS3Copy(
  { computer, session }: Pick<Request, 'computer' | 'session'>,
  { notices }: typeof s3CopyTexts,
): Notice[] {
  return [
    ...(computer === 'windows' ? [{ text: notices.windows }] : session === 'none' ? [{ text: notices.noSession }] : []),
    ...(computer === 'wsl' ? [{ text: notices.wsl }] : []),
  ];
}

/** Pull a collection with rsync over ssh; on Windows without WSL, where there is no rsync, with scp. */
import type { Facility } from '../../facility/schema.ts';
import type { WordRow } from '../argv.ts';
import { noticeDeceivingCharacters } from '../check.ts';
import type { CheckTexts, Notice } from '../check.ts';
import type { Action, Step } from '../plan.ts';
import { joinParts, quoteParts } from '../quote.ts';
import type { Part } from '../quote.ts';
import type { RsyncRequest } from '../request.ts';
import { planSession, sessionTexts } from '../session.ts';
import { collectionParts, loginParts, loginRow, planCheck, sshRow, storageServerTexts } from '../storage-server.ts';
import { fillText, makeStep, runRows } from '../texts.ts';
import type { StepText, Texts, Where } from '../texts.ts';

// Without these a link that goes dark hangs for ever: seen still waiting after 150 s. rsync's --timeout does not end a pull.
const optionRow = ['option', '-o', 'With this option of ssh:', 'ssh(1) -o'] as const satisfies WordRow;
const nextOptionRow = ['option', '-o', 'And with this one:', 'ssh(1) -o'] as const satisfies WordRow;
const intervalRow = [
  'option-argument',
  'ServerAliveInterval=30',
  'asks every 30 seconds whether the server is there.',
  'ssh_config(5)',
] as const satisfies WordRow;
const countRow = [
  'option-argument',
  'ServerAliveCountMax=6',
  'gives up after 6 questions without answer.',
  'ssh_config(5)',
] as const satisfies WordRow;

const target = ['operand', '{destination}', 'The destination.', 'POSIX XBD, 12.2'] as const satisfies WordRow;

export const rsyncTexts = {
  session: sessionTexts,
  server: storageServerTexts,
  commands: {
    folder: [
      ['utility', 'mkdir', 'Makes a folder.', 'mkdir(1)'],
      ['option', '-p', 'And those above it; content when it is there already.', 'mkdir(1) -p'],
      target,
    ],
    space: [
      ['utility', 'df', 'Shows how full a disk is,', 'df(1)'],
      ['option', '-h', 'in units that are easy to read.', 'df(1) -h'],
      target,
    ],
    armour: [
      ['utility', 'env', 'Sets a variable for one command:', 'env(1)'],
      ['operand', 'RSYNC_OLD_ARGS=1', 'tells every rsync that the path is quoted already.', 'rsync(1) --old-args'],
    ],
    awake: [
      ['utility', 'caffeinate', 'Keeps the Mac awake', 'caffeinate(8)'],
      ['option', '-i', 'while the command runs.', 'caffeinate(8) -i'],
    ],
    rsync: [['utility', 'rsync', 'Copies what is missing or different.', 'rsync(1)']],
    archive: [['option', '-a', 'Folders with all in them, keeping times, permissions and links.', 'rsync(1) -a']],
    // Windows drives seen from WSL keep neither owners nor modes.
    times: [['option', '-rt', 'Folders with all in them (-r), keeping times (-t).', 'rsync(1) -r -t']],
    copy: [
      ['option', '-P', 'Shows progress, and keeps the part of a file that has arrived.', 'rsync(1) -P'],
      [
        'option',
        '--partial-dir=.rsync-partial',
        'Keeps that part in this folder: no cut file ever looks whole.',
        'rsync(1) --partial-dir',
      ],
      ['option', '--stats', 'Ends with a summary.', 'rsync(1) --stats'],
    ],
    verify: [
      ['option', '-rcn', 'All folders (-r), comparing contents (-c), changing nothing (-n).', 'rsync(1) -r -c -n'],
      ['option', '-i', 'Names each file that differs.', 'rsync(1) -i'],
      // A check that could not connect prints no ">" line either: without the summary it would look passed.
      ['option', '--stats', 'Ends with a summary: the sign that the check was made.', 'rsync(1) --stats'],
    ],
    ends: [
      ['option', '-e', 'Reaches the server with this command:', 'rsync(1) -e'],
      [
        'option-argument',
        [['utility', 'ssh', 'An encrypted connection.', 'ssh(1)'], optionRow, intervalRow, nextOptionRow, countRow],
        'ssh, told to notice a dead connection.',
        'rsync(1) -e',
      ],
      [
        'operand',
        '{from}',
        'From: account, server, collection. The slash at its end: what is in the folder.',
        'rsync(1) USAGE',
      ],
      ['operand', '{to}', 'To: the destination.', 'rsync(1) USAGE'],
    ],
    leftovers: [
      ['utility', 'find', 'Lists files. It deletes nothing.', 'find(1)'],
      target,
      ['operand', '-name', 'Those with this name:', 'find(1) -name'],
      ['operand', '.*.??????', "rsync's name for a file it is still writing.", 'rsync(1) --temp-dir'],
      ['operand', '-o', 'or', 'find(1) -o'],
      ['operand', '-name', 'with this name:', 'find(1) -name'],
      ['operand', '.rsync-partial', 'The folder for cut files.', 'rsync(1) --partial-dir'],
    ],
  },
  steps: {
    folder: {
      title: 'Make the destination folder',
      expect: 'Nothing: no message means that it is there.',
      otherwise: [
        [
          'Permission denied',
          'You may not write there. Choose another destination, or ask whoever runs this computer.',
        ],
      ],
    },
    space: {
      title: 'Check the free space',
      expect: '`Avail` is more than the size in the first step, and `Mounted on` is the disk you mean.',
      otherwise: [
        ['too little `Avail`', 'The collection does not fit. Choose another disk.'],
        ['another disk', 'Yours is not connected. Connect it and begin again.'],
      ],
    },
    copy: {
      title: 'Copy',
      expect:
        'A line for each file with its percentage and speed, then a summary that ends with `total size is`. Answer any question, such as for your password, before you leave it. If the microscope was still writing, run the same command again after the session.',
      otherwise: [
        ['code 12, code 255, Broken pipe', 'The connection broke. Run the same command again: it resumes.'],
        ['code 11, No space left on device', 'The disk is full. Make room, then run the same command again.'],
        ['code 23', 'Something could not be read or written: the lines above say what. The copy is not complete.'],
        ['code 24, vanished', 'Images are being deleted while you copy. Ask {manager} now.'],
      ],
    },
    resume: {
      title: 'If it was interrupted: the same command again',
      expect: 'Whole files are passed over, and the one that was cut goes on where it stopped.{again}',
      otherwise: [['the same error three times', 'Send its last lines to {manager}.']],
    },
    verify: {
      title: 'Verify, before the images are deleted',
      expect:
        'Passed: no line begins with `>`, none says `error`, and the last one begins with `total size is`. Every byte is read on both sides: allow an hour for a terabyte.',
      otherwise: [
        ['a line that begins with `>`', 'That file is missing, cut short or different. Copy again, then verify again.'],
        ['`error`, or no `total size is`', 'Not passed: the check itself was cut off. Run it again.'],
      ],
    },
    leftovers: {
      title: 'Clean up: look for leftovers',
      expect: 'Nothing.',
      otherwise: [
        [
          'a path',
          'A piece of a killed copy. Once the check has passed, you may delete it, unless the collection itself has a file of this name.',
        ],
      ],
    },
  },
  // The steps on Windows, in order, each with its command.
  windows: {
    folder: {
      title: 'Make the folder, in PowerShell',
      rows: [
        ['utility', 'mkdir', 'Makes a folder.', 'PowerShell, New-Item'],
        ['option', '-Force', 'Content when it is there already.', 'PowerShell, New-Item'],
        ['operand', '{parent}', 'The folder that will hold the destination.', 'PowerShell, New-Item'],
      ],
      expect: 'A line with the name of the folder.',
      otherwise: [['denied', 'You may not write there. Choose another destination.']],
    },
    space: {
      title: 'Check the free space',
      rows: [
        ['utility', 'Get-PSDrive', 'Shows how full a drive is.', 'PowerShell, Get-PSDrive'],
        ['operand', '{drive}', 'Its letter.', 'PowerShell, Get-PSDrive'],
      ],
      expect: '`Free (GB)` is more than the size in the first step.',
      otherwise: [['less', 'The collection does not fit. Choose another drive.']],
    },
    copy: {
      title: 'Copy',
      rows: [
        ['utility', 'scp', 'Copies files from another computer.', 'scp(1)'],
        ['option', '-r', 'Folders with all in them.', 'scp(1) -r'],
        ['option', '-p', 'Keeps times.', 'scp(1) -p'],
        optionRow,
        intervalRow,
        nextOptionRow,
        countRow,
        ['operand', '{folder}', 'From: account, server, collection.', 'scp(1)'],
        ['operand', '{parent}', 'To: the folder that holds the destination.', 'scp(1)'],
      ],
      expect:
        'A line for each file with its percentage and speed, then your prompt. Leave the window open and the computer awake.',
      otherwise: [
        [
          'Connection reset, closed or timed out',
          'The connection broke. Run the same command again: it begins from the start.',
        ],
        ['No space left', 'The drive is full. Make room, then run the same command again.'],
      ],
    },
    verify: {
      title: 'Verify: count there',
      rows: [
        sshRow,
        loginRow,
        [
          'operand',
          [
            ['utility', 'rsync', 'Counts the files', 'rsync(1)'],
            ['option', '-rn', 'in all folders (-r), copying nothing (-n).', 'rsync(1) -r -n'],
            ['option', '--stats', 'Ends with a summary.', 'rsync(1) --stats'],
            ['operand', '{contents}', 'The collection.', 'rsync(1) USAGE'],
            ['operand', '/tmp/', 'A folder to compare with. Nothing is written there.', 'rsync(1) USAGE'],
          ],
          'The command to run there:',
          'ssh(1)',
        ],
      ],
      expect: 'Among others `Number of files`, in which `reg` is the number of images, and `Total file size`.',
      otherwise: [['`error`, or no such lines', 'Not counted. Run it again.']],
    },
    'verify-here': {
      title: 'Verify: count here',
      rows: [
        ['utility', 'Get-ChildItem', 'Lists files.', 'PowerShell, Get-ChildItem'],
        ['option', '-Recurse', 'In all folders.', 'PowerShell, Get-ChildItem'],
        ['option', '-File', 'Without the folders themselves.', 'PowerShell, Get-ChildItem'],
        ['option', '-Force', 'Hidden ones too.', 'PowerShell, Get-ChildItem'],
        ['option', '-LiteralPath', 'In this folder, taken as it is written:', 'PowerShell, Get-ChildItem'],
        ['option-argument', '{destination}', 'the destination.', 'PowerShell, Get-ChildItem'],
        ['operator', '|', 'Hands the list to', 'PowerShell, about_Pipelines'],
        ['utility', 'Measure-Object', 'which counts', 'PowerShell, Measure-Object'],
        ['option', '-Sum', 'and adds up', 'PowerShell, Measure-Object'],
        ['operand', 'Length', 'the sizes, in bytes.', 'PowerShell, Measure-Object'],
      ],
      expect:
        'Passed: `Count` is that number of images and `Sum` that total size. It shows that nothing is missing or cut short, not that each byte is right.',
      otherwise: [['other numbers', 'Not passed: something is missing or cut short. Copy again, then verify again.']],
    },
  },
  startAgain: ' If the session is gone, start it again first.',
  notices: {
    straightInto:
      'The images go straight into {destination}. To keep collections apart, end the destination with the collection.',
    windows:
      'Windows alone has no rsync, and scp cannot resume: a copy that is cut off begins again. These commands have not been run on Windows itself. WSL or Globus is the better way.',
    noSession: 'The copy ends when this terminal closes. Leave it open, or use screen or tmux.',
    wsl: 'Leave the WSL window open: Windows may stop WSL when no window is. Windows drives, under /mnt, are slower.',
  },
} as const satisfies Texts & {
  windows: Record<string, StepText & { rows: readonly WordRow[] }>;
  [more: string]: unknown;
};

type RsyncTexts = typeof rsyncTexts;

/** The steps of a pull, and what to know before it. The request must have been checked. */
export function planRsync(
  facility: Facility,
  request: RsyncRequest,
  texts: RsyncTexts,
  checkTexts: CheckTexts,
): { steps: Step[]; notices: Notice[] } {
  return {
    steps: request.computer === 'windows' ? planWindows(facility, request, texts) : planUnix(facility, request, texts),
    notices: findNotices(request, texts, checkTexts),
  };
}

function findNotices(request: RsyncRequest, { notices }: RsyncTexts, checkTexts: CheckTexts): Notice[] {
  const { computer, session, collection, destination } = request;
  const isWindows = computer === 'windows';
  return [
    ...(['lab', 'collection', 'destination'] as const).flatMap((field) =>
      noticeDeceivingCharacters(field, request[field], checkTexts),
    ),
    ...(isWindows || destination.endsWith(`/${collection}`)
      ? []
      : [{ field: 'destination' as const, text: fillText(notices.straightInto, { destination }) }]),
    ...(isWindows ? [{ text: notices.windows }] : session === 'none' ? [{ text: notices.noSession }] : []),
    ...(computer === 'wsl' ? [{ text: notices.wsl }] : []),
  ];
}

function planUnix(facility: Facility, request: RsyncRequest, texts: RsyncTexts): Step[] {
  const { computer } = request;
  const { commands, steps } = texts;
  const place = computer === 'linux' ? 'lab server' : 'your computer';
  const session = planSession(facility, request, place, texts.session);
  const where: Where = session ? { place, inside: session.name } : { place };
  const manager = facility.contact.role;

  // A path that needs quoting is quoted once more, for the shell at the other end. rsync from 3.2.4 on would quote it itself;
  // RSYNC_OLD_ARGS turns that off, and older ones and Apple's ignore it, where --old-args would stop them. By env(1),
  // because tcsh takes no assignment before a command.
  const path: Part[] = [...collectionParts(facility, request), { text: '/' }];
  const quotedPath = quoteParts(path);
  const isQuoted = joinParts(quotedPath) !== joinParts(path);
  const destination: Part = { text: request.destination, field: 'destination' };
  const slots = {
    destination: [destination],
    from: [...loginParts(facility, request), { text: ':' }, ...quotedPath],
    to: [destination, { text: '/' }],
  };
  const run = (...rows: (readonly WordRow[])[]): Action => runRows(rows.flat(), slots);
  const runRsync = (...options: (readonly WordRow[])[]): Action =>
    run(
      isQuoted ? commands.armour : [],
      computer === 'macos' ? commands.awake : [],
      commands.rsync,
      ...options,
      commands.ends,
    );
  const onWindowsDrive = computer === 'wsl' && /^\/mnt\/[a-z](?:\/|$)/.test(request.destination);
  const copy = runRsync(onWindowsDrive ? commands.times : commands.archive, commands.copy);
  return [
    planCheck(facility, request, place, 'posix', texts.server),
    makeStep('folder', steps.folder, { place }, run(commands.folder)),
    makeStep('space', steps.space, { place }, run(commands.space)),
    ...(session ? [session.start] : []),
    makeStep('copy', steps.copy, where, copy, { manager }),
    ...(session?.leave ?? []),
    makeStep('resume', steps.resume, where, copy, { manager, again: session ? texts.startAgain : '' }),
    makeStep('verify', steps.verify, where, runRsync(commands.verify)),
    makeStep('leftovers', steps.leftovers, where, run(commands.leftovers)),
    ...(session ? [session.end] : []),
  ];
}

function planWindows(facility: Facility, request: RsyncRequest, texts: RsyncTexts): Step[] {
  const where: Where = { place: 'your computer' };
  const part = (text: string): Part[] => [{ text, field: 'destination' }];
  const { destination } = request;
  const cut = destination.lastIndexOf('\\');
  const path = collectionParts(facility, request);
  const login = loginParts(facility, request);
  const slots = {
    login,
    folder: [...login, { text: ':' }, ...path],
    contents: [...path, { text: '/' }],
    destination: part(destination),
    drive: part(destination.slice(0, 1)),
    // scp makes the folder named after the collection; the destination has been checked to be that folder.
    parent: part(`${destination.slice(0, cut)}${cut === 2 ? '\\' : ''}`),
  };
  return [
    planCheck(facility, request, where.place, 'powershell', texts.server),
    ...Object.entries(texts.windows).map(([id, step]) =>
      makeStep(id, step, where, runRows(step.rows, slots, 'powershell')),
    ),
  ];
}

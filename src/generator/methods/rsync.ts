/** Pull a collection with rsync over ssh; on Windows without WSL, where there is no rsync, with scp. */
import type { Facility } from '../../facility/schema.ts';
import { word, wordOfWords } from '../argv.ts';
import type { Command, Word } from '../argv.ts';
import { noticeDeceivingCharacters } from '../check.ts';
import type { Notice } from '../check.ts';
import type { Action, Place, Step } from '../plan.ts';
import { joinParts, quoteParts } from '../quote.ts';
import type { Part } from '../quote.ts';
import type { RsyncRequest } from '../request.ts';
import { planSession } from '../session.ts';
import { collectionParts, loginParts, planCheck, runThere } from '../storage-server.ts';

/** The steps of a pull, and what to know before it. The request must have been checked. */
export function planRsync(facility: Facility, request: RsyncRequest): { steps: Step[]; notices: Notice[] } {
  return {
    steps: request.computer === 'windows' ? planWindows(facility, request) : planUnix(facility, request),
    notices: findNotices(request),
  };
}

function findNotices(request: RsyncRequest): Notice[] {
  const { computer, session, collection, destination } = request;
  const notices: Notice[] = (['lab', 'collection', 'destination'] as const).flatMap((field) =>
    noticeDeceivingCharacters(field, request[field]),
  );
  if (computer !== 'windows' && !destination.endsWith(`/${collection}`)) {
    notices.push({
      field: 'destination',
      text: `The images go straight into ${destination}. To keep collections apart, end the destination with the collection.`,
    });
  }
  if (computer === 'windows') {
    notices.push({
      text: 'Windows alone has no rsync, and scp cannot resume: a copy that is cut off begins again. These commands have not been run on Windows itself. WSL or Globus is the better way.',
    });
  } else if (session === 'none') {
    notices.push({ text: 'The copy ends when this terminal closes. Leave it open, or use screen or tmux.' });
  }
  if (computer === 'wsl') {
    notices.push({
      text: 'Leave the WSL window open: Windows may stop WSL when no window is. Windows drives, under /mnt, are slower.',
    });
  }
  return notices;
}

function planUnix(facility: Facility, request: RsyncRequest): Step[] {
  const place: Place = request.computer === 'linux' ? 'lab server' : 'your computer';
  const session = planSession(facility, request, place);
  const inside = session?.leave[0]?.inside;
  const where: Pick<Step, 'place' | 'inside'> = inside ? { place, inside } : { place };
  const target = [{ text: request.destination, field: 'destination' }] as const;
  const copy = run(copyWords(facility, request));
  const manager = facility.contact.role;

  return [
    planCheck(facility, request, place, 'posix'),
    {
      id: 'folder',
      title: 'Make the destination folder',
      place,
      action: run([
        word('utility', 'mkdir', 'Makes a folder.', 'mkdir(1)'),
        word('option', '-p', 'And those above it; content when it is there already.', 'mkdir(1) -p'),
        word('operand', target, 'The destination.', 'mkdir(1)'),
      ]),
      expect: 'Nothing: no message means that it is there.',
      otherwise: [
        {
          see: 'Permission denied',
          means: 'You may not write there. Choose another destination, or ask whoever runs this computer.',
        },
      ],
    },
    {
      id: 'space',
      title: 'Check the free space',
      place,
      action: run([
        word('utility', 'df', 'Shows how full a disk is,', 'df(1)'),
        word('option', '-h', 'in units that are easy to read.', 'df(1) -h'),
        word('operand', target, 'The disk with this folder.', 'df(1)'),
      ]),
      expect: '`Avail` is more than the size in the first step, and `Mounted on` is the disk you mean.',
      otherwise: [
        { see: 'too little `Avail`', means: 'The collection does not fit. Choose another disk.' },
        { see: 'another disk', means: 'Yours is not connected. Connect it and begin again.' },
      ],
    },
    ...(session ? [session.start] : []),
    {
      id: 'copy',
      title: 'Copy',
      ...where,
      action: copy,
      expect:
        'A line for each file with its percentage and speed, then a summary that ends with `total size is`. Answer any question, such as for your password, before you leave it. If the microscope was still writing, run the same command again after the session.',
      otherwise: [
        {
          see: 'code 12, code 255, Broken pipe',
          means: 'The connection broke. Run the same command again: it resumes.',
        },
        {
          see: 'code 11, No space left on device',
          means: 'The disk is full. Make room, then run the same command again.',
        },
        {
          see: 'code 23',
          means: 'Something could not be read or written: the lines above say what. Nothing is complete yet.',
        },
        { see: 'code 24, vanished', means: `Images are being deleted while you copy. Ask ${manager} now.` },
      ],
    },
    ...(session?.leave ?? []),
    {
      id: 'resume',
      title: 'If it was interrupted: the same command again',
      ...where,
      action: copy,
      expect: `Whole files are passed over, and the one that was cut goes on where it stopped.${session ? ' If the session is gone, start it again first.' : ''}`,
      otherwise: [{ see: 'the same error three times', means: `Send its last lines to ${manager}.` }],
    },
    {
      id: 'verify',
      title: 'Verify, before the images are deleted',
      ...where,
      action: run(verifyWords(facility, request)),
      expect:
        'Passed: no line begins with `>`, none says `error`, and the last one begins with `total size is`. Every byte is read on both sides: allow an hour for a terabyte.',
      otherwise: [
        {
          see: 'a line that begins with `>`',
          means: 'That file is missing, cut short or different. Copy again, then verify again.',
        },
        { see: '`error`, or no `total size is`', means: 'Not passed: the check itself was cut off. Run it again.' },
      ],
    },
    {
      id: 'leftovers',
      title: 'Clean up: look for leftovers',
      ...where,
      action: run([
        word('utility', 'find', 'Lists files. It deletes nothing.', 'find(1)'),
        word('operand', target, 'Where to look.', 'find(1)'),
        word('operand', '-name', 'Files with this name:', 'find(1) -name'),
        word('operand', '.*.??????', "rsync's name for a file it is still writing.", 'rsync(1) --temp-dir'),
        word('operand', '-o', 'or', 'find(1) -o'),
        word('operand', '-name', 'with this name:', 'find(1) -name'),
        word('operand', partialFolder, 'The folder for cut files.', 'rsync(1) --partial-dir'),
      ]),
      expect: 'Nothing.',
      otherwise: [{ see: 'a path', means: 'A piece of a killed copy. Once the check has passed, you may delete it.' }],
    },
    ...(session ? [session.end] : []),
  ];
}

const partialFolder = '.rsync-partial';

// Without them a link that goes dark hangs for ever: seen still waiting after 150 s. rsync's --timeout does not end a pull.
const keepAlive = [
  word('option', '-o', 'With this option of ssh:', 'ssh(1) -o'),
  word(
    'option-argument',
    'ServerAliveInterval=30',
    'asks every 30 seconds whether the server is there.',
    'ssh_config(5)',
  ),
  word('option', '-o', 'And this one:', 'ssh(1) -o'),
  word('option-argument', 'ServerAliveCountMax=6', 'gives up after 6 questions without answer.', 'ssh_config(5)'),
];

function copyWords(facility: Facility, request: RsyncRequest): Word[] {
  // Windows drives seen from WSL keep neither owners nor modes.
  const onWindowsDrive = request.computer === 'wsl' && /^\/mnt\/[a-z](?:\/|$)/.test(request.destination);
  return wrapRsync(facility, request, [
    onWindowsDrive
      ? word('option', '-rt', 'Folders with all in them (-r), keeping times (-t).', 'rsync(1) -r -t')
      : word('option', '-a', 'Folders with all in them, keeping times, permissions and links.', 'rsync(1) -a'),
    word('option', '-P', 'Shows progress, and keeps the part of a file that has arrived.', 'rsync(1) -P'),
    word(
      'option',
      `--partial-dir=${partialFolder}`,
      'Keeps that part in this folder: no cut file ever looks whole.',
      'rsync(1) --partial-dir',
    ),
    word('option', '--stats', 'Ends with a summary.', 'rsync(1) --stats'),
  ]);
}

function verifyWords(facility: Facility, request: RsyncRequest): Word[] {
  return wrapRsync(facility, request, [
    word('option', '-rcn', 'All folders (-r), comparing contents (-c), changing nothing (-n).', 'rsync(1) -r -c -n'),
    word('option', '-i', 'Names each file that differs.', 'rsync(1) -i'),
    // A check that could not connect prints no ">" line either: without the summary it would look passed.
    word('option', '--stats', 'Ends with a summary: the sign that the check was made.', 'rsync(1) --stats'),
  ]);
}

/**
 * `rsync` with these options, from the collection to the destination.
 *
 * A path that needs quoting is quoted once more, for the shell at the other end. rsync from 3.2.4 on would quote it itself;
 * RSYNC_OLD_ARGS turns that off, and older ones and Apple's ignore it, where `--old-args` would stop them.
 * `env`, because tcsh takes no assignment before a command.
 */
function wrapRsync(facility: Facility, request: RsyncRequest, options: readonly Word[]): Word[] {
  const path: Part[] = [...collectionParts(facility, request), { text: '/' }];
  const quotedPath = quoteParts(path);
  const isQuoted = joinParts(quotedPath) !== joinParts(path);
  return [
    ...(isQuoted
      ? [
          word('utility', 'env', 'Sets a variable for one command:', 'env(1)'),
          word(
            'operand',
            'RSYNC_OLD_ARGS=1',
            'tells every rsync that the path is quoted already.',
            'rsync(1) --old-args',
          ),
        ]
      : []),
    ...(request.computer === 'macos'
      ? [
          word('utility', 'caffeinate', 'Keeps the Mac awake', 'caffeinate(8)'),
          word('option', '-i', 'while the command runs.', 'caffeinate(8) -i'),
        ]
      : []),
    word('utility', 'rsync', 'Copies what is missing or different.', 'rsync(1)'),
    ...options,
    word('option', '-e', 'Reaches the server with this command:', 'rsync(1) -e'),
    wordOfWords(
      'option-argument',
      [word('utility', 'ssh', 'An encrypted connection.', 'ssh(1)'), ...keepAlive],
      'ssh, told to notice a dead connection.',
      'rsync(1) -e',
    ),
    word(
      'operand',
      [...loginParts(facility, request), { text: ':' }, ...quotedPath],
      'From: account, server, collection. The slash at its end: what is in the folder.',
      'rsync(1) USAGE',
    ),
    word(
      'operand',
      [{ text: request.destination, field: 'destination' }, { text: '/' }],
      'To: the destination.',
      'rsync(1) USAGE',
    ),
  ];
}

function planWindows(facility: Facility, request: RsyncRequest): Step[] {
  const place = 'your computer';
  const cut = request.destination.lastIndexOf('\\');
  // scp makes the folder that is named after the collection; checkRequest has seen to it that the destination is that folder.
  const parent: Part = { text: `${request.destination.slice(0, cut)}${cut === 2 ? '\\' : ''}`, field: 'destination' };
  const path = collectionParts(facility, request);
  const copy = run(
    [
      word('utility', 'scp', 'Copies files from another computer.', 'scp(1)'),
      word('option', '-r', 'Folders with all in them.', 'scp(1) -r'),
      word('option', '-p', 'Keeps times.', 'scp(1) -p'),
      ...keepAlive,
      word(
        'operand',
        [...loginParts(facility, request), { text: ':' }, ...path],
        'From: account, server, collection.',
        'scp(1)',
      ),
      word('operand', [parent], 'To: the folder that holds the destination.', 'scp(1)'),
    ],
    'powershell',
  );
  return [
    planCheck(facility, request, place, 'powershell'),
    {
      id: 'folder',
      title: 'Make the folder, in PowerShell',
      place,
      action: run(
        [
          word('utility', 'mkdir', 'Makes a folder.', 'PowerShell, New-Item'),
          word('option', '-Force', 'Content when it is there already.', 'PowerShell, New-Item -Force'),
          word('operand', [parent], 'The folder that will hold the destination.', 'PowerShell, New-Item -Path'),
        ],
        'powershell',
      ),
      expect: 'A line with the name of the folder.',
      otherwise: [{ see: 'denied', means: 'You may not write there. Choose another destination.' }],
    },
    {
      id: 'space',
      title: 'Check the free space',
      place,
      action: run(
        [
          word('utility', 'Get-PSDrive', 'Shows how full a drive is.', 'PowerShell, Get-PSDrive'),
          word(
            'operand',
            [{ text: request.destination.slice(0, 1), field: 'destination' }],
            'Its letter.',
            'PowerShell, Get-PSDrive -Name',
          ),
        ],
        'powershell',
      ),
      expect: '`Free (GB)` is more than the size in the first step.',
      otherwise: [{ see: 'less', means: 'The collection does not fit. Choose another drive.' }],
    },
    {
      id: 'copy',
      title: 'Copy',
      place,
      action: copy,
      expect:
        'A line for each file with its percentage and speed, then your prompt. Leave the window open, and the computer awake.',
      otherwise: [
        {
          see: 'Connection reset, closed or timed out',
          means: 'The connection broke. Run the same command again: it begins from the start.',
        },
        { see: 'No space left', means: 'The drive is full. Make room, then run the same command again.' },
      ],
    },
    {
      id: 'verify',
      title: 'Verify: count there',
      place,
      action: {
        kind: 'command',
        command: runThere(facility, request, 'powershell', [
          word('utility', 'rsync', 'Counts the files,', 'rsync(1)'),
          word('option', '-rn', 'in all folders (-r), copying nothing (-n).', 'rsync(1) -r -n'),
          word('option', '--stats', 'Ends with a summary.', 'rsync(1) --stats'),
          word('operand', [...path, { text: '/' }], 'The collection.', 'rsync(1) USAGE'),
          word('operand', '/tmp/', 'A folder to compare with; nothing is written there.', 'rsync(1) USAGE'),
        ]),
      },
      expect: 'Among others `Number of files`, in which `reg` is the number of images, and `Total file size`.',
      otherwise: [{ see: '`error`, or no such lines', means: 'Not counted. Run it again.' }],
    },
    {
      id: 'verify-here',
      title: 'Verify: count here',
      place,
      action: run(
        [
          word('utility', 'Get-ChildItem', 'Lists files.', 'PowerShell, Get-ChildItem'),
          word('option', '-Recurse', 'In all folders.', 'PowerShell, Get-ChildItem'),
          word('option', '-File', 'Without the folders themselves.', 'PowerShell, Get-ChildItem'),
          word('option', '-Force', 'Hidden ones too.', 'PowerShell, Get-ChildItem'),
          word('option', '-LiteralPath', 'In this folder, taken as it is written:', 'PowerShell, Get-ChildItem'),
          word(
            'option-argument',
            [{ text: request.destination, field: 'destination' }],
            'The destination.',
            'PowerShell, Get-ChildItem',
          ),
          word('operator', '|', 'Hands the list on to', 'PowerShell, about_Pipelines'),
          word('utility', 'Measure-Object', 'which counts', 'PowerShell, Measure-Object'),
          word('option', '-Sum', 'and adds up', 'PowerShell, Measure-Object'),
          word('operand', 'Length', 'the sizes. Unit: bytes.', 'PowerShell, Measure-Object'),
        ],
        'powershell',
      ),
      expect:
        'Passed: `Count` is the number of images and `Sum` the total size of the step before. It shows that nothing is missing or cut short, not that each byte is right.',
      otherwise: [
        {
          see: 'other numbers',
          means: 'Not passed: something is missing or cut short. Copy again, then verify again.',
        },
      ],
    },
  ];
}

function run(words: readonly Word[], shell: Command['shell'] = 'posix'): Action {
  return { kind: 'command', command: { shell, words } };
}

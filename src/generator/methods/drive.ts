/** A drive that is carried home: the message that arranges it, the copy from it, the check, and taking it off safely. */
import type { Facility } from '../../facility/schema.ts';
import type { WordRow } from '../argv.ts';
import { fillLook, lookRows, tellRows } from '../look.ts';
import type { MethodTexts, Rules } from '../method.ts';
import type { Action, Step } from '../plan.ts';
import { countDestinationRow, countRows, driveSpaceRows } from '../powershell.ts';
import type { Part } from '../quote.ts';
import {
  collectedField,
  collectedUntilField,
  collectionField,
  computerField,
  destinationField,
  labField,
  linksField,
  sizeField,
} from '../request.ts';
import type { Values } from '../request.ts';
import { planCopy, rsyncCopyTexts } from '../rsync-copy.ts';
import { localOutcomes } from '../rsync-outcomes.ts';
import { fillText, makeStep, partsOf, runRows, toFacility, writeMessage } from '../texts.ts';

const driveRow = ['operand', '{drive}', 'The drive.', 'POSIX XBD, 12.2'] as const satisfies WordRow;
export const texts = {
  fields: {
    lab: labField,
    collection: collectionField,
    system: {
      label: 'File system of the drive',
      hint: 'How the drive is formatted. exFAT can be read by every computer.',
      example: 'exfat',
      flag: 'file-system',
      choices: { exfat: 'exFAT', ntfs: 'NTFS', ext4: 'ext4', apfs: 'APFS', fat32: 'FAT32' },
    },
    computer: computerField,
    drive: {
      label: 'Drive',
      hint: 'The path at which the drive appears when it is plugged in. In WSL it is such as /mnt/e, on Windows a letter.',
      example: '/media/jdoe/CRYO',
      placeholder: '/YOUR-DRIVE',
      onWindows: { example: 'E:', placeholder: 'Z:' },
      flag: 'drive',
      kind: 'drive',
    },
    destination: destinationField,
    links: linksField,
    collected: collectedField,
    collectedUntil: collectedUntilField,
    size: sizeField,
  },
  choice: [
    ['where', ['petalibrary', 'institution', 'cloud'], 'against', 'You would have to copy the data onward yourself.'],
    ['size', ['large'], 'against', 'A drive is slow for so much, and it is the only copy.'],
    ['days', ['urgent'], 'against', 'It needs an appointment, and two copies one after the other.'],
  ],
  // A hard disk on USB: 120 MB/s.
  pace: {
    speed: [120, 120],
    passes: [1, 2],
    assumes: 'a hard disk is filled and verified at 120 MB/s, the appointment apart',
  },
  rules: {
    drive: [
      ['^[a-z]:', 'drive'],
      ['^[^/]', 'driveRelative'],
      ['^/+$', 'root'],
      ['//|/\\.\\.?(?:/|$)', 'detour'],
    ],
    'drive wsl': [
      ['^[a-z]:', 'wslDrive'],
      ['^[^/]', 'driveRelative'],
      ['^/+$', 'root'],
      ['//|/\\.\\.?(?:/|$)', 'detour'],
    ],
    'drive windows': [['^(?![a-z]:\\\\?$)', 'driveLetter']],
  },
  problems: {
    driveRelative: [
      '{label} {value} is not an absolute path.',
      'Start with /, for example {example}. “df” lists the drives.',
    ],
    driveLetter: ['{label} {value} is not a drive letter.', 'Write the letter and a colon, for example E:\\'],
    unreadable: ['This computer cannot read {system}.', 'Ask the facility for exFAT, or use a computer that can.'],
    systemName: [
      '{label} {value} has the character “{bad}”, which {system} cannot have in a name.',
      'Look how the folder is called on the drive, and enter that.',
    ],
    // openrsync follows no link when it compares contents on one computer, and ends with 23: seen with 146 to 182.
    macLinks: [
      'On macOS a copy from a drive cannot be checked where links are followed.',
      'Keep links, or copy on Linux.',
    ],
    inside: [
      '{label} {value} is on the drive itself.',
      'Enter a folder on another disk: a copy beside the original is no second copy.',
    ],
  },
  // What df calls them: by the driver of the kernel, or by one outside of it.
  linuxNames: {
    exfat: '`exfat` or `fuseblk`',
    ntfs: '`ntfs3` or `fuseblk`',
    ext4: '`ext4`',
    apfs: '`apfs`',
    fat32: '`vfat`',
  },
  macNames: { exfat: '`ExFAT`', ntfs: '`NTFS`', ext4: '`ext4`', apfs: '`APFS`', fat32: '`MS-DOS FAT32`' },
  systems: { exfat: 'exFAT', ntfs: 'NTFS', ext4: 'ext4', apfs: 'APFS', fat32: 'FAT32' },
  // Which computers read a file system; those that are not named here read it.
  unreadable: { ext4: ['macos', 'wsl', 'windows'], apfs: ['linux', 'wsl', 'windows'] },
  commands: {
    size: lookRows,
    tell: tellRows,
    systemLinux: [
      ['utility', 'df', 'Shows how full a disk is,', 'df(1)'],
      ['option', '-hT', 'in units that are easy to read (-h), with its file system (-T).', 'df(1) -h -T'],
      driveRow,
    ],
    systemMac: [
      ['utility', 'diskutil', 'Tells about disks.', 'diskutil(8)'],
      ['operand', 'info', 'All that is known', 'diskutil(8) info'],
      ['operand', '{drive}', 'of this drive.', 'diskutil(8) info'],
    ],
    times: [
      ['option', '-rt', 'Folders with all in them (-r), keeping times (-t).', 'rsync(1) -r -t'],
      [
        'option',
        '--modify-window=1',
        'Times that differ by a second are the same: such drives round them.',
        'rsync(1) --modify-window',
      ],
    ],
    offLinux: [['utility', 'umount', 'Writes out what is waiting, and lets go of', 'umount(8)'], driveRow],
    offMac: [
      ['utility', 'diskutil', 'Tells disks what to do.', 'diskutil(8)'],
      ['operand', 'eject', 'Writes out what is waiting, and lets go of', 'diskutil(8) eject'],
      driveRow,
    ],
    winSize: /* @__PURE__ */ countRows([
      'option-argument',
      '{source}',
      'the collection on the drive.',
      'PowerShell, Get-ChildItem',
    ]),
    winSpace: driveSpaceRows,
    winCopy: [
      ['utility', 'robocopy', 'Copies what is missing or different.', 'robocopy'],
      ['operand', '{source}', 'From: the collection on the drive.', 'robocopy'],
      ['operand', '{destination}', 'To: the destination. It is made if it is not there.', 'robocopy'],
      ['option', '/E', 'With all folders, empty ones too.', 'robocopy /E'],
      ['option', '/COPY:DAT', 'Keeps contents, attributes and times.', 'robocopy /COPY'],
      ['option', '/R:2', 'Tries a file that cannot be read twice more.', 'robocopy /R'],
      ['option', '/W:5', 'Waits 5 seconds before it does.', 'robocopy /W'],
    ],
    winHere: /* @__PURE__ */ countRows(countDestinationRow),
  },
  steps: {
    ask: {
      title: 'Ask the facility, before you bring a drive',
      expect: 'An answer with a day, and what the drive must be like. Do not bring it before.',
      otherwise: [['another way is offered', 'Take it: every other way is safer.']],
    },
    size: {
      script: 'check',
      title: 'At home: plug in the drive and look at the collection',
      expect:
        'A line that begins with `FOUND`, with the size: remember it. A line that begins with `leads out` names a link to what is not in the collection: choose under Links what becomes of it.',
      otherwise: [
        [
          'No such file or directory',
          'The drive appears at another path, or the folder on it has another name: “df” lists the drives.',
          'no-such-folder',
          { text: '^find: .*: No such file or directory$', then: 'stop', seen: 'GNU find 4.9, busybox 1.35, macOS' },
        ],
        [
          'find … Permission denied, Operation not permitted',
          'You may not read all of the drive. On a Mac, allow the terminal to use removable volumes: System Settings, Privacy.',
          'partial-transfer',
          { text: '^find: .*: (Permission denied|Operation not permitted)$', then: 'check', seen: 'GNU find 4.9' },
        ],
        ['NOTHING FOUND', 'The lines above say why.'],
      ],
    },
    system: {
      script: 'look',
      title: 'Check the file system of the drive',
      expect: '{name}, in the column `Type`.',
      otherwise: [['another one', 'Choose that one in the form: the copy has other options then.']],
    },
    systemMac: {
      script: 'look',
      title: 'Check the file system of the drive',
      expect: 'Among others `File System Personality`, with {name} in it.',
      otherwise: [['another one', 'Choose that one in the form: the copy has other options then.']],
    },
    unplug: {
      script: 'pause',
      title: 'Let go of the drive, unplug it, and plug it in again',
      expect:
        'Nothing, or a message that it is ejected. Then unplug it, and plug it in again: so the check reads the drive, and not what the computer remembers of it. It has to appear at the same path.',
      otherwise: [
        ['target is busy', 'Something still uses it: close its windows, and leave its folder in every terminal.'],
      ],
    },
    off: {
      title: 'Take the drive off',
      expect:
        'Nothing, or a message that it is ejected. Keep the drive as it is until the images are in a third place.',
      otherwise: [
        ['target is busy', 'Something still uses it: close its windows, and leave its folder in every terminal.'],
      ],
    },
    winOff: {
      title: 'Take the drive off',
      expect:
        'A window with the drives. Click the drive with the right button, choose Eject, and wait until Windows says that it can be removed.',
      otherwise: [['in use', 'Close what uses it, and try again.']],
    },
    winSize: {
      title: 'At home: plug in the drive and count the collection, in PowerShell',
      expect: '`Count`, the number of files, and `Sum`, their size in bytes. Remember both.',
      otherwise: [
        ['Cannot find path', 'The drive has another letter, or the folder on it has another name.'],
        ['denied', 'What may not be read is in no number, and would not be missed. Ask the facility.'],
      ],
    },
    winSpace: {
      title: 'Check the free space',
      expect: '`Free (GB)` is more than the size of the collection.',
      otherwise: [['less', 'The collection does not fit. Choose another drive.', 'disk-full']],
    },
    winCopy: {
      title: 'Copy',
      expect: 'A line for each file, then a table. In it, the column `FAILED` is 0 in the rows `Dirs` and `Files`.',
      otherwise: [
        [
          'another number under `FAILED`',
          'Not all was copied: the lines with `ERROR` say why. Run the same command again: it passes over what is there.',
        ],
        ['it was cut off', 'Run the same command again: it passes over what is there.'],
      ],
    },
    winHere: {
      title: 'Verify: count the copy',
      expect:
        'Passed: `Count` and `Sum` are the same as those of the drive. Compared are number and total size, not contents, names, links or empty folders.',
      otherwise: [
        ['other numbers', 'Not passed. Copy again, then count again.', 'verify-differs'],
        ['larger numbers, also then', 'The folder has files of other origin. Take them away, and count again.'],
      ],
    },
  },
  verifyTitle: 'Verify',
  message: {
    subject: 'External drive for {collection} of {lab}',
    body: 'Hello,\n\nnone of the other ways works for us, so we would like to bring an external drive for this collection.\n\nLab folder: {lab}\nCollection: {collection}\nFile system of the drive: {systemName}\n\nPlease tell us:\n- whether a drive is possible, and on which day to bring and to fetch it\n- how large it has to be, which connector and which file system it needs, and whether it may be encrypted\n- who copies, and whether you compare the copy with the original afterwards\n- whether the images can stay on the storage server until we have checked our copy\n\nThank you!',
  },
  notices: {
    standing: 'The facility says: {standing}. Use this way only if none of the others works.',
    single:
      'A drive is one copy, on a device that breaks easily. Copy it to another place at once, and keep it until that copy has been verified.',
    fat32: 'FAT32 cannot have a file of 4 GiB or more: such an image is missing on the drive. Ask for exFAT.',
    windows:
      'The commands for Windows have not been run on Windows itself. With WSL, the copy is compared byte for byte.',
    wsl: 'If the drive is not under /mnt, choose Windows without WSL. Leave the WSL window open while it copies.',
  },
  copy: rsyncCopyTexts,
  outcomes: localOutcomes,
} as const satisfies MethodTexts & Record<string, unknown>;

type Texts = typeof texts;
type Request = Values<Texts['fields']>;

/** File systems without owners and modes, and with times that are rounded. */
const isPlain = (system: Request['system']): boolean => system !== 'ext4' && system !== 'apfs';

export const rules = {
  find({ request: { collection, system, computer, drive, destination, links }, texts }) {
    const name = texts.systems[system];
    const unreadable: Readonly<Record<string, readonly string[]>> = texts.unreadable;
    const bad = isPlain(system) ? /[\\:*?"<>|]/.exec(collection)?.[0] : undefined;
    const root = drive.replace(/[\\/]+$/, '');
    const on = `${root}${computer === 'windows' ? '\\' : '/'}`.toLowerCase();
    return [
      ...(unreadable[system]?.includes(computer)
        ? [{ field: 'computer', problem: 'unreadable', values: { system: name } }]
        : []),
      ...(bad ? [{ field: 'collection', problem: 'systemName', values: { bad, system: name } }] : []),
      ...(computer === 'macos' && links === 'copy' ? [{ field: 'links', problem: 'macLinks' }] : []),
      ...(root && `${destination}/`.toLowerCase().startsWith(on) ? [{ field: 'destination', problem: 'inside' }] : []),
    ];
  },
  plan({ facility, request, texts }) {
    const { computer, system } = request;
    const slots = {
      ...partsOf(request),
      systemName: [{ text: texts.systems[system] }],
    };
    const ask = makeStep(
      'ask',
      texts.steps.ask,
      { place: 'mail program' },
      writeMessage(texts.message, toFacility(facility), slots),
    );
    const steps = computer === 'windows' ? planWindows(request, texts) : planUnix(facility, request, texts);
    return { steps: [ask, ...steps], notices: findNotices(facility, request, texts) };
  },
} satisfies Rules<Texts>;

function findNotices({ methods }: Facility, { system, computer }: Request, { notices }: Texts): { text: string }[] {
  const standing = methods.find(({ id }) => id === 'drive')?.standing;
  return [
    ...(standing === 'discouraged' ? [{ text: fillText(notices.standing, { standing }) }] : []),
    { text: notices.single },
    ...(system === 'fat32' ? [{ text: notices.fat32 }] : []),
    ...(computer === 'windows' || computer === 'wsl' ? [{ text: notices[computer] }] : []),
  ];
}

const here = { place: 'your computer' } as const;

function planUnix(
  facility: Facility,
  { collection, system, computer, drive, destination, links }: Request,
  texts: Texts,
): Step[] {
  const { commands, steps } = texts;
  const path = drive.replace(/\/+$/, '');
  const source: Part[] = [{ text: path, field: 'drive' }, { text: '/' }, { text: collection, field: 'collection' }];
  const slots = {
    drive: [{ text: path, field: 'drive' }],
    source,
    ...fillLook(source),
  };
  const run = (rows: readonly WordRow[]): Action => runRows(rows, slots);
  const { folder, space, copy, resume, verify, cure, leftovers } = planCopy(
    {
      from: source,
      to: [{ text: destination, field: 'destination' }],
      computer,
      where: here,
      options: isPlain(system) ? commands.times : undefined,
      links,
    },
    texts.copy,
    { manager: facility.contact.role },
    texts.outcomes,
  );
  const isMac = computer === 'macos';
  const off = (id: 'unplug' | 'off'): Step =>
    computer === 'wsl'
      ? makeStep(id, id === 'off' ? steps.winOff : { ...steps.winOff, title: steps.unplug.title }, here, explorer)
      : makeStep(id, steps[id], here, run(isMac ? commands.offMac : commands.offLinux));
  return [
    makeStep('size', steps.size, here, run([...commands.size, ...commands.tell])),
    ...(computer === 'wsl'
      ? []
      : [
          makeStep(
            'system',
            isMac ? steps.systemMac : steps.system,
            here,
            run(isMac ? commands.systemMac : commands.systemLinux),
            {
              name: texts[isMac ? 'macNames' : 'linuxNames'][system],
            },
          ),
        ]),
    folder,
    space,
    copy,
    resume,
    ...(computer === 'wsl' ? [] : [{ ...off('unplug'), route: copy.route }]),
    { ...verify, title: texts.verifyTitle },
    cure,
    leftovers,
    off('off'),
  ];
}

/** Opens the window in which Windows ejects a drive. */
const explorer: Action = { kind: 'keys', keys: [['Windows', 'E']] };

function planWindows({ collection, drive, destination }: Request, { commands, steps }: Texts): Step[] {
  const root = `${drive.slice(0, 2)}\\`;
  const slots = {
    source: [
      { text: root, field: 'drive' },
      { text: collection, field: 'collection' },
    ],
    destination: [{ text: destination, field: 'destination' }],
    drive: [{ text: destination.slice(0, 1), field: 'destination' }],
  };
  const step = (id: string, name: 'winSize' | 'winSpace' | 'winCopy' | 'winHere'): Step =>
    makeStep(id, steps[name], here, runRows(commands[name], slots, 'powershell'));
  return [
    step('size', 'winSize'),
    step('space', 'winSpace'),
    step('copy', 'winCopy'),
    step('verify', 'winHere'),
    makeStep('off', steps.winOff, here, explorer),
  ];
}

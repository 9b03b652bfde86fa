/**
 * A drive that is carried home: the message that arranges it, the copy from it, the check, and taking it off safely.
 */
import { detourPattern } from '../../check-tables.ts';
import type { WordRow } from '../../command/argv.ts';
import { countDestinationRow, countRows, driveSpaceStep } from '../../command/powershell.ts';
import { collectionField, computerField, destinationField, labField, linksField, sizeFields } from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import { diskTables } from '../../steps/disk/tables.ts';
import { lookHereRows } from '../../steps/look/tables.ts';
import { localOutcomes } from '../../steps/rsync-copy/outcomes.ts';
import { rsyncCopyTables } from '../../steps/rsync-copy/tables.ts';

const driveRow = ['operand', '{drive}', 'The drive.', 'POSIX XBD, 12.2'] as const satisfies WordRow;
const { rows: spaceRows, ...spaceText } = driveSpaceStep;
const drivePatterns = [['^[^/]', 'driveRelative'], ['^/+$', 'root'], detourPattern] as const;

export const tables = {
  looks: true,
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
      onMac: { example: '/Volumes/CRYO', placeholder: '/YOUR-DRIVE' },
      flag: 'drive',
      kind: 'drive',
    },
    destination: destinationField,
    links: linksField,
    ...sizeFields,
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
  patterns: {
    drive: [['^[a-z]:', 'drive'], ...drivePatterns],
    'drive wsl': [['^[a-z]:', 'wslDrive'], ...drivePatterns],
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
    size: lookHereRows,
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
    times: diskTables.options.windows,
    offLinux: [['utility', 'umount', 'Writes out what is waiting, and lets go of', 'umount(8)'], driveRow],
    offMac: [
      ['utility', 'diskutil', 'Tells disks what to do.', 'diskutil(8)'],
      ['operand', 'eject', 'Writes out what is waiting, and lets go of', 'diskutil(8) eject'],
      driveRow,
    ],
    winSize: countRows(['option-argument', '{source}', 'the collection on the drive.', 'PowerShell, Get-ChildItem']),
    winSpace: spaceRows,
    winCopy: [
      ['utility', 'robocopy', 'Copies what is missing or different.', 'robocopy'],
      ['operand', '{source}', 'From: the collection on the drive.', 'robocopy'],
      ['operand', '{destination}', 'To: the destination. It is made if it is not there.', 'robocopy'],
      ['option', '/E', 'With all folders, empty ones too.', 'robocopy /E'],
      ['option', '/COPY:DAT', 'Keeps contents, attributes and times.', 'robocopy /COPY'],
      ['option', '/R:2', 'Tries a file that cannot be read twice more.', 'robocopy /R'],
      ['option', '/W:5', 'Waits 5 seconds before it does.', 'robocopy /W'],
    ],
    winHere: countRows(countDestinationRow),
  },
  steps: {
    ask: {
      title: 'Ask the facility, before you bring a drive',
      phase: 'prepare',
      expect: 'An answer with a day, and what the drive must be like. Do not bring it before.',
      otherwise: [['another way is offered', 'Take it: every other way is safer.']],
    },
    size: {
      script: 'check',
      title: 'At home: plug in the drive and look at the collection',
      phase: 'prepare',
      expect:
        'A line that begins with `FOUND`, with the size, and a last one that begins with `END`. Paste them all, from `look:` on, under “Fill in from the server”, or hand them to `--look`: size and days come from them. A line that begins with `leads out` names a link to what is not in the collection: choose under Links what becomes of it.',
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
      phase: 'prepare',
      expect: '{name}, in the column `Type`.',
      otherwise: [['another one', 'Choose that one in the form: the copy has other options then.']],
    },
    systemMac: {
      script: 'look',
      title: 'Check the file system of the drive',
      phase: 'prepare',
      expect: 'Among others `File System Personality`, with {name} in it.',
      otherwise: [['another one', 'Choose that one in the form: the copy has other options then.']],
    },
    unplug: {
      script: 'pause',
      title: 'Let go of the drive, unplug it, and plug it in again',
      phase: 'verify',
      expect:
        'Nothing, or a message that it is ejected. Then unplug it, and plug it in again: so the check reads the drive, and not what the computer remembers of it. It has to appear at the same path.',
      otherwise: [
        ['target is busy', 'Something still uses it: close its windows, and leave its folder in every terminal.'],
      ],
    },
    off: {
      title: 'Take the drive off',
      phase: 'cleanUp',
      expect:
        'Nothing, or a message that it is ejected. Keep the drive as it is until the images are in a third place.',
      otherwise: [
        ['target is busy', 'Something still uses it: close its windows, and leave its folder in every terminal.'],
      ],
    },
    winOff: {
      title: 'Take the drive off',
      phase: 'cleanUp',
      expect:
        'A window with the drives. Click the drive with the right button, choose Eject, and wait until Windows says that it can be removed.',
      otherwise: [['in use', 'Close what uses it, and try again.']],
    },
    winSize: {
      title: 'At home: plug in the drive and count the collection, in PowerShell',
      phase: 'prepare',
      expect: '`Count`, the number of files, and `Sum`, their size in bytes. Remember both.',
      otherwise: [
        ['Cannot find path', 'The drive has another letter, or the folder on it has another name.'],
        ['denied', 'What may not be read is in no number, and would not be missed. Ask the facility.'],
      ],
    },
    winSpace: spaceText,
    winCopy: {
      title: 'Copy',
      phase: 'copy',
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
      phase: 'verify',
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
    wsl: 'If the drive is not under /mnt, choose Windows without WSL. Leave the WSL window open while it copies. These commands were run on Linux, not in WSL.',
    macos: 'These commands were run on Linux, not on a Mac.',
  },
  copy: rsyncCopyTables,
  outcomes: localOutcomes,
} as const satisfies MethodTables & Record<string, unknown>;

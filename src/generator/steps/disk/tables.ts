/** Fields, rows and sentences about the disk that a copy goes to, and about who may read the copy. */
import type { WordRow } from '../../command/argv.ts';
import type { PatternTable } from '../../problem.ts';
import type { Field } from '../../request.ts';
import type { StepText, Tables } from '../../step.ts';
import { destinationRow, rsyncCopyTables } from '../rsync-copy/tables.ts';

export const diskField = {
  label: 'Disk of the destination',
  hint: 'What is mounted over a network keeps less than a disk does. The step about free space shows which it is.',
  example: 'smb',
  flag: 'disk',
  choices: {
    own: 'a disk of that computer',
    smb: 'over the network by SMB, as of most NAS',
    nfs: 'over the network by NFS',
    windows: 'exFAT, FAT or NTFS; in WSL also a disk of Windows',
  },
  brief: { own: 'own disk', smb: 'SMB', nfs: 'NFS', windows: 'exFAT, FAT or NTFS' },
  when: ['computer', ['linux', 'macos', 'wsl']],
} as const satisfies Field;

export const readersField = {
  label: 'Who may read the copy',
  hint: 'Your lab is the group that the destination belongs to.',
  example: 'lab-reads',
  flag: 'readers',
  choices: {
    facility: 'those who may at the facility',
    'lab-reads': 'my lab reads',
    'lab-writes': 'my lab reads and writes',
    me: 'only I',
  },
  brief: { facility: 'permissions as there', me: 'only I may read it' },
  when: ['disk', ['own', 'nfs']],
} as const satisfies Field;

export const groupField = {
  label: 'Group of the lab',
  hint: 'On the computer that receives the data: “id -Gn” lists yours. Empty, the destination keeps the group it has.',
  example: 'curie-lab',
  placeholder: 'YOUR-GROUP',
  flag: 'group',
  kind: 'group',
  optional: true,
  when: ['readers', ['lab-reads', 'lab-writes']],
} as const satisfies Field;

export const groupPatterns = { group: [['^[-+]|[:/\\t]', 'group']] } as const satisfies PatternTable;
export const groupProblems = {
  group: ['{label} {value} is not the name of a group.', 'Enter one name, for example {example}'],
} as const;
export const diskProblems = {
  diskName: [
    '{label} {value} has the character “{bad}”, which exFAT, FAT and NTFS cannot have in a name.',
    'Choose another name for the destination, or a disk of another kind.',
  ],
} as const;

const times = ['option', '-rt', 'Folders with all in them (-r), keeping times (-t).', 'rsync(1) -r -t'] as const;
const links = [
  'option',
  '-rlt',
  'Folders with all in them (-r), keeping links (-l) and times (-t).',
  'rsync(1) -r -l -t',
] as const;
const modes = [
  'option',
  '-rlpt',
  'Folders with all in them (-r), keeping links (-l) and times (-t), with these permissions (-p):',
  'rsync(1) -r -l -p -t',
] as const;
// A folder that may not be written in is made without that, and then refuses what belongs in it: seen on cifs, and as
// root on NFS.
const writable = [
  'option',
  '--chmod=Du+w',
  'Folders can be written in here, also where they cannot there.',
  'rsync(1) --chmod',
] as const;
const chmod = (text: string, meaning: string): WordRow => ['option', `--chmod=${text}`, meaning, 'rsync(1) --chmod'];

/** What every way needs that writes a folder, whatever copies. */
export const anyDiskTables = {
  commands: {
    space: [
      ['utility', 'df', 'Shows how full a disk is,', 'df(1)'],
      ['option', '-hT', 'in units that are easy to read (-h), with its file system (-T).', 'df(1) -h -T'],
      destinationRow,
    ],
    // On a Mac -T means something else.
    spaceMac: rsyncCopyTables.commands.space,
    forget: [
      ['utility', 'find', 'Looks through a folder:', 'find(1)'],
      destinationRow,
      ['operand', '-type', 'only for', 'find(1) -type'],
      ['operand', 'f', 'files.', 'find(1) -type'],
      ['operand', '-exec', 'For each it runs', 'find(1) -exec'],
      ['utility', 'dd', 'which reads nothing, but', 'dd(1)'],
      ['operand', 'if={}', 'of this file', 'dd(1) if'],
      ['operand', 'iflag=nocache', 'drops what this computer has in its memory.', 'dd(1) iflag'],
      ['operand', 'count=0', 'No byte is read.', 'dd(1) count'],
      ['operand', 'status=none', 'Nothing is said.', 'dd(1) status'],
      ['operand', ';', 'The command ends.', 'find(1) -exec'],
    ],
  },
  steps: {
    space: {
      script: 'disk',
      title: 'Check the free space',
      phase: 'prepare',
      expect: '`Avail` is more than the size of the collection, `Mounted on` is the disk you mean, and {kind}.',
      otherwise: [
        ['too little `Avail`', 'The collection does not fit. Choose another disk.', 'disk-full'],
        ['`/System/Volumes/Data`, on a Mac', 'That is the disk of the Mac itself, which has your home folder.'],
        ['another disk', 'Yours is not connected. Connect it and begin again: a copy would fill this one.'],
        ['another kind', 'Choose it under Disk of the destination: the plan is another one then.'],
      ],
    },
    forget: {
      script: 'look',
      title: 'Have the drive read, and not the memory of this computer',
      phase: 'verify',
      expect: 'Nothing. The next check then asks the drive for every byte. Do it before each later check, too.',
      otherwise: [['invalid input flag', 'This dd cannot do it. Check from another computer that has the drive.']],
    },
  },
  /** How the kind of disk is told by df. */
  kinds: {
    own: '`Type` is not `cifs`, `smb3`, `exfat`, `vfat`, `ntfs3` or `fuseblk`',
    smb: '`Type` is `cifs` or `smb3`',
    nfs: '`Type` is `nfs` or `nfs4`',
    windows: '`Type` is such as `exfat`, `vfat`, `ntfs3` or `fuseblk`, in WSL `9p` or `drvfs`',
  },
  macKinds: {
    own: '`Filesystem` begins with `/dev/`',
    smb: '`Filesystem` begins with `//`',
    nfs: '`Filesystem` is a computer, a colon and a path',
    windows: '`mount` shows this disk with `exfat`, `msdos` or `ntfs`',
  },
  /** Where such names are found: by the first step, by a step that lists names, or by the check. */
  found: {
    look: 'The first step names such files (`not for Windows`, `alike but for case`): choose another disk for them.',
    check: 'The check finds what was lost so: choose another disk for a collection that has such names.',
  },
  notices: {
    smb: 'An SMB drive keeps no links, permissions or owners, takes no name with a backslash, and of two names that differ in capitals only it keeps one, without a message. {found} Names with : ? * " < > | arrive, but Windows and Macs see others there. Whoever has an account on a computer with this drive may read the copy, whatever the permissions were. “df” does not know your quota there: ask whoever runs the drive. Many small files take far longer than on a disk.',
    smbLinks:
      'Links of the collection are not on an SMB drive afterwards. If the first step names some that matter, choose under Links to bring what they lead to.',
    nfs: 'On an NFS drive do not use sudo: root is nobody there. What a check reads again may come from the memory of this computer.',
    windows:
      'exFAT, FAT and NTFS keep no links, owners or permissions here; names cannot have \\ : * ? " < > |, and of two names that differ in capitals only one file is left, without a message. {found}',
    away: 'If the network drive goes away, the copy waits, and says nothing: leave the window open. If it ends, see with “ls” that the drive is back before you start it again: without it, the copy would fill a disk of this computer.',
    barred: 'Others in the lab also need to get through the folders above the destination.',
  },
} as const satisfies Tables & Record<string, unknown>;

export const diskTables = {
  ...anyDiskTables,
  /** What is kept on each kind of disk but one of the computer's own. */
  options: {
    smb: [times, writable],
    nfs: [links, writable],
    windows: [
      times,
      [
        'option',
        '--modify-window=1',
        'Times that differ by a second are the same: such drives round them.',
        'rsync(1) --modify-window',
      ],
    ],
  },
  /**
   * What is kept for each circle of readers. Signs, because Apple's rsync refuses numbers; each taken away with “-”,
   * because it passes over “o=”, without a message. Seen with openrsync 146, 170 and 182.
   */
  readers: {
    'lab-reads': [
      modes,
      chmod(
        'Du+rwx,Dg+rxs,Dg-w,Do-rwx,Fu+rw,Fg+r,Fg-w,Fo-rwx,Fa-x',
        'You read and write, your group reads, others do nothing; new files belong to the group of their folder.',
      ),
    ],
    'lab-writes': [
      modes,
      chmod(
        'Dug+rwx,Dg+s,Do-rwx,Fug+rw,Fo-rwx,Fa-x',
        'You and your group read and write, others do nothing; new files belong to the group of their folder.',
      ),
    ],
    me: [modes, chmod('Du+rwx,Dgo-rwx,Dg-s,Fu+rw,Fgo-rwx,Fa-x', 'You read and write, nobody else does anything.')],
  },
  commands: {
    ...anyDiskTables.commands,
    group: [
      ['utility', 'chgrp', 'Gives it to a group:', 'chgrp(1)'],
      ['operand', '{group}', 'that of your lab.', 'chgrp(1)'],
      destinationRow,
    ],
    readable: [
      ['utility', 'ls', 'Shows', 'ls(1)'],
      ['option', '-ld', 'the folder itself (-d), with its permissions and its group (-l).', 'ls(1) -l -d'],
      destinationRow,
    ],
  },
  steps: {
    ...anyDiskTables.steps,
    group: {
      script: 'once',
      title: 'Give the destination to your lab',
      phase: 'prepare',
      expect: 'Nothing. What is copied into it belongs to that group then.',
      otherwise: [
        [
          'invalid group, illegal group name, unknown group',
          'There is no such group on this computer: “id -Gn” lists yours.',
          'no-attributes',
          {
            text: '^chgrp: .*(invalid group|illegal group name|unknown group)',
            then: 'stop',
            seen: 'GNU 9.1, busybox 1.35, BSD',
          },
        ],
        [
          'Operation not permitted',
          'You are not in that group, or the folder belongs to somebody else. Ask whoever runs this computer.',
          'no-attributes',
          {
            text: '^chgrp: .*: (Operation not permitted|Permission denied)$',
            then: 'stop',
            seen: 'GNU 9.1, busybox 1.35',
          },
        ],
      ],
    },
    readable: {
      script: 'look',
      title: 'Look who may read it',
      phase: 'verify',
      expect: 'A line that begins with {modes}, and has the name of the group that is meant.',
      otherwise: [
        ['other letters', 'Run the copy again: it sets the permissions of what is here already, too.'],
        ['somebody of the lab cannot read it', 'They may be barred from a folder above: “ls -ld” of each shows it.'],
      ],
    },
  },
  /** What ls shows of a folder for each circle of readers. */
  modes: { 'lab-reads': '`drwxr-s---`', 'lab-writes': '`drwxrws---`', me: '`drwx------`' },
} as const satisfies {
  options: Readonly<Record<string, readonly WordRow[]>>;
  readers: Readonly<Record<string, readonly WordRow[]>>;
  commands: Readonly<Record<string, readonly WordRow[]>>;
  steps: Readonly<Record<string, StepText>>;
} & Record<string, unknown>;

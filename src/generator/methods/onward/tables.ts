/** A second copy, from the first one to another place, checked by the list of checksums that lies beside the first. */
import { detourPattern } from '../../check-tables.ts';
import type { WordRow } from '../../command/argv.ts';
import { rcAccountField, sessionField } from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import type { OutcomeRow } from '../../step.ts';
import { checksumListTables, compareRows } from '../../steps/checksum-list/tables.ts';
import { diskTables } from '../../steps/disk/tables.ts';
import { rsyncOutcomes } from '../../steps/rsync-copy/outcomes.ts';
import { aliveRows, rsyncCopyTables } from '../../steps/rsync-copy/tables.ts';
import { sessionNotices, sessionTables, startAgain } from '../../steps/session/tables.ts';
import { asMd5sumProgram, namesProgram } from './programs.ts';

const firstRow = ['operand', '{first}', 'The first copy.', 'POSIX XBD, 12.2'] as const satisfies WordRow;
const listRow = ['operand', '{list}', 'The list.', 'awk(1)'] as const satisfies WordRow;
const fromRow = [
  'operand',
  '{from}',
  'From: the first copy. The slash at its end: what is in it.',
  'rsync(1) USAGE',
] as const satisfies WordRow;
const toRow = ['operand', '{to}', 'To: the second place.', 'rsync(1) USAGE'] as const satisfies WordRow;
const rcloneRow = [
  'utility',
  'rclone',
  'Copies to and from services.',
  'rclone 1.60 manual',
] as const satisfies WordRow;
const remoteRow = ['operand', '{remote}', 'To: the second place.', 'rclone copy'] as const satisfies WordRow;
const namesBytesRows = [
  ['utility', 'env', 'Sets a variable for one command:', 'env(1)'],
  ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
] as const satisfies readonly WordRow[];
// Of their own lines: such a log says whence the first copy came.
const ownLogs = '-20[0-9][0-9][0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]*.log';
const findRows = [
  ['utility', 'find', 'Looks through a folder and all in it:', 'find(1)'],
  ['operand', '.', 'this one.', 'find(1)'],
  ['operand', '-type', 'For things of this kind:', 'find(1) -type'],
  ['operand', 'f', 'files.', 'find(1) -type'],
] as const satisfies readonly WordRow[];

/** A command at the other computer. */
const there = <Rows extends readonly WordRow[]>(rows: Rows) =>
  [
    ['utility', 'ssh', 'Runs a command on another computer.', 'ssh(1)'],
    ...aliveRows,
    ['operand', '{login}', 'Your account there.', 'ssh(1)'],
    ['operand', rows, 'The command to run there:', 'ssh(1)'],
  ] as const;

const folderField = {
  label: 'Second copy',
  hint: 'The whole path, in the second place, of the folder that the images go into. It is made if it is not there.',
  example: '/mnt/backup/GRID1',
  placeholder: '/YOUR-SECOND-PLACE/YOUR-COLLECTION',
  flag: 'second-copy',
  kind: 'path',
  when: ['target', ['disk', 'plain', 'smb', 'nfs', 'server', 'petalibrary']],
} as const;

/** What a copy on one computer may end with, where it means another thing than when images are fetched. */
const ownOutcomes = [
  [
    'code 24, vanished',
    'Something moves or deletes files of the first copy while it is copied. Start again when it has ended.',
    'vanished',
    { codes: [24], then: 'few', seen: 'rsync 3.5.0: 24' },
  ],
  [
    'link_stat, change_dir … No such file or directory',
    'There is no first copy at this path. Look at its name.',
    'no-such-folder',
    {
      codes: [23],
      text: '^rsync: .*(link_stat|change_dir) ".*" failed: No such file or directory',
      then: 'stop',
      seen: 'rsync 3.5.0: 23',
    },
  ],
] as const satisfies readonly OutcomeRow[];

export const tables = {
  fields: {
    firstCopy: {
      label: 'Your copy',
      hint: 'The whole path of the folder with the first copy, which has been checked. All commands are typed on the computer that has it: Linux, or WSL.',
      example: '/srv/data/GRID1',
      placeholder: '/YOUR-DESTINATION/YOUR-COLLECTION',
      flag: 'first-copy',
      kind: 'path',
    },
    list: {
      label: 'List of checksums',
      hint: 'The second copy is checked by it. Where the first copy was made with a list as its proof, it lies beside it: the same name, and .md5.',
      example: 'make',
      flag: 'list',
      choices: {
        came: 'came with the first copy, and lies beside it',
        make: 'there is none: make one now, which can only prove what is here now',
      },
      brief: { came: 'the list that came with it', make: 'a list made now' },
    },
    target: {
      label: 'Second place',
      hint: 'Another disk in the same computer is lost with it; best is another building.',
      example: 'server',
      flag: 'target',
      choices: {
        disk: 'another disk of this computer: ext4, XFS and the like',
        plain: 'a drive with exFAT or NTFS',
        smb: 'a NAS or network drive, mounted here by SMB',
        nfs: 'a NAS or network drive, mounted here by NFS',
        server: 'another server, or a NAS, by ssh',
        petalibrary: 'PetaLibrary, through its data transfer node',
        bucket: 'a bucket of my own',
        onedrive: 'OneDrive',
        googledrive: 'Google Drive',
      },
      brief: {
        disk: 'another disk',
        plain: 'exFAT or NTFS',
        smb: 'SMB',
        nfs: 'NFS',
        server: 'another server',
        petalibrary: 'PetaLibrary',
        bucket: 'a bucket',
      },
    },
    secondCopy: folderField,
    otherServer: {
      label: 'The other server',
      hint: 'Its full name, as you log in to it.',
      example: 'backup.example.edu',
      placeholder: 'YOUR-OTHER-SERVER',
      flag: 'other-server',
      kind: 'host',
      when: ['target', ['server']],
    },
    otherAccount: {
      label: 'Account there',
      hint: 'Your user name on the other server.',
      example: 'jane',
      placeholder: 'YOUR-OTHER-ACCOUNT',
      flag: 'other-account',
      kind: 'account',
      when: ['target', ['server']],
    },
    rcAccount: { ...rcAccountField, when: ['target', ['petalibrary']] },
    remote: {
      label: 'Name in rclone',
      hint: 'What you call the service in rclone. A step below sets it up.',
      example: 'backup',
      placeholder: 'YOUR-REMOTE',
      flag: 'remote',
      kind: 'remote',
      when: ['target', ['bucket', 'onedrive', 'googledrive']],
    },
    remoteFolder: {
      label: 'Folder there',
      hint: 'The path of the folder that the images go into. In a bucket the name of the bucket comes first.',
      example: 'cryoem/GRID1',
      placeholder: 'your-folder/YOUR-COLLECTION',
      flag: 'remote-folder',
      kind: 'remoteFolder',
      when: ['target', ['bucket', 'onedrive', 'googledrive']],
    },
    readBack: {
      label: 'Check there',
      hint: 'OneDrive has no MD5 of a file, so there every byte is read back.',
      example: 'service',
      flag: 'read-back',
      choices: {
        all: 'read every byte back: the surest, and it takes as long as the copy',
        service: 'by the MD5 that the service has of each file',
      },
      brief: { all: 'every byte read back', service: 'MD5 of the service' },
      when: ['target', ['bucket', 'googledrive']],
    },
    session: sessionField,
  },
  onlyWith: { petalibrary: ['petalibrary'], rcAccount: ['petalibrary'] },
  choice: [
    [
      'who',
      ['unknown', 'allocation', 'account', 'outside'],
      'never',
      'It begins with a copy that you have: first get one.',
    ],
  ],
  patterns: {
    remote: [
      [':', 'remoteColon'],
      ['^(?![\\w.+@](?:[\\w.+@ -]*[\\w.+@-])?$)', 'remote'],
    ],
    remoteFolder: [
      ['^[^/]*:', 'remoteWhole'],
      ['^/', 'remoteSlash'],
      ['/$', 'remoteEnd'],
      detourPattern,
      ['^\\.\\.?(?:/|$)', 'detour'],
    ],
  },
  problems: {
    absent: ['The facts do not describe that place.', 'Choose another one.'],
    same: [
      '{label} {value} is the first copy itself, or inside it.',
      'Enter a folder elsewhere: a copy beside the original is no second copy.',
    ],
    around: [
      '{label} {value} is a folder that the first copy is in.',
      'Enter a folder of its own for the second copy, for example {example}',
    ],
    remoteColon: [
      '{label} {value} has a colon.',
      'Enter the name alone: “rclone listremotes” prints a colon after it.',
    ],
    remote: [
      '{label} {value} is not a name that rclone takes.',
      'Use letters, digits, “_”, “-”, “.”, “+”, “@” and single blanks inside, for example {example}',
    ],
    remoteWhole: ['{label} {value} has the name of the service too.', 'Enter only what comes after the colon.'],
    remoteSlash: [
      '{label} {value} begins with a slash.',
      'Begin with the name of a folder or bucket, for example {example}',
    ],
    remoteEnd: ['{label} {value} ends with a slash.', 'Leave it out, for example {example}'],
    bucketName: [
      '{label} {value} begins with “{bad}”, which is no name of a bucket.',
      'Begin with the bucket, 3 to 63 small letters, digits, “.” and “-”, then a slash and a folder, for example {example}',
    ],
  },
  commands: {
    list: [
      ['utility', 'grep', 'Looks for lines', 'grep(1)'],
      ['option', '-c', 'and counts them:', 'grep(1) -c'],
      ['operand', '.', 'those with a character at least.', 'grep(1)'],
      listRow,
    ],
    // Beside its place first, so that a list which was cut is never taken for one; and never over one that is there.
    make: [
      ['utility', 'sh', 'Runs', 'sh(1)'],
      ['option', '-c', 'this:', 'sh(1) -c'],
      [
        'option-argument',
        `if test -e "$2"; then echo "KEPT: there is a list already."; else cd "$1" && find . -type f -not -path "./get-*${ownLogs}" -exec md5sum {} + > "$2.new" && mv "$2.new" "$2"; fi && grep -c . "$2"`,
        'unless there is a list, it goes to the folder, makes the MD5 of each file in it, and keeps them when all are there. Then it counts the lines.',
        'POSIX XCU, 2.9.4; md5sum(1)',
      ],
      ['operand', 'list', 'A name for messages of sh.', 'sh(1) -c'],
      firstRow,
      listRow,
    ],
    names: [
      ...namesBytesRows,
      ['utility', 'awk', 'Reads a text, line by line.', 'awk(1)'],
      ['operand', namesProgram, 'Names what the second place cannot keep as it is.', 'awk(1)'],
      ['operand', '{longest}', 'How many bytes a path may have there; 0: any number.', 'awk(1), Command line'],
      listRow,
    ],
    links: [
      ['utility', 'find', 'Looks through a folder and all in it:', 'find(1)'],
      firstRow,
      ['operand', '-type', 'for things of this kind:', 'find(1) -type'],
      ['operand', 'l', 'links.', 'find(1) -type'],
    ],
    folder: [
      ['utility', 'mkdir', 'Makes a folder.', 'mkdir(1)'],
      ['option', '-p', 'And those above it; content when it is there already.', 'mkdir(1) -p'],
      ['operand', '{second}', 'The second place.', 'POSIX XBD, 12.2'],
    ],
    space: [
      ['utility', 'df', 'Shows how full a disk is,', 'df(1)'],
      ['option', '-h', 'in units that are easy to read.', 'df(1) -h'],
      ['operand', '{second}', 'The second place.', 'POSIX XBD, 12.2'],
    ],
    reach: there([
      ['utility', 'rsync', 'Copies files. Whether it is there is seen now:', 'rsync(1)'],
      ['option', '--version', 'it only says which one it is.', 'rsync(1) --version'],
      ['operator', '&&', 'And only if it did:', 'POSIX XCU, 2.9.3'],
      ['utility', 'md5sum', 'makes the MD5 of', 'md5sum(1)'],
      ['operand', '/dev/null', 'nothing, to see whether it is there.', 'POSIX XBD, 10.1'],
    ]),
    folderThere: there([
      ['utility', 'mkdir', 'Makes a folder.', 'mkdir(1)'],
      ['option', '-p', 'And those above it; content when it is there already.', 'mkdir(1) -p'],
      ['operand', '{second}', 'The second place.', 'POSIX XBD, 12.2'],
      ['operator', '&&', 'And only if it did:', 'POSIX XCU, 2.9.3'],
      ['utility', 'df', 'shows how full its disk is,', 'df(1)'],
      ['option', '-h', 'in units that are easy to read.', 'df(1) -h'],
      ['operand', '{second}', 'The second place.', 'POSIX XBD, 12.2'],
    ]),
    rsync: [['utility', 'rsync', 'Copies what is missing or different.', 'rsync(1)']],
    archive: [['option', '-a', 'Folders with all in them, keeping times, permissions and links.', 'rsync(1) -a']],
    ...diskTables.options,
    // Owner, group and modes are those of the second place.
    shared: [
      [
        'option',
        '-rlt',
        'Folders with all in them (-r), links as links (-l), keeping times (-t).',
        'rsync(1) -r -l -t',
      ],
      ['option', '--chmod=Du+w', 'Folders that may not be written to are made so that they may.', 'rsync(1) --chmod'],
    ],
    copy: [
      ['option', `--exclude=/get-*${ownLogs}`, 'Leaves out logs of our scripts.', 'rsync(1) --exclude'],
      ...rsyncCopyTables.commands.copy,
    ],
    cure: [
      ['option', `--exclude=/get-*${ownLogs}`, 'Leaves out logs of our scripts.', 'rsync(1) --exclude'],
      ...rsyncCopyTables.commands.cure,
    ],
    ends: [fromRow, toRow],
    hash: checksumListTables.commands.hash.slice(0, 5),
    // Not through xargs, which not every NAS has with these options.
    hashThere: there([
      ['utility', 'cd', 'Goes to', 'POSIX XCU, cd'],
      ['operand', '{second}', 'the second copy.', 'POSIX XBD, 12.2'],
      ['operator', '&&', 'And only if it is there:', 'POSIX XCU, 2.9.3'],
      ...findRows,
      ['operand', '-exec', 'For them it runs', 'find(1) -exec'],
      ['operand', 'md5sum', 'which makes their MD5.', 'md5sum(1)'],
      ['operand', '{}', 'Here stand the files.', 'find(1) -exec'],
      ['operand', '+', 'Many at a time.', 'find(1) -exec'],
    ]),
    compare: [...compareRows, ...checksumListTables.commands.against],
    along: [
      ['utility', 'cp', 'Copies a file:', 'cp(1)'],
      listRow,
      ['operand', '{listThere}', 'Beside the second copy.', 'cp(1)'],
    ],
    alongThere: [
      ['operand', '{list}', 'From: the list.', 'rsync(1) USAGE'],
      ['operand', '{listThere}', 'To: beside the second copy.', 'rsync(1) USAGE'],
    ],
    version: [rcloneRow, ['operand', 'version', 'Says which version is installed.', 'rclone version']],
    config: [rcloneRow, ['operand', 'config', 'Asks how a service is reached, and keeps it.', 'rclone config']],
    about: [
      rcloneRow,
      ['operand', 'about', 'says how much room there is', 'rclone about'],
      ['operand', '{service}', 'in the service of this name.', 'rclone about'],
    ],
    lookInto: [
      rcloneRow,
      ['operand', 'lsf', 'lists what is', 'rclone lsf'],
      ['operand', '{bucket}', 'in this bucket.', 'rclone lsf'],
    ],
    send: [
      rcloneRow,
      ['operand', 'copy', 'copies what is missing or different. It deletes nothing.', 'rclone copy'],
      firstRow,
      remoteRow,
      ['option', '--exclude', 'Leaves out', 'rclone manual, Filtering'],
      ['option-argument', `/get-*${ownLogs}`, 'logs of our scripts.', 'rclone manual, Filtering'],
      ['option', '--check-first', 'Compares all before it copies.', 'rclone manual, --check-first'],
      ['option', '--progress', 'Shows how far it is.', 'rclone manual, --progress'],
    ],
    stopAtLimit: [
      [
        'option',
        '--drive-stop-on-upload-limit',
        'Stops when nothing more is taken that day.',
        'rclone manual, Google Drive, --drive-stop-on-upload-limit',
      ],
    ],
    byContents: [
      [
        'option',
        '--checksum',
        'Different is what has another checksum in the service, whatever its time.',
        'rclone manual, --checksum',
      ],
    ],
    hashRemote: [
      rcloneRow,
      ['operand', 'hashsum', 'prints the checksum of each file:', 'rclone hashsum'],
      ['operand', 'md5', 'its MD5.', 'rclone hashsum'],
      ['operand', '{remote}', 'The second copy.', 'rclone hashsum'],
    ],
    download: [['option', '--download', 'Reads every byte back, and makes it here.', 'rclone hashsum, --download']],
    asMd5sum: [
      ['operator', '|', 'Hands them to', 'POSIX XCU, 2.9.2'],
      ['utility', 'env', 'which sets a variable for one command:', 'env(1)'],
      ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
      ['utility', 'awk', 'Reads a text, line by line.', 'awk(1)'],
      ['operand', asMd5sumProgram, 'Writes each name as md5sum does.', 'awk(1)'],
    ],
    sendList: [
      rcloneRow,
      ['operand', 'copyto', 'copies a file to a name:', 'rclone copyto'],
      ['operand', '{list}', 'From: the list.', 'rclone copyto'],
      ['operand', '{listThere}', 'To: beside the second copy.', 'rclone copyto'],
    ],
  },
  steps: {
    list: {
      script: 'once',
      title: 'See that the list of checksums is there',
      phase: 'prepare',
      expect: 'A number: that of the files in the list. The receipt beside the copy has the same one after `Files`.',
      otherwise: [
        [
          'No such file or directory, 0',
          'There is no list beside the first copy, or it is empty. Choose to make one now.',
          'no-such-folder',
          { text: 'No such file or directory', then: 'stop', seen: 'GNU grep 3.8, busybox 1.35' },
        ],
        [
          'a smaller number than in the receipt',
          'The list was cut. Take it from where you keep it besides, or move it away and choose to make one now.',
        ],
      ],
    },
    make: {
      script: 'once',
      title: 'Make a list of checksums now',
      phase: 'prepare',
      expect:
        'A number: that of the files in the list. Every byte of the first copy is read: allow an hour for a terabyte. The list says how the files are now, and nothing of how they were at their source.',
      otherwise: [
        [
          '`KEPT`',
          'There is a list already, which was left as it is. If it came with the copy it proves more: choose it.',
        ],
        [
          'Permission denied, Read-only file system',
          'You may not read a file, or not write beside the first copy. The line says which. No list was made.',
          'read-only',
          { text: '(Permission denied|Read-only file system)$', then: 'stop', seen: 'GNU md5sum 9.1, dash 0.5' },
        ],
        [
          'Input/output error',
          'A disk here fails: what cannot be read is named. Copy the rest at once, and bring that file anew while its source is there. No list was made.',
          'disk-fails',
          { text: 'Input/output error$', then: 'stop', seen: 'strerror(3)' },
        ],
        [
          'No space left on device',
          'There is no room for the list beside the first copy. Make some, then do this step again.',
          'disk-full',
          { text: 'No space left on device$', then: 'stop', seen: 'GNU md5sum 9.1' },
        ],
      ],
    },
    names: {
      script: 'look',
      title: 'Look for names that the second place cannot keep',
      phase: 'prepare',
      expect: 'One line alone, which ends with `0 to look at`.',
      otherwise: [
        ['`cannot be kept:`', '{cannot}'],
        [
          '`differs in capitals alone:`',
          'The second place takes both names for one, and keeps one file or folder of the two, without a word. Pack the folder with tar, and copy the archive.',
        ],
        [
          '`too long:`',
          'A path there may have {longest} characters, its folders among them. Choose a folder nearer to the top there.',
        ],
      ],
    },
    links: {
      script: 'look',
      title: 'Look for links',
      phase: 'prepare',
      expect: 'Nothing.',
      otherwise: [
        [
          'a path',
          'A link, which the second place does not keep: it is left out, and no list names links. Keep a note of where it leads, or pack the folder with tar.',
        ],
      ],
    },
    space: {
      script: 'look',
      title: 'Check the room in the second place',
      phase: 'prepare',
      expect:
        '`Avail` is more than the size of the first copy, and `Mounted on` is the disk you mean, which is not that of the first copy.',
      otherwise: [
        ['too little `Avail`', 'It does not fit. Choose another place.', 'disk-full'],
        ['another disk', 'Yours is not connected. Connect it and begin again.'],
      ],
    },
    reach: {
      title: 'Check that you can log in, and what is there',
      phase: 'prepare',
      expect:
        'The version of rsync there, and a last line that begins with `d41d8cd9`. ssh may ask for your password first, and at your first contact whether to go on: ask {operator} for the fingerprint.',
      otherwise: [
        ['Could not resolve hostname', 'This network does not know that name. {reach}'],
        ['Connection refused, Connection timed out, No route to host', 'It does not answer from here. {reach}'],
        [
          'REMOTE HOST IDENTIFICATION HAS CHANGED',
          'Stop, and ask {operator} before you do anything else.',
          'host-key-changed',
        ],
        ['Permission denied', 'Account, password or key is wrong, or you have no account there. Ask {operator}.'],
        ['rsync: command not found, rsync: not found', 'There is no rsync there. Ask {operator} for it.'],
        [
          'md5sum: command not found, md5sum: not found',
          'There is no md5sum there, as on a Mac, so that computer cannot check its copy by itself. Choose another place, or mount its disk here.',
        ],
      ],
    },
    folderThere: {
      title: 'Make the folder there, and check the room',
      phase: 'prepare',
      expect: '`Avail` is more than the size of the first copy, and `Mounted on` is the disk you mean.',
      otherwise: [
        ['too little `Avail`', 'It does not fit. Choose another place.'],
        [
          'Permission denied, Read-only file system',
          'You may not write there. Choose another folder, or ask {operator}.',
        ],
        ['File exists, Not a directory', 'A file stands there, or in its path. Choose another folder.'],
      ],
    },
    copy: {
      script: 'copy',
      title: 'Copy',
      phase: 'copy',
      expect:
        'A line for each file with its percentage and speed, then a summary with a line that begins with `total size is`. It deletes nothing, here or there.',
      otherwise: [],
    },
    verify: {
      script: 'prove',
      title: 'Verify the second copy by the list',
      phase: 'verify',
      expect:
        'Passed: the last line begins with `PASSED`. The line before it has the same number twice, that of the files in the list. Every byte of the second copy is read, and none of the first one: allow an hour for a terabyte.',
      otherwise: [
        [
          '`NOT PASSED`, and lines that begin with `different:` or `missing:`',
          'Each names a file that is not there as it is in the list. Do the next step.',
          'verify-differs',
        ],
        [
          '`NOT PASSED`, and lines that begin with `not in the list:`',
          'Each names a file that is there and not in the list. If the list was cut, take a whole one. A name such as `.FoilHole_1.eer.Xy12ab` is a piece of a killed copy, and other files may be of other origin: move them elsewhere. Then verify again.',
        ],
        ['no verdict', 'The check did not come to its end, so it proves nothing. Run it again.'],
      ],
    },
    verifyRemote: {
      title: 'Verify the second copy by the list',
      phase: 'verify',
      expect:
        'Passed: the last line begins with `PASSED`. The line before it has the same number twice, that of the files in the list. {proves}',
      otherwise: [
        [
          '`NOT PASSED`, every file `missing:`, and `0 here`',
          'Nothing could be read there, or the service has no MD5 of them: the lines of rclone say why. Choose to read every byte back, or verify again.',
        ],
        [
          '`NOT PASSED`, and lines that begin with `different:` or `missing:`',
          'Each names a file that is not there as it is in the list. Do the next step.',
          'verify-differs',
        ],
        [
          '`NOT PASSED`, and lines that begin with `not in the list:`',
          'Each names a file that is there and not in the list. If the list was cut, take a whole one. If the same file is `missing:` under another name, the service keeps it under another one. If it is named twice, the service has two of this name: see its own pages.',
        ],
        ['no verdict', 'The check did not come to its end, so it proves nothing. Run it again.'],
      ],
    },
    cure: {
      script: 'cure',
      title: 'Only if it was not passed: copy again, comparing contents',
      phase: 'verify',
      ifNeeded: true,
      expect: 'A line for each thing that was brought, then `total size is`. Then verify again.',
      otherwise: [
        [
          '`different:` once more when you verify again',
          'Then the first copy may be damaged too: do the next step.',
          'verify-differs',
        ],
        [
          'could not make way for',
          'A folder stands there in the place of that file. Move it elsewhere, then do this step again.',
        ],
      ],
    },
    cureRemote: {
      title: 'Only if it was not passed: copy again, comparing checksums',
      phase: 'verify',
      ifNeeded: true,
      expect: 'At the end `Transferred:` with `100%`, and no line with `Errors:`. Then verify again.',
      otherwise: [
        [
          '`different:` once more when you verify again',
          'Do the next step. If the first copy passes, rename that file in the pages of the service, and do this step again.',
          'verify-differs',
        ],
      ],
    },
    first: {
      title: 'Only if a file differs once more: check the first copy by the list',
      phase: 'verify',
      ifNeeded: true,
      expect:
        'The last line begins with `PASSED`: the first copy is whole, and the second place fails. Ask whoever runs it.',
      otherwise: [
        [
          '`different:` or `missing:`',
          'The first copy itself is damaged since the list was made. Get that file from its source while it is there, or from another copy; then do both checks again.',
          'verify-differs',
        ],
      ],
    },
    along: {
      script: 'once',
      title: 'Once it is passed: put the list beside the second copy',
      phase: 'verify',
      expect: 'Nothing, or a line for the list. So the second copy can be checked at any time, when the first is gone.',
      otherwise: [
        [
          'Permission denied',
          'You may not write beside the second copy. Keep the list elsewhere, with a note of what it is of.',
        ],
      ],
    },
    recheck: {
      title: 'At any time later: check the second copy',
      phase: 'verify',
      ifNeeded: true,
      expect: 'The last line begins with `PASSED`. It needs neither the first copy nor the facility.',
      otherwise: [
        [
          '`different:` or `missing:`',
          'That file is damaged or gone there. Bring it from the first copy, with the steps “Copy” and “Verify”.',
        ],
      ],
    },
    version: {
      title: 'See whether rclone is installed',
      phase: 'prepare',
      expect: 'A line that begins with `rclone v1`, and at least `.60` after it.',
      otherwise: [
        ['not found', 'It is not installed. Install it, or ask whoever runs this computer.', 'command-not-found'],
      ],
    },
    config: {
      title: 'Once: tell rclone of the service',
      phase: 'prepare',
      expect:
        'Questions. Choose `n` for a new one, as its name {remote}, and as the storage {kind}. What is secret you enter only here. A service with pages of its own lets you log in there, in a browser; without one on this computer, say no to auto config and follow what it prints.',
      otherwise: [
        ['Name of the service exists', 'It is set up already. Leave with `q`.'],
        [
          'access denied, need admin approval',
          'Your institution has to allow rclone first: ask those who run the service.',
        ],
      ],
    },
    about: {
      title: 'See that you get in, and the room there',
      phase: 'prepare',
      expect: '`Free` is more than the size of the first copy.',
      otherwise: [
        [
          `didn't find section in config file`,
          'rclone knows no service of this name: “rclone listremotes” prints those it knows. Do the step before.',
          'rclone-remote',
        ],
        [
          `couldn't fetch token, invalid_grant`,
          'The login has run out. Run “rclone config reconnect”, the name, and a colon.',
          'rclone-token',
        ],
      ],
    },
    lookInto: {
      title: 'See that you get in',
      phase: 'prepare',
      expect: 'What is in the bucket, or nothing.',
      otherwise: [
        [
          `didn't find section in config file`,
          'rclone knows no service of this name: “rclone listremotes” prints those it knows. Do the step before.',
          'rclone-remote',
        ],
        [
          'directory not found, NoSuchBucket',
          'There is no such bucket. Make it in the pages of the service, or look at its name.',
        ],
        [
          'AccessDenied, InvalidAccessKeyId, SignatureDoesNotMatch',
          'The key is wrong, or may not read this bucket. Do the step before again.',
        ],
      ],
    },
    send: {
      title: 'Copy',
      phase: 'copy',
      expect:
        'How far it is, then `Transferred:` with `100%`, and no line with `Errors:`. It deletes nothing, here or there. A line with `Can’t follow symlink` names a link, which is left out.',
      otherwise: [
        ['Failed to copy, connection reset, timeout', 'The connection broke. Run the same command again.'],
        ['{limitSeen}', '{limitMeans}'],
        [
          'quotaLimitReached, storageQuotaExceeded, QuotaExceeded',
          'The room there is used up. Make some, then run the same command again.',
        ],
      ],
    },
    resumeRemote: {
      title: 'If it was interrupted: the same command again',
      phase: 'resume',
      ifNeeded: true,
      expect: 'Files that are there are passed over. One that was cut begins again from its start.{again}',
      otherwise: [['the same error three times', 'Send its last lines to whoever runs the service.']],
    },
  },
  // By place: which names cannot be kept, and what becomes of them.
  cannot: {
    plain:
      'exFAT cannot have such a name, and Windows cannot open it on NTFS. Pack the folder with tar, and copy the archive.',
    smb: 'Other computers see another name on the drive, or it cannot be kept at all. Pack the folder with tar, and copy the archive.',
    onedrive:
      'OneDrive cannot have such a name: rclone puts a sign that looks alike in its place, and takes it back when it reads. Others see the other name.',
  },
  limits: {
    bucket: ['SlowDown, 503', 'The service asks for fewer requests. Run the same command again.'],
    onedrive: [
      'throttled, tooManyRequests, 429',
      'The service asks for patience. rclone waits and tries again by itself; if it gives up, run the same command again later.',
    ],
    googledrive: [
      'uploadLimitExceeded, userRateLimitExceeded',
      'Google takes about 750 GB from one person in a day. Run the same command again after a day.',
    ],
  },
  proves: {
    all: 'Every byte was read back from the service, and is what the list says.',
    service: {
      bucket:
        'The service’s own MD5 of each file is what the list says; of a file that went in parts, it is the one that rclone sent with it, and the service has compared each part. What became of the bytes since, only reading them back tells.',
      googledrive: 'The MD5 that Google made of each file is what the list says.',
    },
  },
  kinds: { bucket: '`s3`', onedrive: '`onedrive`', googledrive: '`drive`' },
  there: {
    operator: 'whoever runs it',
    reach: 'Look at the name, and whether you have to be in another network for it.',
    transferReach: 'Be on campus, or connect to the VPN first.',
  },
  notices: {
    made: 'A list made now proves only what is here now: the second copy is the same as the first one. Nothing tells whether the first one still is what the microscope wrote.',
    duo: 'Each command that goes through the data transfer node asks for your password, and for the second factor.',
    ofPlace: {
      plain:
        'Unplug the drive before you verify, and plug it in again: so the check reads the drive, and not what the computer remembers of it.',
      bucket: 'To read back what is in a bucket costs money with some services: ask for the price of egress.',
      onedrive:
        'OneDrive takes no file of more than 250 GB and no path of 400 characters or more. It keeps no MD5, so the check reads every byte back. It changes office documents when they arrive: those would be `different:`.',
      googledrive:
        'Google Drive takes about 750 GB a day, and about two files a second: many small files take long. Pack them with tar.',
    },
    noSession: sessionNotices.noSession,
  },
  // Of a copy to another computer, whose disk is not here.
  thereOutcomes: [
    [
      'No space left on device, quota exceeded',
      'The disk there is full, or your quota on it. Make room there, then start again.',
      'disk-full',
    ],
    [
      'mkdir, mkstemp … Permission denied, Read-only file system',
      'You may not write in the folder there, or in one in it: the line says which.',
      'read-only',
    ],
    [
      'code 24, vanished',
      'Something moves files of the first copy while it is copied. Start again when it has ended.',
      'vanished',
    ],
    [
      'code 23',
      'Something could not be read here, or not be written there: the lines above say what.',
      'partial-transfer',
    ],
    ...rsyncOutcomes.reach,
  ],
  startAgain,
  session: sessionTables,
  // Of all that a copy with rsync has, what this one takes.
  shared: {
    commands: rsyncCopyTables.commands,
    steps: { folder: rsyncCopyTables.steps.folder, resume: rsyncCopyTables.steps.resume },
  },
  outcomes: [...ownOutcomes, ...rsyncOutcomes.disk.filter(([see]) => !ownOutcomes.some(([own]) => own === see))],
} as const satisfies MethodTables & { [more: string]: unknown };

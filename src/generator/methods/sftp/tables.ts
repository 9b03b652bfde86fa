/**
 * Pull a collection from a server that lets users in by SFTP alone: OpenSSH's sftp copies and resumes, rclone verifies.
 */
import { straightRows } from '../../choice-tables.ts';
import type { WordRow } from '../../command/argv.ts';
import {
  accountField,
  collectionField,
  destinationField,
  estimateFields,
  labField,
  sessionField,
  unixComputerField,
} from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import { anyDiskTables, diskField, diskProblems } from '../../steps/disk/tables.ts';
import { aliveRows, rsyncCopyTables } from '../../steps/rsync-copy/tables.ts';
import { sessionNotices, sessionTables, startAgain } from '../../steps/session/tables.ts';
import { storageServerTables } from '../../steps/storage-server/tables.ts';

const handRows = [
  ['utility', 'printf', 'Writes', 'printf(1)'],
  ['operand', '%s\\n', 'on a line, what follows.', 'printf(1)'],
] as const satisfies readonly WordRow[];
const pipeRow = ['operator', '|', 'Hands it to', 'POSIX XCU, 2.9.2'] as const satisfies WordRow;
// What sftp reads are no programs: their words are operands, and explain nothing of a shell's own “ls”.
const taskMeaning = 'What sftp is to do:';
const taskSource = 'sftp(1) INTERACTIVE COMMANDS';
const sftpRows = [
  ['utility', 'sftp', 'Copies files over SFTP.', 'sftp(1)'],
  ...aliveRows,
] as const satisfies readonly WordRow[];
const rcloneRow = ['utility', 'rclone', 'Copies and compares files.', 'rclone 1.60 manual'] as const satisfies WordRow;
const remoteRow = [
  'operand',
  '{remote}',
  'The collection.',
  'rclone manual, On The Fly Backends',
] as const satisfies WordRow;
const skipRow = [
  'option',
  '--sftp-skip-links',
  'Passes over links, as sftp does.',
  'rclone manual, SFTP, --sftp-skip-links',
] as const satisfies WordRow;
const hereRow = ['operand', '{destination}', 'The destination.', 'rclone manual'] as const satisfies WordRow;
// Its own default makes other signs of control characters in names on the disk, and not in those from SFTP: seen with
// 1.60, “file not in” for a file that is there.
const encodingRow = [
  'option',
  '--local-encoding',
  'Takes names here as they are:',
  'rclone manual, Local Filesystem, --local-encoding',
] as const satisfies WordRow;
const signsRow = [
  'option-argument',
  'Slash,Ctl,Del,Dot',
  'those with a line break too.',
  'rclone manual, Encoding',
] as const satisfies WordRow;

export const tables = {
  fields: {
    account: accountField,
    lab: labField,
    collection: collectionField,
    computer: unixComputerField,
    destination: destinationField,
    disk: diskField,
    login: {
      label: 'How you log in',
      hint: 'A key is a file that takes the place of your password.',
      example: 'password',
      flag: 'login',
      choices: { password: 'with my password', key: 'with a key' },
      brief: { password: 'password', key: 'a key' },
    },
    keyFile: {
      label: 'Key file',
      hint: 'The whole path of the secret one of its two files.',
      example: '/home/jdoe/.ssh/id_ed25519',
      placeholder: '/YOUR-HOME/.ssh/YOUR-KEY',
      flag: 'key-file',
      isOwn: true,
      kind: 'path',
      when: ['login', ['key']],
    },
    session: sessionField,
    ...estimateFields,
  },
  choice: [['who', ['outside'], 'never', 'You need an account where the images lie.'], ...straightRows],
  pace: { passes: [2, 2], assumes: 'the collection comes over the network twice, to be copied and to be verified' },
  problems: {
    ...diskProblems,
    absent: ['The facts name no server for SFTP.', 'Add “sftp” to the storage server in facility.yaml.'],
    longPaths: [
      'The names are too long: sftp cuts off lines of more than 2048 bytes.',
      'Use a shorter path, or ask for the folder to be renamed.',
    ],
  },
  commands: {
    check: [
      ...handRows,
      [
        'operand',
        [
          ['operand', 'cd', 'Goes to', 'sftp(1), cd'],
          ['operand', '{collection}', 'the collection.', 'sftp(1), cd'],
        ],
        taskMeaning,
        taskSource,
      ],
      // Not of a path: “ls”, of all commands of sftp, takes {a,b} in it for two names. sftp-client of OpenSSH 9.2,
      // do_globbed_ls.
      [
        'operand',
        [
          ['operand', 'ls', 'Lists what is there', 'sftp(1), ls'],
          ['option', '-l', 'with sizes and days.', 'sftp(1), ls -l'],
        ],
        'And then:',
        taskSource,
      ],
      pipeRow,
    ],
    copy: [
      ...handRows,
      [
        'operand',
        [
          ['operand', 'get', 'Copies from there,', 'sftp(1), get'],
          ['option', '-R', 'folders with all in them,', 'sftp(1), get -R'],
          ['option', '-a', 'going on where a file was cut,', 'sftp(1), get -a'],
          ['option', '-p', 'keeping times and permissions.', 'sftp(1), get -p'],
          ['operand', '{contents}', 'From: what is in the collection.', 'sftp(1), get'],
          ['operand', '{destination}', 'To: the destination.', 'sftp(1), get'],
        ],
        taskMeaning,
        taskSource,
      ],
      pipeRow,
    ],
    sftp: sftpRows,
    port: [
      ['option', '-P', 'At this port of the server:', 'sftp(1) -P'],
      ['option-argument', '{port}', 'that for SFTP.', 'sftp(1) -P'],
    ],
    key: [
      ['option', '-i', 'With this key:', 'sftp(1) -i'],
      ['option-argument', '{keyFile}', 'yours.', 'sftp(1) -i'],
    ],
    login: [['operand', '{login}', 'Your account there.', 'sftp(1)']],
    version: [rcloneRow, ['operand', 'version', 'Says which version is installed.', 'rclone version']],
    size: [rcloneRow, ['operand', 'size', 'counts files and their bytes.', 'rclone size'], skipRow, remoteRow],
    verify: [
      rcloneRow,
      ['operand', 'check', 'compares', 'rclone check'],
      ['option', '--download', 'each byte, fetching all files once more;', 'rclone check, --download'],
      ['option', '--one-way', 'what is here only does not count;', 'rclone check, --one-way'],
      ['option', '--differ', 'and names each file that differs', 'rclone check, --differ'],
      ['option-argument', '-', 'on the screen.', 'rclone check, --differ'],
      skipRow,
      encodingRow,
      signsRow,
      remoteRow,
      hereRow,
    ],
    // Not on macOS, which may write a name differently than asked. Without it, one of two names that look the same is
    // not compared.
    exact: [
      [
        'option',
        '--no-unicode-normalization',
        'Takes names that only look the same for two.',
        'rclone manual, --no-unicode-normalization',
      ],
    ],
    // What no name on the screen can take the place of: rclone ends with 0 only when it has compared all and found
    // nothing.
    passed: [
      ['operator', '&&', 'And only if it found no difference and no error:', 'POSIX XCU, 2.9.3'],
      ['utility', 'echo', 'writes', 'echo(1)'],
      ['operand', 'PASSED: all files that the server has now are here, byte for byte', 'that.', 'echo(1)'],
    ],
    links: [
      rcloneRow,
      ['operand', 'copy', 'copies what is missing or different,', 'rclone copy'],
      ['option', '--progress', 'shows how far it is,', 'rclone manual, --progress'],
      encodingRow,
      signsRow,
      remoteRow,
      hereRow,
    ],
    // Without the file rclone takes any server for the right one: its manual, "Host key validation".
    reach: [
      ['option', '--sftp-host', 'The server:', 'rclone manual, SFTP, --sftp-host'],
      ['option-argument', '{host}', 'its name.', 'rclone manual, SFTP, --sftp-host'],
      ['option', '--sftp-user', 'Your account there:', 'rclone manual, SFTP, --sftp-user'],
      ['option-argument', '{account}', 'its name.', 'rclone manual, SFTP, --sftp-user'],
      [
        'option',
        '--sftp-known-hosts-file',
        'Compares the key of the server',
        'rclone manual, SFTP, Host key validation',
      ],
      [
        'option-argument',
        '~/.ssh/known_hosts',
        'with those that sftp has kept.',
        'rclone manual, SFTP, Host key validation',
      ],
    ],
    reachPort: [
      ['option', '--sftp-port', 'At this port of the server:', 'rclone manual, SFTP, --sftp-port'],
      ['option-argument', '{port}', 'that for SFTP.', 'rclone manual, SFTP, --sftp-port'],
    ],
    askPassword: [
      ['option', '--sftp-ask-password', 'Asks for your password.', 'rclone manual, SFTP, --sftp-ask-password'],
    ],
    reachKey: [
      ['option', '--sftp-key-file', 'With this key:', 'rclone manual, SFTP, --sftp-key-file'],
      ['option-argument', '{keyFile}', 'yours.', 'rclone manual, SFTP, --sftp-key-file'],
    ],
  },
  // The errors explained elsewhere are those of an account that may run commands: of their commands few work here.
  steps: {
    check: {
      title: 'Check that you can log in and the collection is there',
      phase: 'prepare',
      expect:
        'A line for each file and folder, with its size in bytes before the day. sftp may ask for your password first, and at your first contact whether to go on: type yes only if the fingerprint is {fingerprint}.',
      otherwise: [
        ['Could not resolve hostname', 'This network does not know the server. {vpn}'],
        ['REMOTE HOST IDENTIFICATION HAS CHANGED', 'Stop, and ask {manager} before you do anything else.'],
        ['Permission denied', 'Account or password is wrong, or you have no account: {granter} gives accounts.'],
        [
          'No such file',
          'Lab folder or collection is spelt otherwise there, or has been deleted. What is listed then is another folder.',
        ],
      ],
    },
    version: {
      title: 'See whether rclone is installed, for the check at the end',
      phase: 'prepare',
      expect: 'A line that begins with `rclone v1`.',
      otherwise: [
        ['not found', 'It is not installed. Install it, or ask whoever runs this computer.', 'command-not-found'],
      ],
    },
    size: {
      title: 'See how much it is',
      phase: 'prepare',
      expect: '`Total objects` and `Total size`. Other lines, with `NOTICE`, mean nothing.',
      otherwise: [
        [
          'knownhosts: key is unknown, key mismatch',
          'rclone was shown a key of the server that sftp has not kept. Do the first step again, with OpenSSH 8.5 or newer, which keeps all of them.',
        ],
        ['unable to authenticate', 'The password was mistyped, or the key is not taken.'],
        ['passphrase protected', 'rclone cannot ask for the passphrase of a key. Choose the password.'],
      ],
    },
    copy: {
      title: 'Copy',
      phase: 'copy',
      expect:
        'A line that begins with `Retrieving` for each folder, how far each file is, then your prompt. If the microscope was still writing, run the same command again after the session.',
      otherwise: [
        [
          'Connection closed, Connection reset, timed out',
          'The connection broke. Run the same command again: it resumes.',
        ],
        ['No space left on device', 'The disk is full. Make room, then run the same command again.', 'disk-full'],
        [
          'not a regular file',
          'A link, or no file: sftp leaves it out. Of links, a later step brings what they lead to.',
        ],
        [
          'local file is larger than remote',
          'That file is longer here, and never gets right by itself. Delete it here, then run the same command again.',
        ],
        [
          'open local … No such file or directory, Invalid argument, File name too long',
          'This disk cannot have a file of that name. The others are copied. Choose a destination on another disk.',
          'name-refused',
        ],
        [
          'local chmod, local set times … Operation not permitted',
          'This disk keeps no permissions or times. That is no harm to the images, if the check passes.',
          'no-attributes',
        ],
        ['File too large', 'FAT32 takes no file of 4 GiB or more. Choose another disk.', 'too-large-for-fat32'],
        ['Permission denied', 'One of the files may not be read there, or written here. Ask {manager}.'],
        ['not found', 'Images are being deleted while you copy, or the name is wrong. Ask {manager} now.'],
      ],
    },
    resume: {
      title: 'If it was interrupted: the same command again',
      phase: 'resume',
      ifNeeded: true,
      expect:
        'Files whose size is right are passed over, with `was not modified`, and the one that was cut goes on where it stopped.{again}',
      otherwise: [['the same error three times', 'Send its last lines to {manager}.']],
    },
    links: {
      title: 'Only if the copy said `not a regular file`: bring what the links lead to',
      phase: 'resume',
      ifNeeded: true,
      expect:
        'At the end `Transferred:` with `100%`, and no line with `Errors:`. What the links lead to is here now, as files and folders of its own.',
      otherwise: [
        ['Failed to copy, file does not exist', 'A link that leads nowhere: there is nothing to bring.'],
        [
          'a folder in itself, again and again',
          'A link to a folder above it, which would come forty times. Press Ctrl and C, and delete here what has come of it.',
        ],
      ],
    },
    verify: {
      title: 'Verify, before the images are deleted',
      phase: 'verify',
      expect:
        'Passed: the last line begins with `PASSED:`, and above it stands `matching files` with the number of `Total objects`. All files are fetched once more and compared byte for byte: allow as long as for the copy. Links, what they lead to, and empty folders are not compared.',
      otherwise: [
        [
          '`PASSED:`, but another number, or none',
          'Fewer: images have gone from the server since you looked, so ask {manager} now. Or, on a Mac, `Duplicate object found`: two names differ in capitals only, so choose another disk. More: images have come since; see again how much it is.',
        ],
        [
          'ERROR and `file not in Local file system`, `sizes differ`',
          'That file is missing, cut short or longer. Copy again, see what the copy says of it, then verify again. If it is named once more, delete what has its name here, and copy again.',
        ],
        [
          'the name of a file alone, without ERROR',
          'That file is damaged, and sftp would pass over it, as its size is right. Delete it here, copy again, then verify again.',
        ],
        ['permission denied', 'That one may not be read, there or here. Ask {manager}, or look at it here.'],
        ['Failed to create file system', 'Not passed: the check was not made. Run it again.'],
      ],
    },
  },
  notices: {
    halves:
      'A file that was cut short has its own name already, and looks whole. Use no file before the check has passed.',
    check: 'The check needs rclone on the computer that receives the data, and fetches everything once more.',
    noKeys: 'The storage server takes no keys: these commands log in with your password.',
    ...sessionNotices,
  },
  startAgain,
  session: sessionTables,
  server: storageServerTables,
  // Of its rows and sentences: folder, awake.
  shared: rsyncCopyTables,
  disks: anyDiskTables,
} as const satisfies MethodTables & { [more: string]: unknown };

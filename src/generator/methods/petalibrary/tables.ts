/**
 * The facility pushes a collection to PetaLibrary: what to ask for, how to look at what arrives, and how to pull it
 * onward.
 */
import type { WordRow } from '../../command/argv.ts';
import { collectionField, labField, rcAccountField, sizeFields } from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import type { MessageText } from '../../step.ts';
import {
  diskField,
  diskProblems,
  diskTables,
  groupField,
  groupPatterns,
  groupProblems,
  readersField,
} from '../../steps/disk/tables.ts';
import { fileManager } from '../../steps/globus/tables.ts';
import { rsyncOutcomes } from '../../steps/rsync-copy/outcomes.ts';
import { rsyncCopyTables } from '../../steps/rsync-copy/tables.ts';
import { sessionNotices, sessionTables } from '../../steps/session/tables.ts';
import { loginRow, sshRow, storageServerTables } from '../../steps/storage-server/tables.ts';

const folderRow = [
  'operand',
  '{path}',
  'The collection in the deposit folder.',
  'POSIX XBD, 12.2',
] as const satisfies WordRow;

export const tables = {
  fields: {
    lab: labField,
    collection: collectionField,
    allocation: {
      label: 'Allocation',
      hint: "The name of your lab's PetaLibrary allocation, as it stands in its path.",
      example: 'curie',
      placeholder: 'YOUR-ALLOCATION',
      flag: 'allocation',
      kind: 'folder',
    },
    rcAccount: rcAccountField,
    account: {
      label: 'Account',
      hint: 'Your user name on the storage server. With one you can verify yourself; without, a message asks the facility to.',
      example: 'jdoe',
      placeholder: 'YOUR-ACCOUNT',
      flag: 'account',
      kind: 'account',
      optional: true,
    },
    onward: {
      label: 'Afterwards',
      hint: 'From PetaLibrary you can bring the images to another place as well.',
      example: 'dtn',
      flag: 'onward',
      choices: {
        none: 'leave them in PetaLibrary',
        globus: 'take them onward with Globus',
        dtn: 'copy them onward with rsync, through the data transfer node',
      },
      brief: { none: 'left in PetaLibrary', globus: 'onward with Globus', dtn: 'onward with rsync' },
    },
    computer: {
      label: 'Your computer',
      hint: 'The one that receives the data. The commands that copy onward are typed there.',
      example: 'linux',
      flag: 'computer',
      choices: { linux: 'Linux, such as a lab server', macos: 'macOS', wsl: 'Windows, with WSL' },
      brief: { linux: 'Linux', wsl: 'WSL' },
      when: ['onward', ['dtn']],
    },
    destination: {
      label: 'Destination',
      hint: 'The whole path of the folder the images go into. It is made if it is not there.',
      example: '/srv/data/GRID1',
      placeholder: '/YOUR-DESTINATION/YOUR-COLLECTION',
      flag: 'to',
      kind: 'path',
      when: ['onward', ['dtn']],
    },
    disk: diskField,
    readers: readersField,
    group: groupField,
    session: {
      label: 'Keep it running with',
      hint: 'Lets what takes long, a verification or a copy onward, go on when you close the terminal.',
      example: 'screen',
      flag: 'session',
      choices: { screen: 'screen', tmux: 'tmux', none: 'neither: I leave the terminal open' },
      brief: { none: 'no session' },
    },
    ...sizeFields,
  },
  choice: [
    ['who', ['outside'], 'never', 'It needs an allocation of a lab in PetaLibrary.'],
    ['who', ['account'], 'against', 'Your lab would need a PetaLibrary allocation first.'],
    ['who', ['allocation'], 'for', 'Your lab has the allocation that it needs.'],
    ['where', ['petalibrary'], 'for', 'The data end in PetaLibrary, and arrive as the microscope writes them.'],
    [
      'where',
      ['server', 'computer', 'institution', 'cloud'],
      'against',
      'From PetaLibrary the data have to be taken onward.',
    ],
    ['days', ['urgent'], 'against', 'It has to be set up before the session.'],
  ],
  patterns: groupPatterns,
  problems: {
    ...groupProblems,
    ...diskProblems,
    absent: ['This facility does not push to PetaLibrary.', 'Use another way.'],
  },
  commands: {
    login: [
      ['utility', 'ssh', 'Opens a terminal on another computer.', 'ssh(1)'],
      ['operand', '{rcLogin}', 'Your account at Research Computing, and its login node.', 'ssh(1)'],
    ],
    owner: [
      ['utility', 'stat', 'Tells about a file or folder', 'stat(1)'],
      ['option', '-c', 'in this form:', 'stat(1) -c'],
      ['option-argument', '%U %a %F %n', 'owner (%U), mode (%a), what it is (%F), its name (%n).', 'stat(1) -c'],
      ['operand', '{deposit}', 'The deposit folder.', 'stat(1)'],
    ],
    room: [
      ['utility', 'cat', 'Shows a file', 'cat(1)'],
      ['operand', '{usage}', 'The one in which the allocation tells how full it is.', 'CURC, Allocation Statistics'],
    ],
    list: [
      ['utility', 'ls', 'Lists a folder', 'ls(1)'],
      ['option', '-ltr', 'with sizes and times (-l), by time (-t), the newest last (-r).', 'ls(1) -l -t -r'],
      folderRow,
    ],
    watch: [
      ['utility', 'watch', 'Runs a command again and again', 'watch(1)'],
      ['option', '-n', 'with so many seconds between:', 'watch(1) -n'],
      ['option-argument', '60', 'a minute.', 'watch(1) -n'],
      [
        'operand',
        [
          ['utility', 'du', 'Adds up the size of a folder', 'du(1)'],
          ['option', '-sh', 'in one sum (-s), in units that are easy to read (-h).', 'du(1) -s -h'],
          folderRow,
        ],
        'The command:',
        'watch(1)',
      ],
    ],
    count: [
      ['utility', 'find', 'Looks through a folder and all in it', 'find(1)'],
      folderRow,
      ['operand', '-type', 'for things of this kind:', 'find(1) -type'],
      ['operand', 'f', 'files.', 'find(1) -type'],
      ['operand', '-printf', 'For each it writes', 'find(1) -printf'],
      ['operand', '.', 'one dot, so that odd names cannot change the number.', 'find(1) -printf'],
      ['operator', '|', 'Hands the dots to', 'POSIX XCU, 2.9.2'],
      ['utility', 'wc', 'which counts', 'wc(1)'],
      ['option', '-c', 'them.', 'wc(1) -c'],
    ],
    server: [sshRow, loginRow],
    deposited: [
      [
        'operand',
        '{to}',
        'With: your account at Research Computing, the data transfer node, the collection there.',
        'rsync(1) USAGE',
      ],
    ],
  },
  steps: {
    'ask-operator': {
      title: 'Once: the owner of the allocation asks for the folder',
      phase: 'prepare',
      expect:
        'An answer from {operator} that the folder is there. They make it, because only they can give it its owner.',
      otherwise: [
        [
          'you are not the owner',
          'Send the text to the owner of the allocation: only they, or who acts for them, can ask.',
        ],
      ],
    },
    'ask-facility': {
      title: 'Once, and for each session: tell the facility',
      phase: 'prepare',
      expect: 'An answer from {manager} that your folder is mounted and your lab is in the script that pushes.',
      otherwise: [['no answer before the session', 'Do not rely on the push. Copy to your own server meanwhile.']],
    },
    login: {
      title: 'Log in where PetaLibrary is',
      phase: 'prepare',
      expect: 'After your password and the second factor, the prompt of the login node.',
      otherwise: [
        ["The authenticity of host … can't be established", '{loginKey}'],
        ['Permission denied', 'Account or password is wrong, or you have no account at {operator}.'],
        ['Could not resolve hostname', 'Check your network connection.'],
      ],
    },
    owner: {
      title: 'Check that the folder is there, with the right owner and mode',
      phase: 'prepare',
      expect: '`{owner} {mode} directory` and the path of the folder, exactly so.',
      otherwise: [
        ['No such file or directory', 'The folder has not been made, or the allocation is spelt otherwise.'],
        ['Permission denied', 'Your account is not in the group of this allocation: ask its owner to add you.'],
        ['another owner than `{owner}`', 'The facility cannot write there. Send the line to {operator}.'],
        [
          'a mode of three digits',
          'The set-group-ID is missing: what arrives would not belong to your group. Ask {operator} for `{mode}`.',
        ],
        [
          'another mode of four digits',
          'Your group may not read what arrives, or others may. Ask {operator} for `{mode}`.',
        ],
        ['symbolic link', 'The folder was moved. Ask {operator} to make a real one.'],
      ],
    },
    room: {
      title: 'Check that the collection will fit',
      phase: 'prepare',
      expect: '`Available Space` is more than the session will bring. The file is written anew each hour.',
      otherwise: [
        ['nothing', 'The allocation is probably full. Make room, or ask {operator} for more.'],
        ['No such file or directory', 'Ask {operator} how full the allocation is.'],
      ],
    },
    list: {
      title: 'Watch the collection arrive',
      phase: 'copy',
      expect:
        'What has arrived, the newest on the last line. If the images lie in folders of this one, the next step shows better whether more arrive.',
      otherwise: [
        [
          'No such file or directory',
          'Nothing has been pushed yet. During a session, ask {manager} whether the push is running.',
        ],
        [
          'the same last line for a long time',
          'The push ends by itself {idle} without new images. Ask {manager} to start it again.',
        ],
      ],
    },
    watch: {
      title: 'See how much has arrived',
      phase: 'copy',
      expect:
        'The size of the collection, looked up again each minute. It may differ a little from that on the storage server: it is what the images take here.',
      otherwise: [
        [
          'it does not grow',
          'Compare with the number of images at the microscope. A full allocation also stops it: look at the room again.',
        ],
      ],
    },
    'watch-leave': {
      title: 'Stop watching, after a few minutes',
      phase: 'copy',
      expect: 'Your prompt. The push goes on. The login node is for short looks only.',
      otherwise: [],
    },
    count: {
      title: 'Count the images that have arrived',
      phase: 'copy',
      expect:
        'A number. It is at least that of the images taken: the facility adds a gain reference. It says nothing of what is in them, and links are not counted.',
      otherwise: [
        ['a smaller number', 'Wait, and count again. If it stays smaller, tell {manager}.'],
        ['Permission denied', 'What may not be read is not counted. Send the line to {manager}.'],
      ],
    },
    motion: {
      title: 'If you like: correct motion while images arrive',
      phase: 'copy',
      ifNeeded: true,
      expect: 'The guide of the facility to it.',
      otherwise: [],
    },
    'verify-login': {
      title: 'To verify, log in to the storage server',
      phase: 'verify',
      expect: 'The prompt of the storage server. ssh may ask for your password first.',
      otherwise: [
        [
          'Could not resolve hostname',
          'This network does not know the storage server: try from campus or through the VPN.',
          'host-unknown',
        ],
        [
          "The authenticity of host … can't be established",
          'Your first contact. Ask {manager} which key is right.',
          'host-key-unknown',
        ],
        ['Permission denied', 'Account or password is wrong. Or leave it to the facility, below.', 'permission-denied'],
      ],
    },
    verify: {
      title: 'Verify PetaLibrary against the storage server, before the images are deleted there',
      script: 'audit',
      phase: 'verify',
      expect:
        'Passed: the last line begins with `PASSED`. First answer for the password and the second factor of {operator}. Every byte is read on both sides: allow an hour for a terabyte. Nothing is changed. Files that only PetaLibrary has, such as the gain reference, are no fault and not named.',
      otherwise: [
        [
          '`NOT PASSED`, and lines that begin with `<`, `cL` or `cd`',
          'Each names what is missing in PetaLibrary, cut short or different. While images still arrive, verify again later; otherwise send the lines to {manager}.',
        ],
        ["The authenticity of host … can't be established", '{transferKey}'],
        [
          'Could not resolve hostname, Connection timed out',
          'PetaLibrary cannot be reached from the storage server. Send the facility the message that asks it to verify.',
          'host-unknown',
          {
            codes: [10, 12, 16, 255],
            text: '^ssh: (connect to host|Could not resolve hostname) ',
            then: 'few',
            seen: 'OpenSSH 9.2: 255',
          },
        ],
        [
          '`NOT PASSED`, and no such line',
          'The check did not come to its end, so it proves nothing: the lines above say why. Run it again.',
        ],
        [
          'code 24, vanished',
          'Images are being deleted from the storage server while you compare. Ask {manager} now.',
          'vanished',
          { codes: [24], then: 'stop', seen: 'rsync 3.5.0, 2.6.9: 24' },
        ],
        [
          'code 3, cannot stat destination, change_dir … Permission denied',
          'You cannot look into that folder of PetaLibrary: you are not in the group of the allocation, or it is spelt otherwise.',
          'permission-denied',
          { codes: [3], then: 'stop', seen: 'rsync 3.5.0: 3, for a folder that is closed' },
        ],
        [
          'code 23',
          'Something could not be read, here or in PetaLibrary: the lines above say what. Send them to {manager}.',
          'partial-transfer',
          { codes: [23], then: 'stop', seen: 'rsync 3.5.0, 2.6.9: 23' },
        ],
        [
          'code 20, Killed',
          'It was stopped: by Ctrl+C, a closed window, or a restart. Run it again: it begins anew.',
          'interrupted',
          { codes: [19, 20, 129, 130, 137, 143], then: 'stop', seen: 'rsync 3.5.0: 20; 2.6.9: 19, 20' },
        ],
      ],
    },
    'ask-verify': {
      title: 'Ask the facility to verify, before the images are deleted there',
      phase: 'verify',
      expect:
        'An answer that no file differs, and that no link leads out of the collection. Until then nobody knows whether all is there.',
      otherwise: [['no answer', 'Ask again, well before the images are deleted.']],
    },
    'globus-open': {
      title: 'Open Globus with the collection',
      phase: 'onward',
      expect: 'After logging in, the File Manager with two sides, and the images on the left one. {start}',
      otherwise: [
        ['Permission denied', 'Log in to Globus with the account that may read the allocation.', 'globus-permission'],
      ],
    },
    'globus-manager': {
      title: 'Open the File Manager of Globus',
      phase: 'onward',
      expect: 'After logging in, two sides, each with a field for a collection and one for a path.',
      otherwise: [],
    },
    'globus-search': {
      title: 'Left side: find PetaLibrary',
      phase: 'onward',
      expect:
        'Paste it into the field Collection. Several have this name: {manager} or {operator} says which one is right.',
      otherwise: [],
    },
    'globus-path': {
      title: 'Left side: go to the images',
      phase: 'onward',
      expect: 'Paste it into the field Path. The list shows the images. {start}',
      otherwise: [
        ['Permission denied', 'Log in to Globus with the account that may read the allocation.', 'globus-permission'],
      ],
    },
  },
  messages: {
    operator: {
      subject: 'PetaLibrary allocation {allocation}: folder for the facility',
      body: 'Hello,\n\nI am the owner of the PetaLibrary allocation {allocation}, or act for its owner. Please add the folder {folder} to it, so that {facility} can deposit our data there:\n\n{deposit}\nowner: {owner}\ngroup: the group of the allocation\nmode: {mode} (set-group-ID)\n\n{described}\n\nThank you!',
    },
    facility: {
      subject: 'Push to PetaLibrary for {lab}',
      body: 'Hello,\n\nplease push our data to PetaLibrary as it comes off the microscope.\n\nLab folder: {lab}\nCollection: {collection}\n{day}PetaLibrary allocation: {allocation}\nFolder: {deposit}\nMy account there: {rcAccount}\n\nIf this is the first time: please mount the folder on the storage server and enter our lab in the script that pushes. Please tell us when it is ready, or what is missing.\n\nThank you!',
    },
    verify: {
      subject: 'Please verify {collection} of {lab} in PetaLibrary',
      body: 'Hello,\n\nplease compare the collection {collection} in the lab folder {lab} with its copy in PetaLibrary, byte for byte, before it is deleted from the storage server:\n\n{path}\n\nPlease tell us of every file that is missing or different, and of links that lead out of the collection.\n\nThank you!',
    },
  },
  described: {
    there: 'Your documentation describes it: {documentation}',
    somewhere: 'Your documentation describes it on its page about {facility}.',
  },
  // What is asked at the first contact.
  contact: {
    known: 'Your first contact. Type yes only if the fingerprint is {fingerprint}.',
    unknown: 'Your first contact. {operator} says which key is theirs.',
    see: "The authenticity of host … can't be established",
  },
  day: 'First day: {collected}\n',
  idle: 'after {hours} h',
  idleUnknown: 'after a while',
  onward: {
    verify: 'Verify the copy',
    openGlobus: ['Open the File Manager of Globus', fileManager],
    start:
      'On the right side choose where they are to go, then press Start over the left one. Globus compares each file when it has arrived, and writes to you at the end. It leaves out links.',
    mark: 'Onward: ',
  },
  verifying: {
    motion: 'Guide to motion correction on the fly',
    mark: 'Verify: ',
    instead: 'If you cannot verify: ask the facility to',
    // A session is left and found again as for a copy, but it is no copy.
    detach: '`[detached` … and your former prompt. The check goes on. You may close the window.',
    reattach: 'The check, or what it has found. To leave again, press the same keys.',
  },
  notices: {
    single:
      "PetaLibrary keeps one copy, which is not backed up unless your allocation says so. Copy the images elsewhere in the allocation before you work on them: the deposit folder is the facility's.",
    vpn: 'The data transfer node is reached on campus, or off campus through the VPN.',
    wsl: sessionNotices.wsl,
    macos: sessionNotices.macos,
    registry:
      'The data transfer node asks for your password and the second factor each time, unless it knows your key: {operator} invites you to register it at {registry}, and it counts on campus or through the VPN.',
  },
  session: sessionTables,
  server: storageServerTables,
  copy: rsyncCopyTables,
  disks: diskTables,
  outcomes: rsyncOutcomes,
  // On the way of the check: what a copy says of these in other words, since it goes on where it stopped.
  broken: {
    insteadOf: ['host-unknown', 'changed-on-the-way', 'connection-lost'],
    row: [
      'code 12, code 255, Broken pipe, unexpected end of file',
      'The connection broke. Run it again: it begins anew.',
      'connection-lost',
      { codes: [10, 12, 16, 30, 35, 255], then: 'again', seen: 'rsync 3.5.0: 12, 255' },
    ],
  },
} as const satisfies MethodTables & { messages: Record<string, MessageText>; [more: string]: unknown };

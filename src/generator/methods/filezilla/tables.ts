/**
 * Pull a collection without a terminal: FileZilla, told all by a file that it imports, copies over SFTP and compares
 * sizes; a list of checksums proves every byte. WinSCP and Cyberduck, as far as their makers have written them down.
 *
 * What FileZilla shows and does was seen with 3.63 on Linux. Windows and macOS have the same program.
 */
import { straightRows } from '../../choice-tables.ts';
import {
  accountField,
  collectionField,
  computerField,
  destinationField,
  estimateFields,
  labField,
} from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import type { MessageText } from '../../step.ts';
import { checksumListTables } from '../../steps/checksum-list/tables.ts';
import { anyDiskTables, diskField, diskProblems } from '../../steps/disk/tables.ts';
import { serverListRows } from '../../steps/server-list/tables.ts';
import { jumpRows, runThere, storageServerTables } from '../../steps/storage-server/tables.ts';
import { winscpCyberduckTables } from '../../steps/winscp-cyberduck/tables.ts';

const { macos } = computerField.choices;
const { own, smb, nfs } = diskField.choices;

/** What one clicks in the windows of FileZilla, step by step, each on a line. */
const connectClicks = ['File > Site Manager…', '{title}', 'Connect'];
const downloadClicks = ['right list: right-click on {collection}', 'Download'];

export const tables = {
  fields: {
    account: accountField,
    lab: labField,
    collection: collectionField,
    computer: {
      ...computerField,
      hint: 'The one that receives the data, with the program on it.',
      choices: { linux: 'Linux, with a screen', macos, windows: 'Windows' },
    },
    destination: {
      ...destinationField,
      hint: 'The whole path of the folder the images go into. The program names it as the collection is named, and makes it.',
    },
    program: {
      label: 'Program',
      hint: 'FileZilla is on every system, and was run with this plan. What is said of the others was read, and not run.',
      example: 'winscp',
      flag: 'program',
      choices: { filezilla: 'FileZilla', winscp: 'WinSCP, on Windows', cyberduck: 'Cyberduck, on macOS and Windows' },
      brief: { filezilla: 'FileZilla', winscp: 'WinSCP', cyberduck: 'Cyberduck' },
    },
    disk: {
      ...diskField,
      hint: 'What is mounted over a network keeps less than a disk does. If you do not know, ask whoever set it up.',
      choices: { own, smb, nfs, windows: 'exFAT, FAT or NTFS' },
      when: ['computer', ['linux', 'macos']],
    },
    code: {
      label: 'A code at log-in',
      hint: 'Whether the server asks for more than your password, such as a code from a telephone. The copy then uses one connection, as each would ask again.',
      example: 'yes',
      flag: 'code',
      choices: { no: 'no: the password alone', yes: 'yes: a second factor' },
      brief: { no: 'password alone', yes: 'password and code' },
    },
    list: {
      label: 'List of checksums',
      hint: 'Made on the server, it proves every byte of your copy. The program by itself compares names and sizes at most.',
      example: 'staff',
      flag: 'list',
      choices: {
        me: 'I make it: one line in a terminal',
        staff: 'the staff leave it beside the collection',
        none: 'none: names and sizes are enough for me',
      },
      brief: { me: 'I make the list', staff: 'staff leave the list', none: 'no list' },
    },
    ...estimateFields,
  },
  choice: [
    ['who', ['outside'], 'never', 'You need an account where the images lie.'],
    ['where', ['computer'], 'for', 'It brings the data straight to your computer, and you only click.'],
    ['where', ['server'], 'against', 'It needs a screen with windows, which few servers have.'],
    ...straightRows.filter(([, , speaks]) => speaks === 'against'),
    ['size', ['large'], 'against', 'Over a terabyte its window stays open for days, and many small files are slow.'],
  ],
  pace: {
    passes: [1, 1.3],
    assumes: 'the files are large: many small ones take ten times as long',
  },
  problems: {
    ...diskProblems,
    otherName: [
      '{label} {value} does not end with the name of the collection, which {program} gives to the folder.',
      'Enter {meant}',
    ],
    winscpElsewhere: ['WinSCP runs on Windows alone.', 'Choose Windows as your computer, or FileZilla as the program.'],
    cyberduckElsewhere: [
      'Cyberduck has windows on macOS and Windows alone.',
      'Choose one of them as your computer, or FileZilla as the program.',
    ],
    rewritten: [
      '{label} {value} has the character “{character}”, which this computer cannot have in a name. What {program} writes instead has not been seen.',
      'Choose FileZilla as the program, or ask for the folder to be renamed.',
    ],
    windowsName: [
      '{label} {value} is no name that a folder on Windows can have.',
      'Ask for the folder to be renamed, or use another computer.',
    ],
    longList: [
      '{label} {value} is too long for a list of checksums to be called after it.',
      'Choose no list, or ask for the folder to be renamed.',
    ],
  },
  commands: {
    jump: jumpRows,
    list: runThere(serverListRows),
    listThere: serverListRows,
  },
  messages: {
    askForList: {
      subject: 'A list of checksums for {collection} of {lab}',
      body: 'Hello,\n\nI copy the collection {collection} in the lab folder {lab} with {program}, and would like to prove that my copy is whole. Could you please run this line on the storage server once the collection is complete? It makes a list of checksums beside it, {list}, and changes nothing else:\n\n{command}\n\nThank you!',
    },
  } satisfies Record<string, MessageText>,
  clicks: {
    import: [
      'File > Import…',
      '{file}',
      'in the window “Import settings”, with Site Manager entries and Settings ticked: OK',
      'OK',
      'OK',
      'File > Exit',
      'start FileZilla again',
    ],
    connect: connectClicks,
    download: downloadClicks,
    resume: [...connectClicks, ...downloadClicks],
    failed: [
      'Failed transfers, a tab below: right-click into its list',
      'Reset and requeue all',
      'Transfer > Process Queue',
      'if it asks “Target file already exists”: Overwrite if different size, Always use this action, Apply to current queue only, OK',
    ],
    open: ['left list: double-click on the folder {here}', 'right list: double-click on the folder {collection}'],
    sizes: [
      'press F3',
      'Comparative search',
      'Compare: File sizes',
      'Search',
      'tick Hide identical files',
      'read what stands under both lists',
    ],
    fetchList: [
      'close the search',
      'right list: double-click on ..',
      'right list: right-click on {listName}',
      'Download',
    ],
  },
  steps: {
    install: {
      title: 'Install FileZilla',
      phase: 'prepare',
      expect:
        'The program FileZilla, the Client: not the Server. Refuse what else an installer offers. At its first start it shows the window `Welcome to FileZilla`: click OK. On Linux it is a package of the system, `filezilla`.',
      otherwise: [],
    },
    folder: {
      title: 'See that the folder is there that the collection comes into; if it is not, make it',
      phase: 'prepare',
      expect:
        'This folder, in the window with your files, with room for the whole collection. If it is not there, FileZilla says nothing, and puts the images into your home folder.',
      otherwise: [],
    },
    file: {
      title: 'Save the file that fills in FileZilla',
      phase: 'prepare',
      expect: '`{file}` among your downloads. It has one site, called {title}, and three settings. It has no password.',
      otherwise: [],
    },
    import: {
      title: 'In FileZilla: import that file',
      phase: 'prepare',
      expect:
        'The window `Import successful`, twice. FileZilla keeps the settings only when it is closed. They hold for all servers: a file that is here already is fetched again only if its size differs, files keep their times, and comparisons go by size.',
      otherwise: [
        [
          'File does not contain any importable data',
          'That is another file. Save the file once more, then choose it.',
          'filezilla-import',
        ],
        ['only one window `Import successful`', 'Settings was not ticked. Import the file again, with both ticked.'],
      ],
    },
    connect: {
      title: 'In FileZilla: connect',
      phase: 'prepare',
      expect:
        'It asks for your password{code}. At your first contact the window `Unknown host key` comes too: only if the fingerprint is {fingerprint}, tick `Always trust this host` and click OK. At last the lines above say `Directory listing of "{remote}" successful`.',
      otherwise: [
        [
          'Unknown host key, with another fingerprint',
          'Click Cancel, and ask {manager}: that may be another computer.',
        ],
        ['Host key mismatch', 'Click Cancel, and ask {manager} before you do anything else.', 'host-key-changed'],
        [
          'Authentication failed',
          'Account or password is wrong, or you have no account: {granter} gives accounts. Nothing more happens until you connect again.',
          'filezilla-login',
        ],
        [
          'Server sent an additional login prompt',
          'It asks for a code too: choose that in the form, save the file once more, and import it.',
          'filezilla-code',
        ],
        [
          'Received unexpected end-of-file from SFTP server',
          'Your password may have expired, or the server does not take SFTP. In the form, choose that a code is asked for: FileZilla then shows what the server says. If that is nothing, ask {manager}.',
        ],
        [
          'Could not connect to server, Waiting to retry',
          'The server does not answer from here. {vpn}',
          'filezilla-connection',
        ],
        ['`{title} 2`', 'You have imported the file before: the two are the same.'],
        ['You are required to change your password', 'It has expired. Type a new one, twice.'],
      ],
    },
    look: {
      title: 'Look, before you download: the right folder on both sides',
      phase: 'prepare',
      expect:
        'At `Local site:`, above the left lists, stands {parent}. At `Remote site:`, above the right lists, stands the path that you can copy here{byHand}. In the right list there is a row {collection}.',
      otherwise: [
        [
          'another folder at `Local site:`',
          'The folder is not there. Make it, type its path into `Local site:`, and press Enter. The images would come into the folder that stands there.',
        ],
        [
          'another folder at `Remote site:`',
          'Paste the path that you can copy here into `Remote site:`, and press Enter.',
        ],
        [
          'no such file or directory',
          'The lab folder is spelt otherwise there, or you may not look into it. Ask {manager}.',
          'filezilla-folder',
        ],
        ['no row {collection}', 'The collection is spelt otherwise there, or has been deleted. Ask {manager} now.'],
      ],
    },
    download: {
      title: 'In FileZilla: download the collection, as one row',
      phase: 'copy',
      expect:
        'Below, files move through the tab `Queued files`, until no number stands behind it. Leave the computer on. That all are under `Successful transfers` proves nothing: a file that was cut is there too.',
      otherwise: [
        [
          'Confirmation needed, Really delete',
          'Click No. Delete is in the same menu, Enter means Yes, and what it deletes on the server is gone.',
        ],
        [
          'an upload in the queue: an arrow to the right',
          'A double click on a file in the left list sends it to the server. Right-click on it in the queue, and remove it.',
        ],
        [
          'Target file already exists',
          'Choose Overwrite if different size, Always use this action and Apply only to downloads, then OK. The settings were not imported.',
        ],
        ['a number beside `Failed transfers`', 'Do the step for failed transfers.'],
        [
          'one file that stays among `Queued files`',
          'It is no file, but a pipe of a program: FileZilla waits for it a minute, then lists it as failed.',
        ],
        ['error while writing local file', 'The disk is full. Make room, then download once more.', 'filezilla-full'],
        [
          'local: unable to open, Critical file transfer error',
          'Your computer does not let FileZilla write there.',
          'filezilla-cannot-write',
        ],
        [
          'red lines `Failed to retrieve directory listing`',
          'A folder that you may not read, or a link to a file, which is here all the same: the comparison tells.',
          'filezilla-unreadable',
        ],
      ],
    },
    resume: {
      title: 'If it broke off: connect, look at both sides, and download once more',
      phase: 'resume',
      ifNeeded: true,
      expect:
        'Whatever has its full size is passed over, and what was cut or is missing is fetched. A cut file has its own name already and looks whole. Until the comparison has passed, use and change nothing in the folder.',
      otherwise: [['the same error three times', 'Send its last lines to {manager}.']],
    },
    failed: {
      title: 'If files are under Failed transfers: fetch them again, before you close FileZilla',
      phase: 'resume',
      ifNeeded: true,
      expect:
        'The tab is empty. It is always empty after you have closed FileZilla, which proves nothing: then download once more.',
      otherwise: [
        [
          'the same files once more',
          'A link that leads nowhere, a name that FileZilla cannot read, or a file that you may not read. Ask {manager}, or take another way.',
        ],
      ],
    },
    open: {
      title: 'In FileZilla: open the collection on both sides',
      phase: 'verify',
      expect: 'At `Local site:` and at `Remote site:` the last folder is that of the collection.',
      otherwise: [
        [
          'an upload in the queue',
          'You clicked on a file in the left list. Remove it from the queue. If it is there already, the server has your copy of it: tell {manager}.',
        ],
      ],
    },
    sizes: {
      title: 'In FileZilla: compare all names and sizes',
      phase: 'verify',
      expect:
        'Both lists are empty, and under both stand the same numbers of files and directories and the same total size. Every file is here, in its full length.',
      otherwise: [
        ['a red row', 'That file has another size here: it was cut. Connect, and download once more.'],
        [
          'a yellow row on the right',
          'It is missing here. Download once more. What stays is a link, with l as the first of its permissions: if it leads to a file, that file is here, yellow on the left; or it is a folder that you may not read, or one of two names that this computer takes for the same: ask {manager}.',
        ],
        [
          'a yellow row on the left',
          'It is only here: a file of yours, or the server has deleted it meanwhile. Ask {manager} now.',
        ],
        ['Delete, in the menu of a row', 'Never click it: on the right it deletes on the server.'],
      ],
    },
    list: {
      title: 'Make the list of checksums, on the server',
      phase: 'verify',
      expect:
        'Nothing, after minutes or hours: every byte is read there. Beside the collection there is now the file {listName}.',
      otherwise: [
        [
          'cannot create, Permission denied',
          'You may not write beside the collection. Choose that the staff leave the list, or none.',
        ],
        [
          'find … Permission denied, md5sum … Permission denied',
          'The list lacks what you may not read. Ask {manager}: what you cannot read is not copied either.',
        ],
        [
          'No such file or directory',
          'The collection is spelt otherwise there, or has been deleted.',
          'no-such-folder',
        ],
      ],
    },
    askForList: {
      title: 'Ask the staff for the list of checksums',
      phase: 'verify',
      expect: 'Their answer, and beside the collection the file {listName}.',
      otherwise: [],
    },
    fetchList: {
      title: 'In {program}: download the list',
      phase: 'verify',
      expect: '{listName} at the left, beside the folder of the collection.',
      otherwise: [
        [
          'no such row',
          'Let the program read the folder again (F5 in FileZilla). If it is not there, there is no list yet.',
        ],
      ],
    },
    prove: {
      title: 'Prove every byte, in the browser',
      phase: 'verify',
      expect:
        'Choose there the list {listName} and the folder {here}. `All files are as in the list`, and the receipt to keep. Nothing is sent.',
      otherwise: [
        [
          'NOT whole',
          'It names the files. Delete those here, download once more, and compare again. {program} may pass over a file that has its full size, whatever is in it.',
        ],
        ['NOT proven whole', 'It says what could not be compared, and why.'],
      ],
    },
    recheck: {
      title: 'Instead of the browser: the same in a terminal',
      phase: 'verify',
      ifNeeded: true,
      expect: 'The last line begins with `PASSED`.',
      otherwise: [['`NOT PASSED`', 'The lines above it name the files. Delete those here, and download once more.']],
    },
  },
  notices: {
    ask: 'Nobody has said whether {name} takes SFTP, which {program} needs. Ask {manager} first.',
    never:
      'FileZilla can do harm on the server. Never click Delete in a list on the right: it asks once, and Enter means Yes. Never double-click on a file on the left: that uploads it.',
    unproven:
      'Without a list of checksums this proves names and sizes, and no more: nothing in {program} sees a file that has the right size and other bytes.',
    other:
      'Many small files are slow: 600 files of 20 kB took 11 times as long as by sftp, with one connection 17 times. Links to folders are left out, what links to files lead to comes as files, and folders do not keep their times. If that matters, take another way.',
    jump: 'From outside, {host} is reached through {jumpHost}, which FileZilla cannot go through. Use it in a network from which the server answers, or take another way.',
    listsLeft: 'The staff leave a list of checksums beside each collection: you need not make one.',
    windows:
      'Windows cannot have \\ / : * ? " < > | in names: FileZilla writes _ instead and does not say so. Two names may become one, and so may names that differ only in case. These steps were run on Linux, not on Windows.',
    case: 'Names that differ only in capitals are one name on most Macs: of two such files one is left. These steps were run on Linux, not on a Mac.',
  },
  byHand:
    ': FileZilla for Windows cannot be told a name with the character {character}, so paste the path into it now and press Enter',
  askedCode: ' and for the code, each in a window of its own',
  openWhole: 'Open “Is my copy still whole?”',
  getFileZilla: ['Get FileZilla from its makers', 'https://filezilla-project.org/download.php?type=client'],
  server: storageServerTables,
  others: winscpCyberduckTables,
  disks: anyDiskTables,
  recheck: { commands: { hash: checksumListTables.commands.hash, against: checksumListTables.commands.against } },
} as const satisfies MethodTables & { messages: Record<string, MessageText>; [more: string]: unknown };

/** Get a collection through Globus: in the browser, with the Globus CLI, or with the storage server's own client. */
import type { Facility } from '../../facility/schema.ts';
import { demand, makeWords } from '../argv.ts';
import type { Word, WordRow } from '../argv.ts';
import type { Finding } from '../check.ts';
import { fileManager } from '../globus-app.ts';
import type { MethodTexts, Rules } from '../method.ts';
import type { Action, Place, Step } from '../plan.ts';
import { formatCodePoint, joinParts } from '../quote.ts';
import type { Part } from '../quote.ts';
import {
  collectedField,
  collectedUntilField,
  collectionField,
  labField,
  linkField,
  sizeField,
  speedField,
} from '../request.ts';
import type { Values } from '../request.ts';
import {
  collectionParts,
  jumpOptionRow,
  jumpParts,
  jumpRow,
  loginParts,
  loginRow,
  throughJump,
} from '../storage-server.ts';
import { fillParts, fillText, makeStep, partsOf, runRows, toFacility, writeMessage } from '../texts.ts';

const globusRow = ['utility', 'globus', 'The Globus CLI.', 'Globus CLI 3.42'] as const satisfies WordRow;
const taskRow = ['operand', 'task', 'Looks after transfers.', 'Globus CLI 3.42, task'] as const satisfies WordRow;
const taskIdRow = ['operand', '{task}', 'Which one.', 'Globus CLI 3.42, task'] as const satisfies WordRow;
const endpointRow = [
  'operand',
  'endpoint',
  'Looks after collections.',
  'Globus CLI 3.42, endpoint',
] as const satisfies WordRow;
const clientSource = 'docs.globus.org, Globus Connect Personal for Linux';
const clientRow = [
  'utility',
  'globus-client/globusconnectpersonal',
  'Globus Connect Personal, where you unpacked it.',
  clientSource,
] as const satisfies WordRow;
const serverClientRow = [
  'utility',
  '{client}',
  'Globus Connect Personal, where the facility installed it.',
  clientSource,
] as const satisfies WordRow;
const setupRow = ['option', '-setup', 'Makes a collection of this computer.', clientSource] as const satisfies WordRow;
const noWindowRow = [
  'option',
  '--no-gui',
  'Without windows: a link and a code instead.',
  clientSource,
] as const satisfies WordRow;
const startRow = ['option', '-start', 'Connects it to Globus.', clientSource] as const satisfies WordRow;
const restrictRow = [
  'option',
  '-restrict-paths',
  'Opens these folders and no others:',
  clientSource,
] as const satisfies WordRow;
const statusRow = ['option', '-status', 'Says whether it is connected.', clientSource] as const satisfies WordRow;
const screenRow = [
  'utility',
  'screen',
  'Keeps a terminal running when its window is closed.',
  'screen(1)',
] as const satisfies WordRow;
const sessionRow = [
  'option-argument',
  '{session}',
  "the facility's name for it.",
  'screen(1)',
] as const satisfies WordRow;
const labelRow = [
  'option',
  '--label',
  'What the transfer is called in lists:',
  'Globus CLI 3.42, transfer',
] as const satisfies WordRow;
const labelTextRow = [
  'option-argument',
  '{label}',
  'facility and collection.',
  'Globus CLI 3.42, transfer',
] as const satisfies WordRow;
const syncRow = [
  'option',
  '--sync-level',
  'Run again, it sends a file',
  'Globus CLI 3.42, transfer',
] as const satisfies WordRow;
const checksumRow = [
  'option-argument',
  'checksum',
  'only where the contents differ.',
  'Globus CLI 3.42, transfer',
] as const satisfies WordRow;
const timesRow = [
  'option',
  '--preserve-mtime',
  'Keeps the times of files.',
  'Globus CLI 3.42, transfer',
] as const satisfies WordRow;
const verifyRow = [
  'option',
  '--verify-checksum',
  'Compares every file after it was sent.',
  'Globus CLI 3.42, transfer',
] as const satisfies WordRow;
const notifyRow = ['option', '--notify', 'Sends you mail', 'Globus CLI 3.42, transfer'] as const satisfies WordRow;
const eventsRow = [
  'option-argument',
  'failed,inactive,succeeded',
  'at the end, or when it is stuck.',
  'Globus CLI 3.42, transfer',
] as const satisfies WordRow;
const quotaRow = [
  'option',
  '--fail-on-quota-errors',
  'Stops when the destination is full, instead of trying for days.',
  'Globus CLI 3.42, transfer',
] as const satisfies WordRow;

const oneNameRow = [
  'more bytes, each time',
  'Names that the receiving side takes for one, such as those that differ in capitals only: each time one takes the place of the other. Send into a folder that tells them apart, or one of them under another name.',
] as const;
const fewerRow = ['fewer files', 'Images have been deleted before they were sent. Ask {manager} now.'] as const;

export const texts = {
  fields: {
    way: {
      label: 'Way',
      hint: 'How you start the transfer. The facility has to share the data with you first, whichever you take.',
      example: 'browser',
      flag: 'way',
      choices: {
        browser: 'In the browser',
        cli: 'With the Globus CLI',
        follow: 'With the Globus CLI: follow or cancel a transfer that runs already',
        server: "With the storage server's own client, if the facility agrees",
      },
    },
    lab: labField,
    collection: collectionField,
    email: {
      label: 'E-mail at Globus',
      hint: 'The address with which you log in to Globus: your identity there.',
      example: 'jdoe@example.edu',
      placeholder: 'YOUR-NAME@example.edu',
      flag: 'email',
      kind: 'email',
      when: ['way', ['browser', 'cli']],
    },
    account: {
      label: 'Account',
      hint: 'Your user name on the storage server.',
      example: 'jdoe',
      placeholder: 'YOUR-ACCOUNT',
      flag: 'account',
      kind: 'account',
      when: ['way', ['server']],
    },
    receiver: {
      label: 'Receiver',
      hint: 'What takes the data in.',
      example: 'institution',
      flag: 'receiver',
      choices: {
        institution: 'A Globus collection of my institution',
        personal: 'My own computer, with Globus Connect Personal',
      },
      when: ['way', ['browser', 'cli']],
    },
    computer: {
      label: 'Your computer',
      hint: 'The one you type commands on; with Globus Connect Personal, the one that receives the data.',
      example: 'linux',
      flag: 'computer',
      choices: {
        linux: 'Linux, such as a lab server',
        macos: 'macOS',
        wsl: 'Windows, with WSL',
        windows: 'Windows, without WSL',
      },
      when: ['way', ['browser', 'cli']],
    },
    source: {
      label: 'Id of the shared collection',
      hint: "On the shared collection's page in Globus, or in the facility's answer. In the browser it may be left empty.",
      example: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
      placeholder: '00000000-0000-0000-0000-000000000000',
      flag: 'source-id',
      kind: 'uuid',
      optional: ['way', ['browser']],
      when: ['way', ['browser', 'cli']],
    },
    sourcePath: {
      label: 'Path in the shared collection',
      hint: 'The folder with the images. A single / where the shared collection is that folder.',
      example: '/',
      placeholder: '/YOUR-COLLECTION',
      flag: 'source-path',
      kind: 'globusPath',
      when: ['way', ['browser', 'cli']],
    },
    receiverName: {
      label: 'Name of the receiving collection',
      hint: 'As Globus lists it. With Globus Connect Personal, any name you like.',
      example: 'Smith Lab server',
      placeholder: 'YOUR-RECEIVER',
      flag: 'receiver-name',
      kind: 'line',
      when: ['way', ['browser', 'cli', 'server']],
    },
    receiverId: {
      label: 'Id of the receiving collection',
      hint: 'On its page in Globus; the steps of the Globus CLI find it too. In the browser it may be left empty.',
      example: '31ce9ba0-176d-45a5-add3-f37d233ba47d',
      placeholder: '00000000-0000-0000-0000-000000000000',
      flag: 'receiver-id',
      kind: 'uuid',
      optional: ['way', ['browser']],
      when: ['way', ['browser', 'cli']],
    },
    receiverPath: {
      label: 'Path in the receiving collection',
      hint: 'The folder that the images go into, as Globus writes it: /~/ is your home folder there.',
      example: '/~/cryoem/GRID1',
      placeholder: '/~/YOUR-DESTINATION/YOUR-COLLECTION',
      flag: 'receiver-path',
      kind: 'globusFolder',
      when: ['way', ['browser', 'cli', 'server']],
    },
    more: {
      label: 'Further collections',
      hint: 'Folders beside the first one, to send in the same transfer, with a slash between them.',
      example: 'GRID2/GRID3',
      placeholder: 'YOUR-OTHER-COLLECTION',
      flag: 'more',
      kind: 'names',
      optional: true,
      when: ['way', ['cli']],
    },
    task: {
      label: 'Task id',
      hint: 'What the transfer command printed last, and the page Activity of Globus shows.',
      example: '56ed0a9f-6a1c-4a36-96b8-7e8a1d1bd2b4',
      placeholder: '00000000-0000-0000-0000-000000000000',
      flag: 'task',
      kind: 'uuid',
      when: ['way', ['follow']],
    },
    collected: collectedField,
    collectedUntil: collectedUntilField,
    size: sizeField,
    link: linkField,
    speed: speedField,
  },
  choice: [
    ['who', ['outside'], 'for', 'It is open to users from outside.'],
    ['where', ['institution'], 'for', 'Institutions have Globus collections of their own.'],
    ['where', ['cloud'], 'against', 'It ends in a Globus collection, not in a bucket.'],
    ['size', ['large'], 'for', 'It sends large collections in several streams, and goes on by itself after a break.'],
    ['days', ['urgent'], 'against', 'The facility has to share the data with you first.'],
  ],
  // Measured by ESnet: 8 streams bring 6.6 Gb/s at 53 ms. Each file is compared after it was sent.
  pace: { most: 825, passes: [1, 1.5], assumes: 'Globus begins when you start it' },
  rules: {
    globusPath: [
      ['^[a-z]:|^[^/]*\\\\', 'globusWindows'],
      ['^[^/]', 'globusRelative'],
      ['//|/\\.\\.?(?:/|$)', 'detour'],
    ],
    globusFolder: [
      ['^[a-z]:|^[^/]*\\\\', 'globusWindows'],
      ['^[^/]', 'globusRelative'],
      ['//|/\\.\\.?(?:/|$)', 'detour'],
      ['^/(?:~/?)?$', 'wholeCollection'],
    ],
  },
  problems: {
    globusWindows: [
      '{label} {value} is how Windows writes it.',
      'Globus writes drive D: as /D, for example /D/cryoem/GRID1',
    ],
    globusRelative: [
      '{label} {value} does not begin with a slash.',
      'Start with /, or with /~/ for your home folder there, for example {example}',
    ],
    wholeCollection: [
      '{label} {value} is no folder of its own: the images would lie among everything else there.',
      'Enter a folder, for example {example}',
    ],
    noParent: [
      '{label} {value} has no folder beside it for the further collections.',
      'Enter the whole path of the first one, for example /GRID1',
    ],
    lineSeparator: [
      '{label} {value} has a character that ends a line in the list of collections ({codePoint}).',
      'Ask for the folder to be renamed, or send this collection alone.',
    ],
    comma: [
      '{label} {value} has a comma, which Globus Connect Personal takes for the end of a folder name.',
      'Use a folder without one, or ask for it to be renamed.',
    ],
    windowsCharacters: [
      '{label} {value} has a “"” or a “\\”, which PowerShell may not hand on as they are.',
      'Use WSL, or the browser.',
    ],
    windowsList: ['{label} {value} needs a list, which PowerShell may not write as it is.', 'Use WSL, or the browser.'],
    noClient: ['{label} {value}: the facility names no client of its own.', 'Use the browser.'],
  },
  ask: {
    subject: 'Globus: share {collections} of {lab}',
    body: `Hello,

I would like to get this through Globus:

Lab folder: {lab}
Collection: {collections}
My Globus identity: {email}

Could you share it with this identity, to read? If you can choose the name of the shared collection, I would search for this one: {name}
Please tell me its id, the path of the images in it, and their number. Are there links among them? Globus leaves links out.

Thank you`,
  },
  askServer: {
    subject: 'Globus client on the storage server: {lab}',
    body: `Hello,

I would like to send this through Globus, with the client on the storage server:

Lab folder: {lab}
Collection: {collection}
My account there: {account}

May I start {client} under my account, or do you share the data yourselves by now?

Thank you`,
  },
  commands: {
    install: [
      ['utility', 'pipx', 'Installs programs written in Python, each by itself.', 'pipx.pypa.io'],
      ['operand', 'install', 'Installs', 'pipx.pypa.io'],
      ['operand', 'globus-cli', 'the Globus CLI.', 'docs.globus.org, CLI installation'],
    ],
    'install-macos': [
      ['utility', 'brew', 'Homebrew, which installs programs on macOS.', 'docs.brew.sh'],
      ['operand', 'install', 'Installs', 'docs.brew.sh'],
      ['operand', 'globus-cli', 'the Globus CLI.', 'formulae.brew.sh, globus-cli'],
    ],
    login: [globusRow, ['operand', 'login', 'Logs you in to Globus.', 'Globus CLI 3.42, login']],
    'login-code': [
      globusRow,
      ['operand', 'login', 'Logs you in to Globus', 'Globus CLI 3.42, login'],
      ['option', '--no-local-server', 'with a link and a code: no browser is needed here.', 'Globus CLI 3.42, login'],
    ],
    whoami: [globusRow, ['operand', 'whoami', 'Shows as whom you are logged in.', 'Globus CLI 3.42, whoami']],
    shared: [
      globusRow,
      endpointRow,
      ['operand', 'search', 'Lists collections', 'Globus CLI 3.42, endpoint search'],
      ['option', '--filter-scope', 'of this kind:', 'Globus CLI 3.42, endpoint search'],
      ['option-argument', 'shared-with-me', 'those that others share with you.', 'Globus CLI 3.42, endpoint search'],
    ],
    receiver: [
      globusRow,
      endpointRow,
      ['operand', 'search', 'Lists collections', 'Globus CLI 3.42, endpoint search'],
      ['option', '--', 'Ends the options, whatever the name begins with.', 'click, Arguments'],
      ['operand', '{receiverName}', 'with this name, or one like it.', 'Globus CLI 3.42, endpoint search'],
    ],
    'receiver-id': [
      globusRow,
      endpointRow,
      ['operand', 'local-id', 'Shows the id of Globus Connect Personal here.', 'Globus CLI 3.42, endpoint local-id'],
    ],
    look: [
      globusRow,
      ['operand', 'ls', 'Lists a folder.', 'Globus CLI 3.42, ls'],
      ['operand', '{from}', 'The shared collection, a colon, the path in it.', 'Globus CLI 3.42, ls'],
    ],
    folder: [
      globusRow,
      ['operand', 'mkdir', 'Makes a folder.', 'Globus CLI 3.42, mkdir'],
      ['operand', '{to}', 'The receiving collection, a colon, the path in it.', 'Globus CLI 3.42, mkdir'],
    ],
    list: [
      ['utility', 'printf', 'Writes', 'printf(1)'],
      ['operand', '%s\\n', 'each of the following as a line of its own:', 'printf(1)'],
    ],
    line: [
      [
        'operand',
        [
          ['option', '--recursive', 'The folder with all in it.', 'Globus CLI 3.42, transfer, Batch Input'],
          ['operand', '{from}', 'From: the path in the shared collection.', 'Globus CLI 3.42, transfer, Batch Input'],
          ['operand', '{to}', 'To: the path in the receiving collection.', 'Globus CLI 3.42, transfer, Batch Input'],
        ],
        'A line of the list, which the Globus CLI reads:',
        'Globus CLI 3.42, transfer, Batch Input',
      ],
    ],
    'list-file': [
      ['operator', '|', 'Hands the lines to', 'POSIX XCU 2.9.2'],
      ['utility', 'tee', 'which shows them and writes them into a file.', 'tee(1)'],
      ['operand', 'globus-list.txt', 'The file, in the folder you are in.', 'tee(1)'],
    ],
    transfer: [
      globusRow,
      ['operand', 'transfer', 'Starts a transfer.', 'Globus CLI 3.42, transfer'],
      ['operand', '{from}', 'From: the shared collection, a colon, the path in it.', 'Globus CLI 3.42, transfer'],
      ['operand', '{to}', 'To: the receiving collection, a colon, the path in it.', 'Globus CLI 3.42, transfer'],
      ['option', '--recursive', 'The folder with all in it.', 'Globus CLI 3.42, transfer'],
      labelRow,
      labelTextRow,
      syncRow,
      checksumRow,
      timesRow,
      verifyRow,
      notifyRow,
      eventsRow,
      quotaRow,
    ],
    'transfer-list': [
      globusRow,
      ['operand', 'transfer', 'Starts a transfer.', 'Globus CLI 3.42, transfer'],
      ['operand', '{source}', 'From: the shared collection.', 'Globus CLI 3.42, transfer'],
      ['operand', '{receiverId}', 'To: the receiving collection.', 'Globus CLI 3.42, transfer'],
      ['option', '--batch', 'Takes folders from a list:', 'Globus CLI 3.42, transfer'],
      ['option-argument', 'globus-list.txt', 'the file that you wrote.', 'Globus CLI 3.42, transfer'],
      labelRow,
      labelTextRow,
      syncRow,
      checksumRow,
      timesRow,
      verifyRow,
      notifyRow,
      eventsRow,
      quotaRow,
    ],
    tasks: [globusRow, taskRow, ['operand', 'list', 'Lists your transfers.', 'Globus CLI 3.42, task list']],
    show: [globusRow, taskRow, ['operand', 'show', 'Shows one.', 'Globus CLI 3.42, task show'], taskIdRow],
    wait: [
      globusRow,
      taskRow,
      ['operand', 'wait', 'Waits until one has ended.', 'Globus CLI 3.42, task wait'],
      ['option', '--heartbeat', 'Writes a dot while it waits,', 'Globus CLI 3.42, task wait'],
      ['option', '--polling-interval', 'and looks every', 'Globus CLI 3.42, task wait'],
      ['option-argument', '60', 'seconds.', 'Globus CLI 3.42, task wait'],
      taskIdRow,
    ],
    errors: [
      globusRow,
      taskRow,
      ['operand', 'event-list', 'Lists what happened', 'Globus CLI 3.42, task event-list'],
      ['option', '--filter-errors', 'and went wrong.', 'Globus CLI 3.42, task event-list'],
      taskIdRow,
    ],
    cancel: [
      globusRow,
      taskRow,
      ['operand', 'cancel', 'Ends one for good.', 'Globus CLI 3.42, task cancel'],
      taskIdRow,
    ],
    unpack: [
      ['utility', 'tar', 'Unpacks', 'tar(1)'],
      ['option', '-xzf', 'a packed file (-x -z -f):', 'tar(1)'],
      ['option-argument', 'globusconnectpersonal-latest.tgz', 'the one you downloaded,', clientSource],
      ['option', '--one-top-level=globus-client', 'into a folder of this name,', 'tar(1) --one-top-level'],
      ['option', '--strip-components=1', 'without the version in its name.', 'tar(1) --strip-components'],
    ],
    setup: [clientRow, setupRow, noWindowRow],
    start: [
      clientRow,
      startRow,
      restrictRow,
      ['option-argument', '{folder}', 'reading and writing (rw) in this folder.', clientSource],
    ],
    status: [clientRow, statusRow],
    connect: [['utility', 'ssh', 'Logs in to another computer.', 'ssh(1)'], loginRow],
    jump: [jumpOptionRow, jumpRow],
    session: [screenRow, ['option', '-S', 'Starts a session with this name:', 'screen(1) -S'], sessionRow],
    'setup-server': [serverClientRow, setupRow, noWindowRow],
    'start-server': [
      serverClientRow,
      startRow,
      restrictRow,
      ['option-argument', '{folder}', 'reading (r) in the collection.', clientSource],
    ],
    'status-server': [serverClientRow, statusRow],
    'stop-server': [serverClientRow, ['option', '-stop', 'Disconnects it from Globus, and ends it.', clientSource]],
    reattach: [
      screenRow,
      ['option', '-d', 'Takes the session from where it is still open.', 'screen(1) -d -r'],
      ['option', '-r', 'Comes back to the session with this name:', 'screen(1) -r'],
      sessionRow,
    ],
    end: [['utility', 'exit', 'Ends the shell, and the session with it.', 'POSIX XCU, exit']],
  },
  steps: {
    ask: {
      title: 'Ask the facility to share the data with you',
      expect: 'Later an e-mail from Globus or from {manager}, with the name of the shared collection.',
      otherwise: [['no answer in time', 'Images are deleted by their age: ask again, or take another way.']],
    },
    download: {
      title: 'Download Globus Connect Personal',
      expect: 'The page of Globus Connect Personal. Choose your system; on Linux a packed file is downloaded.',
      otherwise: [],
    },
    unpack: {
      title: 'Unpack it, in the folder with the download',
      expect: 'Your prompt, and nothing else. A folder named globus-client is there.',
      otherwise: [['No such file', 'Go to the folder that the browser downloads into.', 'no-such-folder']],
    },
    setup: {
      title: 'Set it up, once, as {receiverName}',
      expect: '{code} Where it asks for a name, type {receiverName}. It then shows the id of your new collection.',
      otherwise: [['not found, No such file', 'Stay in the folder in which you unpacked it.', 'command-not-found']],
    },
    start: {
      title: 'Connect it, for this folder only',
      expect: 'It goes on running, without a prompt. Leave the terminal open until the transfer has ended.',
      otherwise: [['an error about a path', 'Make the folder first: it must be there.', 'no-such-folder']],
    },
    status: {
      title: 'Check that it is connected, in a second terminal',
      expect: '`Globus Online: connected`',
      otherwise: [
        [
          'disconnected',
          'It is not running, or your network lets it not out. Start it again; ask your network people about outgoing ports 443, 2223 and 50000 to 51000.',
          'globus-not-connected',
        ],
      ],
    },
    install: {
      title: 'Install Globus Connect Personal, as {receiverName}',
      expect:
        'It asks you to log in to Globus, and for a name: type {receiverName}. Then its icon is in the menu bar or beside the clock. Leave it running.',
      otherwise: [],
    },
    access: {
      title: 'Let it write into this folder',
      expect:
        'In the preferences (or options) of Globus Connect Personal, under Access, the folder is in the list and may be written to.',
      otherwise: [['it cannot be added', 'Make the folder first: it must be there.', 'no-such-folder']],
    },
    open: {
      title: 'Open both sides in Globus',
      expect:
        'After you have logged in, the images on one side, and the folder {receiverPath} of {receiverName} on the other.',
      otherwise: [
        ['Permission Denied', 'You are logged in with another identity than the one shared with.', 'globus-permission'],
        ['not found, on the receiving side', 'The folder is not there yet: it is made. Go on.'],
        ['Not Connected', 'Globus Connect Personal does not run on the receiving computer.', 'globus-not-connected'],
      ],
    },
    files: {
      title: 'Open the File Manager of Globus',
      expect: 'After you have logged in, two panes, each with a search box for a collection and one for a path.',
      otherwise: [['one pane', 'Choose the view with two panes, above on the right.', 'globus-login']],
    },
    from: {
      title: 'Left: search for the shared collection',
      expect: 'It is in the list. Click on it.',
      otherwise: [
        [
          'nothing found',
          'Look under “Shared With You”, or open the link in the e-mail: the facility may have named it otherwise.',
          'globus-permission',
        ],
      ],
    },
    'from-path': {
      title: 'Left: enter the path',
      expect: 'The images, or the folders with them.',
      otherwise: [['Permission Denied, not found', 'Ask the facility for the path.', 'globus-permission']],
    },
    to: {
      title: 'Right: search for the receiving collection',
      expect: 'It is in the list. Click on it, and log in there if it asks.',
      otherwise: [
        ['several of that name', 'Take the one that your institution names, never one marked as legacy.'],
        ['Not Connected', 'Globus Connect Personal does not run on that computer.', 'globus-not-connected'],
      ],
    },
    'to-path': {
      title: 'Right: enter the path',
      expect: 'The folder, empty.',
      otherwise: [
        ['not found', 'Make it with “New Folder”, then enter the path again.', 'no-such-folder'],
        ['Permission Denied', 'You may not write there, or the folder is not opened.', 'globus-permission'],
      ],
    },
    launch: {
      title: 'Choose the options, paste this as label, and start',
      expect:
        'In “Transfer & Timer Options” choose to sync by checksum and to preserve modification times, and leave the verification on; never choose to delete files, or to skip those with errors. Then select all on the left and press Start there. A green message: the transfer was submitted.',
      otherwise: [['a consent is asked for', 'Allow it: Globus needs it for this collection.', 'globus-consent']],
    },
    watch: {
      title: 'Watch it',
      expect: 'The transfer, and in the end `SUCCEEDED`. Globus also sends you an e-mail. You may close the browser.',
      otherwise: [
        ['Permission Denied among the events', 'One side does not let Globus in.', 'globus-permission'],
        ['paused', 'An administrator, or you, paused it.', 'globus-paused'],
        ['quota, or no space', 'The receiving side is full. Make room, then start again.', 'disk-full'],
      ],
    },
    again: {
      title: 'Verify: send it once more',
      expect:
        'Start the same transfer with the same options. It compares the contents of all files. Passed: `SUCCEEDED`, with 0 bytes transferred, and as many files as the facility says. Links are neither sent nor compared: to get what one leads to, select it by itself, and start.',
      otherwise: [
        [
          'more bytes',
          'Not passed the first time: those files differed. They are right now; send once more.',
          'verify-differs',
        ],
        oneNameRow,
        fewerRow,
      ],
    },
    cli: {
      title: 'Install the Globus CLI',
      expect: 'A line that says it is installed.',
      otherwise: [
        ['not found', 'That installer is not here. The pages of the Globus CLI name others.', 'command-not-found'],
      ],
    },
    login: {
      title: 'Log in to Globus',
      expect: 'A browser opens. Log in, and allow access. Then `You have successfully logged in`',
      otherwise: [
        ['You are already logged in!', 'Go on.'],
        ['no browser opens', 'Press Ctrl+C, and take the next step instead.', 'globus-login'],
        ['not found', 'Open a new terminal, or run pipx ensurepath first.', 'command-not-found'],
      ],
    },
    'login-code': {
      title: 'Log in with a link and a code, if this computer has no browser',
      expect: '{code} Then `You have successfully logged in`',
      otherwise: [
        ['You are already logged in!', 'Go on.'],
        ['not found', 'The Globus CLI is not installed here.', 'command-not-found'],
      ],
    },
    whoami: {
      title: 'Check as whom you are logged in',
      expect: 'The identity that the facility shares with.',
      otherwise: [['another one', 'Log in with the other identity, or link the two in Globus.', 'globus-login']],
    },
    shared: {
      title: "Find the shared collection's id",
      expect: 'A line for each collection shared with you. The first column is its id.',
      otherwise: [['no line', 'Nothing is shared with this identity yet.', 'globus-permission']],
    },
    receiver: {
      title: "Find the receiving collection's id",
      expect: 'A line for each collection with such a name: yours has the id that you entered.',
      otherwise: [['no line, or another id', 'Look for it on its page in Globus, and enter that id above.']],
    },
    'receiver-id': {
      title: "Find your own collection's id",
      expect: 'One id: the one that you entered as receiving collection.',
      otherwise: [
        ['No Globus Connect Personal installation found', 'Set it up first, on this computer and as this user.'],
        ['another id', 'Enter this one above.'],
      ],
    },
    look: {
      title: 'Look at the images',
      expect: 'The names of the images, or of the folders with them.',
      otherwise: [
        [
          'globus session consent …, globus session update …',
          'This collection needs your consent. Copy that line as it was printed, with its quotes, and run it; then repeat this step.',
          'globus-consent',
        ],
        ['PermissionDenied', 'It is not shared with this identity.', 'globus-permission'],
        ['NotFound', 'Ask the facility for the path.', 'no-such-folder'],
      ],
    },
    folder: {
      title: 'Make the folder that receives them',
      expect: '`The directory was created successfully`',
      otherwise: [
        ['Exists', 'It is there already. Go on, if what is in it belongs to this collection.'],
        ['NotFound', 'The folder above it is not there. The transfer makes both.'],
        ['PermissionDenied', 'You may not write there, or the folder is not opened.', 'globus-permission'],
        [
          'globus session consent …, globus session update …',
          'Copy that line as it was printed, and run it.',
          'globus-consent',
        ],
        ['NotConnected', 'Globus Connect Personal does not run there.', 'globus-not-connected'],
      ],
    },
    list: {
      title: 'Write the list of collections',
      expect: 'The lines of the list, one for each collection: where from, and where to.',
      otherwise: [
        ['denied', 'You may not write in this folder. Go to another, such as your home folder.', 'read-only'],
      ],
    },
    transfer: {
      title: 'Start the transfer',
      expect:
        '`The transfer has been accepted` and its `Task ID`. Note it. The transfer runs between the two collections: you may close the terminal.',
      otherwise: [
        [
          'globus session consent …, globus session update …',
          'Copy that line as it was printed, and run it.',
          'globus-consent',
        ],
        ['PermissionDenied', 'One side does not let you in.', 'globus-permission'],
        ['NotConnected', 'Globus Connect Personal does not run there.', 'globus-not-connected'],
      ],
    },
    tasks: {
      title: 'See how it goes',
      expect:
        'A line for each transfer with its id, status and label: in the end `SUCCEEDED`. Globus also sends you an e-mail.',
      otherwise: [
        ['INACTIVE', 'It waits for you: log in again, or give a consent.', 'globus-consent'],
        ['FAILED', 'See what went wrong: choose to follow a transfer, above.', 'globus-permission'],
      ],
    },
    verify: {
      title: 'Verify, after it succeeded: send it once more',
      expect:
        'Again a `Task ID`. It compares the contents of all files. Passed: it ends with `SUCCEEDED`, and globus task show says `Bytes Transferred: 0`, and as many `Files` as the facility. Links are neither sent nor compared: to get what one leads to, send it by itself, with its own path on both sides.',
      otherwise: [
        [
          'more bytes',
          'Not passed the first time: those files differed. They are right now; send once more.',
          'verify-differs',
        ],
        oneNameRow,
        fewerRow,
      ],
    },
    wait: {
      title: 'Wait for its end',
      expect: 'Dots, then your prompt. Ctrl+C ends the waiting, not the transfer.',
      otherwise: [['no dots, and a status', 'It has ended: see the next step.']],
    },
    show: {
      title: 'See how it stands',
      expect: '`Status: SUCCEEDED`, with as many `Files` as you expect.',
      otherwise: [
        ['ACTIVE', 'It still runs.'],
        ['INACTIVE, Is Paused: True', 'It waits for you, or for an administrator.', 'globus-paused'],
        ['FAILED', 'The next step says why.'],
      ],
    },
    errors: {
      title: 'See what went wrong',
      expect: 'No line below the heading.',
      otherwise: [
        ['PERMISSION_DENIED', 'One side does not let Globus in.', 'globus-permission'],
        ['QUOTA_EXCEEDED, No space left', 'The receiving side is full. Make room, then start again.', 'disk-full'],
        ['ENDPOINT_ERROR, NOT_CONNECTED', 'A side cannot be reached. Globus tries again.', 'globus-not-connected'],
      ],
    },
    cancel: {
      title: 'Cancel it, only if you want no more of it',
      expect: '`The task has been cancelled successfully.` What has arrived stays there, incomplete.',
      otherwise: [['has already completed', 'Nothing is left to cancel.']],
    },
    'ask-server': {
      title: 'Ask whether you may',
      expect: 'A yes, before you do anything else here; or the word that the facility shares the data itself.',
      otherwise: [['they share it', 'Take the way in the browser.']],
    },
    connect: {
      title: 'Log on to the storage server',
      expect: 'A prompt that names the server. ssh may ask for your password first.',
      otherwise: [
        ['Could not resolve hostname', 'This network does not know the server.', 'host-unknown'],
        ["The authenticity of host … can't be established", 'Your first contact.', 'host-key-unknown'],
        ['Permission denied', 'Account or password is wrong, or you have no account.', 'permission-denied'],
      ],
    },
    session: {
      title: 'Start a screen session',
      expect: 'An empty prompt: you are inside the session.',
      otherwise: [['not found', 'screen is not installed there: ask {manager}.', 'command-not-found']],
    },
    'setup-server': {
      title: 'Set the client up for your account, once',
      expect: '{code} Where it asks for a name, type {name}.',
      otherwise: [
        ['Permission denied, No such file', 'The client is not for your account. Ask {manager}.', 'permission-denied'],
        ['it is set up already', 'Go on.'],
      ],
    },
    'start-server': {
      title: 'Start the client',
      expect: 'It goes on running, without a prompt. Nothing needs to stand behind the command: screen keeps it.',
      otherwise: [['an error about a path', 'Lab folder or collection is spelt otherwise there.', 'no-such-folder']],
    },
    detach: {
      title: 'Leave it running',
      expect: '`[detached` … and your former prompt. The client goes on.',
      otherwise: [['nothing happens', 'Let go of Ctrl and A before you press D, and do not press Shift.']],
    },
    'status-server': {
      title: 'Check that it is connected',
      expect: '`Globus Online: connected`',
      otherwise: [['disconnected', 'Come back to the session, and see what it says.', 'globus-not-connected']],
    },
    stop: {
      title: 'Stop the client, when the transfer has ended',
      expect: 'Your prompt. The storage server is no longer open to Globus through your account.',
      otherwise: [],
    },
    reattach: {
      title: 'Come back to the session',
      expect: 'The client has ended, and the prompt is back.',
      otherwise: [
        ['no screen to be detached', 'The session is gone, for example after a restart.', 'no-session'],
        ['several suitable screens', 'There is more than one of that name.', 'several-sessions'],
      ],
    },
    end: { title: 'End the session', expect: '`[screen is terminating]` and your former prompt.', otherwise: [] },
  },
  code: 'A long link. Open it in a browser on the computer you sit at, log in and allow access. Copy the code that the browser shows, and paste it into the terminal.',
  label: '{facility} {collection}',
  name: '{facility} {lab} {collection}',
  pages: {
    download: ['Globus Connect Personal', 'https://www.globus.org/globus-connect-personal'],
    open: ['Both sides in the File Manager', fileManager],
    files: ['File Manager', `${fileManager}?two_pane=true`],
    watch: ['Activity', 'https://app.globus.org/activity'],
  },
  /** The steps in which something is pasted, or a page opened, in order. */
  order: {
    link: ['open'],
    search: ['files', 'from', 'from-path', 'to', 'to-path'],
    end: ['launch', 'watch', 'again'],
  },
  notices: {
    server:
      'This is how it was done at first. The facility has since taken over this part: {manager} shares the data with you, and you need no account. The client belongs to the facility: ask first.',
    notOutside: 'Users from outside have no account on the storage server. For them the browser is the way.',
    personal:
      'Globus Connect Personal was not run when these steps were checked: its commands follow its documentation. It must run, and the computer be awake, until the transfer has ended.',
    windows: 'The commands for PowerShell were checked by their rules, not run on Windows.',
    unread: 'Options and arguments were checked against the grammar of Globus CLI 3.42; nothing was sent to Globus.',
  },
} as const satisfies MethodTexts & Record<string, unknown>;

type Texts = typeof texts;
type Request = Values<Texts['fields']>;
type StepId = keyof Texts['steps'];

/** Globus's own limit of a label. Unit: characters, taken as code points. Transfer API, "label". */
const labelLimit = 128;

export const rules = {
  find({ facility, request }) {
    const { way, receiver, computer, lab, collection, sourcePath, receiverPath, receiverName, more } = request;
    const found: Finding[] = [];
    const values = { lab, collection, sourcePath, receiverName, receiverPath, more };
    const add = (problem: string, pattern: RegExp, fields: readonly (keyof typeof values)[]): void => {
      for (const field of fields) {
        const bad = pattern.exec(values[field])?.[0];
        if (bad) found.push({ field, problem, values: { codePoint: formatCodePoint(bad) } });
      }
    };
    if (way === 'server') {
      if (!facility.globus) found.push({ field: 'way', problem: 'noClient' });
      add('comma', /,/, ['lab', 'collection']);
    }
    if (receiver === 'personal' && /linux|wsl/.test(computer)) add('comma', /,/, ['receiverPath']);
    if (way !== 'cli') return found;
    if (computer === 'windows') {
      add('windowsCharacters', /["\\]/, ['collection', 'sourcePath', 'receiverName', 'receiverPath']);
      if (more) found.push({ field: 'more', problem: 'windowsList' });
    }
    if (!more) return found;
    // Python's splitlines, which reads the list, ends a line at these two as well.
    add('lineSeparator', /[\u2028\u2029]/, ['sourcePath', 'receiverPath', 'more']);
    if (!splitPath(sourcePath)[1]) found.push({ field: 'sourcePath', problem: 'noParent' });
    const names = [sourcePath, receiverPath].map((path) => [splitPath(path)[1], ...more.split('/')]);
    for (const list of names) {
      const name = list.find((one, index) => list.indexOf(one) < index);
      if (name) found.push({ field: 'more', problem: 'twice', values: { name: `“${name}”` } });
    }
    return found;
  },
  plan({ facility, request, texts }) {
    const { way, receiver, computer } = request;
    const { notices } = texts;
    const manager = facility.contact.role;
    const { outsideUsers } = facility.storage.accounts;
    const shown = [
      ...(way === 'server' ? [notices.server, ...(outsideUsers ? [] : [notices.notOutside])] : []),
      ...(receiver === 'personal' ? [notices.personal] : []),
      ...(way === 'cli' && computer === 'windows' ? [notices.windows] : []),
      ...(/cli|follow/.test(way) ? [notices.unread] : []),
    ];
    return {
      steps: planSteps(facility, request, texts),
      notices: shown.map((text) => ({ text: fillText(text, { manager }) })),
    };
  },
} satisfies Rules<Texts>;

function planSteps(facility: Facility, request: Request, texts: Texts): Step[] {
  const { way, receiver, computer, source, receiverId, sourcePath, receiverPath, receiverName, more } = request;
  const { steps, commands, pages, order } = texts;
  const own = partsOf(request);
  const part = (field: keyof Request, text: string = request[field]): Part => ({ text, field });
  const facilityPart = { facility: [{ text: facility.name }] };
  const manager = facility.contact.role;
  const name = fillParts(texts.name, { ...own, ...facilityPart });
  const session = facility.globus?.session ?? '';
  const client = [{ text: facility.globus?.clientPath ?? '' }];
  const others = more ? more.split('/') : [];
  const from = way === 'server' ? collectionParts(facility, request) : [part('sourcePath', cutSlash(sourcePath))];
  const to = [part('receiverPath', cutSlash(receiverPath))];
  const local = localFolder(receiverPath, computer);
  const slots: Record<string, readonly Part[]> = {
    ...own,
    name,
    client,
    label: cutLabel(fillParts(texts.label, { ...own, ...facilityPart })),
    collections: [part('collection'), ...others.flatMap((text) => [{ text: ', ' }, part('more', text)])],
    session: [{ text: session }],
    login: loginParts(facility, request),
    jump: jumpParts(facility, request),
    from: [part('source'), { text: ':' }, ...from, { text: '/' }],
    to: [part('receiverId'), { text: ':' }, ...to, { text: '/' }],
    folder: way === 'server' ? [{ text: 'r' }, ...from] : [{ text: 'rw' }, part('receiverPath', local)],
  };
  const pasted: Record<string, readonly Part[]> = {
    from: source ? demand(own, 'source') : name,
    'from-path': [...from, { text: '/' }],
    to: [part(receiverId ? 'receiverId' : 'receiverName')],
    'to-path': [...to, { text: '/' }],
    launch: demand(slots, 'label'),
    again: demand(slots, 'label'),
    access: [part('receiverPath', local)],
  };
  const query = Object.entries({
    origin_id: source,
    origin_path: joinParts(demand(pasted, 'from-path')),
    destination_id: receiverId,
    destination_path: joinParts(demand(pasted, 'to-path')),
    two_pane: 'true',
  }).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const values = { manager, code: texts.code, receiverName, receiverPath, name: joinParts(name) };
  const step = (id: StepId, place: Place, action: Action, inside?: string): Step =>
    makeStep(id, steps[id], { place, ...(inside && { inside }) }, action, values);
  const here: Place = computer === 'linux' ? 'lab server' : 'your computer';
  const shell = computer === 'windows' ? 'powershell' : 'posix';
  const run = (id: StepId, rows: readonly WordRow[], place = here, inside?: string): Step =>
    step(id, place, runRows(rows, slots, shell), inside);
  const browse = (ids: readonly StepId[]): Step[] =>
    ids.map((id) => {
      const text = pasted[id];
      if (text) return step(id, 'browser', { kind: 'text', text });
      const [title, page] = demand<readonly [string, string]>(pages, id);
      return step(id, 'browser', {
        kind: 'link',
        text: title,
        url: id === 'open' ? `${page}?${query.join('&')}` : page,
      });
    });

  if (way === 'follow') {
    return [
      run('wait', commands.wait, 'your computer'),
      run('show', commands.show, 'your computer'),
      run('errors', commands.errors, 'your computer'),
      run('cancel', commands.cancel, 'your computer'),
    ];
  }

  if (way === 'server') {
    const there = (id: StepId, rows: readonly WordRow[], isInside: boolean): Step =>
      step(id, 'storage server', runRows(rows, slots), isInside ? session : '');
    return [
      step('ask-server', 'mail program', writeMessage(texts.askServer, toFacility(facility), slots)),
      step('connect', 'your computer', runRows(throughJump(facility, commands.connect, texts), slots)),
      there('session', commands.session, false),
      there('login-code', commands['login-code'], true),
      there('setup-server', commands['setup-server'], true),
      there('start-server', commands['start-server'], true),
      step('detach', 'storage server', { kind: 'keys', keys: [['Ctrl', 'A'], ['D']] }, session),
      there('status-server', commands['status-server'], false),
      ...browse(order.search),
      ...browse(order.end),
      there('stop', commands['stop-server'], false),
      there('reattach', commands.reattach, false),
      there('end', commands.end, true),
    ];
  }

  const isLinux = /linux|wsl/.test(computer);
  const set = isLinux
    ? [
        run('unpack', commands.unpack),
        run('setup', commands.setup),
        run('start', commands.start),
        run('status', commands.status),
      ]
    : [
        step('install', here, { kind: 'text', text: demand(own, 'receiverName') }),
        ...(local.startsWith('~') ? [] : [step('access', here, { kind: 'text', text: demand(pasted, 'access') })]),
      ];
  const personal = receiver === 'personal' ? [...browse(['download']), ...set] : [];
  const ask = step('ask', 'mail program', writeMessage(texts.ask, toFacility(facility), slots));
  if (way === 'browser') {
    return [ask, ...personal, ...browse(source && receiverId ? order.link : order.search), ...browse(order.end)];
  }

  const line = (other?: string): Word[] => {
    const place = (field: 'sourcePath' | 'receiverPath'): Part[] => [
      part(field, other === undefined ? cutSlash(request[field]) : `${splitPath(request[field])[0]}/`),
      ...(other === undefined ? [] : [part('more', other)]),
      { text: '/' },
    ];
    return makeWords(commands.line, { from: place('sourcePath'), to: place('receiverPath') });
  };
  const words = [
    ...makeWords(commands.list),
    ...line(),
    ...others.flatMap((other) => line(other)),
    ...makeWords(commands['list-file']),
  ];
  const transfer = others.length > 0 ? commands['transfer-list'] : commands.transfer;
  return [
    ask,
    run('cli', computer === 'macos' ? commands['install-macos'] : commands.install),
    run('login', commands.login),
    run('login-code', commands['login-code']),
    run('whoami', commands.whoami),
    run('shared', commands.shared),
    ...personal,
    receiver === 'personal' ? run('receiver-id', commands['receiver-id']) : run('receiver', commands.receiver),
    run('look', commands.look),
    run('folder', commands.folder),
    ...(others.length > 0 ? [step('list', here, { kind: 'command', command: { shell, words } })] : []),
    run('transfer', transfer),
    run('tasks', commands.tasks),
    run('verify', transfer),
  ];
}

/** The path without slashes at its end: nothing for the whole of a collection. */
function cutSlash(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}

/** The folder above, without a slash at its end, and the name in it. */
function splitPath(path: string): [above: string, name: string] {
  const cut = cutSlash(path);
  const at = cut.lastIndexOf('/');
  return [cut.slice(0, at), cut.slice(at + 1)];
}

/**
 * The folder that Globus Connect Personal has to open, as the computer writes it: the one above the destination, so that a
 * transfer may make the destination; the destination itself where that would be a whole disk.
 */
function localFolder(path: string, computer: string): string {
  const [above] = splitPath(path);
  const opened = (above.length > 2 || above === '/~' ? above : cutSlash(path))
    .replace(/^\/~$/, '~/')
    .replace(/^\/~/, '~');
  return computer === 'windows'
    ? opened.replace(
        /^\/([a-z])(?=\/|$)(.*)$/i,
        (_, drive: string, rest: string) => `${drive}:${rest.replaceAll('/', '\\')}`,
      )
    : opened;
}

/** Cuts a label to what Globus takes, at a code point, and leaves no blank at its end. */
function cutLabel(parts: readonly Part[]): Part[] {
  let room = labelLimit;
  const cut = parts.map((piece) => {
    const characters = [...piece.text.replace(/[\u2028\u2029]/g, ' ')].slice(0, room);
    room -= characters.length;
    return { ...piece, text: characters.join('') };
  });
  // Parts of blanks alone go too, where they would be the end.
  const last = cut.findLastIndex(({ text }) => text.trim());
  return cut
    .slice(0, last + 1)
    .map((piece, index) => (index < last ? piece : { ...piece, text: piece.text.trimEnd() }));
}

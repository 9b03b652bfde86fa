/** Get a collection through Globus: in the browser, with the Globus CLI, or with the storage server's own client. */
import { detourPattern } from '../../check-tables.ts';
import type { Role } from '../../command/argv.ts';
import { collectionField, estimateFields, labField, listHint } from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import { fileManager, globusRow } from '../../steps/globus/tables.ts';
import { jumpRows, loginRow } from '../../steps/storage-server/tables.ts';

/** A word of the Globus CLI, of this command. */
const cli = <Text extends string>(role: Role, text: Text, meaning: string, command: string) =>
  [role, text, meaning, `Globus CLI 3.42, ${command}`] as const;

const taskRows = [globusRow, cli('operand', 'task', 'Looks after transfers.', 'task')] as const;
const taskIdRow = cli('operand', '{task}', 'Which one.', 'task');
const endpointRows = [globusRow, cli('operand', 'endpoint', 'Looks after collections.', 'endpoint')] as const;
const searchRows = [...endpointRows, cli('operand', 'search', 'Lists collections', 'endpoint search')] as const;

/** The options of every transfer. */
const transferRows = (
  [
    ['option', '--label', 'What the transfer is called in lists:'],
    ['option-argument', '{label}', 'facility and collection.'],
    ['option', '--sync-level', 'Run again, it sends a file'],
    ['option-argument', 'checksum', 'only where the contents differ.'],
    ['option', '--preserve-mtime', 'Keeps the times of files.'],
    ['option', '--verify-checksum', 'Compares every file after it was sent.'],
    ['option', '--notify', 'Sends you mail'],
    ['option-argument', 'failed,inactive,succeeded', 'at the end, or when it is stuck.'],
    ['option', '--fail-on-quota-errors', 'Stops when the destination is full, instead of trying for days.'],
  ] as const
).map(([role, text, meaning]) => cli(role, text, meaning, 'transfer'));

/** What a timer does each time; it has other names for some of the options. */
const timerRows = (
  [
    ['option', '--interval', 'Again and again, each time after'],
    ['option-argument', '{interval}', 'so long.'],
    ['option', '--name', 'What the timer is called in lists:'],
    ['option-argument', '{label}', 'facility and collection.'],
    ['option', '--label', 'What each of its transfers is called:'],
    ['option-argument', '{label}', 'the same.'],
    ['option', '--sync-level', 'Each sends a file'],
    ['option-argument', 'checksum', 'only where the contents differ.'],
    ['option', '--preserve-timestamp', 'Keeps the times of files.'],
    ['option', '--verify-checksum', 'Compares every file after it was sent.'],
    ['option', '--notify', 'Sends you mail'],
    ['option-argument', 'failed,inactive', 'when a transfer is stuck, and not each time that one ends.'],
    ['option', '--fail-on-quota-errors', 'Stops when the destination is full, instead of trying for days.'],
  ] as const
).map(([role, text, meaning]) => cli(role, text, meaning, 'timer create transfer'));
const timerPlaces = [
  globusRow,
  cli('operand', 'timer', 'Looks after timers, which start transfers by themselves.', 'timer'),
  cli('operand', 'create', 'Makes one', 'timer create'),
  cli('operand', 'transfer', 'for transfers.', 'timer create transfer'),
] as const;

const client = 'docs.globus.org, Globus Connect Personal for Linux';
const hereRow = [
  'utility',
  'globus-client/globusconnectpersonal',
  'Globus Connect Personal, where you unpacked it.',
  client,
] as const;
const thereRow = ['utility', '{client}', 'Globus Connect Personal, where the facility installed it.', client] as const;
const setupRows = [
  ['option', '-setup', 'Makes a collection of this computer.', client],
  ['option', '--no-gui', 'Without windows: a link and a code instead.', client],
] as const;
const startRows = [
  ['option', '-start', 'Connects it to Globus.', client],
  ['option', '-restrict-paths', 'Opens these folders and no others:', client],
] as const;
const statusRow = ['option', '-status', 'Says whether it is connected.', client] as const;

const screenRow = ['utility', 'screen', 'Keeps a terminal running when its window is closed.', 'screen(1)'] as const;
const sessionRow = ['option-argument', '{session}', "the facility's name for it.", 'screen(1)'] as const;

const pathPatterns = [['^[a-z]:|^[^/]*\\\\', 'globusWindows'], ['^[^/]', 'globusRelative'], detourPattern] as const;

const oneNameRow = [
  'more bytes, each time',
  'Names that the receiving side takes for one, such as those that differ in capitals only: each time one takes the place of the other. Send into a folder that tells them apart, or one of them under another name.',
] as const;
const fewerRow = ['fewer files', 'Images have been deleted before they were sent. Ask {manager} now.'] as const;

export const tables = {
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
      brief: { browser: 'browser', cli: 'Globus CLI', follow: 'follow a transfer', server: "the server's client" },
    },
    lab: labField,
    collection: collectionField,
    email: {
      label: 'E-mail at Globus',
      hint: 'The one you log in to Globus with.',
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
      brief: { institution: "my institution's collection", personal: 'my own computer' },
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
      brief: { linux: 'Linux', wsl: 'WSL', windows: 'Windows without WSL' },
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
      hint: 'The folder with the images; / if all of it is yours.',
      example: '/',
      placeholder: '/YOUR-COLLECTION',
      flag: 'source-path',
      kind: 'globusPath',
      when: ['way', ['browser', 'cli']],
    },
    receiverName: {
      label: 'Name of the receiving collection',
      hint: 'As Globus lists it. For your own computer: any name.',
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
      hint: '/~/ is your home folder there.',
      example: '/~/cryoem/GRID1',
      placeholder: '/~/YOUR-DESTINATION/YOUR-COLLECTION',
      flag: 'receiver-path',
      kind: 'globusFolder',
      when: ['way', ['browser', 'cli', 'server']],
    },
    alsoCollections: {
      label: 'Further collections',
      hint: `Folders beside the first one, to send in the same transfer. ${listHint}`,
      example: 'GRID2/GRID3',
      placeholder: 'YOUR-OTHER-COLLECTION',
      flag: 'also',
      kind: 'names',
      beside: 'sourcePath',
      optional: true,
      when: ['way', ['cli']],
    },
    live: {
      label: 'During the session',
      hint: 'A timer of Globus sends what is new, again and again, while the microscope works on. Files that are still being written arrive short, and are corrected by the next round.',
      example: 'yes',
      flag: 'live',
      choices: { no: 'send when it is over', yes: 'live: a timer sends what is new, round after round' },
      brief: { no: 'after the session', yes: 'live' },
      when: ['way', ['cli']],
    },
    interval: {
      label: 'A round every',
      hint: 'Each round compares all contents on both sides.',
      example: '1h',
      flag: 'interval',
      choices: { '6h': 'six hours: for terabytes', '1h': 'hour: for less', '1d': 'day' },
      when: ['live', ['yes']],
    },
    timer: {
      label: 'Timer id',
      hint: 'What the timer command printed. With it the plan has the line that ends the timer.',
      example: '9c0a2f4e-3f0e-4a61-8f6b-5e2b7c1d0a93',
      placeholder: '00000000-0000-0000-0000-000000000000',
      flag: 'timer',
      kind: 'uuid',
      optional: true,
      when: ['live', ['yes']],
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
    ...estimateFields,
  },
  choice: [
    ['who', ['outside'], 'for', 'It is open to users from outside.'],
    ['where', ['institution'], 'for', 'Institutions have Globus collections of their own.'],
    ['where', ['cloud'], 'against', 'It ends in a Globus collection, not in a bucket.'],
    ['size', ['large'], 'for', 'It sends large collections in several streams, and goes on by itself after a break.'],
    ['days', ['urgent'], 'against', 'The facility has to share the data with you first.'],
  ],
  choiceFills: { institution: { receiver: 'institution' }, computer: { receiver: 'personal' } },
  // Measured by ESnet: 8 streams bring 6.6 Gb/s at 53 ms. Each file is compared after it was sent.
  pace: { most: 825, passes: [1, 1.5], assumes: 'Globus begins when you start it' },
  patterns: {
    globusPath: pathPatterns,
    globusFolder: [...pathPatterns, ['^/(?:~/?)?$', 'wholeCollection']],
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
    login: [globusRow, cli('operand', 'login', 'Logs you in to Globus.', 'login')],
    'login-code': [
      globusRow,
      cli('operand', 'login', 'Logs you in to Globus', 'login'),
      cli('option', '--no-local-server', 'with a link and a code: no browser is needed here.', 'login'),
    ],
    whoami: [globusRow, cli('operand', 'whoami', 'Shows as whom you are logged in.', 'whoami')],
    shared: [
      ...searchRows,
      cli('option', '--filter-scope', 'of this kind:', 'endpoint search'),
      cli('option-argument', 'shared-with-me', 'those that others share with you.', 'endpoint search'),
    ],
    receiver: [
      ...searchRows,
      ['option', '--', 'Ends the options, whatever the name begins with.', 'click, Arguments'],
      cli('operand', '{receiverName}', 'with this name, or one like it.', 'endpoint search'),
    ],
    'receiver-id': [
      ...endpointRows,
      cli('operand', 'local-id', 'Shows the id of Globus Connect Personal here.', 'endpoint local-id'),
    ],
    look: [
      globusRow,
      cli('operand', 'ls', 'Lists a folder.', 'ls'),
      cli('operand', '{from}', 'The shared collection, a colon, the path in it.', 'ls'),
    ],
    folder: [
      globusRow,
      cli('operand', 'mkdir', 'Makes a folder.', 'mkdir'),
      cli('operand', '{to}', 'The receiving collection, a colon, the path in it.', 'mkdir'),
    ],
    list: [
      ['utility', 'printf', 'Writes', 'printf(1)'],
      ['operand', '%s\\n', 'each of the following as a line of its own:', 'printf(1)'],
    ],
    line: [
      [
        'operand',
        [
          cli('option', '--recursive', 'The folder with all in it.', 'transfer, Batch Input'),
          cli('operand', '{from}', 'From: the path in the shared collection.', 'transfer, Batch Input'),
          cli('operand', '{to}', 'To: the path in the receiving collection.', 'transfer, Batch Input'),
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
      cli('operand', 'transfer', 'Starts a transfer.', 'transfer'),
      cli('operand', '{from}', 'From: the shared collection, a colon, the path in it.', 'transfer'),
      cli('operand', '{to}', 'To: the receiving collection, a colon, the path in it.', 'transfer'),
      cli('option', '--recursive', 'The folder with all in it.', 'transfer'),
      ...transferRows,
    ],
    'transfer-list': [
      globusRow,
      cli('operand', 'transfer', 'Starts a transfer.', 'transfer'),
      cli('operand', '{source}', 'From: the shared collection.', 'transfer'),
      cli('operand', '{receiverId}', 'To: the receiving collection.', 'transfer'),
      cli('option', '--batch', 'Takes folders from a list:', 'transfer'),
      cli('option-argument', 'globus-list.txt', 'the file that you wrote.', 'transfer'),
      ...transferRows,
    ],
    timer: [
      ...timerPlaces,
      cli('operand', '{from}', 'From: the shared collection, a colon, the path in it.', 'timer create transfer'),
      cli('operand', '{to}', 'To: the receiving collection, a colon, the path in it.', 'timer create transfer'),
      cli('option', '--recursive', 'The folder with all in it.', 'timer create transfer'),
      ...timerRows,
    ],
    'timer-of-list': [
      ...timerPlaces,
      cli('operand', '{source}', 'From: the shared collection.', 'timer create transfer'),
      cli('operand', '{receiverId}', 'To: the receiving collection.', 'timer create transfer'),
      cli('option', '--batch', 'Takes folders from a list:', 'timer create transfer'),
      cli('option-argument', 'globus-list.txt', 'the file that you wrote.', 'timer create transfer'),
      ...timerRows,
    ],
    'until-day': [
      cli('option', '--stop-after-date', 'Ends by itself on', 'timer create transfer'),
      cli('option-argument', '{stop}', 'the day on which the last images are deleted.', 'timer create transfer'),
    ],
    'until-runs': [
      cli('option', '--stop-after-runs', 'Ends by itself after', 'timer create transfer'),
      cli('option-argument', '{stop}', 'rounds: when what is there now is deleted.', 'timer create transfer'),
    ],
    consent: [
      globusRow,
      cli('operand', 'session', 'Looks after what you have allowed.', 'session'),
      cli('operand', 'consent', 'Allows the Globus CLI', 'session consent'),
      cli('option', '--timer-data-access', 'that a timer reads and writes in', 'session consent'),
      cli('option-argument', '{receiverId}', 'this collection.', 'session consent'),
    ],
    timers: [
      globusRow,
      cli('operand', 'timer', 'Looks after timers.', 'timer'),
      cli('operand', 'list', 'Lists yours.', 'timer list'),
    ],
    'timer-end': [
      globusRow,
      cli('operand', 'timer', 'Looks after timers.', 'timer'),
      cli('operand', 'delete', 'Ends one for good, and deletes no file.', 'timer delete'),
      cli('operand', '{timer}', 'Which one.', 'timer delete'),
    ],
    tasks: [...taskRows, cli('operand', 'list', 'Lists your transfers.', 'task list')],
    show: [...taskRows, cli('operand', 'show', 'Shows one.', 'task show'), taskIdRow],
    wait: [
      ...taskRows,
      cli('operand', 'wait', 'Waits until one has ended.', 'task wait'),
      cli('option', '--heartbeat', 'Writes a dot while it waits,', 'task wait'),
      cli('option', '--polling-interval', 'and looks every', 'task wait'),
      cli('option-argument', '60', 'seconds.', 'task wait'),
      taskIdRow,
    ],
    errors: [
      ...taskRows,
      cli('operand', 'event-list', 'Lists what happened', 'task event-list'),
      cli('option', '--filter-errors', 'and went wrong.', 'task event-list'),
      taskIdRow,
    ],
    cancel: [...taskRows, cli('operand', 'cancel', 'Ends one for good.', 'task cancel'), taskIdRow],
    unpack: [
      ['utility', 'tar', 'Unpacks', 'tar(1)'],
      ['option', '-xzf', 'a packed file (-x -z -f):', 'tar(1)'],
      ['option-argument', 'globusconnectpersonal-latest.tgz', 'the one you downloaded,', client],
      ['option', '--one-top-level=globus-client', 'into a folder of this name,', 'tar(1) --one-top-level'],
      ['option', '--strip-components=1', 'without the version in its name.', 'tar(1) --strip-components'],
    ],
    setup: [hereRow, ...setupRows],
    start: [hereRow, ...startRows, ['option-argument', '{folder}', 'reading and writing (rw) in this folder.', client]],
    status: [hereRow, statusRow],
    connect: [['utility', 'ssh', 'Logs in to another computer.', 'ssh(1)'], loginRow],
    jump: jumpRows,
    session: [screenRow, ['option', '-S', 'Starts a session with this name:', 'screen(1) -S'], sessionRow],
    'setup-server': [thereRow, ...setupRows],
    'start-server': [thereRow, ...startRows, ['option-argument', '{folder}', 'reading (r) in the collection.', client]],
    'status-server': [thereRow, statusRow],
    'stop-server': [thereRow, ['option', '-stop', 'Disconnects it from Globus, and ends it.', client]],
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
      phase: 'prepare',
      expect: 'Later an e-mail from Globus or from {manager}, with the name of the shared collection.',
      otherwise: [['no answer in time', 'Images are deleted by their age: ask again, or take another way.']],
    },
    download: {
      title: 'Download Globus Connect Personal',
      phase: 'prepare',
      expect: 'The page of Globus Connect Personal. Choose your system; on Linux a packed file is downloaded.',
      otherwise: [],
    },
    unpack: {
      title: 'Unpack it, in the folder with the download',
      phase: 'prepare',
      expect: 'Your prompt, and nothing else. A folder named globus-client is there.',
      otherwise: [['No such file', 'Go to the folder that the browser downloads into.', 'no-such-folder']],
    },
    setup: {
      title: 'Set it up, once, as {receiverName}',
      phase: 'prepare',
      expect: '{code} Where it asks for a name, type {receiverName}. It then shows the id of your new collection.',
      otherwise: [['not found, No such file', 'Stay in the folder in which you unpacked it.', 'command-not-found']],
    },
    start: {
      title: 'Connect it, for this folder only',
      phase: 'prepare',
      expect: 'It goes on running, without a prompt. Leave the terminal open until the transfer has ended.',
      otherwise: [['an error about a path', 'Make the folder first: it must be there.', 'no-such-folder']],
    },
    status: {
      title: 'Check that it is connected, in a second terminal',
      phase: 'prepare',
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
      phase: 'prepare',
      expect:
        'It asks you to log in to Globus, and for a name: type {receiverName}. Then its icon is in the menu bar or beside the clock. Leave it running.',
      otherwise: [],
    },
    access: {
      title: 'Let it write into this folder',
      phase: 'prepare',
      expect:
        'In the preferences (or options) of Globus Connect Personal, under Access, the folder is in the list and may be written to.',
      otherwise: [['it cannot be added', 'Make the folder first: it must be there.', 'no-such-folder']],
    },
    open: {
      title: 'Open both sides in Globus',
      phase: 'prepare',
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
      phase: 'prepare',
      expect: 'After you have logged in, two panes, each with a search box for a collection and one for a path.',
      otherwise: [['one pane', 'Choose the view with two panes, above on the right.', 'globus-login']],
    },
    from: {
      title: 'Left: search for the shared collection',
      phase: 'prepare',
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
      phase: 'prepare',
      expect: 'The images, or the folders with them.',
      otherwise: [['Permission Denied, not found', 'Ask the facility for the path.', 'globus-permission']],
    },
    to: {
      title: 'Right: search for the receiving collection',
      phase: 'prepare',
      expect: 'It is in the list. Click on it, and log in there if it asks.',
      otherwise: [
        ['several of that name', 'Take the one that your institution names, never one marked as legacy.'],
        ['Not Connected', 'Globus Connect Personal does not run on that computer.', 'globus-not-connected'],
      ],
    },
    'to-path': {
      title: 'Right: enter the path',
      phase: 'prepare',
      expect: 'The folder, empty.',
      otherwise: [
        ['not found', 'Make it with “New Folder”, then enter the path again.', 'no-such-folder'],
        ['Permission Denied', 'You may not write there, or the folder is not opened.', 'globus-permission'],
      ],
    },
    launch: {
      title: 'Choose the options, paste this as label, and start',
      phase: 'copy',
      expect:
        'In “Transfer & Timer Options” choose to sync by checksum and to preserve modification times, and leave the verification on; never choose to delete files, or to skip those with errors. Then select all on the left and press Start there. A green message: the transfer was submitted.',
      otherwise: [['a consent is asked for', 'Allow it: Globus needs it for this collection.', 'globus-consent']],
    },
    watch: {
      title: 'Watch it',
      phase: 'copy',
      expect: 'The transfer, and in the end `SUCCEEDED`. Globus also sends you an e-mail. You may close the browser.',
      otherwise: [
        ['Permission Denied among the events', 'One side does not let Globus in.', 'globus-permission'],
        ['paused', 'An administrator, or you, paused it.', 'globus-paused'],
        ['quota, or no space', 'The receiving side is full. Make room, then start again.', 'disk-full'],
      ],
    },
    again: {
      title: 'Verify: send it once more',
      phase: 'verify',
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
      phase: 'prepare',
      expect: 'A line that says it is installed.',
      otherwise: [
        ['not found', 'That installer is not here. The pages of the Globus CLI name others.', 'command-not-found'],
      ],
    },
    login: {
      title: 'Log in to Globus',
      phase: 'prepare',
      expect: 'A browser opens. Log in, and allow access. Then `You have successfully logged in`',
      otherwise: [
        ['You are already logged in!', 'Go on.'],
        ['no browser opens', 'Press Ctrl+C, and take the next step instead.', 'globus-login'],
        ['not found', 'Open a new terminal, or run pipx ensurepath first.', 'command-not-found'],
      ],
    },
    'login-code': {
      title: 'Log in with a link and a code, if this computer has no browser',
      phase: 'prepare',
      ifNeeded: true,
      expect: '{code} Then `You have successfully logged in`',
      otherwise: [
        ['You are already logged in!', 'Go on.'],
        ['not found', 'The Globus CLI is not installed here.', 'command-not-found'],
      ],
    },
    whoami: {
      title: 'Check as whom you are logged in',
      phase: 'prepare',
      expect: 'The identity that the facility shares with.',
      otherwise: [['another one', 'Log in with the other identity, or link the two in Globus.', 'globus-login']],
    },
    shared: {
      title: "Find the shared collection's id",
      phase: 'prepare',
      expect: 'A line for each collection shared with you. The first column is its id.',
      otherwise: [['no line', 'Nothing is shared with this identity yet.', 'globus-permission']],
    },
    receiver: {
      title: "Find the receiving collection's id",
      phase: 'prepare',
      expect: 'A line for each collection with such a name: yours has the id that you entered.',
      otherwise: [['no line, or another id', 'Look for it on its page in Globus, and enter that id above.']],
    },
    'receiver-id': {
      title: "Find your own collection's id",
      phase: 'prepare',
      expect: 'One id: the one that you entered as receiving collection.',
      otherwise: [
        ['No Globus Connect Personal installation found', 'Set it up first, on this computer and as this user.'],
        ['another id', 'Enter this one above.'],
      ],
    },
    look: {
      title: 'Look at the images',
      phase: 'prepare',
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
      phase: 'prepare',
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
      phase: 'prepare',
      expect: 'The lines of the list, one for each collection: where from, and where to.',
      otherwise: [
        ['denied', 'You may not write in this folder. Go to another, such as your home folder.', 'read-only'],
      ],
    },
    timer: {
      title: 'Create the timer',
      phase: 'copy',
      expect:
        'Lines with `Timer ID` and `Next Run`. Note the id. The first round begins now, the others by themselves: you may close the terminal.',
      otherwise: [
        [
          'globus session consent …',
          'A collection wants to be asked first. Do the next step, or run that line as it was printed; then do this step again.',
          'globus-consent',
        ],
        [
          'No such option, No such command',
          'The Globus CLI is too old: pipx upgrade globus-cli, or brew upgrade globus-cli.',
        ],
        ['PermissionDenied', 'One side does not let you in.', 'globus-permission'],
      ],
    },
    consent: {
      title: 'Only if it asked for a consent: give it, then create the timer',
      phase: 'copy',
      ifNeeded: true,
      expect:
        'A browser opens. Allow access. Then `You have successfully updated your CLI session.` A consent ends some time, often after 30 days: a round that lacks one waits, and you get mail.',
      otherwise: [
        ['no browser opens', 'Press Ctrl+C, and run the line again with --no-local-server at its end.', 'globus-login'],
        [
          'an error that names a scope',
          'This collection needs none. Run the line that the timer command has printed, as it was printed.',
          'globus-consent',
        ],
      ],
    },
    timers: {
      title: 'See how the timer does',
      phase: 'copy',
      expect:
        'Its `Name` with `Last Run`, `Next Run` and `Number of Timer Errors`, which should be 0. Enter its `Timer ID` above: then the plan has the line that ends it.',
      otherwise: [
        ['errors that grow in number', 'See which transfers failed, in the step that lists them.', 'globus-permission'],
        ['no such timer', 'It has come to its end, or belongs to another identity.'],
      ],
    },
    'timer-end': {
      title: 'When the session is over: end the timer',
      phase: 'copy',
      expect: 'Lines about the timer that was deleted. A round that runs goes on to its end.',
      otherwise: [['404, NOT_FOUND', 'It has ended already. Go on.']],
    },
    transfer: {
      title: 'Start the transfer',
      phase: 'copy',
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
      phase: 'copy',
      expect:
        'A line for each transfer with its id, status and label: in the end `SUCCEEDED`. Globus also sends you an e-mail.',
      otherwise: [
        ['INACTIVE', 'It waits for you: log in again, or give a consent.', 'globus-consent'],
        ['FAILED', 'See what went wrong: choose to follow a transfer, above.', 'globus-permission'],
      ],
    },
    verify: {
      title: 'Verify, after it succeeded: send it once more',
      phase: 'verify',
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
      phase: 'copy',
      expect: 'Dots, then your prompt. Ctrl+C ends the waiting, not the transfer.',
      otherwise: [['no dots, and a status', 'It has ended: see the next step.']],
    },
    show: {
      title: 'See how it stands',
      phase: 'copy',
      expect: '`Status: SUCCEEDED`, with as many `Files` as you expect.',
      otherwise: [
        ['ACTIVE', 'It still runs.'],
        ['INACTIVE, Is Paused: True', 'It waits for you, or for an administrator.', 'globus-paused'],
        ['FAILED', 'The next step says why.'],
      ],
    },
    errors: {
      title: 'See what went wrong',
      phase: 'resume',
      ifNeeded: true,
      expect: 'No line below the heading.',
      otherwise: [
        ['PERMISSION_DENIED', 'One side does not let Globus in.', 'globus-permission'],
        ['QUOTA_EXCEEDED, No space left', 'The receiving side is full. Make room, then start again.', 'disk-full'],
        ['ENDPOINT_ERROR, NOT_CONNECTED', 'A side cannot be reached. Globus tries again.', 'globus-not-connected'],
      ],
    },
    cancel: {
      title: 'Cancel it, only if you want no more of it',
      phase: 'resume',
      ifNeeded: true,
      expect: '`The task has been cancelled successfully.` What has arrived stays there, incomplete.',
      otherwise: [['has already completed', 'Nothing is left to cancel.']],
    },
    'ask-server': {
      title: 'Ask whether you may',
      phase: 'prepare',
      expect: 'A yes, before you do anything else here; or the word that the facility shares the data itself.',
      otherwise: [['they share it', 'Take the way in the browser.']],
    },
    connect: {
      title: 'Log on to the storage server',
      phase: 'prepare',
      expect: 'A prompt that names the server. ssh may ask for your password first.',
      otherwise: [
        ['Could not resolve hostname', 'This network does not know the server.', 'host-unknown'],
        ["The authenticity of host … can't be established", 'Your first contact.', 'host-key-unknown'],
        ['Permission denied', 'Account or password is wrong, or you have no account.', 'permission-denied'],
      ],
    },
    session: {
      title: 'Start a screen session',
      phase: 'prepare',
      expect: 'An empty prompt: you are inside the session.',
      otherwise: [['not found', 'screen is not installed there: ask {manager}.', 'command-not-found']],
    },
    'setup-server': {
      title: 'Set the client up for your account, once',
      phase: 'prepare',
      expect: '{code} Where it asks for a name, type {name}.',
      otherwise: [
        ['Permission denied, No such file', 'The client is not for your account. Ask {manager}.', 'permission-denied'],
        ['it is set up already', 'Go on.'],
      ],
    },
    'start-server': {
      title: 'Start the client',
      phase: 'prepare',
      expect: 'It goes on running, without a prompt. Nothing needs to stand behind the command: screen keeps it.',
      otherwise: [['an error about a path', 'Lab folder or collection is spelt otherwise there.', 'no-such-folder']],
    },
    detach: {
      title: 'Leave it running',
      phase: 'prepare',
      expect: '`[detached` … and your former prompt. The client goes on.',
      otherwise: [['nothing happens', 'Let go of Ctrl and A before you press D, and do not press Shift.']],
    },
    'status-server': {
      title: 'Check that it is connected',
      phase: 'prepare',
      expect: '`Globus Online: connected`',
      otherwise: [['disconnected', 'Come back to the session, and see what it says.', 'globus-not-connected']],
    },
    stop: {
      title: 'Stop the client, when the transfer has ended',
      phase: 'cleanUp',
      expect: 'Your prompt. The storage server is no longer open to Globus through your account.',
      otherwise: [],
    },
    reattach: {
      title: 'Come back to the session',
      phase: 'cleanUp',
      expect: 'The client has ended, and the prompt is back.',
      otherwise: [
        ['no screen to be detached', 'The session is gone, for example after a restart.', 'no-session'],
        ['several suitable screens', 'There is more than one of that name.', 'several-sessions'],
      ],
    },
    end: {
      title: 'End the session',
      phase: 'cleanUp',
      expect: '`[screen is terminating]` and your former prompt.',
      otherwise: [],
    },
  },
  afterTimer: 'Once the session is over: send all that is left',
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
    live: 'A timer sends all that is there at each round, also what is still being written: programs that watch the destination, such as cryoSPARC Live or RELION, may open half a file. For whole files only, copy live with rsync. It sends no links, does not notice when the session is over, and deletes nothing: end it, then send all once more and verify.',
    personal:
      'Globus Connect Personal was not run when these steps were checked: its commands follow its documentation. It must run, and the computer be awake, until the transfer has ended.',
    windows: 'The commands for PowerShell were checked by their rules, not run on Windows.',
    unread: 'Options and arguments were checked against the grammar of Globus CLI 3.42; nothing was sent to Globus.',
  },
} as const satisfies MethodTables & Record<string, unknown>;

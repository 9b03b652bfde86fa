/** Pull a collection with rsync over ssh; on Windows without WSL, where there is no rsync, with scp. */
import type { Facility } from '../../facility/schema.ts';
import type { WordRow } from '../argv.ts';
import type { Notice } from '../check.ts';
import type { MethodTexts, Rules } from '../method.ts';
import type { Place, Step } from '../plan.ts';
import { countDestinationRow, countRows, driveSpaceRows } from '../powershell.ts';
import type { Part } from '../quote.ts';
import {
  keysField,
  loginTexts,
  planKey,
  planWorkstation,
  seatField,
  serverAccountField,
  serverField,
} from '../login.ts';
import {
  accountField,
  collectedField,
  collectedUntilField,
  collectionField,
  computerField,
  destinationField,
  labField,
  linkField,
  linksField,
  moreField,
  sessionField,
  sizeField,
  speedField,
} from '../request.ts';
import type { Values } from '../request.ts';
import {
  bringRows,
  countRow,
  intervalRow,
  nameRemoteEnd,
  nextOptionRow,
  optionRow,
  planCopy,
  rsyncCopyTexts,
} from '../rsync-copy.ts';
import { rsyncOutcomes } from '../rsync-outcomes.ts';
import { nameSession, planSession, sessionTexts } from '../session.ts';
import {
  collectionParts,
  describeServer,
  jumpParts,
  loginParts,
  loginRow,
  planCheck,
  sshRow,
  storageServerTexts,
  throughJump,
} from '../storage-server.ts';
import { planStreams, streamsField, streamsTexts } from '../streams.ts';
import { fillText, makeStep, runRows } from '../texts.ts';
import type { StepText, Where } from '../texts.ts';

export const texts = {
  fields: {
    account: accountField,
    lab: labField,
    collection: collectionField,
    computer: computerField,
    more: moreField,
    seat: seatField,
    server: serverField,
    serverAccount: serverAccountField,
    destination: destinationField,
    session: sessionField,
    keys: keysField,
    streams: streamsField,
    links: linksField,
    collected: collectedField,
    collectedUntil: collectedUntilField,
    size: sizeField,
    link: linkField,
    speed: speedField,
  },
  choice: [
    ['who', ['outside'], 'never', 'You need an account where the images lie.'],
    ['where', ['server'], 'for', "It brings the data straight to your lab's server."],
    ['where', ['computer'], 'for', 'It brings the data straight to your computer.'],
    [
      'where',
      ['petalibrary', 'institution', 'cloud'],
      'against',
      'It ends on a computer of yours, not where the data must go.',
    ],
    ['days', ['urgent'], 'for', 'You can start it yourself at once.'],
  ],
  // Measured: 130 to 190 MB/s are the most of one stream, whatever the network; two to four are worth having at 10 Gb/s.
  pace: {
    most: 190,
    mostWith: ['streams', '4', 380],
    passes: [1, 2],
    assumes: 'one copy, and at most as long again for its verification, have no break',
  },
  problems: {
    windowsName: [
      '{label} {value} has characters that scp on Windows may not carry.',
      'Use WSL, or ask for the folder to be renamed with letters, digits, “_”, “-” and “.” only.',
    ],
    windowsEnd: [
      'Destination {value} does not end with the collection.',
      'scp names the folder after the collection: end the destination with the same name.',
    ],
    severalStreams: [
      '{label} {value} cannot be copied four at the same time.',
      'Choose one copy at a time, or leave them out and do them afterwards.',
    ],
  },
  commands: {
    measure: [
      sshRow,
      ['option', '-o', 'With this option:', 'ssh(1) -o'],
      ['option-argument', 'Compression=no', 'zeros are not made smaller on the way.', 'ssh_config(5) Compression'],
      loginRow,
      [
        'operand',
        [
          ['utility', 'dd', 'Sends bytes, and says at the end how fast they went', 'dd(1)'],
          ['operand', 'if=/dev/zero', 'zeros,', 'dd(1) if'],
          ['operand', 'bs=65536', 'so many at a time,', 'dd(1) bs'],
          ['operand', 'count=3200', 'so many times: 200 MiB.', 'dd(1) count'],
        ],
        'The command to run there:',
        'ssh(1)',
      ],
      ['operator', '>', 'Keeps them nowhere:', 'POSIX XCU, 2.7.2'],
      ['operand', '/dev/null', 'what is written there is gone.', 'POSIX XBD, 10.1'],
    ],
  },
  steps: {
    measure: {
      title: 'Measure the speed',
      expect:
        '`209715200 bytes (210 MB, 200 MiB) copied`, and at the end of the line the speed. Enter the number before `MB/s` as the measured speed.',
      otherwise: [
        ['kB/s', 'Divide the number by 1000.'],
        ['GB/s', 'Multiply the number by 1000.'],
      ],
    },
  },
  of: '{name}: {title}',
  session: sessionTexts,
  login: loginTexts,
  streams: streamsTexts,
  server: storageServerTexts,
  copy: rsyncCopyTexts,
  outcomes: rsyncOutcomes,
  // The steps on Windows, in order, each with its command.
  windows: {
    folder: {
      title: 'Make the folder, in PowerShell',
      rows: [
        ['utility', 'mkdir', 'Makes a folder.', 'PowerShell, New-Item'],
        ['option', '-Force', 'Content when it is there already.', 'PowerShell, New-Item'],
        ['operand', '{parent}', 'The folder that will hold the destination.', 'PowerShell, New-Item'],
      ],
      expect: 'A line with the name of the folder.',
      otherwise: [['denied', 'You may not write there. Choose another destination.', 'read-only']],
    },
    space: {
      title: 'Check the free space',
      rows: driveSpaceRows,
      expect: '`Free (GB)` is more than the size of the collection.',
      otherwise: [['less', 'The collection does not fit. Choose another drive.', 'disk-full']],
    },
    copy: {
      title: 'Copy',
      rows: [
        ['utility', 'scp', 'Copies files from another computer.', 'scp(1)'],
        ['option', '-r', 'Folders with all in them.', 'scp(1) -r'],
        ['option', '-p', 'Keeps times.', 'scp(1) -p'],
        optionRow,
        intervalRow,
        nextOptionRow,
        countRow,
        ['operand', '{folder}', 'From: account, server, collection.', 'scp(1)'],
        ['operand', '{parent}', 'To: the folder that holds the destination.', 'scp(1)'],
      ],
      expect:
        'A line for each file with its percentage and speed, then your prompt. Leave the window open and the computer awake.',
      otherwise: [
        [
          'Connection reset, closed or timed out',
          'The connection broke. Run the same command again: it begins from the start.',
          'connection-lost',
        ],
        ['No space left', 'The drive is full. Make room, then run the same command again.', 'disk-full'],
        [
          'not a regular file',
          'A link to a folder, which this scp leaves out. Run the command once more, with `/` and the path of that link after the collection, and at the end the folder here that it belongs in.',
        ],
        ['stat remote: No such file', 'A link that leads nowhere: there is nothing to bring.'],
        ['Permission denied', 'That one may not be read there. Ask the facility.'],
      ],
    },
    verify: {
      title: 'Verify: count there',
      rows: [
        sshRow,
        loginRow,
        [
          'operand',
          [
            ['utility', 'rsync', 'Counts the files', 'rsync(1)'],
            [
              'option',
              '-rnL',
              'in all folders (-r), and what links lead to (-L), copying nothing (-n).',
              'rsync(1) -r -n -L',
            ],
            ['option', '--stats', 'Ends with a summary.', 'rsync(1) --stats'],
            ['operand', '{contents}', 'The collection.', 'rsync(1) USAGE'],
            ['operand', '/tmp/', 'A folder to compare with. Nothing is written there.', 'rsync(1) USAGE'],
          ],
          'The command to run there:',
          'ssh(1)',
        ],
      ],
      expect:
        'Among others `Number of files`, in which `reg` is the number of files, and `Total file size`. What links lead to is counted, as scp brings that.',
      otherwise: [
        ['symlink has no referent', 'A link that leads nowhere. The numbers are right.'],
        [
          'a line that begins with `rsync:` and has `failed:`',
          'Not passed: what may not be read there is in no number. Ask the facility.',
        ],
        ['no such lines', 'Not counted. Run it again.', 'connection-lost'],
      ],
    },
    'verify-here': {
      title: 'Verify: count here',
      rows: /* @__PURE__ */ countRows(countDestinationRow),
      expect:
        'Passed: `Count` is that number of files and `Sum` that total size. Compared are number and total size of what is there now, not contents, names or empty folders.',
      otherwise: [
        [
          'other numbers',
          'Not passed: something is missing, or has another size. Copy again, then verify again.',
          'verify-differs',
        ],
        [
          'smaller numbers, also then',
          'Names with signs such as `:`, or that differ in capitals only, cannot be kept on Windows. Use WSL.',
        ],
        ['larger numbers, also then', 'The folder has files of other origin. Take them away, and count again.'],
      ],
    },
  },
  notices: {
    keys: 'Whether the storage server takes keys, {manager} knows.',
    noKeys: 'The storage server takes no keys: these commands log in with your password and make one copy at a time.',
    streamsKey: 'Four copies at the same time cannot each ask for your password, so a key comes first.',
    straightInto:
      'The images go straight into {destination}. To keep collections apart, end the destination with the collection.',
    windows:
      'Windows alone has no rsync, and scp cannot resume: a copy that is cut off begins again. These commands have not been run on Windows itself. WSL{other} is the better way.',
    orOther: ' or {title}',
    several:
      'Each collection is copied and verified by itself, into a folder of its own in {parent}. The script does them one after the other, whatever becomes of the one before.',
    severalPassword: 'Each collection asks for your password again. With a key you are asked once, or not at all.',
    noSession: 'The copy ends when this terminal closes. Leave it open, or use screen or tmux.',
    wsl: 'Leave the WSL window open: Windows may stop WSL when no window is. Windows drives, under /mnt, are slower.',
  },
} as const satisfies MethodTexts & {
  windows: Record<string, StepText & { rows: readonly WordRow[] }>;
  [more: string]: unknown;
};

type Texts = typeof texts;
type Request = Values<Texts['fields']>;

export const rules = {
  find({ request: { computer, lab, collection, more, destination, streams } }) {
    if (computer !== 'windows') {
      const names = listCollections({ collection, more });
      // Disks of macOS and Windows take names that differ in capitals alone for the same.
      const plain = computer === 'linux' ? names : names.map((name) => name.normalize('NFC').toLowerCase());
      const twice = names.find((_, index) => plain.indexOf(plain[index] ?? '') < index);
      return [
        ...(twice === undefined ? [] : [{ field: 'more', problem: 'twice', values: { name: `“${twice}”` } }]),
        ...(more && streams === '4' ? [{ field: 'more', problem: 'severalStreams' }] : []),
      ];
    }
    const names = { lab, collection };
    const awkward = Object.entries(names).filter(([, name]) => /[^\w.-]|^[-.]/.test(name));
    return [
      ...awkward.map(([field]) => ({ field, problem: 'windowsName' })),
      ...(collection && !destination.endsWith(`\\${collection}`)
        ? [{ field: 'destination', problem: 'windowsEnd' }]
        : []),
    ];
  },
  plan({ facility, request, texts }) {
    const steps =
      request.computer === 'windows' ? planWindows(facility, request, texts) : planUnix(facility, request, texts);
    return { steps, notices: findNotices(facility, request, texts) };
  },
} satisfies Rules<Texts>;

/** The names of all collections, the first one first. */
function listCollections({ collection, more }: Pick<Request, 'collection' | 'more'>): string[] {
  return [collection, ...(more ? more.split('/') : [])];
}

/** The folder that gets a folder of each of several collections: the destination, or, where it is that of the first one, the folder above. */
function findParent({ collection, destination }: Pick<Request, 'collection' | 'destination'>): string {
  return destination.endsWith(`/${collection}`) ? destination.slice(0, -collection.length - 1) : destination;
}

/** What of the choices can be had: without a key there are no four copies, and a server may take none. */
function settleKeys({ storage }: Facility, { keys, streams }: Request): Pick<Request, 'keys' | 'streams'> {
  if (storage.keys === 'not accepted') return { keys: 'password', streams: '1' };
  return { keys: streams === '4' && keys === 'password' ? 'new' : keys, streams };
}

function findNotices(facility: Facility, request: Request, { notices }: Texts): Notice[] {
  const { computer, session, collection, more, destination, keys, streams } = request;
  const settled = settleKeys(facility, request).keys;
  const isWindows = computer === 'windows';
  const globus = facility.methods.find(({ id }) => id === 'globus');
  return [
    ...(more
      ? [
          { field: 'more' as const, text: fillText(notices.several, { parent: findParent(request) || '/' }) },
          ...(settled === 'password' ? [{ field: 'keys' as const, text: notices.severalPassword }] : []),
        ]
      : isWindows || destination.endsWith(`/${collection}`)
        ? []
        : [{ field: 'destination' as const, text: fillText(notices.straightInto, { destination }) }]),
    ...(isWindows
      ? [
          {
            text: fillText(notices.windows, {
              other: globus ? fillText(notices.orOther, { title: globus.title }) : '',
            }),
          },
        ]
      : session === 'none'
        ? [{ text: notices.noSession }]
        : []),
    ...(computer === 'wsl' ? [{ text: notices.wsl }] : []),
    ...(settled === 'new' && keys !== 'new' ? [{ field: 'streams', text: notices.streamsKey }] : []),
    ...(settled === 'new' && !facility.storage.keys
      ? [{ field: 'keys', text: fillText(notices.keys, { manager: facility.contact.role }) }]
      : []),
    ...(facility.storage.keys === 'not accepted' && (streams === '4' || /new|key/.test(keys))
      ? [{ field: 'keys', text: notices.noKeys }]
      : []),
  ];
}

function planUnix(facility: Facility, request: Request, texts: Texts): Step[] {
  const { computer, seat } = request;
  const { keys, streams } = settleKeys(facility, request);
  const place = computer === 'linux' || seat === 'workstation' ? 'lab server' : 'your computer';
  const names = listCollections(request);
  const all = { lab: request.lab, collection: names.join('/') };
  const session = planSession(facility, { ...request, ...all }, place, texts.session);
  const where: Where = session ? { place, inside: session.name } : { place };
  const onWindowsDrive = computer === 'wsl' && /^\/mnt\/[a-z](?:\/|$)/.test(request.destination);
  const options = onWindowsDrive ? texts.copy.commands.times : undefined;
  const { links } = request;
  const words = describeServer(facility, texts.server);
  const parent = { text: findParent(request), field: 'destination' };
  const ways = names.map((name, index) => {
    const field = index > 0 ? 'more' : 'collection';
    const own = { ...request, collection: name };
    const from = nameRemoteEnd(
      loginParts(facility, own),
      collectionParts(facility, own, field),
      jumpParts(facility, own),
    );
    const to: Part[] = request.more
      ? [parent, { text: '/' }, { text: name, field }]
      : [{ text: request.destination, field: 'destination' }];
    // Not spread: that would make the steps too that are only made when they are asked for.
    const steps = Object.assign(
      planCopy({ from, to, computer, where, session, options, links }, texts.copy, words, texts.outcomes),
      {
        check: planCheck(facility, own, place, 'posix', texts.server, field),
      },
    );
    return { from, to, name, suffix: index > 0 ? `-${index + 1}` : '', steps };
  });
  /** A step of each collection; where there are several, its title says which. */
  const each = (id: keyof (typeof ways)[number]['steps']): Step[] =>
    ways.map(
      ({
        name,
        suffix,
        steps: {
          [id]: step,
          copy: { route },
        },
      }) =>
        request.more
          ? { ...step, route, id: id + suffix, title: fillText(texts.of, { name, title: step.title }) }
          : step,
    );
  const [first] = ways;
  if (!first) throw new RangeError('No collection');
  const {
    from,
    to,
    steps: { copy, space },
  } = first;
  const four =
    streams === '4'
      ? planStreams(
          facility,
          request,
          {
            from,
            to,
            name: nameSession(facility, request),
            where: { ...where, route: copy.route },
            options: bringRows({ options, links }, texts.copy.commands).all,
            words,
          },
          texts.streams,
          texts.copy,
          texts.outcomes,
          texts.server,
        )
      : undefined;
  const workstation = seat === 'workstation' ? planWorkstation(request, texts.login) : undefined;
  // Whoever has left the session may be back at the workstation.
  const leave = session?.leave.flatMap((step) =>
    workstation && step.id === 'reattach' ? [workstation.again, step] : [step],
  );
  return [
    ...(workstation ? [workstation.first] : []),
    ...each('check'),
    ...planMeasure(facility, request, place, texts),
    ...planKey(facility, { ...request, keys }, four ? 'silent' : 'ask', place, texts.login, texts.server),
    ...each('folder'),
    space,
    ...(session ? [session.start] : []),
    ...(four ? [four.list, four.streams] : each('copy')),
    ...(leave ?? []),
    ...(four ? [{ ...copy, ...texts.streams.steps.pass }] : []),
    ...each('resume'),
    ...(four ? [four.remove] : []),
    ...each('verify'),
    ...each('cure'),
    ...each('leftovers'),
    ...(session ? [session.end] : []),
  ];
}

/** The step that measures the network, until its speed is known. */
function planMeasure(facility: Facility, request: Request, place: Place, { commands, steps, server }: Texts): Step[] {
  if (request.link !== 'measured' || request.speed) return [];
  const slots = { login: loginParts(facility, request), jump: jumpParts(facility, request) };
  const rows = throughJump(facility, commands.measure, server);
  return [makeStep('measure', steps.measure, { place }, runRows(rows, slots))];
}

function planWindows(facility: Facility, request: Request, texts: Texts): Step[] {
  const where: Where = { place: 'your computer' };
  const part = (text: string): Part[] => [{ text, field: 'destination' }];
  const { destination } = request;
  const cut = destination.lastIndexOf('\\');
  const path = collectionParts(facility, request);
  const login = loginParts(facility, request);
  const slots = {
    login,
    jump: jumpParts(facility, request),
    folder: [...login, { text: ':' }, ...path],
    contents: [...path, { text: '/' }],
    destination: part(destination),
    drive: part(destination.slice(0, 1)),
    // scp makes the folder named after the collection; the destination has been checked to be that folder.
    parent: part(`${destination.slice(0, cut)}${cut === 2 ? '\\' : ''}`),
  };
  // The two that reach the storage server.
  const rowsOf = (id: string, rows: readonly WordRow[]): readonly WordRow[] =>
    id === 'copy' || id === 'verify' ? throughJump(facility, rows, texts.server) : rows;
  return [
    planCheck(facility, request, where.place, 'powershell', texts.server),
    ...Object.entries(texts.windows).map(([id, step]) =>
      makeStep(id, step, where, runRows(rowsOf(id, step.rows), slots, 'powershell')),
    ),
  ];
}

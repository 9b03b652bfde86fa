/** Pull a collection with rsync over ssh; on Windows without WSL, where there is no rsync, with scp. */
import { straightRows } from '../../choice-tables.ts';
import type { WordRow } from '../../command/argv.ts';
import { countDestinationRow, countRows, driveSpaceStep, makeFolderStep } from '../../command/powershell.ts';
import {
  accountField,
  collectionField,
  computerField,
  destinationField,
  estimateFields,
  labField,
  linksField,
  alsoCollectionsField,
  sessionField,
} from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import type { StepText } from '../../step.ts';
import { checksumListTables, proveField } from '../../steps/checksum-list/tables.ts';
import { connectionTables, connectionsField } from '../../steps/connection/tables.ts';
import { diskField, diskTables, groupField, readersField } from '../../steps/disk/tables.ts';
import { leaveOutField, leaveOutTables } from '../../steps/leave-out/tables.ts';
import { liveField, liveTables } from '../../steps/live/tables.ts';
import { keysField, loginTables, workplaceField, serverAccountField, serverField } from '../../steps/login/tables.ts';
import { rsyncOutcomes } from '../../steps/rsync-copy/outcomes.ts';
import { aliveRows, rsyncCopyTables } from '../../steps/rsync-copy/tables.ts';
import { sessionNotices, sessionTables } from '../../steps/session/tables.ts';
import { loginRow, runThere, sshRow, storageServerTables } from '../../steps/storage-server/tables.ts';
import { streamsField, streamsTables } from '../../steps/streams/tables.ts';

export const tables = {
  fields: {
    account: accountField,
    lab: labField,
    collection: collectionField,
    computer: computerField,
    alsoCollections: alsoCollectionsField,
    workplace: workplaceField,
    server: serverField,
    serverAccount: serverAccountField,
    destination: destinationField,
    disk: diskField,
    readers: readersField,
    group: groupField,
    session: sessionField,
    keys: keysField,
    connections: connectionsField,
    streams: streamsField,
    live: liveField,
    links: linksField,
    leaveOut: leaveOutField,
    prove: proveField,
    ...estimateFields,
  },
  choice: [
    ['who', ['outside'], 'never', 'You need an account where the images lie.'],
    ...straightRows,
    ['days', ['urgent'], 'for', 'You can start it yourself at once.'],
  ],
  // Measured: 130 to 190 MB/s are the most of one stream, whatever the network; two to four are worth having at 10
  // Gb/s.
  pace: {
    most: 190,
    mostWith: ['streams', '4', 380],
    passes: [1, 2],
    assumes: 'one copy, and at most as long again for its verification, have no break',
  },
  patterns: {
    group: [['^[-+]|[:/\\t]', 'group']],
    // What is wrong with an ending, the rules find.
    endings: [],
  },
  problems: {
    ...leaveOutTables.problems,
    group: ['{label} {value} is not the name of a group.', 'Enter one name, for example {example}'],
    diskName: [
      '{label} {value} has the character “{bad}”, which exFAT, FAT and NTFS cannot have in a name.',
      'Choose another name for the destination, or a disk of another kind.',
    ],
    windowsName: [
      '{label} {value} has characters that scp on Windows may not carry.',
      'Use WSL, or ask for the folder to be renamed with letters, digits, “_”, “-” and “.” only.',
    ],
    windowsEnd: [
      'Destination {value} does not end with the collection.',
      'scp names the folder after the collection: end the destination with the same name.',
    ],
    severalLive: [
      '{label} {value} cannot be copied live.',
      'Copy one collection during the session, or all of them when it is over.',
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
      phase: 'prepare',
      expect:
        '`209715200 bytes (210 MB, 200 MiB) copied`, and at the end of the line the speed. Enter the number before `MB/s` as the measured speed.',
      otherwise: [
        ['kB/s', 'Divide the number by 1000.'],
        ['GB/s', 'Multiply the number by 1000.'],
      ],
    },
  },
  of: '{name}: {title}',
  session: sessionTables,
  login: loginTables,
  connection: connectionTables,
  streams: streamsTables,
  live: liveTables,
  server: storageServerTables,
  copy: rsyncCopyTables,
  proof: checksumListTables,
  leaveOut: leaveOutTables,
  outcomes: rsyncOutcomes,
  disks: diskTables,
  // The steps on Windows, in order, each with its command.
  windows: {
    folder: makeFolderStep([
      'operand',
      '{parent}',
      'The folder that will hold the destination.',
      'PowerShell, New-Item',
    ]),
    space: driveSpaceStep,
    copy: {
      title: 'Copy',
      phase: 'copy',
      rows: [
        ['utility', 'scp', 'Copies files from another computer.', 'scp(1)'],
        ['option', '-r', 'Folders with all in them.', 'scp(1) -r'],
        ['option', '-p', 'Keeps times.', 'scp(1) -p'],
        ...aliveRows,
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
      phase: 'verify',
      rows: runThere([
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
      ]),
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
      phase: 'verify',
      rows: countRows(countDestinationRow),
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
    noKeys:
      'The storage server takes no keys: these commands log in with your password and make one copy at a time, when the session is over.',
    liveOne: 'Live, one copy at a time is made: what settles in five minutes is little.',
    liveMac: 'A Mac that sleeps makes no rounds: start the script with “caffeinate -i” before “sh”.',
    liveKey: 'A script that fetches round after round cannot ask for your password each time, so a key comes first.',
    live: 'Live: start the script in the session, in place of the steps “List what is settled” and “Copy what is settled”. It repeats them, and does all that follows. Programs that watch the destination, such as cryoSPARC Live or RELION, find only files that nothing had written to for two minutes.',
    streamsKey: 'Four copies at the same time cannot each ask for your password, so a key comes first.',
    straightInto:
      'The images go straight into {destination}. To keep collections apart, end the destination with the collection.',
    windows:
      'Windows alone has no rsync, and scp cannot resume: a copy that is cut off begins again. These commands have not been run on Windows itself. WSL{other} is the better way.',
    orOther: ' or {title}',
    several:
      'Each collection is copied and verified by itself, into a folder of its own in {parent}. The script does them one after the other, whatever becomes of the one before.',
    severalPassword: 'Each collection asks for your password again. With a key you are asked once, or not at all.',
    ...sessionNotices,
  },
} as const satisfies MethodTables & {
  windows: Record<string, StepText & { rows: readonly WordRow[] }>;
  [more: string]: unknown;
};

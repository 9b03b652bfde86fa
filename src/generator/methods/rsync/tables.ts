/** Pull a collection with rsync over ssh; on Windows without WSL, where there is no rsync, with sftp. */
import { straightRows } from '../../choice-tables.ts';
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
import { adaptTables, awakeField, bwlimitField, logoutField } from '../../steps/adapt/tables.ts';
import { checksumListTables, proveField } from '../../steps/checksum-list/tables.ts';
import { connectionTables, connectionsField } from '../../steps/connection/tables.ts';
import {
  diskField,
  diskProblems,
  diskTables,
  groupField,
  groupPatterns,
  groupProblems,
  readersField,
} from '../../steps/disk/tables.ts';
import { jobFields, jobPatterns, jobProblems, whenNoJob } from '../../steps/job/tables.ts';
import { leaveOutField, leaveOutTables } from '../../steps/leave-out/tables.ts';
import { liveField, liveTables } from '../../steps/live/tables.ts';
import { keysField, loginTables, workplaceField, serverAccountField, serverField } from '../../steps/login/tables.ts';
import { progressTables } from '../../steps/progress/tables.ts';
import { rsyncOutcomes } from '../../steps/rsync-copy/outcomes.ts';
import { rsyncCopyTables } from '../../steps/rsync-copy/tables.ts';
import { sessionNotices, sessionTables } from '../../steps/session/tables.ts';
import { loginRow, sshRow, checkRows, storageServerTables } from '../../steps/storage-server/tables.ts';
import { streamsField, streamsTables } from '../../steps/streams/tables.ts';

export const tables = {
  looks: true,
  fields: {
    account: accountField,
    lab: labField,
    collection: collectionField,
    computer: { ...computerField, needs: ['windows', 'windows'] },
    alsoCollections: alsoCollectionsField,
    workplace: workplaceField,
    server: serverField,
    serverAccount: serverAccountField,
    destination: destinationField,
    disk: diskField,
    readers: readersField,
    group: groupField,
    ...jobFields,
    session: { ...sessionField, when: whenNoJob },
    logout: logoutField,
    awake: awakeField,
    keys: keysField,
    connections: { ...connectionsField, when: whenNoJob },
    streams: streamsField,
    bwlimit: bwlimitField,
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
    ...jobPatterns,
    ...groupPatterns,
    // What is wrong with an ending, the rules find.
    endings: [],
  },
  problems: {
    ...leaveOutTables.problems,
    ...jobProblems,
    ...groupProblems,
    ...diskProblems,
    windowsName: [
      '{label} {value} has a quote mark or a backslash, which sftp on Windows may not carry.',
      'Use WSL, or ask for the folder to be renamed.',
    ],
    windowsLong: [
      'Destination {value} is longer than sftp and most programs on Windows take.',
      'Choose a folder with a shorter path, for example {example}',
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
  adapt: adaptTables,
  streams: streamsTables,
  live: liveTables,
  server: { ...storageServerTables, check: checkRows },
  copy: rsyncCopyTables,
  proof: checksumListTables,
  progress: progressTables,
  outcomes: rsyncOutcomes,
  disks: diskTables,
  notices: {
    keys: 'Whether the storage server takes keys, {manager} knows.',
    noKeys:
      'The storage server takes no keys: these commands log in with your password and make one copy at a time, when the session is over.',
    liveOne: 'Live, one copy at a time is made: what settles in five minutes is little.',
    liveMac:
      'A Mac that sleeps makes no rounds: the script keeps it awake as long as its lid is open and its power plugged in.',
    liveKey: 'A script that fetches round after round cannot ask for your password each time, so a key comes first.',
    live: 'Live: start the script in the session, in place of the steps “List what is settled” and “Copy what is settled”. It repeats them, and does all that follows. Programs that watch the destination, such as cryoSPARC Live or RELION, find only files that nothing had written to for two minutes.',
    streamsKey: 'Four copies at the same time cannot each ask for your password, so a key comes first.',
    straightInto:
      'The images go straight into {destination}. To keep collections apart, end the destination with the collection.',
    several:
      'Each collection is copied and verified by itself, into a folder of its own in {parent}. The script does them one after the other, whatever becomes of the one before.',
    severalPassword: 'Each collection asks for your password again. With a key you are asked once, or not at all.',
    ...sessionNotices,
  },
} as const satisfies MethodTables & { [more: string]: unknown };

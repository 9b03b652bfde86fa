/** The rows that name the storage server, and the first thing to do with it. */
import type { WordRow } from '../../command/argv.ts';
import type { Tables } from '../../step.ts';
import { lookRows, tellRows } from '../look/tables.ts';
import {
  hostUnknownLine,
  keyChangedLine,
  noAnswerLine,
  noRsyncLine,
  passwordExpiredLine,
  refusedLine,
  remoteCommandLine,
  tooManyKeysLine,
} from './ssh-lines.ts';

export const sshRow = ['utility', 'ssh', 'Runs a command on another computer.', 'ssh(1)'] as const satisfies WordRow;
export const nothingRow = [
  'operand',
  'true',
  'The command to run there: it does nothing.',
  'ssh(1)',
] as const satisfies WordRow;
export const loginRow = [
  'operand',
  '{login}',
  'Your account on the storage server.',
  'ssh(1)',
] as const satisfies WordRow;

/** Through the jump host. */
export const jumpRows = [
  ['option', '-J', 'Goes there through this computer:', 'ssh(1) -J'],
  ['option-argument', '{jump}', 'the one that lets you through, under the same account.', 'ssh(1) -J'],
] as const satisfies readonly WordRow[];

/** The rows that run a command there. */
export const runThere = <Rows extends readonly WordRow[]>(rows: Rows) =>
  [sshRow, loginRow, ['operand', rows, 'The command to run there:', 'ssh(1)']] as const;

export const storageServerTables = {
  commands: {
    jump: jumpRows,
    // Where rsync is missing, nothing is found either: better now than at the copy.
    check: runThere([
      ['utility', 'rsync', 'Copies files. Whether it is there is seen now:', 'rsync(1)'],
      ['option', '--version', 'it only says which one it is.', 'rsync(1) --version'],
      ['operator', '&&', 'And only if it did:', 'POSIX XCU, 2.9.3'],
      ...lookRows,
    ]),
    tell: tellRows,
    // PowerShell has nothing to add up with.
    checkWindows: runThere([
      ['utility', 'du', 'Adds up the size of a folder', 'du(1)'],
      ['option', '-sh', 'in one sum (-s), in units that are easy to read (-h).', 'du(1) -s -h'],
      ['operand', '{collection}', 'The collection.', 'du(1)'],
    ]),
  },
  // What a login may end with.
  reach: [
    [
      'Could not resolve hostname',
      'This network does not know the storage server. {vpn}',
      'host-unknown',
      { text: hostUnknownLine, then: 'stop', seen: 'OpenSSH 9.2' },
    ],
    [
      "The authenticity of host … can't be established",
      'Your first contact. Type yes only if the fingerprint is {fingerprint}.',
      'host-key-unknown',
    ],
    [
      'REMOTE HOST IDENTIFICATION HAS CHANGED',
      'Stop, and ask {manager} before you do anything else.',
      'host-key-changed',
      {
        text: keyChangedLine,
        then: 'stop',
        seen: 'OpenSSH 9.2',
      },
    ],
    [
      'your password has expired',
      'Log in with ssh, set a new one, then come back.',
      'password-expired',
      {
        text: passwordExpiredLine,
        then: 'stop',
        seen: 'OpenSSH 9.2',
      },
    ],
    [
      'Too many authentication failures',
      'Your ssh offers the server more keys than it lets anybody try. In ~/.ssh/config, set “PubkeyAuthentication no” for this server if you log in with a password, otherwise “IdentitiesOnly yes”.',
      'too-many-keys',
      { text: tooManyKeysLine, then: 'stop', seen: 'OpenSSH 9.2' },
    ],
    [
      'Permission denied (publickey, Permission denied, please try again',
      'Account or password is wrong, or you have no account: {granter} gives accounts.',
      'permission-denied',
      { text: refusedLine, then: 'stop', seen: 'OpenSSH 9.2' },
    ],
    [
      'Connection refused, Connection timed out, No route to host',
      'The storage server does not answer from here. {vpn}',
      'connection-refused',
      {
        text: noAnswerLine,
        then: 'stop',
        seen: 'OpenSSH 9.2',
      },
    ],
    [
      'Cannot execute command-line and remote command',
      'Your settings of ssh, in ~/.ssh/config, have a RemoteCommand for this server: take it out.',
      'remote-command',
      { text: remoteCommandLine, then: 'stop', seen: 'OpenSSH 9.2' },
    ],
  ],
  steps: {
    check: {
      script: 'check',
      title: 'Check that you can log in and the collection is there',
      phase: 'prepare',
      expect:
        'A line that begins with `FOUND`, with the size: remember it. ssh may ask for your password first. A line that begins with `leads out` names a link to what is not in the collection: choose under Links what becomes of it.',
      otherwise: [
        [
          'No such file or directory',
          'Lab folder or collection is spelt otherwise there, or has been deleted.',
          'no-such-folder',
          { text: '^find: .*: No such file or directory$', then: 'stop', seen: 'GNU find 4.9, busybox 1.35' },
        ],
        [
          'find … Permission denied',
          'You may not read all of it. Ask {manager} to change its permissions: what you cannot read cannot be copied.',
          'partial-transfer',
          { text: '^(find|ls): .*: Permission denied$', then: 'check', seen: 'GNU find 4.9, busybox 1.35' },
        ],
        [
          'rsync: command not found, rsync: not found',
          'There is no rsync on the storage server, or it is not where your account looks for programs there. Ask {manager} to change that: without it nothing can be copied this way.',
          'rsync-missing',
          { text: noRsyncLine, then: 'stop', seen: 'OpenSSH 9.2 with bash, dash, zsh, tcsh, fish and busybox' },
        ],
        ['NOTHING FOUND', 'The lines above say why.'],
      ],
    },
  },
  // For PowerShell.
  size: 'A size and the path. Remember the size. ssh may ask for your password first.',
  vpn: {
    required: 'Off campus, connect to the VPN first.',
    'not required': 'Check your network connection.',
    unknown: "The server is inside the institution's network: try from there or through its VPN, or ask {manager}.",
  },
  unknownFingerprint: 'the one that {manager} gives you',
  jumpFingerprint: '{fingerprint}, or, where it asks about {jumpHost}, the one that {manager} gives you',
} as const satisfies Tables & Record<string, unknown>;

/** Field, rows and sentences of one connection that all commands share, so that one login is enough. */
import type { WordRow } from '../../command/argv.ts';
import type { Field } from '../../request.ts';
import type { OutcomeRow, Tables } from '../../step.ts';
import { aliveRows } from '../rsync-copy/tables.ts';
import { loginRow, nothingRow, sshRow } from '../storage-server/tables.ts';

export const connectionsField = {
  label: 'Log in',
  hint: 'Once: all commands share one connection, so you are asked for your password, or to confirm on your phone, one time. If the connection breaks, once more.',
  example: 'once',
  flag: 'connections',
  choices: { each: 'each command by itself', once: 'once: all commands share one connection' },
  brief: { each: 'each command logs in', once: 'one login' },
  needs: { once: 'adapter' },
} as const satisfies Field;

/** Where the commands meet. */
const shareRows = [
  ['option', '-S', 'Shares the connection that meets its commands', 'ssh(1) -S'],
  ['option-argument', '{socket}', 'here, in a folder that is yours alone.', 'ssh(1) -S'],
] as const satisfies readonly WordRow[];

const again: OutcomeRow = [
  'no question at all',
  'The connection of before is still there, or your key has opened it. Go on.',
];

export const connectionTables = {
  share: shareRows,
  commands: {
    // With auto and not -M: run twice, it uses the connection that is there, and takes the place of a dead one.
    connect: [
      sshRow,
      ['option', '-o', 'With this option:', 'ssh(1) -o'],
      [
        'option-argument',
        'ControlMaster=auto',
        'others may share this connection; where one is there already, this command does.',
        'ssh_config(5) ControlMaster',
      ],
      ['option', '-o', 'With this option:', 'ssh(1) -o'],
      [
        'option-argument',
        'ControlPersist=12h',
        'it stays when the command has ended, until nobody has used it for 12 hours.',
        'ssh_config(5) ControlPersist',
      ],
      ...aliveRows,
      loginRow,
      nothingRow,
    ],
    disconnect: [
      sshRow,
      ['option', '-O', 'Tells that connection', 'ssh(1) -O'],
      ['option-argument', 'exit', 'to end.', 'ssh(1) -O'],
      loginRow,
    ],
  },
  steps: {
    connect: {
      script: 'connect',
      title: 'Log in, once for all commands',
      phase: 'prepare',
      expect:
        'The questions of a login, such as for your password and your second factor, then your prompt. The commands below do not ask again while this connection lasts, so whoever has your account on this computer can use it too: end it when you are done.',
      otherwise: [
        again,
        [
          'too long for Unix domain socket, ControlPath too long',
          'The path of your home folder is too long for that. Choose under “Log in” that each command does so by itself.',
          '',
          {
            text: '^unix_listener: path .* too long for Unix domain socket|^ControlPath too long',
            then: 'stop',
            seen: 'OpenSSH 9.2',
          },
        ],
        [
          'cannot bind to path … No such file or directory',
          'Your home folder has no folder `.ssh` yet. Make it with `mkdir -m 700 ~/.ssh`, then do this again.',
          '',
          {
            text: '^unix_listener: cannot bind to path .*: No such file or directory',
            then: 'stop',
            seen: 'OpenSSH 9.2',
          },
        ],
        [
          'cannot bind to path, link mux listener',
          'The disk of your home folder cannot hold such a connection, as some network drives cannot. Choose under “Log in” that each command does so by itself.',
          '',
          {
            text: '^unix_listener: cannot bind to path |^muxserver_listen: link mux listener ',
            then: 'stop',
            seen: 'OpenSSH 9.2, mux.c',
          },
        ],
      ],
    },
    again: {
      title: 'Only if the connection broke: log in again',
      phase: 'resume',
      ifNeeded: true,
      expect: 'The questions of a login, then your prompt. Go on with the next step.',
      otherwise: [again],
    },
    disconnect: {
      script: 'disconnect',
      title: 'End the connection',
      phase: 'cleanUp',
      expect: '`Exit request sent.` Nobody can use it any more.',
      otherwise: [['No such file or directory, Connection refused', 'It has ended already.']],
    },
  },
  notices: {
    windows:
      'On Windows without WSL, commands cannot share a login: each logs in by itself. With WSL, one login is enough.',
    oneStream:
      'In one connection, four copies are as slow as one: one copy at a time is made. For four, let each command log in by itself, with a key.',
    ask: 'Whether the storage server lets commands share a login, {manager} knows. Where it does not, they ask again.',
    notAllowed: 'The storage server lets no commands share a login: each one here logs in by itself.',
  },
} as const satisfies Tables & Record<string, unknown>;

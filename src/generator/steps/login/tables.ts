/** Fields, rows and sentences of a login from a workstation, and of a key. */
import type { WordRow } from '../../command/argv.ts';
import type { Field } from '../../request.ts';
import type { Tables } from '../../step.ts';
import { loginRow, nothingRow, sshRow } from '../storage-server/tables.ts';

export const workplaceField = {
  label: 'Where you sit',
  hint: 'A copy runs on the computer that receives the data, so you have to be logged in there.',
  example: 'workstation',
  flag: 'workplace',
  choices: { here: 'at that computer, or logged in to it', workstation: 'at my own workstation, not logged in yet' },
  brief: { here: 'logged in there', workstation: 'from my workstation' },
  when: ['computer', ['linux', 'macos']],
} as const satisfies Field;
export const serverField = {
  label: 'Lab server',
  hint: 'The full name of the computer that receives the data, as you log in to it.',
  example: 'cryo.example.edu',
  placeholder: 'YOUR-SERVER',
  flag: 'server',
  kind: 'host',
  when: ['workplace', ['workstation']],
} as const satisfies Field;
export const serverAccountField = {
  label: 'Account on the lab server',
  hint: 'Your user name there.',
  example: 'jane',
  placeholder: 'YOUR-SERVER-ACCOUNT',
  flag: 'server-account',
  kind: 'account',
  when: ['workplace', ['workstation']],
} as const satisfies Field;
export const keysField = {
  label: 'How you log in to the storage server',
  hint: 'A key is a file that takes the place of your password.',
  example: 'new',
  flag: 'keys',
  choices: {
    password: 'with my password',
    new: 'with a key: show me how to set one up',
    key: 'with a key that is set up already',
  },
  brief: { password: 'password', new: 'a new key', key: 'my key' },
  when: ['computer', ['linux', 'macos', 'wsl']],
} as const satisfies Field;

const copyIdRow = [
  'utility',
  'ssh-copy-id',
  'Adds your key to those that a server takes.',
  'ssh-copy-id(1)',
] as const satisfies WordRow;

export const loginTables = {
  commands: {
    workstation: [
      ['utility', 'ssh', 'Opens a terminal on another computer.', 'ssh(1)'],
      ['operand', '{server}', 'Your account on the lab server.', 'ssh(1)'],
    ],
    key: [
      ['utility', 'ssh-keygen', 'Makes a key: a secret file, and a public one beside it.', 'ssh-keygen(1)'],
      ['option', '-t', 'Of this kind:', 'ssh-keygen(1) -t'],
      ['option-argument', 'ed25519', 'short, and safe by the standards of today.', 'ssh-keygen(1) -t'],
    ],
    keyJump: [copyIdRow, ['operand', '{jump}', 'Your account on the computer in between.', 'ssh-copy-id(1)']],
    keyCopy: [copyIdRow, loginRow],
    proxyJump: [
      ['option', '-o', 'With this option of ssh:', 'ssh-copy-id(1) -o'],
      ['option-argument', '{proxyJump}', 'goes there through this computer.', 'ssh_config(5)'],
    ],
    keyOnly: [
      sshRow,
      ['option', '-o', 'With this option:', 'ssh(1) -o'],
      ['option-argument', 'PreferredAuthentications=publickey', 'only a key counts, no password.', 'ssh_config(5)'],
      loginRow,
      nothingRow,
    ],
    silent: [
      sshRow,
      ['option', '-o', 'With this option:', 'ssh(1) -o'],
      ['option-argument', 'BatchMode=yes', 'never asks anything.', 'ssh_config(5)'],
      loginRow,
      nothingRow,
    ],
  },
  steps: {
    workstation: {
      title: 'Log in to the lab server',
      phase: 'prepare',
      expect: 'The prompt of the lab server. All further steps are done in this window.',
      otherwise: [
        [
          'Could not resolve hostname',
          "Its name is wrong, or known only inside your institution's network: off campus, connect to its VPN first.",
          'host-unknown',
        ],
        [
          "The authenticity of host … can't be established",
          'Your first contact from this computer. Type yes only if whoever runs the lab server confirms the fingerprint.',
          'host-key-unknown',
        ],
        [
          'REMOTE HOST IDENTIFICATION HAS CHANGED',
          'Stop, and ask whoever runs the lab server before you do anything else.',
          'host-key-changed',
        ],
        ['Permission denied', 'Account or password is wrong: ask whoever runs the lab server.', 'permission-denied'],
      ],
    },
    again: {
      title: 'Later: log in to the lab server again',
      phase: 'resume',
      ifNeeded: true,
      expect: 'The prompt of the lab server. If the copy is still before you, you are logged in: go on.',
      otherwise: [],
    },
    key: {
      title: 'Make a key',
      phase: 'prepare',
      expect:
        'The question `Enter file in which to save the key`: press Enter. Then, twice, the question for a passphrase. {passphrase} At the end, `The key fingerprint is`.',
      otherwise: [
        [
          'Overwrite (y/n)?',
          'You have a key already. Answer n, for what the old one opens would be closed to you. Go on with the next step.',
        ],
      ],
    },
    keyJump: {
      title: 'Give your key to the computer in between',
      phase: 'prepare',
      expect: 'The question for your password there, for the last time, then `Number of key(s) added: 1`.',
      otherwise: [
        ['All keys were skipped', 'It has your key already. Go on.'],
        [
          'Permission denied',
          'The password is wrong, or your account there has another name: ask {manager}.',
          'permission-denied',
        ],
      ],
    },
    keyCopy: {
      title: 'Give your key to the storage server',
      phase: 'prepare',
      expect: 'The question for your password, for the last time, then `Number of key(s) added: 1`.',
      otherwise: [
        ['All keys were skipped', 'The server has your key already. Go on.'],
        ['No identities found', 'There is no key yet. Repeat the step before.'],
        [
          'Permission denied',
          'The password is wrong, or the server does not take one: ask {manager}.',
          'permission-denied',
        ],
      ],
    },
    keyTest: {
      title: 'Check that the key opens the storage server',
      phase: 'prepare',
      expect: 'Nothing{question}.',
      otherwise: [
        ['Permission denied', '{denied}', 'permission-denied'],
        ['a question for a password', 'A computer on the way there does not take your key.', 'permission-denied'],
        [
          'Host key verification failed',
          'Your first contact: check that you can log in, as above, first.',
          'host-key-unknown',
        ],
      ],
    },
  },
  passphrase: {
    ask: 'With one, the key is of no use to somebody who copies the file, and ssh asks you for it. Without one, press Enter twice.',
    silent:
      'Press Enter twice for none: these copies cannot ask you for it. Whoever can read the file can then log in as you, so do this only on a computer that you trust.',
  },
  question: { ask: ', or the question for the passphrase of your key', silent: ', and no question' },
  denied: {
    ask: 'The server does not take your key. Go on with your password, or ask {manager} whether it takes keys.',
    silent:
      'The server does not take your key, or the key has a passphrase, which these copies cannot ask for: make the key known with ssh-add first, or choose one copy at a time, when the session is over. Whether the server takes keys, {manager} knows.',
  },
} as const satisfies Tables & Record<string, unknown>;

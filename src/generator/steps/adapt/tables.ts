/** Fields, rows and sentences of what long copies may need: less of the line, a computer that stays awake and on. */
import type { Field } from '../../request.ts';
import type { OutcomeRow, StepText, Tables } from '../../step.ts';

export const bwlimitField = {
  label: 'At most',
  hint: 'What the copy may take of the network, in MB/s, where others need it too. Left empty: all that is free.',
  example: '40',
  placeholder: 'YOUR-RATE',
  flag: 'bwlimit',
  kind: 'speed',
  optional: true,
  needs: { any: 'adapter' },
} as const satisfies Field;

export const awakeField = {
  label: 'Sleep',
  hint: 'A copy stops where its computer goes to sleep. A server does not sleep, and lets nobody keep it awake. For a Mac the plan has it in any case.',
  example: 'yes',
  flag: 'awake',
  choices: {
    no: 'it stays on by itself, as a server does',
    yes: 'keep it awake while a command runs: a desktop or laptop, at its own screen',
  },
  brief: { no: 'stays on by itself', yes: 'kept awake' },
  when: ['computer', ['linux']],
  needs: { yes: 'adapter' },
} as const satisfies Field;

export const logoutField = {
  label: 'When you log out',
  hint: 'Some computers end all that you have started when you log out, sessions too. To see whether yours does, leave a session, log out, log in, and come back to it.',
  example: 'ended',
  flag: 'logout',
  choices: {
    stays: 'the session stays, as on most computers',
    ended: 'the session was gone: let it stay, by systemd',
  },
  brief: { stays: 'session stays', ended: 'session kept by systemd' },
  when: ['computer', ['linux']],
  needs: { ended: 'adapter' },
} as const satisfies Field;

const notAllowed: OutcomeRow = [
  'Failed to inhibit, Failed to connect to bus',
  'This computer lets nobody keep it awake from here, as over ssh or on a server. Choose under “Sleep” that it stays on by itself.',
  '',
  { text: '^Failed to (inhibit|connect to bus)', then: 'stop', seen: 'systemd 252' },
];

export const adaptTables = {
  commands: {
    bwlimit: [
      ['option', '{bwlimit}', 'Takes no more of the line, in units of 1024 bytes a second.', 'rsync(1) --bwlimit'],
    ],
    sftpLimit: [
      ['option', '-l', 'Takes no more of the line than', 'sftp(1) -l'],
      ['option-argument', '{bwlimit}', 'so many kilobits a second.', 'sftp(1) -l'],
    ],
    awake: [
      ['utility', 'systemd-inhibit', 'Runs the command that follows, and keeps the computer', 'systemd-inhibit(1)'],
      ['option', '--what=idle:sleep', 'from going to sleep until it has ended.', 'systemd-inhibit(1) --what'],
    ],
    linger: [
      ['utility', 'loginctl', 'Settles how your logins are treated:', 'loginctl(1)'],
      [
        'operand',
        'enable-linger',
        'what systemd runs for you goes on when you are logged out.',
        'loginctl(1) enable-linger',
      ],
    ],
    scope: [
      ['utility', 'systemd-run', 'Runs the command that follows', 'systemd-run(1)'],
      ['option', '--user', 'as one of those that systemd runs for you,', 'systemd-run(1) --user'],
      ['option', '--scope', 'in this terminal.', 'systemd-run(1) --scope'],
    ],
  },
  notAllowed,
  noScope: [
    'Failed to connect to bus, Failed to start transient scope unit',
    'systemd runs nothing for you here, as after “su” or “sudo”: log in with ssh as the account itself. If it stays so, start a session without the first three words: it lasts until you log out.',
  ],
  steps: {
    linger: {
      title: 'Let what you start stay when you log out',
      phase: 'prepare',
      expect: 'Nothing. It holds until you undo it, with `loginctl disable-linger`.',
      otherwise: [
        [
          'Could not enable linger, Access denied, Failed to connect to bus',
          'You may not. Ask whoever runs this computer to do it for you, or stay logged in until the copy has ended.',
        ],
        [
          'System has not been booted with systemd, not found',
          'This computer has no systemd, and something else has ended the session: ask whoever runs it. Choose under “When you log out” that the session stays.',
          'command-not-found',
        ],
      ],
    } satisfies StepText,
  },
  notices: {
    awakeLive:
      'A computer that sleeps makes no rounds: start the script with “systemd-inhibit --what=idle:sleep” before “sh”.',
    noLogout: 'Without a session the copy ends when you log out, whatever systemd does. Choose screen or tmux.',
    lid: 'Leave a laptop open, and plugged in: closing it puts it to sleep all the same.',
  },
} as const satisfies Tables & Record<string, unknown>;

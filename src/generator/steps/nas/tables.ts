/**
 * Fields, rows and sentences of a copy that a NAS makes by itself: a script in the background of its shell, which has
 * the programs of busybox, and neither screen nor tmux.
 *
 * Not run on a NAS. Where its settings are is from Synology's “How do I sign in to DSM with RSA key pairs via SSH?”
 * (DSM 6.2.4 or later), read 2026-11-30; for QNAP, from public guides that agree, as its own could not be read. What
 * BusyBox 1.01 of QTS lacks: laurent22/rsync-time-backup#245, Yannik/qnap-letsencrypt#82.
 */
import type { ProblemText } from '../../problem.ts';
import type { Field, Fields } from '../../request.ts';
import type { StepText, Tables } from '../../step.ts';
import { hostUnknownLine, keyChangedLine, noAnswerLine, refusedLine } from '../storage-server/ssh-lines.ts';
import { batchRows } from '../streams/tables.ts';

/** Where a terminal stays open, or a session keeps one. */
export const whenNoNas = ['computer', ['linux', 'macos', 'wsl', 'windows']] as const satisfies Field['when'];
const whenNas = ['computer', ['nas']] as const satisfies Field['when'];

export const nasFields = {
  nas: {
    label: 'NAS',
    hint: 'Its name or address, as you log in to it.',
    example: 'nas.example.edu',
    placeholder: 'YOUR-NAS',
    flag: 'nas',
    kind: 'host',
    when: whenNas,
  },
  nasAccount: {
    label: 'Account on the NAS',
    hint: 'One of its administrators: nobody else can log in to it by ssh.',
    example: 'jane',
    placeholder: 'YOUR-NAS-ACCOUNT',
    flag: 'nas-account',
    kind: 'account',
    when: whenNas,
  },
} as const satisfies Fields;

export const nasProblems = {
  nasFolder: [
    '{label} {value} is no folder inside of a shared folder: the script and its log lie beside it.',
    'Enter volume, shared folder and a folder in it, for example {example}',
  ],
} as const satisfies Record<string, ProblemText>;

/** What each program below begins with: whether the process runs whose id was kept, and is still that script. */
const isOn = 'id=$(cat "$1.id" 2>/dev/null); case $(cat "/proc/$id/cmdline" 2>/dev/null) in *"$1.sh")';

/**
 * Starts the script in the background. Without nohup, which busybox may lack, a function does what it does. An agent is
 * gone when whoever has it logs out. Nothing of it stays with the terminal, so that logging out does not wait.
 */
const startProgram = `${isOn} echo "RUNNING ALREADY: $id"; exit ;; esac; [ -f "$1.sh" ] || { echo "NOT THERE: $1.sh"; exit 1; }; : >>"$1.out" || exit; command -v nohup >/dev/null || nohup() { trap "" HUP; exec "$@"; }; unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY; nohup sh "$1.sh" </dev/null >>"$1.out" 2>&1 & echo "$!" >"$1.id" && echo "STARTED: $!"`;

const statusProgram = `${isOn} echo "RUNNING: $id" ;; *) echo "NOT RUNNING" ;; esac; tail -n 1 "$1.out"`;

/** Ends its process group: a shell that waits for rsync hears of a signal only after it. */
const stopProgram = `${isOn} set -- $(sed "s/.*) //" "/proc/$id/stat"); kill -TERM "-$3" && echo "STOPPED: $id" ;; *) echo "NOT RUNNING" ;; esac`;

/**
 * Looks for the programs of the steps and of the script, and for what old ones cannot do. The words after it are those
 * that a list of checksums needs besides.
 */
const readyProgram =
  'bad=; for p in rsync ssh awk sed sort head tail tee tr wc date du uname "$@"; do command -v "$p" >/dev/null || bad="$bad $p"; done; try() { "$@" >/dev/null 2>&1 || bad="$bad $1"; }; try find / -prune "(" -type f -o -type d ")" -not -path /x -exec ls -ldn {} +; try df -Pk /; d=$(mktemp -d /tmp/get.XXXXXX) && rmdir "$d" || bad="$bad mktemp"; { echo a | grep -Fqx -e a && echo a | grep -Eq -e a; } 2>/dev/null || bad="$bad grep"; if [ "$#" -gt 0 ]; then try find / -prune -print0; try xargs -0 -r -P 2 -n 4 true </dev/null; fi; if [ -z "$bad" ]; then echo "READY: $(rsync --version | head -n 1)"; else echo "NOT READY, missing or too old:$bad" >&2; exit 1; fi';

/**
 * Writes names as GNU's md5sum does, and the list: that of busybox leaves line breaks and backslashes as they are. What
 * begins with a backslash is written so already, and what does not begin with a checksum is the rest of a name.
 */
const escapeProgram =
  'function put(i, t, u) { if (r == "") return; if (substr(r, 1, 1) == q || index(r, q) + index(r, n) + index(r, c) == 0) { print r; return } for (i = 1; i <= length(r); i++) { t = substr(r, i, 1); u = u (t == q ? q q : t == n ? q "n" : t == c ? q "r" : t) } print q u } BEGIN { q = sprintf("%c", 92); n = sprintf("%c", 10); c = sprintf("%c", 13) } { h = $0; if (substr(h, 1, 1) == q) h = substr(h, 2); if (index(h, " ") == 33 && h ~ "^[0-9a-f]+ ") { put(); r = $0 } else r = r n $0 } END { put() }';

const run = [
  ['utility', 'sh', 'Runs', 'sh(1)'],
  ['option', '-c', 'this:', 'sh(1) -c'],
] as const;
const stem = [
  ['operand', 'nas', 'A name for messages of sh.', 'sh(1) -c'],
  ['operand', '{stem}', 'The script, without `.sh`.', 'sh(1) -c'],
] as const;

export const nasTables = {
  commands: {
    login: [
      ['utility', 'ssh', 'Opens a terminal on another computer.', 'ssh(1)'],
      ['operand', '{nas}', 'Your account on the NAS.', 'ssh(1)'],
    ],
    programs: [
      ...run,
      ['option-argument', readyProgram, 'looks for programs, and tries what old ones cannot do.', 'POSIX XCU, 2.5.2'],
      ['operand', 'nas', 'A name for messages of sh.', 'sh(1) -c'],
    ],
    listPrograms: [
      ['operand', 'md5sum', 'A list of checksums needs these too:', 'md5sum(1)'],
      ['operand', 'sha256sum', 'one for its receipt,', 'sha256sum(1)'],
      ['operand', 'xargs', 'and one that runs others.', 'xargs(1)'],
    ],
    // In place of ssh-copy-id, which comes with OpenSSH and not with every NAS. An empty line does no harm there, and
    // ends one that has no end.
    keyCopy: [
      ...run,
      [
        'option-argument',
        'ssh "$@" "cd && umask 077 && mkdir -p .ssh && echo >>.ssh/authorized_keys && cat >>.ssh/authorized_keys" <"$HOME/.ssh/id_ed25519.pub"',
        'adds your key to those that the server takes, in a file that you alone can read.',
        'sshd(8) AUTHORIZED_KEYS FILE FORMAT',
      ],
      ['operand', 'key', 'A name for messages of sh.', 'sh(1) -c'],
    ],
    noAgent: [
      ['utility', 'env', 'Sets a variable for one command:', 'env(1)'],
      ['operand', 'SSH_AUTH_SOCK=', 'no agent, which is gone when you log out.', 'ssh-agent(1) ENVIRONMENT'],
    ],
    batch: batchRows,
    share: [
      ['utility', 'ls', 'Shows the shared folder,', 'ls(1)'],
      ['option', '-d', 'by its name only.', 'ls(1) -d'],
      ['operand', '{share}', 'Without it, the images would fill the small disk of the system.', 'ls(1)'],
      ['operator', '&&', 'If it is there:', 'POSIX XCU, 2.9.3'],
    ],
    // Not with -T, which old ones do not know.
    space: [
      ['utility', 'df', 'Shows how full a disk is,', 'df(1)'],
      ['option', '-h', 'in units that are easy to read.', 'df(1) -h'],
      ['operand', '{destination}', 'The destination.', 'POSIX XBD, 12.2'],
    ],
    escape: [
      ['operator', '|', 'Hands the checksums to', 'POSIX XCU, 2.9.2'],
      ['utility', 'env', 'which sets a variable for one command:', 'env(1)'],
      ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
      ['utility', 'awk', 'Reads texts, line by line.', 'awk(1)'],
      ['operand', escapeProgram, 'Writes names as the list has them, whichever md5sum there is.', 'md5sum(1)'],
    ],
    // Thumbnails and an index, which a NAS makes in every folder of a share.
    theirs: [
      ['operand', '{own}', 'What the script and the NAS make by themselves is not of the collection.', 'awk(1)'],
    ],
    start: [
      ...run,
      ['option-argument', startProgram, 'starts the script in the background, unless it runs.', 'POSIX XCU, nohup'],
      ...stem,
    ],
    status: [
      ...run,
      ['option-argument', statusProgram, 'says whether it runs, and what it said last.', 'proc(5) /proc/[pid]/cmdline'],
      ...stem,
    ],
    follow: [
      ['utility', 'tail', 'Shows the end of a file,', 'tail(1)'],
      ['option', '-f', 'and what comes after it.', 'tail(1) -f'],
      ['operand', '{out}', 'What the script says.', 'tail(1)'],
    ],
    stop: [
      ...run,
      [
        'option-argument',
        stopProgram,
        'ends the script, and what it has started.',
        'proc(5) /proc/[pid]/stat; kill(1)',
      ],
      ...stem,
    ],
  },
  /** Their names, in a path. */
  theirs: '/(@eaDir|[.]@__thumb)/',
  clicks: {
    ssh: [
      'Synology: Control Panel > Terminal & SNMP > Terminal: Enable SSH service',
      'Synology: Control Panel > User & Group > Advanced > User Home: Enable user home service',
      'QNAP: Control Panel > Network & File Services > Telnet / SSH: Allow SSH connection',
    ],
    send: ['File Station: {folder}', 'Upload: {script}'],
  },
  steps: {
    ssh: {
      title: 'Let the NAS take logins by ssh',
      phase: 'prepare',
      expect:
        'The settings of your make, in the window that the NAS has in a browser. They need an administrator; when the copy is done, take them back.',
      otherwise: [
        ['another make', 'Look in its manual for SSH. It needs rsync too.'],
        ['no such setting', 'You are no administrator there. Ask whoever runs the NAS.'],
      ],
    },
    login: {
      title: 'Log in to the NAS',
      phase: 'prepare',
      expect: 'After the password of the NAS, its prompt. What is done on the NAS is typed in this window.',
      otherwise: [
        ['Connection refused', 'It takes no logins by ssh yet, or at another port: see the step before.'],
        ['Permission denied', 'The password is wrong, or this account is no administrator of the NAS.'],
        [
          'Could not chdir to home directory',
          'The account has no home folder, so a key has no place. On a Synology, enable the user home service; then log in again.',
        ],
        ['a menu', 'Some of QNAP begin with one: type Q, then Y, to come to the shell.'],
        [
          "The authenticity of host … can't be established",
          'Your first contact. Type yes only if whoever runs the NAS confirms the fingerprint.',
          'host-key-unknown',
        ],
        ['REMOTE HOST IDENTIFICATION HAS CHANGED', 'Stop, and ask whoever runs the NAS.', 'host-key-changed'],
        ['Could not resolve hostname', 'Take its address, which its settings show under Network.', 'host-unknown'],
      ],
    },
    programs: {
      script: 'once',
      title: 'See whether its programs are enough',
      phase: 'prepare',
      expect: 'A line that begins with `READY`, and names its rsync.',
      otherwise: [
        [
          'NOT READY, and names of programs',
          'They are missing, or too old, as on some of QNAP. Ask whoever runs the NAS to install them, for example from Entware; or copy from another computer, to a drive of this NAS.',
          'command-not-found',
          { text: '^NOT READY, ', then: 'stop', seen: 'busybox 1.35; 1.01 of QTS as a stand-in' },
        ],
      ],
    },
    keyCopy: {
      title: 'Give your key to the storage server',
      phase: 'prepare',
      expect: 'The question for your password there, for the last time, then nothing.',
      otherwise: [
        ['id_ed25519.pub: No such file', 'There is no key yet. Repeat the step before.'],
        [
          'Permission denied',
          'The password is wrong, or the server does not take one: ask {manager}.',
          'permission-denied',
        ],
      ],
    },
    keyJump: {
      title: 'Give your key to the computer in between',
      phase: 'prepare',
      expect: 'The question for your password there, for the last time, then nothing.',
      otherwise: [['Permission denied', 'The password is wrong: ask {manager}.', 'permission-denied']],
    },
    keyTest: {
      script: 'once',
      title: 'Check that the key alone opens the storage server',
      phase: 'prepare',
      expect: 'Nothing, and no question. The script begins with the same command.',
      otherwise: [
        [
          'Permission denied',
          'The server does not take the key of the NAS, or the key has a passphrase, which the script cannot ask for. Whether the server takes keys, {manager} knows.',
          'permission-denied',
          { codes: [255], text: refusedLine, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
        [
          'Host key verification failed, REMOTE HOST IDENTIFICATION HAS CHANGED',
          'At your first contact, check that you can log in, as above. If it is asked again each time, the home folder on the NAS cannot be written. Otherwise: stop, and ask {manager}.',
          'host-key-unknown',
          { codes: [255], text: keyChangedLine, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
        [
          'Could not resolve hostname, Connection timed out, No route to host',
          'The NAS does not reach the storage server: ask whoever runs it, or {manager}.',
          'host-unknown',
          { codes: [255], text: `${hostUnknownLine}|${noAnswerLine}`, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
      ],
    },
    space: {
      script: 'disk',
      title: 'Check the free space',
      phase: 'prepare',
      expect:
        '`Available`, or `Avail`, is more than the size of the collection, and `Mounted on` is a volume of the NAS, not `/`.',
      otherwise: [
        ['too little `Available`', 'The collection does not fit. Choose another volume.', 'disk-full'],
        [
          '`/` under `Mounted on`',
          'That is the small disk of its system. Delete the folder that you have made, and choose one inside of a shared folder.',
        ],
      ],
    },
    send: {
      title: 'Put the script on the NAS',
      phase: 'copy',
      expect: 'The script is in the list. Upload it as it was saved, without opening it in an editor.',
      otherwise: [['no File Station', 'Any way does that brings it there, such as the network drive of this folder.']],
    },
    start: {
      title: 'Start the script in the background',
      phase: 'copy',
      expect: '`STARTED`, and its id. From here you may close the window and log out.',
      otherwise: [
        ['NOT THERE', 'The script is not in this folder, or has another name. Go back to the step before.'],
        ['RUNNING ALREADY', 'It was started before, and runs. Go on.'],
        [
          'Permission denied',
          'Your account may not write in this shared folder. Ask whoever runs the NAS.',
          'read-only',
        ],
      ],
    },
    status: {
      title: 'See whether it runs, also after you have logged out',
      phase: 'copy',
      expect:
        '`RUNNING`, its id, and what it said last. `NOT RUNNING`, and a line that begins with `DONE` or `NOT DONE`: it has ended, and the line says how.',
      otherwise: [
        [
          'NOT RUNNING, and another line',
          'It was ended from outside: the NAS was restarted, or ends what you have started when you log out. Start it again; in the second case stay logged in, or have the Task Scheduler of a Synology run it, as a user-defined script of your account.',
        ],
        ['not found, and no copy', 'The last line says which program is missing.', 'command-not-found'],
      ],
    },
    follow: {
      title: 'Read what it says',
      phase: 'copy',
      expect: 'Its lines, as they come. Ctrl+C ends the reading, not the copy.',
      otherwise: [['No such file', 'It was never started here.']],
    },
    stop: {
      title: 'Only to stop it',
      phase: 'resume',
      ifNeeded: true,
      expect: '`STOPPED`, and its id. What has come stays.',
      otherwise: [['NOT RUNNING', 'It has ended before.']],
    },
    again: {
      title: 'After a restart of the NAS, or a stop: start it again',
      phase: 'resume',
      ifNeeded: true,
      expect: '`STARTED`, and its id. It goes on where it stopped. Log in first, as above.',
      otherwise: [['RUNNING ALREADY', 'It runs: nothing has to be done.']],
    },
  },
  /** What may be seen besides, in steps that others have too. */
  more: {
    key: [
      [
        'Could not create directory, Saving key … failed',
        'Your account on the NAS has no home folder, or may not write in it. On a Synology, enable the user home service; then log in again.',
      ],
    ],
    folder: [
      [
        'ls: … No such file or directory',
        'There is no shared folder of this name. Shared folders are at `/volume1/NAME` on a Synology, at `/share/NAME` on one of QNAP: look with `ls`.',
        '',
        { text: '^ls: .*: No such file or directory$', then: 'stop', seen: 'busybox 1.35, GNU 9.1' },
      ],
    ],
    folderExpect: 'The shared folder, and nothing else: the destination is in it now.',
  } satisfies Record<string, StepText['otherwise'] | string>,
  notices: {
    untried:
      'Not run on a NAS: every line was run with the programs of busybox and its sh, which such computers have. A step shows first whether yours are enough.',
    script:
      'The NAS fetches by itself, and needs no other computer that stays on. The commands whose place is “NAS, by the script” are what the script does there: save it, put it on the NAS, and start it. You need not type them.',
    key: 'A script in the background cannot ask for your password, so a key comes first. It is made on the NAS, whose administrators can use it.',
    noKeys:
      'The storage server takes no keys, and a NAS has no session that stays open for a password: leave the window open until each of these commands has ended.',
    access:
      'Owners and permissions of the facility are not kept: who may read the copy follows from the shared folder. Where somebody of your lab cannot open it, set that in File Station, for this folder and all in it.',
    elsewhere:
      '{destination} is neither below /volume1 or another volume, as on a Synology, nor below /share, as on one of QNAP. Make sure that it is on a volume.',
  },
} as const satisfies Tables & Record<string, unknown>;

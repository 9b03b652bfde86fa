/** The table of outcomes, held to what programs really printed. Each case names the program that did. */
import { describe, expect, test } from 'vitest';
import { rsyncOutcomes } from '../../../../../src/generator/steps/rsync-copy/outcomes.ts';
import { tables as troubleshooting } from '../../../../../src/generator/methods/troubleshooting/tables.ts';
import type { OutcomeRow } from '../../../../../src/generator/step.ts';

const rows: readonly OutcomeRow[] = [...rsyncOutcomes.disk, ...rsyncOutcomes.reach];

/** The first row that fits, as a script finds it. */
function find(code: number, said: string): string | undefined {
  return rows.find(
    ([, , , signs]) =>
      (!signs?.codes || signs.codes.includes(code)) && (!signs?.text || new RegExp(signs.text, 'm').test(said)),
  )?.[0];
}

const refused = 'jdoe@storage.example.edu: Permission denied (publickey,password).\r\n';
const closed = 'rsync: connection unexpectedly closed (0 bytes received so far) [Receiver]\n';

const full = 'No space left on device, quota exceeded';
const away = 'Host is down, Stale file handle';
const readOnly = 'mkdir, mkstemp … Permission denied, Read-only file system';
const locked = 'mkdir, mkstemp … Operation not permitted';
const notFolder = 'code 3, Not a directory';
const misspelt = 'link_stat, change_dir … No such file or directory';
const owner = 'chown, chgrp … failed';
const attributes = 'chown, chgrp, symlink, mknod … failed';
const nameRefused = 'mkstemp … Invalid argument, File name too long, Illegal byte sequence';
const partial = 'send_files failed to open, opendir, code 23';
const inTheWay = 'could not make way for, Directory not empty';
const notUnderstood = 'code 1, code 4, unknown option, unrecognized option';
const keyChanged = 'REMOTE HOST IDENTIFICATION HAS CHANGED, Host key verification failed';
const denied = 'Permission denied (publickey';
const tooManyKeys = 'Too many authentication failures';
const unclean = 'is your shell clean?, unexpected tag';
const missing = 'rsync: command not found, rsync: not found';
const broke = 'code 12, code 255, Broken pipe, unexpected end of file';

test.each<[program: string, code: number, said: string, outcome: string]>([
  [
    'rsync 3.5.0',
    11,
    'rsync: [receiver] write failed on "/d/a.eer": No space left on device (28)\nrsync error: error in file IO (code 11) at receiver.c(657) [receiver=3.5.0]\n',
    full,
  ],
  [
    'rsync 3.5.0, quota on btrfs',
    11,
    'rsync: [receiver] write failed on "/d/a.eer": Disk quota exceeded (122)\n',
    full,
  ],
  [
    'rsync 3.2.7 on cifs',
    11,
    'rsync: [receiver] close failed on "/d/.a.eer.XyZ123": No space left on device (28)\n',
    full,
  ],
  [
    'rsync 2.6.9',
    12,
    'rsync: write failed on "/d/a.eer": No space left on device (28)\nrsync error: error in file IO (code 11) at receiver.c(268) [receiver=2.6.9]\nrsync error: error in rsync protocol data stream (code 12)\n',
    full,
  ],
  [
    'openrsync 182',
    10,
    'rsync(12922): error: .FoilHole_2.eer.pQuRloycxm: short write\nrsync(12922): error: .FoilHole_2.eer.pQuRloycxm: write: No space left on device\n',
    full,
  ],
  ['openrsync 182, local', 1, 'rsync(12922): error: .a.eer.pQuRloycxm: write: No space left on device\n', full],
  [
    'rsync 3.5.0',
    3,
    'refusing to follow a symlink owned by an untrusted user; use --insecure-links locally or\nrsync: [Receiver] change_dir#1 "/l/d" failed: Too many levels of symbolic links (40)\n',
    'refusing to follow a symlink',
  ],
  [
    'rsync 3.2.7 on cifs',
    11,
    'rsync: [receiver] close failed on "/d/.big.eer.ab12cd": Host is down (112)\nrsync error: error in file IO (code 11)\n',
    away,
  ],
  [
    'rsync 3.5.0',
    11,
    'rsync: [Receiver] mkdir "/d/GRID1" failed: Permission denied (13)\nrsync error: error in file IO (code 11) at main.c(800) [Receiver=3.5.0]\n',
    readOnly,
  ],
  ['openrsync 182', 12, "rsync(6105): error: mkstempat: 'b/.y.eer.wphcNaF24G': Permission denied\n", readOnly],
  [
    'rsync 3.5.0, chattr +i',
    11,
    'rsync: [Receiver] mkdir "/d/x" failed: Operation not permitted (1)\nrsync error: error in file IO (code 11) at main.c(808) [Receiver=3.5.0]\n',
    locked,
  ],
  [
    'rsync 3.5.0, chattr +i',
    23,
    'rsync: [receiver] mkstemp "/d/.a.eer.U5FJPU" failed: Operation not permitted (1)\n',
    locked,
  ],
  ['rsync 3.2.7, mount ro', 11, 'rsync: [Receiver] mkdir "/d/sub" failed: Read-only file system (30)\n', readOnly],
  ['openrsync 182', 11, 'rsync: /srv/data/GRID1/: mkpath: Not a directory\n', notFolder],
  ['rsync 3.5.0', 3, 'rsync: [Receiver] ERROR: cannot stat destination "/d/x": Not a directory (20)\n', 'code 3'],
  [
    'rsync 3.5.0',
    24,
    'file has vanished: "/data/a.eer"\nrsync warning: some files vanished before they could be transferred (code 24) at main.c(1) [generator=3.5.0]\n',
    'code 24, vanished',
  ],
  ['openrsync 182', 24, 'file has vanished: "/data/a.eer"\n', 'code 24, vanished'],
  [
    'rsync 3.5.0',
    23,
    'rsync: [sender] change_dir "/data/x" failed: No such file or directory (2)\nrsync error: some files/attrs were not transferred (see previous errors) (code 23)\n',
    misspelt,
  ],
  [
    'openrsync 182',
    23,
    'rsync: [sender] change_dir "/data/x" failed: No such file or directory (2)\nrsync(30473): warning: receiver has empty file list: exiting\n',
    misspelt,
  ],
  [
    'rsync 3.5.0 -L',
    23,
    'symlink has no referent: "/data/x/ref.mrc"\nrsync error: some files/attrs were not transferred (see previous errors) (code 23)\n',
    'symlink has no referent',
  ],
  [
    'rsync 3.2.7 on cifs, read here',
    23,
    'rsync: [receiver] rename "/d/.r.eer.AbCdEf" -> "r.eer": Permission denied (13)\nrsync: [receiver] mkstemp "/d/x/.a.eer.AbCdEf" failed: Permission denied (13)\n',
    'rename … Permission denied',
  ],
  [
    'rsync 3.5.0 on exFAT',
    23,
    'rsync: [receiver] chown "/d/.a.eer.AbCdEf" failed: Operation not permitted (1)\n',
    owner,
  ],
  [
    'rsync 3.2.7 on cifs',
    23,
    'rsync: [generator] symlink "/d/rel" -> "f" failed: Operation not supported (95)\n',
    attributes,
  ],
  [
    'rsync 3.5.0 on exFAT, user',
    23,
    'rsync: [generator] symlink "/d/l" -> "f" failed: Function not implemented (38)\n',
    attributes,
  ],
  [
    'rsync 3.5.0',
    23,
    'rsync: [sender] read errors mapping "/data/a.eer": Input/output error (5)\n',
    'Input/output error',
  ],
  [
    'rsync 3.5.0 on exFAT by FUSE',
    23,
    'rsync: [receiver] mkstemp "/d/.t12:30.eer.AbCdEf" failed: No such file or directory (2)\n',
    nameRefused,
  ],
  [
    'rsync 3.5.0',
    23,
    'could not make way for new regular file: movies/a.eer\nrsync error: some files/attrs were not transferred (see previous errors) (code 23)\n',
    inTheWay,
  ],
  [
    'rsync 3.5.0 on exFAT',
    23,
    'rsync: [receiver] mkstemp "/d/.t12:30.eer.AbCdEf" failed: Invalid argument (22)\n',
    nameRefused,
  ],
  [
    'rsync 3.2.7 on cifs',
    23,
    'rsync: [generator] recv_generator: failed to stat "/d/a\\#134b.eer": Invalid argument (22)\n',
    nameRefused,
  ],
  ['openrsync 182', 23, 'rsync(14650): error: raw.eer: fstatat: Illegal byte sequence\n', nameRefused],
  [
    'rsync 3.5.0',
    23,
    'rsync: [sender] send_files failed to open "/data/a.eer": Permission denied (13)\nrsync error: some files/attrs were not transferred (see previous errors) (code 23)\n',
    partial,
  ],
  ['openrsync 182', 23, 'rsync: [sender] opendir "/data/x/movies" failed: Permission denied (13)\n', partial],
  [
    'rsync 3.5.0',
    1,
    'rsync: --nonsense: unknown option\nrsync error: syntax or usage error (code 1) at main.c(1) [client=3.5.0]\n',
    notUnderstood,
  ],
  ['openrsync 182', 1, "rsync: unrecognized option `--info=progress2'\n", notUnderstood],
  ['rsync 3.5.0', 20, 'rsync error: received SIGINT, SIGTERM, or SIGHUP (code 20) at rsync.c(1)\n', 'code 20, Killed'],
  [
    'OpenSSH 9.2',
    255,
    '@@@@@@@@@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n@@@@@@@@@@@\r\nHost key verification failed.\r\n',
    keyChanged,
  ],
  [
    'OpenSSH 9.2',
    12,
    `WARNING: Your password has expired.\nPassword change required but no TTY available.\n${closed}`,
    'your password has expired, Password change required',
  ],
  ['OpenSSH 9.2', 255, refused, denied],
  [
    'OpenSSH 9.2',
    12,
    `Received disconnect from 192.0.2.1 port 22:2: Too many authentication failures\r\n${closed}`,
    tooManyKeys,
  ],
  [
    'OpenSSH 9.2',
    255,
    'Cannot execute command-line and remote command.\r\n',
    'Cannot execute command-line and remote command',
  ],
  [
    'OpenSSH 9.2',
    255,
    'Bad owner or permissions on /home/jdoe/.ssh/config\r\n',
    'Bad owner or permissions, Bad configuration option',
  ],
  [
    'OpenSSH 9.2',
    12,
    `/home/jdoe/.ssh/config: line 2: Bad configuration option: usekeychain\r\n/home/jdoe/.ssh/config: terminating, 1 bad configuration options\r\n${closed}`,
    'Bad owner or permissions, Bad configuration option',
  ],
  [
    'OpenSSH 9.2',
    12,
    `Unable to negotiate with 192.0.2.1 port 22: no matching host key type found. Their offer: ssh-rsa,ssh-dss\r\n${closed}`,
    'no matching host key type found, Unable to negotiate',
  ],
  [
    'OpenSSH 9.2',
    255,
    `Corrupted MAC on input.\r\nssh_dispatch_run_fatal: Connection to 192.0.2.1 port 22: message authentication code incorrect\r\n${closed}`,
    'Corrupted MAC on input, message authentication code incorrect',
  ],
  [
    'OpenSSH 9.2',
    255,
    'ssh: Could not resolve hostname x.example.edu: Name or service not known\r\n',
    'Could not resolve hostname',
  ],
  [
    'rsync 3.5.0',
    2,
    'protocol version mismatch -- is your shell clean?\n(see the rsync manpage for an explanation)\nrsync error: protocol incompatibility (code 2)\n',
    unclean,
  ],
  ['openrsync 182', 12, 'rsync(6584): error: unexpected tag 109 (0x74206f74), len 2125684\n', unclean],
  [
    'bash 5.2, rsync 3.5.0',
    12,
    `bash: line 1: rsync: command not found\n${closed}rsync error: error in rsync protocol data stream (code 12) at io.c(285) [Receiver=3.5.0]\n`,
    missing,
  ],
  [
    'dash 0.5, rsync 3.5.0',
    127,
    `sh: 1: rsync: not found\n${closed}rsync error: remote command not found (code 127) at io.c(285) [Receiver=3.5.0]\n`,
    missing,
  ],
  ['fish 3.6', 127, 'fish: Unknown command: rsync\n', missing],
  ['zsh 5.9', 127, 'zsh:1: command not found: rsync\n', missing],
  ['tcsh 6.24', 12, 'rsync: Command not found.\n', missing],
  [
    'rsync 3.5.0',
    12,
    'rsync: connection unexpectedly closed (200 bytes received so far) [receiver]\nrsync error: error in rsync protocol data stream (code 12)\n',
    broke,
  ],
  ['OpenSSH 9.2', 255, 'Timeout, server 192.0.2.1 not responding.\r\n', broke],
  ['openrsync 182, ssh killed', 16, 'rsync(1579): error: unexpected end of file\n', broke],
  // What a server greets with is no line of ssh or rsync.
  [
    'a banner, then a cut',
    255,
    'Too many authentication failures lock your account.\nPermission denied (to others)\nrsync: command not found? Ask us.\n',
    broke,
  ],
])('%s, code %i', (_, code, said, outcome) => {
  expect(find(code, said)).toBe(outcome);
});

test('what nobody knows has no meaning', () => {
  expect(find(99, 'nobody knows\n')).toBeUndefined();
});

describe('each row', () => {
  test.each(rows.map((row) => [row[0], row] as const))(
    '%s: leads to an entry that has its text',
    (see, [, , help, signs]) => {
      const entries: Readonly<Record<string, { readonly title: string }>> = troubleshooting.steps;
      const title = entries[help ?? '']?.title ?? '';
      const known = see.split(', ').some((piece) => piece.split(' … ').every((part) => title.includes(part)));
      expect(known, `${see} → ${help ?? ''}: ${title}`).toBe(true);
      expect(signs?.codes?.length).toBeGreaterThan(0);
      expect(signs?.seen).toMatch(/\d/);
    },
  );
});

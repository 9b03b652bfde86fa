/**
 * What people paste: whole blocks, with what stands before and after them, as a terminal, a mail or a chat hands them
 * on.
 */
import { describe, expect, it, test } from 'vitest';
import { tables } from '../../../../src/generator/methods/troubleshooting/tables.ts';
import { explainSeen } from '../../../../src/generator/seen/explain-seen.ts';
import type { Explanation } from '../../../../src/generator/seen/explain-seen.ts';
import { seenTables } from '../../../../src/generator/seen/tables.ts';
import { readSeenTexts } from '../../../rigs/seen-texts.ts';

const explain = (text: string): Explanation => explainSeen(text, tables.steps, seenTables);
const idsOf = (text: string): string[] => explain(text).found.map(({ id }) => id);

const code12 = `rsync: connection unexpectedly closed (0 bytes received so far) [Receiver]
rsync error: error in rsync protocol data stream (code 12) at io.c(285) [Receiver=3.5.0]`;
const code255 = `rsync: connection unexpectedly closed (0 bytes received so far) [Receiver]
rsync error: unexplained error (code 255) at io.c(285) [Receiver=3.2.7]`;
const code23 =
  'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1865) [generator=3.2.7]';

const blocks: readonly (readonly [name: string, first: string, text: string])[] = [
  [
    'the warning of a changed host key',
    'host-key-changed',
    `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
It is also possible that a host key has just been changed.
The fingerprint for the ED25519 key sent by the remote host is
SHA256:4fJ0m3mYy5vX0qJb8cXvS4xQv7u0Q1w2e3r4t5y6u7i.
Please contact your system administrator.
Add correct host key in /home/mmiller/.ssh/known_hosts to get rid of this message.
Offending ED25519 key in /home/mmiller/.ssh/known_hosts:17
  remove with:
  ssh-keygen -f "/home/mmiller/.ssh/known_hosts" -R "cryo.example.org"
Host key for cryo.example.org has changed and you have requested strict checking.
Host key verification failed.
${code255}`,
  ],
  [
    'a host key that nobody has confirmed',
    'host-key-unknown',
    `The authenticity of host 'cryo.example.org (10.1.2.3)' can't be established.
ED25519 key fingerprint is SHA256:4fJ0m3mYy5vX0qJb8cXvS4xQv7u0Q1w2e3r4t5y6u7i.
This key is not known by any other names.
Are you sure you want to continue connecting (yes/no/[fingerprint])? no
Host key verification failed.`,
  ],
  [
    'a host key of a kind that is too old',
    'no-common-method',
    `Unable to negotiate with 10.1.2.3 port 22: no matching host key type found. Their offer: ssh-rsa,ssh-dss\n${code255}`,
  ],
  [
    'settings of ssh that are not safe',
    'ssh-permissions',
    `Bad owner or permissions on /home/x/.ssh/config\n${code255}`,
  ],
  ['the same on Windows', 'ssh-permissions', String.raw`Bad owner or permissions on C:\\Users\\mm/.ssh/config`],
  [
    'settings of ssh that are wrong',
    'ssh-settings',
    `/home/x/.ssh/config: line 7: Bad configuration option: usekeychain\n/home/x/.ssh/config: terminating, 1 bad configuration options`,
  ],
  [
    'a key that others may read',
    'ssh-permissions',
    `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
Permissions 0644 for '/home/mmiller/.ssh/id_ed25519' are too open.
It is required that your private key files are NOT accessible by others.
This private key will be ignored.
Load key "/home/mmiller/.ssh/id_ed25519": bad permissions
mmiller@cryo.example.org: Permission denied (publickey,password).
${code12}`,
  ],
  [
    'a key that is broken',
    'key-unusable',
    `Load key "/home/x/.ssh/id_rsa": error in libcrypto\nx@h: Permission denied (publickey).`,
  ],
  [
    'a login that is refused',
    'permission-denied',
    `Warning: Permanently added 'cryo.example.org' (ED25519) to the list of known hosts.\nmm@cryo.example.org: Permission denied (publickey,password).\n${code255}`,
  ],
  [
    'bytes that were changed',
    'changed-on-the-way',
    `Corrupted MAC on input.\nssh_dispatch_run_fatal: Connection to 10.1.2.3 port 22: message authentication code incorrect\n${code12}`,
  ],
  [
    'the post-quantum warning alone',
    'harmless',
    `** WARNING: connection is not using a post-quantum key exchange algorithm.
** This session may be vulnerable to "store now, decrypt later" attacks.
** The server may need to be upgraded. See https://openssh.com/pq.html`,
  ],
  [
    'the post-quantum warning before a login that is refused',
    'permission-denied',
    `** WARNING: connection is not using a post-quantum key exchange algorithm.
** This session may be vulnerable to "store now, decrypt later" attacks.
** The server may need to be upgraded. See https://openssh.com/pq.html
mm@cryo.example.org's password:
Permission denied, please try again.`,
  ],
  [
    'a password that has expired',
    'password-expired',
    `WARNING: Your password has expired.\nPassword change required but no TTY available.\n${code12}`,
  ],
  [
    'too many logins',
    'turned-away',
    `kex_exchange_identification: read: Connection reset by peer\nConnection reset by 10.1.2.3 port 22\n${code255}`,
  ],
  [
    'a jump host that is not there',
    'connection-refused',
    'ssh: connect to host 10.1.2.3 port 22: Connection refused\nkex_exchange_identification: Connection closed by remote host\nConnection closed by UNKNOWN port 65535',
  ],
  ['a terminal that tmux does not know', 'unknown-terminal', 'missing or unsuitable terminal: xterm-kitty'],
  ['a terminal that tmux cannot use', 'unknown-terminal', 'open terminal failed: not a terminal'],
  ['a terminal that clear does not know', 'unknown-terminal', `'xterm-ghostty': unknown terminal type.`],
  ['a session that is there', 'duplicate-session', 'duplicate session: krios-GRID1-4x32'],
  [
    'a session that was killed',
    'dead-session',
    `There is a screen on:
	32378.krios-GRID1-4x32	(11/29/26 16:35:11)	(Dead ???)
Remove dead screens with 'screen -wipe'.
There is no screen to be detached matching krios-GRID1-4x32.`,
  ],
  ['another tmux', 'tmux-replaced', 'protocol version mismatch (client 8, server 7)'],
  ['no folder for sessions', 'no-screen-folder', `Cannot make directory '/run/screen': Permission denied`],
  ['a folder for sessions that is closed', 'no-screen-folder', `Directory '/var/run/screen' must have mode 777.`],
  [
    'another rsync, or text',
    'unclean-shell',
    `protocol version mismatch -- is your shell clean?\n(see the rsync manpage for an explanation)\nrsync error: protocol incompatibility (code 2) at compat.c(625) [Receiver=3.5.0]`,
  ],
  [
    'WSL behind a VPN',
    'host-unknown',
    `ssh: Could not resolve hostname cryo.example.org: Temporary failure in name resolution\n${code255}`,
  ],
  [
    'privacy on a Mac',
    'mac-privacy',
    `rsync: opendir "/Users/mm/Downloads" failed: Operation not permitted (1)\nrsync error: some files could not be transferred (code 23) at main.c(996) [sender=2.6.9]`,
  ],
  [
    'privacy on a newer Mac',
    'mac-privacy',
    `rsync(14847): warning: /Volumes/CRYO/GRID1: unreadable directory: Operation not permitted`,
  ],
  [
    'owners on a NAS',
    'no-attributes',
    `rsync: [generator] chgrp "/mnt/nas/GRID1/a" failed: Operation not permitted (1)\nrsync: [receiver] chgrp "/mnt/nas/GRID1/.a.eer.XyZabc" failed: Operation not permitted (1)\n${code23}`,
  ],
  [
    'owners, and then a full disk',
    'disk-full',
    `rsync: [generator] chown "/mnt/nas/a" failed: Operation not permitted (1)\nrsync: [receiver] write failed on "/mnt/nas/b.eer": No space left on device (28)\nrsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.2.7]`,
  ],
  [
    'a disk that fails',
    'disk-fails',
    `rsync: [receiver] write failed on "/mnt/d/b.eer": Input/output error (5)\nrsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.2.7]`,
  ],
  [
    'a disk that is full',
    'disk-full',
    `rsync: [receiver] write failed on "/mnt/d/b.eer": No space left on device (28)\nrsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.2.7]`,
  ],
  [
    'a network drive that was away',
    'drive-away',
    `rsync: [receiver] close failed on "/mnt/d/.b.eer.ab12cd": Host is down (112)\nrsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.2.7]`,
  ],
  ...['Stale file handle (116)', 'Transport endpoint is not connected (107)', 'Device not configured (6)'].map(
    (reason) =>
      [
        `a drive that went away: ${reason}`,
        'drive-away',
        `rsync: [receiver] write failed on "/mnt/d/b.eer": ${reason}\nrsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.2.7]`,
      ] as const,
  ),
  [
    'a disk of Windows, to which Linux makes no links',
    'no-attributes',
    `rsync: [generator] symlink "/mnt/d/gain" -> "b.eer" failed: Operation not permitted (1)\n${code23}`,
  ],
  [
    'a name that the disk cannot have',
    'name-refused',
    `rsync: [receiver] mkstemp "/mnt/d/.10:30.eer.AbCdEf" failed: Invalid argument (22)\n${code23}`,
  ],
  [
    'a folder here that is not there',
    'read-only',
    `rsync: [Receiver] mkdir "/srv/a/b" failed: No such file or directory (2)\nrsync error: error in file IO (code 11) at main.c(808) [Receiver=3.5.0]`,
  ],
  [
    'a folder there that is not there',
    'no-such-folder',
    `rsync: [sender] change_dir "/data/x" failed: No such file or directory (2)\n${code23}`,
  ],
  [
    'a program that is not there',
    'command-not-found',
    'rsync: [Receiver] Failed to exec ssh: No such file or directory (2)\nrsync error: error in IPC code (code 14) at pipe.c(85) [Receiver=3.5.0]',
  ],
  [
    'a file there that may not be read',
    'partial-transfer',
    `rsync: [sender] send_files failed to open "/data/a.eer": Permission denied (13)\n${code23}`,
  ],
  [
    'a folder here that may not be written to',
    'read-only',
    `rsync: [receiver] mkstemp "/srv/.a.eer.AbCdEf" failed: Permission denied (13)\n${code23}`,
  ],
  [
    'images that are deleted',
    'vanished',
    `file has vanished: "/data/a.eer"\nrsync warning: some files vanished before they could be transferred (code 24) at main.c(1889) [generator=3.2.7]`,
  ],
  ['a copy by scp that breaks', 'connection-lost', 'lost connection'],
  [
    'a folder for scp',
    'link-passed-over',
    'scp: download /data/x/lnk: not a regular file\nscp: Download of file /data/x/lnk to ./x/lnk failed',
  ],
  [
    'a longer file here',
    'larger-here',
    'Resuming /data/x/a.eer to a.eer\nUnable to resume download of "a.eer": local file is larger than remote',
  ],
  [
    'text in the way of sftp',
    'unclean-shell',
    'Received message too long 1466723951\nEnsure the remote shell produces no output for non-interactive sessions.',
  ],
  ['Nushell', 'other-shell', `Error: nu::parser::unclosed_delimiter\n\n  x Unclosed delimiter.`],
  [
    'Elvish',
    'other-shell',
    `Parse error: string not terminated\n  code from [tty 1]:1:36: mkdir -p '/srv/O'\\''Brien grid (2)'`,
  ],
  ['Elvish, in colours', 'other-shell', `Parse error: \u001b[31;1mstring not terminated\u001b[m`],
  [
    'xonsh',
    'other-shell',
    `xonsh: For full traceback set: $XONSH_SHOW_TRACEBACK = True\nxonsh: subprocess mode: command not found: caffeinate`,
  ],
  [
    'PowerShell',
    'windows-shell',
    `rsync : The term 'rsync' is not recognized as the name of a cmdlet, function, script file, or operable program.\nAt line:1 char:1\n    + CategoryInfo          : ObjectNotFound: (rsync:String) [], CommandNotFoundException`,
  ],
  [
    'a script of Windows',
    'line-ends',
    "get-GRID1.sh: line 2: $'\\r': command not found\nget-GRID1.sh: line 6: syntax error: unexpected end of file",
  ],
  [
    'a folder that is gone',
    'folder-gone',
    'rsync: [Receiver] getcwd(): No such file or directory (2)\nrsync error: errors selecting input/output files, dirs (code 3) at util1.c(1226) [Receiver=3.5.0]',
  ],
  [
    'Globus, a path',
    'globus-path',
    '550-GlobusError: v=1 c=PATH_NOT_FOUND\n550-GridFTP-Errno: 2\n550-GridFTP-Reason: System error in stat\n550-GridFTP-Error-String: No such file or directory\n550 End.',
  ],
  [
    'Globus, an identity',
    'globus-login-denied',
    `Command Failed: Error (login)
Message: Login Failed
---
Details: 530-Login incorrect. : GlobusError: v=1 c=LOGIN_DENIED\\r\\n530-GridFTP-Message: None of your identities are from domains allowed by resource policies`,
  ],
  [
    'Globus, a collection',
    'globus-no-collection',
    'Globus CLI Error: A Transfer API Error Occurred.\nHTTP status:      404\ncode:             EndpointNotFound\nmessage:          No such endpoint',
  ],
  [
    'AWS, a login that is over',
    'aws-sso',
    'Error when retrieving token from sso: Token has expired and refresh failed',
  ],
  [
    'AWS, what is not allowed',
    'aws-access-denied',
    'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden',
  ],
  [
    'AWS, what is not there',
    'aws-no-such-bucket',
    'fatal error: An error occurred (404) when calling the HeadObject operation: Key "x" does not exist',
  ],
  [
    'AWS, no answer',
    'aws-unreachable',
    'download failed: s3://b/x to ./x Connection was closed before we received a valid response from endpoint URL: "https://b.s3.amazonaws.com/x".',
  ],
];

/** Breaks lines at the edge of a window, in the middle of a word too. */
const wrap = (text: string): string => text.replace(/(.{80})(?=.)/g, '$1\n');
const handedOn: readonly (readonly [how: string, change: (text: string) => string])[] = [
  ['as it stands', (text) => text],
  ['from Windows', (text) => text.replaceAll('\n', '\r\n')],
  ['from a window of 80 columns', wrap],
  ['from a window of 43 columns', (text) => text.replace(/(.{43})(?=.)/g, '$1\n')],
  [
    'by a chat',
    (text) =>
      text
        .replace(/(^|\s)'/gm, '$1‘')
        .replaceAll("'", '’')
        .replace(/(^|\s)"/gm, '$1“')
        .replaceAll('"', '”')
        .replaceAll('--', '—'),
  ],
  ['in the answer to a mail', (text) => text.replace(/^/gm, '> ')],
  [
    'between prompts',
    (text) =>
      `jdoe@lab-server:/srv/data$ rsync -a -P --partial-dir=.rsync-partial --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@cryo.example.org:/data/lab/GRID1/ /srv/data/GRID1/\n${text}\njdoe@lab-server:/srv/data$ `,
  ],
];

describe.each(handedOn)('a block %s', (_, change) => {
  it.each(blocks)('leads to what explains %s', (_name, first, text) => {
    expect(idsOf(change(text))[0]).toBe(first);
  });
});

describe('a text of two programs', () => {
  test.each([
    ['protocol version mismatch (client 8, server 7)', ['tmux-replaced']],
    ['protocol version mismatch -- is your shell clean?', ['unclean-shell']],
    ['rsync: opendir "/Users/mm/x" failed: Operation not permitted (1)', ['mac-privacy']],
    ['rsync: chown "/mnt/nas/x" failed: Operation not permitted (1)', ['no-attributes']],
    ['mm@cryo.example.org: Permission denied (publickey,password).', ['permission-denied']],
    ['rsync: [receiver] mkstemp "/srv/.a.eer.AbCdEf" failed: Permission denied (13)', ['read-only']],
    ['bash: line 1: rsync: command not found', ['rsync-missing']],
    ["bash: $'\\r': command not found", ['line-ends']],
    ['Could not chdir to home directory /home/mm: No such file or directory', ['harmless']],
    ["exec on '': No such file or directory", ['command-not-found']],
    ['Connection timed out during banner exchange', ['connection-refused']],
  ])('is told apart by what stands beside it: %s', (text, ids) => {
    expect(idsOf(text)).toEqual(ids);
  });
});

test('what follows from an error comes behind it', () => {
  expect(idsOf(`mm@cryo.example.org: Permission denied (publickey).\n${code255}`)).toEqual([
    'permission-denied',
    'connection-lost',
  ]);
});

test('a text that is no error has no entry', () => {
  const shown = `sending incremental file list\nmovies/\nmovies/FoilHole_1.eer\n    734,003,200 100%  110.23MB/s    0:00:06 (xfr#1, to-chk=0/3)\nNumber of files: 3\nUnmatched data: 0 B\ntotal size is 734,003,200  speedup is 1.00\n`;
  expect(idsOf(shown)).toEqual([]);
  for (const typed of ['', 'screen', 'GRID1', 'code 123456', 'cd /data', 'chown']) expect(idsOf(typed)).toEqual([]);
});

test('a long text is read at once', () => {
  expect(idsOf('rsync: chown mkdir opendir Load key '.repeat(3000))).toEqual([]);
});

describe.each(['tried-before', 'gathered'] as const)('of the texts %s', (file) => {
  const texts = readSeenTexts(file);

  it.each(texts.filter(({ expected }) => !expected.startsWith('not ')))(
    '$expected is what explains that of $source',
    ({ expected, isOpen, text }) => {
      const { certainty, entries } = explain(text);
      expect({ certainty, first: entries[0]?.id }).toEqual({
        certainty: isOpen ? 'possible' : 'certain',
        first: expected,
      });
    },
  );

  it.each(texts.filter(({ expected }) => expected === 'not known'))('nothing explains that of $source', ({ text }) => {
    expect(explain(text)).toEqual({ certainty: 'unknown', entries: [], found: [] });
  });

  it.each(texts.filter(({ expected }) => expected === 'not certain'))(
    'nothing is certain about that of $source',
    ({ text }) => {
      expect(explain(text).certainty).not.toBe('certain');
    },
  );
});

describe('no entry is certain', () => {
  const certain = readSeenTexts('gathered').filter(({ expected, isOpen }) => !isOpen && !expected.startsWith('not '));

  it.each(certain)('beside a line of a program that we do not use: $source', ({ text }) => {
    expect(explain(`${text}\nfatal: Could not read from remote repository.`).certainty).not.toBe('certain');
  });
});

describe('the tables', () => {
  const texts = Object.values(tables.steps).flatMap(({ title }) =>
    [...title.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text),
  );

  it.each([...seenTables.shared, ...seenTables.after, seenTables.vague])(
    'speak of texts that are in titles: %s',
    (row) => {
      expect(texts.some((text) => new RegExp(`^(?:${row})$`).test(text))).toBe(true);
    },
  );

  it('name entries that there are', () => {
    const named = [...seenTables.minor, ...Object.entries(seenTables.follows).flat(2)];
    expect(named.filter((id) => !Object.hasOwn(tables.steps, id))).toEqual([]);
  });
});

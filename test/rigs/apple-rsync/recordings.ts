/**
 * What Apple's rsync has been seen to print, and how it ended. Data alone: play.ts acts by it, and a test holds play.ts
 * to it.
 *
 * How it was obtained: on 2026-11-29 from Apple's own sources (opensource, tags rsync-146.140.15, -170 and -182 of
 * openrsync, which are macOS 15.6, 26.0 and a later 26, and tag rsync-62 of Samba's 2.6.9, which is macOS 14), built on
 * Debian 12 for the occasion, as an account without root. Where both ends were not on one computer, the other end was
 * Debian's rsync 3.5.0. So kernel, file system and libc were not Apple's: "-nan%" may read "nan%" on a Mac, and numbers
 * of errors and some of their words differ there. The three of openrsync printed the same but for what is marked.
 *
 * Where numbers differ from run to run, such as bytes and speeds, a recording has "{...}".
 */

export const appleVersions = ['2.6.9', '146.140.15', '170', '182'] as const;
/** The rsync of macOS 11 to 15.3, then those of 15.6, 26.0 and a later 26. */
export type AppleVersion = (typeof appleVersions)[number];

/** openrsync is another program, and speaks otherwise. */
export type Kind = 'openrsync' | '2.6.9';

/** Whether the source is on another computer. */
export type Way = 'pull' | 'local';

export const kindOf = (version: AppleVersion): Kind => (version === '2.6.9' ? '2.6.9' : 'openrsync');

/** What `--version` prints. */
export const versionTexts = {
  openrsync: ['openrsync: protocol version 29', 'rsync version 2.6.9 compatible'],
  '2.6.9': [
    'rsync  version 2.6.9  protocol version 29',
    'Copyright (C) 1996-2006 by Andrew Tridgell, Wayne Davison, and others.',
  ],
} as const satisfies Record<Kind, readonly string[]>;

/** The long options that each knows; one with "=" takes a value. 2.6.9 also knows "--no-" of each. */
export const longOptions = {
  openrsync:
    '8-bit-output address= append archive backup backup-dir= block-size= blocking-io bwlimit= cache checksum checksum-seed= chmod= compare-dest= compress compress-level= contimeout= copy-dest= copy-dirlinks copy-links copy-unsafe-links cvs-exclude daemon del delay-updates delete delete-after delete-before delete-delay delete-during delete-excluded devices dirs dry-run exclude-from= exclude= executability existing extended-attributes files-from= filter= force from0 fuzzy group hard-links help human-readable ignore-errors ignore-existing ignore-non-existing ignore-times include-from= include= inplace ipv4 ipv6 itemize-changes keep-dirlinks link-dest= links list-only log-file-format= log-file= log-format= max-delete= max-size= min-size= modify-window= motd no-cache no-devices no-dirs no-g no-group no-implied-dirs no-l no-links no-motd no-o no-owner no-p no-partial no-perms no-progress no-r no-recursive no-relative no-specials no-super no-t no-times no-v no-verbose no-whole-file numeric-ids omit-dir-times one-file-system only-write-batch= out-format= owner partial partial-dir= password-file= perms port= print-flist-chunk-size progress protocol= prune-empty-dirs quiet read-batch= recursive relative remove-sent-files remove-source-files rsh= rsync-path= safe-links sender server size-only sockopts= sparse specials stats suffix= super syslog-trace temp-dir= timeout= times update verbose version whole-file write-batch=',
  '2.6.9':
    '8-bit-output address= append archive backup backup-dir backup-dir= block-size= blocking-io bwlimit= cache checksum chmod= compare-dest= compress compress-level= copy-dest= copy-dirlinks copy-links copy-unsafe-links cvs-exclude daemon del delay-updates delete delete-after delete-before delete-during delete-excluded devices dirs dry-run exclude-from= exclude= executability existing files-from= filter= force from0 fuzzy group hard-links help human-readable ignore-errors ignore-existing ignore-times include-from= include= inplace ipv4 ipv6 itemize-changes keep-dirlinks link-dest= links list-only log-file-format= log-file= max-delete= max-size= min-size= modify-window= no-implied-dirs no-motd numeric-ids omit-dir-times one-file-system only-write-batch= out-format= owner partial partial-dir= password-file= perms port= progress protocol= prune-empty-dirs quiet read-batch= recursive relative remove-source-files rsh= rsync-path= safe-links size-only sockopts= sparse specials stats suffix suffix= super temp-dir= timeout= times update verbose version whole-file write-batch write-batch=',
} as const satisfies Record<Kind, string>;

/** What is said of an option that is unknown; the usage text of openrsync after it is left out. Code 1. */
export const refusals = {
  openrsync: ["rsync: unrecognized option '{option}'"],
  '2.6.9': [
    'rsync: {option}: unknown option',
    'rsync error: syntax or usage error (code 1) at main.c(1337) [client=2.6.9]',
  ],
} as const satisfies Record<Kind, readonly string[]>;

const openTotals = [
  'Number of files: {files}',
  'Number of files transferred: {transferred}',
  'Total file size: {size} B',
  'Total transferred file size: {transferredSize} B',
  'Unmatched data: {literal} B',
  'Matched data: {matched} B',
  'File list size: {list} B',
] as const;
const openEnd = [
  '',
  'sent {sent} bytes  received {received} bytes  {speed} bytes/sec',
  'total size is {size}  speedup is {speedup}',
] as const;
const sambaEnd = [
  '',
  'sent {sent} bytes  received {received} bytes  {speed}.00 bytes/sec',
  'total size is {size}  speedup is {speedup}',
] as const;
const sambaTotals = [
  '',
  'Number of files: {files}',
  'Number of files transferred: {transferred}',
  'Total file size: {size} bytes',
  'Total transferred file size: {transferredSize} bytes',
  'Literal data: {literal} bytes',
  'Matched data: {matched} bytes',
  'File list size: {list}',
  'File list generation time: 0.001 seconds',
  'File list transfer time: 0.000 seconds',
  'Total bytes sent: {sent}',
  'Total bytes received: {received}',
] as const;

/**
 * The summary of `--stats`. The side of openrsync that receives prints its numbers after `total size is`, the one that
 * sends before it.
 */
export const summaries = {
  openrsync: {
    pull: [...openEnd, ...openTotals, 'Total sent: {sent} B', 'Total received: {received} B'],
    local: [
      ...openTotals,
      'File list generation time: 0.003 seconds',
      'File list transfer time: 0.003 seconds',
      'Total sent: {sent} B',
      'Total received: {received} B',
      ...openEnd,
    ],
  },
  '2.6.9': { pull: [...sambaTotals, ...sambaEnd], local: [...sambaTotals, ...sambaEnd] },
} as const satisfies Record<Kind, Record<Way, readonly string[]>>;

/** What begins a copy with `-v` or `-P`. */
export const beginnings = {
  openrsync: { verbose: ['Transfer starting: {files}'], progress: [] },
  '2.6.9': {
    verbose: ['receiving file list ... done'],
    progress: ['{list} file list ... ', '{files} to consider'],
  },
} as const satisfies Record<Kind, Record<'verbose' | 'progress', readonly string[]>>;

/** The end of a run that went to its end, but not for all. openrsync prints no codes. */
export const lastLines = {
  23: {
    pull: 'rsync error: some files could not be transferred (code 23) at main.c(1404) [{role}=2.6.9]',
    local: 'rsync error: some files could not be transferred (code 23) at main.c(996) [sender=2.6.9]',
  },
  // On standard output, as nothing else of this kind.
  24: {
    pull: 'rsync warning: some files vanished before they could be transferred (code 24) at main.c(1404) [generator=2.6.9]',
    local:
      'rsync warning: some files vanished before they could be transferred (code 24) at main.c(996) [sender=2.6.9]',
  },
} as const;

/** What can end a run before its end. */
export type Cause =
  | 'disk full'
  | 'file too large'
  | 'destination is no folder'
  | 'destination cannot be made'
  | 'destination cannot be entered'
  | 'times refused'
  | 'permissions refused'
  | 'links refused'
  | 'folder cannot be written in'
  | 'no connection'
  | 'connection lost'
  | 'ssh killed'
  | 'rsync missing'
  | 'text before'
  | 'collection not found'
  | 'option unknown'
  | 'interrupted'
  | 'killed';

export interface Failure {
  readonly cause: Cause;
  readonly by: Kind;
  readonly way: Way;
  /** Left out: the larger of 1 and that of ssh. */
  readonly code?: number;
  /** Standard error, after what the other end and ssh have said. */
  readonly said: readonly string[];
  /** Whether a summary is on standard output all the same. */
  readonly summary?: true;
  /** What lies beside the file that was on its way, in the folder of it. */
  readonly leaves?: string;
  /** How often, if not each time, and what else there is to know. */
  readonly seen?: string;
}

/** Why the system refused, where a failure leaves that open: the first that was seen. */
export const reasons: Partial<Record<Cause, readonly [words: string, number: number]>> = {
  'disk full': ['No space left on device', 28],
  'file too large': ['File too large', 27],
  'destination cannot be made': ['Permission denied', 13],
  'destination cannot be entered': ['Permission denied', 13],
  'folder cannot be written in': ['Permission denied', 13],
  'times refused': ['Operation not permitted', 1],
  'permissions refused': ['Operation not permitted', 1],
  'links refused': ['Operation not permitted', 1],
  'collection not found': ['No such file or directory', 2],
};

const closed = 'rsync: connection unexpectedly closed ({received} bytes received so far) [{role}]';
const stream = 'rsync error: error in rsync protocol data stream (code 12) at io.c(453) [{role}=2.6.9]';
const as = (role: string, ...lines: string[]): string[] => lines.map((line) => line.replaceAll('{role}', role));
const serverGone = [
  'rsync: [sender] read error: Connection reset by peer (104)',
  'rsync error: error in socket IO (code 10) at io.c(907) [sender=3.5.0]',
];
const serverWrites = [
  'rsync: [sender] write error: Broken pipe (32)',
  'rsync error: error in socket IO (code 10) at io.c(949) [sender=3.5.0]',
];
const serverClosed = [
  'rsync: connection unexpectedly closed (24 bytes received so far) [sender]',
  'rsync error: error in rsync protocol data stream (code 12) at io.c(285) [sender=3.5.0]',
];
const full = [
  'rsync({pid}): error: {folder}.{name}.{ten}: short write',
  'rsync({pid}): error: buf_copy',
  'rsync({pid}): error: {folder}.{name}.{ten}: write: {words}',
];
const fullOld = [
  'rsync: write failed on "{path}": {words} ({number})',
  'rsync error: error in file IO (code 11) at receiver.c(268) [receiver=2.6.9]',
  ...as('generator', closed, stream),
];
const eof = 'rsync({pid}): error: unexpected end of file';
const badFd = 'rsync({pid}): error: poll: bad fd';

/**
 * Where there are several for one cause, each has been seen: the first is played, the others by APPLE_TAKE=2 and so on.
 */
export const failures: readonly Failure[] = [
  { cause: 'disk full', by: 'openrsync', way: 'pull', code: 10, said: [...full, ...serverGone], seen: '9 of 9' },
  { cause: 'disk full', by: 'openrsync', way: 'local', code: 1, said: [...full, eof], seen: '6 of 9' },
  { cause: 'disk full', by: 'openrsync', way: 'local', code: 1, said: [...full, badFd], seen: '1 of 9' },
  { cause: 'disk full', by: 'openrsync', way: 'local', code: 1, said: [badFd], seen: '2 of 9: no word of the disk' },
  { cause: 'disk full', by: '2.6.9', way: 'pull', code: 12, said: [...fullOld, ...serverWrites] },
  {
    cause: 'disk full',
    by: '2.6.9',
    way: 'local',
    code: 12,
    said: [
      'rsync: writefd_unbuffered failed to write 4 bytes [sender]: Broken pipe (32)',
      ...fullOld,
      ...as('sender', closed, stream),
    ],
  },
  { cause: 'file too large', by: 'openrsync', way: 'pull', code: 12, said: [...full, ...serverGone] },
  { cause: 'file too large', by: '2.6.9', way: 'pull', code: 12, said: [...fullOld, ...serverWrites] },
  {
    cause: 'destination is no folder',
    by: 'openrsync',
    way: 'pull',
    code: 11,
    said: ['rsync: {destination}: mkpath: Not a directory', ...serverClosed],
  },
  {
    cause: 'destination is no folder',
    by: 'openrsync',
    way: 'local',
    code: 11,
    said: ['rsync: {destination}: mkpath: Not a directory', eof],
  },
  {
    cause: 'destination is no folder',
    by: '2.6.9',
    way: 'pull',
    code: 3,
    said: [
      'rsync: ERROR: cannot stat destination "{path}": Not a directory (20)',
      'rsync error: errors selecting input/output files, dirs (code 3) at main.c(517) [receiver=2.6.9]',
      ...serverClosed,
    ],
  },
  {
    cause: 'destination is no folder',
    by: '2.6.9',
    way: 'local',
    code: 12,
    said: [
      'rsync: ERROR: cannot stat destination "{path}": Not a directory (20)',
      'rsync error: errors selecting input/output files, dirs (code 3) at main.c(517) [receiver=2.6.9]',
      ...as('sender', closed, stream),
    ],
  },
  {
    cause: 'destination cannot be made',
    by: 'openrsync',
    way: 'pull',
    code: 11,
    said: ['rsync: {destination}: mkpath: {words}', ...serverClosed],
  },
  {
    cause: 'destination cannot be made',
    by: 'openrsync',
    way: 'local',
    code: 11,
    said: ['rsync: {destination}: mkpath: {words}', eof],
  },
  {
    cause: 'destination cannot be made',
    by: '2.6.9',
    way: 'pull',
    code: 11,
    said: [
      'rsync: mkdir "{path}" failed: {words} ({number})',
      'rsync error: error in file IO (code 11) at main.c(545) [receiver=2.6.9]',
      ...serverClosed,
    ],
  },
  {
    cause: 'destination cannot be made',
    by: '2.6.9',
    way: 'local',
    code: 12,
    said: [
      'rsync: mkdir "{path}" failed: {words} ({number})',
      'rsync error: error in file IO (code 11) at main.c(545) [receiver=2.6.9]',
      ...as('sender', closed, stream),
    ],
  },
  {
    cause: 'destination cannot be entered',
    by: 'openrsync',
    way: 'pull',
    code: 12,
    said: ['rsync({pid}): error: {destination}: open: {words}', ...serverClosed],
  },
  {
    cause: 'destination cannot be entered',
    by: 'openrsync',
    way: 'local',
    code: 1,
    said: ['rsync({pid}): error: {destination}: open: {words}', eof],
  },
  {
    cause: 'destination cannot be entered',
    by: '2.6.9',
    way: 'pull',
    code: 3,
    said: [
      'rsync: push_dir#1 "{path}" failed: {words} ({number})',
      'rsync error: errors selecting input/output files, dirs (code 3) at main.c(490) [receiver=2.6.9]',
      ...serverClosed,
    ],
  },
  {
    cause: 'destination cannot be entered',
    by: '2.6.9',
    way: 'local',
    code: 12,
    said: [
      'rsync: push_dir#1 "{path}" failed: {words} ({number})',
      'rsync error: errors selecting input/output files, dirs (code 3) at main.c(490) [receiver=2.6.9]',
      ...as('sender', closed, stream),
    ],
  },
  {
    cause: 'folder cannot be written in',
    by: 'openrsync',
    way: 'pull',
    code: 10,
    said: [
      "rsync({pid}): error: mkstempat: '{folder}.{name}.{ten}': {words}",
      'rsync({pid}): error: {folder}{name}: utimensat (2): No such file or directory',
      ...serverGone,
    ],
    seen: 'It stops there. 146 alone ends with 23 and goes on, as 2.6.9 does.',
  },
  {
    cause: 'folder cannot be written in',
    by: 'openrsync',
    way: 'local',
    code: 1,
    said: [
      "rsync({pid}): error: mkstempat: '{folder}.{name}.{ten}': {words}",
      'rsync({pid}): error: {folder}{name}: utimensat (2): No such file or directory',
      badFd,
    ],
  },
  // By a library that refused what a network drive may refuse, put before the system's: 146.140.15 and 182.
  {
    cause: 'times refused',
    by: 'openrsync',
    way: 'pull',
    code: 10,
    said: ['rsync({pid}): error: {folder}{name}: utimensat (2): {words}', ...serverGone],
    seen: 'It stops there. Owners that are refused are passed over in silence.',
  },
  {
    cause: 'permissions refused',
    by: 'openrsync',
    way: 'pull',
    code: 10,
    said: ['rsync({pid}): error: {folder}{name}: fchmodat (1) {number}: {words}', ...serverGone],
  },
  {
    cause: 'links refused',
    by: 'openrsync',
    way: 'pull',
    code: 23,
    said: ['rsync({pid}): error: mkstemplinkat: {words}'],
    summary: true,
  },
  { cause: 'no connection', by: 'openrsync', way: 'pull', said: [badFd] },
  {
    cause: 'no connection',
    by: 'openrsync',
    way: 'pull',
    said: ['rsync({pid}): error: poll: hangup on nonblocking write'],
  },
  {
    cause: 'no connection',
    by: '2.6.9',
    way: 'pull',
    code: 255,
    said: [...as('receiver', closed), 'rsync error: unexplained error (code 255) at io.c(453) [receiver=2.6.9]'],
  },
  { cause: 'no connection', by: '2.6.9', way: 'pull', code: 12, said: as('receiver', closed, stream) },
  { cause: 'connection lost', by: 'openrsync', way: 'pull', said: [eof] },
  {
    cause: 'connection lost',
    by: 'openrsync',
    way: 'pull',
    said: ['rsync({pid}): error: poll: hangup on receiver idx 0'],
  },
  {
    cause: 'connection lost',
    by: '2.6.9',
    way: 'pull',
    code: 255,
    said: [
      ...as('receiver', closed, stream),
      ...as('generator', closed),
      'rsync error: unexplained error (code 255) at io.c(453) [generator=2.6.9]',
    ],
  },
  {
    cause: 'connection lost',
    by: '2.6.9',
    way: 'pull',
    code: 12,
    said: [...as('receiver', closed, stream), ...as('generator', closed, stream)],
  },
  { cause: 'ssh killed', by: 'openrsync', way: 'pull', code: 16, said: [eof] },
  {
    cause: 'ssh killed',
    by: '2.6.9',
    way: 'pull',
    code: 12,
    said: [...as('receiver', closed, stream), ...as('generator', closed, stream)],
  },
  { cause: 'rsync missing', by: 'openrsync', way: 'pull', code: 127, said: [badFd] },
  {
    cause: 'rsync missing',
    by: '2.6.9',
    way: 'pull',
    code: 127,
    said: [...as('receiver', closed), 'rsync error: remote command not found (code 127) at io.c(453) [receiver=2.6.9]'],
  },
  {
    cause: 'text before',
    by: 'openrsync',
    way: 'pull',
    code: 12,
    // The numbers are the ninth to twelfth letter of "Welcome to the storage server".
    said: ['rsync({pid}): error: unexpected tag 109 (0x74206f74), len 2125684'],
    seen: '10 once in a while',
  },
  {
    cause: 'text before',
    by: 'openrsync',
    way: 'pull',
    code: 10,
    said: ['rsync({pid}): error: unexpected tag 109 (0x74206f74), len 2125684', ...serverGone],
  },
  {
    cause: 'text before',
    by: '2.6.9',
    way: 'pull',
    code: 2,
    said: [
      'protocol version mismatch -- is your shell clean?',
      '(see the rsync man page for an explanation)',
      'rsync error: protocol incompatibility (code 2) at compat.c(61) [receiver=2.6.9]',
    ],
  },
  {
    cause: 'collection not found',
    by: 'openrsync',
    way: 'pull',
    code: 23,
    said: ['rsync({pid}): warning: receiver has empty file list: exiting'],
  },
  {
    cause: 'collection not found',
    by: 'openrsync',
    way: 'local',
    code: 23,
    said: ['rsync({pid}): error: {source}/: (l)stat: {words}'],
    summary: true,
  },
  {
    cause: 'collection not found',
    by: '2.6.9',
    way: 'pull',
    code: 23,
    said: ['rsync error: some files could not be transferred (code 23) at main.c(1404) [receiver=2.6.9]'],
    summary: true,
  },
  {
    cause: 'collection not found',
    by: '2.6.9',
    way: 'local',
    code: 23,
    said: [
      'rsync: link_stat "{source}/." failed: {words} ({number})',
      'rsync error: some files could not be transferred (code 23) at main.c(996) [sender=2.6.9]',
    ],
    summary: true,
  },
  ...(['openrsync', '2.6.9'] as const).flatMap((by) =>
    (['pull', 'local'] as const).map((way) => ({
      cause: 'option unknown' as const,
      by,
      way,
      code: 1,
      said: refusals[by].map((line) => line.replace('{option}', '--info=progress2')),
    })),
  ),
  { cause: 'interrupted', by: 'openrsync', way: 'pull', code: 20, said: [] },
  { cause: 'interrupted', by: 'openrsync', way: 'pull', code: 255, said: [], seen: 'as often as 20' },
  { cause: 'interrupted', by: 'openrsync', way: 'local', code: 20, said: [] },
  {
    cause: 'interrupted',
    by: '2.6.9',
    way: 'pull',
    code: 20,
    said: [
      'rsync error: received SIGINT, SIGTERM, or SIGHUP (code 20) at rsync.c(244) [generator=2.6.9]',
      'rsync error: received SIGUSR1 (code 19) at main.c(1201) [receiver=2.6.9]',
    ],
  },
  {
    cause: 'interrupted',
    by: '2.6.9',
    way: 'local',
    code: 20,
    said: ['rsync error: received SIGINT, SIGTERM, or SIGHUP (code 20) at rsync.c(244) [sender=2.6.9]'],
  },
  // What SIGKILL leaves is never used again, nor taken away.
  { cause: 'killed', by: 'openrsync', way: 'pull', code: 137, said: [], leaves: '.{name}.{ten}' },
  { cause: 'killed', by: '2.6.9', way: 'pull', code: 137, said: [], leaves: '.{name}.{six}' },
];

/**
 * What a copy with rsync may end with, and what it means: for the plan's “something else”, for a script, and for
 * troubleshooting.
 *
 * A script takes the first row that has the exit code, and whose text, if there is one, a line of rsync's or ssh's own
 * has. So rows with a text come before those of the bare code. Text is an extended regular expression (POSIX XBD 9.4)
 * for standard error alone: what lies in the collection cannot be in it but between quote marks. Codes: rsync(1) EXIT
 * VALUES. openrsync, Apple's rsync from macOS 15.4 on, prints none, and ends with the larger of its own and that of
 * ssh.
 */
import type { OutcomeRow } from '../../step.ts';
import {
  hostUnknownLine,
  keyChangedLine,
  noRsyncLine,
  passwordExpiredLine,
  refusedLine,
  remoteCommandLine,
  settingsLine,
  noCommonMethodLine,
  changedOnTheWayLine,
  tooManyKeysLine,
} from '../storage-server/ssh-lines.ts';

/** Beside the way, whatever it is: the disk here, and the files there. */
const disk = [
  [
    'No space left on device, quota exceeded',
    'The disk here is full, or your quota on it. Make room, then start again.',
    'disk-full',
    {
      codes: [1, 10, 11, 12, 23],
      text: '^rsync.*: (No space left on device|Dis[ck] quota exceeded|Quota exceeded)( [(][0-9]+[)])?$',
      then: 'stop',
      seen: 'rsync 3.5.0: 11; 2.6.9: 12; openrsync 182: 10, 12, locally 1; a quota on btrfs: 11',
    },
  ],
  [
    'File too large',
    'This disk takes no file of that size: FAT32 ends at 4 GiB. Choose another disk, then start again.',
    'too-large-for-fat32',
    {
      codes: [1, 10, 11, 12, 23],
      text: '^rsync.*: File too large( [(][0-9]+[)])?$',
      then: 'stop',
      seen: 'rsync 3.5.0: 11; 2.6.9, openrsync 182: 12',
    },
  ],
  [
    'refusing to follow a symlink',
    'In the path of the destination is a link of somebody else. Take the path that “readlink -f” shows of it as the destination.',
    'file-selection',
    { codes: [3], text: '^refusing to follow a symlink', then: 'stop', seen: 'rsync 3.5.0: 3' },
  ],
  [
    'Host is down, Stale file handle',
    'The network drive of the destination was away. Wait until “ls” of it answers, then start again.',
    'drive-away',
    {
      codes: [11, 23],
      text: '^rsync: .*: (Host is down|Stale file handle|Transport endpoint is not connected) [(][0-9]+[)]$',
      then: 'again',
      seen: 'rsync 3.2.7 on cifs: 11',
    },
  ],
  // Before what only a check follows: until the file is closed, the old one is seen, and may pass.
  [
    'rename … Permission denied',
    'A program here has a file open that is to be replaced. Close it, then start again: on a network drive the old one is gone then, too.',
    'in-use',
    {
      codes: [23],
      text: '^rsync: .*rename ".*" -> ".*": Permission denied [(]13[)]$',
      then: 'again',
      seen: 'rsync 3.2.7 on cifs: 23',
    },
  ],
  [
    'mkdir, mkstemp … Operation not permitted',
    'The destination is locked. On a Mac, your terminal program may not reach it: in System Settings, under Privacy & Security, give it Full Disk Access. Then start again.',
    'mac-privacy',
    {
      codes: [1, 3, 10, 11, 12, 23],
      text: '^rsync.*(mkdir|mkstemp|mkstempat|mkpathat|opendir|push_dir#[0-9]|change_dir#[0-9])[ :].*: Operation not permitted( [(][0-9]+[)])?$|^rsync.*: (mkpath|open|unreadable directory): Operation not permitted$',
      then: 'stop',
      seen: 'rsync 3.5.0 in a folder locked with chattr +i: 11, 23; the others as with “Permission denied”',
    },
  ],
  [
    'mkdir, mkstemp … Permission denied, Read-only file system',
    'You may not write in the destination, or in a folder in it: the line says which. Choose another one, or make it yours, then start again.',
    'read-only',
    {
      codes: [1, 3, 10, 11, 12],
      text: '(^rsync: .*(mkdir|push_dir#[0-9]|change_dir#[0-9]) .* failed|mkstempat: .*|mkpathat: .*|^rsync.*: (mkpath|open)): (Permission denied|Read-only file system)|^rsync.*: Read-only file system( [(][0-9]+[)])?$',
      then: 'stop',
      seen: 'rsync 3.5.0: 3, 11; 2.6.9: 3, 11, 12; openrsync 182: 10, 11, 12, locally 1, and it stops at the first',
    },
  ],
  [
    'mkstemp, mkdir … failed: Permission denied',
    'You may not write in a folder of the destination: the line says which. Make it yours, or choose another destination, then start again.',
    'read-only',
    {
      codes: [23],
      text: '^rsync: .*(mkdir|mkstemp) ".*" failed: (Permission denied|Read-only file system)',
      then: 'check',
      seen: 'rsync 3.5.0, 2.6.9: 23',
    },
  ],
  [
    'code 3, Not a directory',
    'The destination cannot be used as a folder: a file stands there, or in its path. Choose another one.',
    'file-selection',
    {
      codes: [11, 12],
      text: 'mkpath: Not a directory|mkdir .* failed: (Not a directory|File exists)|cannot stat destination ".*": Not a directory',
      then: 'stop',
      seen: 'openrsync 182: 11; 2.6.9, locally: 12',
    },
  ],
  [
    'code 3',
    'The destination cannot be used. The lines above say why. Choose another one.',
    'file-selection',
    { codes: [3], then: 'stop', seen: 'rsync 3.5.0, 2.6.9: 3' },
  ],
  [
    'code 24, vanished',
    'Images are being deleted while you copy. Ask {manager} now.',
    'vanished',
    { codes: [24], then: 'few', seen: 'rsync 3.5.0, 2.6.9, openrsync 182: 24; openrsync prints no line with it' },
  ],
  [
    'link_stat, change_dir … No such file or directory',
    'Lab folder or collection is spelt otherwise there, or has been deleted.',
    'no-such-folder',
    {
      codes: [23],
      text: '^rsync: .*(link_stat|change_dir) ".*" failed: No such file or directory|^rsync.*/: [(]l[)]stat: No such file or directory$',
      then: 'stop',
      seen: 'rsync 3.5.0, 2.6.9, openrsync 182: 23',
    },
  ],
  [
    'could not make way for, Directory not empty',
    'A folder stands here in the place of a file or link of the collection: the line names it. Move it elsewhere, then start again.',
    'verify-differs',
    {
      codes: [23],
      text: '^could not make way for |^rsync: delete_file: rmdir ".*" failed: Directory not empty|^rsync.*: unlinkat: Directory not empty$',
      then: 'check',
      seen: 'rsync 3.1.3 to 3.5.0, 2.6.9, openrsync 182: 23',
    },
  ],
  [
    'symlink has no referent',
    'A link leads nowhere there either, so there is nothing to bring. Nothing is missing but what is not there: choose to keep links, or do without that one.',
    'dead-link',
    {
      codes: [23],
      text: '^symlink has no referent',
      then: 'check',
      seen: 'rsync 3.5.0 with -L or --copy-unsafe-links: 23',
    },
  ],
  [
    'chown, chgrp … failed',
    'This disk gives no file to that owner or group, and its time was not kept either: every run copies all again. Where the form asks for the kind of disk, choose it, and leave sudo away. That is no harm to the images, if the check passes.',
    'no-attributes',
    {
      codes: [23],
      text: '^rsync: .*(chown|chgrp) ".*(Operation not permitted|Permission denied) [(][0-9]+[)]$',
      then: 'check',
      seen: 'rsync 3.5.0 on exFAT, 3.2.7 on cifs, as root on NFS: 23',
    },
  ],
  [
    'chown, chgrp, symlink, mknod … failed',
    'This disk keeps no owners, permissions, links or devices. That is no harm to the images, if the check passes.',
    'no-attributes',
    {
      codes: [23],
      text: '^rsync: .*(chown|chgrp|failed to set (times|permissions)( on)?|symlink|mknod) ".*(Operation not permitted|Permission denied|Operation not supported|Function not implemented|Invalid argument) [(][0-9]+[)]$|^rsync.*: mkstemplinkat: ',
      then: 'check',
      seen: 'rsync 3.5.0 on exFAT, 3.2.7 on cifs and NFS: 23; openrsync 182 with a refusal preloaded: 23',
    },
  ],
  [
    'utimensat, fchmodat … Operation not permitted',
    "This disk keeps no times or permissions, and macOS's own rsync stops there. Choose a disk of this Mac, or install the rsync of Homebrew, which goes on.",
    'no-attributes',
    {
      codes: [1, 10, 12],
      text: '(utimensat [(]2[)]|fchmodat [(]1[)] [0-9]+): (Operation not permitted|Operation not supported|Permission denied|Invalid argument)',
      then: 'stop',
      seen: 'openrsync 146.140.15, 182 with a refusal preloaded: 10',
    },
  ],
  [
    'Input/output error',
    'A disk fails, there or here: the line says whose file it could not read or write. Try the others first, and tell {manager}.',
    'disk-fails',
    {
      codes: [11, 23],
      text: '^rsync.*(: Input/output error|read errors mapping )',
      then: 'few',
      seen: 'rsync 3.5.0: 23 for reading, 11 for writing',
    },
  ],
  [
    'mkstemp … Invalid argument, File name too long, Illegal byte sequence',
    'This disk cannot have a file of that name. The others are copied. Choose a destination on another disk.',
    'name-refused',
    {
      codes: [23],
      text: '^rsync.*mkstemp ".*" failed: No such file or directory|^rsync.*: (Invalid argument|File name too long|Illegal byte sequence|Invalid or incomplete multibyte or wide character)( [(][0-9]+[)])?$',
      then: 'check',
      seen: 'rsync 3.5.0 on exFAT by FUSE, 3.2.7 on cifs: 23',
    },
  ],
  [
    'send_files failed to open, opendir, code 23',
    'Something could not be read, or not be written: the lines above say what. Only a check that passes says that no image is missing or wrong.',
    'partial-transfer',
    { codes: [23], then: 'few', seen: 'rsync 3.5.0, 2.6.9: 23; openrsync 182: 23, without a line with the code' },
  ],
  [
    'code 11, error in file IO',
    'Something could not be written here: the lines above say what.',
    'disk-full',
    { codes: [11], then: 'stop', seen: 'rsync(1): 11' },
  ],
  [
    'code 1, code 4, unknown option, unrecognized option',
    'rsync did not understand the command, because it was cut or changed. On a Mac, look first whether the disk is full.',
    'unknown-option',
    { codes: [1, 4], then: 'stop', seen: 'rsync 3.5.0, 2.6.9, openrsync 182: 1' },
  ],
  [
    'code 20, Killed',
    "It was stopped: by Ctrl+C, a closed window, or a restart, of which macOS's own rsync says nothing. Start again: it goes on where it stopped.",
    'interrupted',
    { codes: [19, 20, 129, 130, 137, 143], then: 'stop', seen: 'rsync 3.5.0: 20; 2.6.9: 19, 20' },
  ],
] as const satisfies readonly OutcomeRow[];

/** On the way to the server. */
const reach = [
  [
    'REMOTE HOST IDENTIFICATION HAS CHANGED, Host key verification failed',
    'The server shows another key than before, or one that nobody has confirmed. Stop, and ask {manager} before you do anything else.',
    'host-key-changed',
    {
      codes: [10, 12, 16, 255],
      text: keyChangedLine,
      then: 'stop',
      seen: 'OpenSSH 9.2: 255',
    },
  ],
  [
    'your password has expired, Password change required',
    'Your password there has expired. Log in with ssh, set a new one, then start again.',
    'password-expired',
    {
      codes: [1, 10, 12, 16, 255],
      text: passwordExpiredLine,
      then: 'stop',
      seen: 'OpenSSH 9.2: rsync 3.5.0 ends with 12 or 255, or the 1 of the server',
    },
  ],
  [
    'Too many authentication failures',
    'Your ssh offers the server more keys than it lets anybody try. In ~/.ssh/config, set “PubkeyAuthentication no” for this server if you log in with a password, otherwise “IdentitiesOnly yes”; then start again.',
    'too-many-keys',
    {
      codes: [10, 12, 16, 255],
      text: tooManyKeysLine,
      then: 'stop',
      seen: 'OpenSSH 9.2: 255, with an agent that holds seven keys',
    },
  ],
  [
    'Permission denied (publickey',
    'The server did not let you in: account, password or key is wrong. See that you can log in, then start again.',
    'permission-denied',
    {
      codes: [10, 12, 16, 255],
      text: refusedLine,
      then: 'stop',
      seen: 'OpenSSH 9.2: 255. Another try would be refused too, and wrong passwords may close an account',
    },
  ],
  [
    'Cannot execute command-line and remote command',
    'Your settings of ssh, in ~/.ssh/config, have a RemoteCommand for this server: take it out, then start again.',
    'remote-command',
    {
      codes: [10, 12, 16, 255],
      text: remoteCommandLine,
      then: 'stop',
      seen: 'OpenSSH 9.2: 255',
    },
  ],
  [
    'Bad owner or permissions, Bad configuration option',
    'Your settings of ssh, in ~/.ssh/config, are wrong, or not yours alone: the line above says which. Mend them, then start again.',
    'ssh-settings',
    { codes: [10, 12, 16, 255], text: settingsLine, then: 'stop', seen: 'OpenSSH 9.2: 255' },
  ],
  [
    'no matching host key type found, Unable to negotiate',
    'Your ssh and that of the server have no method in common. Update yours, or send that line to {manager}.',
    'no-common-method',
    { codes: [10, 12, 16, 255], text: noCommonMethodLine, then: 'stop', seen: 'OpenSSH 9.2: 12, 255' },
  ],
  [
    'Corrupted MAC on input, message authentication code incorrect',
    'Bytes were changed on the way, so ssh ended the connection. Start again: it goes on where it stopped. Again and again? Take another network or cable.',
    'changed-on-the-way',
    { codes: [10, 12, 16, 255], text: changedOnTheWayLine, then: 'again', seen: 'OpenSSH 9.2: 12, 255' },
  ],
  [
    'Could not resolve hostname',
    'This network does not know that server. {vpn}',
    'host-unknown',
    { codes: [10, 12, 16, 255], text: hostUnknownLine, then: 'again', seen: 'OpenSSH 9.2: 255' },
  ],
  [
    'is your shell clean?, unexpected tag',
    'A start-up file of your account on the server prints text, which rsync takes for its own. Ask {manager} to take it out.',
    'unclean-shell',
    {
      codes: [2, 10, 12],
      text: 'is your shell clean[?]|^rsync.*: unexpected tag |^protocol version mismatch',
      then: 'stop',
      seen: 'rsync 3.5.0: 2; openrsync 182: 10, 12',
    },
  ],
  [
    'rsync: command not found, rsync: not found',
    'There is no rsync, on the server or here: “rsync --version” shows whether it is here. Ask whoever runs the other one.',
    'rsync-missing',
    {
      codes: [10, 12, 16, 127, 255],
      text: noRsyncLine,
      then: 'stop',
      seen: 'rsync 3.5.0: 12 or 127, as it happens; openrsync 182: 127',
    },
  ],
  [
    'remote command not found, code 127',
    'A program is missing, ssh here or rsync on the server: the line above says which. Ask whoever runs that computer.',
    'rsync-missing',
    { codes: [127], then: 'stop', seen: 'rsync 3.5.0, 2.6.9, openrsync 182: 127, in whatever language the shell has' },
  ],
  [
    'code 2',
    'The two rsyncs do not understand each other, or a start-up file on the server prints text.',
    'unclean-shell',
    { codes: [2], then: 'stop', seen: 'rsync 3.5.0: 2' },
  ],
  [
    'code 12, code 255, Broken pipe, unexpected end of file',
    'The connection broke. Start again: it goes on where it stopped.',
    'connection-lost',
    {
      codes: [10, 12, 16, 30, 35, 255],
      then: 'again',
      seen: 'rsync 3.5.0: 12, 255; openrsync 182: 255, and 16 where ssh was killed',
    },
  ],
] as const satisfies readonly OutcomeRow[];

export const rsyncOutcomes = { disk, reach } as const;

/** Such tables; without `reach` for a copy from folder to folder of one computer. */
export interface RsyncOutcomes {
  readonly disk: readonly OutcomeRow[];
  readonly reach?: readonly OutcomeRow[];
}

/** What a copy on one computer may end with. */
export const localOutcomes = { disk } as const;

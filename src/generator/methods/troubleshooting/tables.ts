/**
 * What an error on the screen means, and the next command. Its steps are the errors, each titled with the text that is
 * seen.
 */
import type { WordRow } from '../../command/argv.ts';
import { accountField, collectionField, destinationField, labField, unixComputerField } from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import { seenTables } from '../../seen/tables.ts';
import type { MessageText } from '../../step.ts';
import { globusRow } from '../../steps/globus/tables.ts';
import { rsyncCopyTables } from '../../steps/rsync-copy/tables.ts';
import { loginRow, nothingRow, runThere, sshRow, storageServerTables } from '../../steps/storage-server/tables.ts';

const listRow = ['utility', 'ls', 'Lists', 'ls(1)'] as const satisfies WordRow;
const itselfRow = [
  'option',
  '-ld',
  'the folder itself (-d), with owner and permissions (-l):',
  'ls(1) -l -d',
] as const satisfies WordRow;
const targetRow = ['operand', '{destination}', 'the destination.', 'POSIX XBD, 12.2'] as const satisfies WordRow;
const diskRow = ['utility', 'df', 'Shows how full a disk is,', 'df(1)'] as const satisfies WordRow;
const rcloneRow = [
  'utility',
  'rclone',
  'Copies to and from services.',
  'rclone 1.60 manual',
] as const satisfies WordRow;
const awsRow = ['utility', 'aws', 'The AWS command line.', 'AWS CLI'] as const satisfies WordRow;

const loginRows = [sshRow, loginRow, nothingRow] as const satisfies readonly WordRow[];
const space = [
  diskRow,
  ['option', '-h', 'in units that are easy to read:', 'df(1) -h'],
  ['operand', '{destination}', 'the disk of the destination.', 'POSIX XBD, 12.2'],
] as const satisfies readonly WordRow[];
const folder = [listRow, itselfRow, targetRow] as const satisfies readonly WordRow[];
const fileSystem = [
  diskRow,
  ['option', '-hT', 'in units that are easy to read (-h), with its file system (-T):', 'df(1) -h -T'],
  targetRow,
] as const satisfies readonly WordRow[];
const linksThere = runThere([
  ['utility', 'find', 'Lists what is in a folder:', 'find(1)'],
  ['operand', '{path}', 'the collection.', 'find(1)'],
  ['operand', '-type', 'Only what is', 'find(1) -type'],
  ['operand', 'l', 'a link,', 'find(1) -type'],
  ['operand', '-exec', 'for which it runs', 'find(1) -exec'],
  ['operand', 'ls', 'which shows', 'ls(1)'],
  ['operand', '-ld', 'the link itself, and where it leads.', 'ls(1) -l -d'],
  ['operand', '{}', 'Here stand the names.', 'find(1) -exec'],
  ['operand', '+', 'Many at a time.', 'find(1) -exec'],
]);
const settingsOfSsh = [
  ['utility', 'ssh', 'Knows its own settings.', 'ssh(1)'],
  ['option', '-G', 'Prints those that hold for this server.', 'ssh(1) -G'],
  ['operand', '{host}', 'The storage server.', 'ssh(1)'],
] as const satisfies readonly WordRow[];
// A shell of its own, which fills in “~”: as a word by itself it would be quoted.
const shRows = [
  ['utility', 'sh', 'Runs a command:', 'POSIX XCU, sh'],
  ['option', '-c', 'the one that follows.', 'POSIX XCU, sh -c'],
] as const satisfies readonly WordRow[];
const tasksRows = [
  globusRow,
  ['operand', 'task', 'Looks after transfers.', 'Globus CLI 3.42, task'],
  ['operand', 'list', 'Lists yours, the newest first.', 'Globus CLI 3.42, task list'],
] as const satisfies readonly WordRow[];
const identityRows = [
  globusRow,
  ['operand', 'session', 'Looks after your login.', 'Globus CLI 3.42, session'],
  ['operand', 'show', 'Says as whom you are logged in.', 'Globus CLI 3.42, session show'],
] as const satisfies readonly WordRow[];
const tmuxSessions = [
  ['utility', 'tmux', 'Keeps a terminal running when its window is closed.', 'tmux(1)'],
  ['operand', 'ls', 'Lists the sessions there are.', 'tmux(1) list-sessions'],
] as const satisfies readonly WordRow[];
const screens = [
  ['utility', 'screen', 'Keeps a terminal running when its window is closed.', 'screen(1)'],
  ['option', '-ls', 'Lists the sessions there are.', 'screen(1) -ls'],
] as const satisfies readonly WordRow[];

// diskutil tells it of a whole disk only, and not of a folder in it.
const systemOnMac = [
  ['utility', 'mount', 'Lists the disks that are connected, each with its file system in brackets.', 'mount(8)'],
] as const satisfies readonly WordRow[];

const connectClicks = ['File > Site Manager…', 'the site of the collection {collection}', 'Connect'];
const downloadClicks = [...connectClicks, 'right list: right-click on {collection}', 'Download'];
const importClicks = [
  'File > Import…',
  'the file of the plan',
  'OK',
  'OK',
  'OK',
  'File > Exit',
  'start FileZilla again',
];

export const tables = {
  fields: {
    account: accountField,
    lab: labField,
    collection: collectionField,
    computer: unixComputerField,
    destination: destinationField,
  },
  onlyWith: {
    'globus-login': ['globus'],
    'globus-consent': ['globus'],
    'globus-permission': ['globus'],
    'globus-not-connected': ['globus'],
    'globus-paused': ['globus'],
    'globus-unreachable': ['globus'],
    'globus-path': ['globus'],
    'globus-login-denied': ['globus'],
    'globus-no-collection': ['globus'],
    'aws-credentials': ['aws'],
    'aws-access-denied': ['aws'],
    'aws-no-such-bucket': ['aws'],
    'aws-name-clash': ['aws'],
    'aws-sso': ['aws'],
    'aws-unreachable': ['aws'],
    'filezilla-protocol': ['filezilla'],
    'filezilla-connection': ['filezilla'],
    'filezilla-turned-away': ['filezilla'],
    'filezilla-login': ['filezilla'],
    'filezilla-code': ['filezilla'],
    'filezilla-key': ['filezilla'],
    'filezilla-folder': ['filezilla'],
    'filezilla-unreadable': ['filezilla'],
    'filezilla-cannot-write': ['filezilla'],
    'filezilla-full': ['filezilla'],
    'filezilla-exists': ['filezilla'],
    'filezilla-filepart': ['filezilla'],
    'filezilla-import': ['filezilla'],
    'filezilla-delete': ['filezilla'],
    'filezilla-failed': ['filezilla'],
    'rclone-remote': ['onward'],
    'rclone-token': ['onward'],
  },
  // The next command after each error. Where there is none, a message is ready, or the copy is run again.
  commands: {
    'host-unknown': loginRows,
    'connection-refused': loginRows,
    'turned-away': loginRows,
    'jump-failed': loginRows,
    'service-refused': loginRows,
    harmless: loginRows,
    'no-common-method': [
      ['utility', 'ssh', 'Opens a terminal on another computer.', 'ssh(1)'],
      ['option', '-V', 'Prints its version instead.', 'ssh(1) -V'],
    ],
    'ssh-permissions': [
      ...shRows,
      [
        'option-argument',
        'chmod -R go= ~/.ssh',
        'It takes from everybody but you (go=) what they may do with your settings and keys, and with all in that folder (-R).',
        'POSIX XCU, chmod -R',
      ],
    ],
    'key-unusable': [
      ...shRows,
      [
        'option-argument',
        'ls -l ~/.ssh',
        'It lists your settings and keys, with owner and permissions (-l).',
        'ls(1) -l',
      ],
    ],
    'host-key-unknown': [
      ['utility', 'ssh-keygen', 'Looks after keys.', 'ssh-keygen(1)'],
      ['option', '-F', 'Shows what is known of this computer:', 'ssh-keygen(1) -F'],
      ['option-argument', '{host}', 'the storage server.', 'ssh-keygen(1) -F'],
    ],
    'permission-denied': [
      sshRow,
      ['option', '-o', 'With this option:', 'ssh(1) -o'],
      [
        'option-argument',
        'PreferredAuthentications=keyboard-interactive,password',
        'asks for the password, whatever keys there are.',
        'ssh_config(5)',
      ],
      loginRow,
      nothingRow,
    ],
    // Not an option of one command: those of the plan, its script and scp must pass too.
    'too-many-keys': [
      ['utility', 'sh', 'Runs a command that it is given as one word:', 'POSIX XCU, sh'],
      ['option', '-c', 'this one.', 'POSIX XCU, sh -c'],
      [
        'option-argument',
        'umask 077; { echo; echo "$1"; echo "$2"; } >>~/.ssh/config',
        'Writes lines at the end of your settings of ssh, which nobody else may write.',
        'ssh_config(5)',
      ],
      ['operand', 'config', 'The name of that command.', 'POSIX XCU, sh -c'],
      ['operand', '{hostLine}', 'The first line: what follows is for this server alone.', 'ssh_config(5)'],
      ['operand', '  PubkeyAuthentication no', 'The second: ssh offers it no keys.', 'ssh_config(5)'],
    ],
    'partial-transfer': runThere([
      ['utility', 'find', 'Lists what is in a folder:', 'find(1)'],
      ['operand', '{path}', 'the collection.', 'find(1)'],
      // Not "!", which no shell leaves alone.
      ['operand', '-not', 'Only what you may not', 'find(1) -not'],
      ['operand', '-readable', 'read.', 'find(1) -readable'],
    ]),
    'no-such-folder': runThere([
      listRow,
      ['option', '-l', 'with times and permissions:', 'ls(1) -l'],
      ['operand', '{labFolder}', 'the lab folder.', 'ls(1)'],
    ]),
    'disk-full': space,
    'drive-away': space,
    'disk-fails': space,
    'mount-refused': space,
    'mac-privacy': [listRow, targetRow],
    'larger-here': [listRow, ['option', '-l', 'with times and sizes:', 'ls(1) -l'], targetRow],
    'name-refused': fileSystem,
    'password-expired': [['utility', 'ssh', 'Opens a terminal on another computer.', 'ssh(1)'], loginRow],
    'remote-command': settingsOfSsh,
    'ssh-settings': settingsOfSsh,
    'dead-link': linksThere,
    'link-passed-over': linksThere,
    'read-only': folder,
    'file-selection': folder,
    'unknown-option': [
      ['utility', 'rsync', 'Copies files.', 'rsync(1)'],
      ['option', '--version', 'Says which one it is.', 'rsync(1) --version'],
    ],
    'unclean-shell': loginRows,
    'rsync-missing': runThere([
      ['utility', 'rsync', 'Copies files.', 'rsync(1)'],
      ['option', '--version', 'Says which one it is.', 'rsync(1) --version'],
    ]),
    'command-not-found': [
      ['utility', 'which', 'Says where a program is:', 'which(1)'],
      ['operand', 'rsync', 'the copying program', 'which(1)'],
      ['operand', 'ssh', 'and the one that connects.', 'which(1)'],
    ],
    'nas-programs': [
      ['utility', 'which', 'Says where a program is:', 'which(1)'],
      ['operand', 'rsync', 'the copying program', 'which(1)'],
      ['operand', 'ssh', 'and the one that connects.', 'which(1)'],
    ],
    'no-home': [
      ['utility', 'sh', 'Runs', 'sh(1)'],
      ['option', '-c', 'this:', 'sh(1) -c'],
      ['option-argument', 'ls -ld "$HOME"', 'shows your home folder.', 'POSIX XBD, 8.3 HOME'],
    ],
    'program-broken': [
      ['utility', 'which', 'Says where a program is:', 'which(1)'],
      ['operand', 'rsync', 'the copying program', 'which(1)'],
      ['operand', 'ssh', 'and the one that connects.', 'which(1)'],
    ],
    'other-shell': [['utility', 'sh', 'A shell that reads commands as they are written here.', 'POSIX XCU, sh']],
    'windows-shell': [['utility', 'wsl', 'Opens Linux on Windows.', 'Microsoft Learn, Basic commands for WSL']],
    'folder-gone': [['utility', 'cd', 'Goes to your home folder.', 'POSIX XCU, cd']],
    'wsl-fails': [
      ['utility', 'wsl', 'Opens Linux on Windows.', 'Microsoft Learn, Basic commands for WSL'],
      ['option', '--status', 'Says how it is set up instead.', 'Microsoft Learn, Basic commands for WSL'],
    ],
    'no-session': screens,
    'several-sessions': screens,
    'dead-session': [
      ['utility', 'screen', 'Keeps a terminal running when its window is closed.', 'screen(1)'],
      ['option', '-wipe', 'Takes the sessions off its list that have ended.', 'screen(1) -wipe'],
    ],
    'no-screen-folder': [
      ['utility', 'sudo', 'Runs a command as the administrator of this computer.', 'sudo(8)'],
      ['operand', 'install', 'Makes', 'install(1)'],
      ['option', '-d', 'a folder', 'install(1) -d'],
      ['option', '-m', 'with these permissions:', 'install(1) -m'],
      ['option-argument', '1777', 'everybody may make a folder of their own in it.', 'screen(1) FILES'],
      ['operand', '/run/screen', 'The one that screen looks for.', 'screen(1) FILES'],
    ],
    'duplicate-session': tmuxSessions,
    'session-in-session': tmuxSessions,
    'tmux-replaced': [
      ['utility', 'pgrep', 'Lists programs that run,', 'pgrep(1)'],
      ['option', '-l', 'each with its number and its name:', 'pgrep(1) -l'],
      ['operand', 'tmux', 'those of this name.', 'pgrep(1)'],
    ],
    'unknown-terminal': [
      ['utility', 'env', 'Runs a command with other settings.', 'POSIX XCU, env'],
      ['operand', 'TERM=xterm', 'The terminal is taken for one that all programs know.', 'POSIX XBD, 8.3'],
      ['operand', 'screen', 'Keeps a terminal running when its window is closed.', 'screen(1)'],
    ],
    'no-utf8': [
      ['utility', 'env', 'Runs a command with other settings.', 'POSIX XCU, env'],
      ['operand', 'LC_ALL=C.UTF-8', 'Texts are UTF-8.', 'POSIX XBD, 8.2'],
      ['operand', 'tmux', 'Keeps a terminal running when its window is closed.', 'tmux(1)'],
    ],
    'no-tmux-folder': [
      ...shRows,
      [
        'option-argument',
        'ls -ld /tmp/tmux-$(id -u)',
        'It lists the folder itself (-d), with owner and permissions (-l).',
        'ls(1) -l -d',
      ],
    ],
    'no-attributes': fileSystem,
    'too-large-for-fat32': fileSystem,
    'globus-login': [globusRow, ['operand', 'login', 'Logs in, with a browser.', 'Globus CLI 3.42, login']],
    'globus-consent': identityRows,
    'globus-login-denied': identityRows,
    'globus-permission': [
      globusRow,
      ['operand', 'whoami', 'Says as whom you are logged in.', 'Globus CLI 3.42, whoami'],
    ],
    'globus-no-collection': [
      globusRow,
      ['operand', 'endpoint', 'Looks after collections.', 'Globus CLI 3.42, endpoint'],
      ['operand', 'search', 'Lists collections:', 'Globus CLI 3.42, endpoint search'],
      ['option', '--filter-scope', 'only', 'Globus CLI 3.42, endpoint search --filter-scope'],
      [
        'option-argument',
        'shared-with-me',
        'those that are shared with you.',
        'Globus CLI 3.42, endpoint search --filter-scope',
      ],
    ],
    'globus-not-connected': [
      globusRow,
      ['operand', 'endpoint', 'Looks after collections.', 'Globus CLI 3.42, endpoint'],
      [
        'operand',
        'local-id',
        'Says the id of Globus Connect Personal on this computer.',
        'Globus CLI 3.42, endpoint local-id',
      ],
    ],
    'globus-paused': tasksRows,
    'globus-unreachable': tasksRows,
    'globus-path': tasksRows,
    'rclone-remote': [
      rcloneRow,
      ['operand', 'listremotes', 'Lists the services that it knows, each with a colon.', 'rclone listremotes'],
    ],
    'rclone-token': [rcloneRow, ['operand', 'config', 'Asks how a service is reached, and keeps it.', 'rclone config']],
    'aws-credentials': [
      awsRow,
      ['operand', 'configure', 'Asks for your keys and the region, and keeps them.', 'AWS CLI, configure'],
    ],
    'aws-sso': [
      awsRow,
      ['operand', 'sso', 'The login through your institution.', 'AWS CLI 2, sso'],
      ['operand', 'login', 'Opens its page, and keeps what it answers for some hours.', 'AWS CLI 2, sso login'],
    ],
    'aws-unreachable': [
      awsRow,
      ['operand', 'configure', 'Looks after the settings of AWS.', 'AWS CLI, configure'],
      [
        'operand',
        'list',
        'Lists which there are, region among them, and where each comes from.',
        'AWS CLI, configure list',
      ],
    ],
    'aws-access-denied': [
      awsRow,
      ['operand', 'sts', 'The service that knows who you are.', 'AWS CLI, sts'],
      ['operand', 'get-caller-identity', 'Says as whom AWS sees you.', 'AWS CLI, sts get-caller-identity'],
    ],
    'aws-no-such-bucket': [
      awsRow,
      ['operand', 's3', 'The service with the buckets.', 'AWS CLI, s3'],
      ['operand', 'ls', 'Lists your buckets.', 'AWS CLI, s3 ls'],
    ],
    'aws-name-clash': [
      awsRow,
      ['operand', 's3', 'The service with the buckets.', 'AWS CLI, s3'],
      ['operand', 'ls', 'Lists your buckets.', 'AWS CLI, s3 ls'],
    ],
  },
  // On macOS df tells no file system.
  commandsOnMac: {
    'no-attributes': systemOnMac,
    'too-large-for-fat32': systemOnMac,
    'name-refused': systemOnMac,
    'unknown-option': rsyncCopyTables.commands.which,
    // There is no C.UTF-8.
    'no-utf8': [
      ['utility', 'env', 'Runs a command with other settings.', 'POSIX XCU, env'],
      ['operand', 'LC_ALL=en_US.UTF-8', 'Texts are UTF-8.', 'POSIX XBD, 8.2'],
      ['utility', 'tmux', 'Keeps a terminal running when its window is closed.', 'tmux(1)'],
    ],
  },
  steps: {
    'host-unknown': {
      title:
        '`Could not resolve hostname`, `Name or service not known`, `Temporary failure in name resolution`, `nodename nor servname provided`, `No such host is known`, `lookup … no such host`, `No address associated with hostname`, `Name does not resolve`, `hostname contains invalid characters`',
      expect:
        'This network does not know the storage server. {vpn} Then this command prints nothing: the server is found and lets you in.',
      otherwise: [
        ['the same again', 'Compare the name of the server, letter by letter, with {host}.'],
        [
          'the same again in WSL, while a VPN is on',
          'Windows finds the server, and WSL does not. When no copy runs in WSL, type `wsl --update` and then `wsl --shutdown` in PowerShell: from 2.2.1 on, WSL asks through Windows.',
        ],
      ],
    },
    'connection-refused': {
      title:
        '`Connection refused`, `Connection timed out`, `No route to host`, `Operation timed out`, `ssh: connect to host … port`, `Network is unreachable`, `i/o timeout`, `connect: connection refused`, `connect: no route to host`',
      expect: 'The server is known, but does not answer from where you are. {vpn} Then this command prints nothing.',
      otherwise: [['the same again on campus', 'The server is down: ask {manager}.']],
    },
    'turned-away': {
      title:
        '`kex_exchange_identification`, `ssh_exchange_identification`, `banner exchange: Connection to … invalid format`, `Connection closed by … port`, `Connection reset by … port`, `Not allowed at this time`, `account is locked due to`, `There were too many logins for`, `System is booting up`',
      expect:
        'The server ended the connection before you could log in. It is busy, or many failed logins came from your address: then it answers again after some minutes. Wait, and try once. This command prints nothing when it lets you in.',
      otherwise: [
        ['the same again after an hour', 'Ask {manager} whether your address is blocked.'],
        ['invalid format', 'At that address no ssh answers: compare the name of the server with {host}.'],
      ],
    },
    'jump-failed': {
      title:
        '`stdio forwarding failed`, `open failed: connect failed`, `open failed: administratively prohibited`, `Connection closed by UNKNOWN port`, `Connection to UNKNOWN port`, `posix_spawnp: No such file or directory`, `CreateProcessW failed error`, `posix_spawn: No such file or directory`, `Bad stdio forwarding specification`, `Invalid -J argument`',
      expect:
        'The connection goes through another computer, and that part failed. The line above says how: look for it here. This command prints nothing when the whole way is open.',
      otherwise: [
        ['administratively prohibited', 'That computer may pass no connections on: ask {manager} for another way.'],
        [
          'posix_spawnp, on Windows',
          'A ProxyCommand in your settings names ssh without its folder: write `C:/Windows/System32/OpenSSH/ssh.exe`.',
        ],
      ],
    },
    'no-common-method': {
      title:
        '`no matching host key type found`, `no matching key exchange method found`, `no matching cipher found`, `no matching MAC found`, `Unable to negotiate with`, `no mutual signature supported`',
      expect:
        'Your ssh and that of the server have no method in common: one of them is old. This command prints the version of yours. Before 7.2, update it. Otherwise the server is the old one: send {manager} the whole line. Do not turn old methods on: they can be broken.',
      otherwise: [],
    },
    'host-key-unknown': {
      title:
        "`Host key verification failed`, `The authenticity of host … can't be established`, `host key is known for … and you have requested strict checking`, `Are you sure you want to continue connecting`, `knownhosts: key is unknown`",
      expect:
        'Your computer does not know the key of the server, or you did not answer yes. This command prints what it knows: nothing, before the first contact. Connect again, and answer yes only if the fingerprint is {fingerprint}.',
      otherwise: [
        ['the key is printed, and the error stays', 'The server shows another key now: do as for the warning below.'],
      ],
    },
    'host-key-changed': {
      title:
        '`REMOTE HOST IDENTIFICATION HAS CHANGED`, `IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY`, `has just been changed`, `Offending … key in`, `has changed and you have requested strict checking`, `host key for … has changed`, `POSSIBLE DNS SPOOFING DETECTED`, `REVOKED HOST KEY DETECTED`, `knownhosts: key mismatch`, `differs from the key for the IP address`, `Host key mismatch`, `Potential security breach!`, `host key does not match the key that has been cached`, `host key does not match the one WinSCP has`',
      expect:
        'The server shows another key than before: it was set up anew, or somebody is between you and it. Type no password. Send this message, and wait for the answer before you remove any key.',
      otherwise: [],
    },
    'permission-denied': {
      title:
        '`Permission denied (publickey)`, `Permission denied, please try again`, `Permission denied (publickey,gssapi-keyex,gssapi-with-mic)`, `Permission denied (publickey,…)`, `Permission denied (password…)`, `Permission denied (keyboard-interactive…)`, `Permission denied (gssapi…)`, `unable to authenticate, attempted methods`, `Permission denied (hostbased…)`, `Authentication failed.`',
      expect:
        'The server takes neither your key nor your password. This command asks for the password alone, and prints nothing when it was right.',
      otherwise: [
        ['Permission denied (publickey', 'The server takes keys only: ask {manager} how yours gets there.'],
        ['Permission denied, please try again', 'Account or password is wrong. {granter} gives accounts.'],
      ],
    },
    'too-many-keys': {
      title: '`Too many authentication failures`',
      expect:
        'ssh offers the server each key that it has, as from an agent, and the server closes the door before it comes to yours or to your password. This command prints nothing, and sets ssh to offer this server no key: from now on it asks for your password, here and in every other command. Then do the step again.',
      otherwise: [
        [
          'you log in with a key',
          'In the file ~/.ssh/config, write `IdentitiesOnly yes` in the place of `PubkeyAuthentication no`: then ssh offers your key alone. If it is not called ~/.ssh/id_ed25519 or ~/.ssh/id_rsa, name it in a third line: `IdentityFile` and its path.',
        ],
        [
          'the same error again',
          'A line further up in ~/.ssh/config says otherwise, and the first one counts: move these lines to its top.',
        ],
      ],
    },
    'password-expired': {
      title:
        '`Your password has expired`, `Password change required but no TTY available`, `You are required to change your password immediately`, `You must change your password now and login again`, `new password required`, `Authentication token manipulation error`, `Your account has expired`',
      expect:
        'The server wants a new password, and asks for it only in a terminal. This command opens one: set the new password, type `exit`, then start again.',
      otherwise: [
        ['it does not ask', 'Ask {granter} for a new password.'],
        [
          'Authentication token manipulation error',
          'The new password was not taken: the old one was mistyped, or the new one is too simple.',
        ],
        ['Your account has expired', 'Ask {granter}: a new password does not help.'],
      ],
    },
    'service-refused': {
      title:
        '`This account is currently not available`, `This service allows … connections only`, `subsystem request failed on channel`, `shell request failed on channel`, `exec request failed on channel`, `PTY allocation request failed on channel`',
      expect:
        'The server lets you in, and refuses what is asked of it then, such as a shell, which rsync needs. This command prints nothing where you have a shell. Otherwise ask {manager} which ways your account may use.',
      otherwise: [],
    },
    'ssh-permissions': {
      title:
        '`Bad owner or permissions on …/.ssh/config`, `UNPROTECTED PRIVATE KEY FILE`, `Permissions … are too open`, `It is required that your private key files are NOT accessible by others`, `This private key will be ignored`, `Load key … bad permissions`',
      expect:
        'Others may read your key, or change your settings of ssh, so ssh takes neither. This command forbids it to all but you, and prints nothing. Then start again. For a key elsewhere, write the path that the error names in place of `~/.ssh`.',
      otherwise: [
        [
          'the same again, in WSL',
          'The file lies on a drive of Windows, under /mnt, which keeps no permissions. Copy it into ~/.ssh, then run this command.',
        ],
        [
          'Bad owner or permissions on C:',
          'On Windows itself: in the properties of that file, under Security, leave only yourself, SYSTEM and Administrators.',
        ],
        [
          'Operation not permitted',
          'The file belongs to somebody else: ask whoever runs this computer to give it to you.',
        ],
      ],
    },
    'key-unusable': {
      title:
        '`Load key … invalid format`, `Load key … error in libcrypto`, `Load key … Permission denied`, `Identity file … not accessible`, `no such identity`, `agent refused operation`, `incorrect passphrase supplied to decrypt private key`, `Bad passphrase, try again for`, `key_load_public: invalid format`, `Could not open a connection to your authentication agent`, `Error connecting to agent`, `Agent admitted failure to sign`',
      expect:
        'ssh cannot use that key: it is not where the line says, was changed when it was copied, or is the public one. This command lists your keys: the secret one has no `.pub` at its end. Without a key, ssh asks for your password.',
      otherwise: [
        ['the key ends with .ppk', "It is one of PuTTY's: in PuTTYgen, export it as an OpenSSH key."],
        ['agent refused operation', 'Run `ssh-add` once more, and type the passphrase of the key.'],
        [
          'authentication agent',
          'No agent runs in this terminal: start one with ssh-agent, or let ssh ask for the passphrase each time.',
        ],
        ['incorrect passphrase', 'The passphrase of the key was mistyped: it is not the password of your account.'],
      ],
    },
    'ssh-settings': {
      title:
        '`Bad configuration option`, `bad configuration options`, `extra arguments at end of line`, `too long for Unix domain socket`, `getsockname failed: Not a socket`',
      expect:
        'A line of your own settings of ssh is wrong: the error names its file and number. Mend it, or put a `#` before it. This command then prints all settings for this server; until then, the same error.',
      otherwise: [
        ['usekeychain', "Only Apple's ssh knows it. Write `IgnoreUnknown UseKeychain` in the line above."],
        ['too long for Unix domain socket', 'ControlPath is too long: set it to `~/.ssh/%C`.'],
        ['getsockname failed, on Windows', 'Its ssh shares no connections: take ControlMaster out of the settings.'],
      ],
    },
    'remote-command': {
      title: '`Cannot execute command-line and remote command`',
      expect:
        'Your own settings of ssh have a command for this server, so no other can be run. Look for the line that begins with `remotecommand`, and take `RemoteCommand` out of the file ~/.ssh/config.',
      otherwise: [],
    },
    'changed-on-the-way': {
      title:
        '`Corrupted MAC on input`, `message authentication code incorrect`, `Bad packet length`, `DECRYPTION_FAILED_OR_BAD_RECORD_MAC`',
      expect:
        'Bytes were changed on the way, by a network card, a router or a VPN, and ssh ended the connection. What has arrived is right: the same command goes on.',
      otherwise: [
        [
          'the same again and again',
          'Take another way: a cable for Wi-Fi, another network, no VPN on campus. Tell those who run the network.',
        ],
        ['Bad packet length, at once', 'Something else than ssh answers, or text comes before it.', 'unclean-shell'],
      ],
    },
    'connection-lost': {
      title:
        '`connection unexpectedly closed`, `Broken pipe`, `Connection reset by peer`, `bytes received so far`, `error in rsync protocol data stream`, `unexplained error`, `client_loop: send disconnect`, `Connection closed by remote host`, `Timeout, server … not responding`, `scp: Connection closed`, `lost connection`, `ssh_dispatch_run_fatal`, `unexpected end of file`, `poll: hangup`, `poll: bad fd`, `Connection to … closed by remote host`, `read error: Connection timed out`, `read error: Operation timed out`, `read error: Connection reset by peer`, `write error: Broken pipe`, `io timeout after`, `packet_write_wait`, `packet_write_poll`, `Received disconnect from`, `deflate on token returned`, `inflate returned`, `forcibly closed by the remote host`, `An established connection was aborted by the software in your host machine`, `io_read_nonblocking`, `io_read_buf`, `io_read_int`, `io_write_buf`, `exited with status 255`, `exited with status 12`, `Write failed: Broken pipe`, `error in socket IO`, `code 10`, `code 12`, `code 16`, `code 30`, `code 35`, `code 255`',
      expect:
        'The connection broke. Nothing is lost: the same command again passes over whole files and goes on in the one that was cut.',
      otherwise: [
        [
          'it breaks at once, each time',
          'rsync may be missing on the other side, or your start-up file there prints text: see the entries below.',
        ],
        ['it breaks again and again', 'Keep the computer awake, use a cable, and copy in a screen session.'],
        [
          'lost connection, scp: Connection closed',
          'From scp. It starts again from the beginning, and leaves cut files under their names: verify, or use this command, which goes on.',
        ],
      ],
    },
    interrupted: {
      title:
        '`received SIGINT, SIGTERM, or SIGHUP`, `received SIGUSR1`, `Killed`, `Terminated`, `DUE TO TIME LIMIT`, `cancelled: ctrl-c received`, `code 19`, `code 20`, `code 130`',
      expect:
        'The copy was stopped: by Ctrl+C, a closed window, or a restart. The same command goes on where it stopped.',
      otherwise: [
        [
          'no message at all, on a Mac',
          "macOS's own rsync says nothing when it is stopped. If no line begins with `total size is`, it did not come to its end.",
        ],
      ],
    },
    'partial-transfer': {
      title:
        '`some files/attrs were not transferred`, `some files could not be transferred`, `opendir … Permission denied`, `send_files failed to open … Permission denied`, `link_stat … Permission denied`, `change_dir … Permission denied`, `remote open … Permission denied`, `scp: … Permission denied`, `find: … Permission denied`, `du: cannot read directory`, `unreadable directory`, `exited with status 23`, `remote readdir`, `Skipping any contents from this failed directory`, `failed to open … continuing`, `readlink_stat`, `Could not retrieve file stat`, `hash_file_by_path`, `open (2) in`, `code 23`',
      expect:
        'Something could not be read, written or set; the lines above say what. Whether an image is missing, the check says. This command lists what you may not read on the server: nothing, if that is not the reason.',
      otherwise: [
        [
          'link_stat … No such file or directory',
          'Lab folder or collection is misspelt, or deleted: see the entry below.',
          'no-such-folder',
        ],
        [
          'chown, chgrp, symlink … failed',
          'The destination keeps no owners, permissions or links. The images are not concerned: verify.',
          'no-attributes',
        ],
        ['a path', 'You may not read it: ask {manager} to mend its permissions.'],
      ],
    },
    vanished: {
      title: '`file has vanished`, `some files vanished before they could be transferred`, `code 24`',
      expect:
        'Images are being deleted while you copy. Send this now, then run the copy again for those that are left.',
      otherwise: [],
    },
    'disk-full': {
      title:
        '`No space left on device`, `Disk quota exceeded`, `Disc quota exceeded`, `Quota exceeded`, `write failed`, `close failed`, `short write`, `buf_copy`, `error in file IO`, `There is not enough space on the disk`, `QUOTA_EXCEEDED`, `NO_SPACE_LEFT`, `[Errno 28] No space left on device`, `[Errno 122] Disk quota exceeded`, `no space left on device`, `code 11`',
      expect:
        'The disk of the destination is full. `Avail` must become more than what is still missing; then run the copy again: it goes on.',
      otherwise: [
        [
          '`Avail` is not small',
          'You have a quota there, which `df` does not know, or the disk can have no more files (`df -i`): ask whoever runs it.',
        ],
        ['mkdir … failed: Permission denied', 'You may not write there: see the entry below.', 'read-only'],
      ],
    },
    'drive-away': {
      title:
        '`Host is down`, `write failed … Host is down`, `close failed … Host is down`, `write failed … Stale file handle`, `write failed … not connected`, `write failed … Device not configured`, `write failed … No such device`, `Stale file handle`, `Transport endpoint is not connected`, `Socket is not connected`, `Device not configured`, `network path was not found`, `Stale NFS file handle`, `No such device or address`, `The specified network name is no longer available`, `The device is not ready`, `The device is not connected`',
      expect:
        'The drive of the destination was away: a network drive, or one that was unplugged. Connect it again. This command must show it by its own name under `Mounted on`; then start the copy again: it goes on.',
      otherwise: [
        [
          '`/` under `Mounted on`, or `/System/Volumes/Data`',
          'The drive is not there, and a copy would fill the disk of this computer.',
        ],
      ],
    },
    'mount-refused': {
      title:
        '`mount error(`, `mount error: `, `Refer to the mount.cifs(8) manual page`, `mount.nfs: `, `mount_smbfs: `, `access denied by server while mounting`, `System error … has occurred`, `The network name cannot be found`, `The specified network password is not correct`, `The user name or password is incorrect`, `Multiple connections to a server or shared resource`, `mount: only root can`',
      expect:
        'The network drive was not connected. The number says why: 13 or 86 account or password, 2 or 67 the name of the share, 53, 110, 112, 113 or 115 the server was not reached. This command shows it under `Mounted on` once it is there.',
      otherwise: [
        ['the same again', 'Ask whoever runs that drive how this computer connects to it.'],
        ['error(95), Operation not supported', 'The drive takes other settings: leave those out that you added.'],
      ],
    },
    'disk-fails': {
      title:
        '`Input/output error`, `write failed … Input/output error`, `read errors mapping`, `Remote I/O error`, `Structure needs cleaning`',
      expect:
        'A disk could not read or write: the line names the file, and so whether it is there or here. Tell {manager} if it is there. Here, copy to another disk: this one may be about to fail. The line below shows which disk it is.',
      otherwise: [],
    },
    'name-refused': {
      title:
        '`mkstemp … Invalid argument`, `mkstemp … No such file or directory`, `File name too long`, `Illegal byte sequence`, `Invalid or incomplete multibyte or wide character`, `failed to stat … Invalid argument`, `The filename, directory name, or volume label syntax is incorrect`, `The specified path, file name, or both are too long`',
      expect:
        'The disk of the destination cannot have a file of that name: look at its type. exFAT, NTFS and network drives refuse some characters. The other files are copied; choose a destination on another disk for these.',
      otherwise: [],
    },
    'dead-link': {
      title: '`symlink has no referent`, `Too many levels of symbolic links`',
      expect:
        'A link leads nowhere on the server, so there is nothing to bring. This command shows the links of the collection, and where they lead. Choose to keep links as links, or ask whoever made it.',
      otherwise: [],
    },
    'link-passed-over': {
      title: '`skipping non-regular file`, `not a regular file`, `skipping directory`',
      expect:
        'That is a link, or a folder where a file was asked for, and was passed over. This command shows the links of the collection. Choose what becomes of them in the form, under Links.',
      otherwise: [['nothing', 'It is no link. A pipe or a device has no data to bring; a folder needs `-r`.']],
    },
    'larger-here': {
      title: '`local file is larger than remote`, `destination file bigger or same size as source file`',
      expect:
        'A longer file of that name is here: of another collection, or changed since. This command lists what is here. Move that file elsewhere, then start again; delete none before you know what it is.',
      otherwise: [],
    },
    'no-such-folder': {
      title:
        "`No such file or directory`, `link_stat … No such file or directory`, `change_dir … No such file or directory`, `stat remote`, `receiver has empty file list`, `File … not found.`, `directory not found`, `Cannot find path … because it does not exist`, `scp: … No such file or directory`, `remote open … No such file or directory`, `Can't ls: … not found`, `Couldn't stat remote file`, `remote readdir … No such file or directory`, `(l)stat: No such file or directory`",
      expect:
        'A name is misspelt, or the folder has been deleted. This command lists the collections of your lab: copy the name from there.',
      otherwise: [
        ['No such file or directory, again', 'The lab folder is spelt otherwise: ask {manager}.'],
        [
          'the collection is not in the list',
          'It has been deleted, or is in another lab folder: ask {manager} at once.',
        ],
      ],
    },
    'read-only': {
      title:
        '`mkdir: cannot create directory`, `Read-only file system`, `mkdir … failed: Permission denied`, `mkstemp … failed: Permission denied`, `mkdir … failed: No such file or directory`, `open local … No such file or directory`, `mkstempat … Permission denied`, `mkpathat … Permission denied`, `utimensat`, `Access to the path … is denied`, `[Errno 13] Permission denied`, `mkdir: cannot create directory … Permission denied`, `mkdir: cannot create directory … Read-only file system`, `failed to stat … Permission denied`, `open local … Permission denied`, `Access is denied.`, `mkpath: Permission denied`, `open: Permission denied`, `push_dir … Permission denied`',
      expect:
        'You may not write at the destination. The line shows whose it is: owner and group in the third and fourth column.',
      otherwise: [
        ['No such file or directory', 'It is not there yet: make it first, or choose a folder of your own.'],
        [
          '/srv … Read-only file system, on a Mac',
          'Only macOS itself may write there. Choose a folder in your home folder, or on a disk under /Volumes.',
        ],
        ['/Volumes/…, on a Mac', 'There is no disk of that name: connect it, or look in the Finder how it is called.'],
        [
          'mkpathat, on macOS 15.4.0',
          'Its rsync cannot fill a folder that may not be written in at its source either. Update macOS, or take the rsync of Homebrew.',
        ],
      ],
    },
    'in-use': {
      title:
        '`Device or resource busy`, `Resource busy`, `Text file busy`, `being used by another process`, `rename … Device or resource busy`, `rename … Permission denied`',
      expect:
        'A program has that file or folder open, or another drive is mounted there. Close what may show it: a viewer, a folder window, a terminal that is in it. Then run the same command again: it goes on. On a network drive the file is gone once it is closed, old and new: only the same command brings it.',
      otherwise: [['the same again', 'Restart that computer, or choose another destination.']],
    },
    'file-selection': {
      title:
        '`errors selecting input/output files, dirs`, `refusing to follow a symlink owned by an untrusted user`, `mkpath: Not a directory`, `cannot stat destination`, `change_dir#3 … No such file or directory`, `change_dir#1 … No such file or directory`, `change_dir#3 … Permission denied`, `exists but is not a directory`, `Not a directory (20)`, `ambiguous target`, `mkdir … failed: File exists`, `mkdir … failed: Not a directory`, `code 3`',
      expect: 'The destination cannot be used. The line shows whether it is a folder: it must begin with `d`.',
      otherwise: [
        ['a line that begins with -', 'It is a file. Choose another destination.'],
        [
          'refusing to follow a symlink',
          'In its path is a link of somebody else, which rsync from 3.5.0 on does not follow. Take what `readlink -f` shows of it as the destination.',
        ],
      ],
    },
    'unknown-option': {
      title:
        '`unknown option`, `unrecognized option`, `syntax or usage error`, `illegal option`, `invalid option`, `Unknown options:`, `Error: No such option`, `Error: No such command`, `Error: Missing argument`, `unrecognized arguments`, `Invalid choice`, `code 1`, `code 4`',
      expect:
        'The command was changed or cut when it was pasted. Copy it once more, whole. This command says which rsync you have: `2.6.9` and `openrsync` are enough.',
      otherwise: [['no rsync', 'It is not installed.', 'command-not-found']],
    },
    'unclean-shell': {
      title:
        '`protocol version mismatch -- is your shell clean?`, `protocol incompatibility`, `unexpected tag`, `Received message too long`, `Ensure the remote shell produces no output`, `protocol error: unexpected <newline>`, `code 2`',
      expect:
        'A start-up file of your account on the server prints text, which rsync takes for its own. This command must print nothing.',
      otherwise: [['it prints something', 'That is the text. Ask {manager} to take it out of the start-up file.']],
    },
    'rsync-missing': {
      title:
        '`rsync: command not found` from the server, `rsync: not found`, `remote command not found`, `code 127`, `bash: line 1: rsync: command not found`, `zsh:1: command not found: rsync`',
      expect: 'The server did not find rsync, or its shell misread a name. This command prints its version.',
      otherwise: [['not found', 'rsync is not installed there: ask {manager}.']],
    },
    'command-not-found': {
      title:
        '`command not found`, `Unknown command`, `-bash: rsync: command not found`, `rsync: command not found`, `Failed to exec … No such file or directory`, `exec on … No such file or directory`, `error in IPC code`, `not found, but can be installed with`, `not found, but there are`, `is currently not installed`, `command not found: rsync`, `code 14`',
      expect:
        'A program is missing on this computer, or the command was cut when it was pasted. This command prints where the two programs are.',
      otherwise: [['a line is missing', 'Ask whoever runs this computer to install that program.']],
    },
    'nas-programs': {
      title:
        '`NOT READY, missing or too old`, `screen: not found`, `tmux: not found`, `nohup: not found`, `ssh-copy-id: not found`, `BusyBox … multi-call binary`',
      expect:
        'This computer has few programs, or old ones, as a NAS does. Choose a NAS under Your computer: its plan needs neither screen nor tmux, nohup or ssh-copy-id. It needs the two programs that this command shows.',
      otherwise: [
        [
          'NOT READY, and find, df, grep, mktemp or xargs',
          'They are too old for the script. Ask whoever runs the NAS to install newer ones, for example from Entware; or copy from another computer to a drive of this NAS.',
        ],
        ['it is no NAS', 'Ask whoever runs this computer to install that program.', 'command-not-found'],
      ],
    },
    'no-home': {
      title: '`Could not create directory … .ssh`, `Saving key … failed`',
      expect:
        'Your account has no home folder on this computer, or may not write in it, so a key has no place. This command shows it: its line begins with `drwx`, and has your account.',
      otherwise: [
        [
          'No such file or directory, on a Synology',
          'In the Control Panel, under User & Group, Advanced, User Home, enable the user home service. Log out, log in, and make the key.',
        ],
        ['another account, or another computer', 'Ask whoever runs it to give you a home folder.'],
      ],
    },
    'program-broken': {
      title:
        '`error while loading shared libraries`, `cannot open shared object file`, `symbol lookup error`, `not found (required by`, `Library not loaded`, `cannot execute binary file`, `Exec format error`, `Bad CPU type in executable`, `Segmentation fault`, `Illegal instruction`, `OpenSSL version mismatch`, `invalid active developer path`',
      expect:
        'The program that the line names is there, and does not run on this computer: it was made for another system, or a part of it is missing. This command prints where rsync and ssh are: those of the system work.',
      otherwise: [
        ['invalid active developer path, on a Mac', 'Type `xcode-select --install`, and wait until it is done.'],
        [
          'a path in your home folder, or of conda',
          'Leave that environment, with `conda deactivate` for example, or log in anew.',
        ],
      ],
    },
    'other-shell': {
      title:
        '`nu::parser`, `nu::shell`, `Parse error: string not terminated`, `Parse error: unexpected rune`, `Exception: exec: … executable file not found`, `SyntaxError: … code`, `xonsh: subprocess mode: command not found`',
      expect:
        'Nothing was run. Your shell (Nushell, Elvish, xonsh) reads commands in a way of its own. Type `sh`, press Enter, and paste the command again; `exit` leads back.',
      otherwise: [['command not found, in sh too', 'The program is missing here.', 'command-not-found']],
    },
    'windows-shell': {
      title:
        "`not recognized as`, `is not a valid statement separator`, `CommandNotFoundException`, `ParserError`, `Missing expression after unary operator`, `The system cannot find the path specified`, `has no installed distributions`, `ist entweder falsch geschrieben oder`, `n'est pas reconnu en tant que commande interne`, `no se reconoce como un comando interno`",
      expect:
        'PowerShell or cmd was given a command for Linux. This one opens WSL: paste the command there. Without WSL, choose `Windows, without WSL` in the form.',
      otherwise: [
        ['ssh or scp is not recognized', 'In the settings of Windows, under Optional features, add `OpenSSH Client`.'],
        [
          'wsl is not recognized, has no installed distributions',
          'There is no WSL here: choose `Windows, without WSL`.',
        ],
      ],
    },
    'wsl-fails': {
      title:
        '`WslRegisterDistribution failed`, `Wsl/Service/`, `Wsl/InstallDistro/`, `Wsl/CallMsi/`, `The Windows Subsystem for Linux is not installed`, `The Windows Subsystem for Linux optional component is not enabled`, `The virtual machine could not be started because a required feature is not installed`, `WSL2 is not supported with your current machine configuration`, `Please enable the Virtual Machine Platform`',
      expect:
        'WSL itself does not start; no command was run. This one, in PowerShell, says which version there is, and what is missing. Restart Windows once, then run `wsl --update` there.',
      otherwise: [
        [
          'the same again',
          'Whoever runs this computer has to allow virtual machines. Until then choose `Windows, without WSL` in the form.',
        ],
      ],
    },
    'line-ends': {
      title:
        "`$'\\r': command not found`, `\\r': No such file or directory`, `bad interpreter: … ^M`, `set: Illegal option -`, `cannot execute: required file not found`",
      expect:
        'The script has line ends of Windows: an editor, a mail program or a drive changed it. Download it once more, straight to the computer where it runs. This command is the copy without a script.',
      otherwise: [],
    },
    'script-start': {
      title:
        '`permission denied: ./`, `bash: ./… Permission denied`, `sh: … ./… Permission denied`, `exists but is not an executable file`',
      expect:
        'A script was started by its name, and a downloaded file may not be run so. Type `sh`, a space, and its name. This command is the copy without a script.',
      otherwise: [['sh: 0: cannot open', 'You are not in the folder with the script: go there first, with `cd`.']],
    },
    'folder-gone': {
      title: '`getcwd(): No such file or directory`, `getcwd: cannot access parent directories`',
      expect:
        'The folder that your terminal is in has been deleted or moved. This command goes to your home folder. Then start again.',
      otherwise: [],
    },
    'no-memory': {
      title:
        '`Cannot allocate memory`, `out of memory`, `error allocating core memory buffers`, `Too many open files`, `Resource temporarily unavailable`, `fork failed`, `Out of memory`, `fork: retry`, `Cannot fork`, `buffer overflow in recv_file_entry`, `code 22`',
      expect:
        'This computer, or the other one, has no memory left, or lets you use no more. Close other programs, then run the same command again: it goes on.',
      otherwise: [['the same again', 'Copy the folders of the collection one by one, or on another computer.']],
    },
    'both-remote': {
      title:
        '`The source and destination cannot both be remote.`, `both source and destination cannot be remote files`',
      expect:
        'rsync took the destination for another computer, because of a colon in it. The destination must begin with `/`, as here.',
      otherwise: [],
    },
    'pasted-apart': {
      title:
        "`no matches found`, `No match.`, `event not found`, `command not found: #`, `zsh: no matches found`, `bash: … event not found`, `quote>`, `dquote>`, `Unmatched '`, `in remote-shell command`, `unexpected EOF while looking for matching`, `Unterminated quoted string`, `quotes are not balanced`, `syntax error near unexpected token`, `zsh: parse error near`, `zsh: bad pattern`, `Expected end of the statement`, `Missing end to balance`, `Illegal variable name.`, `Badly placed`, `syntax error: unexpected end of file`",
      expect:
        'The shell read only a part of the command, or a changed one: mail and chat programs write other quote marks and dashes. If its prompt is `quote>` or `>`, press Ctrl+C first. Copy the command once more with its button, and paste it whole.',
      otherwise: [],
    },
    'too-many-names': {
      title: '`Argument list too long`, `argument list too long`',
      expect:
        'A `*` stood for more names than a command may have. The commands of this page name the folder, not what is in it: copy this one, whole.',
      otherwise: [],
    },
    'no-session': {
      title:
        "`There is no screen to be resumed`, `There is no screen to be detached matching`, `No Sockets found`, `can't find session`, `no sessions`, `no server running on`, `error connecting to … No such file or directory`, `[screen is terminating]`, `[exited]`, `[server exited]`, `server exited unexpectedly`, `lost server`, `There is no screen to be attached matching`, `No screen session found`, `error connecting to … Connection refused`, `It is not detached.`",
      expect:
        'The session is gone, after a restart for example, or it runs on another computer. This command lists those of this computer. If yours is not there, start it again and repeat the copy.',
      otherwise: [
        [
          'it is in the list',
          'Copy its name, with the number before it, in place of the name you used.',
          'several-sessions',
        ],
        [
          'it is in the list, and Attached',
          'It is open elsewhere: come back with `screen -d -r`, a space, and its name.',
        ],
        [
          '[screen is terminating], as soon as it starts',
          'The shell in it ends at once: look at what your start-up file runs, or choose tmux.',
        ],
      ],
    },
    'several-sessions': {
      title: '`There are several suitable screens on`, `several suitable screens`',
      expect:
        'The session was started twice. Each line begins with a number: use the whole word, number and name, to come back to one; end the other with `exit`.',
      otherwise: [],
    },
    'dead-session': {
      title: "`(Dead ???)`, `Remove dead screens with 'screen -wipe'`",
      expect:
        'That session was ended by a restart or from outside, and the copy with it. This command takes it off the list: `(Removed)`. It ends nothing that runs. Start a session again, and repeat the copy: it goes on.',
      otherwise: [],
    },
    'no-screen-folder': {
      title:
        "`Cannot make directory … screen': Permission denied`, `Directory … must have mode 777`, `must have mode`, `must be owned by root`, `You are not the owner of`, `is not the owner of`",
      expect:
        'screen has no folder for its sessions, because WSL makes none when it starts. This command makes it, asks for your password on this computer, and prints nothing. It has to be made again after a restart; with tmux, none is needed.',
      otherwise: [
        ['must have mode 775, or 755', 'Write that number in place of 1777.'],
        ['must have mode 700', 'That folder is your own: `chmod 700`, and its path.'],
        ['sudo: command not found, not in the sudoers file', 'Choose tmux, or ask whoever runs this computer.'],
      ],
    },
    'no-tmux-folder': {
      title:
        "`has unsafe permissions`, `couldn't create directory … tmux`, `error creating … tmux`, `error connecting to … Permission denied`",
      expect:
        'tmux keeps its sessions in a folder of your own under /tmp, and that one cannot be used. This command shows whose it is: it must be yours, and begin with `drwx------`.',
      otherwise: [
        ['unsafe permissions', 'Type `chmod 700`, a space, and the folder that the line names.'],
        [
          'it belongs to somebody else',
          'You became another person with su or sudo: log in as that person. Otherwise choose screen.',
        ],
      ],
    },
    'duplicate-session': {
      title: '`duplicate session`',
      expect:
        'A session of that name runs already, perhaps with your copy in it. This command lists the sessions. Come back to it with `tmux attach -d -t`, a space, and its name, and look.',
      otherwise: [],
    },
    'session-in-session': {
      title: '`sessions should be nested with care`',
      expect:
        'You are in a session already: copy in this one. This command lists it. To leave it running, press Ctrl+B, let go, then press D.',
      otherwise: [],
    },
    'no-utf8': {
      title: '`need UTF-8 locale (LC_CTYPE)`, `invalid LC_ALL, LC_CTYPE or LANG`',
      expect:
        'tmux starts only where the terminal is set to UTF-8. This command starts it all the same: `exit` ends it. Put its first two words before the command of your plan too.',
      otherwise: [['the same again', 'Choose screen: it takes any terminal.']],
    },
    'tmux-replaced': {
      title: '`protocol version mismatch (client …, server …)`, `server version is too old for client`',
      expect:
        'tmux was replaced while your session ran, and the new one cannot talk to the old one. The copy goes on. This command prints the number of the old one, before `tmux: server`: come back to it with `/proc/NUMBER/exe attach`. End nothing before the copy is done.',
      otherwise: [
        ['it is a Mac, which has no /proc', 'Let the copy end: `du -sh` of the destination shows how far it is.'],
      ],
    },
    'unknown-terminal': {
      title:
        "`missing or unsuitable terminal`, `terminal does not support clear`, `open terminal failed`, `Cannot find terminfo entry for`, `Error opening terminal`, `unknown terminal type`, `Clear screen capability required`, `Please set a terminal type`, `Must be connected to a terminal`, `TERM environment variable not set`, `Cannot open your terminal`, `Cannot find termcap entry for`, `terminal is not fully functional`, `tput: unknown terminal`, `can't find terminfo database`, `$TERM too long`",
      expect:
        'screen and tmux do not know your terminal by its name, such as xterm-kitty. This command starts a session all the same: `exit` ends it. Put `env TERM=xterm` before the command of your plan too.',
      otherwise: [
        [
          'Must be connected to a terminal, not a terminal',
          'It was started without a terminal: log in first, then start it. If you are at one, tmux was replaced.',
          'tmux-replaced',
        ],
        ['Cannot open your terminal', 'You became somebody else with su or sudo: log in as that person instead.'],
      ],
    },
    'verify-differs': {
      title:
        '`NOT PASSED`; a line that begins with `>f`, `cL` or `cd`, such as `>fcsT......`, `>fc.T......`, `>fc......`, `>f+++++++++`, `cL+++++++`, `cL..T....`, `cLc.T......`, `cd+++++++`, `>fcs.....`, `>fcsT....`, `>fc.T....`, `>f+++++++`, `>f.......`, when you verify; `could not make way for new regular file`, `cannot delete non-empty directory`, `unlinkat: Directory not empty`, `rmdir … Directory not empty`',
      expect:
        '`>f`: that file is missing (`+++`), has other contents (`c`) or another size (`s`). `cL` is a link, `cd` a folder. This command copies again what has other contents, whatever its size and time. Then verify again, before the images are deleted.',
      otherwise: [
        [
          'the same line a second time',
          'If a program has the file open, close it and start again. Two names that differ in capitals only are one file on many disks: take another one. Otherwise send the line to {manager}: the file may be damaged on the server.',
        ],
        [
          'could not make way for, Directory not empty',
          'A folder stands here in the place of that file or link. Move it elsewhere, then start again.',
        ],
        ['a line that begins with .f or .d', 'Only its time differs: that is no harm.'],
      ],
    },
    'changed-while-copied': {
      title: '`failed verification -- update`, `FILE_SIZE_CHANGED`, `VERIFY_CHECKSUM`, `EXTERNAL_CHECKSUM_MISMATCH`',
      expect:
        'A file was not the same after it had been copied: it changed on the server meanwhile, or a disk, memory or cable here is at fault. This command brings it once more. Then verify.',
      otherwise: [
        [
          'the same file again and again',
          'Wait until the microscope has finished it. After that, take another disk: send the line to {manager}.',
        ],
      ],
    },
    'no-attributes': {
      title:
        '`chown … Operation not permitted`, `chgrp … Operation not permitted`, `symlink … Function not implemented`, `symlink … Operation not permitted`, `symlink … Operation not supported`, `failed to set times`, `failed to set permissions`, `mknod … Operation not permitted`, `rsync: [generator] chown … failed`, `sys_acl_set_file`, `rsync_xal_set`, `failed to set times … Permission denied`, `symlink … Invalid argument`, `mkstemplinkat: Operation not permitted`, `mkstemplinkat: Operation not supported`, `utimensat (2): Operation not permitted`, `utimensat (2): Operation not supported`, `fchmodat (1)`, `identity unknown or not available`',
      expect:
        'The disk, such as exFAT or a network drive, cannot keep owners, groups, permissions or links: look at `Type`. The images are not concerned: verify, and ignore these lines. Links are missing then: choose `bring what they lead to` in the form, under Links.',
      otherwise: [
        [
          'it keeps them (ext4, xfs, apfs, nfs)',
          'Then the group, or owner, is one that you may not give to a file, as on many network drives. That is no harm either.',
        ],
        [
          'utimensat or fchmodat, and the copy ends',
          "macOS's own rsync goes no further on a disk that refuses times or permissions. Copy to a disk of this Mac, or take the rsync of Homebrew.",
        ],
        ['no `Type`, on a Mac', 'The first word in brackets is it, in the line with the path of your disk.'],
      ],
    },
    'mac-privacy': {
      title:
        '`opendir … Operation not permitted`, `readdir … Operation not permitted`, `unreadable directory: Operation not permitted`, `mkpathat … Operation not permitted`, `mkdir … Operation not permitted`, `mkstemp … Operation not permitted`, `ls: … Operation not permitted`, `mkstempat … Operation not permitted`, `mkpath: Operation not permitted`, `open: Operation not permitted`, `push_dir … Operation not permitted`, `change_dir … Operation not permitted`',
      expect:
        'macOS keeps your terminal out of that folder or disk, whoever owns it. In System Settings, under Privacy & Security, give your terminal program Full Disk Access, close it, and open it again. This command then lists the folder.',
      otherwise: [
        ['the same again', 'It is a network drive, which refuses by itself: copy to a disk of this computer.'],
        ['it is no Mac', 'The folder is locked against changes (`lsattr -d`): ask whoever runs this computer.'],
      ],
    },
    'too-large-for-fat32': {
      title: '`File too large`, `write failed … File too large`, `file is too large for the destination`',
      expect:
        'FAT32 cannot have a file of 4 GiB or more: look at `Type`. With vfat, format the drive as exFAT, which deletes all on it, or take another.',
      otherwise: [
        ['another type', 'Your account has a limit for the size of files: ask whoever runs this computer.'],
        ['no `Type`, on a Mac', 'FAT32 is `msdos` there, in brackets in the line with the path of your disk.'],
      ],
    },
    'globus-login': {
      title:
        '`MissingLoginError`, `Missing login for`, `No Authentication provided`, `Your credentials are no longer valid`, `NO_CREDENTIALS`, `invalid_grant`, `AuthenticationFailed`',
      expect:
        'You are not logged in to Globus. A page opens, or a link is printed: follow it, and copy the code back. Then repeat the command.',
      otherwise: [],
    },
    'globus-consent': {
      title:
        '`ConsentRequired`, `Missing required data_access consent`, `requires you to grant consent for the Globus CLI`, `consent to additional access for the Globus CLI`, `globus session consent`, `The resource you are trying to access requires you to re-authenticate with specific identities`',
      expect:
        'The collection wants you to allow the Globus CLI to use it. The error itself ends with a line `globus session consent …` or `globus session update …`: copy that line, run it, and repeat the command. This one says as whom you are logged in.',
      otherwise: [
        ['another identity than was invited', 'Log in with the one that the data were shared with.', 'globus-login'],
      ],
    },
    'globus-permission': {
      title: '`PermissionDenied`, `EndpointPermissionDenied`, `PERMISSION_DENIED`, `code: PermissionDenied`',
      expect:
        'You are logged in with another identity than the data were shared with, or the path is not shared. This command prints your identity: it must be the one that you sent to the facility.',
      otherwise: [
        [
          'it is the same',
          'The path is outside of what is shared, or may not be written to: ask whoever owns that collection.',
        ],
      ],
    },
    'globus-login-denied': {
      title:
        '`LOGIN_DENIED`, `530-Login incorrect`, `DirListingFailed.LoginFailed`, `are from domains allowed by resource policies`, `session_required_single_domain`',
      expect:
        'The collection takes identities of certain institutions only, or of those whom its owner has listed. This command says as whom you are logged in. If the error has `session_required_single_domain`, type `globus session update`, a space, and the domain behind it; then repeat the command.',
      otherwise: [['no domain in the error', 'Ask whoever owns that collection to let your identity in.']],
    },
    'globus-path': {
      title: '`PATH_NOT_FOUND`, `FILE_NOT_FOUND`, `ClientError.NotFound`',
      expect:
        'There is no such path in that collection: its `/` is the top of what is shared, not of the disk. Globus tries again for a day or more. This command lists the transfers: end that one with `globus task cancel` and its `Task ID`, and start it with the right path.',
      otherwise: [],
    },
    'globus-no-collection': {
      title: '`EndpointNotFound`, `No such endpoint`',
      expect:
        'The id of the collection is mistyped, or it has been deleted. This command lists those that are shared with you: copy the id from there.',
      otherwise: [
        ['it is not in the list', 'It is not shared with the identity you are logged in with.', 'globus-permission'],
      ],
    },
    'globus-not-connected': {
      title:
        '`GCDisconnectedException`, `is not currently connected to Globus`, `NotConnected`, `GC_NOT_CONNECTED`, `GCDisconnected`',
      expect:
        'Globus Connect Personal does not run on that computer. Start it there; Globus then goes on by itself. This command, run there, prints its id.',
      otherwise: [['No Globus Connect Personal installation found', 'It was never set up on this computer.']],
    },
    'globus-unreachable': {
      title:
        '`TIMEOUT`, `CONNECT_FAILED`, `CONNECTION_BROKEN`, `CONNECTION_RESET`, `ENDPOINT_TOO_BUSY`, `ENDPOINT_ERROR`, `The server may be too busy`, `Unable to scan endpoint`, `code: ExternalError`, `code: ServiceUnavailable`, `globus_xio`, `Error (connect)`, `The operation timed out`, `EXPIRED`',
      expect:
        'One of the two collections did not answer in time. Globus tries again by itself until the deadline of the transfer. The list shows its `Task ID` and `Status`: `ACTIVE` means that it goes on.',
      otherwise: [
        [
          'the same for hours',
          'A firewall may be in the way, or that server is down: ask whoever owns the collection that the error names.',
        ],
        ['Globus Connect Personal', 'That computer sleeps, or it is not connected.', 'globus-not-connected'],
      ],
    },
    'globus-paused': {
      title: '`PAUSED`, `INACTIVE`, `Is Paused`, `GC_PAUSED`',
      expect:
        'The transfer waits: for your login, for a consent, or for an administrator. The list shows its `Task ID` and `Status`. Log in again; it goes on by itself.',
      otherwise: [['it stays paused', 'Ask whoever owns the collection that is named in it.']],
    },
    // fs/newfs.go of rclone 1.60: seen. lib/oauthutil, oauthutil.go, of the same: read.
    'rclone-remote': {
      title: "`didn't find section in config file`",
      expect:
        'rclone knows no service of the name before the colon. This command lists those it knows: use one of them, or set this one up with “rclone config”.',
      otherwise: [
        ['nothing', 'None is set up for this account on this computer. Another account has settings of its own.'],
      ],
    },
    'rclone-token': {
      title: "`couldn't fetch token`, `empty token found`, `maybe token expired?`",
      expect:
        'Your login to the service has run out, or was taken back. Choose “Edit existing remote” and its name, keep what is there, and log in anew in the browser. Then run the copy again: it passes over what is there.',
      otherwise: [],
    },
    'aws-credentials': {
      title:
        '`Unable to locate credentials`, `The AWS Access Key Id you provided does not exist`, `SignatureDoesNotMatch`, `ExpiredToken`, `InvalidToken`, `NoCredentialProviders`, `Partial credentials found in`, `The config profile … could not be found`, `RequestTimeTooSkewed`, `An error occurred (InvalidAccessKeyId) when calling the … operation`, `does not exist in our records`, `Unable to parse config file`, `The provided token has expired`, `The provided token is malformed`',
      expect:
        'AWS does not know you on this computer, or the keys were mistyped. This command asks for your own keys. Nobody else needs them: never put them into a message.',
      otherwise: [
        ['RequestTimeTooSkewed', 'The clock of this computer is wrong: set it.'],
        [
          'ExpiredToken, InvalidToken',
          'These keys hold for some hours only: ask for new ones where you had them from.',
        ],
        [
          'The config profile',
          'AWS_PROFILE, or --profile, names one that is not in ~/.aws/config: compare the spelling.',
        ],
      ],
    },
    'aws-sso': {
      title:
        '`Error loading SSO Token`, `The SSO session associated with this profile has expired`, `Token has expired and refresh failed`, `UnauthorizedException`',
      expect:
        'Your login through your institution has expired. A page opens: log in, then repeat the command. Add `--profile` and its name, if your command has it. A sync goes on with what is missing.',
      otherwise: [
        [
          'Missing the following required SSO configuration',
          'Say which profile: add `--profile`, a space, and its name.',
        ],
        ['invalid choice, sso', 'This is version 1 of aws, which cannot do that: install version 2.'],
      ],
    },
    'aws-unreachable': {
      title:
        '`Could not connect to the endpoint URL`, `Connection was closed before we received a valid response from endpoint URL`, `Read timeout on endpoint URL`, `Connect timeout on endpoint URL`, `Failed to connect to proxy URL`, `SSL validation failed`, `You must specify a region`, `PermanentRedirect`, `AuthorizationHeaderMalformed`, `(SlowDown)`, `Max Retries Exceeded`, `Max retries exceeded with url`, `certificate verify failed`, `CERTIFICATE_VERIFY_FAILED`, `Invalid endpoint`, `(RequestTimeout)`, `IncompleteRead`, `(IllegalLocationConstraintException)`, `(InternalError)`, `(ServiceUnavailable)`, `Connection aborted.`',
      expect:
        'AWS was not reached: no network, a wrong region, which is a part of the address, or a proxy in between. This command shows the region that is set. Then repeat the command: what is there is not fetched again.',
      otherwise: [
        [
          'PermanentRedirect, AuthorizationHeaderMalformed',
          'The bucket is in another region, which the error names: add `--region` and it.',
        ],
        [
          'SSL validation failed',
          'Something in between reads the connection: ask whoever runs the network. Do not turn the check off.',
        ],
      ],
    },
    'aws-access-denied': {
      title:
        '`An error occurred (AccessDenied)`, `An error occurred (403) when calling the … operation`, `403`, `Forbidden`, `AccessDenied: Access Denied`, `InvalidObjectState`, `is not authorized to perform`, `A client error (403) occurred`, `An error occurred (AllAccessDisabled)`, `Unable to perform download operations on GLACIER objects`',
      expect:
        'AWS knows you, but you may not do this with the bucket. This command says as whom it sees you: whoever owns the bucket must allow that identity.',
      otherwise: [
        [
          'HeadObject … Forbidden, for one file',
          'Its name may be misspelt: AWS does not tell everybody what is there.',
        ],
        ['InvalidObjectState', 'It has been put into an archive: whoever owns the bucket has to restore it first.'],
        ['Unable to locate credentials', 'AWS does not know you.', 'aws-credentials'],
      ],
    },
    'aws-no-such-bucket': {
      title:
        '`NoSuchBucket`, `The specified bucket does not exist`, `An error occurred (404) when calling the … operation`, `NoSuchKey`, `given object not found`, `Invalid bucket name`, `A client error (404) occurred`',
      expect:
        'The name of the bucket, or of the folder or file in it, is misspelt, or it is in another account. The list shows the buckets of yours.',
      otherwise: [],
    },
    'aws-name-clash': {
      title: '`[Errno 21] Is a directory`, `[Errno 20] Not a directory`',
      expect:
        'In the bucket a file has the name of a folder, which no disk can hold. The others are copied. The list shows the buckets of yours: ask whoever owns this one to rename the file.',
      otherwise: [],
    },
    // What FileZilla 3.63 shows: test/desktop. What WinSCP and Cyberduck show: read in their own pages and texts.
    'filezilla-protocol': {
      title:
        '`Cannot establish FTP connection to an SFTP server`, `Plain FTP is insecure`, `Insecure server, it does not support FTP over TLS`, `You cannot connect to an SFTP server using an FTP protocol`',
      expect:
        'The program spoke FTP, and the server takes SFTP. The file of the plan sets that right: import it, and connect to its site.',
      otherwise: [['you typed the address yourself', 'Begin it with `sftp://`, as in `sftp://{host}`.']],
    },
    'filezilla-connection': {
      title:
        '`Could not connect to server`, `Could not connect to server … Waiting to retry`, `Error: FATAL ERROR:`, `Connection timed out after … of inactivity`, `ssh_init:`, `ssh_init: … not known`, `ssh_init: Host does not exist`, `Disconnected from server`, `Connection attempt failed`, `Remote side unexpectedly closed network connection`, `Server unexpectedly closed network connection`, `Connection has been unexpectedly closed`, `Network error: `, `Host is not communicating for`, `Timeout waiting for server to respond`, `IO Error: Broken pipe`, `IO Error: Read Timed Out`',
      expect:
        'The server was not reached, or the connection broke. {vpn} Then connect, and download the same row once more: what is here in full is passed over.',
      otherwise: [
        ['ssh_init, Host does not exist', 'That is no name of a server: compare it, letter by letter, with {host}.'],
        [
          'a number beside Failed transfers',
          'Those files are missing, or cut, under their final names.',
          'filezilla-failed',
        ],
        [
          'the same again and again',
          'Keep the computer awake and take a cable. Raise no number of tries: FileZilla does not wait between them, and the server may shut you out.',
        ],
      ],
    },
    'filezilla-turned-away': {
      title:
        "`Received unexpected end-of-file from SFTP server`, `No supported authentication methods available`, `Couldn't agree a … (available:`, `Cannot initialize SFTP protocol`, `Is the host running an SFTP server?`, `Invalid packet: indicated length`",
      expect:
        'The server was reached, and does not let your program in. The line names the reason: ask {manager}, and send it along.',
      otherwise: [
        [
          'unexpected end-of-file',
          'Your password may have expired. In the form, choose that a code is asked for, import that file, and connect: FileZilla then shows what the server says.',
        ],
        ['No supported authentication methods', 'The server takes keys only: ask {manager} how yours gets there.'],
        ["Couldn't agree", 'Program and server have no method in common: one of them is old. Update the program.'],
        [
          'Cannot initialize SFTP, Invalid packet',
          'It takes no SFTP, or a start-up file of your account there prints text.',
        ],
      ],
    },
    'filezilla-login': {
      title:
        '`Status: Access denied`, `Access denied … Authentication failed.`, `Error: Authentication failed.`, `Incorrect password`, `Authentication log (see session log for details)`',
      expect:
        'Account or password is wrong, or you have no account: {granter} gives accounts. Nothing more happens until you connect again, and type the password anew.',
      otherwise: [
        [
          'it was right, and a code is asked for too',
          'The code went into the window of another connection. In the form, choose that a code is asked for, and import that file: FileZilla then has one connection.',
        ],
      ],
    },
    'filezilla-code': {
      title: '`Server sent an additional login prompt`, `You need to use the interactive login type`',
      expect:
        'The server asks for a code too. In the form of the way without a terminal, choose that, save its file, import it, and connect to the new site. FileZilla then asks in windows, one for each question.',
      otherwise: [
        [
          'windows for the code come again with each file',
          'Your site has several connections, and each asks. That of the new file has one.',
        ],
      ],
    },
    'filezilla-key': {
      title:
        '`You have no guarantee that the server is the computer you think it is`, `Always trust this host, add this key to the cache`, `Continue connecting to an unknown server`, `Connection abandoned.`',
      expect:
        'Your first contact with the server: only if the fingerprint is {fingerprint}, trust it, and click OK, or Accept. Otherwise click Cancel: that may be another computer.',
      otherwise: [
        ['Connection abandoned', 'You clicked Cancel. Connect again, once you know the fingerprint.'],
        ['does not match', 'You knew another key before. Click Cancel.', 'host-key-changed'],
      ],
    },
    'filezilla-folder': {
      title:
        '`Error: Directory … no such file or directory`, `Error: Directory … permission denied`, `Error changing directory to`, `Error listing directory`',
      expect:
        'The folder on the server is spelt otherwise, or you may not look into it. FileZilla shows your home folder instead: download nothing there.',
      otherwise: [
        ['the same again', 'Ask {manager} how the lab folder is called, and whether you may read it.'],
        ['in the middle of a copy', 'A folder that you may not read.', 'filezilla-unreadable'],
      ],
    },
    'filezilla-unreadable': {
      title:
        '`Failed to retrieve directory listing`, `open for read: permission denied`, `open for read: no such file or directory`, `Could not start transfer`, `Cannot open remote file`, `Invalid character sequence received, disabling UTF-8`',
      expect:
        'A file or folder cannot be read on the server. Folders are then missing here, and no list says so: only the comparison does. It is yellow on the right.',
      otherwise: [
        ['permission denied', 'You may not read it: ask {manager} to mend its permissions.'],
        [
          'no such file or directory',
          'A link that leads nowhere, a name that has a line break or is not UTF-8, or a file that was deleted meanwhile: then ask {manager} now.',
        ],
        ['Failed to retrieve directory listing, of a link', 'It leads to a file, and that file is here: no harm.'],
      ],
    },
    'filezilla-cannot-write': {
      title:
        "`local: unable to open`, `Critical file transfer error`, `Could not write to local file`, `Can't create file`, `Error creating folder`",
      expect:
        'Your computer lets FileZilla write no such file: the folder is not yours, the disk is not there, or a program has the file open. Look at `Local site:`, above the left lists. Choose a folder of your own in the form, and import its file.',
      otherwise: [
        ['a name with : ? * " < > | in it', 'The disk cannot have that name: copy to another one.', 'name-refused'],
        ['it is your folder, on a Mac', 'In System Settings, under Privacy & Security, let FileZilla use it.'],
      ],
    },
    'filezilla-full': {
      title: '`error while writing local file`, `Error writing to file`',
      expect:
        'The disk is full, or was unplugged: FileZilla says no more, and tries again. Each file that did not fit is cut, under its final name. Make room, then download the same row once more.',
      otherwise: [['a file of 4 GiB or more, on a USB drive', 'FAT32 cannot have it.', 'too-large-for-fat32']],
    },
    'filezilla-exists': {
      title: '`Target file already exists`, `Destination directory already contains file`',
      expect:
        'Something of that name is here, cut or whole. With any answer but these, FileZilla can leave a cut file as it is, and lists it as successful.',
      otherwise: [
        [
          'it asks although you have imported the file of the plan',
          'FileZilla keeps imported settings only when it is closed: it crashed before, or you left Settings out. Import the file again, close FileZilla by File > Exit, and start it.',
        ],
        [
          'Destination directory already contains file',
          'That is WinSCP. Overwrite is right. Skip and Newer only leave a cut file as it is, if another program cut it.',
        ],
      ],
    },
    'filezilla-filepart': {
      title:
        '`Target directory contains partially transferred file`, `Do you want to resume file transfer?`, `temporary transfer file … could not be renamed`',
      expect:
        'WinSCP has cut a file, which ends in `.filepart` until it is whole. Click Yes: it goes on where it stopped.',
      otherwise: [
        [
          'could not be renamed',
          'All bytes have come. A program has the file of that name open: close it, and copy once more.',
        ],
        [
          'which is bigger than a source file',
          'The file on the server is another one than before. WinSCP deletes that part, and starts anew.',
        ],
      ],
    },
    'filezilla-import': {
      title: '`File does not contain any importable data`, `Site does not exist.`',
      expect:
        'That is another file, or the browser saved a page in its place. Save the file of the plan once more, and choose it here.',
      otherwise: [
        [
          'you imported it, and the site is not there',
          'A program has changed the file: a site that lacks something is left out in silence.',
        ],
        ['an older site opens', 'A second import changes no site: each has a title of its own. Choose the new one.'],
      ],
    },
    'filezilla-delete': {
      title: '`Really delete … from the server?`',
      expect: 'Click No. Enter means Yes, and what is deleted on the server is gone: there is no bin.',
      otherwise: [['you clicked Yes', 'Tell {manager} now: there may be another copy.']],
    },
    'filezilla-failed': {
      title:
        '`All transfers have finished. … could not be transferred`, `Error: File transfer failed`, `File transfers still in progress.`',
      expect:
        'Files are missing or cut. Fetch them before you close FileZilla, which forgets this list then. Afterwards only the comparison names them.',
      otherwise: [
        ['the list is empty', 'FileZilla has been closed since. Download the row of the collection once more.'],
        [
          'File transfers still in progress',
          'Click No, and let it end. If you have to close it, the queue is kept: at the next start, Transfer > Process Queue goes on.',
        ],
      ],
    },
    harmless: {
      title:
        '`connection is not using a post-quantum key exchange algorithm`, `This session may be vulnerable to "store now, decrypt later" attacks`, `The server may need to be upgraded`, `Permanently added … to the list of known hosts`, `Failed to add the host to the list of known hosts`, `already exists, disabling multiplexing`, `Could not chdir to home directory … No such file or directory`, `setsockopt TCP_NODELAY`, `cannot change locale`, `Pseudo-terminal will not be allocated`, `session request failed: Session open refused by peer`, `A localhost proxy configuration was detected but not mirrored into WSL`, `setlocale`, `Setting locale failed`, `X11 forwarding request failed`, `xauth key data not generated`, `No xauth data`, `Could not request local forwarding`, `cannot listen to port`, `stdin: is not a tty`, `ttyname failed`, `No value for $TERM and no -T specified`, `Inappropriate ioctl for device`, `no version information available`',
      expect:
        'These are no errors: the copy runs. The first lines say that the ssh of the server is older than yours; the connection is encrypted all the same. This command may print them again, and nothing else.',
      otherwise: [
        ['another line beside them', 'That one is the error: look for it here.'],
        [
          'Could not chdir to home directory, on a NAS',
          'A key has no place then: see the entry “Could not create directory”.',
          'no-home',
        ],
      ],
    },
  },
  // What to click in FileZilla instead of a command.
  clicks: {
    'filezilla-protocol': importClicks,
    'filezilla-connection': downloadClicks,
    'filezilla-turned-away': connectClicks,
    'filezilla-login': connectClicks,
    'filezilla-code': importClicks,
    'filezilla-key': connectClicks,
    'filezilla-folder': ['Remote site, above the right lists: {labFolder}', 'press Enter'],
    'filezilla-unreadable': [
      'open the folder {collection} on both sides',
      'press F3',
      'Comparative search',
      'Compare: File sizes',
      'Search',
      'tick Hide identical files',
    ],
    'filezilla-cannot-write': importClicks,
    'filezilla-full': downloadClicks,
    'filezilla-exists': [
      'Overwrite if different size',
      'Always use this action',
      'Apply to current queue only',
      'Apply only to downloads',
      'OK',
    ],
    'filezilla-filepart': ['Yes'],
    'filezilla-import': importClicks,
    'filezilla-delete': ['No'],
    'filezilla-failed': [
      'Failed transfers, a tab below: right-click into its list',
      'Reset and requeue all',
      'Transfer > Process Queue',
      'if it asks “Target file already exists”: Overwrite if different size, Always use this action, Apply to current queue only, OK',
    ],
  },
  messages: {
    'host-key-changed': {
      subject: 'Has the host key of the storage server changed?',
      body: 'Hello,\n\nmy computer says that the host key of {host} has changed. Has it? Please tell me the fingerprint that I should see, so that I can compare.\n\nMy account: {account}\n\nThank you!',
    },
    vanished: {
      subject: 'Urgent: {collection} of {lab} is being deleted while we copy it',
      body: 'Hello,\n\nimages of the collection {collection} in the lab folder {lab} are being deleted while we copy them. Can you keep what is left until we have a verified copy? Please answer today.\n\nFolder: {path}\nMy account: {account}\n\nThank you!',
    },
  },
  copy: rsyncCopyTables,
  server: storageServerTables,
  reading: seenTables,
} as const satisfies MethodTables & { messages: Record<string, MessageText>; [more: string]: unknown };

/** What an error on the screen means, and the next command. Its steps are the errors, each titled with the text that is seen. */
import type { WordRow } from '../../command/argv.ts';
import { accountField, collectionField, destinationField, labField, unixComputerField } from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
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
const screens = [
  ['utility', 'screen', 'Keeps a terminal running when its window is closed.', 'screen(1)'],
  ['option', '-ls', 'Lists the sessions there are.', 'screen(1) -ls'],
] as const satisfies readonly WordRow[];

const systemOnMac = [
  ['utility', 'diskutil', 'Tells about disks.', 'diskutil(8)'],
  ['operand', 'info', 'All that is known, among it the file system,', 'diskutil(8) info'],
  ['operand', '{destination}', 'of the disk of the destination.', 'diskutil(8) info'],
] as const satisfies readonly WordRow[];

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
    'aws-credentials': ['aws'],
    'aws-access-denied': ['aws'],
    'aws-no-such-bucket': ['aws'],
  },
  // The next command after each error. Where there is none, a message is ready, or the copy is run again.
  commands: {
    'host-unknown': loginRows,
    'connection-refused': loginRows,
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
    'disk-fails': space,
    'name-refused': fileSystem,
    'password-expired': [['utility', 'ssh', 'Opens a terminal on another computer.', 'ssh(1)'], loginRow],
    'remote-command': [
      ['utility', 'ssh', 'Knows its own settings.', 'ssh(1)'],
      ['option', '-G', 'Prints those that hold for this server.', 'ssh(1) -G'],
      ['operand', '{host}', 'The storage server.', 'ssh(1)'],
    ],
    'dead-link': runThere([
      ['utility', 'find', 'Lists what is in a folder:', 'find(1)'],
      ['operand', '{path}', 'the collection.', 'find(1)'],
      ['operand', '-type', 'Only what is', 'find(1) -type'],
      ['operand', 'l', 'a link,', 'find(1) -type'],
      ['operand', '-exec', 'for which it runs', 'find(1) -exec'],
      ['operand', 'ls', 'which shows', 'ls(1)'],
      ['operand', '-ld', 'the link itself, and where it leads.', 'ls(1) -l -d'],
      ['operand', '{}', 'Here stand the names.', 'find(1) -exec'],
      ['operand', '+', 'Many at a time.', 'find(1) -exec'],
    ]),
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
    'no-session': screens,
    'several-sessions': screens,
    'no-attributes': fileSystem,
    'too-large-for-fat32': fileSystem,
    'globus-login': [globusRow, ['operand', 'login', 'Logs in, with a browser.', 'Globus CLI 3.42, login']],
    'globus-consent': [
      globusRow,
      ['operand', 'session', 'Looks after your login.', 'Globus CLI 3.42, session'],
      ['operand', 'show', 'Says as whom you are logged in.', 'Globus CLI 3.42, session show'],
    ],
    'globus-permission': [
      globusRow,
      ['operand', 'whoami', 'Says as whom you are logged in.', 'Globus CLI 3.42, whoami'],
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
    'globus-paused': [
      globusRow,
      ['operand', 'task', 'Looks after transfers.', 'Globus CLI 3.42, task'],
      ['operand', 'list', 'Lists yours, the newest first.', 'Globus CLI 3.42, task list'],
    ],
    'aws-credentials': [
      awsRow,
      ['operand', 'configure', 'Asks for your keys and the region, and keeps them.', 'AWS CLI, configure'],
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
  },
  // On macOS df tells no file system.
  commandsOnMac: { 'no-attributes': systemOnMac, 'too-large-for-fat32': systemOnMac, 'name-refused': systemOnMac },
  steps: {
    'host-unknown': {
      title:
        '`Could not resolve hostname`, `Name or service not known`, `Temporary failure in name resolution`, `nodename nor servname provided`',
      expect:
        'This network does not know the storage server. {vpn} Then this command prints nothing: the server is found and lets you in.',
      otherwise: [['the same again', 'Compare the name of the server, letter by letter, with {host}.']],
    },
    'connection-refused': {
      title:
        '`Connection refused`, `Connection timed out`, `No route to host`, `Operation timed out`, `ssh: connect to host … port`, `Network is unreachable`',
      expect: 'The server is known, but does not answer from where you are. {vpn} Then this command prints nothing.',
      otherwise: [['the same again on campus', 'The server is down: ask {manager}.']],
    },
    'host-key-unknown': {
      title: "`Host key verification failed`, `The authenticity of host … can't be established`",
      expect:
        'Your computer does not know the key of the server, or you did not answer yes. This command prints what it knows: nothing, before the first contact. Connect again, and answer yes only if the fingerprint is {fingerprint}.',
      otherwise: [
        ['the key is printed, and the error stays', 'The server shows another key now: do as for the warning below.'],
      ],
    },
    'host-key-changed': {
      title: '`REMOTE HOST IDENTIFICATION HAS CHANGED`, `Offending … key in`',
      expect:
        'The server shows another key than before: it was set up anew, or somebody is between you and it. Type no password. Send this message, and wait for the answer before you remove any key.',
      otherwise: [],
    },
    'permission-denied': {
      title:
        '`Permission denied (publickey)`, `Permission denied, please try again`, `Permission denied (publickey,gssapi-keyex,gssapi-with-mic)`',
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
      title: '`Your password has expired`, `Password change required but no TTY available`',
      expect:
        'The server wants a new password, and asks for it only in a terminal. This command opens one: set the new password, type `exit`, then start again.',
      otherwise: [['it does not ask', 'Ask {granter} for a new password.']],
    },
    'remote-command': {
      title: '`Cannot execute command-line and remote command`',
      expect:
        'Your own settings of ssh have a command for this server, so no other can be run. Look for the line that begins with `remotecommand`, and take `RemoteCommand` out of the file ~/.ssh/config.',
      otherwise: [],
    },
    'connection-lost': {
      title:
        '`code 12`, `code 16`, `code 30`, `code 35`, `code 255`, `Broken pipe`, `Connection reset by peer`, `connection unexpectedly closed`, `bytes received so far`, `error in rsync protocol data stream`, `unexplained error`, `client_loop: send disconnect`, `Connection closed by remote host`, `Timeout, server … not responding`, `unexpected end of file`, `poll: hangup`, `poll: bad fd`',
      expect:
        'The connection broke. Nothing is lost: the same command again passes over whole files and goes on in the one that was cut.',
      otherwise: [
        [
          'it breaks at once, each time',
          'rsync may be missing on the other side, or your start-up file there prints text: see the entries below.',
        ],
        ['it breaks again and again', 'Keep the computer awake, use a cable, and copy in a screen session.'],
      ],
    },
    interrupted: {
      title: '`code 19`, `code 20`, `code 130`, `received SIGINT, SIGTERM, or SIGHUP`, `received SIGUSR1`, `Killed`',
      expect:
        'The copy was stopped: by Ctrl+C, a closed window, or a restart. The same command goes on where it stopped.',
      otherwise: [],
    },
    'partial-transfer': {
      title: '`code 23`, `some files/attrs were not transferred`, `failed: Permission denied (13)`',
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
      title: '`code 24`, `file has vanished`, `some files vanished before they could be transferred`',
      expect:
        'Images are being deleted while you copy. Send this now, then run the copy again for those that are left.',
      otherwise: [],
    },
    'disk-full': {
      title:
        '`No space left on device`, `Disk quota exceeded`, `Disc quota exceeded`, `Quota exceeded`, `code 11`, `write failed`, `close failed`, `short write`, `buf_copy`, `error in file IO`, `Host is down`',
      expect:
        'The disk of the destination is full. `Avail` must become more than what is still missing; then run the copy again: it goes on.',
      otherwise: [
        [
          '`Avail` is not small',
          'You have a quota there, which `df` does not know, or the disk can have no more files (`df -i`): ask whoever runs it.',
        ],
        [
          'Host is down, Stale file handle',
          'A network drive was away. Wait until `ls` of it answers, then start again.',
        ],
        ['mkdir … failed: Permission denied', 'You may not write there: see the entry below.', 'read-only'],
      ],
    },
    'disk-fails': {
      title: '`Input/output error`, `read errors mapping`',
      expect:
        'A disk could not read or write: the line names the file, and so whether it is there or here. Tell {manager} if it is there. Here, copy to another disk: this one may be about to fail. The line below shows which disk it is.',
      otherwise: [],
    },
    'name-refused': {
      title:
        '`mkstemp … Invalid argument`, `mkstemp … No such file or directory`, `File name too long`, `Illegal byte sequence`, `Invalid or incomplete multibyte or wide character`, `failed to stat … Invalid argument`',
      expect:
        'The disk of the destination cannot have a file of that name: look at its type. exFAT, NTFS and network drives refuse some characters. The other files are copied; choose a destination on another disk for these.',
      otherwise: [],
    },
    'dead-link': {
      title: '`symlink has no referent`',
      expect:
        'A link leads nowhere on the server, so there is nothing to bring. This command shows the links of the collection, and where they lead. Choose to keep links as links, or ask whoever made it.',
      otherwise: [],
    },
    'no-such-folder': {
      title: '`No such file or directory`, `link_stat`, `change_dir`',
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
        '`mkdir: cannot create directory`, `Read-only file system`, `failed: Permission denied` for the destination, `mkstempat`, `mkpathat`, `utimensat`',
      expect:
        'You may not write at the destination. The line shows whose it is: owner and group in the third and fourth column.',
      otherwise: [['No such file or directory', 'It is not there yet: make it first, or choose a folder of your own.']],
    },
    'file-selection': {
      title:
        '`code 3`, `errors selecting input/output files, dirs`, `refusing to follow a symlink owned by an untrusted user`, `mkpath: Not a directory`',
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
      title: '`unknown option`, `unrecognized option`, `syntax or usage error`, `code 1`, `code 4`',
      expect:
        'The command was changed or cut when it was pasted. Copy it once more, whole. This command says which rsync you have: `2.6.9` and `openrsync` are enough.',
      otherwise: [['no rsync', 'It is not installed.', 'command-not-found']],
    },
    'unclean-shell': {
      title: '`is your shell clean?`, `protocol version mismatch`, `unexpected tag`, `code 2`',
      expect:
        'A start-up file of your account on the server prints text, which rsync takes for its own. This command must print nothing.',
      otherwise: [['it prints something', 'That is the text. Ask {manager} to take it out of the start-up file.']],
    },
    'rsync-missing': {
      title: '`rsync: command not found` from the server, `rsync: not found`, `remote command not found`, `code 127`',
      expect: 'The server did not find rsync, or its shell misread a name. This command prints its version.',
      otherwise: [['not found', 'rsync is not installed there: ask {manager}.']],
    },
    'command-not-found': {
      title: '`command not found`, `Unknown command`, `not recognized as`, `bash: rsync: command not found`',
      expect:
        'A program is missing on this computer, or the command was cut when it was pasted. This command prints where the two programs are.',
      otherwise: [['a line is missing', 'Ask whoever runs this computer to install that program.']],
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
        '`no matches found`, `No match.`, `event not found`, `command not found: #`, `zsh: no matches found`, `bash: … event not found`, `quote>`, `dquote>`, `Unmatched`',
      expect:
        'The shell read only a part of the command, or a changed one. If its prompt is `quote>` or `>`, press Ctrl+C first. Copy the command once more with its button, and paste it whole.',
      otherwise: [],
    },
    'no-session': {
      title:
        "`There is no screen to be resumed`, `There is no screen to be detached matching`, `No Sockets found`, `can't find session`, `no sessions`, `no server running on`",
      expect:
        'The session is gone, after a restart for example, or it runs on another computer. This command lists those of this computer. If yours is not there, start it again and repeat the copy.',
      otherwise: [
        [
          'it is in the list',
          'Copy its name, with the number before it, in place of the name you used.',
          'several-sessions',
        ],
      ],
    },
    'several-sessions': {
      title: '`There are several suitable screens on`, `several suitable screens`',
      expect:
        'The session was started twice. Each line begins with a number: use the whole word, number and name, to come back to one; end the other with `exit`.',
      otherwise: [],
    },
    'verify-differs': {
      title:
        '`NOT PASSED`; a line that begins with `>f`, `cL` or `cd`, such as `>fcsT......`, `>fc.T......`, `>fc......`, `>f+++++++++`, `cL+++++++++`, when you verify; `could not make way for new regular file`',
      expect:
        '`>f`: that file is missing (`+++`), has other contents (`c`) or another size (`s`). `cL` is a link, `cd` a folder. This command copies again what has other contents, whatever its size and time. Then verify again, before the images are deleted.',
      otherwise: [
        [
          'the same line a second time',
          'If a program has the file open, close it and start again. Two names that differ in capitals only are one file on many disks: take another one. Otherwise send the line to {manager}: the file may be damaged on the server.',
        ],
        [
          'could not make way for',
          'A folder stands here in the place of that file or link. Move it elsewhere, then start again.',
        ],
        ['a line that begins with .f or .d', 'Only its time differs: that is no harm.'],
      ],
    },
    'no-attributes': {
      title:
        '`Operation not permitted`, `Function not implemented`, `failed to set times`, `chown`, `rsync: [generator] chown … failed`',
      expect:
        'The disk cannot keep owners, permissions or links: look at `Type`. The images are not concerned: verify. Links are missing then: choose what becomes of them in the form, under Links.',
      otherwise: [],
    },
    'too-large-for-fat32': {
      title: '`File too large`, `file is too large for the destination`',
      expect:
        'FAT32 cannot have a file of 4 GiB or more: look at `Type`. With vfat, format the drive as exFAT, which deletes all on it, or take another.',
      otherwise: [['another type', 'Your account has a limit for the size of files: ask whoever runs this computer.']],
    },
    'globus-login': {
      title:
        '`MissingLoginError`, `Missing login for`, `No Authentication provided`, `Your credentials are no longer valid`',
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
      title: '`PermissionDenied`, `EndpointPermissionDenied`, `PERMISSION_DENIED`',
      expect:
        'You are logged in with another identity than the data were shared with, or the path is not shared. This command prints your identity: it must be the one that you sent to the facility.',
      otherwise: [
        [
          'it is the same',
          'The path is outside of what is shared, or may not be written to: ask whoever owns that collection.',
        ],
      ],
    },
    'globus-not-connected': {
      title: '`GCDisconnectedException`, `is not currently connected to Globus`, `NotConnected`',
      expect:
        'Globus Connect Personal does not run on that computer. Start it there; Globus then goes on by itself. This command, run there, prints its id.',
      otherwise: [['No Globus Connect Personal installation found', 'It was never set up on this computer.']],
    },
    'globus-paused': {
      title: '`PAUSED`, `INACTIVE`, `Is Paused`',
      expect:
        'The transfer waits: for your login, for a consent, or for an administrator. The list shows its `Task ID` and `Status`. Log in again; it goes on by itself.',
      otherwise: [['it stays paused', 'Ask whoever owns the collection that is named in it.']],
    },
    'aws-credentials': {
      title:
        '`Unable to locate credentials`, `The AWS Access Key Id you provided does not exist`, `SignatureDoesNotMatch`, `ExpiredToken`, `An error occurred (InvalidAccessKeyId) when calling the … operation`, `does not exist in our records`',
      expect:
        'AWS does not know you on this computer, or the keys were mistyped. This command asks for your own keys. Nobody else needs them: never put them into a message.',
      otherwise: [['RequestTimeTooSkewed', 'The clock of this computer is wrong: set it.']],
    },
    'aws-access-denied': {
      title: '`An error occurred (AccessDenied)`, `403`, `Forbidden`',
      expect:
        'AWS knows you, but you may not do this with the bucket. This command says as whom it sees you: whoever owns the bucket must allow that identity.',
      otherwise: [],
    },
    'aws-no-such-bucket': {
      title: '`NoSuchBucket`, `The specified bucket does not exist`',
      expect: 'The name of the bucket is misspelt, or it is in another account. The list shows the buckets of yours.',
      otherwise: [],
    },
  },
  messages: {
    'host-key-changed': {
      subject: 'Has the host key of the storage server changed?',
      body: 'Hello,\n\nssh says that the host key of {host} has changed. Has it? Please tell me the fingerprint that I should see, so that I can compare.\n\nMy account: {account}\n\nThank you!',
    },
    vanished: {
      subject: 'Urgent: {collection} of {lab} is being deleted while we copy it',
      body: 'Hello,\n\nimages of the collection {collection} in the lab folder {lab} are being deleted while we copy them. Can you keep what is left until we have a verified copy? Please answer today.\n\nFolder: {path}\nMy account: {account}\n\nThank you!',
    },
  },
  copy: rsyncCopyTables,
  server: storageServerTables,
} as const satisfies MethodTables & { messages: Record<string, MessageText>; [more: string]: unknown };

/**
 * Brings a collection to Windows without WSL, by what Windows has: OpenSSH and PowerShell 5.1 or later. What is said of
 * sftp was seen with OpenSSH 9.2, of which Windows has a port.
 */
import type { WordRow } from '../../command/argv.ts';
import { driveSpaceStep, makeFolderStep, shareSpaceStep } from '../../command/powershell.ts';
import type { StepText } from '../../step.ts';
import { aliveRows } from '../rsync-copy/tables.ts';
import {
  hostUnknownLine,
  keyChangedLine,
  noAnswerLine,
  passwordExpiredLine,
  refusedLine,
} from '../storage-server/ssh-lines.ts';
import { loginRow, runThere, sshRow } from '../storage-server/tables.ts';
import { compareBlock } from './compare.ts';
import { namesProgram, namesTexts, sumsProgram } from './programs.ts';

/** A step with its rows. */
type Kit = Record<string, StepText & { readonly rows: readonly WordRow[] }>;

const enterRows = [
  ['utility', 'cd', 'Goes to', 'cd(1)'],
  ['operand', '{collection}', 'the collection.', 'cd(1)'],
  ['operator', '&&', 'And only if it is there:', 'POSIX XCU, 2.9.3'],
] as const satisfies readonly WordRow[];

/** What ssh and sftp say when the connection breaks. */
const brokenLine =
  '^(ssh|sftp|client_loop|packet_write_wait): .*([Cc]onnection|Broken pipe|[Tt]imed out)|^Connection (closed|reset)|^Timeout, server |^Read from remote host |Corrupted MAC on input';

const copyRows = [
  ['utility', 'sftp', 'Copies files from another computer.', 'sftp(1)'],
  ['option', '-a', 'Goes on where a file was cut, and passes over what has its whole size.', 'sftp(1) -a'],
  ['option', '-r', 'Folders with all in them.', 'sftp(1) -r'],
  ['option', '-p', 'Keeps times.', 'sftp(1) -p'],
  ...aliveRows,
  [
    'operand',
    '{source}',
    'From: account, server, collection. With /. at its end it is what is in the folder.',
    'sftp(1), DESCRIPTION',
  ],
  ['operand', '{target}', 'To: the destination. sftp reads both once more, with slashes on Windows too.', 'sftp(1)'],
] as const satisfies readonly WordRow[];

/** What ssh says at any time, and no other try could change. */
const stopOutcomes = [
  [
    'REMOTE HOST IDENTIFICATION HAS CHANGED',
    'Stop, and ask {manager} before you do anything else.',
    'host-key-changed',
    { text: keyChangedLine, then: 'stop', seen: 'OpenSSH 9.2' },
  ],
  [
    'Permission denied, please try again',
    'Account or password is wrong, or you have no account: {granter} gives accounts.',
    'permission-denied',
    { text: refusedLine, then: 'stop', seen: 'OpenSSH 9.2' },
  ],
] as const;

/** What ssh says before it is let in: nothing that another try could change. */
const loginOutcomes = [
  [
    'Could not resolve hostname',
    'This network does not know the storage server. {vpn}',
    'host-unknown',
    { text: hostUnknownLine, then: 'stop', seen: 'OpenSSH 9.2' },
  ],
  [
    "The authenticity of host … can't be established",
    'Your first contact. Type yes only if the fingerprint is {fingerprint}.',
    'host-key-unknown',
  ],
  ...stopOutcomes,
  [
    'your password has expired',
    'Log in with ssh, set a new one, then come back.',
    'password-expired',
    { text: passwordExpiredLine, then: 'stop', seen: 'OpenSSH 9.2' },
  ],
  [
    'Connection refused, Connection timed out, No route to host',
    'The storage server does not answer from here. {vpn}',
    'connection-refused',
    { text: noAnswerLine, then: 'stop', seen: 'OpenSSH 9.2' },
  ],
] as const;

const copyOutcomes = [
  ...stopOutcomes,
  [
    'Connection closed, reset or timed out, Broken pipe',
    'The connection broke. Run the same command again: it goes on where it stopped.',
    'connection-lost',
    { codes: [255], text: brokenLine, then: 'again', seen: 'OpenSSH 9.2' },
  ],
  [
    'No space left on device, There is not enough space',
    'The drive is full. Make room, then run the same command again.',
    'disk-full',
    { text: 'No space left on device|not enough space', then: 'stop', seen: 'OpenSSH 9.2' },
  ],
  ['not a regular file', 'A link, which sftp leaves out. If you need what it leads to, copy that by itself.'],
  [
    'local file is larger than remote',
    'That file is longer here, and never gets right by itself. Delete it here, then run the same command again.',
    'verify-differs',
    { text: 'local file is larger than remote', then: 'check', seen: 'OpenSSH 9.2' },
  ],
  [
    'Permission denied',
    'That one may not be read there, or written here. Ask the facility, or choose another destination.',
    'partial-transfer',
    { text: ': Permission denied$', then: 'check', seen: 'OpenSSH 9.2' },
  ],
  [
    'No such file or directory',
    'Images are being deleted while you copy, or Windows cannot have such a name.',
    'no-such-folder',
    { text: 'No such file or directory', then: 'check', seen: 'OpenSSH 9.2' },
  ],
] as const;

/** Hands words on to sftp as Windows PowerShell 5.1 does, whatever PowerShell it is. */
const legacyRows = {
  before: [
    ['operator', '&', 'Runs a block:', 'PowerShell, about_Operators, Call operator'],
    [
      'operator',
      "{ $PSNativeCommandArgumentPassing = 'Legacy';",
      'in it words reach a program as in PowerShell 5.1.',
      'PowerShell, about_Preference_Variables',
    ],
  ],
  after: [['operator', '}', 'The block ends.', 'PowerShell, about_Script_Blocks']],
} as const satisfies Record<string, readonly WordRow[]>;

const kit = {
  check: {
    script: 'check',
    title: 'Check that you can log in, and that Windows can keep the names, in PowerShell',
    phase: 'prepare',
    rows: runThere([
      ...enterRows,
      ['utility', 'find', 'Looks through a folder and all in it:', 'find(1)'],
      ['operand', '.', 'this one.', 'find(1)'],
      ['operand', '-exec', 'For what it finds it runs', 'find(1) -exec'],
      ['operand', 'ls', 'which lists', 'ls(1)'],
      ['operand', '-ldn', 'each by itself, with size, and owners as numbers.', 'ls(1) -l -d -n'],
      ['operand', '{}', 'Here stand the names.', 'find(1) -exec'],
      ['operand', '+', 'Many at a time.', 'find(1) -exec'],
      ['operator', '|', 'Hands the list to', 'POSIX XCU, 2.9.2'],
      ['utility', 'env', 'a program run', 'env(1)'],
      ['operand', 'LC_ALL=C', 'byte by byte:', 'POSIX XBD, 8.2'],
      ['operand', 'awk', 'which adds up.', 'awk(1)'],
      [
        'operand',
        namesProgram,
        'Counts, and names what Windows cannot keep.',
        'Microsoft Learn, Naming Files, Paths, and Namespaces',
      ],
      [
        'operand',
        '{most}',
        'How long a path may be that goes below the destination: with that 259 characters.',
        'Microsoft Learn, Maximum Path Length Limitation',
      ],
      ['operand', `t=${namesTexts}`, 'What it says.', 'awk(1), Command line'],
    ]),
    expect:
      'A line that begins with `FOUND`, with the size: remember it. Then `WINDOWS CAN KEEP ALL NAMES.` ssh may ask for your password first. Links are not copied.',
    otherwise: [
      [
        'WINDOWS CANNOT KEEP ALL NAMES',
        'The lines above name them, and why. What has such a name does not arrive, or takes the place of another file. Ask {manager} to rename it there, or copy it with WSL into its own file system.',
        'verify-differs',
        { text: '^WINDOWS CANNOT KEEP ALL NAMES', then: 'check', seen: 'our own program' },
      ],
      [
        'a long path',
        'Longer than 259 characters together with the destination: some programs do not open that. Choose a shorter destination, such as D:\\GRID1, or allow long paths in Windows.',
      ],
      ...loginOutcomes,
      [
        'No such file or directory',
        'Lab folder or collection is spelt otherwise there, or has been deleted.',
        'no-such-folder',
        { text: 'No such file or directory$', then: 'stop', seen: 'bash 5.2, dash 0.5.12' },
      ],
      [
        'find … Permission denied',
        'You may not read all of it. Ask {manager} to change its permissions: what you cannot read cannot be copied.',
        'partial-transfer',
        { text: '^(find|ls): .*: Permission denied$', then: 'check', seen: 'GNU find 4.9' },
      ],
      [
        'ssh is not recognized',
        'In the settings of Windows, under Optional features, add `OpenSSH Client`.',
        'windows-shell',
      ],
    ],
  },
  folder: {
    ...makeFolderStep(['option-argument', '{destination}', 'The destination.', 'PowerShell, New-Item']),
    script: 'folder',
  },
  space: driveSpaceStep,
  spaceShare: shareSpaceStep,
  copy: {
    script: 'copy',
    title: 'Copy',
    phase: 'copy',
    rows: copyRows,
    expect:
      'A line for each file with its percentage and speed, then your prompt. Leave the window open and the computer awake. Until the check has passed, any file may be cut short, though it has its own name.',
    otherwise: copyOutcomes,
  },
  resume: {
    title: 'If it was interrupted: the same command again',
    phase: 'resume',
    ifNeeded: true,
    rows: copyRows,
    expect: 'Files that have their whole size are passed over, and the one that was cut goes on where it stopped.',
    otherwise: [['the same error three times', 'Send its last lines to {manager}.']],
  },
  verify: {
    script: 'verify',
    title: 'Verify every byte, before the images are deleted',
    phase: 'verify',
    rows: [
      sshRow,
      ...aliveRows,
      loginRow,
      [
        'operand',
        [
          ...enterRows,
          ['utility', 'sh', 'runs, whatever shell you have there,', 'sh(1)'],
          ['option', '-c', 'these words:', 'sh(1) -c'],
          [
            'operand',
            sumsProgram,
            'SHA-256 of each file, four at the same time, by openssl where it is. Nothing is written there.',
            'openssl-dgst(1), sha256sum(1)',
          ],
        ],
        'The command to run there:',
        'ssh(1)',
      ],
      ['operator', '|', 'Hands the list to', 'PowerShell, about_Pipelines'],
      ['operator', '&', 'a block, run here:', 'PowerShell, about_Operators, Call operator'],
      [
        'operator',
        compareBlock,
        'It computes the same of each file here, several at the same time, and says what differs.',
        'PowerShell, about_Script_Blocks',
      ],
      ['operand', '{destination}', 'The destination.', 'PowerShell, about_Script_Blocks'],
    ],
    expect:
      'Passed: the last line begins with `PASSED`, with the number of files. All is read there and here, so it takes long; until the server has read its part, nothing is shown. Compared is every file that the server has then, byte for byte: not what was deleted there before, nor links, empty folders, times.',
    otherwise: [
      ...stopOutcomes,
      [
        'missing',
        'Not passed: that file is not here. Copy again, then verify again. If Windows cannot have its name, it never will be.',
        'verify-differs',
      ],
      [
        'different',
        'Not passed: that file is damaged or was cut. Do the step that deletes it here, copy again, then verify again.',
        'verify-differs',
      ],
      ['not on the server', 'A file of other origin, or the images are being deleted there. It does not count.'],
      ['not compared', 'A link, which sftp leaves out. It does not count.'],
      ['cannot be read here', 'Not passed: another program may have it open. Close that, then verify again.'],
      [
        'The server could not read all of it',
        'Not passed: the lines above name what may not be read there. Ask {manager}.',
      ],
      [
        'NOT COMPARED, or no such line',
        'Not compared: the connection broke, or PowerShell may not. Run it again; see also what the line says.',
        'connection-lost',
      ],
    ],
  },
  cure: {
    script: 'cure',
    title: 'Only if the check said “different”: delete those files here, then copy and verify again',
    phase: 'verify',
    ifNeeded: true,
    rows: [
      ['utility', 'Remove-Item', 'Deletes files.', 'PowerShell, Remove-Item'],
      ['option', '-Force', 'Those too that are marked as read-only.', 'PowerShell, Remove-Item'],
      ['option', '-LiteralPath', 'Of these names, taken as they are:', 'PowerShell, Remove-Item'],
      [
        'operator',
        '$different',
        'those that the check, in this window, has found to be different.',
        'PowerShell, about_Variables',
      ],
    ],
    expect: 'Nothing. sftp passes over a file that has its whole size, so a damaged one has to go first.',
    otherwise: [
      ['Cannot bind argument, because it is null or empty', 'The check has found none, or was made in another window.'],
    ],
  },
} as const satisfies Kit;

const notices = {
  halves:
    'sftp writes each file under its own name from the first byte. Until the check has passed, any of them may be cut short: use none before.',
  run: 'These commands were run by PowerShell 7.6, its builds for Linux and for Windows, on Linux. Windows itself, its PowerShell 5.1 and its OpenSSH have not been tried.',
  awake:
    'Windows that sleeps ends the copy. Before you begin, choose “Never” in the settings, under System, Power, for when the computer sleeps; the same command goes on after a break.',
  oneDrive:
    '{destination} is in a folder that OneDrive sends to Microsoft, and from which it may take files away again. Choose a folder outside of it. It has not been tried with OneDrive.',
  share:
    '{destination} is on another computer. The check reads it by the network, and Windows may keep a part of it in memory. Network drives have not been tried with these commands.',
};

export const sftpCopyTables = { legacy: legacyRows, steps: kit, notices };

/** Rows and sentences of a copy with rsync, and of its verification. */
import type { WordRow } from '../../command/argv.ts';
import type { Tables } from '../../step.ts';
import { startAgain } from '../session/tables.ts';
import { jumpRows } from '../storage-server/tables.ts';

export const optionRow = ['option', '-o', 'With this option of ssh:', 'ssh(1) -o'] as const satisfies WordRow;
// Without these a link that goes dark hangs forever: seen still waiting after 150 s. rsync's --timeout does not end a
// pull.
export const aliveRows = [
  optionRow,
  ['option-argument', 'ServerAliveInterval=30', 'asks every 30 seconds whether the server is there.', 'ssh_config(5)'],
  ['option', '-o', 'And with this one:', 'ssh(1) -o'],
  ['option-argument', 'ServerAliveCountMax=6', 'gives up after 6 questions without answer.', 'ssh_config(5)'],
] as const satisfies readonly WordRow[];

export const destinationRow = [
  'operand',
  '{destination}',
  'The destination.',
  'POSIX XBD, 12.2',
] as const satisfies WordRow;

export const rsyncCopyTables = {
  commands: {
    folder: [
      ['utility', 'mkdir', 'Makes a folder.', 'mkdir(1)'],
      ['option', '-p', 'And those above it; content when it is there already.', 'mkdir(1) -p'],
      destinationRow,
    ],
    space: [
      ['utility', 'df', 'Shows how full a disk is,', 'df(1)'],
      ['option', '-h', 'in units that are easy to read.', 'df(1) -h'],
      destinationRow,
    ],
    noRemoteQuoting: [
      ['utility', 'env', 'Sets a variable for one command:', 'env(1)'],
      ['operand', 'RSYNC_OLD_ARGS=1', 'tells every rsync that the path is quoted already.', 'rsync(1) --old-args'],
    ],
    awake: [
      ['utility', 'caffeinate', 'Keeps the Mac awake', 'caffeinate(8)'],
      ['option', '-i', 'while the command runs.', 'caffeinate(8) -i'],
    ],
    rsync: [['utility', 'rsync', 'Copies what is missing or different.', 'rsync(1)']],
    // Alone, --version leads macOS 15.0 to 15.3 to openrsync, and the options of the copy lead to 2.6.9.
    which: [
      ['utility', 'rsync', 'Copies files.', 'rsync(1)'],
      ['option', '--version', 'It only says which one it is:', 'rsync(1) --version'],
      [
        'option',
        '-P',
        'the one that takes this option, as the copy does. Some Macs have two.',
        'rsync-91, rsync.wrapper',
      ],
    ],
    archive: [['option', '-a', 'Folders with all in them, keeping times, permissions and links.', 'rsync(1) -a']],
    // Not --copy-unsafe-links: in a folder that it brings, a link is judged by its new place, and may then open another
    // file. Seen with 3.5.0.
    copyLinks: [['option', '-L', 'In place of each link, what it leads to.', 'rsync(1) -L']],
    copy: [
      ['option', '-P', 'Shows progress, and keeps the part of a file that has arrived.', 'rsync(1) -P'],
      [
        'option',
        '--partial-dir=.rsync-partial',
        'Keeps that part in this folder: nothing that was interrupted looks whole.',
        'rsync(1) --partial-dir',
      ],
      ['option', '--stats', 'Ends with a summary.', 'rsync(1) --stats'],
    ],
    // Without --partial-dir, which would leave out a folder of this name that the collection has itself.
    cure: [
      ['option', '-c', 'Different is what has other contents, whatever its size and time.', 'rsync(1) -c'],
      ['option', '-i', 'Names what is copied.', 'rsync(1) -i'],
      ['option', '--stats', 'Ends with a summary.', 'rsync(1) --stats'],
    ],
    // sh hands the words on to rsync, and says how it ended: status 0 means the same to every rsync, its words do not.
    check: [
      ['utility', 'sh', 'Runs', 'sh(1)'],
      ['option', '-c', 'this:', 'sh(1) -c'],
      [
        'option-argument',
        'rsync "$@"; echo "code $?"',
        'rsync with the words that follow; then a line with its exit status, 0 if it came to its end.',
        'POSIX XCU, 2.5.2',
      ],
      ['operand', 'check', 'A name for messages of sh.', 'sh(1) -c'],
    ],
    verify: [
      [
        'option',
        '-rlcn',
        'All folders (-r), links as links (-l), comparing contents (-c), changing nothing (-n).',
        'rsync(1) -r -l -c -n',
      ],
    ],
    verifyFiles: [
      ['option', '-rcn', 'All folders (-r), comparing contents (-c), changing nothing (-n).', 'rsync(1) -r -c -n'],
    ],
    name: [
      ['option', '-i', 'Names what differs.', 'rsync(1) -i'],
      ['option', '--stats', 'Then a summary.', 'rsync(1) --stats'],
    ],
    // The sed of macOS ends at a name that is no UTF-8, in a terminal that is.
    // Standard output alone goes through the pipe: what a server greets with cannot be taken for a finding. Names never
    // begin a line there. A dot, not a line break after a backslash: so the word is easy to read.
    judge: [
      ['operator', '|', 'Hands what rsync shows to', 'POSIX XCU, 2.9.2'],
      ['utility', 'env', 'a program for which it sets a variable:', 'env(1)'],
      ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
      ['utility', 'sed', 'which shows it, and ends with a verdict.', 'sed(1)'],
      ['option', '-e', 'First:', 'sed(1) -e'],
      [
        'option-argument',
        '/^[<>ch][fdLDS]/h',
        'keep in mind a line that names something.',
        'rsync(1) --itemize-changes',
      ],
      ['option', '-e', 'Then:', 'sed(1) -e'],
      ['option-argument', '/^code /p', 'show the line with the exit status.', 'sed(1) p'],
      ['option', '-e', 'Then:', 'sed(1) -e'],
      ['option-argument', '$G', 'to this last line add what was kept in mind.', 'sed(1) G'],
      ['option', '-e', 'Then:', 'sed(1) -e'],
      [
        'option-argument',
        's/^code 0.$/PASSED: every byte of every file was compared, and is the same./',
        'if the status is 0 and nothing was kept in mind, that is passed,',
        'sed(1) s',
      ],
      ['option', '-e', 'and:', 'sed(1) -e'],
      ['option-argument', 's/^code .*/NOT PASSED: the lines above say why./', 'anything else is not.', 'sed(1) s'],
    ],
    ssh: [
      ['option', '-e', 'Reaches the server with this command:', 'rsync(1) -e'],
      [
        'option-argument',
        [['utility', 'ssh', 'An encrypted connection.', 'ssh(1)'], ...aliveRows],
        'ssh, told to notice a dead connection.',
        'rsync(1) -e',
      ],
    ],
    jump: jumpRows,
    remote: [
      [
        'operand',
        '{from}',
        'From: account, server, collection. The slash at its end: what is in the folder.',
        'rsync(1) USAGE',
      ],
    ],
    local: [['operand', '{from}', 'From: the folder. The slash at its end: what is in it.', 'rsync(1) USAGE']],
    to: [['operand', '{to}', 'To: the destination.', 'rsync(1) USAGE']],
    leftovers: [
      ['utility', 'find', 'Lists files. It deletes nothing.', 'find(1)'],
      destinationRow,
      ['operand', '-name', 'Those with this name:', 'find(1) -name'],
      ['operand', '.*.??????', "rsync's name for a file it is still writing.", 'rsync(1) --temp-dir'],
      ['operand', '-o', 'or', 'find(1) -o'],
      ['operand', '-name', 'with this name:', 'find(1) -name'],
      ['operand', '.*.??????????', "the same, of macOS's own rsync.", 'openrsync, mktemp.c'],
      ['operand', '-o', 'or', 'find(1) -o'],
      ['operand', '-name', 'with this name:', 'find(1) -name'],
      ['operand', '.rsync-partial', 'The folder for cut files.', 'rsync(1) --partial-dir'],
    ],
  },
  steps: {
    which: {
      script: 'look',
      title: 'See which rsync this Mac has',
      phase: 'prepare',
      expect:
        '`openrsync`, that of macOS from 15.4 on; `version 2.6.9`, that of older ones; or `version 3`, from Homebrew or MacPorts. Each of them does. Where they print different things, the steps below say so.',
      otherwise: [
        [
          'Library not loaded, Bad CPU type',
          'It is one from Homebrew or MacPorts, of another Mac or half removed: install it anew, or remove it.',
          'program-broken',
        ],
        ['command not found', 'The PATH of this terminal was changed: open a new window.', 'command-not-found'],
      ],
    },
    folder: {
      script: 'folder',
      title: 'Make the destination folder',
      phase: 'prepare',
      expect: 'Nothing: no message means that it is there.',
      otherwise: [
        [
          'Permission denied, Read-only file system',
          'You may not write there. Choose another destination, or ask whoever runs this computer.',
          'read-only',
          {
            text: '^mkdir: .*: (Permission denied|Read-only file system|Operation not permitted)$',
            then: 'stop',
            seen: 'GNU 9.1, busybox 1.35, BSD',
          },
        ],
        [
          'File exists, Not a directory',
          'A file stands there, or in its path. Choose another destination.',
          'file-selection',
          { text: '^mkdir: .*: (File exists|Not a directory)$', then: 'stop', seen: 'GNU 9.1, busybox 1.35, BSD' },
        ],
        [
          'No space left on device, quota exceeded',
          'The disk there is full, or your quota on it. Make room, then start again.',
          'disk-full',
          { text: '^mkdir: .*: (No space left on device|Dis[ck] quota exceeded)$', then: 'stop', seen: 'GNU 9.1' },
        ],
      ],
    },
    space: {
      script: 'look',
      title: 'Check the free space',
      phase: 'prepare',
      expect: '`Avail` is more than the size of the collection, and `Mounted on` is the disk you mean.',
      otherwise: [
        ['too little `Avail`', 'The collection does not fit. Choose another disk.', 'disk-full'],
        ['another disk', 'Yours is not connected. Connect it and begin again.'],
      ],
    },
    copy: {
      script: 'copy',
      title: 'Copy',
      phase: 'copy',
      expect:
        'A line for each file with its percentage and speed, then a summary with a line that begins with `total size is`.{macCopy} Answer any question, such as for your password, before you leave it. If the microscope was still writing, run the same command again after the session.',
      // outcomes.ts has what else may be seen.
      otherwise: [],
    },
    resume: {
      title: 'If it was interrupted: the same command again',
      phase: 'resume',
      ifNeeded: true,
      expect: 'Whole files are passed over, and the one that was cut goes on where it stopped.{again}',
      otherwise: [['the same error three times', 'Send its last lines to {manager}.']],
    },
    verify: {
      script: 'verify',
      title: 'Verify, before the images are deleted',
      phase: 'verify',
      expect:
        'Passed: the last line begins with `PASSED`. {skipped} Every byte is read on both sides: allow an hour for a terabyte.',
      otherwise: [
        [
          '`NOT PASSED`, and lines that begin with `>`',
          'Each names a file that is missing here, cut short or different. Do the next step.',
          'verify-differs',
        ],
        [
          '`NOT PASSED`, and lines that begin with `cL` or `cd`',
          'Each names a folder or a link that is missing here, or a link that leads elsewhere. Do the next step.',
          'verify-differs',
        ],
        [
          '`NOT PASSED`, and no such line',
          'The check did not come to its end, so it proves nothing: the lines that begin with `rsync`, `ssh` or `file has vanished` say why. Run it again.',
          'connection-lost',
        ],
        [
          '`symlink has no referent`',
          'That link leads nowhere there either. If nothing else is named, all that there is has been compared.',
          'dead-link',
        ],
      ],
    },
    cure: {
      script: 'cure',
      title: 'Only if it was not passed: copy again, comparing contents',
      phase: 'verify',
      ifNeeded: true,
      expect:
        'A line for each thing that was brought, then `total size is`.{macCure} It reads every byte, so it takes as long as the check. Then verify again.',
      otherwise: [
        [
          'the same line when you verify again',
          'If a program has that file open, close it, then do this step again. Two names that differ in capitals only are one file on many disks: take another one. Otherwise send the line to {manager}: the file may be damaged on the server.',
          'verify-differs',
        ],
        [
          'could not make way for',
          'A folder stands here in the place of that file. Move it elsewhere, then do this step again.',
        ],
      ],
    },
    leftovers: {
      script: 'look',
      title: 'Look for leftovers',
      phase: 'cleanUp',
      expect: 'Nothing.',
      otherwise: [
        [
          'a path that ends in `.rsync-partial`',
          'Where a copy was interrupted, macOS leaves this folder empty. Once the check has passed, you may delete it, unless the collection itself has it.',
        ],
        [
          'another path',
          'A piece of a killed copy. Once the check has passed, you may delete it, unless the collection itself has a file of this name.',
        ],
      ],
    },
  },
  skipped: {
    links: 'A line that begins with `skipping` names what is neither file, folder nor link: it is not compared.',
    files: 'A line that begins with `skipping` names a link, which this disk does not keep: it is not here.',
  },
  // What a Mac prints otherwise.
  mac: {
    copy: ' `openrsync` prints its numbers after that line, and speeds that are wrong. It names no codes, and says nothing when it is stopped: without that line it did not come to its end.',
    cure: ' `openrsync` prints more after that line.',
    verify: ' `openrsync` names also what differs in its time alone, in a line that begins with `.f`: that is no harm.',
    verifyLinks: ' It does not see a link that leads elsewhere here; the copy has set it right.',
    folder: [
      [
        '/Volumes/… Permission denied',
        'There is no disk of that name: connect it, or look in the Finder how it is called. Then start again.',
        'read-only',
        {
          text: '^mkdir: /Volumes/?[^/]*: Permission denied$',
          then: 'stop',
          seen: 'BSD mkdir, as macOS 10.15 and later keeps /Volumes',
        },
      ],
      [
        '/srv … Read-only file system, /home … Operation not supported',
        'Only macOS itself may write there. Choose a folder of your own, under /Users, or one on a disk under /Volumes.',
        'read-only',
        {
          text: '^mkdir: /([^V]|V[^o]).*: (Read-only file system|Operation not supported)$',
          then: 'stop',
          seen: 'BSD mkdir, as macOS 10.15 and later keeps its system',
        },
      ],
      [
        'Operation not permitted',
        'macOS keeps your terminal program out of that folder. In System Settings, under Privacy & Security, give it Full Disk Access. Then start again.',
        'mac-privacy',
        {
          text: '^mkdir: .*: Operation not permitted$',
          then: 'stop',
          seen: 'BSD mkdir, as macOS 10.14 and later keeps folders private',
        },
      ],
    ],
    space: [['`/System/Volumes/Data`', 'That is the disk of the Mac itself, which has your home folder.']],
  },
  startAgain,
} as const satisfies Tables & Record<string, unknown>;

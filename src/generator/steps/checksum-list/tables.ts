/** Field, rows and sentences of a list of checksums that comes with the copy, and of the check that needs it alone. */
import type { Field } from '../../request.ts';
import type { MessageText, Tables } from '../../step.ts';
import { compareProgram, listProgram, receiptProgram } from './programs.ts';

export const proveField = {
  label: 'Proof',
  hint: 'A list of checksums comes with the copy: the server reads each byte once, and you can check your copy at any time, when the images there are long gone. It needs rsync 3.1.3 or later, here and there.',
  example: 'list',
  flag: 'prove',
  choices: {
    compare: 'compare with the server: every byte is read once more, there and here',
    list: 'a list of checksums, which outlives the images',
    both: 'the list, and then a comparison too',
  },
  brief: { compare: 'compared with the server', list: 'list of checksums', both: 'list and comparison' },
  // Apple's rsync tells no checksums.
  when: ['computer', ['linux', 'wsl']],
} as const satisfies Field;

export const checksumListTables = {
  commands: {
    // By its log, not by what it shows: no pipe, which would hide how it ended, or a question for a password.
    note: [
      ['option', '--checksum-choice=md5', 'The checksum of each file is its MD5,', 'rsync(1) --checksum-choice'],
      ['option', '--log-file', 'which rsync notes in', 'rsync(1) --log-file'],
      ['option-argument', '{log}', 'this file beside the destination,', 'rsync(1) --log-file'],
    ],
    noteBrought: [
      [
        'option',
        '--log-file-format=%C %n',
        'with the name of each file that it brings.',
        'rsync(1) --log-file-format; rsyncd.conf(5) log format',
      ],
    ],
    // With %i a run notes every file, the same ones too.
    noteAll: [
      ['option', '-i', 'Once more: those too that are the same.', 'rsync(1) --itemize-changes'],
      [
        'option',
        '--log-file-format=%i %C %n',
        'with a code and the name of each file.',
        'rsync(1) --log-file-format; rsyncd.conf(5) log format',
      ],
    ],
    sums: [
      ['utility', 'env', 'Sets a variable for one command:', 'env(1)'],
      ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
      ['utility', 'awk', 'Reads a text, line by line.', 'awk(1)'],
      ['operand', listProgram, 'Writes a list for md5sum: of each file the last line in the log.', 'awk(1)'],
      ['operand', '{log}', 'The log of rsync.', 'awk(1)'],
      ['operand', '{list}', 'The list.', 'awk(1)'],
    ],
    hash: [
      ['utility', 'sh', 'Runs', 'sh(1)'],
      ['option', '-c', 'this:', 'sh(1) -c'],
      [
        'option-argument',
        'cd "$1" && find . -type f -print0 | xargs -0 -r -P 2 -n 4 md5sum',
        'goes to the folder, and makes the checksum of each file in it: two at the same time.',
        'POSIX XCU, 2.5.2; md5sum(1)',
      ],
      ['operand', 'check', 'A name for messages of sh.', 'sh(1) -c'],
      ['operand', '{destination}', 'The destination.', 'POSIX XBD, 12.2'],
      ['operator', '|', 'Hands the checksums to', 'POSIX XCU, 2.9.2'],
      ['utility', 'env', 'which sets a variable for one command:', 'env(1)'],
      ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
      ['utility', 'awk', 'Reads texts, line by line.', 'awk(1)'],
      ['operand', compareProgram, 'Compares, counts, and ends with a verdict.', 'awk(1)'],
    ],
    log: [['operand', '{log}', 'The log of rsync: how many files there are, and how the last copy ended.', 'awk(1)']],
    against: [
      ['operand', '{list}', 'The list.', 'awk(1)'],
      ['operand', 'here=1', 'What follows are files here:', 'awk(1), Command line'],
      ['operand', '-', 'what it is handed.', 'awk(1), Command line'],
    ],
    receipt: [
      ['utility', 'sha256sum', 'Makes the checksum of', 'sha256sum(1)'],
      ['operand', '{list}', 'the list, by which a changed list is known.', 'sha256sum(1)'],
      ['operator', '|', 'Hands it to', 'POSIX XCU, 2.9.2'],
      ['utility', 'env', 'which sets a variable for one command:', 'env(1)'],
      ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
      ['utility', 'awk', 'Reads texts, line by line.', 'awk(1)'],
      ['operand', receiptProgram, 'Writes the receipt.', 'awk(1)'],
      ['operand', '{path}', 'The collection.', 'awk(1)'],
      ['operand', '{destination}', 'The destination.', 'awk(1)'],
      ['operand', '{log}', 'The log of rsync.', 'awk(1)'],
      ['operand', '-', 'What it is handed.', 'awk(1)'],
      ['operator', '|', 'Hands it to', 'POSIX XCU, 2.9.2'],
      ['utility', 'tee', 'which shows it, and keeps it in', 'tee(1)'],
      ['operand', '{receipt}', 'this file beside the destination.', 'tee(1)'],
    ],
  },
  messages: {
    haveIt: {
      subject: 'We have {collection} of {lab}',
      body: 'Hello,\n\nwe have a copy of the collection {collection} in the lab folder {lab}, and have checked it: every file has the checksum that rsync made of it on the storage server.\n\n{path}\n\nFor our part, it may be deleted there. The receipt:\n\nPASTE-THE-RECEIPT-HERE\n\nThank you!',
    },
  } satisfies Record<string, MessageText>,
  steps: {
    sums: {
      script: 'list',
      title: 'Make the list of checksums',
      phase: 'verify',
      expect: 'A line that ends with `files in the list`: as many as after `FOUND` in the first step{again}.',
      otherwise: [
        [
          'No such file, cannot open',
          'rsync could not write its log beside the destination. Choose a destination in a folder where you may write, or as the proof the comparison with the server.',
          'read-only',
        ],
        ['fewer', 'What was here before the first copy with a list is not in it. Go on: the next step names it.'],
      ],
    },
    verifyList: {
      script: 'prove',
      title: 'Verify with the list',
      phase: 'verify',
      expect:
        'Passed: the last line begins with `PASSED`. The line before it has the same number three times, that of the files after `FOUND` in the first step{again}. Every byte is read here, and none on the server.',
      otherwise: [
        [
          '`NOT PASSED`, and lines that begin with `different:` or `missing:`',
          'Each names a file that is not here as it was at its source. Do the next step.',
          'verify-differs',
        ],
        [
          '`NOT PASSED`, and lines that begin with `not in the list:`',
          'Each names a file that is here and not in the list. A name such as `.FoilHole_1.eer.Xy12ab` is a piece of a killed copy: delete it. What you put there yourself, move elsewhere. If it is one of the collection, do the next step. Then verify again.',
        ],
        [
          '`rsync error`, `rsync warning` or `was cut off`, and no such line',
          'The last copy did not come to its end, so files may be missing. Copy again, make the list again, then verify again. Where a link leads nowhere, a copy that brings what links lead to always ends so: choose to keep links, or the comparison as the proof.',
          'connection-lost',
        ],
        [
          'a smaller number than after `FOUND`',
          'Not passed: the collection has a folder `.rsync-partial` of its own, which a copy leaves out, or files were deleted there meanwhile. Do the next step, and verify again. If the number is still smaller, ask {manager} now.',
        ],
        ['no verdict', 'The check did not come to its end, so it proves nothing. Run it again.'],
      ],
    },
    cureList: {
      script: 'cure',
      title: 'Only if it was not passed: copy again, comparing contents',
      phase: 'verify',
      ifNeeded: true,
      expect:
        'A line for each file, then `total size is`. It reads every byte there and here, and notes every checksum again. Then make the list again, and verify again.',
      otherwise: [
        [
          '`different:` once more when you verify again',
          'If a program has that file open, close it, then do this step again. Otherwise send the line to {manager}: the file may be damaged on the server, or a disk here fails.',
          'verify-differs',
        ],
        [
          '`not in the list:` once more when you verify again',
          'That file is not in the collection, or no longer. Move it elsewhere, then verify again.',
        ],
        [
          'could not make way for',
          'A folder stands here in the place of that file. Move it elsewhere, then do this step again.',
        ],
      ],
    },
    receipt: {
      script: 'receipt',
      title: 'Once it is passed: write a receipt',
      phase: 'verify',
      expect:
        'Lines from `Collection` to `Written`, for your notebook too: what was copied from where, when, how much, and the SHA-256 of the list. Keep list and receipt with the copy.',
      otherwise: [
        [
          'Permission denied, No space left on device',
          'The receipt could not be kept beside the destination. The lines on the screen are whole: copy them.',
          'read-only',
        ],
      ],
    },
    haveIt: {
      title: 'Tell the facility that you have it',
      phase: 'verify',
      expect:
        'An answer, if the facility wishes to give one. Send it only once the check has passed, and put the receipt in.',
      otherwise: [],
    },
    recheck: {
      title: 'At any time later: check your copy, without the server',
      phase: 'verify',
      ifNeeded: true,
      expect:
        'The last line begins with `PASSED`. Copy list and receipt with the folder wherever it goes: `md5sum -c` reads the list too, but does not see what is not in it.',
      otherwise: [
        [
          '`different:` or `missing:`',
          'That file is damaged or gone here. Take it from another copy: the images on the server may be deleted.',
        ],
        [
          'no terminal, or no `md5sum`, on this computer',
          'The page “Is my copy still whole?” of this site compares the folder with the list in a browser, also without a network.',
        ],
      ],
    },
  },
  // Of a live copy: at first there were fewer files, and the last round has counted what was settled alone.
  again: ', which you do again now that the session is over and the rest is copied',
  // More for the copy.
  copyOtherwise: [
    [
      'checksum-choice, unknown option',
      'The rsync here or on the server is older than 3.1.3. Choose the comparison with the server as the proof.',
      'unknown-option',
      {
        text: '--checksum-choice=md5: unknown option|unrecognized option .*--checksum-choice',
        then: 'stop',
        seen: 'rsync 3.5.0 with 2.6.9 and openrsync 182',
      },
    ],
    [
      'failed to open log-file',
      'rsync may not write beside the destination, so no list is made. Choose a destination in a folder where you may write, or as the proof the comparison with the server.',
      'read-only',
    ],
  ],
} as const satisfies Tables & Record<string, unknown>;

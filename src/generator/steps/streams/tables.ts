/**
 * Field, rows and sentences of four copies at the same time, for a far-away computer: each fetches the files of a list
 * of its own.
 */
import type { WordRow } from '../../command/argv.ts';
import type { Field } from '../../request.ts';
import type { Tables } from '../../step.ts';
import { optionRow } from '../rsync-copy/tables.ts';
import { refusedLine } from '../storage-server/ssh-lines.ts';
import { loginRow, sshRow } from '../storage-server/tables.ts';

export const streamsField = {
  label: 'Copies at the same time',
  hint: 'Four help where the storage server is far away, such as in another city. On campus one is as fast. Four need a key.',
  example: '4',
  flag: 'streams',
  choices: { '1': 'one', '4': 'four: for a far-away computer' },
  brief: { '1': 'one copy', '4': 'four copies' },
  when: ['computer', ['linux', 'wsl']],
} as const satisfies Field;

// rsync 3.5.0 ends with code 4 where a list has a name that --partial-dir leaves out: seen.
export const notPartialRows = [
  ['operand', '-not', 'and not', 'find(1) -not'],
  ['operand', '-path', 'in a folder', 'find(1) -path'],
  ['operand', '*/.rsync-partial/*', 'that is called like that for cut files.', 'rsync(1) --partial-dir'],
] as const satisfies readonly WordRow[];

export const batchRows = [
  optionRow,
  ['option-argument', 'BatchMode=yes', 'never asks anything.', 'ssh_config(5)'],
] as const satisfies readonly WordRow[];

export const streamsTables = {
  commands: {
    list: [
      sshRow,
      loginRow,
      [
        'operand',
        [
          ['utility', 'find', 'Lists files', 'find(1)'],
          ['operand', '{contents}', 'in the collection:', 'find(1)'],
          ['operand', '-type', 'only what is', 'find(1) -type'],
          ['operand', 'f', 'a file,', 'find(1) -type'],
          ...notPartialRows,
          ['operand', '-printf', 'Prints', 'find(1) -printf'],
          ['operand', '%s', 'its size, in bytes,', 'find(1) -printf'],
          ['operand', '-print0', 'its path, and an end that no name can have in it.', 'find(1) -print0'],
        ],
        'The command to run there:',
        'ssh(1)',
      ],
      ['operator', '|', 'Hands the list to', 'POSIX XCU, 2.9.2'],
      ['utility', 'sort', 'which sorts it', 'sort(1)'],
      ['option', '-z', 'by those ends,', 'sort(1) -z'],
      ['option', '-n', 'by the number in front,', 'sort(1) -n'],
      ['option', '-r', 'the biggest first.', 'sort(1) -r'],
      ['operator', '|', 'Hands it to', 'POSIX XCU, 2.9.2'],
      ['utility', 'cut', 'which keeps', 'cut(1)'],
      ['option', '-z', 'of each entry,', 'cut(1) -z'],
      ['option', '-d', 'cut at each', 'cut(1) -d'],
      ['option-argument', '/', 'slash,', 'cut(1) -d'],
      ['option', '-f', 'these pieces:', 'cut(1) -f'],
      ['option-argument', '{pieces}', 'the path inside the collection.', 'cut(1) -f'],
      ['operator', '|', 'Hands it to', 'POSIX XCU, 2.9.2'],
      ['utility', 'split', 'which deals it out', 'split(1)'],
      ['option', '-t', 'entry by entry, ending in', 'split(1) -t'],
      ['option-argument', '\\0', 'that end,', 'split(1) -t'],
      ['option', '-n', 'like cards, to', 'split(1) -n'],
      ['option-argument', 'r/4', 'four lists,', 'split(1) -n'],
      ['option', '-d', 'numbered from 0', 'split(1) -d'],
      ['option', '-a', 'with this many digits:', 'split(1) -a'],
      ['option-argument', '1', 'one.', 'split(1) -a'],
      ['operand', '-', 'It reads what it is handed,', 'split(1)'],
      ['operand', '{lists}', 'and writes files whose names begin like this.', 'split(1)'],
    ],
    find: [
      ['utility', 'find', 'Lists files', 'find(1)'],
      ['operand', '{to}', 'in the destination,', 'find(1)'],
      ['operand', '-maxdepth', 'no deeper than', 'find(1) -maxdepth'],
      ['operand', '1', 'the folder itself,', 'find(1) -maxdepth'],
      ['operand', '-name', 'with this name:', 'find(1) -name'],
      ['operand', '{pattern}', 'the four lists.', 'find(1) -name'],
      ['operand', '-print0', 'Ends each in a way that no name can have in it.', 'find(1) -print0'],
      ['operator', '|', 'Hands them to', 'POSIX XCU, 2.9.2'],
      ['utility', 'xargs', 'which runs the command that follows', 'xargs(1)'],
      ['option', '-0', 'for what ends like that,', 'xargs(1) -0'],
      ['option', '-n', 'each time for', 'xargs(1) -n'],
      ['option-argument', '1', 'one list,', 'xargs(1) -n'],
      ['option', '-P', 'and at the same time', 'xargs(1) -P'],
      ['option-argument', '4', 'four times:', 'xargs(1) -P'],
    ],
    copy: [
      ['option', '-v', 'Names each file.', 'rsync(1) -v'],
      [
        'option',
        '--partial-dir=.rsync-partial',
        'Keeps the part of a file that has arrived in this folder: nothing that was interrupted looks whole.',
        'rsync(1) --partial-dir',
      ],
    ],
    batch: batchRows,
    from: [['option', '--from0', 'The entries of the list have the ends that split gave them.', 'rsync(1) --from0']],
    files: [
      ['option', '--files-from', 'Only the files of this list: xargs puts its name here.', 'rsync(1) --files-from'],
    ],
    remove: [
      ['utility', 'rm', 'Deletes files, these and no other:', 'rm(1)'],
      ['operand', '{list0}', 'the first list,', 'rm(1)'],
      ['operand', '{list1}', 'the second,', 'rm(1)'],
      ['operand', '{list2}', 'the third,', 'rm(1)'],
      ['operand', '{list3}', 'the fourth.', 'rm(1)'],
    ],
  },
  steps: {
    list: {
      script: 'once',
      title: 'Deal the files out to four lists',
      phase: 'prepare',
      expect: 'Nothing: no message means that the lists are made.',
      otherwise: [
        [
          'Permission denied (publickey',
          'The server did not let you in. Go back to the check of your key.',
          'permission-denied',
          { text: refusedLine, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
        [
          'No space left on device',
          'The disk here is full. Make room, then start again.',
          'disk-full',
          { text: ': No space left on device$', then: 'stop', seen: 'GNU split 9.1' },
        ],
        [
          'not found, invalid option',
          'This computer has other programs than GNU: choose one copy at a time.',
          'command-not-found',
          { text: ': (command )?not found$|(invalid|illegal) option', then: 'stop', seen: 'dash 0.5, BSD split' },
        ],
      ],
    },
    streams: {
      script: 'copy',
      title: 'Copy, four at the same time',
      phase: 'copy',
      expect:
        'The names of files, from four copies, and at the end `total size is` four times. If the computer was restarted or the connection broke, run the same command again: it resumes.',
      // rsync-copy/outcomes.ts has what else may be seen.
      otherwise: [
        ['nothing at all', 'There are no lists. Make them again; the next copy brings everything in any case.'],
      ],
    },
    pass: {
      title: 'Copy what is left, always',
      phase: 'resume',
      expect:
        'Perhaps some files with percentage and speed, then a summary with a line that begins with `total size is`. The four bring files only: this brings what else there is, and what they left. If the microscope was still writing, run the same command again after the session.',
    },
    remove: {
      script: 'look',
      title: 'Delete the four lists',
      phase: 'resume',
      expect: 'Nothing: no message means that they are gone. The images are left alone.',
      otherwise: [['No such file or directory', 'They are gone already. Go on.']],
    },
  },
} as const satisfies Omit<Tables, 'steps'> & Record<string, unknown>;

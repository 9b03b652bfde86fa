/**
 * Field, rows and sentences of a copy while the microscope writes: of what is settled, round after round. The person
 * makes a round by hand; the script makes them until the session is over.
 */
import type { Field } from '../../request.ts';
import type { Tables } from '../../step.ts';
import { aliveRows } from '../rsync-copy/tables.ts';
import { refusedLine } from '../storage-server/ssh-lines.ts';
import { loginRow, sshRow } from '../storage-server/tables.ts';
import { batchRows, notPartialRows } from '../streams/tables.ts';

export const liveField = {
  label: 'During the session',
  hint: 'Live, the files that nothing has written to for two minutes come while the microscope works on: the script fetches them every five minutes, and ends with the whole copy and its check. It needs a key, or one login for all commands.',
  example: 'yes',
  flag: 'live',
  choices: { no: 'copy when it is over', yes: 'live: copy what is settled, round after round' },
  brief: { no: 'after the session', yes: 'live' },
  when: ['computer', ['linux', 'macos', 'wsl']],
} as const satisfies Field;

export const liveTables = {
  commands: {
    settled: [
      sshRow,
      // What asks has nobody to answer at night.
      ...batchRows,
      ...aliveRows,
      loginRow,
      [
        'operand',
        [
          ['utility', 'cd', 'Goes to', 'POSIX XCU, cd'],
          ['operand', '{contents}', 'the collection,', 'POSIX XCU, cd'],
          ['operator', '&&', 'and if it is there:', 'POSIX XCU, 2.9.3'],
          ['utility', 'find', 'Lists files', 'find(1)'],
          ['operand', '.', 'in it:', 'find(1)'],
          ['operand', '-type', 'only what is', 'find(1) -type'],
          ['operand', 'f', 'a file,', 'find(1) -type'],
          // The age is that by the server's clock: what a computer here believes does not matter.
          ['operand', '-mmin', 'last written to', 'find(1) -mmin'],
          ['operand', '+2', 'more than two minutes ago,', 'find(1) -mmin'],
          ...notPartialRows,
          ['operand', '-print0', 'Prints its path, and an end that no name can have in it.', 'find(1) -print0'],
        ],
        'The command to run there:',
        'ssh(1)',
      ],
      ['operator', '>', 'Writes the list to', 'POSIX XCU, 2.7.2'],
      ['operand', '{list}', 'this file here.', 'POSIX XBD, 12.2'],
    ],
    from: [
      ['option', '--from0', 'The entries of a list have the ends that find gave them.', 'rsync(1) --from0'],
      ['option', '--files-from', 'Only the files of this list:', 'rsync(1) --files-from'],
      ['option-argument', '{list}', 'the settled ones.', 'rsync(1) --files-from'],
    ],
    remove: [
      ['utility', 'rm', 'Deletes this file and no other:', 'rm(1)'],
      ['operand', '{list}', 'the list.', 'rm(1)'],
    ],
  },
  steps: {
    settled: {
      script: 'live',
      title: 'List what is settled',
      phase: 'copy',
      expect:
        'Nothing: no message means that the list is made. The script repeats this step and the next one, every five minutes, until nothing new has come for {minutes} minutes: start it in this place instead, if you can.',
      otherwise: [
        [
          'Permission denied (publickey',
          'The server did not let you in. Go back to the check of your key.',
          'permission-denied',
          { codes: [255], text: refusedLine, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
        [
          'cd: No such file or directory',
          'Lab folder or collection is spelt otherwise there, or has been deleted.',
          'no-such-folder',
          {
            text: 'cd: .*No such file or directory|can.t cd to ',
            then: 'stop',
            seen: 'bash 5.2, dash 0.5, busybox 1.35',
          },
        ],
        [
          'Connection reset, closed or timed out',
          'The connection broke. Run the same command again; the script does so by itself.',
          'connection-lost',
          { codes: [255], then: 'again', seen: 'OpenSSH 9.2' },
        ],
      ],
    },
    round: {
      script: 'round',
      title: 'Copy what is settled',
      phase: 'copy',
      expect:
        'A line for each new file with its percentage and speed, then a summary. A file here has its name once all of it is here, so a program that watches this folder finds whole ones. While the microscope works on, repeat the step above and this one.',
      // rsync-copy/outcomes.ts has what else may be seen.
      otherwise: [
        [
          'link_stat … No such file or directory',
          'That file was renamed or deleted since it was listed. Make the list again.',
        ],
      ],
    },
    pass: {
      title: 'Once the session is over: copy the rest',
      phase: 'resume',
      expect:
        'Perhaps some files with percentage and speed, then a summary with a line that begins with `total size is`. The rounds bring files only: this brings what else there is, and what was written last.',
    },
    remove: {
      script: 'look',
      title: 'Delete the list',
      phase: 'resume',
      expect: 'Nothing: no message means that it is gone. The images are left alone.',
      otherwise: [['No such file or directory', 'It is gone already. Go on.']],
    },
  },
} as const satisfies Omit<Tables, 'steps'> & Record<string, unknown>;

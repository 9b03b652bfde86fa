/** Fields, rows and sentences of a copy that is a batch job of Slurm. */
import type { ProblemText, PatternTable } from '../../problem.ts';
import type { Field, Fields } from '../../request.ts';
import type { Tables } from '../../step.ts';
import { optionRow } from '../rsync-copy/tables.ts';
import { hostUnknownLine, keyChangedLine, noAnswerLine, refusedLine } from '../storage-server/ssh-lines.ts';
import { batchRows } from '../streams/tables.ts';

/** Where the copy is no job, or cannot be one. */
export const whenNoJob = ['job', ['no', '']] as const satisfies Field['when'];
const whenJob = ['job', ['slurm']] as const satisfies Field['when'];

export const jobFields = {
  job: {
    label: 'Run it as',
    hint: 'On a cluster, what takes long has to be a batch job: the script then is one. It needs a key.',
    example: 'slurm',
    flag: 'job',
    needs: { slurm: 'job' },
    choices: { no: 'a script or single commands, on a computer of ours', slurm: 'a batch job on a cluster with Slurm' },
    brief: { no: 'no batch job', slurm: 'a batch job' },
    when: ['computer', ['linux']],
  },
  partition: {
    label: 'Partition',
    hint: 'One whose computers reach the storage server. “sinfo” lists them.',
    example: 'dtn',
    placeholder: 'YOUR-PARTITION',
    flag: 'partition',
    kind: 'slurmNames',
    optional: true,
    when: whenJob,
  },
  qos: {
    label: 'Quality of service',
    hint: 'If the partition wants one (QOS).',
    example: 'dtn',
    placeholder: 'YOUR-QOS',
    flag: 'qos',
    kind: 'slurmName',
    optional: true,
    when: whenJob,
  },
  jobAccount: {
    label: 'Project that is charged',
    hint: 'If the cluster wants one (account).',
    example: 'lab-general',
    placeholder: 'YOUR-PROJECT',
    flag: 'job-account',
    kind: 'slurmName',
    optional: true,
    when: whenJob,
  },
  timeLimit: {
    label: 'Time limit',
    hint: 'Of one run: before it is up, the job is queued again. The check has to fit in.',
    example: '24:00:00',
    placeholder: 'YOUR-TIME-LIMIT',
    flag: 'time-limit',
    kind: 'timeLimit',
    optional: true,
    when: whenJob,
  },
} as const satisfies Fields;

const plainName = ['[^\\w.+@:-]', 'slurmCharacter'] as const;

export const jobPatterns = {
  slurmName: [plainName],
  slurmNames: [['[^\\w.+@:,-]', 'slurmCharacter']],
  timeLimit: [
    ['^(?!(?:\\d{1,3}-)?\\d{1,3}:[0-5]\\d:[0-5]\\d$|\\d{1,3}-\\d{1,2}$)', 'timeLimit'],
    ['^(?:0+-)?0+:[0-2]\\d:|^0+-0+$', 'shortLimit'],
  ],
} as const satisfies PatternTable;

export const jobProblems = {
  slurmCharacter: [
    '{label} {value} has the character “{bad}” ({codePoint}), which names in Slurm do not have.',
    'Enter the name alone, for example {example}',
  ],
  timeLimit: [
    '{label} {value} is not written in hours, minutes and seconds.',
    'Write for example 24:00:00, or 2-12:00:00 for two days and a half. To Slurm 48:00 is 48 minutes.',
  ],
  shortLimit: [
    '{label} {value} is too short: the job would be queued again before it had copied much.',
    'Half an hour is the least, 24:00:00 is better.',
  ],
} as const satisfies Record<string, ProblemText>;

export const jobTables = {
  commands: {
    batch: batchRows,
    alone: [optionRow, ['option-argument', 'IdentityAgent=none', 'only keys in files count.', 'ssh_config(5)']],
    submit: [
      ['utility', 'touch', 'Makes the file that will have the log of the job:', 'touch(1)'],
      ['operand', '{log}', 'beside the folder of the images. Slurm says nowhere that it could not.', 'touch(1)'],
      ['operator', '&&', 'If that went well:', 'POSIX XCU, 2.9.3'],
      ['utility', 'sbatch', 'Hands a script to Slurm, which runs it when it is its turn.', 'sbatch(1)'],
      ['operand', '{script}', 'The script.', 'sbatch(1)'],
    ],
    watch: [
      ['utility', 'squeue', 'Lists jobs:', 'squeue(1)'],
      ['option', '--me', 'yours.', 'squeue(1) --me'],
    ],
    follow: [
      ['utility', 'tail', 'Shows the end of a file,', 'tail(1)'],
      ['option', '-f', 'and what comes after it.', 'tail(1) -f'],
      ['operand', '{log}', 'The log of the job.', 'tail(1)'],
    ],
    stop: [
      ['utility', 'scancel', 'Ends jobs:', 'scancel(1)'],
      ['option', '--me', 'yours', 'scancel(1) --me'],
      ['option', '{name}', 'of this name.', 'scancel(1) --name'],
    ],
  },
  steps: {
    key: {
      script: 'once',
      title: 'Check that the key alone opens the storage server',
      phase: 'prepare',
      expect: 'Nothing, and no question. The job begins with the same command, on its own computer.',
      otherwise: [
        [
          'Permission denied',
          'The server does not take your key, or the key has a passphrase, which a job cannot ask for: an agent on this computer is none of the job. Whether the server takes keys, {manager} knows.',
          'permission-denied',
          { codes: [255], text: refusedLine, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
        [
          'Host key verification failed, REMOTE HOST IDENTIFICATION HAS CHANGED',
          'At your first contact, check that you can log in, as above. Afterwards: stop, and ask {manager} before you do anything else.',
          'host-key-unknown',
          { codes: [255], text: keyChangedLine, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
        [
          'Could not resolve hostname, Connection timed out, No route to host',
          'That computer does not reach the storage server. Ask whoever runs the cluster which partition does.',
          'host-unknown',
          { codes: [255], text: `${hostUnknownLine}|${noAnswerLine}`, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
      ],
    },
    submit: {
      title: 'Submit the script as a job',
      phase: 'copy',
      expect:
        '`Submitted batch job` and a number. You may log out. First save the script here, in the folder that you are in.',
      otherwise: [
        ['Unable to open file', 'The script is not in this folder. Save it here, or go to where it is.'],
        [
          'touch: … Permission denied, No such file or directory',
          'The log has no place beside the folder of the images. Choose a destination in a folder that is there, and yours to write in.',
        ],
        [
          'invalid partition specified, Invalid account, Invalid qos',
          'The cluster does not know it, or not for you: ask whoever runs it. Then make the script again.',
        ],
        [
          'Requested time limit is invalid',
          'The partition allows less. `sinfo` shows how much. Make the script again with a shorter time limit.',
        ],
        ['DOS line breaks', 'A program has changed the script. Save it again, as it is.'],
        ['Unable to contact slurm controller', 'Slurm does not answer. Wait, and submit it again.'],
        ['sbatch: command not found', 'This computer is not of the cluster, or not one to submit jobs from.'],
      ],
    },
    watch: {
      title: 'See whether it runs',
      phase: 'copy',
      expect:
        'A line with the name of the script. Under `ST`: `PD` while it waits for its turn, then `R`. No line: it has ended, and its log says how.',
      otherwise: [
        [
          'PD, and at the end PartitionTimeLimit, QOSMaxWallDurationPerJobLimit or DependencyNeverSatisfied',
          'It will never begin. End it, as below, and make the script again, for example with a shorter time limit.',
        ],
        ['PD, and at the end Dependency', 'A job of the same name is before it: it begins when that one has ended.'],
        ['PD, and at the end BeginTime', 'It was queued again, and goes on in some minutes.'],
        [
          'no line, and nothing in the log',
          'Slurm could not write the log, or not start the script. Send the number of the job to whoever runs the cluster.',
        ],
      ],
    },
    follow: {
      title: 'Read what it says',
      phase: 'copy',
      expect:
        'The log, as it grows. Its last line begins with `DONE` or `NOT DONE`, and says why. Ctrl+C ends the reading, not the job.',
      otherwise: [
        ['It is queued again', 'Its time was up. It goes on by itself: the next run writes here too.'],
        [
          'CANCELLED … DUE TO NODE FAILURE, TIME LIMIT or PREEMPTION',
          'Look whether it runs again. If not, submit it again: it goes on where it stopped.',
        ],
        [
          'Permission denied (publickey',
          'The job could not log in: its computer sees no key of yours, or the key has a passphrase. Go back to the check of the key.',
          'permission-denied',
        ],
      ],
    },
    stop: {
      title: 'Only to stop it',
      phase: 'resume',
      ifNeeded: true,
      expect:
        'Nothing. The log ends with `NOT DONE: it was stopped`. What has come stays; submitted again, it goes on from there.',
      otherwise: [],
    },
  },
  notices: {
    job: 'A batch job: the commands whose place is “batch job” are what the script does there. Save the script on the cluster, and submit it; you need not type them.',
    noKeys:
      'The storage server takes no keys, and a batch job has nobody who could type a password: these commands are for a computer where you can answer them.',
    key: 'A batch job cannot ask for your password, so a key comes first.',
    partition: 'On {name}, the partition for transfers is {partition}{qos}.',
    qos: ', with the quality of service {qos}',
    reaches: 'The computers of {name} reach the storage server.',
    far: 'The computers of {name} do not reach the storage server: choose another cluster, or another way.',
    ask: 'Whether the computers of a partition reach the storage server, ask whoever runs the cluster: not every cluster lets them.',
  },
} as const satisfies Tables & Record<string, unknown>;

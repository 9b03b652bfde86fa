/** What a script has besides, and what it does otherwise, where it is a job of Slurm. */
import { escapePattern, formatDirective } from '../command/slurm.ts';
import type { Request, Route, Step } from '../plan.ts';
import { jobTools } from './job-tools.ts';
import { jobLog, nameScript } from './script-name.ts';
import { jobSentences } from './sentences.ts';

/** A script as a job. */
export interface Job {
  /** The lines for sbatch, which come right after the first one: after a command they count for nothing. */
  readonly directives: readonly string[];
  /** The functions that it has in place of others, or besides. */
  readonly tools: string;
  /** The lines of the settings. */
  readonly settings: readonly string[];
  /** What its head says, in place of that of any other script. */
  readonly sentences: typeof jobSentences;
  readonly log: string;
}

/** The steps in their order, but first whether the key of a job is taken: so nothing of it is asked for a password. */
export function putKeyFirst(steps: readonly Step[]): Step[] {
  const isTest = ({ id }: Step): boolean => id === 'key-test';
  return [...steps.filter(isTest), ...steps.filter((step) => !isTest(step))];
}

/** The job that a request asks for, if any. */
export function describeJob(request: Request, routes: readonly Route[]): Job | undefined {
  if (request.job !== 'slurm') return undefined;
  const log = jobLog(routes);
  return {
    directives: formatDirectives(request, routes, log),
    tools: jobTools,
    settings: jobSettings,
    sentences: jobSentences,
    log,
  };
}

function formatDirectives(
  { partition = '', qos = '', jobAccount = '', timeLimit = '' }: Request,
  routes: readonly Route[],
  log: string,
): string[] {
  const asked = Object.entries({ partition, qos, account: jobAccount, time: timeLimit });
  return [
    formatDirective('job-name', nameScript(routes)),
    ...asked.flatMap(([option, value]) => (value ? [formatDirective(option, value)] : [])),
    formatDirective('ntasks', '1'),
    // To the batch shell alone, which hands it on.
    formatDirective('signal', 'B:USR1@300'),
    // A site may have switched it off for those who do not ask.
    formatDirective('requeue'),
    formatDirective('open-mode', 'append'),
    // Of the same name one runs at a time.
    formatDirective('dependency', 'singleton'),
    ...(routes.length > 1 ? [formatDirective('array', `1-${String(routes.length)}%1`)] : []),
    formatDirective('output', escapePattern(log)),
  ];
}

const jobSettings = [
  '# How often the job is queued again at most.',
  ': "${MOST_RUNS:=20}"',
  '# A job is what Slurm itself has started: not what somebody types inside of one.',
  'job=',
  'runs=0',
  'requeued=',
  '# Of an array, each task is about one collection.',
  'task=${SLURM_ARRAY_TASK_ID-}',
  'if [ "${SLURM_TASK_PID-}" = "$$" ]; then',
  '  job=$SLURM_JOB_ID',
  '  runs=${SLURM_RESTART_COUNT:-0}',
  '  # The last task of an array has the number of the whole array.',
  '  requeued=${SLURM_ARRAY_JOB_ID:+${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID-}}',
  '  requeued=${requeued:-$job}',
  '  # An agent is on the computer of the person, and ends with their session; and nobody sees a window.',
  '  unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY',
  '  # They would hide jobs.',
  '  unset SQUEUE_ACCOUNT SQUEUE_LICENSES SQUEUE_NAMES SQUEUE_PARTITION SQUEUE_QOS',
  'fi',
];

/** A line that does a step, and the number of the collection that it is about; 0 stands for all. */
export interface Call {
  readonly number: number;
  readonly line: string;
}

/**
 * What a job does. Of several collections, each task of its array does one; where it runs outside of Slurm, one after
 * the other. Before each thing that takes long, and before the last line, it looks whether its place is still its own.
 */
export function formatJobMain(
  start: readonly string[],
  calls: readonly Call[],
  finishes: readonly string[],
  conclude: readonly string[],
): string[] {
  const look = '  still_mine';
  const format = (some: readonly Call[]): string[] =>
    some.flatMap(({ line }) => (/^ {2}do_(?:copy|live|verify|prove|receipt) /.test(line) ? [look, line] : [line]));
  const numbers = finishes.map((_, index) => index + 1);
  const isSeveral = numbers.length > 1;
  const linesOf = (number: number): string[] => format(calls.filter((call) => call.number === number));
  const each = isSeveral
    ? [
        ...linesOf(0),
        `  for each in \${task:-${numbers.join(' ')}}; do "collection_$each"; done`,
        ...conclude.map((line) => `  [ -n "$task" ] ||${line.slice(1)}`),
      ]
    : [...format(calls), look, ...finishes];
  return [
    ...(isSeveral
      ? numbers.flatMap((number) => [
          `collection_${String(number)}() {`,
          '  finished=',
          '  need=0',
          '  entries=0',
          ...linesOf(number),
          look,
          ...finishes.slice(number - 1, number),
          '}',
          '',
        ])
      : []),
    'main() {',
    ...start,
    ...each,
    '  exit "$result"',
    '}',
    '',
    'as_job',
  ];
}

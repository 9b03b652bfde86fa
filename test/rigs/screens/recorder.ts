/** Runs the steps of a plan on a stage, and keeps what is on the screen then. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { joinParts } from '../../../src/generator/command/quote.ts';
import { findFact } from '../../../src/facility/find-fact.ts';
import { fieldsOf } from '../../../src/generator/index.ts';
import type { Facility, MethodId, Plan, Step } from '../../../src/generator/index.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { stepOf, textOf } from '../plans.ts';
import { keepScreen, putSlots } from './screen-text.ts';
import type { Answer, Stage, Terminal } from './stage.ts';

/** A run of a plan. */
export interface Run {
  readonly stage: Stage;
  readonly plan: Plan;
  readonly facility: Facility;
  /** The choices that the plan stands for. */
  readonly when?: Screen['when'];
  /** The facts that are seen on its screens, by their paths. */
  readonly facts: readonly string[];
  /** What stands in for something that cannot be had here, by the program that is run with it. */
  readonly standIns?: Partial<Record<Program, string>>;
  /** Where the steps are run, one terminal for each place and state. */
  readonly terminal: Terminal;
  /** Who writes what is seen, where that is not the programs of the commands. */
  readonly by?: string;
}

/** How one step is run. */
interface Shot {
  /** How the outcome begins that is provoked; absent where all is well. */
  readonly see?: string;
  readonly answers?: readonly Answer[];
  /** What is shown last, where it is not the next prompt. */
  readonly until?: string | RegExp;
  /** Keys, for a step without a command. */
  readonly keys?: string;
  /** Another terminal than that of the run. */
  readonly terminal?: Terminal;
  /** Further choices, or others than those of the run. */
  readonly when?: Screen['when'];
  /** Who wrote what is seen, where that is not the first program of the command. */
  readonly by?: readonly Program[];
  /** Puts lines in order that come in any. */
  readonly settle?: (lines: readonly string[]) => readonly string[];
}

/** Records a step of the run. */
export type Shoot = (id: string, shot?: Shot) => Promise<void>;

/** Gives a function that records steps of a run into `screens`. */
export function startRecording(run: Run, screens: Screen[]): Shoot {
  const names = namesOf(run);
  return async (id, { see, answers, until, keys, terminal = run.terminal, when = run.when, by, settle } = {}) => {
    const step = stepOf(run.plan, id);
    const received = keys
      ? await terminal.press(keys, until ?? '')
      : await terminal.type(textOf(run.plan, id), answers, until);
    const { see: outcome } = see === undefined ? {} : outcomeOf(step, see);
    const programs = by ?? programsOf(step);
    const lines = await keepScreen(received, names, settle);
    const twin = screens.find(
      (other) => other.step === id && JSON.stringify(other.when) === JSON.stringify(when) && hasLines(other, lines),
    );
    if (twin) throw new Error(`Step ${id}: “${see ?? 'all is well'}” looks like “${twin.see ?? 'all is well'}”.`);
    screens.push({
      step: id,
      ...(outcome !== undefined && { see: putSlots(outcome, names) }),
      ...(when && { when }),
      by:
        run.by ??
        [describePrograms(programs), ...programs.flatMap((program) => run.standIns?.[program] ?? [])].join(', '),
      lines,
    });
  };
}

function hasLines(screen: Screen, lines: readonly string[]): boolean {
  return screen.lines.join('\n') === lines.join('\n');
}

/** The outcome of a step that is seen as something that begins so. */
function outcomeOf({ id, otherwise }: Step, see: string): Step['otherwise'][number] {
  const found = otherwise.find((outcome) => outcome.see.startsWith(see));
  if (!found) throw new Error(`Step ${id} has no outcome that begins with “${see}”.`);
  return found;
}

/** The texts that are seen on a screen and are another person's there, by the name of their slot. */
function namesOf({ plan, facility, facts }: Run): Record<string, string> {
  const fields = fieldsOf(plan.request.method as MethodId, facility);
  const entered = Object.entries(plan.request).filter(
    ([name, value]) => value && fields[name] && !fields[name].choices,
  );
  const inside = plan.steps.find((step) => step.inside)?.inside;
  return {
    ...Object.fromEntries(entered),
    // A fact may have a place for what was entered.
    ...Object.fromEntries(
      facts.map((path) => [
        path,
        String(findFact(facility, path)).replaceAll(/\{(\w+)\}/g, (_, field: string) => plan.request[field] ?? ''),
      ]),
    ),
    ...(inside && { inside }),
  };
}

/** How each program says its version. */
const versions = {
  rsync: { line: 'rsync --version', version: /version (\S+)/ },
  OpenSSH: { line: 'ssh -V', version: /OpenSSH_([\d.]+)/ },
  coreutils: { line: 'mkdir --version', version: /\) (\S+)/ },
  findutils: { line: 'find --version', version: /\) (\S+)/ },
  procps: { line: 'watch --version', version: /procps-ng (\S+)/ },
  bash: { line: 'bash --version', version: /version ([\d.]+)/ },
  screen: { line: 'screen --version', version: /version (\S+)/i },
  rclone: { line: 'rclone version', version: /v(\d[\d.]+)/ },
  'AWS CLI': { line: '/usr/bin/aws --version', version: /aws-cli\/(\S+)/ },
  'util-linux': { line: 'umount --version', version: /util-linux (\S+)/ },
} as const;
type Program = keyof typeof versions;

const found = new Map<string, string>();

/** Names programs with their versions, and the system. */
function describePrograms(programs: readonly Program[]): string {
  const named = programs.map((program) => {
    const { line, version } = versions[program];
    const env = { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' };
    const said = found.get(line) ?? execFileSync('sh', ['-c', `${line} 2>&1`], { encoding: 'utf8', env });
    found.set(line, said);
    return `${program} ${version.exec(said)?.[1] ?? ''}`;
  });
  return `${named.join(', ')} on ${nameSystem()}`;
}

function nameSystem(): string {
  const release = readFileSync('/etc/os-release', 'utf8');
  const value = (name: string): string => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(release)?.[1] ?? '';
  return `${value('ID').replace(/^./, (first) => first.toUpperCase())} ${value('VERSION_ID')}`;
}

const byUtility: Readonly<Record<string, readonly Program[]>> = {
  rsync: ['rsync'],
  sh: ['rsync'],
  ssh: ['OpenSSH'],
  'ssh-keygen': ['OpenSSH'],
  'ssh-copy-id': ['OpenSSH'],
  sftp: ['OpenSSH'],
  printf: ['OpenSSH'],
  find: ['findutils'],
  watch: ['procps'],
  exit: ['bash'],
  screen: ['screen'],
  rclone: ['rclone'],
  aws: ['AWS CLI'],
  umount: ['util-linux'],
};

/** The programs whose words are on the screen of a step. */
function programsOf({ action }: Step): readonly Program[] {
  const words = action.kind === 'command' ? action.command.words.map(({ parts }) => joinParts(parts)) : [];
  const programs = byUtility[words[0] ?? ''] ?? ['coreutils'];
  return words.some((word) => word.startsWith('ssh ')) ? [...programs, 'OpenSSH'] : programs;
}

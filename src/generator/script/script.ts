/**
 * Plan → a script that does it: the commands as they are shown, in order, and around them what a careful person would
 * do. It knows of no method: each step says by its role what a script does with it.
 *
 * The script is for any sh: dash, busybox, and bash 3.2, which is the sh of macOS. No method and no page may need this
 * file to show a plan: a page fetches it when somebody asks for a script.
 */
import { joinParts } from '../command/quote.ts';
import { formatCommand } from '../command/render.ts';
import type { Facts } from '../facts.ts';
import { demand } from '../fill.ts';
import type { Plan, Route, Step } from '../plan.ts';
import { lookProgram } from '../steps/look/program.ts';
import { fill, fillTools, pickUsed, quoteWord } from './fill-tools.ts';
import { scriptSentences, toolSentences } from './sentences.ts';

/** A script, and what its file is called. */
export interface Script {
  /** Such as `get-GRID1.sh`: letters, digits, `_`, `.` and `-`. */
  readonly name: string;
  /** Ends with a line break. */
  readonly text: string;
}

/** Where a script comes from. */
export interface ScriptOrigin {
  /** An ISO 8601 date, `YYYY-MM-DD`. */
  readonly today: string;
  /** Of this project. */
  readonly version: string;
  /** What makes the script again: an address, or a command line. */
  readonly link: string;
}

/**
 * Writes the script of a plan; nothing when the plan has no collection that a script could copy and verify, or is for
 * PowerShell.
 *
 * @example
 * const origin = { today: '2026-11-23', version: '0.1.0', link: 'https://data.example.edu/ways/rsync/' };
 * formatScript(facility, plan, origin)?.name; // get-GRID1.sh
 */
export function formatScript(facility: Facts, plan: Plan, origin: ScriptOrigin): Script | undefined {
  const steps = plan.steps.filter(({ script }) => script);
  const routes = findRoutes(steps);
  if (
    routes.length === 0 ||
    steps.some(({ action }) => action.kind !== 'command' || action.command.shell !== 'posix')
  ) {
    return undefined;
  }
  const stem = nameScript(routes);
  const name = `${stem}.sh`;
  const hasSize = steps.some(({ script }) => script === 'check');
  const main = formatMain(facility, steps, routes, hasSize);
  const outcomes = formatOutcomes(steps);
  const text = [
    ...formatHead(facility, plan, origin, name, routes, steps),
    ...formatStart(name),
    ...formatSettings(facility, stem, steps, hasSize),
    ...formatCommands(steps),
    ...outcomes,
    ...pickUsed([...outcomes, ...main]).flatMap((block) => [fillTools(block, facility.contact.role), '']),
    ...main,
  ].join('\n');
  return { name, text: `${text}\n` };
}

/** The ways that are copied and verified, in order; none when one of them is not. */
function findRoutes(steps: readonly Step[]): Route[] {
  const of = (role: Step['script']): string[] =>
    steps.flatMap(({ script, route }) => (script === role && route ? [JSON.stringify(route)] : []));
  const [folders, copies, verified] = [of('folder'), of('copy'), [...of('verify'), ...of('prove')]].map(
    (keys) => new Set(keys),
  );
  const all = [...new Set(steps.flatMap(({ route }) => (route ? [JSON.stringify(route)] : [])))];
  return all.every((key) => folders?.has(key) && copies?.has(key) && verified?.has(key))
    ? all.map((key) => JSON.parse(key) as Route)
    : [];
}

const nameOf = ({ from }: Route): string => from.slice(from.lastIndexOf('/') + 1);

/** `get-` and the first collection, as far as every file system takes it. */
function nameScript([first, ...more]: readonly Route[]): string {
  const plain = (first ? nameOf(first) : '').replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 60);
  return `get-${plain}${more.length > 0 ? `-and-${more.length}-more` : ''}`;
}

/** A line of comment, whatever the text. Only a line break ends a comment: control characters become blanks. */
function comment(text = ''): string {
  return `# ${text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}`.trimEnd();
}

function formatHead(
  facility: Facts,
  plan: Plan,
  { today, version, link }: ScriptOrigin,
  name: string,
  routes: readonly Route[],
  steps: readonly Step[],
): string[] {
  const { head, title, made, start, use, password, passwordOnce } = scriptSentences;
  const rows: (readonly [keyof typeof head, string])[] = [
    ...routes.flatMap(
      (route) =>
        [
          ['collection', nameOf(route)],
          ['destination', route.to],
        ] as const,
    ),
    ['place', placeOf(steps)],
    ['facility', facility.name],
    ['made', fill(made, { today, version })],
    ['link', link],
  ];
  return [
    '#!/bin/sh',
    comment(title),
    comment(),
    ...rows.map(([row, value]) => comment(`${`${head[row]}:`.padEnd(15)}${value}`)),
    comment(),
    ...plan.notices.map(({ text }) => comment(text)),
    comment(),
    comment(fill(start, { name })),
    ...use.map((line) => comment(line)),
    ...(routes.some(({ isRemote }) => isRemote) ? [comment(isShared(steps) ? passwordOnce : password)] : []),
    '',
  ];
}

/** Whether all commands share one login. */
const isShared = (steps: readonly Step[]): boolean => steps.some(({ script }) => script === 'connect');

const placeOf = (steps: readonly Step[]): string => steps.find(({ script }) => script === 'copy')?.place ?? '';

/** Sees to it that sh runs the script, whatever shell was told to, or says what to type. */
function formatStart(name: string): string[] {
  const start = fill(scriptSentences.start, { name });
  return [
    '# Names are quoted for good, and may look like variables or like curly quote marks; and two functions are for traps only.',
    '# shellcheck disable=SC1111,SC1112,SC2016,SC2317',
    '# csh and zsh hand the script to sh; fish shows the line that it cannot read. A shell that somebody types into must not end.',
    'test "$?shell" != 1 || exec sh "$0"',
    `if [ -n "\${ZSH_VERSION-}" ] && [ "$(emulate)" = zsh ]; then ${comment(start)}`,
    '  [ "$ZSH_EVAL_CONTEXT" != toplevel ] || [ ! -f "$0" ] || exec sh "$0"',
    `  echo ${quoteWord(start)} && return 1`,
    'fi',
    `case $- in *i*) echo ${quoteWord(start)} && return 1 ;; esac`,
    '',
  ];
}

function formatSettings(facility: Facts, stem: string, steps: readonly Step[], hasSize: boolean): string[] {
  const isLive = steps.some(({ script }) => script === 'live');
  return [
    '# Whatever was set for it, as by SHELLOPTS.',
    'set +e +f +C -u',
    '# What programs say is read below: let them say it in English. Names stay as they are.',
    'if [ -n "${LC_ALL-}" ]; then LANG=$LC_ALL; fi',
    'unset LC_ALL GREP_OPTIONS',
    'LC_MESSAGES=C',
    'export LANG LC_MESSAGES',
    '',
    '# Set these in the environment to change them.',
    ': "${RETRY_WAIT_SECONDS:=60}"',
    ': "${MOST_TRIES:=60}"',
    '# A command to run at the end, in which "$1" is the last line: such as one that sends mail.',
    ': "${WHEN_DONE:=}"',
    ...(hasSize ? [': "${CHECK_ROOM:=yes}"'] : []),
    ...(isLive ? formatLiveSettings(facility) : []),
    '',
    'temporary=${TMPDIR:-/tmp}',
    `stem=${quoteWord(stem)}`,
    '# Reads a list of find and ls, as the first of the commands does.',
    `look=${quoteWord(lookProgram)}`,
    '',
  ];
}

/** A session is over when nothing has come for as long as the facility waits, else for an hour. */
function formatLiveSettings({ transfer }: Facts): string[] {
  return [
    '# Rounds begin so far apart; they end when nothing new has come for so long, or at a time such as UNTIL=08:30.',
    ': "${ROUND_SECONDS:=300}"',
    `: "\${IDLE_MINUTES:=${String((transfer?.idleHours ?? 1) * 60)}}"`,
    ': "${UNTIL:=}"',
  ];
}

/** Each command on lines of its own, at the margin, as it is shown. */
function formatCommands(steps: readonly Step[]): string[] {
  return [
    '# The commands, as they are shown.',
    'command_of() {',
    'case $1 in',
    ...steps.flatMap(({ id, action }) =>
      action.kind === 'command' ? [`${id})`, formatCommand(action.command), ';;'] : [],
    ),
    'esac',
    '}',
    '',
  ];
}

/** What the plan says of what may be seen instead: what helps, the same words, and the signs by which it is known. */
function formatOutcomes(steps: readonly Step[]): string[] {
  const rowsOf = ({ otherwise }: Step): string =>
    otherwise
      .flatMap(({ means, signs }) =>
        signs
          ? [`  weigh ${[signs.then, means, signs.codes?.join(' ') ?? '', signs.text ?? ''].map(quoteWord).join(' ')}`]
          : [],
      )
      .join('\n');
  const copy = steps.find(({ script }) => script === 'copy');
  // A round, a check, and a copy that compares contents end as a copy does.
  const arms = new Map<string, string[]>();
  for (const step of steps) {
    const rows = rowsOf(copy && /^(?:round|verify|cure)$/.test(step.script ?? '') ? copy : step);
    if (rows) arms.set(rows, [...(arms.get(rows) ?? []), step.id]);
  }
  return [
    '# What happened, by exit status and standard error. The first that fits counts.',
    'outcomes_of() {',
    'case $1 in',
    ...[...arms].flatMap(([rows, ids]) => [`${ids.join(' | ')})`, rows, '  ;;']),
    'esac',
    '}',
    '',
  ];
}

/** What the script does, step by step. A number says which collection a step is about; 0 stands for all. */
function formatMain({ contact }: Facts, steps: readonly Step[], routes: readonly Route[], hasSize: boolean): string[] {
  const keys = routes.map((route) => JSON.stringify(route));
  const numberOf = ({ route }: Step): number => (route ? keys.indexOf(JSON.stringify(route)) + 1 : 0);
  const live = steps.find(({ script }) => script === 'live');
  const first = live ?? steps.find(({ script }) => script === 'copy');
  const leftOut = routes[0]?.leftOut ?? '';
  const empty = fill(demand(toolSentences, leftOut ? 'emptyBut' : 'empty'), { manager: contact.role, leftOut });
  const call = (...words: (string | number)[]): string => `  ${words.map((word) => quoteWord(String(word))).join(' ')}`;
  return [
    'main() {',
    call('begin', 0, ...routes.map((_, index) => index + 1)),
    call('need_programs', ...findPrograms(steps)),
    ...(hasSize ? ['  need=0', '  entries=0'] : []),
    ...(live ? ['  check_live'] : []),
    ...routes.flatMap(({ from, isRemote }) =>
      isRemote ? [call('refuse_here', from, fill(scriptSentences.here, { from, place: placeOf(steps) }))] : [],
    ),
    ...steps.flatMap((step) => {
      const { script = 'look', id, title, expect, route } = step;
      // They are run where a check finds something, before one, with the list of what is settled, and at the end.
      if (script === 'cure' || script === 'list' || script === 'round' || script === 'disconnect') return [];
      const find = (role: Step['script']): Step | undefined =>
        steps.find((other) => other.script === role && numberOf(other) === numberOf(step));
      const [cure, round] = [find('cure'), find('round')];
      const [to, links] = [route?.to ?? '', route?.keepsLinks ? 'yes' : 'no'];
      const verified = [to, cure?.id ?? '', cure?.title ?? '', links, route?.linksOut ?? ''];
      const more = {
        look: [fill(scriptSentences.expected, { expect })],
        disk: [fill(scriptSentences.expected, { expect }), to, route?.disk ?? 'own'],
        pause: [expect],
        connect: [find('disconnect')?.id ?? ''],
        // About all, it ends the script, and has to say itself of what it speaks.
        check: [live ? '' : `${route || !routes[0] ? '' : `${nameOf(routes[0])}: `}${empty}`],
        folder: [to, route?.from ?? ''],
        once: [],
        live: [to, round?.id ?? '', round?.title ?? '', listOf(step)],
        copy: [to],
        verify: verified,
        prove: [...verified, find('list')?.id ?? ''],
        receipt: [],
      }[script];
      const line = call(`do_${script}`, numberOf(step), id, title, ...more);
      return step === first && hasSize ? [call('need_room', ...routes.map(({ to }) => to)), line] : [line];
    }),
    ...routes.map((route, index) =>
      call(
        'finish',
        index + 1,
        nameOf(route),
        ...doneSentences(steps, route).map((sentence) =>
          fill(sentence, { name: nameOf(route), leftOut: route.leftOut ?? '' }),
        ),
      ),
    ),
    ...(routes.length > 1 ? [call('conclude', routes.length)] : []),
    '  exit "$result"',
    '}',
    '',
    'main',
  ];
}

/** What is said of a collection that is whole, and of one of which that holds for the files. */
function doneSentences(steps: readonly Step[], { leftOut }: Route): readonly string[] {
  const stem = steps.some(({ script }) => script === 'verify') ? 'done' : 'doneList';
  const whole = leftOut ? (`${stem}But` as const) : stem;
  return [scriptSentences[whole], scriptSentences[`${whole}Files`]];
}

/** The file that a command ends in writing. */
function listOf({ action }: Step): string {
  const last = action.kind === 'command' ? action.command.words.at(-1) : undefined;
  return last ? joinParts(last.parts) : '';
}

/** The programs that the commands begin with. */
function findPrograms(steps: readonly Step[]): string[] {
  const words = steps.flatMap(({ action }) => (action.kind === 'command' ? action.command.words : []));
  return [...new Set(words.filter(({ role }) => role === 'utility').map(({ parts }) => joinParts(parts)))];
}

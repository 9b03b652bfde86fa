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
import { describeAudit } from './audit.ts';
import type { Audit } from './audit.ts';
import { fill, fillTools, pickUsed, quoteWord } from './fill-tools.ts';
import { describeJob, formatJobMain, putKeyFirst } from './job.ts';
import type { Call, Job } from './job.ts';
import { comment, findRoutes, placeOf } from './origin.ts';
import type { Script, ScriptOrigin } from './origin.ts';
import { formatPowerShell } from './powershell-script.ts';
import { nameOf, nameScript } from './script-name.ts';
import { auditToolSentences, scriptSentences, toolSentences } from './sentences.ts';
import { formatSettings } from './settings.ts';

/**
 * Writes the script of a plan, for sh or for PowerShell; nothing when the plan has no collection that a script could
 * copy and verify.
 *
 * @example
 * const origin = { today: '2026-11-23', version: '0.1.0', link: 'https://data.example.edu/ways/rsync/' };
 * formatScript(facility, plan, origin)?.name; // get-GRID1.sh
 */
export function formatScript(facility: Facts, plan: Plan, origin: ScriptOrigin): Script | undefined {
  const steps = putKeyFirst(plan.steps.filter(({ script }) => script));
  const routes = findRoutes(steps);
  if (routes.length === 0 || steps.some(({ action }) => action.kind !== 'command')) return undefined;
  if (steps.some(({ action }) => action.kind === 'command' && action.command.shell === 'powershell'))
    return formatPowerShell(facility, plan, origin, steps, routes);
  const audit = describeAudit(steps, routes);
  const stem = nameScript(routes, audit && 'check');
  const name = `${stem}.sh`;
  const hasSize = steps.some(({ script }) => script === 'check' || script === 'size');
  const job = describeJob(plan.request, routes);
  const main = formatMain(facility, steps, routes, hasSize, job, audit);
  const outcomes = formatOutcomes(steps);
  const text = [
    ...formatHead(facility, plan, origin, name, routes, steps, job, audit),
    ...formatStart(name, job, isFetched(steps), audit),
    ...formatSettings(facility, plan, stem, steps, hasSize, job, audit),
    ...formatCommands(steps),
    ...outcomes,
    ...pickUsed([...outcomes, ...main], job?.tools).flatMap((block) => [
      fillTools(block, facility.contact.role, audit && auditToolSentences),
      '',
    ]),
    ...main,
  ].join('\n');
  return { name, text: `${text}\n` };
}

function formatHead(
  facility: Facts,
  plan: Plan,
  { today, version, link }: ScriptOrigin,
  name: string,
  routes: readonly Route[],
  steps: readonly Step[],
  job: Job | undefined,
  audit: Audit | undefined,
): string[] {
  const { head, title, titleSizes, made } = scriptSentences;
  const { start, use } = (job ?? audit)?.sentences ?? scriptSentences;
  const place = job?.sentences.place ?? placeOf(steps);
  // aws copies again what it finds to be different; sftp does not.
  const said = isFetched(steps) && !isCounted(steps) ? scriptSentences.useDeleting : use;
  const rows: (readonly [keyof typeof head, string])[] = [
    ...routes.flatMap(
      (route) =>
        [
          ['collection', nameOf(route)],
          [audit ? 'copy' : 'destination', route.to],
        ] as const,
    ),
    ['place', place],
    ['facility', facility.name],
    ['made', fill(made, { today, version })],
    ['link', link],
  ];
  return [
    '#!/bin/sh',
    ...(job?.directives ?? []),
    comment(audit?.sentences.title ?? (isCounted(steps) ? titleSizes : title)),
    comment(),
    ...rows.map(([row, value]) => comment(`${`${head[row]}:`.padEnd(15)}${value}`)),
    comment(),
    ...plan.notices.map(({ text }) => comment(text)),
    comment(),
    comment(fill(start, { name, place })),
    ...said.map((line) => comment(fill(line, { stem: nameScript(routes), log: job?.log ?? '' }))),
    ...(job ? [] : describePassword(routes, steps)),
    '',
  ];
}

/** Who asks for a password, and how often. */
function describePassword(routes: readonly Route[], steps: readonly Step[]): string[] {
  const { password, passwordOnce, passwordTyped } = scriptSentences;
  if (isTyped(steps)) return [comment(passwordTyped)];
  if (!routes.some(({ isRemote }) => isRemote)) return [];
  return [comment(steps.some(({ script }) => script === 'connect') ? passwordOnce : password)];
}

const isTyped = (steps: readonly Step[]): boolean => steps.some(({ typed }) => typed);

/** Whether another program than rsync copies. */
const isFetched = (steps: readonly Step[]): boolean => steps.some(({ script }) => script === 'compare');

/** Whether names, sizes and times are compared, and no contents. */
const isCounted = (steps: readonly Step[]): boolean => steps.some(({ script }) => script === 'count');

/** Sees to it that sh runs the script, whatever shell was told to, or says what to type. */
function formatStart(name: string, job: Job | undefined, isOther: boolean, audit: Audit | undefined): string[] {
  const start = fill((job?.sentences ?? scriptSentences).start, { name });
  return [
    '# Names are quoted for good, and may look like variables or like curly quote marks; and two functions are for traps only.',
    ...(isOther ? ['# rclone itself reads “~”; what only rsync needs may be unused.'] : []),
    ...(audit ? ['# What only a copy needs may be unused.'] : []),
    `# shellcheck disable=SC1111,SC1112,SC2016,SC2317${isOther ? ',SC2034,SC2088' : ''}${audit ? ',SC2034' : ''}`,
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
  // A round, a check, and a copy that compares contents end as a copy does; so do those of other programs, unless they
  // say it themselves.
  const findSources = (step: Step): Step[] => {
    if (copy && /^(?:round|verify|cure)$/.test(step.script ?? '')) return [copy];
    return copy && /^(?:compare|count)$/.test(step.script ?? '') ? [step, copy] : [step];
  };
  const arms = new Map<string, string[]>();
  for (const step of steps) {
    const rows = findSources(step).map(rowsOf).find(Boolean);
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
function formatMain(
  facility: Facts,
  steps: readonly Step[],
  routes: readonly Route[],
  hasSize: boolean,
  job: Job | undefined,
  audit: Audit | undefined,
): string[] {
  const live = steps.find(({ script }) => script === 'live');
  const place = job?.sentences.place ?? placeOf(steps);
  const start = [
    call('begin', 0, ...routes.map((_, index) => index + 1)),
    ...(job ? ["  trap 'again_later' HUP"] : []),
    ...(isTyped(steps) ? ['  let_type'] : []),
    call('need_programs', ...findPrograms(steps), ...(audit?.programs ?? [])),
    ...(audit ? ['  keep_here "$LOG_FOLDER"'] : []),
    ...(hasSize ? ['  need=0', '  entries=0'] : []),
    ...(live ? ['  check_live'] : []),
    ...routes.flatMap(({ from, isRemote }) =>
      isRemote ? [call('refuse_here', from, fill(scriptSentences.here, { from, place }))] : [],
    ),
  ];
  const calls = formatSteps(facility, steps, routes, hasSize, job);
  const finishes = routes.map((route, index) =>
    call(
      'finish',
      index + 1,
      nameOf(route),
      ...(audit ? [audit.sentences.done, audit.sentences.doneFiles] : doneSentences(steps, route)).map((sentence) =>
        fill(sentence, { name: nameOf(route), leftOut: route.leftOut ?? '' }),
      ),
    ),
  );
  const conclude = routes.length > 1 ? [call('conclude', routes.length)] : [];
  if (job) return formatJobMain(start, calls, finishes, conclude);
  return [
    'main() {',
    ...start,
    ...calls.map(({ line }) => line),
    ...finishes,
    ...conclude,
    '  exit "$result"',
    '}',
    '',
    'main',
  ];
}

const call = (...words: (string | number)[]): string => `  ${words.map((word) => quoteWord(String(word))).join(' ')}`;

/** The call of each step, and which collection it is about. */
function formatSteps(
  { contact }: Facts,
  steps: readonly Step[],
  routes: readonly Route[],
  hasSize: boolean,
  job: Job | undefined,
): Call[] {
  const keys = routes.map((route) => JSON.stringify(route));
  const numberOf = ({ route }: Step): number => (route ? keys.indexOf(JSON.stringify(route)) + 1 : 0);
  const live = steps.find(({ script }) => script === 'live');
  // A task of a job is about one collection, and any other script about all.
  const firstLike = (step: Step): Step | undefined =>
    live ?? steps.find((other) => other.script === 'copy' && (!job || numberOf(other) === numberOf(step)));
  const leftOut = routes[0]?.leftOut ?? '';
  const empty = fill(demand(toolSentences, leftOut ? 'emptyBut' : 'empty'), { manager: contact.role, leftOut });
  return steps.flatMap((step) => {
    const { script = 'look', id, title, expect, route } = step;
    // They are run where a check finds something, before one, with the list of what is settled, and at the end.
    if (script === 'cure' || script === 'list' || script === 'count' || script === 'round' || script === 'disconnect')
      return [];
    // About all, it ends the script, and has to say itself of what it speaks.
    const none = `${route || !routes[0] ? '' : `${nameOf(routes[0])}: `}${empty}`;
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
      check: [live ? '' : none],
      size: [none, isCounted(steps) ? 'lists' : ''],
      folder: [to, route?.from ?? ''],
      once: [],
      live: [to, round?.id ?? '', round?.title ?? '', listOf(step)],
      copy: [to, ...(isFetched(steps) ? [route?.from ?? ''] : [])],
      verify: verified,
      compare: [to, route?.from ?? '', find('copy')?.id ?? '', find('count')?.id ?? '', find('count')?.title ?? ''],
      audit: [route?.from ?? '', none],
      prove: [...verified, find('list')?.id ?? ''],
      receipt: [],
    }[script];
    const number = numberOf(step);
    const does = script === 'copy' && isFetched(steps) ? 'fetch' : script;
    const line = { number, line: call(`do_${does}`, number, id, title, ...more) };
    const folders = job ? [to] : routes.map((one) => one.to);
    return step === firstLike(step) && hasSize ? [{ number, line: call('need_room', ...folders) }, line] : [line];
  });
}

/** What is said of a collection that is whole, and of one of which that holds for the files. */
function doneSentences(steps: readonly Step[], { leftOut }: Route): readonly string[] {
  // Files are all that is compared.
  if (isCounted(steps)) return [scriptSentences.doneSizes, scriptSentences.doneSizes];
  if (isFetched(steps)) return [scriptSentences.doneFiles, scriptSentences.doneFiles];
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

#!/usr/bin/env node
/** argv → request → plan, printed. Exit status: 0 done, 1 problems, 2 usage, 130 Ctrl-C at a question. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FacilityError, loadFacility } from '../facility/load.ts';
import { chooseServer } from '../generator/choose-server.ts';
import { formatCodePoint } from '../generator/command/quote.ts';
import { storageField } from '../generator/fit-method.ts';
import {
  choiceTexts,
  chooseTransfer,
  explainErrors,
  fieldsOf,
  findUncarriable,
  formatAction,
  formatLocalDay,
  formatScript,
  isMethodId,
  methodIds,
  planTransfer,
  spreadLocation,
  writeMoreTime,
} from '../generator/index.ts';
import type { Draft, Facility, Fields, MethodId, Plan, Problem } from '../generator/index.ts';
import { formatNames, readNames } from '../generator/names.ts';
import { draftExample } from '../generator/request.ts';
import { formatCompletion, shells } from './completion.ts';
import { formatLabCommand, refuseLook, takeLook } from './look.ts';
import {
  formatChoice,
  formatHelp,
  formatOrigin,
  formatPlan,
  formatPlanAsJson,
  formatProblems,
  formatProblemsAsJson,
} from './print.ts';
import { formatAnswer, formatAnswerAsJson, readSeen } from './seen.ts';
import { styleFor } from './style.ts';
import { UsageError } from './usage-error.ts';
import { choiceFields, choose, completion, formerFlags, options, refuseMethod } from './words.ts';

/** The options that were given. */
type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

function allFlags(): string[] {
  const all: Fields[] = [...methodIds.map((id) => fieldsOf(id)), choiceTexts.fields, { storage: storageField }];
  return all.flatMap((fields) => Object.values(fields).map(({ flag }) => flag));
}

/** The options that may be given several times. */
const listFlags = new Set(
  methodIds.flatMap((id) =>
    Object.values<Fields[string]>(fieldsOf(id)).flatMap(({ flag, kind }) => (kind === 'names' ? flag : [])),
  ),
);

/** What was typed, by field. Throws a UsageError for an option that this method does not have. */
function readTyped(facility: Facility, method: MethodId | typeof choose, values: Values): Record<string, string> {
  const fields = Object.entries<Fields[string]>(
    method === choose ? choiceFields(facility) : fieldsOf(method, facility),
  );
  const known = fields.map(([, { flag }]) => flag);
  const stray = allFlags().find((flag) => values[flag] !== undefined && !known.includes(flag));
  if (stray) throw new UsageError(`${method} has no option --${stray}. It has: --${known.join(', --')}.`);
  return Object.fromEntries(
    fields.flatMap(([name, { flag }]) => {
      const value = values[flag];
      if (typeof value === 'string') return [[name, value]];
      return typeof value === 'object' ? [[name, joinLists(value, values.lab)]] : [];
    }),
  );
}

/** The names of all lists in one; a list alone stays as it was typed. */
function joinLists(lists: readonly string[], lab: Values[string]): string {
  const [first = '', ...others] = lists;
  const parent = typeof lab === 'string' ? lab : '';
  return others.length > 0 ? formatNames(lists.flatMap((list) => readNames(list, parent))) : first;
}

/** Says so of an option that begins with a dash of a word processor: no value of ours is called like an option. */
function refuseDashes(argv: readonly string[]): void {
  const names = [...allFlags(), ...Object.keys(formerFlags), ...Object.keys(options)];
  for (const word of argv) {
    const [, dash = '', name = ''] = /^([‐-―−-]{1,2})([a-z-]+)(?:=|$)/.exec(word) ?? [];
    if (/[‐-―−]/.test(dash) && names.includes(name))
      throw new UsageError(`“${word}” begins with a dash of a word processor. Write two hyphens: --${name}`);
  }
}

/** The values of options, each under the name that the option has now. */
function renameFlags(values: Values): Values {
  const both = Object.entries(formerFlags).find(([former, flag]) => former in values && flag in values);
  if (both) throw new UsageError(`--${both[0]} is the former name of --${both[1]}: give one of them.`);
  return Object.fromEntries(Object.entries(values).map(([flag, value]) => [formerFlags[flag] ?? flag, value]));
}

/** The values of options, and the words beside them. */
function readArguments(argv: readonly string[]): { values: Values; words: string[] } {
  refuseDashes(argv);
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(
          [...allFlags(), ...Object.keys(formerFlags)].map((flag) => [
            flag,
            { type: 'string' as const, multiple: listFlags.has(formerFlags[flag] ?? flag) },
          ]),
        ),
        ...options,
      },
    });
    return { values: renameFlags(values), words: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Prints every problem, as JSON where that was asked for; returns the exit status. */
function printProblems(facility: Facility, method: string, problems: readonly Problem[], { json }: Values): number {
  if (json) console.log(formatProblemsAsJson(facility, method, problems));
  else console.error(formatProblems(facility, method, problems));
  return 1;
}

/** Prints the way that fits; returns the exit status. */
function printChoice(facility: Facility, values: Values): number {
  const chosen = chooseTransfer(facility, readTyped(facility, choose, values));
  if ('problems' in chosen) {
    return printProblems(facility, choose, chosen.problems, values);
  }
  console.log(values.json ? JSON.stringify(chosen.choice, null, 2) : formatChoice(facility, chosen.choice));
  return 0;
}

/** The option that takes the same facts again. */
function repeatFacility({ facility }: Values): string[] {
  return typeof facility === 'string' ? ['--facility', facility] : [];
}

/** The reminder as a calendar file. */
async function formatCalendar(facility: Facility, { request, deletion }: Plan, values: Values): Promise<string> {
  if (deletion.state === 'unknown') throw new UsageError('--ics needs --collected, the first day of collection.');
  // The library is loaded only for those who ask.
  const { makeCalendar } = await import('../calendar/make-calendar.ts');
  return makeCalendar(facility, {
    request,
    link: formatOrigin(facility, request, ...repeatFacility(values)),
    now: new Date(),
  });
}

/** The version of this package. */
function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Prints the script that does the plan, and nothing else, so that it can be sent into a file. */
function printScript(facility: Facility, plan: Plan, values: Values, today: string): number {
  const origin = {
    today,
    version: readVersion(),
    link: formatOrigin(facility, plan.request, ...repeatFacility(values), '--script'),
  };
  const script = formatScript(facility, plan, origin);
  if (!script) {
    console.error(
      `--script: ${plan.request.method} has no script for this request. Leave --script out, and run the steps one by one.`,
    );
    return 1;
  }
  process.stdout.write(script.text);
  return 0;
}

/** Prints the file that a program imports, and nothing else. */
function printFile({ request: { method }, steps }: Plan): number {
  const file = steps.map(({ action }) => action).find(({ kind }) => kind === 'file');
  if (!file) {
    const reason =
      method === 'filezilla'
        ? 'WinSCP takes the address in the plan, and no file. It goes with FileZilla and Cyberduck.'
        : `${method} has no file that a program imports. It goes with filezilla.`;
    console.error(`--site-file: ${reason}`);
    return 1;
  }
  process.stdout.write(formatAction(file));
  return 0;
}

/** The facts that are built in, or those of a file. */
function readFacility(file: Values[string]): Facility {
  try {
    return loadFacility(typeof file === 'string' ? file : undefined);
  } catch (error) {
    // What the system says, such as that there is no such file.
    if (error instanceof Error && 'syscall' in error) throw new UsageError(`--facility: ${error.message}.`);
    throw error;
  }
}

/** Prints what a shell reads to complete words. */
function printCompletion(facility: Facility, shell: string | undefined): number {
  const text = formatCompletion(facility, shell ?? '');
  if (text === undefined) throw new UsageError(`Name a shell, one of: ${shells.join(', ')}.`);
  console.log(text);
  return 0;
}

/**
 * The draft from the options; in a terminal, where there are none, from answers. Nothing when those were broken off.
 */
async function readDraft(facility: Facility, method: string | undefined, values: Values): Promise<Draft | undefined> {
  if (method !== undefined) {
    return spreadLocation(facility, { ...(isMethodId(method) && readTyped(facility, method, values)), method });
  }
  const hasFields = allFlags().some((flag) => values[flag] !== undefined);
  if (hasFields || !process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError('Name a method, for example: getting-your-data rsync');
  }
  // The library is loaded only where somebody can answer.
  const { askDraft } = await import('./ask.ts');
  return askDraft(facility);
}

/** Prints the plan, or what else of it was asked for. */
async function printPlan(facility: Facility, plan: Plan, values: Values, today: string): Promise<number> {
  if (values.script) return printScript(facility, plan, values, today);
  if (values['site-file']) return printFile(plan);
  if (values.ics) {
    process.stdout.write(await formatCalendar(facility, plan, values));
  } else if (values['more-time']) {
    console.log(formatAction(writeMoreTime(facility, { ...plan, left: readLeft(values) })));
  } else if (values.json) {
    console.log(formatPlanAsJson(plan));
  } else {
    console.log(formatPlan(facility, plan, Boolean(values.explain), styleFor(process.stdout)));
  }
  return 0;
}

/** Explains what a screen shows; returns the exit status. Values that were not given stay placeholders. */
async function printExplanation(facility: Facility, method: string | undefined, values: Values): Promise<number> {
  const other = ['script', 'site-file', 'ics', 'more-time'].find((name) => values[name]);
  if (other) throw new UsageError(`--seen does not go with --${other}.`);
  if (method !== 'troubleshooting') throw new UsageError('--seen goes with troubleshooting, and no other method.');
  const seen = await readSeen(String(values.seen)).catch((error: unknown) => {
    if (error instanceof Error && 'syscall' in error) throw new UsageError(`--seen: ${error.message}.`);
    throw error;
  });
  if (typeof seen !== 'string') return printProblems(facility, method, [seen], values);
  const typed = spreadLocation(facility, { ...readTyped(facility, method, values), method });
  const draft = draftExample(fieldsOf(method, facility), typed, Object.keys(typed));
  const planned = planTransfer(facility, draft, formatLocalDay(new Date()));
  if ('problems' in planned) return printProblems(facility, method, planned.problems, values);
  const explanation = explainErrors(facility, seen);
  const answer = { facility, seen, known: typed, explanation, steps: planned.plan.steps };
  console.log(
    values.json ? formatAnswerAsJson(answer) : formatAnswer(answer, Boolean(values.explain), styleFor(process.stdout)),
  );
  return explanation.certainty === 'unknown' ? 1 : 0;
}

/** What is wrong with a word that belongs to no option. */
function explainExtra(word: string): string {
  const shown = `Unexpected “${showText(word)}”`;
  const isCurly = /[“”„‟‘’‚‛«»]/.test(word) || process.argv.some((other) => /^(?:--[a-z-]+=)?[“„‟‘‚‛«]/.test(other));
  return isCurly
    ? `${shown}: a shell does not know curly quote marks, which word processors write. Type ' before and after a value that has spaces.`
    : `${shown}: quote a value that has spaces.`;
}

/** A text in which nothing acts on a terminal. */
function showText(text: string): string {
  return text.replace(/[\p{Cc}\p{Co}\p{Cs}]/gu, (character) => `⟨${formatCodePoint(character)}⟩`);
}

/** How much is left to copy, as it was typed. */
function readLeft({ left }: Values): string | undefined {
  if (typeof left !== 'string' || !findUncarriable(left)) return typeof left === 'string' ? left : undefined;
  throw new UsageError(
    `--left “${showText(left)}” has a character that cannot be seen. Type it anew, for example 400 GB.`,
  );
}

/** Runs the command line and returns its exit status. */
async function main(argv: readonly string[]): Promise<number> {
  const { values, words } = readArguments(argv);
  const [first, second, third] = words;
  if (values.version) {
    console.log(readVersion());
    return 0;
  }
  const facility = readFacility(values.facility);
  const isMethod = first !== undefined && first !== choose && first !== completion;
  const refused = isMethod ? refuseMethod(facility, first) : undefined;
  if (refused) return printProblems(facility, first ?? '', [refused], values);
  if (values.help) {
    console.log(formatHelp(facility, first, styleFor(process.stdout)));
    return 0;
  }
  const extra = first === completion ? third : second;
  if (extra !== undefined) throw new UsageError(explainExtra(extra));
  if (values.seen !== undefined) return printExplanation(facility, first, values);
  if (first === completion) return printCompletion(facility, second);
  if (first === choose) return printChoice(facility, values);
  if (values.look !== undefined || values['look-lab']) refuseLook(first);
  const typed = await readDraft(facility, first, values);
  return typed ? printDraft(facility, typed, values) : 130;
}

/** Prints what a draft leads to, with what a look has shown; returns the exit status. */
async function printDraft(facility: Facility, typed: Draft, values: Values): Promise<number> {
  const today = formatLocalDay(new Date(), chooseServer(facility, typed).storage.interim.timeZone);
  const taken = values['look-lab']
    ? formatLabCommand(facility, typed, today)
    : await takeLook(facility, typed, values, today);
  if ('text' in taken) {
    process.stdout.write(taken.text);
    return 0;
  }
  if ('problems' in taken) return printProblems(facility, typed.method, taken.problems, values);
  const { draft, notices } = taken;
  const planned = planTransfer(facility, draft, today);
  if ('plan' in planned) {
    return printPlan(facility, { ...planned.plan, notices: [...planned.plan.notices, ...notices] }, values, today);
  }
  return printProblems(facility, draft.method, planned.problems, values);
}

// The reader may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof FacilityError)) throw error;
  console.error(error.message.split('\n').map(showText).join('\n'));
  if (error instanceof UsageError) console.error('See getting-your-data --help.');
  process.exitCode = 2;
}

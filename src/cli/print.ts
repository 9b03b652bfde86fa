/** What the command line prints. Commands begin at the left margin, byte for byte as on the page. */
import type { Facility } from '../facility/schema.ts';
import { fillText } from '../generator/fill.ts';
import {
  choiceTexts,
  fieldsOf,
  formatAction,
  formatLink,
  formatPlace,
  formatWord,
  isAsked,
  isMethodId,
  phaseTitles,
  quoteWord,
} from '../generator/index.ts';
import type {
  Action,
  Choice,
  Command,
  Field,
  Fields,
  Judged,
  Plan,
  Problem,
  Request,
  Step,
  Word,
} from '../generator/index.ts';
import { isOptional, listConditions } from '../generator/request.ts';
import { shells } from './completion.ts';
import { plainStyle } from './style.ts';
import type { Style } from './style.ts';
import { choiceFields, choose, listFirstWords, listMethods, options } from './words.ts';
import type { CommonOption, FirstWord } from './words.ts';

/** The whole plan, for a terminal. `explain` adds each word's meaning and source. */
export function formatPlan(facility: Facility, plan: Plan, explain: boolean, style: Style = plainStyle): string {
  return [
    ...plan.notices.map(({ text }) => `${style('yellow', 'Note:')} ${text}`),
    ...plan.steps.flatMap((step, index) => [
      ...(step.phase && step.phase !== plan.steps[index - 1]?.phase ? [style('bold', phaseTitles[step.phase])] : []),
      formatStep(step, index + 1, explain, style),
    ]),
    formatContact(facility),
  ].join('\n\n');
}

/** The plan as JSON; each command has its text beside its words. */
export function formatPlanAsJson(plan: Plan): string {
  const steps = plan.steps.map((step) => ({ ...step, text: formatAction(step.action) }));
  return JSON.stringify({ ...plan, steps }, null, 2);
}

/**
 * What makes the plan of a request again: the address of its form, filled in, or the command line, with `more` at its
 * end.
 */
export function formatOrigin(facility: Facility, { method, ...values }: Request, ...more: readonly string[]): string {
  const { site } = facility;
  if (site) return `${new URL(`ways/${method}/`, site.replace(/\/*$/, '/')).href}#${formatLink({ method, ...values })}`;
  const fields = isMethodId(method) ? fieldsOf(method, facility) : {};
  const options = Object.entries(fields).flatMap(([name, { flag }]) =>
    values[name] ? [`--${flag}`, values[name]] : [],
  );
  return ['getting-your-data', method, ...options, ...more].map(quoteWord).join(' ');
}

/** Every problem: the option, what is wrong, what to do. */
export function formatProblems(facility: Facility, method: string, problems: readonly Problem[]): string {
  const options = findOptions(facility, method);
  return problems.map(({ field, message, fix }) => `${options.get(field) ?? field}: ${message} ${fix}`).join('\n');
}

/** The same as JSON: `{ "problems": […] }`, each with its option beside its field where it has one. */
export function formatProblemsAsJson(facility: Facility, method: string, problems: readonly Problem[]): string {
  const options = findOptions(facility, method);
  return JSON.stringify(
    { problems: problems.map((problem) => ({ ...problem, option: options.get(problem.field) })) },
    null,
    2,
  );
}

/** The option of each field of a method, with its dashes. */
function findOptions(facility: Facility, method: string): ReadonlyMap<string, string> {
  const fields = listFirstWords(facility).find(({ name }) => name === method)?.fields ?? {};
  return new Map([
    ['seen', '--seen'],
    ['look', '--look'],
    ...Object.entries(fields).map(([name, { flag }]) => [name, `--${flag}`] as const),
  ]);
}

/** The way that fits, why, the next best, and what speaks against each other one. */
export function formatChoice({ contact }: Facility, { chosen, runnerUp, others }: Choice): string {
  if (!chosen) return fillText(choiceTexts.none, { manager: contact.role });
  const judged = ({ id, title, says }: Judged): string => `${title} (${id}): ${says.join(' ')}`;
  return [
    `Take ${judged(chosen)}`,
    `Its commands: getting-your-data ${chosen.id} --help`,
    ...(runnerUp ? [`Next best: ${judged(runnerUp)}`] : []),
    'What speaks against the others:',
    ...others.map((one) => `  ${judged(one)}`),
  ].join('\n');
}

/** The manual: of the whole command line, or of the method that is named, from its fields. */
export function formatHelp(facility: Facility, named?: string, style: Style = plainStyle): string {
  const first = listFirstWords(facility).find(({ name }) => name === named);
  const common: Option[] = Object.entries<CommonOption>(options).map(([name, { short, value, help }]) => [
    `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
    [help],
  ]);
  return [
    ...(first ? formatHelpOf(first, style) : formatOverview(facility, style)),
    '',
    style('bold', 'With every method'),
    ...formatOptions(common),
    '',
    style('bold', 'Exit status'),
    '  0 it was printed; 1 a value has a problem, or what --seen gives is not known; 2 the command line cannot be understood; 130 Ctrl-C at a question.',
    '',
    style('bold', 'Example'),
    `  ${formatExample(first ?? pickExample(facility))}`,
  ].join('\n');
}

/** The way that the whole manual has its example of: the plainest, if the facility lists it. */
function pickExample(facility: Facility): Pick<FirstWord, 'name' | 'fields'> {
  const methods = listMethods(facility);
  return methods.find(({ name }) => name === 'rsync') ?? methods[0] ?? { name: choose, fields: choiceFields(facility) };
}

/** Every first word, each on a line. */
function formatOverview(facility: Facility, style: Style): string[] {
  const methods = listMethods(facility).map(({ name, title }): [string, string] => [name, title]);
  return [
    'Prints the commands that bring a collection home.',
    '',
    style('bold', 'Usage'),
    ...formatColumns([
      ['getting-your-data', 'In a terminal: asks for what it needs, in turn'],
      ['getting-your-data METHOD [OPTION]…', 'Prints the plan of a method'],
      ['getting-your-data METHOD --help', 'Lists the options of a method'],
      ['getting-your-data choose [OPTION]…', 'Says which method fits, and what speaks against the others'],
      ['getting-your-data troubleshooting --seen FILE', 'Explains an error that a screen shows'],
      ['getting-your-data completion SHELL', `Prints what completes these words in a shell: ${shells.join(', ')}`],
    ]),
    '',
    style('bold', 'Methods'),
    ...formatColumns(methods),
  ];
}

/** Rows of as many texts each, under each other. */
export function formatColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}

function formatHelpOf({ name, title, summary, fields }: FirstWord, style: Style): string[] {
  return [
    `${style('bold', name)}: ${title}.${summary ? ` ${summary}` : ''}`,
    '',
    style('bold', 'Options'),
    ...formatOptions(Object.values(fields).map((field) => describeField(fields, field))),
  ];
}

/** An option with its value, and the lines that say what it is. */
type Option = readonly [option: string, lines: readonly string[]];

function formatOptions(described: readonly Option[]): string[] {
  return described.flatMap(([option, lines]) => [`  ${option}`, ...lines.map((line) => `      ${line}`)]);
}

function describeField(fields: Fields, { flag, label, hint, example, choices, optional, when, kind }: Field): Option {
  const under = (when: NonNullable<Field['when']>): string =>
    listConditions(when)
      .map(([name, values]) => {
        const option = `with --${fields[name]?.flag ?? name}`;
        if (values === 'any') return option;
        // The value '' is that of a field that is not asked for.
        const others = values.includes('') ? ', or without it' : '';
        return `${option} ${values.filter(Boolean).join(' or ')}${others}`;
      })
      .join(', and ');
  const values = choices
    ? `One of: ${Object.keys(choices).join(', ')} (the first if left out).`
    : `For example ${example}${optional ? ` (may be left out${optional === true ? '' : ` ${under(optional)}`})` : ''}`;
  const only = when ? ` Only ${under(when)}.` : '';
  const again = kind === 'names' ? ' Can be given several times.' : '';
  return [`--${flag} VALUE`, [`${label}. ${hint}`, `${values}${only}${again}`]];
}

/** A command line that has all it needs. */
function formatExample({ name, fields }: Pick<FirstWord, 'name' | 'fields'>): string {
  const draft = { method: name };
  const needed = Object.entries(fields).filter(
    ([field, { choices }]) => !choices && isAsked(fields, draft, field) && !isOptional(fields, draft, field),
  );
  const words = needed.flatMap(([, { flag, example }]) => [`--${flag}`, example]);
  return ['getting-your-data', name, ...words].map(quoteWord).join(' ');
}

/** A step, with its number. */
export function formatStep(step: Step, number: number, explain: boolean, style: Style): string {
  const { title, action, expect, otherwise } = step;
  const words = explain && action.kind === 'command' ? explainWords(action.command, action.command.words, '   ') : [];
  return [
    style('bold', `${number}. ${title}`),
    `   On: ${formatPlace(step)}`,
    '',
    formatAction(action),
    ...formatSend(action),
    '',
    ...(words.length > 0 ? [...words, ''] : []),
    `   You should see: ${expect}`,
    ...otherwise.map(
      ({ see, means, help }) => `   If you see ${see}: ${means}${help ? ` [see: troubleshooting, ${help}]` : ''}`,
    ),
  ].join('\n');
}

/** Whom a message goes to, and how. */
export function formatSend(action: Action): string[] {
  if (action.kind !== 'message') return [];
  const { to, email, form } = action;
  return ['', `   Send it to ${[to, email, form].filter(Boolean).join(', ')}.`];
}

function explainWords(command: Command, words: readonly Word[], indent: string): string[] {
  return words.flatMap((word) => [
    `${indent}${formatWord(command, word)}  ${word.meaning} [${word.source}]`,
    ...explainWords(command, word.inner ?? [], `${indent}   `),
  ]);
}

function formatContact({ name, contact: { role, email, page } }: Facility): string {
  return `Questions? Ask ${role} of ${name}${[email, page]
    .filter(Boolean)
    .map((way) => `, ${way ?? ''}`)
    .join('')}.`;
}

/** What the command line prints. Commands stand at the left margin, byte for byte as on the page. */
import type { Facility } from '../facility/schema.ts';
import { fieldNames, fields, formatAction, formatPlace, formatWord } from '../generator/index.ts';
import type { Command, Plan, Problem, Step, Word } from '../generator/index.ts';

/** The whole plan, for a terminal. `explain` adds each word's meaning and source. */
export function formatPlan(facility: Facility, plan: Plan, explain: boolean): string {
  return [
    ...plan.notices.map(({ text }) => `Note: ${text}`),
    ...plan.steps.map((step, index) => formatStep(step, index + 1, explain)),
    formatContact(facility),
  ].join('\n\n');
}

/** The plan as JSON; each command has its text beside its words. */
export function formatPlanAsJson(plan: Plan): string {
  const steps = plan.steps.map((step) => ({ ...step, text: formatAction(step.action) }));
  return JSON.stringify({ ...plan, steps }, null, 2);
}

/** Every problem: the option, what is wrong, what to do. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ field, message, fix }) => `${field === 'method' ? field : `--${fields[field].flag}`}: ${message} ${fix}`)
    .join('\n');
}

/** The manual, from the field table. */
export function formatHelp({ methods }: Facility): string {
  const options = fieldNames.flatMap((name) => {
    const { flag, label, hint, example, choices } = fields[name];
    const values = choices
      ? `One of: ${Object.keys(choices).join(', ')} (the first if left out).`
      : `For example ${example}`;
    return [`  --${flag} VALUE`, `      ${label}. ${hint}`, `      ${values}`];
  });
  return [
    'getting-your-data METHOD [OPTION]…: prints the commands that bring a collection home.',
    '',
    'Methods:',
    ...methods.filter(({ id }) => id === 'rsync').map(({ id, title, summary }) => `  ${id}      ${title}. ${summary}`),
    '',
    'Options:',
    ...options,
    '  --explain',
    '      Explains every word of every command, with its source.',
    '  --json',
    '      Prints the plan as JSON.',
    '  -h, --help',
    '      Prints this.',
    '',
    'Exit status: 0 the plan was printed, 1 a value has a problem, 2 the command line cannot be understood.',
    '',
    'Example:',
    '  getting-your-data rsync --lab luger-lab --collection GRID1 --account jdoe --to /srv/data/GRID1',
  ].join('\n');
}

function formatStep(step: Step, number: number, explain: boolean): string {
  const { title, action, expect, otherwise } = step;
  const words = explain && action.kind === 'command' ? explainWords(action.command, action.command.words, '   ') : [];
  return [
    `${number}. ${title}`,
    `   On: ${formatPlace(step)}`,
    '',
    formatAction(action),
    '',
    ...(words.length > 0 ? [...words, ''] : []),
    `   You should see: ${expect}`,
    ...otherwise.map(({ see, means }) => `   If you see ${see}: ${means}`),
  ].join('\n');
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

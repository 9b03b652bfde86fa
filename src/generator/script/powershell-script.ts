/**
 * Plan → a script for Windows, in the language of Windows PowerShell 5.1: the commands as they are shown, and around
 * them what a careful person would do. It begins with a byte order mark: without it 5.1 takes names for those of
 * another code page.
 */
import { quoteValueForPowerShell as quote } from '../command/quote.ts';
import { formatCommand } from '../command/render.ts';
import type { Facts } from '../facts.ts';
import { demand } from '../fill.ts';
import type { Plan, Route, Step } from '../plan.ts';
import { fill } from './fill-tools.ts';
import { comment, placeOf } from './origin.ts';
import type { Script, ScriptOrigin } from './origin.ts';
import { powerShellTools } from './powershell-tools.ts';
import { nameOf, nameScript } from './script-name.ts';
import { powerShellSentences, scriptSentences } from './sentences.ts';

/** Writes the script of steps that are all commands for PowerShell, about one collection. */
export function formatPowerShell(
  { name: facilityName, contact }: Facts,
  { notices }: Plan,
  { today, version, link }: ScriptOrigin,
  steps: readonly Step[],
  routes: readonly Route[],
): Script | undefined {
  const [route, ...others] = routes;
  if (!route || others.length > 0) return undefined;
  const stem = nameScript(routes);
  const name = `${stem}.ps1`;
  const { head, title, made, startWindows, useWindows, password } = scriptSentences;
  const rows = [
    [head.collection, nameOf(route)],
    [head.destination, route.to],
    [head.place, placeOf(steps)],
    [head.facility, facilityName],
    [head.made, fill(made, { today, version })],
    [head.link, link],
  ] as const;
  const lines = [
    title,
    '',
    ...rows.map(([row, value]) => `${`${row}:`.padEnd(15)}${value}`),
    '',
    ...notices.map(({ text }) => text),
    '',
    fill(startWindows, { name }),
    ...useWindows,
    password,
  ].map(comment);
  const text = [
    ...lines,
    '',
    `$to = ${quote(route.to)}`,
    `$stem = ${quote(stem)}`,
    `$done = ${quote(fill(scriptSentences.doneFiles, { name: nameOf(route) }))}`,
    '',
    ...formatCommands(steps),
    ...formatOutcomes(steps),
    fillSentences(powerShellTools, contact.role),
  ].join('\n');
  return { name, text: `\u{feff}${text.replaceAll('\n', '\r\n')}` };
}

/** Each command on a line of its own, as it is shown. */
function formatCommands(steps: readonly Step[]): string[] {
  return [
    '# The commands, as they are shown.',
    '$commands = @{',
    ...steps.flatMap(({ script = '', action }) =>
      action.kind === 'command' ? [`  ${script} = {`, formatCommand(action.command), '  }'] : [],
    ),
    '}',
    `$titles = @{ ${steps.map(({ script = '', title }) => `${script} = ${quote(title)}`).join('; ')} }`,
    '',
  ];
}

/** What the plan says of what may be seen instead: what helps, the same words, and the signs by which it is known. */
function formatOutcomes(steps: readonly Step[]): string[] {
  const rowsOf = ({ otherwise }: Step): string[] =>
    otherwise.flatMap(({ means, signs }) =>
      signs
        ? [
            `    @{ then = ${quote(signs.then)}; codes = @(${(signs.codes ?? []).join(', ')}); text = ${quote(signs.text ?? '')}; means = ${quote(means)} }`,
          ]
        : [],
    );
  return [
    '# What happened, by what was said and by exit status. The first that fits counts.',
    '$outcomes = @{',
    ...steps.flatMap((step) => [`  ${step.script ?? ''} = @(`, ...rowsOf(step), '  )']),
    '}',
    '',
  ];
}

/** The functions with their sentences, each in quote marks of its own. */
function fillSentences(tools: string, manager: string): string {
  return tools.replace(/'@(\w+)@'/g, (_, name: string) =>
    quote(demand(powerShellSentences, name).replaceAll('{manager}', manager)),
  );
}

/** What is left out of a copy, and the rows and sentences that say so wherever the collection is named. */
import type { WordRow } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import { findDeletion } from '../../dates/deletion.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Step } from '../../plan.ts';
import type { Finding } from '../../problem.ts';
import { makeStep, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import type { checksumListTables } from '../checksum-list/tables.ts';
import type { liveTables } from '../live/tables.ts';
import type { LeftOut } from '../rsync-copy/rules.ts';
import type { rsyncCopyTables } from '../rsync-copy/tables.ts';
import { jumpParts, loginParts, throughJump } from '../storage-server/rules.ts';
import type { storageServerTables } from '../storage-server/tables.ts';
import type { streamsTables } from '../streams/tables.ts';
import type { leaveOutTables } from './tables.ts';

type Tables = typeof leaveOutTables;
type CopyTables = typeof rsyncCopyTables;
type ProofTables = typeof checksumListTables;

/** The endings in a list of them, as people write them: `jpg, *.PNG`. In small letters, without the dot. */
export function readEndings(list: string): string[] {
  const typed = list.toLowerCase().split(/[\s,;/]+/);
  return list === 'nothing' ? [] : [...new Set(typed.map((ending) => ending.replace(/^\*?\./, '')).filter(Boolean))];
}

/** Finds the first ending that is none, that may be of something else than a preview, or that nobody has stated. */
export function findBadEnding({ previews }: Pick<RequestFacts, 'previews'>, list: string, tables: Tables): Finding[] {
  const stated: readonly string[] = previews ?? tables.previews;
  const find = (problem: string, isBad: (ending: string) => boolean): Finding[] =>
    readEndings(list)
      .filter(isBad)
      .map((ending) => ({
        field: 'leaveOut',
        problem,
        values: { ending: ending.slice(0, 40), previews: tables.previews.join(', ') },
      }));
  return [
    ...find('badEnding', (ending) => !/^[a-z\d]{1,10}$/.test(ending)),
    ...find('keptEnding', (ending) => (tables.kept as readonly string[]).includes(ending)),
    ...find('notPreview', (ending) => !stated.includes(ending)),
  ].slice(0, 1);
}

/** What a request leaves out, as sentences and commands have it. */
export interface Rule extends LeftOut {
  /** When that is deleted at the facility. */
  readonly when: string;
  /** The rows of find that keep what is not left out. */
  readonly kept: readonly WordRow[];
  /** Those that find what is. */
  readonly gone: readonly WordRow[];
}

/** What is left out, or nothing where all of it comes. */
export function planRule(
  facility: RequestFacts,
  request: { readonly leaveOut: string; readonly collected: string },
  { rows, gains, when }: Tables,
): Rule | undefined {
  const all = readEndings(request.leaveOut);
  if (all.length === 0) return undefined;
  const put = ([role, , meaning, source]: WordRow, text: string): WordRow => [role, text, meaning, source];
  // rsync minds the case of letters.
  const anyCase = (text: string): string => text.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
  const compare = [
    ...rows.folders,
    ...gains.map((gain) => put(rows.gain, `--include=*${anyCase(gain)}*`)),
    ...all.map((ending) => put(rows.exclude, `--exclude=*.${anyCase(ending)}`)),
  ];
  const named = (name: string): WordRow[] => [rows.named, put(rows.name, name)];
  const asGains = gains.map((gain) => named(`*${gain}*`));
  const asEndings = all.map((ending) => named(`*.${ending}`));
  const { collected } = request;
  const { deletedFrom, keepDays } = findDeletion(facility, { ...request, method: 'rsync' }, collected || '2026-01-01');
  return {
    copy: [...rows.partial, ...compare],
    compare,
    endings: all.map((ending) => `.${ending}`).join(', '),
    when: collected ? fillText(when.day, { day: deletedFrom }) : fillText(when.days, { days: keepDays }),
    kept: [
      rows.open,
      ...rows.folder,
      ...asGains.flatMap((gain) => [rows.or, ...gain]),
      rows.or,
      ...asEndings.flatMap((ending) => [rows.not, ...ending]),
      rows.close,
    ],
    gone: [
      rows.open,
      ...asEndings.flatMap((ending, index) => [...(index > 0 ? [rows.or] : []), ...ending]),
      rows.close,
      ...asGains.flatMap((gain) => [rows.not, ...gain]),
    ],
  };
}

/** The rows, in which find keeps only this. */
function narrowRows(rows: readonly WordRow[], kept: readonly WordRow[], plain: readonly WordRow[]): WordRow[] {
  return rows.flatMap((row, index): WordRow[] => {
    const [role, text, meaning, source] = row;
    if (typeof text !== 'string') return [[role, narrowRows(text, kept, plain), meaning, source]];
    if (text === 'find') return [...plain, row];
    return rows[index - 1]?.[1] === 'find' ? [row, ...kept] : [row];
  });
}

/** The tables, in which a command passes over what is left out. */
export function narrow<Kind extends { readonly commands: Readonly<Record<string, readonly WordRow[]>> }>(
  tables: Kind,
  command: keyof Kind['commands'] & string,
  rule: Rule | undefined,
  { rows: { plain } }: Tables,
): Kind {
  if (!rule) return tables;
  const rows = narrowRows(tables.commands[command] ?? [], rule.kept, plain);
  return { ...tables, commands: { ...tables.commands, [command]: rows } };
}

/** The tables of a copy, of which the verdict speaks of what was left out. */
export function narrowVerdict(tables: CopyTables, rule: Rule | undefined, { rows }: Tables): CopyTables {
  if (!rule) return tables;
  const judge = tables.commands.judge.map((row) => (row[1].includes('/PASSED: ') ? rows.passed : row));
  // Rows with one text in the place of another.
  return { ...tables, commands: { ...tables.commands, judge: judge as never } };
}

/** The tables of a list, whose check passes over what was left out, and whose receipt and message name it. */
export function narrowProof(tables: ProofTables, rule: Rule | undefined, { rows, haveIt }: Tables): ProofTables {
  if (!rule) return tables;
  const { commands, messages } = tables;
  const hash = commands.hash.flatMap((row): WordRow[] =>
    row[1] === '{destination}' ? [row, ...rule.kept] : [row[1].startsWith('cd ') ? rows.hash : row],
  );
  const receipt = commands.receipt.flatMap((row): WordRow[] =>
    row[1] === '{destination}' ? [row, rows.receipt] : [row],
  );
  return {
    ...tables,
    commands: { ...commands, hash: hash as never, receipt: receipt as never },
    messages: { ...messages, haveIt: haveIt },
  };
}

/** What further slots the commands and the message of a list then have. */
export function fillLeftOut(rule: Rule | undefined, { receipt }: Tables): Record<string, readonly Span[]> {
  if (!rule) return {};
  const { endings, when } = rule;
  return { endings: [{ text: endings }], leftOut: [{ text: `left=${fillText(receipt, { endings, when })}` }] };
}

/** The tables, in which the lists of what is to be copied pass over what is left out. */
export function narrowLists<
  Kind extends { readonly streams: typeof streamsTables; readonly live: typeof liveTables; readonly leaveOut: Tables },
>(tables: Kind, rule: Rule | undefined): Kind {
  const { streams, live, leaveOut } = tables;
  return {
    ...tables,
    streams: narrow(streams, 'list', rule, leaveOut),
    live: narrow(live, 'settled', rule, leaveOut),
  };
}

/** The step that says how much of a collection, at this path, is left out. */
export function planLeftOut(
  facility: RequestFacts,
  request: { readonly account: string },
  { gone, when }: Rule,
  where: Where,
  path: readonly Span[],
  tables: { readonly leaveOut: Tables; readonly server: typeof storageServerTables },
): Step {
  const { list, there, tell, count, rows, step } = tables.leaveOut;
  const slots = {
    login: loginParts(facility, request),
    jump: jumpParts(facility, request),
    contents: [...path, { text: '/' }],
  };
  const find: WordRow = ['operand', [...rows.plain, ...there, ...gone, ...tell], 'The command to run there:', 'ssh(1)'];
  const all = [...throughJump(facility, [...list, find], tables.server), ...count];
  return makeStep('left-out', step, where, runRows(all, slots), { when });
}

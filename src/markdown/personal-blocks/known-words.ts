/** What the tables of the methods know: the fields that texts are typed into, and what words of programs mean. */
import { checkTables } from '../../generator/check-tables.ts';
import type { CheckTables } from '../../generator/check-tables.ts';
import type { WordRow } from '../../generator/command/argv.ts';
import type { MethodTables } from '../../generator/method.ts';
import { methods } from '../../generator/methods/index.ts';
import type { ProblemText, PatternTable } from '../../generator/problem.ts';
import type { Field } from '../../generator/request.ts';

const tables: readonly MethodTables[] = Object.values(methods).map(({ tables }) => tables);

/** Every field that some method asks for, by name. A name means the same in every method. */
export const knownFields: ReadonlyMap<string, Field> = new Map(tables.flatMap(({ fields }) => Object.entries(fields)));

/** What a word does, and where that is written. */
export interface Meaning {
  readonly meaning: string;
  readonly source: string;
}

const meanings = new Map<string, Meaning>();
for (const texts of tables) collectMeanings(texts);

/** What a method says of a program, or of an option of it; nothing where no method uses it. */
export function findMeaning(utility: string, option = ''): Meaning | undefined {
  return meanings.get(`${utility} ${option}`);
}

/** The sentences and patterns that values of these fields are checked with, and no others: they travel in the page. */
export function pickChecks(fields: Readonly<Record<string, Pick<Field, 'kind'>>>): CheckTables {
  const allPatterns = joinTables<PatternTable[string]>([
    checkTables.patterns,
    ...tables.map(({ patterns }) => patterns),
  ]);
  const allProblems = joinTables<ProblemText>([checkTables.problems, ...tables.map(({ problems }) => problems)]);
  const kinds = [...new Set(['all', ...Object.values(fields).map(({ kind = '' }) => kind)])];
  const patterns = Object.fromEntries(kinds.map((kind) => [kind, allPatterns.get(kind) ?? []]));
  const names = [
    'empty',
    'uncarriable',
    'tooLong',
    ...(kinds.includes('folder') ? ['longName'] : []),
    ...(kinds.includes('path') ? ['source'] : []),
    ...Object.values(patterns).flatMap((rows) => rows.map(([, problem]) => problem)),
  ];
  const problems = Object.fromEntries(names.map((name) => [name, allProblems.get(name)]));
  // What checks of other kinds of fields would ask for is left out.
  return { problems, patterns, kinds: checkTables.kinds } as unknown as CheckTables;
}

function joinTables<Entry>(all: readonly (Readonly<Record<string, Entry>> | undefined)[]): Map<string, Entry> {
  return new Map(all.flatMap((table) => Object.entries(table ?? {})));
}

/** Walks through tables of any shape. Rows of one command are beside each other, its utility first. */
function collectMeanings(table: unknown): void {
  if (typeof table !== 'object' || table === null) return;
  let utility = '';
  for (const entry of Object.values(table) as unknown[]) {
    if (!isRow(entry)) {
      collectMeanings(entry);
      continue;
    }
    const [role, text, meaning, source] = entry;
    if (typeof text !== 'string') {
      collectMeanings(text);
      continue;
    }
    if (role === 'utility') utility = text;
    // A row says what its command does with a word. Two sentences say more, which need not be true of another command.
    const isOfUnix = !source.startsWith('PowerShell') && !/\. ./.test(meaning);
    const key = `${utility} ${role === 'option' ? text : ''}`;
    if ((role === 'utility' || (role === 'option' && utility)) && isOfUnix && !meanings.has(key)) {
      // There the sentence may go on with the next word.
      meanings.set(key, { meaning: meaning.replace(/[.,:]?$/, '.'), source });
    }
  }
}

function isRow(entry: unknown): entry is WordRow {
  return Array.isArray(entry) && entry.length === 4 && /^(?:utility|op[a-z-]+)$/.test(String(entry[0]));
}

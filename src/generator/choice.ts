/** Four questions → one method, why, the next best, and what speaks against each other one. */
import type { CheckTables } from './check-tables.ts';
import { checkDraft } from './check.ts';
import type { ChoiceRow, ChoiceTables, choiceFields } from './choice-tables.ts';
import { chooseServer } from './choose-server.ts';
import { readSize } from './dates/estimate.ts';
import type { Facts } from './facts.ts';
import { fillText } from './fill.ts';
import type { Method } from './method.ts';
import type { Problem } from './problem.ts';
import type { Draft, Field, Values } from './request.ts';

/** The answers that mean one way only: a facility that does not list it has no use for them. */
const waysOfAnswers: Readonly<Record<string, string>> = {
  allocation: 'petalibrary',
  petalibrary: 'petalibrary',
  cloud: 'aws',
};

/**
 * Leaves out of the tables whatever is about ways that the facility does not list: their rows, and the answers that
 * mean them.
 */
export function fitChoice(
  { methods }: Facts,
  rows: ChoiceRows,
  tables: ChoiceTables,
): { readonly rows: ChoiceRows; readonly tables: ChoiceTables } {
  const isListed = (id: string): boolean => methods.some((method) => method.id === id);
  const isOffered = (answer: string): boolean => {
    const way = waysOfAnswers[answer];
    return way === undefined || isListed(way);
  };
  const fields = Object.entries(tables.fields).map(([name, field]): [string, Field] => [
    name,
    field.choices
      ? { ...field, choices: Object.fromEntries(Object.entries(field.choices).filter(([answer]) => isOffered(answer))) }
      : field,
  ]);
  const fitRow = ([question, answers, ...said]: ChoiceRow): ChoiceRow => [question, answers.filter(isOffered), ...said];
  return {
    rows: Object.fromEntries(
      Object.entries(rows).flatMap(([id, list]) => (isListed(id) && list ? [[id, list.map(fitRow)]] : [])),
    ),
    tables: { ...tables, fields: Object.fromEntries(fields) },
  };
}

/** A method, with the sentences for it or against it. */
export interface Judged {
  readonly id: string;
  readonly title: string;
  readonly says: readonly string[];
}

/** The answer: the first fits best, `others` are the rest in that order; no `chosen` when every method is ruled out. */
export interface Choice {
  readonly chosen?: Judged;
  readonly runnerUp?: Judged;
  /** What speaks against each method but the chosen one, the runner-up included. */
  readonly others: readonly Judged[];
}

/** A choice, or every problem of the answers. */
export type Chosen = { readonly choice: Choice } | { readonly problems: readonly Problem[] };

/** What each method says of the answers, by its id. One that says nothing is judged by its standing alone. */
export type ChoiceRows = Readonly<Record<string, readonly ChoiceRow[] | undefined>>;

/** How much a standing weighs. An answer weighs 2. */
const weights = { preferred: 1, available: 0, unconfirmed: -1, 'being set up': -3, discouraged: -3 } as const;

/** Chooses, or says every problem of the answers. The draft has the fields of {@link choiceTexts}. */
export function chooseMethod(
  facility: Facts,
  draft: Readonly<Record<string, string | undefined>>,
  rows: ChoiceRows,
  tables: ChoiceTables,
  check: CheckTables,
): Chosen {
  const asked: Method = { tables, rules: { plan: () => ({ steps: [] }) } };
  const answers: Draft = { ...draft, method: '' };
  const checked = checkDraft(chooseServer(facility, answers), answers, asked, check, {});
  if ('problems' in checked) return checked;
  const { who, where, size, days } = checked.values as Values<typeof choiceFields>;
  const bytes = readSize(facility, size)?.[1] ?? 0;
  const said = {
    who,
    where,
    size: bytes >= 1e12 ? 'large' : '',
    days: days !== '' && Number(days) <= 3 ? 'urgent' : '',
  };
  const judged = facility.methods.map(({ id, title, standing }) => {
    const apply = (rows[id] ?? []).filter(([question, of]) => of.includes(said[question]));
    const sentences = (...kinds: ChoiceRow[2][]): string[] =>
      apply.flatMap(([, , speaks, sentence]) => (kinds.includes(speaks) ? [sentence] : []));
    const count = (speaks: ChoiceRow[2]): number => sentences(speaks).length;
    const weight = count('for') * 2 - count('against') * 2 + weights[standing];
    const isFor = standing === 'preferred';
    const stands = [tables.standing[standing]].filter(Boolean);
    return {
      id,
      title,
      weight,
      isOut: count('never') > 0,
      pro: [...sentences('for'), ...(isFor ? stands : [])],
      contra: [...sentences('never', 'against'), ...(isFor ? [] : stands)],
    };
  });
  // Sorting keeps the facility's order among those that weigh the same.
  const ranked = judged.sort((a, b) => Number(a.isOut) - Number(b.isOut) || b.weight - a.weight);
  const [first, second] = ranked.filter(({ isOut }) => !isOut);
  const praise = ({ id, title, pro, contra }: (typeof ranked)[number]): Judged => ({
    id,
    title,
    says: [...pro, ...contra].length > 0 ? [...pro, ...contra] : [tables.least],
  });
  return {
    choice: {
      ...(first && { chosen: praise(first) }),
      ...(second && { runnerUp: praise(second) }),
      others: ranked
        .filter((one) => one !== first)
        .map(({ id, title, contra }) => ({
          id,
          title,
          says: contra.length > 0 ? contra : [fillText(tables.other, { title: first?.title ?? '' })],
        })),
    },
  };
}

/** Four questions → one method, why, the next best, and what speaks against each other one. */
import type { Facility } from '../facility/schema.ts';
import { checkDraft } from './check.ts';
import type { CheckTexts, Problem } from './check.ts';
import { readSize } from './estimate.ts';
import type { Method } from './method.ts';
import type { Draft, Field, Fields, Values } from './request.ts';
import { fillText } from './texts.ts';

/**
 * What an answer says of a method: it is for it, against it, or rules it out; and the sentence that says so. Besides the answers to `who` and
 * `where` there are `large` (a terabyte or more) for `size`, and `urgent` (three days or less) for `days`.
 */
export type ChoiceRow = readonly [
  question: 'who' | 'where' | 'size' | 'days',
  answers: readonly string[],
  speaks: 'for' | 'against' | 'never',
  sentence: string,
];

const choiceFields = {
  who: {
    label: 'Who you are',
    hint: 'Not every way is open to everybody.',
    example: 'account',
    flag: 'who',
    choices: {
      unknown: 'I do not know yet',
      allocation: 'my lab has a PetaLibrary allocation',
      account: 'I have an account on the storage server, or can get one',
      outside: 'I am from outside, without an account',
    },
  },
  where: {
    label: 'Where the data must go',
    hint: 'The place where you will work with the images.',
    example: 'server',
    flag: 'where',
    choices: {
      unknown: 'I do not know yet',
      petalibrary: 'to PetaLibrary',
      server: "to my lab's server",
      computer: 'to my own computer',
      institution: 'to the storage of my institution',
      cloud: 'to a bucket at AWS',
    },
  },
  size: {
    label: 'How much it is',
    hint: 'About, such as 1.2 TB or 4000 x 700 MB.',
    example: '1.2 TB',
    flag: 'size',
    kind: 'size',
    optional: true,
  },
  days: {
    label: 'How soon it must be done',
    hint: 'In how many days, from today.',
    example: '5',
    flag: 'days',
    kind: 'days',
    optional: true,
  },
} as const satisfies Fields;

/** The questions, and the sentences of an answer. */
export const choiceTexts = {
  fields: choiceFields,
  rules: { days: [['^(?!\\d{1,3}$)', 'days']] },
  problems: { days: ['{label}: {value} is not a number of days.', 'For example {example}'] },
  commands: {},
  steps: {},
  standing: {
    preferred: 'The facility prefers it.',
    available: '',
    'being set up': 'The facility is still setting it up.',
    discouraged: 'The facility discourages it.',
  },
  least: 'Nothing you said speaks against it.',
  other: 'Nothing speaks against it, but {title} fits better.',
  none: 'None of the ways fits. Ask {manager}.',
} as const;

/** The questions and sentences, perhaps without the answers that a facility has no use for. */
export interface ChoiceTexts extends Omit<typeof choiceTexts, 'fields'> {
  readonly fields: Fields;
}

/** The answers that mean one way only: a facility that does not list it has no use for them. */
const waysOfAnswers: Readonly<Record<string, string>> = {
  allocation: 'petalibrary',
  petalibrary: 'petalibrary',
  cloud: 'aws',
};

/** Leaves out of the tables whatever is about ways that the facility does not list: their rows, and the answers that mean them. */
export function fitChoice(
  { methods }: Facility,
  rows: ChoiceRows,
  texts: ChoiceTexts,
): { readonly rows: ChoiceRows; readonly texts: ChoiceTexts } {
  const isListed = (id: string): boolean => methods.some((method) => method.id === id);
  const isOffered = (answer: string): boolean => {
    const way = waysOfAnswers[answer];
    return way === undefined || isListed(way);
  };
  const fields = Object.entries(texts.fields).map(([name, field]): [string, Field] => [
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
    texts: { ...texts, fields: Object.fromEntries(fields) },
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
const weights = { preferred: 1, available: 0, 'being set up': -3, discouraged: -3 } as const;

/** Chooses, or says every problem of the answers. The draft has the fields of {@link choiceTexts}. */
export function chooseMethod(
  facility: Facility,
  draft: Readonly<Record<string, string | undefined>>,
  rows: ChoiceRows,
  texts: ChoiceTexts,
  check: CheckTexts,
): Chosen {
  const asked: Method = { texts, rules: { plan: () => ({ steps: [] }) } };
  const answers: Draft = { ...draft, method: '' };
  const checked = checkDraft(facility, answers, asked, check);
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
    const stands = [texts.standing[standing]].filter(Boolean);
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
    says: [...pro, ...contra].length > 0 ? [...pro, ...contra] : [texts.least],
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
          says: contra.length > 0 ? contra : [fillText(texts.other, { title: first?.title ?? '' })],
        })),
    },
  };
}

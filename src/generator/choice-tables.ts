/** The four questions, and the sentences of an answer. */
import type { Fields } from './request.ts';

/**
 * What an answer says of a method: it is for it, against it, or rules it out; and the sentence that says so. Besides
 * the answers to `who` and `where` there are `large` (a terabyte or more) for `size`, and `urgent` (three days or less)
 * for `days`.
 */
export type ChoiceRow = readonly [
  question: 'who' | 'where' | 'size' | 'days',
  answers: readonly string[],
  speaks: 'for' | 'against' | 'never',
  sentence: string,
];

/** By an answer to `where`, the values of the fields of a method that follow from it. */
export type ChoiceFills = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a method says of itself that copies straight to a computer of the person. */
export const straightRows = [
  ['where', ['server'], 'for', "It brings the data straight to your lab's server."],
  ['where', ['computer'], 'for', 'It brings the data straight to your computer.'],
  [
    'where',
    ['petalibrary', 'institution', 'cloud'],
    'against',
    'It ends on a computer of yours, not where the data must go.',
  ],
] as const satisfies readonly ChoiceRow[];

export const choiceFields = {
  who: {
    label: 'Who you are',
    hint: 'Not every way is open to everybody.',
    example: 'account',
    flag: 'who',
    choices: {
      unknown: 'I do not know yet',
      allocation: 'My lab has a PetaLibrary allocation',
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
      petalibrary: 'PetaLibrary',
      server: "my lab's server",
      computer: 'my own computer',
      institution: "my institution's storage",
      cloud: 'a bucket at AWS',
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
  patterns: { days: [['^(?!\\d{1,3}$)', 'days']] },
  problems: { days: ['{label}: {value} is not a number of days.', 'For example {example}'] },
  commands: {},
  steps: {},
  standing: {
    preferred: 'The facility prefers it.',
    available: '',
    'being set up': 'The facility is still setting it up.',
    unconfirmed: 'Nobody has said yet whether it works at this facility: ask.',
    discouraged: 'The facility discourages it.',
  },
  least: 'Nothing you said speaks against it.',
  other: 'Nothing speaks against it, but {title} fits better.',
  none: 'None of the ways fits. Ask {manager}.',
} as const;

/** The questions and sentences, perhaps without the answers that a facility has no use for. */
export interface ChoiceTables extends Omit<typeof choiceTexts, 'fields'> {
  readonly fields: Fields;
}

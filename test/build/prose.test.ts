import { expect, it } from 'vitest';
import { findPhrases } from '../../scripts/prose.ts';

it.each([
  ['All problems are told at once.', ['are told', 'at once']],
  ['A fact stands once, in one file.', ['stands']],
  ['In the package, for whoever reads it.', ['whoever']],
  ['It asks the questions, if need be which way fits.', ['if need be']],
  ['- Of twenty collections one needs this.', ['Of']],
  ['| Cell | Of what was seen |', ['Of']],
  ['Text. What is left is the opening of a dialog.', ['What is left is the opening of a dialog.']],
  ['The check begins\n * anew.', ['anew']],
  ['A phrase across\nlines is found at\nonce.', ['at once']],
])('finds in %j what has a plainer form', (text, phrases) => {
  expect(findPhrases(text).map(({ phrase }) => phrase)).toEqual(phrases);
});

it('gives the line, and what to write instead', () => {
  expect(findPhrases('One.\n\nA page must be read\nat once.')).toEqual([
    { line: 4, phrase: 'at once', instead: '“immediately”, or “together”' },
  ]);
});

it.each([
  'Run it with no arguments, and it asks for each value.',
  'Of course, `npm run anew` is code.',
  '## What was measured',
  'What has changed?',
  'It stands for a value.',
  '```text\nwhoever\n```',
  'Everything else stays. See what else is there.',
])('finds nothing in %j', (text) => {
  expect(findPhrases(text)).toEqual([]);
});

import { expect, it } from 'vitest';
import { splitAtBlanks, splitTexts } from '../../../../src/form/live/action-texts.ts';
import type { Command } from '../../../../src/generator/index.ts';

const word = (...parts: Command['words'][number]['parts']): Command['words'][number] => ({
  role: 'operand',
  parts,
  meaning: '',
  source: '',
});
const command: Command = {
  shell: 'posix',
  words: [
    word({ text: 'ls' }),
    word({ text: 'jdoe', field: 'account' }, { text: '@host:/data/' }, { text: 'my lab', field: 'lab' }),
    word({ text: 'a  b' }),
  ],
};

it('a command is split at every blank but those of a value, and where nothing is broken', () => {
  expect(splitTexts({ kind: 'command', command })).toEqual({
    texts: ['ls ', "'", 'jdoe', '@host:/data/', 'my lab', "'", " 'a  b'"],
    kinds: [' ', '', 'account', '', 'lab', '', ' '],
  });
});

it.each([
  ['f(a,b) {', ['f(a,b) {']],
  ['a b-c d', ['a ', 'b-c', ' d']],
  ['x s[2] )( y', ['x s[2] ', ')(', ' y']],
  ['a abcdefghijklmnopq b', ['a ', 'abcdefghijklmnopq', ' b']],
  ['a/b é 5% x', ['a/b', ' ', 'é', ' ', '5%', ' x']],
])('a word is apart where a browser might break it: %s', (text, parts) => {
  expect(splitAtBlanks([{ text }]).flatMap((stretch) => stretch.parts.map((part) => part.text))).toEqual(parts);
});

it('texts beside each other that come from no value are one, and empty ones are none', () => {
  const tokens = [
    { text: 'To ' },
    { text: '' },
    { text: '\n\n' },
    { text: 'a' },
    { text: 'b', field: 'x' },
    { text: '', field: 'y' },
  ];
  expect(splitAtBlanks(tokens)).toEqual([
    { isBare: true, parts: [{ text: 'To \n\n', field: '' }] },
    {
      isBare: false,
      parts: [
        { text: 'a', field: '' },
        { text: 'b', field: 'x' },
      ],
    },
  ]);
});

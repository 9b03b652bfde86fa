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

it('a command is split at every blank but those of a value', () => {
  expect(splitTexts({ kind: 'command', command })).toEqual({
    texts: ['ls', ' ', "'", 'jdoe', '@host:/data/', 'my lab', "'", ' ', "'a", '  ', "b'"],
    kinds: ['', ' ', '', 'account', '', 'lab', '', ' ', '', ' ', ''],
  });
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
    { isBlank: false, parts: [{ text: 'To', field: '' }] },
    { isBlank: true, parts: [{ text: ' \n\n', field: '' }] },
    {
      isBlank: false,
      parts: [
        { text: 'a', field: '' },
        { text: 'b', field: 'x' },
      ],
    },
  ]);
});

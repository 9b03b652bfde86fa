import { describe, expect, it } from 'vitest';
import { makeWords } from '../../../../src/generator/command/argv.ts';
import { joinParts } from '../../../../src/generator/command/quote.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { readCommand } from '../../../rigs/read-command.ts';

describe('words made from rows', () => {
  it('carry role, text, meaning and source of their row', () => {
    expect(makeWords([['option', '-a', 'All of it.', 'rsync(1) -a']])).toEqual([
      { role: 'option', parts: [{ text: '-a' }], meaning: 'All of it.', source: 'rsync(1) -a' },
    ]);
  });

  it('take the parts of their slot, and take them as they are', () => {
    const parts = [{ text: '{lab}', field: 'lab' as const }, { text: '/{x}' }];
    expect(makeWords([['operand', '{from}', 'From.', 'x(1)']], { from: parts })[0]?.parts).toEqual(parts);
  });

  it('fill a slot only where it is the whole text', () => {
    const [word] = makeWords([['operand', 'x{from}', 'From.', 'x(1)']], { from: [{ text: 'y' }] });
    expect(word?.parts).toEqual([{ text: 'x{from}' }]);
  });

  it('stop at a slot that nobody fills', () => {
    expect(() => makeWords([['operand', '{from}', 'From.', 'x(1)']], { to: [] })).toThrow(
      new RangeError('No value for {from}'),
    );
  });

  it('hold a whole command where a row holds rows, each of its words quoted once', () => {
    const slots = Object.fromEntries(hostileWords.map((text, index) => [`w${String(index)}`, [{ text }]]));
    const rows = Object.keys(slots).map((name) => ['operand', `{${name}}`, 'A word.', 'x(1)'] as const);
    const [word] = makeWords([['operand', rows, 'The command:', 'ssh(1)']], slots);
    expect(word?.inner?.map(({ parts }) => joinParts(parts))).toEqual(hostileWords);
    expect(readCommand(joinParts(word?.parts ?? []))).toEqual(hostileWords);
  });

  it('keep the fields of the words inside', () => {
    const slots = { path: [{ text: '/data/' }, { text: "a'b", field: 'lab' as const }] };
    const [word] = makeWords(
      [
        [
          'operand',
          [
            ['utility', 'du', 'Sizes', 'du(1)'],
            ['operand', '{path}', 'it.', 'du(1)'],
          ],
          'There:',
          'ssh(1)',
        ],
      ],
      slots,
    );
    expect(word?.parts).toEqual([
      { text: 'du' },
      { text: ' ' },
      { text: "'" },
      { text: '/data/' },
      { text: 'a', field: 'lab' },
      { text: "'" },
      { text: "\\'", field: 'lab' },
      { text: "'" },
      { text: 'b', field: 'lab' },
      { text: "'" },
    ]);
  });
});

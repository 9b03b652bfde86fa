import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUncarriable, quoteWord } from '../../../../src/generator/index.ts';
import { joinParts, quoteParts, quotePartsForPowerShell } from '../../../../src/generator/command/quote.ts';
import type { Span } from '../../../../src/generator/command/quote.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { randomWord } from '../../../rigs/random-word.ts';
import { readWord } from '../../../rigs/read-command.ts';

const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

describe('a quoted word', () => {
  it.each([
    ['GRID1', 'GRID1'],
    ['/data/images/smith-lab/GRID1/', '/data/images/smith-lab/GRID1/'],
    ['jdoe@example.edu:/data', 'jdoe@example.edu:/data'],
    ['--partial-dir=.rsync-partial', '--partial-dir=.rsync-partial'],
    ['a=b=c', 'a=b=c'],
    ['', "''"],
    [' ', "' '"],
    ["it's", "'it'\\''s'"],
    ["it's a\\b!", "'it'\\''s a'\\\\'b'\\!"],
    ["'", "\\'"],
    ["''", "\\'\\'"],
    ['\\', '\\\\'],
    ['!!', '\\!\\!'],
    ['trailing\\', "'trailing'\\\\"],
    ["'x'", "\\''x'\\'"],
    ['$HOME', "'$HOME'"],
    ['*', "'*'"],
    ['=ls', "'=ls'"],
    ['x==ls', "'x==ls'"],
    ['x=', "'x='"],
    ['x=~', "'x=~'"],
    ['~', "'~'"],
    ['@x', "'@x'"],
    ['%1', "'%1'"],
    ['x^', "'x^'"],
    ['é', "'é'"],
    ['a\u200bb', "'a\u200bb'"],
  ])('of %j is %s', (word, quoted) => {
    expect(quoteWord(word)).toBe(quoted);
  });

  it('is bare at its beginning for letters, digits and _ . / - alone', () => {
    const bare = printable.filter((character) => quoteWord(`${character}x`) === `${character}x`);
    expect(bare.join('')).toBe('-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
  });

  it('is bare further on for @ % + , : and = too', () => {
    const bare = printable.filter((character) => quoteWord(`x${character}x`) === `x${character}x`);
    expect(bare.join('')).toBe('%+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
  });

  it('is not bare when it ends with =, or when = stands before @ % + , : or =', () => {
    expect(['x=', 'x=@', 'x=%', 'x=+', 'x=,', 'x=:', 'x==y'].map(quoteWord)).toEqual([
      "'x='",
      "'x=@'",
      "'x=%'",
      "'x=+'",
      "'x=,'",
      "'x=:'",
      "'x==y'",
    ]);
  });

  it('is read back as the word by the rules of the portable form', () => {
    for (const word of hostileWords) expect(readWord(quoteWord(word))).toBe(word);
    fc.assert(
      fc.property(randomWord, (word) => {
        expect(readWord(quoteWord(word))).toBe(word);
      }),
      { numRuns: 3000 },
    );
  });

  it('is the same however long the word is, and whatever characters it has', () => {
    const piece = fc.oneof(randomWord, fc.constantFrom('\ufeff', 'é', '\ud83d\udd2c', '\ud83d', "a'b!c\\"));
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 90 }),
        (pieces, times) => {
          const word = `${pieces.join('').repeat(times)} `;
          expect(quoteWord(word) === joinParts(quoteParts([{ text: word }]))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the same wherever a long word is cut into pieces to be put together', () => {
    for (const character of ['x', 'é', '€', "'", '!']) {
      for (const length of [4094, 4095, 4096, 4097, 8192, 8193]) {
        for (const end of ['', ' ', "'", "x'", "''x", '\\!é']) {
          const word = `!${character.repeat(length - 1)}${end}`;
          expect(quoteWord(word) === joinParts(quoteParts([{ text: word }]))).toBe(true);
        }
      }
    }
  });

  it('is at most three times as long as the word and two quotes', () => {
    fc.assert(
      fc.property(randomWord, (word) => {
        expect(quoteWord(word).length).toBeLessThanOrEqual(3 * word.length + 2);
      }),
    );
  });
});

describe('a word given in parts', () => {
  const part = fc.record<Span>(
    { text: randomWord, field: fc.constantFrom('lab', 'collection') },
    { requiredKeys: ['text'] },
  );

  it('has the text of the word they make together', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(joinParts(quoteParts(parts))).toBe(quoteWord(joinParts(parts)));
      }),
    );
  });

  it('keeps each field on the text that came from it, and on no quote mark', () => {
    const unescape = (text: string) => text.replace(/\\(.)/gsu, '$1');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const quoted = quoteParts(parts);
        for (const field of ['lab', 'collection'] as const) {
          const textOf = (list: readonly Span[]) => joinParts(list.filter((one) => one.field === field));
          const marked = quoted.filter((one) => one.field === field);
          const isBare = joinParts(quoted) === joinParts(parts);
          expect(marked.map(({ text }) => (isBare ? text : unescape(text))).join('')).toBe(textOf(parts));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is one quoted part where parts meet inside quotes', () => {
    expect(quoteParts([{ text: 'a b', field: 'lab' }, { text: '/' }, { text: "c'", field: 'collection' }])).toEqual([
      { text: "'" },
      { text: 'a b', field: 'lab' },
      { text: '/' },
      { text: 'c', field: 'collection' },
      { text: "'" },
      { text: "\\'", field: 'collection' },
    ]);
  });
});

describe('a word for PowerShell', () => {
  it.each([
    ['GRID1', 'GRID1'],
    ['D:\\cryoem\\GRID1', 'D:\\cryoem\\GRID1'],
    ['D:\\', 'D:\\'],
    ['jdoe@example.edu:/data/GRID1', 'jdoe@example.edu:/data/GRID1'],
    ['ServerAliveInterval=30', 'ServerAliveInterval=30'],
    ['-LiteralPath', '-LiteralPath'],
    ['', "''"],
    ['D:\\cryo em', "'D:\\cryo em'"],
    ["D:\\O'Brien", "'D:\\O''Brien'"],
    ['D:\\‘a’ ‚b‛', "'D:\\‘‘a’’ ‚‚b‛‛'"],
    ['D:\\$HOME', "'D:\\$HOME'"],
    ['D:\\a;b', "'D:\\a;b'"],
    ['D:\\a,b', "'D:\\a,b'"],
    ['D:\\a`b', "'D:\\a`b'"],
    ['D:\\(a)', "'D:\\(a)'"],
    ['D:\\a&b', "'D:\\a&b'"],
    ['D:\\a{b}', "'D:\\a{b}'"],
    ['D:\\#a', "'D:\\#a'"],
    ['D:\\%a', "'D:\\%a'"],
    ['D:\\é', "'D:\\é'"],
    ['@x', "'@x'"],
    ['=x', "'=x'"],
  ])('%j is %s', (word, quoted) => {
    expect(joinParts(quotePartsForPowerShell([{ text: word }]))).toBe(quoted);
  });

  it('keeps its fields, doubled quotes among them', () => {
    expect(quotePartsForPowerShell([{ text: "D:\\O'B", field: 'destination' }, { text: '\\x' }])).toEqual([
      { text: "'" },
      { text: "D:\\O''B", field: 'destination' },
      { text: '\\x' },
      { text: "'" },
    ]);
  });
});

/** What Unicode says, as numbers: control, surrogate, private use, noncharacter. */
function isRefused(code: number): boolean {
  const low = code & 0xffff;
  return (
    code <= 0x1f ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0xd800 && code <= 0xf8ff) ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    low === 0xfffe ||
    low === 0xffff ||
    code >= 0xf0000
  );
}

describe('what no quoting saves', () => {
  it('is each control character, lone surrogate, private character and noncharacter, and nothing else', () => {
    const wrong: number[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if ((findUncarriable(`a${String.fromCodePoint(code)}b`) !== undefined) !== isRefused(code)) wrong.push(code);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['a\nb', { character: '\n', codePoint: 'U+000A', place: 2, kind: 'lineBreak' }],
    ['\r', { character: '\r', codePoint: 'U+000D', place: 1, kind: 'lineBreak' }],
    ['a\tb', { character: '\t', codePoint: 'U+0009', place: 2, kind: 'tab' }],
    ['\0', { character: '\0', codePoint: 'U+0000', place: 1, kind: 'control' }],
    ['\u001b[201~', { character: '\u001b', codePoint: 'U+001B', place: 1, kind: 'control' }],
    ['ab\u007f', { character: '\u007f', codePoint: 'U+007F', place: 3, kind: 'control' }],
    ['\u0085', { character: '\u0085', codePoint: 'U+0085', place: 1, kind: 'control' }],
    ['\u009b', { character: '\u009b', codePoint: 'U+009B', place: 1, kind: 'control' }],
    ['\ue027;touch PWNED;\ue027', { character: '\ue027', codePoint: 'U+E027', place: 1, kind: 'private' }],
    ['\u{10fffd}', { character: '\u{10fffd}', codePoint: 'U+10FFFD', place: 1, kind: 'private' }],
    ['x\ud800y', { character: '\ud800', codePoint: 'U+D800', place: 2, kind: 'broken' }],
    ['\udfff', { character: '\udfff', codePoint: 'U+DFFF', place: 1, kind: 'broken' }],
    ['\ufffe', { character: '\ufffe', codePoint: 'U+FFFE', place: 1, kind: 'broken' }],
    ['\ufdd0', { character: '\ufdd0', codePoint: 'U+FDD0', place: 1, kind: 'broken' }],
  ] as const)('is found in %j', (text, found) => {
    expect(findUncarriable(text)).toEqual(found);
  });

  it('is found first, its place counted in whole characters', () => {
    expect(findUncarriable('🔬é\u0007\n')).toMatchObject({ codePoint: 'U+0007', place: 3 });
  });

  it('is in no hostile word', () => {
    expect(hostileWords.filter((word) => findUncarriable(word))).toEqual([]);
  });
});

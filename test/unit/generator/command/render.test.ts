import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeWords } from '../../../../src/generator/command/argv.ts';
import { formatAction, formatCommand, formatPlace, formatWord } from '../../../../src/generator/index.ts';
import type { Command } from '../../../../src/generator/index.ts';
import { isTooLong, lineLimitBytes, renderCommand } from '../../../../src/generator/command/render.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { randomWord } from '../../../rigs/random-word.ts';
import { isFolderName } from '../../../rigs/hostile-words.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { readCommand, readWord } from '../../../rigs/read-command.ts';
import { planFrom } from '../../../rigs/plans.ts';

function commandOf(texts: readonly string[]): Command {
  const slots = Object.fromEntries(texts.map((text, index) => [`w${String(index)}`, [{ text }]]));
  const rows = texts.map((_, index) => ['operand', `{w${String(index)}}`, 'A word.', 'x(1)'] as const);
  return { shell: 'posix', words: makeWords(rows, slots) };
}

const { planOf } = planFrom(
  { method: 'rsync', account: 'jdoe', lab: 'smith-lab', collection: 'GRID1', destination: '/srv/GRID1' },
  exampleFacility,
  '2026-11-23',
);

// A failure is reported as it is found: lists of hundreds of words shrink for minutes.
const longLists = { endOnFailure: true };

const lines = (command: Command) => formatCommand(command).split('\n');
const longestLineBytes = (command: Command) => Math.max(...lines(command).map((line) => Buffer.byteLength(line)));

describe('the text of a command', () => {
  it('is its words, quoted, with a space between them', () => {
    expect(formatCommand(commandOf(['mkdir', '-p', "/srv/it's"]))).toBe("mkdir -p '/srv/it'\\''s'");
  });

  it('is its tokens joined', () => {
    fc.assert(
      fc.property(fc.array(randomWord, { maxLength: 60, size: 'max' }), (texts) => {
        const command = commandOf(texts);
        expect(
          renderCommand(command)
            .map(({ text }) => text)
            .join(''),
        ).toBe(formatCommand(command));
      }),
      longLists,
    );
  });

  it('is read back as its words, on one line or several', () => {
    expect(readCommand(formatCommand(commandOf(hostileWords)))).toEqual(hostileWords);
    fc.assert(
      fc.property(fc.array(randomWord, { maxLength: 300, size: 'max' }), (texts) => {
        expect(readCommand(formatCommand(commandOf(texts)))).toEqual(texts);
      }),
      longLists,
    );
  });

  it('is one line up to 1000 bytes and several above', () => {
    expect(lineLimitBytes).toBe(1000);
    expect(lines(commandOf(['a'.repeat(499), 'b'.repeat(500)]))).toEqual([`${'a'.repeat(499)} ${'b'.repeat(500)}`]);
    expect(lines(commandOf(['a'.repeat(500), 'b'.repeat(500)]))).toEqual([
      `${'a'.repeat(500)} \\`,
      `  ${'b'.repeat(500)}`,
    ]);
  });

  it('counts bytes, not characters', () => {
    expect(lines(commandOf(['é'.repeat(300), 'é'.repeat(300)]))).toHaveLength(2);
  });

  it('fills each line as far as 1000 bytes allow', () => {
    const text = lines(commandOf(Array.from({ length: 500 }, () => 'abcd')));
    expect(text.slice(0, -1).map((line) => Buffer.byteLength(line))).toEqual(
      text.slice(0, -1).map((_, index) => (index === 0 ? 996 : 998)),
    );
  });

  it('has no line over 1000 bytes unless one word alone is longer', () => {
    fc.assert(
      fc.property(fc.array(randomWord, { maxLength: 300, size: 'max' }), (texts) => {
        expect(longestLineBytes(commandOf(texts))).toBeLessThanOrEqual(1000);
      }),
      longLists,
    );
    expect(longestLineBytes(commandOf(['x', 'a'.repeat(1500)]))).toBe(1502);
  });

  it('is too long as soon as one line is, whatever it is made of', () => {
    const pieces = fc.constantFrom('a', "'", '!', 'é', '語', "é'", '語!', "'\\", '\u{1f9ca}', ' ', ...hostileWords);
    const words = fc.tuple(pieces, pieces, fc.integer({ min: 1, max: 1100 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(words, ([one, other, times, before]) => {
        const command = commandOf([...hostileWords.slice(0, before), (one + other).repeat(times)]);
        expect(isTooLong(command)).toBe(longestLineBytes(command) > lineLimitBytes);
      }),
      { numRuns: 500, ...longLists },
    );
    expect(isTooLong(commandOf(['a'.repeat(1000)]))).toBe(false);
    expect(isTooLong(commandOf(['a'.repeat(1001)]))).toBe(true);
  });

  it('of an operator is the operator itself', () => {
    const words = makeWords([
      ['utility', 'a', 'A.', 'x'],
      ['operator', '|', 'To', 'x'],
      ['operand', '|', 'b.', 'x'],
    ]);
    expect(formatCommand({ shell: 'posix', words })).toBe("a | '|'");
  });

  it('of a word is that of the word in its command', () => {
    const command = commandOf(['mkdir', 'a b']);
    expect(command.words.map((word) => formatWord(command, word))).toEqual(['mkdir', "'a b'"]);
    const [word] = makeWords([['operand', "O'B", 'A word.', 'x']]);
    if (!word) throw new Error('No word was made.');
    expect(formatWord({ shell: 'powershell', words: [word] }, word)).toBe("'O''B'");
  });
});

describe('tokens', () => {
  it('are marked with the field they came from, and hold its value', () => {
    const names = fc.stringMatching(/^[^/\p{C}]{1,20}$/u).filter(isFolderName);
    fc.assert(
      fc.property(names, names, names, (lab, collection, folder) => {
        const { steps, request } = planOf({ lab, collection, destination: `/srv/${folder}` });
        for (const { action, id } of steps) {
          if (action.kind !== 'command') continue;
          const { command } = action;
          const marked = command.words.map((word) => renderCommand({ ...command, words: [word] }));
          for (const field of ['lab', 'collection', 'destination'] as const) {
            for (const tokens of marked) {
              const text = tokens
                .filter((token) => token.field === field)
                .map((token) => token.text)
                .join('');
              if (text === '') continue;
              // A word in a word is quoted twice: read as often.
              expect(readings(text), `${id}: ${text}`).toContain(request[field]);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are these for a path that is quoted twice', () => {
    const { steps } = planOf({ collection: "it's", destination: '/srv/x' });
    const check = steps.find(({ id }) => id === 'check');
    if (check?.action.kind !== 'command') throw new Error('The first step is a command.');
    expect(renderCommand(check.action.command).filter(({ field }) => field !== undefined)).toEqual([
      { text: 'jdoe', field: 'account' },
      { text: 'smith-lab', field: 'lab' },
      { text: 'it', field: 'collection' },
      { text: '\\\\', field: 'collection' },
      { text: "\\'", field: 'collection' },
      { text: 's', field: 'collection' },
    ]);
  });
});

/** What the escapes of a text may stand for: read not at all, once, or twice. */
function readings(text: string): string[] {
  const once = text.replace(/\\(['\\!])/g, '$1');
  return [text, once, once.replace(/\\(['\\!])/g, '$1')];
}

describe('the words around a command', () => {
  it('say where a step is done', () => {
    const { steps } = planOf({ session: 'screen' });
    expect(steps.map(formatPlace).slice(3, 5)).toEqual([
      'lab server',
      'lab server, inside the session example_em-GRID1-44dm',
    ]);
    expect(planOf({ computer: 'macos', session: 'none' }).steps.map(formatPlace)[0]).toBe('your computer');
  });

  it('say which keys to press', () => {
    expect(formatAction({ kind: 'keys', keys: [['Ctrl', 'A'], ['D']] })).toBe('Press Ctrl+A, then D');
  });

  it('read a quoted word as the reader of these tests does', () => {
    expect(readWord("'it'\\''s'")).toBe("it's");
    for (const bad of ["'a''b'", "a'b'", "'a", '$x', "'a!'", "'a\\b'", '=x', 'x=', '~']) {
      expect(() => readCommand(bad), bad).toThrow();
    }
  });
});

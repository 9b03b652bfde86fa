import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeWords } from '../../../../src/generator/command/argv.ts';
import { formatCommand } from '../../../../src/generator/index.ts';
import { breakForPaper, countColumns, paperColumns } from '../../../../src/generator/command/paper.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { randomWord } from '../../../rigs/random-word.ts';

function formatWords(texts: readonly string[]): string {
  const slots = Object.fromEntries(texts.map((text, index) => [`w${String(index)}`, [{ text }]]));
  const rows = texts.map((_, index) => ['operand', `{w${String(index)}}`, 'A word.', 'x(1)'] as const);
  return formatCommand({ shell: 'posix', words: makeWords(rows, slots) });
}

const onPaper = (...texts: string[]): string => breakForPaper(formatWords(texts));

/**
 * The words of lines for paper, by the rules of every shell: single quotes, a backslash before one character, one at
 * the end of a line.
 */
function readLines(text: string): string[] {
  const words = text.replace(/ \\\n {2}/g, ' ').match(/(?:'[^']*'|\\.|[^ '\\])+/gsu) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|\\(.)/gsu, (_, quoted: string | undefined, plain = '') => quoted ?? String(plain)),
  );
}

describe('a command on paper', () => {
  it('that fits into a line is what it is on the screen', () => {
    expect(onPaper('ssh', 'jdoe@host', "du -sh '/data/it is'")).toBe("ssh jdoe@host 'du -sh '\\''/data/it is'\\'");
  });

  it('is broken between words, with a backslash last on the line', () => {
    expect(
      onPaper('rsync', '-e', 'ssh -o ServerAliveInterval=30', `host:/${'a'.repeat(50)}/`, '/srv/data/GRID1/'),
    ).toBe(`rsync -e 'ssh -o ServerAliveInterval=30' \\\n  host:/${'a'.repeat(50)}/ /srv/data/GRID1/`);
  });

  it('has each longer word on a line of its own', () => {
    const long = `/srv/${'long name '.repeat(30)}x`;
    expect(onPaper('ls', '-l', long, long, '.')).toBe(`ls -l \\\n  '${long}' \\\n  '${long}' \\\n  .`);
  });

  it('has no two blanks side by side in a word', () => {
    const blanks = (text: string): string => onPaper(text);
    expect([2, 3, 4].map((count) => blanks(`a${' '.repeat(count)}b`))).toEqual([
      "'a'\\ ' b'",
      "'a '\\ ' b'",
      "'a'\\ ' '\\ ' b'",
    ]);
    expect(['  a', 'a  ', '  ', "  'a'  "].map(blanks)).toEqual([
      "\\ ' a'",
      "'a'\\ ' '",
      "\\ ' '",
      "\\ ' '\\''a'\\'\\ ' '",
    ]);
  });

  it('does not end with a hyphen, which pdftotext would leave out', () => {
    expect(onPaper('mkdir', '-p', '/srv/GRID-')).toBe("mkdir -p '/srv/GRID-'");
    expect(onPaper('tar', '-xf', '-')).toBe("tar -xf '-'");
    expect(onPaper('mkdir', '/srv/my GRID-')).toBe("mkdir '/srv/my GRID-'");
  });

  it('has the program of an awk broken between statements, not in what it prints', () => {
    const program =
      '{ print } /^[<>ch][fdLDS]/ { bad++ } /^total size is/ { end++ } END { print "whole: { not } ; so; " bad + 0; exit !end }';
    expect(breakForPaper(`rsync -rcn a b | ${formatWords(['awk', program])}`)).toBe(
      String.raw`rsync -rcn a b | awk '{ print } /^[<>ch][fdLDS]/ { bad++ } /^total size is/ { end++ } \
  END { print "whole: { not } ; so; " bad + 0; exit '\!'end }'`,
    );
  });

  it('is read as its words, in lines no wider than the paper but for a longer word', () => {
    const read = (texts: readonly string[]): void => {
      const lines = breakForPaper(formatWords(texts));
      expect(readLines(lines)).toEqual(texts);
      expect(lines.replace(/\n {2}/g, '\n')).not.toMatch(/ {2}|-$/);
      for (const line of lines.split('\n')) {
        if (countColumns(line) > paperColumns) expect(readLines(line.replace(/ \\$/, ''))).toHaveLength(1);
      }
    };
    read(hostileWords);
    const blankWord = fc.string({ unit: fc.constantFrom(' ', ' ', "'", 'a', '-', '\\'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.oneof(randomWord, blankWord), { minLength: 1, maxLength: 60, size: 'max' }), read),
      {
        endOnFailure: true,
      },
    );
  });
});

it('a wide character counts as two', () => {
  expect(countColumns('Zürich')).toBe(6);
  expect(countColumns('a\n格子\nbc')).toBe(4);
});

import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteWord } from '../../src/generator/index.ts';
import { breakForPaper } from '../../src/generator/command/paper.ts';
import { hostileWords } from '../rigs/hostile-words.ts';
import { openPrompt, pastes, promptShellNames } from './prompt.ts';
import { randomWord } from '../rigs/random-word.ts';
import type { Start } from './shell.ts';
import { formatShowArgv, openFolder, readWith, rightReading, shellNames, shells, splitIntoLines } from './shell.ts';

const starts: readonly (readonly [name: string, start: Start])[] = [
  ...shellNames.map((name) => [name, shells[name]] as const),
  ['zsh with RC_QUOTES', [...shells.zsh, '-o', 'RC_QUOTES']],
];

/** Words with blanks at every place and in every number, and others that are broken off or end in a hyphen. */
const blankWord = fc.string({ unit: fc.constantFrom(' ', ' ', ' ', "'", '!', '\\', 'a', '-'), maxLength: 9 });
const words = fc.array(fc.oneof(blankWord, randomWord), { minLength: 1, maxLength: 90, size: 'max' });

/** A PDF has no more than one blank for several, and none at the beginning of a line. */
const fromPdf = (text: string): string => text.replace(/^ +/gm, '').replace(/ +/g, ' ');

describe('the lines of a command on paper, with no more blanks than a PDF keeps', () => {
  it.each(starts)('are read by %s as the words of the command', async (_name, start) => {
    for (const some of splitIntoLines(hostileWords))
      expect(await readWith(start, fromPdf(breakForPaper(formatShowArgv(some))))).toEqual(rightReading(some));
    for (const some of fc.sample(words, 15))
      expect(await readWith(start, fromPdf(breakForPaper(formatShowArgv(some))))).toEqual(rightReading(some));
  });

  it.each(promptShellNames)('are read so at a prompt of %s', async (shell) => {
    const prompt = await openPrompt(shell);
    for (const how of Object.keys(pastes) as (keyof typeof pastes)[])
      for (const some of fc.sample(words, 15))
        expect(await prompt.paste(fromPdf(breakForPaper(formatShowArgv(some))), how)).toEqual(some);
    expect(prompt.listMade()).toEqual([]);
    await prompt.close();
  });
});

describe('the program of an awk, broken between its statements', () => {
  const program =
    '{ print } /^[<>ch][fdLDS]/ { bad++ } /^total size is/ { end++ } /^x/ { for (i = 0; i < 2; i++) x[i] = $0; next } END { if (bad || !end) { print "NOT whole; see } " bad + 0; exit 1 } else { print "whole" } }';
  const lines = breakForPaper(`printf '>f a\\nx\\ntotal size is 1\\n' | awk ${quoteWord(program)}`);

  it.each(starts)('does in %s what it does on one line', (_name, [shell, ...options]) => {
    expect(lines.split('\n').length).toBeGreaterThan(3);
    for (const text of [lines, fromPdf(lines), lines.replace(/^/gm, '        ')]) {
      for (const awk of ['mawk', 'busybox awk']) {
        const place = openFolder();
        const said = execFileSync(shell, [...options, '-c', `${text.replace(' awk ', ` ${awk} `)} || true`], {
          cwd: place.folder,
          env: place.env,
          encoding: 'utf8',
        });
        expect(said).toBe('>f a\nx\ntotal size is 1\nNOT whole; see } 1\n');
        place.remove();
      }
    }
  });
});

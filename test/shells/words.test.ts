import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileWords } from '../rigs/hostile-words.ts';
import { randomWord } from '../rigs/random-word.ts';
import type { Start } from './shell.ts';
import { formatShowArgv, readWith, rightReading, shellNames, shells, splitIntoLines } from './shell.ts';

type Setting = readonly [name: string, start: Start, env: NodeJS.ProcessEnv];

/** Options and locales that change how a text is read. */
const settings: readonly Setting[] = [
  ['zsh with RC_QUOTES', [...shells.zsh, '-o', 'RC_QUOTES'], {}],
  ['zsh with MAGIC_EQUAL_SUBST', [...shells.zsh, '-o', 'MAGIC_EQUAL_SUBST'], {}],
  ['zsh with EXTENDED_GLOB', [...shells.zsh, '-o', 'EXTENDED_GLOB'], {}],
  ['zsh with KSH_GLOB and BRACE_CCL', [...shells.zsh, '-o', 'KSH_GLOB', '-o', 'BRACE_CCL'], {}],
  ['zsh with CSH_JUNKIE_QUOTES', [...shells.zsh, '-o', 'CSH_JUNKIE_QUOTES'], {}],
  ['zsh with GLOB_SUBST, SH_WORD_SPLIT', [...shells.zsh, '-o', 'GLOB_SUBST', '-o', 'SH_WORD_SPLIT'], {}],
  ['zsh with INTERACTIVE_COMMENTS', [...shells.zsh, '-o', 'INTERACTIVE_COMMENTS'], {}],
  ['bash with extglob and globstar', [...shells.bash, '-O', 'extglob', '-O', 'globstar'], {}],
  ['bash with nullglob', [...shells.bash, '-O', 'nullglob'], {}],
  ['bash with failglob', [...shells.bash, '-O', 'failglob'], {}],
  ['bash with patterns on, set +f', [...shells.bash, '+f'], {}],
  ['bash --posix', [...shells.bash, '--posix'], {}],
  ['bash with history expansion, set -H', [...shells.bash, '-H'], {}],
  ['mksh -o posix', [...shells.mksh, '-o', 'posix'], {}],
  ['ksh93 with globstar', [...shells.ksh93, '-o', 'globstar'], {}],
  ...shellNames.map((name) => [`${name} in the C locale`, shells[name], { LANG: 'C', LC_ALL: 'C' }] as const),
];

const all: readonly Setting[] = [...shellNames.map((name) => [name, shells[name], {}] as const), ...settings];

describe('the text of a command, given to a shell with -c', () => {
  it.each(all)('is read by %s as the hostile words it was made of', async (_name, start, env) => {
    for (const words of splitIntoLines(hostileWords)) {
      expect(await readWith(start, formatShowArgv(words), env)).toEqual(rightReading(words));
    }
  });

  it.each(all)('is read by %s as the random words it was made of', async (_name, start, env) => {
    await fc.assert(
      fc.asyncProperty(fc.array(randomWord, { minLength: 1, maxLength: 200, size: 'max' }), async (words) => {
        expect(await readWith(start, formatShowArgv(words), env)).toEqual(rightReading(words));
      }),
      // A failure is reported as it is found: shrinking would start a shell for each try.
      { numRuns: 15, endOnFailure: true },
    );
  });
});

describe('a command of more than 1000 bytes', () => {
  const long = [
    ...hostileWords,
    ...Array.from({ length: 30 }, (_, index) => `${'x'.repeat(900 - 20 * index)}\\`),
    ...Array.from({ length: 300 }, (_, index) => `${String(index)} \\`),
  ];

  it('is written on several lines, none longer than 1000 bytes, each but the last ending in a backslash', () => {
    const lines = formatShowArgv(long).split('\n');
    expect(lines.length).toBeGreaterThan(30);
    expect(lines.filter((line) => Buffer.byteLength(line) > 1000)).toEqual([]);
    expect(lines.slice(0, -1).filter((line) => !line.endsWith(' \\'))).toEqual([]);
    expect(lines.slice(1).filter((line) => !/^ {2}\S/.test(line))).toEqual([]);
  });

  it.each(all)('is read by %s as the words it was made of', async (_name, start, env) => {
    expect(await readWith(start, formatShowArgv(long), env)).toEqual(rightReading(long));
  });
});

/**
 * Shows that the other tests of this folder can fail: quoters that are known to be wrong go through the same readings.
 */
import { quote as quoteAll } from 'shell-quote';
import { Shescape } from 'shescape';
import { describe, expect, it } from 'vitest';
import { quoteWord } from '../../src/generator/index.ts';
import { openPrompt } from './prompt.ts';
import { readWith, rightReading, shellNames, shells, tellProgram } from './shell.ts';
import type { ShellName } from './shell.ts';

const shescape = new Shescape({ shell: 'bash' });

const quoters = {
  'no quotes': (word: string) => word,
  'double quotes': (word: string) => `"${word}"`,
  'single quotes': (word: string) => `'${word}'`,
  "POSIX, '\\''": (word: string) => `'${word.replaceAll("'", "'\\''")}'`,
  [`POSIX, '"'"'`]: (word: string) => `'${word.replaceAll("'", `'"'"'`)}'`,
  'shell-quote': (word: string) => quoteAll([word]),
  'shescape for bash': (word: string) => shescape.quote(word),
} as const;

type Quoter = keyof typeof quoters;

interface Misreading {
  readonly quoter: Quoter;
  readonly word: string;
  /** The shells that misread it. */
  readonly by: readonly ShellName[];
  /** What is run that should not be. */
  readonly made?: readonly string[];
}

const misreadings: readonly Misreading[] = [
  { quoter: 'no quotes', word: '', by: shellNames },
  { quoter: 'no quotes', word: ' leading', by: shellNames },
  { quoter: 'no quotes', word: ';touch PWNED', by: shellNames, made: ['PWNED'] },
  { quoter: 'no quotes', word: '*', by: shellNames },
  { quoter: 'no quotes', word: '=ls', by: ['zsh'] },
  { quoter: 'no quotes', word: 'x=~', by: ['bash'] },
  { quoter: 'double quotes', word: '$HOME', by: shellNames },
  { quoter: 'double quotes', word: '\\\\', by: shellNames.filter((name) => name !== 'tcsh') },
  {
    quoter: 'double quotes',
    word: '$(touch PWNED)',
    by: shellNames.filter((name) => name !== 'tcsh'),
    made: ['PWNED'],
  },
  { quoter: 'double quotes', word: '`touch PWNED`', by: ['tcsh'], made: ['PWNED'] },
  { quoter: 'single quotes', word: "it's", by: shellNames },
  { quoter: 'single quotes', word: "'; touch PWNED; '", by: shellNames, made: ['PWNED'] },
  { quoter: "POSIX, '\\''", word: 'trailing\\', by: ['fish'] },
  { quoter: "POSIX, '\\''", word: '\\\\', by: ['fish'] },
  { quoter: "POSIX, '\\''", word: 'wow!x', by: ['tcsh'] },
  { quoter: `POSIX, '"'"'`, word: 'trailing\\', by: ['fish'] },
  { quoter: `POSIX, '"'"'`, word: 'wow!x', by: ['tcsh'] },
  { quoter: 'shell-quote', word: 'trailing\\', by: ['fish'] },
  { quoter: 'shell-quote', word: "it's!x", by: ['tcsh'] },
  { quoter: 'shescape for bash', word: '--', by: shellNames },
  { quoter: 'shescape for bash', word: '\\\\', by: ['fish'] },
  { quoter: 'shescape for bash', word: 'wow!x', by: ['tcsh'] },
];

const cases = misreadings.flatMap(({ by, ...misreading }) => by.map((shell) => ({ shell, ...misreading })));

describe('a bad quoter is caught', () => {
  it.each(cases)('by $shell: $quoter misquote “$word”', async ({ shell, quoter, word, made = [] }) => {
    const reading = await readWith(shells[shell], `show-argv ${quoters[quoter](word)}`);
    expect(reading).not.toEqual(rightReading([word]));
    expect(reading.made).toEqual(made);
    expect(await readWith(shells[shell], `show-argv ${quoteWord(word)}`)).toEqual(rightReading([word]));
  });

  it('at a prompt of bash, where the line editor expands what -c leaves alone', async () => {
    const [word] = ['wow!!'];
    const text = `show-argv ${quoters['double quotes'](word)}`;
    expect(await readWith(shells.bash, text)).toEqual(rightReading([word]));
    const prompt = await openPrompt('bash');
    expect(await prompt.paste('show-argv before', 'bracketed')).toEqual(['before']);
    expect(await prompt.paste(text, 'bracketed')).toEqual(['wowshow-argv before']);
    await prompt.close();
  });
});

describe('the harness', () => {
  it.each(shellNames)('gives the arguments of every show-argv that %s ran, empty ones too', async (shell) => {
    const { argvs } = await readWith(shells[shell], "show-argv a '' b; show-argv; show-argv c");
    expect(argvs).toEqual([['a', '', 'b'], [], ['c']]);
  });

  it.each(shellNames)('starts %s and no other shell', async (shell) => {
    expect((await readWith(shells[shell], tellProgram(shell))).argvs).toEqual([[shell]]);
  });
});

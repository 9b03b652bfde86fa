import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteWord } from '../../src/generator/index.ts';
import { hostileWords } from '../rigs/hostile-words.ts';
import { openPrompt, pastes, promptShellNames } from './prompt.ts';
import type { Prompt } from './prompt.ts';
import { randomWord } from '../rigs/random-word.ts';
import { formatShowArgv, splitIntoLines } from './shell.ts';

const kinds = Object.keys(pastes) as (keyof typeof pastes)[];

describe.each(promptShellNames)('at a prompt of %s', (shell) => {
  let prompt: Prompt;
  beforeAll(async () => {
    prompt = await openPrompt(shell);
  });
  afterAll(() => prompt.close());

  it.each(kinds)('the hostile words are read as they were, pasted %s', async (how) => {
    for (const words of splitIntoLines(hostileWords)) {
      expect(await prompt.paste(formatShowArgv(words), how)).toEqual(words);
    }
    expect(prompt.listMade()).toEqual([]);
  });

  it.each(kinds)('random words are read as they were, pasted %s', async (how) => {
    for (const words of splitIntoLines(fc.sample(randomWord, 600))) {
      expect(await prompt.paste(formatShowArgv(words), how)).toEqual(words);
    }
    expect(prompt.listMade()).toEqual([]);
  });

  it.each(kinds)('a command of several lines is read as the words it was made of, pasted %s', async (how) => {
    const words = [...hostileWords.slice(0, 150), ...Array.from({ length: 9 }, () => `${'x'.repeat(700)}\\`)];
    expect(await prompt.paste(formatShowArgv(words), how)).toEqual(words);
    expect(prompt.listMade()).toEqual([]);
  });
});

describe('a character that no quoting saves', () => {
  it('U+E027, is a quote mark at a prompt of zsh and runs what stands between two of them', async () => {
    const prompt = await openPrompt('zsh');
    await prompt.paste(`show-argv ${quoteWord('\ue027;touch PWNED;\ue027')}`, 'bracketed');
    expect(prompt.listMade()).toEqual(['PWNED']);
    await prompt.close();
  });
});

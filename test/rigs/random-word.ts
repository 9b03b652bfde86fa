import fc from 'fast-check';
import { findUncarriable } from '../../src/generator/index.ts';

const meaningful = [...' \'"\\$`!*?[]{}()<>|&;#~=%^@:,.-+_/'];

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...meaningful) },
  { weight: 2, arbitrary: fc.constantFrom(...'abzAZ019nrtxs') },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((text) => !findUncarriable(text)),
  },
);

/** Any word that can be carried, most of it characters that some shell acts on. */
export const randomWord: fc.Arbitrary<string> = fc.string({ unit: character, maxLength: 12 });

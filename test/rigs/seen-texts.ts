/** Texts that people paste, with names replaced, and the entry of troubleshooting that each should lead to. */
import { readFileSync } from 'node:fs';

/** A text and what is expected of it. */
export interface SeenText {
  /** An id: that entry comes first; with certainty unless `isOpen`. `not known`: none. `not certain`: no certainty. */
  readonly expected: string;
  readonly isOpen: boolean;
  readonly source: string;
  readonly text: string;
}

/** Reads a file of `fixtures/seen-texts`: before each text stands a line `=== EXPECTED | SOURCE`. */
export function readSeenTexts(name: 'tried-before' | 'gathered'): SeenText[] {
  const file = readFileSync(new URL(`../fixtures/seen-texts/${name}.txt`, import.meta.url), 'utf8');
  return file
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...lines] = block.split('\n');
      const [expected = '', source = ''] = head.split(' | ');
      return {
        expected: expected.replace(/\?$/, ''),
        isOpen: expected.endsWith('?'),
        source,
        text: lines.join('\n').trimEnd(),
      };
    });
}

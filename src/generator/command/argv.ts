/** The command type: words with a role, an explanation and its source. */
import { demand } from '../fill.ts';
import { quoteParts } from './quote.ts';
import type { Span } from './quote.ts';

/** What a word is to its command, in POSIX's words (XBD 12.1); an operator is the shell's own `|`. */
export type Role = 'utility' | 'option' | 'option-argument' | 'operand' | 'operator';

/** One word of a command, before quoting. */
export interface Word {
  readonly role: Role;
  readonly parts: readonly Span[];
  /** What the word does here, in a sentence. */
  readonly meaning: string;
  /** Where that is written: a manual page and section. */
  readonly source: string;
  /** The words inside, where the word is itself a command for another program to read. */
  readonly inner?: readonly Word[];
}

/** One command line. `shell` says who reads it: every Unix shell, or PowerShell on Windows. */
export interface Command {
  readonly shell: 'posix' | 'powershell';
  readonly words: readonly Word[];
}

/**
 * A word as a row of a table. Its text is fixed, or `{name}` where a method puts in the parts of that name, or the rows
 * of a command for another program to read.
 */
export type WordRow = readonly [role: Role, text: string | readonly WordRow[], meaning: string, source: string];

/** Turns rows into words. Throws a RangeError when a row asks for parts that are not given. */
export function makeWords(rows: readonly WordRow[], slots: Readonly<Record<string, readonly Span[]>> = {}): Word[] {
  return rows.map(([role, text, meaning, source]) => {
    if (typeof text !== 'string') {
      const inner = makeWords(text, slots);
      return { role, parts: joinQuoted(inner), meaning, source, inner };
    }
    const slot = text.startsWith('{') ? /^\{(\w+)\}$/.exec(text)?.[1] : undefined;
    return { role, parts: slot ? demand(slots, slot) : [{ text }], meaning, source };
  });
}

/** The words with other values in the parts of the fields that are named. */
export function refillWords(words: readonly Word[], values: Readonly<Record<string, string>>): Word[] {
  return words.map((word) => {
    const inner = word.inner && refillWords(word.inner, values);
    if (inner) return { ...word, inner, parts: joinQuoted(inner) };
    return { ...word, parts: word.parts.map((part) => ({ ...part, text: values[part.field ?? ''] ?? part.text })) };
  });
}

/**
 * The words as one text, each quoted for the shell (or program) that will read it later; operators are that shell's
 * own.
 */
export function joinQuoted(words: readonly Word[]): Span[] {
  return words.flatMap(({ role, parts }, index) => [
    ...(index > 0 ? [{ text: ' ' }] : []),
    ...(role === 'operator' ? parts : quoteParts(parts)),
  ]);
}

/** The command type: words with a role, an explanation and its source. */
import { quoteParts } from './quote.ts';
import type { Part } from './quote.ts';

/** What a word is to its command, in POSIX's words (XBD 12.1); an operator is the shell's own `|`. */
export type Role = 'utility' | 'option' | 'option-argument' | 'operand' | 'operator';

/** One word of a command, before quoting. */
export interface Word {
  readonly role: Role;
  readonly parts: readonly Part[];
  /** What the word does here, in a sentence. */
  readonly meaning: string;
  /** Where that is written: a manual page and section. */
  readonly source: string;
  /** The words inside, where the word is itself a command for another program to read. */
  readonly inner?: readonly Word[];
}

/** One command line. `shell` says who reads it: any Unix shell, or PowerShell on Windows. */
export interface Command {
  readonly shell: 'posix' | 'powershell';
  readonly words: readonly Word[];
}

/** Makes a word whose text is fixed, or given in parts. */
export function word(role: Role, text: string | readonly Part[], meaning: string, source: string): Word {
  return { role, parts: typeof text === 'string' ? [{ text }] : text, meaning, source };
}

/** Makes a word that holds a whole command, quoted for the shell (or program) that will read it later. */
export function wordOfWords(role: Role, inner: readonly Word[], meaning: string, source: string): Word {
  const parts = inner.flatMap(({ parts }, index) => [...(index > 0 ? [{ text: ' ' }] : []), ...quoteParts(parts)]);
  return { role, parts, meaning, source, inner };
}

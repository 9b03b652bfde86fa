import { formatCommand } from '../../src/generator/index.ts';
import type { Command, Word } from '../../src/generator/index.ts';
import { joinParts } from '../../src/generator/command/quote.ts';

/** The commands of a pipe, each on its own. */
export function splitPipe({ shell, words }: Command): Command[] {
  const parts: Word[][] = [[]];
  for (const word of words) {
    if (word.role === 'operator') parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.map((part) => ({ shell, words: part }));
}

/** The commands of a pipe: of each, its text read back, and the words it was made of. */
export function readPipe(command: Command): { read: string[]; meant: string[] }[] {
  return splitPipe(command).map((part) => ({
    read: readCommand(formatCommand(part)),
    meant: part.words.map(({ parts }) => joinParts(parts)),
  }));
}

/**
 * Reads a command back by the rules of the portable form alone: bare words, single quotes, and a backslash before a
 * quote, a backslash or an exclamation mark. Throws at everything else, so that nothing a shell might expand is left.
 */
export function readCommand(text: string): string[] {
  const words: string[] = [];
  let rest = text;
  while (rest !== '') {
    const piece = /^(?:\\['\\!]|'[^'\\!]+'|''|[A-Za-z0-9_./@%+,:=-]+)+/.exec(rest)?.[0];
    if (piece === undefined) throw new Error(`No portable word: ${rest}`);
    words.push(readWord(piece));
    rest = rest.slice(piece.length);
    const gap = /^(?: \\\n {2}| )(?=.)/s.exec(rest)?.[0];
    if (rest !== '' && gap === undefined) throw new Error(`No gap between words: ${rest}`);
    rest = rest.slice(gap?.length ?? 0);
  }
  return words;
}

/** Reads one word; throws where two quoted parts touch, for zsh's RC_QUOTES would join them. */
export function readWord(text: string): string {
  if (text === "''") return '';
  const segments: readonly string[] = text.match(/\\.|'[^']*'|[^'\\]+/gsu) ?? [];
  if (segments.join('') !== text) throw new Error(`A quote is not closed: ${text}`);
  if (segments.some((segment, index) => segment.startsWith("'") && segments[index + 1]?.startsWith("'"))) {
    throw new Error(`Two quoted parts touch: ${text}`);
  }
  if (segments.includes("''")) throw new Error(`An empty quoted part: ${text}`);
  const isBare = segments.length === 1 && !/^['\\]/.test(text);
  if (isBare && !/^[\w./-][\w./@%+,:-]*(?:=[\w./-][\w./@%+,:-]*)*$/.test(text)) throw new Error(`Not bare: ${text}`);
  if (!isBare && segments.some((segment) => !/^['\\]/.test(segment))) throw new Error(`Half bare: ${text}`);
  return segments.map((segment) => segment.replace(/^'([^]*)'$/, '$1').replace(/^\\(.)$/u, '$1')).join('');
}

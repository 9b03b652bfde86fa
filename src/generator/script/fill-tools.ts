/** The functions that a script calls, with its sentences in them. */
import { joinParts, quoteParts } from '../command/quote.ts';
import { demand } from '../fill.ts';
import { auditTools } from './audit-tools.ts';
import { fetchTools } from './fetch-tools.ts';
import { toolSentences } from './sentences.ts';
import { scriptTools } from './tools.ts';

/** Not the module's own, which is faster for long words, but would be fetched with the script of every form. */
export const quoteWord = (word: string): string => joinParts(quoteParts([{ text: word }]));

/** Fills `{name}`; `{$name}` is left for {@link speak}. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => demand(values, name));
}

/**
 * A sentence as one word of the shell, in which `{$name}` is the variable of that name. What is filled in is no
 * sentence: it stays as it is.
 */
function speak(text: string, values: Readonly<Record<string, string>>): string {
  return text
    .split(/(\{\$\w+\})/)
    .filter(Boolean)
    .map((piece) => (/^\{\$\w+\}$/.test(piece) ? `"${piece.slice(1, -1)}"` : quoteWord(fill(piece, values))))
    .join('');
}

/**
 * Those functions that the rest of the script calls, itself or through others. `further` ones take the place of others.
 */
export function pickUsed(rest: readonly string[], further = ''): string[] {
  const blocks = new Map(
    `${scriptTools}\n${fetchTools}\n${auditTools}\n${further}`
      .split(/\n\n+/)
      .map((block) => [/^\w+(?=\(\) \{)/m.exec(block)?.[0] ?? '', block.trimEnd()]),
  );
  const used = new Set<string>();
  const use = (text: string): void => {
    for (const word of text.match(/\b[a-z]\w+/g) ?? []) {
      if (used.has(word) || !blocks.has(word)) continue;
      used.add(word);
      use(demand(Object.fromEntries(blocks), word));
    }
  };
  // Words of a comment or of a name may be taken for calls: then a function too many is there.
  use(rest.join('\n'));
  return [...blocks].flatMap(([name, block]) => (used.has(name) ? [block] : []));
}

/** A function with its sentences in place; `own` ones take the place of others. */
export function fillTools(tools: string, manager: string, own: Readonly<Record<string, string>> = {}): string {
  const sentences = { ...toolSentences, ...own };
  const write = (names: string): string =>
    speak(
      names
        .split('@')
        .filter(Boolean)
        .map((name) => demand(sentences, name))
        .join(''),
      { manager },
    );
  return tools.replace(/"([^"\n]*@\w+@[^"\n]*)"/g, (_, text: string) =>
    text
      .split(/((?:@\w+@)+)/)
      .filter(Boolean)
      .map((piece) => (piece.startsWith('@') ? write(piece) : `"${piece}"`))
      .join(''),
  );
}

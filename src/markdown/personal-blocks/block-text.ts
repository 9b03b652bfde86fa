/**
 * The text of a block → its words. Only what every Unix shell reads in the same way is taken; all else is refused, with
 * the edit.
 */
import leven from 'leven';
import { findFact, listFacts } from '../../facility/find-fact.ts';
import type { Facility } from '../../facility/schema.ts';
import { findUncarriable } from '../../generator/command/quote.ts';
import { knownFields } from './known-words.ts';

/** Why a block cannot be used. Read together, message and fix are what its author is told. */
export interface Mistake {
  /** The line of the block's text, counted from 0. */
  readonly line: number;
  readonly message: string;
  readonly fix: string;
}

/** A stretch of a word: constant text, or what stands for a value that is typed (`field`) or for a fact. */
export interface Piece {
  readonly text: string;
  readonly field?: string;
  readonly fact?: string;
}

/** A word as it was written, or an operator between two commands. */
export interface Written {
  readonly kind: 'word' | 'operator';
  readonly pieces: readonly Piece[];
}

/** What is refused, by how it begins: the first that matches names the mistake. `{found}` is what was found. */
const refused: readonly (readonly [pattern: RegExp, message: string, fix: string])[] = [
  [
    /<[a-z][^<>\s]*>/iy,
    '“{found}” is a redirection to a shell.',
    'Write the name of a value in braces, for example {lab}.',
  ],
  [
    /\$\([^)]*\)?|\$\{[^}]*\}?|\$\w*|`[^`]*`?/y,
    '“{found}” would be replaced by the shell.',
    'Write what it stands for.',
  ],
  [/#.*/y, '“{found}” is a comment, which some shells take for words.', 'Write it above the block.'],
  [/~/y, '“{found}” would be replaced by the shell.', 'Write the whole path.'],
  [/[*?[\]]/y, '“{found}” is a pattern that the shell would fill in.', 'Name one thing, or put the word in quotes.'],
  [
    /\{[^}\s]*\}?|\}/y,
    '“{found}” is not the name of a value.',
    'Write one name, for example {lab}, or put the word in quotes.',
  ],
  [/[<>]+/y, '“{found}” is a redirection.', 'Leave it out: a command here only shows something.'],
  [/[;&()]|\|[|&]/y, '“{found}” joins or groups commands.', 'Give each its own block, or join them by “&&” or “|”.'],
  [
    /\\/y,
    '“{found}” is read in different ways by different shells.',
    'Put the word in quotes: the page writes it so that each reads it.',
  ],
  [/!/y, '“{found}” is history to some shells.', 'Put the word in quotes.'],
  [/[“”„‘’‚‛]/y, '“{found}” is a typographic quote.', 'Use \' or ".'],
  [/[–—]/y, '“{found}” is a dash.', 'Write hyphens.'],
  [/./uy, '“{found}” may mean something to a shell.', 'Put the word in quotes.'],
];

/** Reads the text of a block. Where there are mistakes, the words are not to be used. */
export function readBlockText(
  text: string,
  facility: Facility,
): { readonly words: readonly Written[]; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const lines = text
    .split('\n')
    .flatMap((content, line) => (content.trim() ? [{ content: content.trim(), line }] : []));
  const words = lines.flatMap(({ content, line }) =>
    readLine(content, facility, (message, fix) => {
      mistakes.push({ line, message, fix });
    }),
  );
  const [, second] = lines;
  if (second) {
    const message = 'A block holds one command on one line.';
    mistakes.push({ line: second.line, message, fix: 'Give each its own block, or join them by “&&”.' });
  }
  if (lines.length === 0) mistakes.push({ line: 0, message: 'The block is empty.', fix: 'Write a command.' });
  return { words, mistakes: mistakes.sort((a, b) => a.line - b.line) };
}

type Refuse = (message: string, fix: string) => void;

function readLine(line: string, facility: Facility, refuse: Refuse): Written[] {
  const words: Written[] = [];
  let pieces: Piece[] | undefined;
  const [prompt] = /^(?:[$%#>]|\S+@\S+[$%#>])[ \t]+(?=\S)/.exec(line) ?? [''];
  if (prompt) refuse(`“${prompt.trim()}” at the beginning is a prompt, not a part of the command.`, 'Leave it out.');
  let at = prompt.length;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match) at = match.index + match[0].length;
    return match;
  };
  const endWord = (): void => {
    if (pieces) words.push({ kind: 'word', pieces });
    pieces = undefined;
  };
  while (at < line.length) {
    let match;
    if (take(/[ \t]+/y)) endWord();
    else if ((match = take(/&&|\|(?![|&])/y))) {
      endWord();
      words.push({ kind: 'operator', pieces: [{ text: match[0] }] });
    } else if ((match = take(/\{([a-z][\w.]*)\}/iy))) {
      (pieces ??= []).push(...findValue(match[1] ?? '', facility, refuse));
    } else if ((match = take(/[\w./@%+,:=-]+/y))) (pieces ??= []).push({ text: match[0] });
    else if ((match = take(/'([^']*)'|"([^"]*)"/y))) {
      const [quoted, single, double = ''] = match;
      checkQuoted(quoted, double, refuse);
      (pieces ??= []).push({ text: single ?? double });
    } else if ((match = take(/['"].*/y))) {
      refuse(`The quote in “${match[0]}” is not closed.`, `Close it with ${match[0].charAt(0)}.`);
    } else {
      for (const [pattern, message, fix] of refused) {
        match = take(pattern);
        if (!match) continue;
        refuse(message.replace('{found}', match[0].trim()), fix);
        break;
      }
    }
  }
  endWord();
  return words;
}

function checkQuoted(quoted: string, double: string, refuse: Refuse): void {
  const [value] = /\{[a-z][\w.]*\}/i.exec(quoted) ?? [];
  if (value) {
    refuse(
      `The value ${value} stands inside quotes: ${quoted}.`,
      'Remove the quotes: the page quotes each word that holds a value, as one word.',
    );
  }
  const [special] = /[$`\\!]/.exec(double) ?? [];
  if (special) refuse(`“${special}” inside ${quoted} means something to the shell.`, "Use single quotes: '…'.");
  const bad = findUncarriable(quoted);
  if (bad) refuse(`${quoted} has a character that no command can carry, ${bad.codePoint}.`, 'Leave it out.');
}

/** What a name in braces stands for. The text of a fact may itself name fields: the mount path of PetaLibrary does. */
function findValue(name: string, facility: Facility, refuse: Refuse): Piece[] {
  const field = knownFields.get(name);
  if (field?.choices) {
    refuse(`{${name}} is a choice, not a text.`, 'Write what is meant, and a block for each case.');
    return [];
  }
  if (field) return [{ text: field.placeholder ?? '', field: name }];
  const fact = findFact(facility, name);
  if (typeof fact === 'string' || typeof fact === 'number') {
    return String(fact)
      .split(/(\{\w+\})/)
      .filter(Boolean)
      .flatMap((text): Piece[] => {
        const { placeholder } = knownFields.get(text.slice(1, -1)) ?? {};
        if (text.startsWith('{') && placeholder) return [{ text: placeholder, field: text.slice(1, -1) }];
        if (findUncarriable(text))
          refuse(`The fact {${name}} has a character that no command can carry.`, 'Name another.');
        return [{ text, fact: name }];
      });
  }
  if (fact === undefined) {
    const texts = [...knownFields].filter(([, { choices }]) => !choices).map(([known]) => known);
    const all = [...texts, ...listFacts(facility)];
    const near = all.filter((known) => leven(known, name) <= 2).sort((a, b) => leven(a, name) - leven(b, name))[0];
    refuse(
      `There is no value {${name}}.`,
      near
        ? `Write {${near}}.`
        : `Use one of ${texts.sort().join(', ')}; or the path of a fact in src/facility/facility.yaml, for example {storage.host}.`,
    );
  } else {
    refuse(`{${name}} is a block of facts, not one fact.`, 'Name one fact by its path, for example {storage.host}.');
  }
  return [];
}

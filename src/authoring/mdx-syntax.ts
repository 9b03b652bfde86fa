/**
 * What the MDX parser cannot read → what is wrong in an author's words, and the sign to pass over so that the rest can
 * be read.
 */
import type { Mistake } from '../facility/mistake.ts';

/**
 * What the parser says, by how it begins; in message and fix `{1}` is what was found in it, `{source}` what stands in
 * the page.
 */
const meanings: readonly (readonly [said: RegExp, source: RegExp, message: string, fix: string])[] = [
  [
    /^Expected a closing tag for `<(br|hr|img|input|wbr)>`/,
    /^/,
    '<{1}> is not closed.',
    'Write a slash before its “>”: <{1} />.',
  ],
  [
    /^Expected a closing tag for `<([A-Z]\w*)>`/,
    /^/,
    '<{1}> is not closed.',
    'Write a slash before its “>”, as in <{1} />; or write </{1}> where it ends.',
  ],
  [
    /^Expected a closing tag for `<([^`>]*)>`/,
    /^/,
    '“<{1}>” begins an element, and nothing ends it.',
    'If it stands for a name, write it in capitals, such as YOUR-LAB; else write </{1}> where it ends.',
  ],
  [
    /^Unexpected closing tag `<\/([^`>]*)>`, expected corresponding closing tag for `<([^`>]*)>`/,
    /^/,
    '</{1}> stands where </{2}> belongs.',
    'Swap them: what began last ends first.',
  ],
  [
    /^Unexpected closing tag `<\/([^`>]*)>`/,
    /^/,
    '</{1}> ends an element that has not begun.',
    'Write <{1}> where it begins, or delete it.',
  ],
  [/^/, /^<!--/, '“<!--” begins no comment in MDX.', 'Write {/* … */}.'],
  [/^/, /^<(?:https?:|mailto:|[\w.]+@)[^>\s]*>?/, '“{source}” is no link in MDX.', 'Write [words](address).'],
  [
    /^/,
    /^<[A-Za-z][\w.]*\s[^>\n]*>?/,
    '“{source}” cannot be read.',
    'Put the value of each property in quotes, and end it with “/>”: <Fact of="storage.name" />.',
  ],
  [/^/, /^<\S*/, '“{source}” begins an element to MDX.', 'Say it in words, or write \\< for the sign itself.'],
  [/^Unexpected end of file/, /^\{/, '“{” begins code to MDX, and no “}” ends it.', 'Write \\{ for the sign itself.'],
  [
    /^/,
    /^\{[^}\n]*\}?/,
    '“{source}” is no code that MDX can read.',
    'For a fact, write <Fact of="storage.name" />; for the sign itself, \\{.',
  ],
];

/** Reads an error of the parser: the mistake, and where the signs stand. Throws it again when it is of another kind. */
export function findSyntaxMistake(text: string, error: unknown): { mistake: Mistake; offsets: number[] } {
  const { message } = error as Error;
  const [, line, column, said = ''] = /^(\d+):(\d+): (.*)/s.exec(message) ?? [];
  // Of a tag that nothing closes, the parser also names the place where it missed that.
  const [, tagLine = line, tagColumn = column] = /^Expected a closing tag for `[^`]*` \((\d+):(\d+)\)/.exec(said) ?? [];
  const end = offsetOf(text, Number(tagLine), Number(tagColumn)) + 1;
  const offset = Math.max(text.lastIndexOf('<', end - 1), text.lastIndexOf('{', end - 1));
  if (!tagLine || offset < 0) throw error;
  for (const [saidBy, standing, what, fix] of meanings) {
    const found = saidBy.exec(said);
    const source = standing.exec(text.slice(offset));
    if (!found || !source) continue;
    const fill = (sentence: string): string =>
      sentence.replace('{source}', source[0]).replaceAll(/\{(\d)\}/g, (_, index) => found[Number(index)] ?? '');
    return {
      mistake: { line: text.slice(0, offset).split('\n').length, message: fill(what), fix: fill(fix) },
      // Of a pair that is crossed, the beginning too: it would be told once more.
      offsets: [offset, ...(found[2] ? [text.lastIndexOf(`<${found[1] ?? ''}`, offset)] : [])],
    };
  }
  throw error;
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
}

import leven from 'leven';
import { LineCounter, isMap, isNode, isPair, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import type { z } from 'zod';
import { findLost, formatMistakes } from './mistake.ts';
import type { Mistake } from './mistake.ts';
import { facilitySchema } from './schema.ts';
import type { Facility } from './schema.ts';

/**
 * Turns the text of `facility.yaml` into the facility, or into every mistake it has, in the order of
 * their lines. Problems of the YAML syntax (YAML 1.2) hide mistakes of the facts.
 */
export function parseFacility(text: string): { facility: Facility } | { mistakes: Mistake[] } {
  const lost = findLost(text);
  if (lost.length > 0) return { mistakes: lost };
  const parsed = parseYaml(text, facilitySchema, 'fact');
  return 'value' in parsed ? { facility: parsed.value } : parsed;
}

/**
 * Turns a text of YAML into what `schema` describes, or into every mistake it has, in the order of their lines.
 * `noun` is what messages call an entry.
 */
export function parseYaml<Value>(
  text: string,
  schema: z.ZodType<Value>,
  noun: string,
): { value: Value } | { mistakes: Mistake[] } {
  const refuse = (mistakes: readonly Mistake[]): { mistakes: Mistake[] } => ({
    mistakes: mistakes.map(showCharacters).sort((a, b) => a.line - b.line),
  });
  const deep = findDeepLine(text);
  if (deep > 0) return refuse([{ line: deep, fact: '', ...nesting }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    const mistakes = syntax.map(({ message, pos }) => {
      const line = lineOfOpenQuote(text, message) || lines.linePos(pos[0]).line;
      return { line, fact: '', message: `This is not YAML: ${message}.`, fix: syntaxFix(text, line, message) };
    });
    return refuse(takeFirstOfLines(mistakes));
  }
  const unplain = findUnplain(document, lines);
  if (unplain.length > 0) return refuse(takeFirstOfLines(unplain));
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data };
  const mistakes = parsed.error.issues.flatMap((issue) => describeIssue(issue, { document, lines, schema, noun }));
  // One edit to a fact at a time.
  return refuse(mistakes.filter(({ fact }, index) => mistakes.findIndex((other) => other.fact === fact) === index));
}

/** The first mistake of each line: what follows from it in the same line is none of its own. */
function takeFirstOfLines(mistakes: readonly Mistake[]): Mistake[] {
  const seen = new Set<number>();
  return mistakes.filter(({ line }) => !seen.has(line) && seen.add(line));
}

/** More blocks inside each other than any of our files has. From some thousands on, parsers run out of stack. */
const mostBlocks = 100;

const nesting = {
  message: `Here are more than ${String(mostBlocks)} blocks inside each other.`,
  fix: 'Indent with two spaces for each block, and close every bracket.',
};

/**
 * The first line at which too many blocks are open; 0 when there is none. Brackets in texts count too: nobody has that
 * many.
 */
function findDeepLine(text: string): number {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const indents = (/^(?: |- )*/.exec(line)?.[0].length ?? 0) / 2;
    for (const bracket of line.match(/[[\]{}]/g) ?? []) {
      open = Math.max(0, open + (/[[{]/.test(bracket) ? 1 : -1));
      if (open > mostBlocks) return index + 1;
    }
    if (indents > mostBlocks) return index + 1;
  }
  return 0;
}

/** What YAML can and our files do not need: a value that stands for another, a type by name, a block for a name. */
function findUnplain(document: Document, lines: LineCounter): Mistake[] {
  const mistakes: Mistake[] = [];
  const refuse = ({ range }: Node, message: string, fix: string): void => {
    mistakes.push({ line: range ? lines.linePos(range[0]).line : 1, fact: '', message, fix });
  };
  visit(document, {
    Alias: (_, alias) => {
      refuse(alias, `"*${alias.source}" stands for a value in another place.`, 'Write the value itself here.');
    },
    Node: (_, node) => {
      if (node.tag !== undefined) refuse(node, `"${node.tag}" names a type.`, 'Write the value alone.');
    },
    Pair: (_, { key }) => {
      if (isNode(key) && !isScalar(key))
        refuse(key, 'A block stands where a name belongs.', 'Write a name and a colon.');
      // A record leaves it out without a word.
      if (isScalar(key) && key.value === '__proto__')
        refuse(key, '"__proto__" is no name that this file has.', 'Delete the line.');
    },
  });
  return mistakes;
}

/** A mistake in which each character that cannot be seen, or that acts on a terminal, is shown by its code point. */
function showCharacters({ line, fact, message, fix }: Mistake): Mistake {
  const show = (text: string): string =>
    text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
    });
  return { line, fact: show(fact ?? ''), message: show(message), fix: show(fix) };
}

/** The beginning of a text that may be of any length. */
function cut(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** `facility.yaml` cannot be used; the message has one line a mistake, with file, line and the edit to make. */
export class FacilityError extends Error {
  override name = 'FacilityError';
}

/**
 * The facility that `text` states. Throws {@link FacilityError} with all mistakes together; `file` is what it calls the
 * text.
 */
export function requireFacility(text: string, file = 'src/facility/facility.yaml'): Facility {
  const parsed = parseFacility(text);
  if ('facility' in parsed) return parsed.facility;
  throw new FacilityError(`\n${formatMistakes(file, parsed.mistakes)}`);
}

/**
 * The line that the quote begins on which has no end: the parser names the end of the text. 0 where the message is
 * another.
 */
function lineOfOpenQuote(text: string, message: string): number {
  const [, quote] = /^Missing closing (['"])/.exec(message) ?? [];
  if (!quote) return 0;
  const begins = new RegExp(`(?:^|[\\s[{,])${quote}[^${quote}]*$`);
  return text.split('\n').findIndex((line) => begins.test(line)) + 1;
}

function syntaxFix(text: string, line: number, message: string): string {
  const culprit = text.split('\n')[line - 1] ?? '';
  if (message.startsWith('Map keys must be unique'))
    return `Delete "${cut(culprit.trim())}", or the line that has the same name above it.`;
  if (message.startsWith('Source contains multiple documents'))
    return 'Delete the lines "---" and "...", and what follows them.';
  if (culprit.includes('\t')) return 'Indent with spaces, not tabs.';
  const [, name, value] = /^[\s-]*(\w+):(\S.*)$/.exec(culprit) ?? [];
  if (name && value) return `Put a space after the colon: "${name}: ${value}".`;
  if (/^[\s-]*\w+: [^'"[{].*:(?: |$)/.test(culprit)) return 'Put the text after the first colon in quotes.';
  return `Look at "${cut(culprit.trim())}" and the line above it: indent with two spaces, put a space after each colon, and close every quote.`;
}

type Path = readonly PropertyKey[];

/** What mistakes are found with. */
interface Reading {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly schema: z.core.$ZodType;
  readonly noun: string;
}

function describeIssue(issue: z.core.$ZodIssue, reading: Reading): Mistake[] {
  const { document, lines, schema, noun } = reading;
  const fact = cut(issue.path.map(String).join('.'));
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const close = closest(key, known);
      return {
        line: lineOf([...issue.path, key], document, lines),
        fact: cut([...issue.path.map(String), key].join('.')),
        message: `"${cut(key)}" is not a ${noun} that this file has.`,
        fix: close ? `Write "${close}".` : `Delete the line, or use one of: ${known.join(', ')}.`,
      };
    });
  }
  const value = document.getIn(issue.path);
  const line = lineOf(issue.path, document, lines);
  if (value === undefined) {
    return [
      {
        line,
        fact,
        message: `This ${noun} is missing.`,
        fix: `Add "${String(issue.path.at(-1))}: …" here. It is: ${descriptionOf(schema, issue.path)}`,
      },
    ];
  }
  const shown = isNode(value) ? 'the block' : cut(typeof value === 'number' ? String(value) : JSON.stringify(value));
  return [{ line, fact, message: `${shown} ${wrongness(issue)}.`, fix: `It is: ${descriptionOf(schema, issue.path)}` }];
}

function wrongness(issue: z.core.$ZodIssue): string {
  // zod's own words begin so; all others are the schema's.
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

/** The line of the fact, or of the nearest block around it when the fact is missing. */
function lineOf(path: Path, document: Document, lines: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isPair(item) && isScalar(item.key) && (item.key.source ?? '') === String(key))
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** The schema of the value at `path`. */
function schemaAt(root: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((schema, key) => childSchema(unwrap(schema), key), root);
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const def = schema?._zod.def as { type?: string; innerType?: z.core.$ZodType } | undefined;
  return def?.type === 'optional' ? def.innerType : schema;
}

function childSchema(schema: z.core.$ZodType | undefined, key: PropertyKey): z.core.$ZodType | undefined {
  const def = schema?._zod.def as
    { shape?: Record<PropertyKey, z.core.$ZodType>; element?: z.core.$ZodType } | undefined;
  return def?.element ?? def?.shape?.[key];
}

function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  const def = unwrap(schemaAt(schema, path))?._zod.def as { shape?: object } | undefined;
  return Object.keys(def?.shape ?? {});
}

/** What the schema says of a value, or of the list that it is in. */
function descriptionOf(root: z.core.$ZodType, path: Path): string {
  const schema = schemaAt(root, path) as (z.core.$ZodType & { description?: string }) | undefined;
  if (schema?.description !== undefined) return schema.description;
  return path.length > 0 ? descriptionOf(root, path.slice(0, -1)) : 'described in src/facility/schema.ts.';
}

/** The known key that differs from `key` by at most two letters, if there is one. */
export function closest(key: string, known: readonly string[]): string | undefined {
  const ranked = known.map((name) => ({ name, distance: leven(key.toLowerCase(), name.toLowerCase()) }));
  return ranked.filter(({ distance }) => distance <= 2).sort((a, b) => a.distance - b.distance)[0]?.name;
}

import leven from 'leven';
import { LineCounter, isMap, isNode, isPair, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { facilitySchema } from './schema.ts';
import type { Facility } from './schema.ts';

/** A mistake in the text of `facility.yaml`. `line` counts from 1. */
export interface FacilityProblem {
  line: number;
  /** The dotted path of the fact, such as `storage.host`; empty when the text is not YAML. */
  fact: string;
  /** What is wrong, with the value. */
  message: string;
  /** The edit to make. */
  fix: string;
}

/**
 * Turns the text of `facility.yaml` into the facility, or into every problem it has, in the order of
 * their lines. Problems of the YAML syntax (YAML 1.2) hide problems of the facts.
 */
export function parseFacility(text: string): { facility: Facility } | { problems: FacilityProblem[] } {
  const parsed = parseYaml(text, facilitySchema, 'fact');
  return 'value' in parsed ? { facility: parsed.value } : parsed;
}

/**
 * Turns a text of YAML into what `schema` describes, or into every problem it has, in the order of their lines.
 * `noun` is what messages call an entry.
 */
export function parseYaml<Value>(
  text: string,
  schema: z.ZodType<Value>,
  noun: string,
): { value: Value } | { problems: FacilityProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    const problems = syntax.map(({ message, pos }) => {
      const line = lineOfOpenQuote(text, message) || lines.linePos(pos[0]).line;
      return { line, fact: '', message: `This is not YAML: ${message}.`, fix: syntaxFix(text, line) };
    });
    // What follows from a problem in the same line is none of its own.
    return {
      problems: problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index),
    };
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => describeIssue(issue, { document, lines, schema, noun }));
  return { problems: problems.sort((a, b) => a.line - b.line) };
}

/** One line a problem, as compilers write them: `file:line: what is wrong. The edit to make.` */
export function formatFacilityProblems(file: string, problems: readonly FacilityProblem[]): string {
  return problems
    .map(({ line, fact, message, fix }) => `${file}:${line}: ${fact && `${fact}: `}${message} ${fix}`)
    .join('\n');
}

/** `facility.yaml` cannot be used; the message has one line a problem, with file, line and the edit to make. */
export class FacilityError extends Error {
  override name = 'FacilityError';
}

/** The facility that `text` states. Throws {@link FacilityError} with every problem at once; `file` is what it calls the text. */
export function requireFacility(text: string, file = 'src/facility/facility.yaml'): Facility {
  const parsed = parseFacility(text);
  if ('facility' in parsed) return parsed.facility;
  throw new FacilityError(`\n${formatFacilityProblems(file, parsed.problems)}`);
}

/** The line that the quote begins on which has no end: the parser names the end of the text. 0 where the message is another. */
function lineOfOpenQuote(text: string, message: string): number {
  const [, quote] = /^Missing closing (['"])/.exec(message) ?? [];
  if (!quote) return 0;
  const begins = new RegExp(`(?:^|[\\s[{,])${quote}[^${quote}]*$`);
  return text.split('\n').findIndex((line) => begins.test(line)) + 1;
}

function syntaxFix(text: string, line: number): string {
  const culprit = text.split('\n')[line - 1] ?? '';
  if (culprit.includes('\t')) return 'Indent with spaces, not tabs.';
  const [, name, value] = /^[\s-]*(\w+):(\S.*)$/.exec(culprit) ?? [];
  if (name && value) return `Put a space after the colon: "${name}: ${value}".`;
  if (/^[\s-]*\w+: [^'"[{].*:(?: |$)/.test(culprit)) return 'Put the text after the first colon in quotes.';
  return `Look at "${culprit.trim()}" and the line above it: indent with two spaces, put a space after each colon, and close every quote.`;
}

type Path = readonly PropertyKey[];

/** What problems are found with. */
interface Reading {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly schema: z.core.$ZodType;
  readonly noun: string;
}

function describeIssue(issue: z.core.$ZodIssue, reading: Reading): FacilityProblem[] {
  const { document, lines, schema, noun } = reading;
  const fact = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const close = closest(key, known);
      return {
        line: lineOf([...issue.path, key], document, lines),
        fact: [...issue.path.map(String), key].join('.'),
        message: `"${key}" is not a ${noun} that this file has.`,
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
  const shown = isNode(value) ? 'the block' : JSON.stringify(value);
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
      ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** The schema of what stands at `path`. */
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

function descriptionOf(root: z.core.$ZodType, path: Path): string {
  const schema = schemaAt(root, path) as (z.core.$ZodType & { description?: string }) | undefined;
  return schema?.description ?? 'described in src/facility/schema.ts.';
}

/** The known key that differs from `key` by at most two letters, if there is one. */
export function closest(key: string, known: readonly string[]): string | undefined {
  const ranked = known.map((name) => ({ name, distance: leven(key.toLowerCase(), name.toLowerCase()) }));
  return ranked.filter(({ distance }) => distance <= 2).sort((a, b) => a.distance - b.distance)[0]?.name;
}

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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    return {
      problems: syntax.map(({ message, pos }) => ({
        line: lines.linePos(pos[0]).line,
        fact: '',
        message: `This is not YAML: ${message}.`,
        fix: syntaxFix(text, lines.linePos(pos[0]).line),
      })),
    };
  }
  const parsed = facilitySchema.safeParse(document.toJS());
  if (parsed.success) return { facility: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => describeIssue(issue, document, lines));
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

function syntaxFix(text: string, line: number): string {
  const culprit = text.split('\n')[line - 1] ?? '';
  if (culprit.includes('\t')) return 'Indent with spaces, not tabs.';
  return `Look at "${culprit.trim()}" and the line above it: indent with two spaces, put a space after each colon, and close every quote.`;
}

type Path = readonly PropertyKey[];

function describeIssue(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): FacilityProblem[] {
  const fact = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path);
    return issue.keys.map((key) => {
      const close = closest(key, known);
      return {
        line: lineOf([...issue.path, key], document, lines),
        fact: [...issue.path.map(String), key].join('.'),
        message: `"${key}" is not a fact that this file has.`,
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
        message: 'This fact is missing.',
        fix: `Add "${String(issue.path.at(-1))}: …" here. It is: ${descriptionOf(issue.path)}`,
      },
    ];
  }
  const shown = isNode(value) ? 'the block' : JSON.stringify(value);
  return [{ line, fact, message: `${shown} ${wrongness(issue)}.`, fix: `It is: ${descriptionOf(issue.path)}` }];
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

/** The schema of the fact at `path`, unwrapped of "optional". */
function schemaAt(path: Path): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType | undefined = facilitySchema;
  for (const key of path) {
    schema = childSchema(unwrap(schema), key);
  }
  return schema;
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

function knownKeys(path: Path): string[] {
  const def = unwrap(schemaAt(path))?._zod.def as { shape?: object } | undefined;
  return Object.keys(def?.shape ?? {});
}

function descriptionOf(path: Path): string {
  const schema = schemaAt(path) as (z.core.$ZodType & { description?: string }) | undefined;
  return schema?.description ?? 'described in src/facility/schema.ts.';
}

/** The known key that differs from `key` by at most two letters, if there is one. */
function closest(key: string, known: readonly string[]): string | undefined {
  const ranked = known.map((name) => ({ name, distance: leven(key.toLowerCase(), name.toLowerCase()) }));
  return ranked.filter(({ distance }) => distance <= 2).sort((a, b) => a.distance - b.distance)[0]?.name;
}

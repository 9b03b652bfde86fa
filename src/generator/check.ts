/** Draft → request, or every problem it has. */
import type { CheckTables } from './check-tables.ts';
import { byteLength, findUncarriable, formatCodePoint } from './command/quote.ts';
import { isFarAhead } from './dates/deletion.ts';
import { findNeed, splitNames, take } from './extras.ts';
import type { Extras } from './extras.ts';
import type { RequestFacts } from './facts.ts';
import { demand, fillText } from './fill.ts';
import type { MethodTables, Rules } from './method.ts';
import type { Finding, Notice, Problem, ProblemText, PatternTable } from './problem.ts';
import { findWords, isAsked, isOptional, readField } from './request.ts';
import type { Draft, Field } from './request.ts';

/** The checked values by field, or every reason why there are none, in the order of the fields. */
type CheckedDraft =
  | { readonly values: Readonly<Record<string, string>>; readonly lists: Lists }
  | { readonly problems: readonly Problem[] };

/** What the fields of lists have, by their names. */
type Lists = Readonly<Record<string, List>>;

/** The names in a list, and the one that they are beside, where the list had it too: it is left out. */
interface List {
  readonly names: readonly string[];
  readonly leftOut?: string;
  /** The names as one text, with slashes between them. */
  readonly text: string;
}

/**
 * Checks a draft against the fields of a method. Choices left empty take their default; nothing typed is trimmed or
 * changed, but for slashes at the end of a path or name, a size in a line that a command printed, a day that is written
 * in another way, and lists of names, which are written with slashes between them. Throws when a value needs one of the
 * `extras` that is not there. `today`, an ISO 8601 date, tells which days are too far ahead.
 */
export function checkDraft(
  facility: RequestFacts,
  draft: Draft,
  { tables, rules }: { readonly tables: MethodTables; readonly rules: Rules<never> },
  check: CheckTables,
  extras: Extras,
  today?: string,
): CheckedDraft {
  const { fields } = tables;
  const lists: Record<string, List> = {};
  const values: Record<string, string> = {};
  const found: Finding[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const typed = readField(fields, draft, name);
    if (!isAsked(fields, draft, name)) {
      if (draft[name] && !field.choices) found.push({ field: name, problem: 'unused' });
      values[name] = '';
      continue;
    }
    const list = field.kind === 'names' ? readList(field, draft, typed, extras) : undefined;
    if (list) lists[name] = list;
    const value = list ? list.text : readTyped(field, typed, draft, extras);
    values[name] = value;
    if (list?.names.length === 0 && !list.leftOut && typed.trim()) found.push({ field: name, problem: 'noFolder' });
    if (!value && isOptional(fields, draft, name)) continue;
    const problem = value
      ? ((list
          ? findInList(facility, field, list, draft, tables, check)
          : findProblem(facility, field, value, draft, tables, check)) ??
        findOrder(field, value, values) ??
        (field.kind === 'date' && today && isFarAhead(value, today) ? { problem: 'future' } : undefined))
      : { problem: 'empty' };
    if (problem) found.push({ field: name, ...problem });
  }
  // The rules between fields index tables with choices. The tables are the ones that came with the rules.
  const areChosen = Object.entries(fields).every(
    ([name, { choices }]) => !choices || !values[name] || Object.hasOwn(choices, values[name]),
  );
  const more = areChosen
    ? (rules.find?.({
        facility,
        request: values as never,
        names: namesOf(lists),
        tables: tables as never,
        check,
        extras,
      }) ?? [])
    : [];
  const problems = Object.keys(fields).flatMap((name) => {
    const finding = [...found, ...more].find(({ field }) => field === name);
    return finding ? makeProblem(finding, draft, tables, check) : [];
  });
  return problems.length > 0 ? { problems } : { values, lists };
}

/** The names of each list. */
export function namesOf(lists: Lists): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(lists).map(([field, { names }]) => [field, names]));
}

function readList(field: Field, draft: Draft, typed: string, extras: Extras): List {
  const lastName = (path = ''): string => path.split('/').filter(Boolean).at(-1) ?? '';
  const first = lastName(draft[field.beside ?? '']);
  const readers = findNeed(field, typed) && take(extras, 'readers');
  const all = readers ? readers.readNames(typed, lastName(draft.lab)) : splitNames(typed);
  const names = first ? all.filter((name) => name !== first) : all;
  const text = readers ? readers.formatNames(names) : names.join('/');
  return names.length < all.length ? { names, leftOut: first, text } : { names, text };
}

/** Makes a problem from its sentences. */
export function makeProblem(
  { field, problem, values }: Finding,
  draft: Draft,
  { fields, problems }: Pick<MethodTables, 'fields' | 'problems'>,
  check: CheckTables,
): Problem {
  const asked = fields[field];
  const label = asked?.label ?? field;
  const filled = {
    label,
    name: /^.[A-Z]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1),
    value: showValue(draft[field] ?? ''),
    example: asked ? findWords(asked, draft).example : '',
    ...values,
  };
  const all: Readonly<Record<string, ProblemText>> = { ...check.problems, ...problems };
  const [message, fix] = demand(all, problem);
  return { field, message: fillText(message, filled), fix: fillText(fix, filled) };
}

/** What a person should know about the characters of a value that is carried as it is. */
export function noticeDeceivingCharacters(
  field: string,
  { label, kind }: Pick<Field, 'label' | 'kind'>,
  value: string,
  { notices }: CheckTables,
): Notice[] {
  const notice = (which: keyof CheckTables['notices'], character = ''): Notice => {
    const what = fillText(notices[which], { character, codePoint: formatCodePoint(character) });
    return { field, text: fillText(notices.all, { label, value: showValue(value), what }) };
  };
  const hidden = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u.exec(value)?.[0];
  const mixed = value.split(/[/\\]/).find((name) => /\p{Script=Latin}/u.test(name) && foreignLetter.test(name));
  const foreign = mixed && foreignLetter.exec(mixed)?.[0];
  const typeset = /[‐-―−‘-‟]/.exec(value)?.[0];
  return [
    ...(hidden ? [notice('hidden', hidden)] : []),
    ...(foreign ? [notice('foreign', foreign)] : []),
    ...(typeset ? [notice('typeset', typeset)] : []),
    ...(value === value.normalize('NFC') ? [] : [notice('decomposed')]),
    ...(value === value.trim() ? [] : [notice('spaces')]),
    ...(value.includes('\uFFFD') ? [notice('lost')] : []),
    ...(kind === 'names' && /[,;]/.test(value) ? [notice('list')] : []),
  ];
}

const foreignLetter = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** Shows a value inside a sentence: quoted, cut after 60 characters, what cannot be seen by its code point. */
function showValue(value: string): string {
  const characters = [...value.slice(0, 200)].map((character) =>
    findUncarriable(character) ? `⟨${formatCodePoint(character)}⟩` : character,
  );
  return `“${characters.slice(0, 60).join('')}${characters.length > 60 ? '…' : ''}”`;
}

type Found = Omit<Finding, 'field'> | undefined;

function findProblem(
  facility: RequestFacts,
  { choices, flag, kind = '' }: Field,
  value: string,
  { computer = '', lab = '' }: Draft,
  tables: MethodTables,
  { kinds, patterns }: CheckTables,
): Found {
  if (choices) {
    const isOne = Object.hasOwn(choices, value);
    return isOne ? undefined : { problem: 'choice', values: { choices: Object.keys(choices).join(', ') } };
  }
  const bad = findUncarriable(value);
  if (bad) {
    return { problem: 'uncarriable', values: { codePoint: bad.codePoint, kind: kinds[bad.kind], place: bad.place } };
  }
  if (/folder|names/.test(kind) && byteLength(value) > 255) return { problem: 'longName' };
  const leftover = kind === 'line' ? undefined : findBrokenPattern(patterns.all, value);
  if (leftover)
    return { ...leftover, values: { ...leftover.values, meant: showValue(unwrap(value, leftover.problem)) } };
  const table: PatternTable = { ...patterns, ...tables.patterns };
  const found = findBrokenPattern(table[`${kind} ${computer}`] ?? demand(table, kind), value);
  if (found?.problem === 'below') {
    // An address, or a whole path without its first slash, is inside no folder that it names.
    const isElsewhere = /^(?:[^/]*:|~)/.test(value) || `/${value}`.startsWith(`${facility.storage.interim.path}/`);
    if (flag !== 'collection' || isElsewhere) return { problem: 'slash' };
    const names = value.split('/').filter(Boolean);
    return { ...found, values: { first: showValue((names[0] === lab ? names[1] : names[0]) ?? '') } };
  }
  // A time is a size where the facts say how much is written in an hour.
  if (found) return found.problem === 'hours' && facility.microscopes ? undefined : found;
  const isSource = kind === 'path' && `${value}/`.startsWith(`${facility.storage.interim.path}/`);
  return isSource ? { problem: 'source' } : undefined;
}

/** What is wrong with the first name of a list that has a problem, with that name. */
function findInList(
  facility: RequestFacts,
  field: Field,
  { names }: List,
  draft: Draft,
  tables: MethodTables,
  check: CheckTables,
): Found {
  for (const name of names) {
    const found = findProblem(facility, field, name, draft, tables, check);
    if (found) return { ...found, values: { ...(name && { value: showValue(name) }), ...found.values } };
  }
  return undefined;
}

/** Days compare as their texts do. */
function findOrder({ notBefore = '' }: Field, value: string, values: Readonly<Record<string, string>>): Found {
  const first = values[notBefore] ?? '';
  return /^[\d-]+$/.test(first) && value < first ? { problem: 'order', values: { first } } : undefined;
}

function findBrokenPattern(patterns: PatternTable[string], value: string): Found {
  for (const [pattern, problem] of patterns) {
    const match = new RegExp(pattern, 'i').exec(value);
    if (!match) continue;
    const bad = String.fromCodePoint(value.codePointAt(match.index) ?? 0);
    return { problem, values: { bad, codePoint: formatCodePoint(bad) } };
  }
  return undefined;
}

/**
 * What is meant by what was typed: tab completion ends names with a slash, sizes are pasted with the line around them,
 * and days are written in many ways.
 */
function readTyped(field: Field, typed: string, draft: Draft, extras: Extras): string {
  const { kind = '' } = field;
  if (/^(?:path|folder)$/.test(kind)) return dropLastSlashes(typed, kind === 'path' ? draft.computer : '');
  if (kind === 'date') return findNeed(field, typed) ? take(extras, 'readers').readDay(typed) : typed;
  return kind === 'size' ? readPrintedSize(typed) : typed;
}

/** The path without slashes at its end; Windows writes them the other way round. */
function dropLastSlashes(path: string, computer?: string): string {
  return path.replace(computer === 'windows' ? /(?<=[^\\])\\+$/ : /(?<=[^/])\/+$/, '');
}

/** The size in a line of du, in the last line of the first command, or the text itself. */
function readPrintedSize(text: string): string {
  const [, size, du, found] =
    /^\s*(?:(\d[\d.,]*[kmgtp](?:i?b)?)(?:\s+[/.~]|\t| {2,})|(\d{4,})(?:\s+[/.~]|\t))[^]*$|^\s*FOUND: .*\((\d+) bytes\)[^]*$/i.exec(
      text,
    ) ?? [];
  if (size) return size;
  const bytes = Number(du ?? found);
  if (!(bytes > 0)) return text;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(3)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** The value without quote marks around it, or without the backslashes of a shell. */
function unwrap(value: string, problem: string): string {
  return problem === 'quoted' ? value.slice(1, -1) : value.replace(/\\(.)/gu, '$1');
}

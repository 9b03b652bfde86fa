/** What a look at a folder fills in, and what has to be known of it. */
import { formatSize } from '../check.ts';
import { chooseServer } from '../choose-server.ts';
import { formatCodePoint } from '../command/quote.ts';
import type { Span } from '../command/quote.ts';
import { findDeletion } from '../dates/deletion.ts';
import type { Deletion } from '../dates/deletion.ts';
import type { Facts } from '../facts.ts';
import { fillText } from '../fill.ts';
import { readNames } from '../names.ts';
import type { Message, Request } from '../plan.ts';
import type { Notice, Problem } from '../problem.ts';
import { spreadLocation } from '../request.ts';
import type { Draft } from '../request.ts';
import { toFacility, writeMessage } from '../step.ts';
import { readLook } from './read-look.ts';
import type { Look, LookCount, LookDays } from './read-look.ts';
import { lookTexts } from './texts.ts';

/** Looks that belong together: of the collections of a plan, or of one lab folder. */
export interface UsedLook {
  readonly looks: readonly Look[];
  /** What the fields of a draft have by it: size, days, lab folder, collection. */
  readonly values: Readonly<Record<string, string>>;
}

/** A collection of a lab folder, and when it is deleted. */
export interface DueCollection extends LookCount, LookDays {
  readonly deletion: Deletion;
}

/**
 * Reads what the first step has shown, for a draft, whose lab folder and collection may be empty; a problem has the
 * field `look`.
 *
 * @example
 * const used = useLook(facility, { method: 'rsync' }, 'look: /data/lab/GRID1');
 * 'problem' in used && used.problem.message; // A part of what the command has shown is missing.
 */
export function useLook(facility: Facts, draft: Draft, text: string): UsedLook | { readonly problem: Problem } {
  const looks = readLook(text);
  if (typeof looks === 'string') return refuse(looks);
  const [first] = looks;
  if (!first) return refuse('none');
  if (looks.some(({ collections }) => collections)) {
    return looks.length > 1 ? refuse('several') : useLab(facility, draft, first);
  }
  const places = looks.map(({ path }) => findPlace(facility, draft, path));
  const wanted = [draft.collection ?? '', ...readNames(draft.alsoCollections ?? '')].filter(Boolean);
  for (const [index, place] of places.entries()) {
    const path = looks[index]?.path ?? '';
    if (!place?.collection) return refuse('place', { path, server: chooseServer(facility, draft).storage.name });
    if (place.lab && draft.lab && place.lab !== draft.lab) {
      return refuse('other', { name: `${place.lab}/${place.collection}`, wanted: draft.lab });
    }
    if (wanted.length > 0 && !wanted.includes(place.collection)) {
      return refuse('other', { name: place.collection, wanted: wanted.join(', ') });
    }
  }
  const [place] = places;
  return {
    looks,
    values: {
      ...(wanted.length === 0 && places.length === 1 && place),
      ...(place?.lab && { lab: place.lab }),
      ...fillFrom(looks),
    },
  };
}

function useLab(facility: Facts, draft: Draft, look: Look): UsedLook | { readonly problem: Problem } {
  const place = findPlace(facility, draft, look.path);
  if (!place?.lab || place.collection) {
    return refuse('place', { path: look.path, server: chooseServer(facility, draft).storage.name });
  }
  if (draft.lab && place.lab !== draft.lab) return refuse('other', { name: place.lab, wanted: draft.lab });
  const looks = [look];
  if (!draft.collection) return { looks, values: { lab: place.lab } };
  const names = [draft.collection, ...readNames(draft.alsoCollections ?? '')];
  const all = look.collections ?? [];
  const absent = names.find((wanted) => !all.some(({ name }) => name === wanted));
  if (absent !== undefined) return refuse('absent', { wanted: absent, names: all.map(({ name }) => name).join(', ') });
  return { looks, values: { lab: place.lab, ...fillFrom(all.filter(({ name }) => names.includes(name))) } };
}

/** The lab folder and the collection that a path is of; only a name where the collection is on a drive. */
function findPlace(
  facility: Facts,
  draft: Draft,
  path: string,
): { readonly lab?: string; readonly collection?: string } | undefined {
  if (draft.method === 'drive') return { collection: path.split('/').at(-1) ?? '' };
  const { lab = '', collection = '' } = spreadLocation(facility, {
    method: draft.method,
    storage: draft.storage,
    lab: path,
  });
  return lab === path ? undefined : { lab, ...(collection && { collection }) };
}

/** Size and days of all together; empty where they are not known. */
function fillFrom(counts: readonly (Pick<LookCount, 'bytes'> & LookDays)[]): Record<string, string> {
  const bytes = counts.reduce((sum, one) => sum + one.bytes, 0);
  const collected = counts.flatMap(({ first }) => first ?? []).sort()[0] ?? '';
  const until =
    counts
      .flatMap(({ last }) => last ?? [])
      .sort()
      .at(-1) ?? '';
  return {
    size: bytes > 0 ? formatSize(bytes) : '',
    collected,
    collectedUntil: until > collected ? until : '',
  };
}

function refuse(
  problem: keyof typeof lookTexts.problems,
  values: Readonly<Record<string, string>> = {},
): { readonly problem: Problem } {
  const [message, fix] = lookTexts.problems[problem];
  return { problem: { field: 'look', message: fillText(message, values), fix: fillText(fix, values) } };
}

/**
 * Says what was seen, what it needs at the destination, and what cannot be copied as it is.
 *
 * @example
 * const looks = readLook('look: /data/lab/GRID1');
 * typeof looks === 'string' || looks.map((look) => describeLook(facility, look)); // true
 */
export function describeLook(facility: Facts, look: Look): Notice[] {
  const { at, files, bytes, folders, links, counts, kinds, entries } = look;
  const manager = facility.contact.role;
  const found = Object.entries(lookTexts.notices).flatMap(([what, text]) => {
    const count = counts[what as keyof typeof counts];
    if (count === 0) return [];
    const entry = entries.find((one) => one.what === what);
    const such = entry
      ? fillText(entry.target ? lookTexts.target : lookTexts.such, {
          path: showText(entry.path),
          target: showText(entry.target ?? ''),
        })
      : '';
    return [{ text: fillText(text, { count, such, manager }) }];
  });
  const days = sayDays(look);
  const size = formatSize(bytes);
  return [
    { text: fillText(lookTexts.seen, { at, files, size, days }) },
    { text: fillText(lookTexts.room, { size, entries: files + folders + links + counts['no file'] }) },
    ...(kinds.length > 0 ? [{ text: fillText(lookTexts.kinds, { kinds: kinds.map(sayKind).join(', ') }) }] : []),
    ...found,
  ];
}

/** A text in which nothing acts on a terminal, or hides. */
function showText(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `⟨${formatCodePoint(character)}⟩`);
}

function sayDays({ first = '', last = '' }: LookDays): string {
  return fillText(lookTexts[first ? (last === first ? 'day' : 'days') : 'never'], { first, last });
}

function sayKind({ name, files, bytes }: LookCount): string {
  return fillText(lookTexts.kind, {
    name: name === '(other)' ? lookTexts.none : name,
    files,
    size: formatSize(bytes),
  });
}

/** The collections of a lab folder, what goes first on top; those without a day last. `today` is an ISO 8601 date. */
export function listDue(facility: Facts, draft: Draft, { collections = [] }: Look, today: string): DueCollection[] {
  return collections
    .map((one) => ({
      ...one,
      deletion: findDeletion(facility, { ...draft, collected: one.first ?? '', collectedUntil: one.last ?? '' }, today),
    }))
    .sort((a, b) => compare(a.first ?? '~', b.first ?? '~') || compare(a.name, b.name));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The requests of the collections of a lab folder that have a day, for a reminder of each. */
export function requestsOf({ method, storage, lab = '' }: Draft, due: readonly DueCollection[]): Request[] {
  return due.flatMap(({ name, first, last = '' }) =>
    first === undefined
      ? []
      : [
          {
            method,
            ...(storage && { storage }),
            lab,
            collection: name === '.' ? '' : name,
            collected: first,
            collectedUntil: last > first ? last : '',
          },
        ],
  );
}

/** The message that asks for more time for each collection of a lab folder that has a day. */
export function askForAll(facility: Facts, draft: Draft, { at }: Look, due: readonly DueCollection[]): Message {
  const part = (text: string): Span[] => [{ text }];
  const list = due.flatMap(({ name, first, last, files, bytes, deletion: { deletedFrom } }) =>
    first === undefined
      ? []
      : fillText(lookTexts.line, {
          name: name === '.' ? lookTexts.loose : showText(name),
          days: sayDays({ first, ...(last && { last }) }),
          files,
          size: formatSize(bytes),
          deletedFrom,
        }),
  );
  return writeMessage(lookTexts.moreTime, toFacility(facility), {
    lab: part(draft.lab ?? ''),
    server: part(chooseServer(facility, draft).storage.name),
    at: part(at),
    list: part(list.join('\n')),
    unknown: part(lookTexts.unknown),
  });
}

/** The rows of the table of a lab folder, under `lookTexts.heads`. */
export function tableOf(due: readonly DueCollection[]): string[][] {
  return due.map(({ name, first = '', last = '', files, bytes, deletion }) => [
    name === '.' ? lookTexts.loose : showText(name),
    first,
    last,
    String(files),
    formatSize(bytes),
    first ? deletion.deletedFrom : lookTexts.empty,
  ]);
}

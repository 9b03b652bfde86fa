/**
 * Which entries of troubleshooting explain what a screen shows, and how certain that is. An entry is found by the texts
 * between backquotes in its title, where “…” stands for what differs. `seenTables` has the points.
 *
 * | Found                                             | Points | Answer                    |
 * | ------------------------------------------------- | ------ | ------------------------- |
 * | a text that only programs of our commands print   | 3      | certain                   |
 * | a text of any program, in a line that names ours  | 3      | certain                   |
 * | the same, where ours is named in another line     | 2      | one of the two likeliest  |
 * | the same, where none is named                     | 1      | one of the two likeliest  |
 * | with it, a line of a program that we do not use   | − 2    | never certain, or nothing |
 *
 * Nor is it certain where two entries fit that do not follow from each other, and where an entry that only follows from
 * another error stands beside a line that nothing explains.
 */
import { readLines, tidyUp } from './read-lines.ts';
import type { SeenTables } from './tables.ts';

/** An entry that explains a text: the text of its title that was found, and the line where it stood. */
export interface FoundEntry {
  readonly id: string;
  readonly seen: string;
  readonly line: string;
}

/** What a pasted text means: one entry for certain, the two that are likeliest, or nothing that is known. */
export interface Explanation {
  readonly certainty: 'certain' | 'possible' | 'unknown';
  /** One, or the two likeliest, the best first; none where it is not known. */
  readonly entries: readonly FoundEntry[];
  /** All that were found, the best first. */
  readonly found: readonly FoundEntry[];
}

/** Shorter texts occur in other words too. Unit: characters. */
const shortest = 5;

interface Match extends FoundEntry {
  readonly at: number;
  readonly end: number;
  readonly points: number;
  /** 0 for a cause, more for what follows from one. */
  readonly rank: number;
}

/** The entries, by id: their titles have the texts that they explain. */
export type Entries = Readonly<Record<string, { readonly title: string }>>;

/**
 * Explains a pasted text by one of these entries. The paste may have prompts around it, other quote
 * marks, and lines broken at the edge of a window.
 */
export function explainSeen(pasted: string, entries: Entries, tables: SeenTables): Explanation {
  const { said, all } = readLines(pasted, tables);
  const signs = listSigns(said, entries, tables);
  const weigh = weighIn(said, all, tables);
  const matches = signs.flatMap(({ id, seen, pattern }) => {
    const match = pattern.exec(said);
    return match ? [weigh(id, seen, match.index, match.index + match[0].length)] : [];
  });
  const best = keepBest(
    matches.filter(({ points }) => points >= tables.points.possible),
    tables,
  );
  const found = best.map(({ id, seen, line }) => ({ id, seen, line }));
  const [first, ...others] = best;
  if (!first) return { certainty: 'unknown', entries: [], found };
  const rivals = others.filter(({ id, rank }) => rank <= first.rank && !isAfter(id, first.id, tables));
  const isCertain =
    first.points >= tables.points.certain &&
    rivals.every(({ points }) => points < tables.points.certain) &&
    (first.rank === 0 || !hasUnexplained(said, signs, tables));
  if (isCertain) return { certainty: 'certain', entries: found.slice(0, 1), found };
  const second = rivals[0] ?? others.find(({ id }) => !isAfter(id, first.id, tables));
  return { certainty: 'possible', entries: found.filter(({ id }) => id === first.id || id === second?.id), found };
}

/** A text of an entry's title, and the pattern that finds it. */
interface Sign {
  readonly id: string;
  readonly seen: string;
  readonly pattern: RegExp;
}

/** The texts of the titles whose letters are all in what was said: of the others no pattern is made. */
function listSigns(said: string, entries: Entries, tables: SeenTables): Sign[] {
  const letters = dropSpace(said);
  return Object.entries(entries).flatMap(([id, { title }]) =>
    [...title.matchAll(/`([^`]+)`/g)].flatMap(([, seen = '']) => {
      const pieces = tidyUp(seen).split('…');
      const isThere = seen.length >= shortest && pieces.every((piece) => letters.includes(dropSpace(piece)));
      return isThere ? [{ id, seen, pattern: toPattern(pieces, tables) }] : [];
    }),
  );
}

function dropSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Whether an entry only follows from the first. */
function isAfter(id: string, first: string, { follows }: SeenTables): boolean {
  return follows[id]?.includes(first) ?? false;
}

/** Gives a function that weighs what was found from `at` to `end`. */
function weighIn(
  said: string,
  all: string,
  { points, programs, foreign, shared, vague, after, minor }: SeenTables,
): (id: string, seen: string, at: number, end: number) => Match {
  const names = new RegExp(programs, 'm');
  const isForeign = new RegExp(foreign.join('|'), 'm').test(said);
  const isShared = new RegExp(`^(?:${shared.join('|')})$`);
  const isLate = new RegExp(`^(?:${after.join('|')})$`);
  const isVague = new RegExp(`^(?:${vague})$`);
  const isNear = names.test(all);
  return (id, seen, at, end) => {
    const begin = said.lastIndexOf('\n', at) + 1;
    const stop = said.indexOf('\n', end);
    const line = said.slice(begin, stop < 0 ? undefined : stop);
    const worth = (): number => {
      if (isVague.test(seen)) return points.shared;
      if (!isShared.test(seen)) return points.telling;
      return names.test(line) ? points.named : isNear ? points.nearby : points.shared;
    };
    const place = minor.indexOf(id);
    const rank =
      id === minor.at(-1) ? minor.length + 1 : isLate.test(seen) ? 1 + Math.max(place, 1) : place === 0 ? 1 : 0;
    return { id, seen, line, at, end, rank, points: worth() + (isForeign ? points.foreign : 0) };
  };
}

/** The best match of each entry, the best first. */
function keepBest(matches: readonly Match[], tables: SeenTables): Match[] {
  // “No such file or directory” says nothing when it is part of a longer text.
  const whole = matches.filter(
    ({ id, seen, at, end }) =>
      !matches.some(
        (other) =>
          other.id !== id &&
          at >= other.at &&
          end <= other.end &&
          (end - at < other.end - other.at || seen.length < other.seen.length),
      ),
  );
  const best = new Map<string, Match>();
  for (const match of whole.toSorted(compare)) if (!best.has(match.id)) best.set(match.id, match);
  const all = [...best.values()];
  const leads = all.filter(({ id, rank }) => !all.some((other) => other.rank <= rank && isAfter(id, other.id, tables)));
  return [...leads, ...all.filter((match) => !leads.includes(match))].sort((one, other) => one.rank - other.rank);
}

function compare(one: Match, other: Match): number {
  return one.rank - other.rank || other.points - one.points || one.at - other.at || other.seen.length - one.seen.length;
}

/** Whether a line tells of a trouble, and no text of an entry stands in it, nor begins or ends there. */
function hasUnexplained(said: string, signs: readonly Sign[], { trouble }: SeenTables): boolean {
  const tells = new RegExp(trouble, 'i');
  const explained = signs.flatMap(({ pattern }) =>
    Array.from(
      said.matchAll(new RegExp(pattern, 'g')),
      (match) => [match.index, match.index + match[0].length] as const,
    ),
  );
  let begin = 0;
  return said.split('\n').some((line) => {
    const from = begin;
    begin += line.length + 1;
    return tells.test(line) && !explained.some(([at, end]) => at < from + line.length && end > from);
  });
}

/** Finds a text whose lines may be broken anywhere, even within a word. “…” ends where another message begins. */
function toPattern(pieces: readonly string[], { beginning }: SeenTables): RegExp {
  const patterns = pieces.map((piece) =>
    [...piece.trim()]
      .map((character) => (character === ' ' ? '\\s+' : character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')))
      .join('\\n?'),
  );
  const before = /^\w/.test(pieces[0] ?? '') ? '(?<!\\w)' : '';
  // The number of a code may go on in the next line.
  const last = pieces.at(-1) ?? '';
  const after = /\d$/.test(last) ? '(?!\\n?\\d)' : /\w$/.test(last) ? '(?!\\w)' : '';
  return new RegExp(before + patterns.join(`(?:(?!\\n${beginning})[^]){0,300}?`) + after);
}

/** Finds the folder that a list is of, among the files that were chosen: names in a list may begin anywhere. */
import type { ListEntry } from './checksum-list.ts';
import { cleanPath } from './listed-name.ts';
import { foldName } from './name-folds.ts';

/** How the names of a list become paths of chosen files. */
export interface Alignment {
  /** So many folders at the beginning of each name are left out. */
  readonly dropped: number;
  /** The folder that they are put below instead, with a slash at its end, or empty. */
  readonly folder: string;
}

/** The folders that fit best: one, none, or several that fit as well as each other. */
export function alignList(entries: readonly ListEntry[], paths: readonly string[]): readonly Alignment[] {
  const asWritten = alignNames(
    entries.map(({ names: [name] }) => name),
    paths,
  );
  // All names may be paths of Windows, of which the last reading has folders.
  return asWritten.length > 0
    ? asWritten
    : alignNames(
        entries.map(({ names }) => names.at(-1) ?? ''),
        paths,
      );
}

function alignNames(names: readonly string[], paths: readonly string[]): readonly Alignment[] {
  const listed = names.map((name) => foldName(cleanPath(name)));
  const files = new Set(paths.map(foldName));
  const found = listCandidates(listed, paths);
  // Where there are many, most are seen to be wrong from some of the names.
  const likely =
    found.length > 1 ? scoreAll(found, sample(listed, 300), files).slice(0, tried) : scoreAll(found, [], files);
  const scored = scoreAll(
    likely.map(({ alignment }) => alignment),
    listed,
    files,
  );
  const [first] = scored;
  if (!first || first.score === 0) return [];
  return scored
    .filter(({ score, depth }) => score === first.score && depth === first.depth)
    .map(({ alignment }) => alignment);
}

/** The path of a listed name. Nothing where the name is too short for what the others have in common. */
export function locate(name: string, { dropped, folder }: Alignment): string {
  return folder + cleanPath(name).split('/').slice(dropped).join('/');
}

/** How many names, and of paths with the same last name how many, are compared to find where a list may begin. */
const tried = 30;

function listCandidates(listed: readonly string[], paths: readonly string[]): Alignment[] {
  const common = countCommon(listed);
  const byName = Map.groupBy(paths, (path) => lastOf(foldName(path)));
  // Names that are there once tell most.
  const present = listed.filter((name) => byName.has(lastOf(name)));
  const rarest = sample(present, 1000)
    .sort((one, other) => (byName.get(lastOf(one))?.length ?? 0) - (byName.get(lastOf(other))?.length ?? 0))
    .slice(0, tried);
  const found = new Map<string, Alignment>();
  for (const name of rarest) {
    for (const path of (byName.get(lastOf(name)) ?? []).slice(0, tried)) {
      const fit = fitTo(name.split('/'), path);
      if (fit.dropped <= common) found.set(`${String(fit.dropped)}/${fit.folder}`, fit);
    }
  }
  return [...found.values()];
}

/** The fewest folders that must be left out of a name for the rest of it to be the end of a path. */
function fitTo(name: readonly string[], path: string): Alignment {
  const folded = foldName(path).split('/');
  let same = 1;
  while (same < name.length && same < folded.length && name.at(-same - 1) === folded.at(-same - 1)) same += 1;
  const folders = path.split('/').slice(0, folded.length - same);
  return { dropped: name.length - same, folder: folders.map((one) => `${one}/`).join('') };
}

/** How many folders all names begin with. */
function countCommon(listed: readonly string[]): number {
  const [first = '', ...others] = listed;
  let common = first.split('/').slice(0, -1);
  for (const name of others) {
    const folders = name.split('/');
    const differs = common.findIndex((one, index) => index >= folders.length - 1 || one !== folders[index]);
    if (differs >= 0) common = common.slice(0, differs);
    if (common.length === 0) return 0;
  }
  return common.length;
}

interface Scored {
  readonly alignment: Alignment;
  /** How many names are there. */
  readonly score: number;
  readonly depth: number;
}

/** The one with the most names first, of several the one nearest to the top. */
function scoreAll(found: readonly Alignment[], listed: readonly string[], files: ReadonlySet<string>): Scored[] {
  return found
    .map((alignment) => ({
      alignment,
      score: listed.filter((name) => files.has(foldName(locate(name, alignment)))).length,
      depth: alignment.folder.split('/').length,
    }))
    .sort((one, other) => other.score - one.score || one.depth - other.depth);
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** At most so many, evenly from all of them. */
function sample<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(items.length, most) }, (_, index) => items[Math.floor(index * step)] as Item);
}

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
  const listed = entries.map(({ names: [name] }) => foldName(cleanPath(name)));
  const files = new Set(paths.map(foldName));
  const found = listCandidates(listed, paths);
  const best = keepBest(found, sample(listed, 300), files);
  const [first, ...others] = keepBest(best, listed, files);
  if (!first) return [];
  const depth = depthOf(first);
  return [first, ...others.filter((other) => depthOf(other) === depth)];
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

/** Those with the most names that are there, the one nearest to the top first. */
function keepBest(found: readonly Alignment[], listed: readonly string[], files: ReadonlySet<string>): Alignment[] {
  const scored = found.map((alignment) => ({
    alignment,
    score: listed.filter((name) => files.has(foldName(locate(name, alignment)))).length,
  }));
  const best = Math.max(1, ...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score === best)
    .map(({ alignment }) => alignment)
    .sort((one, other) => depthOf(one) - depthOf(other));
}

function depthOf({ folder }: Alignment): number {
  return folder.split('/').length;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** At most so many, evenly from all of them. */
function sample<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(items.length, most) }, (_, index) => items[Math.floor(index * step)] as Item);
}

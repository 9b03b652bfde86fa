/** Which chosen file each name of a list is, and what is left over on either side. */
import { alignList, locate } from './align.ts';
import type { Alignment } from './align.ts';
import type { ListEntry } from './checksum-list.ts';
import { folds } from './name-folds.ts';

/** A file that was chosen: its path from the chosen folder on, whose name it begins with. */
export interface ChosenFile {
  readonly path: string;
}

/** A listed file that is there. */
export interface Pair<File extends ChosenFile> {
  readonly entry: ListEntry;
  readonly file: File;
  /** Whether its name was changed on the way. */
  readonly isRenamed: boolean;
}

/** Names of which nothing tells which is which file. */
interface Unclear {
  readonly names: readonly string[];
  readonly paths: readonly string[];
}

/** Where the files of a list are. */
export interface Placed<File extends ChosenFile> {
  /** The folder that the list is of, among the chosen ones; empty for what was chosen itself. */
  readonly folder: string;
  /** Folders that the list fits equally well: then nothing is paired. */
  readonly rivals: readonly string[];
  readonly pairs: readonly Pair<File>[];
  readonly missing: readonly ListEntry[];
  readonly unclear: readonly Unclear[];
  readonly extra: readonly File[];
  /** What systems put into folders that they show, and the list itself. */
  readonly passedOver: readonly File[];
}

/** What Finder, Explorer and network drives leave behind. */
const ofSystems =
  /(?:^|\/)(?:\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|\.directory|(?:\.Spotlight-V100|\.Trashes|\.fseventsd|@eaDir|\$RECYCLE\.BIN|System Volume Information)\/.*)$/i;

/** Finds the file of each entry. `isList` says whether a file that nobody listed is the list itself. */
export function placeFiles<File extends ChosenFile>(
  entries: readonly ListEntry[],
  files: readonly File[],
  isList: (file: File) => boolean = () => false,
): Placed<File> {
  const paths = files.map(({ path }) => path);
  const [alignment, ...rivals] = alignList(entries, paths);
  if (!alignment || rivals.length > 0) {
    const folders = alignment ? [alignment, ...rivals].map(({ folder }) => folder) : [];
    return { folder: '', rivals: folders, pairs: [], missing: [], unclear: [], extra: [], passedOver: [] };
  }
  const { pairs, missing, unclear, left } = pairFiles(entries, files, alignment);
  const isPassedOver = (file: File): boolean => ofSystems.test(file.path) || isList(file);
  return {
    folder: alignment.folder,
    rivals: [],
    pairs,
    missing,
    unclear,
    extra: left.filter((file) => !isPassedOver(file)),
    passedOver: left.filter(isPassedOver),
  };
}

/** Pairs by each fold in turn, where exactly one name is exactly one file. */
function pairFiles<File extends ChosenFile>(
  entries: readonly ListEntry[],
  files: readonly File[],
  alignment: Alignment,
): Pick<Placed<File>, 'pairs' | 'missing' | 'unclear'> & { readonly left: readonly File[] } {
  const pairs: Pair<File>[] = [];
  const unclear: Unclear[] = [];
  let open: readonly ListEntry[] = entries;
  let left: readonly File[] = files;
  for (const [index, fold] of folds.entries()) {
    if (open.length === 0 || left.length === 0) break;
    const byKey = Map.groupBy(left, ({ path }) => fold(path));
    const keysOf = ({ names }: ListEntry): string[] => [
      ...new Set(names.map((name) => fold(locate(name, alignment))).filter((key) => byKey.has(key))),
    ];
    const found = open.flatMap((entry) => {
      const keys = keysOf(entry);
      return keys.length > 0 ? [{ entry, keys }] : [];
    });
    const askedFor = new Map<string, number>();
    for (const { keys } of found) for (const key of keys) askedFor.set(key, (askedFor.get(key) ?? 0) + 1);
    const gone = new Set<ListEntry | File>();
    for (const { entry, keys } of found) {
      const there = keys.flatMap((key) => byKey.get(key) ?? []);
      const [file] = there;
      gone.add(entry);
      for (const one of there) gone.add(one);
      if (file && there.length === 1 && keys.every((key) => askedFor.get(key) === 1)) {
        pairs.push({ entry, file, isRenamed: index > 0 });
      } else unclear.push({ names: [entry.names[0]], paths: there.map(({ path }) => path) });
    }
    open = open.filter((entry) => !gone.has(entry));
    left = left.filter((file) => !gone.has(file));
  }
  return { pairs, missing: open, unclear, left };
}

/** Whether the bytes of a file are those of its entry. */
import { algorithms } from './algorithms.ts';
import type { AlgorithmId } from './algorithms.ts';
import type { ListEntry, ListedHash } from './checksum-list.ts';

/** What became of one file: `cut` has lost bytes, as far as that is known. */
export type Outcome = 'same' | 'changed' | 'cut' | 'longer' | 'unreadable';

/** A file that was compared. */
export interface Compared {
  readonly outcome: Outcome;
  /** Its size, as far as it could be read. */
  readonly bytes: number;
}

/** The hashes of a file, by their kinds. */
export type Hashes = Readonly<Partial<Record<AlgorithmId, string>>>;

/**
 * The kinds to compute of a file. A list that does not name its hashes may have one of two: both are computed until one
 * has fitted; `fitted` has those.
 */
export function chooseKinds({ hashes }: ListEntry, fitted: ReadonlySet<AlgorithmId>): AlgorithmId[] {
  const narrow = (ids: readonly AlgorithmId[]): readonly AlgorithmId[] => {
    const known = ids.filter((id) => fitted.has(id));
    return known.length > 0 ? known : ids;
  };
  return [...new Set(hashes.flatMap((hash) => narrow(hash.algorithms)))];
}

/** The kinds that must be computed too before a file is called changed: those of a list whose parts have two. */
export function chooseOtherKinds({ hashes }: ListEntry, computed: Hashes): AlgorithmId[] {
  const open = hashes.filter((hash) => !findFitting(hash, computed));
  return [...new Set(open.flatMap((hash) => hash.algorithms))].filter((id) => !(id in computed));
}

/** Judges a file by its size and by all its hashes, and notes in `fitted` which kinds fitted. */
export function judgeFile(
  entry: ListEntry,
  sizeBytes: number,
  computed: Hashes,
  fitted: Set<AlgorithmId>,
): Exclude<Outcome, 'unreadable'> {
  const listedBytes = entry.sizeBytes ?? sizeBytes;
  if (sizeBytes !== listedBytes) return sizeBytes < listedBytes ? 'cut' : 'longer';
  const fitting = entry.hashes.map((hash) => findFitting(hash, computed));
  if (fitting.includes(undefined)) return sizeBytes === 0 ? 'cut' : 'changed';
  for (const id of fitting) if (id) fitted.add(id);
  return 'same';
}

function findFitting({ algorithms: ids, hex }: ListedHash, computed: Hashes): AlgorithmId | undefined {
  return ids.find((id) => computed[id] === hex);
}

/** The kinds of the hashes of a list as a reader calls them: `MD5`, or `MD5 or XXH128` where none has fitted. */
export function nameKinds(entries: readonly ListEntry[], fitted: ReadonlySet<AlgorithmId>): string {
  const kinds = new Set(
    entries.flatMap(({ hashes }) =>
      hashes.map(({ algorithms: ids }) => {
        const known = ids.filter((id) => fitted.has(id));
        return (known.length > 0 ? known : ids).map((id) => algorithms[id].label).join(' or ');
      }),
    ),
  );
  return [...kinds].join(', ');
}

/** What a list of checksums says. */
import type { AlgorithmId } from './algorithms.ts';

/** One hash of a file: by any of these, where the list does not name which. */
export interface ListedHash {
  readonly algorithms: readonly AlgorithmId[];
  /** In small letters. */
  readonly hex: string;
}

/** A file of the list. */
export interface ListEntry {
  /** The first line that names it, from 1. */
  readonly line: number;
  /** How its name may be read, the likeliest first: an escape of rsync's may be meant to the letter. */
  readonly names: readonly [string, ...string[]];
  /** Several where the list has it several times. */
  readonly hashes: readonly ListedHash[];
  /** Where the list has it. */
  readonly sizeBytes?: number | undefined;
  /** The other line where the list has two different hashes of the same kind for it. */
  readonly conflict?: number;
}

/** What the list says of itself, in lines such as `# 200 files, 12345 bytes`: each counts the entries above it. */
export interface ListCount {
  readonly files: number;
  readonly bytes: number;
  /** What is wrong: a count is another than that of the entries, or entries follow that no line counts. */
  readonly fault?: 'wrong' | 'not at the end' | undefined;
  /** How many entries there are. */
  readonly found: number;
}

/** A list, as far as it can be read. */
export interface ChecksumList {
  readonly entries: readonly ListEntry[];
  /** What is neither an entry nor to be passed over. */
  readonly unread: readonly { readonly line: number; readonly text: string }[];
  /** Names without a hash: links, or what a program did not read. */
  readonly unhashed: readonly string[];
  /** The kinds of hashes that cannot be computed here, as the list calls them. */
  readonly unknownKinds: readonly string[];
  readonly count?: ListCount | undefined;
  /** Whether its last line ends as lines do. */
  readonly hasEnd: boolean;
}

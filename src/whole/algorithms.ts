/** The kinds of hashes that lists have: what programs call them, and how long each is. */

interface Algorithm {
  /** What a reader calls it. */
  readonly label: string;
  /** Unit: hexadecimal digits. */
  readonly digits: number;
  /** How lists name it beside a hash, in lower case and without signs. */
  readonly tags: readonly string[];
}

/** Every hash that can be computed here, by its id. Of those of one length the likeliest comes first. */
export const algorithms = {
  md5: { label: 'MD5', digits: 32, tags: ['md5'] },
  xxh128: { label: 'XXH128', digits: 32, tags: ['xxh128'] },
  sha1: { label: 'SHA-1', digits: 40, tags: ['sha1'] },
  sha224: { label: 'SHA-224', digits: 56, tags: ['sha224', 'sha2224'] },
  sha256: { label: 'SHA-256', digits: 64, tags: ['sha256', 'sha2256'] },
  sha384: { label: 'SHA-384', digits: 96, tags: ['sha384', 'sha2384'] },
  sha512: { label: 'SHA-512', digits: 128, tags: ['sha512', 'sha2512'] },
  // b2sum prints it.
  blake2b: { label: 'BLAKE2b', digits: 128, tags: ['blake2b', 'blake2b512'] },
  xxh32: { label: 'XXH32', digits: 8, tags: ['xxh32'] },
  xxh64: { label: 'XXH64', digits: 16, tags: ['xxh64'] },
  // rsync prints it without a name, as it does XXH64.
  xxh3: { label: 'XXH3', digits: 16, tags: ['xxh3'] },
} as const satisfies Readonly<Record<string, Algorithm>>;

export type AlgorithmId = keyof typeof algorithms;

const rows = Object.entries(algorithms) as [AlgorithmId, Algorithm][];

/** Lists are long: each entry has the same few of these. */
const byDigits = Map.groupBy(
  rows.map(([id]) => id),
  (id) => algorithms[id].digits as number,
);

/** What a hash may be, by the number of its digits: several where nothing else tells them apart. */
export function findByDigits(digits: number): readonly AlgorithmId[] {
  return byDigits.get(digits) ?? [];
}

/** What a list calls by this name, such as `SHA2-256` or `MD5`; nothing for one that cannot be computed here. */
export function findByTag(tag: string): AlgorithmId | undefined {
  // SHA512/256 is another one than SHA-512, and has 64 digits.
  const name = tag.toLowerCase().replace(/[-_]/g, '');
  return rows.find(([, row]) => row.tags.includes(name))?.[0];
}

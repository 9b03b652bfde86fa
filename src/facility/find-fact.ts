/** Finds what stands in the facts under a dotted path, such as `storage.interim.keepDays`: one fact, a block of them, or nothing. */
export function findFact(facts: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (block, key) => (block && typeof block === 'object' ? new Map(Object.entries(block)).get(key) : undefined),
      facts,
    );
}

/**
 * Finds what stands in the facts under a dotted path, such as `storage.interim.keepDays`: one fact, a block of them, or
 * nothing.
 */
export function findFact(facts: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (block, key) => (block && typeof block === 'object' ? new Map(Object.entries(block)).get(key) : undefined),
      facts,
    );
}

/** The dotted paths of all facts that are one text or number. */
export function listFacts(block: object, before = ''): string[] {
  return Object.entries(block).flatMap(([name, fact]: [string, unknown]) =>
    typeof fact === 'object' && fact ? listFacts(fact, `${before}${name}.`) : [`${before}${name}`],
  );
}

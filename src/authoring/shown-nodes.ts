import { findFact } from '../facility/find-fact.ts';
import type { Facility } from '../facility/schema.ts';
import { attributeOf, isElement } from './page.ts';
import type { PageNode } from './page.ts';

/** What a page shows with these facts: not what stands in an `<If>` that does not hold. */
export function listShownNodes(nodes: readonly PageNode[], facility: Facility): readonly PageNode[] {
  const hidden = nodes.filter((node) => isElement(node) && node.name === 'If' && !holds(node, facility));
  if (hidden.length === 0) return nodes;
  return nodes.filter(
    ({ position: { start, end } }) =>
      !hidden.some(({ position }) => start.offset > position.start.offset && end.offset <= position.end.offset),
  );
}

/** Whether what stands in an `<If>` is shown: the same question that `src/components/If.astro` asks. */
export function holds(node: PageNode, facility: Facility): boolean {
  const [way, fact, not] = ['way', 'fact', 'not'].map((name) => attributeOf(node, name));
  return (
    (way === undefined || facility.methods.some(({ id }) => id === way)) &&
    (fact === undefined || Boolean(findFact(facility, fact))) &&
    (not === undefined || !findFact(facility, not))
  );
}

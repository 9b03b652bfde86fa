/** Handles the content of an `<If>` that does not hold: it is neither checked nor shown. */
import { findFact } from '../facility/find-fact.ts';
import { loadFacility } from '../facility/load.ts';
import type { Facility } from '../facility/schema.ts';
import type { MdastPlugin } from './mdast-plugin.ts';
import { attributeOf, isElement } from './page-node.ts';
import type { PageNode } from './page-node.ts';

/**
 * Removes the content of an `<If>` that does not hold from a page. The component alone cannot: Astro renders its
 * content first, and a `<Plan>` of a way that the facts do not list stops the build. The `<If>` itself stays, and
 * refuses a condition that no facility can meet.
 */
export const ifBlocks: MdastPlugin = ({ source }) =>
  /<If\s/.test(source) && {
    name: 'if-blocks',
    before(root, context) {
      const facility = loadFacility();
      for (const node of listHidden(root as PageNode, facility))
        context.replaceNode(node as never, { ...node, children: [] } as never);
    },
  };

/** Each `<If>` that does not hold and is in no other such one. */
function listHidden(node: PageNode, facility: Facility): PageNode[] {
  if (isHidden(node, facility)) return [node];
  return (node.children ?? []).flatMap((child) => listHidden(child, facility));
}

/** The parts of a page that are shown with these facts, without the content of an `<If>` that does not hold. */
export function listShownNodes(nodes: readonly PageNode[], facility: Facility): readonly PageNode[] {
  const hidden = nodes.filter((node) => isHidden(node, facility));
  if (hidden.length === 0) return nodes;
  return nodes.filter(
    ({ position: { start, end } }) =>
      !hidden.some(({ position }) => start.offset > position.start.offset && end.offset <= position.end.offset),
  );
}

/** Whether a node is an `<If>` that does not hold: the same question that `src/components/If.astro` asks. */
function isHidden(node: PageNode, facility: Facility): boolean {
  if (!isElement(node) || node.name !== 'If') return false;
  const [way, fact, not] = ['way', 'fact', 'not'].map((name) => attributeOf(node, name));
  const holds =
    (way === undefined || facility.methods.some(({ id }) => id === way)) &&
    (fact === undefined || Boolean(findFact(facility, fact))) &&
    (not === undefined || !findFact(facility, not));
  return !holds;
}

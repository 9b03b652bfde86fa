import { holds } from './authoring/shown-nodes.ts';
import { isElement } from './authoring/page.ts';
import type { PageNode } from './authoring/page.ts';
import { loadFacility } from './facility/load.ts';
import type { MdastPlugin } from './personal-blocks/plugin.ts';

/**
 * Takes out of a page what stands in an `<If>` that does not hold. The component alone cannot: Astro renders what stands in it before it asks, and
 * a `<Plan>` of a way that the facts do not list stops the build. The `<If>` itself stays, and refuses a condition that there cannot be.
 */
export const hiddenParts: MdastPlugin = ({ source }) =>
  /<If\s/.test(source) && {
    name: 'hidden-parts',
    before(root, context) {
      const facility = loadFacility();
      for (const node of listHidden(root as PageNode, (one) => holds(one, facility)))
        context.replaceNode(node as never, { ...node, children: [] } as never);
    },
  };

/** Each `<If>` that does not hold and stands in no other such one. */
function listHidden(node: PageNode, isShown: (node: PageNode) => boolean): PageNode[] {
  if (isElement(node) && node.name === 'If' && !isShown(node)) return [node];
  return (node.children ?? []).flatMap((child) => listHidden(child, isShown));
}

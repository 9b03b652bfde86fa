import type { MdastPlugin } from './mdast-plugin.ts';
import { isElement } from './page-node.ts';
import type { PageNode } from './page-node.ts';

/**
 * Folds what stands under each heading of the third level below a form: it is looked up, and a guide shows the form and
 * the plan first. A link to such a heading opens it (form/always/show-place.ts).
 */
export const foldSections: MdastPlugin = ({ source }) =>
  /^<Plan\s/m.test(source) && {
    name: 'fold-sections',
    before(root, context) {
      const nodes = (root as PageNode).children ?? [];
      const form = nodes.findIndex((node) => isElement(node) && node.name === 'Plan');
      for (const [index, heading] of nodes.entries()) {
        if (form < 0 || index < form || heading.depth !== 3) continue;
        const after = nodes.slice(index + 1);
        const end = after.findIndex(({ type, depth = 9 }) => type === 'heading' && depth <= 3);
        const section = end < 0 ? after : after.slice(0, end);
        context.replaceNode(heading as never, fold(heading, section) as never);
        for (const node of section) context.removeNode(node as never);
      }
    },
  };

function fold(heading: PageNode, section: readonly PageNode[]): object {
  const summary = { type: 'mdxJsxFlowElement', name: 'summary', attributes: [], children: [heading] };
  const attributes = [{ type: 'mdxJsxAttribute', name: 'class', value: 'fold' }];
  return { type: 'mdxJsxFlowElement', name: 'details', attributes, children: [summary, ...section] };
}

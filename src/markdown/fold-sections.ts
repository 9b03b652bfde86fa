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
      if (form < 0) return;
      const children: object[] = nodes.slice(0, form + 1);
      let section: object[] | undefined;
      for (const node of nodes.slice(form + 1)) {
        if (node.type === 'heading') section = node.depth === 3 ? [] : undefined;
        if (node.depth === 3 && section) children.push(fold(node, section));
        else (section ?? children).push(node);
      }
      context.replaceNode(root, { ...root, children } as never);
    },
  };

/** `section` may be filled afterwards. */
function fold(heading: PageNode, section: object[]): object {
  const summary = { type: 'mdxJsxFlowElement', name: 'summary', attributes: [], children: [heading] };
  const attributes = [{ type: 'mdxJsxAttribute', name: 'class', value: 'fold' }];
  section.unshift(summary);
  return { type: 'mdxJsxFlowElement', name: 'details', attributes, children: section };
}

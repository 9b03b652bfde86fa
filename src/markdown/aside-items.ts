import type { MdastPlugin } from './mdast-plugin.ts';

/**
 * Lets a list item with an aside have blocks: the parser gives an item without blank lines (`1. Log in.`, then
 * `:::caution` below it) bare text only, and the aside would lose its box.
 */
export const asideItems: MdastPlugin = ({ source }) =>
  /^[ \t>]+:::/m.test(source) && {
    name: 'aside-items',
    listItem(node, context) {
      if (node.children.some(({ type }) => type === 'containerDirective')) context.setProperty(node, 'spread', true);
    },
  };

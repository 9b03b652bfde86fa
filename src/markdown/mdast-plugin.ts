import type { satteri } from '@astrojs/markdown-satteri';

/** A plugin for the Markdown processor, which changes the tree of a page. */
export type MdastPlugin = NonNullable<NonNullable<Parameters<typeof satteri>[0]>['mdastPlugins']>[number];

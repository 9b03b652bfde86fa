import type { MdastPlugin } from './mdast-plugin.ts';

/**
 * Puts the folder of the site, `base`, before the links of pages that begin with `/`: a page says `/ways/rsync/`,
 * wherever the site is published.
 */
export function siteLinks(base: string): MdastPlugin {
  const folder = base.replace(/\/*$/, '');
  return {
    name: 'site-links',
    link(node, context) {
      if (/^\/(?!\/)/.test(node.url)) context.setProperty(node, 'url', folder + node.url);
    },
  };
}

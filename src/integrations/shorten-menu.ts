import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import type { StarlightRouteData } from '@astrojs/starlight/route-data';

type MenuEntry = StarlightRouteData['sidebar'][number];

/** A menu with no more links than this is whole on every page. */
const fewLinks = 40;
/**
 * How many entries of a larger folder are shown before and after the one that leads to the page, beside the first and
 * the last.
 */
const nearEntries = 10;
/** A part at the top with no more than this is whole in every menu. */
const fewLinksOfPart = 10;

/**
 * With a large menu each page has the branch that leads to it; the other parts are links to their first pages, where
 * they are whole; of a large folder it has what is near. Otherwise
 * every page would list every other: 3,000 pages are 2 GB, and here a guide would not come in the first packets of a
 * connection. "Previous" and "next" know of all pages.
 */
export const onRequest = defineRouteMiddleware(({ locals: { starlightRoute } }) => {
  starlightRoute.sidebar = shortenMenu(starlightRoute.sidebar);
});

/**
 * The menu of one page, from that of the whole site. It is made for each page, so nothing here makes lists of all
 * links.
 */
export function shortenMenu(menu: MenuEntry[]): MenuEntry[] {
  if (countLinks(menu) <= fewLinks) return menu;
  return menu.map((entry) => (countLinks([entry]) > fewLinksOfPart ? shorten(entry) : entry));
}

type MenuLink = Extract<MenuEntry, { type: 'link' }>;

function countLinks(entries: readonly MenuEntry[]): number {
  return entries.reduce((sum, entry) => sum + (entry.type === 'link' ? 1 : countLinks(entry.entries)), 0);
}

function leadsToPage(entry: MenuEntry): boolean {
  return entry.type === 'link' ? entry.isCurrent : entry.entries.some(leadsToPage);
}

function findFirstLink(entry: MenuEntry): MenuLink | undefined {
  if (entry.type === 'link') return entry;
  for (const one of entry.entries) {
    const link = findFirstLink(one);
    if (link) return link;
  }
  return undefined;
}

/** The entry with those parts whole that lead to the page, and each other one as a link. */
function shorten(entry: MenuEntry): MenuEntry {
  if (entry.type === 'link') return entry;
  const at = entry.entries.findIndex(leadsToPage);
  if (at >= 0) {
    const last = entry.entries.length - 1;
    const isNear = (_: MenuEntry, index: number): boolean =>
      last < fewLinks || index === 0 || index === last || Math.abs(index - at) <= nearEntries;
    return { ...entry, entries: entry.entries.filter(isNear).map(shorten) };
  }
  const first = findFirstLink(entry);
  return first ? { ...first, label: entry.label, badge: entry.badge } : entry;
}

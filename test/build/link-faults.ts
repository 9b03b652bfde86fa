/** Where the links of a built site lead. */
import { existsSync } from 'node:fs';
import { attributeOf, isInside } from './built-site.ts';
import type { BuiltPage, HtmlElement } from './built-site.ts';

/** A built site, and where it is published. */
export interface PublishedSite {
  /** Ends with a slash. */
  readonly address: string;
  /** Ends with a slash. */
  readonly folder: string;
  readonly pages: readonly BuiltPage[];
}

/** The ids of a page's elements, without those in templates. */
export function idsOf({ elements }: BuiltPage): string[] {
  return elements
    .filter((element) => !isInside(element, ['#document-fragment']))
    .flatMap((element) => attributeOf(element, 'id') ?? []);
}

/** Says what is wrong with an address of a page; undefined when it leads somewhere, or to another host. */
export function findFault(
  address: string,
  page: BuiltPage,
  { address: top, folder, pages }: PublishedSite,
): string | undefined {
  const { origin, pathname, hash } = new URL(address, top + page.path.slice(1));
  const base = new URL(top);
  if (origin !== base.origin) return undefined;
  if (!pathname.startsWith(base.pathname)) return `${address}: outside the site`;
  const path = decodeURIComponent(pathname.slice(base.pathname.length - 1));
  const target = pages.find((candidate) => candidate.path === path);
  if (!target && (path.endsWith('/') || !existsSync(folder + path.slice(1)))) return `${address}: no such file`;
  const id = decodeURIComponent(hash.slice(1));
  if (address.endsWith('#') || (id && target && !idsOf(target).includes(id))) return `${address}: no such id`;
  return undefined;
}

/** The addresses that an element leads to, or loads. */
export function addressesOf(element: HtmlElement): string[] {
  return ['href', 'src', 'xlink:href', 'poster'].flatMap((name) => attributeOf(element, name) ?? []);
}

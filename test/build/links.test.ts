import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attributeOf, isInside, readPages, siteFolder } from './built-site.ts';
import type { BuiltPage, HtmlElement } from './built-site.ts';
import { siteOrigin } from './page-scripts.ts';

const pages = readPages();

function idsOf({ elements }: BuiltPage): string[] {
  return elements
    .filter((element) => !isInside(element, ['#document-fragment']))
    .flatMap((element) => attributeOf(element, 'id') ?? []);
}

/** Says what is wrong with an address of a page; undefined when it leads somewhere, or to another host. */
function findFault(address: string, page: BuiltPage): string | undefined {
  const { origin, pathname, hash } = new URL(address, siteOrigin + page.path);
  if (origin !== siteOrigin) return undefined;
  const path = decodeURIComponent(pathname);
  const target = pages.find((candidate) => candidate.path === path);
  if (!target && (path.endsWith('/') || !existsSync(siteFolder + path.slice(1)))) return `${address}: no such file`;
  const id = decodeURIComponent(hash.slice(1));
  if (address.endsWith('#') || (id && target && !idsOf(target).includes(id))) return `${address}: no such id`;
  return undefined;
}

function addressesOf(element: HtmlElement): string[] {
  return ['href', 'src', 'xlink:href', 'poster'].flatMap((name) => attributeOf(element, name) ?? []);
}

describe.each(pages)('the page $path', (page) => {
  it('links to pages, files and places that are there', () => {
    const addresses = page.elements.flatMap(addressesOf);
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.flatMap((address) => findFault(address, page) ?? [])).toEqual([]);
  });

  it('gives no id to two elements', () => {
    const ids = idsOf(page);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('names only elements that are there in labels and descriptions', () => {
    const ids = idsOf(page);
    const named = page.elements.flatMap((element) =>
      ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'popovertarget'].flatMap(
        (name) => attributeOf(element, name)?.split(/\s+/) ?? [],
      ),
    );
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('findFault', () => {
  const [page] = pages;
  if (!page) throw new Error('no page');

  it.each([
    ['/no-such-page/', '/no-such-page/: no such file'],
    ['/make-my-commands/#nowhere', '/make-my-commands/#nowhere: no such id'],
    ['#', '#: no such id'],
    ['/make-my-commands/#commands', undefined],
    ['https://example.org/anything', undefined],
    ['mailto:somebody@example.org', undefined],
  ])('says of %s: %s', (address, fault) => {
    expect(findFault(address, page)).toBe(fault);
  });
});

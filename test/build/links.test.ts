import { describe, expect, it } from 'vitest';
import { attributeOf, readPages, siteFolder } from './built-site.ts';
import { addressesOf, findFault, idsOf } from './link-faults.ts';
import { siteOrigin } from './page-scripts.ts';

const pages = readPages();
const site = { address: `${siteOrigin}/`, folder: siteFolder, pages };

describe.each(pages)('the page $path', (page) => {
  it('links to pages, files and places that are there', () => {
    const addresses = page.elements.flatMap(addressesOf);
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.flatMap((address) => findFault(address, page, site) ?? [])).toEqual([]);
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
    ['/ways/rsync/#nowhere', '/ways/rsync/#nowhere: no such id'],
    ['#', '#: no such id'],
    ['/ways/rsync/#commands', undefined],
    ['https://example.org/anything', undefined],
    ['mailto:somebody@example.org', undefined],
  ])('says of %s: %s', (address, fault) => {
    expect(findFault(address, page, site)).toBe(fault);
  });
});

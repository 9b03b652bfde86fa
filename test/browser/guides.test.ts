import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methodIds } from '../../src/generator/index.ts';
import { colorRules, violationsOf } from './axe.ts';
import { makeCommands, openChoices, openSite, pagePaths, plainRequest, turnToForm } from './site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

/** Opens all that is folded in the steps. */
const openAll = (page: Page): Promise<void> =>
  page.locator('.steps details').evaluateAll((all: HTMLDetailsElement[]) => {
    for (const details of all) details.open = true;
  });

describe('the form', () => {
  it('has nothing that axe finds with commands or with problems, in light and dark', async () => {
    const { page } = await site.open('/ways/rsync/');
    const look = async (): Promise<string[]> => {
      const found = await violationsOf(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await expect.poll(() => page.getAttribute('html', 'data-theme')).toBe('dark');
      found.push(...(await violationsOf(page, colorRules)));
      await page.emulateMedia({ colorScheme: 'light' });
      await expect.poll(() => page.getAttribute('html', 'data-theme')).toBe('light');
      return found;
    };
    await page.click('button[type=submit]');
    await page.waitForSelector('.problem-summary:not([hidden])');
    expect(await look()).toEqual([]);
    await makeCommands(page, plainRequest);
    await openAll(page);
    expect(await look()).toEqual([]);
    await site.leave(page);
  });

  it('fits a width of 320 pixels with long names in its commands', async () => {
    const { page } = await site.open('/ways/rsync/', { viewport: { width: 320, height: 640 } });
    const collection = 'x'.repeat(120);
    await makeCommands(page, { ...plainRequest, collection, destination: `/srv/${collection}` });
    await openAll(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const heights = await page
      .locator('command-form :is(button, input):visible')
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    await site.leave(page);
  });
});

const guides = pagePaths.filter((path) => path.startsWith('/ways/'));

it.each(guides)(
  '%s fetches the rules of its own method and no other, and shows an example or a problem for each choice',
  async (path) => {
    const { page, requests, faults } = await site.open(path);
    expect(requests.filter((url) => url.includes('/_astro/commands.'))).toEqual([]);
    await turnToForm(page);
    const fetched = methodIds.filter((id) =>
      requests.some((url) => new URL(url).pathname.startsWith(`/_astro/${id}.`)),
    );
    expect(fetched).toEqual([path.split('/')[2]]);
    await openChoices(page);
    for (const radio of await page.locator('command-form input[type=radio]').all()) {
      if (!(await radio.isVisible())) continue;
      await radio.check();
      expect(await page.locator('.plan .steps > li, .plan .missing a').count()).toBeGreaterThan(0);
    }
    expect(faults).toEqual([]);
    await site.leave(page);
  },
);

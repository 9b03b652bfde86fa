import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openSite } from './site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

/** Types words into the search and gives the addresses of all pages found, in their order. */
async function findPages(page: Page, words: string): Promise<string[]> {
  await page.fill('site-search input', words);
  const said = page.locator('site-search .said');
  await expect.poll(() => said.textContent()).toMatch(new RegExp(`^\\d+ results? for ${words}$`));
  const count = Number.parseInt((await said.textContent()) ?? '');
  const links = page.locator('site-search ol > li > a');
  for (let shown = 5; shown < count; shown += 5) {
    await expect.poll(() => links.count()).toBe(shown);
    await page.click('site-search .more');
  }
  await expect.poll(() => links.count()).toBe(count);
  expect(await page.locator('site-search .more').isVisible()).toBe(false);
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
}

describe('the search', () => {
  it('shows the pages of those who get data before the pages for staff', async () => {
    const { page, faults } = await site.open('/');
    await page.click('site-search > button');
    for (const words of ['verify', 'screen', 'password', 'tmux', 'deleted', 'folder']) {
      const isForStaff = (await findPages(page, words)).map((path) => path.startsWith('/maintain/'));
      expect(isForStaff, words).toEqual(expect.arrayContaining([true, false]));
      expect(isForStaff, words).toEqual(isForStaff.toSorted());
    }
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('is opened, used and left by the keyboard alone', async () => {
    const { page } = await site.open('/');
    const input = page.locator('site-search input');
    await page.locator('site-search > button:enabled').waitFor();
    await page.keyboard.press('Control+k');
    await expect.poll(() => input.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('folder');
    await page.locator('site-search .said', { hasText: 'results for folder' }).waitFor();
    await expect.poll(() => page.locator('site-search ol > li > a').count()).toBe(5);
    await page.locator('site-search .more').focus();
    await page.keyboard.press('Enter');
    // The button may be gone: the first of the new pages has the focus.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.matches('site-search ol > li:nth-child(6) > a')))
      .toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('site-search dialog').isVisible()).toBe(false);
    await site.leave(page);
  });

  it('says that it could not be loaded, and can then be used without loading the page again', async () => {
    const { page } = await site.open('/');
    await page.context().route('**/pagefind/wasm.*', (route) => route.abort());
    await page.click('site-search > button');
    await page.fill('site-search input', 'microscope');
    await page
      .locator('site-search .said', {
        hasText: 'The search could not be loaded. Is there a network? Then type once more.',
      })
      .waitFor();
    await page.context().unroute('**/pagefind/wasm.*');
    expect(await findPages(page, 'caffeinate')).toContain('/ways/rsync/');
    await site.leave(page);
  });

  it('shows what was typed last, however fast somebody types', async () => {
    const { page } = await site.open('/');
    await page.click('site-search > button');
    await page.locator('site-search input').pressSequentially('microscope data caffeinate');
    await page.fill('site-search input', '');
    await page.locator('site-search input').pressSequentially('ServerAliveInterval');
    // What was typed before leads there too.
    await expect.poll(() => page.textContent('site-search .said')).toMatch(/^\d+ results? for ServerAliveInterval$/);
    await page.waitForSelector('site-search ol a[href="/ways/rsync/"]');
    await page.fill('site-search input', 'sidebar autogenerate exclamations krios');
    await expect
      .poll(() => page.textContent('site-search .said'))
      .toBe('No results for sidebar autogenerate exclamations krios');
    expect(await page.locator('site-search ol > li').count()).toBe(0);
    await site.leave(page);
  });

  it('shows the words of explanations one by one', async () => {
    const { page } = await site.open('/');
    await page.click('site-search > button');
    await page.fill('site-search input', 'partial cut files');
    await page.locator('site-search ol p', { hasText: 'The folder for cut files.' }).first().waitFor();
    const found = (await page.locator('site-search ol p').allTextContents()).join('\n');
    expect(found).toMatch(/\.rsync-partial The folder for cut files/);
    expect(found.match(/\S+[a-z](?:Copies|The|Runs|Explain|Your|More)\b/g)).toBe(null);
    await site.leave(page);
  });
});

/** The screens of steps, which are fetched when somebody unfolds one. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './axe.ts';
import { makeCommands, openSite, turnToForm } from './site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const typed = { account: 'mcurie', lab: 'radium-lab', collection: 'R7', destination: '/srv/radium/R7' };

/** The screens of a step. */
const screenOf = (id: string): string => `li:has(> #step-${id}) .screen`;

/** Makes commands for rsync, and unfolds the screens of a step. */
async function unfold(
  id: string,
  options?: BrowserContextOptions,
): Promise<{ page: Page; requests: readonly string[] }> {
  const { page, requests } = await site.open('/ways/rsync/', options);
  await makeCommands(page, typed);
  await page.click(`${screenOf(id)} > summary`);
  return { page, requests };
}

/** Makes a choice, which may be folded away. */
async function choose(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`[name=${name}][value=${value}]`).evaluate((input: HTMLInputElement) => {
    input.click();
  });
}

const screensAsked = (requests: readonly string[]): string[] => requests.filter((url) => url.includes('-screens.'));

describe('a screen that is unfolded', () => {
  it('has the person’s own names, marked as in commands, and the program that wrote it', async () => {
    const { page, requests } = await unfold('check');
    await page.waitForSelector(`${screenOf('check')} samp`);
    const [good = '', ...others] = await page.locator(`${screenOf('check')} samp`).allTextContents();
    expect(good).toMatch(/^mcurie@\S+'s password:\nlook: [^]*\nFOUND: 3 files, [^]*\nEND: .*\n\$$/);
    expect(others).toHaveLength(2);
    expect(others[0]).toContain("The authenticity of host 'biokem-storage");
    expect(await page.locator(`${screenOf('check')} mark`).allTextContents()).toContain('mcurie');
    expect(await page.textContent(`${screenOf('check')} figcaption >> nth=0`)).toMatch(
      /^Seen in a test, with OpenSSH [\d.]+ on \w+ \d+\.$/,
    );
    // The word before the screens of other ends is that of the list of them.
    const seen = await page.locator('li:has(> #step-check) .otherwise dt').allTextContents();
    for (const said of await page.locator(`${screenOf('check')} p`).allTextContents())
      expect(seen).toContain(said.replace(/^Or: /, ''));
    // What is there is not fetched again for another step.
    await page.click(`${screenOf('copy')} > summary`);
    await page.waitForSelector(`${screenOf('copy')} samp`);
    expect(screensAsked(requests)).toHaveLength(1);
    await site.leave(page);
  });

  it('follows what is typed and chosen, and stays unfolded', async () => {
    const { page } = await unfold('folder');
    await page.waitForSelector(`${screenOf('folder')} samp`);
    await page.fill('[name=destination]', '/srv/polonium/R7');
    await expect
      .poll(() => page.textContent(screenOf('folder')))
      .toContain('mkdir: cannot create directory ‘/srv/polonium/R7’: Permission denied');
    await page.click(`${screenOf('check')} > summary`);
    await page.waitForSelector(`${screenOf('check')} samp`);
    await choose(page, 'keys', 'key');
    await expect.poll(() => page.textContent(`${screenOf('check')} samp >> nth=0`)).toMatch(/^look: /);
    // Nobody has seen it in PowerShell.
    await choose(page, 'computer', 'windows');
    await expect.poll(() => page.isVisible(screenOf('check'))).toBe(false);
    await choose(page, 'computer', 'linux');
    await page.waitForSelector(`${screenOf('check')} samp`);
    await site.leave(page);
  });

  it('has the names of the example until values are filled in', async () => {
    const { page } = await site.open('/ways/rsync/');
    await turnToForm(page);
    await page.click(`${screenOf('check')} > summary`);
    await expect.poll(() => page.textContent(screenOf('check'))).toContain('YOUR-ACCOUNT@');
    await site.leave(page);
  });

  it('fits a width of 320 pixels, and has no fault that axe finds', async () => {
    const { page } = await unfold('copy', { viewport: { width: 320, height: 640 } });
    await page.waitForSelector(`${screenOf('copy')} samp`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const wide = await page
      .locator(`${screenOf('copy')} pre`)
      .evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length);
    expect(wide).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await site.leave(page);
  });

  it('is left out on paper', async () => {
    const { page } = await unfold('check');
    await page.waitForSelector(`${screenOf('check')} samp`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible(screenOf('check'))).toBe(false);
    await page.emulateMedia({ media: null });
    await site.leave(page);
  });
});

it('says that the screens could not be fetched, and fetches them when it is unfolded again', async () => {
  site.server.broken = /-screens\./;
  const { page } = await unfold('check', {});
  await page.waitForSelector(`${screenOf('check')} .problem`);
  expect(await page.textContent(`${screenOf('check')} .problem`)).toBe(
    'The screens could not be fetched. Is there a network? Fold this up, and unfold it again.',
  );
  delete site.server.broken;
  await page.click(`${screenOf('check')} > summary`);
  await page.click(`${screenOf('check')} > summary`);
  await page.waitForSelector(`${screenOf('check')} samp`);
  await site.leave(page);
});

it('is offered by no page without JavaScript, and costs a page that is opened no request', async () => {
  const { page, requests } = await site.open('/ways/rsync/', { javaScriptEnabled: false });
  expect(await page.locator('.screen:visible').count()).toBe(0);
  await site.leave(page);
  const live = await site.open('/ways/rsync/');
  await turnToForm(live.page);
  expect(screensAsked([...requests, ...live.requests])).toEqual([]);
  await site.leave(live.page);
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { formatLink } from '../../src/generator/index.ts';
import { openSection, openSite } from './site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const { host, interim } = loadFacility().storage;
// One page has a form beside its block, the other has only the block.
const pages = ['/ways/rsync/', '/maintain/'] as const;
const command: Record<(typeof pages)[number], string> = { '/ways/rsync/': 'ls -ltr', '/maintain/': 'ls' };

/** Gives the page what a reader has typed, as a link from another page does. */
async function type(page: Page, values: Record<string, string>): Promise<void> {
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, formatLink(values));
  await page.waitForFunction(() => location.hash === '');
}

/** A page whose block listens. */
async function open(path: string): Promise<{ page: Page; faults: readonly string[] }> {
  const { page, faults } = await site.open(path);
  await openSection(page);
  await page.hover('personal-command');
  await page.waitForSelector('personal-command li');
  return { page, faults };
}

describe.each(pages)('the personal command of %s', (path) => {
  it('has what is typed in it, marked, explained, and copied as it is shown', async () => {
    const { page, faults } = await open(path);
    await type(page, { account: 'jdoe', lab: "O'Brien lab" });
    const text = `ssh jdoe@${host} '${command[path]} '\\''${interim.path}/O'\\'\\\\\\'\\''Brien lab'\\'`;
    expect(await page.textContent('personal-command pre')).toBe(text);
    const marks = await page
      .locator('personal-command pre mark')
      .evaluateAll((all) => all.map((mark) => `${(mark as HTMLElement).dataset.field ?? ''}: ${mark.textContent}`));
    expect(marks.filter((mark) => mark.startsWith('account'))).toEqual(['account: jdoe']);
    expect(marks.at(-1)).toMatch(/^lab: Brien lab/);
    await page.click('personal-command summary');
    expect(await page.locator('personal-command dt').first().textContent()).toBe('ssh');
    expect(await page.locator('personal-command dd').first().textContent()).toBe(
      'Runs a command on another computer. ssh(1)',
    );
    await page.click('personal-command button.copy');
    await expect.poll(() => page.textContent('personal-command button.copy')).toBe('Copied');
    expect(await page.textContent('personal-command [role=status]')).toBe('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('keeps a placeholder, names the field and cannot be copied, where a value is missing or bad', async () => {
    const { page, faults } = await open(path);
    expect(await page.locator('personal-command li').allTextContents()).toEqual([
      'Enter your account. For example jdoe',
      'Enter your lab folder. For example curie-lab',
    ]);
    await type(page, { account: 'jdoe', lab: 'a/b' });
    expect(await page.textContent('personal-command pre')).toBe(
      `ssh jdoe@${host} '${command[path]} ${interim.path}/YOUR-LAB'`,
    );
    expect(await page.locator('personal-command li').allTextContents()).toEqual([
      'Lab folder “a/b” has a slash. Enter one folder name, for example curie-lab',
    ]);
    expect(await page.getAttribute('personal-command li', 'data-field')).toBe('lab');
    expect(await page.locator('personal-command button.copy').count()).toBe(0);
    await page.click('personal-command summary');
    await type(page, { account: 'jdoe', lab: 'x<img src=x onerror=alert(1)>y' });
    expect(await page.textContent('personal-command pre')).toContain('x<img src=x onerror=alert(1)>y');
    expect(await page.locator('personal-command img').count()).toBe(0);
    expect(await page.getAttribute('personal-command details', 'open')).toBe('');
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('is never shown with names so long that a shell would cut its line', async () => {
    const { page } = await open(path);
    await type(page, { account: 'j'.repeat(990), lab: 'luger-lab' });
    expect(await page.textContent('personal-command pre')).toContain('YOUR-ACCOUNT@');
    expect(await page.locator('personal-command li').allTextContents()).toEqual([
      'The names are too long: with them a command has a line that some shells cut off. Use a shorter path, or ask for the folder to be renamed.',
    ]);
    expect(await page.locator('personal-command button.copy').count()).toBe(0);
    await site.leave(page);
  });

  it('has the values of a link, at once or once its section is unfolded', async () => {
    const { page, requests } = await site.open(`${path}#${formatLink({ account: 'jdoe', lab: 'luger-lab' })}`);
    const isFolded = (await page.locator('.fold personal-command').count()) > 0;
    if (isFolded) {
      await page.waitForSelector('command-form [data-value]', { state: 'attached' });
      expect(requests.filter((url) => url.includes('/personal-command.'))).toEqual([]);
      await openSection(page);
    }
    await expect.poll(() => page.textContent('personal-command pre')).toContain('ssh jdoe@');
    await site.leave(page);
  });

  it('stands there without JavaScript as an example, explained', async () => {
    const { page } = await site.open(path, { javaScriptEnabled: false });
    expect(await page.textContent('personal-command pre')).toBe(
      `ssh YOUR-ACCOUNT@${host} '${command[path]} ${interim.path}/YOUR-LAB'`,
    );
    expect(await page.textContent('personal-command .needs')).toBe(
      'Put your own values in place of the words that begin with YOUR: Account, Lab folder.',
    );
    expect(await page.locator('personal-command pre mark').allTextContents()).toEqual(['YOUR-ACCOUNT', 'YOUR-LAB']);
    expect(await page.locator('personal-command button').count()).toBe(0);
    await openSection(page);
    await page.click('personal-command summary');
    expect(await page.locator('personal-command dd').last().isVisible()).toBe(true);
    await site.leave(page);
  });
});

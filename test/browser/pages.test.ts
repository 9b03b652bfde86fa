import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { makeCommands, openSite, pagePaths, plainRequest } from './site.ts';
import type { Site } from './site.ts';

const { contact, name } = loadFacility();
const ask = `Ask ${contact.role} of ${name}.`;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const schemes = ['light', 'dark'] as const;

describe.each(pagePaths)('%s', (path) => {
  it.each(schemes)('has nothing that axe finds, in %s', async (colorScheme) => {
    const { page } = await site.open(path, { colorScheme });
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('fits a width of 320 pixels', async () => {
    const { page } = await site.open(path, { viewport: { width: 320, height: 640 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.context().close();
  });

  it('asks no other host for anything and keeps the Content Security Policy', async () => {
    const { page, requests, faults } = await site.open(path);
    await page.waitForLoadState('networkidle');
    expect(requests.filter((url) => !url.startsWith(`${site.origin}/`))).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('shows how to reach the facility at its end', async () => {
    const { page } = await site.open(path);
    expect(await page.textContent('footer ~ *, .contact')).toContain(ask);
    await page.context().close();
  });
});

describe('the form', () => {
  it.each(schemes)('has nothing that axe finds with commands or with problems, in %s', async (colorScheme) => {
    const { page } = await site.open('/make-my-commands/', { colorScheme });
    await page.click('button[type=submit]');
    expect(await violationsOf(page)).toEqual([]);
    await makeCommands(page, plainRequest);
    for (const summary of await page.locator('.steps summary').all()) await summary.click();
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('fits a width of 320 pixels with long names in its commands', async () => {
    const { page } = await site.open('/make-my-commands/', { viewport: { width: 320, height: 640 } });
    const collection = 'x'.repeat(120);
    await makeCommands(page, { ...plainRequest, collection, destination: `/srv/${collection}` });
    for (const summary of await page.locator('.steps summary').all()) await summary.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const heights = await page
      .locator('command-form :is(button, input)')
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    await page.context().close();
  });

  it('prints the plan, without the form, with the deletion date and the way to reach the facility', async () => {
    const { page } = await site.open('/make-my-commands/');
    await makeCommands(page, plainRequest);
    const folder = mkdtempSync(join(tmpdir(), 'print-'));
    const file = join(folder, 'plan.pdf');
    await page.pdf({ path: file, format: 'Letter' });
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(text).toContain('mkdir -p /srv/data/GRID1');
    expect(text.replace(/\s+/g, ' ')).toMatch(/are deleted on or after \d{4}-\d\d-\d\d/);
    expect(text).toContain('The connection broke. Run the same command again');
    expect(text).toContain(ask);
    expect(text).not.toContain('Copy command');
    expect(text).not.toContain('Your user name on the storage server');
    await page.context().close();
  });
});

describe('search', () => {
  const contentPaths = pagePaths.filter((path) => path !== '/404.html');

  it.each(contentPaths)('finds %s by its title, from this host alone', async (path) => {
    const { page, requests, faults } = await site.open(path);
    const title = (await page.textContent('h1')) ?? '';
    await page.click('button[data-open-modal]');
    await page.fill('.pagefind-ui__search-input', title);
    await page.waitForSelector(`.pagefind-ui__result-link[href="${path}"]`);
    expect(requests.filter((url) => !url.startsWith(`${site.origin}/`))).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['caffeinate', '/ways/copy-to-your-labs-server/'],
    ['appointment', '/'],
    ['YOUR-COLLECTION', '/make-my-commands/'],
  ])('finds the word %s on %s', async (word, path) => {
    const { page } = await site.open('/');
    await page.click('button[data-open-modal]');
    await page.fill('.pagefind-ui__search-input', word);
    await page.waitForSelector(`.pagefind-ui__result-link[href="${path}"]`);
    expect(await page.locator('.pagefind-ui__result-link').count()).toBeGreaterThan(0);
    await page.context().close();
  });
});

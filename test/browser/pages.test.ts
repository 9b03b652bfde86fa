import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { readPages, textOf } from '../build/built-site.ts';
import { colorRules, violationsOf } from './axe.ts';
import { openSite, pagePaths, turnToForm } from './site.ts';
import type { Site, Visit } from './site.ts';

const { contact, name } = loadFacility();
const ask = `Ask ${contact.role} of ${name}.`;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

// One visit a page, and all by one reader: a browser takes longer to make a new context than axe to look at a page.
describe('each page', () => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await site.open('about:blank');
  });

  it.each(pagePaths)(
    '%s asks no other host, keeps its policy, names the facility, fits 320 pixels with its whole title, and axe finds nothing in light and dark',
    async (path) => {
      const { page, requests, faults } = visit;
      const [asked, failed] = [requests.length, faults.length];
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 720 });
      await page.goto(site.origin + path, { waitUntil: 'networkidle' });
      expect(requests.slice(asked)).toContain(site.origin + path);
      expect(requests.slice(asked).filter((url) => !url.startsWith(`${site.origin}/`))).toEqual([]);
      expect(await page.textContent('footer ~ *, .contact')).toContain(ask);
      expect(await page.getAttribute('html', 'data-theme')).toBe('light');
      if ((await page.locator('command-form').count()) > 0) await turnToForm(page);
      expect(await violationsOf(page)).toEqual([]);
      // The browser's own blue: nothing has given the link a look.
      const links = page.locator('main a');
      expect(await links.evaluateAll((all) => all.map((link) => getComputedStyle(link).color))).not.toContain(
        'rgb(0, 0, 238)',
      );
      await page.emulateMedia({ colorScheme: 'dark' });
      await expect.poll(() => page.getAttribute('html', 'data-theme')).toBe('dark');
      // Decisions are prose: one of them has the colours of all.
      if (!path.startsWith('/maintain/decisions/') || path === '/maintain/decisions/verdict/')
        expect(await violationsOf(page, colorRules)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      const title = page.locator('.site-title span');
      expect(await title.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      expect(faults.slice(failed)).toEqual([]);
    },
  );
});

it('what is read stays where it is when something above it goes, beside a table of contents too', async () => {
  const { page } = await site.open('/maintain/');
  const moved = await page.evaluate(async () => {
    const frames = async (): Promise<void> => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    scrollTo({ top: 1500, behavior: 'instant' });
    await frames();
    const parts = [...document.querySelectorAll('.sl-markdown-content > *')];
    const read = parts.find((part) => part.getBoundingClientRect().top > 100);
    const before = read?.getBoundingClientRect().top ?? NaN;
    parts[0]?.remove();
    await frames();
    return Math.abs((read?.getBoundingClientRect().top ?? NaN) - before);
  });
  expect(moved).toBeLessThan(1);
  await site.leave(page);
});

it('axe finds what is put wrong into a page, in the scheme that it is wrong in', async () => {
  const { page } = await site.open('/maintain/', { colorScheme: 'dark' });
  await page.evaluate(() => {
    const wrong = '<img src="/favicon.svg"><p style="color: #333">dark on dark</p>';
    document.querySelector('main h1')?.insertAdjacentHTML('afterend', wrong);
  });
  expect(await violationsOf(page)).toEqual([
    'color-contrast: <p style="color: #333">dark on dark</p>',
    'image-alt: <img src="/favicon.svg">',
  ]);
  expect(await violationsOf(page, ['color-contrast'])).toEqual([
    'color-contrast: <p style="color: #333">dark on dark</p>',
  ]);
  await site.leave(page);
});

it('the search finds every page by its title, and words on their page, from this host alone', async () => {
  // The page of the module would come before the guides: it has most of their words.
  const notSearched = ['/404.html', '/maintain/module/'];
  const titles = readPages()
    .filter(({ path }) => !notSearched.includes(path))
    .map(({ path, elements }) => {
      const title = elements.find(({ tagName }) => tagName === 'h1');
      return [title ? textOf(title).trim() : '', path];
    });
  const words = [
    ['caffeinate', '/ways/rsync/'],
    ['microscope', '/'],
    ['ServerAliveInterval', '/ways/rsync/'],
  ];
  expect(titles.length).toBeGreaterThan(10);
  const { page, requests, faults } = await site.open('/');
  await page.click('site-search > button');
  for (const [word = '', path = ''] of [...titles, ...words]) {
    await page.fill('site-search input', word);
    // What was found for the word before may still be there.
    await page.locator('site-search .said', { hasText: word }).waitFor();
    await page.waitForSelector(`site-search ol a[href="${path}"]`);
  }
  expect(requests.filter((url) => !url.startsWith(`${site.origin}/`))).toEqual([]);
  expect(faults).toEqual([]);
  await site.leave(page);
});

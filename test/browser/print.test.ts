import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { makeCommands, openSite, plainRequest } from './site.ts';
import type { Site } from './site.ts';

const { contact, guide, name } = loadFacility();

let site: Site;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'print-'));
  site = await openSite();
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/**
 * Prints a page and reads the paper: the text of each side, all white space one space. With `-layout` columns are read
 * side by side, and a hyphen at the end of a line stays, which otherwise pdftotext takes for a hyphenation.
 */
async function printSides(page: Page, format: string, options = ['-layout']): Promise<string[]> {
  const file = join(folder, 'plan.pdf');
  await page.pdf({ path: file, format });
  const sides = execFileSync('pdftotext', [...options, file, '-'], { encoding: 'utf8' })
    .split('\f')
    .slice(0, -1);
  expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(new RegExp(`^Pages: +${sides.length}$`, 'm'));
  return sides.map((text) => text.replace(/\s+/g, ' '));
}

/** A text without its white space: where a line is broken on paper nothing says. */
const close = (text = ''): string => text.replace(/\s/g, '');

/** On how many sides each command of the page stands in full. */
async function countSides(page: Page, sides: readonly string[]): Promise<number[]> {
  const commands = await page.locator('command-form .steps pre').allTextContents();
  return commands.map((command) => sides.filter((side) => close(side).includes(close(command))).length);
}

describe("a person's plan", () => {
  it.each(['Letter', 'A4'])(
    'is printed on two sheets of %s: values, deletion date, every step whole, and whom to ask',
    async (format) => {
      const { page } = await site.open('/ways/rsync/');
      await makeCommands(page, plainRequest);
      const sides = await printSides(page, format);
      const paper = sides.join(' ');
      expect(sides).toHaveLength(2);
      for (const value of [
        'Account: jdoe',
        'Lab folder: luger-lab',
        'Collection: GRID1',
        'Destination: /srv/data/GRID1',
        'Your computer: Linux',
      ])
        expect(paper).toContain(value);
      expect(close(sides[0])).toMatch(/writtentoday,\d{4}-\d\d-\d\d,aredeletedonorafter\d{4}-\d\d-\d\d,/);
      const commands = await countSides(page, sides);
      expect(commands.length).toBeGreaterThan(8);
      expect(Math.min(...commands)).toBe(1);
      for (const title of await page.locator('.steps h4').allTextContents()) expect(paper).toContain(title);
      expect(paper).toContain('Press Ctrl + A , let go, then press D');
      expect(paper).toContain('code 12, code 255, Broken pipe: The connection broke. Run the same command again');
      expect(paper).toContain('Not passed: the check itself was cut off. Run it again.');
      expect(sides[1]).toContain(`Ask ${contact.role} of ${name}.`);
      if (guide) expect(close(sides[1])).toContain(guide);
      for (const left of [
        'Copy command',
        'Make my commands',
        'Your user name on the storage server',
        'If you see something else',
        'Explain this command',
        'More about this',
        'Before you begin',
        'Good to know',
        'Windows',
      ])
        expect(paper).not.toContain(left);
      await site.leave(page);
    },
  );

  it('keeps commands and values of any length whole, on as many sheets as they need', async () => {
    const { page } = await site.open('/ways/rsync/');
    const destination = `/srv/${'d'.repeat(250)}/${'c'.repeat(250)}`;
    await makeCommands(page, { ...plainRequest, collection: 'c'.repeat(250), destination });
    expect(Math.min(...(await countSides(page, await printSides(page, 'Letter'))))).toBe(1);
    const [first] = await printSides(page, 'Letter', []);
    expect(close(first)).toContain(`Destination:${destination}`);
    await site.leave(page);
  });

  it('is as dark on paper as any text where the screen is dark', async () => {
    const { page } = await site.open('/ways/rsync/', { colorScheme: 'dark' });
    await makeCommands(page, plainRequest);
    const colorsOf = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((found) => getComputedStyle(found).color);
    const selectors = ['h1', '.steps pre', '.steps mark', '.contact'];
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    await page.emulateMedia({ media: 'print' });
    const printed = await Promise.all(selectors.map(colorsOf));
    await page.evaluate(() => {
      document.documentElement.dataset.theme = 'light';
    });
    expect(printed).toEqual(await Promise.all(selectors.map(colorsOf)));
    await site.leave(page);
  });
});

it('without a plan the guide is printed, with its checklist and its example', async () => {
  const { page } = await site.open('/ways/rsync/');
  await expect.poll(() => page.isEnabled('[name=account]')).toBe(true);
  const paper = (await printSides(page, 'Letter')).join(' ');
  for (const part of ['Before you begin', 'Good to know', 'YOUR-COLLECTION', `Ask ${contact.role} of ${name}.`])
    expect(paper).toContain(part);
  for (const item of await page.locator('.checklist label').allInnerTexts())
    expect(paper).toContain(item.replace(/\s+/g, ' ').trim());
  expect(paper).not.toContain('Your user name on the storage server');
  await site.leave(page);
});

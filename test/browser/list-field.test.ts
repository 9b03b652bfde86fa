import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatLink, readLink } from '../../src/generator/index.ts';
import { violationsOf } from './axe.ts';
import { holdBack, makeCommands, openChoices, openSite, plainRequest, turnToForm } from './site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const field = '#field-alsoCollections';
const listing = [
  'total 12',
  'drwxr-xr-x 2 jdoe curie 4096 Nov 28 19:58  GRID1',
  'drwxr-xr-x 2 jdoe curie 4096 Nov 29 19:58  GRID2',
  '-rw-r--r-- 1 jdoe curie   12 Nov 29 19:58  notes.txt',
  "drwxr-xr-x 2 jdoe curie 4096 Nov 29 19:58 'GRID 3, north'",
].join('\n');

/** Pastes a text where the cursor is, as Ctrl+V does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const target = document.activeElement as HTMLTextAreaElement;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    const isFree = target.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
    // Nothing else types into a field as a person does, with what can be undone.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (isFree) document.execCommand('insertText', false, pasted);
  }, text);
}

/** The titles of the steps that copy. */
const copies = (page: Page): Promise<string[]> => page.locator('[id^=step-copy]').allTextContents();

it('takes names as they are typed, a line each, and keeps the cursor', async () => {
  const { page, faults } = await site.open('/ways/rsync/');
  await openChoices(page);
  await makeCommands(page, { ...plainRequest, destination: '/srv/data' });
  await page.focus(field);
  await page.keyboard.type('GRID2\nGRID3');
  expect(await copies(page)).toEqual(['GRID1: Copy', 'GRID2: Copy', 'GRID3: Copy']);
  // Back into the first line.
  for (let times = 0; times < 6; times += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('0\nGRID25');
  expect(await page.inputValue(field)).toBe('GRID20\nGRID25\nGRID3');
  expect(await page.$eval(field, ({ selectionStart }: HTMLTextAreaElement) => selectionStart)).toBe(13);
  expect(await copies(page)).toEqual(['GRID1: Copy', 'GRID20: Copy', 'GRID25: Copy', 'GRID3: Copy']);
  expect(faults).toEqual([]);
});

it('takes what ls prints, and shows the names that it took', async () => {
  const { page } = await site.open('/ways/rsync/');
  await openChoices(page);
  await makeCommands(page, { ...plainRequest, destination: '/srv/data' });
  await page.focus(field);
  await paste(page, listing);
  await page.keyboard.press('Tab');
  await expect.poll(() => page.inputValue(field)).toBe('GRID1\nGRID2\nGRID 3, north');
  expect(await copies(page)).toEqual(['GRID1: Copy', 'GRID2: Copy', 'GRID 3, north: Copy']);
  expect(await page.textContent('.notices')).toContain('“GRID1” is the first collection already. It is copied once.');
});

it('takes several names that are pasted into the field of one', async () => {
  const { page } = await site.open('/ways/rsync/');
  await openChoices(page);
  await makeCommands(page, { ...plainRequest, collection: '', destination: '/srv/data' });
  await page.focus('#field-collection');
  await paste(page, 'GRID1\nGRID2\nGRID3\n');
  await expect.poll(() => page.inputValue('#field-collection')).toBe('GRID1');
  expect(await page.inputValue(field)).toBe('GRID2\nGRID3');
  expect(await copies(page)).toEqual(['GRID1: Copy', 'GRID2: Copy', 'GRID3: Copy']);
});

it('says so where only one can be taken', async () => {
  const { page } = await site.open('/ways/rsync/');
  await openChoices(page);
  await makeCommands(page, { ...plainRequest, computer: 'windows', destination: 'D:\\cryoem\\GRID1' });
  await page.fill('#field-collection', '');
  await paste(page, 'GRID1\nGRID2\n');
  await expect.poll(() => page.textContent('#problem-collection')).toContain('“GRID1⟨U+000A⟩GRID2” has a line break');
});

it('names the one that has a problem, and stays as it was typed', async () => {
  const { page } = await site.open('/ways/rsync/');
  await openChoices(page);
  await makeCommands(page, { ...plainRequest, destination: '/srv/data' });
  await page.fill(field, 'GRID2\n/data/other-lab/GRID3');
  await page.click('button[type=submit]');
  expect(await page.textContent('#problem-alsoCollections')).toContain(
    'Further collections: “/data/other-lab/GRID3” is a path',
  );
  expect(await page.inputValue(field)).toBe('GRID2\n/data/other-lab/GRID3');
  expect(await page.getAttribute(field, 'aria-invalid')).toBe('true');
  expect(await violationsOf(page, ['label', 'color-contrast', 'aria-valid-attr-value'])).toEqual([]);
  await page.click('.problem-summary a');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-alsoCollections');
});

it('comes with links, old and new, and stays when the page is loaded again', async () => {
  const { page } = await site.open('/ways/rsync/#v=1&method=rsync&collection=GRID1&more=GRID2%2FGRID+3');
  await turnToForm(page);
  await openChoices(page);
  expect(await page.inputValue(field)).toBe('GRID2\nGRID 3');
  await openChoices(page);
  await makeCommands(page, { ...plainRequest, destination: '/srv/data' });
  await page.fill(field, 'GRID2\nGRID 3');
  // Before the field is left.
  await page.reload();
  await turnToForm(page);
  await openChoices(page);
  expect(await page.inputValue(field)).toBe('GRID2\nGRID 3');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.click('[data-does=link]');
  await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent);
  const read = readLink(await page.evaluate(() => navigator.clipboard.readText()));
  expect(read && 'values' in read && read.values.alsoCollections).toBe('GRID2/GRID 3');
});

it('is changed where a name of it stands in a command', async () => {
  const { page } = await site.open('/ways/rsync/');
  await openChoices(page);
  await makeCommands(page, { ...plainRequest, destination: '/srv/data' });
  await page.fill(field, 'GRID2\nGRID3');
  await page.click('mark[data-field=alsoCollections] >> nth=0');
  expect(await page.inputValue('.steps pre input')).toBe('GRID2/GRID3');
  await page.fill('.steps pre input', 'GRID2/GRID4');
  await page.keyboard.press('Enter');
  expect(await page.inputValue(field)).toBe('GRID2\nGRID4');
});

it('has a line for each name on paper', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'list-'));
  const { page } = await site.open('/ways/rsync/');
  await openChoices(page);
  await makeCommands(page, { ...plainRequest, destination: '/srv/data' });
  await page.fill(field, 'GRID2\nGRID3');
  await page.pdf({ path: join(folder, 'plan.pdf'), format: 'A4' });
  const paper = execFileSync('pdftotext', [join(folder, 'plan.pdf'), '-'], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(paper).toMatch(/Further collections[^\n]*\s+GRID2\s*\n\s*GRID3\n/);
});

it('fits into 320 pixels', async () => {
  const { page } = await site.open('/ways/rsync/', { viewport: { width: 320, height: 600 } });
  await turnToForm(page);
  await openChoices(page);
  await page.fill(field, `${'a'.repeat(200)}\nGRID3`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

const readers = '**/_astro/on-demand/read-values.*.js';
const fragment = (values: Record<string, string>): string =>
  formatLink({ method: 'rsync', ...plainRequest, ...values });
const commands = (page: Page): Promise<string> =>
  page.$$eval('.plan pre', (all) => all.map((one) => one.textContent).join());

it('with a list that has to be read there are no commands until what reads it has come', async () => {
  const { page, requests, faults } = await site.open(`/ways/rsync/#${fragment({ alsoCollections: 'GRID2/GRID3' })}`);
  await page.waitForSelector('command-form[data-ready]');
  expect(await commands(page)).toContain('/GRID3/');
  expect(requests.filter((url) => /read-values|estimate|value-editor|remember-box/.test(url))).toEqual([]);
  const release = await holdBack(page, readers);
  await page.evaluate((hash) => (location.hash = hash), fragment({ alsoCollections: 'GRID4, GRID5' }));
  await page.waitForSelector('command-form:not([data-ready])');
  expect(await page.textContent('#commands')).toBe('Example');
  expect(await commands(page)).not.toMatch(/GRID[2345]/);
  expect(await page.locator('.plan button.copy').count()).toBe(0);
  release();
  await page.waitForSelector('command-form[data-ready]');
  expect(await commands(page)).toMatch(/GRID4/);
  expect(await commands(page)).toMatch(/GRID5/);
  expect(faults).toEqual([]);
  await site.leave(page);
});

it('a link with such a list waits for it too; where it cannot be had the form says so, and asks again', async () => {
  const { page } = await site.open('about:blank', {});
  await page.route(readers, (route) => route.abort());
  await page.goto(`${site.origin}/ways/rsync/#${fragment({ alsoCollections: 'GRID2, GRID3' })}`);
  await page.waitForSelector('command-form[data-failed]');
  expect(await page.textContent('#commands')).toBe('Example');
  await page.unroute(readers);
  await turnToForm(page);
  await page.waitForSelector('command-form[data-ready]:not([data-failed])');
  expect(await commands(page)).toContain('/GRID3/');
  await site.leave(page);
});

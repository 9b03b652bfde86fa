import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminalHelp } from '../../src/site/terminal-lines.ts';
import { violationsOf } from './axe.ts';
import { makeCommands, openChoices, openSite, plainRequest, turnToForm } from './site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const open = '.terminal-help details[open]';

describe('the link above the first step', () => {
  it.each([
    ['linux', '/srv/data/GRID1', 'server'],
    ['macos', '/Volumes/Data/GRID1', 'macos'],
    ['wsl', '/mnt/d/GRID1', 'wsl'],
    ['windows', 'D:\\cryoem\\GRID1', 'windows'],
  ])('with %s, leads to the lines of the computer of that step, opened', async (computer, destination, id) => {
    const { page, faults } = await site.open('/ways/rsync/');
    await openChoices(page);
    await makeCommands(page, { ...plainRequest, computer, destination });
    await page.click('.first-time a');
    await page.waitForURL('**/terminal/**');
    await page.waitForSelector(open);
    expect(await page.locator(open).count()).toBe(1);
    expect(await page.locator(`${open} #${id}`).count()).toBe(1);
    expect(await page.locator(`#${id}`).evaluate((lines) => lines.getBoundingClientRect().top < innerHeight)).toBe(
      true,
    );
    expect(faults).toEqual([]);
    // What was typed has come along.
    await page.goBack();
    await turnToForm(page);
    await openChoices(page);
    expect(await page.inputValue('[name=account]')).toBe(plainRequest.account);
  });

  it('follows another choice, and leads nowhere in particular where nobody has said which computer it is', async () => {
    const { page } = await site.open('/ways/rsync/');
    await turnToForm(page);
    await openChoices(page);
    const leadsTo = (): Promise<string> => page.$eval('.first-time a', (link) => (link as HTMLAnchorElement).hash);
    await expect.poll(leadsTo).toBe('#server');
    await page.check('[name=workplace][value=workstation]');
    await expect.poll(leadsTo).toBe('');
    await page.check('[name=computer][value=macos]');
    await page.check('[name=computer][value=windows]');
    await expect.poll(leadsTo).toBe('#windows');
  });

  it('is not there where nothing is typed into a terminal', async () => {
    const { page } = await site.open('/ways/globus/');
    await turnToForm(page);
    await openChoices(page);
    await expect.poll(() => page.isVisible('.first-time')).toBe(false);
    await page.check('[name=way][value=cli]');
    await expect.poll(() => page.isVisible('.first-time')).toBe(true);
  });

  it('works without JavaScript', async () => {
    const { page } = await site.open('/ways/rsync/', { javaScriptEnabled: false });
    await page.click('.first-time a');
    await page.waitForURL('**/terminal/');
    await page.click('.terminal-help summary >> text=Mac');
    expect(await page.isVisible('#macos')).toBe(true);
  });
});

describe('the page about terminals', () => {
  it('opens the lines that a link names, without JavaScript too', async () => {
    const { page } = await site.open('/terminal/#wsl', { javaScriptEnabled: false });
    expect(await page.isVisible('#wsl')).toBe(true);
    expect(await page.locator(open).count()).toBe(1);
  });

  it('has no faults with everything open, and fits into 320 pixels', async () => {
    const { page } = await site.open('/terminal/', { viewport: { width: 320, height: 640 } });
    for (const summary of await page.locator('.terminal-help summary').all()) await summary.click();
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('is whole on paper, whatever is folded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
    const { page } = await site.open('/terminal/');
    await page.pdf({ path: join(folder, 'page.pdf'), format: 'A4' });
    const paper = execFileSync('pdftotext', [join(folder, 'page.pdf'), '-'], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    const questions = terminalHelp.flatMap(({ lines }) => lines.map(({ ask }) => ask.replaceAll('`', '')));
    const words = paper.replace(/\s+/g, ' ');
    expect(questions.filter((question) => !words.includes(question))).toEqual([]);
  });
});

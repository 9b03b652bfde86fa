/** What the first step has shown, pasted into the form. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { readLink } from '../../src/generator/index.ts';
import { labReportOf, reportOf } from '../rigs/look-report.ts';
import { violationsOf } from './axe.ts';
import { makeCommands, openSite, plainRequest, turnToForm } from './site.ts';
import type { Site } from './site.ts';

const { path } = loadFacility().storage.interim;
const { lab, collection } = plainRequest;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

async function paste(page: Page, text: string): Promise<void> {
  await page.fill('#look', text);
  await page.click('[data-does=look]');
}

async function openBox(): Promise<Page> {
  const { page } = await site.open('/ways/rsync/');
  await turnToForm(page);
  await page.click('.look > summary');
  return page;
}

const answerOf = (page: Page): Promise<string | null> => page.textContent('.look-answer');

describe('a look at a collection', () => {
  it('fills in which one, its size and its days, and says what has to be known', async () => {
    const page = await openBox();
    await paste(page, `jdoe@server's password:\n${reportOf(`${path}/${lab}/${collection}`)}$ `);
    await expect.poll(() => page.inputValue('[name=size]')).toBe('1200.0 GB');
    const values = ['lab', 'collection', 'collected', 'collectedUntil'].map((name) =>
      page.inputValue(`[name=${name}]`),
    );
    expect(await Promise.all(values)).toEqual([lab, collection, '2026-11-17', '2026-11-19']);
    expect(await answerOf(page)).toContain('Your account cannot read: 1');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('look-answer');
    expect(await page.textContent('.deletion > div')).toContain('2026-12-01');
    expect(await violationsOf(page)).toEqual([]);
    await site.leave(page);
  });

  it('that was cut, altered, or is of another one, fills in nothing', async () => {
    const page = await openBox();
    await makeCommands(page, plainRequest);
    const report = reportOf(`${path}/${lab}/${collection}`);
    for (const [text, problem] of [
      [report.slice(0, 300), 'A part of what the command has shown is missing.'],
      [report.replace('4000', '4001'), 'its sum at the end does not fit'],
      [reportOf(`${path}/${lab}/OTHER`), 'This is a look at OTHER'],
      ['', 'This is not what the command that looks at a collection shows.'],
    ] as const) {
      await paste(page, text);
      await expect.poll(() => answerOf(page)).toContain(problem);
      expect(await page.inputValue('[name=size]')).toBe('');
    }
    await site.leave(page);
  });

  it('travels in a link as its values', async () => {
    const page = await openBox();
    await makeCommands(page, plainRequest);
    await paste(page, reportOf(`${path}/${lab}/${collection}`));
    await expect.poll(() => page.inputValue('[name=size]')).toBe('1200.0 GB');
    await page.click('[data-does=link]');
    await expect.poll(() => page.textContent('command-form > [role=status]')).toMatch(/^Copied/);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const read = readLink(new URL(link).hash);
    expect(read && 'values' in read && read.values).toMatchObject({ size: '1200.0 GB', collected: '2026-11-17' });
    await site.leave(page);
  });
});

describe('a look at the whole lab folder', () => {
  it('is a table of what goes first, with a reminder of each, and a message for all', async () => {
    const page = await openBox();
    await paste(page, labReportOf(`${path}/${lab}`));
    await page.waitForSelector('.look-table');
    const rows = page.locator('.look-table tbody tr');
    expect(await rows.first().locator('td').allTextContents()).toEqual([
      'GRID,2',
      '2026-11-10',
      '2026-11-10',
      '10',
      '5.0 GB',
      '2026-11-24',
    ]);
    expect(await rows.count()).toBe(3);
    const saved = page.waitForEvent('download');
    await page.click('[data-does=look-calendar]');
    const file = await (await saved).path();
    expect(readFileSync(file, 'utf8').match(/^BEGIN:VEVENT/gm)).toHaveLength(2);
    await page.click('.look-answer summary');
    expect(await page.textContent('.look-answer pre')).toContain('- GRID1: written from 2026-11-17 to 2026-11-19');
    await site.leave(page);
  });

  it('has its command, once there is a plan', async () => {
    const page = await openBox();
    await page.click('[data-does=look-lab]');
    await expect.poll(() => answerOf(page)).toContain('Fill in the form first');
    await makeCommands(page, plainRequest);
    await page.click('[data-does=look-lab]');
    await expect.poll(() => answerOf(page)).toContain('lab=1');
    expect(await page.textContent('.look-answer pre')).toContain(`${path}/${lab}/. `);
    await site.leave(page);
  });
});

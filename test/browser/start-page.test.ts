/** The start page: where data should go, what is known of the last collection, and the picture. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { loadFacility } from '../../src/facility/load.ts';
import { fitChoice } from '../../src/generator/choice.ts';
import { findDeletion } from '../../src/generator/dates/deletion.ts';
import { choiceTexts, chooseTransfer, formatLink, formatLocalDay } from '../../src/generator/index.ts';
import type { Choice } from '../../src/generator/index.ts';
import { choiceRows } from '../../src/generator/transfer.ts';
import { violationsOf } from './axe.ts';
import { listShifts, makeCommands, noteShifts, openSite, plainRequest } from './site.ts';
import type { Site } from './site.ts';

const facility = loadFacility();
const narrow = { viewport: { width: 320, height: 800 } };

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

function choose(answers: Readonly<Record<string, string>>): Choice {
  const found = chooseTransfer(facility, answers);
  if (!('choice' in found)) throw new Error(JSON.stringify(found.problems));
  return found.choice;
}

/** The questions that are asked after the first one. */
const askedOn = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('way-chooser [data-ask]:not([hidden])')].map(
      ({ dataset }) => dataset.ask,
    ),
  );

describe('where the data should end up', () => {
  it('leads to the way, with the reason, the next best, and what speaks against the others', async () => {
    const { page, faults } = await site.open('/', { ...narrow, colorScheme: 'dark' });
    await page.check('way-chooser [value=server]');
    await expect
      .poll(() => page.textContent('.chosen .go'))
      .toBe(`${choose({ where: 'server' }).chosen?.title ?? ''} →`);
    expect(await askedOn(page)).toEqual(['who', 'size']);
    await page.check('way-chooser [value=account]');
    await page.fill('#choose-size', '2 TB');
    await expect.poll(() => askedOn(page)).toEqual(['who', 'size', 'days']);
    await page.fill('#choose-days', '20');
    const { chosen, runnerUp, others } = choose({ where: 'server', who: 'account', size: '2 TB', days: '20' });
    await expect.poll(() => page.textContent('.chosen .go')).toBe(`${chosen?.title ?? ''} →`);
    expect(await page.textContent('.chosen .go + p')).toBe(chosen?.says.join(' '));
    expect(await page.textContent('.not-chosen > p')).toBe(
      `Next best: ${runnerUp?.title ?? ''}. ${runnerUp?.says.join(' ') ?? ''}`,
    );
    await page.click('.not-chosen summary');
    expect(await page.locator('.not-chosen dt').allTextContents()).toEqual(others.map(({ title }) => title));
    expect(await page.locator('.not-chosen dd').allTextContents()).toEqual(others.map(({ says }) => says.join(' ')));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await violationsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('leads to a guide that has the answers already', async () => {
    const { page } = await site.open('/');
    for (const [where, receiver] of [
      ['institution', 'institution'],
      ['computer', 'personal'],
    ] as const) {
      await page.goto(`${site.origin}/`);
      await page.check(`way-chooser [value=${where}]`);
      await page.waitForSelector('.chosen .go');
      if (where === 'computer') {
        await page.check('way-chooser [value=outside]');
        // Nothing else changes the answer now.
        await expect.poll(() => askedOn(page)).toEqual(['who']);
      }
      await expect.poll(() => page.getAttribute('.chosen .go', 'href')).toBe('/ways/globus/');
      await page.click('.chosen .go');
      await page.waitForURL(`${site.origin}/ways/globus/**`);
      await expect.poll(() => page.isChecked(`command-form [name=receiver][value=${receiver}]`)).toBe(true);
    }
    await page.goto(`${site.origin}/`);
    await page.check('way-chooser [value=server]');
    await page.fill('#choose-size', '900 GB');
    await expect.poll(() => page.getAttribute('.chosen .go', 'href')).toBe('/ways/rsync/');
    await page.click('.chosen .go');
    await page.focus('command-form form input');
    await expect.poll(() => page.inputValue('[name=size]')).toBe('900 GB');
    await site.leave(page);
  });

  it('is chosen with the keyboard alone, and the answer is announced', async () => {
    const { page } = await site.open('/');
    await page.focus('way-chooser [name=where]');
    await page.keyboard.press('Space');
    await expect.poll(() => page.getByRole('status').filter({ hasText: 'This way fits' }).count()).toBe(1);
    const first = await page.textContent('.chosen .go');
    for (let at = 0; at < 3; at += 1) await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.textContent('.chosen .go')).not.toBe(first);
    expect(await page.getByRole('radiogroup', { name: 'Where should your data end up?' }).count()).toBe(1);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('go');
    await site.leave(page);
  });

  it('has every problem at its question and together, none while somebody types, and then no way', async () => {
    const { page } = await site.open('/');
    await page.check('way-chooser [value=server]');
    await page.fill('#choose-size', '2 TB');
    await expect.poll(() => askedOn(page)).toEqual(['who', 'size', 'days']);
    await page.locator('#choose-size').pressSequentially(' or so');
    expect(await page.isVisible('.chosen .go')).toBe(true);
    expect(await page.isVisible('way-chooser .problem')).toBe(false);
    await page.fill('#choose-size', '2 TB');
    await page.fill('#choose-days', 'soon');
    await page.locator('#choose-days').blur();
    const said = 'How soon it must be done: “soon” is not a number of days. For example 5';
    await expect.poll(() => page.locator('.chosen li').allTextContents()).toEqual([said]);
    expect(await page.textContent('#choose-problem-days')).toBe(said);
    expect(await page.getAttribute('#choose-days', 'aria-invalid')).toBe('true');
    expect(await page.locator('.chosen .go').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.click('.chosen li a');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('choose-days');
    await page.fill('#choose-days', '5');
    await expect.poll(() => page.isVisible('.chosen .go')).toBe(true);
    expect(await page.isVisible('#choose-problem-days')).toBe(false);
    await site.leave(page);
  });

  it('is a link to a guide without JavaScript', async () => {
    const { page } = await site.open('/', { javaScriptEnabled: false });
    expect(await page.isVisible('way-chooser form')).toBe(false);
    const links = page.locator('way-chooser a.card');
    const places = Object.keys(fitChoice(facility, choiceRows, choiceTexts).tables.fields.where?.choices ?? {});
    expect(await links.count()).toBe(places.length);
    for (const place of places) {
      const way = choose({ where: place }).chosen;
      expect(await page.locator(`way-chooser a.card[href="/ways/${way?.id ?? ''}/"]`).count()).toBeGreaterThan(0);
    }
    await page.click('main summary');
    expect(await page.isVisible('table.choose')).toBe(true);
    await site.leave(page);
  });

  it('fetches nothing before somebody turns to it', async () => {
    const { page, requests } = await site.open('/');
    await page.waitForLoadState('networkidle');
    expect(requests.filter((address) => /\/chooser\.|on-demand/.test(address))).toEqual([]);
    await site.leave(page);
  });
});

describe('the last collection', () => {
  const daysAgo = (days: number): string => formatLocalDay(new Date(Date.now() - days * 86_400_000));
  /** The names of what is remembered; the theme of the site is not ours. */
  const storedOn = (page: Page): Promise<string[]> =>
    page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('getting-your-data')));
  const sayDay = (day: string): string =>
    new Date(day).toLocaleDateString('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).replace(',', '');

  it('is there in a new visit where that was asked for, with its day of deletion and the way back', async () => {
    const { page, faults } = await site.open('/ways/rsync/', {});
    await makeCommands(page, plainRequest);
    await page.fill('[name=collected]', daysAgo(4));
    await page.check('#remember');
    await expect.poll(() => page.textContent('.remembered')).toContain('Collection: GRID1');
    const fresh = await page.context().newPage();
    await fresh.goto(`${site.origin}/`);
    const { deletedFrom } = findDeletion(facility, { method: 'rsync', collected: daysAgo(4) }, daysAgo(0));
    await expect
      .poll(() => fresh.textContent('.last p'))
      .toBe(`GRID1: its first images may be deleted from ${sayDay(deletedFrom)}.`);
    expect(await violationsOf(fresh)).toEqual([]);
    await fresh.click('.last a');
    await fresh.waitForURL(`${site.origin}/ways/rsync/**`);
    await expect.poll(() => fresh.textContent('#commands')).toBe('Your commands');
    expect(await fresh.inputValue('[name=collected]')).toBe(daysAgo(4));
    // No other guide is filled in with it.
    const other = await page.context().newPage();
    await other.goto(`${site.origin}/ways/drive/`);
    await expect.poll(() => other.inputValue('[name=lab]')).toBe(plainRequest.lab);
    expect(await other.inputValue('[name=collection]')).toBe('');
    await other.click('[data-does=clear]');
    await expect.poll(() => storedOn(other)).toEqual([]);
    await other.goto(`${site.origin}/`);
    await other.waitForLoadState('networkidle');
    expect(await other.textContent('.last')).toContain('they are deleted');
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('is not remembered unasked: it is known for the visit', async () => {
    const { page } = await site.open('/ways/drive/', {});
    await page.fill('[name=collection]', '<b>GRID1</b>');
    await page.waitForSelector('command-form [data-value]', { state: 'attached' });
    await page.click('a.site-title');
    await page.waitForURL(`${site.origin}/`);
    await expect
      .poll(() => page.textContent('.last p'))
      .toBe(
        `<b>GRID1</b>: images are deleted ${String(facility.storage.interim.keepDays)} days after they were written.`,
      );
    expect(await page.getAttribute('.last a', 'href')).toBe('/ways/drive/');
    expect(await storedOn(page)).toEqual([]);
    const fresh = await page.context().newPage();
    await fresh.goto(`${site.origin}/`);
    await fresh.waitForLoadState('networkidle');
    expect(await fresh.textContent('.last')).toContain('they are deleted');
    await site.leave(page);
  });

  it('is not taken from a link that somebody sent', async () => {
    const { page } = await site.open(`/ways/rsync/#${formatLink({ method: 'rsync', collection: 'THEIRS' })}`, {});
    await expect.poll(() => page.inputValue('[name=collection]')).toBe('THEIRS');
    await page.check('#remember');
    await page.fill('[name=account]', 'jdoe');
    await expect.poll(() => page.textContent('.remembered')).toContain('Account: jdoe');
    expect(await page.evaluate(() => localStorage.getItem('getting-your-data-last'))).toBeNull();
    await site.leave(page);
  });

  it.each([
    [20, 19, 'all its images may be deleted since'],
    [20, 3, 'its first images may be deleted since'],
    [12, 3, 'its first images may be deleted from'],
  ])('is told with how it stands: collected %d to %d days ago, %s', async (first, last, said) => {
    const { page } = await site.open('about:blank', {});
    const values = { method: 'rsync', collection: 'GRID1', collected: daysAgo(first), collectedUntil: daysAgo(last) };
    await page.goto(`${site.origin}/#${formatLink(values)}`);
    await expect.poll(() => page.textContent('.last')).toContain(said);
    await site.leave(page);
  });

  it.each([320, 390, 600, 768, 900, 1280, 1600])('moves nothing as it is shown, at %d pixels', async (width) => {
    const { page } = await site.open('about:blank', { viewport: { width, height: 900 } });
    const remembered = formatLink({ account: 'jdoe', lab: 'curie-lab' });
    // The longest day there is: a Wednesday in September.
    const last = formatLink({ method: 'rsync', collection: 'GRID1-'.repeat(40), collected: '2027-09-08' });
    await noteShifts(page);
    await page.addInitScript(
      (stored) => {
        for (const [name, value] of Object.entries(stored)) localStorage.setItem(name, value);
      },
      { 'getting-your-data': remembered, 'getting-your-data-last': last },
    );
    await page.goto(`${site.origin}/`);
    await page.waitForSelector('.last a');
    // A frame later it has been counted.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await listShifts(page, 'main')).toEqual([]);
    await site.leave(page);
  });
});

describe('the picture of where the data go', () => {
  it.each([320, 390, 768, 1280])('has no word over a line or another, at %d pixels', async (width) => {
    const { page } = await site.open('/', { viewport: { width, height: 900 } });
    const found = await page.evaluate(() => {
      const drawing = [...document.querySelectorAll<SVGSVGElement>('.flow svg')].find(
        (svg) => svg.getBoundingClientRect().width > 0,
      );
      const frame = drawing?.viewBox.baseVal;
      if (!drawing || !frame) throw new Error('no drawing');
      const boxOf = (element: SVGGraphicsElement) => element.getBBox();
      const words = [...drawing.querySelectorAll('text')].map((element) => ({ element, box: boxOf(element) }));
      const boxes = [...drawing.querySelectorAll('rect')].map(boxOf);
      const meet = (one: DOMRect, other: DOMRect) =>
        one.x < other.x + other.width &&
        other.x < one.x + one.width &&
        one.y + 2 < other.y + other.height - 2 &&
        other.y + 2 < one.y + one.height - 2;
      const isInside = (word: DOMRect, box: DOMRect) =>
        word.x >= box.x && word.x + word.width <= box.x + box.width && word.y >= box.y;
      return {
        over: words.flatMap(({ element, box }, index) => [
          ...words.slice(index + 1).flatMap((other) => (meet(box, other.box) ? [element.textContent] : [])),
          ...boxes.flatMap((other) => (meet(box, other) && !isInside(box, other) ? [element.textContent] : [])),
        ]),
        outside: words.flatMap(({ element, box }) =>
          box.x < 0 || box.x + box.width > frame.width ? [element.textContent] : [],
        ),
        smallest: (Number(drawing.getAttribute('font-size')) * drawing.getBoundingClientRect().width) / frame.width,
      };
    });
    expect([found.over, found.outside]).toEqual([[], []]);
    expect(found.smallest).toBeGreaterThanOrEqual(12);
    expect(await page.getByRole('img', { name: 'Where the data go' }).count()).toBe(1);
    await site.leave(page);
  });
});

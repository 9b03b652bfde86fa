/** The four questions of the start page, the picture of a collection over the calendar, and what goes with it. */
import { readFileSync } from 'node:fs';
import ical from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawTimeline } from '../../src/form/on-demand/timeline-drawing.ts';
import { loadFacility } from '../../src/facility/load.ts';
import { findDeletion } from '../../src/generator/dates/deletion.ts';
import { chooseTransfer, formatAction, formatLink, formatLocalDay, writeMoreTime } from '../../src/generator/index.ts';
import type { Plan } from '../../src/generator/index.ts';
import { violationsOf } from './axe.ts';
import { holdBack, makeCommands, openChoices, openSite, plainRequest } from './site.ts';
import type { Site } from './site.ts';
import { planOf } from '../rigs/plans.ts';

const facility = loadFacility();

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const narrow = { viewport: { width: 320, height: 800 } };

describe('the four questions', () => {
  it('are answered with a way, the reason, the next best and what speaks against the others', async () => {
    const { page, faults } = await site.open('/', { ...narrow, colorScheme: 'dark' });
    const answers = { who: 'outside', where: 'institution', size: '2 TB' };
    await page.selectOption('#choose-who', answers.who);
    await page.selectOption('#choose-where', answers.where);
    await page.fill('#choose-size', answers.size);
    await page.click('way-chooser button');
    const chosen = chooseTransfer(facility, answers);
    if (!('choice' in chosen) || !chosen.choice.chosen || !chosen.choice.runnerUp) throw new Error('nothing is chosen');
    const { chosen: first, runnerUp, others } = chosen.choice;
    await expect.poll(() => page.textContent('.chosen h3')).toBe(`Take ${first.title}`);
    expect(await page.textContent('.chosen h3 + p')).toBe(first.says.join(' '));
    expect(await page.textContent('.chosen p + p')).toBe(`Next best: ${runnerUp.title}. ${runnerUp.says.join(' ')}`);
    await page.click('.chosen summary');
    expect(await page.locator('.chosen dt').allTextContents()).toEqual(others.map(({ title }) => title));
    expect(await page.locator('.chosen dd').allTextContents()).toEqual(others.map(({ says }) => says.join(' ')));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await violationsOf(page)).toEqual([]);
    // The guide has the size already.
    await page.click('.chosen h3 a');
    await page.focus('command-form form input');
    await expect.poll(() => page.inputValue('[name=size]')).toBe(answers.size);
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('tell every problem, with the field, and no way', async () => {
    const { page } = await site.open('/');
    await page.fill('#choose-size', '5');
    await page.fill('#choose-days', 'soon');
    await page.click('way-chooser button');
    await expect
      .poll(() => page.locator('.chosen li').allTextContents())
      .toEqual([
        'How much it is “5” has no unit. Write MB, GB or TB after the number, for example 1.2 TB',
        'How soon it must be done: “soon” is not a number of days. For example 5',
      ]);
    expect(await page.locator('.chosen h3').allTextContents()).toEqual(['There is a problem']);
    expect(await violationsOf(page)).toEqual([]);
    await page.click('.chosen li a');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('choose-size');
    await site.leave(page);
  });

  it('are not there without JavaScript: the table is', async () => {
    const { page } = await site.open('/', { javaScriptEnabled: false });
    expect(await page.isVisible('way-chooser form')).toBe(false);
    expect(await page.isVisible('table.choose')).toBe(true);
    await site.leave(page);
  });

  it('fetch nothing before they are answered', async () => {
    const { page, requests } = await site.open('/');
    await page.waitForLoadState('networkidle');
    expect(requests.filter((address) => address.includes('/chooser.'))).toEqual([]);
    await site.leave(page);
  });
});

describe('the picture of a collection', () => {
  it.each(['light', 'dark'] as const)(
    'can be read at 320 pixels, in %s: no word leaves it or meets another',
    async (colorScheme) => {
      const { page } = await site.open('/', { ...narrow, colorScheme });
      const today = '2026-11-24';
      const deletion = findDeletion(facility, { collected: '2026-11-20', collectedUntil: '2026-11-23' }, today);
      const estimate = { lowHours: 30, highHours: 100.5, range: '12.5 to 100.5 days' };
      const drawn = drawTimeline({ deletion, today, estimate });
      if (!drawn) throw new Error('nothing is drawn');
      await page.evaluate(({ svg, alt }) => {
        const figure = document.createElement('figure');
        figure.className = 'timeline not-content';
        figure.innerHTML = `${svg}<figcaption id="timeline-text">${alt}</figcaption>`;
        document.querySelector('main .sl-markdown-content')?.prepend(figure);
      }, drawn);
      const boxes = await page.evaluate(() => {
        const edges = (element: Element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          return { left, right, top, bottom };
        };
        const svg = document.querySelector('.timeline svg');
        return { frame: svg && edges(svg), words: [...document.querySelectorAll('.timeline text')].map(edges) };
      });
      expect(boxes.words).toHaveLength(5);
      for (const [index, word] of boxes.words.entries()) {
        expect(word.right).toBeLessThanOrEqual(boxes.frame?.right ?? 0);
        expect(word.right).toBeLessThanOrEqual(320);
        expect(word.top).toBeGreaterThanOrEqual(boxes.words[index - 1]?.bottom ?? 0);
      }
      expect(await violationsOf(page)).toEqual([]);
      await site.leave(page);
    },
  );
});

/** The day so many days before today, as the facility counts them. */
const daysAgo = (days: number): string =>
  formatLocalDay(new Date(Date.now() - days * 86_400_000), facility.storage.interim.timeZone);

const planWith = (values: Readonly<Record<string, string>>): Plan =>
  planOf(facility, { method: 'rsync', ...plainRequest, ...values }, daysAgo(0));

describe('when images are deleted', () => {
  it('stands at the form, and with the first day over a calendar, whatever else is missing', async () => {
    const { page, requests, faults } = await site.open('/ways/rsync/', narrow);
    await openChoices(page);
    await page.focus('[name=collected]');
    await expect.poll(() => page.textContent('.deletion .notice')).toContain('written today');
    expect(requests.filter((address) => address.includes('/timing.'))).toEqual([]);
    await page.click('.deletion summary');
    expect(await page.isVisible('.timeline')).toBe(false);
    for (const [days, state, said] of [
      [4, 'ahead', 'are deleted on or after'],
      [12, 'soon', 'Soon: '],
      [20, 'overdue', 'Overdue: '],
    ] as const) {
      await page.fill('[name=collected]', daysAgo(days));
      await expect.poll(() => page.getAttribute('.deletion', 'data-state')).toBe(state);
      expect(await page.textContent('.deletion .notice')).toContain(said);
      await expect.poll(() => page.textContent('.timeline text >> nth=0')).toBe(`Collected: ${daysAgo(days)}`);
      expect(await page.textContent('.timeline figcaption')).toContain(`Today: ${daysAgo(0)}.`);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await violationsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('is said once, in the words of the plan, with the time that the transfer takes', async () => {
    const values = { collected: daysAgo(6), collectedUntil: daysAgo(3), size: '9 TB', link: 'wired1' };
    const { page } = await site.open('/ways/rsync/');
    await makeCommands(page, plainRequest);
    for (const name of ['collected', 'collectedUntil', 'size'] as const)
      await page.fill(`[name=${name}]`, values[name]);
    await page.check('[name=link][value=wired1]');
    const { notices, estimate } = planWith(values);
    expect(await page.locator('.deletion .notice, .plan .notice').allTextContents()).toEqual(
      [
        ...notices.filter(({ field }, index) => field ?? index === 0),
        ...notices.slice(1).filter(({ field }) => !field),
      ].map(({ text }) => `Note: ${text}`),
    );
    expect(estimate?.isTight).toBe(true);
    await expect.poll(() => page.textContent('.timeline figcaption')).toContain(estimate?.range);
    await site.leave(page);
  });

  it('is drawn of the last values, though its script came after all of them', async () => {
    const { page } = await site.open('/ways/rsync/', {});
    const fetchScript = await holdBack(page, '**/_astro/on-demand/timeline-panel.*.js');
    const asked = page.waitForRequest('**/_astro/on-demand/timeline-panel.*.js');
    await makeCommands(page, plainRequest);
    await page.fill('[name=collected]', daysAgo(6));
    await asked;
    await page.fill('[name=size]', '9 TB');
    await page.check('[name=link][value=wired1]');
    fetchScript();
    await page.waitForSelector('.timeline svg', { state: 'attached' });
    await page.waitForLoadState('networkidle');
    const { estimate } = planWith({ collected: daysAgo(6), size: '9 TB', link: 'wired1' });
    expect(await page.textContent('.timeline figcaption')).toContain(estimate?.range);
    await site.leave(page);
  });

  it('goes with the person to every other guide', async () => {
    const { page } = await site.open(`/ways/rsync/#${formatLink({ method: 'rsync', collected: daysAgo(13) })}`);
    await expect.poll(() => page.getAttribute('.deletion', 'data-state')).toBe('soon');
    for (const path of ['/ways/globus/', '/troubleshooting/']) {
      await page.click(`.sidebar a[href="${path}"]`);
      await page.waitForURL(site.origin + path);
      await expect.poll(() => page.locator('.deletion').getAttribute('data-state')).toBe('soon');
      expect(await page.textContent('.deletion .notice')).toContain(`of ${daysAgo(13)}`);
    }
    // Here the form does not ask for days: what is made of them has them all the same.
    await page.click('.deletion summary');
    await page.click('[data-does=more-time]');
    await expect.poll(() => page.locator('.more-time pre').allTextContents()).toHaveLength(1);
    expect(await page.textContent('.more-time pre')).toContain(`Collected: ${daysAgo(13)}\n`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-does=calendar]')]);
    expect(readFileSync(await download.path(), 'utf8')).toContain('BEGIN:VEVENT');
    await site.leave(page);
  });

  it('is put into a calendar with the way back to the commands, and nothing is fetched for it before', async () => {
    const { page, requests, faults } = await site.open('/ways/rsync/');
    await makeCommands(page, plainRequest);
    await page.fill('[name=collected]', daysAgo(2));
    await page.click('.deletion summary');
    await page.waitForSelector('.timeline svg');
    expect(requests.filter((address) => address.includes('/save-reminder.'))).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-does=calendar]')]);
    expect(download.suggestedFilename()).toMatch(/^[\w-]+\.ics$/);
    const saved = ical.parse(readFileSync(await download.path(), 'utf8')) as unknown[];
    const [event] = new ical.Component(saved).getAllSubcomponents('vevent');
    const { deletion, request } = planWith({ collected: daysAgo(2) });
    expect(String(event?.getFirstPropertyValue('dtstart'))).toBe(deletion.deletedFrom);
    expect(event?.getAllSubcomponents('valarm')).toHaveLength(2);
    expect(event?.getFirstPropertyValue('description')).toContain(`${site.origin}/ways/rsync/#${formatLink(request)}`);
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('can be asked to be later, with a message of what is known', async () => {
    const { page } = await site.open('/ways/rsync/');
    await makeCommands(page, plainRequest);
    await page.fill('[name=collected]', daysAgo(11));
    await page.click('.deletion summary');
    await page.fill('#left', '400 GB <b>');
    await page.click('[data-does=more-time]');
    await page.click('.more-time button.copy');
    await expect.poll(() => page.textContent('.more-time button.copy')).toBe('Copied');
    const message = formatAction(
      writeMoreTime(facility, { ...planWith({ collected: daysAgo(11) }), left: '400 GB <b>' }),
    );
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(message);
    expect(await page.textContent('.more-time pre')).toBe(message);
    // An address only where the facility states one.
    expect(await page.locator('.more-time a').count()).toBe(facility.contact.email ? 1 : 0);
    await site.leave(page);
  });
});

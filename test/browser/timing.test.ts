/** The picture of a collection over the calendar, and what goes with it. */
import { readFileSync } from 'node:fs';
import ical from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawTimeline } from '../../src/form/on-demand/timeline-drawing.ts';
import { loadFacility } from '../../src/facility/load.ts';
import { findDeletion } from '../../src/generator/dates/deletion.ts';
import { formatAction, formatLink, formatLocalDay, writeMoreTime } from '../../src/generator/index.ts';
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

describe('the picture of a collection', () => {
  const today = '2026-11-24';
  const drawings = [
    [{ collected: '2026-11-20', collectedUntil: '2026-11-23' }, '12.5 to 100.5 days', 30, 100.5],
    [{ collected: '2026-09-30', collectedUntil: '2026-11-30' }, '5 to 18 days', 120, 432],
    [{ collected: '2026-11-24' }, 'less than an hour', 0.1, 0.5],
    [{ collected: '2026-10-01' }, '2083.5 to 4166.5 days', 50_000, 1e5],
  ] as const;

  it.each(['light', 'dark'] as const)(
    'can be read at 320 pixels, in %s: no word leaves it, meets another, or runs into a line',
    async (colorScheme) => {
      const { page } = await site.open('/', { ...narrow, colorScheme });
      for (const [collection, range, lowHours, highHours] of drawings) {
        const deletion = findDeletion(facility, collection, today);
        const drawn = drawTimeline({ deletion, today, estimate: { lowHours, highHours, range } });
        if (!drawn) throw new Error('nothing is drawn');
        const found = await page.evaluate(showDrawing, drawn);
        expect([found.outside, found.over]).toEqual([[], []]);
        expect(found.smallest).toBeGreaterThanOrEqual(12);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      }
      expect(await violationsOf(page)).toEqual([]);
      await site.leave(page);
    },
  );
});

/**
 * Puts a drawing into the page, in place of an earlier one, and tells which of its words are outside of it or over
 * something else, and the size of its smallest letters. Runs in the page.
 */
function showDrawing({ svg, alt }: { svg: string; alt: string }) {
  document.querySelector('figure.timeline')?.remove();
  const figure = document.createElement('figure');
  figure.className = 'timeline not-content';
  figure.innerHTML = `${svg}<figcaption class="sr-only" id="timeline-text">${alt}</figcaption>`;
  document.querySelector('main .sl-markdown-content')?.prepend(figure);
  const drawing = figure.querySelector('svg');
  const frame = drawing?.viewBox.baseVal;
  if (!drawing || !frame) throw new Error('no drawing');
  // Without the line around a bar or a letter: getBBox does not count it.
  const parts = [...drawing.querySelectorAll<SVGGraphicsElement>(':not(defs *):is(text, rect, path)')].map(
    (element) => ({ element, box: element.getBBox() }),
  );
  const words = parts.filter(({ element }) => element.tagName === 'text');
  const nameOf = ({ element }: (typeof parts)[number]) => element.textContent || element.outerHTML;
  const over = words.flatMap((word) =>
    parts
      .filter((other) => other !== word)
      .filter(
        ({ box }) =>
          box.x < word.box.x + word.box.width &&
          word.box.x < box.x + box.width &&
          box.y < word.box.y + word.box.height - 2 &&
          word.box.y + 2 < box.y + box.height,
      )
      .map((other) => `${nameOf(word)} / ${nameOf(other)}`),
  );
  const outside = parts.filter(({ box }) => box.x < 0 || box.x + box.width > frame.width || box.y < 0);
  const scale = drawing.getBoundingClientRect().width / frame.width;
  return { over, outside: outside.map(nameOf), smallest: Math.round(12 * scale * 10) / 10 };
}

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
      await expect.poll(() => page.textContent('.timeline text >> nth=1')).toBe(`Collected: ${daysAgo(days)}`);
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

  it('follows from a day that is typed, pasted, or picked in the calendar of the browser', async () => {
    const { page, faults } = await site.open('/ways/rsync/');
    await openChoices(page);
    const field = page.locator('[name=collected]');
    await field.focus();
    await page.evaluate((day) => navigator.clipboard.writeText(day), daysAgo(4));
    await page.keyboard.press('Control+v');
    expect(await field.inputValue()).toBe(daysAgo(4));
    await expect.poll(() => page.getAttribute('.deletion', 'data-state')).toBe('ahead');
    const written = new Date(daysAgo(12)).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
    await field.fill(written);
    await field.blur();
    await expect.poll(() => field.inputValue()).toBe(daysAgo(12));
    await expect.poll(() => page.getAttribute('.deletion', 'data-state')).toBe('soon');
    await page.focus('[data-does="day collected"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.field [type=date]', { state: 'attached' });
    expect(await page.inputValue('.field [type=date]')).toBe(daysAgo(12));
    // As somebody picks one there, which no test can: the window belongs to the system.
    await page.evaluate((day) => {
      const picker = document.querySelector<HTMLInputElement>('.field [type=date]');
      if (picker) picker.value = day;
      for (const type of ['input', 'change']) picker?.dispatchEvent(new Event(type, { bubbles: true }));
    }, daysAgo(20));
    expect(await field.inputValue()).toBe(daysAgo(20));
    await expect.poll(() => page.getAttribute('.deletion', 'data-state')).toBe('overdue');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('collected');
    expect(await violationsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
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

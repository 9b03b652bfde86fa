/** A guide as a workbench: form and plan are at hand, and a plan can be worked through. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Page } from 'playwright-core';
import { loadFacility } from '../../src/facility/load.ts';
import { fieldsOf, formatLink } from '../../src/generator/index.ts';
import type { MethodId } from '../../src/generator/index.ts';
import { planOf } from '../rigs/plans.ts';
import { violationsOf } from './axe.ts';
import {
  holdRest,
  listShifts,
  makeCommands,
  noteShifts,
  openChoices,
  openSite,
  plainRequest,
  turnToForm,
} from './site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const wide = { viewport: { width: 1280, height: 900 } };
const narrow = { viewport: { width: 390, height: 844 } };

/** What each needs, and the most pixels that its page may be high: three fifths of what it once was. */
const ways: readonly [MethodId, Readonly<Record<string, string>>, wide: number, narrow: number][] = [
  ['rsync', { account: 'jdoe', lab: 'luger-lab', collection: 'GRID1', destination: '/srv/data/GRID1' }, 6358, 10_744],
  ['petalibrary', { lab: 'luger-lab', collection: 'GRID1', allocation: 'luger', rcAccount: 'jdoe' }, 5757, 7519],
  [
    'globus',
    {
      lab: 'luger-lab',
      collection: 'GRID1',
      email: 'jane@example.edu',
      sourcePath: '/GRID1/',
      receiverName: 'Smith Lab server',
      receiverPath: '/data/GRID1/',
    },
    5194,
    6764,
  ],
  [
    'aws',
    {
      lab: 'luger-lab',
      collection: 'GRID1',
      bucket: 'luger-cryo',
      region: 'us-west-2',
      destination: '/srv/data/GRID1',
    },
    7168,
    9714,
  ],
  [
    'drive',
    { lab: 'luger-lab', collection: 'GRID1', drive: '/media/jdoe/CRYO', destination: '/srv/data/GRID1' },
    5575,
    8203,
  ],
];

/** Opens a guide with these values, and waits for its commands. */
async function openWith(
  method: MethodId,
  values: Readonly<Record<string, string>>,
  options: typeof wide,
): Promise<Page> {
  const { page } = await site.open(`/ways/${method}/#${formatLink({ method, ...values })}`, options);
  await page.waitForSelector('command-form[data-ready]');
  await page.evaluate(() => {
    scrollTo({ top: 0, behavior: 'instant' });
  });
  return page;
}

/** Where things are on the page. Unit: pixels from its top. */
function measure(page: Page): Promise<Record<'form' | 'fields' | 'block' | 'end' | 'height' | 'width', number>> {
  return page.evaluate(() => {
    const boxOf = (selector: string): DOMRect => {
      const element = document.querySelector(selector);
      if (!element) throw new Error(`There is no ${selector}`);
      return element.getBoundingClientRect();
    };
    const first = boxOf('.steps :is(.command, .message, .text)');
    return {
      form: boxOf('command-form').top,
      fields: [...document.querySelectorAll('command-form form .field')].filter((field) => field.checkVisibility())
        .length,
      block: first.top,
      end: Math.max(first.bottom, boxOf('.steps button.copy').bottom),
      height: document.documentElement.scrollHeight,
      width: document.documentElement.scrollWidth,
    };
  });
}

describe('the guide', () => {
  it.each(ways)('%s has its first command in view', async (method, values, mostWide, mostNarrow) => {
    const page = await openWith(method, values, wide);
    const here = await measure(page);
    expect(here.form).toBeLessThanOrEqual(300);
    expect(here.fields).toBeLessThanOrEqual(6);
    expect(here.end).toBeLessThanOrEqual(900);
    expect(here.height).toBeLessThanOrEqual(mostWide);
    expect(here.width).toBe(1280);
    // No command is folded away.
    const hidden = await page.evaluate(
      () =>
        [...document.querySelectorAll('command-form .steps .command')].filter((block) => block.closest('details'))
          .length,
    );
    expect(hidden).toBe(0);
    await site.leave(page);

    const phone = await openWith(method, values, narrow);
    const there = await measure(phone);
    expect(there.block - there.form).toBeLessThanOrEqual(1000);
    expect(there.fields).toBeLessThanOrEqual(6);
    expect(there.height).toBeLessThanOrEqual(mostNarrow);
    expect(there.width).toBe(390);
    await site.leave(phone);
  });

  it.each([320, 768, 1100, 1600])('is as wide as its window of %i pixels, in every part', async (width) => {
    const page = await openWith('rsync', ways[0]?.[1] ?? {}, { viewport: { width, height: 900 } });
    expect((await measure(page)).width).toBe(width);
    const isBeside = await page.evaluate(() => {
      const [form, plan] = ['.bench-form > form', '.bench-plan'].map((one) =>
        document.querySelector(one)?.getBoundingClientRect(),
      );
      return form && plan && form.right <= plan.left;
    });
    expect(isBeside).toBe(width >= 1100);
    expect(await violationsOf(page)).toEqual([]);
    await site.leave(page);
  });

  it('keeps the form in view beside the plan', async () => {
    const page = await openWith('rsync', ways[0]?.[1] ?? {}, wide);
    await page.evaluate(() => {
      document.querySelector('#step-verify')?.scrollIntoView({ behavior: 'instant' });
    });
    await page.fill('[name=destination]', '/srv/new/GRID1');
    expect(await page.isVisible('#step-verify')).toBe(true);
    const top = await page.evaluate(() => document.querySelector('#field-account')?.getBoundingClientRect().top ?? -1);
    expect(top).toBeGreaterThan(0);
    await site.leave(page);
  });
});

it.each([...ways.map(([method]) => `/ways/${method}/`), '/troubleshooting/'])(
  'nothing moves on %s when its form becomes live',
  async (path) => {
    for (const { viewport } of [wide, narrow]) {
      const { page } = await site.open('about:blank', { viewport, reducedMotion: 'reduce' });
      await noteShifts(page);
      await page.goto(site.origin + path);
      await page.waitForSelector('command-form form > fieldset:enabled', { state: 'attached' });
      await page.hover('#commands');
      await page.waitForSelector('.plan.settled');
      expect(await listShifts(page)).toEqual([]);
      await site.leave(page);
    }
  },
);

it('nothing moves on a page with a table of contents, most of which comes late', async () => {
  const { page } = await site.open('about:blank', { viewport: wide.viewport, reducedMotion: 'reduce' });
  await noteShifts(page);
  const sendRest = holdRest(site, '<div class="main-pane');
  onTestFinished(sendRest);
  const opened = page.goto(`${site.origin}/troubleshooting/`);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  expect(await page.locator('.right-sidebar a').count()).toBeGreaterThan(10);
  expect(await page.locator('.main-pane').count()).toBe(0);
  sendRest();
  await opened;
  await page.waitForSelector('command-form form > fieldset:enabled', { state: 'attached' });
  expect(await listShifts(page)).toEqual([]);
  await site.leave(page);
});

describe('the choices', () => {
  it('are summed up, each leads to its field, and one that is not the first is marked', async () => {
    const { page } = await site.open('/ways/rsync/', wide);
    const said = (): Promise<string[]> => page.locator('.in-force a').allTextContents();
    const first = await said();
    expect(first).toEqual([
      'Linux',
      'logged in there',
      'own disk',
      'permissions as there',
      'no batch job',
      'screen',
      'session stays',
      'stays on by itself',
      'password',
      'each command logs in',
      'one copy',
      'after the session',
      'links kept, with a warning',
      'compared with the server',
    ]);
    expect(await page.isVisible('#field-session')).toBe(false);
    await page.click('.in-force >> text=screen');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-session');
    await page.check('[name=session][value=tmux]');
    await expect.poll(said).toEqual(first.map((text) => (text === 'screen' ? 'tmux' : text)));
    expect(await page.locator('.in-force b').allTextContents()).toEqual(['tmux']);
    await site.leave(page);
  });

  it('bring what they need to the first group, in its order, and take it back', async () => {
    const { page } = await site.open('/ways/rsync/', wide);
    await turnToForm(page);
    const needed = (): Promise<(string | null)[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('.needed .field')]
          .filter((field) => field.checkVisibility())
          .map((field) => field.id.slice('ask-'.length)),
      );
    const before = await needed();
    expect(before).toEqual(['account', 'lab', 'collection', 'destination']);
    await page.click('.in-force >> text=logged in there');
    await page.check('[name=workplace][value=workstation]');
    await expect.poll(needed).toEqual(['account', 'lab', 'collection', 'server', 'serverAccount', 'destination']);
    await page.check('[name=workplace][value=here]');
    await expect.poll(needed).toEqual(before);
    await site.leave(page);

    // May be left empty in the browser; the command line needs it.
    const { page: globus } = await site.open('/ways/globus/', wide);
    await turnToForm(globus);
    const groupOf = (name: string): Promise<boolean> =>
      globus.evaluate((field) => Boolean(document.querySelector(`.needed #ask-${field}`)), name);
    expect(await groupOf('source')).toBe(false);
    await globus.click('.in-force >> text=browser');
    await globus.check('[name=way][value=cli]');
    await expect.poll(() => groupOf('source')).toBe(true);
    await globus.check('[name=way][value=browser]');
    await expect.poll(() => groupOf('source')).toBe(false);
    await site.leave(globus);
  });

  it('are all there without JavaScript, in the same two groups', async () => {
    const { page } = await site.open('/ways/rsync/', { ...wide, javaScriptEnabled: false });
    expect(await page.locator('command-form form .field').count()).toBe(Object.keys(fieldsOf('rsync')).length);
    await page.click('.more > summary');
    expect(await page.isVisible('#field-session')).toBe(true);
    expect(await page.locator('.tick:visible, .progress:visible').count()).toBe(0);
    await site.leave(page);
  });
});

describe('a plan', () => {
  const { steps } = planOf(loadFacility(), { method: 'rsync', ...plainRequest });
  const everybody = steps.filter(({ ifNeeded }) => !ifNeeded).length;

  it('has the parts of the work as headings, and sets apart what is only for the case', async () => {
    const { page } = await site.open('/ways/rsync/', wide);
    await makeCommands(page, plainRequest);
    const parts = ['Prepare', 'Copy', 'Come back or resume', 'Verify', 'Clean up'];
    expect(await page.locator('.phase > h3').allTextContents()).toEqual(parts);
    expect(await page.locator('.progress .all > li > span').allTextContents()).toEqual(parts);
    expect(await page.locator('.progress .all a').allTextContents()).toEqual(
      steps.map(({ title }) => title.replaceAll('`', '')),
    );
    expect(await page.locator('.steps > .if-needed h4').allTextContents()).toEqual(
      steps.flatMap(({ ifNeeded, title }) => (ifNeeded ? [title] : [])),
    );
    await site.leave(page);
  });

  it('is ticked off: the list says what comes next, and that a ticked command has changed since', async () => {
    const { page, faults } = await site.open('/ways/rsync/', wide);
    expect(await page.locator('.tick:visible').count()).toBe(0);
    await makeCommands(page, plainRequest);
    const next = (): Promise<string | null> => page.textContent('.progress .next');
    expect(await next()).toContain(`${String(everybody)} of ${String(everybody)} steps left`);
    await page.check('[data-tick=check]');
    await page.check('[data-tick=folder]');
    await expect
      .poll(next)
      .toBe(`Next: Check the free space ${String(everybody - 2)} of ${String(everybody)} steps left`);
    expect(await page.locator('.progress .done a').count()).toBe(2);
    await page.fill('[name=destination]', '/srv/other/GRID1');
    await expect.poll(next).toContain('Next: Make the destination folder');
    expect(await page.isVisible('li:has(> #step-folder) .changed')).toBe(true);
    expect(await page.isChecked('[data-tick=folder]')).toBe(false);
    expect(await page.isVisible('li:has(> #step-check) .changed')).toBe(false);
    await page.fill('[name=destination]', plainRequest.destination);
    await expect.poll(next).toContain('Next: Check the free space');
    // A step that is written again, on another computer, stays ticked.
    await openChoices(page);
    await page.check('[name=computer][value=macos]');
    await expect.poll(() => page.textContent('li:has(> #step-folder) .place')).toContain('your computer');
    expect(await page.isChecked('[data-tick=folder]')).toBe(true);
    await page.check('[name=computer][value=linux]');
    // Those of another collection are its own.
    await page.fill('[name=collection]', 'GRID2');
    await expect.poll(next).toContain('Next: Check that you can log in');
    await page.fill('[name=collection]', 'GRID1');
    await expect.poll(next).toContain('Next: Check the free space');
    expect(await violationsOf(page)).toEqual([]);
    for (const box of await page.locator('[data-tick]').all()) await box.check();
    await expect.poll(next).toBe('All steps are done.');
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('keeps its ticks for the visit, and on this computer only where values are remembered', async () => {
    const { page } = await site.open('/ways/rsync/', {});
    await makeCommands(page, plainRequest);
    await page.check('[data-tick=check]');
    await page.reload();
    await page.waitForSelector('[data-tick=check]:checked');
    const kept = (): Promise<string | null> => page.evaluate(() => localStorage.getItem('getting-your-data:ticks'));
    expect(await kept()).toBeNull();
    const link = `${site.origin}/ways/rsync/#${formatLink({ method: 'rsync', ...plainRequest })}`;
    const other = await page.context().newPage();
    await other.goto(link);
    await other.waitForSelector('command-form[data-ready]');
    expect(await other.isChecked('[data-tick=check]')).toBe(false);
    await page.check('#remember');
    await expect.poll(kept).toContain('luger-lab');
    await other.goto('about:blank');
    await other.goto(link);
    await other.waitForSelector('[data-tick=check]:checked');
    await page.click('[data-does=clear]');
    await expect.poll(kept).toBeNull();
    await site.leave(page);
  });
});

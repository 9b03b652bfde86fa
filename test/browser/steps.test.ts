/** Steps that were changed key by key are, in every letter, those that a new page writes of the same values. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { loadFacility } from '../../src/facility/load.ts';
import { listShownMethods } from '../../src/facility/shown-methods.ts';
import { fieldsOf, formatLink } from '../../src/generator/index.ts';
import type { MethodId } from '../../src/generator/index.ts';
import { openSection, openSite, turnToForm } from './site.ts';
import type { Site } from './site.ts';
import { planOf } from '../rigs/plans.ts';

const pathOf: Readonly<Record<string, string>> = {
  transfer: '/maintain/send-data/',
  troubleshooting: '/troubleshooting/',
};

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

/** What may be typed into a field: what it takes, what has to be quoted, what is refused, and nothing. */
function textsFor(example: string): fc.Arbitrary<string> {
  return fc.constantFrom(example, `${example} b`, `${example}'s`, 'x', '-x', '$(x)', 'ä', '');
}

/** Values for the fields of a method, as a form would hold them. */
function valuesFor(method: MethodId): fc.Arbitrary<Readonly<Record<string, string>>> {
  return fc.record(
    Object.fromEntries(
      Object.entries(fieldsOf(method)).map(([name, { choices, example }]) => [
        name,
        choices ? fc.constantFrom(...Object.keys(choices)) : textsFor(example),
      ]),
    ),
  );
}

/** Types and chooses in the form, a field after the other, as fast as the page takes it. */
async function enter(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((entered) => {
    for (const [name, value] of Object.entries(entered)) {
      for (const input of document.querySelectorAll<HTMLInputElement>(`command-form form [name=${name}]`)) {
        if (input.type === 'radio') input.checked = input.value === value;
        else input.value = value;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    }
  }, values);
}

/** Turns to the command of the page's author, if it has one, and waits until it answers. */
async function wakeCommand(page: Page): Promise<void> {
  if ((await page.locator('personal-command').count()) === 0) return;
  await openSection(page);
  await page.hover('personal-command');
  await page.waitForSelector('personal-command :is(.copy, li)');
}

/** The steps, and the commands of the page's author, with every explanation open. */
function readSteps(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // A long list comes in several parts.
    while (document.querySelector('[aria-busy=true]')) await new Promise(requestAnimationFrame);
    for (const details of document.querySelectorAll<HTMLDetailsElement>('.plan details.explain')) {
      if (!details.open) details.querySelector('summary')?.click();
    }
    // Which of them are near the window when a page is opened is its own business.
    for (const step of document.querySelectorAll('.steps > li')) {
      step.classList.remove('near');
      if (!step.className) step.removeAttribute('class');
    }
    return [...document.querySelectorAll('.plan')]
      .map(({ innerHTML }) => innerHTML.replaceAll(' open=""', ''))
      .join('\n');
  });
}

/** What each button copies, and the text beside it. */
function readCopies(page: Page): Promise<{ shown: string; copied: string }[]> {
  return page.evaluate(async () => {
    const found: { shown: string; copied: string }[] = [];
    for (const button of document.querySelectorAll<HTMLButtonElement>('.plan button.copy[data-step]')) {
      const shown = button.parentElement?.querySelector('pre')?.textContent ?? '';
      button.click();
      while (button.textContent !== 'Copied') await new Promise(requestAnimationFrame);
      found.push({ shown, copied: await navigator.clipboard.readText() });
    }
    return found;
  });
}

/** Asks for the commands, so that every problem is shown. */
async function ask(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.querySelector<HTMLButtonElement>('command-form [type=submit]')?.click();
  });
}

/** The values in the form. */
function readTyped(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const form = document.querySelector<HTMLFormElement>('command-form form');
    if (!form) throw new Error('There is no form.');
    return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, (value as string).trim()]));
  });
}

it.each(listShownMethods(loadFacility()) as MethodId[])(
  'whatever was typed and chosen before in the form of %s',
  async (method) => {
    const path = pathOf[method] ?? `/ways/${method}/`;
    const fields = Object.entries(fieldsOf(method));
    // The examples of the fields make a plan, under the first choices.
    const good = Object.fromEntries(
      fields.flatMap(([name, { choices, optional, example }]) =>
        choices ? [[name, Object.keys(choices)[0] ?? '']] : optional === true ? [[name, '']] : [[name, example]],
      ),
    );
    const drafts = [...fc.sample(valuesFor(method), { numRuns: 6, seed: 20261125 }), good];
    const { page } = await site.open(path);
    await turnToForm(page);
    await wakeCommand(page);
    for (const [index, values] of drafts.entries()) {
      await enter(page, values);
      // A form keeps what was there before: it is looked at after several.
      if (index % 3 !== 0) continue;
      await ask(page);
      const { page: fresh } = await site.open(`${path}#${formatLink({ method, ...(await readTyped(page)) })}`);
      await turnToForm(fresh);
      await wakeCommand(fresh);
      await ask(fresh);
      expect(await readSteps(page)).toBe(await readSteps(fresh));
      await site.leave(fresh);
      const copies = await readCopies(page);
      expect(copies.map(({ copied }) => copied)).toEqual(copies.map(({ shown }) => shown));
    }
    // The last has a plan: its commands and messages can be copied.
    expect((await readCopies(page)).length).toBeGreaterThan(0);
    await site.leave(page);
  },
);

it('a key changes texts where they stand: nothing is written anew, and what is hidden is not hidden again', async () => {
  const draft = {
    method: 'rsync',
    account: 'jdoe',
    lab: 'curie-lab',
    collection: 'GRID1',
    alsoCollections: 'GRID2/GRID3',
    destination: '/srv/data/GRID1',
  };
  const { page } = await site.open(`/ways/rsync/#${formatLink(draft)}`);
  await turnToForm(page);
  await openSection(page);
  // What the page's author wrote answers too.
  await page.waitForFunction(() => document.querySelector('personal-command mark')?.textContent === 'jdoe');
  const { byField, again } = await page.evaluate((names) => {
    const found: string[] = [];
    const again: string[] = [];
    const watch = (records: readonly MutationRecord[]): void => {
      for (const { target } of records) {
        const step = (target as Element).closest('li, personal-command');
        found.push(step?.querySelector('h3, h4')?.id ?? step?.tagName ?? (target as Element).className);
      }
    };
    const observer = new MutationObserver(watch);
    const hidings = new MutationObserver(() => undefined);
    for (const form of document.querySelectorAll('command-form'))
      hidings.observe(form, { subtree: true, attributeFilter: ['hidden'], attributeOldValue: true });
    const byField: Record<string, string[]> = {};
    for (const plan of document.querySelectorAll('.plan')) observer.observe(plan, { subtree: true, childList: true });
    for (const name of names) {
      const input = document.querySelector<HTMLInputElement>(`#field-${name}`);
      if (!input) throw new Error(`There is no field ${name}.`);
      input.value += 'x';
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      watch(observer.takeRecords());
      byField[name] = [...new Set(found.splice(0))];
      for (const { target, oldValue } of hidings.takeRecords()) {
        const { id, className } = target as Element;
        if ((target as Element).getAttribute('hidden') === oldValue) again.push(id || className);
      }
    }
    return { byField, again };
  }, Object.keys(draft).slice(1));
  expect(byField).toEqual({ account: [], lab: [], collection: [], alsoCollections: [], destination: [] });
  expect(again).toEqual([]);
  await site.leave(page);
});

const twenty = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'curie-lab',
  collection: 'GRID1',
  alsoCollections: Array.from({ length: 19 }, (_, index) => `GRID${index + 2}`).join('/'),
  destination: '/srv/data',
};

it('a plan of a hundred steps comes in parts, and has each in its place; paper, and a link to one of them, have all at once', async () => {
  const plan = planOf(loadFacility(), twenty, '2026-11-23');
  const { page } = await site.open('/ways/rsync/', {});
  await turnToForm(page);
  const counts = await page.evaluate(async (hash) => {
    const list = document.querySelector('.plan');
    if (!list) throw new Error('There is no list of steps.');
    const counts: number[] = [];
    new MutationObserver(() => counts.push(list.querySelectorAll('.steps > li').length)).observe(list, {
      childList: true,
      subtree: true,
    });
    location.hash = hash;
    while (document.querySelector('#commands')?.textContent !== 'Your commands' || list.ariaBusy === 'true')
      await new Promise(requestAnimationFrame);
    return counts;
  }, formatLink(twenty));
  expect(new Set(counts).size).toBeGreaterThan(3);
  expect(await page.$$eval('.plan .steps > li > :is(h3, h4)', (found) => found.map(({ id }) => id))).toEqual(
    plan.steps.map(({ id }) => `step-${id}`),
  );
  await site.leave(page);

  const { page: printed } = await site.open('/ways/rsync/', {});
  await turnToForm(printed);
  const onPaper = await printed.evaluate(async (hash) => {
    const list = document.querySelector('.plan');
    if (!list) throw new Error('There is no list of steps.');
    const isBusy = new Promise((resolve) => {
      new MutationObserver(resolve).observe(list, { attributeFilter: ['aria-busy'] });
    });
    location.hash = hash;
    // More steps are still to come.
    await isBusy;
    if (list.ariaBusy !== 'true') throw new Error('The list was written at once.');
    dispatchEvent(new Event('beforeprint'));
    return list.querySelectorAll('.steps > li').length;
  }, formatLink(twenty));
  expect(onPaper).toBe(plan.steps.length);
  await site.leave(printed);

  const { page: other } = await site.open(`/ways/rsync/#${formatLink({ ...twenty, at: 'step-check-20' })}`, {});
  await other.waitForSelector('.plan.settled');
  const isInView = (step: Element): boolean => {
    const { top } = step.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  };
  await expect.poll(() => other.locator('#step-check-20').evaluate(isInView)).toBe(true);
  await site.leave(other);
});

it('what is out of sight is as true as what is seen, and a copy has the last key', async () => {
  const { page } = await site.open(`/ways/rsync/#${formatLink(twenty)}`);
  await turnToForm(page);
  await page.waitForSelector('.plan.settled[aria-busy=false]');
  // In the same task as the key: read, copied, found and looked at, far below.
  const seen = await page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('#field-account');
    const last = document.querySelector<HTMLElement>('.plan .phase:last-child li:nth-last-child(2)');
    if (!input || !last) throw new Error('There is no field, or no step.');
    const isSkipped = !last.querySelector('pre')?.checkVisibility({ contentVisibilityAuto: true });
    input.value = 'zoe';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const check = document.querySelector<HTMLElement>('#step-check-20')?.closest('li');
    const button = check?.querySelector<HTMLButtonElement>('button.copy');
    // Before the key is painted, and the commands with it.
    button?.click();
    const text = check?.querySelector('pre')?.textContent ?? '';
    while (button?.textContent !== 'Copied') await new Promise(requestAnimationFrame);
    const copied = await navigator.clipboard.readText();
    check?.scrollIntoView({ block: 'center', behavior: 'instant' });
    while (!check?.querySelector('pre')?.checkVisibility({ contentVisibilityAuto: true }))
      await new Promise(requestAnimationFrame);
    const box = check.querySelector('pre mark')?.getBoundingClientRect();
    const at = document.elementFromPoint((box?.left ?? 0) + 2, (box?.top ?? 0) + 2);
    return { isSkipped, text, copied, shown: at?.textContent };
  });
  expect(seen.isSkipped).toBe(true);
  expect(seen.text).toContain('zoe@');
  expect(seen.copied).toBe(seen.text);
  expect(seen.shown).toBe('zoe');
  await site.leave(page);
});

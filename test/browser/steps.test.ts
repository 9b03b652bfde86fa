/** Steps that were changed key by key are, in every letter, those that a new page writes of the same values. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { loadFacility } from '../../src/facility/load.ts';
import { listShownMethods } from '../../src/facility/shown-methods.ts';
import { fieldsOf, formatLink } from '../../src/generator/index.ts';
import type { MethodId } from '../../src/generator/index.ts';
import { openSite, turnToForm } from './site.ts';
import type { Site } from './site.ts';

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

/** The steps with every explanation open. */
function readSteps(page: Page): Promise<string> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('.plan details.explain')) {
      if (!details.open) details.querySelector('summary')?.click();
    }
    return document.querySelector('command-form .plan')?.innerHTML.replaceAll(' open=""', '') ?? '';
  });
}

/** What each button copies, and the text beside it. */
function readCopies(page: Page): Promise<{ shown: string; copied: string }[]> {
  return page.evaluate(async () => {
    const found: { shown: string; copied: string }[] = [];
    for (const button of document.querySelectorAll<HTMLButtonElement>('.plan button.copy')) {
      const shown = button.parentElement?.querySelector('pre')?.textContent ?? '';
      button.click();
      await new Promise((resolve) => setTimeout(resolve));
      found.push({ shown, copied: await navigator.clipboard.readText() });
    }
    return found;
  });
}

/** Asks for the commands, so that every problem is told. */
async function ask(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.querySelector<HTMLButtonElement>('command-form [type=submit]')?.click();
  });
}

/** What stands in the form. */
function readTyped(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const form = document.querySelector<HTMLFormElement>('command-form > form');
    if (!form) throw new Error('There is no form.');
    return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, (value as string).trim()]));
  });
}

it.each(listShownMethods(loadFacility()) as MethodId[])(
  'whatever was typed and chosen before in the form of %s',
  async (method) => {
    const path = pathOf[method] ?? `/ways/${method}/`;
    const fields = Object.entries(fieldsOf(method));
    // The examples of the fields make a plan, under the choices that stand first.
    const good = Object.fromEntries(
      fields.flatMap(([name, { choices, optional, example }]) =>
        choices ? [[name, Object.keys(choices)[0] ?? '']] : optional === true ? [[name, '']] : [[name, example]],
      ),
    );
    const drafts = [...fc.sample(valuesFor(method), { numRuns: 9, seed: 20261125 }), good];
    const { page } = await site.open(path);
    await turnToForm(page);
    for (const [index, values] of drafts.entries()) {
      await enter(page, values);
      // A form keeps what was there before: it is looked at after several.
      if (index % 3 !== 0) continue;
      await ask(page);
      const { page: fresh } = await site.open(`${path}#${formatLink({ method, ...(await readTyped(page)) })}`);
      await turnToForm(fresh);
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

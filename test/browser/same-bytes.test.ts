/** Page, script, command line and module give the same bytes, whatever the method. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { listShownMethods } from '../../src/facility/shown-methods.ts';
import { fieldsOf, formatAction, formatLink, formatLocalDay, isAsked, methodIds } from '../../src/generator/index.ts';
import type { Draft, MethodId } from '../../src/generator/index.ts';
import { commandLine } from '../rigs/command-line.ts';
import { openSite } from './site.ts';
import type { Site } from './site.ts';
import { planOf } from '../rigs/plans.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const pathOf = (method: MethodId): string =>
  ({ transfer: '/maintain/send-data/', troubleshooting: '/troubleshooting/' })[method as string] ?? `/ways/${method}/`;

/** The examples of a method's fields, under these choices. */
function draftOf(method: MethodId, choices: Readonly<Record<string, string>>): Draft {
  const fields = fieldsOf(method);
  const draft: Draft = { ...choices, method };
  const examples = Object.entries(fields).flatMap(([name, field]) =>
    field.choices || field.optional === true || !isAsked(fields, draft, name) ? [] : [[name, field.example]],
  );
  return { ...draft, ...(Object.fromEntries(examples) as Record<string, string>), method };
}

const facility = loadFacility();
const today = formatLocalDay(new Date(), facility.storage.interim.timeZone);

function runCli({ method, ...values }: Draft, option: string): string {
  const fields = fieldsOf(method as MethodId);
  const args = Object.entries(values).map(([name, value]) => `--${fields[name]?.flag ?? name}=${String(value)}`);
  return execFileSync(process.execPath, [commandLine, method, option, ...args], { encoding: 'utf8' });
}

/**
 * A script without the line that says what makes it again: an address on the page, a command line on the command line.
 */
const withoutOrigin = (script: string): string => script.replace(/^# Made again by: .*$/m, '');

const more: readonly (readonly [MethodId, Readonly<Record<string, string>>])[] = [
  ['rsync', { alsoCollections: "GRID 2/it's" }],
  ['rsync', { streams: '4', keys: 'key', session: 'tmux' }],
  ['rsync', { connections: 'once', bwlimit: '40', awake: 'yes', logout: 'ended' }],
  ['globus', { way: 'cli' }],
  ['petalibrary', { onward: 'dtn' }],
  ['petalibrary', { account: 'jdoe' }],
  ['filezilla', { program: 'cyberduck', computer: 'macos', code: 'yes' }],
];
const requests = [
  ...methodIds.filter((id) => listShownMethods(loadFacility()).includes(id)).map((method) => [method, {}] as const),
  ...more,
];

it.each(requests)(
  '%s with %j: what is copied, printed, and made by the module is one text',
  async (method, choices) => {
    const draft = draftOf(method, choices);
    const { steps } = planOf(facility, draft, today);
    const texts = steps.map(({ id, action }) => [id, formatAction(action)]);
    const printed = JSON.parse(runCli(draft, '--json')) as { steps: { id: string; text: string }[] };
    expect(printed.steps.map(({ id, text }) => [id, text])).toEqual(texts);

    const { page, faults } = await site.open(`${pathOf(method)}#${formatLink(draft)}`);
    await expect.poll(() => page.textContent('#commands')).toBe('Your commands');
    const copied = await page
      .locator('command-form .plan button.copy[data-step]')
      .evaluateAll(async (buttons: HTMLElement[]) => {
        const texts: [step: string, text: string][] = [];
        for (const button of buttons) {
          button.click();
          while (button.textContent !== 'Copied') await new Promise(requestAnimationFrame);
          texts.push([button.dataset.step ?? '', await navigator.clipboard.readText()]);
        }
        return texts;
      });
    const toCopy = steps.flatMap(({ id, action }) =>
      /command|message|text/.test(action.kind) ? [[id, formatAction(action)]] : [],
    );
    expect(copied.length).toBeGreaterThan(0);
    expect(copied).toEqual(toCopy);

    const hasScript = steps.some(({ script }) => script === 'copy' || script === 'audit');
    expect(await page.locator('[data-does=script]:visible').count()).toBe(hasScript ? 1 : 0);
    if (hasScript) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-does=script]')]);
      const saved = readFileSync(await download.path(), 'utf8');
      expect(withoutOrigin(saved)).toBe(withoutOrigin(runCli(draft, '--script')));
      const run = steps.filter(({ script, action }) => script && action.kind === 'command');
      expect(run.map(({ action }) => formatAction(action)).filter((text) => !saved.includes(`\n${text}\n`))).toEqual(
        [],
      );
    }
    for (const { id, action } of steps) {
      if (action.kind !== 'file') continue;
      const save = page.click(`[data-does="file ${id}"]`);
      const [download] = await Promise.all([page.waitForEvent('download'), save]);
      expect(download.suggestedFilename()).toBe(action.name);
      expect(readFileSync(await download.path(), 'utf8')).toBe(runCli(draft, '--site-file'));
    }
    expect(faults).toEqual([]);
    await site.leave(page);
  },
);

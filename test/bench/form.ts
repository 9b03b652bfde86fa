/** How long the forms of the built site take, in Chromium, and what they hold on to. */
import type { CDPSession, Page } from 'playwright-core';
import { loadFacility } from '../../src/facility/load.ts';
import { listShownMethods } from '../../src/facility/shown-methods.ts';
import { fieldsOf, formatLink, isAsked } from '../../src/generator/index.ts';
import type { Draft, MethodId } from '../../src/generator/index.ts';
import { openSite } from '../browser/site.ts';
import type { Site } from '../browser/site.ts';
import { median, quantile } from './quantile.ts';

/** What was measured of one form. */
export interface FormResult {
  readonly title: string;
  /** How many steps it showed, and how many keys were pressed. */
  readonly steps: number;
  readonly keys: number;
  /**
   * From the input event until the key was painted, and until the commands with it were, the CPU slowed down. Unit:
   * milliseconds; the median and the 95th percentile.
   */
  readonly key: readonly [median: number, p95: number];
  readonly commands: readonly [median: number, p95: number];
  /**
   * The processor time that the page's main thread needed for it, times as much: what else the machine does is not in
   * it. Unit: the same.
   */
  readonly worked: readonly [median: number, p95: number];
}

/** What a form held after so many edits, its garbage collected. Unit: bytes of JavaScript; nodes of the page. */
export interface Held {
  readonly edits: number;
  readonly heapBytes: number;
  readonly nodes: number;
}

/** A form, by the page and the values in it; without them a bare field, whose text is shown below it. */
interface Form {
  readonly title: string;
  readonly path?: string;
  readonly draft: Draft;
}

const typed = 'Grid_2026-b2';

/** In the page: tells how long a key and its commands took, as a list in JSON. */
declare const tellPainted: (times: string) => void;

/** The examples of a method's fields that have to be filled in, under these choices. */
function draftOf(method: MethodId, values: Readonly<Record<string, string>> = {}): Draft {
  const fields = fieldsOf(method);
  const draft: Record<string, string> & { method: string } = { ...values, method };
  for (const [name, { choices, optional, example }] of Object.entries(fields)) {
    if (!choices && optional !== true && isAsked(fields, draft, name)) draft[name] ??= example;
  }
  return draft;
}

/** The page of a method's form. */
function pathOf(method: MethodId): string {
  const others: Readonly<Record<string, string>> = {
    transfer: '/maintain/send-data/',
    troubleshooting: '/troubleshooting/',
  };
  return others[method] ?? `/ways/${method}/`;
}

const twenty = Array.from({ length: 19 }, (_, index) => `GRID${index + 2}`).join('/');

/** A request of each method, and one of twenty collections. */
export const formRequests = [
  ...(listShownMethods(loadFacility()) as MethodId[]).map((method) => ({
    title: method,
    path: pathOf(method),
    draft: draftOf(method),
  })),
  { title: 'rsync, twenty collections', path: pathOf('rsync'), draft: draftOf('rsync', { alsoCollections: twenty }) },
] as const satisfies readonly Form[];

const forms: readonly Form[] = [{ title: 'a bare field, its text shown', draft: { method: '' } }, ...formRequests];

/** Opens each form with values in it, types into each of its text fields in turn, and measures each key. */
export async function measureForms(throttling: number, rounds: number): Promise<FormResult[]> {
  // Frames are made as soon as they are ready: what is measured is the work of the page, not the phase of a screen's
  // clock.
  const site = await openSite(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
  try {
    const results = forms.map(({ title }) => ({
      title,
      steps: 0,
      key: [] as number[],
      commands: [] as number[],
      worked: [] as number[],
    }));
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, form] of forms.entries()) {
        const result = results[index];
        const page = await openForm(site, form);
        const session = await page.context().newCDPSession(page);
        await session.send('Performance.enable', { timeDomain: 'threadTicks' });
        await session.send('Runtime.enable');
        await session.send('Runtime.addBinding', { name: 'tellPainted' });
        const names = form.path ? Object.keys(fieldsOf(form.draft.method as MethodId)) : ['bare'];
        for (const name of names) {
          const isTyped =
            !form.path || (form.draft[name] && (await page.locator(`${fieldOf(name)}[type=text]:visible`).count()) > 0);
          if (!isTyped || !result) continue;
          const plain = await typeInto(page, session, name, 1);
          result.worked.push(...plain.map(({ worked }) => worked * throttling));
          const slow = await typeInto(page, session, name, throttling);
          result.key.push(...slow.map(({ key }) => key));
          result.commands.push(...slow.map(({ commands }) => commands));
        }
        if (result) result.steps = await page.locator('command-form .steps > li').count();
        await session.detach();
        await site.leave(page);
      }
    }
    const summary = (times: readonly number[]): [median: number, p95: number] => [median(times), quantile(times, 0.95)];
    return results.map(({ title, steps, key, commands, worked }) => ({
      title,
      steps,
      keys: key.length,
      key: summary(key),
      commands: summary(commands),
      worked: summary(worked),
    }));
  } finally {
    await site.close();
  }
}

/** Edits one form again and again, and says what it held after each of these counts. */
export async function measureMemory(counts: readonly number[]): Promise<Held[]> {
  const site = await openSite();
  try {
    const form = { title: 'rsync', path: pathOf('rsync'), draft: draftOf('rsync', { alsoCollections: 'GRID2' }) };
    const page = await openForm(site, form);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const held: Held[] = [];
    let edits = 0;
    for (const count of counts) {
      await page.locator('command-form [name=collection]').evaluate(
        async (input: HTMLInputElement, { from, to }) => {
          for (let edit = from; edit < to; edit += 1) {
            input.value = `GRID${edit}`;
            input.dispatchEvent(new Event('input', { bubbles: true }));
            // Lets the page do what it does later.
            if (edit % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
          }
        },
        { from: edits, to: count },
      );
      edits = count;
      // What is freed by one collection may be what held something else.
      for (let collection = 0; collection < 3; collection += 1) await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { metrics } = await session.send('Performance.getMetrics');
      held.push({ edits, heapBytes: usedSize, nodes: metrics.find(({ name }) => name === 'Nodes')?.value ?? 0 });
    }
    return held;
  } finally {
    await site.close();
  }
}

const fieldOf = (name: string): string => `:is(command-form, main) input[name=${name}]`;

async function openForm(site: Site, { path, draft }: Form): Promise<Page> {
  if (!path) {
    const { page } = await site.open('/404.html');
    await page.setContent('<main><input name="bare" type="text"><pre></pre></main>');
    await page.locator('input').evaluate((input: HTMLInputElement) => {
      input.addEventListener('input', () => {
        input.nextElementSibling?.replaceChildren(input.value);
      });
    });
    return page;
  }
  const { page } = await site.open(`${path}#${formatLink(draft)}`);
  await page.waitForFunction(() => document.querySelector('#commands')?.textContent === 'Your commands');
  // Every field is typed into, those that are folded too.
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('.own-values, .more')) folded.setAttribute('open', '');
  });
  return page;
}

/** What one key needed. Unit: milliseconds. */
interface Key {
  readonly key: number;
  readonly commands: number;
  readonly worked: number;
}

/** Types into a field and takes it away again. */
async function typeInto(page: Page, session: CDPSession, name: string, throttling: number): Promise<Key[]> {
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttling });
  const field = page.locator(fieldOf(name));
  await field.focus();
  await page.keyboard.press('End');
  await field.evaluate((input: HTMLInputElement & { isTimed?: boolean }) => {
    if (input.isTimed) return;
    input.isTimed = true;
    // The first task after the frame that is being made has been painted. A message would also wait for what Chromium
    // notes of every form at each key, to fill it in one day, which it does when it has painted.
    const painted = async (): Promise<number> => {
      await new Promise(requestAnimationFrame);
      await scheduler.postTask(() => undefined, { priority: 'user-blocking' });
      return performance.now();
    };
    input.addEventListener('input', ({ timeStamp }) => {
      void (async () => {
        const key = await painted();
        // The form changes its commands in a task of its own, which it has asked for by now.
        await new Promise((resolve) => setTimeout(resolve));
        await new Promise((resolve) => setTimeout(resolve));
        const commands = await painted();
        tellPainted(JSON.stringify([key - timeStamp, commands - timeStamp]));
      })();
    });
  });
  const readWorked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const keys: Key[] = [];
  for (const pressed of [...typed, ...Array.from(typed, () => 'Backspace')]) {
    const before = await readWorked();
    // The page is asked for nothing until it has told: an answer would be work of its own. The key comes up later, as
    // with fingers.
    const told = new Promise<[key: number, commands: number]>((resolve) => {
      session.once('Runtime.bindingCalled', ({ payload }) => {
        resolve(JSON.parse(payload) as [number, number]);
      });
    });
    await page.keyboard.down(pressed);
    const [key, commands] = await told;
    keys.push({ key, commands, worked: (await readWorked()) - before });
    await page.keyboard.up(pressed);
  }
  return keys;
}

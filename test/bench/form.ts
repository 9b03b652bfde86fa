/** How long the forms of the built site take, in Chromium, and what they hold on to. */
import type { Page } from 'playwright-core';
import { fieldsOf, formatLink, isAsked, methodIds } from '../../src/generator/index.ts';
import type { Draft, MethodId } from '../../src/generator/index.ts';
import { openSite } from '../browser/site.ts';
import { median, quantile } from './quantile.ts';

/** What was measured of one form. */
export interface FormResult {
  readonly title: string;
  /** From the input event until the commands were painted. Unit: milliseconds. */
  readonly medianMilliseconds: number;
  readonly p95Milliseconds: number;
  readonly keys: number;
  /** How many steps the form showed. */
  readonly steps: number;
}

/** What a form held after so many edits, its garbage collected. Unit: bytes of JavaScript; nodes of the page. */
export interface Held {
  readonly edits: number;
  readonly heapBytes: number;
  readonly nodes: number;
}

interface Form {
  readonly title: string;
  readonly path: string;
  readonly draft: Draft;
}

const typed = 'Grid_2026-b2';

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

const forms: readonly Form[] = [
  ...methodIds.map((method) => ({ title: method, path: pathOf(method), draft: draftOf(method) })),
  { title: 'rsync, twenty collections', path: pathOf('rsync'), draft: draftOf('rsync', { more: twenty }) },
];

/** Opens each form with values in it, types into each of its text fields in turn, the CPU slowed down, and measures each key. */
export async function measureForms(throttling: number, rounds: number): Promise<FormResult[]> {
  // Frames are made as soon as they are ready: what is measured is the work of the page, not the phase of a screen's clock.
  const site = await openSite(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
  try {
    const samples = forms.map((): number[] => []);
    const steps = forms.map(() => 0);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, form] of forms.entries()) {
        const page = await openForm(site.open, form);
        const session = await page.context().newCDPSession(page);
        await session.send('Emulation.setCPUThrottlingRate', { rate: throttling });
        for (const name of Object.keys(fieldsOf(form.draft.method as MethodId))) {
          const field = page.locator(`command-form input[type=text][name=${name}]:visible`);
          if (form.draft[name] && (await field.count()) > 0) samples[index]?.push(...(await typeInto(page, name)));
        }
        steps[index] = await page.locator('command-form .steps > li').count();
        await session.detach();
        await site.leave(page);
      }
    }
    return forms.map(({ title }, index) => {
      const own = samples[index] ?? [];
      return {
        title,
        medianMilliseconds: median(own),
        p95Milliseconds: quantile(own, 0.95),
        keys: own.length,
        steps: steps[index] ?? 0,
      };
    });
  } finally {
    await site.close();
  }
}

/** Edits one form again and again, and says what it held after each of these counts. */
export async function measureMemory(counts: readonly number[]): Promise<Held[]> {
  const site = await openSite();
  try {
    const form = { title: 'rsync', path: pathOf('rsync'), draft: draftOf('rsync', { more: 'GRID2' }) };
    const page = await openForm(site.open, form);
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

async function openForm(open: (path: string) => Promise<{ page: Page }>, { path, draft }: Form): Promise<Page> {
  const { page } = await open(`${path}#${formatLink(draft)}`);
  await page.waitForFunction(() => document.querySelector('#commands')?.textContent === 'Your commands');
  return page;
}

/** Types into a field and takes it away again. Gives the time of each key, in milliseconds. */
async function typeInto(page: Page, name: string): Promise<number[]> {
  const field = page.locator(`command-form [name=${name}]`);
  await field.focus();
  await page.keyboard.press('End');
  const list = await field.evaluateHandle((input) => {
    const measured: number[] = [];
    input.addEventListener('input', ({ timeStamp }) => {
      requestAnimationFrame(() => {
        // A message is handled after the frame that was being made has been painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          measured.push(performance.now() - timeStamp);
        };
        port2.postMessage(undefined);
      });
    });
    return measured;
  });
  const keys = [...typed, ...Array.from(typed, () => 'Backspace')];
  for (const [index, key] of keys.entries()) {
    await page.keyboard.press(key);
    await page.waitForFunction(({ list, index }) => list.length > index, { list, index }, { polling: 20 });
  }
  return list.jsonValue();
}

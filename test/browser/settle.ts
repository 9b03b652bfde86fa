/** A form shows what follows from a key once the key has been painted: whoever acts on a page sees that before more. */
import type { Page } from 'playwright-core';

const acts = ['check', 'click', 'fill', 'press', 'pressSequentially', 'selectOption', 'setChecked', 'type', 'uncheck'];
/** What ends with frames already; of pages, those with scripts: others have none to wait for. */
const settling = new WeakSet<object>();

type Act = (this: object, ...args: unknown[]) => Promise<unknown>;

/** Lets every act of a test, on this page and in its context, end with the frames that it brings about. */
export function settleAfterActs(page: Page): void {
  const settleThis = (): Promise<void> => settle(page);
  endWith(page, settleThis);
  endWith(page.keyboard, settleThis);
  const locators = Object.getPrototypeOf(page.locator('html')) as object;
  endWith(locators, (locator) => settle((locator as { page(): Page }).page()));
}

/** Waits for the next frame, and for what comes after it. */
async function settle(page: Page): Promise<void> {
  if (!settling.has(page)) return;
  await page
    .evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => setTimeout(resolve));
        }),
    )
    // A page that was left, or closed, has nothing to settle.
    .catch(() => undefined);
}

function endWith(actor: object, then: (actor: object) => Promise<void>): void {
  if (settling.has(actor)) return;
  settling.add(actor);
  const methods = actor as Record<string, Act | undefined>;
  for (const act of acts) {
    const plain = methods[act];
    if (!plain) continue;
    methods[act] = async function (...args) {
      const result = await plain.apply(this, args);
      await then(this);
      return result;
    };
  }
}

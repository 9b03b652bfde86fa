/** Debian's Firefox ESR, driven over WebDriver BiDi. */
import puppeteer from 'puppeteer-core';
import type { ElementHandle, Page } from 'puppeteer-core';
import type { Engine } from './engine.ts';

/** Opens a window of Firefox, which nobody sees. `page` is for what only a test of Firefox does. */
export async function openFirefox(): Promise<Engine & { readonly page: Page }> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    defaultViewport: { width: 1280, height: 800 },
  });
  // In the tab that the browser has opened by itself, the focus is in the address bar. Where a page has not got it, no
  // element matches :focus.
  const page = await browser.newPage();
  for (const other of await browser.pages()) if (other !== page) await other.close();
  // Puppeteer waits in vain for the end of a navigation once a page was shown again that was kept, and for an answer of
  // a page that is being left.
  let moves = 0;
  const leave = async (go: (address: string) => void, address: string): Promise<void> => {
    const move = ++moves;
    await page.evaluate((number) => {
      Object.assign(window, { leftAt: number });
    }, move);
    await page.evaluate(go, address);
    await page.waitForFunction(
      (number) => (window as { leftAt?: number }).leftAt !== number && document.readyState === 'complete',
      {},
      move,
    );
  };
  const pressWithControl = async (key: 'c' | 'v'): Promise<void> => {
    await page.keyboard.down('Control');
    await page.keyboard.press(key);
    await page.keyboard.up('Control');
  };
  return {
    page,
    open: (url) =>
      leave((address) => {
        location.href = address;
      }, url),
    back: () =>
      leave(() => {
        history.back();
      }, ''),
    forward: () =>
      leave(() => {
        history.forward();
      }, ''),
    reload: () =>
      leave(() => {
        location.reload();
      }, ''),
    evaluate: (script, ...args) => page.evaluate(script as never, ...args),
    click: async (selector) => {
      // What comes into view is laid out only then, and may move what is below it: the place is looked up afterwards.
      await page.$eval(selector, async (element) => {
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      });
      await page.click(selector);
    },
    hover: (selector) => page.hover(selector),
    chooseFiles: async (selector, paths) => {
      const field = (await page.$(selector)) as ElementHandle<HTMLInputElement> | null;
      await field?.uploadFile(...paths);
    },
    press: (key) => page.keyboard.press(key === 'Space' ? ' ' : key),
    type: (text) => page.keyboard.type(text),
    copy: () => pressWithControl('c'),
    paste: () => pressWithControl('v'),
    close: () => browser.close(),
  };
}

/** Debian's Firefox ESR, driven over WebDriver BiDi. */
import puppeteer from 'puppeteer-core';
import type { Page } from 'puppeteer-core';
import type { Engine } from './engine.ts';

/** Opens a window of Firefox, which nobody sees. `page` is for what only a test of Firefox does. */
export async function openFirefox(): Promise<Engine & { readonly page: Page }> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    defaultViewport: { width: 1280, height: 800 },
  });
  const [page = await browser.newPage()] = await browser.pages();
  return {
    page,
    open: (url) => page.goto(url),
    // Puppeteer’s own wait for a load that does not come where a page was kept.
    back: () =>
      page.evaluate(() => {
        history.back();
      }),
    reload: () =>
      page.evaluate(() => {
        location.reload();
      }),
    evaluate: (script, ...args) => page.evaluate(script as never, ...args),
    click: (selector) => page.click(selector),
    hover: (selector) => page.hover(selector),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    paste: async () => {
      await page.keyboard.down('Control');
      await page.keyboard.press('v');
      await page.keyboard.up('Control');
    },
    close: () => browser.close(),
  };
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

// Half as long as the source that its module gives: every page reads it again.
export const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Only what depends on colours can differ in the other scheme. */
export const colorRules = ['color-contrast', 'link-in-text-block'] as const;

/**
 * What axe finds wrong on a page; by these rules alone, if they are given. axe runs in the page, all rules together,
 * and only what it finds comes back. Its own package for Playwright carries all that passed out of the page and into a
 * second one as well, for pages with frames: that took several times as long.
 */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (page.frames().length > 1) throw new Error('This page has frames, into which this does not look.');
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async (only) => {
    // The name that its source gives it in the page.
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    // WCAG 2.2, 2.5.8, which axe leaves out unless it is asked.
    const rules = { 'target-size': { enabled: true } };
    const found = await inPage.run({ resultTypes: ['violations'], ...(only ? { runOnly: [...only] } : { rules }) });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, rules);
}

/** The screens of steps, which are fetched when somebody unfolds one. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatLink } from '../../src/generator/index.ts';
import { findViolations } from './axe.ts';
import { openSite, turnToForm } from './site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const values = {
  method: 'rsync',
  account: 'mcurie',
  lab: 'radium-lab',
  collection: 'R7',
  destination: '/srv/radium/R7',
};
const whole = `/ways/rsync/#${formatLink(values)}`;

/** The screens of a step, unfolded. */
async function unfold(page: Page, id: string): Promise<void> {
  await page.click(`li:has(> #step-${id}) .screen > summary`);
}

const screenOf = (id: string): string => `li:has(> #step-${id}) .screen`;

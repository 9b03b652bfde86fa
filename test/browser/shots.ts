/** States of the site as pictures that somebody has looked at: how each comes about, and what they depend on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { formatLink } from '../../src/generator/index.ts';
import { plainRequest, turnToForm } from './site.ts';
import type { Site } from './site.ts';

/** The day on which all pictures are taken, in the last week before images are deleted. */
const today = '2026-11-02T10:00:00';
const guide = `/ways/rsync/#${formatLink({
  method: 'rsync',
  ...plainRequest,
  collected: '2026-10-25',
  collectedUntil: '2026-10-28',
  size: '1.2 TB',
  link: 'wired1',
})}`;

const size = (width: number, height: number): BrowserContextOptions => ({ viewport: { width, height } });
const desk = size(1280, 720);
const phone = size(390, 844);

/** A state of the site: where it is, in which window, and what somebody does there. */
interface Shot {
  readonly path: string;
  readonly options: BrowserContextOptions;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Scrolls an element to the top of the window. */
const showTop = (page: Page, selector: string): Promise<void> =>
  page.locator(selector).evaluate((element) => {
    element.scrollIntoView({ behavior: 'instant' });
  });

/** Waits for the plan of a link, and until the page has led to it, with the next frame. */
async function showPlan(page: Page): Promise<void> {
  await page.waitForSelector('command-form[data-ready]');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await showTop(page, 'command-form');
}

/** By the names of their files. */
export const shots: Readonly<Record<string, Shot>> = {
  'start-1280': { path: '/', options: desk },
  'start-answer-390-dark': {
    path: '/',
    options: { ...phone, colorScheme: 'dark' },
    prepare: async (page) => {
      await page.check('way-chooser [value=server]');
      await page.waitForSelector('.chosen .go');
      await showTop(page, 'way-chooser');
    },
  },
  'rsync-empty-1280': { path: '/ways/rsync/', options: desk },
  'rsync-1280': { path: guide, options: desk, prepare: showPlan },
  'rsync-390': { path: guide, options: phone, prepare: showPlan },
  'rsync-768-dark': { path: guide, options: { ...size(768, 1024), colorScheme: 'dark' }, prepare: showPlan },
  'rsync-1600': { path: guide, options: size(1600, 720), prepare: showPlan },
  'problems-1280': {
    path: '/ways/rsync/',
    options: desk,
    prepare: async (page) => {
      await turnToForm(page);
      for (const [name, text] of Object.entries({ ...plainRequest, account: '', destination: 'data' }))
        await page.fill(`[name=${name}]`, text);
      await page.click('command-form [type=submit]');
      await page.waitForFunction(() => document.activeElement?.matches('.problem-summary'));
    },
  },
  'step-1280': {
    path: guide,
    options: desk,
    prepare: async (page) => {
      await showPlan(page);
      for (const part of ['.otherwise', '.explain']) await page.click(`li:has(> #step-folder) ${part} > summary`);
      await page.waitForSelector('li:has(> #step-folder) .explain dd');
      await showTop(page, '#step-folder');
    },
  },
  'ticked-forced-colors-1280': {
    path: guide,
    options: { ...desk, forcedColors: 'active' },
    prepare: async (page) => {
      await showPlan(page);
      await page.check('[data-tick=check]');
      await showTop(page, 'command-form');
    },
  },
  // As wide as A4 between its margins.
  paper: {
    path: guide,
    options: size(688, 800),
    prepare: async (page) => {
      await showPlan(page);
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        scrollTo({ top: 0, behavior: 'instant' });
      });
    },
  },
  'troubleshooting-1280': { path: '/troubleshooting/', options: desk },
};

/** Takes the picture of a state, as PNG. `spoil` is styles that change it. */
export async function takeShot(site: Site, { path, options, prepare }: Shot, spoil = ''): Promise<Buffer> {
  const { page } = await site.open('about:blank', { ...options, reducedMotion: 'reduce' });
  await page.clock.setFixedTime(new Date(today));
  await page.goto(site.origin + path);
  await page.waitForFunction(() => customElements.get('site-search'));
  // “On this page” marks where one is when the browser has nothing else to do.
  if ((await page.locator('starlight-toc').count()) > 0)
    await page.waitForSelector('starlight-toc a[aria-current=true]', { state: 'attached' });
  await prepare?.(page);
  // The policy of the site refuses an element with styles.
  await page.evaluate((text) => {
    const styles = new CSSStyleSheet();
    styles.replaceSync(text);
    document.adoptedStyleSheets.push(styles);
  }, spoil);
  const picture = await page.screenshot({ animations: 'disabled' });
  await site.leave(page);
  return picture;
}

/** What pictures depend on, besides the site. */
export interface Machine {
  /** Its number before the first dot. */
  readonly chromium: string;
  /** The fonts in which Chromium sets a guide. */
  readonly fonts: readonly string[];
}

export async function readMachine(site: Site): Promise<Machine> {
  const { page } = await site.open('/ways/rsync/', {});
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('DOM.enable');
  await devTools.send('CSS.enable');
  const { root } = await devTools.send('DOM.getDocument');
  const names = new Set<string>();
  for (const selector of ['h1', '.hint', '.steps .expect', '.steps pre code']) {
    const { nodeId } = await devTools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    const { fonts } = await devTools.send('CSS.getPlatformFontsForNode', { nodeId });
    for (const { postScriptName } of fonts) names.add(postScriptName);
  }
  const version = page.context().browser()?.version() ?? '';
  await site.leave(page);
  return { chromium: version.split('.', 1).join(), fonts: [...names].sort() };
}

const folder = join(import.meta.dirname, 'shots');

/** The file of a reviewed picture. */
export const fileOf = (name: string): string => join(folder, `${name}.png`);

/** The file that says on which machine the pictures were reviewed. */
export const machineFile = join(folder, 'machine.json');

/** In what a machine differs from the one on which the pictures were reviewed, if in anything. */
export function findDifference(machine: Machine): string | undefined {
  const reviewed = JSON.parse(readFileSync(machineFile, 'utf8')) as Machine;
  const describe = ({ chromium, fonts }: Machine): string => `Chromium ${chromium} with ${fonts.join(', ')}`;
  if (describe(machine) === describe(reviewed)) return undefined;
  return `the pictures were reviewed in ${describe(reviewed)}; here is ${describe(machine)}`;
}

/** How far colours are apart that count as different, where black and white are 1 apart: the accent from grey. */
const threshold = 0.04;

/** Of all squares of 64 × 64 pixels, how many pixels differ in the one that differs most; and where, as PNG. */
export async function comparePictures(
  before: Buffer,
  after: Buffer,
): Promise<{ readonly changed: number; readonly drawing: () => Promise<Buffer> }> {
  const read = (picture: Buffer) => sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const [{ data, info }, { data: other }] = await Promise.all([read(before), read(after)]);
  const { width, height } = info;
  const drawn = new Uint8Array(data.length);
  return {
    changed: pixelmatch(data, other, drawn, width, height, { windowSize: 64, threshold }),
    drawing: () =>
      sharp(drawn, { raw: { width, height, channels: 4 } })
        .png()
        .toBuffer(),
  };
}

/** How many pixels of a square may differ: fewer than a letter has. */
export const tolerated = 32;

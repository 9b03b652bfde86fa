import { cpSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listKeptFiles } from '../../src/integrations/offline/integration.ts';
import { readPages, textOf } from '../build/built-site.ts';
import { dist, makeCommands, openSite, plainRequest } from './site.ts';
import type { Site } from './site.ts';

const headings = readPages().map(({ path, elements }) => {
  const heading = elements.find(({ tagName }) => tagName === 'h1');
  return [path, heading ? textOf(heading).trim() : ''] as const;
});

const folders: string[] = [];
// The browser ends with the last site: this one keeps it for all visitors.
let keeper: Site;
beforeAll(async () => {
  keeper = await openSite();
});
afterAll(async () => {
  await keeper.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Somebody who has visited the start page until the whole site was kept. */
interface Visitor {
  readonly site: Site;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What pages and worker have asked for. */
  readonly asked: readonly string[];
  /** Errors of scripts, violations of the policy, and requests of pages that failed. */
  readonly faults: readonly string[];
}

async function visitOnce(): Promise<Visitor> {
  const site = await openSite();
  const { page } = await site.open('about:blank', { serviceWorkers: 'allow' });
  const context = page.context();
  const asked: string[] = [];
  const faults: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  context.on('requestfailed', (request) => {
    const { errorText = '' } = request.failure() ?? {};
    // The worker asks the network for each page, and without one it fails. A page that is left no longer waits for what
    // it asked for.
    if (!request.serviceWorker() && errorText !== 'net::ERR_ABORTED') faults.push(`${request.url()}: ${errorText}`);
  });
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(site.origin);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return { site, context, page, asked, faults };
}

/** No network for the browser, and nobody who listens. */
async function goOffline({ site, context }: Visitor): Promise<void> {
  await context.setOffline(true);
  await site.server.stop();
}

/** Copies the site, with each text replaced by another in all its pages and scripts. */
function copySite(replacements: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  folders.push(folder);
  cpSync(dist, folder, { recursive: true });
  for (const file of globSync('**/*.{html,js}', { cwd: folder })) {
    const before = readFileSync(join(folder, file), 'utf8');
    const after = Object.entries(replacements).reduce((text, [old, fresh]) => text.replaceAll(old, fresh), before);
    if (after !== before) writeFileSync(join(folder, file), after);
  }
  return folder;
}

/** Gives the worker of a copied site the list of its files, as the build does. */
function listAgain(folder: string): void {
  const worker = readFileSync(join(dist, 'sw.js'), 'utf8');
  const [old, fresh] = [dist, folder].map((listed) => JSON.stringify(listKeptFiles(`${listed}/`)));
  if (!old || !fresh || !worker.includes(old)) throw new Error('dist/sw.js does not list the files of dist.');
  writeFileSync(join(folder, 'sw.js'), worker.replace(old, fresh));
}

/** The next version of the site: other words in pages and in the form's script, and another name for every script. */
function makeNextVersion(): string {
  const scripts = globSync('_astro/**/*.js', { cwd: dist });
  const names = scripts.map((file) => [basename(file), basename(file, '.js') + 'Next.js'] as const);
  const folder = copySite({
    'Copy to your lab&#39;s server</h1>': 'Copy, the next version</h1>',
    'Your commands': 'Your next commands',
    ...Object.fromEntries(names),
  });
  for (const file of scripts) renameSync(join(folder, file), join(folder, file.replace(/\.js$/, 'Next.js')));
  listAgain(folder);
  return folder;
}

/** Finds a page by a word that it has. */
async function search(page: Page, word: string, path: string): Promise<void> {
  await page.click('site-search > button');
  await page.fill('site-search input', word);
  await page.waitForSelector(`site-search ol a[href="${path}"]`);
}

describe('after one visit', () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await visitOnce();
  });
  afterAll(async () => {
    await visitor.site.close();
  });

  it('a network that never answers leads to the kept page', async () => {
    const { site, context } = visitor;
    const page = await context.newPage();
    site.server.isSilent = true;
    await page.goto(`${site.origin}/ways/rsync/`);
    await makeCommands(page, plainRequest);
    expect(await page.textContent('#commands')).toBe('Your commands');
    await page.close();
  });

  describe('and without a network', () => {
    beforeAll(() => goOffline(visitor));

    it('the very page of that visit searches', async () => {
      await search(visitor.page, 'caffeinate', '/ways/rsync/');
    });

    it('every page opens, the form makes commands, the search finds, and no other host was asked', async () => {
      const { site, page, asked, faults } = visitor;
      expect(headings.length).toBeGreaterThan(10);
      for (const [path, heading] of headings) {
        // What a page of prose asks for, each page asks for.
        const waitUntil = path.startsWith('/maintain/') ? 'domcontentloaded' : 'networkidle';
        const answer = await page.goto(site.origin + path, { waitUntil });
        expect(answer?.status(), path).toBe(200);
        expect(answer?.fromServiceWorker(), path).toBe(true);
        expect((await page.textContent('h1'))?.trim(), path).toBe(heading);
      }
      await page.goto(`${site.origin}/ways/rsync/?from=a-mail#commands`);
      await makeCommands(page, plainRequest);
      expect(await page.textContent('#commands')).toBe('Your commands');
      expect(await page.textContent('li:has(> #step-folder) pre')).toBe('mkdir -p /srv/data/GRID1');
      await search(page, 'caffeinate', '/ways/rsync/');
      expect(asked).toContain(`${site.origin}/sw.js`);
      expect(asked).toContain(`${site.origin}/ways/rsync/`);
      expect(asked.filter((url) => !url.startsWith(`${site.origin}/`))).toEqual([]);
      expect(faults).toEqual([]);
    });

    it('an unknown page is said to be unknown, and a page whose slash is missing is found', async () => {
      const { site, page } = visitor;
      const answer = await page.goto(`${site.origin}/ways/nothing/`);
      expect(answer?.status()).toBe(404);
      expect(await page.textContent('h1')).toBe('404');
      await page.goto(`${site.origin}/ways/rsync`);
      expect(page.url()).toBe(`${site.origin}/ways/rsync/`);
    });
  });
});

describe('a new version', () => {
  it('is seen at once by whoever has a network, mixes with nothing that is kept, and is kept when all tabs are closed', async () => {
    const visitor = await visitOnce();
    const { site, page: old, context, faults } = visitor;
    await old.goto(`${site.origin}/ways/rsync/`);
    site.server.folder = makeNextVersion();

    const fresh = await context.newPage();
    await fresh.goto(`${site.origin}/ways/rsync/`);
    expect(await fresh.textContent('h1')).toBe('Copy, the next version');
    await makeCommands(fresh, plainRequest);
    expect(await fresh.textContent('#commands')).toBe('Your next commands');
    const isWaiting = async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting);
    await expect.poll(() => fresh.evaluate(isWaiting)).toBe(true);

    // The server no longer has any script of the page that is still open.
    await makeCommands(old, plainRequest);
    expect(await old.textContent('#commands')).toBe('Your commands');
    await search(old, 'caffeinate', '/ways/rsync/');
    await search(fresh, 'caffeinate', '/ways/rsync/');

    // A page of the old version without a network has scripts of the old version.
    await context.setOffline(true);
    await fresh.reload();
    expect(await fresh.textContent('h1')).toBe("Copy to your lab's server");
    await makeCommands(fresh, plainRequest);
    expect(await fresh.textContent('#commands')).toBe('Your commands');
    await context.setOffline(false);

    await old.close();
    await fresh.close();
    // The browser needs a moment to see that no tab is open. Somebody who comes back sooner still has the old worker.
    const comeBack = async (): Promise<boolean> => {
      const tab = await context.newPage();
      await tab.goto(site.origin);
      const hasOld = await tab.evaluate(isWaiting);
      await tab.close();
      return hasOld;
    };
    await expect.poll(comeBack).toBe(false);
    const next = await context.newPage();
    await goOffline(visitor);
    await next.goto(`${site.origin}/ways/rsync/`);
    expect(await next.textContent('h1')).toBe('Copy, the next version');
    await makeCommands(next, plainRequest);
    expect(await next.textContent('#commands')).toBe('Your next commands');
    await search(next, 'caffeinate', '/ways/rsync/');
    expect(faults).toEqual([]);
    await site.close();
  });

  it('of which one file is not there yet is not kept: all of the version before stays', async () => {
    const visitor = await visitOnce();
    const { site, page } = visitor;
    site.server.folder = makeNextVersion();
    cpSync(join(dist, 'ways/rsync/index.html'), join(site.server.folder, 'ways/rsync/index.html'));
    const state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const found = new Promise<ServiceWorker | null>((resolve) => {
        registration.addEventListener('updatefound', () => {
          resolve(registration.installing);
        });
      });
      await registration.update();
      const worker = await found;
      await new Promise<void>((resolve) => {
        worker?.addEventListener('statechange', () => {
          resolve();
        });
      });
      return worker?.state;
    });
    expect(state).toBe('redundant');
    await goOffline(visitor);
    await page.goto(`${site.origin}/ways/rsync/`);
    await makeCommands(page, plainRequest);
    expect(await page.textContent('#commands')).toBe('Your commands');
    await site.close();
  });
});

it('a page whose worker cannot be had makes commands and searches all the same', async () => {
  const site = await openSite();
  site.server.folder = copySite({});
  rmSync(join(site.server.folder, 'sw.js'));
  const { page } = await site.open('/', { serviceWorkers: 'allow' });
  const warned = page.waitForEvent('console', (message) => message.text().includes('Failed to register'));
  await page.goto(`${site.origin}/ways/rsync/`);
  expect((await warned).type()).toBe('warning');
  await makeCommands(page, plainRequest);
  expect(await page.textContent('#commands')).toBe('Your commands');
  await search(page, 'caffeinate', '/ways/rsync/');
  await site.close();
});

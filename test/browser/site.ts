/** The built site, served as any static host would, and a browser that looks at it. */
import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** The folder of the built site. */
export const dist = join(import.meta.dirname, '../../dist');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** The path of every page, such as `/ways/rsync/`. */
export const pagePaths = globSync('**/*.html', { cwd: dist })
  .map((file) => `/${file.replace(/index\.html$/, '')}`)
  .sort();

if (!pagePaths.includes('/ways/rsync/')) throw new Error('dist has no site: run `npm run build` first.');

/** A browser over the served site. */
export interface Site {
  readonly origin: string;
  readonly server: SiteServer;
  /**
   * Opens a page, with `options` in a context of its own. What it asks for, and what it breaks, is noted. There are no service
   * workers unless the options allow them, so that tests see the server's files.
   */
  open(path: string, options?: BrowserContextOptions): Promise<Visit>;
  /** Ends a visit: nothing of it is kept. */
  leave(page: Page): Promise<void>;
  close(): Promise<void>;
}

/** The server of a site, which may change while somebody visits. */
interface SiteServer {
  /** The folder whose files it gives. */
  folder: string;
  /** Whether it takes requests and never answers, as on a poor network. */
  isSilent: boolean;
  /** Ends it: from then on nobody listens. */
  stop(): Promise<void>;
}

/** One page as somebody sees it, and what happened meanwhile. */
export interface Visit {
  readonly page: Page;
  readonly requests: readonly string[];
  /** Errors of scripts, and violations of the Content Security Policy. */
  readonly faults: readonly string[];
}

/** Serves `dist` on loopback and starts Debian's Chromium, with further words in its command line if there are any. */
export async function openSite(args: readonly string[] = []): Promise<Site> {
  const server: SiteServer = {
    folder: dist,
    isSilent: false,
    async stop() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  const http = createServer((request, response) => {
    if (server.isSilent) return;
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    const file = join(server.folder, path.endsWith('/') ? `${path}index.html` : path);
    readFile(file).then(
      (body) =>
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  // Root, as in CI, has no sandbox of Chromium's.
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', ...args] });
  // A tab that was used before is twice as fast as one of a new context.
  const tabs = new Set<Page>();
  const free: Page[] = [];

  return {
    origin,
    server,
    async open(path, options) {
      const makeTab = async (): Promise<Page> => {
        const context = await browser.newContext({
          permissions: ['clipboard-read', 'clipboard-write'],
          serviceWorkers: 'block',
          ...options,
        });
        return context.newPage();
      };
      const page = (options ? undefined : free.pop()) ?? (await makeTab());
      if (!options) tabs.add(page);
      const requests: string[] = [];
      const faults: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      await page.goto(path === 'about:blank' ? path : `${origin}${path}`);
      return { page, requests, faults };
    },
    async leave(page) {
      const context = page.context();
      if (!tabs.has(page)) {
        await context.close();
        return;
      }
      for (const other of context.pages()) if (other !== page) await other.close();
      page.removeAllListeners();
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await context.clearCookies();
      await page.goto('about:blank');
      free.push(page);
    },
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/** What a person types into the form. */
export interface Typed {
  readonly account: string;
  readonly lab: string;
  readonly collection: string;
  readonly destination: string;
  readonly computer?: string;
  readonly session?: string;
}

/** Fills the form, as it stands on the page, and presses its button. */
export async function makeCommands(page: Page, { computer, session, ...texts }: Typed): Promise<void> {
  if (computer) await page.check(`input[name=computer][value=${computer}]`);
  if (session) await page.check(`input[name=session][value=${session}]`);
  for (const [name, text] of Object.entries(texts)) await page.fill(`input[name=${name}]`, text);
  await page.click('button[type=submit]');
  // What makes the commands live is fetched when somebody turns to them; then they are shown, or the problems.
  await page.waitForFunction(() => document.activeElement?.matches('#commands, .problem-summary'));
}

/** Turns to the form of a page, and waits until it answers. */
export async function turnToForm(page: Page): Promise<void> {
  await page.focus('command-form form input');
  await page.waitForSelector('#remember');
}

export const plainRequest: Typed = {
  account: 'jdoe',
  lab: 'luger-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};

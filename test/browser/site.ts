/** The built site, served as any static host would, and a browser that looks at it. */
import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const dist = join(import.meta.dirname, '../../dist');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** The path of every page, such as `/make-my-commands/`. */
export const pagePaths = globSync('**/*.html', { cwd: dist })
  .map((file) => `/${file.replace(/index\.html$/, '')}`)
  .sort();

if (!pagePaths.includes('/make-my-commands/')) throw new Error('dist has no site: run `npm run build` first.');

/** A browser over the served site. */
export interface Site {
  readonly origin: string;
  /** Opens a page in a context of its own. What it asks for, and what it breaks, is noted. */
  open(path: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

/** One page as somebody sees it, and what happened meanwhile. */
interface Visit {
  readonly page: Page;
  readonly requests: readonly string[];
  /** Errors of scripts, and violations of the Content Security Policy. */
  readonly faults: readonly string[];
}

/** Serves `dist` on loopback and starts Debian's Chromium. */
export async function openSite(): Promise<Site> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    const file = join(dist, path.endsWith('/') ? `${path}index.html` : path);
    readFile(file).then(
      (body) =>
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Root, as in CI, has no sandbox of Chromium's.
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

  return {
    origin,
    async open(path, options) {
      const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...options });
      const page = await context.newPage();
      const requests: string[] = [];
      const faults: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      await page.goto(`${origin}${path}`);
      return { page, requests, faults };
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
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
}

export const plainRequest: Typed = {
  account: 'jdoe',
  lab: 'luger-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};

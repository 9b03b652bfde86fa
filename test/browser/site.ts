/** The built site, served as any static host would, and a browser that looks at it. */
import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumPath } from '../rigs/chromium.ts';
import { settleAfterActs } from './settle.ts';

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
   * Opens a page. What it asks for, and what it breaks, is noted. Visits share a few tabs, with what `options` say of
   * colours, size and JavaScript; with any other option, or none in `{}`, a visit has a context of its own, for what
   * would leave a mark. There are no service workers unless the options allow them, so that tests see the server's
   * files.
   */
  open(path: string, options?: BrowserContextOptions): Promise<Visit>;
  /** Ends a visit: nothing of it is kept. */
  leave(page: Page): Promise<void>;
  /** Ends all visits, and the server; with the last site the browser. */
  close(): Promise<void>;
}

/** The server of a site, which may change while somebody visits. */
interface SiteServer {
  /** The folder whose files it gives. */
  folder: string;
  /** Whether it takes requests and never answers, as on a poor network. */
  isSilent: boolean;
  /** The paths for which it breaks the connection off. */
  broken?: RegExp;
  /** Until this is kept, only a quarter of a page is sent, as on a slow network; or what is before a text. */
  rest?: Promise<void>;
  /** That text; nothing for the form, and for a quarter at most. */
  restBegins?: string;
  /**
   * While this is there, the policy of each page is sent as a header too, as a host may. Browsers then report what they
   * refuse, in pages and before their scripts: each as its page, the directive, and what was refused.
   */
  refused?: string[];
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

/** Debian's Chromium, one for all sites. Root, as in CI, has no sandbox of Chromium's. */
let openBrowser: Promise<Browser> | undefined;
let openSites = 0;

// To make a context costs a browser several times what it costs to open a page: tabs are used again, by this kind.
type TabKind = 'plain' | 'without JavaScript';
const freeTabs: Record<TabKind, Page[]> = { plain: [], 'without JavaScript': [] };

const usual = { colorScheme: 'light', viewport: { width: 1280, height: 720 } } as const satisfies BrowserContextOptions;

/** The kind of tab in which a visit with these options leaves no mark, if there is one. */
function findTabKind(options: BrowserContextOptions = usual): TabKind | undefined {
  const { javaScriptEnabled = true, ...others } = options;
  const names = Object.keys(options);
  if (names.length === 0 || Object.keys(others).some((name) => !(name in usual))) return undefined;
  return javaScriptEnabled ? 'plain' : 'without JavaScript';
}

async function openTab(options: BrowserContextOptions, args: readonly string[]): Promise<Page> {
  // Without UTF-8 in the locale it cannot open a file whose name is not in ASCII.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  openBrowser ??= chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', ...args], env });
  const browser = await openBrowser;
  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    serviceWorkers: 'block',
    ...usual,
    ...options,
  });
  context.setDefaultTimeout(60_000);
  if (options.javaScriptEnabled !== false) context.on('page', settleAfterActs);
  return context.newPage();
}

/**
 * Serves `dist` on loopback, for a browser: the first is started with further words in its command line, if there are
 * any.
 */
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
    if (request.method === 'POST') {
      void noteRefusal(request, server.refused ?? []).then(() => response.writeHead(204).end());
      return;
    }
    if (server.broken?.test(request.url ?? '')) {
      request.socket.destroy();
      return;
    }
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    const file = join(server.folder, path.endsWith('/') ? `${path}index.html` : path);
    readFile(file).then(
      async (body) => {
        response.writeHead(200, {
          'content-type': types[extname(file)] ?? 'application/octet-stream',
          ...(server.refused && file.endsWith('.html') && { 'content-security-policy': formatPolicy(body) }),
        });
        if (!server.rest || !file.endsWith('.html')) {
          response.end(body);
          return;
        }
        // What comes first ends before the form, if there is one.
        const form = body.indexOf('<command-form');
        const quarter = form > 0 ? Math.min(form, body.length / 4) : body.length / 4;
        const cut = server.restBegins === undefined ? quarter : body.indexOf(server.restBegins);
        response.write(body.subarray(0, cut));
        await server.rest;
        response.end(body.subarray(cut));
      },
      async () => {
        const page = await readFile(join(server.folder, '404.html')).catch(() => '');
        response.writeHead(404, { 'content-type': types['.html'] }).end(page);
      },
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const visited = new Map<Page, TabKind | undefined>();
  openSites += 1;

  return {
    origin,
    server,
    async open(path, options) {
      const kind = findTabKind(options);
      const tab = kind && freeTabs[kind].pop();
      const page = tab ?? (await openTab(options ?? {}, args));
      visited.set(page, kind);
      if (tab) {
        await page.emulateMedia({ colorScheme: options?.colorScheme ?? usual.colorScheme });
        await page.setViewportSize(options?.viewport ?? usual.viewport);
      }
      const requests: string[] = [];
      const faults: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      await page.goto(path === 'about:blank' ? path : `${origin}${path}`);
      // The page's script is started when all else has been loaded.
      if (path !== 'about:blank' && options?.javaScriptEnabled !== false)
        await page.waitForFunction(() => customElements.get('site-search'));
      return { page, requests, faults };
    },
    async leave(page) {
      const context = page.context();
      const kind = visited.get(page);
      visited.delete(page);
      if (!kind) {
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
      await page.emulateMedia({ media: null });
      freeTabs[kind].push(page);
    },
    async close() {
      for (const page of visited.keys()) await page.context().close();
      await server.stop();
      openSites -= 1;
      if (openSites > 0) return;
      for (const tabs of Object.values(freeTabs)) tabs.length = 0;
      const browser = await openBrowser;
      openBrowser = undefined;
      await browser?.close();
    },
  };
}

/** The policy of a page as the header of a host that asks for reports. */
function formatPolicy(page: Buffer): string {
  const [, policy] = /http-equiv="content-security-policy" content="([^"]*)"/.exec(page.toString()) ?? [];
  if (!policy) throw new Error('A page has no policy.');
  return `${policy} frame-ancestors 'none'; report-uri /refused`;
}

/** Adds what a browser reports: https://www.w3.org/TR/CSP3/#deprecated-serialize-violation */
async function noteRefusal(request: IncomingMessage, refused: string[]): Promise<void> {
  const { 'csp-report': report } = (await json(request)) as { 'csp-report': Record<string, string> };
  const { pathname } = new URL(report['document-uri'] ?? '');
  refused.push(`${pathname}: ${report['effective-directive']}: ${report['blocked-uri']}`);
}

/** Notes what moves on a page that is opened after this, and is not touched: for {@link listShifts}. */
export async function noteShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: { node: Node; text: string }[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { sources: { node?: Node }[] })[]) {
        // What is gone since has no node, and many small ones no source.
        const nodes = entry.sources.length > 0 ? entry.sources.map(({ node = document }) => node) : [document];
        shifts.push(...nodes.map((node) => ({ node, text: node.textContent?.trim().slice(0, 60) ?? '' })));
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** The texts of all that has moved on a page, or of what has in the element that a selector finds. */
export function listShifts(page: Page, within = ''): Promise<string[]> {
  return page.evaluate((selector) => {
    const { shifts } = globalThis as unknown as { shifts: { node: Node; text: string }[] };
    const place = selector ? document.querySelector(selector) : document;
    return shifts.flatMap(({ node, text }) => (place?.contains(node) ? [text] : []));
  }, within);
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
  await openChoices(page);
  if (computer) await page.check(`input[name=computer][value=${computer}]`);
  if (session) await page.check(`input[name=session][value=${session}]`);
  for (const [name, text] of Object.entries(texts)) await page.fill(`input[name=${name}]`, text);
  await page.click('button[type=submit]');
  // What makes the commands live is fetched when somebody turns to them; then they are shown, or the problems.
  await page.waitForFunction(() => document.activeElement?.matches('#commands, .problem-summary'));
}

/** Unfolds the choices that have a good default. */
export async function openChoices(page: Page): Promise<void> {
  if ((await page.locator('.more[open]').count()) === 0) await page.click('.more > summary');
}

/** Unfolds the section with the first command of a page's author, where it is folded away. */
export async function openSection(page: Page): Promise<void> {
  const summary = page.locator('details.fold:not([open]):has(personal-command) > summary');
  if ((await summary.count()) > 0) await summary.first().click();
}

/**
 * Lets a server send only the beginning of each page, up to a text, until what this gives is called: when the test ends,
 * too.
 */
export function holdRest({ server }: Site, begins?: string): () => void {
  let sendRest = (): void => undefined;
  server.rest = new Promise<void>((resolve) => (sendRest = resolve));
  if (begins !== undefined) server.restBegins = begins;
  return () => {
    delete server.rest;
    delete server.restBegins;
    sendRest();
  };
}

/** Lets a page wait for files, by a pattern of their addresses, until what this gives is called. */
export async function holdBack(page: Page, files: string): Promise<() => void> {
  let sendThem = (): void => undefined;
  const areSent = new Promise<void>((resolve) => (sendThem = resolve));
  await page.route(files, async (route) => {
    await areSent;
    await route.continue();
  });
  return sendThem;
}

/** Turns to the form of a page, and waits until it answers. */
export async function turnToForm(page: Page): Promise<void> {
  // On the page of errors the form is folded.
  await page.evaluate(() => {
    document.querySelector('.own-values')?.setAttribute('open', '');
  });
  // Until the page's script has come, nobody can type.
  await page.waitForSelector('command-form form > fieldset:enabled');
  await page.focus('command-form form input');
  // For paper: it is there once the form has shown its values for the first time, and with them all that follows from
  // them.
  await page.waitForSelector('command-form [data-value]', { state: 'attached' });
}

export const plainRequest: Typed = {
  account: 'jdoe',
  lab: 'luger-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};

/**
 * Prints how fast this site is read, beside a plain Starlight with the same pages and beside the bare text, in one run:
 * `npm run bench:site`. What is measured: Lighthouse's mobile profile (150 ms round trip, 1.6 Mbit/s, processor ÷ 4),
 * medians of interleaved rounds; axe; and the search. It asserts nothing. `npm run build` first; `-- --rounds 1` is
 * quick.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { formatLink } from '../../src/generator/index.ts';
import { violationsOf } from '../browser/axe.ts';
import { dist } from '../browser/site.ts';
import { chromiumPath } from '../rigs/chromium.ts';
import { formRequests } from './form.ts';
import { describeMachine } from './machine.ts';
import { buildProject, makePlainProject, readOwnPages } from './plain-site.ts';
import type { PlainPage } from './plain-site.ts';
import { median } from './quantile.ts';
import { serveFolder } from './static-server.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const debugPort = 9500 + (process.pid % 400);

/** What one visit of a page measured, by the words of the table's head. */
type Measures = Readonly<Record<string, number>>;

/** The pages that users read. */
const guides = readOwnPages('{,troubleshooting/,ways/*/}index.html');

function pathOf({ path }: PlainPage): string {
  return path === 'index' ? '/' : `/${path}/`;
}

/** The same pages as Starlight makes them by itself. */
function makePlainSite(): string {
  const folder = makePlainProject(guides);
  buildProject(folder);
  return folder;
}

/** The same texts alone, with a few lines of style: nothing can be faster. */
function makeBareSite(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bare-site-'));
  for (const guide of guides) {
    const text = guide.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const page = join(folder, pathOf(guide), 'index.html');
    mkdirSync(dirname(page), { recursive: true });
    writeFileSync(
      page,
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="description" content="text"><title>text</title><style>body{font:1rem/1.6 system-ui;max-width:45rem;margin:auto;padding:1rem}p{white-space:pre-wrap}</style><main><h1>${guide.title}</h1><p>${text}</p></main></html>`,
    );
  }
  return folder;
}

/** It would be a third of what `npm ci` installs: npx fetches it for those who measure. */
const lighthouse = 'lighthouse@13.5.0';

/** What is read of Lighthouse's report. */
interface Report {
  readonly audits: Readonly<Record<string, { numericValue?: number; details?: unknown }>>;
  readonly categories: Readonly<Record<string, { score: number | null }>>;
}

async function visit(url: string): Promise<Measures> {
  const words = ['--yes', lighthouse, url, `--port=${String(debugPort)}`, '--output=json', '--quiet'];
  const { stdout } = await promisify(execFile)('npx', words, { maxBuffer: 2 ** 28 });
  const { audits, categories } = JSON.parse(stdout) as Report;
  const number = (id: string): number => audits[id]?.numericValue ?? NaN;
  const score = (id: string): number => Math.round((categories[id]?.score ?? NaN) * 100);
  const details = audits['network-requests']?.details as
    { items: { transferSize: number; resourceType?: string }[] } | undefined;
  const requests = details?.items ?? [];
  const sum = (list: typeof requests): number =>
    list.reduce((total, { transferSize }) => total + transferSize, 0) / 1000;
  return {
    'total kB': sum(requests),
    'JS kB': sum(requests.filter(({ resourceType }) => resourceType === 'Script')),
    requests: requests.length,
    'LCP ms': number('largest-contentful-paint'),
    'TBT ms': number('total-blocking-time'),
    CLS: number('cumulative-layout-shift'),
    perf: score('performance'),
    a11y: score('accessibility'),
    best: score('best-practices'),
    SEO: score('seo'),
  };
}

const servers = {
  'this site': { folder: dist, server: await serveFolder(dist) },
  'plain Starlight': await (async () => {
    const folder = makePlainSite();
    return { folder, server: await serveFolder(join(folder, 'dist')) };
  })(),
  'bare text': await (async () => {
    const folder = makeBareSite();
    return { folder, server: await serveFolder(folder) };
  })(),
};
const browser = await chromium.launch({
  executablePath: chromiumPath,
  // Root has no sandbox of Chromium's.
  args: ['--no-sandbox', `--remote-debugging-port=${String(debugPort)}`],
});

/** Selectors of what a search is made with. */
type SearchParts = Readonly<Record<'button' | 'field' | 'result', string>>;

const searchParts: readonly (readonly ['this site' | 'plain Starlight', SearchParts])[] = [
  ['this site', { button: 'site-search > button', field: 'site-search input', result: 'site-search ol a' }],
  [
    'plain Starlight',
    { button: 'button[data-open-modal]', field: '.pagefind-ui__search-input', result: '.pagefind-ui__result-link' },
  ],
];

/**
 * From the click on the search to the frame with the first result, on that processor, and on that network or none to
 * wait for. A mouse is over the button for 0.3 s before, and the word is typed as soon as there is a field. All is
 * measured inside the page: the calls from here would take longer than the search. Unit: ms.
 */
async function timeSearch(url: string, { button, ...parts }: SearchParts, isSlow: boolean): Promise<number> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  if (isSlow)
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 1_638_400 / 8,
      uploadThroughput: 675_000 / 8,
    });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const taken = page.evaluate(
    ({ field, result }) =>
      new Promise<number>((resolve) => {
        let start = NaN;
        addEventListener('click', ({ timeStamp }) => (start = timeStamp), { capture: true, once: true });
        addEventListener('focusin', function type({ target }) {
          if (!(target instanceof HTMLInputElement) || !target.matches(field)) return;
          removeEventListener('focusin', type);
          target.value = 'verify';
          target.dispatchEvent(new InputEvent('input', { bubbles: true }));
        });
        new MutationObserver((_, observer) => {
          if (!document.querySelector(result)) return;
          observer.disconnect();
          const painted = new MessageChannel();
          painted.port1.onmessage = () => {
            resolve(performance.now() - start);
          };
          // A message is heard after the frame.
          requestAnimationFrame(() => {
            painted.port2.postMessage(null);
          });
        }).observe(document, { childList: true, subtree: true });
      }),
    parts,
  );
  await page.hover(button);
  await page.waitForTimeout(300);
  await page.mouse.down();
  await page.mouse.up();
  try {
    return await taken;
  } finally {
    await context.close();
  }
}

try {
  const measured = new Map<string, Measures[]>();
  const searched = new Map<string, number[]>();
  const note = <Value>(map: Map<string, Value[]>, key: string, value: Value): void => {
    map.set(key, [...(map.get(key) ?? []), value]);
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const guide of guides) {
      for (const [name, { server }] of Object.entries(servers))
        note(measured, `${pathOf(guide)} | ${name}`, await visit(server.origin + pathOf(guide)));
    }
    // By a link that staff send: the form is live at once, and makes commands.
    for (const { title, path, draft } of formRequests.filter((form) =>
      guides.some((guide) => pathOf(guide) === form.path),
    ))
      note(
        measured,
        `${path} with values: ${title} | this site`,
        await visit(`${servers['this site'].server.origin}${path}#${formatLink(draft)}`),
      );
    for (const [name, parts] of searchParts)
      for (const isSlow of [false, true])
        note(searched, `${name} ${String(isSlow)}`, await timeSearch(`${servers[name].server.origin}/`, parts, isSlow));
  }
  console.log(`${describeMachine()}; medians of ${String(rounds)} rounds\n`);
  const columns = Object.keys([...measured.values()][0]?.[0] ?? {});
  console.log(`| page | site | ${columns.join(' | ')} |`);
  console.log(`| --- | --- | ${columns.map(() => '---:').join(' | ')} |`);
  for (const [key, list] of measured) {
    const cells = columns.map((column) => {
      const value = median(list.map((one) => one[column] ?? NaN));
      return value.toFixed(column.endsWith('kB') ? 1 : column === 'CLS' ? 3 : 0);
    });
    console.log(`| ${key} | ${cells.join(' | ')} |`);
  }
  console.log('\n| site | click on search → first result ms | on that network | axe violations, all pages |');
  console.log('| --- | ---: | ---: | ---: |');
  for (const name of ['this site', 'plain Starlight'] as const) {
    let violations = 0;
    for (const guide of guides) {
      const page = await browser.newPage();
      await page.goto(servers[name].server.origin + pathOf(guide));
      violations += (await violationsOf(page)).length;
      await page.close();
    }
    const times = [false, true].map((isSlow) => median(searched.get(`${name} ${String(isSlow)}`) ?? []).toFixed(0));
    console.log(`| ${name} | ${times.join(' | ')} | ${String(violations)} |`);
  }
} finally {
  await browser.close();
  for (const [name, { folder, server }] of Object.entries(servers)) {
    server.stop();
    if (name !== 'this site') rmSync(folder, { recursive: true, force: true });
  }
}

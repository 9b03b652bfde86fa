import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attributeOf, findPage, listFiles, readPages, siteFolder } from './built-site.ts';
import { startNginx } from './nginx.ts';

let server: Awaited<ReturnType<typeof startNginx>>;

const pages = readPages();
/** The first file under _astro with this ending. */
function findAsset(extension: string): string {
  const found = listFiles(extension).find((file) => file.startsWith('_astro/'));
  if (!found) throw new Error(`dist/_astro has no .${extension}`);
  return found;
}
const script = findAsset('js');

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(server.address + path, { headers, method, redirect: 'manual' });
}

beforeAll(async () => {
  server = await startNginx(siteFolder, '/');
});

afterAll(async () => {
  await server.stop();
});

describe('nginx with deploy/nginx.conf', () => {
  it.each(['', 'ways/rsync/', 'sw.js', 'no-such-page', 'ways/'])(
    'sends with /%s what a page cannot say of itself',
    async (path) => {
      const { headers } = await ask(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': "frame-ancestors 'none'",
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': 'camera=(), microphone=(), geolocation=()',
        'cache-control': 'no-cache',
        server: 'nginx',
      });
    },
  );

  it('adds to the policy of a page, and takes nothing from it', async () => {
    const meta = findPage(pages, '/').elements.find(
      (element) => attributeOf(element, 'http-equiv') === 'content-security-policy',
    );
    expect(meta && attributeOf(meta, 'content')).toContain("default-src 'self'");
    expect(meta && attributeOf(meta, 'content')).not.toContain('frame-ancestors');
    expect(await (await ask('')).text()).toBe(readFileSync(`${siteFolder}index.html`, 'utf8'));
  });

  it('lets a browser keep for ever what has its version in its name, and nothing else', async () => {
    const named = globSync(['forms/*.json', 'pagefind/{index,fragment}/*'], { cwd: siteFolder });
    expect(named.length).toBeGreaterThan(10);
    for (const path of [script, ...named])
      expect((await ask(path)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const path of ['', 'sw.js', 'favicon.svg', 'pagefind/pagefind.js']) {
      expect((await ask(path)).headers.get('cache-control')).toBe('no-cache');
    }
    const gone = await ask('_astro/of-an-older-version.js');
    expect([gone.status, gone.headers.get('cache-control')]).toEqual([404, 'no-cache']);
  });

  it('answers in one line that a page is still the newest', async () => {
    const first = await ask('ways/rsync/');
    const again = await ask('ways/rsync/', { 'If-None-Match': first.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it.each([
    ['', 'text/html; charset=utf-8'],
    [script, 'application/javascript; charset=utf-8'],
    [findAsset('css'), 'text/css; charset=utf-8'],
    ['sw.js', 'application/javascript; charset=utf-8'],
    ['ways/rsync.md', 'text/markdown; charset=utf-8'],
    ['llms.txt', 'text/plain; charset=utf-8'],
  ])('sends /%s compressed, as %s', async (path, type) => {
    const { headers } = await ask(path, { 'Accept-Encoding': 'gzip' });
    expect(headers.get('content-type')).toBe(type);
    expect([headers.get('content-encoding'), headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding']);
    const plain = await ask(path, { 'Accept-Encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  it.each(['no-such-page', 'ways/no-such-way/', 'ways/'])('has the page 404 for /%s', async (path) => {
    const answer = await ask(path);
    expect([answer.status, await answer.text()]).toEqual([404, readFileSync(`${siteFolder}404.html`, 'utf8')]);
  });

  it('gives that page by its name as well: the service worker keeps nothing without it', async () => {
    expect((await ask('404.html')).status).toBe(200);
  });

  it('leads to a page whose last slash is missing, on the host that was asked', async () => {
    const { status, headers } = await ask('ways/rsync');
    expect([status, headers.get('location')]).toEqual([301, '/ways/rsync/']);
  });

  it('takes nothing in', async () => {
    expect((await ask('', {}, 'POST')).status).toBe(405);
  });

  it('serves every page', async () => {
    const answers = await Promise.all(pages.map(async ({ path }) => [path, (await ask(path.slice(1))).status]));
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  });
});

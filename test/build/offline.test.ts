import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { listKeptFiles } from '../../src/integrations/offline/integration.ts';
import { readPages, siteFolder } from './built-site.ts';
import { importsOf, scriptsOf } from './page-scripts.ts';

const { methods } = loadFacility();
const kept = listKeptFiles(siteFolder);
const addresses = kept.map(({ url }) => url);
const worker = readFileSync(`${siteFolder}sw.js`, 'utf8');

describe('the service worker', () => {
  it('lists what the site has, each with the hash of its bytes', () => {
    expect(worker).toContain(JSON.stringify(kept));
    expect(kept.filter(({ integrity }) => !/^sha256-[A-Za-z0-9+/]{43}=$/.test(integrity ?? ''))).toEqual([]);
  });

  it('keeps every page, script and style, the search, and leaves out only what nothing asks for', () => {
    const files = globSync('**/*', { cwd: siteFolder }).filter((file) => statSync(siteFolder + file).isFile());
    const listed = addresses.map((url) => (url.endsWith('/') ? `${url}index.html` : url).replace('./', ''));
    expect(files.filter((file) => !listed.includes(file)).sort()).toEqual([
      'index.md',
      'licenses.txt',
      'llms.txt',
      'pagefind/pagefind-component-ui.css',
      'pagefind/pagefind-component-ui.js',
      'pagefind/pagefind-highlight.js',
      'pagefind/pagefind-modular-ui.css',
      'pagefind/pagefind-modular-ui.js',
      'pagefind/pagefind-ui.css',
      'pagefind/pagefind-ui.js',
      'pagefind/wasm.unknown.pagefind',
      'robots.txt',
      'social-card.png',
      'sw.js',
      'troubleshooting.md',
      ...methods.map(({ id }) => `ways/${id}.md`).sort(),
    ]);
    expect(listed.filter((file) => !files.includes(file))).toEqual([]);
    for (const page of readPages()) expect(addresses).toEqual(expect.arrayContaining(scriptsOf(page, 'unasked')));
  });

  it('names pages as links do, from where it stands, so that the site may move into a folder', () => {
    expect(addresses).toEqual(expect.arrayContaining(['./', '404.html', 'ways/rsync/']));
    expect(addresses.filter((url) => url.startsWith('/') || url.endsWith('index.html'))).toEqual([]);
  });

  it('asks again for each changed file, unless its name tells its version', () => {
    const unnamed = kept.filter(({ revision }) => revision === null).map(({ url }) => url);
    expect(unnamed.length).toBeGreaterThan(0);
    expect(unnamed.filter((url) => !/^_astro\/(?:on-demand\/)?[^/]+\.[\w-]+\.\w+$/.test(url))).toEqual([]);
  });

  it('keeps of a site that has grown beyond 6 MB what somebody needs who gets data', () => {
    const folder = mkdtempSync(join(tmpdir(), 'large-site-'));
    const write = (file: string, bytes: number): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), 'x'.repeat(bytes));
    };
    const own = [
      'index.html',
      '404.html',
      'ways/rsync/index.html',
      'troubleshooting/index.html',
      'forms/rsync.1.json',
      '_astro/page.1.js',
    ];
    const others = ['guides/a/index.html', 'maintain/index.html', 'pagefind/pagefind.js'];
    for (const file of [...own, ...others]) write(file, 600_000);
    const list = (): string[] =>
      listKeptFiles(`${folder}/`).map(({ url }) => url.replace(/(^|\/)(?:\.\/)?$/, '$1index.html'));
    expect(list()).toEqual([...own, ...others].sort());
    write('guides/b/index.html', 600_001);
    expect(list()).toEqual(own.sort());
    rmSync(folder, { recursive: true });
  });

  it('is one file, which takes nothing from elsewhere and never takes over while older pages are open', () => {
    expect(importsOf(worker)).toEqual({ atOnce: [], onDemand: [], computed: 0 });
    expect(worker).not.toMatch(/importScripts|skipWaiting/);
    // In the text of a warning.
    expect(worker.match(/https?:[^\s`'"]+/g)).toEqual(['https://bit.ly/wb-precache']);
  });
});

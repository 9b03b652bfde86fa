import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attributeOf, findPage, readPages, siteFolder } from './built-site.ts';
import { importsOf, inlineScriptsOf, namedScriptsOf, scriptsInUse, scriptsOf } from './page-scripts.ts';

const pages = readPages();
const withForm = pages.filter(({ elements }) => elements.some(({ tagName }) => tagName === 'command-form'));
const plain = findPage(pages, '/maintain/decisions/tables/');

describe.each(withForm)('what the form of the page $path fetches', (commands) => {
  const files = scriptsInUse(commands);
  const sources = files.map((file) => readFileSync(siteFolder + file, 'utf8'));

  it('is the form, in files of the site', () => {
    expect(sources.filter((source) => source.includes('customElements.define(`command-form`'))).toHaveLength(1);
  });

  it('adds no inline script', () => {
    const known = inlineScriptsOf(plain);
    expect(inlineScriptsOf(commands).filter((text) => !known.includes(text))).toEqual([]);
  });

  it('has no zod and no framework in it', () => {
    const markers =
      /ZodError|ZodType|_zod\b|safeParse|preact|\breact\b|react-dom|svelte|solid-js|createSignal|__vue|lit-html|\$\$typeof|createVNode|hydrateRoot/;
    expect(sources.map((source) => markers.exec(source)?.[0])).toEqual(files.map(() => undefined));
  });

  it('has nothing in it that could send what is typed', () => {
    const senders = /\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket|EventSource|RTCPeerConnection|\bnew Image\b|https?:/;
    expect(sources.map((source) => senders.exec(source)?.[0])).toEqual(files.map(() => undefined));
  });

  it('imports by literal addresses only, so that the budget counts all of it', () => {
    expect(sources.map((source) => importsOf(source).computed)).toEqual(files.map(() => 0));
  });
});

describe('the scripts of a page', () => {
  it.each(pages)('are all files of the site: $path', (page) => {
    const addresses = page.elements.flatMap((element) =>
      element.tagName === 'script' ? (attributeOf(element, 'src') ?? attributeOf(element, 'data-src') ?? []) : [],
    );
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !/^\/(?!\/)/.test(address))).toEqual([]);
    expect(namedScriptsOf(page).length).toBeGreaterThan(0);
    expect(scriptsOf(page, 'unasked')).toEqual(expect.arrayContaining(scriptsOf(page, 'at once')));
  });

  it('are followed through static, re-exported and dynamic imports', () => {
    const source = 'import"./a.js";import{b}from"./b.js";export*from"./c.js";const d=()=>import(`./d.js`);import(e)';
    expect(importsOf(source)).toEqual({ atOnce: ['./a.js', './b.js', './c.js'], onDemand: ['./d.js'], computed: 1 });
  });

  it('are the same on every page, in one file: what one page has fetched is there for the next', () => {
    const atOnce = scriptsOf(plain, 'at once');
    expect(atOnce.map((file) => file.split('.')[0])).toEqual(['_astro/page']);
    // A page with a fence also has the script of its frame, one with a command of its author's nothing.
    const others = pages.filter(
      (page) =>
        scriptsOf(page, 'at once')
          .filter((file) => !file.includes('/ec.'))
          .join() !== atOnce.join(),
    );
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  it('cannot be in use on a page that has nothing to use', () => {
    expect(() => scriptsInUse(plain)).toThrow(
      '/maintain/decisions/tables/ has no form, and no command that could be live.',
    );
  });
});

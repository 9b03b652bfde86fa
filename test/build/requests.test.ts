import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attributeName, attributeOf, listFiles, parseElements, readPages, siteFolder, textOf } from './built-site.ts';
import type { HtmlElement } from './built-site.ts';
import { siteOrigin } from './page-scripts.ts';

const requesting = ['src', 'poster', 'data', 'background', 'action', 'formaction', 'ping', 'manifest', 'xlink:href'];

/** The addresses that a browser asks for by itself because of an element. Following a link is the reader's doing. */
function requestsOf(element: HtmlElement): string[] {
  const isLink = ['a', 'area'].includes(element.tagName) || attributeOf(element, 'rel') === 'canonical';
  const isIcon = (name: string): boolean => name === 'href' || name === 'xlink:href';
  const refresh = element.attrs.some(({ name, value }) => name === 'http-equiv' && value.toLowerCase() === 'refresh');
  const asked = element.attrs.flatMap((attribute) => {
    const name = attributeName(attribute);
    const { value } = attribute;
    if (isLink && isIcon(name)) return [];
    if (name === 'srcset' || name === 'imagesrcset')
      return value.split(',').map((part) => part.trim().split(/\s/)[0] ?? '');
    if (name === 'style') return cssRequests(value);
    if (refresh && name === 'content') return [value.replace(/^.*?url=/i, '')];
    return isIcon(name) || requesting.includes(name) ? value.split(/\s+/) : [];
  });
  return element.tagName === 'style' ? [...asked, ...cssRequests(textOf(element))] : asked;
}

/** What a style sheet asks for: `url(…)`, `image-set("…")`, `@import "…"`. */
function cssRequests(css: string): string[] {
  const urls = css.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/gi);
  const imports = css.matchAll(/@import\s+(?:"([^"]*)"|'([^']*)')/gi);
  const sets = [...css.matchAll(/image-set\(([^)]*)\)/gi)].flatMap(([set]) => [...set.matchAll(/"([^"]*)"/g)]);
  return [...urls, ...imports, ...sets].map((found) => found.slice(1).find(Boolean) ?? '');
}

function leavesTheSite(address: string): boolean {
  const { protocol, origin } = new URL(address, `${siteOrigin}/somewhere/`);
  return protocol !== 'data:' && origin !== siteOrigin;
}

describe('what makes a browser ask another host', () => {
  it.each(readPages())('is nowhere in $path', ({ elements }) => {
    const requests = elements.flatMap(requestsOf);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter(leavesTheSite)).toEqual([]);
  });

  it.each(listFiles('css'))('is nowhere in the style sheet %s', (file) => {
    expect(cssRequests(readFileSync(siteFolder + file, 'utf8')).filter(leavesTheSite)).toEqual([]);
  });

  it.each([
    '<script src="https://other.example/x"></script>',
    '<link rel="preconnect" href="//other.example/x">',
    '<img src="/own.png" srcset="/own.png 1x, https://other.example/x 2x">',
    '<video poster="https://other.example/x"></video>',
    '<object data="https://other.example/x"></object>',
    '<form action="https://other.example/x"></form>',
    '<a href="/" ping="https://other.example/x">a</a>',
    '<meta http-equiv="refresh" content="3; url=https://other.example/x">',
    '<svg><image href="https://other.example/x"/><use xlink:href="#own"/></svg>',
    '<p style="background: url(https://other.example/x)">a</p>',
    '<style>@import "https://other.example/x";</style>',
    "<style>p { background: image-set('no', url( 'https://other.example/x' ) 1x) }</style>",
    '<template><img src="https://other.example/x"></template>',
    '<noscript><img src="https://other.example/x"></noscript>',
  ])('is found in %s', (html) => {
    const found = parseElements(`<!doctype html><body>${html}`).flatMap(requestsOf).filter(leavesTheSite);
    expect(found.map((address) => new URL(address, siteOrigin).href)).toEqual(['https://other.example/x']);
  });

  it('is not a link that a reader may follow', () => {
    const elements = parseElements(
      '<a href="https://other.example/">a</a><svg><a href="https://other.example/"/></svg>',
    );
    expect(elements.flatMap(requestsOf).filter(leavesTheSite)).toEqual([]);
  });
});

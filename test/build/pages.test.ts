import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fieldsOf, methodIds } from '../../src/generator/index.ts';
import { attributeOf, findPage, hasClass, isInside, readPages, siteFolder, textOf } from './built-site.ts';
import type { BuiltPage, HtmlElement } from './built-site.ts';

const pages = readPages();

/** The elements that are a part of the document: not those that wait in a template. */
function visible({ elements }: BuiltPage, tagName: string): HtmlElement[] {
  return elements.filter((element) => element.tagName === tagName && !isInside(element, ['#document-fragment']));
}

const titleOf = (page: BuiltPage): string =>
  visible(page, 'title')
    .filter((title) => isInside(title, ['head']))
    .map(textOf)
    .join('|');

const descriptionOf = (page: BuiltPage): string =>
  visible(page, 'meta')
    .filter((meta) => attributeOf(meta, 'name') === 'description')
    .map((meta) => attributeOf(meta, 'content'))
    .join('|');

describe('the built site', () => {
  it('is not older than what it is built from', () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const sources = globSync(['src/**/*', 'public/**/*', 'astro.config.mjs'], { cwd: root });
    const built = statSync(`${siteFolder}index.html`).mtimeMs;
    const newer = sources.filter((file) => statSync(root + file).isFile() && statSync(root + file).mtimeMs > built);
    expect(newer, 'changed since: run npm run build first').toEqual([]);
  });

  it('gives every page a title of its own', () => {
    const titles = pages.map(titleOf);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});

describe.each(pages)('the page $path', (page) => {
  it('has a title, a description, a language and one main heading', () => {
    expect(titleOf(page)).toMatch(/^[^|]+ \| [^|]+$/);
    expect(descriptionOf(page)).toMatch(/^[^|]{10,200}$/);
    expect(visible(page, 'html').map((html) => attributeOf(html, 'lang'))).toEqual(['en']);
    const headings = visible(page, 'h1').map((heading) => textOf(heading).trim());
    expect(headings).toHaveLength(1);
    expect(headings[0]).not.toBe('');
  });

  it('shows no placeholder in angle brackets, which a shell would read as redirections', () => {
    // Words alone: a program for sed or awk has both brackets too, with signs between them.
    const placeholder = /<[a-z_/][\w ./:-]*>/i;
    const isShell = (pre: HtmlElement): boolean =>
      /^(|plaintext|text|sh|bash|zsh|shell|shellsession|console|powershell|ps1?|cmd|bat)$/.test(
        attributeOf(pre, 'data-language') ?? '',
      );
    const texts = visible(page, 'pre').filter(isShell).map(textOf);
    expect(texts.filter((text) => placeholder.test(text))).toEqual([]);
  });

  it('writes options with two hyphens, never with a dash', () => {
    const texts = page.elements
      .filter(({ tagName }) => ['p', 'li', 'td', 'dd', 'dt', 'pre', 'code'].includes(tagName))
      .map(textOf);
    expect(texts.filter((text) => /(^|[\s(])[–—][a-z]/.test(text))).toEqual([]);
  });
});

describe('a worked example', () => {
  const marks = pages.flatMap((page) => visible(page, 'mark').filter((mark) => isInside(mark, ['pre'])));

  it('is on the page of the form', () => {
    const { elements } = findPage(pages, '/ways/rsync/');
    expect(elements.filter((element) => hasClass(element, 'command')).length).toBeGreaterThan(0);
  });

  const placeholders = methodIds
    .flatMap((id) => Object.values(fieldsOf(id)))
    .flatMap(({ choices, placeholder = '', onWindows }) =>
      choices ? [] : [placeholder, ...(onWindows ? [onWindows.placeholder] : [])],
    );

  it('has placeholders that nobody takes for real: YOUR-…, an id of zeros, the last drive letter, previews', () => {
    expect([...new Set(placeholders)].filter((text) => !/your-|^[0-]+$|^Z:$|^jpg$/i.test(text))).toEqual([]);
  });

  it('fills in nothing but placeholders', () => {
    const texts = marks.map(textOf);
    expect(texts.length).toBeGreaterThan(0);
    const known = [...placeholders, ...placeholders.map(encodeURIComponent)];
    // Windows writes the root of a drive with a backslash.
    const isKnown = (text: string) => known.some((placeholder) => placeholder.includes(text.replace(/\\$/, '')));
    expect(texts.filter((text) => !isKnown(text))).toEqual([]);
  });

  it('marks every placeholder', () => {
    const inCommands = pages.flatMap((page) =>
      visible(page, 'pre').flatMap((pre) => [...textOf(pre).matchAll(/YOUR-[A-Z]+/gi)].map(([found]) => found)),
    );
    const marked = marks.flatMap((mark) => [...textOf(mark).matchAll(/YOUR-[A-Z]+/gi)].map(([found]) => found));
    expect(marked).toEqual(inCommands);
  });
});

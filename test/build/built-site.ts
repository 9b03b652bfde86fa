/** The built site, as files: what `astro build` left in `dist`. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';

export type HtmlElement = DefaultTreeAdapterTypes.Element;
type HtmlNode = DefaultTreeAdapterTypes.Node;

/** The folder of the built site. Ends with a slash. */
export const siteFolder = fileURLToPath(new URL('../../dist/', import.meta.url));

/** One page of the built site. */
export interface BuiltPage {
  /** Its path on the site: `/`, `/ways/rsync/`, `/404.html`. */
  readonly path: string;
  readonly html: string;
  /** Every element in the order of the text, those inside `<template>` and `<noscript>` included. */
  readonly elements: readonly HtmlElement[];
}

/** Reads every page, sorted by path, of the site or of one in another `folder`. Throws when it has not been built. */
export function readPages(folder = siteFolder): BuiltPage[] {
  const files = listFiles('html', folder);
  if (!files.includes('index.html')) throw new Error('dist has no index.html: run npm run build first.');
  return files.map((file) => {
    const html = readFileSync(folder + file, 'utf8');
    return { path: `/${file.replace(/(^|\/)index\.html$/, '$1')}`, html, elements: parseElements(html) };
  });
}

/** Finds the page at `path`, such as `/ways/rsync/`. Throws when there is none. */
export function findPage(pages: readonly BuiltPage[], path: string): BuiltPage {
  const page = pages.find((candidate) => candidate.path === path);
  if (!page) throw new Error(`dist has no page ${path}: it has ${pages.map((known) => known.path).join(', ')}.`);
  return page;
}

/** Lists the files of the site whose names end with `.extension`, relative to its folder, sorted. */
export function listFiles(extension: string, folder = siteFolder): string[] {
  if (!existsSync(folder)) throw new Error('There is no dist: run npm run build first.');
  return globSync(`**/*.${extension}`, { cwd: folder }).sort();
}

/** The elements of a page's text. `<noscript>` is read as a browser without JavaScript reads it. */
export function parseElements(html: string): HtmlElement[] {
  return listElements(parse(html, { scriptingEnabled: false }));
}

function listElements(node: HtmlNode): HtmlElement[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  const inert = 'content' in node ? [node.content] : [];
  return [...('tagName' in node ? [node] : []), ...[...children, ...inert].flatMap(listElements)];
}

/** The value of an attribute, or undefined. SVG's `xlink:href` has its prefix. */
export function attributeOf(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((attribute) => attributeName(attribute) === name)?.value;
}

/** The name of an attribute with its prefix, as written. */
export function attributeName({ prefix, name }: HtmlElement['attrs'][number]): string {
  return prefix ? `${prefix}:${name}` : name;
}

/** All text inside an element, as the DOM's `textContent` gives it. */
export function textOf(node: HtmlNode): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

/** Whether an element is inside one of these. The content of a template is inside `#document-fragment`. */
export function isInside(element: HtmlElement, names: readonly string[]): boolean {
  for (let node: HtmlNode | null = element.parentNode; node; node = parentOf(node)) {
    if (names.includes(node.nodeName)) return true;
  }
  return false;
}

function parentOf(node: HtmlNode): HtmlNode | null {
  return 'parentNode' in node ? node.parentNode : null;
}

/** Whether an element has a class. */
export function hasClass(element: HtmlElement, name: string): boolean {
  return (attributeOf(element, 'class') ?? '').split(/\s+/).includes(name);
}

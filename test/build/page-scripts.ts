/** Which scripts a page of the built site runs. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { methodIds } from '../../src/generator/index.ts';
import { attributeOf, isInside, listFiles, siteFolder, textOf } from './built-site.ts';
import type { BuiltPage, HtmlElement } from './built-site.ts';

/** The address that stands for the site's own: no page may name another. */
export const siteOrigin = 'https://site.invalid';

// https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element, step 8, and the JavaScript MIME
// types of https://mimesniff.spec.whatwg.org. Import maps and speculation rules run nothing, but the policy governs
// them too.
const governedType =
  /^(|module|importmap|speculationrules|(text|application)\/(x-)?(java|ecma)script|text\/(jscript|livescript|javascript1\.[0-5]))$/;

/**
 * The texts of the inline scripts that a browser runs (in a template it runs none), exactly as the content security
 * policy hashes them.
 */
export function inlineScriptsOf(page: Pick<BuiltPage, 'elements'>): string[] {
  return page.elements
    .filter((element) => element.tagName === 'script' && addressOf(element) === undefined && isGoverned(element))
    .filter((element) => !isInside(element, ['noscript', '#document-fragment']))
    .map(textOf);
}

/**
 * The files of the scripts that a page names: `<script src>`, the one that `src/integrations/late-script.ts` starts,
 * and `<link rel="modulepreload">`.
 */
export function namedScriptsOf(page: BuiltPage): string[] {
  const addresses = page.elements.flatMap((element) => {
    if (element.tagName === 'script') return addressOf(element) ?? attributeOf(element, 'data-src') ?? [];
    return attributeOf(element, 'rel') === 'modulepreload' ? (attributeOf(element, 'href') ?? []) : [];
  });
  return unique(addresses.map((address) => fileOf(address, page.path)));
}

/**
 * The files that a page loads, relative to {@link siteFolder}, sorted: those it names and those they import.
 * `at once` leaves out what they import on demand, `unasked` only what is fetched when a person asks for it.
 */
export function scriptsOf(page: BuiltPage, when: 'at once' | 'unasked'): string[] {
  const files = namedScriptsOf(page);
  // The list grows while it is walked.
  for (const file of files) {
    const { atOnce, onDemand } = importsOf(readFileSync(siteFolder + file, 'utf8'));
    const addresses = when === 'unasked' ? [...atOnce, ...onDemand] : atOnce;
    const found = unique(addresses.map((address) => fileOf(address, file)));
    files.push(...found.filter((name) => !files.includes(name) && !isFetchedWhenAsked(name)));
  }
  return files.sort();
}

/**
 * What is fetched only when it is used: a person presses a button, searches, says when a collection was made, or comes to
 * a command of a page's author (`src/integrations/downloads.ts`).
 */
function isFetchedWhenAsked(file: string): boolean {
  return file.startsWith('_astro/on-demand/');
}

/** The files of what is fetched when a person asks for it, relative to {@link siteFolder}. */
export function scriptsWhenAsked(): string[] {
  return listFiles('js').filter(isFetchedWhenAsked);
}

/**
 * The files that a page fetches when somebody turns to its form, or to a command of its author's. Among the methods it
 * is the one of its form (`test/browser/pages.test.ts` watches it do so). Throws when the page has neither: a budget
 * for nothing would always hold.
 */
export function scriptsInUse(page: BuiltPage): string[] {
  const live = page.elements.find(({ tagName }) => /^(command-form|personal-command)$/.test(tagName));
  if (!live) throw new Error(`${page.path} has no form, and no command that could be live.`);
  const atOnce = scriptsOf(page, 'at once');
  const others = methodIds.filter((id) => attributeOf(live, 'data-method') !== id);
  return scriptsOf(page, 'unasked').filter(
    (file) => !atOnce.includes(file) && !others.some((id) => file.startsWith(`_astro/${id}.`)),
  );
}

/** The files of tables that the form of a page fetches with its rules. Throws when the page has no form. */
export function tablesInUse(page: BuiltPage): string[] {
  const form = page.elements.find(({ tagName }) => tagName === 'command-form');
  const addresses = ['data-shared', 'data-own'].map((name) => form && attributeOf(form, name));
  return addresses.map((address) => {
    if (!address) throw new Error(`${page.path} has no form with tables.`);
    return fileOf(address, page.path);
  });
}

/**
 * What a module imports, by literal addresses. An address that is computed is left out: only Pagefind's is, and
 * `computed` counts them.
 */
export function importsOf(source: string): { atOnce: string[]; onDemand: string[]; computed: number } {
  const found = { atOnce: [] as string[], onDemand: [] as string[], computed: 0 };
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      if (ts.isStringLiteralLike(node.moduleSpecifier)) found.atOnce.push(node.moduleSpecifier.text);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [address] = node.arguments;
      if (address && ts.isStringLiteralLike(address)) found.onDemand.push(address.text);
      else found.computed += 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('chunk.js', source, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS));
  return found;
}

function addressOf(script: HtmlElement): string | undefined {
  return attributeOf(script, 'src') ?? attributeOf(script, 'href') ?? attributeOf(script, 'xlink:href');
}

function isGoverned(script: HtmlElement): boolean {
  return governedType.test((attributeOf(script, 'type') ?? '').trim().toLowerCase());
}

function fileOf(address: string, from: string): string {
  const { origin, pathname } = new URL(address, new URL(from, siteOrigin));
  if (origin !== siteOrigin) throw new Error(`${from} loads a script of another host: ${address}`);
  return decodeURIComponent(pathname).slice(1);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

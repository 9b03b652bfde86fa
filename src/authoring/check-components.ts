/** Components: whether they are there, are imported, and get what they take; and code in braces. */
import { posix } from 'node:path';
import { findFact, listFacts } from '../facility/find-fact.ts';
import type { Mistake } from '../facility/mistake.ts';
import { closest } from '../facility/parse.ts';
import { attributeOf, isElement, lineOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import { findMeant } from './components.ts';
import type { Page } from './page.ts';
import type { Component, Site } from './site.ts';

type Found = Omit<Mistake, 'line'>;

/** What is wrong with the components of a page, and with the lines that import them. */
export function checkComponents(page: Page, site: Site): Mistake[] {
  const imported = listImports(page);
  const mistakes = imported.flatMap((known) => checkImport(known, page, site));
  const names = imported.map(({ name }) => name);
  for (const { name, line } of imported.filter((known, index) => names.indexOf(known.name) !== index))
    mistakes.push({ line, message: `${name} is imported twice.`, fix: 'Delete this line, or this name in it.' });
  for (const node of page.nodes) {
    const found = isElement(node)
      ? [...checkElement(node, names, site), ...checkCode(node, names)]
      : checkOther(node, page);
    mistakes.push(...checkCodeLines(node), ...found.map((mistake) => ({ line: lineOf(node), ...mistake })));
  }
  return mistakes;
}

interface Import {
  readonly line: number;
  readonly name: string;
  readonly from: string;
}

const importPattern = /^import\s+(?:(\w+)|\{([^}]*)\})\s+from\s+(['"])(.*)\3;?/gm;

/** The names that a page imports. */
function listImports({ nodes }: Page): Import[] {
  return nodes
    .filter(({ type }) => type === 'mdxjsEsm')
    .flatMap((node) => {
      const { value = '' } = node;
      return [...value.matchAll(importPattern)].flatMap(({ index, 1: single, 2: several = '', 4: from = '' }) => {
        const line = lineOf(node) + value.slice(0, index).split('\n').length - 1;
        const names = single ? [single] : several.split(',').map((name) => name.trim());
        return names.filter(Boolean).map((name) => ({ line, name, from }));
      });
    });
}

/** Lines of code at the top of a page that import nothing. */
function checkCodeLines(node: PageNode): Mistake[] {
  const { type, value = '' } = node;
  if (type !== 'mdxjsEsm') return [];
  const rest = value.replaceAll(importPattern, '').trim();
  if (!rest) return [];
  const [line = ''] = rest.split('\n');
  return [
    {
      line: lineOf(node) + value.slice(0, value.indexOf(line)).split('\n').length - 1,
      message: `“${line}” is code that pages here do not have.`,
      fix: "Write import NAME from '~/components/NAME.astro'; or delete it.",
    },
  ];
}

function checkImport({ line, name, from }: Import, { file }: Page, { components, hasFile }: Site): Mistake[] {
  const path = from.replace(/^~\//, 'src/');
  const near = posix.join(posix.dirname(file), from);
  if (/^\.{1,2}\//.test(from) && /^src\/(?:components|assets|content)\//.test(near) && hasFile(near)) return [];
  if (from.startsWith('~/') && !/^~\/(?:components|assets)\//.test(from)) {
    const fix = 'Use a component from src/components, or delete the line.';
    return [{ line, message: `“${from}” is not for pages.`, fix }];
  }
  const known = components.get(name);
  if (known?.importLine.includes(`'${from}'`) || (from.startsWith('~/') && hasFile(path))) return [];
  if (known) return [{ line, message: `${name} is not in “${from}”.`, fix: `Write ${known.importLine}` }];
  const meant = findMeant(name, components);
  const fix = meant ? `Write ${components.get(meant)?.importLine ?? ''}` : 'Delete the line, and what uses it.';
  if (from.startsWith('~/')) return [{ line, message: `There is no file ${path}.`, fix }];
  return [{ line, message: `There is no component ${name} in “${from}”.`, fix }];
}

function checkElement(node: PageNode, imported: readonly string[], site: Site): Found[] {
  const { name } = node;
  // Small letters are an element of HTML.
  if (!name || !/^[A-Z]/.test(name)) return [];
  const component = site.components.get(name);
  if (!component) return imported.includes(name) ? [] : [describeUnknown(name, site)];
  const used = `<${name}>`;
  const missing = imported.includes(name)
    ? []
    : [{ message: `${used} is not imported.`, fix: `Add below the frontmatter: ${component.importLine}` }];
  return [...missing, ...checkProps(node, component), ...checkValues(node, site)];
}

function describeUnknown(name: string, { components }: Site): Found {
  const near = findMeant(name, components);
  const fix = near ? `Write <${near}>.` : `Use one of: ${[...components.keys()].sort().join(', ')}.`;
  return { message: `There is no component <${name}>.`, fix };
}

function checkProps({ name, attributes = [] }: PageNode, { props, isLink = false }: Component): Found[] {
  const given = attributes.flatMap((attribute) => attribute.name ?? []);
  const known = [...props.keys()];
  const unknown = isLink ? [] : given.filter((prop) => !props.has(prop));
  const lacking = known.filter((prop) => props.get(prop)?.isNeeded && !given.includes(prop));
  const near = unknown.map((prop) => closest(prop, known));
  return [
    ...unknown.map((prop, index) => ({
      message: `<${name ?? ''}> takes no “${prop}”.`,
      fix: near[index]
        ? `Write ${near[index]}="…".`
        : known.length > 0
          ? `Delete it, or use one of: ${known.join(', ')}.`
          : 'Delete it.',
    })),
    // A misspelt one is told once.
    ...lacking
      .filter((prop) => !near.includes(prop))
      .map((prop) => ({
        message: `<${name ?? ''}> does not say “${prop}”.`,
        fix: `Add ${prop}="…". It is: ${props.get(prop)?.description ?? ''}`,
      })),
  ];
}

/**
 * Code in properties, which is run when the page is built. Lists and texts in braces are none, and an image that is
 * imported.
 */
function checkCode({ name, attributes = [] }: PageNode, imported: readonly string[]): Found[] {
  return attributes.flatMap(({ type, name: prop = '', value }) => {
    const code = typeof value === 'object' ? (value?.value.trim() ?? '') : '';
    if (type === 'mdxJsxExpressionAttribute') {
      const message = `“{${typeof value === 'string' ? value : code}}” in <${name ?? ''}> is code, which is run when the page is built.`;
      return [{ message, fix: 'Write each property by its name.' }];
    }
    if (!code || imported.includes(code) || isLiteral(code)) return [];
    const message = `The value of “${prop}” is code, {${code}}.`;
    if (prop === 'src') return [{ message, fix: `Import the image: import ${code} from '~/assets/NAME.png';` }];
    const isName = /^[a-z_$][\w$.]*$/i.test(code);
    return [
      {
        message,
        fix: isName ? `Write it in quotes: ${prop}="${code}".` : `Write what it gives, in quotes: ${prop}="…".`,
      },
    ];
  });
}

/** Whether a value in braces is written out: texts, numbers, lists and tables of such. */
function isLiteral(code: string): boolean {
  const rest = code.replaceAll(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`$]*`/g, '0').replaceAll(/[\w$]+\s*:/g, '');
  return /^(?:[\s\d.,+[\]{}-]|true|false|null)*$/.test(rest);
}

/** The facts and methods that the values of properties name. */
function checkValues(node: PageNode, { facility, methodIds }: Site): Found[] {
  const { name } = node;
  const of = name === 'Fact' ? attributeOf(node, 'of') : undefined;
  if (of !== undefined) return checkFact(of, facility);
  const method = ['Plan', 'Checklist', 'MethodStatus'].includes(name ?? '') ? attributeOf(node, 'method') : undefined;
  const listed = facility.methods.map(({ id }) => id);
  // Of a method that the facts list and the generator lacks, the build tells where the facts list it.
  const ids = name === 'Plan' ? [...new Set([...methodIds, ...listed])] : listed;
  if (method === undefined || ids.includes(method)) return [];
  const near = closest(method, ids);
  const fix = near ? `Write method="${near}".` : `Use one of: ${ids.join(', ')}.`;
  return [{ message: `<${name ?? ''} method="${method}" />: there is no such method.`, fix }];
}

function checkFact(path: string, facility: Site['facility']): Found[] {
  const fact = findFact(facility, path);
  if (typeof fact === 'string' || typeof fact === 'number') return [];
  const used = `<Fact of="${path}" />`;
  if (fact !== undefined) {
    const one = listFacts(facility).find((known) => known.startsWith(`${path}.`)) ?? 'storage.name';
    return [{ message: `${used}: this is a block of facts, not one.`, fix: `Name one, for example of="${one}".` }];
  }
  const near = closest(path, listFacts(facility));
  const fix = near
    ? `Write of="${near}".`
    : 'Name one by its path in src/facility/facility.yaml, for example of="storage.interim.keepDays".';
  return [{ message: `${used}: src/facility/facility.yaml has no such fact.`, fix }];
}

/** Code in braces, which is run when the page is built; and what a page that is no MDX cannot hold. */
function checkOther({ type, value = '' }: PageNode, { isMdx }: Page): Found[] {
  if (type === 'mdxTextExpression' || type === 'mdxFlowExpression') {
    if (/^\s*(?:\/\*.*\*\/|'[^']*'|"[^"]*")\s*$/s.test(value)) return [];
    const fix = 'For a fact, write <Fact of="storage.name" />; for the signs themselves, \\{ and \\}.';
    return [{ message: `“{${value}}” is code, which is run when the page is built.`, fix }];
  }
  const [component] = type === 'html' ? (/<[A-Z]\w*/.exec(value) ?? []) : [];
  if (component && !isMdx)
    return [
      { message: `“${component}” does nothing in an .md page.`, fix: 'Rename the file: its name ends with .mdx.' },
    ];
  return [];
}

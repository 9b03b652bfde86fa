/**
 * What components hold: lists, tabs; and values of which they take only some. Else the build would stop there, without
 * the line.
 */
import type { Mistake } from '../facility/mistake.ts';
import { closest } from '../facility/parse.ts';
import { lineOf, textOf } from '../markdown/page-node.ts';
import { attributeOf, isElement } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import type { Page } from './page.ts';
import type { Site } from './site.ts';

/** What is wrong inside the components of a page. */
export function checkContents(page: Page, site: Site): Mistake[] {
  const elements = page.nodes.filter(isElement);
  return [
    ...elements.flatMap((node) => [...checkList(node, page), ...checkTabs(node, page), ...checkChoices(node)]),
    ...checkTwice(elements, site),
  ];
}

/** Starlight's components that hold one list and nothing else. */
const holders = new Map<string, { isOrdered: boolean; list: string; item: string }>(
  Object.entries({
    Steps: { isOrdered: true, list: 'one numbered list', item: '“1.”' },
    FileTree: { isOrdered: false, list: 'one list with bullets', item: '“-”' },
  }),
);

function checkList(node: PageNode, page: Page): Mistake[] {
  const { name } = node;
  const holder = holders.get(name ?? '');
  if (!holder) return [];
  const contents = listContents(node, page);
  const [first, ...rest] = contents;
  // What another component gives cannot be told here.
  if (contents.some((child) => isElement(child) && /^[A-Z]/.test(child.name ?? ''))) return [];
  const holds = `<${name ?? ''}> holds ${holder.list} and nothing else`;
  if (!first)
    return [
      {
        line: lineOf(node),
        message: `${holds}: here it holds nothing.`,
        fix: `Write a list, each item with ${holder.item}.`,
      },
    ];
  const wrong = isRight(first, holder) ? rest[0] : first;
  if (!wrong) return [];
  const text = textOf(wrong).trim().split('\n')[0] ?? '';
  const message = `${holds}: “${text.length > 40 ? `${text.slice(0, 39)}…` : text}” is ${isList(wrong) ? 'another list' : 'no item of it'}.`;
  const fix = isList(wrong)
    ? `Begin each item with ${holder.item} at the same margin, and indent what stands between items.`
    : 'Indent it as the text of the item above it, or write it outside.';
  return [{ line: lineOf(wrong), message, fix }];
}

function isList({ type }: PageNode): boolean {
  return type === 'list';
}

function isRight(node: PageNode, { isOrdered }: { isOrdered: boolean }): boolean {
  return isElement(node) ? node.name === (isOrdered ? 'ol' : 'ul') : isList(node) && node.ordered === isOrdered;
}

/** The blocks inside, with those in an `<If>` in its place; without what shows nothing. */
function listContents({ children = [] }: PageNode, page: Page): PageNode[] {
  return children
    .filter((child) => page.nodes.some(({ position, type }) => type === child.type && position === child.position))
    .flatMap((child) => {
      if (/^(?:mdx(?:Flow|Text)Expression|definition|footnoteDefinition)$/.test(child.type)) return [];
      if (child.type === 'text' && !child.value?.trim()) return [];
      return child.name === 'If' ? listContents(child, page) : [child];
    });
}

function checkTabs(node: PageNode, page: Page): Mistake[] {
  const line = lineOf(node);
  const { start, end } = node.position;
  if (node.name === 'Tabs') {
    const contents = listContents(node, page);
    const stray = contents.find((child) => !(isElement(child) && /^[A-Z]/.test(child.name ?? '')));
    const fix = 'Write it between <TabItem label="…"> and </TabItem>.';
    if (stray)
      return [
        {
          line: lineOf(stray),
          message: `“${textOf(stray).trim().split('\n')[0] ?? ''}” is in <Tabs>, but in no tab.`,
          fix,
        },
      ];
    return contents.length > 0
      ? []
      : [{ line, message: '<Tabs> has no tab.', fix: 'Write <TabItem label="…"> inside it.' }];
  }
  if (node.name !== 'TabItem') return [];
  const isInside = page.nodes.some(
    ({ name, position }) =>
      name === 'Tabs' && position.start.offset < start.offset && position.end.offset >= end.offset,
  );
  return isInside
    ? []
    : [
        {
          line,
          message: '<TabItem> is outside <Tabs>.',
          fix: 'Write <Tabs> above it, and </Tabs> below the last one.',
        },
      ];
}

/** Properties of Starlight's components that take only some values, as its documentation lists them. */
const choices = new Map<string, readonly string[]>(
  Object.entries({
    'Aside type': ['note', 'tip', 'caution', 'danger'],
    'Badge variant': ['default', 'note', 'tip', 'caution', 'danger', 'success'],
    'Badge size': ['small', 'medium', 'large'],
    'LinkButton variant': ['primary', 'secondary', 'minimal'],
    'LinkButton iconPlacement': ['start', 'end'],
  }),
);

function checkChoices(node: PageNode): Mistake[] {
  return (node.attributes ?? []).flatMap(({ name = '' }) => {
    const known = choices.get(`${node.name ?? ''} ${name}`);
    const value = attributeOf(node, name);
    if (!known || value === undefined || known.includes(value)) return [];
    const near = value === 'warning' ? 'caution' : closest(value, known);
    const message = `<${node.name ?? ''} ${name}="${value}">: there is no such ${name}.`;
    return [
      { line: lineOf(node), message, fix: near ? `Write ${name}="${near}".` : `Use one of: ${known.join(', ')}.` },
    ];
  });
}

/**
 * A component that gives ids to elements stands once: links and labels find the first one only. A form of another
 * method is another one.
 */
function checkTwice(elements: readonly PageNode[], { components }: Site): Mistake[] {
  const lines = new Map<string, number>();
  return elements.flatMap((node) => {
    const name = node.name ?? '';
    if (!components.get(name)?.ids.length) return [];
    const method = attributeOf(node, 'method');
    const key = method === undefined ? `<${name}>` : `<${name} method="${method}">`;
    const first = lines.get(key);
    if (first === undefined) lines.set(key, lineOf(node));
    if (first === undefined) return [];
    const message = `${key} is on line ${first} already: a page may have it once.`;
    return [
      {
        line: lineOf(node),
        message,
        fix: 'Delete one of the two; a link such as [the commands](#commands) leads to the other.',
      },
    ];
  });
}

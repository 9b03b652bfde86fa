/**
 * Where the parser reads a page in another way than its author: the text of the page says something that its tree has
 * not.
 */
import type { Mistake } from '../facility/mistake.ts';
import { isElement, lineOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import { hasBlankLine } from './page.ts';
import type { Page } from './page.ts';

/** What a page loses, or shows in another way, because of how it is written. */
export function checkReading(page: Page): Mistake[] {
  const { nodes, text } = page;
  const sourceOf = ({ position: { start, end } }: PageNode): string => text.slice(start.offset, end.offset);
  const mistakes = nodes.flatMap((node) => [
    ...checkTags(node, page),
    ...checkRows(node, sourceOf),
    ...checkItem(node, sourceOf),
    ...checkText(node, sourceOf),
  ]);
  // What is lost by one of these is told once.
  return mistakes.length > 0 ? mistakes : [...checkListStarts(page, sourceOf), ...checkLost(page)];
}

type SourceOf = (node: PageNode) => string;

/**
 * Tags that touch a list: the parser, or Prettier after it, takes a closing tag for a part of the last item, or the
 * items below a tag for something else. Numbers and boxes go wrong then, and the build may end without a word.
 */
function checkTags(node: PageNode, { nodes, text }: Page): Mistake[] {
  const { name, children = [], position } = node;
  const [first, last] = [children[0], children.at(-1)];
  if (!isElement(node) || !first || !last) return [];
  const { start, end } = position;
  const closing = text.lastIndexOf('</', end.offset);
  const above = text.slice(last.position.end.offset, closing);
  const below = text.slice(start.offset, first.position.start.offset);
  const tag = `<${name ?? ''}>`;
  if (isListLike(last) && (last.position.end.offset > closing || !hasBlankLine(above))) {
    const message = `“</${name ?? ''}>” becomes a part of what stands above it.`;
    const fix = `Write a blank line above </${name ?? ''}>, and begin it where ${tag} begins.`;
    return [{ line: end.line, message, fix }];
  }
  if (!isListLike(first)) return [];
  const isInItem = nodes.some(
    ({ type, position: { start: from, end: to } }) =>
      type === 'listItem' && from.offset < start.offset && to.offset >= end.offset,
  );
  if (hasBlankLine(below) && !isInItem) return [];
  const message = `“${tag}” and the list below it become one.`;
  // In an item, Prettier takes the blank line away, and the next time the list.
  const fix = isInItem ? `Write a sentence between ${tag} and the list.` : `Write a blank line below ${tag}.`;
  return [{ line: lineOf(first), message, fix }];
}

function isListLike({ type }: PageNode): boolean {
  return type === 'list' || type === 'blockquote';
}

/** Rows of a table: with more cells than its head, or without a border, which are lines of something else. */
function checkRows(node: PageNode, sourceOf: SourceOf): Mistake[] {
  if (node.type !== 'table') return [];
  const [head, ...rows] = node.children ?? [];
  const columns = head?.children?.length ?? 0;
  return rows.flatMap((row) => {
    const cells = row.children ?? [];
    const source = sourceOf(row).trim();
    const line = lineOf(row);
    if (!source.includes('|')) {
      const message = `“${shorten(source)}” becomes a row of the table above it.`;
      return [{ line, message, fix: 'Write a blank line above it.' }];
    }
    const isCut = cells.some((cell) => listTexts(cell).some((text) => /(?<!\\)`/.test(sourceOf(text))));
    const isNested = cells.some(({ children = [] }) => children.some(({ type }) => type === 'tableCell'));
    if (!isCut && !isNested && cells.length <= columns) return [];
    const message = `This row has ${isNested ? 'a cell in another' : `${cells.length} cells`}, and its table ${columns} columns: a “|” ends a cell, in code too.`;
    return [{ line, message, fix: 'Write \\| for each “|” that ends no cell.' }];
  });
}

function listTexts(node: PageNode): PageNode[] {
  return node.type === 'text' ? [node] : (node.children ?? []).flatMap(listTexts);
}

/** An item with nothing in it takes the item below it for its text. */
function checkItem(node: PageNode, sourceOf: SourceOf): Mistake[] {
  const [first] = node.children ?? [];
  if (node.type !== 'listItem' || first?.type !== 'paragraph' || lineOf(first) === lineOf(node)) return [];
  const [marker] = /^(?:\d+[.)]|[-*+])(?= )/.exec(sourceOf(first)) ?? [];
  if (marker === undefined) return [];
  const [empty = ''] = sourceOf(node).split('\n');
  return [
    {
      line: lineOf(node),
      message: `“${empty.trim()}” has no text: it takes the item below it for that.`,
      fix: 'Write what it is for.',
    },
  ];
}

/** Text that was meant as something else. In message and fix, `{found}` is what was found, `{1}` the first group. */
const meantElse: readonly (readonly [pattern: RegExp, message: string, fix: string])[] = [
  [/^::: +(\w+)/, '“{found}” begins no aside.', 'Write :::{1}.'],
  [/^:{3,}$/, '“{found}” is read as text, and ends no aside.', 'Write a blank line above it; or delete it.'],
  [
    /^:{1,2}(note|tip|caution|danger)\b/,
    '“{found}” begins no aside.',
    'Write :::{1}, and ::: on a line of its own where it ends.',
  ],
  [
    /^\[!(note|tip|important|warning|caution)\]/i,
    '“{found}” begins no aside here.',
    'Write :::note, :::tip, :::caution or :::danger, and ::: where it ends.',
  ],
  [
    /^!!! ?(\w+)/,
    '“{found}” begins no aside here.',
    'Write :::note, :::tip, :::caution or :::danger, and ::: where it ends.',
  ],
  [
    /^import .*\bfrom ['"].*/,
    '“{found}” is read as text, and imports nothing.',
    'Write it below the frontmatter, with a blank line above and below.',
  ],
];

function checkText(node: PageNode, sourceOf: SourceOf): Mistake[] {
  if (!['paragraph', 'leafDirective'].includes(node.type)) return [];
  return sourceOf(node)
    .split('\n')
    .flatMap((source, index) => {
      const content = source.replace(/^[\s>]*/, '').trimEnd();
      for (const [pattern, message, fix] of meantElse) {
        const found = pattern.exec(content);
        const fill = (sentence: string): string =>
          sentence.replace('{found}', found?.[0] ?? '').replace('{1}', found?.[1] ?? '');
        if (found) return [{ line: lineOf(node) + index, message: fill(message), fix: fill(fix) }];
      }
      return [];
    });
}

/** A numbered list begins with the number that is written. */
function checkListStarts({ nodes }: Page, sourceOf: SourceOf): Mistake[] {
  return nodes.flatMap((node) => {
    const [written] = node.type === 'list' && node.ordered ? (/^\d+/.exec(sourceOf(node)) ?? []) : [];
    if (written === undefined || Number(written) === node.start) return [];
    const message = `This list begins with ${written}, and would be shown from ${node.start ?? ''}.`;
    return [{ line: lineOf(node), message, fix: 'Write a blank line above and below it.' }];
  });
}

/** Words of the page that no node of its tree has. */
function checkLost({ nodes, text }: Page): Mistake[] {
  const covered = nodes.flatMap((node) => listCovered(node, text)).sort(([a], [b]) => a - b);
  let at = 0;
  const mistakes: Mistake[] = [];
  for (const [from, to] of [...covered, [text.length, text.length] as const]) {
    const lost = text.slice(at, from);
    if (from > at && /[\p{L}\p{N}]/u.test(lost)) {
      const line = text.slice(0, at + lost.search(/\S/)).split('\n').length;
      const message = `“${shorten(lost.trim())}” is lost: nothing of it comes into the page.`;
      mistakes.push({ line, message, fix: 'Write it on a line of its own, with a blank line above and below.' });
    }
    at = Math.max(at, to);
  }
  return mistakes;
}

/** Nodes whose own signs hold letters: the number of an item, an address, a tag. */
const marked = /^(?:listItem|link|linkReference|footnoteDefinition|(?:container|leaf|text)Directive|mdxJsx\w+)$/;

/** The stretches of the text that a node stands for, without its children. */
function listCovered(
  { type, position, children = [] }: PageNode,
  text: string,
): (readonly [from: number, to: number])[] {
  const [from, to] = [position.start.offset, position.end.offset];
  const [first, last] = [children[0], children.at(-1)];
  if (!first || !last) return type === 'root' ? [] : [[from, to]];
  if (!marked.test(type)) return [];
  // What stands on the first line of an aside has been looked at.
  const begun = type === 'containerDirective' ? text.indexOf('\n', from) : first.position.start.offset;
  return [
    [from, begun],
    [last.position.end.offset, to],
  ];
}

function shorten(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

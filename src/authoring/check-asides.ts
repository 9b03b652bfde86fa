/** Asides: their names, what stands on their first line, and where they end. */
import type { Mistake } from '../facility/mistake.ts';
import { closest } from '../facility/parse.ts';
import { isElement, lineOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import { hasBlankLine } from './page.ts';
import type { Page } from './page.ts';

const asides = ['note', 'tip', 'caution', 'danger'];

/** What is wrong with the asides of a page. */
export function checkAsides({ nodes, text }: Page): Mistake[] {
  return nodes
    .filter(({ type }) => type === 'containerDirective')
    .flatMap((node) => {
      const { start, end } = node.position;
      const source = text.slice(start.offset, end.offset);
      const found = [...checkName(node), ...checkFirstLine(node, source), ...checkEnd(node, text)];
      return found.map((mistake) => ({ line: lineOf(node), ...mistake }));
    });
}

type Found = Omit<Mistake, 'line'>;

function checkName({ name }: PageNode): Found[] {
  if (asides.includes(name ?? '')) return [];
  const near = name === 'warning' ? 'caution' : closest(name ?? '', asides);
  const fix = near ? `Write :::${near}.` : `Use one of: ${asides.join(', ')}.`;
  return [{ message: `There is no aside “:::${name ?? ''}”.`, fix }];
}

/** On the first line stand the name, a title in brackets and properties in braces: the parser drops all else. */
function checkFirstLine({ name, children = [], position }: PageNode, source: string): Found[] {
  const [line = ''] = source.split('\n');
  const [label] = children.filter(({ data }) => data?.directiveLabel);
  const [begun = ''] = /^:+\s*[\w-]+/.exec(line) ?? [];
  const at = label ? label.position.end.offset - position.start.offset : begun.length;
  const rest = line
    .slice(at)
    .replace(/^\[\s*\]/, '')
    .replace(/^\{[^}]*\}/, '')
    .trim();
  if (!rest) return [];
  const title = label ? line.slice(begun.length + 1, at - 1) : '';
  const words = rest.replace(/\s*:{3,}$/, '').replace(/^[:—–-]\s*/, '');
  const message = `“${rest}” after “${line.slice(0, at)}” is lost.`;
  const wanted = `:::${name ?? ''}[${[title, words].filter(Boolean).join(' ')}]`;
  return [
    rest.endsWith(':::')
      ? { message, fix: `Write :::${name ?? ''}, ${words ? `“${words}” and ::: ` : 'and ::: '}on lines of their own.` }
      : { message, fix: `Write ${wanted}.` },
  ];
}

function checkEnd({ name, children = [], position: { start, end } }: PageNode, text: string): Found[] {
  const source = text.slice(start.offset, end.offset).trimEnd();
  const closing = start.offset + source.lastIndexOf('\n');
  const [colons = ''] = /^:+/.exec(source) ?? [];
  const line = text.slice(closing, start.offset + source.length).replace(/^[\s>]*/, '');
  if (!source.includes('\n') || !/^:+$/.test(line) || line.length < colons.length) {
    const fix = `Write ${colons} on a line of its own where it ends, with a blank line above.`;
    return [{ message: 'This aside has no end: the rest of the page is in it.', fix }];
  }
  const body = children.filter(({ data }) => !data?.directiveLabel);
  const [first, last] = [body[0], body.at(-1)];
  if (!first || !last) return [];
  const above = text.slice(start.offset, first.position.start.offset);
  const below = text.slice(last.position.end.offset, closing + 1);
  // A table is joined only with the line below it.
  const touches =
    (first.type !== 'table' && isJoined(first) && !hasBlankLine(above)) || (isJoined(last) && !hasBlankLine(below));
  const fix = `Write a blank line below :::${name ?? ''} and above :::.`;
  return touches ? [{ message: 'The text of this aside and its first or last line become one.', fix }] : [];
}

/** Whether Prettier, which knows no asides, joins such a block with the line above or below it. */
function isJoined({ type, ordered, start, children = [] }: PageNode): boolean {
  if (type === 'list') return ordered === true && start !== 1;
  if (type === 'paragraph') return children.slice(0, 1).some(isElement);
  return !['code', 'heading'].includes(type);
}

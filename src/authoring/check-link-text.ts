/** Links and footnotes that stand in a page as text, because a sign is missing or nothing says where they lead. */
import { lineOf } from '../markdown/page-node.ts';
import type { Page } from './page.ts';
import type { Problem } from './problem.ts';

/** An address: from the top of the site, of a heading, of another computer, or near. */
const address = String.raw`(?:\/|#|\.{1,2}\/|https?:|mailto:|www\.)`;

/** What looks like a link and is none. In the fix, `{1}` and `{2}` are the groups. */
const broken: readonly (readonly [pattern: RegExp, fix: string])[] = [
  [new RegExp(String.raw`(?<!\\)\[([^\[\]]+)\]\s+\((${address}[^\s()]*)\)`), 'Write [{1}]({2}), without the space.'],
  [
    new RegExp(String.raw`(?<!\\)\[([^\[\]]+)\]\((${address}[^()]*\s[^()]*)\)`),
    'An address has no space: write %20, or give the file another name.',
  ],
  [
    new RegExp(String.raw`(?<!\\)\[([^\[\]]+)\]\((${address}[^\s()]*)(?=\s|$)(?!.*\))`),
    'Write [{1}]({2}), with a “)”.',
  ],
  [new RegExp(String.raw`(?<!\\)\(([^()\[\]]+)\)\[(${address}[^\s\[\]]*)\]`), 'Write [{1}]({2}).'],
  [new RegExp(String.raw`(?<!\\)\[([^\[\]]+)\]\{(${address}[^\s{}]*)\}`), 'Write [{1}]({2}).'],
  [/(?<!\\)\[\[([^[\]]+)\]\]/, 'Write [{1}](/the/address/).'],
  [/(?<![\\\w\]])\[([^[\]^]+)\]\[([^[\]]*)\]/, 'Write [{1}](/the/address/).'],
];

/** What is written as a link or a footnote, and would be shown as text or not at all. */
export function checkLinkText({ nodes, text }: Page): Problem[] {
  const notes = new Set(nodes.filter(({ type }) => type === 'footnoteReference').map(({ identifier }) => identifier));
  return nodes.flatMap((node) => {
    const { type, identifier = '', position } = node;
    if (type === 'footnoteDefinition' && !notes.has(identifier)) {
      const message = `The footnote “[^${identifier}]” is shown nowhere.`;
      return [{ line: lineOf(node), message, fix: `Write [^${identifier}] where it belongs, or delete it.` }];
    }
    if (type === 'definition' && identifier.startsWith('^')) return [describeNote(`[${identifier}]`, lineOf(node))];
    if (type !== 'text') return [];
    const source = text.slice(position.start.offset, position.end.offset);
    return source.split('\n').flatMap((content, index) => describe(content, lineOf(node) + index));
  });
}

function describe(source: string, line: number): Problem[] {
  const notes = [...source.matchAll(/(?<!\\)\[\^[\w-]+\]/g)].map(([found]) => describeNote(found, line));
  let rest = source;
  const links = broken.flatMap(([pattern, fix]) => {
    const [found, first = '', second = ''] = pattern.exec(rest) ?? [];
    if (found === undefined) return [];
    rest = rest.replace(found, '');
    const message = `“${found}” is no link: it would be shown as it is.`;
    return [{ line, message, fix: fix.replace('{1}', first).replace('{2}', second) }];
  });
  return [...notes, ...links];
}

function describeNote(found: string, line: number): Problem {
  const fix = `Write “${found}: …” on a line of its own at the margin, with a blank line above.`;
  return { line, message: `The footnote “${found}” has no text.`, fix };
}

import { NodeHtmlMarkdown } from 'node-html-markdown';
import type { TranslatorConfigObject } from 'node-html-markdown';
import { parseFragment, serialize } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type ParentNode = DefaultTreeAdapterTypes.ParentNode;

const leftOutTags = ['script', 'style', 'template', 'svg', 'form', 'button', 'input', 'seen-box'];
const leftOutClasses = [
  'explain',
  'live',
  'hint',
  'hand-on',
  'not-loaded',
  'problem-summary',
  'sl-anchor-link',
  'sr-only',
  'ask-seen',
  'progress',
  'tick',
  'changed',
  'missing',
];

const translators: TranslatorConfigObject = {
  // Each term, such as an error, with what is said of it.
  dt: { prefix: '- ', postfix: ': ', surroundingNewlines: 1 },
  dd: { surroundingNewlines: 0 },
  summary: { prefix: '\n\n', postfix: ':\n\n' },
  // What the facility thinks of a way.
  span: ({ node }) => (node.classList.contains('standing') ? { prefix: ' (', postfix: ')' } : {}),
};

/** The title and the content of a built page, as Markdown. Throws when it has none. */
export function formatMarkdown(html: string): string {
  const [main = ''] = /<main[ >].*<\/main>/s.exec(html) ?? [];
  const elements = listElements(parseFragment(main, { scriptingEnabled: false }));
  const title = elements.find(({ tagName }) => tagName === 'h1');
  const content = elements.find((element) => hasClass(element, ['sl-markdown-content']));
  if (!title || !content) throw new Error('The page has no title, or no content.');
  simplify(content);
  return `${NodeHtmlMarkdown.translate(`<h1>${serialize(title)}</h1>${serialize(content)}`, {}, translators)}\n`;
}

function childrenOf(node: ParentNode): Element[] {
  return node.childNodes.filter((child) => 'tagName' in child);
}

function listElements(node: ParentNode): Element[] {
  return childrenOf(node).flatMap((child) => [child, ...listElements(child)]);
}

function hasClass({ attrs }: Element, names: readonly string[]): boolean {
  const classes = attrs.find(({ name }) => name === 'class')?.value.split(' ') ?? [];
  return classes.some((name) => names.includes(name));
}

/** Leaves out what works in a browser only, and makes of steps, which are long, numbered headings instead of a list. */
function simplify(node: ParentNode): void {
  node.childNodes = node.childNodes.filter(
    (child) =>
      !(
        'tagName' in child &&
        (leftOutTags.includes(child.tagName) || hasClass(child, leftOutClasses) || isHidden(child))
      ),
  );
  // Those of all parts of the work are counted on.
  let steps = 0;
  for (const element of childrenOf(node)) {
    const list = hasClass(element, ['phase']) && childrenOf(element).find((one) => hasClass(one, ['steps']));
    if (list) steps = numberSteps(list, steps);
    // Its content is for readers without scripts.
    if (element.tagName === 'noscript') rename(element, 'div');
    simplify(element);
  }
}

/** Numbers the steps of a list, after so many before it; gives the number of the last. */
function numberSteps(list: Element, before: number): number {
  rename(list, 'div');
  const steps = childrenOf(list);
  for (const [index, step] of steps.entries()) {
    rename(step, 'div');
    const heading = listElements(step).find(({ tagName }) => /^h[34]$/.test(tagName));
    heading?.childNodes.unshift({ nodeName: '#text', value: `${before + index + 1}. `, parentNode: heading });
  }
  return before + steps.length;
}

function isHidden({ attrs }: Element): boolean {
  return attrs.some(({ name }) => name === 'hidden');
}

function rename(element: Element, tagName: string): void {
  element.tagName = tagName;
  element.nodeName = tagName;
}

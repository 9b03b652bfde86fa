/**
 * Elements of HTML in a page: whether there are such, whether the site's policy lets a browser use them, whether they
 * are closed.
 */
import type { Mistake } from '../facility/mistake.ts';
import { closest } from '../facility/parse.ts';
import { isElement, lineOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import { findMeant } from './components.ts';
import type { Page } from './page.ts';
import type { Site } from './site.ts';

/**
 * What a page may hold. WHATWG HTML, “The elements of HTML”, without what other rows name and what makes a whole page.
 */
const known = new Set(
  (
    'a abbr address area article aside b bdi bdo blockquote br button caption cite code col colgroup data dd del details dfn dialog div dl ' +
    'dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li main map mark math menu ' +
    'meter nav ol optgroup option output p picture pre progress q rp rt ruby s samp search section select small source span strong sub ' +
    'summary sup svg table tbody td textarea tfoot th thead time tr u ul var wbr'
  ).split(' '),
);

/**
 * What the Content Security Policy of the site (astro.config.mjs) keeps browsers from showing or running, with what to
 * write instead.
 */
const link = 'Link to it instead: [words](address).';
const noScript = 'Leave it out: only components of this project bring scripts.';
const noStyle = 'Leave it out: how pages look is in src/styles.';
const blocked = new Map<string, string>(
  Object.entries({
    iframe: link,
    frame: link,
    object: link,
    embed: link,
    applet: link,
    audio: link,
    video: link,
    form: link,
    script: noScript,
    style: noStyle,
    link: noStyle,
    base: 'Leave it out.',
    meta: 'Leave it out.',
  }),
);

/** Elements of old, which only say how a page looks. WHATWG HTML, “Non-conforming features”. */
const obsolete = /^(?:basefont|big|blink|center|font|marquee|nobr|strike|tt)$/;

/** Attributes whose address a browser fetches. An image's own is looked at with the links. */
const fetched = ['srcset', 'poster', 'data', 'background', 'xlink:href', 'src'];

type Found = Omit<Mistake, 'line'>;

/** What is wrong with the elements of a page. */
export function checkElements(page: Page, site: Site): Mistake[] {
  const elements = page.nodes.filter(isElement);
  const drawings = elements.filter(({ name }) => name === 'svg' || name === 'math').map(({ position }) => position);
  return elements.flatMap((node) => {
    const { start, end } = node.position;
    const isDrawn = drawings.some((around) => around.start.offset < start.offset && around.end.offset >= end.offset);
    const found = [...(isDrawn ? [] : checkName(node, page, site)), ...checkAttributes(node)];
    return found.map((mistake) => ({ line: lineOf(node), ...mistake }));
  });
}

function checkName({ name }: PageNode, { isMdx }: Page, { components }: Site): Found[] {
  if (!name || /^[A-Z]/.test(name) || known.has(name)) return [];
  const fix = blocked.get(name);
  if (fix !== undefined)
    return [{ message: `Browsers do not show <${name}> here: the site's Content Security Policy forbids it.`, fix }];
  if (obsolete.test(name)) return [{ message: `There is no element <${name}> any more.`, fix: noStyle }];
  const component = [...components.keys()].find((one) => one.toLowerCase() === name.toLowerCase());
  // So few letters are near to many names.
  const near = component ?? (name.length > 3 ? (findMeant(name, components) ?? closest(name, [...known])) : undefined);
  const file = component && !isMdx ? ' The name of the file ends with .mdx then.' : '';
  return [
    {
      message: `There is no element <${name}>.`,
      fix: near ? `Write <${near}>.${file}` : 'If it stands for a name, write it in capitals, such as YOUR-LAB.',
    },
  ];
}

function checkAttributes({ name = '', attributes = [] }: PageNode): Found[] {
  if (name && blocked.has(name)) return [];
  return attributes.flatMap(({ name: attribute = '', value: given }) => {
    const value = typeof given === 'string' ? given : (given?.value ?? '');
    const shown = `“${attribute}” of <${name ?? ''}>`;
    if (/^on[a-z]/i.test(attribute) && /^[a-z]/.test(name ?? ''))
      return [{ message: `${shown} is a script, which the site's Content Security Policy forbids.`, fix: noScript }];
    const isImage = name === 'img' || name === 'Image';
    const isFetched =
      (fetched.includes(attribute.toLowerCase()) && !(isImage && attribute === 'src')) ||
      (attribute === 'href' && (name === 'use' || name === 'image'));
    const inStyle =
      attribute === 'style' ? /(?:url\(\s*\\?['"]?|@import\s+['"]?)((?:https?:)?\/\/[^)'"\\]*)/i : undefined;
    const pattern = isFetched ? /(?:^|[\s,'"])((?:https?:)?\/\/[^\s,'"]+)/i : inStyle;
    const [, foreign] = pattern?.exec(value) ?? [];
    if (foreign === undefined) return [];
    const message = `${shown} fetches from another computer, which the site's Content Security Policy forbids: “${foreign}”.`;
    return [{ message, fix: 'Put the file into public, and write /NAME.' }];
  });
}

/** What has no closing tag. WHATWG HTML, “Void elements”. */
const empty = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
// Elements whose end a browser finds by itself.
const loose = /^(?:li|p|dt|dd|tr|td|th|thead|tbody|tfoot|option|optgroup|rp|rt|colgroup)$/;

/** Of a page that is no MDX, nothing tells the parser how tags pair: they go into the page as they are. */
export function checkPairs({ nodes, isMdx }: Page): Mistake[] {
  if (isMdx) return [];
  const mistakes: Mistake[] = [];
  const open: { name: string; line: number }[] = [];
  for (const node of nodes.filter(({ type }) => type === 'html')) {
    const { value = '' } = node;
    const lineAt = (index: number): number => lineOf(node) + value.slice(0, index).split('\n').length - 1;
    const bare = value.replaceAll(/<!--[^]*?-->/g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
    const comment = bare.indexOf('<!--');
    if (comment >= 0)
      mistakes.push({
        line: lineAt(comment),
        message: '“<!--” begins a comment, and nothing ends it.',
        fix: 'Write -->.',
      });
    for (const { 0: tag, 1: slash, 2: name = '', index } of bare.matchAll(
      /<(\/?)([a-z][\w-]*)(?:"[^"]*"|'[^']*'|[^'">])*>/gi,
    )) {
      const element = name.toLowerCase();
      if (!known.has(element) || empty.test(element) || loose.test(element) || tag.endsWith('/>')) continue;
      const at = open.findLastIndex((begun) => begun.name === element);
      if (!slash) open.push({ name: element, line: lineAt(index) });
      else if (at >= 0) mistakes.push(...open.splice(at).slice(1).map(describeOpen));
      else {
        const fix = `Write <${element}> where it begins, or delete it.`;
        mistakes.push({ line: lineAt(index), message: `${tag} ends an element that has not begun here.`, fix });
      }
    }
  }
  return [...mistakes, ...open.map(describeOpen)];
}

function describeOpen({ name, line }: { name: string; line: number }): Mistake {
  const message = `<${name}> is not closed: the rest of the page is in it.`;
  return { line, message, fix: `Write </${name}> where it ends.` };
}

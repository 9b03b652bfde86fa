/** Links and images: whether what they lead to is there. */
import { posix } from 'node:path';
import { closest } from '../facility/parse.ts';
import { attributeOf, isElement, lineOf, textOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import type { Page } from './page.ts';
import type { Problem } from './problem.ts';
import { addressOf, findPages } from './site.ts';
import type { Site } from './site.ts';

/** What is wrong with the links and images of a page. */
export function checkLinks(page: Page, site: Site): Problem[] {
  return page.nodes.flatMap((node) => {
    const found = [...checkLink(node, page, site), ...checkImage(node, page, site)];
    return found.map((problem) => ({ line: lineOf(node), ...problem }));
  });
}

type Found = Omit<Problem, 'line'>;

function checkLink(node: PageNode, page: Page, site: Site): Found[] {
  const isLink = node.type === 'link' || node.type === 'definition';
  const address = isLink ? node.url : isElement(node) ? attributeOf(node, 'href') : undefined;
  if (address === undefined || /^(?:https:|mailto:|tel:)/.test(address)) return [];
  if (node.type === 'link' && address === '')
    return [{ message: `“${textOf(node)}” leads nowhere.`, fix: 'Write an address between the parentheses.' }];
  const [path = '', anchor] = address.split('#');
  if (address.startsWith('http:'))
    return [{ message: `“${address}” is not encrypted.`, fix: 'Write https:// if the site has it.' }];
  if (/^(?:[\w-]+\.)+(?:org|edu|gov|com|net|io)(?:\/|$)/.test(address))
    return [{ message: `“${address}” leads to a page of this site.`, fix: `Write https://${address}.` }];
  const [target] = findPages(site, 'address', path === '' ? addressOf(page.file) : path);
  if (!target) return site.hasFile(`public${path}`) && path.startsWith('/') ? [] : [describeDeadLink(path, page, site)];
  if (anchor === undefined || target.anchors.includes(anchor)) return [];
  const near = closest(anchor, target.anchors);
  return [
    {
      message: `${target.file} has no heading “#${anchor}”.`,
      fix: near ? `Write ${path}#${near}.` : `Use one of: ${target.anchors.map((known) => `#${known}`).join(', ')}.`,
    },
  ];
}

/** The address that was most likely meant: the same with a slash, of the file, from the top of the site, or a near one. */
function describeDeadLink(path: string, page: Page, site: Site): Found {
  const known = site.pages.map(({ address }) => address);
  const fromTop = posix.join(addressOf(page.file), path.startsWith('/') ? '/' : '', path.replace(/\.mdx?$/, '/'));
  const whole = posix
    .join('/', path.replace(/^src\/content\/docs/, '').replace(/\.mdx?$/, ''), '/')
    .replace(/\/index\/$/, '/');
  const meant =
    known.find((address) => address === whole || address === fromTop || address === `${fromTop}/`) ??
    known.find((address) => whole !== '/' && address.endsWith(posix.join('/', posix.basename(whole), '/'))) ??
    closest(whole, known);
  const fix = meant ? `Write ${meant}.` : `Use one of: ${known.join(', ')}.`;
  const why = path.startsWith('/') ? 'There is no page' : 'A link begins at the top of the site, with a slash:';
  return { message: `${why} “${path}”${path.startsWith('/') ? '.' : ' does not.'}`, fix };
}

function checkImage(node: PageNode, page: Page, site: Site): Found[] {
  const isPicture = isElement(node) && (node.name === 'img' || node.name === 'Image');
  if (node.type !== 'image' && !isPicture) return [];
  const source = isPicture ? attributeOf(node, 'src') : node.url;
  const alt = isPicture ? attributeOf(node, 'alt') : node.alt;
  const problems: Found[] = [];
  if (!alt?.trim() && !(isPicture && alt === ''))
    problems.push({
      message: `The image “${source ?? ''}” has no text for those who cannot see it.`,
      fix: isPicture ? 'Add alt="what it shows".' : `Write ![what it shows](${source ?? ''}).`,
    });
  if (source === undefined || source.startsWith('https:')) {
    if (source) problems.push({ message: `The image “${source}” is on another computer.`, fix: imageFix });
    return problems;
  }
  const path = source.startsWith('/')
    ? `public${source}`
    : source.replace(/^~\//, 'src/').replace(/^\.{1,2}\/.*/, (near) => posix.join(posix.dirname(page.file), near));
  if (!site.hasFile(path)) problems.push({ message: `There is no image ${path}.`, fix: imageFix });
  return problems;
}

const imageFix = 'Put the file into src/assets and write ~/assets/NAME.png.';

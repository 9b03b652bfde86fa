/** Links and images: whether what they lead to is there. */
import { posix } from 'node:path';
import type { Mistake } from '../facility/mistake.ts';
import { closest } from '../facility/parse.ts';
import { attributeOf, isElement, lineOf, textOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import type { Page } from './page.ts';
import { addressOf, findPages, isDraft } from './site.ts';
import type { Site } from './site.ts';

/** What is wrong with the links and images of a page. */
export function checkLinks(page: Page, site: Site): Mistake[] {
  return page.nodes.flatMap((node) => {
    const found = [...checkLink(node, page, site), ...checkImage(node, page, site)];
    return found.map((mistake) => ({ line: lineOf(node), ...mistake }));
  });
}

type Found = Omit<Mistake, 'line'>;

function checkLink(node: PageNode, page: Page, site: Site): Found[] {
  const isLink = node.type === 'link' || node.type === 'definition';
  const written = isLink ? node.url : isElement(node) ? attributeOf(node, 'href') : undefined;
  // What looks like a footnote is looked at with the text of links.
  if (written === undefined || isOfImage(node, page) || node.identifier?.startsWith('^')) return [];
  if (node.type === 'link' && written === '')
    return [{ message: `“${textOf(node)}” leads nowhere.`, fix: 'Write an address between the parentheses.' }];
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(written)) return checkElsewhere(written);
  const address = written.replace(/\?[^#]*/, '');
  const [path = '', anchor] = address.split('#');
  if (/^(?:[\w-]+\.)+(?:org|edu|gov|com|net|io)(?:\/|$)/.test(address))
    return [{ message: `“${address}” leads to a page of this site.`, fix: `Write https://${address}.` }];
  const [target] = findPages(site, 'address', path === '' ? addressOf(page.file) : path);
  if (!target) return isFile(path, site) ? [] : [describeDeadLink(path, page, site)];
  if (target.isDraft && target.file !== page.file && !isDraft(page)) {
    const message = `“${written}” leads to a draft: the published site has no such page.`;
    return [{ message, fix: `Take “draft: true” out of ${target.file}, or leave the link out.` }];
  }
  if (anchor === undefined || target.anchors.includes(anchor)) return [];
  const near = closest(anchor, target.anchors);
  return [
    {
      message: `${target.file} has no heading “#${anchor}”.`,
      fix: near
        ? `Write ${path}#${near}.`
        : target.anchors.length > 0
          ? `Use one of: ${target.anchors.map((known) => `#${known}`).join(', ')}.`
          : 'It has none: leave out what begins with “#”, or the link.',
    },
  ];
}

/** The definition of an image's address is no link. */
function isOfImage({ type, identifier }: PageNode, { nodes }: Page): boolean {
  return (
    type === 'definition' && nodes.some((node) => node.type === 'imageReference' && node.identifier === identifier)
  );
}

/** What else a site serves: files of `public`, those that are written when it is built, and each guide as Markdown. */
function isFile(path: string, site: Site): boolean {
  if (!/^\/./.test(path)) return false;
  const guide = path.replace(/\.md$/, '/').replace(/^\/index\/$/, '/');
  const isGuide =
    /^\/(?:index|troubleshooting|ways\/[\w-]+)\.md$/.test(path) && findPages(site, 'address', guide).length > 0;
  return isGuide || site.hasFile(`public${path}`) || site.hasFile(`src/pages${path}.ts`);
}

/** Programs that open an address: a browser, for letters and calls, for files. */
const schemes = ['https', 'mailto', 'tel', 'sftp', 'ftp', 'ftps', 'ssh', 'smb', 's3', 'webcal'];

/** What is wrong with an address that begins with its scheme, as those of other computers do. */
function checkElsewhere(address: string): Found[] {
  const [, scheme = ''] = /^([^:/]*):/.exec(address) ?? [];
  if (scheme === 'http')
    return [{ message: `“${address}” is not encrypted.`, fix: 'Write https:// if the site has it.' }];
  if (scheme === 'https' || scheme === '') {
    const host = /^(?:https:)?\/\/([^/?#\s]+)/.exec(address)?.[1] ?? '';
    if (scheme && (/\w\.\w/.test(host) || /^(?:localhost|\[.*\])(?::\d+)?$/.test(host))) return [];
    return [
      host.includes('.')
        ? { message: `“${address}” does not say how it is opened.`, fix: `Write https:${address}.` }
        : {
            message: `“${address}” names no other computer.`,
            fix: 'Write the whole address, such as https://rsync.samba.org/.',
          },
    ];
  }
  if (scheme === 'mailto' && !address.includes('@'))
    return [{ message: `“${address}” names nobody.`, fix: 'Write mailto:NAME@HOST.' }];
  if (schemes.includes(scheme.toLowerCase())) return [];
  if (/^file$/i.test(scheme) || /^[a-z]$/i.test(scheme))
    return [
      {
        message: `“${address}” is a file of one computer, which no reader has.`,
        fix: 'Put the file into public, and write /NAME.',
      },
    ];
  const near = closest(scheme, ['https', 'mailto']);
  const message = `“${scheme}:” is nothing that a browser opens here.`;
  return [{ message, fix: near ? `Write ${near}:.` : 'Write an address that begins with https:// or with /.' }];
}

/**
 * The address that was most likely meant: the same with a slash, of the file, from the top of the site, or a near one.
 */
function describeDeadLink(path: string, page: Page, site: Site): Found {
  const known = site.pages.filter(({ isDraft: isLeftOut }) => !isLeftOut).map(({ address }) => address);
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
  if (node.type === 'imageReference') {
    const { alt, identifier } = node;
    const url =
      page.nodes.find(({ type, identifier: of }) => type === 'definition' && of === identifier)?.url ?? 'address';
    const message = `The image “${identifier ?? ''}” has its address somewhere else, where it is not looked for.`;
    return [{ message, fix: `Write ![${alt ?? ''}](${url}).` }];
  }
  const isPicture = isElement(node) && (node.name === 'img' || node.name === 'Image');
  if (node.type !== 'image' && !isPicture) return [];
  const source = isPicture ? attributeOf(node, 'src') : node.url;
  const alt = isPicture ? attributeOf(node, 'alt') : node.alt;
  const mistakes: Found[] = [];
  if (!alt?.trim() && !(isPicture && alt === ''))
    mistakes.push({
      message: `The image “${source ?? ''}” has no text for those who cannot see it.`,
      fix: isPicture ? 'Add alt="what it shows".' : `Write ![what it shows](${source ?? ''}).`,
    });
  if (source === undefined || /^(?:https?:|\/\/)/i.test(source)) {
    if (source) mistakes.push({ message: `The image “${source}” is on another computer.`, fix: imageFix });
    return mistakes;
  }
  const path = source.startsWith('/')
    ? `public${source}`
    : source.replace(/^~\//, 'src/').replace(/^\.{1,2}\/.*/, (near) => posix.join(posix.dirname(page.file), near));
  if (!site.hasFile(path)) mistakes.push({ message: `There is no image ${path}.`, fix: imageFix });
  return mistakes;
}

const imageFix = 'Put the file into src/assets and write ~/assets/NAME.png.';

import { existsSync } from 'node:fs';
import { closest } from '../facility/parse.ts';
import type { Finish } from './finish-pages.ts';

// HTML, 13.1.2.3: a value is in quotes, which may contain a `>`, or bare.
const attribute = /\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const tag = new RegExp(`<[a-z][^\\s/>]*((?:${attribute.source.replaceAll(/\((?!\?)/g, '(?:')})*)`, 'gi');
/** What is no element of the page. */
const otherText = /<!--.*?-->|<(script|style|template)\b[^>]*>.*?<\/\1>/gs;

/**
 * Stops the build at links of built pages that lead nowhere, whether a page, a component or the menu wrote them. (Those
 * of a page's own text have been reported before, with their lines: see `authoring`.) `base` is the folder of the site
 * on its host.
 */
export function deadLinks(base: string): (site: URL) => Finish {
  const folder = base.replace(/\/*$/, '/');
  return (site) => {
    const ids = new Map<string, ReadonlySet<string>>();
    const linkedFrom = new Map<string, string>();
    return {
      edit(html, file) {
        const own = new Set<string>();
        const here = folder + file.replace(/(^|\/)index\.html$/, '$1');
        for (const [, attributes = ''] of html.replaceAll(otherText, '').matchAll(tag)) {
          if (!/\s(?:id|href|src)\s*=/i.test(attributes)) continue;
          for (const [, name = '', double, single, bare = ''] of attributes.matchAll(attribute)) {
            const value = (double ?? single ?? bare).replaceAll(/&(?:amp|#38);/g, '&');
            if (/^id$/i.test(name)) own.add(value);
            if (/^(?:href|src)$/i.test(name) && !isElsewhere(value)) linkedFrom.set(addressOf(value, here), file);
          }
        }
        ids.set(file, own);
        return html;
      },
      end() {
        const dead = [...linkedFrom].flatMap(([address, file]) => {
          const why = findFault(address, folder, site, ids);
          return why ? `${file}: a link leads to ${address}: ${why}` : [];
        });
        if (dead.length > 0) throw new Error(`\n${dead.sort().join('\n')}`);
      },
    };
  };
}

function isElsewhere(link: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link);
}

/** The address that a link leads to from the page at `here`. */
function addressOf(link: string, here: string): string {
  if (link.startsWith('/')) return link;
  return link.startsWith('#') ? here + link : new URL(link, `https://host${here}`).href.replace('https://host', '');
}

function findFault(
  address: string,
  folder: string,
  site: URL,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const [path, id] = decodeAddress(address)?.split('#') ?? [];
  if (path === undefined) return 'a “%” there begins nothing that can be read. Write %25 for the sign itself.';
  if (!path.startsWith(folder)) return `it is outside the site. Begin it with ${folder}.`;
  const file = path
    .slice(folder.length)
    .replace(/\?.*$/, '')
    .replace(/(^|\/)$/, '$1index.html');
  const known = ids.get(file);
  if (!known && !existsSync(new URL(encodeURI(file), site))) {
    const near = closest(file, [...ids.keys()]);
    return `there is no such page or file. ${near === undefined ? elsewhere : `Write ${folder}${near.replace(/index\.html$/, '')}.`}`;
  }
  if (id === undefined || known?.has(id)) return undefined;
  const near = closest(id, [...(known ?? [])]);
  return `that page has no such place. ${near === undefined ? elsewhere : `Write #${near}.`}`;
}

const elsewhere = 'Write one that is there, or leave the link out.';

/** The address without its codes for signs; undefined where they make no text. */
function decodeAddress(address: string): string | undefined {
  try {
    return decodeURI(address);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

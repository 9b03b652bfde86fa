import { existsSync } from 'node:fs';
import { closest } from './facility/parse.ts';
import type { Finish } from './finish-pages.ts';

/** A tag with its attributes, as Astro writes them: a value may have a `>`, and is in double quotes. */
const tagPattern = /<[a-z][\w-]*((?:\s+[^\s"'<>/=]+(?:="[^"]*"|=[^\s"'>]+)?)*)\s*\/?>/gi;
const attributePattern = /\s(id|href|src)="([^"]*)"/g;
/** What is no element of the page. */
const otherText = /<!--.*?-->|<(script|style|template)\b[^>]*>.*?<\/\1>/gs;

/**
 * Stops the build at links of built pages that lead nowhere, whoever wrote them: a page, a component, the menu. (Those of a page's own text
 * have been told before, with their lines: see `authoring`.) `base` is the folder that the site stands in.
 */
export function deadLinks(base: string): (site: URL) => Finish {
  return (site) => {
    const ids = new Map<string, ReadonlySet<string>>();
    const linkedFrom = new Map<string, string>();
    return {
      edit(html, file) {
        const own = new Set<string>();
        for (const [, attributes = ''] of html.replace(otherText, '').matchAll(tagPattern))
          for (const [, name, value = ''] of attributes.matchAll(attributePattern)) {
            if (name === 'id') own.add(value);
            // Anything with a scheme, or on another host, is not ours.
            else if (!/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(value)) linkedFrom.set(addressOf(value, file, base), file);
          }
        ids.set(file, own);
        return html;
      },
      end() {
        const dead = [...linkedFrom].flatMap(([address, file]) => {
          const why = findFault(address, base, site, ids);
          return why ? `${file}: a link leads to ${address}: ${why}` : [];
        });
        if (dead.length > 0) throw new Error(`\n${dead.sort().join('\n')}`);
      },
    };
  };
}

/** The address from the top of the host. */
function addressOf(link: string, file: string, base: string): string {
  const written = link.replaceAll(/&(?:amp|#38);/g, '&');
  if (written.startsWith('/')) return written;
  const { pathname, hash } = new URL(
    written,
    `https://host${base.replace(/\/*$/, '/')}${file.replace(/index\.html$/, '')}`,
  );
  return pathname + (written.endsWith('#') ? '#' : hash);
}

function findFault(
  address: string,
  base: string,
  site: URL,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const folder = base.replace(/\/*$/, '/');
  const [path = '', id] = decodeURI(address).split('#');
  if (!path.startsWith(folder)) return `it is outside the site, whose addresses begin with ${folder}.`;
  const file = path
    .slice(folder.length)
    .replace(/\?.*$/, '')
    .replace(/(^|\/)$/, '$1index.html');
  const known = ids.get(file);
  if (!known && !existsSync(new URL(encodeURI(file), site))) {
    const near = closest(file, [...ids.keys()]);
    return `there is no such page or file.${near ? ` Is ${folder}${near.replace(/index\.html$/, '')} meant?` : ''}`;
  }
  if (id === undefined || known?.has(id)) return undefined;
  const near = closest(id, [...(known ?? [])]);
  return `that page has no such place.${near ? ` Is #${near} meant?` : ''}`;
}

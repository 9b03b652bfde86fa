/** A page → everything that is wrong with it. */
import { findLost } from '../facility/mistake.ts';
import type { Mistake } from '../facility/mistake.ts';
import { listShownNodes } from '../markdown/if-blocks.ts';
import { checkAsides } from './check-asides.ts';
import { checkCode } from './check-code.ts';
import { checkComponents } from './check-components.ts';
import { checkContents } from './check-contents.ts';
import { checkElements, checkPairs } from './check-elements.ts';
import { checkFacts } from './check-facts.ts';
import { checkFrontmatter } from './check-frontmatter.ts';
import { checkHeadings } from './check-headings.ts';
import { checkLinkText } from './check-link-text.ts';
import { checkLinks } from './check-links.ts';
import { checkReading } from './check-reading.ts';
import type { Page } from './page.ts';
import { addressOf, findPages } from './site.ts';
import type { Site } from './site.ts';

/** Every mistake of a page, in the order of its lines. The same page and site give the same mistakes. */
export async function checkPage(written: Page, site: Site): Promise<Mistake[]> {
  const page = { ...written, nodes: listShownNodes(written.nodes, site.facility) };
  const mistakes = [
    ...page.syntaxProblems,
    ...findLost(page.text),
    ...checkName(page.file),
    ...checkAddress(page.file, site),
    ...checkFrontmatter(page, site),
    ...checkReading(written),
    ...checkAsides(written),
    ...checkHeadings(page),
    ...(await checkCode(page, site)),
    ...checkLinkText(page),
    ...checkLinks(page, site),
    ...checkComponents(page, site),
    ...checkContents(page, site),
    ...checkElements(page, site),
    ...checkPairs(written),
    ...checkFacts(page, site),
  ];
  return mistakes.sort((a, b) => a.line - b.line);
}

/** The name of the file is the address of the page. */
function checkName(file: string): Mistake[] {
  const [name = ''] = /[^/]*$/.exec(file) ?? [];
  if (/^[a-z0-9-]+\.mdx?$/.test(name)) return [];
  const better = name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
  return [{ line: 1, message: `“${name}” makes an address that is hard to type.`, fix: `Rename the file: ${better}.` }];
}

/**
 * Two files may make one address: of `a.mdx`, `a.md` and `a/index.mdx` the site would have one, and lose the others.
 */
function checkAddress(file: string, site: Site): Mistake[] {
  const address = addressOf(file);
  const twin = findPages(site, 'address', address).find((page) => page.file !== file);
  if (!twin) return [];
  const message = `${twin.file} has this address too, ${address}.`;
  return [{ line: 1, message, fix: 'Rename one of the two, or delete it.' }];
}

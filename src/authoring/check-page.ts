/** A page → everything that is wrong with it. */
import { listShownNodes } from '../markdown/if-blocks.ts';
import { checkCode } from './check-code.ts';
import { checkComponents } from './check-components.ts';
import { checkFacts } from './check-facts.ts';
import { checkFrontmatter } from './check-frontmatter.ts';
import { checkHeadings } from './check-headings.ts';
import { checkLinks } from './check-links.ts';
import type { Page } from './page.ts';
import type { Problem } from './problem.ts';
import type { Site } from './site.ts';

/** Every problem of a page, in the order of its lines. The same page and site give the same problems. */
export async function checkPage(written: Page, site: Site): Promise<Problem[]> {
  const page = { ...written, nodes: listShownNodes(written.nodes, site.facility) };
  const problems = [
    ...page.syntaxProblems,
    ...checkName(page.file),
    ...checkFrontmatter(page, site),
    ...checkHeadings(page),
    ...(await checkCode(page, site)),
    ...checkLinks(page, site),
    ...checkComponents(page, site),
    ...checkFacts(page, site),
  ];
  return problems.sort((a, b) => a.line - b.line);
}

/** The name of the file is the address of the page. */
function checkName(file: string): Problem[] {
  const [name = ''] = /[^/]*$/.exec(file) ?? [];
  if (/^[a-z0-9-]+\.mdx?$/.test(name)) return [];
  const better = name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
  return [{ line: 1, message: `“${name}” makes an address that is hard to type.`, fix: `Rename the file: ${better}.` }];
}

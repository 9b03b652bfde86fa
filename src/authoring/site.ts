/** What a page is checked against: the facts, the other pages, the components, the files. */
import Slugger from 'github-slugger';
import { parse } from 'yaml';
import type { Facility } from '../facility/schema.ts';
import { attributeOf, isElement, textOf } from '../markdown/page-node.ts';
import type { Page } from './page.ts';

export interface Site {
  readonly facility: Facility;
  /** The methods that the generator knows. */
  readonly methodIds: readonly string[];
  readonly pages: readonly SitePage[];
  /** What pages may use, by name. */
  readonly components: ReadonlyMap<string, Component>;
  /** Whether there is such a file; its path is from the root of the project. */
  readonly hasFile: (path: string) => boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** What other pages need to know of a page. */
export interface SitePage {
  readonly file: string;
  /** Its path on the site, such as `/ways/rsync/`. */
  readonly address: string;
  readonly title: string;
  /** What may stand behind a `#`. */
  readonly anchors: readonly string[];
  /** Whether the published site leaves it out. */
  readonly isDraft?: boolean;
}

export interface Component {
  /** The line that a page needs to use it. */
  readonly importLine: string;
  readonly props: ReadonlyMap<string, Prop>;
  /** The ids that it gives to elements. */
  readonly ids: readonly string[];
  /** Whether it also takes what any link takes. */
  readonly isLink?: boolean;
}

export interface Prop {
  readonly isNeeded: boolean;
  readonly description: string;
}

/** The folder of all pages, from the root of the project. */
export const pagesFolder = 'src/content/docs';

/** The pages with this title or address. Each page asks, so a large site cannot be searched each time. */
export function findPages({ pages }: Pick<Site, 'pages'>, by: 'title' | 'address', value: string): readonly SitePage[] {
  let known = sorted.get(pages);
  if (!known) {
    known = { title: Map.groupBy(pages, (page) => page.title), address: Map.groupBy(pages, (page) => page.address) };
    sorted.set(pages, known);
  }
  return known[by].get(value) ?? [];
}

const sorted = new WeakMap<Site['pages'], Record<'title' | 'address', ReadonlyMap<string, readonly SitePage[]>>>();

/** What others need to know of a page. */
export function describePage(page: Page, components: Site['components']): SitePage {
  const { file, frontmatter = '', fields, nodes } = page;
  const title = fields && 'value' in fields ? fields.value.title : titleOf(frontmatter);
  const slugger = new Slugger();
  const headings = nodes.filter(({ type }) => type === 'heading').map((node) => slugger.slug(textOf(node)));
  const ids = nodes
    .filter(isElement)
    .flatMap((node) => [...(components.get(node.name ?? '')?.ids ?? []), ...[attributeOf(node, 'id') ?? []].flat()]);
  return { file, address: addressOf(file), title, anchors: [...headings, ...ids], isDraft: isDraft(page) };
}

/** Whether the published site leaves a page out. */
export function isDraft({ fields }: Page): boolean {
  return fields !== undefined && 'value' in fields && fields.value.draft === true;
}

/** The address of a page: the path of its file below the folder of all pages. */
export function addressOf(file: string): string {
  const path = file.slice(pagesFolder.length).replace(/\.mdx?$/, '/');
  return path.replace(/\/index\/$/, '/');
}

/** The title, as far as it can be read where something is wrong with the frontmatter, which is told for that page. */
function titleOf(frontmatter: string): string {
  const [line = ''] = /^title:.*$/m.exec(frontmatter) ?? [];
  try {
    const read = parse(line) as { title?: unknown } | null;
    return typeof read?.title === 'string' ? read.title : '';
  } catch (error) {
    if (error instanceof Error && error.name === 'YAMLParseError') return '';
    throw error;
  }
}

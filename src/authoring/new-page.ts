/** A title, a sentence and a folder → the page to begin with, or what is wrong with them. */
import { stringify } from 'yaml';
import { menuFolders } from './menu.ts';
import { pagesFolder } from './site.ts';
import type { Site } from './site.ts';

export interface PageWish {
  readonly title: string;
  /** One sentence for search engines and link previews. */
  readonly description: string;
  /** One of those that the menu lists by themselves. */
  readonly folder: string;
}

/** Makes the text of a new page, and the path of its file from the root of the project. */
export function makePage(
  { title, description, folder }: PageWish,
  { pages, today }: Pick<Site, 'pages' | 'today'>,
): { file: string; text: string } | { problems: string[] } {
  const name = title
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const file = `${pagesFolder}/${folder}/${name}.mdx`;
  const folders = Object.keys(menuFolders);
  const twin = pages.find((page) => page.title === title || page.file === file);
  const problems = [
    ...(name ? [] : [`The title “${title}” has no letter that an address could have. Write one with letters, a to z.`]),
    ...(description ? [] : ['The page has no description. Write one sentence.']),
    ...(folders.includes(folder)
      ? []
      : [`There is no folder “${folder}” in the menu. Use one of: ${folders.join(', ')}.`]),
    ...(twin ? [`${twin.file} has this title or address already. Change that page, or write another title.`] : []),
  ];
  if (problems.length > 0) return { problems };
  const frontmatter = stringify(
    { title, description, owner: 'contact.role', reviewed: today },
    { lineWidth: 0, singleQuote: true },
  );
  return { file, text: `---\n${frontmatter}---\n\n${body}` };
}

const body = `import Fact from '~/components/Fact.astro';

What the reader has in front of them, and what they will have at the end. Whom to ask: <Fact of="contact.role" />.

## The first thing to do

One thing a paragraph, in the order in which it is done.
`;

/** Whether every component that pages may use has a page that shows it. */
import type { Mistake } from '../facility/mistake.ts';
import { textOf } from '../markdown/page-node.ts';
import type { Page } from './page.ts';
import { pagesFolder } from './site.ts';
import type { Component, Site } from './site.ts';

/** What is missing for the components of this project, with the file that it is missing for. */
export function checkComponentPages(
  components: Site['components'],
  pages: readonly Page[],
): { file: string; mistake: Mistake }[] {
  return [...components]
    .filter(([, { importLine }]) => importLine.includes('~/components/'))
    .flatMap(([name, component]) => {
      const slug = name.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
      const file = `${pagesFolder}/maintain/components/${slug}.mdx`;
      const page = pages.find((candidate) => candidate.file === file);
      if (!page) {
        const message = `Nobody can see what <${name}> is for.`;
        return [{ file: `src/components/${name}.astro`, mistake: { line: 1, message, fix: `Write ${file}.` } }];
      }
      return checkShown(name, component, page).map((mistake) => ({ file, mistake }));
    });
}

function checkShown(name: string, { props }: Component, { nodes, text }: Page): Mistake[] {
  const source = nodes.find(
    ({ type, lang, value = '' }) => type === 'code' && lang === 'mdx' && value.includes(`<${name}`),
  );
  if (!source?.value) {
    return [{ line: 1, message: `The page shows no source of <${name}>.`, fix: 'Add a block ```mdx that uses it.' }];
  }
  const { line } = source.position.start;
  const shown = text.split(source.value).length > 2;
  const named = nodes.filter(({ type }) => type === 'inlineCode').map(textOf);
  return [
    ...(shown
      ? []
      : [
          { line, message: 'The page does not show what comes of its source.', fix: 'Write the same below the block.' },
        ]),
    ...[...props.keys()]
      .filter((prop) => !named.includes(prop))
      .map((prop) => ({ line, message: `The page does not explain “${prop}”.`, fix: `Say what \`${prop}\` is.` })),
  ];
}

import { expect, it } from 'vitest';
import { checkComponentPages } from '../../../src/authoring/check-component-pages.ts';
import { listComponents } from '../../../src/authoring/components.ts';
import { readPage } from '../../../src/authoring/page.ts';

const zebra = listComponents(
  new Map([
    ['ZebraCount', '---\ninterface Props {\n  /** How many. */\n  count: string;\n}\n---\n<p id="zebras" />\n'],
  ]),
);

/** What is said when the page of the component has these lines. */
function tellMissing(...lines: string[]): string[] {
  const page = readPage('src/content/docs/maintain/components/zebra-count.mdx', lines.join('\n'));
  return checkComponentPages(zebra, [page]).map(({ mistake }) => `${mistake.line}: ${mistake.message} ${mistake.fix}`);
}

it('a component has a page, with its source, what comes of it, and every property', () => {
  const source = ['```mdx', '<ZebraCount count="2" />', '```'];
  expect(tellMissing(...source, '', '<ZebraCount count="2" />', '', '`count` is how many.')).toEqual([]);
  expect(tellMissing(...source)).toEqual([
    '1: The page does not show what comes of its source. Write the same below the block.',
    '1: The page does not explain “count”. Say what `count` is.',
  ]);
  expect(tellMissing('<ZebraCount count="2" />')).toEqual([
    '1: The page shows no source of <ZebraCount>. Add a block ```mdx that uses it.',
  ]);
  expect(checkComponentPages(zebra, [])).toEqual([
    {
      file: 'src/components/ZebraCount.astro',
      mistake: {
        line: 1,
        message: 'Nobody can see what <ZebraCount> is for.',
        fix: 'Write src/content/docs/maintain/components/zebra-count.mdx.',
      },
    },
  ]);
});

import { pathToFileURL } from 'node:url';
import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import { expect, it } from 'vitest';
import { personalBlocks } from '../../../../src/markdown/personal-blocks/plugin.ts';

const processor = createSatteriMarkdownProcessor({ mdastPlugins: [personalBlocks], syntaxHighlight: false });

/** What the build says of a page, its lines being these. */
async function renderPage(...lines: string[]): Promise<string> {
  const { render } = await processor;
  return render(lines.join('\n'), { fileURL: pathToFileURL('src/content/docs/page.md') }).then(
    ({ code }) => code,
    (error: unknown) => String(error),
  );
}

it('a block is personal only when it is marked so, and only in an .mdx page', async () => {
  expect(await renderPage('```sh', 'ls "{lab}"', '```')).toBe(
    '<pre><code class="language-sh">ls "{lab}"\n</code></pre>\n',
  );
  expect(await renderPage('````mdx', '```sh personal', 'ls {lab}', '```', '````')).toContain('ls {lab}');
  expect(await renderPage('', '```sh personal', 'ls {lab}', '```')).toBe(
    'Error: src/content/docs/page.md:2: Only an .mdx page can have a personal block. Rename the file.',
  );
});

it.each([
  ['personal', '“personal”'],
  ['powershell personal', '“powershell personal”'],
  ['sh personal title="x"', '“sh personal title="x"”'],
])('a block marked %s is told to be marked otherwise', async (mark, found) => {
  expect(await renderPage(`\`\`\`${mark}`, 'ls {lab}', '```')).toContain(
    `src/content/docs/page.md:1: A block cannot be marked ${found}. Write \`\`\`sh personal.`,
  );
});

it('a word that only a shell knows in the place of a program is found by a parser that is not ours', async () => {
  expect(await renderPage('- In a list:', '', '  ```sh personal', '  if {lab}', '  ```')).toContain(
    'src/content/docs/page.md:4: This is no command to a shell: `if <cond>` must be followed by `then`. Write a plain command.',
  );
});

import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { markdownToHtml, mdxToJs } from 'satteri';
import type { MdastNode } from 'satteri';
import { expect, it } from 'vitest';
import { checkAsides } from '../../../src/authoring/check-asides.ts';
import { checkReading } from '../../../src/authoring/check-reading.ts';
import { readPage } from '../../../src/authoring/page.ts';

const root = join(import.meta.dirname, '../../..');
const pages = globSync('src/content/docs/**/*.{md,mdx}', { cwd: root }).sort();
const fixtures = globSync('test/fixtures/right-pages/*', { cwd: root }).sort();

/** An aside as HTML has it: by itself the parser leaves out what it holds. */
const asides = {
  name: 'asides',
  containerDirective: ({ name, children }: MdastNode & { type: 'containerDirective' }) =>
    ({ type: 'paragraph', data: { hName: 'aside', hProperties: { name } }, children: [...children] }) as never,
};

/** What the build makes of a page's text: HTML, or the script that gives it. */
function readHtml(file: string, text: string): string {
  const options = { features: { directive: true, smartPunctuation: false }, mdastPlugins: [asides] };
  return file.endsWith('.mdx') ? mdxToJs(text, options).code : markdownToHtml(text, options).html;
}

/** The page as `npm run format` leaves it, in the folder of pages. */
async function formatPage(file: string, text: string): Promise<string> {
  const filepath = join(root, pages.includes(file) ? file : `src/content/docs/${basename(file)}`);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

it.each([...pages, ...fixtures])('formatting %s changes nothing that it says', async (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  expect(readHtml(file, await formatPage(file, text))).toBe(readHtml(file, text));
});

// Blocks of a page, each between tags, in an item and in an aside. The check refuses some; the others must outlive
// formatting.
const blocks = [
  'Some text\nover two lines.',
  '- One\n- two',
  '1. One\n\n2. two',
  '3. Three\n4. four',
  '> Quoted',
  '| a   | b   |\n| --- | --- |\n| 1   | 2   |',
  '```sh\nls collection\n```',
  '### A heading',
  ':::tip\nSome text.\n:::',
  '<Fact of="contact.role" />',
  'Some text:\n- one\n- two',
];

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '   ');

const places: Readonly<Record<string, (block: string) => string>> = {
  alone: (block) => block,
  'between tags': (block) => `<If fact="contact.role">\n\n${block}\n\n</If>`,
  'right between tags': (block) => `<If fact="contact.role">\n${block}\n</If>`,
  'right above a tag': (block) => `<If fact="contact.role">\n\n${block}\n</If>`,
  'in an item': (block) => `1. One\n\n${indent(block)}\n\n2. two`,
  'between tags in an item': (block) =>
    `1. One\n\n${indent(`<If fact="contact.role">\n\n${block}\n\n</If>`)}\n\n2. two`,
  'in an aside': (block) => `::::note\n\n${block}\n\n::::`,
  'right in an aside': (block) => `::::note\n${block}\n::::`,
};

it.each(Object.entries(places))('what passes the check outlives formatting twice: %s', async (_, place) => {
  const file = 'src/content/docs/page.mdx';
  let passed = 0;
  for (const block of blocks) {
    const text = `Before.\n\n${place(block)}\n\nAfter.\n`;
    if (tell(file, text).length > 0) continue;
    passed += 1;
    const formatted = await formatPage(file, await formatPage(file, text));
    expect(tell(file, formatted)).toEqual([]);
    expect(readHtml(file, formatted)).toBe(readHtml(file, text));
  }
  expect(passed).toBeGreaterThan(4);
});

function tell(file: string, text: string): string[] {
  const page = readPage(file, text);
  return [...page.syntaxProblems, ...checkReading(page), ...checkAsides(page)].map(({ message }) => message);
}

/** Finds the blocks of a page that are marked `personal`, and puts a `<PersonalCommand>` in the place of each. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LangVariant, ParseError, parse } from 'sh-syntax';
import { loadFacility } from '../../facility/load.ts';
import type { Facility } from '../../facility/schema.ts';
import type { MdastPlugin } from '../mdast-plugin.ts';
import type { PageNode } from '../page-node.ts';
import type { Mistake } from './block-text.ts';
import { readPersonalBlock } from './personal-block.ts';

/**
 * The plugin for Astro's Markdown processor. It works before Expressive Code, which would draw the block as it is. A
 * mistake in a block stops the build: one error tells all mistakes of a page, each with its file, its line and the edit
 * to make.
 */
export const personalBlocks: MdastPlugin = ({ fileURL, sourceFormat, source }) =>
  /^[\s>]*(?:```|~~~).*personal/m.test(source) && {
    name: 'personal-blocks',
    options: { position: true },
    async before(root, context) {
      const file = fileURL ? relative(process.cwd(), fileURLToPath(fileURL)) : 'a page';
      const facility = loadFacility();
      const blocks = listBlocks(root as PageNode);
      const mistakes: string[] = [];
      for (const block of blocks) {
        const line = block.position.start.line;
        const { value: text = '' } = block;
        for (const { line: further, message, fix } of await findBlockMistakes(block, facility, sourceFormat))
          mistakes.push(`${file}:${line + further}: ${message} ${fix}`);
        context.replaceNode(block as never, {
          type: 'mdxJsxFlowElement',
          name: 'PersonalCommand',
          attributes: [
            { type: 'mdxJsxAttribute', name: 'text', value: text },
            { type: 'mdxJsxAttribute', name: 'line', value: String(line) },
          ],
          children: [],
        });
      }
      if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
      const value = "import PersonalCommand from '~/components-internal/PersonalCommand.astro';";
      if (blocks.length > 0) context.prependChild(root, { type: 'mdxjsEsm', value });
    },
  };

/** Every mistake of a block marked `personal`, in its mark and in its text. The line of the mark counts as 0. */
export async function findBlockMistakes(
  { lang, meta, value = '' }: Pick<PageNode, 'lang' | 'meta' | 'value'>,
  facility: Facility,
  sourceFormat: string,
): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  if (lang !== 'sh' || meta?.trim() !== 'personal') {
    const found = [lang, meta?.trim()].filter(Boolean).join(' ');
    mistakes.push({ line: 0, message: `A block cannot be marked “${found}”.`, fix: 'Write ```sh personal.' });
  }
  if (sourceFormat !== 'mdx')
    mistakes.push({ line: 0, message: 'Only an .mdx page can have a personal block.', fix: 'Rename the file.' });
  const read = readPersonalBlock(value, facility);
  const inText = 'mistakes' in read ? read.mistakes : await findParseMistake(value);
  return [...mistakes, ...inText.map((mistake) => ({ ...mistake, line: 1 + mistake.line }))];
}

/** The blocks marked `personal`, wherever they are: in a list, a tab, an aside. */
function listBlocks(node: PageNode): PageNode[] {
  const isMarked = node.type === 'code' && `${node.lang ?? ''} ${node.meta ?? ''}`.split(/\s+/).includes('personal');
  return isMarked ? [node] : (node.children ?? []).flatMap(listBlocks);
}

/**
 * What a shell's own grammar has against a text that our rules let pass: a word such as `if` in the place of a program.
 */
async function findParseMistake(text: string): Promise<Mistake[]> {
  try {
    await parse(text.replace(/\{[^}]*\}/g, 'x'), { variant: LangVariant.LangBash });
    return [];
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return [{ line: 0, message: `This is no command to a shell: ${error.Text}.`, fix: 'Write a plain command.' }];
  }
}

import type { Mistake } from '../facility/mistake.ts';
import { lineOf, textOf } from '../markdown/page-node.ts';
import type { Page } from './page.ts';

/** What is wrong with the headings of a page: their levels, and those that are none. */
export function checkHeadings({ nodes }: Page): Mistake[] {
  const mistakes: Mistake[] = [];
  let before = 1;
  for (const node of nodes) {
    const line = lineOf(node);
    const { type, depth = 0 } = node;
    if (type === 'paragraph' && /^#{1,6}[^\s#]/.test(textOf(node))) {
      const [signs = ''] = /^#+/.exec(textOf(node)) ?? [];
      mistakes.push({ line, message: `“${signs}” begins no heading here.`, fix: `Put a space after “${signs}”.` });
    }
    if (type !== 'heading') continue;
    const title = textOf(node);
    if (depth === 1)
      mistakes.push({
        line,
        message: `“# ${title}” is a second title: the first is that of the frontmatter.`,
        fix: `Write “## ${title}”.`,
      });
    else if (depth > before + 1)
      mistakes.push({
        line,
        message: `“${'#'.repeat(depth)} ${title}” skips a level: above it stands ${before === 1 ? 'the title' : `one with “${'#'.repeat(before)}”`}.`,
        fix: `Write “${'#'.repeat(before + 1)} ${title}”.`,
      });
    before = depth;
  }
  return mistakes;
}

/** What the frontmatter of a page may say. The descriptions are what editors show. */
import { z } from 'zod';

const text = z.string().trim().min(1, 'must not be empty');

export const frontmatterSchema = z
  .strictObject({
    title: text.describe('What the page is called, in the menu and above its text. No other page has it.'),
    description: text.describe('One sentence for search engines and link previews.'),
    owner: text
      .optional()
      .describe('Who keeps the page true: the path of the fact that names the role, such as contact.role.'),
    reviewed: z.iso
      .date('must be a day such as 2026-11-24')
      .optional()
      .describe('The day somebody last read the whole page against the facility: year, month, day.'),
    sidebar: z
      .strictObject({
        order: z.number().optional().describe('Its place among the pages of its folder: the smallest stands first.'),
        label: text.optional().describe('A shorter title for the menu.'),
        hidden: z.boolean().optional().describe('Whether the menu leaves it out.'),
      })
      .optional()
      .describe('How the page stands in the menu, where the menu lists its folder.'),
    tableOfContents: z.boolean().optional().describe('Whether its headings are listed beside it. Left out: they are.'),
    pagefind: z.boolean().optional().describe('Whether the search finds the page. Left out: it does.'),
    editUrl: z
      .literal(false, 'must be false')
      .optional()
      .describe('False on a page that a script writes: nobody is led to change it there.'),
    draft: z.boolean().optional().describe('Whether the page is left out of the published site.'),
  })
  .describe('The frontmatter of a page.');

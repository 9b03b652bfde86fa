import { expect, it } from 'vitest';
import { checkPage } from '../../../src/authoring/check-page.ts';
import { makePage } from '../../../src/authoring/new-page.ts';
import { readPage } from '../../../src/authoring/page.ts';
import { readSite } from '../../../src/authoring/read-site.ts';

const { site } = readSite(process.cwd(), '2026-11-24');

const wish = { title: "The lab's hours: when?", description: 'When it is open: always.', folder: 'guides' };

it('a new page has its address from its title, and nothing in it is wrong', async () => {
  const made = makePage(wish, site);
  if ('problems' in made) throw new Error(made.problems.join('\n'));
  expect(made.file).toBe('src/content/docs/guides/the-labs-hours-when.mdx');
  expect(made.text).toContain(
    `---\ntitle: "The lab's hours: when?"\ndescription: 'When it is open: always.'\nowner: contact.role\nreviewed: 2026-11-24\n---\n`,
  );
  expect(await checkPage(readPage(made.file, made.text), site)).toEqual([]);
});

it('a page that cannot be made is told why, all at once', () => {
  expect(makePage({ title: '?', description: '', folder: 'ways' }, site)).toEqual({
    problems: [
      'The title “?” has no letter that an address could have. Write one with letters, a to z.',
      'The page has no description. Write one sentence.',
      'There is no folder “ways” in the menu. Use one of: guides, maintain/how-to, maintain/components, maintain/decisions.',
    ],
  });
  expect(makePage({ ...wish, title: 'Troubleshooting' }, site)).toEqual({
    problems: [
      'src/content/docs/troubleshooting.mdx has this title or address already. Change that page, or write another title.',
    ],
  });
});

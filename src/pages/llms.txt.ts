import type { APIRoute } from 'astro';
import { facility } from '../site/site-facility.ts';
import { sitePath } from '../site/site-path.ts';

/**
 * What a language model should know first, and where each guide is as Markdown (`markdown-pages.ts` writes them). The
 * form of the file is that of https://llmstxt.org. The facts are those of the pages, in the same order.
 */
export const GET: APIRoute = ({ site }) => {
  const { name, description, contact, storage, otherStorage = [], methods } = facility;
  const link = (title: string, file: string): string =>
    `- [${title}](${site ? new URL(sitePath(file), site).href : sitePath(file)})`;
  const servers = [storage, ...otherStorage];
  const kept =
    servers.length > 1
      ? `There are several storage servers; the form of a guide asks which one, and its example is of the first. The days after which they delete images, counted from when these were taken: ${servers.map((server) => `${server.name} (${server.host}) ${String(server.interim.keepDays)}`).join(', ')}.`
      : `Images are deleted ${String(storage.interim.keepDays)} days after they were taken, the first images first.`;
  const lines = [
    `# ${name}: getting your data`,
    '',
    `> ${description}. How users get their images from ${storage.name} (${storage.host}), with the exact commands.`,
    '',
    `- ${kept} Whoever runs out of time asks ${contact.role} before.`,
    '- A copy is not safe before it has been verified: each guide ends with how.',
    '- Words that begin with YOUR stand for values of the reader. The form of a guide puts them in, and quotes them: a name with a blank or a quote needs it.',
    '',
    '## Ways of getting data, best first',
    '',
    ...methods.map(({ id, title, standing, summary }) => `${link(title, `ways/${id}.md`)}: ${summary} (${standing})`),
    '',
    '## More',
    '',
    `${link('What to do today', 'index.md')}: the ways side by side.`,
    `${link('Troubleshooting', 'troubleshooting.md')}: what an error on the screen means, and the next command.`,
    '',
  ];
  return new Response(lines.join('\n'));
};

import { findFact } from '../facility/find-fact.ts';
import type { Page } from './page.ts';
import type { Problem } from './problem.ts';
import { findPages } from './site.ts';
import type { Site } from './site.ts';

/** After how long a page should be read against the facility again. Unit: days. */
const reviewWithinDays = 365;

/** What is wrong at the top of a page. */
export function checkFrontmatter(page: Page, site: Site): Problem[] {
  const { fields } = page;
  const [dotted] = /^---\n(?:(?!---$).*\n)*?\.\.\.[ \t]*$/m.exec(page.text) ?? [];
  if (dotted !== undefined && page.text.startsWith('---')) {
    const message = '“...” does not end the frontmatter here.';
    return [{ line: dotted.split('\n').length, message, fix: 'Write --- instead.' }];
  }
  if (!fields) return [describeMissing(page.text)];
  if ('problems' in fields) {
    return fields.problems.map(({ line, fact, message, fix }) => ({
      line: line + 1,
      message: `${fact && `${fact}: `}${message}`,
      fix,
    }));
  }
  const { title, owner, reviewed } = fields.value;
  const problems: Problem[] = [];
  const refuse = (field: string, message: string, fix: string): void => {
    problems.push({ line: lineOfField(page.frontmatter ?? '', field), message: `${field}: ${message}`, fix });
  };
  const twin = findPages(site, 'title', title).find(({ file }) => file !== page.file);
  if (twin) refuse('title', `“${title}” is the title of ${twin.file} too.`, 'Say what only this page is about.');
  if (owner !== undefined && typeof findFact(site.facility, owner) !== 'string')
    refuse(
      'owner',
      `src/facility/facility.yaml has no such fact: “${owner}”.`,
      'Write the path of the fact that names who keeps the page true, for example contact.role.',
    );
  if (reviewed !== undefined && reviewed > site.today)
    refuse('reviewed', `${reviewed} has not come yet.`, `Write the day you read the page: today is ${site.today}.`);
  return problems;
}

/** What does not stop a page, but should be seen to: nobody keeps it true, or nobody has read it for long. */
export function findWarnings({ frontmatter = '', fields }: Page, site: Site): Problem[] {
  if (!fields || 'problems' in fields) return [];
  const { owner, reviewed, editUrl } = fields.value;
  // A page that a script writes is kept by what it is written from.
  if (editUrl === false) return [];
  const warnings: Problem[] = [];
  if (owner === undefined) {
    const fix = 'Add “owner:” with the path of the fact that names the role, for example contact.role.';
    warnings.push({ line: 1, message: 'Nobody owns this page.', fix });
  }
  const fix = 'Read it against the facility, then set “reviewed:” to that day.';
  if (reviewed === undefined) warnings.push({ line: 1, message: 'Nobody has reviewed this page.', fix });
  else if (daysBetween(reviewed, site.today) > reviewWithinDays) {
    const message = `This page was last reviewed on ${reviewed}, more than ${reviewWithinDays} days ago.`;
    warnings.push({ line: lineOfField(frontmatter, 'reviewed'), message, fix });
  }
  return warnings;
}

function describeMissing(text: string): Problem {
  const opened = text.split('\n').findIndex((line) => line.trim() === '---');
  if (opened === 0)
    return {
      line: 1,
      message: 'The frontmatter has no end.',
      fix: 'Write --- on a line of its own below its last field.',
    };
  if (opened > 0)
    return {
      line: opened + 1,
      message: 'The frontmatter does not stand at the top, so it is no frontmatter.',
      fix: 'Delete what stands above the first ---.',
    };
  return {
    line: 1,
    message: 'The page has no frontmatter.',
    fix: 'Begin it with a line of ---, then “title: …” and “description: …”, then another line of ---.',
  };
}

function lineOfField(frontmatter: string, field: string): number {
  return frontmatter.split('\n').findIndex((line) => line.startsWith(`${field}:`)) + 2;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

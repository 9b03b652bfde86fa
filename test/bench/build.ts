/**
 * Prints what it takes to build this site when it has grown, beside a plain Starlight of the same pages, in one run: `npm run bench:build`, or
 * with other numbers of pages `npm run bench:build -- 300 3000`. It asserts nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyProject, removeCopy } from '../build/project-copy.ts';
import { describeMachine } from './machine.ts';
import { buildProject, formatPage, makePlainProject } from './plain-site.ts';
import type { PlainPage } from './plain-site.ts';

const counts = process.argv.slice(2).map(Number);
if (counts.some((count) => !Number.isInteger(count) || count < 1))
  throw new Error(`Numbers of pages, such as 300 3000, not: ${process.argv.slice(2).join(' ')}`);

/** Pages in folders of thirty, each with about a guide's text: a dozen sections of prose, a list and a block. */
function makePages(count: number): PlainPage[] {
  const sentence =
    'The grid was screened on the first day and the best squares were kept for the long run that followed it. ';
  const section = (number: number): string =>
    `## Section ${String(number)}\n\n${sentence.repeat(4)}\n\n- ${sentence}\n- ${sentence}\n\n\`\`\`text\nsquare ${String(number)}: kept\n\`\`\`\n`;
  const text = Array.from({ length: 12 }, (_, index) => section(index + 1)).join('\n');
  return Array.from({ length: count }, (_, index) => {
    const part = String(Math.floor(index / 30) + 1).padStart(3, '0');
    const number = String(index + 1).padStart(4, '0');
    return { path: `guides/part-${part}/page-${number}`, title: `Page ${number}`, text };
  });
}

console.log(describeMachine());
console.log('\n| pages more | | time s | peak memory MB | written MB |\n| ---: | --- | ---: | ---: | ---: |');
for (const count of counts.length > 0 ? counts : [300, 3000]) {
  const pages = makePages(count);
  const ours = copyProject('grown-site');
  const plain = makePlainProject(pages);
  for (const page of pages) {
    const file = join(ours, `src/content/docs/${page.path}.md`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      formatPage(page, 'description: A page of a large guide.\nowner: contact.role\nreviewed: 2026-11-25\n'),
    );
  }
  try {
    // In turns, so that whatever else the machine does meets both.
    const rounds = Array.from(
      { length: count > 1000 ? 1 : 3 },
      () => [buildProject(plain), buildProject(ours)] as const,
    );
    const best = (which: 0 | 1) =>
      rounds.map((round) => round[which]).reduce((one, other) => (other.seconds < one.seconds ? other : one));
    const [base, own] = [best(0), best(1)];
    const row = (name: string, numbers: readonly number[], digits: number): void => {
      console.log(`| ${String(count)} | ${name} | ${numbers.map((number) => number.toFixed(digits)).join(' | ')} |`);
    };
    row('plain Starlight', [base.seconds, base.peakMB, base.writtenMB], 0);
    row('this site', [own.seconds, own.peakMB, own.writtenMB], 0);
    row('ratio', [own.seconds / base.seconds, own.peakMB / base.peakMB, own.writtenMB / base.writtenMB], 2);
  } finally {
    removeCopy(ours);
    removeCopy(plain);
  }
}

/**
 * Prints what it takes to build this site when it has grown, beside a plain Starlight of the same pages and of our own,
 * in one run: `npm run bench:build`, or with other numbers of pages `npm run bench:build -- 300 3000`. It asserts
 * nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyProject, removeCopy } from '../build/project-copy.ts';
import { describeMachine } from './machine.ts';
import { buildProject, formatPage, makePlainProject, readOwnPages } from './plain-site.ts';
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

const own = readOwnPages();
console.log(describeMachine());
console.log(
  '\n| pages more | | time s | processor s | peak memory MB | written MB |\n| ---: | --- | ---: | ---: | ---: | ---: |',
);
for (const count of counts.length > 0 ? counts : [300, 3000]) {
  const pages = makePages(count);
  const grown = copyProject('grown-site');
  const plain = makePlainProject([...own, ...pages]);
  for (const page of pages) {
    const file = join(grown, `src/content/docs/${page.path}.md`);
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
      () => [buildProject(plain), buildProject(grown)] as const,
    );
    // The least of each: whatever else the machine does only adds.
    const least = (which: 0 | 1): number[] =>
      (['seconds', 'processorSeconds', 'peakMB', 'writtenMB'] as const).map((measure) =>
        Math.min(...rounds.map((round) => round[which][measure])),
      );
    const [theirs, ours] = [least(0), least(1)];
    const row = (name: string, numbers: readonly number[], digits: readonly number[]): void => {
      const cells = numbers.map((number, measure) => number.toFixed(digits[measure]));
      console.log(`| ${[String(count), name, ...cells].join(' | ')} |`);
    };
    row('plain Starlight', theirs, [1, 1, 0, 0]);
    row('this site', ours, [1, 1, 0, 0]);
    const ratios = ours.map((number, measure) => number / (theirs[measure] ?? NaN));
    row('ratio', ratios, [2, 2, 2, 2]);
  } finally {
    removeCopy(grown);
    removeCopy(plain);
  }
}

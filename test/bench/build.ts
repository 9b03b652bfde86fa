/**
 * Prints what it takes to build this site when it has grown, beside a plain Starlight of the same pages, in one run: `npm run bench:build`, or
 * with other numbers of pages `npm run bench:build -- 300 3000`. It asserts nothing.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyProject, removeCopy } from '../build/project-copy.ts';
import { describeMachine } from './machine.ts';
import { buildProject, formatPage, makePlainProject } from './plain-site.ts';
import type { PlainPage } from './plain-site.ts';

const counts = process.argv.slice(2).map(Number);
if (counts.some((count) => !Number.isInteger(count) || count < 1))
  throw new Error(`Numbers of pages, such as 300 3000, not: ${process.argv.slice(2).join(' ')}`);

/** Pages in folders of thirty, with the text of a guide each. */
function makePages(count: number): PlainPage[] {
  const text = readFileSync(join(import.meta.dirname, '../../dist/ways/drive.md'), 'utf8')
    .replace(/^---\n.*?\n---\n/s, '')
    .replace(/^# .*$/m, '')
    // Its links lead to pages that a plain site has not.
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
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
      formatPage(page, 'description: A page of a large guide.\nowner: the facility manager\nreviewed: 2026-11-25\n'),
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

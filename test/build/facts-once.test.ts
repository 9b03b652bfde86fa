import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { listOwnFacts } from './own-facts.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const facility = loadFacility();
const { keepDays } = facility.storage.interim;
const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
const weeks = keepDays / 7;
/** How people say the number of days. */
const period = new RegExp(
  [
    `\\b${keepDays}[ -]days?\\b`,
    ...(Number.isInteger(weeks) ? [`\\b(${weeks}|${numbers[weeks] ?? weeks})[ -]weeks?\\b`] : []),
    ...(keepDays === 14 ? ['fourteen', 'fortnight\\b'] : []),
  ].join('|'),
  'i',
);

const sources = globSync('src/**/*.{ts,astro,md,mdx,css,json,yaml,svg}', { cwd: root })
  .filter((file) => file !== 'src/facility/facility.yaml')
  .sort();

/** Every line of the sources in which `says` is true, as file:line. */
function linesThat(says: (line: string) => boolean): string[] {
  return sources.flatMap((file) =>
    readFileSync(root + file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (says(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('a fact of the facility', () => {
  it('is looked for in all folders of the sources', () => {
    const folders = new Set(sources.map((file) => file.split('/')[1]));
    expect([...folders]).toEqual(
      expect.arrayContaining(['cli', 'components', 'content', 'facility', 'generator', 'styles']),
    );
  });

  it.each(listOwnFacts(facility))('stands in facility.yaml only: %s', (fact) => {
    expect(linesThat((line) => line.toLowerCase().includes(fact.toLowerCase()))).toEqual([]);
  });

  it('stands there only: how long images are kept', () => {
    expect(linesThat((line) => period.test(line))).toEqual([]);
  });
});

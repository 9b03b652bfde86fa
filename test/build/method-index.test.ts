import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatMethodIndex, formatRuleFiles } from '../../scripts/method-index.ts';
import { loadFacility } from '../../src/facility/load.ts';

it('src/generator/methods/index.ts lists the files beside it: npm run methods writes it', () => {
  const file = new URL('../../src/generator/methods/index.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(formatMethodIndex());
});

it('src/form/always/rule-files.ts names the methods that the facts list: npm run methods writes it', () => {
  const file = new URL('../../src/form/always/rule-files.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(formatRuleFiles(loadFacility()));
});

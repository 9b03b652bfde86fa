import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatApiReference } from '../../scripts/api-reference.ts';
import * as generator from '../../src/generator/index.ts';

const page = readFileSync(new URL('../../src/content/docs/maintain/module.md', import.meta.url), 'utf8');

it('src/content/docs/maintain/module.md is what the docstrings say: npm run api writes it', async () => {
  expect(page).toBe(await formatApiReference());
});

it('has every value that the module exports, and the members of its types', () => {
  const headings = [...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  expect(headings).toEqual(expect.arrayContaining(Object.keys(generator)));
  expect(page).toContain('interface Plan {\n  readonly request: Request;\n');
});

import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { formatMethodIndex, formatRuleFiles } from '../../scripts/method-index.ts';
import { writeChanged } from '../../scripts/write-changed.ts';
import { loadFacility } from '../../src/facility/load.ts';

it('src/generator/methods/index.ts lists the files beside it: npm run methods writes it', () => {
  const file = new URL('../../src/generator/methods/index.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(formatMethodIndex());
});

it('src/form/always/rule-files.ts names the methods that the facts list: npm run methods writes it', () => {
  const file = new URL('../../src/form/always/rule-files.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(formatRuleFiles(loadFacility()));
});

it('a generated file is written only when its text differs: a site built from it stays as new as it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'write-changed-'));
  const file = pathToFileURL(join(folder, 'list.ts'));
  writeChanged(file, 'one');
  utimesSync(file, 0, 0);
  writeChanged(file, 'one');
  expect(statSync(file).mtimeMs).toBe(0);
  writeChanged(file, 'two');
  expect(readFileSync(file, 'utf8')).toBe('two');
  expect(statSync(file).mtimeMs).toBeGreaterThan(0);
  rmSync(folder, { recursive: true });
});

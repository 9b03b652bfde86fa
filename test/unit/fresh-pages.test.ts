import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroIntegration } from 'astro';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshPages } from '../../src/fresh-pages.ts';

type Setup = Parameters<NonNullable<AstroIntegration['hooks']['astro:config:setup']>>[0];

let folder: string;
let rendered: string;

/** Runs the hook as Astro does before it reads what it rendered. */
async function setUp(command: Setup['command'] = 'build'): Promise<void> {
  const config = { root: pathToFileURL(`${folder}/`), cacheDir: pathToFileURL(`${folder}/node_modules/.astro/`) };
  await freshPages().hooks['astro:config:setup']?.({ command, config } as Setup);
}

function write(file: string, text: string): void {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), text);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fresh-pages-'));
  rendered = join(folder, 'node_modules/.astro/data-store.json');
  for (const file of ['package-lock.json', 'astro.config.mjs', 'src/site-links.ts', 'src/content/docs/page.md'])
    write(file, 'one');
  await setUp();
  write('node_modules/.astro/data-store.json', '[]');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('what was rendered is kept while the same code would render it', async () => {
  write('src/content/docs/page.md', 'two');
  await setUp();
  expect(existsSync(rendered)).toBe(true);
});

it.each(['package-lock.json', 'astro.config.mjs', 'src/site-links.ts', 'src/another.ts'])(
  'what was rendered is forgotten, once, after a change of %s',
  async (file) => {
    write(file, 'two');
    await setUp('dev');
    expect(existsSync(rendered)).toBe(true);
    await setUp();
    expect(existsSync(rendered)).toBe(false);
    write('node_modules/.astro/data-store.json', '[]');
    await setUp();
    expect(existsSync(rendered)).toBe(true);
  },
);

it('what was rendered by nobody knows whom is forgotten', async () => {
  rmSync(join(folder, 'node_modules/.astro/rendered-by'));
  await setUp();
  expect(existsSync(rendered)).toBe(false);
});

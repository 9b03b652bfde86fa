/** The files of the project → every page, and what pages are checked against. Node only. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { loadFacility } from '../facility/load.ts';
import type { Mistake } from '../facility/mistake.ts';
import { methodIds } from '../generator/transfer.ts';
import { isPageShown } from '../site/pages-shown.ts';
import { checkComponentPages } from './check-component-pages.ts';
import { findWarnings } from './check-frontmatter.ts';
import { checkPage } from './check-page.ts';
import { listComponents } from './components.ts';
import { readPage } from './page.ts';
import type { Page } from './page.ts';
import { describePage, pagesFolder } from './site.ts';
import type { Site } from './site.ts';

/** Reads every page below `root`, and what they are checked against. */
export function readSite(root: string, today: string): { pages: readonly Page[]; site: Site } {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const files = globSync('src/components/*.astro', { cwd: root });
  const components = listComponents(new Map(files.map((file) => [basename(file, '.astro'), read(file)])));
  const facility = loadFacility();
  const pages = globSync(`${pagesFolder}/**/*.{md,mdx}`, { cwd: root })
    .sort()
    .filter((file) => isPageShown(relative(pagesFolder, file), facility))
    .map((file) => readPage(file, read(file)));
  const site: Site = {
    facility,
    methodIds,
    pages: pages.map((page) => describePage(page, components)),
    components,
    hasFile: (path) => existsSync(join(root, path)),
    today,
  };
  return { pages, site };
}

/** A file with what is wrong with it. */
export interface CheckedFile {
  /** From the root of the project. */
  readonly file: string;
  readonly mistakes: readonly Mistake[];
  readonly warnings: readonly Mistake[];
}

/** Checks every page below `root`. Decisions are never reviewed: each has the day it was made, and stays as it is. */
export async function checkSite(root: string, today: string): Promise<CheckedFile[]> {
  const { pages, site } = readSite(root, today);
  const checked = await Promise.all(
    pages.map(async (page) => ({
      file: page.file,
      mistakes: await checkPage(page, site),
      warnings: page.file.includes('/decisions/') ? [] : findWarnings(page, site),
    })),
  );
  const shown = checkComponentPages(site.components, pages);
  return [...checked, ...shown.map(({ file, mistake }) => ({ file, mistakes: [mistake], warnings: [] }))];
}

/** A site as Starlight makes it by itself, of the pages that are handed to it: what ours is measured beside. */
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatMarkdown } from '../../src/integrations/markdown-pages/page-markdown.ts';
import { dist } from '../browser/site.ts';
import { linkPackages } from '../build/project-copy.ts';

/** A Markdown page: its path among the pages without `.md`, `index` for the first, its title and its text. */
export interface PlainPage {
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

/**
 * The pages of our built site as Markdown, all or those whose files match: the text that a reader sees, with the
 * languages of its blocks.
 */
export function readOwnPages(pattern = '**/index.html'): PlainPage[] {
  return globSync(pattern, { cwd: dist })
    .sort()
    .map((file) => {
      const html = readFileSync(join(dist, file), 'utf8');
      // Where the writer of Markdown looks for the language of a block, and for its lines.
      const text = formatMarkdown(
        html
          .replaceAll(/(<pre data-language="(\w+)"[^>]*><code)>/g, '$1 class="language-$2">')
          .replaceAll('</div><div class="ec-line', '</div>\n<div class="ec-line'),
      );
      const [, title = file] = /^# (.*)$/m.exec(text) ?? [];
      return { path: file.replace(/\/?index\.html$/, '') || 'index', title, text: text.replace(/^# .*$/m, '') };
    });
}

/** The page as a file, with its frontmatter. */
export function formatPage({ title, text }: PlainPage, more = ''): string {
  return `---\ntitle: ${JSON.stringify(title)}\n${more}---\n\n${text}\n`;
}

/** Makes the project, in a new folder whose path is given. */
export function makePlainProject(pages: readonly PlainPage[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'plain-site-'));
  linkPackages(folder);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  // Vite bundles those of the packages named here that Astro has to read.
  write('package.json', JSON.stringify({ type: 'module', dependencies: { astro: '*', '@astrojs/starlight': '*' } }));
  write(
    'astro.config.mjs',
    "import starlight from '@astrojs/starlight';\nimport { defineConfig } from 'astro/config';\nexport default defineConfig({ integrations: [starlight({ title: 'Plain' })] });\n",
  );
  write(
    'src/content.config.ts',
    "import { defineCollection } from 'astro:content';\nimport { docsLoader } from '@astrojs/starlight/loaders';\nimport { docsSchema } from '@astrojs/starlight/schema';\nexport const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n",
  );
  // Its parser takes a `<` of the text for a tag.
  for (const page of pages)
    write(`src/content/docs/${page.path}.md`, formatPage({ ...page, text: page.text.replaceAll('<', '&lt;') }));
  return folder;
}

/** What a build took. */
export interface BuildCost {
  /** Unit: seconds of the clock. */
  readonly seconds: number;
  /** What it, and the programs that it started, took of the processors. Unit: seconds. */
  readonly processorSeconds: number;
  /** The most memory that it, or one of its processes, had at once. Unit: MB. */
  readonly peakMB: number;
  /** What it wrote. Unit: MB. */
  readonly writtenMB: number;
}

/**
 * Builds a project as somebody does who has just fetched it, and says what that took; throws with what it printed when
 * it fails.
 */
export function buildProject(folder: string): BuildCost {
  // What Astro and Vite keep for the next build as well: who publishes has none of it.
  for (const kept of ['dist', '.astro', 'node_modules/.astro', 'node_modules/.vite'])
    rmSync(join(folder, kept), { recursive: true, force: true });
  // GNU time, which Debian's package of that name brings.
  const { error, status, stdout, stderr } = spawnSync(
    '/usr/bin/time',
    ['-f', 'took %e %U %S %M', join(folder, 'node_modules/.bin/astro'), 'build'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, SITE_ADDRESS: '' }, maxBuffer: 1e9 },
  );
  if (error) throw error;
  const [seconds = NaN, user = NaN, system = NaN, peak = NaN] = (/^took (.*)$/m.exec(stderr)?.[1] ?? '')
    .split(' ')
    .map(Number);
  if (status !== 0 || Number.isNaN(peak)) throw new Error(stdout.slice(-3000) + stderr.slice(-3000));
  const written = execFileSync('du', ['-s', '--apparent-size', '-B1', join(folder, 'dist')], { encoding: 'utf8' });
  return {
    seconds,
    processorSeconds: user + system,
    peakMB: peak / 1000,
    writtenMB: Number.parseInt(written) / 1e6,
  };
}

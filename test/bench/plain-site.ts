/** A site as Starlight makes it by itself, of the pages that are handed to it: what ours is measured beside. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A Markdown page: its path among the pages without `.md`, its title and its text. */
export interface PlainPage {
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

/** The page as a file, with its frontmatter. */
export function formatPage({ title, text }: PlainPage, more = ''): string {
  return `---\ntitle: ${JSON.stringify(title)}\n${more}---\n\n${text}\n`;
}

/** Makes the project, in a new folder whose path is given. */
export function makePlainProject(pages: readonly PlainPage[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'plain-site-'));
  // A link of the folder itself would lead Vite out of the project.
  execFileSync('cp', ['-a', '--link', join(root, 'node_modules'), join(folder, 'node_modules')]);
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
  for (const page of pages) write(`src/content/docs/${page.path}.md`, formatPage(page));
  return folder;
}

/** What a build took. */
export interface BuildCost {
  /** Unit: seconds of the clock. */
  readonly seconds: number;
  /** The most memory that it, or one of its processes, had at once. Unit: MB. */
  readonly peakMB: number;
  /** What it wrote. Unit: MB. */
  readonly writtenMB: number;
}

/** Builds a project and says what that took; throws with what it printed when it fails. */
export function buildProject(folder: string): BuildCost {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  // GNU time, which Debian's package of that name brings.
  const { error, status, stdout, stderr } = spawnSync(
    '/usr/bin/time',
    ['-f', 'took %e %M', join(folder, 'node_modules/.bin/astro'), 'build'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, SITE_ADDRESS: '' }, maxBuffer: 1e9 },
  );
  if (error) throw error;
  const [, seconds, peak] = /^took ([\d.]+) (\d+)$/m.exec(stderr) ?? [];
  if (status !== 0 || !seconds || !peak) throw new Error(stdout.slice(-3000) + stderr.slice(-3000));
  const written = execFileSync('du', ['-s', '--apparent-size', '-B1', join(folder, 'dist')], { encoding: 'utf8' });
  return { seconds: Number(seconds), peakMB: Number(peak) / 1000, writtenMB: Number.parseInt(written) / 1e6 };
}

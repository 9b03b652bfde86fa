import { glob, readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';

/**
 * Writes each guide as Markdown too, for programs that read: `ways/rsync/index.html` as `ways/rsync.md`. It has the
 * worked examples, and neither the form nor what is said of each word of a command. `llms.txt` lists these files. They
 * are written while the search's index is made, which another program does.
 */
export function markdownPages(): AstroIntegration {
  let written: Promise<void>;
  return {
    name: 'markdown-pages',
    hooks: {
      'astro:build:generated': ({ dir }) => {
        written = writeGuides(dir);
      },
      'astro:build:done': () => written,
    },
  };
}

async function writeGuides(dir: URL): Promise<void> {
  const { formatMarkdown } = await import('./page-markdown.ts');
  for await (const file of glob(['index.html', '{ways/*,troubleshooting}/index.html'], { cwd: dir })) {
    const name = file === 'index.html' ? 'index.md' : file.replace(/\/index\.html$/, '.md');
    await writeFile(new URL(name, dir), formatMarkdown(await readFile(new URL(file, dir), 'utf8')));
  }
}

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { FacilityError } from '../facility/load.ts';
import { formatMistakes } from '../facility/mistake.ts';
import { formatLocalDay } from '../generator/dates/deletion.ts';
import { checkSite } from './read-site.ts';
import type { CheckedFile } from './read-site.ts';

/**
 * Checks every page before the site is built, and stops the build at the mistakes of all of them. While the site is
 * served for editing, the browser shows them: instead of a page that has some, and over every other page, because what
 * is wrong may keep its own page from being there.
 */
export function authoring(): AstroIntegration {
  return {
    name: 'authoring',
    hooks: {
      'astro:config:setup': async ({ command, config, logger, updateConfig }) => {
        if (command !== 'build' && command !== 'dev') return;
        const root = fileURLToPath(config.root);
        const checked = await checkSite(root, formatLocalDay(new Date()));
        for (const { file, warnings } of checked) if (warnings.length > 0) logger.warn(formatMistakes(file, warnings));
        const error = findError(root, checked);
        if (error && command === 'build') throw error;
        // At frontmatter that is not YAML, Astro stops before a browser could show anything.
        if (error) logger.error(error.message);
        if (command === 'build') return;
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'authoring',
                transform: {
                  order: 'pre',
                  filter: { id: /\/src\/content\/docs\/.*\.mdx?(?:\?|$)/ },
                  async handler(_, id) {
                    const own = (await checkSite(root, formatLocalDay(new Date()))).filter(({ file }) =>
                      id.startsWith(join(root, file)),
                    );
                    const wrong = findError(root, own);
                    if (wrong) throw wrong;
                  },
                },
                configureServer({ ws }) {
                  ws.on('connection', () => {
                    void findSiteError(root).then((wrong) => {
                      if (!wrong) return;
                      const { name, message, stack = '' } = wrong;
                      ws.send({
                        type: 'error',
                        err: { name, message, stack, ...('loc' in wrong && { loc: wrong.loc }) },
                      });
                    });
                  });
                },
              },
            ],
          },
        });
      },
    },
  };
}

/** Pages cannot be published; the message has one line a mistake, with file, line and the edit to make. */
class PageError extends Error {
  override name = 'PageError';
  /** Where the first mistake is: the browser shows that line. */
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };

  constructor(message: string, loc: PageError['loc']) {
    super(message);
    this.loc = loc;
  }
}

function findError(root: string, checked: readonly CheckedFile[]): PageError | undefined {
  const wrong = checked.filter(({ mistakes }) => mistakes.length > 0);
  const [first] = wrong;
  const [mistake] = first?.mistakes ?? [];
  if (!first || !mistake) return undefined;
  const message = wrong.map(({ file, mistakes }) => formatMistakes(file, mistakes)).join('\n');
  return new PageError(`\n${message}`, { file: join(root, first.file), line: mistake.line, column: 0 });
}

/** What is wrong with the pages, or with the facts. */
async function findSiteError(root: string): Promise<PageError | FacilityError | undefined> {
  try {
    return findError(root, await checkSite(root, formatLocalDay(new Date())));
  } catch (error) {
    if (error instanceof FacilityError) return error;
    throw error;
  }
}

import { existsSync } from 'node:fs';
import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { authoring } from './src/authoring/integration.ts';
import { menuFolders } from './src/authoring/menu.ts';
import { loadFacility } from './src/facility/load.ts';
import { cspFirst } from './src/integrations/csp-first.ts';
import cspHashes from './src/integrations/csp-hashes.json' with { type: 'json' };
import { deadLinks } from './src/integrations/dead-links.ts';
import { nameDownload, nameScript } from './src/integrations/downloads.ts';
import { finishPages } from './src/integrations/finish-pages.ts';
import { foldedHeadings } from './src/integrations/folded-headings.ts';
import { headingIcons } from './src/integrations/heading-icons.ts';
import { lateScript } from './src/integrations/late-script.ts';
import { linesOnPaper } from './src/integrations/lines-on-paper.ts';
import { markdownPages } from './src/integrations/markdown-pages/integration.ts';
import { offline } from './src/integrations/offline/integration.ts';
import { printSheet } from './src/integrations/print-sheet.ts';
import { searchFiles } from './src/integrations/search-files.ts';
import { singleScript } from './src/integrations/single-script.ts';
import { asideItems } from './src/markdown/aside-items.ts';
import { foldSections } from './src/markdown/fold-sections.ts';
import { ifBlocks } from './src/markdown/if-blocks.ts';
import { personalBlocks } from './src/markdown/personal-blocks/plugin.ts';
import { siteLinks } from './src/markdown/site-links.ts';

// Read here as well, so that a mistake in the facts stops the build before anything else, with every problem at once.
const facility = loadFacility();

/** The part of the menu with all pages of a folder, if there are any. */
function listFolder(directory) {
  if (!existsSync(new URL(`src/content/docs/${directory}`, import.meta.url))) return [];
  return [{ label: menuFolders[directory], items: [{ autogenerate: { directory } }] }];
}

// Where the site is published, if it is known: a service that publishes it may say so, else the facts do.
const address = process.env.SITE_ADDRESS ?? facility.site;
const { origin: site, pathname: base } = address ? new URL(address) : { pathname: '/' };

export default defineConfig({
  site,
  base,
  // Smart punctuation would turn "--flag" in prose into a dash.
  markdown: {
    processor: satteri({
      features: { smartPunctuation: false },
      mdastPlugins: [asideItems, ifBlocks, personalBlocks, siteLinks(base), foldSections],
    }),
  },
  security: {
    csp: {
      // Firefox (153) fetches ahead only what default-src allows; what else a page could load is named. form-action:
      // without JavaScript a form must not put values into an address.
      directives: [
        "default-src 'self'",
        "frame-src 'none'",
        "media-src 'none'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "object-src 'none'",
      ],
      // Starlight's inline scripts, by hash (npm run csp); the last word is for Pagefind's WebAssembly.
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"], hashes: cspHashes },
      // Style attributes only: Starlight sets custom properties in them.
      styleDirective: { resources: ["'self'", { resource: "'unsafe-inline'", kind: 'attribute' }] },
    },
  },
  // Writes a JSON Schema of the frontmatter, from which editors complete and explain it.
  experimental: { contentIntellisense: true },
  build: {
    // Scripts and styles stay files: they are cached, counted by the size budget, and need no hash.
    inlineStylesheets: 'never',
    // While one page is written, others are rendered: the decision on how the build grows has what that saves.
    concurrency: 4,
  },
  vite: {
    // What computes hashes, in a thread of its own.
    worker: {
      format: 'es',
      rolldownOptions: { output: { entryFileNames: '_astro/on-demand/[name].[hash].js' } },
    },
    build: {
      rolldownOptions: {
        // A mark of Astro's own in each page, of which the bundler warns at length.
        onLog: (level, log, tell) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log);
        },
        // One style sheet, the same for every page: each that is fetched delays what is first seen.
        output: { codeSplitting: { groups: [{ name: 'style', test: /(?:\.css$|[?&]lang\.css$)/ }] } },
      },
    },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: {
              chunkFileNames: nameScript,
              codeSplitting: {
                // Without what they import: what every page runs stays in its own file.
                includeDependenciesRecursively: false,
                groups: [{ name: nameDownload }],
              },
            },
          },
        },
      },
    },
  },
  integrations: [
    // First, so that what is wrong with a page is told in words for its author.
    authoring(),
    starlight({
      title: `${facility.name}: getting your data`,
      description: facility.description,
      logo: { src: './src/assets/grid.svg', alt: '' },
      favicon: '/favicon.svg',
      // The picture beside a link, which must be named in full.
      head: site
        ? [{ tag: 'meta', attrs: { property: 'og:image', content: `${address.replace(/\/*$/, '/')}social-card.png` } }]
        : [],
      // Nothing to scroll sideways, which at 320 pixels a keyboard could not reach.
      expressiveCode: { defaultProps: { wrap: true } },
      customCss: ['site', 'commands', 'list-field', 'screens', 'terminal', 'print'].map(
        (name) => `./src/styles/${name}.css`,
      ),
      components: {
        Footer: './src/overrides/Footer.astro',
        MarkdownContent: './src/overrides/MarkdownContent.astro',
        Search: './src/overrides/search/Search.astro',
      },
      // Where nobody says where the pages are kept, there is no link that would lead nowhere.
      ...(facility.editLink && { editLink: { baseUrl: facility.editLink } }),
      sidebar: [
        { label: 'What to do today', slug: 'index' },
        // The facts' order and words. A way without a guide stops the build.
        {
          label: 'Ways of getting data',
          items: facility.methods.map(({ id, title }) => ({ label: title, slug: `ways/${id}` })),
        },
        { label: 'Troubleshooting', slug: 'troubleshooting' },
        { label: 'Is my copy still whole?', slug: 'whole' },
        { label: 'The first time at a terminal', slug: 'terminal' },
        ...listFolder('guides'),
        {
          label: 'For staff',
          collapsed: true,
          items: [
            ...(facility.transfer ? [{ label: 'Send data', slug: 'maintain/send-data' }] : []),
            { label: 'Keep this site', slug: 'maintain' },
            { label: 'Publish this site', slug: 'maintain/publish' },
            { label: 'For another facility', slug: 'maintain/another-facility' },
            { label: 'The module', slug: 'maintain/module' },
            { label: 'Measured', slug: 'maintain/benchmarks' },
            { label: 'Proven, and where', slug: 'maintain/proven' },
            ...['maintain/how-to', 'maintain/components', 'maintain/decisions'].flatMap(listFolder),
          ],
        },
      ],
      routeMiddleware: ['shorten-menu', 'escape-title', 'workbench', 'error-headings'].map(
        (name) => `./src/integrations/${name}.ts`,
      ),
    }),
    markdownPages(),
    singleScript(),
    finishPages(
      cspFirst(cspHashes),
      lateScript,
      searchFiles,
      printSheet,
      foldedHeadings,
      headingIcons,
      linesOnPaper,
      deadLinks(base),
    ),
    // Last: it lists all files.
    offline(),
  ],
});

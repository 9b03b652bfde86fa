import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import linksValidator from 'starlight-links-validator';
import cspHashes from './src/csp-hashes.json' with { type: 'json' };
import { loadFacility } from './src/facility/load.ts';
import { policyFirst } from './src/policy-first.ts';

// Read here as well, so that a mistake in the facts stops the build before anything else, with every problem at once.
const facility = loadFacility();

export default defineConfig({
  // Smart punctuation would turn "--flag" in prose into a dash.
  markdown: { processor: satteri({ features: { smartPunctuation: false } }) },
  security: {
    csp: {
      // Whatever is not named is forbidden. form-action: without JavaScript a form must not put values into an address.
      directives: [
        "default-src 'none'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
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
  // Scripts and styles stay files: they are cached, counted by the size budget, and need no hash.
  build: { inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0 } },
  integrations: [
    policyFirst(),
    starlight({
      title: `${facility.name}: getting your data`,
      description: facility.description,
      logo: { src: './src/assets/grid.svg', alt: '' },
      favicon: '/favicon.svg',
      // Nothing to scroll sideways, which at 320 pixels a keyboard could not reach.
      expressiveCode: { defaultProps: { wrap: true } },
      customCss: ['./src/styles/site.css', './src/styles/commands.css'],
      components: { Footer: './src/components/Footer.astro' },
      sidebar: [
        { label: 'What to do today', slug: 'index' },
        { label: 'Make my commands', slug: 'make-my-commands' },
        { label: 'Ways of getting data', items: [{ autogenerate: { directory: 'ways' } }] },
        {
          label: 'For staff',
          collapsed: true,
          items: [
            { label: 'Keep this site', slug: 'maintain' },
            { label: 'Decisions', items: [{ autogenerate: { directory: 'maintain/decisions' } }] },
          ],
        },
      ],
      plugins: [linksValidator()],
    }),
  ],
});

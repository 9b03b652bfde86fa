/** @type {import('prettier').Config} */
export default {
  printWidth: 120,
  singleQuote: true,
  plugins: ['prettier-plugin-astro'],
  overrides: [
    { files: '*.astro', options: { parser: 'astro' } },
    { files: '*.md', options: { proseWrap: 'always' } },
    // Staff edit pages in a browser, where nothing wraps a paragraph again: their guides keep the lines they have.
    { files: '*.mdx', options: { proseWrap: 'preserve' } },
    { files: 'src/content/docs/maintain/**/*.mdx', options: { proseWrap: 'always' } },
  ],
};

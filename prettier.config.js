/** @type {import('prettier').Config} */
export default {
  printWidth: 120,
  singleQuote: true,
  plugins: ['prettier-plugin-astro'],
  overrides: [
    { files: '*.astro', options: { parser: 'astro' } },
    { files: '*.md', options: { proseWrap: 'always' } },
    {
      // Prettier knows no asides: wrapping would join their lines with the text inside. What stands between two tags is
      // JSX to it, in which a line break is a space: it would take a table or a block apart.
      files: 'src/content/docs/**/*.{md,mdx}',
      options: { proseWrap: 'preserve', embeddedLanguageFormatting: 'off' },
    },
  ],
};

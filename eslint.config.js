import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const folders = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/**
 * Who may import whom (CONTRIBUTING.md has the picture): the files in `folder` of `src` import each other, the folders
 * in `values`, and types of those in `types`. `rest` is what they may not import beside that.
 */
function mayImport(folder, values, { types = [], rest = [] } = {}) {
  const others = folders.filter((name) => name !== folder.split('/')[0] && !values.includes(name));
  const toFolders = (names, allowTypeImports, message) =>
    names.length > 0 ? [{ regex: `^(?:\\.\\./)+(?:${names.join('|')})/`, allowTypeImports, message }] : [];
  const patterns = [
    { regex: '/(?:scripts|test)/', message: 'Nothing imports scripts or tests.' },
    ...toFolders(
      others.filter((name) => !types.includes(name)),
      false,
      `See mayImport('${folder}', …) in eslint.config.js.`,
    ),
    ...toFolders(types, true, 'Only types of it.'),
    ...rest,
  ];
  return {
    files: [`src/${folder}/**/*.{ts,astro}`],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

const noNode = { regex: '^node:', message: 'It runs in the browser.' };
const noPackage = { regex: '^[^.]', message: 'It is pure: it imports no package, and nothing of Node.' };
/** A file that is fetched early imports none that is fetched later: import() fetches it then. */
const notYet = (folder) => ({
  regex: `/${folder}/`,
  allowTypeImports: true,
  message: 'It is fetched later: use import().',
});
/** The site's own files may use Node, but for these. */
const siteInBrowser = {
  regex: '/site/(?!html\\.ts|site-path\\.ts)',
  allowTypeImports: true,
  message: 'It is there only while the site is built.',
};
const inForm = [noNode, siteInBrowser];

/** What is a table in the generator, and may be as long as it has rows. */
const tables = 'src/generator/**/{tables,*-tables,fields,outcomes,ssh-lines,sentences,tools}.ts';
const noTables = {
  regex: '/(?:[a-z-]*tables|fields|outcomes|ssh-lines)\\.ts$',
  allowTypeImports: true,
  message: 'Rules take their tables as an argument: a page fetches the two apart.',
};

export default defineConfig(
  { ignores: ['dist', 'lib', '.astro', 'coverage'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  astro.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.astro'] } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // An index signature of its own says less than the mapped type it would replace.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // There are no enums; to look for them takes a fifth of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Names are counted in code points, which is what a spread gives.
      '@typescript-eslint/no-misused-spread': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'CatchClause > BlockStatement[body.length=0]', message: 'A silent catch hides what went wrong.' },
      ],
    },
  },
  {
    // The config files are plain JavaScript, and in .astro files types of the frontmatter's props come from Astro's own
    // check.
    files: ['**/*.js', '**/*.mjs', '**/*.astro', '**/*.astro/*.ts'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { URL: 'readonly', process: 'readonly', console: 'readonly' } },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/extensions': ['.ts'],
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/order': [
        'error',
        { alphabetize: { order: 'asc', caseInsensitive: true }, 'newlines-between': 'never' },
      ],
      // Comments alone: Prettier breaks code, and a long text of a table stays on its line.
      'max-len': ['error', { code: 10_000, comments: 120, ignoreUrls: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: [tables], rules: { 'max-lines': 'off' } },
  mayImport('facility', []),
  mayImport('generator', [], { types: ['facility'], rest: [noPackage] }),
  {
    ...mayImport('generator', [], { types: ['facility'], rest: [noPackage, noTables] }),
    files: ['src/generator/{check,choice}.ts', 'src/generator/{dates,seen,methods/*,steps/*}/*.ts'],
    ignores: [tables],
  },
  mayImport('calendar', ['generator'], { types: ['facility'], rest: [noNode] }),
  mayImport('whole', ['generator'], { rest: [noPackage] }),
  mayImport('cli', ['facility', 'generator', 'calendar']),
  mayImport('markdown', ['facility', 'generator']),
  mayImport('screens', []),
  mayImport('site', ['facility', 'generator', 'screens']),
  mayImport('authoring', ['facility', 'generator', 'markdown', 'site']),
  mayImport('form/always', ['generator', 'site'], {
    types: ['facility', 'markdown'],
    rest: [...inForm, notYet('live'), notYet('on-demand')],
  }),
  mayImport('form/live', ['generator', 'site'], {
    types: ['facility', 'markdown', 'screens'],
    rest: [...inForm, notYet('on-demand')],
  }),
  mayImport('form/on-demand', ['generator', 'site', 'calendar', 'whole'], {
    types: ['facility', 'markdown', 'screens'],
    rest: inForm,
  }),
  mayImport('components-internal', ['facility', 'generator', 'markdown', 'site', 'form'], { rest: [noNode] }),
  mayImport('components', ['facility', 'generator', 'site', 'form', 'styles', 'components-internal'], {
    rest: [noNode],
  }),
  mayImport('overrides', ['generator', 'site', 'form'], { rest: [noNode] }),
  mayImport('pages', ['assets', 'site']),
  mayImport('integrations', ['facility', 'generator']),
);

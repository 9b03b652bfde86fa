import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Who may import whom (CONTRIBUTING.md has the picture): no file of `folder` may import what `regex` matches. */
function mayNotImport(folder, regex, message, { allowTypeImports = false, rest = [], ignores = [] } = {}) {
  const nobody = { regex: '/(scripts|test)/', message: 'Nothing imports scripts or tests.' };
  return {
    files: [`src/${folder}/**/*.{ts,astro}`],
    ignores,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex, message, allowTypeImports }, nobody, ...rest] },
      ],
    },
  };
}

/** What the generator may import, and what its rules may not. */
const pure = [
  '^[^.]|/(facility|cli|components|personal-blocks|authoring)/',
  'The generator is pure: it imports its own files, and types of the facility.',
];
const tables = 'src/generator/**/{tables,*-tables,fields,outcomes,ssh-lines,program,sentences,tools}.ts';
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
      // Names are counted in code points, which is what a spread gives.
      '@typescript-eslint/no-misused-spread': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'CatchClause > BlockStatement[body.length=0]', message: 'A silent catch hides what went wrong.' },
      ],
    },
  },
  {
    // The config files are plain JavaScript, and in .astro files types of the frontmatter's props come from Astro's own check.
    files: ['**/*.js', '**/*.mjs', '**/*.astro', '**/*.astro/*.ts'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { URL: 'readonly', process: 'readonly', console: 'readonly' } },
  },
  {
    files: ['src/{cli,facility,generator}/**/*.ts'],
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
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: [tables], rules: { 'max-lines': 'off' } },
  mayNotImport('generator', ...pure, { allowTypeImports: true }),
  ...['generator/{methods,steps}/*', 'generator/dates', 'generator/{check,choice}'].map((folder) =>
    mayNotImport(folder, ...pure, { allowTypeImports: true, rest: [noTables], ignores: [tables] }),
  ),
  mayNotImport('facility', '/(generator|cli|components|personal-blocks|authoring)/', 'The facility knows nobody.'),
  mayNotImport(
    'calendar',
    '^node:|/(cli|components|personal-blocks|authoring)/',
    'A reminder is made in the browser too.',
  ),
  mayNotImport('cli', '/(components|personal-blocks|authoring)/', 'The CLI calls the generator.'),
  mayNotImport('personal-blocks', '/(cli|components|authoring)/', 'Blocks are read before a page shows them.'),
  mayNotImport('authoring', '/(cli|components)/', 'Pages are checked before they are shown.'),
  mayNotImport('components', '^node:|/(cli|authoring)/', 'Components run in the browser too; they call the generator.'),
);

/**
 * Writes the list of methods, `src/generator/methods/index.ts`, from the folders beside it, so a new method needs no
 * other edit. Also writes `src/form/always/rule-files.ts`: the methods that the site has, according to the facts.
 */
import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { FacilityError, loadFacility } from '../src/facility/load.ts';
import type { Facility } from '../src/facility/schema.ts';
import { listShownMethods } from '../src/facility/shown-methods.ts';
import { writeChanged } from './write-changed.ts';

const folder = new URL('../src/generator/methods/', import.meta.url);

/** The text of `src/generator/methods/index.ts`. */
export function formatMethodIndex(): string {
  const ids = globSync('*/rules.ts', { cwd: folder })
    .map((file) => dirname(file))
    .sort();
  const wrong = ids.find((id) => !/^[a-z]+$/.test(id));
  if (wrong) throw new Error(`src/generator/methods/${wrong}: name a method with small letters only, a to z.`);
  return [
    '/** Every method by its id. Written by `npm run methods` from the folders beside it; not by hand. */',
    ...ids.flatMap((id) => [
      `import { rules as ${id}Rules } from './${id}/rules.ts';`,
      `import { tables as ${id}Tables } from './${id}/tables.ts';`,
    ]),
    '',
    'interface Both<Tables, Rules> {',
    '  readonly tables: Tables;',
    '  readonly rules: Rules;',
    '}',
    '',
    // By name: written out, the types of all tables are longer than TypeScript writes.
    'export const methods: {',
    ...ids.map((id) => `  readonly ${id}: Both<typeof ${id}Tables, typeof ${id}Rules>;`),
    '} = {',
    ...ids.map((id) => `  ${id}: { tables: ${id}Tables, rules: ${id}Rules },`),
    '};',
    '',
  ].join('\n');
}

/** The text of `src/form/always/rule-files.ts`. */
export function formatRuleFiles(facility: Facility): string {
  const ids = listShownMethods(facility).sort();
  return [
    '/** The rules of each method that this site has a form for. Written by `npm run methods` from the facts; not by hand. */',
    "import type { Rules } from '../../generator/method.ts';",
    '',
    '// The tables beside them are fetched as files of their own (site/form-files.ts).',
    'export const ruleFiles = import.meta.glob<Rules<never>>(',
    `  '../../generator/methods/{${ids.join(',')}}/rules.ts',`,
    "  { import: 'rules' },",
    ');',
    '',
  ].join('\n');
}

if (import.meta.main) {
  writeChanged(new URL('index.ts', folder), formatMethodIndex());
  try {
    writeChanged(new URL('../src/form/always/rule-files.ts', import.meta.url), formatRuleFiles(loadFacility()));
  } catch (error) {
    if (!(error instanceof FacilityError)) throw error;
    console.error(error.message);
    // The exit status of the command line, which runs this first.
    process.exitCode = 2;
  }
}

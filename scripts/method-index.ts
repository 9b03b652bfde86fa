/**
 * Writes the list of methods, `src/generator/methods/index.ts`, from the files beside it, so a new method needs no
 * other edit. Also writes `src/form/always/rule-files.ts`: the methods that the site has, according to the facts.
 */
import { globSync } from 'node:fs';
import { FacilityError, loadFacility } from '../src/facility/load.ts';
import type { Facility } from '../src/facility/schema.ts';
import { listShownMethods } from '../src/facility/shown-methods.ts';
import { writeChanged } from './write-changed.ts';

const folder = new URL('../src/generator/methods/', import.meta.url);

/** The text of `src/generator/methods/index.ts`. */
export function formatMethodIndex(): string {
  const ids = globSync('*.ts', { cwd: folder })
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((id) => id !== 'index')
    .sort();
  const wrong = ids.find((id) => !/^[a-z]+$/.test(id));
  if (wrong) throw new Error(`src/generator/methods/${wrong}.ts: name a method with small letters only, a to z.`);
  return [
    '/** Every method by its id. Written by `npm run methods` from the files beside it; not by hand. */',
    ...ids.map((id) => `import * as ${id} from './${id}.ts';`),
    '',
    `export const methods = { ${ids.join(', ')} };`,
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
    '// Only `rules`: the tables beside them are fetched as files of their own (site/form-files.ts).',
    'export const ruleFiles = import.meta.glob<Rules<never>>(',
    `  '../../generator/methods/{${ids.join(',')}}.ts',`,
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

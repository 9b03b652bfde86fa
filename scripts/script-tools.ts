/** Writes `src/generator/script-tools.ts` from `script-tools.sh` beside it, which editors and shellcheck can read. */
import { readFileSync } from 'node:fs';
import { writeChanged } from './write-changed.ts';

const source = new URL('../src/generator/script-tools.sh', import.meta.url);
const target = new URL('../src/generator/script-tools.ts', import.meta.url);

/** The text of `src/generator/script-tools.ts`: the functions, without the head of the file. */
export function formatScriptTools(): string {
  const text = readFileSync(source, 'utf8');
  const functions = text.slice(text.indexOf('\n\nsay() {') + 2);
  if (/`|\$\{/.test(functions))
    throw new Error('script-tools.sh has a backquote or "${", which a template would read.');
  return [
    '/** The functions of a script. Written by `npm run methods` from script-tools.sh; not by hand. */',
    `export const scriptTools = String.raw\`${functions}\`;`,
    '',
  ].join('\n');
}

if (import.meta.main) writeChanged(target, formatScriptTools());

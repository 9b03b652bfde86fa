/**
 * Writes `src/generator/script/tools.ts` from `tools.sh` beside it, and `job-tools.ts` from `job.sh`, which editors and
 * shellcheck can read.
 */
import { readFileSync } from 'node:fs';
import { writeChanged } from './write-changed.ts';

const folder = new URL('../src/generator/script/', import.meta.url);

/** The texts of the files that have functions of scripts, by their names: the functions, without the head of the file. */
export function formatScriptTools(): Readonly<Record<string, string>> {
  return {
    'tools.ts': formatTools('tools.sh', 'scriptTools', 'The functions of a script.'),
    'job-tools.ts': formatTools('job.sh', 'jobTools', 'The functions of a script that is a job.'),
  };
}

function formatTools(source: string, name: string, what: string): string {
  const text = readFileSync(new URL(source, folder), 'utf8');
  const functions = text.slice(text.search(/(?<=\n\n)(?:# .*\n)*\w+\(\) \{\n/));
  if (/`|\$\{/.test(functions)) throw new Error(`${source} has a backquote or "\${", which a template would read.`);
  return [
    `/** ${what} Written by \`npm run methods\` from ${source}; not by hand. */`,
    `export const ${name} = String.raw\`${functions}\`;`,
    '',
  ].join('\n');
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(formatScriptTools())) writeChanged(new URL(file, folder), text);
}

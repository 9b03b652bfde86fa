/** Writes modules from programs beside them, which editors and their own checkers can read. */
import { readFileSync } from 'node:fs';
import { writeChanged } from './write-changed.ts';

const at = (path: string): URL => new URL(`../src/generator/${path}`, import.meta.url);
const read = (path: string): string => readFileSync(at(path), 'utf8');

/** The texts of the files that have functions of scripts, by their names: the functions, without the head of the file. */
export function formatScriptTools(): Readonly<Record<string, string>> {
  return {
    'tools.ts': formatTools('tools.sh', 'scriptTools', 'The functions of a script.'),
    'fetch-tools.ts': formatTools('fetch.sh', 'fetchTools', 'The functions of a script that copies without rsync.'),
    'audit-tools.ts': formatTools('audit.sh', 'auditTools', 'The functions of a script that only checks a copy.'),
    'job-tools.ts': formatTools('job.sh', 'jobTools', 'The functions of a script that is a job.'),
  };
}

function formatTools(source: string, name: string, what: string): string {
  const text = read(`script/${source}`);
  const functions = text.slice(text.search(/(?<=\n\n)(?:# .*\n)*\w+\(\) \{\n/));
  if (/`|\$\{/.test(functions)) throw new Error(`${source} has a backquote or "\${", which a template would read.`);
  return [
    `/** ${what} Written by \`npm run methods\` from ${source}; not by hand. */`,
    `export const ${name} = String.raw\`${functions}\`;`,
    '',
  ].join('\n');
}

/** The text of `steps/sftp-copy/compare.ts`: `compare.ps1` as one block on one line, so that it can be pasted. */
export function formatCompare(): string {
  const lines = read('steps/sftp-copy/compare.ps1')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));
  const block = lines.reduce((joined, line) => {
    const goesOn = /[{(]$/.test(joined) || /^(?:[})]|else\b|elseif\b|catch\b|finally\b)/.test(line);
    return `${joined}${goesOn ? ' ' : '; '}${line}`;
  });
  if (/`|\$\{/.test(block)) throw new Error('compare.ps1 has a backquote or "${", which a template would read.');
  return [
    '/** Compares a folder with a list of checksums. Written by `npm run methods` from compare.ps1; not by hand. */',
    `export const compareBlock = String.raw\`{ ${block} }\`;`,
    '',
  ].join('\n');
}

/** The text of `script/powershell-tools.ts`: the functions of `powershell-tools.ps1`, without the head of the file. */
export function formatPowerShellTools(): string {
  const text = read('script/powershell-tools.ps1');
  const functions = text.slice(text.indexOf('\n\nfunction ') + 2);
  if (/`|\$\{/.test(functions))
    throw new Error('powershell-tools.ps1 has a backquote or "${", which a template reads.');
  return [
    '/** The functions of a script for Windows. Written by `npm run methods` from powershell-tools.ps1; not by hand. */',
    `export const powerShellTools = String.raw\`${functions}\`;`,
    '',
  ].join('\n');
}

if (import.meta.main) {
  writeChanged(at('script/powershell-tools.ts'), formatPowerShellTools());
  for (const [file, text] of Object.entries(formatScriptTools())) writeChanged(at(`script/${file}`), text);
  writeChanged(at('steps/sftp-copy/compare.ts'), formatCompare());
}

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatScriptTools } from '../../../../scripts/script-tools.ts';
import { jobTools } from '../../../../src/generator/script/job-tools.ts';
import { scriptTools } from '../../../../src/generator/script/tools.ts';

const folder = join(import.meta.dirname, '../../../../src/generator/script');

/** The functions of a text of sh, in order. */
const functionsOf = (text: string): string[] => [...text.matchAll(/^(\w+)\(\) \{$/gm)].map(([, name = '']) => name);

describe.each([
  ['tools.sh', 'tools.ts', scriptTools],
  ['job.sh', 'job-tools.ts', jobTools],
])('the functions of a script in %s', (shell, module, tools) => {
  const source = join(folder, shell);

  it(`are those of ${module}: after a change, npm run methods writes it`, () => {
    expect(readFileSync(join(folder, module), 'utf8')).toBe(formatScriptTools()[module]);
  });

  it('are all of them, to the last character, with nothing between two but a blank line', () => {
    const text = readFileSync(source, 'utf8');
    expect(text.endsWith(`\n\n${tools}`)).toBe(true);
    expect(functionsOf(tools)).toEqual(functionsOf(text));
    expect(new Set(functionsOf(text)).size).toBe(functionsOf(text).length);
    for (const block of tools.split('\n\n')) expect(functionsOf(block), block).toHaveLength(1);
  });

  it('have nothing in them that shellcheck finds, for any sh and for bash', () => {
    for (const kind of ['sh', 'bash']) {
      expect(execFileSync('shellcheck', ['-s', kind, source], { encoding: 'utf8' })).toBe('');
    }
  });
});

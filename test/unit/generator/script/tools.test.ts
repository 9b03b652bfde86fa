import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatCompare, formatPowerShellTools, formatScriptTools } from '../../../../scripts/script-tools.ts';
import { scriptTools } from '../../../../src/generator/script/tools.ts';

const folder = join(import.meta.dirname, '../../../../src/generator/script');
const source = join(folder, 'tools.sh');

/** The functions of a text of sh, in order. */
const functionsOf = (text: string): string[] => [...text.matchAll(/^(\w+)\(\) \{$/gm)].map(([, name = '']) => name);

describe('the functions of a script', () => {
  it('are those of tools.sh: after a change there, npm run methods writes tools.ts', () => {
    expect(readFileSync(join(folder, 'tools.ts'), 'utf8')).toBe(formatScriptTools());
  });

  it('those of PowerShell, and the block that compares there, are those of their sources', () => {
    expect(readFileSync(join(folder, '../steps/sftp-copy/compare.ts'), 'utf8')).toBe(formatCompare());
    expect(readFileSync(join(folder, 'powershell-tools.ts'), 'utf8')).toBe(formatPowerShellTools());
  });

  it('are all of them, to the last character, with nothing between two but a blank line', () => {
    const text = readFileSync(source, 'utf8');
    expect(text.endsWith(`\n\n${scriptTools}`)).toBe(true);
    expect(functionsOf(scriptTools)).toEqual(functionsOf(text));
    expect(new Set(functionsOf(text)).size).toBe(functionsOf(text).length);
    for (const block of scriptTools.split('\n\n')) expect(functionsOf(block), block).toHaveLength(1);
  });

  it('have nothing in them that shellcheck finds, for any sh and for bash', () => {
    for (const shell of ['sh', 'bash']) {
      expect(execFileSync('shellcheck', ['-s', shell, source], { encoding: 'utf8' })).toBe('');
    }
  });
});

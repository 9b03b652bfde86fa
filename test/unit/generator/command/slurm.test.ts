import { describe, expect, it } from 'vitest';
import { escapePattern, formatDirective } from '../../../../src/generator/command/slurm.ts';

describe('a line for sbatch', () => {
  it.each([
    ['requeue', undefined, '#SBATCH --requeue'],
    ['time', '1-00:00:00', '#SBATCH --time=1-00:00:00'],
    ['array', '1-3%1', '#SBATCH --array=1-3%1'],
    ['output', '/a b/#1', '#SBATCH --output="/a b/#1"'],
    ['output', '/it\'s "so"\\', '#SBATCH --output="/it\'s \\"so\\"\\\\"'],
    ['output', '/$HOME/`id`/ü', '#SBATCH --output="/$HOME/`id`/ü"'],
  ])('for %s and %j is %s', (option, value, line) => {
    expect(formatDirective(option, value)).toBe(line);
  });

  it('has a path as it is: `%` stands for itself, and a backslash too', () => {
    expect(['/100%', '/%j', '/a\\b', '/\\%j'].map(escapePattern)).toEqual(['/100%%', '/%%j', '/a\\\\b', '/\\\\%j']);
  });
});

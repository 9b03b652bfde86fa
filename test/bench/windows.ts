/** How fast the check on Windows is, beside Get-FileHash; and the hashing on the server, beside sha256sum. */
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareBlock } from '../../src/generator/steps/sftp-copy/compare.ts';
import { sumsProgram } from '../../src/generator/steps/sftp-copy/programs.ts';
import { powerShell } from '../rigs/powershell.ts';
import { median } from './quantile.ts';

/** Writes so many files of so many random bytes, 500 a folder. */
function writeFiles(top: string, count: number, bytes: number): void {
  const block = Buffer.alloc(Math.min(bytes, 1e8));
  for (let index = 0; index < count; index += 1) {
    const below = join(top, String(Math.floor(index / 500)));
    if (index % 500 === 0) mkdirSync(below, { recursive: true });
    randomFillSync(block);
    const file = join(below, `${String(index)}.eer`);
    writeFileSync(file, '');
    for (let left = bytes; left > 0; left -= block.length)
      writeFileSync(file, block.subarray(0, Math.min(left, block.length)), { flag: 'a' });
  }
}

function time(program: string, words: readonly string[], cwd: string): number {
  const start = performance.now();
  execFileSync(program, words, { cwd, stdio: ['ignore', 'ignore', 'inherit'], maxBuffer: 2 ** 30 });
  return (performance.now() - start) / 1000;
}

/** The rows of a table: what, seconds of the usual form, of ours, and the share; start of PowerShell included. */
export function measureWindows(isQuick: boolean): (string | number)[][] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-windows-'));
  const rounds = isQuick ? 1 : 3;
  const kinds = [
    ['8 files of 1 GB', 8, isQuick ? 1e8 : 1e9],
    ['20,000 files of 10 kB', isQuick ? 2_000 : 20_000, 1e4],
  ] as const;
  try {
    return kinds.flatMap(([what, count, bytes]) => {
      const top = join(folder, what);
      writeFiles(top, count, bytes);
      const sums = join(folder, 'sums');
      const list = execFileSync('sh', ['-c', sumsProgram], { cwd: top, maxBuffer: 2 ** 30 });
      writeFileSync(sums, list);
      const usual = join(folder, 'usual.ps1');
      writeFileSync(usual, `Get-ChildItem -Recurse -File -LiteralPath '${top}' | Get-FileHash\n`);
      const ours = join(folder, 'ours.ps1');
      // Another pass or fail would make the time worthless.
      writeFileSync(
        ours,
        `$said = Get-Content -Raw '${sums}' | & ${compareBlock} '${top}'\nif ("$said" -notlike 'PASSED*') { throw "$said" }\n`,
      );
      const times: Record<'usual' | 'ours' | 'one' | 'server', number[]> = { usual: [], ours: [], one: [], server: [] };
      for (let round = 0; round < rounds; round += 1) {
        for (const [name, script] of [
          ['usual', usual],
          ['ours', ours],
        ] as const)
          times[name].push(time(powerShell, ['-NoProfile', '-NonInteractive', '-File', script], top));
        times.one.push(time('sh', ['-c', 'find . -type f -exec sha256sum {} +'], top));
        times.server.push(time('sh', ['-c', sumsProgram], top));
      }
      const row = (name: string, a: readonly number[], b: readonly number[]): (string | number)[] => [
        `${what}, ${name}`,
        median(a).toFixed(1),
        median(b).toFixed(1),
        (median(b) / median(a)).toFixed(2),
      ];
      rmSync(top, { recursive: true });
      return [
        row('Get-ChildItem, Get-FileHash', times.usual, times.ours),
        row('on the server, one sha256sum', times.one, times.server),
      ];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

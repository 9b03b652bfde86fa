/** Command lines of the Globus CLI, read by click with the CLI's grammar. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { grammar } from './globus-grammar.ts';

const script = fileURLToPath(new URL('./globus-cli.py', import.meta.url));

/** A line without the word `globus`, and the files that lie where it is typed. */
export interface Call {
  readonly argv: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

/** The values that click found, and what a list (`--batch`) has; or why it refuses the line. */
export type Reading =
  | {
      readonly values: Readonly<Record<string, unknown>>;
      readonly items: readonly (readonly [recursive: boolean | null, from: string, to: string])[];
      readonly error?: undefined;
    }
  | { readonly error: string };

/** A Python that has click: scripts/install-test-tools.sh brings one. */
const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import click']).status === 0,
);

/** Reads many lines together. */
export function readCalls(calls: readonly Call[], rules: unknown = grammar): readonly Reading[] {
  if (!python)
    throw new Error("There is no Python with click. Run npm run test:tools (Debian's package: python3-click).");
  const { status, stdout, stderr, error } = spawnSync(python, [script], {
    input: JSON.stringify({ grammar: rules, calls }),
    encoding: 'utf8',
    env: { ...process.env, PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1' },
    maxBuffer: 2 ** 27,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${script} failed: ${stderr}`);
  return JSON.parse(stdout) as Reading[];
}

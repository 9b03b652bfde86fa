/** A copy of the project, in which a test changes files and runs scripts as somebody would who has changed them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What a script gave. */
interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Copies the project, as git knows it, into a new folder, whose path is given. */
export function copyProject(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  for (const file of execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  linkPackages(folder);
  return folder;
}

/** Gives a folder the packages of the project, not what programs keep beside them: other tests may be writing that. */
export function linkPackages(folder: string): void {
  const from = join(root, 'node_modules');
  const to = join(folder, 'node_modules');
  const packages = readdirSync(from).filter((name) => name === '.bin' || !name.startsWith('.'));
  mkdirSync(to);
  // A link of the folder itself would lead Vite out of the project.
  execFileSync('cp', ['-a', '--link', '-t', to, ...packages], { cwd: from });
}

/**
 * Runs a script of the copy. Its site is published at `address`, at the top of a host if that is empty, and where the
 * facts say without it. Vitest has a BASE_URL of its own, which Vite would take.
 */
export function runScript(folder: string, args: readonly string[], address?: string): Ran {
  const env = { ...process.env, SITE_ADDRESS: address, BASE_URL: undefined };
  return spawnSync('npm', ['run', '-s', ...args], { cwd: folder, encoding: 'utf8', env });
}

/** Removes the copy. */
export function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

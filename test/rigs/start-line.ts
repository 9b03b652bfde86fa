import { spawn } from 'node:child_process';
import type { Ended, Running } from './site.ts';

/** Where a line runs, and what is typed into it. */
export interface LineOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly shell?: string;
  readonly typed?: string;
}

/** Starts a line in a shell, in a process group of its own. Both outputs are shown as they come. */
export function startLine(line: string, { cwd, env, shell = 'bash', typed = '' }: LineOptions): Running {
  const child = spawn(shell, ['-c', line], {
    cwd,
    env,
    detached: true,
    // Nobody waits at the other end of a pipe that is not read: writing into it is an error.
    stdio: [typed ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  let shown = '';
  for (const output of [child.stdout, child.stderr])
    output?.setEncoding('utf8').on('data', (text: string) => (shown += text));
  child.stdin?.end(typed);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      resolve({ code, shown });
    });
  });
  return { pid: child.pid ?? 0, ended };
}

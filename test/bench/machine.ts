import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { chromiumPath } from '../rigs/chromium.ts';

/** The day, and what the machine is, without its name: for results that are kept. */
export function describeMachine(): string {
  const day = new Date().toISOString().slice(0, 10);
  const [first] = cpus();
  const chromium = execFileSync(chromiumPath, ['--version'], { encoding: 'utf8' }).trim();
  return `${day}, ${String(cpus().length)} cores (${first?.model ?? 'unknown'}), ${String(Math.round(totalmem() / 2 ** 30))} GiB, Linux ${release()}, Node ${process.version}, ${chromium}`;
}

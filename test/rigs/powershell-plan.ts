/** Runs the lines of a plan for Windows in both builds of PowerShell, their ssh and sftp at a real sshd. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refillWords } from '../../src/generator/command/argv.ts';
import { formatCommand } from '../../src/generator/index.ts';
import type { Plan } from '../../src/generator/index.ts';
import { stepOf } from './plans.ts';
import { openWindows, runOnLinux } from './powershell.ts';
import type { Ended } from './powershell.ts';
import type { Site } from './site.ts';

/** A computer that gets the data. */
export interface Receiver {
  /** An empty folder: as its plan names it, and where it is here. */
  makeFolder(): { readonly name: string; readonly path: string };
  /** Runs these lines of a plan one after the other, with this folder of {@link makeFolder} in the destination. */
  run(plan: Plan, ids: readonly string[], path?: string): Promise<Ended>;
  close(): Promise<void>;
}

/** The text of a step. On Linux a path of Windows is none: `path` takes its place. */
export function textOf(plan: Plan, id: string, path?: string): string {
  const { action } = stepOf(plan, id);
  if (action.kind !== 'command') throw new Error(`Step ${id} is no command.`);
  const { words } = action.command;
  return formatCommand(
    path === undefined ? action.command : { ...action.command, words: refillWords(words, { destination: path }) },
  );
}

/** The build for Linux. */
export function openLinux(site: Site): Receiver {
  const folders: string[] = [];
  return {
    makeFolder() {
      const path = mkdtempSync(join(tmpdir(), 'pwsh-here-'));
      folders.push(path);
      return { name: 'D:\\cryoem', path };
    },
    run: (plan, ids, path = '') => runOnLinux(ids.map((id) => textOf(plan, id, path)).join('\n'), { ...site.sshd.env }),
    close() {
      for (const path of folders) rmSync(path, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** The build for Windows, whose paths are the plan's own. */
export async function openWine(
  site: Site,
): Promise<Receiver & { readonly windows: Awaited<ReturnType<typeof openWindows>> }> {
  const windows = await openWindows(site.sshd.env);
  return {
    windows,
    makeFolder: () => windows.makeFolder(),
    run: (plan, ids) => windows.run(ids.map((id) => textOf(plan, id)).join('\n')),
    close: () => windows.close(),
  };
}

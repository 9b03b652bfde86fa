/** The script of a plan, run as on the computer that gets the images: one without the folder of the storage server. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatScript } from '../../src/generator/index.ts';
import type { Facility, Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import type { Ended, Site } from './site.ts';

/** A script in a file, and how to start it as on another computer: one without the folder of the storage server. */
export interface Made {
  readonly file: string;
  /** The line that starts it; `settings` such as `MOST_TRIES=2` come before it. */
  line(shell?: string, settings?: string): string;
}

/** Writes the script into a file, in a folder of its own below `folder`, and gives its path. Throws when the plan has none. */
export function writeScript(facility: Facility, plan: Plan, folder: string): string {
  const origin = { today: '2026-11-23', version: '0.1.0', link: 'https://example.edu/' };
  const script = formatScript(facility, plan, origin);
  if (!script) throw new Error('The plan has no script.');
  const file = join(mkdtempSync(join(folder, 'script ')), script.name);
  writeFileSync(file, script.text);
  return file;
}

/**
 * Writes the script into a file. `hidden` is the folder that is not on the computer where it runs. Throws when the plan
 * has none.
 */
export function makeScript(site: Site, plan: Plan, hidden: string = site.facility.storage.interim.path): Made {
  const file = writeScript(site.facility, plan, site.folder);
  const hide = `mount -t tmpfs none ${quoteWord(hidden)}`;
  return {
    file,
    line: (shell = 'sh', settings = '') =>
      `exec env RETRY_WAIT_SECONDS=0 ${settings} unshare -m sh -c ${quoteWord(`${hide} && exec ${shell} ${quoteWord(file)}`)}`,
  };
}

/**
 * Runs the script of a plan, which tries three times at the most. `settings` such as `CHECK_ROOM=no` come before it.
 */
export async function runScript(site: Site, plan: Plan, settings = ''): Promise<Ended> {
  return site.run(makeScript(site, plan).line('sh', `MOST_TRIES=3 ${settings}`));
}

/** The last line of what was shown: the verdict of a script. */
export const verdictOf = ({ shown }: Ended): string => shown.trimEnd().split('\n').at(-1) ?? '';

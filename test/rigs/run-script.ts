/** The script of a plan, run as on the computer that gets the images: one without the folder of the storage server. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatScript } from '../../src/generator/index.ts';
import type { Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/quote.ts';
import type { Ended, Site } from './site.ts';

/** Writes the script into a file and runs it. `settings` such as `MOST_TRIES=2` stand before it. Throws when the plan has none. */
export async function runScript(site: Site, plan: Plan, settings = '', shell = 'sh'): Promise<Ended> {
  const origin = { today: '2026-11-23', version: '0.1.0', link: 'https://example.edu/' };
  const script = formatScript(site.facility, plan, origin);
  if (!script) throw new Error('The plan has no script.');
  const file = join(mkdtempSync(join(site.folder, 'script ')), script.name);
  writeFileSync(file, script.text);
  const hide = `mount -t tmpfs none ${quoteWord(site.facility.storage.interim.path)}`;
  return site.run(
    `exec env RETRY_WAIT_SECONDS=0 MOST_TRIES=3 ${settings} unshare -m sh -c ${quoteWord(`${hide} && exec ${shell} ${quoteWord(file)}`)}`,
  );
}

/** The last line of what was shown: the verdict of a script. */
export const verdictOf = ({ shown }: Ended): string => shown.trimEnd().split('\n').at(-1) ?? '';

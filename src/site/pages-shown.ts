import { matchesGlob } from 'node:path';
import type { Facility } from '../facility/schema.ts';

/**
 * The pages that the site of a facility leaves out, as patterns of paths below `src/content/docs`: the guides to ways
 * that the facts do not list, the reasons behind two of them, and staff's guide to a script that the facility does not
 * have.
 */
export function listPagesLeftOut({ methods, transfer }: Facility): string[] {
  const ids = methods.map(({ id }) => id);
  return [
    `ways/!(${ids.join('|')}).{md,mdx}`,
    ...(ids.some((id) => id === 'sftp' || id === 'bucket') ? [] : ['maintain/decisions/sftp.md']),
    ...(transfer ? [] : ['maintain/send-data.mdx']),
  ];
}

/** Whether the site has a page; its path is below `src/content/docs`. */
export function isPageShown(path: string, facility: Facility): boolean {
  return !listPagesLeftOut(facility).some((pattern) => matchesGlob(path, pattern));
}

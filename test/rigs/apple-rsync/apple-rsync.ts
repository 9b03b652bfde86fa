/**
 * Puts the stand-in of Apple's rsync in the place of rsync:
 *
 *     Object.assign(site.sshd.env, appleEnv('182', site.sshd.env));
 *
 * After that, commands run by `site.run`, and scripts, find it as `rsync`, and `caffeinate` beside it. The rsync of the
 * system moves the bytes. The other end, beyond ssh, has the system's rsync, as the storage server has. What is played,
 * and how it was recorded: recordings.ts.
 */
import { join } from 'node:path';
import type { AppleVersion } from './recordings.ts';

/**
 * The variables that do so. `take`: where a failure has been seen to end in several ways, the how-manieth is played;
 * the default is the first.
 */
export function appleEnv(version: AppleVersion, env: NodeJS.ProcessEnv, take = 1): NodeJS.ProcessEnv {
  return {
    APPLE_RSYNC: version,
    APPLE_TAKE: String(take),
    PATH: `${join(import.meta.dirname, 'bin')}:${env.PATH ?? ''}`,
  };
}

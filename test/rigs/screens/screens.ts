/** Which methods have screens, and how they are recorded. */
import type { Screen } from '../../../src/screens/screen.ts';
import { recordRsync } from './rsync.ts';

/** What records the screens of a method. */
export const recorders: Readonly<Record<string, () => Promise<Screen[]>>> = { rsync: recordRsync };

/** The text of `src/screens/METHOD.json`. */
export function formatScreens(screens: readonly Screen[]): string {
  return `${JSON.stringify(screens, null, 1)}\n`;
}

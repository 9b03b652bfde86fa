/** Which methods have screens, and how they are recorded. */
import type { Screen } from '../../../src/screens/screen.ts';
import { recordAws } from './aws.ts';
import { recordPetaLibrary } from './petalibrary.ts';
import { recordRsync } from './rsync.ts';
import { recordSftp } from './sftp.ts';

/** What records the screens of a method. */
export const recorders: Readonly<Record<string, () => Promise<Screen[]>>> = {
  aws: recordAws,
  petalibrary: recordPetaLibrary,
  rsync: recordRsync,
  sftp: recordSftp,
};

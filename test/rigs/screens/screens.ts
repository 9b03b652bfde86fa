/** Which methods have screens, and how they are recorded. */
import type { Screen } from '../../../src/screens/screen.ts';
import { recordAws, recordBucket } from './aws.ts';
import { recordDrive } from './drive.ts';
import { recordGlobus } from './globus.ts';
import { recordOnward } from './onward.ts';
import { recordPetaLibrary } from './petalibrary.ts';
import { recordRsync } from './rsync.ts';
import { recordSftp } from './sftp.ts';
import { recordTransfer } from './transfer.ts';

/** What records the screens of a method. */
export const recorders: Readonly<Record<string, () => Promise<Screen[]>>> = {
  aws: recordAws,
  bucket: recordBucket,
  drive: recordDrive,
  globus: recordGlobus,
  onward: recordOnward,
  petalibrary: recordPetaLibrary,
  rsync: recordRsync,
  sftp: recordSftp,
  transfer: recordTransfer,
};

/** Every method by its id. Written by `npm run methods` from the folders beside it; not by hand. */
import { rules as awsRules } from './aws/rules.ts';
import { texts as awsTexts } from './aws/tables.ts';
import { rules as bucketRules } from './bucket/rules.ts';
import { texts as bucketTexts } from './bucket/tables.ts';
import { rules as driveRules } from './drive/rules.ts';
import { texts as driveTexts } from './drive/tables.ts';
import { rules as globusRules } from './globus/rules.ts';
import { texts as globusTexts } from './globus/tables.ts';
import { rules as petalibraryRules } from './petalibrary/rules.ts';
import { texts as petalibraryTexts } from './petalibrary/tables.ts';
import { rules as rsyncRules } from './rsync/rules.ts';
import { texts as rsyncTexts } from './rsync/tables.ts';
import { rules as sftpRules } from './sftp/rules.ts';
import { texts as sftpTexts } from './sftp/tables.ts';
import { rules as transferRules } from './transfer/rules.ts';
import { texts as transferTexts } from './transfer/tables.ts';
import { rules as troubleshootingRules } from './troubleshooting/rules.ts';
import { texts as troubleshootingTexts } from './troubleshooting/tables.ts';

export const methods = {
  aws: { texts: awsTexts, rules: awsRules },
  bucket: { texts: bucketTexts, rules: bucketRules },
  drive: { texts: driveTexts, rules: driveRules },
  globus: { texts: globusTexts, rules: globusRules },
  petalibrary: { texts: petalibraryTexts, rules: petalibraryRules },
  rsync: { texts: rsyncTexts, rules: rsyncRules },
  sftp: { texts: sftpTexts, rules: sftpRules },
  transfer: { texts: transferTexts, rules: transferRules },
  troubleshooting: { texts: troubleshootingTexts, rules: troubleshootingRules },
};

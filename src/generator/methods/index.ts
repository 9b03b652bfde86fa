/** Every method by its id. Written by `npm run methods` from the folders beside it; not by hand. */
import { rules as awsRules } from './aws/rules.ts';
import { tables as awsTables } from './aws/tables.ts';
import { rules as bucketRules } from './bucket/rules.ts';
import { tables as bucketTables } from './bucket/tables.ts';
import { rules as driveRules } from './drive/rules.ts';
import { tables as driveTables } from './drive/tables.ts';
import { rules as filezillaRules } from './filezilla/rules.ts';
import { tables as filezillaTables } from './filezilla/tables.ts';
import { rules as globusRules } from './globus/rules.ts';
import { tables as globusTables } from './globus/tables.ts';
import { rules as onwardRules } from './onward/rules.ts';
import { tables as onwardTables } from './onward/tables.ts';
import { rules as petalibraryRules } from './petalibrary/rules.ts';
import { tables as petalibraryTables } from './petalibrary/tables.ts';
import { rules as rsyncRules } from './rsync/rules.ts';
import { tables as rsyncTables } from './rsync/tables.ts';
import { rules as sftpRules } from './sftp/rules.ts';
import { tables as sftpTables } from './sftp/tables.ts';
import { rules as transferRules } from './transfer/rules.ts';
import { tables as transferTables } from './transfer/tables.ts';
import { rules as troubleshootingRules } from './troubleshooting/rules.ts';
import { tables as troubleshootingTables } from './troubleshooting/tables.ts';

interface Both<Tables, Rules> {
  readonly tables: Tables;
  readonly rules: Rules;
}

export const methods: {
  readonly aws: Both<typeof awsTables, typeof awsRules>;
  readonly bucket: Both<typeof bucketTables, typeof bucketRules>;
  readonly drive: Both<typeof driveTables, typeof driveRules>;
  readonly filezilla: Both<typeof filezillaTables, typeof filezillaRules>;
  readonly globus: Both<typeof globusTables, typeof globusRules>;
  readonly onward: Both<typeof onwardTables, typeof onwardRules>;
  readonly petalibrary: Both<typeof petalibraryTables, typeof petalibraryRules>;
  readonly rsync: Both<typeof rsyncTables, typeof rsyncRules>;
  readonly sftp: Both<typeof sftpTables, typeof sftpRules>;
  readonly transfer: Both<typeof transferTables, typeof transferRules>;
  readonly troubleshooting: Both<typeof troubleshootingTables, typeof troubleshootingRules>;
} = {
  aws: { tables: awsTables, rules: awsRules },
  bucket: { tables: bucketTables, rules: bucketRules },
  drive: { tables: driveTables, rules: driveRules },
  filezilla: { tables: filezillaTables, rules: filezillaRules },
  globus: { tables: globusTables, rules: globusRules },
  onward: { tables: onwardTables, rules: onwardRules },
  petalibrary: { tables: petalibraryTables, rules: petalibraryRules },
  rsync: { tables: rsyncTables, rules: rsyncRules },
  sftp: { tables: sftpTables, rules: sftpRules },
  transfer: { tables: transferTables, rules: transferRules },
  troubleshooting: { tables: troubleshootingTables, rules: troubleshootingRules },
};

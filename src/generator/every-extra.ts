import { readDay } from './dates/day.ts';
import { estimateTransfer, noticeEstimate } from './dates/estimate.ts';
import { findBadEnding, planRule } from './excluder.ts';
import type { Extras } from './extras.ts';
import { formatNames, readNames } from './names.ts';
import { adaptSteps, noticeAdapted } from './steps/adapt/rules.ts';
import { planJob } from './steps/job/rules.ts';
import { jobTables } from './steps/job/tables.ts';
import { findForNas, planNas } from './steps/nas/rules.ts';
import { nasTables } from './steps/nas/tables.ts';
import { findForSftp, noticeSftp, planSftpCopy } from './steps/sftp-copy/rules.ts';
import { sftpCopyTables } from './steps/sftp-copy/tables.ts';

/** All that any value needs. */
export const everyExtra: Required<Extras> = {
  readers: { readNames, formatNames, readDay },
  estimator: { estimateTransfer, noticeEstimate },
  excluder: { findBadEnding, planRule },
  adapter: { adaptSteps, noticeAdapted },
  job: { planJob, jobTables },
  nas: { findForNas, planNas, nasTables },
  windows: { findForSftp, noticeSftp, planSftpCopy, sftpCopyTables },
};

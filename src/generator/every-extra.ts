import { readDay } from './dates/day.ts';
import { estimateTransfer, noticeEstimate } from './dates/estimate.ts';
import type { Extras } from './extras.ts';
import { formatNames, readNames } from './names.ts';
import { noticeConnection, shareConnection } from './steps/connection/rules.ts';
import { findForSftp, noticeSftp, planSftpCopy } from './steps/sftp-copy/rules.ts';
import { sftpCopyTables } from './steps/sftp-copy/tables.ts';

/** All that any value needs. */
export const everyExtra: Required<Extras> = {
  readers: { readNames, formatNames, readDay },
  estimator: { estimateTransfer, noticeEstimate },
  windows: { findForSftp, noticeSftp, planSftpCopy, sftpCopyTables },
  connector: { noticeConnection, shareConnection },
};

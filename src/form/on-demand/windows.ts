/** The copy on Windows without WSL, with its sentences: fetched once that is chosen. */
export { findForSftp, noticeSftp, planSftpCopy } from '../../generator/steps/sftp-copy/rules.ts';
export { sftpCopyTables } from '../../generator/steps/sftp-copy/tables.ts';

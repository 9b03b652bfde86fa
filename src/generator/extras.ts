/** What only some values need: those that most people have are planned without it, and a page fetches it later. */
import type { readDay } from './dates/day.ts';
import type { estimateTransfer, noticeEstimate } from './dates/estimate.ts';
import type { formatNames, readNames } from './names.ts';
import type { Field } from './request.ts';
import type { adaptSteps, noticeAdapted } from './steps/adapt/rules.ts';
import type { planJob } from './steps/job/rules.ts';
import type { jobTables } from './steps/job/tables.ts';
import type { Excluder } from './steps/leave-out/rules.ts';
import type { findForNas, planNas } from './steps/nas/rules.ts';
import type { nasTables } from './steps/nas/tables.ts';
import type { findForSftp, noticeSftp, planSftpCopy } from './steps/sftp-copy/rules.ts';
import type { sftpCopyTables } from './steps/sftp-copy/tables.ts';

/** Each of them where it is there. A value that needs one that is not cannot be planned with: that throws. */
export interface Extras {
  /** Read lists and days that are written in another way than a plan has them. */
  readonly readers?:
    | {
        readonly readNames: typeof readNames;
        readonly formatNames: typeof formatNames;
        readonly readDay: typeof readDay;
      }
    | undefined;
  /** Estimates how long it takes, once a size is given. */
  readonly estimator?:
    { readonly estimateTransfer: typeof estimateTransfer; readonly noticeEstimate: typeof noticeEstimate } | undefined;
  /** Leaves kinds of files out. */
  readonly excluder?: Excluder | undefined;
  /** Puts into steps what long copies may need. */
  readonly adapter?:
    { readonly adaptSteps: typeof adaptSteps; readonly noticeAdapted: typeof noticeAdapted } | undefined;
  /** Plans a copy that is a batch job. */
  readonly job?: { readonly planJob: typeof planJob; readonly jobTables: typeof jobTables } | undefined;
  /** Plans a copy that a NAS makes by itself. */
  readonly nas?:
    | { readonly findForNas: typeof findForNas; readonly planNas: typeof planNas; readonly nasTables: typeof nasTables }
    | undefined;
  /** Plans a copy on Windows without WSL. */
  readonly windows?:
    | {
        readonly findForSftp: typeof findForSftp;
        readonly noticeSftp: typeof noticeSftp;
        readonly planSftpCopy: typeof planSftpCopy;
        readonly sftpCopyTables: typeof sftpCopyTables;
      }
    | undefined;
}

/**
 * How a value is written that needs no reader, by its kind. The names of a list are between slashes or one a line, with
 * none among them that could be the command which listed them.
 */
const plain: Readonly<Record<string, RegExp>> = {
  names: /^(?!(?:.*\n)*(?:ls|ll|dir|du)(?:\n|$))(?:\w[\w.+-]*(?:[/\n]\w[\w.+-]*)*)?$/i,
  date: /^(?:\d{4}-\d\d-\d\d)?$/,
};

/** The names in a list that needs no reader. */
export function splitNames(list: string): string[] {
  return list.split(/[/\n]/).filter(Boolean);
}

/** Which of them a value needs, if any. */
export function findNeed({ kind = '', needs }: Pick<Field, 'kind' | 'needs'>, value: string): keyof Extras | undefined {
  const need = value && needs?.[Object.hasOwn(needs, value) ? value : 'any'];
  if (need) return need;
  if (kind === 'size' && value) return 'estimator';
  if (kind === 'endings' && value) return 'excluder';
  return plain[kind]?.test(value) === false ? 'readers' : undefined;
}

/** One that is needed. Throws when it is not there. */
export function take<Name extends keyof Extras>(extras: Extras, name: Name): NonNullable<Extras[Name]> {
  const found = extras[name];
  if (!found) throw new TypeError(`A value needs the ${name}`);
  return found;
}

/** Pulls one collection or several: on Unix with rsync, in a session, in one stream or four; on Windows with sftp. */
import { take } from '../../extras.ts';
import type { Rules } from '../../method.ts';
import type { Outline } from '../../plan.ts';
import { findDisk, findInPath } from '../../steps/disk/rules.ts';
import { findNotices } from './notices.ts';
import { leavesOut, settleLogin } from './settle.ts';
import type { tables } from './tables.ts';
import { planUnix } from './unix.ts';

export const rules = {
  find({ facility, request, names: lists, extras }) {
    const { computer, collection, alsoCollections, streams, live } = request;
    if (computer !== 'windows') {
      const names = [collection, ...(lists.alsoCollections ?? [])];
      const disk = findDisk(request);
      // Disks of macOS and Windows take names that differ in capitals alone for the same.
      const isExact = computer === 'linux' && (disk === 'own' || disk === 'nfs');
      const plain = isExact ? names : names.map((name) => name.normalize('NFC').toLowerCase());
      const twice = names.find((_, index) => plain.indexOf(plain[index] ?? '') < index);
      return [
        ...findInPath(request),
        ...(twice === undefined
          ? []
          : [{ field: 'alsoCollections', problem: 'twice', values: { name: `“${twice}”` } }]),
        ...(leavesOut(request) ? take(extras, 'excluder').findBadEnding(facility, request.leaveOut) : []),
        ...(alsoCollections && streams === '4' ? [{ field: 'alsoCollections', problem: 'severalStreams' }] : []),
        ...(alsoCollections && live === 'yes' ? [{ field: 'alsoCollections', problem: 'severalLive' }] : []),
      ];
    }
    return take(extras, 'windows').findForSftp(request);
  },
  plan({ facility, request, names, tables, extras }) {
    const collections = [request.collection, ...(names.alsoCollections ?? [])];
    const windows = request.computer === 'windows' ? take(extras, 'windows') : undefined;
    const rule = leavesOut(request) ? take(extras, 'excluder').planRule(facility, request) : undefined;
    const steps = windows
      ? windows.planSftpCopy(facility, request, windows.sftpCopyTables, tables.server)
      : planUnix(facility, request, collections, rule?.narrow(tables) ?? tables, rule);
    const notices = findNotices(facility, request, tables, extras, rule);
    const { bwlimit, awake, logout, connections, job } = request;
    let outline: Outline = { steps, notices };
    if (bwlimit || awake === 'yes' || logout === 'ended' || connections === 'once') {
      const { adaptSteps, noticeAdapted } = take(extras, 'adapter');
      const settled = { ...request, ...(windows ? { connections: 'each' } : settleLogin(facility, request)) };
      outline = {
        steps: adaptSteps(facility, { ...settled, collection: collections.join('/') }, steps, tables),
        notices: [...notices, ...noticeAdapted(facility, request, tables)],
      };
    }
    if (job !== 'slurm') return outline;
    const { planJob, jobTables } = take(extras, 'job');
    return planJob(facility, request, outline, jobTables);
  },
} satisfies Rules<typeof tables>;

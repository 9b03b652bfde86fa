/** Pulls one collection or several: on Unix with rsync, in a session, in one stream or four; on Windows with scp. */
import { take } from '../../extras.ts';
import type { Rules } from '../../method.ts';
import { findDisk } from '../../steps/disk/rules.ts';
import { findBadEnding } from '../../steps/leave-out/rules.ts';
import { findNotices } from './notices.ts';
import { settleLogin } from './settle.ts';
import type { tables } from './tables.ts';
import { planUnix } from './unix.ts';
import { planWindows } from './windows.ts';

export const rules = {
  find({ facility, request, names: lists, tables }) {
    const { computer, lab, collection, alsoCollections, destination, streams, live } = request;
    if (computer !== 'windows') {
      const names = [collection, ...(lists.alsoCollections ?? [])];
      const disk = findDisk(request);
      // Disks of macOS and Windows take names that differ in capitals alone for the same.
      const isExact = computer === 'linux' && (disk === 'own' || disk === 'nfs');
      const plain = isExact ? names : names.map((name) => name.normalize('NFC').toLowerCase());
      const bad = disk === 'windows' ? /[\\:*?"<>|]/.exec(destination)?.[0] : undefined;
      const twice = names.find((_, index) => plain.indexOf(plain[index] ?? '') < index);
      return [
        ...(bad ? [{ field: 'destination', problem: 'diskName', values: { bad } }] : []),
        ...(twice === undefined
          ? []
          : [{ field: 'alsoCollections', problem: 'twice', values: { name: `“${twice}”` } }]),
        ...findBadEnding(facility, request.leaveOut, tables.leaveOut),
        ...(alsoCollections && streams === '4' ? [{ field: 'alsoCollections', problem: 'severalStreams' }] : []),
        ...(alsoCollections && live === 'yes' ? [{ field: 'alsoCollections', problem: 'severalLive' }] : []),
      ];
    }
    const names = { lab, collection };
    const awkward = Object.entries(names).filter(([, name]) => /[^\w.-]|^[-.]/.test(name));
    return [
      ...awkward.map(([field]) => ({ field, problem: 'windowsName' })),
      ...(collection && !destination.endsWith(`\\${collection}`)
        ? [{ field: 'destination', problem: 'windowsEnd' }]
        : []),
    ];
  },
  plan({ facility, request, names, tables, extras }) {
    const collections = [request.collection, ...(names.alsoCollections ?? [])];
    const isWindows = request.computer === 'windows';
    const steps = isWindows ? planWindows(facility, request, tables) : planUnix(facility, request, collections, tables);
    const isShared = !isWindows && settleLogin(facility, request).connections === 'once';
    const all = { ...request, collection: collections.join('/') };
    return {
      steps: isShared ? take(extras, 'connector').shareConnection(facility, all, steps, tables) : steps,
      notices: findNotices(facility, request, tables, extras),
    };
  },
} satisfies Rules<typeof tables>;

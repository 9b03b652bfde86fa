/** The steps about the disk that a copy goes to, and about who may read the copy. */
import type { Span } from '../../command/quote.ts';
import { fillText } from '../../fill.ts';
import type { DiskKind, Step } from '../../plan.ts';
import type { Finding, Notice } from '../../problem.ts';
import type { Values } from '../../request.ts';
import { makeStep, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import type { Kept } from '../rsync-copy/rules.ts';
import type { anyDiskTables, diskField, diskTables, groupField, readersField } from './tables.ts';

/** What is asked about the disk; of Windows alone it is not. */
export type DiskRequest = Values<{ disk: typeof diskField }> & {
  readonly computer: string;
  readonly destination: string;
};
/** What is asked about the readers. */
export type ReadersRequest = DiskRequest & Values<{ readers: typeof readersField; group: typeof groupField }>;

/**
 * The kind of disk: in WSL a path such as /mnt/d says that it is a drive of Windows. On Windows itself nobody asks for
 * it, and nothing is added for one.
 */
export function findDisk({ disk, computer, destination }: DiskRequest): DiskKind {
  if (computer === 'windows') return 'own';
  return disk === 'own' && computer === 'wsl' && /^\/mnt\/[a-z](?:\/|$)/.test(destination) ? 'windows' : disk;
}

/** What such a disk cannot have in the path of the destination. WSL writes such signs as others. */
export function findInPath(request: DiskRequest): Finding[] {
  const isPlain = findDisk(request) === 'windows' && request.computer !== 'wsl';
  const bad = isPlain ? /[\\:*?"<>|]/.exec(request.destination)?.[0] : undefined;
  return bad ? [{ field: 'destination', problem: 'diskName', values: { bad } }] : [];
}

/** What a copy keeps there; nothing when that is all. */
export function keepOn(request: ReadersRequest, { options, readers }: typeof diskTables): Kept | undefined {
  const disk = findDisk(request);
  if (disk === 'smb' || disk === 'windows') return { rows: options[disk], keepsLinks: false };
  if (request.readers in readers) {
    return { rows: readers[request.readers as keyof typeof readers], keepsLinks: true };
  }
  return disk === 'nfs' || request.computer === 'nas' ? { rows: options.nfs, keepsLinks: true } : undefined;
}

/** Plans to look at the space, and at the kind of disk. */
export function planSpace(
  request: DiskRequest,
  to: readonly Span[],
  where: Where,
  { commands, steps, kinds, macKinds }: typeof anyDiskTables,
): Step {
  const isMac = request.computer === 'macos';
  const rows = isMac ? commands.spaceMac : commands.space;
  const kind = (isMac ? macKinds : kinds)[findDisk(request)];
  return makeStep('space', steps.space, where, runRows(rows, { destination: to }), { kind });
}

/** Plans to have the drive read anew, before a check that this computer could answer from its memory. */
export function planForget(
  request: DiskRequest,
  to: readonly Span[],
  where: Where,
  { commands, steps }: typeof anyDiskTables,
): Step | undefined {
  if (findDisk(request) !== 'nfs' || /macos|nas/.test(request.computer)) return undefined;
  return makeStep('forget', steps.forget, where, runRows(commands.forget, { destination: to }));
}

/** The steps that a kind of disk, or the readers, add to the copy of a collection. */
export interface DiskSteps {
  readonly group?: Step;
  readonly forget?: Step;
  readonly readable?: Step;
}

/**
 * Plans to give the folder to the group of a lab, to have the drive read anew before a check that this computer could
 * answer from its memory, and to look who may read.
 */
export function planDisk(
  { readers, group, ...request }: ReadersRequest,
  to: readonly Span[],
  where: Where,
  tables: typeof diskTables,
): DiskSteps {
  const { commands, steps, modes } = tables;
  const forget = planForget(request, to, where, tables);
  const slots = { destination: to, group: [{ text: group, field: 'group' }] as const };
  // Before the session begins, as the folder is made.
  const outside: Where = { place: where.place, route: where.route };
  const step = (id: keyof DiskSteps, values?: Readonly<Record<string, string>>): DiskSteps => ({
    [id]: makeStep(id, steps[id], id === 'group' ? outside : where, runRows(commands[id], slots), values),
  });
  return {
    ...(group && step('group')),
    ...(forget && { forget }),
    ...(readers in modes && step('readable', { modes: modes[readers as keyof typeof modes] })),
  };
}

/**
 * What is to know of the disk, and of the readers: where names that it cannot keep are found, and what was chosen under
 * Links, where that is asked.
 */
export function noticeDisk(
  request: DiskRequest & Partial<ReadersRequest>,
  { notices, found }: typeof anyDiskTables,
  where: keyof typeof found,
  links = 'copy',
): Notice[] {
  const disk = findDisk(request);
  const about = (field: string, text: string): Notice => ({ field, text });
  return [
    ...(disk === 'own' ? [] : [about('disk', fillText(notices[disk], { found: found[where] }))]),
    ...(disk === 'smb' && links !== 'copy' ? [about('links', notices.smbLinks)] : []),
    ...(disk === 'smb' || disk === 'nfs' ? [about('disk', notices.away)] : []),
    ...(request.readers?.startsWith('lab') ? [about('readers', notices.barred)] : []),
  ];
}

/** Pulls a collection from a bucket with `aws`, and verifies it, for every method that does. */
import type { WordRow } from '../../command/argv.ts';
import { joinParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { demand } from '../../fill.ts';
import type { Route, Step } from '../../plan.ts';
import type { Notice } from '../../problem.ts';
import { makeStep, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import { noticeDisk, planSpace } from '../disk/rules.ts';
import type { DiskRequest } from '../disk/rules.ts';
import { planSession } from '../session/rules.ts';
import type { Kit, s3CopyTables } from './tables.ts';

/** A collection in a bucket, and how it is pulled. */
export interface S3Copy {
  /** The address of the collection: bucket and prefix, with a slash at its end. */
  readonly url: readonly Span[];
  /**
   * The rows that say where the bucket is, and as whom it is asked; and the values of their slots, and of those of
   * `kit`.
   */
  readonly access: readonly WordRow[];
  readonly slots: Readonly<Record<string, readonly Span[]>>;
  /**
   * The steps of the method itself: `configure`, `look`, `copy` and `count`, and what it does otherwise than the shared
   * ones.
   */
  readonly kit: Kit;
  /** What the sentences name. */
  readonly values: Readonly<Record<'manager' | 'service', string>> & Readonly<Record<string, string>>;
  /**
   * Whether the program that copies keeps no pieces of files beside them, and is looked for first, by the step
   * `version-s5cmd`.
   */
  readonly isFast?: boolean;
}

/** What the plan needs of a request. */
interface Request extends DiskRequest {
  readonly lab: string;
  readonly collection: string;
  readonly session: 'screen' | 'tmux' | 'none';
}

/** From the first look at the bucket to the last count. */
export function planS3Copy(
  facility: RequestFacts,
  request: Request,
  { url, access, slots: more, kit: own, values, isFast }: S3Copy,
  { copy: shared, disks, pull, windows, steps, startAgain, session: sessionWords }: typeof s3CopyTables,
): Step[] {
  const { computer, destination } = request;
  const onWindows = computer === 'windows';
  const place = computer === 'linux' ? 'lab server' : 'your computer';
  const session = onWindows ? undefined : planSession(facility, request, place, sessionWords);
  const there: Where = { place };
  const route = findRoute(url, request);
  // No script was run with s5cmd, nor is there one for PowerShell.
  const isScripted = !isFast && !onWindows;
  const here: Where = isScripted ? { place, route } : there;
  const inside: Where = session ? { ...here, inside: session.name } : here;
  const slots = {
    url,
    destination: [{ text: destination, field: 'destination' }],
    drive: [{ text: destination.slice(0, 1), field: 'destination' }],
    ...more,
  };
  const kit: Kit = {
    folder: { ...shared.steps.folder, rows: shared.commands.folder },
    ...pull,
    ...own,
    ...(onWindows && windows),
  };
  const filled = { ...values, again: session ? startAgain : '' };
  const step = (id: string, where: Where, first: readonly WordRow[] = []): Step => {
    const { script, ...text } = demand(kit, id);
    const rows = [...first, ...text.rows, ...(text.asks ? access : []), ...(text.ends ?? [])];
    const action = runRows(rows, slots, onWindows ? 'powershell' : 'posix');
    return makeStep(id, { ...text, ...(isScripted && script && { script }) }, where, action, filled);
  };
  const copy = step('copy', inside, computer === 'macos' ? shared.commands.awake : []);
  return [
    step('version', there),
    ...(isFast ? [step('version-s5cmd', there)] : []),
    ...['configure', 'look'].map((id) => step(id, there)),
    step('folder', here),
    onWindows ? step('space', here) : planSpace(request, slots.destination, here, disks),
    ...(session ? [session.start] : []),
    copy,
    ...(session?.leave ?? []),
    makeStep('resume', steps.resume, inside, copy.action, filled),
    step('verify', inside),
    ...(isFast || onWindows ? [] : [step('leftovers', inside)]),
    step('count', inside),
    step('count-here', inside),
    ...(session ? [session.end] : []),
  ];
}

/** The way of the collection, from its address to the destination. */
function findRoute(url: readonly Span[], { collection: name, destination: to, disk }: Request): Route {
  const from = joinParts(url).replace(/\/$/, '');
  return { from, name, to, isRemote: false, keepsLinks: false, linksOut: 'left', ...(disk !== 'own' && { disk }) };
}

/** What to know before: of the disk, the check, the session, and the kind of computer. */
export function noticeS3Copy(
  { session, ...request }: DiskRequest & Pick<Request, 'session'>,
  { notices, disks }: typeof s3CopyTables,
): Notice[] {
  const { computer } = request;
  return [
    ...noticeDisk(request, disks, 'check'),
    ...(computer === 'windows' ? [{ text: notices.windows }] : session === 'none' ? [{ text: notices.noSession }] : []),
    ...(computer === 'wsl' || computer === 'macos' ? [{ text: notices[computer] }] : []),
  ];
}

/** The copy of one collection, of a plan that may have several. */
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import type { Place, Step } from '../../plan.ts';
import { partsOf } from '../../step.ts';
import type { Where } from '../../step.ts';
import { noteSums, planList } from '../../steps/checksum-list/rules.ts';
import type { ListSteps } from '../../steps/checksum-list/rules.ts';
import { planDisk } from '../../steps/disk/rules.ts';
import type { DiskSteps } from '../../steps/disk/rules.ts';
import { fillLeftOut, narrow, narrowProof, narrowVerdict, planLeftOut } from '../../steps/leave-out/rules.ts';
import type { Rule } from '../../steps/leave-out/rules.ts';
import { nameRemoteEnd, planCopy } from '../../steps/rsync-copy/rules.ts';
import type { CopySteps, Kept, RemoteEnd } from '../../steps/rsync-copy/rules.ts';
import type { SessionSteps } from '../../steps/session/rules.ts';
import { collectionParts, jumpParts, loginParts, planCheck } from '../../steps/storage-server/rules.ts';
import type { describeServer } from '../../steps/storage-server/rules.ts';
import { hasList, settleLogin } from './settle.ts';
import type { Request } from './settle.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;

/** One of the collections: what names its two ends, and the steps of its copy. */
export interface OneCopy {
  readonly from: RemoteEnd;
  readonly to: readonly Span[];
  readonly name: string;
  /** What the ids of its steps end with. */
  readonly suffix: string;
  readonly steps: CopySteps &
    Partial<ListSteps> &
    DiskSteps & { readonly check: Step; readonly leftOut: Step | undefined };
}

/** What the copies of all collections share. */
export interface Shared {
  readonly place: Place;
  readonly session: SessionSteps | undefined;
  readonly rule: Rule | undefined;
  readonly options: Kept | undefined;
  readonly words: ReturnType<typeof describeServer>;
  /** The folder that gets a folder of each, where there are several. */
  readonly parent: string;
}

/** Plans the copy of one collection, the one of the request; only that of the first has no suffix. */
export function planOne(
  facility: RequestFacts,
  request: Request,
  suffix: string,
  { place, session, rule, options, words, parent }: Shared,
  tables: Tables,
): OneCopy {
  const { computer, links, alsoCollections, destination, collection: name } = request;
  const field = suffix ? 'alsoCollections' : 'collection';
  const path = collectionParts(facility, request, field);
  const from = nameRemoteEnd(loginParts(facility, request), path, jumpParts(facility, request));
  const to: Span[] = alsoCollections
    ? [{ text: parent, field: 'destination' }, { text: '/' }, { text: name, field }]
    : [{ text: destination, field: 'destination' }];
  const where: Where = session ? { place, inside: session.name } : { place };
  const notes = hasList(request) ? noteSums(to, tables.proof) : undefined;
  // Chosen, not told from a path: a script stops where it is another one.
  const disk = request.disk === 'own' ? undefined : request.disk;
  const server = narrow(tables.server, 'check', rule, tables.leaveOut);
  const copy = { from, to, computer, where, session, options, links, disk, notes, leftOut: rule };
  // Not spread: that would make the steps too that are only made when they are asked for.
  const steps = Object.assign(
    planCopy(copy, narrowVerdict(tables.copy, rule, tables.leaveOut), words, tables.outcomes),
    {
      check: planCheck(facility, request, place, 'posix', server, field),
      leftOut: rule && planLeftOut(facility, request, rule, { place }, path, tables),
    },
  );
  const there = { ...where, route: steps.copy.route };
  Object.assign(steps, planDisk(request, to, there, tables.disks));
  if (!notes) return { from, to, name, suffix, steps };
  const parts = {
    ...partsOf(request),
    collection: [{ text: name, field }],
    path,
    ...fillLeftOut(rule, tables.leaveOut),
  };
  const again = settleLogin(facility, request).live === 'yes' ? tables.proof.again : '';
  const proof = narrowProof(tables.proof, rule, tables.leaveOut);
  const list = planList(facility, to, there, steps.cure.action, parts, proof, { ...words, again });
  return { from, to, name, suffix, steps: Object.assign(steps, list) };
}

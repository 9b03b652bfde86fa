/** The copy of all collections: in a session or without, in one stream or four, live or when all is there. */
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Place, Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import { noteSums } from '../../steps/checksum-list/rules.ts';
import { keepOn, planSpace } from '../../steps/disk/rules.ts';
import type { Rule } from '../../steps/leave-out/rules.ts';
import { planLive } from '../../steps/live/rules.ts';
import { planKey, planWorkstation } from '../../steps/login/rules.ts';
import { bringRows } from '../../steps/rsync-copy/rules.ts';
import { nameSession, planSession } from '../../steps/session/rules.ts';
import { describeServer, jumpParts, loginParts, throughJump } from '../../steps/storage-server/rules.ts';
import { planStreams } from '../../steps/streams/rules.ts';
import type { ListedCopy } from '../../steps/streams/rules.ts';
import { planOne } from './one-copy.ts';
import type { OneCopy, Shared } from './one-copy.ts';
import { findParent, hasList, settleLogin } from './settle.ts';
import type { Request } from './settle.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;

/** Plans the copy of all `collections`, the first one first. */
export function planUnix(
  facility: RequestFacts,
  request: Request,
  collections: readonly string[],
  tables: Tables,
  rule: Rule | undefined,
): Step[] {
  const { computer, workplace } = request;
  const { keys } = settleLogin(facility, request);
  const place = computer === 'linux' || workplace === 'workstation' ? 'lab server' : 'your computer';
  const all = { lab: request.lab, collection: collections.join('/') };
  const isJob = request.job === 'slurm';
  const session = isJob ? undefined : planSession(facility, { ...request, ...all }, place, tables.session);
  const shared: Shared = {
    place,
    rule,
    session,
    options: keepOn(request, tables.disks),
    words: describeServer(facility, tables.server),
    parent: findParent(request),
  };
  const copies = collections.map((name, index) =>
    planOne(facility, { ...request, collection: name }, index > 0 ? `-${index + 1}` : '', shared, tables),
  );
  const [first] = copies;
  if (!first) throw new RangeError('No collection');
  const { which, copy, folder } = first.steps;
  const { four, live, workstation, leave, asks } = planAround(facility, { ...request, ...all }, first, shared, tables);
  const each = (id: keyof OneCopy['steps']): Step[] => copies.flatMap((one) => titleStep(one, id, request, tables));
  return [
    ...(workstation ? [workstation.first] : []),
    ...(which ? [which] : []),
    ...each('check'),
    ...each('leftOut'),
    ...planMeasure(facility, request, place, tables),
    ...planKey(facility, { ...request, keys }, asks, place, tables.login, tables.server),
    ...each('folder'),
    planSpace(request, first.to, { place, route: folder.route }, tables.disks),
    ...each('group'),
    ...(session ? [session.start] : []),
    ...(four ? [four.list, four.streams] : live ? [live.settled, live.round] : each('copy')),
    ...each('far'),
    ...(leave ?? []),
    ...(four ? [{ ...copy, ...tables.streams.steps.pass }] : []),
    ...(live ? [{ ...copy, ...tables.live.steps.pass }] : []),
    ...each('resume'),
    ...(four ? [four.remove] : []),
    ...(live ? [live.remove] : []),
    ...(hasList(request) ? [] : each('forget')),
    ...(request.prove === 'list' ? [] : each('verify')),
    ...proofSteps(request, each),
    ...each('leftovers'),
    ...(session ? [session.end] : []),
  ];
}

/** What proves the copies by their lists, mends what differs, and is kept. */
function proofSteps(request: Request, each: (id: keyof OneCopy['steps']) => Step[]): Step[] {
  return [
    ...each('sums'),
    ...(hasList(request) ? each('forget') : []),
    ...each('verifyList'),
    ...each(hasList(request) ? 'cureList' : 'cure'),
    ...each('readable'),
    ...each('receipt'),
    ...each('haveIt'),
    ...each('recheck'),
  ];
}

/** What is around the copies, each where it is asked for; of the request, the collection stands for all. */
function planAround(facility: RequestFacts, request: Request, first: OneCopy, shared: Shared, tables: Tables) {
  const { session } = shared;
  const { streams, live: isLive, connections } = settleLogin(facility, request);
  const isSilent = streams === '4' || request.job === 'slurm' || (isLive === 'yes' && connections === 'each');
  const one = { ...request, collection: first.name };
  const listed = listedCopy(facility, one, first, shared, tables);
  const four = streams === '4' ? planStreams(facility, one, listed, tables) : undefined;
  const live = isLive === 'yes' ? planLive(facility, one, listed, tables) : undefined;
  const workstation = request.workplace === 'workstation' ? planWorkstation(request, tables.login) : undefined;
  // Somebody who has left the session may be back at the workstation.
  const leave = session?.leave.flatMap((step) =>
    workstation && step.id === 'reattach' ? [workstation.again, step] : [step],
  );
  return { four, live, workstation, leave, asks: isSilent ? 'silent' : 'ask' } as const;
}

/** A step of one collection; where there are several, its title says which. */
function titleStep(
  { name, suffix, steps }: OneCopy,
  id: keyof OneCopy['steps'],
  { alsoCollections }: Request,
  { of }: Tables,
): Step[] {
  const step = steps[id];
  if (!step) return [];
  if (!alsoCollections) return [step];
  return [{ ...step, route: steps.copy.route, id: step.id + suffix, title: fillText(of, { name, title: step.title }) }];
}

/** What is copied by lists of files: of four streams, or of the rounds of a live copy. */
function listedCopy(
  facility: RequestFacts,
  request: Request,
  { from, to, steps }: OneCopy,
  { options, words }: Shared,
  tables: Tables,
): ListedCopy {
  const { place, inside, route } = steps.copy;
  return {
    from,
    to,
    name: nameSession(facility, request),
    where: { place, ...(inside && { inside }), route },
    options: bringRows({ options, links: request.links }, tables.copy.commands).all,
    notes: hasList(request) ? noteSums(to, tables.proof) : undefined,
    words,
  };
}

/** The step that measures the network, until its speed is known. */
function planMeasure(
  facility: RequestFacts,
  request: Request,
  place: Place,
  { commands, steps, server }: Tables,
): Step[] {
  if (request.link !== 'measured' || request.speed) return [];
  const slots = { login: loginParts(facility, request), jump: jumpParts(facility, request) };
  const rows = throughJump(facility, commands.measure, server);
  return [makeStep('measure', steps.measure, { place }, runRows(rows, slots))];
}

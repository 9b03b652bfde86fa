/** Pulls one collection or several: on Unix with rsync, in a session, in one stream or four; on Windows with sftp. */
import type { WordRow } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import { take } from '../../extras.ts';
import type { Extras } from '../../extras.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Place, Step } from '../../plan.ts';
import type { Notice } from '../../problem.ts';
import type { Values } from '../../request.ts';
import { makeStep, partsOf, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import { noteSums, planList } from '../../steps/checksum-list/rules.ts';
import type { ListSteps } from '../../steps/checksum-list/rules.ts';
import { planLive } from '../../steps/live/rules.ts';
import { planKey, planWorkstation } from '../../steps/login/rules.ts';
import { bringRows, nameRemoteEnd, planCopy } from '../../steps/rsync-copy/rules.ts';
import type { CopySteps, RemoteEnd } from '../../steps/rsync-copy/rules.ts';
import { nameSession, planSession } from '../../steps/session/rules.ts';
import type { SessionSteps } from '../../steps/session/rules.ts';
import {
  collectionParts,
  describeServer,
  jumpParts,
  loginParts,
  planCheck,
  throughJump,
} from '../../steps/storage-server/rules.ts';
import { planStreams } from '../../steps/streams/rules.ts';
import type { ListedCopy } from '../../steps/streams/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

export const rules = {
  find({ request, names: lists, extras }) {
    const { computer, collection, alsoCollections, streams, live } = request;
    if (computer !== 'windows') {
      const names = [collection, ...(lists.alsoCollections ?? [])];
      // Disks of macOS and Windows take names that differ in capitals alone for the same.
      const plain = computer === 'linux' ? names : names.map((name) => name.normalize('NFC').toLowerCase());
      const twice = names.find((_, index) => plain.indexOf(plain[index] ?? '') < index);
      return [
        ...(twice === undefined
          ? []
          : [{ field: 'alsoCollections', problem: 'twice', values: { name: `“${twice}”` } }]),
        ...(alsoCollections && streams === '4' ? [{ field: 'alsoCollections', problem: 'severalStreams' }] : []),
        ...(alsoCollections && live === 'yes' ? [{ field: 'alsoCollections', problem: 'severalLive' }] : []),
      ];
    }
    return take(extras, 'windows').findForSftp(request);
  },
  plan({ facility, request, names, tables, extras }) {
    const collections = [request.collection, ...(names.alsoCollections ?? [])];
    const windows = request.computer === 'windows' ? take(extras, 'windows') : undefined;
    return {
      steps: windows
        ? windows.planSftpCopy(facility, request, windows.sftpCopyTables, tables.server)
        : planUnix(facility, request, collections, tables),
      notices: findNotices(facility, request, tables, windows),
    };
  },
} satisfies Rules<Tables>;

/**
 * The folder that gets a folder of each of several collections: the destination, or, where it is that of the first one,
 * the folder above.
 */
function findParent({ collection, destination }: Pick<Request, 'collection' | 'destination'>): string {
  return destination.endsWith(`/${collection}`) ? destination.slice(0, -collection.length - 1) : destination;
}

/** What of the choices can be had: without a key there are no four copies and no rounds, and a server may take none. */
function settleKeys(
  { storage }: RequestFacts,
  { keys, streams, live }: Request,
): Pick<Request, 'keys' | 'streams' | 'live'> {
  if (storage.keys === 'not accepted') return { keys: 'password', streams: '1', live: 'no' };
  const needsKey = streams === '4' || live === 'yes';
  // What is settled after five minutes is little.
  return { keys: needsKey && keys === 'password' ? 'new' : keys, streams: live === 'yes' ? '1' : streams, live };
}

function findNotices(
  facility: RequestFacts,
  request: Request,
  { notices }: Tables,
  windows: Extras['windows'],
): Notice[] {
  const { computer, session, collection, alsoCollections, destination, keys, streams, live, links } = request;
  const { keys: settled, live: isLive } = settleKeys(facility, request);
  return [
    ...(alsoCollections
      ? [
          {
            field: 'alsoCollections' as const,
            text: fillText(notices.several, { parent: findParent(request) || '/' }),
          },
          ...(settled === 'password' ? [{ field: 'keys' as const, text: notices.severalPassword }] : []),
        ]
      : destination.endsWith(`${windows ? '\\' : '/'}${collection}`)
        ? []
        : [{ field: 'destination' as const, text: fillText(notices.straightInto, { destination }) }]),
    ...(windows
      ? windows.noticeSftp(request, windows.sftpCopyTables)
      : session === 'none'
        ? [{ text: notices.noSession }]
        : []),
    ...(computer === 'wsl' ? [{ text: notices.wsl }] : []),
    ...(links !== 'copy' && isWindowsDrive(request) ? [{ field: 'links', text: notices.wslLinks }] : []),
    ...(!windows && isLive === 'yes'
      ? [
          { field: 'live' as const, text: notices.live },
          ...(streams === '4' ? [{ field: 'streams' as const, text: notices.liveOne }] : []),
          ...(computer === 'macos' ? [{ text: notices.liveMac }] : []),
        ]
      : []),
    ...(settled === 'new' && keys !== 'new'
      ? [live === 'yes' ? { field: 'live', text: notices.liveKey } : { field: 'streams', text: notices.streamsKey }]
      : []),
    ...(settled === 'new' && !facility.storage.keys
      ? [{ field: 'keys', text: fillText(notices.keys, { manager: facility.contact.role }) }]
      : []),
    ...(facility.storage.keys === 'not accepted' && (streams === '4' || live === 'yes' || /new|key/.test(keys))
      ? [{ field: 'keys', text: notices.noKeys }]
      : []),
  ];
}

/** One of the collections: what names its two ends, and the steps of its copy. */
interface OneCopy {
  readonly from: RemoteEnd;
  readonly to: readonly Span[];
  readonly name: string;
  /** What the ids of its steps end with. */
  readonly suffix: string;
  readonly steps: CopySteps & Partial<ListSteps> & { readonly check: Step };
}

/** Plans the copy of all `collections`, the first one first. */
function planUnix(facility: RequestFacts, request: Request, collections: readonly string[], tables: Tables): Step[] {
  const { computer, workplace } = request;
  const { keys, streams, live: isLive } = settleKeys(facility, request);
  const place = computer === 'linux' || workplace === 'workstation' ? 'lab server' : 'your computer';
  const all = { lab: request.lab, collection: collections.join('/') };
  const session = planSession(facility, { ...request, ...all }, place, tables.session);
  const shared: Shared = {
    place,
    session,
    options: isWindowsDrive(request) ? tables.copy.commands.times : undefined,
    words: describeServer(facility, tables.server),
    parent: findParent(request),
  };
  const copies = collections.map((name, index) =>
    planOne(facility, { ...request, collection: name }, index > 0 ? `-${index + 1}` : '', shared, tables),
  );
  const [first] = copies;
  if (!first) throw new RangeError('No collection');
  const { copy, space } = first.steps;
  const listed = listedCopy(facility, request, first, shared, tables);
  const four = streams === '4' ? planStreams(facility, request, listed, tables) : undefined;
  const live = isLive === 'yes' ? planLive(facility, request, listed, tables) : undefined;
  const workstation = workplace === 'workstation' ? planWorkstation(request, tables.login) : undefined;
  // Somebody who has left the session may be back at the workstation.
  const leave = session?.leave.flatMap((step) =>
    workstation && step.id === 'reattach' ? [workstation.again, step] : [step],
  );
  const each = (id: keyof OneCopy['steps']): Step[] => copies.flatMap((one) => titleStep(one, id, request, tables));
  return [
    ...(workstation ? [workstation.first] : []),
    ...each('check'),
    ...planMeasure(facility, request, place, tables),
    ...planKey(facility, { ...request, keys }, four || live ? 'silent' : 'ask', place, tables.login, tables.server),
    ...each('folder'),
    space,
    ...(session ? [session.start] : []),
    ...(four ? [four.list, four.streams] : live ? [live.settled, live.round] : each('copy')),
    ...(leave ?? []),
    ...(four ? [{ ...copy, ...tables.streams.steps.pass }] : []),
    ...(live ? [{ ...copy, ...tables.live.steps.pass }] : []),
    ...each('resume'),
    ...(four ? [four.remove] : []),
    ...(live ? [live.remove] : []),
    ...(request.prove === 'list' ? [] : each('verify')),
    ...each('sums'),
    ...each('verifyList'),
    ...(hasList(request) ? each('cureList') : each('cure')),
    ...each('receipt'),
    ...each('haveIt'),
    ...each('recheck'),
    ...each('leftovers'),
    ...(session ? [session.end] : []),
  ];
}

/** Whether the destination is a Windows drive seen from WSL, which keeps neither links nor modes. */
function isWindowsDrive({ computer, destination }: Request): boolean {
  return computer === 'wsl' && /^\/mnt\/[a-z](?:\/|$)/.test(destination);
}

/** What the copies of all collections share. */
interface Shared {
  readonly place: Place;
  readonly session: SessionSteps | undefined;
  readonly options: readonly WordRow[] | undefined;
  readonly words: ReturnType<typeof describeServer>;
  /** The folder that gets a folder of each, where there are several. */
  readonly parent: string;
}

/** Plans the copy of one collection, the one of the request; only that of the first has no suffix. */
function planOne(
  facility: RequestFacts,
  request: Request,
  suffix: string,
  { place, session, options, words, parent }: Shared,
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
  // Not spread: that would make the steps too that are only made when they are asked for.
  const steps = Object.assign(
    planCopy({ from, to, computer, where, session, options, links, notes }, tables.copy, words, tables.outcomes),
    { check: planCheck(facility, request, place, 'posix', tables.server, field) },
  );
  if (!notes) return { from, to, name, suffix, steps };
  const there = { ...where, route: steps.copy.route };
  const parts = { ...partsOf(request), collection: [{ text: name, field }], path };
  const again = settleKeys(facility, request).live === 'yes' ? tables.proof.again : '';
  const list = planList(facility, to, there, steps.cure.action, parts, tables.proof, { ...words, again });
  return { from, to, name, suffix, steps: Object.assign(steps, list) };
}

/** Whether a list of checksums comes with the copy. */
const hasList = ({ prove }: Request): boolean => prove === 'list' || prove === 'both';

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

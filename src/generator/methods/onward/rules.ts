/** Copies the first copy to another place, and checks the second by the list beside the first, which it may make. */
import type { WordRow } from '../../command/argv.ts';
import { joinParts, quoteParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import type { Rules } from '../../method.ts';
import type { Action, Step } from '../../plan.ts';
import type { Finding, Notice } from '../../problem.ts';
import type { Values } from '../../request.ts';
import { makeStep, runRows } from '../../step.ts';
import type { StepText, Where } from '../../step.ts';
import { nameRemoteEnd, reachRows } from '../../steps/rsync-copy/rules.ts';
import type { RemoteEnd } from '../../steps/rsync-copy/rules.ts';
import { planSession } from '../../steps/session/rules.ts';
import type { SessionSteps } from '../../steps/session/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

export const rules = {
  find({ facility, request }) {
    const { target, remoteFolder } = request;
    const [bucket = ''] = remoteFolder.split('/');
    const found: (Finding | undefined | false)[] = [
      isLibrary(target) && !facility[target] && { field: 'target', problem: 'absent' },
      isHere(target) && findNested(request),
      target === 'bucket' &&
        bucket !== '' &&
        !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && {
          field: 'remoteFolder',
          problem: 'bucketName',
          values: { bad: bucket },
        },
    ];
    return found.filter((finding) => finding !== false && finding !== undefined);
  },
  plan({ facility, request, tables }) {
    const plan = planHead(facility, request, tables);
    const steps = isService(request.target)
      ? planService(plan, request.target)
      : isHere(request.target)
        ? planHere(plan, request.target)
        : planThere(plan);
    return { steps, notices: findNotices(request, tables) };
  },
} satisfies Rules<Tables>;

type Target = Request['target'];

const isHere = (target: Target): target is 'disk' | 'plain' | 'smb' | 'nfs' => /^(?:disk|plain|smb|nfs)$/.test(target);
const isService = (target: Target): target is 'bucket' | 'onedrive' | 'googledrive' =>
  /^(?:bucket|onedrive|googledrive)$/.test(target);

/** The one that has facts of its own. Its name is in no script: a facility without it has no word of it. */
const isLibrary = (target: Target): target is 'petalibrary' =>
  !isHere(target) && !isService(target) && target !== 'server';

/** What is wrong where one of the two folders is inside the other. */
function findNested({ firstCopy, secondCopy }: Request): Finding | undefined {
  const [first, second] = [`${firstCopy}/`, `${secondCopy}/`];
  if (!firstCopy || !secondCopy) return undefined;
  if (second.startsWith(first)) return { field: 'secondCopy', problem: 'same' };
  return first.startsWith(second) ? { field: 'secondCopy', problem: 'around' } : undefined;
}

function findNotices({ target, list, session }: Request, { notices }: Tables): Notice[] {
  const all: Readonly<Record<string, string>> = notices.ofPlace;
  const ofPlace = isLibrary(target) ? notices.duo : all[target];
  return [
    ...(list === 'make' ? [{ field: 'list', text: notices.made }] : []),
    ...(ofPlace ? [{ field: 'target', text: ofPlace }] : []),
    ...(session === 'none' ? [{ text: notices.noSession }] : []),
  ];
}

/** What the steps to every place share. */
interface Head {
  readonly request: Request;
  readonly tables: Tables;
  readonly slots: Readonly<Record<string, readonly Span[]>>;
  /** Whom to ask about the second place, and how to get there. */
  readonly words: Readonly<Record<string, string>>;
  readonly session: SessionSteps | undefined;
  /** Where what takes long is done. */
  readonly inside: Where;
  /** The account at the other computer, where there is one. */
  readonly login: readonly Span[];
}

const here: Where = { place: 'lab server' };

function planHead(facility: RequestFacts, request: Request, tables: Tables): Head {
  const { firstCopy, secondCopy, target, remote, remoteFolder } = request;
  const library = isLibrary(target) ? facility[target] : undefined;
  const name = firstCopy.slice(firstCopy.lastIndexOf('/') + 1);
  const names = { lab: `onward ${target}`, collection: name };
  const session = planSession(facility, { ...request, ...names }, here.place, tables.session);
  const first: Span[] = [{ text: firstCopy, field: 'firstCopy' }];
  const second: Span[] = [{ text: secondCopy, field: 'secondCopy' }];
  const service: Span[] = [{ text: remote, field: 'remote' }, { text: ':' }];
  const folder: Span[] = [...service, { text: remoteFolder, field: 'remoteFolder' }];
  const { operator, reach, transferReach } = tables.there;
  return {
    request,
    tables,
    session,
    inside: session ? { ...here, inside: session.name } : here,
    login: library
      ? [{ text: request.rcAccount, field: 'rcAccount' }, { text: `@${library.transferHost}` }]
      : [
          { text: request.otherAccount, field: 'otherAccount' },
          { text: '@' },
          { text: request.otherServer, field: 'otherServer' },
        ],
    slots: {
      first,
      list: [...first, { text: '.md5' }],
      from: [...first, { text: '/' }],
      second,
      to: [...second, { text: '/' }],
      destination: second,
      remote: folder,
      service,
      bucket: [...service, { text: remoteFolder.replace(/\/.*/, ''), field: 'remoteFolder' }],
      listThere: [...(isService(target) ? folder : second), { text: '.md5' }],
      longest: [{ text: `longest=${target === 'onedrive' ? '399' : '0'}` }],
    },
    words: {
      operator: library?.operator ?? operator,
      manager: library?.operator ?? operator,
      reach: library ? transferReach : reach,
      vpn: library ? transferReach : reach,
      longest: '399',
      again: session ? tables.startAgain : '',
    },
  };
}

/** Makes a step of this method: what its id is in the tables may differ from its own. */
function step(head: Head, id: string, text: StepText, where: Where, action: Action, more = {}): Step {
  return makeStep(id, text, where, action, { ...head.words, ...more });
}

function run({ slots }: Head, ...rows: (readonly WordRow[])[]): Action {
  return runRows(rows.flat(), slots);
}

/** The list: to be looked for, or to be made. */
function planListed(head: Head, where: Where): Step {
  const { commands, steps } = head.tables;
  return head.request.list === 'make'
    ? step(head, 'list-make', steps.make, where, run(head, commands.make))
    : step(head, 'list', steps.list, where, run(head, commands.list));
}

/** What the second place cannot keep: names, and links. */
function planKept(head: Head, target: keyof Tables['cannot'], where: Where): Step[] {
  const { commands, steps, cannot } = head.tables;
  return [
    step(head, 'names', steps.names, where, run(head, commands.names), { cannot: cannot[target] }),
    step(head, 'links', steps.links, where, run(head, commands.links)),
  ];
}

/** The check of the first copy, which has its list beside it. */
function planFirst(head: Head): Step {
  const { commands, steps } = head.tables;
  const action = runRows([...commands.hash, ...commands.compare], {
    ...head.slots,
    destination: head.slots.first ?? [],
  });
  return step(head, 'first', steps.first, head.inside, action);
}

/** To a folder of this computer, be it on a disk or mounted. */
function planHere(head: Head, target: 'disk' | 'plain' | 'smb' | 'nfs'): Step[] {
  const { request, session, tables, slots } = head;
  const { commands, steps, shared } = tables;
  const keep = { disk: commands.archive, plain: commands.windows, smb: commands.smb, nfs: commands.nfs }[target];
  const keepsLinks = target === 'disk' || target === 'nfs';
  const route = {
    from: request.firstCopy,
    to: request.secondCopy,
    isRemote: false,
    keepsLinks,
    linksOut: 'left',
  } as const;
  const there = { ...here, route };
  const inside = { ...head.inside, route };
  const rsync = (rows: readonly WordRow[]): Action => run(head, commands.rsync, keep, rows, commands.ends);
  const copy = rsync(commands.copy);
  const hash = (list: readonly Span[] = []): Action =>
    runRows([...commands.hash, ...commands.compare], { ...slots, list });
  return [
    planListed(head, there),
    ...(target === 'plain' || target === 'smb' ? planKept(head, target, there) : []),
    step(head, 'folder', shared.steps.folder, there, run(head, commands.folder)),
    step(head, 'space', steps.space, there, run(head, commands.space)),
    ...(session ? [session.start] : []),
    step(head, 'copy', { ...steps.copy, otherwise: tables.outcomes }, inside, copy),
    ...(session?.leave ?? []),
    step(head, 'resume', shared.steps.resume, inside, copy),
    step(head, 'verify', steps.verify, inside, hash(slots.list)),
    step(head, 'cure', steps.cure, inside, rsync(commands.cure)),
    planFirst(head),
    step(head, 'along', steps.along, inside, run(head, commands.along)),
    step(head, 'recheck', steps.recheck, here, hash(slots.listThere)),
    ...(session ? [session.end] : []),
  ];
}

/** To another computer, by ssh. */
function planThere(head: Head): Step[] {
  const { login, session, tables, slots } = head;
  const { commands, steps, shared } = tables;
  const end = nameRemoteEnd(login, slots.second ?? []);
  const push = (rows: readonly WordRow[]): Action => pushRows(head, end, [...commands.shared, ...rows], commands.ends);
  const list = nameRemoteFile(head);
  const copy = push(commands.copy);
  const withLogin = { ...head, slots: { ...slots, login } };
  return [
    planListed(head, here),
    step(head, 'reach', steps.reach, here, run(withLogin, commands.reach)),
    step(head, 'folder-there', steps.folderThere, here, run(withLogin, commands.folderThere)),
    ...(session ? [session.start] : []),
    step(head, 'copy', { ...steps.copy, otherwise: tables.thereOutcomes }, head.inside, copy),
    ...(session?.leave ?? []),
    step(head, 'resume', shared.steps.resume, head.inside, copy),
    step(head, 'verify', steps.verify, head.inside, run(withLogin, commands.hashThere, commands.compare)),
    step(head, 'cure', steps.cure, head.inside, push(commands.cure)),
    planFirst(head),
    step(head, 'along', steps.along, head.inside, pushRows(head, list, [], commands.alongThere)),
    ...(session ? [session.end] : []),
  ];
}

/** Sends with rsync to `end`, which is in the last of the rows. */
function pushRows(
  { tables: { commands, shared }, slots }: Head,
  end: RemoteEnd,
  options: readonly WordRow[],
  ends: readonly WordRow[],
): Action {
  const rows = [
    ...(end.isQuoted ? shared.commands.noRemoteQuoting : []),
    ...commands.rsync,
    ...options,
    ...reachRows(end, shared.commands),
    ...ends,
  ];
  return runRows(rows, { ...slots, to: end.parts, listThere: end.parts });
}

/** The list beside the second copy at the other computer: a file, so its name has no slash at the end. */
function nameRemoteFile({ login, slots }: Head): RemoteEnd {
  const path = slots.listThere ?? [];
  const quoted = quoteParts(path);
  return { parts: [...login, { text: ':' }, ...quoted], isQuoted: joinParts(quoted) !== joinParts(path), path };
}

/** To a service that rclone reaches. */
function planService(head: Head, target: 'bucket' | 'onedrive' | 'googledrive'): Step[] {
  const { request, session, tables } = head;
  const { commands, steps, limits, kinds, proves } = tables;
  const [limitSeen, limitMeans] = limits[target];
  const readsAll = target === 'onedrive' || request.readBack === 'all';
  const more = {
    kind: kinds[target],
    remote: `\`${request.remote}\``,
    limitSeen,
    limitMeans,
    proves: readsAll ? proves.all : proves.service[target],
  };
  const make = (id: string, text: StepText, where: Where, ...rows: (readonly WordRow[])[]): Step =>
    step(head, id, text, where, run(head, ...rows), more);
  const stopAtLimit = target === 'googledrive' ? commands.stopAtLimit : [];
  return [
    planListed(head, here),
    make('version', steps.version, here, commands.version),
    make('config', steps.config, here, commands.config),
    target === 'bucket'
      ? make('look-into', steps.lookInto, here, commands.lookInto)
      : make('about', steps.about, here, commands.about),
    ...(target === 'onedrive' ? planKept(head, target, here) : [make('links', steps.links, here, commands.links)]),
    ...(session ? [session.start] : []),
    make('send', steps.send, head.inside, commands.send, stopAtLimit),
    ...(session?.leave ?? []),
    make('resume', steps.resumeRemote, head.inside, commands.send, stopAtLimit),
    make(
      'verify-remote',
      steps.verifyRemote,
      head.inside,
      commands.hashRemote,
      readsAll ? commands.download : [],
      commands.asMd5sum,
      commands.compare,
    ),
    make('cure-remote', steps.cureRemote, head.inside, commands.send, commands.byContents, stopAtLimit),
    planFirst(head),
    make('along-remote', steps.along, head.inside, commands.sendList),
    ...(session ? [session.end] : []),
  ];
}

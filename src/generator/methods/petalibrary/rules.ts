/** Asks for the push, watches it arrive, verifies it, and copies onward. */
import { joinParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillParts, fillText } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Outcome, Route, Step } from '../../plan.ts';
import type { Values } from '../../request.ts';
import { makeOutcomes, makeStep, partsOf, runRows, toFacility, writeMessage } from '../../step.ts';
import type { Where } from '../../step.ts';
import { findInPath, keepOn, noticeDisk, planDisk, planSpace } from '../../steps/disk/rules.ts';
import { checkRows, nameRemoteEnd, planCopy, reachRows } from '../../steps/rsync-copy/rules.ts';
import { planSession } from '../../steps/session/rules.ts';
import { collectionParts, jumpParts, loginParts, throughJump } from '../../steps/storage-server/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

export const rules = {
  find({ facility, request }) {
    return [
      ...(facility.petalibrary ? [] : [{ field: 'allocation', problem: 'absent' }]),
      ...(request.onward === 'dtn' ? findInPath(request) : []),
    ];
  },
  plan({ facility, request, tables }) {
    const { petalibrary: library } = facility;
    if (!library) throw new RangeError('A facility without PetaLibrary has no such plan.');
    const { onward, account, computer } = request;
    const { messages, notices, verifying } = tables;
    const slots = fillSlots(facility, request, library, tables);
    const values = describeLibrary(facility, library, tables);
    const step: MakeStep = (id, action, where = { place: 'login node' }) =>
      makeStep(id, tables.steps[id], where, action, values);
    const askVerify = step('ask-verify', writeMessage(messages.verify, toFacility(facility), slots), mail);
    return {
      notices: [
        { text: notices.single },
        ...(onward === 'dtn' || account ? [{ text: notices.vpn }, ...noticeRegistry(library, tables)] : []),
        ...(onward === 'dtn' && computer !== 'linux' ? [{ text: notices[computer] }] : []),
        ...(onward === 'dtn' ? noticeDisk(request, tables.disks, 'check') : []),
      ],
      steps: [
        step('ask-operator', writeMessage(messages.operator, toOperator(library), slots), browser),
        step('ask-facility', writeMessage(messages.facility, toFacility(facility), slots), mail),
        ...planArrival(library, slots, tables, step),
        ...(account
          ? [
              ...planVerify(facility, request, slots.path, library, tables, step),
              { ...askVerify, title: verifying.instead },
            ]
          : [askVerify]),
        ...(onward === 'globus' ? planGlobus(facility, slots.path, tables, step) : []),
        ...(onward === 'dtn' ? planOnward(facility, request, slots.path, library, tables) : []),
      ],
    };
  },
} satisfies Rules<Tables>;

type Library = NonNullable<RequestFacts['petalibrary']>;
type Slots = Readonly<Record<string, readonly Span[]>>;

const mail = { place: 'mail program' } as const;
const browser = { place: 'browser' } as const;

/** Whom the message to those who run PetaLibrary goes to. */
function toOperator({ operator, requestForm }: Library): { readonly to: string; readonly form: string } {
  return { to: operator, form: requestForm };
}

/** What the sentences name. */
function describeLibrary(
  { contact, transfer }: RequestFacts,
  library: Library,
  tables: Tables,
): Readonly<Record<string, string>> {
  const { operator, depositOwner: owner, depositMode: mode } = library;
  const idle = transfer ? fillText(tables.idle, { hours: transfer.idleHours }) : tables.idleUnknown;
  const [loginKey, transferKey] = [library.loginFingerprints, library.transferFingerprints].map((known) =>
    describeKey(known, operator, tables),
  );
  const keys = { loginKey: loginKey ?? '', transferKey: transferKey ?? '' };
  return { operator, owner, mode, manager: contact.role, idle, start: tables.onward.start, ...keys };
}

/** What to answer at the first contact with a computer that shows one of these fingerprints. */
function describeKey(known: readonly string[] | undefined, operator: string, { contact }: Tables): string {
  const fingerprint = known?.join(' or ') ?? '';
  return fillText(fingerprint ? contact.known : contact.unknown, { fingerprint, operator });
}

/** Where a key may be registered that takes the place of a password. */
function noticeRegistry(
  { keyRegistry: registry, operator }: Library,
  { notices }: Tables,
): { readonly text: string }[] {
  return registry ? [{ text: fillText(notices.registry, { registry, operator }) }] : [];
}

function fillSlots(
  facility: RequestFacts,
  request: Request,
  library: Library,
  tables: Tables,
): Slots & { readonly path: readonly Span[] } {
  const { documentation, depositPath, usageFile = '' } = library;
  const parts = partsOf(request);
  const deposit = fillParts(depositPath, parts);
  const described = documentation
    ? fillText(tables.described.there, { documentation })
    : fillText(tables.described.somewhere, { facility: facility.name });
  return {
    ...parts,
    deposit,
    path: [...deposit, { text: '/' }, { text: request.collection, field: 'collection' }],
    usage: [...fillParts(depositPath.replace(/[^/]+$/, ''), parts), { text: usageFile }],
    owner: [{ text: library.depositOwner }],
    mode: [{ text: library.depositMode }],
    folder: [{ text: library.depositFolder }],
    facility: [{ text: facility.name }],
    described: [{ text: described }],
    rcLogin: rcLogin(request, library.loginHost),
    day: request.collected ? [{ text: fillText(tables.day, request) }] : [],
  };
}

/** Plans to log in where PetaLibrary is, and to watch the collection arrive. */
function planArrival(
  { usageFile, motionCorrection: url }: Library,
  slots: Slots,
  { commands, verifying }: Tables,
  step: MakeStep,
): Step[] {
  return [
    step('login', runRows(commands.login, slots), { place: 'your computer' }),
    step('owner', runRows(commands.owner, slots)),
    ...(usageFile ? [step('room', runRows(commands.room, slots))] : []),
    step('list', runRows(commands.list, slots)),
    step('watch', runRows(commands.watch, slots)),
    step('watch-leave', { kind: 'keys', keys: [['Ctrl', 'C']] }),
    step('count', runRows(commands.count, slots)),
    ...(url ? [step('motion', { kind: 'link', text: verifying.motion, url }, browser)] : []),
  ];
}

type MakeStep = (id: keyof Tables['steps'], action: Step['action'], where?: Where) => Step;

function rcLogin({ rcAccount }: Request, host: string): Span[] {
  return [{ text: rcAccount, field: 'rcAccount' }, { text: `@${host}` }];
}

/**
 * The comparison, run on the storage server through the data transfer node. Not on the login node: what reads terabytes
 * there is ended, and may cost the account (CURC User Policies, Login nodes). Seen from here PetaLibrary is the
 * receiver, so rsync marks what differs with "<".
 */
function planVerify(
  facility: RequestFacts,
  request: Request,
  path: readonly Span[],
  { transferHost, operator }: Library,
  tables: Tables,
  step: MakeStep,
): Step[] {
  const { commands, verifying } = tables;
  const copy = tables.copy.commands;
  const to = nameRemoteEnd(rcLogin(request, transferHost), path);
  const from = collectionParts(facility, request);
  const slots = {
    login: loginParts(facility, request),
    jump: jumpParts(facility, request),
    from: [...from, { text: '/' }],
    to: to.parts,
  };
  const place = 'storage server';
  const session = planSession(facility, request, place, tables.session);
  const rows = [copy.name, reachRows(to, copy), copy.local, commands.deposited].flat();
  const check = step('verify', runRows(checkRows(rows, { isQuoted: to.isQuoted, keepsLinks: true }, copy), slots), {
    place,
    route: findAudited(from, path),
    ...(session && { inside: session.name }),
  });
  const verify: Step = {
    ...check,
    otherwise: [...check.otherwise, ...describeWay(operator, tables)],
    // A script brings the images onward, on another computer, where that is asked for.
    ...(request.onward === 'dtn' && { script: undefined }),
  };
  const mark = (id: string, marked: Step, expect = marked.expect): Step => ({
    ...marked,
    phase: 'verify',
    id: `verify-${id}`,
    title: `${verifying.mark}${marked.title}`,
    expect,
  });
  const login = step('verify-login', runRows(throughJump(facility, commands.server, tables.server), slots), {
    place: 'your computer',
  });
  return [
    login,
    ...(session ? [mark('session', session.start)] : []),
    verify,
    ...(session?.leave ?? []).map((leave) =>
      mark(leave.id, leave, leave.id === 'detach' ? verifying.detach : verifying.reattach),
    ),
    ...(session ? [mark('end', session.end)] : []),
  ];
}

/** What else may happen on the way of the check. */
function describeWay(manager: string, { outcomes, broken }: Tables): Outcome[] {
  const others: readonly string[] = broken.insteadOf;
  const rows = outcomes.reach.filter(([, , help]) => !others.includes(help));
  return makeOutcomes([...rows, broken.row], (text) => fillText(text, { manager }));
}

/** From where to where it has come: that is for who reads a script, which starts beside the first. */
function findAudited(from: readonly Span[], to: readonly Span[]): Route {
  return { from: joinParts(from), to: joinParts(to), isRemote: false, keepsLinks: true, linksOut: 'left' };
}

function planGlobus({ globus }: RequestFacts, path: readonly Span[], { onward }: Tables, step: MakeStep): Step[] {
  const { collectionId, collectionName = '' } = globus ?? {};
  const open = (id: 'globus-open' | 'globus-manager', origin: Record<string, string>): Step => {
    const query = new URLSearchParams({ ...origin, two_pane: 'true' }).toString().replaceAll('+', '%20');
    const [text, url] = onward.openGlobus;
    return step(id, { kind: 'link', text, url: `${url}?${query}` }, browser);
  };
  if (collectionId) {
    return [open('globus-open', { origin_id: collectionId, origin_path: `${joinParts(path)}/` })];
  }
  return [
    open('globus-manager', {}),
    step('globus-search', { kind: 'text', text: [{ text: collectionName }] }, browser),
    step('globus-path', { kind: 'text', text: path }, browser),
  ];
}

function planOnward(
  facility: RequestFacts,
  request: Request,
  path: readonly Span[],
  { transferHost: host, transferFingerprints, operator }: Library,
  tables: Tables,
): Step[] {
  const firstContact = { see: tables.contact.see, means: describeKey(transferFingerprints, operator, tables) };
  const place = request.computer === 'linux' ? 'lab server' : 'your computer';
  const session = planSession(facility, request, place, tables.session);
  const to: Span[] = [{ text: request.destination, field: 'destination' }];
  const where: Where = session ? { place, inside: session.name } : { place };
  const disk = request.disk === 'own' ? undefined : request.disk;
  const { which, folder, copy, resume, verify, cure, leftovers } = planCopy(
    {
      from: nameRemoteEnd(rcLogin(request, host), path),
      to,
      computer: request.computer,
      where,
      session,
      options: keepOn(request, tables.disks),
      disk,
    },
    tables.copy,
    { manager: operator, vpn: tables.notices.vpn },
    tables.outcomes,
  );
  const { group, forget, readable } = planDisk(request, to, { ...where, route: copy.route }, tables.disks);
  const steps = [
    which,
    folder,
    planSpace(request, to, { place, route: folder.route }, tables.disks),
    group,
    session?.start,
    { ...copy, otherwise: [firstContact, ...copy.otherwise] },
    ...(session?.leave ?? []),
    resume,
    forget,
    { ...verify, title: tables.onward.verify },
    cure,
    readable,
    leftovers,
    session?.end,
  ].filter((step) => step !== undefined);
  return steps.map((step) => ({
    ...step,
    phase: 'onward',
    id: `onward-${step.id}`,
    title: `${tables.onward.mark}${step.title}`,
  }));
}

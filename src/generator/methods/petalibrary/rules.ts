/** Asks for the push, watches it arrive, verifies it, and copies onward. */
import type { Facility } from '../../../facility/schema.ts';
import { joinParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import { fillParts, fillText } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Step } from '../../plan.ts';
import type { Values } from '../../request.ts';
import { makeStep, partsOf, runRows, toFacility, writeMessage } from '../../step.ts';
import type { Where } from '../../step.ts';
import { checkRows, nameRemoteEnd, planCopy, reachRows } from '../../steps/rsync-copy/rules.ts';
import { planSession } from '../../steps/session/rules.ts';
import { collectionParts, jumpParts, loginParts, throughJump } from '../../steps/storage-server/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

export const rules = {
  find({ facility }) {
    return facility.petalibrary ? [] : [{ field: 'allocation', problem: 'absent' }];
  },
  plan({ facility, request, tables }) {
    const { petalibrary: library, contact, transfer } = facility;
    if (!library) throw new RangeError('A facility without PetaLibrary has no such plan.');
    const { messages, commands, steps, notices } = tables;
    const { depositOwner: owner, depositMode: mode, operator, documentation, usageFile, motionCorrection } = library;
    const values = {
      operator,
      owner,
      mode,
      manager: contact.role,
      idle: transfer ? fillText(tables.idle, { hours: transfer.idleHours }) : tables.idleUnknown,
      start: tables.onward.start,
    };
    const parts = partsOf(request);
    const deposit = fillParts(library.depositPath, parts);
    const path: Span[] = [...deposit, { text: '/' }, { text: request.collection, field: 'collection' }];
    const described = documentation
      ? fillText(tables.described.there, { documentation })
      : fillText(tables.described.somewhere, { facility: facility.name });
    const slots = {
      ...parts,
      deposit,
      path,
      usage: fillParts(library.depositPath.replace(/[^/]+$/, usageFile ?? ''), parts),
      owner: [{ text: owner }],
      mode: [{ text: mode }],
      folder: [{ text: library.depositFolder }],
      facility: [{ text: facility.name }],
      described: [{ text: described }],
      rcLogin: rcLogin(request, library.loginHost),
      day: request.collected ? [{ text: fillText(tables.day, request) }] : [],
    };
    const there = { place: 'login node' } as const;
    const step: MakeStep = (id, action, where = there) => makeStep(id, steps[id], where, action, values);
    const mail = { place: 'mail program' } as const;
    const askVerify = step('ask-verify', writeMessage(messages.verify, toFacility(facility), slots), mail);
    return {
      notices: [
        { text: notices.single },
        ...(request.onward === 'dtn' || request.account ? [{ text: notices.vpn }] : []),
      ],
      steps: [
        step('ask-operator', writeMessage(messages.operator, { to: operator, form: library.requestForm }, slots), {
          place: 'browser',
        }),
        step('ask-facility', writeMessage(messages.facility, toFacility(facility), slots), mail),
        step('login', runRows(commands.login, slots), { place: 'your computer' }),
        step('owner', runRows(commands.owner, slots)),
        ...(usageFile ? [step('room', runRows(commands.room, slots))] : []),
        step('list', runRows(commands.list, slots)),
        step('watch', runRows(commands.watch, slots)),
        step('watch-leave', { kind: 'keys', keys: [['Ctrl', 'C']] }),
        step('count', runRows(commands.count, slots)),
        ...(motionCorrection
          ? [
              step(
                'motion',
                { kind: 'link', text: tables.verifying.motion, url: motionCorrection },
                { place: 'browser' },
              ),
            ]
          : []),
        ...(request.account
          ? [
              ...planVerify(facility, request, path, library.transferHost, tables, step),
              { ...askVerify, title: tables.verifying.instead },
            ]
          : [askVerify]),
        ...(request.onward === 'globus' ? planGlobus(facility, path, tables, step) : []),
        ...(request.onward === 'dtn' ? planOnward(facility, request, path, library, tables) : []),
      ],
    };
  },
} satisfies Rules<Tables>;

type MakeStep = (id: keyof Tables['steps'], action: Step['action'], where?: Where) => Step;

function rcLogin({ rcAccount }: Request, host: string): Span[] {
  return [{ text: rcAccount, field: 'rcAccount' }, { text: `@${host}` }];
}

/**
 * The comparison, run on the storage server through the data transfer node. Not on the login node: what reads terabytes there
 * is ended, and may cost the account (CURC User Policies, Login nodes). Seen from here PetaLibrary is the receiver, so
 * rsync marks what differs with "<".
 */
function planVerify(
  facility: Facility,
  request: Request,
  path: readonly Span[],
  transferHost: string,
  tables: Tables,
  step: MakeStep,
): Step[] {
  const { commands, verifying } = tables;
  const copy = tables.copy.commands;
  const to = nameRemoteEnd(rcLogin(request, transferHost), path);
  const slots = {
    login: loginParts(facility, request),
    jump: jumpParts(facility, request),
    from: [...collectionParts(facility, request), { text: '/' }],
    to: to.parts,
  };
  const place = 'storage server';
  const session = planSession(facility, request, place, tables.session);
  const rows = [copy.name, reachRows(to, copy), copy.local, commands.deposited].flat();
  const verify = step('verify', runRows(checkRows(rows, { isQuoted: to.isQuoted, keepsLinks: true }, copy), slots), {
    place,
    ...(session && { inside: session.name }),
  });
  const mark = (id: string, marked: Step, expect = marked.expect): Step => ({
    ...marked,
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

function planGlobus({ globus }: Facility, path: readonly Span[], { onward }: Tables, step: MakeStep): Step[] {
  const browser = { place: 'browser' } as const;
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
  facility: Facility,
  request: Request,
  path: readonly Span[],
  { transferHost: host, operator }: NonNullable<Facility['petalibrary']>,
  tables: Tables,
): Step[] {
  const place = request.computer === 'linux' ? 'lab server' : 'your computer';
  const session = planSession(facility, request, place, tables.session);
  const { folder, space, copy, resume, verify, cure, leftovers } = planCopy(
    {
      from: nameRemoteEnd(rcLogin(request, host), path),
      to: [{ text: request.destination, field: 'destination' }],
      computer: request.computer,
      where: session ? { place, inside: session.name } : { place },
      session,
    },
    tables.copy,
    { manager: operator, vpn: tables.notices.vpn },
    tables.outcomes,
  );
  const steps = [
    folder,
    space,
    ...(session ? [session.start] : []),
    copy,
    ...(session?.leave ?? []),
    resume,
    { ...verify, title: tables.onward.verify },
    cure,
    leftovers,
    ...(session ? [session.end] : []),
  ];
  return steps.map((step) => ({ ...step, id: `onward-${step.id}`, title: `${tables.onward.mark}${step.title}` }));
}

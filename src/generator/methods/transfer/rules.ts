/** Starts the script of the facility, shares what it sends, and tells the user. */
import type { WordRow } from '../../command/argv.ts';
import { joinParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { demand, fillParts } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Action, Step } from '../../plan.ts';
import type { Values } from '../../request.ts';
import { makeStep, partsOf, runRows, writeMessage } from '../../step.ts';
import { listSlots } from '../../steps/server-list/rules.ts';
import { planSession } from '../../steps/session/rules.ts';
import { collectionParts, jumpParts, loginParts, throughJump } from '../../steps/storage-server/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

export const rules = {
  find({ facility, request }) {
    const isHyphen = (value: string): boolean => value.startsWith('-');
    const target = request.case;
    return [
      ...(facility.transfer ? [] : [{ field: 'case', problem: 'noScript' }]),
      ...((target === 'petalibrary' || target === 'globus') && !facility[target]
        ? [{ field: 'case', problem: 'noTarget', values: { target } }]
        : []),
      ...(request.who === 'outside' && (target === 'lab' || target === 'petalibrary')
        ? [{ field: 'who', problem: 'outsideCase' }]
        : []),
      ...(['cameraFolder', 'lab', 'group'] as const)
        .filter((field) => isHyphen(request[field]))
        .map((field) => ({ field, problem: 'leadingHyphen' })),
    ];
  },
  plan({ facility, request, tables }) {
    const { transfer, storage, petalibrary } = facility;
    if (!transfer) throw new RangeError('A facility without the script has no such plan.');
    const { commands, steps, messages } = tables;
    const { case: target, cameraFolder, who } = request;
    const lab = who === 'outside' ? transfer.outsideLab : request.lab;
    const parts = partsOf(request);
    const mount = petalibrary?.mountPath;
    const mountParts = fillParts(mount ?? '', parts);
    const name: Span[] = [{ text: `${facility.name} ` }, { text: cameraFolder, field: 'cameraFolder' }];
    const slots = {
      ...parts,
      ...partsOfOptions(transfer.options),
      login: loginParts(facility, request),
      jump: jumpParts(facility, request),
      command: [{ text: transfer.command }],
      interim: who === 'outside' ? [{ text: lab }] : demand(parts, 'lab'),
      labFolder: [{ text: `${storage.interim.path}/` }, ...demand(parts, 'lab')],
      mount: mountParts,
      keepDays: [{ text: String(storage.interim.keepDays) }],
      name,
    };
    const there = { place: 'storage server' } as const;
    const named = { lab, collection: cameraFolder, session: 'screen' } as const;
    const session = planSession(facility, named, 'storage server', tables.session);
    const inside = { ...there, ...(session && { inside: session.name }) };
    const values = { hours: transfer.idleHours, mount: joinParts(mountParts) };
    const run = (...rows: (readonly WordRow[])[]): Action => runRows(rows.flat(), slots);
    const step = (id: keyof Tables['steps'], action: Action, where: Pick<Step, 'place' | 'inside'> = there): Step =>
      makeStep(id, steps[id], where, action, values);
    const leave = session?.leave ?? [];
    const send = run(
      commands.start,
      commands.source,
      target === 'lab' ? [] : commands[target],
      request.notify ? commands.notify : [],
    );
    return {
      steps: [
        step('login', run(throughJump(facility, commands.login, tables.server)), { place: 'your computer' }),
        ...(who === 'lab' ? [step('labFolder', run(commands.labFolder))] : []),
        ...(target === 'petalibrary' && mount ? [step('mount', run(commands.mount))] : []),
        ...(session ? [session.start] : []),
        step('transfer', send, inside),
        ...leave.filter(({ phase }) => phase === 'copy'),
        ...(target === 'globus' ? planSharing(facility, transfer.globusFolder, name, request, tables, step) : []),
        step(
          'tell',
          writeMessage(messages[target], { to: 'the user', ...(request.email && { email: request.email }) }, slots),
          { place: 'mail program' },
        ),
        ...leave.filter(({ phase }) => phase === 'resume'),
        ...(session ? [step('ended', runRows(commands.ended, { session: [{ text: session.name }] }))] : []),
        ...planList(facility, request, tables),
      ],
    };
  },
} satisfies Rules<Tables>;

/** The list of checksums for those who have a lab folder, where the facts say that staff leave one. */
function planList(facility: RequestFacts, { who, lab, cameraFolder }: Request, { commands, steps }: Tables): Step[] {
  if (who === 'outside' || facility.storage.checksumLists !== 'left by staff') return [];
  const slots = listSlots(collectionParts(facility, { lab, collection: cameraFolder }, 'cameraFolder'));
  const list = joinParts(slots.list);
  return [makeStep('list', steps.list, { place: 'storage server' }, runRows(commands.list, slots), { list })];
}

/** The options of the script, as the facts give them, by slot. */
function partsOfOptions(options: Readonly<Record<string, string>>): Record<string, Span[]> {
  return Object.fromEntries(Object.entries(options).map(([name, text]) => [`${name}Option`, [{ text }]]));
}

/** The steps in Globus: the guide of the facility has them, devops/file_transfer. */
function planSharing(
  { globus }: RequestFacts,
  globusFolder: string,
  name: readonly Span[],
  { cameraFolder, email }: Request,
  { openGlobus }: Tables,
  step: (id: keyof Tables['steps'], action: Action, where: Pick<Step, 'place'>) => Step,
): Step[] {
  const browser = { place: 'browser' } as const;
  const paste = (id: keyof Tables['steps'], text: readonly Span[]): Step => step(id, { kind: 'text', text }, browser);
  return [
    step('globus-open', { kind: 'link', text: openGlobus[0], url: openGlobus[1] }, browser),
    ...(globus ? [paste('globus-search', [{ text: globus.collectionName }])] : []),
    paste('globus-path', [{ text: `${globusFolder}/` }, { text: cameraFolder, field: 'cameraFolder' }, { text: '/' }]),
    paste('globus-name', name),
    paste('globus-share', [{ text: email, field: 'email' }]),
  ];
}

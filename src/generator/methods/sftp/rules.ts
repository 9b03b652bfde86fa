/** Copies with sftp, then compares with rclone. */
import type { WordRow } from '../../command/argv.ts';
import { byteLength, joinParts, quoteParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import type { Rules } from '../../method.ts';
import type { Action, Step } from '../../plan.ts';
import type { Notice } from '../../problem.ts';
import type { Values } from '../../request.ts';
import { makeStep, runRows } from '../../step.ts';
import type { StepText, Where } from '../../step.ts';
import { findInPath, noticeDisk, planForget, planSpace } from '../../steps/disk/rules.ts';
import { planSession } from '../../steps/session/rules.ts';
import { enterBySftp } from '../../steps/sftp-door/rules.ts';
import { collectionParts, describeServer, loginParts } from '../../steps/storage-server/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

export const rules = {
  find({ facility, request }) {
    const { sftp } = facility.storage;
    if (!sftp) return [{ field: 'account', problem: 'absent' }];
    const line = joinParts([findContents(facility, request), findDestination(request)].flatMap(quoteParts));
    return [
      // sftp reads 2048 bytes of a line, and puts a backslash before each sign that could stand for others: sftp.c,
      // makeargv.
      ...findInPath(request),
      ...(byteLength(line) > 950 ? [{ field: 'destination', problem: 'longPaths' }] : []),
    ];
  },
  plan({ facility, request, tables }) {
    const { commands, steps, shared, disks } = tables;
    const server = enterBySftp(facility);
    const place = request.computer === 'linux' ? 'lab server' : 'your computer';
    const session = planSession(facility, request, place, tables.session);
    const here: Where = { place };
    const inside: Where = session ? { place, inside: session.name } : here;
    const to = findDestination(request);
    const forget = planForget(request, to, inside, disks);
    const { run, runSftp, runRclone, compare } = startActions(facility, request, tables);
    const values = { ...describeServer(server, tables.server), again: session ? tables.startAgain : '' };
    const step = (id: string, text: StepText, where: Where, action: Action): Step =>
      makeStep(id, text, where, action, values);
    const copy = runSftp(commands.copy, request.computer === 'macos' ? shared.commands.awake : []);
    return {
      notices: findNotices(facility, request, tables),
      steps: [
        step('check', steps.check, here, runSftp(commands.check)),
        step('version', steps.version, here, run(commands.version)),
        step('size', steps.size, here, runRclone(commands.size)),
        step('folder', shared.steps.folder, here, run(shared.commands.folder)),
        planSpace(request, to, here, disks),
        ...(session ? [session.start] : []),
        step('copy', steps.copy, inside, copy),
        ...(session?.leave ?? []),
        step('resume', steps.resume, inside, copy),
        step('links', steps.links, inside, compare(commands.links)),
        ...(forget ? [forget] : []),
        step('verify', steps.verify, inside, compare(commands.verify, commands.passed)),
        ...(session ? [session.end] : []),
      ],
    };
  },
} satisfies Rules<Tables>;

/** What runs a task with these programs, told where the server is and how one logs in. */
interface Actions {
  readonly run: (...rows: (readonly WordRow[])[]) => Action;
  readonly runSftp: (task: readonly WordRow[], first?: readonly WordRow[]) => Action;
  readonly runRclone: (task: readonly WordRow[], first?: readonly WordRow[], last?: readonly WordRow[]) => Action;
  /** By rclone, awake, with names as they are. */
  readonly compare: (task: readonly WordRow[], last?: readonly WordRow[]) => Action;
}

function startActions(facility: RequestFacts, request: Request, { commands, shared }: Tables): Actions {
  const slots = fillSlots(facility, request);
  const { port } = facility.storage.sftp ?? {};
  const isKey = request.login === 'key' && !hasNoKeys(facility, request);
  const isMac = request.computer === 'macos';
  const run: Actions['run'] = (...rows) => runRows(rows.flat(), slots);
  const runRclone: Actions['runRclone'] = (task, first = [], last = []) =>
    run(
      first,
      task,
      commands.reach,
      port ? commands.reachPort : [],
      isKey ? commands.reachKey : commands.askPassword,
      last,
    );
  return {
    run,
    runSftp: (task, first = []) =>
      run(task, first, commands.sftp, port ? commands.port : [], isKey ? commands.key : [], commands.login),
    runRclone,
    compare: (task, last) =>
      isMac ? runRclone(task, shared.commands.awake, last) : runRclone([...task, ...commands.exact], [], last),
  };
}

/** Whether a key was chosen that the storage server does not take. */
function hasNoKeys({ storage }: RequestFacts, { login }: Request): boolean {
  return login === 'key' && storage.keys === 'not accepted';
}

function fillSlots(facility: RequestFacts, request: Request): Readonly<Record<string, readonly Span[]>> {
  const server = enterBySftp(facility);
  const path = collectionParts(server, request);
  return {
    login: loginParts(server, request),
    account: [{ text: request.account, field: 'account' }],
    host: [{ text: server.storage.host }],
    port: [{ text: String(facility.storage.sftp?.port ?? '') }],
    keyFile: [{ text: request.keyFile, field: 'keyFile' }],
    collection: path,
    contents: findContents(facility, request),
    destination: findDestination(request),
    remote: [{ text: ':sftp:' }, ...path, { text: '/' }],
  };
}

/** What is in the collection: the dot keeps sftp from making a folder of its name in the destination. */
function findContents(facility: RequestFacts, request: Pick<Request, 'lab' | 'collection'>): Span[] {
  return [...collectionParts(enterBySftp(facility), request), { text: '/.' }];
}

function findDestination({ destination }: Pick<Request, 'destination'>): Span[] {
  return [{ text: destination, field: 'destination' }];
}

function findNotices(facility: RequestFacts, request: Request, { notices, disks }: Tables): Notice[] {
  const { computer, session } = request;
  return [
    { text: notices.halves },
    { text: notices.check },
    ...noticeDisk(request, disks, 'check'),
    ...(session === 'none' ? [{ text: notices.noSession }] : []),
    ...(computer === 'linux' ? [] : [{ text: notices[computer] }]),
    ...(hasNoKeys(facility, request) ? [{ field: 'login', text: notices.noKeys }] : []),
  ];
}

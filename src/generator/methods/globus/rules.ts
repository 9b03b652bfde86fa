/** Which of the ways through Globus, and what is wrong between its fields. */
import type { Facility } from '../../../facility/schema.ts';
import { makeWords } from '../../command/argv.ts';
import type { Word, WordRow } from '../../command/argv.ts';
import { formatCodePoint, joinParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import { demand, fillParts, fillText } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Action, Place, Step } from '../../plan.ts';
import type { Finding } from '../../problem.ts';
import type { Values } from '../../request.ts';
import { makeStep, partsOf, runRows, toFacility, writeMessage } from '../../step.ts';
import { collectionParts, jumpParts, loginParts, throughJump } from '../../steps/storage-server/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;
type StepId = keyof Tables['steps'];

/** Globus's own limit of a label. Unit: characters, taken as code points. Transfer API, "label". */
const labelLimit = 128;

export const rules = {
  find({ facility, request }) {
    const { way, receiver, computer, lab, collection, sourcePath, receiverPath, receiverName, more } = request;
    const found: Finding[] = [];
    const values = { lab, collection, sourcePath, receiverName, receiverPath, more };
    const add = (problem: string, pattern: RegExp, fields: readonly (keyof typeof values)[]): void => {
      for (const field of fields) {
        const bad = pattern.exec(values[field])?.[0];
        if (bad) found.push({ field, problem, values: { codePoint: formatCodePoint(bad) } });
      }
    };
    if (way === 'server') {
      if (!facility.globus) found.push({ field: 'way', problem: 'noClient' });
      add('comma', /,/, ['lab', 'collection']);
    }
    if (receiver === 'personal' && /linux|wsl/.test(computer)) add('comma', /,/, ['receiverPath']);
    if (way !== 'cli') return found;
    if (computer === 'windows') {
      add('windowsCharacters', /["\\]/, ['collection', 'sourcePath', 'receiverName', 'receiverPath']);
      if (more) found.push({ field: 'more', problem: 'windowsList' });
    }
    if (!more) return found;
    // Python's splitlines, which reads the list, ends a line at these two as well.
    add('lineSeparator', /[\u2028\u2029]/, ['sourcePath', 'receiverPath', 'more']);
    if (!splitPath(sourcePath)[1]) found.push({ field: 'sourcePath', problem: 'noParent' });
    const names = [sourcePath, receiverPath].map((path) => [splitPath(path)[1], ...more.split('/')]);
    for (const list of names) {
      const name = list.find((one, index) => list.indexOf(one) < index);
      if (name) found.push({ field: 'more', problem: 'twice', values: { name: `“${name}”` } });
    }
    return found;
  },
  plan({ facility, request, tables }) {
    const { way, receiver, computer } = request;
    const { notices } = tables;
    const manager = facility.contact.role;
    const { outsideUsers } = facility.storage.accounts;
    const shown = [
      ...(way === 'server' ? [notices.server, ...(outsideUsers ? [] : [notices.notOutside])] : []),
      ...(receiver === 'personal' ? [notices.personal] : []),
      ...(way === 'cli' && computer === 'windows' ? [notices.windows] : []),
      ...(/cli|follow/.test(way) ? [notices.unread] : []),
    ];
    return {
      steps: planSteps(facility, request, tables),
      notices: shown.map((text) => ({ text: fillText(text, { manager }) })),
    };
  },
} satisfies Rules<Tables>;

function planSteps(facility: Facility, request: Request, tables: Tables): Step[] {
  const { way, receiver, computer, source, receiverId, sourcePath, receiverPath, receiverName, more } = request;
  const { steps, commands, pages, order } = tables;
  const own = partsOf(request);
  const part = (field: keyof Request, text: string = request[field]): Span => ({ text, field });
  const facilityPart = { facility: [{ text: facility.name }] };
  const manager = facility.contact.role;
  const name = fillParts(tables.name, { ...own, ...facilityPart });
  const session = facility.globus?.session ?? '';
  const client = [{ text: facility.globus?.clientPath ?? '' }];
  const others = more ? more.split('/') : [];
  const from = way === 'server' ? collectionParts(facility, request) : [part('sourcePath', cutSlash(sourcePath))];
  const to = [part('receiverPath', cutSlash(receiverPath))];
  const local = localFolder(receiverPath, computer);
  const slots: Record<string, readonly Span[]> = {
    ...own,
    name,
    client,
    label: cutLabel(fillParts(tables.label, { ...own, ...facilityPart })),
    collections: [part('collection'), ...others.flatMap((text) => [{ text: ', ' }, part('more', text)])],
    session: [{ text: session }],
    login: loginParts(facility, request),
    jump: jumpParts(facility, request),
    from: [part('source'), { text: ':' }, ...from, { text: '/' }],
    to: [part('receiverId'), { text: ':' }, ...to, { text: '/' }],
    folder: way === 'server' ? [{ text: 'r' }, ...from] : [{ text: 'rw' }, part('receiverPath', local)],
  };
  const pasted: Record<string, readonly Span[]> = {
    from: source ? demand(own, 'source') : name,
    'from-path': [...from, { text: '/' }],
    to: [part(receiverId ? 'receiverId' : 'receiverName')],
    'to-path': [...to, { text: '/' }],
    launch: demand(slots, 'label'),
    again: demand(slots, 'label'),
    access: [part('receiverPath', local)],
  };
  const query = Object.entries({
    origin_id: source,
    origin_path: joinParts(demand(pasted, 'from-path')),
    destination_id: receiverId,
    destination_path: joinParts(demand(pasted, 'to-path')),
    two_pane: 'true',
  }).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const values = { manager, code: tables.code, receiverName, receiverPath, name: joinParts(name) };
  const step = (id: StepId, place: Place, action: Action, inside?: string): Step =>
    makeStep(id, steps[id], { place, ...(inside && { inside }) }, action, values);
  const here: Place = computer === 'linux' ? 'lab server' : 'your computer';
  const shell = computer === 'windows' ? 'powershell' : 'posix';
  const run = (id: StepId, rows: readonly WordRow[], place = here, inside?: string): Step =>
    step(id, place, runRows(rows, slots, shell), inside);
  const browse = (ids: readonly StepId[]): Step[] =>
    ids.map((id) => {
      const text = pasted[id];
      if (text) return step(id, 'browser', { kind: 'text', text });
      const [title, page] = demand<readonly [string, string]>(pages, id);
      return step(id, 'browser', {
        kind: 'link',
        text: title,
        url: id === 'open' ? `${page}?${query.join('&')}` : page,
      });
    });

  if (way === 'follow') {
    return [
      run('wait', commands.wait, 'your computer'),
      run('show', commands.show, 'your computer'),
      run('errors', commands.errors, 'your computer'),
      run('cancel', commands.cancel, 'your computer'),
    ];
  }

  if (way === 'server') {
    const there = (id: StepId, rows: readonly WordRow[], isInside: boolean): Step =>
      step(id, 'storage server', runRows(rows, slots), isInside ? session : '');
    return [
      step('ask-server', 'mail program', writeMessage(tables.askServer, toFacility(facility), slots)),
      step('connect', 'your computer', runRows(throughJump(facility, commands.connect, tables), slots)),
      there('session', commands.session, false),
      there('login-code', commands['login-code'], true),
      there('setup-server', commands['setup-server'], true),
      there('start-server', commands['start-server'], true),
      step('detach', 'storage server', { kind: 'keys', keys: [['Ctrl', 'A'], ['D']] }, session),
      there('status-server', commands['status-server'], false),
      ...browse(order.search),
      ...browse(order.end),
      there('stop', commands['stop-server'], false),
      there('reattach', commands.reattach, false),
      there('end', commands.end, true),
    ];
  }

  const isLinux = /linux|wsl/.test(computer);
  const set = isLinux
    ? [
        run('unpack', commands.unpack),
        run('setup', commands.setup),
        run('start', commands.start),
        run('status', commands.status),
      ]
    : [
        step('install', here, { kind: 'text', text: demand(own, 'receiverName') }),
        ...(local.startsWith('~') ? [] : [step('access', here, { kind: 'text', text: demand(pasted, 'access') })]),
      ];
  const personal = receiver === 'personal' ? [...browse(['download']), ...set] : [];
  const ask = step('ask', 'mail program', writeMessage(tables.ask, toFacility(facility), slots));
  if (way === 'browser') {
    return [ask, ...personal, ...browse(source && receiverId ? order.link : order.search), ...browse(order.end)];
  }

  const line = (other?: string): Word[] => {
    const place = (field: 'sourcePath' | 'receiverPath'): Span[] => [
      part(field, other === undefined ? cutSlash(request[field]) : `${splitPath(request[field])[0]}/`),
      ...(other === undefined ? [] : [part('more', other)]),
      { text: '/' },
    ];
    return makeWords(commands.line, { from: place('sourcePath'), to: place('receiverPath') });
  };
  const words = [
    ...makeWords(commands.list),
    ...line(),
    ...others.flatMap((other) => line(other)),
    ...makeWords(commands['list-file']),
  ];
  const transfer = others.length > 0 ? commands['transfer-list'] : commands.transfer;
  return [
    ask,
    run('cli', computer === 'macos' ? commands['install-macos'] : commands.install),
    run('login', commands.login),
    run('login-code', commands['login-code']),
    run('whoami', commands.whoami),
    run('shared', commands.shared),
    ...personal,
    receiver === 'personal' ? run('receiver-id', commands['receiver-id']) : run('receiver', commands.receiver),
    run('look', commands.look),
    run('folder', commands.folder),
    ...(others.length > 0 ? [step('list', here, { kind: 'command', command: { shell, words } })] : []),
    run('transfer', transfer),
    run('tasks', commands.tasks),
    run('verify', transfer),
  ];
}

/** The path without slashes at its end: nothing for the whole of a collection. */
function cutSlash(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}

/** The folder above, without a slash at its end, and the name in it. */
function splitPath(path: string): [above: string, name: string] {
  const cut = cutSlash(path);
  const at = cut.lastIndexOf('/');
  return [cut.slice(0, at), cut.slice(at + 1)];
}

/**
 * The folder that Globus Connect Personal has to open, as the computer writes it: the one above the destination, so that a
 * transfer may make the destination; the destination itself where that would be a whole disk.
 */
function localFolder(path: string, computer: string): string {
  const [above] = splitPath(path);
  const opened = (above.length > 2 || above === '/~' ? above : cutSlash(path))
    .replace(/^\/~$/, '~/')
    .replace(/^\/~/, '~');
  return computer === 'windows'
    ? opened.replace(
        /^\/([a-z])(?=\/|$)(.*)$/i,
        (_, drive: string, rest: string) => `${drive}:${rest.replaceAll('/', '\\')}`,
      )
    : opened;
}

/** Cuts a label to what Globus takes, at a code point, and leaves no blank at its end. */
function cutLabel(parts: readonly Span[]): Span[] {
  let room = labelLimit;
  const cut = parts.map((piece) => {
    const characters = [...piece.text.replace(/[\u2028\u2029]/g, ' ')].slice(0, room);
    room -= characters.length;
    return { ...piece, text: characters.join('') };
  });
  // Parts of blanks alone go too, where they would be the end.
  const last = cut.findLastIndex(({ text }) => text.trim());
  return cut
    .slice(0, last + 1)
    .map((piece, index) => (index < last ? piece : { ...piece, text: piece.text.trimEnd() }));
}

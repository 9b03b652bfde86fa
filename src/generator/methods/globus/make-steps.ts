/** What all ways through Globus make their steps with: the slots of their commands, and what is pasted into a page. */
import type { WordRow } from '../../command/argv.ts';
import { joinParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import { findDeletion } from '../../dates/deletion.ts';
import type { RequestFacts } from '../../facts.ts';
import { demand, fillParts } from '../../fill.ts';
import type { Action, Place, Step } from '../../plan.ts';
import type { Values } from '../../request.ts';
import { makeStep, partsOf, runRows } from '../../step.ts';
import { collectionParts, jumpParts, loginParts } from '../../steps/storage-server/rules.ts';
import { cutSlash, localFolder } from './paths.ts';
import type { tables } from './tables.ts';

export type Tables = typeof tables;
export type Request = Values<Tables['fields']>;
type StepId = keyof Tables['steps'];
type RunId = StepId & keyof Tables['commands'];
type Slots = Readonly<Record<string, readonly Span[]>>;

/** Makes the steps of one request. */
export interface StepMaker {
  /** What is put into the commands and messages. */
  readonly slots: Slots;
  /** What is pasted, by the step in which it is. */
  readonly pasted: Slots;
  /** The further collections. */
  readonly others: readonly string[];
  /** Where commands are typed. */
  readonly here: Place;
  /** What reads them. */
  readonly shell: 'posix' | 'powershell';
  readonly step: (id: StepId, place: Place, action: Action, inside?: string) => Step;
  /** A step that runs a command here. */
  readonly run: (id: StepId, rows: readonly WordRow[]) => Step;
  /** Steps that run the command of the same id: here, if no place is given. */
  readonly runEach: (ids: readonly RunId[], place?: Place) => Step[];
  /** Steps in the browser, in which a page is opened or something is pasted. */
  readonly browse: (ids: readonly StepId[]) => Step[];
}

/** Globus's own limit of a label. Unit: characters, taken as code points. Transfer API, "label". */
const labelLimit = 128;

/** What the steps of one request are made with. `others` are its further collections. */
export function startSteps(
  facility: RequestFacts,
  request: Request,
  others: readonly string[],
  tables: Tables,
): StepMaker {
  const { computer, source, receiverId, receiverName, receiverPath } = request;
  const { steps, commands, pages } = tables;
  const slots = fillSlots(facility, request, others, tables);
  const { name, label, fromFolder, toFolder } = slots;
  const pasted: Slots = {
    from: source ? [{ text: source, field: 'source' }] : name,
    'from-path': fromFolder,
    to: [receiverId ? { text: receiverId, field: 'receiverId' } : { text: receiverName, field: 'receiverName' }],
    'to-path': toFolder,
    launch: label,
    again: label,
    access: [openedPart(request)],
  };
  const here: Place = computer === 'linux' ? 'lab server' : 'your computer';
  const shell = computer === 'windows' ? 'powershell' : 'posix';
  const manager = facility.contact.role;
  const values = { manager, code: tables.code, receiverName, receiverPath, name: joinParts(name) };
  const step: StepMaker['step'] = (id, place, action, inside) =>
    makeStep(id, steps[id], { place, ...(inside && { inside }) }, action, values);
  const browse: StepMaker['browse'] = (ids) =>
    ids.map((id) => {
      const text = pasted[id];
      if (text) return step(id, 'browser', { kind: 'text', text });
      const [title, page] = demand<readonly [string, string]>(pages, id);
      const url = id === 'open' ? `${page}?${writeQuery(request, fromFolder, toFolder)}` : page;
      return step(id, 'browser', { kind: 'link', text: title, url });
    });
  const run = (id: StepId, rows: readonly WordRow[], place: Place = here): Step =>
    step(id, place, runRows(rows, slots, shell));
  const runEach: StepMaker['runEach'] = (ids, place) => ids.map((id) => run(id, commands[id], place));
  return { slots, pasted, others, here, shell, step, run, runEach, browse };
}

/** The folder that Globus Connect Personal has to open. */
function openedPart({ receiverPath, computer }: Request): Span {
  return { text: localFolder(receiverPath, computer), field: 'receiverPath' };
}

/** What is put into the commands and messages of all ways. */
function fillSlots(facility: RequestFacts, request: Request, others: readonly string[], tables: Tables) {
  const { way, sourcePath, receiverPath } = request;
  const own = { ...partsOf(request), facility: [{ text: facility.name }] };
  const part = (field: keyof Request, text: string = request[field]): Span => ({ text, field });
  const isServer = way === 'server';
  const slash = { text: '/' };
  const from = isServer ? collectionParts(facility, request) : [part('sourcePath', cutSlash(sourcePath))];
  const fromFolder = [...from, slash];
  const toFolder = [part('receiverPath', cutSlash(receiverPath)), slash];
  return {
    ...own,
    name: fillParts(tables.name, own),
    label: cutLabel(fillParts(tables.label, own)),
    client: [{ text: facility.globus?.clientPath ?? '' }],
    session: [{ text: facility.globus?.session ?? '' }],
    collections: [part('collection'), ...others.flatMap((text) => [{ text: ', ' }, part('alsoCollections', text)])],
    login: loginParts(facility, request),
    jump: jumpParts(facility, request),
    from: [part('source'), { text: ':' }, ...fromFolder],
    to: [part('receiverId'), { text: ':' }, ...toFolder],
    stop: [{ text: findStop(facility, request) }],
    fromFolder,
    toFolder,
    folder: isServer ? [{ text: 'r' }, ...from] : [{ text: 'rw' }, openedPart(request)],
  };
}

/** When a timer ends by itself: the day on which the last images are deleted, or else how often it sends until then. */
function findStop(facility: RequestFacts, { collected, collectedUntil, interval }: Request): string {
  const request = { method: 'globus', collected, collectedUntil };
  const { lastDeletedFrom, keepDays } = findDeletion(facility, request, collected || '2026-01-01');
  return collected ? lastDeletedFrom : String(Math.ceil((keepDays * 24) / { '1h': 1, '6h': 6, '1d': 24 }[interval]));
}

/** Both sides of the transfer, for the address of the File Manager. */
function writeQuery({ source, receiverId }: Request, from: readonly Span[], to: readonly Span[]): string {
  const values = {
    origin_id: source,
    origin_path: joinParts(from),
    destination_id: receiverId,
    destination_path: joinParts(to),
    two_pane: 'true',
  };
  return Object.entries(values)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
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

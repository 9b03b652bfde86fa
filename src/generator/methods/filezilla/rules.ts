/** Fills in a program with windows, says what to click in it, and proves what it has copied. */
import { byteLength, findUncarriable, joinParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import { renderAction } from '../../command/render.ts';
import type { RequestFacts } from '../../facts.ts';
import { demand, fillParts, fillText } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Action, Place, Step } from '../../plan.ts';
import type { Finding, Notice } from '../../problem.ts';
import type { Values } from '../../request.ts';
import { makeStep, partsOf, runRows, toFacility, writeMessage } from '../../step.ts';
import type { StepText } from '../../step.ts';
import { findInPath, noticeDisk, planForget } from '../../steps/disk/rules.ts';
import { listSlots } from '../../steps/server-list/rules.ts';
import { nameSession } from '../../steps/session/rules.ts';
import { enterBySftp } from '../../steps/sftp-door/rules.ts';
import {
  collectionParts,
  describeServer,
  jumpParts,
  loginParts,
  throughJump,
} from '../../steps/storage-server/rules.ts';
import { isTrimmed, planBookmark, planCyberduck, planWinScp } from '../../steps/winscp-cyberduck/rules.ts';
import type { Connection, SiteFile } from '../../steps/winscp-cyberduck/site.ts';
import { makeSiteFile } from './site-file.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

export const rules = {
  find({ request, tables }) {
    const { collection, computer, destination, list, program } = request;
    const { fields } = tables;
    const values = { program: nameProgram(request, tables) };
    const name = nameHere(request);
    const { parent, last } = splitDestination(request);
    const isExample =
      collection === fields.collection.placeholder ||
      [fields.destination.placeholder, fields.destination.onWindows.placeholder].some((one) => one === destination);
    const found: Finding[] = [...findElsewhere(request), ...findInPath(request)];
    // FileZilla writes another one, which is known.
    const [character] = program === 'filezilla' ? [] : (foreign[computer]?.exec(collection) ?? []);
    if (character) found.push({ field: 'collection', problem: 'rewritten', values: { ...values, character } });
    if (computer === 'windows' && /^ |[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(collection))
      found.push({ field: 'collection', problem: 'windowsName' });
    if (list !== 'none' && byteLength(collection) > 255 - byteLength('.md5'))
      found.push({ field: 'collection', problem: 'longList' });
    // A collection that is no name has a problem of its own.
    const isName = name && !name.includes('/') && byteLength(name) <= 255 && !findUncarriable(name);
    if (isName && last !== name && !isExample)
      found.push({
        field: 'destination',
        problem: 'otherName',
        values: { ...values, meant: join(parent, name, computer) },
      });
    return found;
  },
  plan({ facility, request, tables }) {
    const site = planSite(facility, request, tables);
    const slots: Slots = {
      ...partsOf(request),
      list: listSlots(collectionParts(facility, request)).list,
      program: [{ text: nameProgram(request, tables) }],
      ...nameParts(facility, request, site),
    };
    const step = makeSteps(facility, request, slots, tables);
    return {
      notices: findNotices(facility, request, tables),
      steps: [
        ...planProgram(facility, request, site, tables, slots, step),
        ...(request.list === 'none' ? [] : planProof(facility, request, slots, tables, step)),
      ],
    };
  },
} satisfies Rules<Tables>;

type Slots = Readonly<Record<string, readonly Span[]>>;
type MakeStep = (id: string, text: StepText, action: Action, place?: Place) => Step;

/** The characters that names on a computer cannot have. */
const foreign: Readonly<Partial<Record<Request['computer'], RegExp>>> = { windows: /[\\:*?"<>|]/, macos: /:/ };

function findElsewhere({ computer, program }: Request): Finding[] {
  if (program === 'winscp' && computer !== 'windows') return [{ field: 'program', problem: 'winscpElsewhere' }];
  if (program === 'cyberduck' && computer === 'linux') return [{ field: 'program', problem: 'cyberduckElsewhere' }];
  return [];
}

function nameProgram({ program }: Request, { fields }: Tables): string {
  return fields.program.brief[program];
}

/** The steps up to the copy, and to the comparison of sizes where the program has one. */
function planProgram(
  facility: RequestFacts,
  request: Request,
  site: SiteFile,
  tables: Tables,
  slots: Slots,
  step: MakeStep,
): Step[] {
  const { clicks, getFileZilla, others, steps } = tables;
  if (request.program === 'winscp') return planWinScp(connect(facility, request), others.winscp, slots, step);
  if (request.program === 'cyberduck') return planCyberduck(site, others.cyberduck, slots, step);
  const click = (id: Exclude<keyof Tables['clicks'], 'fetchList'>): Step =>
    step(id, steps[id], { kind: 'clicks', text: fillParts(clicks[id].join('\n'), slots) });
  const [getIt, address] = getFileZilla;
  const name = joinParts(demand(slots, 'file'));
  return [
    step('install', steps.install, { kind: 'link', text: getIt, url: address }, 'browser'),
    step('folder', steps.folder, { kind: 'text', text: demand(slots, 'parent') }),
    step('file', steps.file, { kind: 'file', name, type: 'application/xml', text: site.text }, 'browser'),
    click('import'),
    click('connect'),
    step('look', steps.look, { kind: 'text', text: demand(slots, 'remote') }),
    click('download'),
    click('resume'),
    click('failed'),
    click('open'),
    click('sizes'),
  ];
}

/** How the server is reached, whatever the program. */
function connect(facility: RequestFacts, request: Request): Connection {
  const server = enterBySftp(facility);
  const { account, code, collection } = request;
  // FileZilla cuts off long titles.
  const short = [...collection].slice(0, 60).join('');
  return {
    host: server.storage.host,
    port: facility.storage.sftp?.port ?? 22,
    account: [{ text: account, field: 'account' }],
    title: [{ text: `${facility.name} ` }, { text: short, field: 'collection' }],
    localFolder: [{ text: splitDestination(request).parent, field: 'destination' }],
    remoteFolder: labFolder(server, request),
    asksForCode: code === 'yes',
  };
}

/** What puts steps together, with what sentences say of the server and of the request. */
function makeSteps(facility: RequestFacts, request: Request, slots: Slots, tables: Tables): MakeStep {
  const server = enterBySftp(facility);
  const values = {
    ...Object.fromEntries(Object.entries(slots).map(([name, parts]) => [name, joinParts(parts)])),
    ...describeServer(server, tables.server),
    byHand: sayByHand(server, request, tables),
    code: request.code === 'yes' ? tables.askedCode : '',
  };
  return (id, text, action, place = 'your computer') => makeStep(id, text, { place }, action, values);
}

/** The list of checksums: made, or asked for; fetched; and the copy compared with it. */
function planProof(facility: RequestFacts, request: Request, slots: Slots, tables: Tables, step: MakeStep): Step[] {
  const { commands, messages, recheck, steps, disks } = tables;
  const there = listSlots(collectionParts(facility, request));
  const shell = request.computer === 'windows' ? 'powershell' : 'posix';
  const log = { login: loginParts(facility, request), jump: jumpParts(facility, request) };
  const line = renderAction(runRows(commands.listThere, there));
  const here = { destination: demand(slots, 'destination'), list: demand(slots, 'listHere') };
  const { clicks } = request.program === 'filezilla' ? tables : tables.others[request.program];
  const forget = planForget(request, here.destination, { place: 'your computer' }, disks);
  const make = (): Step =>
    step('list', steps.list, runRows(throughJump(facility, commands.list, tables), { ...there, ...log }, shell));
  const ask = (): Step => {
    const message = writeMessage(messages.askForList, toFacility(facility), { ...slots, command: line });
    return step('ask-for-list', steps.askForList, message, 'mail program');
  };
  return [
    ...(request.list === 'me' ? [make()] : isListLeft(facility) ? [] : [ask()]),
    step('fetchList', steps.fetchList, { kind: 'clicks', text: fillParts(clicks.fetchList.join('\n'), slots) }),
    ...(forget ? [forget] : []),
    step('prove', steps.prove, { kind: 'link', text: tables.openWhole, url: findWhole(facility) }, 'browser'),
    ...(request.computer === 'linux'
      ? [step('recheck', steps.recheck, runRows([...recheck.commands.hash, ...recheck.commands.against], here))]
      : []),
  ];
}

/** The page that compares a copy with a list: on the site of the facility, or that on which this is read. */
function findWhole({ site }: RequestFacts): string {
  return site ? new URL('whole/', site.replace(/\/*$/, '/')).href : '/whole/';
}

function isListLeft({ storage }: RequestFacts): boolean {
  return storage.checksumLists === 'left by staff';
}

function join(parent: string, name: string, computer: Request['computer']): string {
  const sign = computer === 'windows' ? '\\' : '/';
  return parent.endsWith(sign) ? parent + name : parent + sign + name;
}

/** What FileZilla calls the folder of the collection on this computer. */
function nameHere({ collection, computer }: Pick<Request, 'collection' | 'computer'>): string {
  return computer === 'windows' ? collection.replace(/[\\:*?"<>|]/g, '_') : collection;
}

/** The folder above the destination, which is there before, and the name of the folder that comes into it. */
function splitDestination({ computer, destination }: Request): { readonly parent: string; readonly last: string } {
  const at = destination.lastIndexOf(computer === 'windows' ? '\\' : '/');
  const above = destination.slice(0, at);
  // The top of a disk keeps its slash.
  const parent = /^(?:[a-z]:)?$/i.test(above) ? destination.slice(0, at + 1) : above;
  return { parent, last: destination.slice(at + 1) };
}

/** The character beyond 16 bits that FileZilla for Windows counts in another way than it reads, if there is one. */
function findBeyond(path: string, computer: Request['computer']): string | undefined {
  return computer === 'windows' ? /[\u{10000}-\u{10FFFF}]/u.exec(path)?.[0] : undefined;
}

function labFolder(server: RequestFacts, request: Request): Span[] {
  return collectionParts(server, request).slice(0, 2);
}

/** The file for FileZilla, or for Cyberduck. */
function planSite(facility: RequestFacts, request: Request, { others }: Tables): SiteFile {
  const connection = connect(facility, request);
  if (request.program === 'cyberduck') return planBookmark(connection, others.cyberduck);
  const { remoteFolder } = connection;
  const isBeyond = findBeyond(joinParts(remoteFolder), request.computer);
  return makeSiteFile({ ...connection, remoteFolder: isBeyond ? undefined : remoteFolder });
}

function nameParts(facility: RequestFacts, request: Request, { title }: SiteFile) {
  const { collection, destination, program } = request;
  return {
    title,
    file: [{ text: `${program}-${nameSession(facility, request)}.${program === 'cyberduck' ? 'duck' : 'xml'}` }],
    parent: [{ text: splitDestination(request).parent, field: 'destination' }],
    here: [{ text: nameHere(request), field: 'collection' }],
    remote: labFolder(enterBySftp(facility), request),
    listName: [{ text: collection, field: 'collection' }, { text: '.md5' }],
    listHere: [{ text: destination, field: 'destination' }, { text: '.md5' }],
  } satisfies Record<string, readonly Span[]>;
}

function sayByHand(server: RequestFacts, request: Request, { byHand, others }: Tables): string {
  if (request.program === 'cyberduck') return isTrimmed(labFolder(server, request)) ? others.trimmed : '';
  const character = findBeyond(joinParts(labFolder(server, request)), request.computer);
  return character ? fillText(byHand, { character }) : '';
}

function findNotices(facility: RequestFacts, request: Request, tables: Tables): Notice[] {
  const { computer, list, program } = request;
  const { disks, notices, others } = tables;
  const { jumpHost, sftp, host, name } = facility.storage;
  const manager = facility.contact.role;
  const values = { name, host, jumpHost: jumpHost ?? '', manager, program: nameProgram(request, tables) };
  const say = (text: string, field?: string): Notice => ({ text: fillText(text, values), ...(field && { field }) });
  const isOther = program !== 'filezilla';
  const own = isOther ? { ...notices, never: others.notices.never, jump: others.notices.jump } : notices;
  return [
    ...(sftp ? [] : [say(own.ask, 'account')]),
    ...(isOther ? [say(others.notices.notRun, 'program')] : []),
    say(own.never, 'collection'),
    ...(isOther ? [say(others.notices[program], 'program')] : []),
    ...(list === 'none'
      ? [say(program === 'cyberduck' ? others.notices.unprovenCyberduck : own.unproven, 'list')]
      : []),
    ...(list === 'me' && isListLeft(facility) ? [say(own.listsLeft, 'list')] : []),
    ...(jumpHost && !sftp ? [say(own.jump, 'account')] : []),
    ...noticeDisk(request, disks, 'check'),
    ...(computer === 'windows' && !isOther ? [say(own.windows)] : []),
    ...(computer === 'macos' ? [say(own.case)] : []),
    ...(isOther ? [] : [say(own.other)]),
  ];
}

/** The steps that copy with rsync and verify, for every method that does. */
import type { WordRow } from '../../command/argv.ts';
import { joinParts, quoteParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import type { Action, DiskKind, Route, Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import type { OutcomeRow, Where } from '../../step.ts';
import type { SessionSteps } from '../session/rules.ts';
import type { RsyncOutcomes } from './outcomes.ts';
import type { rsyncCopyTables } from './tables.ts';

/** One end of a copy that is on another computer. */
export interface RemoteEnd {
  /** The word that names it to rsync. */
  readonly parts: readonly Span[];
  /** Whether its path had to be quoted once more, for the shell at the other end. */
  readonly isQuoted: boolean;
  /** The path of the folder, as it is on that computer. */
  readonly path: readonly Span[];
  /** The jump host, as `ssh -J` takes it; left out or empty when there is none. */
  readonly jump?: readonly Span[];
}

/**
 * Names a folder on another computer, for rsync: the login, a colon, the path. A path that needs quoting is quoted once
 * more, for the shell at the other end. rsync from 3.2.4 on would quote it itself; RSYNC_OLD_ARGS turns that off, and
 * older ones and Apple's ignore it, where --old-args would stop them. By env(1), because tcsh takes no assignment
 * before a command.
 */
export function nameRemoteEnd(login: readonly Span[], path: readonly Span[], jump: readonly Span[] = []): RemoteEnd {
  const folder = [...path, { text: '/' }];
  const quoted = quoteParts(folder);
  return { parts: [...login, { text: ':' }, ...quoted], isQuoted: joinParts(quoted) !== joinParts(folder), path, jump };
}

/** The rows of `-e`, through the jump host of this end if it has one, and with further options of ssh. */
export function reachRows(
  { jump = [] }: RemoteEnd,
  commands: typeof rsyncCopyTables.commands,
  more: readonly WordRow[] = [],
): readonly WordRow[] {
  const [option, [role, [ssh, ...rest], meaning, source]] = commands.ssh;
  return [option, [role, [ssh, ...(jump.length > 0 ? commands.jump : []), ...more, ...rest], meaning, source]];
}

/** The words that compare two ends and end with a verdict; `rows` are those between: options, the way, both ends. */
export function checkRows(
  rows: readonly WordRow[],
  { isQuoted, isMac = false, keepsLinks }: { isQuoted: boolean; isMac?: boolean; keepsLinks: boolean },
  commands: typeof rsyncCopyTables.commands,
): readonly WordRow[] {
  return [
    isQuoted ? commands.noRemoteQuoting : [],
    isMac ? commands.awake : [],
    commands.check,
    keepsLinks ? commands.verify : commands.verifyFiles,
    rows,
    commands.judge,
  ].flat();
}

/**
 * What becomes of links: kept, whatever they lead to, or only inside the collection; or replaced by what they lead to.
 */
type Links = 'inside' | 'keep' | 'copy';

/** What a copy keeps: the rows of the options that say so, and whether links are among it. */
export interface Kept {
  readonly rows: readonly WordRow[];
  readonly keepsLinks: boolean;
}

/** What a copy does besides, so that its log has the checksum of every file. */
export interface Notes {
  /** The rows of the copy, and of one that compares contents. */
  readonly copy: readonly WordRow[];
  readonly cure: readonly WordRow[];
  readonly slots: Readonly<Record<'log', readonly Span[]>>;
  /** What may then be seen instead. */
  readonly otherwise: readonly OutcomeRow[];
}

/** What a copy leaves out: the filter rules of rsync. */
export interface LeftOut {
  /** The rows of a copy that keeps cut files, and of what compares contents. */
  readonly copy: readonly WordRow[];
  readonly compare: readonly WordRow[];
  /** The endings of what is left out, such as `.jpg, .png`. */
  readonly endings: string;
}

const nothing: LeftOut = { copy: [], compare: [], endings: '' };

/** What is copied where. */
export interface Copy {
  /** Another computer's folder, reached through ssh; or the path of a folder here, no slash at its end. */
  readonly from: RemoteEnd | readonly Span[];
  /** The path of the folder here, no slash at its end. */
  readonly to: readonly Span[];
  /** The kind of computer the commands run on. */
  readonly computer: string;
  /** Where the copy runs: inside the session, if there is one. */
  readonly where: Where;
  readonly session?: SessionSteps | undefined;
  /** The kind of disk that `to` is on, where it is none of the computer's own. */
  readonly disk?: DiskKind | undefined;
  /** What is kept, if it is not all that `-a` keeps. */
  readonly options?: Kept | undefined;
  readonly links?: Links;
  /** What makes its log a list of checksums. */
  readonly notes?: Notes | undefined;
  readonly leftOut?: LeftOut | undefined;
}

/** The steps of a copy, by what they are for. */
export interface CopySteps {
  readonly folder: Step;
  readonly space: Step;
  readonly copy: Step;
  readonly resume: Step;
  readonly verify: Step;
  readonly cure: Step;
  readonly leftovers: Step;
}

/** The rows of the options that say what a copy brings, and how its check sees links. */
export function bringRows(
  { options, links = 'inside' }: Pick<Copy, 'options' | 'links'>,
  { archive, copyLinks }: typeof rsyncCopyTables.commands,
): { readonly links: readonly WordRow[]; readonly all: readonly WordRow[]; readonly keepsLinks: boolean } {
  const follows = links === 'copy' ? copyLinks : [];
  return {
    links: follows,
    all: [...(options?.rows ?? archive), ...follows],
    keepsLinks: options?.keepsLinks !== false && links !== 'copy',
  };
}

/** The way of a copy, from folder to folder. */
function findRoute(
  { from, to, links, leftOut, disk }: Pick<Copy, 'from' | 'to' | 'disk'> & Required<Pick<Copy, 'links' | 'leftOut'>>,
  keepsLinks: boolean,
): Route {
  return {
    from: joinParts('isQuoted' in from ? from.path : from),
    to: joinParts(to),
    isRemote: 'isQuoted' in from,
    keepsLinks,
    linksOut: ({ inside: 'refused', keep: 'left', copy: 'brought' } as const)[links],
    ...(leftOut?.endings && { leftOut: leftOut.endings }),
    ...(disk && { disk }),
  };
}

/** What the sentences say of the other end: whom to ask, and how to reach it, where it is another computer. */
export type CopyWords = Readonly<Record<'manager', string>> & Partial<Readonly<Record<'vpn', string>>>;

/**
 * Plans to make the folder, look at the space, copy, resume, verify, copy again what differs, and look for leftovers.
 */
export function planCopy(
  { from, to, computer, where, session, options, links = 'inside', disk, notes, leftOut = nothing }: Copy,
  { commands, steps, skipped, startAgain }: typeof rsyncCopyTables,
  words: CopyWords,
  outcomes?: RsyncOutcomes,
): CopySteps {
  const remote = 'isQuoted' in from ? from : undefined;
  const slots = {
    destination: to,
    from: remote ? remote.parts : [...(from as readonly Span[]), { text: '/' }],
    to: [...to, { text: '/' }],
    jump: remote?.jump ?? [],
    ...notes?.slots,
  };
  const bring = bringRows({ options, links }, commands);
  const { keepsLinks } = bring;
  const route = findRoute({ from, to, links, leftOut, disk }, keepsLinks);
  const here = { place: where.place, route };
  const there = { ...where, route };
  const isMac = computer === 'macos';
  const isQuoted = !!remote?.isQuoted;
  const run = (...rows: (readonly WordRow[])[]): Action => runRows(rows.flat(), slots);
  const ends = [...(remote ? [...reachRows(remote, commands), ...commands.remote] : commands.local), ...commands.to];
  const runRsync = (...rows: (readonly WordRow[])[]): Action =>
    run(isQuoted ? commands.noRemoteQuoting : [], isMac ? commands.awake : [], commands.rsync, ...rows, ends);
  const compared = [...bring.links, ...leftOut.compare, ...commands.name, ...ends];
  const cure = runRsync(bring.all, leftOut.compare, commands.cure, notes?.cure ?? []);
  const copy = runRsync(bring.all, leftOut.copy, commands.copy, notes?.copy ?? []);
  const values = { ...words, again: session ? startAgain : '' };
  // The disk first: its message is on standard error, beside that of a broken connection.
  const otherwise = [
    ...(notes?.otherwise ?? []),
    ...(outcomes?.disk ?? []),
    ...(remote ? (outcomes?.reach ?? []) : []),
  ];
  return {
    folder: makeStep('folder', steps.folder, here, run(commands.folder)),
    // Lazy: only the first of several collections shows it.
    get space() {
      return makeStep('space', steps.space, here, run(commands.space));
    },
    copy: makeStep('copy', { ...steps.copy, otherwise }, there, copy, values),
    get resume() {
      return makeStep('resume', steps.resume, there, copy, values);
    },
    verify: makeStep(
      'verify',
      steps.verify,
      there,
      run(checkRows(compared, { isQuoted, isMac, keepsLinks }, commands)),
      { skipped: skipped[links === 'copy' ? 'links' : !keepsLinks ? 'files' : isMac ? 'mac' : 'links'] },
    ),
    cure: makeStep('cure', steps.cure, there, cure, values),
    leftovers: makeStep('leftovers', steps.leftovers, there, run(commands.leftovers)),
  };
}

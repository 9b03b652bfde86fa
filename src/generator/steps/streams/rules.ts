/** Four copies at the same time, each by a list of its own. */
import type { WordRow } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import type { Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import type { RsyncOutcomes } from '../rsync-copy/outcomes.ts';
import { reachRows } from '../rsync-copy/rules.ts';
import type { CopyWords, Notes, RemoteEnd } from '../rsync-copy/rules.ts';
import type { rsyncCopyTables } from '../rsync-copy/tables.ts';
import { collectionParts, jumpParts, loginParts, throughJump } from '../storage-server/rules.ts';
import type { Collection } from '../storage-server/rules.ts';
import type { storageServerTables } from '../storage-server/tables.ts';
import type { streamsTables } from './tables.ts';

/** The steps that copying with four streams adds. */
export interface StreamSteps {
  readonly list: Step;
  readonly streams: Step;
  readonly remove: Step;
}

/** What is copied by lists of files, where, and how. */
export interface ListedCopy {
  readonly from: RemoteEnd;
  readonly to: readonly Span[];
  /** The name of the collection's session, whether there is one or not. */
  readonly name: string;
  readonly where: Where;
  readonly options: readonly WordRow[];
  /** What makes the log of the four a list of checksums. */
  readonly notes: Notes | undefined;
  readonly words: CopyWords;
}

/** The tables that such a copy is made of. */
export interface ListTables {
  readonly streams: typeof streamsTables;
  readonly copy: typeof rsyncCopyTables;
  readonly outcomes: RsyncOutcomes;
  readonly server: typeof storageServerTables;
}

/**
 * Plans the lists, the copy by them, and the end of the lists. They lie in the destination, under a name that is the
 * collection's own, and that neither rsync nor the search for leftovers takes for theirs.
 */
export function planStreams(
  facility: RequestFacts,
  request: Collection & { readonly account: string },
  { from, to, name, where, options, notes, words }: ListedCopy,
  { streams: { commands, steps }, copy: { commands: copy }, outcomes: { disk, reach = [] }, server }: ListTables,
): StreamSteps {
  const lists = (end: string): Span[] => [...to, { text: `/.${name}-list-${end}` }];
  const path = collectionParts(facility, request);
  const slots = {
    login: loginParts(facility, request),
    jump: jumpParts(facility, request),
    contents: [...path, { text: '/' }],
    // Size, the folders above the lab folder, lab folder, collection; the first slash of the path ends the size.
    pieces: [{ text: `${String(facility.storage.interim.path.split('/').length + 3)}-` }],
    lists: lists(''),
    pattern: [{ text: `.${name}-list-?` }],
    from: from.parts,
    to: [...to, { text: '/' }],
    ...notes?.slots,
    ...Object.fromEntries(['0', '1', '2', '3'].map((end) => [`list${end}`, lists(end)])),
  };
  const rows = [
    commands.find,
    from.isQuoted ? copy.noRemoteQuoting : [],
    copy.rsync,
    options,
    commands.copy,
    notes?.copy ?? [],
    reachRows(from, copy, commands.batch),
    commands.from,
    copy.remote,
    copy.to,
    commands.files,
  ].flat();
  return {
    list: makeStep('list', steps.list, where, runRows(throughJump(facility, commands.list, server), slots)),
    streams: makeStep(
      'streams',
      { ...steps.streams, otherwise: [...(notes?.otherwise ?? []), ...disk, ...reach, ...steps.streams.otherwise] },
      where,
      runRows(rows, slots),
      words,
    ),
    remove: makeStep('lists-end', steps.remove, where, runRows(commands.remove, slots)),
  };
}

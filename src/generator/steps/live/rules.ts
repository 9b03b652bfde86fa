/** A copy while the microscope writes: the list of what is settled, a round by it, and the end of the list. */
import type { RequestFacts } from '../../facts.ts';
import type { Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import { reachRows } from '../rsync-copy/rules.ts';
import { collectionParts, jumpParts, loginParts, throughJump } from '../storage-server/rules.ts';
import type { Collection } from '../storage-server/rules.ts';
import type { ListTables, ListedCopy } from '../streams/rules.ts';
import type { liveTables } from './tables.ts';

/** The steps that a live copy adds. */
export interface LiveSteps {
  readonly settled: Step;
  readonly round: Step;
  readonly remove: Step;
}

/** So long nothing new comes before a session counts as over, unless the facility says how long. Unit: minutes. */
const idleMinutes = 60;

/** The tables that the rounds are made of. */
type Tables = ListTables & { readonly live: typeof liveTables };

/** Plans the rounds. The list lies in the destination, under a name of its own, as those of streams do. */
export function planLive(
  facility: RequestFacts,
  request: Collection & { readonly account: string },
  { from, to, name, where, options, notes, words }: ListedCopy,
  { live: { commands, steps }, streams, copy: { commands: copy }, outcomes: { disk, reach = [] }, server }: Tables,
): LiveSteps {
  const slots = {
    login: loginParts(facility, request),
    jump: jumpParts(facility, request),
    contents: [...collectionParts(facility, request), { text: '/' }],
    list: [...to, { text: `/.${name}-settled` }],
    from: from.parts,
    to: [...to, { text: '/' }],
    ...notes?.slots,
  };
  const minutes = facility.transfer ? facility.transfer.idleHours * 60 : idleMinutes;
  const list = runRows(throughJump(facility, commands.settled, server), slots);
  const rows = [
    from.isQuoted ? copy.noRemoteQuoting : [],
    copy.rsync,
    options,
    copy.copy,
    notes?.copy ?? [],
    reachRows(from, copy, streams.commands.batch),
    commands.from,
    copy.remote,
    copy.to,
  ].flat();
  return {
    settled: makeStep('settled', steps.settled, where, list, { minutes }),
    round: makeStep(
      'round',
      { ...steps.round, otherwise: [...steps.round.otherwise, ...disk, ...reach] },
      where,
      runRows(rows, slots),
      words,
    ),
    remove: makeStep('settled-end', steps.remove, where, runRows(commands.remove, slots)),
  };
}

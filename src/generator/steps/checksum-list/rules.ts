/** The steps that make a list of checksums of a copy with rsync, and check the files here by it. */
import type { WordRow } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import type { Action, Step } from '../../plan.ts';
import { makeStep, runRows, toFacility, writeMessage } from '../../step.ts';
import type { Where } from '../../step.ts';
import type { CopyWords, Notes } from '../rsync-copy/rules.ts';
import type { checksumListTables } from './tables.ts';

/** The steps of a list. */
export interface ListSteps {
  readonly sums: Step;
  readonly verifyList: Step;
  readonly cureList: Step;
  readonly receipt: Step;
  readonly haveIt: Step;
  readonly recheck: Step;
}

/** The files beside a destination: beside, because the next copy and the next check look at all that is inside. */
function besideParts(to: readonly Span[]): Record<'log' | 'list' | 'receipt', readonly Span[]> {
  const beside = (end: string): Span[] => [...to, { text: end }];
  return { log: beside('.rsync.log'), list: beside('.md5'), receipt: beside('.receipt.txt') };
}

/** The rows that make a copy to `to` note its checksums. */
export function noteSums(to: readonly Span[], { commands, copyOtherwise }: typeof checksumListTables): Notes {
  return {
    copy: [...commands.note, ...commands.noteBrought],
    cure: [...commands.note, ...commands.noteAll],
    slots: { log: besideParts(to).log },
    otherwise: copyOtherwise,
  };
}

/**
 * Plans to make the list, to check what is in `to` by it, to copy again what differs, by `cure`, to write a receipt, to
 * tell the facility, and to check once more at any time. `parts` are those of the request, and of the collection's
 * path.
 */
export function planList(
  facility: RequestFacts,
  to: readonly Span[],
  where: Where,
  cure: Action,
  parts: Readonly<Record<string, readonly Span[]>>,
  { commands, messages, steps }: typeof checksumListTables,
  words: CopyWords & { readonly again: string },
): ListSteps {
  const slots = { ...besideParts(to), ...parts, destination: to };
  const run = (...rows: (readonly WordRow[])[]): Action => runRows(rows.flat(), slots);
  const message = writeMessage(messages.haveIt, toFacility(facility), slots);
  return {
    sums: makeStep('sums', steps.sums, where, run(commands.sums), words),
    verifyList: makeStep(
      'verify-list',
      steps.verifyList,
      where,
      run(commands.hash, commands.log, commands.against),
      words,
    ),
    cureList: makeStep('cure-list', steps.cureList, where, cure, words),
    receipt: makeStep('receipt', steps.receipt, where, run(commands.receipt)),
    haveIt: makeStep('have-it', steps.haveIt, { place: 'mail program' }, message),
    recheck: makeStep('recheck', steps.recheck, { place: where.place }, run(commands.hash, commands.against)),
  };
}

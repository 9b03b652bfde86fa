/** The steps that make a list of checksums of a copy with rsync, and check the files here by it. */
import type { WordRow } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import type { Action, Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import type { CopyWords, Notes } from '../rsync-copy/rules.ts';
import type { checksumListTables } from './tables.ts';

/** The steps of a list. */
export interface ListSteps {
  readonly sums: Step;
  readonly verifyList: Step;
  readonly cureList: Step;
  readonly recheck: Step;
}

/** The files beside a destination: beside, because the next copy and the next check look at all that is inside. */
function besideParts(to: readonly Span[]): Record<'log' | 'list', readonly Span[]> {
  return { log: [...to, { text: '.rsync.log' }], list: [...to, { text: '.md5' }] };
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
 * Plans to make the list, to check what is in `to` by it, to copy again what differs, by `cure`, and to check once more
 * at any time.
 */
export function planList(
  to: readonly Span[],
  where: Where,
  cure: Action,
  { commands, steps }: typeof checksumListTables,
  words: CopyWords,
): ListSteps {
  const slots = { ...besideParts(to), destination: to };
  const run = (...rows: (readonly WordRow[])[]): Action => runRows(rows.flat(), slots);
  return {
    sums: makeStep('sums', steps.sums, where, run(commands.sums)),
    verifyList: makeStep('verify-list', steps.verifyList, where, run(commands.hash, commands.log, commands.against)),
    cureList: makeStep('cure-list', steps.cureList, where, cure, words),
    recheck: makeStep('recheck', steps.recheck, { place: where.place }, run(commands.hash, commands.against)),
  };
}

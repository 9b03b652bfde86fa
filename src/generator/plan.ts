import type { Facility } from '../facility/schema.ts';
import type { Command } from './argv.ts';
import { checkTexts, checkWithTexts, makeProblem } from './check.ts';
import type { Notice, Problem } from './check.ts';
import { findDeletion } from './deletion.ts';
import type { Deletion } from './deletion.ts';
import { planRsync, rsyncTexts } from './methods/rsync.ts';
import { lineLimitBytes, longestLineBytes } from './render.ts';
import type { Draft, Request } from './request.ts';
import { fillText } from './texts.ts';

/** Where a step is done. */
export type Place = 'your computer' | 'lab server';

/** What a person does in a step: run one command, or press keys, each inner list at the same time. */
export type Action =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'keys'; readonly keys: readonly (readonly string[])[] };

/** What may be seen instead, and what it means. */
export interface Outcome {
  readonly see: string;
  readonly means: string;
}

/** One thing to do. In `expect`, `see` and `means`, text between backticks is what stands on the screen. */
export interface Step {
  /** Unique in its plan and stable over versions: links and tests name it. */
  readonly id: string;
  readonly title: string;
  readonly place: Place;
  /** The name of the screen or tmux session the step is done in, if it is done inside one. */
  readonly inside?: string;
  readonly action: Action;
  /** What is seen when all is well. */
  readonly expect: string;
  readonly otherwise: readonly Outcome[];
}

/** The answer to a request. */
export interface Plan {
  readonly request: Request;
  readonly deletion: Deletion;
  /** The first says when images are deleted. */
  readonly notices: readonly Notice[];
  /** In the order they are done. */
  readonly steps: readonly Step[];
}

/** A plan, or every reason why there is none. */
export type Planned = { readonly plan: Plan } | { readonly problems: readonly Problem[] };

/**
 * Plans how to get the data. The same arguments give the same plan: no clock, disk or network is used.
 * `today` is an ISO 8601 date, `YYYY-MM-DD`; throws a RangeError when it is not.
 *
 * @example
 * const planned = planTransfer(
 *   facility,
 *   { method: 'rsync', account: 'jdoe', lab: 'luger-lab', collection: 'GRID1', destination: '/srv/data/GRID1' },
 *   '2026-11-23',
 * );
 * if ('plan' in planned) planned.plan.steps.map(({ title }) => title);
 */
export function planTransfer(facility: Facility, draft: Draft, today: string): Planned {
  return planWithTexts(facility, draft, today, planTexts);
}

/** The sentences of everything a plan can say. */
export const planTexts = {
  check: checkTexts,
  rsync: rsyncTexts,
  deletion:
    'Images are kept for {keepDays} days: those written today, {writtenOn}, are deleted on or after {deletedFrom}, older ones sooner.',
};

/** Does what {@link planTransfer} does, with sentences that are handed in: {@link planTexts}, as data. */
export function planWithTexts(facility: Facility, draft: Draft, today: string, texts: typeof planTexts): Planned {
  const checked = checkWithTexts(facility, draft, texts.check);
  if ('problems' in checked) return checked;
  const { request } = checked;
  const { steps, notices } = planRsync(facility, request, texts.rsync, texts.check);
  const isTooLong = steps.some(
    ({ action }) => action.kind === 'command' && longestLineBytes(action.command) > lineLimitBytes,
  );
  if (isTooLong) return { problems: [makeProblem(texts.check, 'destination', 'tooLong')] };
  const deletion = findDeletion(facility, today);
  const deletionNotice = { text: fillText(texts.deletion, { ...deletion }) };
  return { plan: { request, deletion, notices: [deletionNotice, ...notices], steps } };
}

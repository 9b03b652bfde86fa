/** What only some values need is fetched with the first of them, or when somebody turns to a field for them. */
import { findNeed } from '../../generator/extras.ts';
import type { Extras } from '../../generator/extras.ts';
import type { Draft, Field, Fields } from '../../generator/request.ts';
import { noteFailure } from '../always/try-again.ts';
import type * as Readers from '../on-demand/read-values.ts';
import type { Form } from './form-elements.ts';

/** What has been fetched so far. */
export const extras: { -readonly [Name in keyof Extras]: Extras[Name] } & { readers?: typeof Readers } = {};

/** How many calls wait for something. */
let calls = 0;

/** How each is fetched. */
export const fetchExtra = {
  readers: async () => (extras.readers = await import('../on-demand/read-values.ts')),
  estimator: async () => (extras.estimator = await import('../on-demand/estimate.ts')),
  excluder: async () => (extras.excluder = await import('../on-demand/leave-out.ts')),
  adapter: async () => (extras.adapter = await import('../on-demand/adapt-steps.ts')),
  job: async () => (extras.job = await import('../on-demand/plan-job.ts')),
  nas: async () => (extras.nas = await import('../on-demand/plan-nas.ts')),
  windows: async () => (extras.windows = await import('../on-demand/windows.ts')),
};

/** Fetches what the values of a draft need. */
export async function fetchExtras(fields: Fields, draft: Draft): Promise<void> {
  const needs = Object.entries(fields).flatMap(([name, field]) => findNeed(field, draft[name] ?? '') ?? []);
  await Promise.all(needs.map((need) => fetchExtra[need]()));
}

/** Fetches what a value of this field may need, before there is one. */
export function fetchEarly(field: Field | undefined): void {
  const need = field && findNeed(field, ' ');
  if (need) void fetchExtra[need]().catch(console.warn);
}

/** The fields whose value needs what has not been fetched. */
export function listWaiting(fields: Fields, draft: Draft): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const need = findNeed(field, draft[name] ?? '');
    return need && !extras[need] ? [name] : [];
  });
}

/** Calls back once what the values of a draft need is there: at once, where it is. */
export function whenFetched({ method, element }: Form, draft: Draft, act: () => void): void {
  const { fields } = method.tables;
  if (listWaiting(fields, draft).length === 0) {
    act();
    return;
  }
  calls += 1;
  element.ariaBusy = 'true';
  void fetchExtras(fields, draft)
    .then(() => {
      delete element.dataset.failed;
      act();
    })
    .catch((error: unknown) => {
      element.dataset.failed = '';
      noteFailure(error, true);
    })
    .finally(() => {
      calls -= 1;
      element.ariaBusy = String(calls > 0);
    });
}

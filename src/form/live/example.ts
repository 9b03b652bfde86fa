/** The worked example that pages show until values are filled in: its placeholders do no harm when pasted. */
import type { Extras } from '../../generator/extras.ts';
import type { Facts } from '../../generator/facts.ts';
import { makePlan } from '../../generator/make-plan.ts';
import type { planTables } from '../../generator/make-plan.ts';
import type { Method } from '../../generator/method.ts';
import type { Planned } from '../../generator/plan.ts';
import { draftExample } from '../../generator/request.ts';
import type { Draft } from '../../generator/request.ts';

/**
 * Plans the worked example of a method, with the choices of `draft` and its texts that are `kept`: they alone may be a
 * problem. Its dates mean nothing.
 */
export function planExample(
  facility: Facts,
  draft: Draft,
  method: Method,
  texts: typeof planTables,
  extras: Extras,
  kept?: readonly string[],
): Planned {
  return makePlan(facility, draftExample(method.tables.fields, draft, kept), '2000-01-01', method, texts, extras);
}

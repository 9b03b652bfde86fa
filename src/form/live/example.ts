/** The worked example that pages show until values are filled in: its placeholders do no harm when pasted. */
import type { Facility } from '../../facility/schema.ts';
import type { Method } from '../../generator/method.ts';
import { planWith } from '../../generator/plan.ts';
import type { Planned, planTexts } from '../../generator/plan.ts';
import { draftExample } from '../../generator/request.ts';
import type { Draft } from '../../generator/request.ts';

/**
 * Plans the worked example of a method, with the choices of `draft` and its texts that are `kept`: they alone may be a problem. Its dates
 * mean nothing.
 */
export function planExample(
  facility: Facility,
  draft: Draft,
  method: Method,
  texts: typeof planTexts,
  kept?: readonly string[],
): Planned {
  return planWith(facility, draftExample(method.texts.fields, draft, kept), '2000-01-01', method, texts);
}

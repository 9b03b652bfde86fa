/** Makes a plan from a request, by the rules of its method. */
import { checkTables } from './check-tables.ts';
import { checkDraft, makeProblem, namesOf, noticeDeceivingCharacters } from './check.ts';
import { chooseServer } from './choose-server.ts';
import { byteLength } from './command/quote.ts';
import { isTooLong } from './command/render.ts';
import { findDeletion, sayDeletion } from './dates/deletion.ts';
import { deletionTables, estimateTables } from './dates/tables.ts';
import { take } from './extras.ts';
import type { Extras } from './extras.ts';
import type { Facts } from './facts.ts';
import { fillText } from './fill.ts';
import type { Method } from './method.ts';
import type { Planned, Request } from './plan.ts';
import type { Draft } from './request.ts';
import { linkTexts } from './share/link.ts';

/** The sentences of every plan. */
export const planTables = {
  check: checkTables,
  link: linkTexts,
  deletion: deletionTables,
  estimate: estimateTables,
};

/**
 * Plans with one method and the sentences that are handed in. `today` is an ISO 8601 date, `YYYY-MM-DD`; throws a
 * RangeError when it is not, and a TypeError when a value needs one of the `extras` that is not there. The draft's
 * `method` is the id of this method.
 */
export function makePlan(
  wholeFacility: Facts,
  draft: Draft,
  today: string,
  method: Method,
  { check, deletion: deletionWords, estimate: estimateWords }: typeof planTables,
  extras: Extras,
): Planned {
  const facility = chooseServer(wholeFacility, draft);
  const checked = checkDraft(facility, draft, method, check, extras, today);
  if ('problems' in checked) return checked;
  const { tables, rules } = method;
  const { values, lists } = checked;
  // The tables are the ones that came with the rules, and the values have been checked against their fields.
  const { steps, notices = [] } = rules.plan({
    facility,
    request: values as never,
    names: namesOf(lists),
    tables: tables as never,
    check,
    extras,
  });
  const request: Request = { method: draft.method, ...values };
  if (steps.some(({ action }) => action.kind === 'command' && isTooLong(action.command))) {
    const [longest = ''] = Object.keys(values).sort(
      (a, b) => byteLength(values[b] ?? '') - byteLength(values[a] ?? ''),
    );
    return { problems: [makeProblem({ field: longest, problem: 'tooLong' }, draft, tables, check)] };
  }
  const deletion = findDeletion(facility, request, today);
  const estimator = tables.pace && values.size ? take(extras, 'estimator') : undefined;
  const estimate = estimator?.estimateTransfer(facility, request, tables.pace, deletion, estimateWords);
  return {
    plan: {
      request,
      deletion,
      ...(estimate && { estimate }),
      notices: [
        { text: sayDeletion(facility, deletion, today, deletionWords) },
        ...(estimator && estimate
          ? estimator.noticeEstimate(facility, request, estimate, tables.pace, deletion, estimateWords)
          : []),
        ...Object.entries(tables.fields).flatMap(([name, field]) => {
          const list = lists[name];
          const leftOut =
            list?.leftOut && fillText(check.notices.first, { label: field.label, value: `“${list.leftOut}”` });
          const texts = field.choices ? [] : (list?.names ?? [values[name] ?? '']);
          return [
            ...(leftOut ? [{ field: name, text: leftOut }] : []),
            ...texts.flatMap((text) => noticeDeceivingCharacters(name, field, text, check)),
          ];
        }),
        ...notices,
      ],
      steps,
    },
  };
}

/** Makes a plan from a request, by the rules of its method. */
import { checkTables } from './check-tables.ts';
import { checkDraft, makeProblem, noticeDeceivingCharacters } from './check.ts';
import { chooseServer } from './choose-server.ts';
import { byteLength } from './command/quote.ts';
import { isTooLong } from './command/render.ts';
import { findDeletion, sayDeletion } from './dates/deletion.ts';
import { estimateTransfer, noticeEstimate } from './dates/estimate.ts';
import { deletionTables, estimateTables } from './dates/tables.ts';
import type { Facts } from './facts.ts';
import { fillText } from './fill.ts';
import type { Method } from './method.ts';
import { readNames } from './names.ts';
import type { Planned, Request } from './plan.ts';
import type { Notice } from './problem.ts';
import { readList } from './request.ts';
import type { Draft, Field } from './request.ts';
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
 * RangeError when it is not. The draft's `method` is the id of this method.
 */
export function makePlan(
  wholeFacility: Facts,
  draft: Draft,
  today: string,
  method: Method,
  { check, deletion: deletionWords, estimate: estimateWords }: typeof planTables,
): Planned {
  const facility = chooseServer(wholeFacility, draft);
  const checked = checkDraft(facility, draft, method, check, today);
  if ('problems' in checked) return checked;
  const { tables, rules } = method;
  const { values } = checked;
  // The tables are the ones that came with the rules, and the values have been checked against their fields.
  const { steps, notices = [] } = rules.plan({ facility, request: values as never, tables: tables as never, check });
  if (steps.some(({ action }) => action.kind === 'command' && isTooLong(action.command))) {
    const [longest = ''] = Object.keys(values).sort(
      (a, b) => byteLength(values[b] ?? '') - byteLength(values[a] ?? ''),
    );
    return { problems: [makeProblem({ field: longest, problem: 'tooLong' }, draft, tables, check)] };
  }
  const request: Request = { method: draft.method, ...values };
  const deletion = findDeletion(facility, request, today);
  const estimate = estimateTransfer(facility, request, tables.pace, deletion, estimateWords);
  return {
    plan: {
      request,
      deletion,
      ...(estimate && { estimate }),
      notices: [
        { text: sayDeletion(facility, deletion, today, deletionWords) },
        ...(estimate ? noticeEstimate(facility, request, estimate, tables.pace, deletion, estimateWords) : []),
        ...Object.entries(tables.fields).flatMap(([name, field]) =>
          field.choices ? [] : noticeValue(name, field, values[name] ?? '', draft, check),
        ),
        ...notices,
      ],
      steps,
    },
  };
}

/** What to know about a value; about each name, where it is a list of them. */
function noticeValue(name: string, field: Field, value: string, draft: Draft, check: typeof checkTables): Notice[] {
  if (field.kind !== 'names') return noticeDeceivingCharacters(name, field, value, check);
  const { leftOut } = readList(field, draft, draft[name] ?? '');
  return [
    ...(leftOut
      ? [{ field: name, text: fillText(check.notices.first, { label: field.label, value: `“${leftOut}”` }) }]
      : []),
    ...readNames(value).flatMap((one) => noticeDeceivingCharacters(name, field, one, check)),
  ];
}

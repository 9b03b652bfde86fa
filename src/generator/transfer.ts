/** The generator with all its methods. */
import type { Facility } from '../facility/schema.ts';
import { checkTables } from './check-tables.ts';
import { checkDraft, makeProblem } from './check.ts';
import { choiceTexts } from './choice-tables.ts';
import { chooseMethod, fitChoice } from './choice.ts';
import type { ChoiceRows, Chosen } from './choice.ts';
import { chooseServer } from './choose-server.ts';
import type { Pace } from './dates/tables.ts';
import { everyExtra } from './every-extra.ts';
import { fitMethod } from './fit-method.ts';
import { planTables, makePlan } from './make-plan.ts';
import type { Method } from './method.ts';
import { methods } from './methods/index.ts';
import type { Planned, Request } from './plan.ts';
import type { Problem } from './problem.ts';
import type { Draft, Fields } from './request.ts';
import { renameFields } from './share/link.ts';

/** The id of a method: the name of its file in `methods/`. */
export type MethodId = keyof typeof methods;

/** The ids of all methods, sorted. */
export const methodIds = Object.keys(methods) as MethodId[];

/**
 * Chooses a method by the answers to four questions, `who`, `where`, `size` and `days`, each of which may be left out.
 *
 * @example
 * const chosen = chooseTransfer(facility, { who: 'outside', where: 'institution' });
 * if ('choice' in chosen) chosen.choice.chosen?.says;
 */
export function chooseTransfer(facility: Facility, answers: Readonly<Record<string, string | undefined>>): Chosen {
  const { rows, tables } = fitChoice(facility, choiceRows, choiceTexts);
  return chooseMethod(facility, answers, rows, tables, checkTables);
}

/** The sentences of every plan, and the pace of each method: so one can name another that is faster. */
export const allTables: typeof planTables = {
  ...planTables,
  estimate: {
    ...planTables.estimate,
    paces: Object.fromEntries(
      Object.entries<Method>(methods).flatMap(([id, { tables }]): [string, Pace][] =>
        tables.pace ? [[id, tables.pace]] : [],
      ),
    ),
  },
};

/** What each method says of the answers of {@link chooseMethod}. */
export const choiceRows: ChoiceRows = Object.fromEntries(
  Object.entries<Method>(methods).map(([id, { tables }]) => [id, tables.choice]),
);

/**
 * Whether there is a method of this id.
 *
 * @example
 * isMethodId('rsync'); // true
 * isMethodId('ftp'); // false
 */
export function isMethodId(id: string): id is MethodId {
  return Object.hasOwn(methods, id);
}

/**
 * The fields that a method asks for, in that order. With facts that name several storage servers, one of them asks
 * which.
 *
 * @example
 * Object.entries(fieldsOf('rsync')).map(([name, { label, flag }]) => `${name}: ${label}, --${flag}`);
 */
export function fieldsOf(id: MethodId, facility?: Facility): Fields {
  return facility ? fitMethod(facility, id, methods[id]).tables.fields : methods[id].tables.fields;
}

/** A request, or every reason why there is none, in the order of the fields. */
export type Checked = { readonly request: Request } | { readonly problems: readonly Problem[] };

/**
 * Turns a draft into a request. Choices left empty take their default, texts that are not asked for are empty; nothing
 * typed is trimmed or changed, but for slashes at the end of a path. A field may have the name that it had in an
 * earlier version.
 *
 * @example
 * const checked = checkRequest(facility, { method: 'rsync', lab: 'a/b' });
 * if ('problems' in checked) checked.problems.map(({ field, message, fix }) => `${field}: ${message} ${fix}`);
 */
export function checkRequest(facility: Facility, draft: Draft): Checked {
  const method = findMethod(facility, draft.method);
  if (!method) return refuseMethod(draft);
  const checked = checkDraft(chooseServer(facility, draft), renameFields(draft), method, checkTables, everyExtra);
  return 'problems' in checked ? checked : { request: { ...checked.values, method: draft.method } };
}

/**
 * Plans how to get the data. The same arguments give the same plan: no clock, disk or network is used.
 * `today` is an ISO 8601 date, `YYYY-MM-DD`; throws a RangeError when it is not.
 *
 * @example
 * const planned = planTransfer(
 *   facility,
 *   { method: 'rsync', account: 'jdoe', lab: 'curie-lab', collection: 'GRID1', destination: '/srv/data/GRID1' },
 *   '2026-11-23',
 * );
 * if ('plan' in planned) planned.plan.steps.map(({ title }) => title);
 */
export function planTransfer(facility: Facility, draft: Draft, today: string): Planned {
  const method = findMethod(facility, draft.method);
  return method ? makePlan(facility, renameFields(draft), today, method, allTables, everyExtra) : refuseMethod(draft);
}

function findMethod(facility: Facility, id: string): Method | undefined {
  return isMethodId(id) ? fitMethod(facility, id, methods[id]) : undefined;
}

function refuseMethod(draft: Draft): { readonly problems: readonly Problem[] } {
  const finding = { field: 'method', problem: 'method', values: { methods: methodIds.join(', ') } };
  return { problems: [makeProblem(finding, draft, { fields: {} }, checkTables)] };
}

/** Plans for tests: what a request leads to, where one answer of the two is meant. */
import { formatCommand, planTransfer } from '../../src/generator/index.ts';
import type { Draft, Facility, Plan } from '../../src/generator/index.ts';
import type { Fields } from '../../src/generator/request.ts';

/** The day on which tests ask, unless they name another. */
const someDay = '2026-11-24';

/** The plan of a request. Throws with its problems when there is none. */
export function planOf(facility: Facility, draft: Draft, today = someDay): Plan {
  const answer = planTransfer(facility, draft, today);
  if ('plan' in answer) return answer.plan;
  throw new Error(answer.problems.map(({ field, message, fix }) => `${field}: ${message} ${fix}`).join('\n'));
}

/** The problems of a request, a text each: none when there is a plan. */
function problemsOf(facility: Facility, draft: Draft, today = someDay): string[] {
  const answer = planTransfer(facility, draft, today);
  return 'plan' in answer ? [] : answer.problems.map(({ field, message, fix }) => `${field}: ${message} ${fix}`);
}

/** The same for tests whose requests differ from one that is right: they name what is different. */
export function planFrom(
  right: Draft,
  ofFacility: Facility,
  today = someDay,
): {
  planned: (draft?: Partial<Draft>, facility?: Facility) => ReturnType<typeof planTransfer>;
  planOf: (draft?: Partial<Draft>, facility?: Facility) => Plan;
  problemsOf: (draft?: Partial<Draft>, facility?: Facility) => string[];
} {
  return {
    planned: (draft, facility = ofFacility) => planTransfer(facility, { ...right, ...draft }, today),
    planOf: (draft, facility = ofFacility) => planOf(facility, { ...right, ...draft }, today),
    problemsOf: (draft, facility = ofFacility) => problemsOf(facility, { ...right, ...draft }, today),
  };
}

/** A step of a plan. Throws when there is none of this id. */
export function stepOf(plan: Plan, id: string): Plan['steps'][number] {
  const found = plan.steps.find((step) => step.id === id);
  if (!found) throw new Error(`The plan has no step ${id}: ${plan.steps.map((step) => step.id).join(', ')}.`);
  return found;
}

/** The text of a plan's step, exactly as it is printed. Throws when the step is no command. */
export function textOf(plan: Plan, id: string): string {
  const { action } = stepOf(plan, id);
  if (action.kind !== 'command') throw new Error(`Step ${id} is no command.`);
  return formatCommand(action.command);
}

/** Drafts with any so many choices of a method's fields together, and nothing else; of a method with fewer, with all. */
export function draftsOfAny(count: number, method: string, fields: Fields): Draft[] {
  const choices = Object.entries(fields).flatMap(([name, field]) =>
    field.choices ? [Object.keys(field.choices).map((value) => ({ [name]: value }))] : [],
  );
  const pick = (size: number, from: number): Draft[] =>
    size === 0
      ? [{ method }]
      : choices
          .slice(from)
          .flatMap((values, at) =>
            pick(size - 1, from + at + 1).flatMap((others) => values.map((value) => ({ ...others, ...value }))),
          );
  return pick(Math.min(count, choices.length), 0);
}

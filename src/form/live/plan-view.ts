/** What a form shows of its plan: the steps, the notices, and when images are deleted. */
import { chooseServer } from '../../generator/choose-server.ts';
import { findDeletion, sayDeletion } from '../../generator/dates/deletion.ts';
import type { Deletion } from '../../generator/dates/deletion.ts';
import type { Plan, Request, Step } from '../../generator/plan.ts';
import type { Problem } from '../../generator/problem.ts';
import type { Draft } from '../../generator/request.ts';
import type { FormTables } from '../../site/form-files.ts';
import { escapeHtml } from '../../site/html.ts';
import { currentValues, findGoal } from '../always/values.ts';
import type { timelineHtml } from '../on-demand/timeline-panel.ts';
import { planExample } from './example.ts';
import { extras } from './fetch-extras.ts';
import { fieldLink, listMissing } from './field-groups.ts';
import { linkTerminal } from './first-time.ts';
import { hide } from './form-elements.ts';
import type { Form } from './form-elements.ts';
import { noticesHtml, splitNotices } from './plan-html.ts';
import { findScreens, offerScreens } from './screen-places.ts';
import { listNotices, listSteps } from './step-list.ts';
import { tickSteps } from './step-ticks.ts';

/**
 * Shows the commands in a form; while something is missing, the example with what can be used so far. Gives the request
 * that they are for. `flagged` are the fields whose problems are shown.
 */
type ShowPlan = (
  draft: Draft,
  today: string,
  plan: Plan | undefined,
  problems: readonly Problem[],
  flagged: ReadonlySet<string>,
) => Request;

/** Gives a function that shows plans. `example` are the steps that the page came with. */
export function viewPlan(form: Form, example: readonly Step[]): ShowPlan {
  const showSteps = listSteps(form.find('.plan'), example, {
    missing: listMissing(form.method.tables.fields, { method: form.element.dataset.method ?? '' }),
  });
  const stepTicks = tickSteps(form);
  const showNotices = listNotices(form.find('.notices'));
  const showNotes = listNotices(form.find('.notes > div'));
  const showDeletion = viewDeletion(form);
  const showScreens = offerScreens(form);
  const leadToTerminal = linkTerminal(form);

  return (draft, today, plan, problems, flagged) => {
    const kept = Object.keys(form.labels).filter(
      (name) => draft[name] && !problems.some(({ field }) => field === name),
    );
    const good = { ...Object.fromEntries(kept.map((name) => [name, draft[name] ?? ''])), method: draft.method };
    const shown = plan ?? planWithGood(form, good, kept) ?? planWithGood(form, good);
    const { steps = [], notices = [] } = shown ?? {};
    const request = plan?.request ?? good;
    showDeletion(draft, request, today, shown);
    const missing = Object.fromEntries(problems.map((problem) => [problem.field, leadTo(form, problem, flagged)]));
    form.write(form.find('#commands'), plan ? 'Your commands' : 'Example');
    hide(form.find('.to-others'), !plan);
    hide(form.find('[data-does=script]'), !steps.some(({ script }) => script === 'copy' || script === 'audit'));
    // A link to a step may lead to any.
    const most = findGoal() ? Infinity : undefined;
    leadToTerminal(steps, draft);
    const hasScreens = findScreens((form.method.tables as FormTables).screens, shown?.request ?? good);
    const ticks = stepTicks.find(steps, request, Boolean(plan));
    showSteps(steps, { canCopy: Boolean(plan), labels: form.labels, missing, hasScreens, ticks }, most);
    stepTicks.show();
    showScreens(steps, shown?.request ?? good, chooseServer(form.facility, draft), hasScreens);
    // The first notice has the dates: it is shown above the plan.
    const { open, folded } = splitNotices(notices.slice(1).filter(({ field = '' }) => !missing[field]));
    // No example for choices that contradict each other.
    showNotices(open, shown ? '' : `<p class="missing">Not possible: ${Object.values(missing).join(', ')}</p>`);
    showNotes(folded, '');
    hide(form.find('.notes'), folded.length === 0);
    form.write(form.find('.notes span'), String(folded.length));
    return request;
  };
}

/** The example with the values that are good, unless they contradict each other. */
function planWithGood({ facility, method, plan }: Form, good: Draft, kept?: readonly string[]): Plan | undefined {
  const made = planExample(facility, good, method, plan, extras, kept);
  return 'plan' in made ? made.plan : undefined;
}

/** A link to the field of a problem; with its words, once they are shown. */
function leadTo({ labels, method }: Form, { field, message, fix }: Problem, flagged: ReadonlySet<string>): string {
  const isTyped = flagged.has(field) && Boolean(currentValues()[field]);
  const isSaid = isTyped || method.tables.fields[field]?.choices !== undefined;
  const said = isSaid ? ` (${escapeHtml(`${message} ${fix}`)})` : '';
  return fieldLink(field, labels[field] ?? field) + said;
}

/**
 * Gives a function that shows when images are deleted, in words; and, once the first day is known on any page, over a
 * calendar with the time that `shown` takes.
 */
function viewDeletion(form: Form): (draft: Draft, request: Request, today: string, shown: Plan | undefined) => void {
  /** What is drawn over a calendar. */
  let calendar: Parameters<typeof timelineHtml>[0];

  return (draft, request, today, shown) => {
    const { deletion } = findDays(form, request, today);
    form.find('.deletion').dataset.state = deletion.state;
    const text = sayDeletion(chooseServer(form.facility, draft), deletion, today, form.plan.deletion);
    form.write(form.find('.deletion > div'), noticesHtml([{ text }]));
    if (deletion.state === 'unknown') return;
    calendar = { deletion, today, estimate: shown?.estimate };
    // The first call, which fetches, is answered after those that find it fetched: each draws what was known last.
    void import('../on-demand/timeline-panel.ts').then((panel) => {
      form.write(form.find('.timeline'), panel.timelineHtml(calendar));
    });
  };
}

/**
 * When images are deleted, and the request with the days of collection: they may have been typed on a page whose form
 * asks for them.
 */
export function findDays(
  { facility }: Form,
  request: Request,
  today: string,
): { deletion: Deletion; request: Request } {
  const deletion = findDeletion(facility, { ...currentValues(), ...request }, today);
  const { state, writtenOn, lastWrittenOn } = deletion;
  const collectedUntil = lastWrittenOn > writtenOn ? lastWrittenOn : '';
  const days = state === 'unknown' ? {} : { collected: writtenOn, collectedUntil };
  return { deletion, request: { ...request, ...days } };
}

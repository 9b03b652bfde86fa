import { chooseServer } from '../../generator/choose-server.ts';
import { formatAction } from '../../generator/command/render.ts';
import { formatLocalDay } from '../../generator/dates/deletion.ts';
import { makePlan } from '../../generator/make-plan.ts';
import type { Method } from '../../generator/method.ts';
import type { Plan, Request, Step } from '../../generator/plan.ts';
import type { Draft } from '../../generator/request.ts';
import { formatLink } from '../../generator/share/link.ts';
import type { SharedTables } from '../../site/form-files.ts';
import { showPlace } from '../always/show-place.ts';
import { noteFailure } from '../always/try-again.ts';
import { currentValues, findGoal, listBrought, onValues, readRemembered } from '../always/values.ts';
import { copyText } from './copy-text.ts';
import { editMarks } from './edit-marks.ts';
import { planExample } from './example.ts';
import { extras, fetchEarly, fetchExtra, fetchExtras, listWaiting, whenFetched } from './fetch-extras.ts';
import { openForm } from './form-elements.ts';
import type { Form } from './form-elements.ts';
import { readDraft, showFields, showProblems, spreadPasted } from './form-fields.ts';
import { holdInPlace } from './hold-in-place.ts';
import { findDays, viewPlan } from './plan-view.ts';
import { followBox, withRemembering } from './remember-later.ts';

/** Makes the form of the page live. */
export async function defineForm(id: string, shared: SharedTables, method: Method): Promise<void> {
  const { facility, plan } = shared;
  const values = { ...currentValues(), method: id };
  await fetchExtras(method.tables.fields, values);
  const example = planExample(facility, { method: id }, method, plan, extras);
  const steps = 'plan' in example ? example.plan.steps : [];
  // A first plan takes ten times as long as the next: in a task by itself, so that none is long.
  makePlan(facility, values, formatLocalDay(new Date()), method, plan, extras);
  await new Promise((resolve) => setTimeout(resolve));
  const letGo = holdInPlace();
  customElements.define(
    'command-form',
    class extends HTMLElement {
      connectedCallback(): void {
        makeLive(openForm(this, shared, method), steps);
      }
    },
  );
  letGo();
}

/**
 * Hands what is typed to the visit, plans it, and shows what comes of it. `example` are the steps that the page came
 * with.
 */
function makeLive(form: Form, example: readonly Step[]): void {
  const { update, updateLater } = followValues(form, example);
  /** Shows the commands, or every problem, and takes the reader there. */
  const make = (): void => {
    whenFetched(form, readDraft(form), () => {
      spreadPasted(form);
      const hasProblems = update(Object.keys(form.labels));
      // Beside a plan the form scrolls by itself: its fields are seen from the first one on.
      form.find('.bench-form').scrollTop = 0;
      showPlace(form.find(hasProblems ? '.problem-summary' : '#commands'));
    });
  };
  const fields = form.find<HTMLFormElement>('form');
  fields.addEventListener('submit', make);
  fields.addEventListener('change', () => {
    whenFetched(form, readDraft(form), () => {
      spreadPasted(form);
    });
  });
  fields.addEventListener('paste', (event) => {
    takeLines(form, event);
  });
  fields.addEventListener('focusin', ({ target }) => {
    fetchEarly(form.method.tables.fields[(target as HTMLInputElement).name]);
  });
  onValues(({ typed, finished }) => {
    updateLater(finished ? [finished] : [], typed);
  });
  editMarks();
  // What a link brought is held to the rules at once.
  update(listBrought());
  followBox(form);
  if (fields.dataset.pressed !== undefined) make();
  // There may be new steps, and the form may be far down.
  const goal = findGoal();
  if (goal !== undefined) {
    // With the next frame, which has to lay them out in any case.
    requestAnimationFrame(() => {
      const place = document.getElementById(goal) ?? form.element;
      if (place.matches('input, textarea')) showPlace(place);
      else place.scrollIntoView();
    });
  }
}

/** Takes several names that are pasted into the field of one, which would drop the ends of lines and join the names. */
function takeLines(form: Form, event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text').trim() ?? '';
  if ((event.target as HTMLInputElement).name !== 'collection' || !/[\r\n]/.test(text)) return;
  event.preventDefault();
  fetchExtra
    .readers()
    .then(({ spreadLines }) => {
      spreadLines(readDraft(form), text);
    })
    .catch((error: unknown) => {
      noteFailure(error, true);
    });
}

/**
 * Shows what follows from the values, and the problems of the fields in `flag` from now on too. Remembers those that
 * were `typed`, where that is wanted. Says whether there is any problem.
 */
type Update = (flag: readonly string[], typed?: readonly string[]) => boolean;

/**
 * Gives functions that show what follows from the values: at once, or once what was typed is painted, so that no key
 * waits for commands. The buttons of the form do what they are for with the values they then find.
 */
function followValues(
  form: Form,
  example: readonly Step[],
): { readonly update: Update; readonly updateLater: (...change: Parameters<Update>) => void } {
  const showPlan = viewPlan(form, example);
  /**
   * The fields whose problems are shown: those that had one when commands were last asked for, and those finished in
   * place.
   */
  let flagged: ReadonlySet<string> = new Set();
  let plan: Plan | undefined;
  /** The request of the plan; without one, the values that have no problem. */
  let request: Request;
  /** What has changed since it was shown. */
  let due: { readonly flag: readonly string[]; readonly typed: readonly string[] } | undefined;
  const catchUp = (): void => {
    if (due) update([]);
  };
  addEventListener('beforeprint', catchUp);
  form.element.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest('button');
    if (!button) return;
    catchUp();
    press(form, button, plan, request);
  });
  const updateLater = (flag: readonly string[], typed: readonly string[] = []): void => {
    if (!due) afterPaint(catchUp);
    due = { flag: [...(due?.flag ?? []), ...flag], typed: [...(due?.typed ?? []), ...typed] };
  };
  const update: Update = (newFlag, newTyped = []) => {
    const flag = [...(due?.flag ?? []), ...newFlag];
    const typed = [...(due?.typed ?? []), ...newTyped];
    due = undefined;
    const draft = readDraft(form);
    const today = findToday(form, draft);
    const waiting = listWaiting(form.method.tables.fields, draft);
    if (waiting.length > 0) {
      const flags = [...flag, ...flagged];
      whenFetched(form, draft, () => update(flags, typed));
    }
    // Until what they need is there, they are as if they were missing.
    const ready = { ...draft, ...Object.fromEntries(waiting.map((name) => [name, ''])) };
    const planned = makePlan(form.facility, ready, today, form.method, form.plan, extras);
    const found = 'problems' in planned ? planned.problems : [];
    const problems = [
      ...found.filter(({ field }) => !waiting.includes(field)),
      ...waiting.map((field) => ({ field, message: '', fix: '' })),
    ];
    plan = 'plan' in planned && waiting.length === 0 ? planned.plan : undefined;
    // What is printed is then the plan alone (print.css).
    form.element.toggleAttribute('data-ready', Boolean(plan));
    const shown = problems.filter(({ field, message }) => message && (flag.includes(field) || flagged.has(field)));
    flagged = new Set(shown.map(({ field }) => field));
    showFields(form, draft);
    showProblems(form, shown);
    request = showPlan(draft, today, plan, problems, flagged);
    if (typed.length > 0 && waiting.length === 0 && readRemembered()) {
      withRemembering(form, (remembering) => {
        remembering.rememberTyped(form, typed, problems);
      });
    }
    return problems.length > 0;
  };
  return { update, updateLater };
}

/** Calls back once the frame that is being made has been painted. */
function afterPaint(act: () => void): void {
  requestAnimationFrame(() => {
    setTimeout(act);
  });
}

/** Does what a button is for. */
function press(form: Form, button: HTMLButtonElement, plan: Plan | undefined, request: Request): void {
  const { find, facility, method, plan: texts } = form;
  const { step, does, text } = button.dataset;
  const found = plan?.steps.find(({ id }) => id === step);
  const link = `${location.origin}${location.pathname}#${formatLink(request)}`;
  const copied = found ? formatAction(found.action) : does === 'link' ? link : text;
  if (copied) void copyText(button, copied, find('[role=status]'));
  else if (does === 'clear') {
    withRemembering(form, (remembering) => {
      remembering.forgetOwn(form);
    });
  } else if (does) {
    const version = form.element.dataset.version ?? '';
    const draft = readDraft(form);
    const today = findToday(form, draft);
    const days = findDays(form, request, today);
    const pressed = { find, version, facility, method, texts, draft, plan, today, link, ...days };
    import('../on-demand/form-buttons.ts')
      .then((buttons) => buttons.press(does, pressed))
      .catch((error: unknown) => {
        noteFailure(error, true);
      });
  }
}

/** The day it is at the storage server that is chosen on this page, if the facts say where that is. */
function findToday({ facility }: Form, draft: Draft): string {
  return formatLocalDay(new Date(), chooseServer(facility, draft).storage.interim.timeZone);
}

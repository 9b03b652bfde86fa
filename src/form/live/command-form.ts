import type { Facility } from '../../facility/schema.ts';
import type { Problem } from '../../generator/check.ts';
import { chooseServer } from '../../generator/choose-server.ts';
import { findDeletion, formatLocalDay, sayDeletion } from '../../generator/deletion.ts';
import type { Deletion } from '../../generator/deletion.ts';
import { formatLink } from '../../generator/link.ts';
import type { Method } from '../../generator/method.ts';
import { planWith } from '../../generator/plan.ts';
import type { Plan, planTexts, Request, Step } from '../../generator/plan.ts';
import { formatAction } from '../../generator/render.ts';
import { isAsked, readField, spreadLocation } from '../../generator/request.ts';
import type { Draft } from '../../generator/request.ts';
import { fillText } from '../../generator/texts.ts';
import { copyText } from './copy-text.ts';
import { planExample } from './example.ts';
import type { SharedTables } from '../../site/form-files.ts';
import { escapeHtml, noticesHtml } from './plan-html.ts';
import { listNotices, listSteps } from './step-list.ts';
import type { timelineHtml } from '../on-demand/timeline-panel.ts';
import { editMarks } from './value-editor.ts';
import {
  currentValues,
  findGoal,
  findLinkFault,
  keepInHistory,
  onValues,
  readRemembered,
  remember,
  setValues,
} from '../always/values.ts';

/** Makes the form of the page live. */
export async function defineForm(id: string, shared: SharedTables, method: Method): Promise<void> {
  const { facility, plan } = shared;
  const example = planExample(facility, { method: id }, method, plan);
  const steps = 'plan' in example ? example.plan.steps : [];
  // A first plan takes ten times as long as the next: in a task by itself, so that none is long.
  planWith(facility, { ...currentValues(), method: id }, formatLocalDay(new Date()), method, plan);
  await new Promise((resolve) => setTimeout(resolve));
  const letGo = holdInPlace();
  customElements.define(
    'command-form',
    class extends CommandForm {
      constructor() {
        super(shared, method, steps);
      }
    },
  );
  letGo();
}

/** The form and its commands: hands what is typed to the visit, calls {@link planWith}, shows what it gives. */
class CommandForm extends HTMLElement {
  readonly #facility: Facility;
  readonly #texts: typeof planTexts;
  readonly #method: Method;
  readonly #example: readonly Step[];
  readonly #labels: Readonly<Record<string, string>>;
  #plan: Plan | undefined;
  /** The request of the plan; without one, the values that have no problem. */
  #request!: Request;
  /** What is drawn over a calendar. */
  #calendar!: Parameters<typeof timelineHtml>[0];
  /** The fields whose problems are shown: those that had one when commands were last asked for, and those finished in place. */
  #flagged = new Set<string>();
  #showSteps!: ReturnType<typeof listSteps>;
  /** The elements that were found by a selector: they stay. */
  readonly #found = new Map<string, HTMLElement>();
  /** What was last shown in an element: its HTML, or what else decides on it. */
  readonly #written = new Map<HTMLElement, string>();
  #showNotices!: ReturnType<typeof listNotices>;

  /** `example` are the steps that the page came with. */
  constructor({ facility, plan }: SharedTables, method: Method, example: readonly Step[]) {
    super();
    this.#example = example;
    this.#facility = facility;
    this.#texts = plan;
    this.#method = method;
    this.#labels = Object.fromEntries(Object.entries(method.texts.fields).map(([name, { label }]) => [name, label]));
  }

  connectedCallback(): void {
    this.#showSteps = listSteps(this.#find('.steps'), this.#example);
    this.#showNotices = listNotices(this.#find('.notices'));
    const form = this.#find<HTMLFormElement>('form');
    form.addEventListener('submit', () => {
      this.#make();
    });
    form.addEventListener('input', () => {
      setValues(this.#readTyped());
    });
    form.addEventListener('change', () => {
      this.#spread();
      keepInHistory();
    });
    this.addEventListener('click', ({ target }) => {
      const button = (target as Element).closest('button');
      if (button) this.#press(button);
    });
    onValues((finished) => {
      this.#update(finished ? [finished] : []);
    });
    addEventListener('storage', () => {
      this.#showRemembered();
    });
    editMarks();
    const known = currentValues();
    // What was typed and chosen while this was being fetched. A choice that stands as the page came may be another in a link.
    const typed = Object.entries(this.#readTyped()).filter(
      ([name, value]) => value && !this.querySelector(`[name=${name}]:checked:default`),
    );
    if (typed.length > 0) setValues(Object.fromEntries(typed));
    // What a link brought is held to the rules at once.
    this.#update(Object.keys(known).filter((name) => known[name]));
    this.#showRemembered();
    if (form.dataset.pressed !== undefined) this.#make();
    // There may be new steps, and the form may be far down.
    const goal = findGoal();
    if (goal !== undefined) {
      // With the next frame, which has to lay them out in any case.
      requestAnimationFrame(() => {
        (document.getElementById(goal) ?? this).scrollIntoView();
      });
    }
  }

  /** Shows the commands, or every problem, and takes the reader there. */
  #make(): void {
    this.#spread();
    const problems = this.#update(Object.keys(this.#labels));
    if (problems.length === 0) this.#find('#commands').focus();
    else this.#find('.problem-summary').focus();
  }

  /** Shows what follows from the values; the problems of the fields in `flag` from now on too. */
  #update(flag: readonly string[]): readonly Problem[] {
    const draft = this.#readDraft();
    const today = this.#today(draft);
    const planned = planWith(this.#facility, draft, today, this.#method, this.#texts);
    const problems = 'problems' in planned ? planned.problems : [];
    this.#plan = 'plan' in planned ? planned.plan : undefined;
    // What is printed is then the plan alone (print.css).
    this.toggleAttribute('data-ready', 'plan' in planned);
    const flagged = problems.filter(({ field }) => flag.includes(field) || this.#flagged.has(field));
    this.#flagged = new Set(flagged.map(({ field }) => field));
    this.#showFields(draft);
    this.#showProblems(flagged);
    this.#showPlan(draft, today, problems);
    if (readRemembered()) this.#remember();
    return problems;
  }

  /** Shows the fields that are asked for, with their values. */
  #showFields(draft: Draft): void {
    const { fields } = this.#method.texts;
    const values = currentValues();
    for (const [name, { choices }] of Object.entries(fields)) {
      const asked = this.#find(`#ask-${name}`);
      const isHidden = !isAsked(fields, draft, name);
      const read = readField(fields, draft, name);
      const value = values[name];
      if (!this.#differs(asked, [isHidden, read, value].join('\0'))) continue;
      hide(asked, isHidden);
      // On paper a field would cut a long value, and cannot be scrolled.
      asked.dataset.value = read;
      for (const input of this.#find('form').querySelectorAll<HTMLInputElement>(`[name=${name}]`)) {
        // One of none of the choices leaves none checked.
        if (choices) input.checked = value ? input.value === value : input.checked;
        else if (input.value.trim() !== (value ?? '')) input.value = value ?? '';
      }
    }
  }

  /** The commands; while something is missing, the example with what can be used so far. */
  #showPlan(draft: Draft, today: string, problems: readonly Problem[]): void {
    const kept = Object.keys(this.#labels).filter(
      (name) => draft[name] && !problems.some(({ field }) => field === name),
    );
    const good = { ...Object.fromEntries(kept.map((name) => [name, draft[name] ?? ''])), method: draft.method };
    const example = (names?: readonly string[]): Plan | undefined => {
      const made = planExample(this.#facility, good, this.#method, this.#texts, names);
      return 'plan' in made ? made.plan : undefined;
    };
    const shown = this.#plan ?? example(kept) ?? example();
    const { steps = [], notices = [] } = shown ?? {};
    this.#request = this.#plan?.request ?? good;
    this.#showDeletion(draft, today, shown);
    const missing = Object.fromEntries(problems.map((problem) => [problem.field, this.#leadTo(problem)]));
    this.#write(this.#find('#commands'), this.#plan ? 'Your commands' : 'Example');
    hide(this.#find('.to-others'), !this.#plan);
    hide(this.#find('[data-does=script]'), !steps.some(({ script }) => script === 'copy'));
    // A link to a step may lead to any.
    const most = findGoal() ? Infinity : undefined;
    this.#showSteps(steps, { canCopy: Boolean(this.#plan), labels: this.#labels, missing }, most);
    this.#showNotices(
      // The first notice tells dates: it stands at the form.
      notices.slice(1).filter(({ field = '' }) => !missing[field]),
      // No example for choices that contradict each other.
      shown ? '' : `<p class="missing">Not possible: ${Object.values(missing).join(', ')}</p>`,
    );
  }

  /** When images are deleted, in words; and, once the first day is known on any page, over a calendar with the time that `shown` takes. */
  #showDeletion(draft: Draft, today: string, shown: Plan | undefined): void {
    const { deletion } = this.#findDays(today);
    const place = this.#find('.deletion');
    place.dataset.state = deletion.state;
    this.#write(
      this.#find('.deletion > div'),
      noticesHtml([{ text: sayDeletion(chooseServer(this.#facility, draft), deletion, today, this.#texts.deletion) }]),
    );
    if (deletion.state !== 'unknown') {
      this.#calendar = { deletion, today, estimate: shown?.estimate };
      // The first call, which fetches, is answered after those that find it fetched: each draws what was known last.
      void import('../on-demand/timeline-panel.ts').then(({ timelineHtml }) => {
        this.#write(this.#find('.timeline'), timelineHtml(this.#calendar));
      });
    }
  }

  /** When images are deleted, and the request with the days of collection: they may have been typed on a page whose form asks for them. */
  #findDays(today: string): { deletion: Deletion; request: Request } {
    const deletion = findDeletion(this.#facility, { ...currentValues(), ...this.#request }, today);
    const { state, writtenOn, lastWrittenOn } = deletion;
    const collectedUntil = lastWrittenOn > writtenOn ? lastWrittenOn : '';
    const days = state === 'unknown' ? {} : { collected: writtenOn, collectedUntil };
    return { deletion, request: { ...this.#request, ...days } };
  }

  /** A link to the field of a problem; with its words, once they are shown. */
  #leadTo({ field, message, fix }: Problem): string {
    const isTyped = this.#flagged.has(field) && Boolean(currentValues()[field]);
    const isSaid = isTyped || this.#method.texts.fields[field]?.choices !== undefined;
    const said = isSaid ? ` (${escapeHtml(`${message} ${fix}`)})` : '';
    return fieldLink(field, this.#labels[field] ?? field) + said;
  }

  #showProblems(problems: readonly Problem[]): void {
    for (const name of Object.keys(this.#labels)) {
      const problem = problems.find(({ field }) => field === name);
      const line = this.#find(`#problem-${name}`);
      const said = problem ? `${problem.message} ${problem.fix}` : '';
      if (!this.#differs(line, said)) continue;
      line.textContent = said;
      line.hidden = !problem;
      this.#find(`#field-${name}`).ariaInvalid = String(Boolean(problem));
    }
    const fault = findLinkFault();
    const said = [
      ...(fault ? [escapeHtml(fillText(this.#texts.link[fault.problem], fault))] : []),
      ...problems.map(({ field, message }) => fieldLink(field, message)),
    ];
    const summary = this.#find('.problem-summary');
    hide(summary, said.length === 0);
    this.#write(summary, `<h2>There is a problem</h2><ul>${said.map((text) => `<li>${text}</li>`).join('')}</ul>`);
  }

  /** Does what a button is for. */
  #press(button: HTMLButtonElement): void {
    const { step, does, text } = button.dataset;
    const plan = this.#plan;
    const found = plan?.steps.find(({ id }) => id === step);
    const status = this.#find('[role=status]');
    const link = `${location.origin}${location.pathname}#${formatLink(this.#request)}`;
    if (found) void copyText(button, formatAction(found.action), status);
    else if (text) void copyText(button, text, status);
    else if (does === 'link') void copyText(button, link, status);
    else if (does === 'clear') {
      remember(undefined);
      setValues(Object.fromEntries(Object.keys(this.#ownValues()).map((name) => [name, ''])));
      this.#showRemembered();
    } else if (does) {
      const draft = this.#readDraft();
      const today = this.#today(draft);
      const pressed = {
        find: (selector: string) => this.#find(selector),
        version: this.dataset.version ?? '',
        facility: this.#facility,
        method: this.#method,
        texts: this.#texts,
        draft,
        plan,
        today,
        link,
        ...this.#findDays(today),
      };
      void import('../on-demand/form-buttons.ts').then(({ press }) => press(does, pressed));
    }
  }

  /** The values that are the person's own. */
  #ownValues(): Record<string, string> {
    const values = currentValues();
    const own = Object.entries(this.#method.texts.fields).filter(([, { isOwn }]) => isOwn);
    return Object.fromEntries(own.map(([name]) => [name, values[name] ?? '']));
  }

  #remember(): boolean {
    return remember({ ...readRemembered(), ...this.#ownValues() });
  }

  /** Says what is remembered, and lets it be begun and ended. */
  #showRemembered(): void {
    const box = this.#find<HTMLInputElement>('#remember');
    const remembered = readRemembered();
    box.checked = Boolean(remembered);
    const said = Object.entries(remembered ?? {}).map(([name, value]) => `${this.#labels[name] ?? name}: ${value}`);
    this.#find('.remembered').textContent = remembered ? `Remembered here: ${said.join(', ') || 'nothing yet'}.` : '';
    this.#find('[data-does=clear]').hidden = !remembered;
    box.onchange = () => {
      if (!(box.checked ? this.#remember() : remember(undefined)))
        this.#find('.remembered').textContent = 'This browser does not let a page remember.';
      else this.#showRemembered();
    };
  }

  /** Puts a place pasted into one field where its parts belong. */
  #spread(): void {
    const draft = this.#readDraft();
    const spread = spreadLocation(this.#facility, draft);
    if (spread !== draft)
      setValues(Object.fromEntries(Object.keys(this.#labels).map((name) => [name, spread[name] ?? ''])));
  }

  /** The day it is at the storage server that is chosen on this page, if the facts say where that is. */
  #today(draft = this.#readDraft()): string {
    return formatLocalDay(new Date(), chooseServer(this.#facility, draft).storage.interim.timeZone);
  }

  /** What stands in the form. */
  #readTyped(): Record<string, string> {
    const data = new FormData(this.#find<HTMLFormElement>('form'));
    return Object.fromEntries(
      Object.keys(this.#labels).map((name) => [name, ((data.get(name) as string | null) ?? '').trim()]),
    );
  }

  /** The values of the fields that are asked for. */
  #readDraft(): Draft {
    const { fields } = this.#method.texts;
    const draft: Draft = { ...currentValues(), method: this.dataset.method ?? '' };
    const asked = Object.keys(fields).filter((name) => isAsked(fields, draft, name));
    return { ...Object.fromEntries(asked.map((name) => [name, draft[name]])), method: draft.method };
  }

  // The caller knows which element its selector finds, as with querySelector itself.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  #find<Found extends HTMLElement = HTMLElement>(selector: string): Found {
    const found = this.#found.get(selector) ?? this.querySelector<Found>(selector);
    if (!found) throw new Error(`command-form has no ${selector}`);
    this.#found.set(selector, found);
    return found as Found;
  }

  /** Notes what an element shows from now on, at first nothing. Says whether it is something else than before. */
  #differs(element: HTMLElement, shows: string): boolean {
    if ((this.#written.get(element) ?? '') === shows) return false;
    this.#written.set(element, shows);
    return true;
  }

  /** Writes HTML into an element that has other. */
  #write(element: HTMLElement, html: string): void {
    if (this.#differs(element, html)) element.innerHTML = html;
  }
}

/**
 * Notes where in the form the focus is, or else where somebody points or reads, and gives a function that scrolls so far as that has moved: a form
 * that becomes live hides fields, and shows more besides. Where the page is about to scroll by itself, it does nothing.
 */
function holdInPlace(): () => void {
  if (scrollY === 0 || findGoal() !== undefined || document.querySelector('[data-pressed]')) return () => undefined;
  const parts = [...document.querySelectorAll('command-form :is(summary, .steps > li, .field)')];
  const held =
    parts.findLast((part) => part.matches(':focus-within')) ??
    parts.findLast((part) => part.matches(':hover')) ??
    parts.find((part) => part.getBoundingClientRect().top > 0);
  const before = held?.getBoundingClientRect().top ?? 0;
  return () => {
    const [box] = held?.getClientRects() ?? [];
    if (box) scrollBy({ top: box.top - before, behavior: 'instant' });
  };
}

/** Hides an element, or shows it; one that is hidden already is not styled anew, as it would be with the property. */
function hide(element: HTMLElement, isHidden: boolean): void {
  element.toggleAttribute('hidden', isHidden);
}

function fieldLink(field: Problem['field'], text: string): string {
  return `<a href="#field-${field}">${escapeHtml(text)}</a>`;
}

import { fieldNames, formatCommand, formatLocalDay, planWithTexts, spreadLocation } from '../generator/index.ts';
import type { Draft, FieldName, Plan, planTexts, Problem } from '../generator/index.ts';
import type { Facility } from '../facility/schema.ts';
import { escapeHtml, noticesHtml, stepsHtml } from './plan-html.ts';

/** The form and its commands: reads the fields, calls {@link planWithTexts}, shows what it gives. */
export class CommandForm extends HTMLElement {
  #facility!: Facility;
  #texts!: typeof planTexts;
  #plan: Plan | undefined;
  /** The fields whose problems are shown: those that had one when commands were last asked for. */
  #flagged = new Set<string>();

  connectedCallback(): void {
    this.#facility = JSON.parse(this.dataset.facility ?? '') as Facility;
    this.#texts = JSON.parse(this.dataset.texts ?? '') as typeof planTexts;
    const form = this.#find<HTMLFormElement>('form');
    this.#find<HTMLFieldSetElement>('fieldset').disabled = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#make();
    });
    form.addEventListener('input', () => {
      this.#update();
    });
    form.addEventListener('change', () => {
      this.#spread();
    });
    this.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('button.copy');
      if (button) void this.#copy(button);
    });
    this.#update();
  }

  /** Shows the commands, or every problem, and takes the reader there. */
  #make(): void {
    this.#spread();
    const problems = this.#update(true);
    if (problems.length === 0) this.#find('#commands').focus();
    else this.#find('.problem-summary').focus();
  }

  #update(flagAll = false): readonly Problem[] {
    const planned = planWithTexts(this.#facility, this.#readDraft(), formatLocalDay(new Date()), this.#texts);
    const problems = 'problems' in planned ? planned.problems : [];
    this.#plan = 'plan' in planned ? planned.plan : undefined;
    const flagged = problems.filter(({ field }) => flagAll || this.#flagged.has(field));
    this.#flagged = new Set(flagged.map(({ field }) => field));
    this.#showProblems(flagged);
    this.#showPlan(problems);
    return problems;
  }

  #showPlan(problems: readonly Problem[]): void {
    const output = this.#find('.plan');
    this.#find('#commands').textContent = 'Your commands';
    if (!this.#plan) {
      const links = problems.map(({ field }) => fieldLink(field, this.#labelOf(field)));
      output.innerHTML = `<p>Not ready yet. Look at: ${links.join(', ')}.</p>`;
      return;
    }
    const { notices, steps } = this.#plan;
    const open = [...output.querySelectorAll('details[open]')].map(({ id }) => id);
    output.innerHTML = noticesHtml(notices) + stepsHtml(steps, true);
    for (const details of output.querySelectorAll('details')) details.open = open.includes(details.id);
  }

  #showProblems(problems: readonly Problem[]): void {
    for (const name of fieldNames) {
      const problem = problems.find(({ field }) => field === name);
      const line = this.#find(`#problem-${name}`);
      line.hidden = !problem;
      line.textContent = problem ? `${problem.message} ${problem.fix}` : '';
      this.#find(`#field-${name}`).ariaInvalid = String(Boolean(problem));
    }
    const summary = this.#find('.problem-summary');
    summary.hidden = problems.length === 0;
    summary.innerHTML = `<h2>There is a problem</h2><ul>${problems
      .map((problem) => `<li>${fieldLink(problem.field, problem.message)}</li>`)
      .join('')}</ul>`;
  }

  async #copy(button: HTMLButtonElement): Promise<void> {
    const step = this.#plan?.steps.find(({ id }) => id === button.dataset.step);
    if (step?.action.kind !== 'command') return;
    const status = this.#find('[role=status]');
    let said = 'Copied';
    try {
      await navigator.clipboard.writeText(formatCommand(step.action.command));
    } catch {
      said = 'Could not copy. Select the text and press Ctrl/⌘+C';
      getSelection()?.selectAllChildren(button.previousElementSibling ?? this);
    }
    button.textContent = said;
    status.textContent = said;
    setTimeout(() => {
      button.textContent = 'Copy command';
      status.textContent = '';
    }, 2000);
  }

  /** Puts a place pasted into one field where its parts belong. */
  #spread(): void {
    const draft = this.#readDraft();
    const spread = spreadLocation(this.#facility, draft);
    if (spread === draft) return;
    for (const name of fieldNames) {
      const input = this.#find<HTMLInputElement>(`#field-${name}`);
      if (input.type === 'text') input.value = spread[name] ?? '';
    }
    this.#update();
  }

  #labelOf(field: Problem['field']): string {
    // The page has fixed the method: no problem of the form is about it.
    return this.#texts.check.fields[field as FieldName].label;
  }

  #readDraft(): Draft {
    const data = new FormData(this.#find<HTMLFormElement>('form'));
    const values = Object.fromEntries(fieldNames.map((name) => [name, (data.get(name) as string | null)?.trim()]));
    return { method: this.dataset.method ?? '', ...values };
  }

  // The caller knows which element its selector finds, as with querySelector itself.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  #find<Found extends HTMLElement = HTMLElement>(selector: string): Found {
    const found = this.querySelector<Found>(selector);
    if (!found) throw new Error(`command-form has no ${selector}`);
    return found;
  }
}

function fieldLink(field: Problem['field'], text: string): string {
  return `<a href="#field-${field}">${escapeHtml(text)}</a>`;
}

/** What is fetched when somebody turns to the finder of the start page. */
import { listQuestions } from '../../generator/choice-questions.ts';
import { chooseMethod } from '../../generator/choice.ts';
import type { Choice, Judged } from '../../generator/choice.ts';
import { fillText } from '../../generator/fill.ts';
import type { Problem } from '../../generator/problem.ts';
import type { ChooserTables } from '../../site/form-files.ts';
import { escapeHtml } from '../../site/html.ts';
import { sitePath } from '../../site/site-path.ts';
import { setValues } from '../always/values.ts';

/** Makes the finder of the page answer. */
export function defineChooser(tables: ChooserTables): void {
  customElements.define(
    'way-chooser',
    class extends HTMLElement {
      connectedCallback(): void {
        const chooser = openChooser(this, tables);
        // Nothing is flagged while somebody types.
        this.addEventListener('input', ({ target }) => {
          chooser((target as HTMLInputElement).type === 'radio');
        });
        this.addEventListener('change', () => {
          chooser(true);
        });
        this.addEventListener('submit', (event) => {
          event.preventDefault();
        });
        // A browser keeps what was chosen when somebody comes back, or it was chosen before this came.
        chooser(true);
      }
    },
  );
}

/**
 * Gives a function that shows what follows from the answers: the questions that still matter, and the way; with
 * `isFinished` every problem of an answer too.
 */
function openChooser(element: HTMLElement, tables: ChooserTables): (isFinished: boolean) => void {
  const { facility, rows, choice, check, fills } = tables;
  const form = element.querySelector('form');
  const [place, rest] = ['.chosen', '.not-chosen'].map((selector) => element.querySelector<HTMLElement>(selector));
  if (!form || !place || !rest) throw new Error('way-chooser has no form, or no place for its answer');

  return (isFinished) => {
    const data = new FormData(form);
    const typed = Object.fromEntries(
      Object.keys(choice.fields).map((name) => [name, ((data.get(name) as string | null) ?? '').trim()]),
    );
    if (!typed.where) return;
    const asked = listQuestions(facility, typed, rows, choice, check);
    for (const question of element.querySelectorAll<HTMLElement>('[data-ask]')) {
      question.hidden = !asked.includes(question.dataset.ask ?? '');
    }
    const answers = Object.fromEntries(['where', ...asked].map((name) => [name, typed[name]]));
    const found = chooseMethod(facility, answers, rows, choice, check);
    if ('problems' in found && !isFinished) return;
    const problems = 'problems' in found ? found.problems : [];
    for (const input of form.querySelectorAll<HTMLInputElement>('[id]')) showProblem(input, problems);
    write(place, 'problems' in found ? problemsHtml(problems) : wayHtml(found.choice, tables));
    write(rest, 'problems' in found ? '' : othersHtml(found.choice));
    if ('problems' in found) return;
    // The guide has them filled in: they go there with the link.
    const names = new Set(Object.values(fills).flatMap((fill) => Object.values(fill ?? {}).flatMap(Object.keys)));
    const filled = fills[found.choice.chosen?.id ?? '']?.[typed.where];
    const none = Object.fromEntries([...names].map((name) => [name, '']));
    setValues({ ...none, ...filled, ...(answers.size && { size: answers.size }) });
  };
}

/** Writes HTML where there is other: a link that somebody is about to press stays. */
function write(element: HTMLElement, html: string): void {
  if (element.dataset.html === html) return;
  element.dataset.html = html;
  element.innerHTML = html;
}

/** Shows what is wrong with an answer at its question, or that nothing is. */
function showProblem(input: HTMLInputElement, problems: readonly Problem[]): void {
  const problem = problems.find(({ field }) => field === input.name);
  input.ariaInvalid = String(Boolean(problem));
  const said = document.getElementById(`choose-problem-${input.name}`);
  if (!said) return;
  said.hidden = !problem;
  said.textContent = problem ? `${problem.message} ${problem.fix}` : '';
}

function wayHtml({ chosen }: Choice, { facility, choice }: ChooserTables): string {
  if (!chosen) return `<p>${escapeHtml(fillText(choice.none, { manager: facility.contact.role }))}</p>`;
  return `<p class="fits">This way fits:</p><a class="go" href="${addressOf(chosen)}">${escapeHtml(chosen.title)} →</a><p>${saysHtml(chosen)}</p>`;
}

function othersHtml({ runnerUp, others }: Choice): string {
  const next = runnerUp ? `<p>Next best: ${linkHtml(runnerUp)}. ${saysHtml(runnerUp)}</p>` : '';
  if (others.length === 0) return next;
  const list = others.map((one) => `<dt><strong>${linkHtml(one)}</strong></dt><dd>${saysHtml(one)}</dd>`);
  return `${next}<details><summary>What speaks against the others</summary><dl>${list.join('')}</dl></details>`;
}

function linkHtml(way: Judged): string {
  return `<a href="${addressOf(way)}">${escapeHtml(way.title)}</a>`;
}

function addressOf({ id }: Judged): string {
  return sitePath(`ways/${id}/`);
}

function saysHtml({ says }: Judged): string {
  return escapeHtml(says.join(' '));
}

function problemsHtml(problems: readonly Problem[]): string {
  const said = problems.map(
    ({ field, message, fix }) => `<li><a href="#choose-${field}">${escapeHtml(`${message} ${fix}`)}</a></li>`,
  );
  return `<div class="problem-summary"><p><strong>There is a problem</strong></p><ul>${said.join('')}</ul></div>`;
}

/** What is fetched when somebody answers the four questions of the start page. */
import type { ChoiceTables } from '../../generator/choice-tables.ts';
import { chooseMethod } from '../../generator/choice.ts';
import type { Choice, Judged } from '../../generator/choice.ts';
import type { Facts } from '../../generator/facts.ts';
import { fillText } from '../../generator/fill.ts';
import type { ChooserTables } from '../../site/form-files.ts';
import { escapeHtml } from '../../site/html.ts';
import { sitePath } from '../../site/site-path.ts';
import { setValues } from '../always/values.ts';

/**
 * Reads the answers in `chooser`, and shows below them the way that fits and what speaks against the others, or every
 * problem.
 */
export function showChoice(chooser: HTMLElement, { facility, rows, choice, check }: ChooserTables): void {
  const form = chooser.querySelector('form');
  const place = chooser.querySelector<HTMLElement>('.chosen');
  if (!form || !place) throw new Error('way-chooser has no form, or no place for its answer');
  const data = new FormData(form);
  const answers = Object.fromEntries(
    Object.keys(choice.fields).map((name) => [name, ((data.get(name) as string | null) ?? '').trim()]),
  );
  const found = chooseMethod(facility, answers, rows, choice, check);
  for (const input of form.querySelectorAll<HTMLInputElement>('[name]')) {
    input.ariaInvalid = String('problems' in found && found.problems.some(({ field }) => field === input.name));
  }
  place.innerHTML = 'problems' in found ? problemsHtml(found.problems) : choiceHtml(found.choice, facility, choice);
  place.focus();
  // The size is asked for again by the guide.
  if ('choice' in found && answers.size) setValues({ size: answers.size });
}

function choiceHtml({ chosen, runnerUp, others }: Choice, facility: Facts, texts: ChoiceTables): string {
  if (!chosen) return `<p>${escapeHtml(fillText(texts.none, { manager: facility.contact.role }))}</p>`;
  return [
    `<h3>Take ${wayHtml(chosen)}</h3><p>${saysHtml(chosen)}</p>`,
    runnerUp ? `<p>Next best: ${wayHtml(runnerUp)}. ${saysHtml(runnerUp)}</p>` : '',
    others.length > 0
      ? `<details><summary>What speaks against the others</summary><dl>${others
          .map((one) => `<dt>${wayHtml(one)}</dt><dd>${saysHtml(one)}</dd>`)
          .join('')}</dl></details>`
      : '',
  ].join('');
}

function wayHtml({ id, title }: Judged): string {
  return `<a href="${sitePath(`ways/${id}/`)}">${escapeHtml(title)}</a>`;
}

function saysHtml({ says }: Judged): string {
  return escapeHtml(says.join(' '));
}

function problemsHtml(problems: readonly { field: string; message: string; fix: string }[]): string {
  const said = problems.map(
    ({ field, message, fix }) => `<li><a href="#choose-${field}">${escapeHtml(`${message} ${fix}`)}</a></li>`,
  );
  return `<div class="problem-summary"><h3>There is a problem</h3><ul>${said.join('')}</ul></div>`;
}

/** The fields of a form: what is typed in them, and what is wrong with it. */
import { readDay } from '../../generator/dates/day.ts';
import { fillText } from '../../generator/fill.ts';
import type { Problem } from '../../generator/problem.ts';
import { isAsked, readField, spreadLocation } from '../../generator/request.ts';
import type { Draft } from '../../generator/request.ts';
import { escapeHtml } from '../../site/html.ts';
import { currentValues, findLinkFault, setValues } from '../always/values.ts';
import { hide } from './form-elements.ts';
import type { Form } from './form-elements.ts';

/** The values of the fields that are asked for. */
export function readDraft({ element, method }: Form): Draft {
  const { fields } = method.tables;
  const draft: Draft = { ...currentValues(), method: element.dataset.method ?? '' };
  const asked = Object.keys(fields).filter((name) => isAsked(fields, draft, name));
  return { ...Object.fromEntries(asked.map((name) => [name, draft[name]])), method: draft.method };
}

/** Puts a place pasted into one field where its parts belong, and writes days as the plan has them. */
export function spreadPasted(form: Form): void {
  const draft = readDraft(form);
  const { fields } = form.method.tables;
  const spread = Object.entries(spreadLocation(form.facility, draft)).flatMap(([name, value = '']) => {
    const meant = fields[name]?.kind === 'date' ? readDay(value) : value;
    return meant === (draft[name] ?? '') ? [] : [[name, meant] as const];
  });
  if (spread.length > 0) setValues(Object.fromEntries(spread));
}

/** Shows the fields that are asked for, with their values. */
export function showFields(form: Form, draft: Draft): void {
  const { fields } = form.method.tables;
  const values = currentValues();
  for (const [name, { choices }] of Object.entries(fields)) {
    const asked = form.find(`#ask-${name}`);
    const isHidden = !isAsked(fields, draft, name);
    const read = readField(fields, draft, name);
    const value = values[name] ?? '';
    if (!form.differs(asked, [isHidden, read, value].join('\0'))) continue;
    hide(asked, isHidden);
    // On paper a field would cut a long value, and cannot be scrolled.
    asked.dataset.value = read;
    for (const input of form.find('form').querySelectorAll<HTMLInputElement>(`[name=${name}]`)) {
      // One of none of the choices leaves none checked.
      if (choices) input.checked = value ? input.value === value : input.checked;
      // Stray blanks stay while somebody types.
      else if (value !== input.value && value !== input.value.trim()) input.value = value;
    }
  }
}

/** Shows problems at their fields, and all of them above the form, with what is wrong with the link that led here. */
export function showProblems(form: Form, problems: readonly Problem[]): void {
  for (const name of Object.keys(form.labels)) {
    const problem = problems.find(({ field }) => field === name);
    const line = form.find(`#problem-${name}`);
    const said = problem ? `${problem.message} ${problem.fix}` : '';
    if (!form.differs(line, said)) continue;
    line.textContent = said;
    line.hidden = !problem;
    form.find(`#field-${name}`).ariaInvalid = String(Boolean(problem));
  }
  const fault = findLinkFault();
  const said = [
    ...(fault ? [escapeHtml(fillText(form.plan.link[fault.problem], fault))] : []),
    ...problems.map(({ field, message }) => fieldLink(field, message)),
  ];
  const summary = form.find('.problem-summary');
  hide(summary, said.length === 0);
  form.write(summary, `<h2>There is a problem</h2><ul>${said.map((text) => `<li>${text}</li>`).join('')}</ul>`);
}

/** A link to a field. */
export function fieldLink(field: Problem['field'], text: string): string {
  return `<a href="#field-${field}">${escapeHtml(text)}</a>`;
}

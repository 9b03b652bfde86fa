/** The fields of a form: what is typed in them, and what is wrong with it. */
import { findNeed, splitNames } from '../../generator/extras.ts';
import { fillText } from '../../generator/fill.ts';
import type { Problem } from '../../generator/problem.ts';
import { isAsked, readField, spreadLocation } from '../../generator/request.ts';
import type { Draft, Field } from '../../generator/request.ts';
import { escapeHtml } from '../../site/html.ts';
import { currentValues, findLinkFault, setValues } from '../always/values.ts';
import { extras } from './fetch-extras.ts';
import { fieldLink, inForceHtml, isNeeded } from './field-groups.ts';
import { hide } from './form-elements.ts';
import type { Form } from './form-elements.ts';

/** The values of the fields that are asked for. */
export function readDraft({ element, method }: Form): Draft {
  const { fields } = method.tables;
  const draft: Draft = { ...currentValues(), method: element.dataset.method ?? '' };
  const asked = Object.keys(fields).filter((name) => isAsked(fields, draft, name));
  return { ...Object.fromEntries(asked.map((name) => [name, draft[name]])), method: draft.method };
}

/** Puts a place pasted into one field where its parts belong, and writes lists and days as the plan has them: once what
 * their values need has been fetched. */
export function spreadPasted(form: Form): void {
  const draft = readDraft(form);
  const { fields } = form.method.tables;
  const spread = Object.entries(spreadLocation(form.facility, draft))
    .map(([name, value = '']) => {
      const field = fields[name];
      return [
        name,
        field?.kind === 'date' ? (extras.readers?.readDay(value) ?? value) : showList(field, draft, value, '/'),
      ] as const;
    })
    .filter(([name, value]) => value !== (draft[name] ?? ''));
  if (spread.length > 0) setValues(Object.fromEntries(spread));
}

/** Shows the fields that are asked for, with their values: first those that are needed, then the others, folded. */
export function showFields(form: Form, draft: Draft): void {
  const { fields } = form.method.tables;
  const values = currentValues();
  form.write(form.find('.in-force'), inForceHtml(fields, draft));
  for (const [name, field] of Object.entries(fields)) {
    const { choices } = field;
    const asked = form.find(`#ask-${name}`);
    const isHidden = !isAsked(fields, draft, name);
    const read = readField(fields, draft, name);
    const value = values[name] ?? '';
    const needed = isNeeded(fields, draft, name);
    const shown = showList(field, draft, read, '\n');
    if (!form.differs(asked, [isHidden, needed, shown, value].join('\0'))) continue;
    hide(asked, isHidden);
    moveField(form, name, needed);
    // On paper a field would cut a long value, and cannot be scrolled.
    asked.dataset.value = shown;
    for (const input of form.find('form').querySelectorAll<HTMLInputElement>(`[name=${name}]`)) {
      // One of none of the choices leaves none checked.
      if (choices) input.checked = value ? input.value === value : input.checked;
      // Stray blanks stay while somebody types.
      else if (value !== input.value && value !== input.value.trim()) input.value = shown;
    }
  }
}

/** The value of a field; of a list its names, with `separator` between them, once what reads them has been fetched. */
function showList(field: Field | undefined, draft: Draft, value: string, separator: '/' | '\n'): string {
  if (field?.kind !== 'names') return value;
  if (!findNeed(field, value)) return splitNames(value).join(separator);
  return extras.readers?.showNames(draft, value, separator) ?? value;
}

/** Moves a field to those that are needed, or to the others, in the order of the table. */
function moveField({ find, labels }: Form, name: string, needed: boolean): void {
  const asked = find(`#ask-${name}`);
  const group = find(needed ? '.needed' : '.more');
  if (asked.parentElement === group) return;
  const names = Object.keys(labels);
  const later = names.slice(names.indexOf(name) + 1).map((other) => find(`#ask-${other}`));
  group.insertBefore(asked, later.find(({ parentElement }) => parentElement === group) ?? null);
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

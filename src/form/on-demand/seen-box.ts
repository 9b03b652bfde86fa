/**
 * The box that takes what a screen shows, and explains it: on the page of errors, and in the “something else” of every
 * step. What is pasted is read here, and goes nowhere.
 */
import { formatAction, renderAction } from '../../generator/command/render.ts';
import type { Method } from '../../generator/method.ts';
import type { Step } from '../../generator/plan.ts';
import { explainSeen } from '../../generator/seen/explain-seen.ts';
import type { Explanation, FoundEntry } from '../../generator/seen/explain-seen.ts';
import { writeQuestion } from '../../generator/seen/question.ts';
import type { ErrorTables, SharedTables } from '../../site/form-files.ts';
import { escapeHtml } from '../../site/html.ts';
import { sitePath } from '../../site/site-path.ts';
import { fetchTables } from '../always/fetch-tables.ts';
import { loadRules } from '../always/method-rules.ts';
import { noteFailure } from '../always/try-again.ts';
import { currentValues, onValues } from '../always/values.ts';
import { copyText } from '../live/copy-text.ts';
import { planExample } from '../live/example.ts';
import { actionHtml, inlineHtml, sendHtml, textHtml } from '../live/plan-html.ts';
import * as readers from './read-values.ts';

/** What is needed to explain a text. */
interface Known {
  readonly shared: SharedTables;
  readonly method: Method & { readonly tables: ErrorTables };
}

let loading: Promise<Known> | undefined;

/** What was pasted into each box: a step that is written again has its box anew. */
const pasted = new Map<string, string>();

/** What is in a box, for the page and for a step. */
export function boxHtml(id: string): string {
  return [
    `<label for="${id}">Paste what the screen shows</label>`,
    `<p class="hint" id="hint-${id}">All of it, as much as you like. It is read on this computer: nothing is sent anywhere.</p>`,
    `<textarea id="${id}" rows="6" aria-describedby="hint-${id}" autocapitalize="none" autocomplete="off" spellcheck="false"></textarea>`,
    '<p><button type="button" data-does="explain">Explain it</button></p>',
    '<p class="not-loaded">The answer could not be loaded. Is there a network? Press the button again.</p>',
    '<div class="answer" tabindex="-1"></div><p class="sr-only" role="status"></p>',
  ].join('');
}

/** Puts a box into an open step, in place of the link to the page of errors. */
export function putBox(link: Element, id: string): void {
  const box = document.createElement('seen-box');
  box.innerHTML = boxHtml(id);
  const field = box.querySelector('textarea');
  link.replaceWith(box);
  if (!field) return;
  field.value = pasted.get(id) ?? '';
  if (field.value) void answer(box, false);
}

/** Explains what is in a box; takes the reader to the answer when they asked for it with the button. */
export async function answer(box: HTMLElement, isAsked: boolean): Promise<void> {
  const field = box.querySelector('textarea');
  const place = box.querySelector<HTMLElement>('.answer');
  const status = box.querySelector<HTMLElement>('[role=status]');
  if (!field || !place || !status) throw new Error('seen-box has no field, or no place for its answer');
  const seen = field.value;
  pasted.set(field.id, seen);
  try {
    const known = await (loading ??= load());
    delete box.dataset.failed;
    // Something else has been pasted since.
    if (field.value !== seen) return;
    const { html, said } = seen.trim() ? explain(seen, known) : { html: '', said: '' };
    if (place.innerHTML !== html) place.innerHTML = html;
    status.textContent = said;
    if (isAsked) place.focus();
  } catch (error) {
    loading = undefined;
    noteFailure(error, isAsked);
    box.dataset.failed = '';
  }
}

/** Copies what a button of an answer is for. */
export async function copyFrom(button: HTMLButtonElement): Promise<void> {
  const status = button.closest('seen-box')?.querySelector<HTMLElement>('[role=status]');
  const { text, step } = button.dataset;
  const { shared, method } = await (loading ??= load());
  const action = step && listSteps(shared, method).steps.find(({ id }) => id === step)?.action;
  const copied = action ? formatAction(action) : text;
  if (status && copied) await copyText(button, copied, status);
}

async function load(): Promise<Known> {
  const { shared, errors } = document.querySelector<HTMLElement>('command-form')?.dataset ?? {};
  const [rules, sharedTables, tables] = await Promise.all([
    loadRules('troubleshooting'),
    fetchTables<SharedTables>(shared),
    fetchTables<ErrorTables>(errors),
  ]);
  // The commands have the values that are typed meanwhile.
  onValues(() => {
    for (const found of document.querySelectorAll('seen-box .found:first-of-type')) {
      const box = found.closest<HTMLElement>('seen-box');
      if (box) void answer(box, false);
    }
  });
  return { shared: sharedTables, method: { rules, tables } };
}

/** The entries, with the values of the visit that are good, and the fields that have none. */
function listSteps(
  { facility, plan }: SharedTables,
  method: Method,
): { readonly steps: readonly Step[]; readonly missing: readonly string[] } {
  const draft = { ...currentValues(), method: 'troubleshooting' };
  const names = Object.entries(method.tables.fields).flatMap(([name, { choices }]) => (choices ? [] : [name]));
  const typed = names.filter((name) => currentValues()[name]);
  const all = planExample(facility, draft, method, plan, { readers }, typed);
  const bad = 'problems' in all ? all.problems.map(({ field }) => field) : [];
  const kept = typed.filter((name) => !bad.includes(name));
  const made = 'plan' in all ? all : planExample(facility, draft, method, plan, { readers }, kept);
  return {
    steps: 'plan' in made ? made.plan.steps : [],
    missing: names.filter((name) => !kept.includes(name)),
  };
}

/** The answer, and what a screen reader says of it. */
function explain(seen: string, { shared, method }: Known): { html: string; said: string } {
  const explanation = explainSeen(seen, method.tables.steps, method.tables.reading);
  const { steps, missing } = listSteps(shared, method);
  const labels = Object.fromEntries(
    missing.map((name) => [name, escapeHtml(method.tables.fields[name]?.label ?? name)]),
  );
  const found = explanation.entries.flatMap((entry) => {
    const step = steps.find(({ id }) => id === entry.id);
    return step ? [entryHtml(entry, step, labels)] : [];
  });
  const said = sayCertainty(explanation);
  return {
    html: `<p><strong>${said}</strong></p>${found.join('')}${askHtml(seen, explanation, shared, method)}`,
    said,
  };
}

function sayCertainty({ certainty, entries }: Explanation): string {
  if (certainty === 'unknown') return 'This text is not known here.';
  if (certainty === 'certain') return 'This is explained:';
  return entries.length > 1 ? 'This is not certain. It may be one of two:' : 'This is not certain. It may be:';
}

/** An entry: what was found, what it means, the next command, and the link to all that is said of it. */
function entryHtml({ id, seen }: FoundEntry, step: Step, labels: Readonly<Record<string, string>>): string {
  const fields = new Set(renderAction(step.action).map(({ field }) => field));
  const missing = Object.fromEntries(Object.entries(labels).filter(([name]) => fields.has(name)));
  const canCopy = Object.keys(missing).length === 0;
  return [
    `<div class="found"><p><a href="${sitePath(`troubleshooting/#step-${id}`)}"><code>${escapeHtml(seen)}</code></a></p>`,
    `<p>${inlineHtml(step.expect)}</p>`,
    actionHtml({ id, title: seen }, step.action, canCopy ? { canCopy } : { missing }),
    '</div>',
  ].join('');
}

/** The message to the facility with the text in it; folded where an entry was found. */
function askHtml(
  seen: string,
  { certainty }: Explanation,
  { facility }: SharedTables,
  method: Known['method'],
): string {
  const { reading } = method.tables;
  const message = writeQuestion(facility, seen, currentValues(), reading);
  const mail = writeQuestion(facility, seen, currentValues(), reading, 'mail');
  const html = [
    '<p class="hint">Look through it before you send it: take out what nobody else should read.</p>',
    textHtml(formatAction(message), 'message'),
    sendHtml(mail),
  ].join('');
  if (certainty === 'unknown') return `<p>Ask ${escapeHtml(facility.contact.role)}. The message is ready:</p>${html}`;
  return `<details><summary>It is something else: ask ${escapeHtml(facility.contact.role)}</summary>${html}</details>`;
}

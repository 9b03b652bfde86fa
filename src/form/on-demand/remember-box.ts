/**
 * The values of a form that are the person's own, and may be remembered on this computer: fetched once something is, or
 * somebody asks for it.
 */
import type { Problem } from '../../generator/problem.ts';
import { readField } from '../../generator/request.ts';
import type { LinkValues } from '../../generator/share/link.ts';
import { currentValues, lastKey, listBrought, readRemembered, remember, setValues } from '../always/values.ts';
import type { Form } from '../live/form-elements.ts';
import { readDraft } from '../live/form-fields.ts';
import { moveTicks } from '../live/step-ticks.ts';

/** What is remembered of the last collection, for the start page: never in a field of another visit. */
const lastFields = ['collection', 'alsoCollections', 'collected', 'collectedUntil', 'size', 'storage'];

/** Remembers what was `typed` here, where that is wanted: not what a link brought, and nothing that has a problem. */
export function rememberTyped(form: Form, typed: readonly string[], problems: readonly Problem[]): void {
  const remembered = readRemembered();
  if (!remembered || typed.length === 0) return;
  const values = currentValues();
  const isRefused = (name: string): boolean => problems.some(({ field }) => field === name);
  const pick = (names: readonly string[]): LinkValues =>
    Object.fromEntries(names.map((name) => [name, isRefused(name) ? '' : (values[name] ?? '')]));
  remember({ ...remembered, ...pick(listOwn(form).filter((name) => typed.includes(name))) });
  const last = readRemembered(lastKey);
  const isOurs = (name: string): boolean => !listBrought().includes(name) || last?.[name] === values[name];
  const { collection, ...others } = pick(lastFields.filter(isOurs));
  const method = form.element.dataset.method ?? '';
  if (collection && form.facility.methods.some(({ id }) => id === method)) {
    remember({ method, collection, ...others }, lastKey);
  }
  showRemembered(form);
}

/** Forgets what is remembered, and empties those fields. */
export function forgetOwn(form: Form): void {
  forget();
  moveTicks();
  setValues(Object.fromEntries(listOwn(form).map((name) => [name, ''])));
  showRemembered(form);
  // The button is gone.
  form.find('#remember').focus();
}

/** Forgets all that is remembered. Says whether the browser allows it. */
function forget(): boolean {
  remember(undefined, lastKey);
  return remember(undefined);
}

/** Begins to remember, or ends it, as the box says; where the browser forbids it, says so. */
export function turnBox(form: Form): void {
  const box = form.find<HTMLInputElement>('#remember');
  const isDone = box.checked ? remember({}) : forget();
  moveTicks();
  if (isDone && box.checked) setValues(readOwn(form));
  showRemembered(form);
  if (!isDone) form.find('.remembered').textContent = 'This browser does not let a page remember.';
}

/** Says what is remembered. */
export function showRemembered(form: Form): void {
  const remembered = readRemembered();
  const labels = new Map(Object.entries(form.labels));
  const said = Object.entries({ ...remembered, ...readRemembered(lastKey) }).flatMap(([name, value]) =>
    name === 'method' ? [] : [`${labels.get(name) ?? name}: ${value}`],
  );
  form.find('.remembered').textContent = remembered ? `Remembered here: ${said.join(', ') || 'nothing yet'}.` : '';
  form.find('[data-does=clear]').hidden = !remembered;
}

/** The fields that ask for what is the person's own. */
function listOwn({ method }: Form): string[] {
  return Object.entries(method.tables.fields).flatMap(([name, { isOwn }]) => (isOwn ? [name] : []));
}

/** What those that are asked for have, chosen or as the page came. */
function readOwn(form: Form): LinkValues {
  const draft = readDraft(form);
  const asked = listOwn(form).filter((name) => name in draft);
  return Object.fromEntries(asked.map((name) => [name, readField(form.method.tables.fields, draft, name)]));
}

/** The values of a form that are the person's own, and may be remembered on this computer. */
import type { LinkValues } from '../../generator/link.ts';
import { currentValues, readRemembered, remember, setValues } from '../always/values.ts';
import type { Form } from './form-elements.ts';

/** Remembers what the form has now. Says whether the browser allows it. */
export function rememberOwn(form: Form): boolean {
  return remember({ ...readRemembered(), ...ownValues(form, currentValues()) });
}

/** Forgets what is remembered, and empties those fields. */
export function forgetOwn(form: Form): void {
  remember(undefined);
  setValues(ownValues(form, {}));
  showRemembered(form);
}

/** Says what is remembered, and lets it be begun and ended. */
export function showRemembered(form: Form): void {
  const box = form.find<HTMLInputElement>('#remember');
  const remembered = readRemembered();
  box.checked = Boolean(remembered);
  const said = Object.entries(remembered ?? {}).map(([name, value]) => `${form.labels[name] ?? name}: ${value}`);
  form.find('.remembered').textContent = remembered ? `Remembered here: ${said.join(', ') || 'nothing yet'}.` : '';
  form.find('[data-does=clear]').hidden = !remembered;
  box.onchange = () => {
    if (!(box.checked ? rememberOwn(form) : remember(undefined)))
      form.find('.remembered').textContent = 'This browser does not let a page remember.';
    else showRemembered(form);
  };
}

/** The values of the fields that ask for what is the person's own. */
function ownValues({ method }: Form, values: LinkValues): LinkValues {
  const own = Object.entries(method.texts.fields).filter(([, { isOwn }]) => isOwn);
  return Object.fromEntries(own.map(([name]) => [name, values[name] ?? '']));
}

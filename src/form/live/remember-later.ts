/** The box for remembering: what it does is fetched once it is checked, or something is remembered. */
import { noteFailure } from '../always/try-again.ts';
import { readRemembered } from '../always/values.ts';
import type * as Remembering from '../on-demand/remember-box.ts';
import type { Form } from './form-elements.ts';

/** Does what remembering needs, once that has been fetched. */
export function withRemembering(form: Form, act: (remembering: typeof Remembering) => void): void {
  void import('../on-demand/remember-box.ts')
    .then(act)
    .catch((error: unknown) => {
      noteFailure(error, true);
    })
    .then(() => {
      checkBox(form);
    });
}

/** Lets the box be checked, and says what is remembered: now, and when another page has changed it. */
export function followBox(form: Form): void {
  const show = (): void => {
    // Until something is, the page says so as it came.
    const wasRemembered = form.find<HTMLInputElement>('#remember').checked;
    checkBox(form);
    if (wasRemembered || readRemembered()) {
      withRemembering(form, (remembering) => {
        remembering.showRemembered(form);
      });
    }
  };
  form.find('#remember').addEventListener('change', () => {
    withRemembering(form, (remembering) => {
      remembering.turnBox(form);
    });
  });
  // In another tab, or on another page before somebody went back to this one.
  for (const type of ['storage', 'pageshow']) addEventListener(type, show);
  show();
}

/** Checks the box if anything is remembered. */
function checkBox({ find }: Form): void {
  const box = find<HTMLInputElement>('#remember');
  // The default too: values.ts says why.
  box.checked = box.defaultChecked = readRemembered() !== undefined;
}

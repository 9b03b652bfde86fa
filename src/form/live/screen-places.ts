/** The places for screens: what is in them is fetched when somebody unfolds the first. */
import type { Facts } from '../../generator/facts.ts';
import type { Request, Step } from '../../generator/plan.ts';
import type { FormTables } from '../../site/form-files.ts';
import { noteFailure } from '../always/try-again.ts';
import type { Form } from './form-elements.ts';

/**
 * Gives a function that offers the screens of those steps that have any with these choices, each under what is to be
 * seen, and changes the names in those that are unfolded.
 */
export function offerScreens(form: Form): (steps: readonly Step[], request: Request, facility: Facts) => void {
  const { screens } = form.method.tables as FormTables;
  if (!screens) return () => undefined;
  const { address, steps: places } = screens;
  const unfolded = new Set<string>();
  let shown: Parameters<ReturnType<typeof offerScreens>> = [[], { method: '' }, form.facility];

  const fill = async (place: HTMLElement, step: Step): Promise<void> => {
    const [steps, request, facility] = shown;
    const { inside = '' } = [step, ...steps].find((one) => one.inside) ?? {};
    const { drawScreens } = await import('../on-demand/screens.ts');
    const names = { ...request, inside };
    form.write(place, await drawScreens(address, { step, base: baseOf(step.id), request: names, facility }));
  };
  const offer = (step: Step): void => {
    const { id } = step;
    const [, request] = shown;
    const item = document.getElementById(`step-${id}`)?.parentElement;
    let details = item?.querySelector<HTMLDetailsElement>('.screen');
    const isThere = places[baseOf(id)]?.some((when) =>
      Object.entries(when).every(([field, values]) => values.includes(request[field] ?? '')),
    );
    if (!isThere) details?.remove();
    else if (item && !details) {
      details = document.createElement('details');
      details.className = 'screen';
      details.innerHTML = '<summary>See the screen</summary><div></div>';
      details.open = unfolded.has(id);
      item.insertBefore(details, item.querySelector(':scope > :is(.otherwise, .explain)'));
      details.addEventListener('toggle', ({ target }) => {
        const { open } = target as HTMLDetailsElement;
        unfolded[open ? 'add' : 'delete'](id);
        if (open) show();
      });
    }
    if (details?.open && isThere)
      fill(details.lastElementChild as HTMLElement, step).catch((error: unknown) => {
        noteFailure(error, true);
      });
  };
  const show = (): void => {
    shown[0].forEach(offer);
  };
  // A long list comes in several parts.
  new MutationObserver(show).observe(form.find('.plan'), { childList: true, subtree: true });
  return (...now) => {
    shown = now;
    show();
  };
}

/** The id of a step, without the number of one of several collections. */
export function baseOf(id: string): string {
  return id.replace(/-\d+$/, '');
}

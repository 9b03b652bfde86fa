/** The places for screens: what is in them is fetched when somebody unfolds the first. */
import type { Facts } from '../../generator/facts.ts';
import type { Request, Step } from '../../generator/plan.ts';
import type { FormTables } from '../../site/form-files.ts';
import type { ScreenPlaces } from '../../site/screens.ts';
import { noteFailure } from '../always/try-again.ts';
import { hide } from './form-elements.ts';
import type { Form } from './form-elements.ts';
import type { Showing } from './plan-html.ts';
import { isSeenWith } from './screen-choices.ts';

/** Gives a function that says whether there are screens of a step with these choices. */
export function findScreens(
  places: ScreenPlaces | undefined,
  choices: Readonly<Record<string, string | undefined>>,
): NonNullable<Showing['hasScreens']> {
  return (id) => places?.steps[baseOf(id)]?.some((when) => isSeenWith(when, choices));
}

/** Gives a function that offers the screens there are with these choices, and changes the names in those unfolded. */
export function offerScreens(
  form: Form,
): (steps: readonly Step[], request: Request, facility: Facts, hasScreens: NonNullable<Showing['hasScreens']>) => void {
  const { screens } = form.method.tables as FormTables;
  const plan = form.find('.plan');
  let shown: Parameters<ReturnType<typeof offerScreens>> = [[], { method: '' }, form.facility, () => undefined];

  const fill = async (place: HTMLElement, id: string): Promise<void> => {
    const [steps, request, facility] = shown;
    const step = steps.find((one) => one.id === id);
    if (!screens || !step) return;
    const { inside = '' } = [step, ...steps].find((one) => one.inside) ?? {};
    const { drawScreens } = await import('../on-demand/screens.ts');
    const names = { ...request, inside };
    form.write(place, await drawScreens(screens.address, { step, base: baseOf(id), request: names, facility }));
  };
  const fillOpen = (details: HTMLElement): void => {
    fill(details.lastElementChild as HTMLElement, details.id.slice('screen-'.length)).catch((error: unknown) => {
      noteFailure(error, true);
    });
  };
  plan.addEventListener(
    'toggle',
    ({ target }) => {
      if ((target as HTMLElement).matches('.screen[open]')) fillOpen(target as HTMLElement);
    },
    true,
  );
  return (...now) => {
    shown = now;
    for (const details of plan.querySelectorAll<HTMLDetailsElement>('.screen')) {
      hide(details, !now[3](details.id.slice('screen-'.length)));
      if (details.open) fillOpen(details);
    }
  };
}

/** The id of a step, without the number of one of several collections. */
export function baseOf(id: string): string {
  return id.replace(/-\d+$/, '');
}

import { findGoal } from '../always/values.ts';

/**
 * Notes where on the page somebody points, or else where the focus is, or what is read, and gives a function that
 * scrolls so far as that has moved: a form that becomes live hides fields, and shows more besides. Where the page is
 * about to scroll by itself, it does nothing.
 */
export function holdInPlace(): () => void {
  if (findGoal() !== undefined || document.querySelector('[data-pressed]')) return () => undefined;
  const seen = ({ top, bottom }: DOMRect): boolean => bottom > 0 && top < innerHeight;
  // Beside a plan the form stays in view by itself, wherever the page is.
  const form = document.querySelector('.bench-form');
  const isStuck =
    form && getComputedStyle(form).position === 'sticky' && (form.parentElement?.getBoundingClientRect().top ?? 0) < 0;
  const read = isStuck ? '.bench-plan' : 'command-form';
  // The innermost first. It may be written anew: then what is around it is held.
  const held = ['main :hover', 'main :focus-within', `${read} :is(summary, .steps > li, .field)`]
    .flatMap((chosen, index) => {
      const found = [...document.querySelectorAll(chosen)];
      return index < 2 ? found.reverse() : found;
    })
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => seen(box));
  return () => {
    for (const { element, box } of held) {
      const [now] = element.getClientRects();
      if (!now) continue;
      scrollBy({ top: now.top - box.top, behavior: 'instant' });
      return;
    }
  };
}

import { findGoal } from '../always/values.ts';

/**
 * Notes where on the page somebody points, or else where the focus is, or what is read, and gives a function that
 * scrolls so far as that has moved: a form that becomes live hides fields, and shows more besides. Where the page is
 * about to scroll by itself, it does nothing.
 */
export function holdInPlace(): () => void {
  if (findGoal() !== undefined || document.querySelector('[data-pressed]')) return () => undefined;
  // What the head of the page covers is not seen.
  const covered = document.querySelector('header.header')?.getBoundingClientRect().bottom ?? 0;
  const seen = ({ top, bottom }: DOMRect): boolean => bottom > covered && top < innerHeight;
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
    // A step may have come before that one.
    .map((element) => ({
      element,
      step: element.querySelector(':scope > [id^=step-]')?.id ?? '',
      box: element.getBoundingClientRect(),
    }))
    // What is folded has a place, too.
    .filter(({ element, box }) => seen(box) && element.checkVisibility());
  return () => {
    for (const { element, step, box } of held) {
      const [now] = (document.getElementById(step)?.parentElement ?? element).getClientRects();
      if (!now) continue;
      scrollBy({ top: now.top - box.top, behavior: 'instant' });
      return;
    }
  };
}

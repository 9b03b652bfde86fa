import { findGoal } from '../always/values.ts';

/**
 * Notes where in the form the focus is, or else where somebody points or reads, and gives a function that scrolls so far as that has moved: a form
 * that becomes live hides fields, and shows more besides. Where the page is about to scroll by itself, it does nothing.
 */
export function holdInPlace(): () => void {
  if (scrollY === 0 || findGoal() !== undefined || document.querySelector('[data-pressed]')) return () => undefined;
  const parts = [...document.querySelectorAll('command-form :is(summary, .steps > li, .field)')];
  const held =
    parts.findLast((part) => part.matches(':focus-within')) ??
    parts.findLast((part) => part.matches(':hover')) ??
    parts.find((part) => part.getBoundingClientRect().top > 0);
  const before = held?.getBoundingClientRect().top ?? 0;
  return () => {
    const [box] = held?.getClientRects() ?? [];
    if (box) scrollBy({ top: box.top - before, behavior: 'instant' });
  };
}

/**
 * Gives an element the focus, and brings it to the top of the window: a field with its label. To focus scrolls only to
 * what is out of sight.
 */
export function showPlace(element: HTMLElement): void {
  openAround(element);
  element.focus({ preventScroll: true });
  (element.closest('.field') ?? element).scrollIntoView();
}

/** Opens what an element is folded away in. */
function openAround(element: Element | null): void {
  const folded = element?.closest<HTMLDetailsElement>('details:not([open])');
  if (!folded) return;
  folded.open = true;
  openAround(folded);
}

/** Shows what the address leads to, where it is folded away: only some browsers do so by themselves. */
function showGoal(): void {
  const goal = document.querySelector(':target');
  if (!goal?.closest('details:not([open])')) return;
  openAround(goal);
  goal.scrollIntoView();
}

/**
 * Leads a link to a place of the page there, also where that is folded away; and to a field with its label, which a
 * browser hides by itself, and in WebKit nobody can type then.
 */
export function leadToPlaces(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
    const place = link && document.getElementById(link.hash.slice(1));
    openAround(place);
    if (!place?.matches('input, select, textarea')) return;
    event.preventDefault();
    showPlace(place);
  });
  addEventListener('hashchange', showGoal);
  showGoal();
}

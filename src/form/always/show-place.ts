/**
 * Gives an element the focus, and brings it to the top of the window: a field with its label. To focus scrolls only to
 * what is out of sight.
 */
export function showPlace(element: HTMLElement): void {
  const folded = element.closest<HTMLDetailsElement>('details:not([open])');
  if (folded) folded.open = true;
  element.focus({ preventScroll: true });
  (element.closest('.field') ?? element).scrollIntoView();
}

/**
 * Leads a link to a field of the page there. By itself a browser hides the label, and in WebKit nobody can type then.
 */
export function leadToFields(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field?.matches('input, select')) return;
    event.preventDefault();
    showPlace(field);
  });
}

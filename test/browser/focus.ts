/**
 * What is wrong with the focus of a page, and whether it is on the element that a selector finds. Runs in the page,
 * which notes what had the focus.
 */
export function readFocus(selector: string): { readonly isThere: boolean; readonly faults: readonly string[] } {
  const element = document.activeElement;
  if (!element || element === document.body) return { isThere: false, faults: ['Nothing has the focus.'] };
  const noted = window as { focused?: Set<Element> };
  (noted.focused ??= new Set()).add(element);
  const name = element.outerHTML.slice(0, 120);
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { left = 0, top = 0 } = element.getClientRects()[0] ?? {};
  return {
    isThere: element.matches(selector),
    faults: [
      ...(outlineStyle === 'none' || parseFloat(outlineWidth) === 0 ? [`${name} has no outline.`] : []),
      ...(element.contains(document.elementFromPoint(left + 3, top + 3)) ? [] : [`${name} is not in sight.`]),
    ],
  };
}

/** What one can use on a page, from an element on, and what {@link readFocus} has not found. Runs in the page. */
export function listPassedOver(start: string): { readonly all: number; readonly passedOver: readonly string[] } {
  const first = document.querySelector(start);
  const { focused } = window as { focused?: Set<Element> };
  const usable = 'a[href], button, input:not([type=radio]:not(:checked)), select, textarea, summary, [tabindex="0"]';
  const all = [...document.querySelectorAll<HTMLInputElement>(usable)].filter(
    (element) =>
      Boolean(first && first.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) &&
      !element.disabled &&
      element.checkVisibility({ visibilityProperty: true }),
  );
  return {
    all: all.length,
    passedOver: all.filter((element) => !focused?.has(element)).map((element) => element.outerHTML),
  };
}

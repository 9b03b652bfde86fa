/** What makes a page's commands live is fetched when it is needed: until then the page has its worked example, which needs no script. */
import { beginVisit, currentValues, findLinkFault, onValues } from './visit.ts';

/** Calls `load`, once, when there are values, or when somebody turns to an element of this name by pointer or keyboard. */
export function whenNeeded(name: string, load: () => Promise<void>): void {
  beginVisit();
  let hasBegun = false;
  const begin = (): void => {
    if (hasBegun) return;
    hasBegun = true;
    void load();
  };
  if (Object.values(currentValues()).some(Boolean) || findLinkFault()) begin();
  onValues(begin);
  for (const element of document.querySelectorAll(name)) {
    for (const type of ['pointerover', 'focusin', 'keydown']) element.addEventListener(type, begin);
  }
}

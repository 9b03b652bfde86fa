/**
 * What makes a page's commands live is fetched when it is needed: until then the page has its worked example, which
 * needs no script.
 */
import { noteFailure } from './try-again.ts';
import { beginVisit, currentValues, findLinkFault, onValues } from './values.ts';

/**
 * Calls `load`, once, when there are values, or when somebody turns to an element of this name by pointer or keyboard.
 * Where all of them came folded away, values wait until one is opened, or printed, or a value is typed. When it fails,
 * each such element has `data-failed`, and it is tried again at the next turn.
 */
export function loadOnUse(name: string, load: () => Promise<void>): void {
  beginVisit();
  const elements = document.querySelectorAll<HTMLElement>(name);
  if (elements.length === 0) return;
  let hasBegun = false;
  const begin = async (isTouched: boolean): Promise<void> => {
    if (hasBegun) return;
    hasBegun = true;
    try {
      await load();
      for (const { dataset } of elements) delete dataset.failed;
    } catch (error) {
      noteFailure(error, isTouched);
      hasBegun = false;
      for (const { dataset } of elements) dataset.failed = '';
    }
  };
  const turn = (event?: object): void => void begin(event instanceof Event && event.type.endsWith('down'));
  const showValues = (): void => {
    if (Object.values(currentValues()).some(Boolean) || findLinkFault()) turn();
  };
  addEventListener('beforeprint', showValues);
  onValues(turn);
  for (const element of elements) {
    const folded = element.closest('details:not([open])');
    if (folded) folded.addEventListener('toggle', showValues);
    else showValues();
    for (const type of ['pointerover', 'pointerdown', 'focusin', 'keydown', 'change']) {
      element.addEventListener(type, turn);
    }
    // Somebody may have been faster than this.
    if (element.matches(':is(:hover, :focus-within)')) turn();
  }
}

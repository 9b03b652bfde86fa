/** The texts of an action on a page: a key changes nothing but them. */
import { renderAction } from '../../generator/command/render.ts';
import type { Action } from '../../generator/index.ts';

/** The texts that values change, and the field of each; empty where it is of none. */
export function splitTexts(action: Action): { readonly texts: string[]; readonly fields: string[] } {
  const texts: string[] = [];
  const fields: string[] = [];
  for (const { text, field = '' } of renderAction(action)) {
    // Texts without a field are one, as they are on the page.
    if (!field && fields.at(-1) === '') texts.push(`${texts.pop() ?? ''}${text}`);
    else if (text) {
      texts.push(text);
      fields.push(field);
    }
  }
  return { texts, fields };
}

/** The places of those texts, in an element with one action. */
export function findTextNodes(element: Element): (Node | null)[] {
  return [...(element.querySelector('pre code')?.childNodes ?? [])].map((node) => node.firstChild ?? node);
}

/** Writes the texts that differ from those before. Says whether one does. */
export function changeTexts(
  nodes: readonly (Node | null | undefined)[],
  before: readonly string[],
  texts: readonly string[],
): boolean {
  let differs = false;
  for (const [index, text] of texts.entries()) {
    if (text === before[index]) continue;
    differs = true;
    const node = nodes[index];
    // Only its text: the style of a new node would have to be found.
    if (node) node.nodeValue = text;
  }
  return differs;
}

/** Lets a browser leave out what is out of sight in an element, once its size is known: then nothing moves (commands.css). */
export function settle(element: Element): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      element.classList.add('settled');
    });
  });
}

/** The texts of an action on a page: a key changes nothing but them. */
import { renderAction } from '../../generator/command/render.ts';
import type { Action, Token } from '../../generator/index.ts';

/** What stands between two blanks of a text, or those blanks. Each part is one text of the page. */
interface Stretch {
  readonly isBlank: boolean;
  readonly parts: Required<Token>[];
}

/** Splits a text at its blanks, but for those of a value: keys change how many it has. */
export function splitAtBlanks(tokens: readonly Token[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const add = (text: string, field = ''): void => {
    if (!text) return;
    const isBlank = !field && /^[ \n]/.test(text);
    const last = stretches.at(-1);
    if (last?.isBlank === isBlank) last.parts.push({ text, field });
    else stretches.push({ isBlank, parts: [{ text, field }] });
  };
  // What comes from no value is one text up to the next value, as it is on the page.
  let plain = '';
  const addPlain = (): void => {
    for (const text of plain.split(/([ \n]+)/)) add(text);
    plain = '';
  };
  for (const { text, field } of tokens) {
    if (field && text) {
      addPlain();
      add(text, field);
    } else plain += text;
  }
  addPlain();
  return stretches;
}

/** The texts of an action on its page, and what each is: a value, by its field, blanks, or neither. */
export function splitTexts(action: Action): { readonly texts: string[]; readonly kinds: string[] } {
  const texts: string[] = [];
  const kinds: string[] = [];
  for (const { isBlank, parts } of splitAtBlanks(renderAction(action))) {
    for (const { text, field } of parts) {
      texts.push(text);
      kinds.push(isBlank ? ' ' : field);
    }
  }
  return { texts, kinds };
}

/** The places of those texts, in an element with one action. */
export function findTextNodes(element: Element): Node[] {
  const nodes: Node[] = [];
  const code = element.querySelector('pre code');
  const walker = code && document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  while (walker?.nextNode()) nodes.push(walker.currentNode);
  return nodes;
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

/**
 * Lets a browser leave out what is out of sight in an element, once its size is known: then nothing moves
 * (commands.css).
 */
export function settle(element: Element): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      // What is seen, or is soon, stays laid out: a browser counts it as moved when that ends for it in view.
      for (const step of element.querySelectorAll('.steps > li'))
        step.classList.toggle('near', step.getBoundingClientRect().top < 2 * innerHeight);
      element.classList.add('settled');
    });
  });
}

/** The texts of an action on a page: a key changes nothing but them. */
import { renderAction } from '../../generator/command/render.ts';
import type { Action, Token } from '../../generator/index.ts';

/** A word that a line has to hold whole; or blanks, with the words between them that a browser never breaks. */
interface Stretch {
  readonly isBare: boolean;
  readonly parts: Required<Token>[];
}

/**
 * What no browser breaks: seen in Chromium 156, Firefox 153 and WebKitGTK 2.50, each with every pair of characters of
 * ASCII. Before a bracket that opens, some do; and a longer one, where it stands beside the button that copies.
 */
const unbroken = /^(?:[\w'@^`([<{]|["#&)*,.:;=>\]~](?![([<{])){1,16}$/;

/** Splits a text into stretches, but for the blanks of a value: keys change how many it has. */
export function splitAtBlanks(tokens: readonly Token[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const add = (text: string, isBare: boolean, field = ''): void => {
    const last = stretches.at(-1);
    if (last?.isBare !== isBare) stretches.push({ isBare, parts: [{ text, field }] });
    // On the page it is one text with what is before it.
    else if (isBare) last.parts.push({ text: `${last.parts.pop()?.text ?? ''}${text}`, field });
    else last.parts.push({ text, field });
  };
  // What comes from no value is one text up to the next value, as it is on the page.
  let plain = '';
  const addPlain = (isBeforeValue: boolean): void => {
    const pieces = plain.split(/([ \n]+)/);
    const isBehindValue = stretches.length > 0;
    for (const [index, text] of pieces.entries()) {
      const isOfValue = (isBehindValue && index === 0) || (isBeforeValue && index === pieces.length - 1);
      if (text) add(text, /^[ \n]/.test(text) || (!isOfValue && unbroken.test(text)));
    }
    plain = '';
  };
  for (const { text, field } of tokens) {
    if (field && text) {
      addPlain(true);
      add(text, false, field);
    } else plain += text;
  }
  addPlain(false);
  return stretches;
}

/** The texts of an action on its page, and what each is: a value, by its field, bare, or neither. */
export function splitTexts(action: Action): { readonly texts: string[]; readonly kinds: string[] } {
  const texts: string[] = [];
  const kinds: string[] = [];
  for (const { isBare, parts } of splitAtBlanks(renderAction(action))) {
    for (const { text, field } of parts) {
      texts.push(text);
      kinds.push(isBare ? ' ' : field);
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

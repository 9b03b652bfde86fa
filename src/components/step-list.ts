import type { Command, Step } from '../generator/index.ts';
import { renderAction } from '../generator/render.ts';
import { explainHtml, sendHtml, stepHtml, wordsHtml } from './plan-html.ts';
import type { Showing } from './plan-html.ts';

/** A step on the page. */
interface Shown {
  readonly element: HTMLElement;
  /** The place for the words of its command, if it is one. */
  readonly explanation: HTMLDetailsElement | null;
  /** All that is shown but for the texts below: where it differs, the step is written anew. */
  readonly frame: string;
  /** Where the texts stand that values change: those of what is copied, and the name of the session. */
  readonly nodes: readonly (Node | null | undefined)[];
  texts: readonly string[];
}

/** So long after the last change nobody is typing. Unit: milliseconds. */
const pause = 1000;

/**
 * Gives a function that shows steps in `place`. In a step that is there already it changes the texts that differ, and the words of a command
 * are explained when they are looked at, or later: all else would be twenty times the work at each key.
 */
export function listSteps(place: HTMLElement): (steps: readonly Step[], showing: Showing) => void {
  const list = document.createElement('ol');
  list.className = 'steps';
  let shown = new Map<string, Shown>();
  const unexplained = new Map<Element, Command>();
  let timer = 0;

  const explain = (details: Element | null): void => {
    const command = details && unexplained.get(details);
    if (!command) return;
    unexplained.delete(details);
    const words = details.querySelector('dl');
    if (words) words.outerHTML = wordsHtml(command, command.words);
  };
  // One at a time, so that no key waits for it.
  const explainNext = (): void => {
    // By now each step has been laid out once, so its size is known, and nothing moves when it is left out (commands.css).
    place.classList.add('settled');
    const [next] = unexplained.keys();
    if (!next) return;
    explain(next);
    timer = window.setTimeout(explainNext);
  };
  list.addEventListener('click', ({ target }) => {
    explain((target as Element).closest('.explain'));
  });

  /** Writes a step; what was open stays so. */
  const write = (element: HTMLElement, step: Step, showing: Showing): Pick<Shown, 'nodes' | 'explanation'> => {
    const { id, action } = step;
    const open = [...place.querySelectorAll('details[open]')].map(({ id }) => id);
    element.innerHTML = stepHtml(step, showing) + (action.kind === 'command' ? explainHtml(id) : '');
    for (const details of element.querySelectorAll('details')) details.open = open.includes(details.id);
    const code = element.querySelector('pre code')?.childNodes ?? [];
    return {
      nodes: [element.querySelector('.place code'), ...code].map((node) => node?.firstChild ?? node),
      explanation: element.querySelector('.explain'),
    };
  };

  return (steps, showing) => {
    const before = shown;
    shown = new Map();
    unexplained.clear();
    for (const step of steps) {
      const { action } = step;
      const texts = [step.inside ?? ''];
      const fields: string[] = [];
      for (const { text, field = '' } of renderAction(action)) {
        // Texts without a field are one, as they are on the page.
        if (!field && fields.at(-1) === '') texts.push(`${texts.pop() ?? ''}${text}`);
        else if (text) {
          texts.push(text);
          fields.push(field);
        }
      }
      const fixed = fields.length > 0 ? { ...action, command: 0, subject: 0, body: 0, text: 0 } : action;
      const rest = { ...step, action: fixed, inside: !step.inside, route: 0 };
      const frame = JSON.stringify([rest, fields, showing.canCopy, showing.missing]);
      const known = before.get(step.id);
      let now: Shown;
      if (known?.frame === frame) {
        now = known;
        const changed = texts.filter((text, index) => {
          const node = known.nodes[index];
          const differs = text !== known.texts[index];
          // Only its text: the style of a new node would have to be found.
          if (node && differs) node.nodeValue = text;
          return differs;
        });
        known.texts = texts;
        const send = changed.length > 0 && known.element.querySelector('.send');
        if (send && action.kind === 'message') send.outerHTML = sendHtml(action);
      } else {
        const element = known?.element ?? document.createElement('li');
        now = { element, frame, ...write(element, step, showing), texts };
      }
      shown.set(step.id, now);
      const { explanation } = now;
      if (!explanation || action.kind !== 'command') continue;
      unexplained.set(explanation, action.command);
      if (explanation.open) explain(explanation);
    }
    const elements = [...shown.values()].map(({ element }) => element);
    if (elements.length !== list.children.length || elements.some((element, index) => element !== list.children[index]))
      list.replaceChildren(...elements);
    if (!list.isConnected) place.replaceChildren(list);
    clearTimeout(timer);
    timer = window.setTimeout(explainNext, pause);
  };
}

import type { Action, Command, Step } from '../generator/index.ts';
import { changeTexts, findTextNodes, settle, splitTexts } from './action-texts.ts';
import { explainLater } from './explain-later.ts';
import { explainHtml, footHtml, inlineHtml, mailAddress, nameCopy, stepHtml } from './plan-html.ts';
import type { Showing } from './plan-html.ts';

/** A step on the page. */
interface Shown {
  readonly element: HTMLElement;
  /** The place for the words of its command, if it is one. */
  readonly explanation: HTMLDetailsElement | null;
  /** Where the name of its session stands, and the texts of its action. */
  readonly inside: Node | null;
  readonly nodes: readonly (Node | null)[];
  readonly fields: readonly string[];
  /** What it shows by now. */
  texts: readonly string[];
  step: Step;
  /** What decided on what stands under the action's text. */
  foot: string;
}

/**
 * Gives a function that shows steps in `place`. In a step that is there already it changes the texts that differ, and the words of a command
 * are explained when they are looked at, or later: all else would be twenty times the work at each key.
 */
export function listSteps(place: HTMLElement): (steps: readonly Step[], showing: Showing) => void {
  const list = document.createElement('ol');
  list.className = 'steps';
  let shown = new Map<string, Shown>();
  let listed: readonly HTMLElement[] = [];
  const explain = explainLater(list);

  /** Writes a step; what was open stays so. */
  const write = (
    element: HTMLElement,
    step: Step,
    showing: Showing,
    open: readonly string[],
  ): Pick<Shown, 'inside' | 'nodes' | 'explanation'> => {
    const { id, action } = step;
    element.innerHTML = stepHtml(step, showing) + (action.kind === 'command' ? explainHtml(id) : '');
    for (const details of element.querySelectorAll('details')) details.open = open.includes(details.id);
    return {
      inside: element.querySelector('.place code')?.firstChild ?? null,
      nodes: findTextNodes(element),
      explanation: element.querySelector('.explain'),
    };
  };

  return (steps, showing) => {
    const before = shown;
    shown = new Map();
    const commands = new Map<HTMLDetailsElement, Command>();
    const foot = JSON.stringify([showing.canCopy, showing.missing]);
    let open: string[] | undefined;
    for (const step of steps) {
      const { action } = step;
      const { texts, fields } = splitTexts(action);
      const known = before.get(step.id);
      let now: Shown;
      if (known && hasSameFrame(known.step, step) && isSame(known.fields, fields)) {
        now = known;
        const { element, inside } = known;
        if (inside && known.step.inside !== step.inside) inside.nodeValue = step.inside ?? '';
        const differs = changeTexts(known.nodes, known.texts, texts);
        const mail = differs && element.querySelector<HTMLAnchorElement>('.send .mail');
        if (mail && action.kind === 'message') mail.href = mailAddress(action);
        if (action.kind === 'link') changeLink(element, known.step.action, action);
        if (known.step.title !== step.title) retitle(element, step);
        if (known.foot !== foot) changeFoot(element, step, showing);
        known.texts = texts;
        known.step = step;
        known.foot = foot;
      } else {
        const element = known?.element ?? document.createElement('li');
        open ??= [...place.querySelectorAll('details[open]')].map(({ id }) => id);
        now = { element, ...write(element, step, showing, open), fields, texts, step, foot };
      }
      shown.set(step.id, now);
      const { explanation } = now;
      if (explanation && action.kind === 'command') commands.set(explanation, action.command);
    }
    const elements = [...shown.values()].map(({ element }) => element);
    if (!isSame(listed, elements)) {
      // Those that stay are not moved: they would be laid out anew.
      for (const element of listed) if (!elements.includes(element)) element.remove();
      elements.forEach((element, index) => {
        if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
      });
      listed = elements;
    }
    if (!list.isConnected) {
      place.replaceChildren(list);
      settle(place);
    }
    explain(commands);
  };
}

/** Writes another title where it stands and is read out. */
function retitle(element: HTMLElement, { action, title }: Step): void {
  const heading = element.querySelector('h4');
  const [text, ...more] = heading?.childNodes ?? [];
  if (text?.nodeType === Node.TEXT_NODE && more.length === 0 && !title.includes('`')) text.nodeValue = title;
  else if (heading) heading.innerHTML = inlineHtml(title);
  const button = element.querySelector('button.copy');
  if (button) button.ariaLabel = nameCopy(action, title);
}

function changeLink(element: HTMLElement, before: Action, { text, url }: Extract<Action, { kind: 'link' }>): void {
  const link = element.querySelector<HTMLAnchorElement>('.link a');
  if (!link || before.kind !== 'link') return;
  if (before.url !== url) link.href = url;
  if (before.text !== text) link.textContent = text;
}

function changeFoot(element: HTMLElement, step: Step, showing: Showing): void {
  const text = element.querySelector('pre');
  text?.nextElementSibling?.remove();
  text?.insertAdjacentHTML('afterend', footHtml(step, step.action, showing));
}

/** Whether all else that is shown of a step is the same in another. */
function hasSameFrame(one: Step, other: Step): boolean {
  return (
    one.place === other.place &&
    Boolean(one.inside) === Boolean(other.inside) &&
    one.expect === other.expect &&
    (one.otherwise === other.otherwise || JSON.stringify(one.otherwise) === JSON.stringify(other.otherwise)) &&
    frameOf(one.action) === frameOf(other.action)
  );
}

/** What is shown of an action but for its text. */
function frameOf(action: Action): string {
  if (action.kind === 'keys') return JSON.stringify(action);
  return action.kind === 'message' ? JSON.stringify([action.to, action.email, action.form]) : action.kind;
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

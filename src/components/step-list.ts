import type { Command, Notice, Step } from '../generator/index.ts';
import { changeTexts, findTextNodes, settle, splitTexts } from './action-texts.ts';
import { explainLater } from './explain-later.ts';
import { actionHtml, copyName, explainHtml, inlineHtml, mailAddress, noticesHtml, stepHtml } from './plan-html.ts';
import type { Showing } from './plan-html.ts';

/** A step on the page. */
interface Shown {
  readonly element: HTMLElement;
  /** The place for the words of its command, if it is one. */
  readonly explanation: HTMLDetailsElement | null;
  step: Step;
  /** What is not in the texts of its title and its action: where this differs, both are written anew. */
  frame: string;
  /** Where the texts stand that values change, and what they are: those of the action, the name of the session, and the title. */
  nodes: readonly (Node | null | undefined)[];
  texts: readonly string[];
}

/**
 * Gives a function that shows steps in `place`. In a step that is there already it changes the texts that differ, and the words of a command
 * are explained when they are looked at, or later: all else would be twenty times the work at each key.
 */
export function listSteps(place: HTMLElement): (steps: readonly Step[], showing: Showing) => void {
  const list = document.createElement('ol');
  list.className = 'steps';
  let shown = new Map<string, Shown>();
  let order = '';
  const explain = explainLater(list);

  return (steps, showing) => {
    const before = shown;
    shown = new Map();
    const commands = new Map<HTMLDetailsElement, Command>();
    const foot = JSON.stringify([showing.canCopy, showing.missing]);
    // What was open stays so.
    let open: string[] | undefined;
    for (const step of steps) {
      const { action } = step;
      const { texts, fields } = splitTexts(action);
      texts.push(step.inside ?? '', step.title);
      const frame = frameOf(step, fields, foot);
      const known = before.get(step.id);
      let now: Shown;
      if (known && hasSameRest(known.step, step)) {
        now = known;
        const { element } = known;
        if (known.frame !== frame) {
          writeAction(element, step, showing);
          known.nodes = findNodes(element, step);
        }
        if (changeTexts(known.nodes, known.texts, texts) && action.kind === 'message') {
          element.querySelector('[href^=mailto]')?.setAttribute('href', mailAddress(action));
        }
        const { action: former } = known.step;
        if (action.kind === 'link' && former.kind === 'link' && action.url !== former.url) {
          element.querySelector('.link a')?.setAttribute('href', action.url);
        }
        if (known.step.title !== step.title) {
          element.querySelector('.copy')?.setAttribute('aria-label', copyName(step.title, action));
        }
        Object.assign(known, { step, frame, texts });
      } else {
        const element = known?.element ?? document.createElement('li');
        open ??= [...place.querySelectorAll('details[open]')].map(({ id }) => id);
        element.innerHTML = stepHtml(step, showing) + (action.kind === 'command' ? explainHtml(step.id) : '');
        for (const details of element.querySelectorAll('details')) details.open = open.includes(details.id);
        const explanation = element.querySelector<HTMLDetailsElement>('.explain');
        now = { element, explanation, step, frame, nodes: findNodes(element, step), texts };
      }
      shown.set(step.id, now);
      const { explanation } = now;
      if (explanation && action.kind === 'command') commands.set(explanation, action.command);
    }
    const ids = [...shown.keys()].join();
    if (order !== ids) {
      order = ids;
      // Those that stay are not moved: they would be laid out anew.
      for (const [id, { element }] of before) if (!shown.has(id)) element.remove();
      let next = list.firstChild;
      for (const { element } of shown.values()) {
        if (element === next) next = element.nextSibling;
        else list.insertBefore(element, next);
      }
    }
    if (!list.isConnected) {
      place.replaceChildren(list);
      settle(place);
    }
    explain(commands);
  };
}

/** Gives a function that shows notices in `place`, or what is missing for any: it changes them as {@link listSteps} does steps. */
export function listNotices(place: HTMLElement): (notices: readonly Notice[], missing: string) => void {
  let frame = '';
  let nodes: readonly (Node | null)[] = [];
  let before: readonly string[] = [];

  return (notices, missing) => {
    const texts = notices.map(({ text }) => ` ${text}`);
    const now = texts.every(isOneText) ? `${missing}${texts.length}` : noticesHtml(notices);
    if (frame !== now) {
      place.innerHTML = missing + noticesHtml(notices);
      // Where there are notices nothing is missing: each is a child, its text the last in it.
      nodes = Array.from(place.children, ({ lastChild }) => lastChild);
    } else changeTexts(nodes, before, texts);
    frame = now;
    before = texts;
  };
}

function findNodes(element: HTMLElement, step: Step): Shown['nodes'] {
  const title = isOneText(step.title) ? element.firstElementChild?.firstChild : null;
  return [...findTextNodes(element), element.querySelector('.place code')?.firstChild, title];
}

/** Whether all of a text that backticks may stand in is shown alike. */
function isOneText(text: string): boolean {
  return !text.includes('`');
}

/** Writes anew the title and what is done, with its button. */
function writeAction(element: HTMLElement, step: Step, showing: Showing): void {
  element.querySelector('.send')?.remove();
  const [title, , action] = element.children;
  if (title) title.innerHTML = inlineHtml(step.title);
  if (action) action.outerHTML = actionHtml(step, step.action, showing);
}

/** All that is shown of an action but its texts and its address, and the title if it is more than one. `foot` decides on what stands under them. */
function frameOf({ title: text, action }: Step, fields: readonly string[], foot: string): string {
  const title = isOneText(text) ? '' : text;
  if (action.kind === 'keys') return JSON.stringify([title, action.keys]);
  if (action.kind === 'link') return JSON.stringify([title, action.text]);
  const to = action.kind === 'message' ? [action.to, action.email, action.form] : [];
  // No value has this character in it.
  return [title, foot, ...fields, ...to].join('\0');
}

/** Whether all the rest that is shown of a step is the same in another. */
function hasSameRest(one: Step, other: Step): boolean {
  return (
    one.place === other.place &&
    !one.inside === !other.inside &&
    one.action.kind === other.action.kind &&
    one.expect === other.expect &&
    one.otherwise.length === other.otherwise.length &&
    one.otherwise.every(({ see, means, help }, index) => {
      const outcome = other.otherwise[index];
      return see === outcome?.see && means === outcome.means && help === outcome.help;
    })
  );
}

import type { Command, Notice, Step } from '../../generator/index.ts';
import { changeTexts, findTextNodes, settle, splitTexts } from './action-texts.ts';
import { explainLater } from './explain-later.ts';
import {
  actionHtml,
  blockHtml,
  copyName,
  explainHtml,
  inlineHtml,
  listPhases,
  mailAddress,
  noticesHtml,
  phaseHtml,
  stepHtml,
} from './plan-html.ts';
import type { Showing } from './plan-html.ts';

/** A step on the page. */
interface Shown {
  readonly element: HTMLElement;
  /** The place for the words of its command, if it is one. */
  readonly explanation: HTMLDetailsElement | null;
  step: Step;
  /** What is not in the texts of its title and its action: where this differs, both are written again. */
  frame: string;
  /**
   * The places of the texts that values change, and the texts: those of the action, the name of the session, and the
   * title.
   */
  nodes: readonly (Node | null | undefined)[];
  texts: readonly string[];
}

/**
 * Shows steps. As many new ones as `most` says are written together: more than any change of a choice brings. Others
 * follow, a few at a time.
 */
type Show = (steps: readonly Step[], showing: Showing, most?: number) => void;

/**
 * Gives a function that shows steps in `plan`, in place of those of the `example`: what is the same stays, with
 * whatever somebody is pressing or has opened in it. In a step that is there already it changes the texts that differ,
 * and the words of a command are explained when they are looked at, or later: anything else would be twenty times the
 * work at each key. While new steps are still to come, which would keep a page with a hundred from answering, the list
 * is busy.
 */
export function listSteps(plan: HTMLElement, example: readonly Step[], shownSo: Showing): Show {
  const items = plan.querySelectorAll<HTMLElement>('.steps > li');
  let shown = new Map(
    example.map((step, index) => [step.id, takeOver(items[index] ?? plan, step, footOf(shownSo))] as const),
  );
  let order = [...shown.keys()].join();
  const explain = explainLater(plan);
  let timer = 0;
  let finish: (() => void) | undefined;
  addEventListener('beforeprint', () => finish?.());
  settle(plan);

  const show: Show = (steps, showing, most = 20) => {
    let left = most;
    const before = shown;
    shown = new Map();
    const commands = new Map<HTMLDetailsElement, Command>();
    const foot = footOf(showing);
    for (const step of steps) {
      const known = before.get(step.id);
      if (!known && (left -= 1) < 0) continue;
      const now =
        known && hasSameRest(known.step, step)
          ? change(known, step, showing, foot)
          : write(known?.element ?? document.createElement('li'), step, showing, foot);
      shown.set(step.id, now);
      if (now.explanation && step.action.kind === 'command') commands.set(now.explanation, step.action.command);
    }
    const ids = [...shown.keys()].join();
    if (order !== ids) {
      order = ids;
      for (const [id, { element }] of before) if (!shown.has(id)) element.remove();
      putInPlace(plan, [...shown.values()]);
    }
    explain(commands);
    finish = () => {
      show(steps, showing, Infinity);
    };
    plan.ariaBusy = String(left < 0);
    clearTimeout(timer);
    if (left < 0) timer = window.setTimeout(show, 0, steps, showing, 8);
  };
  return show;
}

/**
 * Puts steps into the parts of the work that they belong to. Those that stay are not moved: they would be laid out
 * again.
 */
function putInPlace(plan: HTMLElement, shown: readonly Shown[]): void {
  for (const part of plan.querySelectorAll('.phase:not(:has(li))')) part.remove();
  let part = plan.querySelector('.phase');
  for (const phase of listPhases(shown.map(({ step }) => step))) {
    const heading = phaseHtml(phase, {});
    if (!part || part.querySelector('h3')?.id !== (phase && `phase-${phase}`)) {
      const added = document.createElement('section');
      added.className = 'phase';
      added.innerHTML = `${heading}<ol class="steps"></ol>`;
      plan.insertBefore(added, part);
      part = added;
    }
    const list = part.querySelector('ol');
    let next = list?.firstChild ?? null;
    for (const { element, step } of shown) {
      if (step.phase !== phase) continue;
      if (element === next) next = element.nextSibling;
      else list?.insertBefore(element, next);
    }
    part = part.nextElementSibling;
  }
}

/** Changes in a step that is on the page what differs in its title and its action. */
function change(known: Shown, step: Step, showing: Showing, foot: string): Shown {
  const { element, step: former } = known;
  const { action } = step;
  const { texts, frame } = describe(step, foot);
  if (known.frame !== frame) {
    writeAction(element, step, showing);
    known.nodes = findNodes(element, step);
  }
  if (changeTexts(known.nodes, known.texts, texts) && action.kind === 'message') {
    element.querySelector('[href^=mailto]')?.setAttribute('href', mailAddress(action));
  }
  if (action.kind === 'link' && former.action.kind === 'link' && action.url !== former.action.url) {
    element.querySelector('.link a')?.setAttribute('href', action.url);
  }
  if (former.title !== step.title) {
    element.querySelector('.copy')?.setAttribute('aria-label', copyName(step.title, action));
  }
  return Object.assign(known, { step, frame, texts });
}

/** Writes a step again. Parts of the element that are open stay open. */
function write(element: HTMLElement, step: Step, showing: Showing, foot: string): Shown {
  element.classList.toggle('if-needed', Boolean(step.ifNeeded));
  const open = Array.from(element.querySelectorAll('details[open]'), ({ id }) => id);
  element.innerHTML = stepHtml(step, showing) + (step.action.kind === 'command' ? explainHtml(step.id) : '');
  for (const details of element.querySelectorAll('details')) details.open = open.includes(details.id);
  return takeOver(element, step, foot);
}

/** The step that an element shows already. */
function takeOver(element: HTMLElement, step: Step, foot: string): Shown {
  const explanation = element.querySelector<HTMLDetailsElement>('.explain');
  return { element, explanation, step, nodes: findNodes(element, step), ...describe(step, foot) };
}

/**
 * Gives a function that shows notices in `place`, or what is missing for any: it changes them as {@link listSteps} does
 * steps.
 */
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

/** Whether a text that may have backticks is shown all in one way. */
function isOneText(text: string): boolean {
  return !text.includes('`');
}

/**
 * Writes the title and the action again, with its button. Elements beside others stay where they can: a browser would
 * style those too.
 */
function writeAction(element: HTMLElement, step: Step, showing: Showing): void {
  element.querySelector('.send')?.remove();
  const [title, , action] = element.children;
  const words = inlineHtml(step.title);
  if (title && title.innerHTML !== words) title.innerHTML = words;
  if (!action) return;
  if (step.action.kind === 'command') action.innerHTML = blockHtml(step, step.action, showing);
  else action.outerHTML = actionHtml(step, step.action, showing);
}

/** The values that decide what is shown under an action. */
function footOf({ canCopy = false, missing }: Showing): string {
  return JSON.stringify([canCopy, missing]);
}

/**
 * The texts of a step that values change, and its frame: all that is shown of its action but its texts and its address,
 * and the title if that is more than one text.
 */
function describe({ title, inside = '', action }: Step, foot: string): Pick<Shown, 'texts' | 'frame'> {
  const { texts, kinds } = splitTexts(action);
  texts.push(inside, title);
  let frame = [foot, ...kinds];
  if (action.kind === 'keys') frame = action.keys.map(String);
  if (action.kind === 'link') frame = [action.text];
  if (action.kind === 'message') frame.push(action.to, action.email ?? '', action.form ?? '');
  if (!isOneText(title)) frame.push(title);
  // No value has this character in it.
  return { texts, frame: frame.join('\0') };
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

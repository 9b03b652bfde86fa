/** The steps that somebody has ticked: kept for the visit, or on this computer where values are remembered there. */
import { formatAction } from '../../generator/command/render.ts';
import { hashText } from '../../generator/hash.ts';
import type { Request, Step } from '../../generator/plan.ts';
import { readRemembered, useStorage } from '../always/values.ts';
import { hide } from './form-elements.ts';
import type { Form } from './form-elements.ts';
import { progressHtml } from './plan-html.ts';
import type { Tick } from './plan-html.ts';

/** The name in a storage under which ticks are kept. */
const storageKey = 'getting-your-data:ticks';
/** For so many plans they are kept, those that were ticked last. */
const most = 20;

/** By plan, the steps that are ticked, each with the sum of what it said then. */
type Kept = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The steps of a plan that are ticked; and a function that shows it at those on the page, and in the list beside them.
 */
interface StepTicks {
  /** Of an example, which is no plan, none is. */
  readonly find: (steps: readonly Step[], request: Request, isPlan: boolean) => ReadonlyMap<string, Tick>;
  readonly show: () => void;
}

/** Keeps what is ticked in a form. */
export function tickSteps(form: Form): StepTicks {
  const plan = form.find('.plan');
  let kept = readKept(readRemembered() ? 'localStorage' : 'sessionStorage');
  let asked: Parameters<StepTicks['find']> | undefined;
  let ticks: ReadonlyMap<string, Tick> = new Map();
  /** What was shown last. */
  let before = '';

  const find: StepTicks['find'] = (steps, request, isPlan) => {
    asked = [steps, request, isPlan];
    const sums = isPlan ? kept[nameOf(request)] : undefined;
    const ticked = steps.filter(({ id }) => sums?.[id]);
    ticks = new Map(ticked.map((step) => [step.id, sums?.[step.id] === sumOf(step) ? 'done' : 'changed']));
    return ticks;
  };
  const show = (): void => {
    const [steps = []] = asked ?? [];
    // Most keys change no title.
    const now = String([...ticks, ...steps.map(({ id, title }) => id + title)]);
    if (before === now) return;
    before = now;
    form.write(form.find('.progress'), progressHtml(steps, ticks));
    for (const box of plan.querySelectorAll<HTMLInputElement>('[data-tick]')) {
      const tick = ticks.get(box.dataset.tick ?? '');
      // The default too: values.ts says why.
      box.checked = box.defaultChecked = tick === 'done';
      hide(box.parentElement?.nextElementSibling as HTMLElement, tick !== 'changed');
    }
  };

  plan.addEventListener('change', ({ target }) => {
    const { dataset, checked } = target as HTMLInputElement;
    const step = asked?.[0].find(({ id }) => id === dataset.tick);
    if (!asked || !step) return;
    const name = nameOf(asked[1]);
    const { [name]: before = {}, ...others } = kept;
    const rest = Object.entries(before).filter(([id]) => id !== step.id);
    const now = Object.fromEntries(checked ? [...rest, [step.id, sumOf(step)]] : rest);
    kept = Object.fromEntries([...Object.entries(others).slice(1 - most), [name, now]]);
    keep(kept);
    find(...asked);
    show();
  });
  return { find, show };
}

/** Keeps the ticks of the visit where they belong, now that remembering has begun or ended. */
export function moveTicks(): void {
  keep(readKept('sessionStorage'));
}

function keep(kept: Kept): void {
  const text = JSON.stringify(kept);
  const isRemembered = readRemembered() !== undefined;
  useStorage((storage) => {
    storage.setItem(storageKey, text);
  }, 'sessionStorage');
  useStorage((storage) => {
    if (isRemembered) storage.setItem(storageKey, text);
    else storage.removeItem(storageKey);
  });
}

function readKept(kind: 'localStorage' | 'sessionStorage'): Kept {
  const text = useStorage((storage) => storage.getItem(storageKey), kind);
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    return read && typeof read === 'object' ? (read as Kept) : {};
  } catch {
    // Somebody else's, or from another version.
    return {};
  }
}

/** The plan whose steps are ticked: its way and its collection. */
function nameOf({ method, lab = '', collection = '', cameraFolder = '' }: Request): string {
  return [method, lab, collection, cameraFolder].join('/');
}

/** Tells what a step says from what it said. */
function sumOf({ action }: Step): string {
  return hashText(formatAction(action)).toString(36);
}

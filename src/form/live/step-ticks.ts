/** The steps that somebody has ticked: kept for the visit, or on this computer where values are remembered there. */
import { formatAction } from '../../generator/command/render.ts';
import type { Request, Step } from '../../generator/plan.ts';
import { readRemembered, useStorage } from '../always/values.ts';
import type { Form } from './form-elements.ts';
import { progressHtml } from './plan-html.ts';
import type { Tick } from './plan-html.ts';

/** The name in a storage under which ticks are kept. */
const storageKey = 'getting-your-data:ticks';
/** For so many plans they are kept, those that were ticked last. */
const most = 20;

/** By plan, the steps that are ticked, each with the sum of what it said then. */
type Kept = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Shows which of the steps of a plan are ticked; of none, where there is only an example. */
type ShowTicks = (steps: readonly Step[], request: Request, isPlan: boolean) => void;

/** Gives a function that shows ticks, at the steps and in the list beside the plan, and keeps what is ticked. */
export function tickSteps(form: Form): ShowTicks {
  const plan = form.find('.plan');
  const progress = form.find('.progress');
  let kept = readKept(readRemembered() ? 'localStorage' : 'sessionStorage');
  let shown: Parameters<ShowTicks> | undefined;

  const show: ShowTicks = (steps, request, isPlan) => {
    shown = [steps, request, isPlan];
    const sums = isPlan ? kept[nameOf(request)] : undefined;
    const ticks = new Map<string, Tick>();
    for (const step of steps) {
      const sum = sums?.[step.id];
      if (sum !== undefined) ticks.set(step.id, sum === sumOf(step) ? 'done' : 'changed');
    }
    form.write(progress, progressHtml(steps, ticks));
    const states = JSON.stringify([...ticks]);
    if (!form.differs(plan, states)) return;
    for (const box of plan.querySelectorAll<HTMLInputElement>('[data-tick]')) {
      const tick = ticks.get(box.dataset.tick ?? '');
      // The default too: values.ts says why.
      box.checked = box.defaultChecked = tick === 'done';
      const changed = box.closest('.place')?.querySelector<HTMLElement>('.changed');
      if (changed) changed.hidden = tick !== 'changed';
    }
  };

  plan.addEventListener('change', ({ target }) => {
    const { dataset, checked } = target as HTMLInputElement;
    const step = shown?.[0].find(({ id }) => id === dataset.tick);
    if (!shown || !step) return;
    const name = nameOf(shown[1]);
    const { [name]: before = {}, ...others } = kept;
    const rest = Object.entries(before).filter(([id]) => id !== step.id);
    const now = Object.fromEntries(checked ? [...rest, [step.id, sumOf(step)]] : rest);
    kept = Object.fromEntries([...Object.entries(others).slice(1 - most), [name, now]]);
    keep(kept);
    show(...shown);
  });
  return show;
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

/** Tells what a step says from what it said: FNV-1a, 32 bits. */
function sumOf({ action }: Step): string {
  let sum = 0x811c9dc5;
  for (const unit of formatAction(action)) sum = Math.imul(sum ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return (sum >>> 0).toString(36);
}

/**
 * The values of a visit: typed once, they are the same on every page of this tab, and in every part of a page. They travel in the fragment
 * of the links that a person follows, and stay with the page in the browser's history; nothing is stored unless it is asked for.
 */
import { formatLink, readLink } from '../../generator/link.ts';
import type { LinkValues, ReadLink } from '../../generator/link.ts';

/** The name in local storage under which values are remembered, as the text of a link. */
const storageKey = 'getting-your-data';
const eventName = 'valueschange';

let hasBegun = false;
let values: LinkValues = {};
let goal: string | undefined;
let faulty: Extract<ReadLink, { problem: string }> | undefined;

/** What has been typed so far, by field. Nothing in it is trusted. */
export function currentValues(): LinkValues {
  return values;
}

/** Why the link that led here cannot be used, if it cannot. */
export function findLinkFault(): typeof faulty {
  return faulty;
}

/** Where on the page the link that led here goes, by id; empty when it goes to the form; nothing when no link with values led here. */
export function findGoal(): string | undefined {
  return goal;
}

/** Takes what was typed, and tells the page. `finished` is the field whose value was finished, if one was: its problem may be shown now. */
export function setValues(changes: LinkValues, finished?: string): void {
  values = { ...values, ...changes };
  faulty = undefined;
  tell(finished);
}

/** Calls back whenever the values have changed, with the field whose value was finished, if one was. */
export function onValues(listen: (finished?: string) => void): void {
  document.addEventListener(eventName, (event) => {
    listen((event as CustomEvent<string | undefined>).detail);
  });
}

/** Keeps the values with this page in the browser's history, for Back and for loading it again. Not at each key: Safari counts. */
export function keepInHistory(): void {
  history.replaceState({ values }, '');
}

/** What is remembered on this computer; nothing when that was not asked for, or the browser forbids it. */
export function readRemembered(): LinkValues | undefined {
  const stored = useStorage((storage) => storage.getItem(storageKey));
  const read = readLink(stored ?? '');
  return read && 'values' in read ? read.values : undefined;
}

/** Remembers values on this computer, or forgets all with `undefined`. Says whether the browser allows it. */
export function remember(chosen: LinkValues | undefined): boolean {
  const isDone = useStorage((storage) => {
    if (chosen) storage.setItem(storageKey, formatLink(chosen));
    else storage.removeItem(storageKey);
    return true;
  });
  return isDone ?? false;
}

/** Uses local storage; gives nothing where the browser forbids it, or it is full. */
function useStorage<Result>(use: (storage: Storage) => Result): Result | undefined {
  try {
    return use(localStorage);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** Begins the visit of a page, once: every page calls it. */
export function beginVisit(): void {
  if (hasBegun) return;
  hasBegun = true;
  readValues();
  for (const type of ['click', 'auxclick', 'contextmenu']) document.addEventListener(type, carry, true);
  addEventListener('hashchange', () => {
    if (readLink(location.hash)) readValues();
    else keepInHistory();
  });
}

/** Takes the values of the link that led here, or those this page had before, over what is remembered. */
function readValues(): void {
  const link = readLink(location.hash);
  if (!link) {
    const before = history.state as { readonly values?: LinkValues } | null;
    values = { ...readRemembered(), ...before?.values };
    return;
  }
  const { at = '', method = '', ...linked } = 'values' in link ? link.values : {};
  const ours = document.querySelector('command-form')?.getAttribute('data-method') ?? method;
  faulty = 'problem' in link ? link : method && method !== ours ? { problem: 'method', about: method } : undefined;
  values = { ...readRemembered(), ...(faulty ? {} : linked) };
  // The address need not show them any longer.
  history.replaceState({ values }, '', location.pathname + location.search);
  if (at) location.replace(`#${at}`);
  goal = at;
  tell();
}

function tell(finished?: string): void {
  document.dispatchEvent(new CustomEvent(eventName, { detail: finished }));
}

/** Puts the values into the link that is about to be followed, if it leads to another page of this site. */
function carry({ target }: Event): void {
  const link = (target as Element).closest('a');
  if (!link?.href || link.origin !== location.origin || link.pathname === location.pathname) return;
  keepInHistory();
  const at = (link.dataset.at ??= link.hash.slice(1));
  if (Object.values(values).some(Boolean)) link.hash = formatLink({ ...values, at });
}

/**
 * The values of a visit: typed once, they are the same on every page of this tab, and in every part of a page. They
 * travel in the fragment of the links that a person follows, and stay with the page in the browser's history; nothing
 * is stored unless it is asked for.
 */
import { formatLink, readLink } from '../../generator/share/link.ts';
import type { LinkValues, ReadLink } from '../../generator/share/link.ts';

/** The name in local storage under which values are remembered, as the text of a link. */
const storageKey = 'getting-your-data';
/** The same for the collection that somebody worked on last, with its method: no form is filled in from it. */
export const lastKey = 'getting-your-data-last';
const eventName = 'valueschange';
/** So long after a key what was typed is kept with the page. Unit: milliseconds. */
const pause = 300;

/**
 * What has changed: the fields typed into, none of them when a link brought the values; and the field whose value was
 * finished, if one was.
 */
interface Change {
  readonly typed: readonly string[];
  readonly finished?: string | undefined;
}

let hasBegun = false;
let timer = 0;
let values: LinkValues = {};
/** The fields whose values came with the page: by a link, from its history, or because they are remembered. */
let brought: readonly string[] = [];
let goal: string | undefined;
let faulty: Extract<ReadLink, { problem: string }> | undefined;

/** What has been typed so far, by field. Nothing in it is trusted. */
export function currentValues(): LinkValues {
  return values;
}

/** The fields whose values were there before anything was typed here. */
export function listBrought(): readonly string[] {
  return brought;
}

/** Why the link that led here cannot be used, if it cannot. */
export function findLinkFault(): typeof faulty {
  return faulty;
}

/**
 * Where on the page the link that led here goes, by id; empty when it goes to the form; nothing when no link with
 * values led here.
 */
export function findGoal(): string | undefined {
  return goal;
}

/**
 * Takes what was typed here, and tells the page. `finished` is the field whose value was finished, if one was: its
 * problem may be shown now.
 */
export function setValues(changes: LinkValues, finished?: string): void {
  values = { ...values, ...changes };
  faulty = undefined;
  clearTimeout(timer);
  timer = window.setTimeout(keepInHistory, pause);
  // At the next event, pagehide, it is too late in Chromium and Firefox. Only now: a page that listens always is not
  // kept for Back.
  addEventListener('beforeunload', keepInHistory, { once: true });
  const typed = Object.keys(changes);
  brought = brought.filter((name) => !typed.includes(name));
  tell({ typed, finished });
}

/** Takes what is typed into a field of a form. Only that: what another field was given is kept to the letter. */
export function takeTyped({ target }: Event): void {
  const { name, type, checked, value } = target as HTMLInputElement;
  if (type !== 'radio' || checked) setValues({ [name]: value.trim() });
}

/** Calls back whenever the values have changed. */
export function onValues(listen: (change: Change) => void): void {
  document.addEventListener(eventName, (event) => {
    listen((event as CustomEvent<Change>).detail);
  });
}

/**
 * Keeps the values with this page in the browser's history, for Back and for loading it again; and gives the page
 * another address.
 */
function keepInHistory(address?: unknown): void {
  clearTimeout(timer);
  removeEventListener('beforeunload', keepInHistory);
  try {
    history.replaceState({ values }, '', typeof address === 'string' ? address : undefined);
  } catch (error) {
    // WebKit allows 100 in 10 s. The links have the values too.
    if (!(error instanceof DOMException)) throw error;
  }
}

/** What is remembered on this computer; nothing when that was not asked for, or the browser forbids it. */
export function readRemembered(key = storageKey): LinkValues | undefined {
  const stored = useStorage((storage) => storage.getItem(key));
  const read = readLink(stored ?? '');
  return read && 'values' in read ? read.values : undefined;
}

/** Remembers values on this computer, or forgets all with `undefined`. Says whether the browser allows it. */
export function remember(chosen: LinkValues | undefined, key = storageKey): boolean {
  const isDone = useStorage((storage) => {
    if (chosen) storage.setItem(key, formatLink(chosen));
    else storage.removeItem(key);
    return true;
  });
  return isDone ?? false;
}

/** Uses a storage, the local one; gives nothing where the browser forbids it, or has none, or it is full. */
export function useStorage<Result>(
  use: (storage: Storage) => Result,
  kind: 'localStorage' | 'sessionStorage' = 'localStorage',
): Result | undefined {
  try {
    // A WebKit without storage has null.
    const storage = globalThis[kind] as Storage | null;
    return storage ? use(storage) : undefined;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** Begins the visit of a page, once: every page calls it. */
export function beginVisit(): void {
  if (hasBegun) return;
  hasBegun = true;
  // Some programs write %23 for the # of a link: it leads to the page 404, and is followed here. No page has # in its
  // path.
  const [page = '', fragment] = location.pathname.split(/%(?:25)*23(.*)/);
  if (fragment !== undefined) {
    location.replace(Object.assign(new URL(location.href), { pathname: page, search: '', hash: fragment }).href);
    return;
  }
  readValues();
  brought = Object.keys(values).filter((name) => values[name]);
  for (const type of ['click', 'auxclick', 'contextmenu']) document.addEventListener(type, carry, true);
  addEventListener('pagehide', () => {
    keepInHistory();
    keepInFields();
  });
  addEventListener('hashchange', () => {
    if (readLink(location.hash)) readValues();
    else keepInHistory();
  });
}

/** WebKit resets fields that are not to be completed when somebody goes back to a page: to what they have now. */
function keepInFields(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input, textarea')) {
    input.defaultValue = input.value;
    input.defaultChecked = input.checked;
  }
}

/** Takes the values of the link that led here, or those this page had before, over what is remembered. */
function readValues(): void {
  // What belongs into the fragment may have come in the query.
  const inHash = readLink(location.hash);
  const inQuery = inHash ? undefined : readLink(location.search);
  const link = inHash ?? inQuery;
  if (!link) {
    const before = history.state as { readonly values?: LinkValues } | null;
    values = { ...readRemembered(), ...before?.values };
    return;
  }
  const {
    at = location.hash.slice(inQuery ? 1 : Infinity),
    method = '',
    ...linked
  } = 'values' in link ? link.values : {};
  const form = document.querySelector('command-form');
  const ours = form?.getAttribute('data-method') ?? method;
  faulty = 'problem' in link ? link : method && method !== ours ? { problem: 'method', about: method } : undefined;
  // A link that cannot be used changes nothing.
  values = { ...readRemembered(), ...(faulty ? values : linked) };
  // The address need not show them any longer.
  keepInHistory(location.pathname + (inQuery ? '' : location.search));
  if (at) location.replace(`#${at}`);
  goal = at;
  tell({ typed: [] });
  // A form says so itself.
  if (!form) void sayFault(faulty);
}

/** Says on a page without a form why a link cannot be used, or no longer says so. */
async function sayFault(fault: typeof faulty): Promise<void> {
  document.querySelector('#link-fault')?.remove();
  if (fault) (await import('../on-demand/link-fault.ts')).showLinkFault(fault);
}

function tell(change: Change): void {
  document.dispatchEvent(new CustomEvent(eventName, { detail: change }));
}

/**
 * Puts the values into the link that is about to be followed, if it leads to another page of this site; and the method
 * of the form that they were seen in last.
 */
function carry({ target }: Event): void {
  const link = (target as Element).closest('a');
  if (!link?.href || link.origin !== location.origin || link.pathname === location.pathname) return;
  keepInHistory();
  const at = (link.dataset.at ??= link.hash.slice(1));
  const guide = document.querySelector('command-form')?.getAttribute('data-method') ?? values.guide;
  if (Object.values(values).some(Boolean)) link.hash = formatLink({ ...values, guide, at });
}

import type { Method } from '../../generator/method.ts';
import type { SharedTables } from '../../site/form-files.ts';

/** A form of a page: its method, what that needs, and its elements. */
export interface Form extends SharedTables {
  readonly method: Method;
  /** The labels of the fields, by name. */
  readonly labels: Readonly<Record<string, string>>;
  readonly element: HTMLElement;
  /** Finds an element of the form. Throws when there is none. */
  // The caller knows which element its selector finds, as with querySelector itself.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  readonly find: <Found extends HTMLElement = HTMLElement>(selector: string) => Found;
  /** Notes what an element shows from now on, at first nothing. Says whether it is something else than before. */
  readonly differs: (element: HTMLElement, shows: string) => boolean;
  /** Writes HTML into an element that has other. */
  readonly write: (element: HTMLElement, html: string) => void;
}

/** The form that `element` holds. */
export function openForm(element: HTMLElement, shared: SharedTables, method: Method): Form {
  const found = new Map<string, HTMLElement>();
  /** What was last shown in an element: its HTML, or what else decides on it. */
  const written = new Map<HTMLElement, string>();
  const form: Form = {
    ...shared,
    method,
    labels: labelsOf(method.tables.fields),
    element,
    find: (selector) => {
      // Elements stay: each is looked for once.
      const one = found.get(selector) ?? element.querySelector<HTMLElement>(selector);
      if (!one) throw new Error(`command-form has no ${selector}`);
      found.set(selector, one);
      return one as never;
    },
    differs: (one, shows) => {
      if ((written.get(one) ?? '') === shows) return false;
      written.set(one, shows);
      return true;
    },
    write: (one, html) => {
      const isFirst = !written.has(one);
      // What the page came with stays: a link in it may be being pressed.
      if (form.differs(one, html) && !(isFirst && isWritten(one, html))) one.innerHTML = html;
    },
  };
  return form;
}

/** Whether an element holds just this. */
function isWritten(element: Element, html: string): boolean {
  const other = element.cloneNode(false) as Element;
  other.innerHTML = html;
  return other.isEqualNode(element);
}

/** The labels of fields, by name. */
export function labelsOf(fields: Readonly<Record<string, { readonly label: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, { label }]) => [name, label]));
}

/** Hides an element, or shows it; one that is already hidden is not styled again, as it would be with the property. */
export function hide(element: HTMLElement, isHidden: boolean): void {
  element.toggleAttribute('hidden', isHidden);
}

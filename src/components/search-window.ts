/** The window of the search, Pagefind's own, fetched when somebody turns to the search. */
import { PagefindUI } from '@pagefind/default-ui';
import { findErrorWords } from './error-words.ts';
import style from './search-window.css?inline';
import { sitePath } from './site-path.ts';

/** Puts the window into `place`, begins to fetch the index, and gives the field to type into. */
export function makeSearchWindow(place: HTMLElement): HTMLInputElement {
  if (import.meta.env.DEV) throw new Error('Only the built site has an index: npm start.');
  // With the program in one file; the policy allows what a script of ours adopts.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
  place.replaceChildren();
  new PagefindUI({
    element: place,
    bundlePath: sitePath('pagefind/'),
    baseUrl: sitePath(''),
    showImages: false,
    showSubResults: true,
    // A search of this site takes less than the pause between two keys.
    debounceTimeoutMs: 0,
  });
  const input = place.querySelector('input');
  if (!input) throw new Error('Pagefind has made no field to type into');
  // Upon the focus it fetches its program and what it needs for every search.
  input.dispatchEvent(new FocusEvent('focus'));
  // Pagefind finds a page that has all the words: of a pasted error, those that differ from person to person have to go.
  input.addEventListener('paste', (event) => {
    const words = findErrorWords(event.clipboardData?.getData('text') ?? '');
    if (!words) return;
    event.preventDefault();
    input.value = words;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  return input;
}

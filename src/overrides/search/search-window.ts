/**
 * The window of the search, fetched when somebody turns to the search. Pagefind searches; its own windows are many
 * times as large, and slower.
 */
import { fetchTables } from '../../form/always/fetch-tables.ts';
import { noteFailure } from '../../form/always/try-again.ts';
import { explainSeen } from '../../generator/seen/explain-seen.ts';
import type { Explanation } from '../../generator/seen/explain-seen.ts';
import type { ErrorTables } from '../../site/form-files.ts';
import { sitePath } from '../../site/site-path.ts';
import { findErrorWords } from './error-words.ts';
import type { FoundPage, Pagefind, PageText, Section } from './pagefind.ts';
import style from './search-window.css?inline';

/** So many pages are shown at once. */
const pageCount = 5;
/** So many sections of a page are shown: those with most of the words, then with most places. */
const sectionCount = 3;
/** Unit: words. */
const excerptLength = 12;

/**
 * Puts the window into `place`, begins to fetch what a search needs, and gives the field to type into. A small index is
 * fetched as a whole before anybody has typed. `errors` is the address of the tables of troubleshooting.
 */
export function makeSearchWindow(place: HTMLElement, isIndexSmall: boolean, errors: string): HTMLInputElement {
  if (import.meta.env.DEV) throw new Error('Only the built site has an index: npm start.');
  // With the program in one file; the policy allows what a script of ours adopts.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
  const input = make('input', {
    type: 'search',
    ariaLabel: 'Search',
    placeholder: 'Search',
    autocapitalize: 'none',
    enterKeyHint: 'search',
  });
  const said = make('p', { className: 'said', role: 'status' });
  const explained = make('div', { className: 'explained' });
  const list = make('ol');
  const more = make('button', { type: 'button', className: 'more', textContent: 'Load more results', hidden: true });
  place.replaceChildren(input, said, explained, list, more);
  searchIn({ input, said, list, more }, isIndexSmall);
  explainPasted(input, explained, errors);
  return input;
}

/** Searches for what a pasted error has of its own, and shows the entries that explain it before all that is found. */
function explainPasted(input: HTMLInputElement, place: HTMLElement, errors: string): void {
  let asked = '';
  input.addEventListener('input', () => {
    if (input.value !== asked) place.replaceChildren();
  });
  // Pagefind finds a page that has all the words: of a pasted error, those that differ from person to person have to
  // go.
  input.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.getData('text') ?? '';
    const words = findErrorWords(pasted);
    if (!words) return;
    event.preventDefault();
    const show = (found: string, entries: readonly Node[] = []): void => {
      asked = found;
      input.value = found;
      place.replaceChildren(...entries);
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    fetchTables<ErrorTables>(errors).then(
      ({ steps, reading }) => {
        const explanation = explainSeen(pasted, steps, reading);
        show(explanation.entries[0]?.seen.replaceAll('…', ' ') ?? words, describeExplanation(explanation));
      },
      (error: unknown) => {
        console.warn(error);
        show(words);
      },
    );
  });
}

/** The entries of troubleshooting that explain a text, the best first. */
function describeExplanation({ certainty, entries }: Explanation): Node[] {
  if (certainty === 'unknown') return [];
  const list = make('ul');
  for (const { id, seen } of entries) {
    const item = make('li');
    item.append(make('a', { href: sitePath(`troubleshooting/#step-${id}`), textContent: seen }));
    list.append(item);
  }
  const title = certainty === 'certain' ? 'What you pasted is explained here:' : 'What you pasted may be this:';
  return [make('p', { textContent: title }), list];
}

/** The parts of the window. */
interface SearchWindow {
  readonly input: HTMLInputElement;
  readonly said: HTMLElement;
  readonly list: HTMLElement;
  readonly more: HTMLButtonElement;
}

/** Finds what is typed in the window, and shows it there. */
function searchIn({ input, said, list, more }: SearchWindow, isIndexSmall: boolean): void {
  const attempt = attemptWithPagefind(said);
  let searches = 0;
  let unseen: readonly FoundPage[] = [];

  /** The items of the next pages, which are empty until the texts have come. */
  const takeNext = (): { items: readonly HTMLElement[]; texts: readonly Promise<void>[] } => {
    const pages = unseen.slice(0, pageCount).map((page) => ({ page, item: make('li') }));
    unseen = unseen.slice(pageCount);
    more.hidden = unseen.length === 0;
    return {
      items: pages.map(({ item }) => item),
      texts: pages.map(async ({ page, item }) => {
        item.append(...describePage(await page.data()));
      }),
    };
  };
  const search = async (program: Promise<Pagefind>): Promise<void> => {
    const search = (searches += 1);
    const words = input.value.trim();
    said.textContent = words && `Searching for ${words} …`;
    const { results } = words ? await (await program).search(words) : { results: [] };
    // Something else has been typed since.
    if (search !== searches) return;
    said.textContent = words && `${countResults(results.length)} for ${words}`;
    unseen = results;
    const { items, texts } = takeNext();
    // What was found before stays until there is something to read.
    if (texts.length > 0) await Promise.race(texts);
    if (search === searches) list.replaceChildren(...items);
    await Promise.all(texts);
  };
  const showMore = async (): Promise<void> => {
    const { items, texts } = takeNext();
    list.append(...items);
    await Promise.all(texts);
    // The button may be gone.
    items[0]?.querySelector('a')?.focus();
  };
  /**
   * The first search takes several times as long as the next. This one is for every page, and brings the whole index;
   * unless there are words to be searched for.
   */
  const warmUp = async (program: Promise<Pagefind>): Promise<void> => {
    // Answered when the program is there.
    await (await program).search('');
    if (isIndexSmall && !input.value) await (await program).search(null);
  };

  input.addEventListener('input', () => void attempt(search));
  more.addEventListener('click', () => void attempt(showMore));
  void attempt(warmUp);
}

/**
 * Gives a function that does something with the program. When that fails it says so in `said`, and the next time begins
 * anew.
 */
function attemptWithPagefind(
  said: HTMLElement,
): (task: (program: Promise<Pagefind>) => Promise<void>) => Promise<void> {
  let pagefind: Promise<Pagefind> | undefined;
  return async (task) => {
    const program = (pagefind ??= loadPagefind());
    try {
      await task(program);
    } catch (error) {
      console.warn(error);
      // Another has failed with the same program.
      if (program !== pagefind) return;
      pagefind = undefined;
      said.textContent = 'The search could not be loaded. Is there a network? Then type once more.';
    }
  };
}

/** Begins anew: what Pagefind could not fetch it does not ask for again. */
async function loadPagefind(): Promise<Pagefind> {
  const pagefind = (await import(/* @vite-ignore */ sitePath('pagefind/pagefind.js')).catch((error: unknown) => {
    noteFailure(error, true);
    throw error;
  })) as Pagefind;
  await pagefind.destroy();
  // A title counts as a heading, and a little more: who types that of a long page finds it. With Pagefind's own weight,
  // that of a page for staff could come first.
  await pagefind.options({ baseUrl: sitePath(''), excerptLength, ranking: { metaWeights: { title: 1 } } });
  await pagefind.init();
  return pagefind;
}

function countResults(count: number): string {
  if (count === 0) return 'No results';
  return count === 1 ? '1 result' : `${String(count)} results`;
}

/** How many different words are marked in a section: one word many times says less than each of them once. */
function countWords({ excerpt }: Section): number {
  return new Set([...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word = '']) => word.toLowerCase())).size;
}

/** The page with its sections: what stands before the first of them, below the title (`#_top`), is the page's own. */
function describePage({ url, meta, sub_results: found }: PageText): Node[] {
  const own = found.find((section) => section.url.replace(/#_top$/, '') === url);
  const sections = found.filter((section) => section !== own);
  const best = sections
    .toSorted((a, b) => countWords(b) - countWords(a) || b.locations.length - a.locations.length)
    .slice(0, sectionCount);
  const list = make('ul');
  for (const section of sections.filter((section) => best.includes(section))) {
    const item = make('li');
    item.append(...describeSection(section));
    list.append(item);
  }
  return [...describeSection({ url, title: meta.title, excerpt: own?.excerpt ?? '' }), list];
}

function describeSection({ url, title, excerpt }: Pick<Section, 'url' | 'title' | 'excerpt'>): Node[] {
  return [make('a', { href: url, textContent: title }), make('p', { innerHTML: excerpt })];
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties?: Readonly<Partial<HTMLElementTagNameMap[Name]>>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}

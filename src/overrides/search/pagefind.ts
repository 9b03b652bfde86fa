/**
 * What we call of Pagefind's program, which the build writes beside the index (`pagefind/pagefind.js`): it has no
 * types.
 *
 * Source: https://pagefind.app/docs/api/ and https://pagefind.app/docs/api-reference/
 */
export interface Pagefind {
  /** `metaWeights` is added to what the text of a page weighs. */
  options(
    options: Readonly<{ baseUrl: string; excerptLength: number; ranking: { metaWeights: Record<string, number> } }>,
  ): Promise<void>;
  /** Starts the worker, which begins to fetch what every search needs. */
  init(): Promise<void>;
  /** Ends the worker. */
  destroy(): Promise<void>;
  /** Finds the pages that have all the words; for `null` every page, with the whole index. */
  search(words: string | null): Promise<{ readonly results: readonly FoundPage[] }>;
}

/** A page that was found, best first. */
export interface FoundPage {
  /** Fetches the text of the page. */
  data(): Promise<PageText>;
}

/** The places of the words on a page; `url` has the base of the site. */
export interface PageText {
  readonly url: string;
  readonly meta: Readonly<{ title: string }>;
  /** In the order of the page: text before the first heading with an id has the address of the page. */
  readonly sub_results: readonly Section[];
}

/** A section of a page. */
export interface Section {
  readonly url: string;
  readonly title: string;
  /** HTML: text in which the words are marked. */
  readonly excerpt: string;
  readonly locations: readonly number[];
}

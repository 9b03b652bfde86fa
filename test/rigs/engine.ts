export type Key = 'ArrowDown' | 'Enter' | 'Escape' | 'Space' | 'Tab';

/** A browser with one page, as far as tests of several engines need it. */
export interface Engine {
  open(url: string): Promise<unknown>;
  back(): Promise<unknown>;
  forward(): Promise<unknown>;
  reload(): Promise<unknown>;
  /** Runs a function in the page. It takes nothing from around it. */
  evaluate<Result, Args extends readonly unknown[]>(
    script: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  /** Scrolls to an element and clicks on its middle, as a mouse does. */
  click(selector: string): Promise<unknown>;
  /** Moves the mouse over the middle of an element that is in view. */
  hover(selector: string): Promise<unknown>;
  /** Types keys into whatever has the focus. */
  type(text: string): Promise<unknown>;
  /** Presses one key, by its name. */
  press(key: Key): Promise<unknown>;
  /** Gives files to a field, as the window for choosing them does. */
  chooseFiles(selector: string, paths: readonly string[]): Promise<unknown>;
  /** Copies what is selected. */
  copy(): Promise<unknown>;
  /** Puts what was copied where the focus is. */
  paste(): Promise<unknown>;
  close(): Promise<unknown>;
}

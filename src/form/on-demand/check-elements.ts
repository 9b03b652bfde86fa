/** What the box that checks a copy holds, and how it says something. */
import type { ChecksumList } from '../../whole/checksum-list.ts';
import { sayProgress } from './check-html.ts';
import type { CheckRun } from './check-run.ts';
import type { ChosenFile } from './chosen-files.ts';

/** A list that somebody has given. */
export interface GivenList {
  /** The name of its file; empty when it was pasted. */
  readonly name: string;
  readonly bytes: Blob;
  readonly list: ChecksumList;
}

/** The files that somebody has given, and what the browser would not hand over. */
export interface GivenFolder {
  readonly files: readonly ChosenFile[];
  readonly refused: readonly string[];
}

/** What the element holds. Throws where it has no such part. */
// The caller knows which element its selector finds, as with querySelector itself.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export type Find = <Found extends HTMLElement>(selector: string) => Found;

/** Shows how far a comparison is, until it ends. Gives what ends that. */
export function showProgress(run: CheckRun, find: Find): () => void {
  const bar = find<HTMLProgressElement>('progress');
  const show = (): void => {
    const progress = run.progress();
    bar.max = Math.max(1, progress.ofBytes);
    bar.value = progress.bytes;
    say(find('.so-far'), sayProgress(progress));
  };
  show();
  const timer = setInterval(show, 250);
  return () => {
    clearInterval(timer);
  };
}

/** Says something in an element. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Says what is wrong with a field, or nothing. */
export function flag(element: HTMLElement, problem: string): void {
  element.hidden = !problem;
  say(element, problem);
}

import type { Command } from '../../generator/index.ts';
import { wordsHtml } from './plan-html.ts';

/** So long after the last change nobody is typing. Unit: milliseconds. */
const pause = 1000;

/**
 * Gives a function that takes the commands shown in `place`, by the element for the words of each, and explains those
 * words when they are looked at, or later: at each key it would be twenty times the work.
 */
export function explainLater(place: HTMLElement): (commands: Map<HTMLDetailsElement, Command>) => void {
  let unexplained = new Map<HTMLDetailsElement, Command>();
  let timer = 0;

  const explain = (details: HTMLDetailsElement | null): void => {
    const command = details && unexplained.get(details);
    const words = details?.querySelector('dl');
    if (!command || !words) return;
    unexplained.delete(details);
    words.outerHTML = wordsHtml(command, command.words);
  };
  // One at a time, so that no key waits for it.
  const explainNext = (): void => {
    const [next] = unexplained.keys();
    if (!next) return;
    explain(next);
    timer = window.setTimeout(explainNext);
  };
  place.addEventListener('click', ({ target }) => {
    explain((target as Element).closest('.explain'));
  });

  return (commands) => {
    unexplained = commands;
    for (const details of commands.keys()) if (details.open) explain(details);
    clearTimeout(timer);
    timer = window.setTimeout(explainNext, pause);
  };
}

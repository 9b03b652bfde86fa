/** The link above the first step to what somebody needs who was never at a terminal. */
import type { Step } from '../../generator/plan.ts';
import type { Draft } from '../../generator/request.ts';
import { hide } from './form-elements.ts';
import type { Form } from './form-elements.ts';

/**
 * Gives a function that lets the link lead to the computer on which the first command is typed, or hides it where none
 * is.
 */
export function linkTerminal({ element }: Form): (steps: readonly Step[], draft: Draft) => void {
  const line = element.querySelector<HTMLElement>('.first-time');
  const link = line?.querySelector('a');
  return (steps, draft) => {
    if (!line || !link) return;
    const first = steps.find(({ action }) => action.kind === 'command');
    hide(line, !first);
    const computer = first ? findComputer(first, draft) : '';
    // The link has the values too once it is followed: values.ts keeps there where it leads.
    if (link.dataset.at !== computer) link.hash = link.dataset.at = computer;
  };
}

/** The id on that page of the computer of a step; empty where nobody has said what it is. */
function findComputer({ place }: Step, { computer = '', workplace }: Draft): string {
  if (place !== 'your computer') return 'server';
  return workplace === 'workstation' || computer === 'nas' ? '' : computer;
}

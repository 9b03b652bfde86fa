/** With the Globus CLI: to follow or cancel a transfer that runs already. */
import type { Step } from '../../plan.ts';
import type { StepMaker } from './make-steps.ts';

/** Plans to wait for it, look at it, and cancel it. */
export function planFollow({ runEach }: StepMaker): Step[] {
  return runEach(['wait', 'show', 'errors', 'cancel'], 'your computer');
}

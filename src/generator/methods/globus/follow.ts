/** With the Globus CLI: to follow or cancel a transfer that runs already. */
import type { Step } from '../../plan.ts';
import type { StepMaker, Tables } from './make-steps.ts';

/** Plans to wait for it, look at it, and cancel it. */
export function planFollow({ commands }: Tables, { run }: StepMaker): Step[] {
  return (['wait', 'show', 'errors', 'cancel'] as const).map((id) => run(id, commands[id], 'your computer'));
}

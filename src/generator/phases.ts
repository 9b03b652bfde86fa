import type { Phase } from './plan.ts';

/** What a plan calls its parts, in their order. */
export const phaseTitles: Readonly<Record<Phase, string>> = {
  prepare: 'Prepare',
  copy: 'Copy',
  resume: 'Come back or resume',
  verify: 'Verify',
  cleanUp: 'Clean up',
  onward: 'Take them onward',
};

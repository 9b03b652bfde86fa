/** Plans with what is left out, with its tables: they are needed no sooner than its rules. */
import { makeExcluder } from './steps/leave-out/rules.ts';
import { leaveOutTables } from './steps/leave-out/tables.ts';

export const { findBadEnding, planRule } = makeExcluder(leaveOutTables);

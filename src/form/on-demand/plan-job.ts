/** A copy that is a batch job, and its sentences: fetched once somebody wants one. */
export { planJob } from '../../generator/steps/job/rules.ts';
export { jobTables } from '../../generator/steps/job/tables.ts';

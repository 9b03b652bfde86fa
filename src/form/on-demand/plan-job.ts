/** A copy that is a batch job: fetched once somebody wants one. */
export { planJob } from '../../generator/steps/job/rules.ts';

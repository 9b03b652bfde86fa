/** Plans with kinds of files that are left out: fetched once there are some. */
export { findBadEnding, planRule } from '../../generator/excluder.ts';

/** A copy that a NAS makes by itself, and its sentences: fetched once somebody wants one. */
export { findForNas, planNas } from '../../generator/steps/nas/rules.ts';
export { nasTables } from '../../generator/steps/nas/tables.ts';

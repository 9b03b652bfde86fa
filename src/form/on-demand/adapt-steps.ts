/** What long copies may need: fetched once a value asks for it. */
export { adaptSteps, noticeAdapted } from '../../generator/steps/adapt/rules.ts';

/** Lets commands share a connection: fetched once that is chosen. */
export { noticeConnection, shareConnection } from '../../generator/steps/connection/rules.ts';

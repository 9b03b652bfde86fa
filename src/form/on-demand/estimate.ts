/** How long it takes: fetched once a size is given. */
export { estimateTransfer, noticeEstimate } from '../../generator/dates/estimate.ts';

import { readDay } from './dates/day.ts';
import { estimateTransfer, noticeEstimate } from './dates/estimate.ts';
import type { Extras } from './extras.ts';
import { formatNames, readNames } from './names.ts';
import { noticeConnection, shareConnection } from './steps/connection/rules.ts';

/** All that any value needs. */
export const everyExtra: Required<Extras> = {
  readers: { readNames, formatNames, readDay },
  estimator: { estimateTransfer, noticeEstimate },
  connector: { noticeConnection, shareConnection },
};

/** What only some values need: those that most people have are planned without it, and a page fetches it later. */
import type { readDay } from './dates/day.ts';
import type { estimateTransfer, noticeEstimate } from './dates/estimate.ts';
import type { formatNames, readNames } from './names.ts';
import type { Field } from './request.ts';
import type { noticeConnection, shareConnection } from './steps/connection/rules.ts';

/** Each of them where it is there. A value that needs one that is not cannot be planned with: that throws. */
export interface Extras {
  /** Read lists and days that are written in another way than a plan has them. */
  readonly readers?:
    | {
        readonly readNames: typeof readNames;
        readonly formatNames: typeof formatNames;
        readonly readDay: typeof readDay;
      }
    | undefined;
  /** Estimates how long it takes, once a size is given. */
  readonly estimator?:
    { readonly estimateTransfer: typeof estimateTransfer; readonly noticeEstimate: typeof noticeEstimate } | undefined;
  /** Lets commands share a connection. */
  readonly connector?:
    | { readonly shareConnection: typeof shareConnection; readonly noticeConnection: typeof noticeConnection }
    | undefined;
}

/**
 * How a value is written that needs no reader, by its kind. The names of a list are between slashes or one a line, with
 * none among them that could be the command which listed them.
 */
const plain: Readonly<Record<string, RegExp>> = {
  names: /^(?!(?:.*\n)*(?:ls|ll|dir|du)(?:\n|$))(?:\w[\w.+-]*(?:[/\n]\w[\w.+-]*)*)?$/i,
  date: /^(?:\d{4}-\d\d-\d\d)?$/,
};

/** The names in a list that needs no reader. */
export function splitNames(list: string): string[] {
  return list.split(/[/\n]/).filter(Boolean);
}

/** Which of them a value needs, if any. */
export function findNeed({ kind = '', needs }: Pick<Field, 'kind' | 'needs'>, value: string): keyof Extras | undefined {
  if (needs?.[0] === value) return needs[1];
  if (kind === 'size' && value) return 'estimator';
  return plain[kind]?.test(value) === false ? 'readers' : undefined;
}

/** One that is needed. Throws when it is not there. */
export function take<Name extends keyof Extras>(extras: Extras, name: Name): NonNullable<Extras[Name]> {
  const found = extras[name];
  if (!found) throw new TypeError(`A value needs the ${name}`);
  return found;
}

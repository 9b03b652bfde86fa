import type { Facility } from './schema.ts';

/**
 * The ids of the methods that the facility's site has a form for: its ways of getting data, in its order; the script
 * that its staff start, if it has one; and the errors explained. The site has no page, link or script of any other.
 */
export function listShownMethods({ methods, transfer }: Pick<Facility, 'methods' | 'transfer'>): string[] {
  return [...methods.map(({ id }) => id), ...(transfer ? ['transfer'] : []), 'troubleshooting'];
}

/** Whether a method brings data from the facility, and not onward from a copy that somebody has. */
export function isFirstWay({ id }: Pick<Facility['methods'][number], 'id'>): boolean {
  return id !== 'onward';
}

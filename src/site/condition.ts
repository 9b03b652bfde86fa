/** What is said of a facility only where it is true. */
import factsSchema from '../facility/facility.schema.json' with { type: 'json' };
import { findFact } from '../facility/find-fact.ts';
import type { Facility } from '../facility/schema.ts';
import { isMethodId, methodIds } from '../generator/transfer.ts';

/** All that is given has to hold. */
export interface Condition {
  /** The facts list this way of getting data. */
  readonly way?: string | undefined;
  /** The facts have this one, by its dotted path, and it is not `false`. */
  readonly fact?: string | undefined;
  /** The facts leave this one out, or it is `false`. */
  readonly not?: string | undefined;
}

/**
 * Whether a condition holds. Throws a RangeError when it names a way or a fact that there cannot be: it would never, or
 * always, hold.
 */
export function holds(facility: Facility, { way, fact, not }: Condition): boolean {
  if (way !== undefined && !isMethodId(way)) {
    throw new RangeError(`there is no method "${way}". Use one of: ${methodIds.join(', ')}.`);
  }
  return (
    (way === undefined || facility.methods.some(({ id }) => id === way)) &&
    (fact === undefined || isStated(facility, fact)) &&
    (not === undefined || !isStated(facility, not))
  );
}

function isStated(facility: Facility, path: string): boolean {
  if (findFact(factsSchema, `properties.${path.replaceAll('.', '.properties.')}`) === undefined) {
    throw new RangeError(`there can be no fact "${path}". src/facility/schema.ts has them all.`);
  }
  return Boolean(findFact(facility, path));
}

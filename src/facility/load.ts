import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatFacilityProblems, parseFacility } from './parse.ts';
import type { Facility } from './schema.ts';

const ownFacility = fileURLToPath(new URL('./facility.yaml', import.meta.url));

/** `facility.yaml` cannot be used; the message has one line a problem, with file, line and the edit to make. */
export class FacilityError extends Error {
  override name = 'FacilityError';
}

/**
 * Reads the facility from `file`, by default the one beside this module. Node only.
 * Throws {@link FacilityError} with every problem at once.
 */
export function loadFacility(file = ownFacility, shownAs = 'src/facility/facility.yaml'): Facility {
  const parsed = parseFacility(readFileSync(file, 'utf8'));
  if ('facility' in parsed) return parsed.facility;
  throw new FacilityError(`\n${formatFacilityProblems(file === ownFacility ? shownAs : file, parsed.problems)}`);
}

import { readFileSync } from 'node:fs';
import { requireFacility } from './parse.ts';
import type { Facility } from './schema.ts';

export { FacilityError } from './parse.ts';

/**
 * Reads the facility from `file`, by default the one beside this module. Node only.
 * Throws {@link FacilityError} with every problem at once.
 */
export function loadFacility(file?: string): Facility {
  return file === undefined
    ? requireFacility(readFileSync(new URL('./facility.yaml', import.meta.url), 'utf8'))
    : requireFacility(readFileSync(file, 'utf8'), file);
}

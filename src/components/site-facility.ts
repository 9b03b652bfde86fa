/** The facility, for pages. The text of the file is bundled at build time, so `astro dev` reloads when it changes. */
import facilityText from '../facility/facility.yaml?raw';
import { formatFacilityProblems, parseFacility } from '../facility/parse.ts';
import type { Facility } from '../facility/schema.ts';

const parsed = parseFacility(facilityText);
if ('problems' in parsed) {
  throw new Error(formatFacilityProblems('src/facility/facility.yaml', parsed.problems));
}

export const facility: Facility = parsed.facility;

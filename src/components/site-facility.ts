/** The facility, for pages. The text of the file is bundled at build time, so `astro dev` reloads when it changes. */
import facilityText from '../facility/facility.yaml?raw';
import { requireFacility } from '../facility/parse.ts';

export const facility = requireFacility(facilityText);

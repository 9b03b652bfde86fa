/** The facility, for pages. The text of the file is bundled at build time, so `astro dev` reloads when it changes. */
import facilityText from '../facility/facility.yaml?raw';
import { requireFacility } from '../facility/parse.ts';
import { isMethodId, methodIds } from '../generator/transfer.ts';

export const facility = requireFacility(facilityText);

const unknown = facility.methods.find(({ id }) => !isMethodId(id));
if (unknown) {
  const line = facilityText.split('\n').findIndex((text) => text.includes(`id: ${unknown.id}`)) + 1;
  throw new Error(
    `src/facility/facility.yaml:${line}: methods: there is no method "${unknown.id}". Use one of: ${methodIds.join(', ')}; or add src/generator/methods/${unknown.id}.ts.`,
  );
}

/** Writes the JSON Schema from which editors complete and explain `facility.yaml`. */
import { z } from 'zod';
import { facilitySchema } from '../src/facility/schema.ts';
import { writeChanged } from './write-changed.ts';

/** The text of `src/facility/facility.schema.json`. */
export function formatFacilitySchema(): string {
  // Draft 7 is the newest that yaml-language-server supports in full.
  return `${JSON.stringify(z.toJSONSchema(facilitySchema, { target: 'draft-7', io: 'input' }), null, 2)}\n`;
}

if (import.meta.main) {
  writeChanged(new URL('../src/facility/facility.schema.json', import.meta.url), formatFacilitySchema());
  console.log('src/facility/facility.schema.json is up to date.');
}

/** Writes the JSON Schema that lets editors complete and explain `facility.yaml`. */
import { z } from 'zod';
import { facilitySchema } from '../src/facility/schema.ts';
import { writeChanged } from './write-changed.ts';

/** The text of `src/facility/facility.schema.json`. */
export function formatFacilitySchema(): string {
  // yaml-language-server fully supports nothing newer than draft 7.
  return `${JSON.stringify(z.toJSONSchema(facilitySchema, { target: 'draft-7', io: 'input' }), null, 2)}\n`;
}

if (import.meta.main) {
  writeChanged(new URL('../src/facility/facility.schema.json', import.meta.url), formatFacilitySchema());
  console.log('src/facility/facility.schema.json is up to date.');
}

import { readFileSync } from 'node:fs';
import { requireFacility } from './parse.ts';
import type { Facility } from './schema.ts';

export { FacilityError } from './parse.ts';

/** What was read last, and from where: each page asks for the facts, which seldom change. */
let last: { readonly file: string | URL; readonly text: string; readonly facility: Facility } | undefined;

/**
 * Reads the facility from `file`, by default the one beside this module. Node only.
 * Throws {@link FacilityError} with all mistakes together.
 */
export function loadFacility(file?: string): Facility {
  const from = file ?? ownFile;
  const text = readFileSync(from, 'utf8');
  if (last?.file !== from || last.text !== text) last = { file: from, text, facility: requireFacility(text, file) };
  return last.facility;
}

const ownFile = new URL('./facility.yaml', import.meta.url);

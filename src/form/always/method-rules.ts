/** The rules of each method, fetched when a page needs them: a page with one form loads one method. */
import type { Rules } from '../../generator/method.ts';
import { ruleFiles } from './rule-files.ts';

/** Fetches the rules of a method. */
export async function loadRules(id: string): Promise<Rules<never>> {
  const load = ruleFiles[`../../generator/methods/${id}.ts`];
  if (!load) throw new Error(`There is no method ${id}`);
  return load();
}

/** What is fetched when somebody asks for the script. */
import type { Facts } from '../../generator/facts.ts';
import type { Plan } from '../../generator/plan.ts';
import type { ScriptOrigin } from '../../generator/script/origin.ts';
import { formatScript } from '../../generator/script/script.ts';
import { saveFile } from './save-file.ts';

/** Gives the script of a plan to the browser as a file to save; the plan has a step that a script copies with. */
export function saveScript(facility: Facts, plan: Plan, origin: ScriptOrigin): void {
  const script = formatScript(facility, plan, origin);
  if (!script) throw new RangeError(`${plan.request.method} has no script.`);
  saveFile(script.name, script.text, script.name.endsWith('.sh') ? 'application/x-sh' : 'text/plain');
}

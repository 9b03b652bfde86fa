/** A measurement of the network, for the estimate. */
import type { RequestFacts } from '../../facts.ts';
import type { Place, Step } from '../../plan.ts';
import type { Values } from '../../request.ts';
import { makeStep, runRows } from '../../step.ts';
import { jumpParts, loginParts, throughJump } from '../../steps/storage-server/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

/** The step that measures the network, until its speed is known. */
export function planMeasure(
  facility: RequestFacts,
  request: Request,
  place: Place,
  { commands, steps, server }: Tables,
): Step[] {
  if (request.link !== 'measured' || request.speed) return [];
  const slots = { login: loginParts(facility, request), jump: jumpParts(facility, request) };
  const rows = throughJump(facility, commands.measure, server);
  return [makeStep('measure', steps.measure, { place }, runRows(rows, slots))];
}

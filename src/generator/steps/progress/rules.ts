/** The step that says how far a copy is, and whether it will be here in time. */
import type { Span } from '../../command/quote.ts';
import { findDeletion } from '../../dates/deletion.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import { jumpParts, loginParts, throughJump } from '../storage-server/rules.ts';
import type { storageServerTables } from '../storage-server/tables.ts';
import type { progressTables } from './tables.ts';

/** Plans to look how far the copy of a folder there, to one here, is. */
export function planProgress(
  facility: RequestFacts,
  request: { readonly account: string; readonly collected: string },
  ends: Readonly<Record<'path' | 'to', readonly Span[]>>,
  where: Where,
  { progress, server }: { readonly progress: typeof progressTables; readonly server: typeof storageServerTables },
): Step {
  const { commands, steps, inTime } = progress;
  const { collected } = request;
  const by = collected ? findDeletion(facility, { ...request, method: 'rsync' }, collected).doneBy : '';
  const slots = {
    login: loginParts(facility, request),
    jump: jumpParts(facility, request),
    contents: [...ends.path, { text: '/' }],
    destination: ends.to,
    by: [{ text: `by=${by}` }],
  };
  const rows = [...throughJump(facility, commands.far, server), ...(by ? commands.by : [])];
  return makeStep('far', steps.far, where, runRows(rows, slots), {
    manager: facility.contact.role,
    inTime: by ? fillText(inTime, { by }) : '',
  });
}

/** The copy to Windows without WSL, where there is no rsync: with scp, and counted. */
import type { WordRow } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import type { Step } from '../../plan.ts';
import type { Values } from '../../request.ts';
import { makeStep, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import { collectionParts, jumpParts, loginParts, planCheck, throughJump } from '../../steps/storage-server/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

/** Plans the steps in PowerShell, in order. */
export function planWindows(facility: RequestFacts, request: Request, tables: Tables): Step[] {
  const where: Where = { place: 'your computer' };
  const part = (text: string): Span[] => [{ text, field: 'destination' }];
  const { destination } = request;
  const cut = destination.lastIndexOf('\\');
  const path = collectionParts(facility, request);
  const login = loginParts(facility, request);
  const slots = {
    login,
    jump: jumpParts(facility, request),
    folder: [...login, { text: ':' }, ...path],
    contents: [...path, { text: '/' }],
    destination: part(destination),
    drive: part(destination.slice(0, 1)),
    // scp makes the folder named after the collection; the destination has been checked to be that folder.
    parent: part(`${destination.slice(0, cut)}${cut === 2 ? '\\' : ''}`),
  };
  // The two that reach the storage server.
  const rowsOf = (id: string, rows: readonly WordRow[]): readonly WordRow[] =>
    id === 'copy' || id === 'verify' ? throughJump(facility, rows, tables.server) : rows;
  return [
    planCheck(facility, request, where.place, 'powershell', tables.server),
    ...Object.entries(tables.windows).map(([id, step]) =>
      makeStep(id, step, where, runRows(rowsOf(id, step.rows), slots, 'powershell')),
    ),
  ];
}

/** How commands name the storage server, and the first thing to do with it. */
import type { Command, WordRow } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Place, Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import { fillLook } from '../look/rules.ts';
import type { storageServerTables } from './tables.ts';

/** Which collection. */
export interface Collection {
  readonly lab: string;
  readonly collection: string;
}

/** `account@host`. */
export function loginParts(facility: RequestFacts, { account }: { readonly account: string }): Span[] {
  return [{ text: account, field: 'account' }, { text: `@${facility.storage.host}` }];
}

/** The collection's absolute path on the storage server, no slash at the end. `field` is where its name came from. */
export function collectionParts(facility: RequestFacts, { lab, collection }: Collection, field = 'collection'): Span[] {
  return [
    { text: `${facility.storage.interim.path}/` },
    { text: lab, field: 'lab' },
    { text: '/' },
    { text: collection, field },
  ];
}

/** The jump host as `ssh -J` takes it, `account@host`; empty when the facts name none. */
export function jumpParts({ storage: { jumpHost } }: RequestFacts, { account }: { readonly account: string }): Span[] {
  return jumpHost ? [{ text: account, field: 'account' }, { text: `@${jumpHost}` }] : [];
}

/**
 * The rows of a command to the storage server, through the jump host if the facts name one: it needs the slot `jump`.
 */
export function throughJump(
  { storage }: RequestFacts,
  rows: readonly WordRow[],
  { commands: { jump } }: { readonly commands: { readonly jump: readonly WordRow[] } },
): readonly WordRow[] {
  return storage.jumpHost ? [...rows.slice(0, 1), ...jump, ...rows.slice(1)] : rows;
}

/** What sentences say of the storage server: whom to ask, who gives accounts, how to reach it, which key it shows. */
export function describeServer(
  { storage, contact }: RequestFacts,
  { vpn, unknownFingerprint, jumpFingerprint }: typeof storageServerTables,
): Readonly<Record<'manager' | 'granter' | 'vpn' | 'fingerprint', string>> {
  const { jumpHost } = storage;
  const manager = contact.role;
  const fingerprint = storage.hostKeyFingerprints?.join(' or ') ?? fillText(unknownFingerprint, { manager });
  return {
    manager,
    granter: storage.accounts.grantedBy,
    vpn: fillText(vpn[storage.vpn ?? 'unknown'], { manager }),
    fingerprint: jumpHost ? fillText(jumpFingerprint, { fingerprint, jumpHost, manager }) : fingerprint,
  };
}

/** The first step: it proves network, account and names in one go, and tells the size, and which links lead out. */
export function planCheck(
  facility: RequestFacts,
  request: Collection & { readonly account: string },
  place: Place,
  shell: Command['shell'],
  tables: typeof storageServerTables,
  field?: string,
): Step {
  const collection = collectionParts(facility, request, field);
  const slots = {
    login: loginParts(facility, request),
    collection,
    jump: jumpParts(facility, request),
    ...fillLook(collection),
  };
  const { commands, reach, steps, size } = tables;
  const isWindows = shell === 'powershell';
  const rows = isWindows
    ? throughJump(facility, commands.checkWindows, tables)
    : [...throughJump(facility, commands.check, tables), ...commands.tell];
  const text = { ...steps.check, ...(isWindows && { expect: size }), otherwise: [...reach, ...steps.check.otherwise] };
  return makeStep('check', text, { place }, runRows(rows, slots, shell), describeServer(facility, tables));
}

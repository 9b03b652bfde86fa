/** Getting to where the work is done: from a workstation, and without a password. */
import type { WordRow } from '../../command/argv.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Place, Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import { jumpParts, loginParts, throughJump } from '../storage-server/rules.ts';
import type { storageServerTables } from '../storage-server/tables.ts';
import type { loginTables } from './tables.ts';

/** Plans to log in from a workstation, first and again later. */
export function planWorkstation(
  { server, serverAccount }: { readonly server: string; readonly serverAccount: string },
  { commands, steps }: typeof loginTables,
): { readonly first: Step; readonly again: Step } {
  const login = [{ text: serverAccount, field: 'serverAccount' }, { text: '@' }, { text: server, field: 'server' }];
  const action = runRows(commands.workstation, { server: login });
  const where = { place: 'your computer' } as const;
  return {
    first: makeStep('workstation', steps.workstation, where, action),
    again: makeStep('workstation-again', steps.again, where, action),
  };
}

/** Plans to set a key up, if wanted, and to see that it works: without any question where nobody could answer one. */
export function planKey(
  facility: RequestFacts,
  { account, keys }: { readonly account: string; readonly keys: string },
  asks: 'ask' | 'silent',
  place: Place,
  tables: typeof loginTables,
  server: typeof storageServerTables,
): Step[] {
  if (keys !== 'new' && keys !== 'key') return [];
  const { commands, steps } = tables;
  const jump = jumpParts(facility, { account });
  const manager = facility.contact.role;
  const values = {
    manager,
    passphrase: tables.passphrase[asks],
    question: tables.question[asks],
    denied: fillText(tables.denied[asks], { manager }),
  };
  const slots = { login: loginParts(facility, { account }), jump, proxyJump: [{ text: 'ProxyJump=' }, ...jump] };
  const step = (id: string, text: keyof typeof steps, rows: readonly WordRow[]): Step =>
    makeStep(id, steps[text], { place }, runRows(rows, slots), values);
  const [utility, ...login] = commands.keyCopy;
  const test = asks === 'silent' ? commands.silent : commands.keyOnly;
  return [
    ...(keys === 'new'
      ? [
          step('key', 'key', commands.key),
          ...(jump.length > 0 ? [step('key-jump', 'keyJump', commands.keyJump)] : []),
          step('key-copy', 'keyCopy', [utility, ...(jump.length > 0 ? commands.proxyJump : []), ...login]),
        ]
      : []),
    step('key-test', 'keyTest', throughJump(facility, test, server)),
  ];
}

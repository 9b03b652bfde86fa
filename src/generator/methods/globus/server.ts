/** With the storage server's own client, in a session there. */
import type { RequestFacts } from '../../facts.ts';
import type { Step } from '../../plan.ts';
import { runRows, toFacility, writeMessage } from '../../step.ts';
import { throughJump } from '../../steps/storage-server/rules.ts';
import type { StepMaker, Tables } from './make-steps.ts';

/** Plans to ask, start the client in a session, send in the browser, and stop it. */
export function planServer(facility: RequestFacts, tables: Tables, { step, browse, slots }: StepMaker): Step[] {
  const { commands, order } = tables;
  const session = facility.globus?.session ?? '';
  const there = (id: keyof Tables['steps'] & keyof Tables['commands'], inside = session): Step =>
    step(id, 'storage server', runRows(commands[id], slots), inside);
  return [
    step('ask-server', 'mail program', writeMessage(tables.askServer, toFacility(facility), slots)),
    step('connect', 'your computer', runRows(throughJump(facility, commands.connect, tables), slots)),
    there('session', ''),
    there('login-code'),
    there('setup-server'),
    there('start-server'),
    step('detach', 'storage server', { kind: 'keys', keys: [['Ctrl', 'A'], ['D']] }, session),
    there('status-server', ''),
    ...browse(order.search),
    ...browse(order.end),
    step('stop', 'storage server', runRows(commands['stop-server'], slots)),
    there('reattach', ''),
    there('end'),
  ];
}

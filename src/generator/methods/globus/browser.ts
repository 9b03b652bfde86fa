/** In the browser; and what comes before it there and with the Globus CLI: asking, and Globus Connect Personal. */
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { demand } from '../../fill.ts';
import type { Step } from '../../plan.ts';
import { toFacility, writeMessage } from '../../step.ts';
import type { Request, StepMaker, Tables } from './make-steps.ts';
import { localFolder } from './paths.ts';

/** Plans to ask, set the receiver up, and send. */
export function planBrowser(facility: RequestFacts, request: Request, tables: Tables, maker: StepMaker): Step[] {
  const { order } = tables;
  return [
    planAsk(facility, tables, maker),
    ...planPersonal(request, maker),
    ...maker.browse(request.source && request.receiverId ? order.link : order.search),
    ...maker.browse(order.end),
  ];
}

/** The message that asks the facility to share. */
export function planAsk(facility: RequestFacts, { ask }: Tables, { step, slots }: StepMaker): Step {
  return step('ask', 'mail program', writeMessage(ask, toFacility(facility), slots));
}

/** Plans to set Globus Connect Personal up, where that is the receiver. */
export function planPersonal(
  { receiver, computer, receiverPath }: Request,
  { step, runEach, browse, slots, pasted, here }: StepMaker,
): Step[] {
  if (receiver !== 'personal') return [];
  const paste = (id: 'install' | 'access', text: readonly Span[]): Step => step(id, here, { kind: 'text', text });
  const isLinux = /linux|wsl/.test(computer);
  const isAtHome = localFolder(receiverPath, computer).startsWith('~');
  return [
    ...browse(['download']),
    ...(isLinux
      ? runEach(['unpack', 'setup', 'start', 'status'])
      : [
          paste('install', demand(slots, 'receiverName')),
          ...(isAtHome ? [] : [paste('access', demand(pasted, 'access'))]),
        ]),
  ];
}

/** With the Globus CLI: one collection, or several by a list. */
import { makeWords } from '../../command/argv.ts';
import type { Word } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import type { Step } from '../../plan.ts';
import { planAsk, planPersonal } from './browser.ts';
import type { Request, StepMaker, Tables } from './make-steps.ts';
import { cutSlash, splitPath } from './paths.ts';

/** Plans to ask, log in, set the receiver up, look, send, and send once more. */
export function planCli(facility: RequestFacts, request: Request, tables: Tables, maker: StepMaker): Step[] {
  const { computer, receiver, alsoCollections, live } = request;
  const { commands } = tables;
  const { step, run, runEach, others, here, shell } = maker;
  const transfer = alsoCollections ? commands['transfer-list'] : commands.transfer;
  const list = (): Step =>
    step('list', here, { kind: 'command', command: { shell, words: writeList(request, others, commands) } });
  return [
    planAsk(facility, tables, maker),
    run('cli', computer === 'macos' ? commands['install-macos'] : commands.install),
    ...runEach(['login', 'login-code', 'whoami', 'shared']),
    ...planPersonal(request, maker),
    ...runEach([receiver === 'personal' ? 'receiver-id' : 'receiver', 'look', 'folder']),
    ...(alsoCollections ? [list()] : []),
    ...planTimer(request, tables, maker),
    { ...run('transfer', transfer), ...(live === 'yes' && { title: tables.afterTimer }) },
    ...runEach(['tasks']),
    run('verify', transfer),
  ];
}

/** Plans the timer that sends during the session, until it is over. */
function planTimer(request: Request, { commands }: Tables, { run, runEach }: StepMaker): Step[] {
  const { live, alsoCollections, collected, timer } = request;
  if (live !== 'yes') return [];
  const rows = alsoCollections ? commands['timer-of-list'] : commands.timer;
  return [
    run('timer', [...rows, ...(collected ? commands['until-day'] : commands['until-runs'])]),
    ...runEach(['consent', 'timers']),
    ...(timer ? runEach(['timer-end']) : []),
  ];
}

/** The words of the command that writes the list: a line for each collection. */
function writeList(request: Request, others: readonly string[], commands: Tables['commands']): Word[] {
  const line = (other?: string): Word[] => {
    const place = (field: 'sourcePath' | 'receiverPath'): Span[] => [
      { text: other === undefined ? cutSlash(request[field]) : `${splitPath(request[field])[0]}/`, field },
      ...(other === undefined ? [] : [{ text: other, field: 'alsoCollections' }]),
      { text: '/' },
    ];
    return makeWords(commands.line, { from: place('sourcePath'), to: place('receiverPath') });
  };
  return [
    ...makeWords(commands.list),
    ...line(),
    ...others.flatMap((other) => line(other)),
    ...makeWords(commands['list-file']),
  ];
}

/** One connection that all commands to the storage server share. */
import { joinQuoted, makeWords } from '../../command/argv.ts';
import type { Word } from '../../command/argv.ts';
import { joinParts } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import { hashText } from '../../hash.ts';
import type { Step } from '../../plan.ts';
import type { Notice } from '../../problem.ts';
import { makeStep, runRows } from '../../step.ts';
import { describeServer, jumpParts, loginParts, throughJump } from '../storage-server/rules.ts';
import type { Collection } from '../storage-server/rules.ts';
import type { storageServerTables } from '../storage-server/tables.ts';
import type { connectionTables } from './tables.ts';

/**
 * Lets the commands of these steps share a connection, which is opened before them, opened again before a copy that
 * goes on, and ended after them. A step that tries a key, or logs in elsewhere, is left alone.
 *
 * The name of the connection is short, since the path of a socket may have 104 bytes on macOS and 108 on Linux, of
 * which ssh takes 17; and differs between plans, so that the end of one ends no other.
 */
export function shareConnection(
  facility: RequestFacts,
  request: Collection & { readonly account: string },
  steps: readonly Step[],
  { connection: { share, commands, steps: texts }, server }: TablesWith,
): Step[] {
  const login = loginParts(facility, request);
  const name = hashText(`${joinParts(login)}/${request.lab}/${request.collection}`).toString(36);
  // ssh itself puts the home folder in the place of "~". In /tmp somebody else could have made the path before.
  const slots = { login, jump: jumpParts(facility, request), socket: [{ text: `~/.ssh/get-${name}` }] };
  const connect = runRows(throughJump(facility, commands.connect, server), slots);
  const { place = 'your computer' } = steps.find(({ script }) => script === 'check') ?? {};
  const text = { ...texts.connect, otherwise: [...texts.connect.otherwise, ...server.reach] };
  const first = makeStep('connect', text, { place }, connect, describeServer(facility, server));
  const again = makeStep('connect-again', texts.again, { place }, connect);
  const last = makeStep('disconnect', texts.disconnect, { place }, runRows(commands.disconnect, slots));
  const all = [...steps];
  const put = (step: Step, isBefore: (other: Step) => boolean): void => {
    const at = all.findIndex(isBefore);
    all.splice(at < 0 ? all.length : at, 0, step);
  };
  put(first, ({ script }) => script === 'check');
  put(again, ({ id, phase }) => phase === 'resume' && /^(?:copy|resume)$/.test(id));
  put(last, ({ id }) => id === 'end');
  const words = makeWords(share, slots);
  return all.map((step) => (/^(?:key|workstation)/.test(step.id) ? step : shareStep(step, words)));
}

/** The tables that a connection is made of. */
interface TablesWith {
  readonly connection: typeof connectionTables;
  readonly server: typeof storageServerTables;
}

/** What becomes of one login for all commands: whether it can be had, as far as the facts say so. */
export function noticeConnection(
  { storage, contact }: RequestFacts,
  { computer, streams, live }: Readonly<Record<'computer' | 'streams' | 'live', string>>,
  { notices }: typeof connectionTables,
): Notice[] {
  const field = 'connections';
  if (computer === 'windows') return [{ field, text: notices.windows }];
  if (storage.sharedLogin === 'not allowed') return [{ field, text: notices.notAllowed }];
  return [
    ...(storage.sharedLogin ? [] : [{ field, text: fillText(notices.ask, { manager: contact.role }) }]),
    ...(streams === '4' && live !== 'yes' ? [{ field: 'streams', text: notices.oneStream }] : []),
  ];
}

function shareStep(step: Step, share: readonly Word[]): Step {
  const { action } = step;
  if (action.kind !== 'command') return step;
  const { command } = action;
  return { ...step, action: { ...action, command: { ...command, words: shareWords(command.words, share) } } };
}

/** The words with those that share a connection behind each `ssh`, also in a command for another program. */
function shareWords(words: readonly Word[], share: readonly Word[]): Word[] {
  return words.flatMap((word) => {
    const inner = word.inner && shareWords(word.inner, share);
    if (inner) return [{ ...word, inner, parts: joinQuoted(inner) }];
    return word.role === 'utility' && joinParts(word.parts) === 'ssh' ? [word, ...share] : [word];
  });
}

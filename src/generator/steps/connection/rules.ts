/** One connection that all commands to the storage server share. */
import { joinQuoted, makeWords } from '../../command/argv.ts';
import type { Word } from '../../command/argv.ts';
import { joinParts } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { hashText } from '../../hash.ts';
import type { Place, Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import { describeServer, jumpParts, loginParts, throughJump } from '../storage-server/rules.ts';
import type { Collection } from '../storage-server/rules.ts';
import type { storageServerTables } from '../storage-server/tables.ts';
import type { connectionTables } from './tables.ts';

/** The steps around a connection, and what lets another one share it. */
export interface Connection {
  readonly first: Step;
  readonly again: Step;
  readonly last: Step;
  /** The step, with each `ssh` in its command told to use the connection. */
  readonly share: (step: Step) => Step;
}

/**
 * Plans a connection for all collections together. Its name is short, since the path of a socket may have 104 bytes on
 * macOS and 108 on Linux, of which ssh takes 17; and differs between plans, so that the end of one ends no other.
 */
export function planConnection(
  facility: RequestFacts,
  request: Collection & { readonly account: string },
  place: Place,
  { share, commands, steps }: typeof connectionTables,
  server: typeof storageServerTables,
): Connection {
  const login = loginParts(facility, request);
  const name = hashText(`${joinParts(login)}/${request.lab}/${request.collection}`).toString(36);
  // ssh itself puts the home folder in the place of "~". In /tmp somebody else could have made the path before.
  const slots = { login, jump: jumpParts(facility, request), socket: [{ text: `~/.ssh/get-${name}` }] };
  const words = makeWords(share, slots);
  const shareStep = (step: Step): Step => ({ ...step, action: shareAction(step.action, words) });
  const connect = runRows(throughJump(facility, commands.connect, server), slots);
  const otherwise = [...steps.connect.otherwise, ...server.reach];
  const first = makeStep(
    'connect',
    { ...steps.connect, otherwise },
    { place },
    connect,
    describeServer(facility, server),
  );
  return {
    first: shareStep(first),
    again: shareStep(makeStep('connect-again', steps.again, { place }, connect)),
    last: shareStep(makeStep('disconnect', steps.disconnect, { place }, runRows(commands.disconnect, slots))),
    share: shareStep,
  };
}

function shareAction(action: Step['action'], share: readonly Word[]): Step['action'] {
  if (action.kind !== 'command') return action;
  return { ...action, command: { ...action.command, words: shareWords(action.command.words, share) } };
}

/** The words with those that share a connection behind each `ssh`, also in a command for another program. */
function shareWords(words: readonly Word[], share: readonly Word[]): Word[] {
  return words.flatMap((word) => {
    const inner = word.inner && shareWords(word.inner, share);
    if (inner) return [{ ...word, inner, parts: joinQuoted(inner) }];
    return word.role === 'utility' && joinParts(word.parts) === 'ssh' ? [word, ...share] : [word];
  });
}

/** Commands for where nobody is: in a batch job, and in the background of a NAS. */
import { joinQuoted, makeWords } from '../../command/argv.ts';
import type { Word, WordRow } from '../../command/argv.ts';
import { joinParts } from '../../command/quote.ts';
import type { Action } from '../../plan.ts';

/**
 * The command, with an ssh that never asks, by the rows of an option: nobody could answer, and a server counts what it
 * is told instead.
 */
export function silence(action: Action, batch: readonly WordRow[]): Action {
  return changeWords(action, (words) =>
    words.flatMap((word, index) => {
      const isLogin = word.role === 'utility' && textOf(word) === 'ssh';
      const isSilent = words.slice(index).some((other) => textOf(other) === 'BatchMode=yes');
      return isLogin && !isSilent ? [word, ...makeWords(batch)] : [word];
    }),
  );
}

/** The command with further options behind a word. */
export function addOptions(action: Action, behind: string, rows: readonly WordRow[]): Action {
  return changeWords(action, (words) =>
    words.flatMap((word) => (textOf(word) === behind ? [word, ...makeWords(rows)] : [word])),
  );
}

/** The text of a word, before it is quoted. */
export const textOf = ({ parts }: Word): string => joinParts(parts);

/** The command with changed words, also in those that are commands themselves. */
export function changeWords(action: Action, change: (words: readonly Word[]) => Word[]): Action {
  if (action.kind !== 'command') return action;
  const changeAll = (words: readonly Word[]): Word[] =>
    change(words).map((word) => {
      const inner = word.inner && changeAll(word.inner);
      return inner ? { ...word, inner, parts: joinQuoted(inner) } : word;
    });
  return { kind: 'command', command: { ...action.command, words: changeAll(action.command.words) } };
}

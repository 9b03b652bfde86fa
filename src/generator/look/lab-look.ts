/** The command that looks at a collection, for the whole lab folder. */
import { joinQuoted } from '../command/argv.ts';
import type { Command, Word } from '../command/argv.ts';
import { joinParts } from '../command/quote.ts';
import type { Plan } from '../plan.ts';

/**
 * The command of a plan that looks at its collection, changed so that it looks at the whole lab folder, with a line for
 * each collection; nothing where no step of the plan does that on the storage server.
 *
 * @example
 * const command = lookAtLab(plan);
 * command && formatCommand(command).includes('lab=1'); // true
 */
export function lookAtLab({ steps }: Plan): Command | undefined {
  for (const { script, action } of steps) {
    if (script !== 'check' || action.kind !== 'command') continue;
    const { shell, words } = action.command;
    const isThere = words.some(({ inner = [] }) =>
      inner.some(({ parts }) => parts.some(({ field }) => field === 'lab')),
    );
    if (isThere) return { shell, words: words.map(widen) };
  }
  return undefined;
}

function widen(word: Word): Word {
  if (!word.inner) return word;
  const inner = word.inner.flatMap((one, index, all) => {
    const at = one.parts.findIndex(({ field }) => /^(?:collection|alsoCollections)$/.test(field ?? ''));
    if (at > 0) return [{ ...one, parts: [...one.parts.slice(0, at - 1), ...one.parts.slice(at + 1)] }];
    const isLast = joinParts(one.parts) === '-v' && index === all.length - 1;
    return isLast ? [one, { ...lab, role: 'option-argument' as const }, one] : [one];
  });
  return { ...word, inner, parts: joinQuoted(inner) };
}

const lab: Omit<Word, 'role'> = {
  parts: [{ text: 'lab=1' }],
  meaning: 'a line for each folder, that of the oldest file first.',
  source: 'awk(1) -v',
};

/** The words of the plan that {@link isPassed} puts into practice. */
export const passedWording = 'Passed: the last line begins with `PASSED`.';

/** Judges a verification as the plan tells a person to, by all that is on the screen. */
export function isPassed(shown: string): boolean {
  return (linesOf(shown).at(-1) ?? '').startsWith('PASSED');
}

const linesOf = (shown: string): string[] => shown.split('\n').filter((line) => line !== '');

/** The part of a screen that rsync's own words were on before there was a verdict. */
const rsyncLines = (shown: string): string[] =>
  linesOf(shown).filter((line) => !/^(?:code \d+$|(?:NOT )?PASSED: )/.test(line));

/**
 * A former judge, known to be wrong: it refuses what has `error` in a name, and an order of lines that not every rsync
 * has.
 */
export function formerJudge(shown: string): boolean {
  const lines = rsyncLines(shown);
  return (
    !lines.some((line) => line.startsWith('>') || line.includes('error')) &&
    (lines.at(-1) ?? '').startsWith('total size is')
  );
}

/** Another judge that is known to be wrong: it sees whether there is a summary, and nothing else. */
export function summaryJudge(shown: string): boolean {
  return rsyncLines(shown).some((line) => line.startsWith('total size is'));
}

/** The words of the plan that {@link isPassed} puts into practice. */
export const passedWording =
  'Passed: no line begins with `>`, none says `error`, and the last one begins with `total size is`.';

/**
 * Judges a verification as the plan tells a person to, by all that stands on the screen. `mark` begins the line of a file that
 * differs: rsync turns it round where the copy is at the other end.
 */
export function isPassed(shown: string, mark: '>' | '<' = '>'): boolean {
  const lines = shown.split('\n').filter((line) => line !== '');
  return (
    !lines.some((line) => line.startsWith(mark)) &&
    !lines.some((line) => line.includes('error')) &&
    (lines.at(-1) ?? '').startsWith('total size is')
  );
}

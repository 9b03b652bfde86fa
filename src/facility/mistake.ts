/** A mistake in a file: in the facts, or in a page. Its author reads message and fix together. */
export interface Mistake {
  /** The line of the file, counted from 1. */
  readonly line: number;
  /** The dotted path of the fact or field, such as `storage.host`; empty or left out when it is about none. */
  readonly fact?: string;
  /** What is wrong, with the text that is. */
  readonly message: string;
  /** The edit to make. */
  readonly fix: string;
}

/** One line a mistake, as compilers write them: `file:line: what is wrong. The edit to make.` */
export function formatMistakes(file: string, mistakes: readonly Mistake[]): string {
  return mistakes
    .map(({ line, fact, message, fix }) => `${file}:${String(line)}: ${fact ? `${fact}: ` : ''}${message} ${fix}`)
    .join('\n');
}

/** A character that was lost because the file is not in UTF-8: the first one, for the others have the same cause. */
export function findLost(text: string): Mistake[] {
  const at = text.indexOf('\uFFFD');
  if (at < 0) return [];
  const message = 'A character here cannot be read.';
  return [{ line: text.slice(0, at).split('\n').length, message, fix: 'Type it anew, and save the file in UTF-8.' }];
}

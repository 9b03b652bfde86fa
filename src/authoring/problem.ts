/** A mistake in a page. Read together, message and fix are what its author is told. */
export interface Problem {
  /** The line of the file, counted from 1. */
  readonly line: number;
  /** What is wrong, with the text that is. */
  readonly message: string;
  /** The edit to make. */
  readonly fix: string;
}

/** One line a problem, as compilers write them: `file:line: what is wrong. The edit to make.` */
export function formatProblems(file: string, problems: readonly Problem[]): string {
  return problems.map(({ line, message, fix }) => `${file}:${line}: ${message} ${fix}`).join('\n');
}

/** What checking a draft finds: problems, and what to know beside. */

/** Why no command can be given. The person reads message and fix together. */
export interface Problem {
  /** The name of the field, or `method`. */
  readonly field: string;
  /** What is wrong, with the value. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/** Something to know that does not stop the plan. */
export interface Notice {
  readonly text: string;
  readonly field?: string;
}

/** The two sentences of a problem; `{value}`, `{label}` and `{example}` are filled in. */
export type ProblemText = readonly [message: string, fix: string];

/**
 * What values must not match, by the kind of their field: the first pattern that one does names the problem. `KIND
 * COMPUTER` comes before `KIND` where the computer matters, and `all` before any kind but `line`. The RegExp has the
 * flag "i" but not "u", under which [a-z] and \w match the Kelvin sign too.
 */
export type PatternTable = Readonly<Record<string, readonly (readonly [pattern: string, problem: string])[]>>;

/**
 * What is wrong with a field: the name of a problem, and what its sentences need in addition to label, value and
 * example.
 */
export interface Finding {
  readonly field: string;
  readonly problem: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

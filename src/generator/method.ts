/**
 * What a method is: tables, and the rules that turn them and a request into steps. One folder in `methods/` has one
 * method.
 */
import type { CheckTables } from './check-tables.ts';
import type { ChoiceFills, ChoiceRow } from './choice-tables.ts';
import type { Pace } from './dates/tables.ts';
import type { Extras } from './extras.ts';
import type { RequestFacts } from './facts.ts';
import type { Outline } from './plan.ts';
import type { Finding, ProblemText, PatternTable } from './problem.ts';
import type { Fields, Values } from './request.ts';
import type { Tables } from './step.ts';

/** The tables of a method: `tables` in its `tables.ts`. */
export interface MethodTables extends Tables {
  readonly fields: Fields;
  /** The patterns of kinds of fields that only this method has, beside those of `checkTables`. */
  readonly patterns?: PatternTable;
  /** How fast it is, for the estimate. Absent where nobody has measured it. */
  readonly pace?: Pace;
  /** For whom and what it is good. Absent: it is chosen, or not, by its standing alone. */
  readonly choice?: readonly ChoiceRow[];
  /** What the answer to where the data go says of its fields: by answer, the value of each. */
  readonly choiceFills?: ChoiceFills;
  /**
   * The steps, by id, that are there only with one of these ways among those that the facility lists: what they speak
   * of. The same of fields, and of choices.
   */
  readonly onlyWith?: Readonly<Record<string, readonly string[]>>;
  /** Whether its first step looks at a collection, and what that has shown can be read back. */
  readonly looks?: true;
  /** The problems that only this method has. */
  readonly problems?: Readonly<Record<string, ProblemText>>;
}

/**
 * All that the rules of a method may look at.
 *
 * @public the types of the package name it
 */
export interface Context<Tables extends MethodTables> {
  readonly facility: RequestFacts;
  readonly request: Values<Tables['fields']>;
  /** The names of each list, by its field. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly tables: Tables;
  readonly check: CheckTables;
  /** What some values need, where they have it. */
  readonly extras: Extras;
}

/** The rules of a method: `rules` in its `rules.ts`. They are pure functions. */
export interface Rules<Tables extends MethodTables> {
  /** Finds what is wrong between fields, or with a field under this method. The values have not been checked. */
  find?(context: Context<Tables>): readonly Finding[];
  /** The steps, in order, and what to know before them. The request has been checked. */
  plan(context: Context<Tables>): Outline;
}

/** Any method, as the registry has it. */
export interface Method {
  readonly tables: MethodTables;
  // Each method's rules take its own tables; `make-plan.ts` hands them the ones they came with.
  readonly rules: Rules<never>;
}

/** What was on a screen when the tests ran a step, as `npm run screens` keeps it, one file a method. */
export interface Screen {
  /** The id of the step. */
  readonly step: string;
  /** What is seen of the other outcomes of the step, as they name it; absent where all is well. */
  readonly see?: string;
  /** The choices with which it looks so, by field; any where a field is not named. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  /** The programs that wrote it, with their versions, and their system. */
  readonly by: string;
  /** `{field}` stands for what was entered, `{storage.host}` for a fact, `{inside}` for the name of the session. */
  readonly lines: readonly string[];
}

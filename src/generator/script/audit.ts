/** What a script says and sets otherwise, where it checks a copy and brings nothing home. */
import { hashText } from '../hash.ts';
import type { Route, Step } from '../plan.ts';
import { auditSentences } from './sentences.ts';

/** A script that only checks. */
export interface Audit {
  /** What its head says, in place of that of any other script. */
  readonly sentences: typeof auditSentences;
  /** The lines of its own settings. */
  readonly settings: readonly string[];
  /** What its commands run besides what they begin with. */
  readonly programs: readonly string[];
  /** What the names of its lock and its logs end with: they are beside those of other collections. */
  readonly mark: string;
}

/** The check that the steps of a plan ask for, if any. */
export function describeAudit(steps: readonly Step[], routes: readonly Route[]): Audit | undefined {
  if (!steps.some(({ script }) => script === 'audit')) return undefined;
  const ends = routes.flatMap(({ from, to }) => [from, to]).join('\n');
  return {
    sentences: auditSentences,
    settings: [
      '# The folder for its log, and for the mark that it runs.',
      ': "${LOG_FOLDER:=${HOME:-.}}"',
      '# A check fills no folder by which it could be told how far it is.',
      'FAR_SECONDS=0',
    ],
    programs: ['rsync', 'ssh'],
    mark: `-${hashText(ends).toString(36)}`,
  };
}

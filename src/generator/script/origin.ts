/** What scripts for sh and for PowerShell have in common: their names, and where they come from. */
import type { Route, Step } from '../plan.ts';

/** A script, and what its file is called. */
export interface Script {
  /** Such as `get-GRID1.sh`: letters, digits, `_`, `.` and `-`. */
  readonly name: string;
  /** Ends with a line break. */
  readonly text: string;
}

/** Where a script comes from. */
export interface ScriptOrigin {
  /** An ISO 8601 date, `YYYY-MM-DD`. */
  readonly today: string;
  /** Of this project. */
  readonly version: string;
  /** What makes the script again: an address, or a command line. */
  readonly link: string;
}

/** The ways that are copied and verified, in order; none when one of them is not. */
export function findRoutes(steps: readonly Step[]): Route[] {
  const of = (role: Step['script']): string[] =>
    steps.flatMap(({ script, route }) => (script === role && route ? [JSON.stringify(route)] : []));
  const [folders, copies, verified] = [of('folder'), of('copy'), [...of('verify'), ...of('prove')]].map(
    (keys) => new Set(keys),
  );
  const all = [...new Set(steps.flatMap(({ route }) => (route ? [JSON.stringify(route)] : [])))];
  return all.every((key) => folders?.has(key) && copies?.has(key) && verified?.has(key))
    ? all.map((key) => JSON.parse(key) as Route)
    : [];
}

/** The name of the collection that goes this way. */
export const nameOf = ({ from }: Route): string => from.slice(from.lastIndexOf('/') + 1);

/** `get-` and the first collection, as far as every file system takes it. */
export function nameScript([first, ...more]: readonly Route[]): string {
  const plain = (first ? nameOf(first) : '').replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 60);
  return `get-${plain}${more.length > 0 ? `-and-${more.length}-more` : ''}`;
}

/** A line of comment, whatever the text. Only a line break ends a comment: control characters become blanks. */
export function comment(text = ''): string {
  return `# ${text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}`.trimEnd();
}

/** Where the copy is made. */
export const placeOf = (steps: readonly Step[]): string => steps.find(({ script }) => script === 'copy')?.place ?? '';

/** What scripts for sh and for PowerShell have in common: the ways that they go, and where they come from. */
import type { Route, Step } from '../plan.ts';
import { listRoutes } from './script-name.ts';

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

/** The ways that are copied and verified, or only that, in order; none when one of them is not. */
export function findRoutes(steps: readonly Step[]): Route[] {
  const of = (...roles: Step['script'][]): Set<string> =>
    new Set(steps.flatMap(({ script, route }) => (roles.includes(script) && route ? [JSON.stringify(route)] : [])));
  const [folders, copies, verified] = [of('folder'), of('copy'), of('verify', 'prove', 'compare')];
  const audited = of('audit');
  const all = listRoutes(steps);
  const isWhole = all.every((route) => {
    const key = JSON.stringify(route);
    return audited.has(key) || (folders.has(key) && copies.has(key) && verified.has(key));
  });
  return isWhole ? all : [];
}

/** A line of comment, whatever the text. Only a line break ends a comment: control characters become blanks. */
export function comment(text = ''): string {
  return `# ${text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}`.trimEnd();
}

/** Where the copy is made, if it is by hand: where its folder is. Where it is only checked: where that is done. */
export const placeOf = (steps: readonly Step[]): string =>
  steps.find(({ script }) => script === 'folder' || script === 'audit')?.place ?? '';

/** The ways of collections that the steps of a plan have, and what a script for them is called. */
import type { Route, Step } from '../plan.ts';

/** Each way once, in order. */
export function listRoutes(steps: readonly Step[]): Route[] {
  const all = new Set(steps.flatMap(({ route }) => (route ? [JSON.stringify(route)] : [])));
  return [...all].map((key) => JSON.parse(key) as Route);
}

/** The name of a collection. */
export const nameOf = ({ from, name }: Route): string => name ?? from.slice(from.lastIndexOf('/') + 1);

/**
 * What it does, `get` or `check`, and the first collection, as far as every file system takes it: letters, digits, `_`,
 * `.` and `-`.
 */
export function nameScript([first, ...more]: readonly Route[], does = 'get'): string {
  const plain = (first ? nameOf(first) : '').replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 60);
  return `${does}-${plain}${more.length > 0 ? `-and-${String(more.length)}-more` : ''}`;
}

/**
 * The log of a job: beside the folder of the first collection. sbatch makes no folder for it: where that is missing,
 * the job ends before it begins, and says so nowhere (seen with Slurm 22.05).
 */
export function jobLog(routes: readonly Route[]): string {
  const to = routes[0]?.to ?? '';
  return `${to.slice(0, to.lastIndexOf('/'))}/${nameScript(routes)}.job.log`;
}

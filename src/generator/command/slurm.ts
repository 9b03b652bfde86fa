/**
 * How values are written for sbatch, which is no shell: it knows quote marks, backslashes and `#`, and fills in nothing
 * but `%` in names of files. A value that is not quoted ends at a blank or `#`, without a message.
 *
 * Seen with Slurm 22.05: `test/transfers/slurm.test.ts` asks sbatch and slurmd what they make of each character.
 */

/** A line of a script that sbatch reads as an option. A value of letters, digits and the like stays bare. */
export function formatDirective(option: string, value = ''): string {
  const written = /^[\w.,:/@+%-]*$/.test(value) ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`;
  return `#SBATCH --${option}${value && `=${written}`}`;
}

/**
 * The path of a file as the pattern of a name: `%` stands for itself. A backslash makes slurmd take every backslash for
 * a sign before another one, and leave `%` alone.
 */
export function escapePattern(path: string): string {
  return path.includes('\\') ? path.replaceAll('\\', '\\\\') : path.replaceAll('%', '%%');
}

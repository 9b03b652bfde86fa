import type { Screen } from '../../screens/screen.ts';

/** Whether choices are those with which a screen was seen. */
export function isSeenWith(
  when: NonNullable<Screen['when']>,
  choices: Readonly<Record<string, string | undefined>>,
): boolean {
  return Object.entries(when).every(([field, values]) => values.includes(choices[field] ?? ''));
}

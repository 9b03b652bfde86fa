/**
 * A browser frees what it holds for a file, some kilobytes in another process, once the file's object in the script is
 * collected; but those objects are so small that it seldom looks for them.
 */

/** After so many files it is made to look. */
const filesBetween = 4096;

/** V8 collects once so much was taken outside of it. Nothing is written there: the system gives none. Unit: bytes. */
const pressureBytes = 2 ** 26;

let files = 0;

/** Notes that so many files were opened. */
export function noteFiles(count: number): void {
  files += count;
  if (files < filesBetween) return;
  files = 0;
  // Not kept.
  new ArrayBuffer(pressureBytes);
}

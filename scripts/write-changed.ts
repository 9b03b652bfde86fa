import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Writes a file unless it has this text: a site that was built from it is then not older than it. */
export function writeChanged(file: URL, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/**
 * Writes the hashes of Starlight's inline scripts in the built site to `src/integrations/csp-hashes.json`, for the
 * Content Security Policy in `astro.config.mjs`. Astro hashes its own scripts. Build before and after.
 */
import { createHash } from 'node:crypto';
import { readPages } from '../test/build/built-site.ts';
import { inlineScriptsOf } from '../test/build/page-scripts.ts';
import { writeChanged } from './write-changed.ts';

/** The hash of an inline script as a policy writes it, without the quotes. Content Security Policy Level 3, 2.3.1. */
export function hashScript(text: string): `sha256-${string}` {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

/** The text of `src/integrations/csp-hashes.json` for the site in `dist`: sorted, without duplicates. */
export function formatCspHashes(): string {
  const hashes = new Set(readPages().flatMap(inlineScriptsOf).map(hashScript));
  return `${JSON.stringify([...hashes].sort(), null, 2)}\n`;
}

if (import.meta.main) {
  const text = formatCspHashes();
  writeChanged(new URL('../src/integrations/csp-hashes.json', import.meta.url), text);
  console.log(
    `src/integrations/csp-hashes.json: ${(JSON.parse(text) as string[]).length} hashes. Build again to put them into the pages.`,
  );
}

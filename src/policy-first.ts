import { globSync, readFileSync, writeFileSync } from 'node:fs';
import type { AstroIntegration } from 'astro';

/**
 * Moves each built page's Content Security Policy to the top of its head. A policy in a `<meta>` rules only what comes
 * after it, and Astro (7.3) writes it last, after inline scripts and style sheets. Can go when Astro writes it first.
 * Of its hashes those of `inline` scripts stay: Astro names that of each file besides, which `'self'` allows already.
 */
export function policyFirst(inline: readonly string[]): AstroIntegration {
  const shorten = (policy: string): string =>
    policy.replace(/ '(sha256-[^']+)'/g, (hash, name: string) => (inline.includes(name) ? hash : ''));
  return {
    name: 'policy-first',
    hooks: {
      'astro:build:done': ({ dir }) => {
        for (const file of globSync('**/*.html', { cwd: dir })) {
          const page = new URL(file, dir);
          // The character set must stand in the first 1024 bytes, so it stays in front.
          const moved = readFileSync(page, 'utf8').replace(
            /(<meta charset="utf-8"\s*\/?>)(.*?)(<meta http-equiv="content-security-policy"[^>]*>)/s,
            (_, start: string, between: string, policy: string) => start + shorten(policy) + between,
          );
          writeFileSync(page, moved);
        }
      },
    },
  };
}

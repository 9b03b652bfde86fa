import type { Finish } from './finish-pages.ts';

/**
 * Moves a built page's Content Security Policy to the top of its head. A policy in a `<meta>` rules only what comes
 * after it, and Astro (7.3) writes it last, after inline scripts and style sheets. Can go when Astro writes it first.
 * It keeps the hashes of `inline` scripts only: Astro also lists one for each file, which `'self'` allows already.
 */
export function cspFirst(inline: readonly string[]): () => Finish {
  const shorten = (policy: string): string =>
    policy.replace(/ '(sha256-[^']+)'/g, (hash, name: string) => (inline.includes(name) ? hash : ''));
  return () => ({
    edit: (html) =>
      html.replace(
        // The character set must be in the first 1024 bytes, so it stays in front.
        /(<meta charset="utf-8"\s*\/?>)(.*?)(<meta http-equiv="content-security-policy"[^>]*>)/s,
        (_, start: string, between: string, policy: string) => start + shorten(policy) + between,
      ),
  });
}

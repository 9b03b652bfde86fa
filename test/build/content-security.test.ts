import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatCspHashes, hashScript } from '../../scripts/csp-hashes.ts';
import { attributeName, attributeOf, parseElements, readPages, textOf } from './built-site.ts';
import type { BuiltPage } from './built-site.ts';
import { inlineScriptsOf } from './page-scripts.ts';

const pages = readPages();

/** The directives of a page's one policy, each with its sources sorted. */
function policyOf({ path, elements }: BuiltPage): Record<string, string[]> {
  const policies = elements.filter(
    (element) => attributeOf(element, 'http-equiv')?.toLowerCase() === 'content-security-policy',
  );
  const [policy] = policies;
  if (!policy || policies.length > 1) throw new Error(`${path} has ${policies.length} policies.`);
  const directives = (attributeOf(policy, 'content') ?? '').split(';').map((text) => text.trim().split(/\s+/));
  return Object.fromEntries(
    directives.flatMap(([name, ...sources]) => (name ? [[name, sources.sort()] as const] : [])),
  );
}

const isHash = (source: string): boolean => /^'sha256-[A-Za-z0-9+/]{43}='$/.test(source);

describe.each(pages)('the content security policy of $path', (page) => {
  it('allows what the site needs and nothing else', () => {
    const policy = policyOf(page);
    const withoutHashes = Object.fromEntries(
      Object.entries(policy).map(([name, sources]) => [name, sources.filter((source) => !isHash(source))]),
    );
    expect(withoutHashes).toEqual({
      'default-src': ["'self'"],
      'frame-src': ["'none'"],
      'media-src': ["'none'"],
      'script-src': ["'self'", "'wasm-unsafe-eval'"],
      'style-src': ["'self'"],
      'style-src-attr': ["'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'"],
      'connect-src': ["'self'"],
      'manifest-src': ["'self'"],
      'worker-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'object-src': ["'none'"],
    });
    expect(Object.keys(policy).filter((name) => policy[name]?.some(isHash))).toEqual(['script-src']);
  });

  it('stands in the head, before all that runs or loads', () => {
    const order = page.elements
      .map((element) => (attributeOf(element, 'http-equiv') ? 'policy' : element.tagName))
      .filter((name) => ['policy', 'script', 'link', 'style', 'body'].includes(name));
    expect(order[0]).toBe('policy');
  });

  it('has the hash of every inline script', () => {
    const allowed = policyOf(page)['script-src'];
    const scripts = inlineScriptsOf(page);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((text) => !allowed?.includes(`'${hashScript(text)}'`))).toEqual([]);
  });

  it('has the hash of every inline style sheet', () => {
    const allowed = policyOf(page)['style-src'];
    const sheets = page.elements.filter(({ tagName }) => tagName === 'style').map(textOf);
    expect(sheets.filter((text) => !allowed?.includes(`'${hashScript(text)}'`))).toEqual([]);
  });

  it('is not asked to run an event handler attribute or a javascript: link', () => {
    const attributes = page.elements.flatMap(({ attrs }) => attrs);
    const refused = attributes.filter(
      (attribute) => /^on/i.test(attributeName(attribute)) || /^\s*javascript:/i.test(attribute.value),
    );
    expect(refused).toEqual([]);
  });
});

describe('src/integrations/csp-hashes.json', () => {
  it('is what `npm run csp` writes for this site', () => {
    expect(readFileSync(new URL('../../src/integrations/csp-hashes.json', import.meta.url), 'utf8')).toBe(
      formatCspHashes(),
    );
  });
});

describe('hashScript', () => {
  it('hashes as the policy does', () => {
    // The example of Content Security Policy Level 3, section 8.3: alert('Hello, world.');
    expect(hashScript("alert('Hello, world.');")).toBe('sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=');
  });
});

describe('inlineScriptsOf', () => {
  it('finds the scripts that a browser runs, and no others', () => {
    const html = [
      '<script>one</script>',
      '<script type="">two</script>',
      '<script type="MODULE">three</script>',
      '<script type="text/javascript">four</script>',
      '<script type="importmap">five</script>',
      '<svg><script>six</script></svg>',
      '<script type="application/json">data</script>',
      '<script type="application/ld+json">data</script>',
      '<script src="/file.js">ignored</script>',
      '<template><script>inert</script></template>',
      '<noscript><script>never</script></noscript>',
    ];
    const elements = parseElements(`<!doctype html><title>t</title><body>${html.join('\n')}`);
    expect(inlineScriptsOf({ elements })).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  });
});

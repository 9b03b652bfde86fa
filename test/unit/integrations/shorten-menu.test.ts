import { describe, expect, it } from 'vitest';
import { shortenMenu } from '../../../src/integrations/shorten-menu.ts';

type Entry = Parameters<typeof shortenMenu>[0][number];

function link(href: string, isCurrent = false): Entry {
  return { type: 'link', label: `Page ${href}`, href, isCurrent, badge: undefined, attrs: {} };
}

function group(label: string, entries: Entry[]): Entry {
  return { type: 'group', label, entries, collapsed: false, badge: undefined };
}

/**
 * Folders of `each` pages under one heading, between a link and a small part; the page at `current` is the one shown.
 */
function menuOf(folders: number, each: number, current: string): Entry[] {
  return [
    link('/'),
    group('Ways', [link('/ways/a/'), link('/ways/b/')]),
    group(
      'More',
      Array.from({ length: folders }, (_, folder) =>
        group(
          `Part ${String(folder)}`,
          Array.from({ length: each }, (_, page) => {
            const href = `/more/${String(folder)}/${String(page)}/`;
            return link(href, href === current);
          }),
        ),
      ),
    ),
  ];
}

/** The menu as indented text: addresses of links, labels of groups. */
function outline(menu: readonly Entry[], indent = ''): string[] {
  return menu.flatMap((entry) =>
    entry.type === 'link'
      ? `${indent}${entry.label} → ${entry.href}`
      : [`${indent}${entry.label}`, ...outline(entry.entries, `${indent}  `)],
  );
}

describe('the menu of a page', () => {
  it('is the whole menu on a small site', () => {
    const menu = menuOf(5, 7, '/more/2/1/');
    expect(shortenMenu(menu)).toEqual(menu);
  });

  it('has the branch of the page, small parts, and a link to each other folder, on a large one', () => {
    const shown = outline(shortenMenu(menuOf(40, 3, '/more/1/2/')));
    expect(shown.slice(0, 10)).toEqual([
      'Page / → /',
      'Ways',
      '  Page /ways/a/ → /ways/a/',
      '  Page /ways/b/ → /ways/b/',
      'More',
      '  Part 0 → /more/0/0/',
      '  Part 1',
      '    Page /more/1/0/ → /more/1/0/',
      '    Page /more/1/1/ → /more/1/1/',
      '    Page /more/1/2/ → /more/1/2/',
    ]);
    expect(shown).toHaveLength(6 + 38 + 4);
  });

  it('has of a folder with many entries those near the page, the first and the last', () => {
    const shown = outline(shortenMenu(menuOf(60, 3, '/more/30/1/'))).flatMap(
      (line) => / {2}Part (\d+)/.exec(line)?.[1] ?? [],
    );
    const near = Array.from({ length: 21 }, (_, index) => String(index + 20));
    expect(shown).toEqual(['0', ...near, '59']);
    const flat = outline(shortenMenu(menuOf(1, 500, '/more/0/100/')));
    expect(flat).toHaveLength(4 + 1 + 1 + 23);
    expect(flat).toContain('    Page /more/0/110/ → /more/0/110/');
  });

  it('leads from a page elsewhere to each large part, where that is whole', () => {
    expect(outline(shortenMenu(menuOf(60, 3, '/'))).slice(-1)).toEqual(['More → /more/0/0/']);
    expect(outline(shortenMenu(menuOf(60, 3, '/more/0/0/')))).toContain('  Part 0');
  });

  it('reaches every page by links alone, however large the site is', () => {
    const pages = outline(menuOf(60, 3, '')).flatMap((line) => line.split(' → ')[1] ?? []);
    const reached = new Set(['/']);
    // The set grows while it is walked.
    for (const page of reached)
      for (const line of outline(shortenMenu(menuOf(60, 3, page)))) {
        const [, href] = line.split(' → ');
        if (href) reached.add(href);
      }
    expect([...reached].sort()).toEqual([...pages].sort());
  });

  it('keeps a folder that has no page as it is', () => {
    const menu = [...menuOf(60, 3, '/'), group('Empty', [])];
    expect(shortenMenu(menu).at(-1)).toEqual(group('Empty', []));
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadLinks } from '../../../src/integrations/dead-links.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dead-links-'));
  mkdirSync(join(folder, '_astro'));
  writeFileSync(join(folder, '_astro/style.css'), '');
  writeFileSync(join(folder, 'a'), '');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What is said of a site of which these are all pages, a line a link. */
function tellDead(pages: Readonly<Record<string, string>>, base = '/'): string[] {
  const { edit, end } = deadLinks(base)(pathToFileURL(`${folder}/`));
  for (const [file, html] of Object.entries(pages)) expect(edit(html, file)).toBe(html);
  try {
    end?.();
    return [];
  } catch (error) {
    return String(error).split('\n').slice(1);
  }
}

const guide = '<h2 id="before-you-begin">Before</h2><p hidden title="a > b" lang=\'en\' id = \'commands\'>Commands</p>';

describe('links of built pages', () => {
  it('may lead to pages, files and places that are there, and anywhere else', () => {
    const links = [
      '/',
      '/guides/',
      '/guides/#commands',
      '/guides/?from=here#before-you-begin',
      '#before-you-begin',
      'guides/',
      './guides/#commands',
      '/_astro/style.css',
      'https://example.org/nowhere/#at-all',
      '//example.org/nowhere',
      'mailto:somebody@example.org',
      'data:,',
      '/a?b=1&amp;c=2',
    ].map((link) => `<a title="1 > 0" href="${link}">there</a>`);
    expect(tellDead({ 'index.html': guide + links.join(''), 'guides/index.html': guide })).toEqual([]);
  });

  it('stop the build where they lead nowhere, each told with its page, all at once', () => {
    const links = ['/guide/', '/guides/#comands', '#nowhere', '#', '/_astro/other.js', 'further/', '/50%/'];
    const html = links.map((link) => `<a href="${link}">there</a>`).join('\n');
    expect(tellDead({ 'guides/index.html': guide + html, 'index.html': '<img src="/none.png"/>' })).toEqual([
      'guides/index.html: a link leads to /50%/: a “%” there begins nothing that can be read. Write %25 for the sign itself.',
      'guides/index.html: a link leads to /_astro/other.js: there is no such page or file. Write one that is there, or leave the link out.',
      'guides/index.html: a link leads to /guide/: there is no such page or file. Write /guides/.',
      'guides/index.html: a link leads to /guides/#: that page has no such place. Write one that is there, or leave the link out.',
      'guides/index.html: a link leads to /guides/#comands: that page has no such place. Write #commands.',
      'guides/index.html: a link leads to /guides/#nowhere: that page has no such place. Write one that is there, or leave the link out.',
      'guides/index.html: a link leads to /guides/further/: there is no such page or file. Write one that is there, or leave the link out.',
      'index.html: a link leads to /none.png: there is no such page or file. Write one that is there, or leave the link out.',
    ]);
  });

  it('are those of the folder that the site stands in', () => {
    const pages = { 'index.html': '<a href="/data/guides/">there</a>', 'guides/index.html': '<a href="../">there</a>' };
    expect(tellDead(pages, '/data')).toEqual([]);
    expect(tellDead({ 'index.html': '<a href="/guides/">there</a>', 'guides/index.html': '' }, '/data/')).toEqual([
      'index.html: a link leads to /guides/: it is outside the site. Begin it with /data/.',
    ]);
  });

  it('are read as a browser reads them: no text, no comment, nothing that a script writes', () => {
    const html = [
      '<script>const html = \'<a href="/nowhere/">\';</script>',
      '<!-- <a href="/nowhere/"> -->',
      '<template><a href="/nowhere/">there</a></template>',
      '<pre>&lt;a href="/nowhere/"&gt;</pre>',
      '<p title=\'<a href="/nowhere/">\'>there</p>',
      '<p id="a&amp;b">there</p><a href="#a&#38;b">there</a>',
    ];
    expect(tellDead({ 'index.html': html.join('\n') })).toEqual([]);
  });
});

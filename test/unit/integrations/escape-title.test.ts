import { parse } from 'parse5';
import { expect, it } from 'vitest';
import { escapeTitles } from '../../../src/integrations/escape-title.ts';

it.each([
  'BioKEM: getting your data',
  'R&D &amp; <EM>',
  '</title><meta http-equiv="refresh" content="0;url=https://example.org">',
  '<!-- <script>',
])('the title of a page holds any text, and nothing else begins in it: %s', (content) => {
  const [meta, title] = escapeTitles([{ tag: 'meta' }, { tag: 'title', content }]);
  expect(meta).toEqual({ tag: 'meta' });
  const document = parse(`<!doctype html><title>${title?.content ?? ''}</title>`);
  const page = JSON.stringify(document, (key, value: unknown) => (key === 'parentNode' ? undefined : value));
  expect(page.match(/"nodeName":"[^"#]+"/g)).toEqual([
    '"nodeName":"html"',
    '"nodeName":"head"',
    '"nodeName":"title"',
    '"nodeName":"body"',
  ]);
  expect(page).toContain(JSON.stringify(content));
});

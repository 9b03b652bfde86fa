import { expect, it } from 'vitest';
import { headingIcons } from '../../../src/integrations/heading-icons.ts';

/** A heading as Starlight writes it. */
const heading = (id: string, drawing: string): string =>
  `<div><h2 id="${id}">Title</h2><a class="sl-anchor-link" href="#${id}"><span aria-hidden="true" class="sl-anchor-icon"><svg width="16" viewBox="0 0 24 24">${drawing}</svg></span></a></div>`;
const path = '<path d="m12 15-3 3"></path>';

it('the drawing beside the first heading stays, and is shown beside the others', () => {
  const html = heading('one', path) + heading('two', path) + heading('three', path);
  const drawn =
    heading('one', '<path id="link-drawing" d="m12 15-3 3"></path>') +
    heading('two', '<use href="#link-drawing"></use>') +
    heading('three', '<use href="#link-drawing"></use>');
  const { edit } = headingIcons();
  expect(edit(html, 'a/index.html')).toBe(drawn);
  // Each page has its own.
  expect(edit(html, 'b/index.html')).toBe(drawn);
});

it('every other drawing stays as it is', () => {
  const html = `<svg>${path}</svg><svg>${path}</svg>`;
  expect(headingIcons().edit(html, 'index.html')).toBe(html);
});

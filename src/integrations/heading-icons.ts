import type { Finish } from './finish-pages.ts';

/**
 * The drawing that Starlight puts beside each heading, in full every time: 600 bytes, with a dozen headings a seventh
 * of a page.
 */
const linkDrawing = /(class="sl-anchor-icon"><svg [^>]*>)<path (d="[^"]*")><\/path>/g;

/** Has a page draw the link beside its headings once; the others refer to the first. */
export function headingIcons(): Finish {
  return {
    edit(html) {
      let isDrawn = false;
      return html.replace(linkDrawing, (_, start: string, drawing: string) => {
        if (isDrawn) return `${start}<use href="#link-drawing"></use>`;
        isDrawn = true;
        return `${start}<path id="link-drawing" ${drawing}></path>`;
      });
    },
  };
}

import type { Finish } from './finish-pages.ts';

const folded =
  /<summary>\s*<div class="sl-heading-wrapper[^"]*">(<h3 [^]*?<\/h3>)<a class="sl-anchor-link"[^]*?<\/a><\/div>\s*<\/summary>/g;

/** Takes the link beside a heading away where the heading folds what is under it: it can be pressed itself. */
export function foldedHeadings(): Finish {
  return { edit: (html) => html.replace(folded, '<summary>$1</summary>') };
}

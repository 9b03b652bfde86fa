/** What is fetched when a link that cannot be used leads to a page without a form. */
import { fillText } from '../../generator/fill.ts';
import { linkTexts } from '../../generator/share/link.ts';
import type { ReadLink } from '../../generator/share/link.ts';
import { escapeHtml } from '../../site/html.ts';

/** Says on top of the page why its link cannot be used. */
export function showLinkFault(fault: Extract<ReadLink, { problem: string }>): void {
  const said = escapeHtml(fillText(linkTexts[fault.problem], fault));
  const main = document.querySelector('main .sl-markdown-content') ?? document.body;
  main.insertAdjacentHTML(
    'afterbegin',
    `<div class="problem-summary not-content" id="link-fault" role="alert"><h2>There is a problem</h2><p>${said}</p></div>`,
  );
}

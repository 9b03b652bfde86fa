import { breakForPaper, countColumns } from '../generator/command/paper.ts';
import type { Finish } from './finish-pages.ts';

const texts = /(<div class="(?:command|text)"><pre)( data-paper)?(?=><code>(.*?)<\/code><\/pre>)/gs;

/**
 * Writes into a page what its commands are on paper, for readers without JavaScript; `form/always/lay-for-paper.ts`
 * does it where values change them.
 */
export function linesOnPaper(): Finish {
  return {
    edit: (html) =>
      html.replace(texts, (_, start: string, isCommand: string | undefined, shown: string) => {
        const text = shown
          .replace(/<[^>]*>/g, '')
          .replace(/&#(\d+);/g, (__, code: string) => String.fromCharCode(Number(code)));
        const lines = isCommand ? breakForPaper(text) : text;
        const written = isCommand
          ? ` data-paper="${lines.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)}"`
          : '';
        return `${start}${written} style="--columns:${countColumns(lines)}"`;
      }),
  };
}

/** Text in XML. */
import type { Span } from './command/quote.ts';

/** The text as an element has it. Its field stays known. */
export function escapeXml({ text, field }: Span): Span {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return { text: escaped, ...(field && { field }) };
}

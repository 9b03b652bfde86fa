import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

/** How titles and notes are set apart from the rest. */
export type Style = (format: 'bold' | 'yellow', text: string) => string;

/** What is written to a file or a pipe, or read by another program. */
export const plainStyle: Style = (_, text) => text;

/** The style for a stream: colour on a terminal only, unless NO_COLOR or TERM=dumb is set. */
export function styleFor(stream: WriteStream): Style {
  // Asked here: Node 20 colours whatever it is told to.
  return stream.isTTY && stream.hasColors()
    ? (format, text) => styleText(format, text, { validateStream: false })
    : plainStyle;
}

/** Plan → text. Page, CLI and module show what these functions give, byte for byte. */
import type { Action, Step } from '../plan.ts';
import type { Command, Word } from './argv.ts';
import { byteLength, joinParts, quoteParts, quotePartsForPowerShell } from './quote.ts';
import type { Span } from './quote.ts';

/** A stretch of a command's text: the texts joined are the text to paste. The name that {@link Span} had. */
export type Token = Span;

/**
 * The longest line that every shell takes at a prompt. Unit: bytes of UTF-8. busybox cuts a line at 1023 bytes, dash
 * and csh at 4095: seen when pasting into a pty.
 */
export const lineLimitBytes = 1000;

const space: Span = { text: ' ' };

/** The longest command for PowerShell: Windows hands 32,767 characters on to a program. Unit: bytes of UTF-8. */
const powerShellLimitBytes = 16_000;

/**
 * Writes a command as spans. A command for Unix longer than {@link lineLimitBytes} is continued on further lines: a
 * backslash last on the line, then two spaces (a tab would ask for completion).
 */
export function renderCommand(command: Command): Span[] {
  const spans: Span[] = [];
  const words = command.words.map((word) => renderWord(command, word));
  let units = 0;
  for (const parts of words) {
    if (spans.length > 0) spans.push(space);
    for (const part of parts) {
      spans.push(part);
      units += part.text.length + 1;
    }
  }
  // A unit of UTF-16 has at most three bytes: what is short enough need not be measured.
  if (command.shell !== 'posix' || units * 3 <= lineLimitBytes || byteLength(joinParts(spans)) <= lineLimitBytes)
    return spans;
  spans.length = 0;
  let column = 0;
  for (const [index, parts] of words.entries()) {
    const length = byteLength(joinParts(parts));
    const breaks = index > 0 && column + length + 3 > lineLimitBytes;
    if (index > 0) spans.push({ text: breaks ? ' \\\n  ' : ' ' });
    column = (breaks ? 2 : column + 1) + length;
    for (const part of parts) spans.push(part);
  }
  return spans;
}

/**
 * The text of a command: to paste, without prompt and without a line break at its end.
 *
 * @example
 * formatCommand(command); // ls 'my lab'
 */
export function formatCommand(command: Command): string {
  return joinParts(renderCommand(command));
}

/** Whether the command has a line that is longer than {@link lineLimitBytes}, or than PowerShell and Windows take. */
export function isTooLong(command: Command): boolean {
  // Quoting makes at most four bytes of a character, and adds two quote characters and a space to a word: what is short
  // enough need not be written to be measured.
  const units = command.words.reduce((sum, { parts }) => sum + joinParts(parts).length + 1, 0);
  const limit = command.shell === 'posix' ? lineLimitBytes : powerShellLimitBytes;
  if (units * 4 <= limit) return false;
  return formatCommand(command)
    .split('\n')
    .some((line) => byteLength(line) > limit);
}

/**
 * The text of one word in its command.
 *
 * @example
 * command.words.map((word) => formatWord(command, word)).join(' ') === formatCommand(command); // true
 */
export function formatWord(command: Command, word: Word): string {
  return joinParts(renderWord(command, word));
}

/**
 * The spans of what a person copies: a command, a message with its subject, a text; of what is clicked, and of a file.
 * None for keys and links.
 *
 * @example
 * renderAction({ kind: 'command', command }).map(({ text, field }) => (field ? `<mark>${text}</mark>` : text));
 */
export function renderAction(action: Action): readonly Span[] {
  switch (action.kind) {
    case 'command':
      return renderCommand(action.command);
    case 'message':
      return [{ text: 'Subject: ' }, ...action.subject, { text: '\n\n' }, ...action.body];
    case 'text':
    case 'clicks':
    case 'file':
      return action.text;
    default:
      return [];
  }
}

/**
 * The text of an action: what is copied, clicked or saved, the address of a link, or which keys to press.
 *
 * @example
 * formatAction({ kind: 'keys', keys: [['Esc'], ['D']] }); // Press Esc, then D
 */
export function formatAction(action: Action): string {
  if (action.kind === 'link') return action.url;
  if (action.kind === 'keys') return `Press ${action.keys.map((together) => together.join('+')).join(', then ')}`;
  return joinParts(renderAction(action));
}

/**
 * Says where a step is done, such as `lab server, inside the session example-GRID1-4x32`.
 *
 * @example
 * plan.steps.map(formatPlace);
 */
export function formatPlace({ place, inside }: Step): string {
  return inside ? `${place}, inside the session ${inside}` : place;
}

function renderWord({ shell }: Command, { role, parts }: Word): readonly Span[] {
  if (role === 'operator') return parts;
  return shell === 'posix' ? quoteParts(parts) : quotePartsForPowerShell(parts);
}

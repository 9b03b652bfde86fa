/** What a screen has shown, read from a file or from standard input, and what is printed about it. */
import { createReadStream } from 'node:fs';
import type { Facility } from '../facility/schema.ts';
import { formatAction, writeErrorQuestion } from '../generator/index.ts';
import type { Draft, Explanation, Problem, Step } from '../generator/index.ts';
import { formatSend, formatStep } from './print.ts';
import type { Style } from './style.ts';

/** More is no screen. Unit: bytes. */
const mostBytes = 10_000_000;

/** The text, or why there is none. Throws what the system says, such as that there is no such file. */
export async function readSeen(file: string, field: 'seen' | 'look' = 'seen'): Promise<string | Problem> {
  const problem = (message: string, fix: string): Problem => ({ field, message, fix });
  if (file === '-' && process.stdin.isTTY) console.error('Paste what the screen shows, press Enter, then Ctrl+D.');
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stream: AsyncIterable<Buffer> = file === '-' ? process.stdin : createReadStream(file);
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes) {
      return problem(`“${file}” has more than 10 MB.`, `Give its end alone: tail -n 200 FILE | … --${field} -`);
    }
  }
  const text = decode(Buffer.concat(chunks));
  if (text.includes('\0')) return problem(`“${file}” is no text.`, 'Copy what the screen shows into a text file.');
  if (!text.trim()) return problem(`“${file}” is empty.`, 'Copy what the screen shows into it.');
  return text;
}

/** As UTF-8; as UTF-16 where the file says so, which Windows PowerShell writes. */
function decode(bytes: Buffer): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** An entry with the text of its title that was found, and the line where it stood. */
type Explained = Step & Explanation['entries'][number];

/** What was found, and the plan it is found in. */
export interface Answer {
  readonly facility: Facility;
  readonly seen: string;
  /** The values that were given. */
  readonly known: Draft;
  readonly explanation: Explanation;
  readonly steps: readonly Step[];
}

/** The entries, the best first; where none is known, the message to the facility. */
export function formatAnswer(answer: Answer, explain: boolean, style: Style): string {
  const { facility, seen, known, explanation } = answer;
  const entries = listExplained(answer).map((entry, index) =>
    formatStep({ ...entry, title: entry.seen }, index + 1, explain, style),
  );
  const { certainty } = explanation;
  if (certainty === 'certain') return entries.join('\n\n');
  if (certainty === 'possible') {
    const count = entries.length > 1 ? 'It may be one of these two:' : 'It may be this:';
    return [`${style('yellow', 'Not certain.')} ${count}`, ...entries].join('\n\n');
  }
  const message = writeErrorQuestion(facility, seen, known);
  return [
    `${style('yellow', 'Not known.')} None of the errors that are explained here is in this text. Ask the facility:`,
    formatAction(message),
    formatSend(message).filter(Boolean).join('\n'),
  ].join('\n\n');
}

/** The same as JSON, with the message in any case. */
export function formatAnswerAsJson(answer: Answer): string {
  const { facility, seen, known, explanation } = answer;
  const entries = listExplained(answer).map((entry) => ({ ...entry, text: formatAction(entry.action) }));
  const message = writeErrorQuestion(facility, seen, known);
  return JSON.stringify(
    { certainty: explanation.certainty, entries, message: { ...message, text: formatAction(message) } },
    null,
    2,
  );
}

function listExplained({ explanation, steps }: Answer): Explained[] {
  return explanation.entries.flatMap((entry) => {
    const step = steps.find(({ id }) => id === entry.id);
    return step ? [{ ...step, ...entry }] : [];
  });
}

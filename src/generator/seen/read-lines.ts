/** What programs said in a pasted text: without what the person typed, and without lines that tell of no trouble. */
import type { SeenTables } from './tables.ts';

/** More than this is not read: of a longer text, its end. Unit: characters. */
export const longestRead = 200_000;

/** What was said, line by line, and all that was pasted, commands too. */
export interface Said {
  readonly said: string;
  readonly all: string;
}

/** Reads a pasted text. A line that comes again and again is kept once. */
export function readLines(pasted: string, tables: SeenTables): Said {
  const all = translate(tidyUp(pasted.slice(-longestRead)), tables);
  const passed = new RegExp([...tables.command, ...tables.noise].join('|'));
  const lines = all.split('\n').filter((line) => line.trim() && !passed.test(line));
  return { said: [...new Set(lines)].join('\n'), all };
}

/** The text as a program printed it: without escape sequences, and with plain quote marks and dashes again. */
export function tidyUp(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b(?:\[[?\d;]*[A-Za-z]|\][^\u0007\n]*\u0007|[()][A-Z0-9])/g, '')
      .replace(/\r+(?=\n)|\r$/g, '')
      // What a progress display writes over itself.
      .replace(/\r/g, '\n')
      .replace(/[‘’‚‛′]/g, "'")
      .replace(/[“”„‟″]/g, '"')
      .replace(/—/g, '--')
      .replace(/[\u00a0\u202f]/g, ' ')
      .replace(/[\u200b\u2060\ufeff]/g, '')
      // From the answer to a mail, from a page, or from a list.
      .replace(/^(?:(?:> )+|```\w*$|[•·] )/gm, '')
  );
}

/** The text with what a system says in English, too, where it says it in another language. */
function translate(text: string, { reasons, translations }: SeenTables): string {
  let english = text;
  for (const [reason, others] of Object.entries(translations)) {
    for (const other of others) english = english.replaceAll(other, reason);
  }
  const known = Object.values(reasons);
  return english.replace(
    /^(.*\b(?:rsync|Receiver|receiver|Sender|sender|generator)\b.*?):([^:\n]+)\((\d+)\)$/gm,
    (line, begin: string, said: string, code: string) => {
      const reason = reasons[code];
      return !reason || known.includes(said.trim()) || /^ [A-Z][a-z/]+(?: [a-z]+)* $/.test(said)
        ? line
        : `${begin}: ${reason} (${code})`;
    },
  );
}

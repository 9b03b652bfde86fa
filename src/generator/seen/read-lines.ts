/** What programs said in a pasted text: without what the person typed, and without lines that tell of no trouble. */
import type { SeenTables } from './tables.ts';

/** More than this is not read: of a longer text, its end. Unit: characters. */
const longestRead = 100_000;

/** Of a longer line, its beginning is read. Unit: characters. */
const longestLine = 4_000;

/** What was said, line by line, and all that was pasted, commands too. */
export interface Said {
  readonly said: string;
  readonly all: string;
}

/** Reads a pasted text. A line that comes again and again is kept once. */
export function readLines(pasted: string, tables: SeenTables): Said {
  const all = tidyUp(pasted.slice(-longestRead))
    .split('\n')
    .map((line) => translate(line.slice(0, longestLine), tables));
  const passed = new RegExp([...tables.command, ...tables.noise].join('|'));
  const said = all.filter((line) => line.trim() && !passed.test(line));
  return { said: [...new Set(said)].join('\n'), all: all.join('\n') };
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
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
      .replace(/[‘’‚‛′]/g, "'")
      .replace(/[“”„‟″]/g, '"')
      .replace(/—/g, '--')
      .replace(/[\u00a0\u202f]/g, ' ')
      .replace(/[\u200b\u2060\ufeff]/g, '')
      // A program of Windows by its path.
      .replace(/(?:[A-Z]:\\(?:[^\s:]*\\)?)?\b(ssh|scp|sftp|rsync|aws)\.exe(?=:)/gi, '$1')
      // From the answer to a mail, from a page, or from a list.
      .replace(/^(?:(?:> )+|```\w*$|[•·] )/gm, '')
  );
}

/** The line with what the system says in English, where it says it in another language: by its words or its number. */
function translate(line: string, { reasons, translations }: SeenTables): string {
  let english = line;
  for (const [reason, others] of Object.entries(translations)) {
    for (const other of others) english = english.replaceAll(other, reason);
  }
  const [, code = ''] = /\((\d+)\)$/.exec(english) ?? [];
  const colon = english.lastIndexOf(':');
  const said = english.slice(colon + 1, english.lastIndexOf('(')).trim();
  const reason = reasons[code];
  const isKnown = Object.values(reasons).includes(said);
  return reason && !isKnown && colon > 0 && /^rsync\b/.test(english)
    ? `${english.slice(0, colon)}: ${reason} (${code})`
    : english;
}

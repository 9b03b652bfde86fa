/**
 * Which entries of troubleshooting explain a pasted text: by the texts between backquotes in their titles, where “…”
 * stands for what differs.
 */

/** An entry that explains a text, and which text of its title was found. */
export interface FoundError {
  readonly id: string;
  readonly seen: string;
}

/**
 * Entries that are harmless or follow from another error on the same screen: they come after all others, in this order.
 */
const last = ['no-attributes', 'connection-lost', 'interrupted', 'partial-transfer', 'harmless'];

/** Shorter texts occur in other words too. Unit: characters. */
const shortest = 5;

/**
 * Finds the entries, the best first: the first error is the cause of those after it, and of two texts that begin at the
 * same place the longer one says more. The paste may have prompts around it, other quote marks, and lines broken at the
 * edge of a window.
 */
export function findPastedErrors(text: string, titles: Readonly<Record<string, string>>): FoundError[] {
  const tidy = tidyUp(text);
  const found = Object.entries(titles).flatMap(([id, title]) => {
    const matches = [...title.matchAll(/`([^`]+)`/g)].flatMap(([, seen = '']) => {
      const match = seen.length < shortest ? null : toPattern(seen).exec(tidy);
      return match ? { id, seen, at: match.index, end: match.index + match[0].length, rank: last.indexOf(id) } : [];
    });
    return matches.sort(compare)[0] ?? [];
  });
  // “No such file or directory” says nothing when it is part of a longer text.
  return found
    .filter((one) => !found.some((other) => one.at > other.at && one.end <= other.end))
    .sort(compare)
    .map(({ id, seen }) => ({ id, seen }));
}

interface Match extends FoundError {
  readonly at: number;
  readonly end: number;
  readonly rank: number;
}

function compare(one: Match, other: Match): number {
  return one.rank - other.rank || one.at - other.at || other.seen.length - one.seen.length;
}

/** The text as a program printed it: without escape sequences, and with plain quote marks and dashes again. */
function tidyUp(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b\[[?\d;]*[A-Za-z]|\r/g, '')
      .replace(/[‘’‚‛′]/g, "'")
      .replace(/[“”„‟″]/g, '"')
      .replace(/—/g, '--')
      .replace(/[\u00a0\u202f]/g, ' ')
      // From the answer to a mail.
      .replace(/^(?:> )+/gm, '')
  );
}

/** Finds a text whose lines may be broken anywhere, even within a word. “…” matches a few lines at most. */
function toPattern(seen: string): RegExp {
  const pieces = tidyUp(seen)
    .split('…')
    .map((piece) =>
      [...piece.trim()]
        .map((character) => (character === ' ' ? '\\s+' : character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')))
        .join('\\n?'),
    );
  const before = /^\w/.test(seen) ? '(?<!\\w)' : '';
  // The number of a code may go on in the next line.
  const after = /\d$/.test(seen) ? '(?!\\n?\\d)' : /\w$/.test(seen) ? '(?!\\w)' : '';
  return new RegExp(before + pieces.join('[^]{0,300}?') + after);
}

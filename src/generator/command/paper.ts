/**
 * Command → lines for paper. Copying from a PDF gives each line by itself, for the PDF does not say that a line goes
 * on; of several blanks one; and, from poppler, no hyphen at the end of a line. So lines are broken here, where a shell
 * takes it, and not by the browser.
 */

/** The characters of usual size in a line of A4 and of Letter. */
export const paperColumns = 90;

// A word as quote.ts writes it. The backslash of a line that goes on is none.
const words = /(?:'[^']*'|\\.|[^\s'\\])+/g;

/**
 * Breaks a command's text, for Unix, between words, and behind each line but the last sets a backslash. A longer word
 * keeps a line to itself: in quotes a break would be part of it, and tcsh takes a backslash at the end of a line for a
 * blank everywhere.
 *
 * Only the program of an `awk` is broken inside, between its statements: awk passes over a backslash at the end of a
 * line, and over the line break that tcsh makes of it. No program has a value in it.
 */
export function breakForPaper(text: string): string {
  const pieces = (text.match(words) ?? []).flatMap((word, index, { [index - 1]: before }) => {
    const kept = keepBlanks(word);
    return before === 'awk' ? kept.replace(/([;{}]) (?=[^"]*(?:"[^"]*"[^"]*)*$)/g, '$1\n').split('\n') : kept;
  });
  let lines = '';
  let column = -1;
  for (const piece of pieces) {
    const width = countColumns(piece);
    const breaks = lines && column + width + 3 > paperColumns;
    lines += (lines && (breaks ? ' \\\n  ' : ' ')) + piece;
    column = (breaks ? 2 : column + 1) + width;
  }
  // A word is bare throughout, or its last character is no hyphen.
  return lines.replace(/\S*-$/, "'$&'");
}

/** More lines than these hardly fit on a sheet beside the sentences of their step. */
const sheetLines = 45;

/**
 * How wide a text is laid out. Unit: characters of Latin script; of another one, in which they may be wider, each
 * counts as two. What has too many lines for a sheet counts as wider, so that it is written smaller.
 */
export function countColumns(text: string): number {
  const lines = text.split('\n');
  const width = Math.max(...lines.map((line) => line.replace(/[^ -ÿ]/g, '__').length));
  return lines.length > sheetLines ? Math.max(width, lines.length * 2) : width;
}

/** Puts every second of several blanks outside of the quotes, the last one inside: so no two are side by side. */
function keepBlanks(word: string): string {
  return word.replace(/('?)( {2,})/g, (_, open: string, run: string) =>
    (open + run.replace(/ (?= (?: {2})*$)/g, "'\\ '")).replace("''", ''),
  );
}

/** Tables as spreadsheets and PowerShell write them. */

/** One row, and the line it begins at, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a table, by RFC 4180: cells in quote marks may hold the separator, line breaks, and quote marks written
 * twice. `isClosed` is false where the text ends inside quote marks.
 */
export function readCsv(
  text: string,
  separator: string,
): { readonly rows: readonly CsvRow[]; readonly isClosed: boolean } {
  const rows: CsvRow[] = [];
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)("|$)|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r?\\n|$)`,
    'y',
  );
  let cells: string[] = [];
  let [line, begun] = [1, 1];
  let isClosed = true;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    // Something behind closing quote marks: the rest of the line belongs to no cell.
    if (!found) return { rows, isClosed: false };
    const [whole, quoted, closing, plain = '', end] = found;
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (quoted !== undefined && closing !== '"') isClosed = false;
    line += whole.split('\n').length - 1;
    if (end === separator && cell.lastIndex < text.length) continue;
    rows.push({ line: begun, cells });
    cells = [];
    begun = line;
  }
  return { rows, isClosed };
}

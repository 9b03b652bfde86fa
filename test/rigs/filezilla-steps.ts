/** What the plan of the way `filezilla` says to click, clicked: in the windows of FileZilla 3.63 with GTK and DejaVu. */
import { mainWindow, waitFor } from './desktop.ts';
import type { Desktop, FileZilla, Pixels } from './desktop.ts';
import { password } from './screens/stage.ts';

/** Imports a file: “File > Import…”. */
export async function importFile(program: FileZilla, file: string, { hasSettings = true } = {}): Promise<void> {
  const [choose, ask, told] = ['Select file to import settings from', 'Import settings$', 'Import successful'];
  program.press(mainWindow, 'alt+f', 'i');
  await program.waitForWindow(choose);
  program.type(choose, file);
  await program.answer(choose, 'Return');
  await program.answer(ask, 'Return');
  // One about settings, one about all.
  if (hasSettings) await program.answer(told, 'Return');
  await program.answer(told, 'Return');
  await program.waitForNoWindow(told);
}

/** Connects by the Site Manager to the only site. */
export async function connect(program: FileZilla): Promise<void> {
  const window = 'Site Manager';
  program.press(mainWindow, 'ctrl+s');
  await program.waitForWindow(window);
  program.click(window, 122, 65);
  program.click(window, 846, 510);
  await program.waitForNoWindow(window);
}

/** Answers what FileZilla asks after Connect, and waits for the list of the server's folder. */
export async function logIn(program: FileZilla, { isFirst = true, isTrusted = true } = {}): Promise<void> {
  await enterPassword(program);
  if (isFirst) {
    await program.waitForWindow('Unknown host key');
    if (isTrusted) program.click('Unknown host key', 63, 158);
    await program.answer('Unknown host key', 'Return');
  }
  await program.waitForLine(/Directory listing of ".*" successful/);
}

/** Types the password into the window that asks for it. */
export async function enterPassword(program: FileZilla, typed = password): Promise<void> {
  const window = 'Enter password';
  await program.waitForWindow(window);
  program.type(window, typed);
  await program.answer(window, 'Return');
}

/** Where the rows of both lists are: the first under “..” is the first. */
const rowY = (row: number): number => 509 + 23 * row;
const [leftX, rightX] = [60, 660];

/** Downloads a row of the right list, whose files are so many. */
export async function download(program: FileZilla, files: number, row = 0): Promise<void> {
  startDownload(program, row);
  await waitForFiles(program, files);
}

/** Begins to download a row. */
export function startDownload(program: FileZilla, row = 0): void {
  program.click(mainWindow, rightX, rowY(row));
  program.click(mainWindow, rightX, rowY(row), 3);
  program.press(mainWindow, 'd');
}

/** Waits until so many files more have been fetched or passed over. */
export async function waitForFiles(program: FileZilla, files: number): Promise<void> {
  for (let file = 0; file < files; file += 1) await program.waitForLine(/File transfer (?:successful|skipped)/);
}

/** What a comparison shows when what is identical is hidden: the colours of the rows, and whether the totals agree. */
export interface Compared {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly sameTotals: boolean;
}

/** Opens the collection on both sides, and compares all names and sizes. Gives what is to be read from then on. */
export async function compare(desktop: Desktop, program: FileZilla): Promise<() => Compared> {
  const window = 'File search';
  program.doubleClick(mainWindow, leftX, rowY(0));
  program.doubleClick(mainWindow, rightX, rowY(0));
  program.press(mainWindow, 'F3');
  await program.waitForWindow(window);
  program.fit(window, 0, 60, 1200, 800);
  program.click(window, 391, 22);
  await waitFor(() => isTicked(desktop.look(), 391, 82), 'Comparative search is chosen');
  program.fit(window, 0, 60, 1400, 900);
  program.click(window, 88, 327);
  program.click(window, 1350, 22);
  await waitFor(() => countRows(desktop.look(), 6, 700).length > 0, 'the search has found something');
  if (!isTicked(desktop.look(), 330, 387)) program.click(window, 328, 327);
  return () => readCompared(desktop.look());
}

/** Compares, and waits for what is expected. */
export async function expectCompared(desktop: Desktop, program: FileZilla, wanted: Compared): Promise<void> {
  const read = await compare(desktop, program);
  let seen = read();
  const isWanted = (): boolean => JSON.stringify((seen = read())) === JSON.stringify(wanted);
  await waitFor(isWanted, `${JSON.stringify(wanted)} in the comparison`).catch((error: unknown) => {
    throw new Error(`The comparison shows ${JSON.stringify(seen)}`, { cause: error });
  });
  await program.answer('File search', 'Escape');
}

function readCompared(pixels: Pixels): Compared {
  return {
    left: countRows(pixels, 6, 690),
    right: countRows(pixels, 708, 1390),
    sameTotals: readText(pixels, 8, 600) === readText(pixels, 708, 1300),
  };
}

const colours = new Map([
  [0xffff80, 'yellow'],
  [0xff8080, 'red'],
]);

/** The colours of the rows that have something in them. */
function countRows(pixels: Pixels, from: number, to: number): string[] {
  const rows: string[] = [];
  for (let top = 474; top + 21 < 925; top += 23) {
    const seen = new Set<number>();
    for (let y = top + 3; y < top + 20; y += 1) for (let x = from; x < to; x += 1) seen.add(pixels.at(x, y));
    const colour = [...colours].find(([one]) => seen.has(one))?.[1];
    if (colour) rows.push(colour);
    else if ([...seen].some(isDark)) rows.push('plain');
  }
  return rows;
}

/** The shape of the text under a list. */
function readText(pixels: Pixels, from: number, to: number): string {
  const columns: string[] = [];
  for (let x = from; x < to; x += 1) {
    let column = '';
    for (let y = 930; y < 956; y += 1) column += isDark(pixels.at(x, y)) ? '#' : ' ';
    columns.push(column);
  }
  return columns.join('\n').trim();
}

const isDark = (colour: number): boolean => colour >> 16 < 100;

/** Whether a box is ticked there: it is blue then. */
function isTicked(pixels: Pixels, x: number, y: number): boolean {
  return [-5, -4, -3, 3, 4, 5].some((by) => {
    const colour = pixels.at(x + by, y);
    return (colour & 0xff) > 180 && isDark(colour);
  });
}

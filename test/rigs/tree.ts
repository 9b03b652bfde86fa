/** Folders with all in them: made, and read back for comparison. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Path below the folder → what is there. Paths are byte strings (latin1), as not every name is UTF-8. */
export type Tree = Readonly<Record<string, string>>;

/** Reads a folder whole: kind, mode and time of everything in it, sha256 of every file, target of every link. */
export function readTree(folder: string): Tree {
  return Object.fromEntries(
    listPaths(folder).map((path) => {
      const whole = toWhole(folder, path);
      const found = lstatSync(whole);
      if (found.isSymbolicLink()) return [path, `link to ${readlinkSync(whole)}`];
      const content = found.isDirectory() ? 'folder' : `file ${digestFile(whole)}`;
      // rsync takes times of the same second for the same time.
      return [path, `${content} ${(found.mode & 0o7777).toString(8)} ${found.mtime.toISOString().slice(0, 19)}`];
    }),
  );
}

/** The files below a folder, and their sizes. Unit: bytes. */
export function readSizes(folder: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    listPaths(folder).flatMap((path) => {
      // A copy that is running may have renamed it meanwhile.
      const found = lstatSync(toWhole(folder, path), { throwIfNoEntry: false });
      return found?.isFile() ? [[path, found.size]] : [];
    }),
  );
}

/**
 * The files in `destination` that look whole but are not those of `source`. What rsync has not finished lies in
 * `.rsync-partial/` or has a name such as `.movie.eer.Ab12Cd`, with ten characters at its end on a Mac: nobody takes
 * that for an image.
 */
export function findWrongFiles(source: string, destination: string): string[] {
  return Object.keys(readSizes(destination))
    .filter((path) => !isUnfinished(path))
    .filter((path) => {
      const original = toWhole(source, path);
      return !existsSync(original) || digestFile(original) !== digestFile(toWhole(destination, path));
    });
}

/** The unfinished files below a folder, and their sizes. Unit: bytes. */
export function readUnfinished(folder: string): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(readSizes(folder)).filter(([path]) => isUnfinished(path)));
}

/** Writes a file of this size that no program can compress, and the folders above it; dated on a day of its own. */
export function writeRandomFile(file: string, sizeBytes: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, randomBytes(sizeBytes));
  setTime(file, sizeBytes);
  // A folder made just now may be left with the time of its copy: rsync compares before it writes into it, by the
  // second.
  setTime(dirname(file), sizeBytes);
}

/** Makes a collection with all that a folder can hold: other folders, nothing, links, modes, and hostile names. */
export function writeMixedCollection(folder: string): void {
  writeRandomFile(join(folder, 'movies', 'grid square 1', 'first.eer'), 1_500_000);
  writeRandomFile(join(folder, 'movies', 'grid square 1', 'second.eer'), 700_001);
  writeRandomFile(join(folder, 'gain', 'reference.gain'), 64_000);
  writeRandomFile(join(folder, 'gain', 'read only.gain'), 4_096);
  chmodSync(join(folder, 'gain', 'read only.gain'), 0o444);
  writeRandomFile(join(folder, 'empty file'), 0);
  mkdirSync(join(folder, 'empty folder', 'in an empty folder'), { recursive: true });
  symlinkSync('gain/reference.gain', join(folder, 'link to a file'));
  symlinkSync('nowhere', join(folder, 'link to nothing'));
  for (const [index, name] of hostileFileNames.entries()) {
    writeFileSync(toWhole(folder, name), randomBytes(100 + index));
    setTime(toWhole(folder, name), index);
  }
  dateFolders(folder);
}

/**
 * Dates each folder below this one, and it, in the past, as {@link writeRandomFile} does with files: a time of now may
 * be another second in its copy.
 */
export function dateFolders(folder: string): void {
  // The deepest first: what is made in a folder changes the folder's time.
  for (const path of ['', ...listPaths(folder)].reverse()) {
    if (lstatSync(toWhole(folder, path)).isDirectory()) setTime(toWhole(folder, path), path.length);
  }
}

/** The path, as bytes, of what `path` (a byte string) names below `folder`. */
function toWhole(folder: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]);
}

// Inside the collection anything may be a name, a line break too: rsync finds it there, and no command carries it.
const hostileFileNames = [
  "it's",
  'say "cheese"',
  '$HOME',
  '$(touch PWNED)',
  '`touch PWNED`',
  ';touch PWNED;',
  'a & b | c > d < e',
  '*',
  '?[1]{a,b}',
  'back\\slash\\',
  '!history',
  '#hash',
  '~',
  '%s%n',
  '-rf',
  '--delete',
  ' space at both ends ',
  'line\nbreak',
  'tab\tescape\u001B[2J',
  'colon:host:',
  '>f+++++++++ looks like a finding',
  'rsync error: looks like an error',
  'total size is 0',
  'é precomposed',
  'e\u0301 decomposed',
  'кириллица',
  '🔬',
].map((name) => Buffer.from(name).toString('latin1'));
hostileFileNames.push('not UTF-8 \xE9');

/** Every path below `folder`, folders before what is in them. */
function listPaths(folder: string, below = ''): string[] {
  return readdirSync(toWhole(folder, below), { encoding: 'latin1', withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${below}${entry.name}`;
      return entry.isDirectory() ? [path, ...listPaths(folder, `${path}/`)] : [path];
    });
}

function isUnfinished(path: string): boolean {
  return /(?:^|\/)(?:\.rsync-partial\/|\.[^/]*\.[A-Za-z0-9]{6}(?:[A-Za-z0-9]{4})?$)/.test(path);
}

function digestFile(file: Buffer): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Dates a file in the past, at a whole second, so that a copy that does not keep times is seen. */
function setTime(file: string | Buffer, day: number): void {
  const time = new Date(Date.UTC(2024, 4, 1 + (day % 300), 12));
  utimesSync(file, time, time);
}

/**
 * Does something to a file and gives it back its time, cut off to milliseconds: a Date has rounded ones, which may
 * belong to the next second.
 */
export function keepTime(file: string, change: () => void): void {
  const time = Math.floor(statSync(file).mtimeMs) / 1000;
  change();
  utimesSync(file, time, time);
}

/** Changes one byte of a file, and with it its time. */
export function changeByte(file: string, at = 0): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}

/** Changes one byte of a file, and nothing else that is listed of it. */
export function flipByte(file: string, at = 0): void {
  keepTime(file, () => {
    changeByte(file, at);
  });
}

/** Names of files, as bytes: strings of them are latin1. */

/** Reads a name as rsync shows it: what cannot be shown is written as a number. */
export function readName(shown: string): string {
  return shown.replaceAll(/\\#([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** Shows a name as Apple's rsync does: what is no UTF-8, and control characters but for tabs, as a number. */
export function showName(name: string): string {
  // One character of several bytes, or else any byte.
  const piece = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[^]/g;
  return name.replaceAll(piece, (character) =>
    character.length > 1 || /[\t -~]/.test(character)
      ? character
      : `\\#${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}

/** The path of `name` in a folder, for the file system. */
export function pathOf(folder: string, name: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
}

export const toBytes = (text: string): string => Buffer.from(text).toString('latin1');

/** What a name may have become on its way: each fold makes names equal that one system keeps apart. */

/**
 * To the letter; as a Mac writes letters with marks, and Chromium a backslash: as a slash; and as Windows, or a program
 * there, writes forbidden signs.
 */
export const folds: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => path.normalize('NFC').replaceAll('\\', '/'),
  foldName,
];

/**
 * A path in which signs are `_` that Windows refuses, also where WSL and network drives of Macs have them in Unicode's
 * private area; and no folder or file ends with blanks or dots.
 */
export function foldName(path: string): string {
  return (
    path
      .normalize('NFC')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f<>:"|?*\\\uf001-\uf07f]/g, '_')
      .replace(/[ ._]+(?=\/|$)/g, '')
  );
}

/** Paths as Globus writes them. */

/** The path without slashes at its end: nothing for the whole of a collection. */
export function cutSlash(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}

/** The folder above, without a slash at its end, and the name in it. */
export function splitPath(path: string): [above: string, name: string] {
  const cut = cutSlash(path);
  const at = cut.lastIndexOf('/');
  return [cut.slice(0, at), cut.slice(at + 1)];
}

/**
 * The folder that Globus Connect Personal has to open, as the computer writes it: the one above the destination, so
 * that a transfer may make the destination; the destination itself where that would be a whole disk.
 */
export function localFolder(path: string, computer: string): string {
  const [above] = splitPath(path);
  const opened = (above.length > 2 || above === '/~' ? above : cutSlash(path))
    .replace(/^\/~$/, '~/')
    .replace(/^\/~/, '~');
  return computer === 'windows'
    ? opened.replace(
        /^\/([a-z])(?=\/|$)(.*)$/i,
        (_, drive: string, rest: string) => `${drive}:${rest.replaceAll('/', '\\')}`,
      )
    : opened;
}

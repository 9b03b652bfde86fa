/** How programs write the names of files in a list, and how a name is shown. */

/** A name that GNU's programs have escaped; nothing where an escape is none of theirs. */
export function unescapeGnu(written: string): string | undefined {
  if (/\\(?![\\nr])/.test(written.replaceAll('\\\\', ''))) return undefined;
  return written.replace(/\\([\\nr])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === 'r' ? '\r' : '\\'));
}

/**
 * How a name that says nothing of escapes may be meant, the likeliest first: to the letter; with rsync's `\#012` for
 * what cannot be printed; or with the backslashes of Windows between folders.
 */
export function listReadings(name: string): [string, ...string[]] {
  if (!name.includes('\\')) return [name];
  const readings = [name, unescapeRsync(name), readWindowsPath(name)];
  return [...new Set(readings)] as [string, ...string[]];
}

/** rsync writes bytes by three octal digits, of a letter beyond ASCII perhaps several. */
function unescapeRsync(name: string): string {
  return name.replace(/(?:\\#[0-3][0-7]{2})+/g, (bytes) => {
    const values = bytes.split('\\#').slice(1);
    return new TextDecoder().decode(Uint8Array.from(values, (digits) => parseInt(digits, 8)));
  });
}

/** A path of Windows with the slashes of other systems; another path is left as it is. */
export function readWindowsPath(path: string): string {
  return /^[a-z]:[\\/]|^\\\\|^[^/]*$/i.test(path) ? path.replaceAll('\\', '/') : path;
}

/** A path without what does not change where it leads: `./a//b` is `a/b`. */
export function cleanPath(path: string): string {
  return path.replace(/(?:^|\/)(?:\.?\/)+/g, (slashes) => (slashes.startsWith('/') ? '/' : '')).replace(/^\/+/, '');
}

/** A name as it is shown: what cannot be seen, or turns the writing round, by its code point. */
export function showName(name: string): string {
  return name.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu,
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

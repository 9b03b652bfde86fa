/**
 * The address of a page or file of this site, from its path on the site, such as `ways/rsync/`: the site may be in a
 * folder of its host.
 */
export function sitePath(path: string): string {
  return import.meta.env.BASE_URL.replace(/\/*$/, '/') + path;
}

/** Pagefind's window has no types of its own. Its options: https://pagefind.app/docs/ui/ */
declare module '@pagefind/default-ui' {
  export const PagefindUI: new (options: Readonly<Record<string, string | number | boolean | HTMLElement>>) => object;
}

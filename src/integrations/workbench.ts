import { defineRouteMiddleware } from '@astrojs/starlight/route-data';

/** A page with a form has the list of its steps in the place of a list of contents (components/Plan.astro). */
export const onRequest = defineRouteMiddleware(({ locals: { starlightRoute } }) => {
  // The entries of the page of errors are its contents.
  if (starlightRoute.id !== 'troubleshooting' && hasForm(starlightRoute.entry.body)) starlightRoute.toc = undefined;
});

/** Whether the text of a page has a form, and not only in an example. */
export function hasForm(text = ''): boolean {
  return /^<Plan\s/m.test(text.replace(/^(```|~~~)[^]*?^\1/gm, ''));
}

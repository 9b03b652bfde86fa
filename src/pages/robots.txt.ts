import type { APIRoute } from 'astro';
import { sitePath } from '../site/site-path.ts';

/** What search engines may read: everything, and where the list of pages is, if the address of the site is known. */
export const GET: APIRoute = ({ site }) => {
  const list = site ? [`Sitemap: ${new URL(sitePath('sitemap-index.xml'), site).href}`] : [];
  return new Response(['User-agent: *', 'Allow: /', ...list, ''].join('\n'));
};

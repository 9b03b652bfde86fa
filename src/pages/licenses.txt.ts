import { join } from 'node:path';
import type { APIRoute } from 'astro';
import { formatLicenses } from '../site/licenses.ts';

/** The licences of what the site carries from others. */
export const GET: APIRoute = () => new Response(formatLicenses(join(process.cwd(), 'node_modules')));

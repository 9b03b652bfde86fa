import type { APIRoute } from 'astro';
import sharp from 'sharp';
import mark from '../assets/grid.svg?raw';
import { escapeHtml } from '../site/html.ts';
import { facility } from '../site/site-facility.ts';

/** The picture that chats and social networks show with a link to the site. Its size is the one they ask for. */
export const GET: APIRoute = async () => {
  const { name, storage } = facility;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" font-family="DejaVu Sans, Arial, sans-serif" fill="#10191c">
<rect width="1200" height="630" fill="#f3f8f9"/>
<svg x="80" y="80" width="120" height="120" viewBox="0 0 32 32">${mark}</svg>
<text x="80" y="330" font-size="84" font-weight="bold">Getting your data</text>
<text x="80" y="420" font-size="48">${escapeHtml(name)}</text>
<text x="80" y="540" font-size="36" fill="#0b6b82">Images are deleted after ${storage.interim.keepDays} days: copy, then verify.</text>
</svg>`;
  return new Response(new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer()));
};

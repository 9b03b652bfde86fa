import { replaceOnce } from './finish-pages.ts';
import type { Finish } from './finish-pages.ts';

/**
 * What a page runs in place of the script's own tag: it is fetched when all of the page is there and it has been
 * painted, and in any case 3 s after it was loaded, for a page that nobody sees. Firefox tells of no paint where a page
 * is loaded again and scrolled; two frames after all was loaded there has been one. Twice is once: a module is loaded
 * once. When it cannot be had the page says so (`.not-loaded`), and it is asked for again when somebody touches the
 * page. Firefox never asks again for a module that it could not fetch (seen in 153): there the page is loaded again, if
 * it can be. A module that came and threw gives the same error each time; then loading again helps nobody. The text is
 * the same on every page and in every version, because the policy names its hash.
 */
const starter = `((start) => {
  addEventListener('DOMContentLoaded', () => {
    new PerformanceObserver(start).observe({ type: 'paint', buffered: true });
    addEventListener('pointerdown', start);
  });
  addEventListener('load', () => {
    setTimeout(start, 3000, 0);
    requestAnimationFrame(() => requestAnimationFrame(start));
  });
})(((file, { dataset }, before) => ({ type }) => import(file).then(
  () => delete dataset.failed,
  (error) => {
    dataset.failed = '';
    if (type && before && before !== error) fetch(location).then(({ ok }) => ok && location.reload(), console.warn);
    before = error;
  },
))(document.currentScript.dataset.src, document.documentElement))`;

const scriptTag = /<script type="module" src="([^"]*\/page\.[^"]*\.js)"><\/script>/g;

/** Has a page start its one script late. */
export function lateScript(): Finish {
  return {
    edit: (html, file) => replaceOnce(html, file, scriptTag, `<script data-src="$1">${starter}</script>`),
  };
}

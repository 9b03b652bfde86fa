import { findPage, listFiles, readPages, siteFolder } from './test/build/built-site.ts';
import { scriptsAdded, scriptsOf } from './test/build/page-scripts.ts';

const pages = readPages();
const commands = findPage(pages, '/make-my-commands/');
// The start page stands for all: a plain page with the scripts that Starlight gives every page.
const plain = findPage(pages, '/');

/** A budget in bytes after gzip -9, one file after the other. An empty list would always hold, so it is an error. */
function budget(name, limit, files) {
  if (files.length === 0) throw new Error(`"${name}" counts no file: run npm run build, or mend .size-limit.js.`);
  return { name, limit, gzip: true, path: files.map((file) => `${siteFolder}${file}`) };
}

export default [
  budget('JavaScript that the command page adds over a plain page', '6 kB', scriptsAdded(commands, plain)),
  // The texts that the form needs travel in the page, not in its script: they are counted here.
  budget('The command page itself, with the texts of its form', '15.5 kB', ['make-my-commands/index.html']),
  budget('All JavaScript that a plain page loads at once', '4.5 kB', scriptsOf(plain, 'at once')),
  // The search window comes when it is first opened; Pagefind's own files (dist/pagefind) are its business.
  budget('All JavaScript of a plain page, its search window included', '32 kB', scriptsOf(plain, 'ever')),
  budget(
    'All style sheets',
    '19.5 kB',
    listFiles('css').filter((file) => !file.startsWith('pagefind/')),
  ),
];

import { listKeptFiles } from './src/offline.ts';
import { findPage, listFiles, readPages, siteFolder } from './test/build/built-site.ts';
import { scriptsAdded, scriptsOf, scriptsOfOurs, scriptsWhenAsked } from './test/build/page-scripts.ts';

const pages = readPages();
// This page stands for all without a form: it has the scripts that Starlight gives every page.
const plain = findPage(pages, '/maintain/decisions/tables/');
const start = findPage(pages, '/');
// A block marked `personal` has the scripts of a form without its rules.
const withCommands = pages.filter(({ elements }) =>
  elements.some(({ tagName }) => /^(command-form|personal-command)$/.test(tagName)),
);
const withForm = pages.filter(({ elements }) => elements.some(({ tagName }) => tagName === 'command-form'));

/** A budget in bytes after gzip -9, one file after the other. An empty list would always hold, so it is an error. */
function budget(name, limit, files) {
  if (files.length === 0) throw new Error(`"${name}" counts no file: run npm run build, or mend .size-limit.js.`);
  return { name, limit, gzip: true, path: files.map((file) => `${siteFolder}${file}`) };
}

export default [
  // Commands become live when somebody turns to them, or brings values along.
  ...withCommands.map((page) =>
    budget(`JavaScript that ${page.path} adds over Starlight by itself`, '3 kB', scriptsOfOurs(page, plain)),
  ),
  ...withCommands.map((page) =>
    budget(`JavaScript that ${page.path} adds over a plain page, its form in use`, '15 kB', scriptsAdded(page, plain)),
  ),
  // Of the reminder, 11 kB is the library that writes calendars.
  budget('JavaScript of what is fetched when somebody asks for it', '22 kB', scriptsWhenAsked()),
  // The texts that the form needs travel in the page, not in its script: they are counted here.
  ...withForm.map(({ path }) =>
    budget(`The page ${path} itself, with the texts of its form`, '32 kB', [`${path.slice(1)}index.html`]),
  ),
  budget('All JavaScript that the start page loads at once', '6.6 kB', scriptsOf(start, 'at once')),
  // The search window comes when it is first opened; Pagefind's own files (dist/pagefind) are its business.
  budget('All JavaScript of the start page, its search window included', '33 kB', scriptsOf(start, 'unasked')),
  budget('The service worker, with its list of files', '12.6 kB', ['sw.js']),
  // Fetched once, behind the page of the first visit, perhaps over a poor network.
  budget(
    'All that a browser keeps for use without a network',
    '840 kB',
    listKeptFiles(siteFolder).map(({ url }) => url.replace(/(^\.\/|\/)$/, '$1index.html')),
  ),
  budget(
    'All style sheets',
    '20 kB',
    listFiles('css').filter((file) => !file.startsWith('pagefind/')),
  ),
];

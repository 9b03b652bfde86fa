import { listKeptFiles } from './src/integrations/offline/integration.ts';
import { attributeOf, findPage, listFiles, readPages, siteFolder } from './test/build/built-site.ts';
import { scriptsInUse, scriptsOf, scriptsWhenAsked, tablesInUse } from './test/build/page-scripts.ts';

const pages = readPages();
const start = findPage(pages, '/');
// A block marked `personal` has the scripts of a form without its rules.
const withCommands = pages.filter(({ elements }) =>
  elements.some(({ tagName }) => /^(command-form|personal-command)$/.test(tagName)),
);
const withForm = pages.filter(({ elements }) => elements.some(({ tagName }) => tagName === 'command-form'));

/** What compares a copy with a list of checksums, and computes the hashes. */
const isOfCheck = /\/(?:check-copy|hash-worker)\./;

/**
 * A budget in bytes, one file after the other: after gzip -9, or after brotli. An empty list would always hold, so it
 * is an error.
 */
function budget(name, limit, files, packed = { gzip: true }) {
  if (files.length === 0) throw new Error(`"${name}" counts no file: run npm run build, or fix .size-limit.js.`);
  return { name, limit, ...packed, path: files.map((file) => `${siteFolder}${file}`) };
}

/** The files that a browser asks for when it opens a page: the page, style sheets, scripts, pictures. */
function filesOf(page) {
  const addresses = page.elements.flatMap((element) => {
    // A picture that is loaded when it is near is not asked for at first.
    if (element.tagName === 'img' && attributeOf(element, 'loading') !== 'lazy')
      return attributeOf(element, 'src') ?? [];
    const isLoaded = /^(stylesheet|shortcut icon)$/.test(attributeOf(element, 'rel') ?? '');
    return isLoaded ? (attributeOf(element, 'href') ?? []) : [];
  });
  const html = `${page.path.slice(1)}${page.path.endsWith('/') ? 'index.html' : ''}`;
  return [html, ...addresses.map((address) => address.slice(1)), ...scriptsOf(page, 'at once')];
}

/** The texts of a form that has more to say than others. */
const textsOf = {
  // An entry for each error; the search fetches it too, when somebody pastes one.
  '/troubleshooting/': '39.8 kB',
  // Programs that look at a collection and read lists of checksums, which hardly get smaller.
  '/ways/rsync/': '32.8 kB',
  // The kind of disk, and the readers, of the copy onward; and what the check may end with.
  '/ways/petalibrary/': '20.4 kB',
};

/** Pages that are larger than others. */
const pageLimits = {
  // It lists each entry beside it too.
  '/troubleshooting/': '50 kB',
  // The command that looks at a collection, twice, and the most fields.
  '/ways/rsync/': '52.3 kB',
  // Every name of the module.
  '/maintain/module/': '44.5 kB',
};

export default [
  budget('JavaScript that every page loads at once, Starlight’s included', '7.8 kB', scriptsOf(start, 'at once')),
  // Commands become live when somebody turns to them, or brings values along.
  ...withCommands.map((page) =>
    budget(`JavaScript that ${page.path} fetches when its commands become live`, '22.6 kB', scriptsInUse(page)),
  ),
  ...withForm.map((page) =>
    budget(`The texts that the form of ${page.path} fetches`, textsOf[page.path] ?? '19.7 kB', tablesInUse(page)),
  ),
  // Of the reminder, 11 kB is the library that writes calendars; 8 kB are the copy on Windows without WSL, 3 kB its script,
  // 6 kB a batch job, 6 kB a NAS, and 1 kB the script of a check. Of the search it is the window: dist/pagefind is
  // Pagefind's business.
  budget(
    'JavaScript of what is fetched when somebody asks for it',
    '88 kB',
    scriptsWhenAsked().filter((file) => !isOfCheck.test(file)),
  ),
  // Most of it is WebAssembly, for eleven kinds of hashes: the page that compares copies fetches it, and no other.
  budget(
    'JavaScript of what compares a copy with a list',
    '48 kB',
    scriptsWhenAsked().filter((file) => isOfCheck.test(file)),
  ),
  // What a host sends that packs with brotli. Of 50 kB.
  ...pages.map((page) =>
    budget(`All that ${page.path} loads when it is opened`, pageLimits[page.path] ?? '42.2 kB', filesOf(page), {
      brotli: true,
    }),
  ),
  budget('The service worker, with its list of files', '16.6 kB', ['sw.js']),
  // Fetched once, behind the page of the first visit, perhaps over a poor network.
  budget(
    'All that a browser keeps for use without a network',
    '1606 kB',
    listKeptFiles(siteFolder).map(({ url }) => url.replace(/(^\.\/|\/)$/, '$1index.html')),
  ),
  budget(
    'All style sheets',
    '18.6 kB',
    listFiles('css').filter((file) => !file.startsWith('pagefind/')),
  ),
];

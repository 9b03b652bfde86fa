import { copyFileSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import type { Plan } from '../../src/generator/index.ts';
import { attributeOf, findPage, readPages, siteFolder, textOf } from './built-site.ts';
import { addressesOf, findFault } from './link-faults.ts';
import type { PublishedSite } from './link-faults.ts';
import { startNginx } from './nginx.ts';
import { listOwnFacts } from './own-facts.ts';
import { chromiumPath } from '../rigs/chromium.ts';
import { askRsync, lookAfter, lookBefore } from '../rigs/long-commands.ts';
import { copyProject, removeCopy, runScript } from './project-copy.ts';

const facts = join(import.meta.dirname, '../fixtures/second-facility/facility.yaml');
const second = loadFacility(facts);

/** What tells that a text speaks of our facility: its own facts, and the names of what is around it. */
const ourWords = [
  ...listOwnFacts(loadFacility()),
  ...['biokem', 'petalibrary', 'research computing', 'colorado', 'boulder', 'curc', 'luger'],
].map((word) => word.toLowerCase());

let folder: string;
let site: PublishedSite;

/** Every file of a built site, with its text. Pagefind packs its own. */
function readFiles(folder: string): { file: string; text: string }[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const bytes = readFileSync(join(parentPath, name));
      const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
      return {
        file: join(parentPath, name).slice(folder.length),
        text: (isPacked ? gunzipSync(bytes) : bytes).toString(),
      };
    });
}

/** Our words that stand in these files, or in their names. */
function findOurWords(files: readonly { file: string; text: string }[]): string[] {
  return files.flatMap(({ file, text }) => {
    const searched = `${file}\n${text}`.toLowerCase();
    return ourWords.filter((word) => searched.includes(word)).map((word) => `${file}: ${word}`);
  });
}

function textOfPage(path: string): string {
  const { elements } = findPage(site.pages, path);
  const body = elements.find(({ tagName }) => tagName === 'main');
  if (!body) throw new Error(`${path} has no main`);
  return textOf(body).replace(/\s+/g, ' ');
}

beforeAll(() => {
  folder = copyProject('second-facility');
  copyFileSync(facts, join(folder, 'src/facility/facility.yaml'));
  const { status, stdout, stderr } = runScript(folder, ['build']);
  if (status !== 0) throw new Error(stdout + stderr);
  const built = join(folder, 'dist/');
  site = { address: second.site ?? '', folder: built, pages: readPages(built) };
});

afterAll(() => {
  removeCopy(folder);
});

describe('the site of another facility, built from its facts alone', () => {
  it('has no word of ours, in no file and no name of a file', () => {
    const files = readFiles(site.folder);
    expect(files.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['index.html', 'sw.js', 'pagefind/pagefind.js']),
    );
    expect(findOurWords(files)).toEqual([]);
  });

  it('would show such words: our own site has them', () => {
    const found = findOurWords(readFiles(siteFolder));
    const { host } = loadFacility().storage;
    expect(found).toEqual(expect.arrayContaining([`ways/rsync/index.html: ${host}`, 'index.html: petalibrary']));
    expect(found.some((one) => one.startsWith('pagefind/fragment/'))).toBe(true);
  });

  it('has its own ways, and no other, in pages, menu and scripts', () => {
    const ids = second.methods.map(({ id }) => id);
    expect(globSync('ways/*/index.html', { cwd: site.folder }).sort()).toEqual(
      ids.map((id) => `ways/${id}/index.html`).sort(),
    );
    const scripts = globSync('_astro/**/*.js', { cwd: site.folder }).map((file) => basename(file).split('.')[0]);
    expect(scripts).toEqual(expect.arrayContaining([...ids, 'troubleshooting']));
    expect(scripts.filter((name = '') => ['aws', 'transfer'].includes(name))).toEqual([]);
    expect(textOfPage('/')).not.toContain('AWS');
  });

  it('says its own name, days and whom to ask', () => {
    const start = textOfPage('/');
    expect(start).toContain("they land in your lab's folder on the cold store.");
    expect(start).toContain('After 45 days they are deleted');
    expect(start).toContain('Ask the data desk before the images are deleted');
    expect(findPage(site.pages, '/').html).toContain('href="mailto:data-desk@northlight.example"');
  });

  it('has its own hosts and folder in the commands, the blanks in them quoted, and its own name in that of a session', () => {
    const commands = findPage(site.pages, '/ways/rsync/')
      .elements.filter(({ tagName }) => tagName === 'pre')
      .map((pre) => textOf(pre).replaceAll(' \\\n  ', ' '));
    expect(commands).toContain(
      String.raw`ssh -J YOUR-ACCOUNT@gate.northlight.example YOUR-ACCOUNT@cold-store.northlight.example ${askRsync}${lookBefore}\''/mnt/cold store/raw images/YOUR-LAB/YOUR-COLLECTION/.'\' ${lookAfter}`,
    );
    expect(commands.filter((command) => command.startsWith('screen -S northlight-'))).toHaveLength(3);
  });

  it('has its own bucket in the commands of the way that pulls from it', () => {
    const commands = findPage(site.pages, '/ways/bucket/')
      .elements.filter(({ tagName }) => tagName === 'pre')
      .map(textOf);
    expect(commands).toContain(
      "aws s3 sync 's3://northlight-raw/by lab/YOUR-LAB/YOUR-COLLECTION/' /YOUR-DESTINATION/YOUR-COLLECTION --exact-timestamps --profile northlight --endpoint-url https://s3.northlight.example:9000 --region polar-1",
    );
    expect(textOfPage('/ways/bucket/')).toContain('A key, which comes from the key desk.');
  });

  it('has its own door for SFTP in the commands of that way', () => {
    const commands = findPage(site.pages, '/ways/sftp/')
      .elements.filter(({ tagName }) => tagName === 'pre')
      .map(textOf);
    expect(commands).toContain(
      "printf '%s'\\\\'n' 'cd /YOUR-LAB/YOUR-COLLECTION' 'ls -l' | sftp -o ServerAliveInterval=30 -o ServerAliveCountMax=6 -P 2222 YOUR-ACCOUNT@files.northlight.example",
    );
    expect(commands.some((command) => command.includes(':sftp:/YOUR-LAB/YOUR-COLLECTION/'))).toBe(true);
  });

  it('answers what only its facts say: users from outside may have an account; a fingerprint and a time zone are known', () => {
    const guide = textOfPage('/ways/rsync/');
    expect(guide).not.toContain('Users from outside have none');
    // By them a form finds the day of deletion.
    const [shared = ''] = globSync('forms/shared.*.json', { cwd: site.folder });
    expect(readFileSync(site.folder + shared, 'utf8')).toContain('Europe/Helsinki');
    expect(findPage(site.pages, '/ways/rsync/').html).toContain('SHA256:TkVWRVJhUmVhbEtleU9ubHlGb3JUaGVUZXN0czAwMDA');
  });
});

describe('several storage servers', () => {
  const note =
    'Images lie on one of several storage servers, each of which keeps them as long as is said here: the cold store (45 days), the spring house (12 days). Where a page speaks of one, it is the cold store.';

  it('are named where a page speaks of one; a way that brings images from one of them says which', () => {
    expect(textOfPage('/')).toContain(note);
    expect(textOfPage('/ways/rsync/')).toContain(note);
    expect(textOfPage('/ways/globus/')).toContain(
      'This way brings images from one of the storage servers only: the cold store (60 days).',
    );
    expect(textOfPage('/ways/bucket/')).toContain('the cold store (90 days).');
    expect(textOfPage('/')).toContain('Images go from the microscope to the cold store or the spring house.');
    expect(readFileSync(`${site.folder}llms.txt`, 'utf8')).toContain(
      'the cold store (cold-store.northlight.example) 45, the spring house (spring-house.southlight.example) 12. Whoever runs out of time asks the data desk before.',
    );
  });

  it('are asked for in the form of each way that brings images from more than one, and where errors are explained', () => {
    const asking = site.pages.filter(({ html }) => html.includes('name="storage"')).map(({ path }) => path);
    expect(asking.sort()).toEqual(['/troubleshooting/', '/ways/rsync/', '/ways/sftp/']);
  });

  it('give a page in use their own path, days, hour and zone, as the command line says them', async () => {
    const server = await startNginx(site.folder, '/data/');
    const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.goto(`${server.address}ways/rsync/`);
      await page.fill('[name=collection]', 'jdoe@spring-house.southlight.example:/export/raw/curie-lab/GRID1');
      await page.fill('[name=destination]', '/srv/data/GRID1');
      await page.click('.more > summary');
      await page.fill('[name=collected]', '2026-11-20');
      await page.click('button[type=submit]');
      await page.waitForFunction(() => document.activeElement?.matches('#commands, .problem-summary'));
      expect(await page.inputValue('[name=storage]:checked')).toBe('spring-house.southlight.example');
      const shown = await page.locator('command-form .plan pre').allTextContents();
      const days = await page.textContent('.deletion .notice');
      const asked = ['--account=jdoe', '--lab=curie-lab', '--collection=GRID1', '--to=/srv/data/GRID1'];
      const more = ['--collected=2026-11-20', '--storage=spring-house.southlight.example', '--json'];
      const { stdout } = runScript(folder, ['cli', '--', 'rsync', ...asked, ...more]);
      const plan = JSON.parse(stdout) as Pick<Plan, 'notices'> & {
        steps: { text: string; action: { kind: string } }[];
      };
      expect(shown).toEqual(plan.steps.flatMap(({ text, action }) => (action.kind === 'command' ? [text] : [])));
      expect(shown.map((text) => text.replaceAll(' \\\n  ', ' '))).toContain(
        `ssh jdoe@spring-house.southlight.example ${askRsync}${lookBefore}/export/raw/curie-lab/GRID1/. ${lookAfter}`,
      );
      expect(days?.replace('Note: ', '').trim()).toBe(plan.notices[0]?.text);
      expect(days).toContain('2026-12-02');
      expect(shown.join('\n')).not.toContain('cold-store');
      // A command of the page's author, live by itself.
      await expect
        .poll(() => page.textContent('personal-command pre'))
        .toBe("ssh jdoe@spring-house.southlight.example 'ls -ltr /export/raw/curie-lab'");
    } finally {
      await browser.close();
      await server.stop();
    }
  });
});

describe('a site that stands in a folder of its host', () => {
  it('has links, scripts and pictures that stay in it and are there', () => {
    const faults = site.pages.flatMap((page) => {
      // Of the page 404 Starlight names an address that nobody follows.
      const followed = page.elements.filter(
        (element) => page.path !== '/404.html' || attributeOf(element, 'rel') !== 'canonical',
      );
      const addresses = followed.flatMap(addressesOf);
      return addresses
        .flatMap((address) => findFault(address, page, site) ?? [])
        .map((fault) => `${page.path}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  it('has that folder in the links that its scripts and tables write', () => {
    const bare = readFiles(site.folder).filter(
      ({ file, text }) => /\.(js|html)$/.test(file) && /["'`(]\/(ways|troubleshooting|maintain)\//.test(text),
    );
    expect(bare.map(({ file }) => file)).toEqual([]);
    expect(findPage(site.pages, '/ways/rsync/').html).toContain('<a href="/data/troubleshooting/#step-');
    const [shared] = readFiles(site.folder).filter(({ file }) => file.startsWith('_astro/page.'));
    expect(shared?.text).toContain('/data/');
  });

  it('is served there by nginx, with its own page 404', async () => {
    const server = await startNginx(site.folder, '/data/');
    try {
      const ask = (path: string): Promise<Response> => fetch(server.address + path, { redirect: 'manual' });
      const statuses = await Promise.all(site.pages.map(async ({ path }) => (await ask(path.slice(1))).status));
      expect(statuses).toEqual(site.pages.map(() => 200));
      const missing = await ask('no-such-page');
      expect([missing.status, await missing.text()]).toEqual([404, findPage(site.pages, '/404.html').html]);
      expect((await ask('ways/rsync')).headers.get('location')).toBe('/data/ways/rsync/');
      expect((await ask('sw.js')).headers.get('cache-control')).toBe('no-cache');
    } finally {
      await server.stop();
    }
  });

  it('tells programs its full address: search engines, language models, and whoever shows a link', () => {
    const top = 'https://em.northlight.example/data/';
    const read = (file: string): string => readFileSync(site.folder + file, 'utf8');
    const { html } = findPage(site.pages, '/ways/rsync/');
    expect(html).toContain(`<link rel="canonical" href="${top}ways/rsync/"/>`);
    expect(html).toContain(`<meta property="og:image" content="${top}social-card.png"/>`);
    expect(read('social-card.png').slice(1, 4)).toBe('PNG');
    expect(read('sitemap-0.xml')).toContain(`<loc>${top}ways/rsync/</loc>`);
    expect(read('robots.txt')).toBe(`User-agent: *\nAllow: /\nSitemap: ${top}sitemap-index.xml\n`);
    expect(read('llms.txt')).toContain(`- [Fetch with rsync](${top}ways/rsync.md): Your own computer fetches`);
    expect(read('ways/rsync.md')).toContain(`](/data/troubleshooting/#step-`);
  });
});

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from '../rigs/chromium.ts';
import { violationsOf } from './axe.ts';
import { openSite } from './site.ts';
import type { Site, Visit } from './site.ts';

const names = [
  'a.eer',
  'b.eer',
  'sub dir/c.eer',
  'empty.txt',
  '.hidden',
  `it's "q" <img src=x onerror=alert(1)>&amp;.mrc`,
  'M\u00fcller.mrc',
  'Mu\u0308nster.mrc',
  'new\nline',
  'back\\slash',
  ' lead',
  'trail ',
  '[1] #2 %41.mrc',
];

let site: Site;
let folder: string;
let copies = 0;
beforeAll(async () => {
  site = await openSite();
  folder = mkdtempSync(join(tmpdir(), 'whole-'));
  const made = join(folder, 'GRID1');
  mkdirSync(join(made, 'sub dir'), { recursive: true });
  for (const name of names)
    writeFileSync(join(made, name), name === 'empty.txt' ? '' : `The data of ${name}`.repeat(100));
  writeList(made, 'md5sum', join(folder, 'GRID1.md5'));
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

function writeList(of: string, program: string, list: string): void {
  const line = `find . -type f -print0 | sort -z | xargs -0 ${program} > "$1" 2> /dev/null`;
  execFileSync('sh', ['-c', line, 'sh', list], { cwd: of });
}

/** A copy of the collection that a test may harm, by its path. */
function copyIt(): string {
  copies += 1;
  const copy = join(folder, String(copies), 'GRID1');
  cpSync(join(folder, 'GRID1'), copy, { recursive: true });
  return copy;
}

/** Opens the page, and waits until it answers. */
async function openCheck(options = {}): Promise<Visit> {
  const visit = await site.open('/whole/', options);
  await visit.page.waitForSelector('check-copy fieldset:enabled');
  return visit;
}

/** Chooses a list and a folder, or the text of a list to paste. */
async function choose(page: Page, list: string | { readonly pasted: string }, copy: string | string[]): Promise<void> {
  if (typeof list === 'string') await page.setInputFiles('#check-list', list);
  else {
    await page.click('check-copy .field summary');
    await page.fill('check-copy textarea', list.pasted);
  }
  await page.setInputFiles('#check-folder', copy);
  await page.waitForFunction(() => document.querySelector('#check-folder-found')?.textContent);
}

const press = (page: Page): Promise<void> => page.click('check-copy [type=submit]');

/** What the page says at the end: the result, and the names below each heading. */
async function readAnswer(page: Page): Promise<{ result: string; verdict: string; groups: Record<string, string[]> }> {
  await page.waitForSelector('check-copy .verdict');
  return page.evaluate(() => {
    const verdict = document.querySelector<HTMLElement>('check-copy .verdict');
    const groups = [...document.querySelectorAll('check-copy .checked > details:not(.receipt)')].map((group) => [
      group.querySelector('summary')?.textContent.split(/[:(]/)[0]?.trim() ?? '',
      [...group.querySelectorAll('li')].map(({ textContent }) => textContent),
    ]);
    return {
      result: verdict?.textContent.replace(/^\S+ /, '') ?? '',
      verdict: verdict?.dataset.verdict ?? '',
      groups: Object.fromEntries(groups) as Record<string, string[]>,
    };
  });
}

/** Compares, by a visit of its own, in which nothing may be at fault. */
async function compare(list: string | { readonly pasted: string }, copy: string | string[]) {
  const { page, faults, requests } = await openCheck();
  await choose(page, list, copy);
  await press(page);
  const answer = await readAnswer(page);
  expect(faults).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(`${site.origin}/`))).toEqual([]);
  await site.leave(page);
  return answer;
}

describe('a whole copy', () => {
  it.each(['md5sum', 'sha256sum', 'sha512sum --tag', 'shasum', 'b2sum'])(
    'is found whole by a list of %s, whatever its names',
    async (program) => {
      const list = join(folder, `GRID1.${program.replaceAll(' ', '')}`);
      writeList(join(folder, 'GRID1'), program, list);
      const { result, verdict, groups } = await compare(list, join(folder, 'GRID1'));
      expect(result).toBe(`All ${String(names.length)} files are as in the list.`);
      expect(verdict).toBe('whole');
      // Chromium hands it over with a slash.
      expect(groups).toEqual({
        'Written otherwise here, with the same bytes': ['./back\\slash is here GRID1/back/slash'],
      });
    },
  );

  it.each(['xxhsum -H0', 'xxhsum -H1', 'xxhsum -H2', 'xxhsum -H3'])(
    'is found whole by a list of %s',
    async (program) => {
      const copy = copyIt();
      rmSync(join(copy, 'new\nline'));
      const list = join(folder, 'xxhsum.list');
      writeList(copy, program, list);
      expect((await compare(list, copy)).result).toBe(`All ${String(names.length - 1)} files are as in the list.`);
    },
  );

  it('is found whole where its names were changed on the way, and as one of a larger folder', async () => {
    const copy = copyIt();
    renameSync(join(copy, 'M\u00fcller.mrc'), join(copy, 'Mu\u0308ller.mrc'));
    renameSync(join(copy, 'Mu\u0308nster.mrc'), join(copy, 'M\u00fcnster.mrc'));
    renameSync(join(copy, 'new\nline'), join(copy, 'new_line'));
    writeFileSync(join(copy, '../GRID1.md5'), readFileSync(join(folder, 'GRID1.md5')));
    const { result, groups } = await compare(join(copy, '../GRID1.md5'), join(copy, '..'));
    expect(result).toBe(`All ${String(names.length)} files are as in the list.`);
    expect(groups['Not compared']).toHaveLength(1);
    expect(groups['Written otherwise here, with the same bytes']).toHaveLength(4);
  });

  it('is found whole by a list that was pasted, as Windows writes it', async () => {
    const copy = copyIt();
    for (const name of names.slice(2)) rmSync(join(copy, name));
    const lines = names.slice(0, 2).map((name) => {
      const hash = createHash('sha256')
        .update(readFileSync(join(copy, name)))
        .digest('hex');
      return `"SHA256","${hash.toUpperCase()}","D:\\data\\GRID1\\${name}"`;
    });
    const { result } = await compare({ pasted: ['"Algorithm","Hash","Path"', ...lines].join('\r\n') }, copy);
    expect(result).toBe('All 2 files are as in the list.');
  });

  it('gives a receipt to save and to copy, with the hash of the list', async () => {
    const { page } = await openCheck();
    await choose(page, join(folder, 'GRID1.md5'), join(folder, 'GRID1'));
    await press(page);
    await readAnswer(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-does=save]')]);
    expect(download.suggestedFilename()).toBe('GRID1.md5.receipt.txt');
    const saved = readFileSync(await download.path(), 'utf8');
    const bytes = readFileSync(join(folder, 'GRID1.md5'));
    expect(saved).toContain(`\nResult: All ${String(names.length)} files are as in the list.\n`);
    expect(saved).toContain(`\nSHA-256 of the list: ${createHash('sha256').update(bytes).digest('hex')}\n`);
    expect(saved).toContain('\nHashes: MD5\n');
    expect(await page.textContent('.receipt pre')).toBe(saved);
    await page.click('[data-does=copy]');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(saved);
    await site.leave(page);
  });
});

describe('a copy is not found whole', () => {
  const harm: readonly [string, (copy: string) => void, string, Record<string, string[]>][] = [
    [
      'of one byte',
      (copy) => {
        writeFileSync(join(copy, 'a.eer'), 'Thf data of a.eer'.repeat(100));
      },
      'NOT whole: 1 file changed.',
      { Changed: ['GRID1/a.eer'] },
    ],
    [
      'where a file is missing',
      (copy) => {
        rmSync(join(copy, 'b.eer'));
      },
      'NOT whole: 1 file missing.',
      { Missing: ['./b.eer'] },
    ],
    [
      'where a file is empty',
      (copy) => {
        truncateSync(join(copy, 'a.eer'), 0);
      },
      'NOT whole: 1 file cut.',
      { Cut: ['GRID1/a.eer'] },
    ],
    [
      'where a file was cut',
      (copy) => {
        truncateSync(join(copy, 'a.eer'), 100);
      },
      'NOT whole: 1 file changed.',
      { Changed: ['GRID1/a.eer'] },
    ],
    [
      'where two were exchanged',
      (copy) => {
        renameSync(join(copy, 'a.eer'), join(copy, 'x'));
        renameSync(join(copy, 'b.eer'), join(copy, 'a.eer'));
        renameSync(join(copy, 'x'), join(copy, 'b.eer'));
      },
      'NOT whole: 2 files changed.',
      { Changed: ['GRID1/a.eer', 'GRID1/b.eer'] },
    ],
    [
      'where it has more than the list',
      (copy) => {
        writeFileSync(join(copy, '<b>more</b>'.replace('/', '')), 'x');
      },
      'NOT proven whole: 1 file not in the list.',
      { Extra: ['GRID1/<b>more<b>'] },
    ],
  ];
  it.each(harm)('%s', async (_, hurt, result, groups) => {
    const copy = copyIt();
    hurt(copy);
    const answer = await compare(join(folder, 'GRID1.md5'), copy);
    expect(answer.result).toBe(result);
    expect(answer.verdict).not.toBe('whole');
    expect(answer.groups).toMatchObject(groups);
  });

  it.each<[string, (list: string) => string, RegExp]>([
    [
      'ends in the middle of a line',
      (list) => list.slice(0, -1),
      /^NOT proven whole: the list may have been cut short\.$/,
    ],
    [
      'ends in the middle of a hash',
      (list) => list.slice(0, list.lastIndexOf('\n', list.length - 2) + 10),
      /^NOT proven whole: 1 file not in the list, 1 line of the list could not be understood, the list may/,
    ],
    [
      'ends after some of its lines',
      (list) => list.split('\n').slice(0, 5).join('\n') + '\n',
      /^NOT proven whole: \d files not in the list\.$/,
    ],
    [
      'counts more than it has',
      (list) => `${list}# 200 files, 12345 bytes\n`,
      /^NOT proven whole: the list is not as long as it says\.$/,
    ],
    [
      'has a file twice, with different hashes',
      (list) => `${list}${'0'.repeat(32)}  ./a.eer\n`,
      /^NOT proven whole: 1 file listed twice with different hashes\.$/,
    ],
  ])('by a list that %s', async (_, change, result) => {
    copies += 1;
    const list = join(folder, `changed-${String(copies)}.md5`);
    writeFileSync(list, change(readFileSync(join(folder, 'GRID1.md5'), 'utf8')));
    const answer = await compare(list, join(folder, 'GRID1'));
    expect(answer.result).toMatch(result);
    expect(answer.verdict).toBe('not proven');
  });

  it('where a file is gone before it is read', async () => {
    const copy = copyIt();
    const { page } = await openCheck();
    await choose(page, join(folder, 'GRID1.md5'), copy);
    rmSync(join(copy, 'b.eer'));
    writeFileSync(join(copy, 'a.eer'), 'changed since it was chosen');
    await press(page);
    const { verdict, groups } = await readAnswer(page);
    expect(verdict).not.toBe('whole');
    expect(Object.values(groups).flat()).toEqual(expect.arrayContaining(['GRID1/a.eer', 'GRID1/b.eer']));
    await site.leave(page);
  });
});

describe('the page says what to do', () => {
  it.each<[string, string, string]>([
    ['an empty list', '', 'The list is empty.'],
    ['a text that is no list', 'Dear all,\n\nplease find attached\n', 'No line of the list has a hash and a name.'],
    [
      'hashes of other kinds',
      `SM3 (a.eer) = ${'0'.repeat(64)}\n`,
      'The list has hashes of a kind that cannot be computed here: SM3.',
    ],
  ])('with %s', async (_, text, problem) => {
    const list = join(folder, 'strange.txt');
    writeFileSync(list, text);
    const { page } = await openCheck();
    await page.setInputFiles('#check-list', list);
    await expect.poll(() => page.textContent('#check-list-problem')).toContain(problem);
    await press(page);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('check-list');
    await site.leave(page);
  });

  it('with nothing chosen, a folder without files, and the folder of another list', async () => {
    const { page } = await openCheck();
    await press(page);
    expect(await page.textContent('#check-list-problem')).toBe('Choose the list of checksums, or paste it.');
    await page.setInputFiles('#check-list', join(folder, 'GRID1.md5'));
    await expect
      .poll(() => page.textContent('#check-list-found'))
      .toBe(`GRID1.md5: ${String(names.length)} files, by MD5 or XXH128`);
    await press(page);
    expect(await page.textContent('#check-folder-problem')).toContain('The folder has no files.');
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'z.eer'), 'z');
    await page.setInputFiles('#check-folder', other);
    await press(page);
    await expect
      .poll(() => page.textContent('#check-folder-problem'))
      .toContain('No name of the list is in the folder “other”.');
    await site.leave(page);
  });

  it('with two copies in one folder', async () => {
    const two = join(folder, 'two');
    for (const name of ['GRID1', 'again']) cpSync(join(folder, 'GRID1'), join(two, name), { recursive: true });
    const { page } = await openCheck();
    await choose(page, join(folder, 'GRID1.md5'), two);
    await press(page);
    await expect
      .poll(() => page.textContent('#check-folder-problem'))
      .toContain('The list fits “two/GRID1/” and “two/again/” equally well.');
    await site.leave(page);
  });
});

describe('a long comparison', () => {
  let large: string;
  beforeAll(() => {
    large = join(folder, 'large');
    mkdirSync(large);
    for (const name of ['a.eer', 'b.eer']) {
      writeFileSync(join(large, name), '');
      truncateSync(join(large, name), 600_000_000);
    }
    writeList(large, 'md5sum', join(folder, 'large.md5'));
  });

  it('can be paused, goes on, and reads every byte', async () => {
    const { page, faults } = await openCheck();
    await choose(page, join(folder, 'large.md5'), large);
    await press(page);
    await page.click('[data-does=pause]');
    const readBytes = (): Promise<number> =>
      page.$eval('check-copy progress', (bar) => (bar as HTMLProgressElement).value);
    // What was being read is told once more.
    let before = NaN;
    await expect
      .poll(async () => {
        const last = before;
        before = await readBytes();
        return last === before;
      })
      .toBe(true);
    expect(await page.locator('.verdict').count()).toBe(0);
    expect(await page.textContent('[data-does=pause]')).toBe('Go on');
    await page.click('[data-does=pause]');
    expect((await readAnswer(page)).result).toBe('All 2 files are as in the list.');
    expect(await page.textContent('.receipt pre')).toContain('1200000000 bytes read');
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('can be stopped, and says how far it came', async () => {
    const { page } = await openCheck();
    await choose(page, join(folder, 'large.md5'), large);
    await press(page);
    await page.click('[data-does=pause]');
    await page.click('[data-does=stop]');
    const { result, verdict } = await readAnswer(page);
    expect(result).toBe('Stopped: 0 of 2 files were compared. Nothing is known of the others.');
    expect(verdict).toBe('not proven');
    await site.leave(page);
  });
});

it('every byte is read though the garbage of the workers is collected all the while', async () => {
  const large = join(folder, 'collected');
  mkdirSync(large);
  writeFileSync(join(large, 'a.eer'), '');
  truncateSync(join(large, 'a.eer'), 400_000_000);
  for (let index = 0; index < 600; index += 1) writeFileSync(join(large, `${String(index)}.mrc`), String(index));
  writeList(large, 'md5sum', join(folder, 'collected.md5'));
  const args = ['--no-sandbox', '--js-flags=--expose-gc'];
  const browser = await chromium.launch({ executablePath: chromiumPath, args });
  const page = await browser.newPage();
  let collecting = 0;
  page.on('worker', (worker) => {
    const begun = worker.evaluate(() =>
      setInterval(() => {
        (globalThis as unknown as { gc(): void }).gc();
      }, 20),
    );
    begun.then(
      () => (collecting += 1),
      // It had done its work before.
      () => undefined,
    );
  });
  await page.goto(`${site.origin}/whole/`);
  await page.waitForSelector('check-copy fieldset:enabled');
  await choose(page, join(folder, 'collected.md5'), large);
  await press(page);
  expect((await readAnswer(page)).result).toBe('All 601 files are as in the list.');
  expect(collecting).toBeGreaterThan(0);
  await browser.close();
});

it('a folder and its list can be dropped together, and a folder of more than 100 files is read whole', async () => {
  const many = join(folder, 'many');
  for (let index = 0; index < 250; index += 1) {
    mkdirSync(join(many, String(index % 2)), { recursive: true });
    writeFileSync(join(many, String(index % 2), `${String(index)}.mrc`), String(index));
  }
  writeList(many, 'md5sum', join(folder, 'many.md5'));
  const { page, faults } = await openCheck({});
  const session = await page.context().newCDPSession(page);
  const { x = 0, y = 0 } = (await page.locator('#check-folder-field').boundingBox()) ?? {};
  const data = { items: [], files: [many, join(folder, 'many.md5')], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: x + 9, y: y + 9, data });
  }
  await expect.poll(() => page.textContent('#check-list-found')).toBe('many.md5: 250 files, by MD5 or XXH128');
  await press(page);
  expect((await readAnswer(page)).result).toBe('All 250 files are as in the list.');
  expect(faults).toEqual([]);
  await site.leave(page);
});

it('works without a network after one visit', async () => {
  const own = await openSite();
  const { page } = await own.open('about:blank', { serviceWorkers: 'allow' });
  await page.goto(`${own.origin}/`);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await page.context().setOffline(true);
  await own.server.stop();
  await page.goto(`${own.origin}/whole/`);
  await page.waitForSelector('check-copy fieldset:enabled');
  await choose(page, join(folder, 'GRID1.md5'), join(folder, 'GRID1'));
  await press(page);
  expect((await readAnswer(page)).verdict).toBe('whole');
  await own.leave(page);
  await own.close();
});

it('an answer has no faults, light and dark, fits 390 pixels, and hostile names are text', async () => {
  const copy = copyIt();
  rmSync(join(copy, names[5] ?? ''));
  writeFileSync(join(copy, `${'long'.repeat(40)}<script>alert(1)<`), 'x');
  const { page } = await openCheck({ viewport: { width: 390, height: 800 } });
  await choose(page, join(folder, 'GRID1.md5'), copy);
  await press(page);
  const { groups } = await readAnswer(page);
  expect(groups.Missing).toEqual([`./${names[5] ?? ''}`]);
  expect(await page.locator('check-copy .checked :is(img, script)').count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('.checked details')) folded.setAttribute('open', '');
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await violationsOf(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => page.getAttribute('html', 'data-theme')).toBe('dark');
  expect(await violationsOf(page, ['color-contrast'])).toEqual([]);
  await site.leave(page);
});

it('the receipt is on paper, and without JavaScript the page says what to use instead', async () => {
  const { page } = await openCheck({});
  await choose(page, join(folder, 'GRID1.md5'), join(folder, 'GRID1'));
  await press(page);
  await readAnswer(page);
  const paper = join(folder, 'paper.pdf');
  await page.pdf({ path: paper, format: 'A4' });
  const text = execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8' });
  expect(text).toContain('SHA-256 of the list:');
  expect(text).not.toContain('Check every byte');
  await site.leave(page);
  const { page: plain } = await site.open('/whole/', { javaScriptEnabled: false });
  expect(await plain.isVisible('check-copy .notice >> text=md5sum -c')).toBe(true);
  expect(await plain.isVisible('check-copy form')).toBe(false);
  await site.leave(plain);
});

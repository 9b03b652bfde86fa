/**
 * A link with values, as it arrives: whole, mangled on the way, or of no use. What it brings is kept to the letter, and
 * not remembered.
 */
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { fieldsOf, formatAction, formatLink, formatLocalDay, planTransfer } from '../../src/generator/index.ts';
import type { MethodId } from '../../src/generator/index.ts';
import { hostileWords } from '../rigs/hostile-words.ts';
import { makeCommands, openChoices, openSite, plainRequest, turnToForm } from './site.ts';
import type { Site } from './site.ts';

const facility = loadFacility();
const link = formatLink({ method: 'rsync', ...plainRequest, lab: "O'Brien & Söhne #1" });
const guide = '/ways/rsync/';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const commandOf = (page: Page, step: string): Promise<string | null> => page.textContent(`li:has(> #step-${step}) pre`);
const valuesOf = (page: Page): Promise<Record<string, string>> =>
  page.$$eval('command-form form input[type=text]', (inputs) =>
    Object.fromEntries(
      (inputs as HTMLInputElement[]).filter(({ value }) => value).map(({ name, value }) => [name, value]),
    ),
  );
const storedBy = (page: Page): Promise<string | null> => page.evaluate(() => localStorage.getItem('getting-your-data'));

describe('a value of a link', () => {
  const collection = 'GRID1 ';
  const destination = '/srv/data/GRID1 ';

  it('is kept to the letter, whatever is typed into other fields, or opened and left where it stands', async () => {
    const { page } = await site.open(
      `${guide}#${formatLink({ method: 'rsync', ...plainRequest, collection, destination })}`,
    );
    await expect.poll(() => page.textContent('#commands')).toBe('Your commands');
    const copy = await commandOf(page, 'copy');
    expect(copy).toContain("'/srv/data/GRID1 /'");
    await page.fill('[name=account]', 'jdoe2');
    expect(await commandOf(page, 'copy')).toBe(copy?.replace('jdoe@', 'jdoe2@'));
    expect(await page.inputValue('[name=collection]')).toBe(collection);
    // What makes it a field is fetched first.
    for (const key of ['Tab', 'Enter']) {
      await page.click('li:has(> #step-folder) mark');
      await page.focus('li:has(> #step-folder) .command input');
      await page.keyboard.press(key);
    }
    await expect.poll(() => commandOf(page, 'folder')).toBe("mkdir -p '/srv/data/GRID1 '");
    await page.click('command-form button[type=submit]');
    await openChoices(page);
    await page.check('[name=session][value=tmux]');
    expect(await commandOf(page, 'copy')).toBe(copy?.replace('jdoe@', 'jdoe2@'));
    await page.click('nav.sidebar a[href="/ways/drive/"]');
    await expect.poll(() => page.inputValue('[name=collection]')).toBe(collection);
    await site.leave(page);
  });

  it('is not remembered: only what is typed here, and no value that the form refuses', async () => {
    const { page } = await site.open(guide);
    await turnToForm(page);
    await makeCommands(page, plainRequest);
    await page.check('#remember');
    await expect.poll(() => storedBy(page)).toContain('account=jdoe&lab=luger-lab');
    const remembered = await storedBy(page);
    const others = { account: 'somebody', lab: 'a/b', destination: '/srv/elsewhere', computer: 'macos' };
    await page.evaluate((fragment) => (location.hash = fragment), formatLink({ method: 'rsync', ...others }));
    await expect.poll(() => page.inputValue('[name=account]')).toBe('somebody');
    expect(await storedBy(page)).toBe(remembered);
    await page.fill('[name=collection]', 'GRID2');
    expect(await storedBy(page)).toBe(remembered);
    await page.fill('[name=lab]', 'other-lab');
    await expect.poll(() => storedBy(page)).toContain('account=jdoe&lab=other-lab');
    // What is shown of it follows.
    await expect.poll(() => page.textContent('.remembered')).toContain('Account: jdoe, Lab folder: other-lab, ');
    await page.fill('[name=lab]', 'other/lab');
    await expect.poll(() => storedBy(page)).not.toContain('lab=');
    await page.click('[data-does=clear]');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('remember');
    await site.leave(page);
  });

  it('named as every object has something leaves the commands of a page’s author alive', async () => {
    const { page, faults } = await site.open(`/maintain/#${formatLink({ lab: 'luger-lab', storage: 'constructor' })}`);
    await expect.poll(() => page.textContent('personal-command pre')).toContain('luger-lab');
    expect(faults).toEqual([]);
    await site.leave(page);
  });
});

describe('a link that was mangled on the way', () => {
  it.each<[what: string, address: string]>([
    ['with %23 for its #', `${guide}%23${link}`],
    ['with %23, and encoded as a whole', `${guide}%23${encodeURIComponent(link)}`],
    ['with %23, and what a mail program adds', `${guide}%23${link}?utm_source=mail`],
    ['with a # encoded twice', `${guide}%2523${encodeURIComponent(link)}`],
    ['encoded twice', `${guide}#${encodeURIComponent(encodeURIComponent(link))}`],
    ['in the query', `${guide}?${link}`],
    ['in the query, behind something else', `${guide}?utm_source=mail&${link}`],
    ['in the query, before a heading', `${guide}?${link}#keys`],
  ])('%s opens its commands, and no value stays in the address', async (_, address) => {
    const { page, faults } = await site.open(address);
    await page.waitForFunction(() => document.querySelector('#commands')?.textContent === 'Your commands');
    expect(await page.inputValue('[name=lab]')).toBe("O'Brien & Söhne #1");
    expect(page.url()).toBe(`${site.origin}${guide}${address.endsWith('#keys') ? '#keys' : ''}`);
    expect(faults.filter((fault) => !fault.includes('404 (Not Found)'))).toEqual([]);
    await site.leave(page);
  });

  it('leads to no other host, whatever its path', async () => {
    const { page } = await site.open('//example.org/%23v=1&lab=x');
    await page.waitForURL(/#v=1/);
    expect(new URL(page.url()).origin).toBe(site.origin);
    await site.leave(page);
  });

  it.each<[what: string, fragment: string]>([
    ['cut within a character', 'v=1&method=rsync&account=jdoe&lab=luger-lab&collection=GRID1&destination=%2Fsrv%2'],
    ['cut within a value', link.slice(0, link.indexOf('GRID1') + 3)],
    ['cut within a name', link.slice(0, link.indexOf('collection') + 3)],
  ])('%s says so, and gives no plan', async (_, fragment) => {
    // A server gives no page for a path that is cut so.
    const marks = fragment.endsWith('%2') ? ['#'] : ['#', '%23'];
    for (const address of marks.map((mark) => guide + mark + fragment)) {
      const { page } = await site.open(address);
      await expect
        .poll(() => page.locator('.problem-summary li').allTextContents())
        .toEqual([
          expect.stringMatching(
            /^This link was cut or changed on the way, at \w+: its values are not whole\. Ask for it again/,
          ),
        ]);
      expect(await page.textContent('#commands')).toBe('Example');
      expect(await valuesOf(page)).toEqual({});
      await site.leave(page);
    }
  });

  it('pasted over a page with values leaves them as they are', async () => {
    const { page } = await site.open(guide);
    await turnToForm(page);
    await makeCommands(page, plainRequest);
    await page.evaluate((fragment) => (location.hash = fragment), link.slice(0, -3));
    await expect.poll(() => page.textContent('.problem-summary')).toContain('This link was cut');
    expect(await commandOf(page, 'folder')).toBe('mkdir -p /srv/data/GRID1');
    await site.leave(page);
  });

  it.each(['/', '/404.html', '/maintain/', '/maintain/module/', guide])(
    'or of another version says so on %s',
    async (path) => {
      const { page, faults } = await site.open(`${path}#${link.replace('v=1', 'v=99')}`);
      await expect
        .poll(() => page.locator('.problem-summary:visible').allTextContents())
        .toEqual([
          expect.stringContaining('This link is of another version, 99. Ask for a new one, or fill in the form.'),
        ]);
      expect(page.url()).toBe(`${site.origin}${path}`);
      expect(faults).toEqual([]);
      await site.leave(page);
    },
  );
});

/** Any text, most often one that its field takes. */
const draft = (method: MethodId): fc.Arbitrary<Record<string, string>> =>
  fc.record(
    Object.fromEntries(
      Object.entries(fieldsOf(method, facility)).map(([name, { choices, example }]) => [
        name,
        choices
          ? fc.constantFrom(...Object.keys(choices))
          : fc.oneof(
              { arbitrary: fc.constant(example), weight: 54 },
              { arbitrary: fc.constant(''), weight: 6 },
              { arbitrary: fc.constantFrom(...hostileWords, 'constructor', '__proto__', 'x'.repeat(5000)), weight: 1 },
              { arbitrary: fc.string({ unit: 'binary', maxLength: 20 }), weight: 1 },
            ),
      ]),
    ),
  );

it('any draft of strings that is typed into a form gives the plan of the module, or its problems', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const counts = { plans: 0, problems: 0 };
  for (const method of ['rsync', 'globus', 'petalibrary', 'aws', 'drive'] as const) {
    const { page, faults } = await site.open(`/ways/${method}/`);
    await turnToForm(page);
    const seen = await page.evaluate(
      async (drafts) => {
        const fields = document.querySelector('command-form fieldset') ?? document;
        const read = async (values: (typeof drafts)[number]) => {
          for (const input of fields.querySelectorAll<HTMLInputElement>('input[name]')) {
            const value = values[input.name] ?? '';
            if (input.type === 'radio') {
              if (input.value !== value) continue;
              input.checked = true;
            } else input.value = value;
            input.dispatchEvent(new Event('input', { bubbles: true }));
          }
          document.querySelector<HTMLElement>('command-form button[type=submit]')?.click();
          while (document.querySelector('[aria-busy=true]')) await new Promise(requestAnimationFrame);
          const typed = [...fields.querySelectorAll<HTMLInputElement>('.field:not([hidden]) > input')];
          const chosen = [...fields.querySelectorAll<HTMLInputElement>('.field:not([hidden]) :checked')];
          return {
            draft: Object.fromEntries([...typed, ...chosen].map(({ name, value }) => [name, value.trim()])),
            title: document.querySelector('#commands')?.textContent,
            problems: Array.from(document.querySelectorAll('.problem-summary li'), ({ textContent }) => textContent),
            copied: document.querySelector('li:has(> #step-copy) pre')?.textContent,
          };
        };
        const found: Awaited<ReturnType<typeof read>>[] = [];
        for (const values of drafts) found.push(await read(values));
        return found;
      },
      fc.sample(draft(method), { numRuns: 15, seed }),
    );
    for (const { draft: typed, title, problems, copied } of seen) {
      const planned = planTransfer(
        facility,
        { ...typed, method },
        formatLocalDay(new Date(), facility.storage.interim.timeZone),
      );
      const told = `SEED=${String(seed)} ${method} ${JSON.stringify(typed)}`;
      if ('problems' in planned) {
        expect([title, ...problems], told).toEqual(['Example', ...planned.problems.map(({ message }) => message)]);
        counts.problems += 1;
      } else {
        expect([title, problems], told).toEqual(['Your commands', []]);
        const copy = planned.plan.steps.find(({ id }) => id === 'copy')?.action;
        if (copy?.kind === 'command') expect(copied, told).toBe(formatAction(copy));
        counts.plans += 1;
      }
    }
    expect(faults, `SEED=${String(seed)} ${method}`).toEqual([]);
    await site.leave(page);
  }
  console.log(`75 drafts, SEED=${String(seed)}: ${counts.plans} plans, ${counts.problems} with problems`);
  expect(Math.min(counts.plans, counts.problems)).toBeGreaterThan(5);
});

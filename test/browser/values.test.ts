/** One set of values: on every page, changed in place, handed on by a link, remembered when asked for. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { formatLink } from '../../src/generator/index.ts';
import { makeCommands, openSite, plainRequest, turnToForm } from './site.ts';
import type { Site } from './site.ts';

const { interim } = loadFacility().storage;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const commandOf = (page: Page, step: string): Promise<string | null> => page.textContent(`li:has(> #step-${step}) pre`);
const problemsOf = (page: Page): Promise<string[]> => page.locator('.problem-summary li').allTextContents();
const storedBy = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...Object.entries(localStorage), ...Object.entries(sessionStorage)].flat().map(String));

/** A page to whose form somebody has turned. */
async function openForm(path: string): Promise<Page> {
  const { page } = await site.open(path);
  await turnToForm(page);
  return page;
}

describe('a value typed once', () => {
  it('is on every page that asks for it, through pages that do not, and nothing of it is stored', async () => {
    const page = await openForm('/ways/rsync/');
    await makeCommands(page, { ...plainRequest, lab: "O'Brien lab", computer: 'macos' });
    await page.click('nav.sidebar a[href="/"]');
    await page.waitForURL(`${site.origin}/`);
    await page.click('main a[href^="/ways/drive/"] >> nth=0');
    await expect.poll(() => page.inputValue('[name=lab]')).toBe("O'Brien lab");
    expect(await page.inputValue('[name=collection]')).toBe('GRID1');
    expect(await page.isChecked('[name=computer][value=macos]')).toBe(true);
    expect(page.url()).toBe(`${site.origin}/ways/drive/`);
    expect((await storedBy(page)).filter((text) => /Brien|GRID1/.test(text))).toEqual([]);
    await site.leave(page);
  });

  it('fills in the next command of an error, where the step led to it', async () => {
    const page = await openForm('/ways/rsync/');
    await makeCommands(page, plainRequest);
    await page.click('#otherwise-check summary');
    await page.click('#otherwise-check a[href$="step-no-such-folder"]');
    await expect.poll(() => commandOf(page, 'no-such-folder')).toContain('jdoe@');
    expect(page.url()).toBe(`${site.origin}/troubleshooting/#step-no-such-folder`);
    await expect
      .poll(() =>
        page
          .locator('#step-no-such-folder')
          .evaluate((step) => Math.abs(step.getBoundingClientRect().top) < innerHeight),
      )
      .toBe(true);
    await site.leave(page);
  });

  it('is there again after Back, after loading the page again, and after a heading was followed', async () => {
    const page = await openForm('/ways/rsync/');
    await makeCommands(page, plainRequest);
    await page.click('nav.sidebar a[href^="/ways/aws/"]');
    await page.waitForURL(`${site.origin}/ways/aws/`);
    await expect.poll(() => page.inputValue('[name=lab]')).toBe('luger-lab');
    await page.goBack();
    await expect.poll(() => commandOf(page, 'folder')).toBe('mkdir -p /srv/data/GRID1');
    await page.click('.progress a[href="#step-copy"]');
    await page.waitForURL(`${site.origin}/ways/rsync/#step-copy`);
    await page.reload();
    await expect.poll(() => commandOf(page, 'folder')).toBe('mkdir -p /srv/data/GRID1');
    await site.leave(page);
  });

  it('is changed where it stands, by a click or by Enter, and the form has it', async () => {
    const page = await openForm('/ways/rsync/');
    await makeCommands(page, plainRequest);
    await page.click('li:has(> #step-folder) mark');
    expect(await page.getAttribute('.steps pre input', 'aria-label')).toBe('Change: Destination');
    expect(await page.inputValue('.steps pre input')).toBe('/srv/data/GRID1');
    await page.fill('.steps pre input', '/srv/other/GRID1');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('/srv/other/GRID1');
    expect(await commandOf(page, 'space')).toBe('df -hT /srv/other/GRID1');
    expect(await page.inputValue('[name=destination]')).toBe('/srv/other/GRID1');
    await page.keyboard.press('Enter');
    await page.focus('.steps pre input');
    await page.keyboard.type('/srv/third');
    await page.keyboard.press('Escape');
    expect(await commandOf(page, 'folder')).toBe('mkdir -p /srv/other/GRID1');
    await page.keyboard.press('Enter');
    await page.focus('.steps pre input');
    await page.keyboard.type('third');
    await page.keyboard.press('Tab');
    expect(await page.locator('command-form .plan button.copy').count()).toBe(0);
    expect(await page.textContent('li:has(> #step-folder) .missing')).toContain('“third” is not an absolute path.');
    expect(await problemsOf(page)).toEqual(['Destination “third” is not an absolute path.']);
    await site.leave(page);
  });
});

describe('remembering', () => {
  it('is off until asked for, keeps what is the person’s own, is seen, and ends with Clear', async () => {
    const page = await openForm('/ways/rsync/');
    await makeCommands(page, plainRequest);
    expect((await storedBy(page)).join()).not.toContain('jdoe');
    await page.check('#remember');
    await expect
      .poll(() => page.textContent('.remembered'))
      .toBe(
        'Remembered here: Account: jdoe, Lab folder: luger-lab, Your computer: linux, Destination: /srv/data/GRID1, Collection: GRID1.',
      );
    await page.fill('[name=lab]', 'other-lab');
    await expect.poll(async () => (await storedBy(page)).join()).toContain('lab=other-lab');
    expect(await page.evaluate(() => localStorage.getItem('getting-your-data'))).not.toContain('collection');

    const other = await page.context().newPage();
    await other.goto(`${site.origin}/ways/rsync/`);
    await expect.poll(() => other.inputValue('[name=lab]')).toBe('other-lab');
    expect(await other.inputValue('[name=collection]')).toBe('');
    // Two tabs keep their own values, and both know when all is forgotten.
    await other.fill('[name=lab]', 'third-lab');
    expect(await page.inputValue('[name=lab]')).toBe('other-lab');
    await other.click('[data-does=clear]');
    await expect.poll(() => other.inputValue('[name=lab]')).toBe('');
    await expect.poll(() => page.isChecked('#remember')).toBe(false);
    await page.fill('[name=lab]', 'fourth-lab');
    expect((await storedBy(page)).join()).not.toContain('lab');
    await site.leave(page);
  });

  it.each(['forbids it', 'has none'])(
    'is refused in words where the browser %s, and all else works',
    async (storage) => {
      const { page, faults } = await site.open('/', {});
      await page.addInitScript((isForbidden) => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            if (isForbidden) throw new DOMException('The operation is insecure.', 'SecurityError');
            return null;
          },
        });
      }, storage === 'forbids it');
      await page.goto(`${site.origin}/ways/rsync/`);
      await turnToForm(page);
      await makeCommands(page, plainRequest);
      expect(await commandOf(page, 'folder')).toBe('mkdir -p /srv/data/GRID1');
      await page.click('#remember');
      await expect.poll(() => page.textContent('.remembered')).toBe('This browser does not let a page remember.');
      expect(await page.isChecked('#remember')).toBe(false);
      await page.click('nav.sidebar a[href^="/ways/drive/"]');
      await page.waitForURL(`${site.origin}/ways/drive/`);
      await expect.poll(() => page.inputValue('[name=lab]')).toBe('luger-lab');
      // Starlight's own choice of light or dark fails as well.
      expect(faults.filter((fault) => !/insecure|StarlightThemeProvider|reading 'getItem'/.test(fault))).toEqual([]);
      await site.leave(page);
    },
  );
});

/** Links as the first version of this site wrote them: they must be read forever. */
const pinned: Readonly<Record<string, string>> = {
  'v=1&method=rsync&account=jdoe&lab=luger-lab&collection=GRID1&computer=linux&seat=here&destination=%2Fsrv%2Fdata%2FGRID1&session=screen&keys=password&streams=1':
    'mkdir -p /srv/data/GRID1',
  'v=1&method=rsync&account=jdoe&lab=luger-lab&collection=GRID1&computer=windows&destination=D%3A%5Ccryo+em%5CGRID1':
    "New-Item -ItemType Directory -Force -Path 'D:\\cryo em\\GRID1'",
};

describe('a link', () => {
  it('is copied with all values in it, and opens the same commands, its values gone from the address', async () => {
    const page = await openForm('/ways/rsync/');
    await makeCommands(page, { ...plainRequest, lab: "O'Brien & Söhne #1", session: 'tmux' });
    const steps = await page.locator('command-form .steps pre').allTextContents();
    await page.click('[data-does=link]');
    await expect.poll(() => page.textContent('[data-does=link]')).toBe('Copied');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(
      /\/ways\/rsync\/#v=1&method=rsync&sum=\w{4}&account=jdoe&lab=O%27Brien\+%26\+S%C3%B6hne\+%231&/,
    );
    const reader = await site.open(link.slice(site.origin.length));
    await expect.poll(() => reader.page.locator('command-form .steps pre').allTextContents()).toEqual(steps);
    expect(await reader.page.textContent('#commands')).toBe('Your commands');
    expect(reader.page.url()).toBe(`${site.origin}/ways/rsync/`);
    expect(reader.requests.filter((url) => url.includes('Brien'))).toEqual([]);
    await site.leave(reader.page);
    await site.leave(page);
  });

  it.each(Object.entries(pinned))('of the first version is still read: %s', async (fragment, folder) => {
    const page = await openForm(`/ways/rsync/#${fragment}`);
    expect(await commandOf(page, 'folder')).toBe(folder);
    expect(await page.textContent('#commands')).toBe('Your commands');
    await site.leave(page);
  });

  it('pasted into the address of the open page is read too, in place of what was typed', async () => {
    const page = await openForm('/ways/rsync/');
    await makeCommands(page, plainRequest);
    await page.evaluate(() => {
      location.hash = 'v=1&method=rsync&lab=other-lab';
    });
    await expect.poll(() => page.inputValue('[name=lab]')).toBe('other-lab');
    expect(await page.inputValue('[name=account]')).toBe('');
    expect(page.url()).toBe(`${site.origin}/ways/rsync/`);
    await site.leave(page);
  });

  const whole = 'account=jdoe&lab=luger-lab&collection=GRID1&destination=/srv/data/GRID1';
  it.each([
    [
      'an unknown version',
      `v=99&method=rsync&${whole}`,
      'This link is of another version, 99. Ask for a new one, or fill in the form.',
    ],
    [
      'a giant',
      `v=1&method=rsync&${whole}&more=${'x'.repeat(9000)}`,
      /^This link is longer than a link can be: \d+ characters\./,
    ],
    [
      'another method',
      `v=1&method=globus&${whole}`,
      'This link is for another way of getting data: globus. Open the guide to it, or fill in the form.',
    ],
    [
      'a script for a method',
      `v=1&method=${encodeURIComponent('<script>alert(1)</script>')}&${whole}`,
      /another way of getting data: <script>/,
    ],
    [
      'a value twice',
      `v=1&method=rsync&${whole}&lab=b`,
      'This link has a part that cannot be read: lab. Ask for a new one, or fill in the form.',
    ],
    ['the name of what every object has', `v=1&method=rsync&${whole}&__proto__=x`, /cannot be read: __proto__/],
    ['bytes that are no text', `v=1&method=rsync&${whole}&more=%FF%FE`, /cannot be read: more/],
    [
      'an option in place of an account',
      `v=1&method=rsync&${whole.replace('jdoe', '-oProxyCommand=id')}`,
      /^Account “-oProxyCommand=id” has the character “=”/,
    ],
    [
      'a line break',
      `v=1&method=rsync&${whole.replace('GRID1&', 'GRID1%0Aid&')}`,
      /^Collection “GRID1⟨U\+000A⟩id” has a line break/,
    ],
    ['an escape character', `v=1&method=rsync&${whole.replace('luger', '%1B[31m')}`, /U\+001B/],
    ['a quote mark of private use', `v=1&method=rsync&${whole.replace('luger', '%EE%80%A7')}`, /U\+E027/],
    [
      'a choice that there is not',
      `v=1&method=rsync&${whole}&session=rm+-rf`,
      /^Keep it running with: “rm -rf” is not one of the choices\./,
    ],
    [
      'a destination on the storage server',
      `v=1&method=rsync&${whole.replace('/srv', interim.path)}`,
      /is on the storage server/,
    ],
  ])('with %s gives the form, a message, and no command', async (_, fragment, message) => {
    const { page, faults } = await site.open(`/ways/rsync/#${fragment}`);
    await expect.poll(() => problemsOf(page)).toEqual([expect.stringMatching(message)]);
    expect(await page.isVisible('.problem-summary')).toBe(true);
    expect(await page.isEnabled('[name=lab]')).toBe(true);
    expect(await page.textContent('#commands')).toBe('Example');
    expect(await page.locator('command-form .plan button.copy, .hand-on:visible').count()).toBe(0);
    expect(page.url()).toBe(`${site.origin}/ways/rsync/`);
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('prepared by staff greets the user with what is left to fill in, and opens that form', async () => {
    const page = await openForm('/ways/rsync/');
    await page.fill('[name=lab]', 'luger-lab');
    await page.fill('[name=collection]', 'GRID1');
    await page.click('summary:has-text("prepare a link for a user")');
    await page.click('[data-does=invite]');
    const link = `${site.origin}/ways/rsync/#${formatLink({ method: 'rsync', lab: 'luger-lab', collection: 'GRID1' })}`;
    const message = (await page.textContent('.invitation pre >> nth=0')) ?? '';
    expect(message).toContain(`\n\n${link}\n\n`);
    expect(message).toContain('What we know is filled in: lab folder, collection.');
    expect(message).toContain('Still to be filled in by you: account, your computer, destination.');
    await page.click('.invitation button >> nth=1');
    await expect.poll(() => page.textContent('.invitation button >> nth=1')).toBe('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    const user = await openForm(link.slice(site.origin.length));
    expect(await user.inputValue('[name=lab]')).toBe('luger-lab');
    expect(await problemsOf(user)).toEqual([]);
    expect(await user.locator('li:has(> #step-copy) .missing a').allTextContents()).toEqual(['Account', 'Destination']);
    await page.fill('[name=lab]', 'a/b');
    await page.click('[data-does=invite]');
    await expect.poll(() => page.textContent('.invitation')).toContain('Lab folder “a/b” has a slash.');
    await site.leave(page);
    await site.leave(user);
  });
});

import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { fieldsOf, formatLink } from '../../src/generator/index.ts';
import { commandLine } from '../rigs/command-line.ts';
import { holdBack, holdRest, makeCommands, openChoices, openSite, plainRequest, turnToForm } from './site.ts';
import type { Site, Typed } from './site.ts';
import { longDestination, readWide, readWordLines } from './word-lines.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

interface CliStep {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly expect: string;
  readonly action: { readonly kind: string };
}

/** The steps that the command line prints for the same values. */
function runCli(typed: Typed): CliStep[] {
  const fields = fieldsOf('rsync');
  const args = Object.entries(typed).map(([name, value]) => `--${fields[name]?.flag ?? name}=${String(value)}`);
  const printed = execFileSync(process.execPath, [commandLine, 'rsync', '--json', ...args], { encoding: 'utf8' });
  return (JSON.parse(printed) as { steps: CliStep[] }).steps;
}

const hostile = `it's "$HOME" \`id\` $(id) & <b>!1<b> é`;

const requests: Record<string, Typed> = {
  'names nobody would dare to use': {
    account: 'jane.doe@colostate.edu',
    lab: hostile,
    collection: `-${hostile}\\`,
    destination: `/srv/${hostile}/-${hostile}\\`,
    session: 'tmux',
  },
  macOS: { ...plainRequest, computer: 'macos', collection: 'GRID 1', destination: '/Volumes/Data/GRID 1' },
  'Windows with WSL': { ...plainRequest, computer: 'wsl', destination: '/mnt/d/GRID1', session: 'none' },
  'Windows without WSL': { ...plainRequest, computer: 'windows', destination: 'D:\\cryo em\\GRID1' },
  'a NAS that fetches by itself': {
    ...{ ...plainRequest, computer: 'nas', nas: 'nas.example.edu', nasAccount: 'jane' },
    destination: "/volume1/cryo em/it's GRID1",
  },
  'names so long that the command is continued': {
    ...plainRequest,
    lab: 'l'.repeat(250),
    collection: 'c'.repeat(250),
    destination: `/srv/${'d'.repeat(250)}/${'c'.repeat(250)}`,
  },
};

describe('the commands of the page', () => {
  it.each(Object.entries(requests))(
    'are copied byte for byte as the command line prints them: %s',
    async (_, typed) => {
      const { page, faults } = await site.open('/ways/rsync/');
      await makeCommands(page, typed);
      const steps = runCli(typed);
      const commands = steps.filter(({ action }) => action.kind === 'command');
      expect(await page.locator('.steps h4').allTextContents()).toEqual(steps.map(({ title }) => title));
      expect(await page.locator('command-form button.copy').count()).toBe(commands.length);
      for (const { id, text } of commands) {
        await page.click(`li:has(> #step-${id}) button.copy`);
        await expect.poll(() => page.textContent(`li:has(> #step-${id}) button.copy`)).toBe('Copied');
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
        expect(await page.textContent(`li:has(> #step-${id}) pre`)).toBe(text);
      }
      expect(faults).toEqual([]);
      await site.leave(page);
    },
  );

  it('mark what was filled in, and explain every word of every command', async () => {
    const { page } = await site.open('/ways/rsync/');
    await makeCommands(page, plainRequest);
    expect(await page.locator('li:has(> #step-copy) pre mark').allTextContents()).toEqual([
      'jdoe',
      'luger-lab',
      'GRID1',
      '/srv/data/GRID1',
    ]);
    await page.locator('#explain-space summary').click();
    expect(await page.locator('#explain-space dl > dt').allTextContents()).toEqual(['df', '-hT', '/srv/data/GRID1']);
    expect(await page.locator('#explain-space dl > dd').first().textContent()).toBe('Shows how full a disk is, df(1)');
    await site.leave(page);
  });

  it('say where they are typed and what to expect, and show keys as keys', async () => {
    const { page } = await site.open('/ways/rsync/');
    await makeCommands(page, plainRequest);
    const steps = await page.locator('.steps > li').count();
    expect(await page.locator('.steps > li .place').count()).toBe(steps);
    expect(await page.locator('.steps > li:has-text("You should see:")').count()).toBe(steps);
    expect(await page.locator('li:has(> #step-detach) kbd').allTextContents()).toEqual(['Ctrl', 'A', 'D']);
    expect(await page.locator('li:has(> #step-detach) pre').count()).toBe(0);
    await site.leave(page);
  });

  it('follow each change of a value, and keep open what was opened', async () => {
    const { page } = await site.open('/ways/rsync/');
    await makeCommands(page, plainRequest);
    await page.click('#explain-copy summary');
    await page.fill('[name=collection]', 'GRID2');
    expect(await page.textContent('li:has(> #step-check) pre')).toContain('luger-lab/GRID2');
    expect(await page.getAttribute('#explain-copy', 'open')).toBe('');
    await page.check('[name=session][value=none]');
    expect(await page.locator('#step-session').count()).toBe(0);
    expect(await page.locator('.notes .notice').allTextContents()).toContain(
      'Note: The copy ends when this terminal closes. Leave it open, or use screen or tmux.',
    );
    await site.leave(page);
  });

  it.each([1280, 390, 320])(
    'have no break in a word but one that is longer than a line, at %d pixels',
    async (width) => {
      const draft = { method: 'rsync', ...plainRequest, destination: longDestination };
      const viewport = { width, height: 800 };
      const { page } = await site.open(`/ways/rsync/#${formatLink(draft)}`, { viewport });
      await expect.poll(() => page.textContent('#commands')).toBe('Your commands');
      const words = await page.evaluate(readWordLines);
      expect(words.length).toBeGreaterThan(100);
      expect(words.filter(({ lines, needed }) => lines !== needed)).toEqual([]);
      expect(words.filter(({ lines }) => lines > 1).map(({ word }) => word)).toContain(`${longDestination}/`);
      expect(await page.evaluate(readWide)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      // A value is longer than the line where it is typed, too.
      await page.click('li:has(> #step-folder) mark');
      await page.waitForSelector('li:has(> #step-folder) .command input');
      expect(await page.evaluate(readWide)).toEqual([]);
      await site.leave(page);
    },
  );

  it('show a hostile value as text, never as markup', async () => {
    const { page, faults } = await site.open('/ways/rsync/');
    const name = '<img src=x onerror=alert(1)>"><script>alert(2)</script>';
    await makeCommands(page, { ...plainRequest, lab: name.replaceAll('/', '-'), destination: `/srv/${name}` });
    expect(await page.locator('command-form :is(img, script)').count()).toBe(0);
    expect(await page.textContent('li:has(> #step-folder) pre')).toBe(`mkdir -p '/srv/${name}'`);
    expect(faults).toEqual([]);
    await site.leave(page);
  });
});

describe('the worked example', () => {
  it('names what is missing in each step, fills in what is there, and follows what is chosen', async () => {
    const { page } = await site.open('/ways/rsync/');
    await turnToForm(page);
    expect(await page.textContent('#commands')).toBe('Example');
    const missingIn = (step: string): Promise<string[]> =>
      page.locator(`li:has(> #step-${step}) .missing a`).allTextContents();
    expect(await missingIn('check')).toEqual(['Account', 'Lab folder', 'Collection']);
    expect(await missingIn('folder')).toEqual(['Destination']);
    expect(await page.textContent('li:has(> #step-session) pre')).toMatch(/^screen /);
    await openChoices(page);
    await page.check('[name=session][value=tmux]');
    expect(await page.textContent('li:has(> #step-session) pre')).toMatch(/^tmux /);
    await page.check('[name=computer][value=windows]');
    await expect.poll(() => page.textContent('li:has(> #step-space) pre')).toBe('Get-PSDrive D');
    await page.fill('[name=account]', 'jdoe');
    expect(await missingIn('check')).toEqual(['Lab folder', 'Collection']);
    // What a command hides where it came from waits for all.
    expect(await missingIn('space')).toEqual(['Destination']);
    expect(await page.textContent('li:has(> #step-check) pre')).toMatch(
      /^ssh jdoe@[^ ]+ 'cd [^ ]+\/YOUR-LAB\/YOUR-COLLECTION && [^"\n]+$/,
    );
    await page.click('li:has(> #step-check) .missing a >> nth=0');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-lab');
    await site.leave(page);
  });
});

describe('a problem', () => {
  it('of an empty form is told on top and beside each field, and the summary has the focus', async () => {
    const { page } = await site.open('/ways/rsync/');
    await page.click('button[type=submit]');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('problem-summary');
    expect(await page.textContent('.problem-summary h2')).toBe('There is a problem');
    expect(await page.locator('.problem-summary a').allTextContents()).toEqual([
      'Enter your account.',
      'Enter your lab folder.',
      'Enter your collection.',
      'Enter your destination.',
    ]);
    expect(await page.textContent('#problem-lab')).toBe('Enter your lab folder. For example curie-lab');
    expect(await page.getAttribute('#field-lab', 'aria-invalid')).toBe('true');
    expect(await page.getAttribute('#field-lab', 'aria-describedby')).toBe('hint-lab problem-lab');
    await page.click('.problem-summary a >> nth=2');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-collection');
    await site.leave(page);
  });

  it('is not told while somebody is still typing, and no command has a hole in it', async () => {
    const { page } = await site.open('/ways/rsync/');
    await page.locator('[name=destination]').pressSequentially('data/');
    await expect.poll(() => page.locator('.missing').count()).toBeGreaterThan(0);
    expect(await page.locator('.problem:visible, .problem-summary:visible').count()).toBe(0);
    expect(await page.textContent('#commands')).toBe('Example');
    expect(await page.locator('command-form button.copy').count()).toBe(0);
    expect(await page.locator('li:has(> #step-folder) .missing').textContent()).toBe('Fill in: Destination');
    expect(await page.locator('command-form .steps .command:not(:has(.missing))').count()).toBe(0);
    await site.leave(page);
  });

  it('names the character and its place, keeps what was typed, and goes when it is mended', async () => {
    const { page } = await site.open('/ways/rsync/');
    await makeCommands(page, { ...plainRequest, account: 'j doe', collection: 'GRID\u{e027}1' });
    expect(await page.textContent('#problem-account')).toBe(
      'Account “j doe” has the character “ ” (U+0020), which user names do not have. Enter only the user name, for example jdoe',
    );
    expect(await page.textContent('#problem-collection')).toContain('(U+E027) as character 5');
    expect(await page.inputValue('[name=account]')).toBe('j doe');
    expect(await page.locator('command-form button.copy').count()).toBe(0);
    await page.fill('[name=account]', 'jdoe');
    expect(await page.isVisible('#problem-account')).toBe(false);
    expect(await page.isVisible('#problem-collection')).toBe(true);
    await page.fill('[name=collection]', 'GRID1');
    await page.click('button[type=submit]');
    expect(await page.isVisible('.problem-summary')).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('commands');
    expect(await page.textContent('#commands')).toBe('Your commands');
    await site.leave(page);
  });
});

describe('the form', () => {
  it('spreads a pasted place over its fields and drops stray spaces', async () => {
    const { page } = await site.open('/ways/rsync/');
    const { host, interim } = loadFacility().storage;
    const place = `jdoe@${host}:${interim.path}/luger-lab/GRID1/`;
    await makeCommands(page, { account: '', lab: '', collection: ` ${place} `, destination: ' /srv/data/GRID1/ ' });
    expect(await page.inputValue('[name=account]')).toBe('jdoe');
    expect(await page.inputValue('[name=lab]')).toBe('luger-lab');
    expect(await page.inputValue('[name=collection]')).toBe('GRID1');
    expect(await page.textContent('li:has(> #step-folder) pre')).toBe('mkdir -p /srv/data/GRID1');
    await site.leave(page);
  });

  it('has what was typed, chosen and pressed before its script came', async () => {
    const { page, faults } = await site.open('/ways/rsync/', {});
    const fetchScript = await holdBack(page, '**/_astro/commands.*.js');
    const asked = page.waitForRequest('**/_astro/commands.*.js');
    const isMade = makeCommands(page, { ...plainRequest, computer: 'macos', session: 'tmux' });
    await asked;
    await page.waitForSelector('form[data-pressed]');
    fetchScript();
    await isMade;
    expect(await page.textContent('#commands')).toBe('Your commands');
    expect(await page.textContent('li:has(> #step-session) pre')).toMatch(/^tmux /);
    expect(await page.textContent('li:has(> #step-copy) pre')).toMatch(/^caffeinate -i rsync /);
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('becomes live on a page most of which came late', async () => {
    const { page, requests, faults } = await site.open('about:blank', {});
    const sendRest = holdRest(site);
    onTestFinished(sendRest);
    const opened = page.goto(`${site.origin}/ways/rsync/`);
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    expect(await page.locator('command-form').count()).toBe(0);
    // A script that would not wait is asked for before another file that is asked for now arrives.
    await page.evaluate(() => fetch('/favicon.svg').then(({ ok }) => ok));
    expect(requests.filter((url) => url.endsWith('.js'))).toEqual([]);
    sendRest();
    await opened;
    await turnToForm(page);
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('says when the script of the page could not be had, and becomes live when it is touched again', async () => {
    const { page } = await site.open('about:blank', {});
    await page.route('**/_astro/page.*.js', (route) => route.abort());
    await page.goto(`${site.origin}/ways/rsync/#${formatLink({ method: 'rsync', ...plainRequest })}`);
    const notice = page.locator('command-form > .not-loaded');
    await notice.waitFor();
    expect(await notice.textContent()).toMatch(/^The form could not be loaded\./);
    await page.unroute('**/_astro/page.*.js');
    await notice.click();
    await page.waitForFunction(() => document.querySelector('#commands')?.textContent === 'Your commands');
    expect(await notice.isVisible()).toBe(false);
    expect(await page.inputValue('[name=account]')).toBe(plainRequest.account);
    await site.leave(page);
  });

  it('becomes live under a pointer that was there before the script of the page', async () => {
    const { page, faults } = await site.open('about:blank', {});
    const fetchScript = await holdBack(page, '**/_astro/page.*.js');
    await page.goto(`${site.origin}/ways/rsync/`);
    await page.hover('#ask-account label');
    fetchScript();
    await page.waitForFunction(() => customElements.get('command-form'));
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('takes over the worked example where it stands: what is pressed, opened or has the focus in it meanwhile stays so', async () => {
    const { page, faults } = await site.open('/ways/rsync/', {});
    const fetchScript = await holdBack(page, '**/_astro/commands.*.js');
    await page.click('#otherwise-copy summary');
    await page.hover('#otherwise-check summary');
    await page.mouse.down();
    fetchScript();
    await page.waitForSelector('command-form [data-value]', { state: 'attached' });
    await page.mouse.up();
    const open = await page.$$eval('.plan details[open]', (found) => found.map(({ id }) => id));
    expect(open.sort()).toEqual(['otherwise-check', 'otherwise-copy']);
    expect(await page.locator('#otherwise-check summary:focus').count()).toBe(1);
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('becomes live on a page that is loaded again without moving what is read, in a browser that holds nothing in place too', async () => {
    const link = formatLink({ method: 'rsync', ...plainRequest, computer: 'macos' });
    const { page, faults } = await site.open(`/ways/rsync/#${link}`, {});
    await page.waitForSelector('.plan.settled');
    const topOf = (): Promise<number> =>
      page.locator('#step-check').evaluate((step) => step.getBoundingClientRect().top);
    await page.locator('#step-check').evaluate((step) => {
      step.scrollIntoView({ block: 'start', behavior: 'instant' });
    });
    const fetchScript = await holdBack(page, '**/_astro/commands.*.js');
    await page.reload();
    await page.locator('#step-check').evaluate((step) => {
      document.documentElement.style.overflowAnchor = 'none';
      document.body.style.overflowAnchor = 'none';
      step.scrollIntoView({ block: 'start', behavior: 'instant' });
    });
    const before = await topOf();
    fetchScript();
    await page.waitForSelector('command-form [data-value]', { state: 'attached' });
    expect(Math.abs((await topOf()) - before)).toBeLessThan(1);
    expect(await page.textContent('#commands')).toBe('Your commands');
    expect(faults).toEqual([]);
    await site.leave(page);
  });

  it('can be used by keyboard alone', async () => {
    const { page } = await site.open('/ways/rsync/');
    // Which fields are passed on the way depends on what is chosen.
    await turnToForm(page);
    const { keyboard } = page;
    for (const text of ['jdoe', 'luger-lab', 'GRID1']) {
      await keyboard.type(text);
      await keyboard.press('Tab');
    }
    await keyboard.type('/Volumes/Data/GRID1');
    // More choices, then the first of those in force leads to its field: macOS.
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-computer');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.waitForSelector('#commands:focus');
    // Past the calendar, the notes, the link for the first time, and the box for the first step.
    for (let presses = 0; presses < 5; presses += 1) await keyboard.press('Tab');
    await keyboard.press('Enter');
    await expect.poll(() => page.textContent('[role=status]')).toBe('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('rsync --version -P');
    // Past its screen.
    for (let presses = 0; presses < 2; presses += 1) await keyboard.press('Tab');
    await keyboard.press('Enter');
    expect(await page.getAttribute('#otherwise-which', 'open')).toBe('');
    expect(await page.textContent('li:has(> #step-copy) pre')).toMatch(/^caffeinate -i rsync /);
    await site.leave(page);
  });

  it('says so when a command cannot be copied, with the text selected', async () => {
    const { page } = await site.open('/ways/rsync/', { permissions: [] });
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: () => Promise.reject(new DOMException('denied', 'NotAllowedError')) },
      });
    });
    await makeCommands(page, plainRequest);
    await page.click('li:has(> #step-copy) button.copy');
    await expect
      .poll(() => page.textContent('li:has(> #step-copy) button.copy'))
      .toBe('Could not copy. Select the text and press Ctrl/⌘+C');
    expect(await page.textContent('[role=status]')).toBe('Could not copy. Select the text and press Ctrl/⌘+C');
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(
      await page.textContent('li:has(> #step-copy) pre'),
    );
    await site.leave(page);
  });

  it('stores nothing and puts nothing into the address', async () => {
    const { page } = await site.open('/ways/rsync/');
    await makeCommands(page, plainRequest);
    expect(page.url()).toBe(`${site.origin}/ways/rsync/`);
    // Starlight keeps the reader's choice of light or dark.
    const stored = await page.evaluate(() => [...Object.keys(localStorage), document.cookie]);
    expect(stored).toEqual(['starlight-theme', '']);
    await site.leave(page);
  });

  it('shows, without JavaScript, a worked example of placeholders and how to fill it in', async () => {
    const { page } = await site.open('/ways/rsync/', { javaScriptEnabled: false });
    expect(await page.textContent('noscript .notice')).toContain('in place of the words that begin with YOUR');
    expect(await page.isDisabled('[name=account]')).toBe(true);
    const { host, interim } = loadFacility().storage;
    expect(await page.textContent('li:has(> #step-copy) pre')).toContain(
      `YOUR-ACCOUNT@${host}:${interim.path}/YOUR-LAB/YOUR-COLLECTION/ /YOUR-DESTINATION/YOUR-COLLECTION/`,
    );
    expect(await page.locator('command-form button.copy').count()).toBe(0);
    await site.leave(page);
  });
});

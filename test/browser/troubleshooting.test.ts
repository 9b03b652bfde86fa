import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findErrorWords } from '../../src/overrides/search/error-words.ts';
import { violationsOf } from './axe.ts';
import { openChoices, openSite } from './site.ts';
import type { Site } from './site.ts';

/** Errors as programs print them, with names, paths and numbers of somebody else, and the entry that explains each. */
const errors: readonly (readonly [printed: string, entry: string])[] = [
  ['ssh: Could not resolve hostname storage.lab.example.org: Name or service not known', 'host-unknown'],
  ['ssh: Could not resolve hostname storage.lab.example.org: Temporary failure in name resolution', 'host-unknown'],
  ['ssh: connect to host 10.11.12.13 port 22: Connection refused', 'connection-refused'],
  ['ssh: connect to host cryo.example.org port 22: Connection timed out', 'connection-refused'],
  ['Host key verification failed.', 'host-key-unknown'],
  ["The authenticity of host 'cryo.example.org (10.1.2.3)' can't be established.", 'host-key-unknown'],
  ['@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @', 'host-key-changed'],
  ['mmiller@cryo.example.org: Permission denied (publickey,gssapi-keyex,gssapi-with-mic).', 'permission-denied'],
  ['Permission denied, please try again.', 'permission-denied'],
  ['client_loop: send disconnect: Broken pipe', 'connection-lost'],
  ['rsync: connection unexpectedly closed (2145 bytes received so far) [receiver]', 'connection-lost'],
  ['rsync error: error in rsync protocol data stream (code 12) at io.c(232) [Receiver=3.2.7]', 'connection-lost'],
  ['rsync error: unexplained error (code 255) at rsync.c(713) [Receiver=3.2.7]', 'connection-lost'],
  ['rsync error: received SIGINT, SIGTERM, or SIGHUP (code 20) at rsync.c(713) [generator=3.2.7]', 'interrupted'],
  [
    'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1865) [Receiver=3.2.7]',
    'partial-transfer',
  ],
  [
    'rsync warning: some files vanished before they could be transferred (code 24) at main.c(1889) [generator=3.2.7]',
    'vanished',
  ],
  ['file has vanished: "/data/krios_x7/movie_0042.eer"', 'vanished'],
  ['rsync: [receiver] write failed on "/mnt/big_disk7/krios/movie_1.eer": No space left on device (28)', 'disk-full'],
  ['rsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.2.7]', 'disk-full'],
  ['rsync: [sender] change_dir "/data/x9/y7" failed: No such file or directory (2)', 'no-such-folder'],
  ['mkdir: cannot create directory ‘/srv/krios_x7’: Permission denied', 'read-only'],
  ['rsync error: errors selecting input/output files, dirs (code 3) at main.c(730) [Receiver=3.2.7]', 'file-selection'],
  ['rsync error: syntax or usage error (code 1) at main.c(1886) [client=3.2.7]', 'unknown-option'],
  ['protocol version mismatch -- is your shell clean?', 'unclean-shell'],
  ['rsync error: remote command not found (code 127) at io.c(228) [Receiver=3.2.7]', 'rsync-missing'],
  ['bash: rsync: command not found', 'rsync-missing'],
  ['The source and destination cannot both be remote.', 'both-remote'],
  ['zsh: no matches found: /data/x?/y', 'pasted-apart'],
  ['zsh: command not found: #', 'pasted-apart'],
  ['-bash: !x": event not found', 'pasted-apart'],
  ['There is no screen to be resumed matching krios-G7-4x32.', 'no-session'],
  ['There is no screen to be detached matching krios-G7-4x32.', 'no-session'],
  ["can't find session: krios-G7-4x32", 'no-session'],
  ['There are several suitable screens on:', 'several-sessions'],
  ['rsync: [generator] chown "/media/x9/y7" failed: Operation not permitted (1)', 'no-attributes'],
  ['rsync: [receiver] write failed on "/media/x9/big.mrc": File too large (27)', 'too-large-for-fat32'],
  ['MissingLoginError: Missing login for auth.globus.org, please run:', 'globus-login'],
  [
    'The collection you are trying to access data on requires you to grant consent for the Globus CLI to access it.',
    'globus-consent',
  ],
  ['message: Missing required data_access consent', 'globus-consent'],
  ['The resource you are trying to access requires you to re-authenticate with specific identities.', 'globus-consent'],
  ['Unable to locate credentials. You can configure credentials by running "aws configure".', 'aws-credentials'],
  [
    'An error occurred (InvalidAccessKeyId) when calling the ListObjectsV2 operation: The AWS Access Key Id you provided does not exist in our records.',
    'aws-credentials',
  ],
  ['An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied', 'aws-access-denied'],
  [
    'An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist',
    'aws-no-such-bucket',
  ],
  ['protocol version mismatch (client 8, server 7)', 'tmux-replaced'],
  ['rsync: opendir "/Users/mm/Downloads" failed: Operation not permitted (1)', 'mac-privacy'],
  ['fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden', 'aws-access-denied'],
];

/** Whole blocks, as they stand on a screen. */
const blocks: readonly (readonly [printed: string, entry: string])[] = [
  [
    `jdoe@lab:~$ rsync -a -P jdoe@cryo.example.org:/data/x/ /srv/x/
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
It is also possible that a host key has just been changed.
The fingerprint for the ED25519 key sent by the remote host is
SHA256:4fJ0m3mYy5vX0qJb8cXvS4xQv7u0Q1w2e3r4t5y6u7i.
Please contact your system administrator.
Add correct host key in /home/jdoe/.ssh/known_hosts to get rid of this message.
Offending ED25519 key in /home/jdoe/.ssh/known_hosts:17
Host key for cryo.example.org has changed and you have requested strict checking.
Host key verification failed.
rsync: connection unexpectedly closed (0 bytes received so far) [Receiver]
rsync error: unexplained error (code 255) at io.c(285) [Receiver=3.2.7]`,
    'host-key-changed',
  ],
  [
    `@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @
Permissions 0644 for '/home/jdoe/.ssh/id_ed25519' are too open.
It is required that your private key files are NOT accessible by others.
This private key will be ignored.`,
    'ssh-permissions',
  ],
  [
    `There is a screen on:\r\n\t32378.krios-G7\t(11/29/26 16:35:11)\t(Dead ???)\r\nRemove dead screens with ‘screen -wipe’.\r\nThere is no screen to be detached matching krios-G7.`,
    'dead-session',
  ],
];

let site: Site;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  ({ page } = await site.open('/'));
  await page.click('site-search > button');
});
afterAll(async () => {
  await site.close();
});

/** Pastes a text into the search, as a person does, and gives the addresses found, the sections of pages among them. */
async function search(text: string): Promise<string[]> {
  const input = page.locator('site-search input');
  await input.fill('');
  const message = page.locator('site-search .said');
  await expect.poll(() => message.textContent()).toBe('');
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await input.press('ControlOrMeta+V');
  const asked = await input.inputValue();
  await expect.poll(() => message.textContent()).toMatch(/\d+ results? for|No results/);
  const said = (await message.textContent()) ?? '';
  expect(said).toContain(asked);
  // The results come after their number; the first five are shown at once.
  const pages = Math.min(5, Number(/\d+(?= results? for)/.exec(said)?.[0] ?? 0));
  await expect.poll(() => page.locator('site-search ol > li > a').count()).toBe(pages);
  return page.locator('site-search ol a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
}

describe('an error pasted into the search', () => {
  it.each([
    [blocks[0]?.[0] ?? '', 'What you pasted is explained here:', ['host-key-changed']],
    ['bash: rsync: command not found', 'What you pasted may be this:', ['rsync-missing', 'command-not-found']],
  ])('has its entries before all that is found, in their order: %#', async (printed, said, entries) => {
    await search(printed);
    expect(await page.textContent('site-search .explained p')).toBe(said);
    const links = page.locator('site-search .explained a');
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(
      entries.map((id) => `/troubleshooting/#step-${id}`),
    );
    // They are of what was pasted: what is typed afterwards has none.
    await page.locator('site-search input').pressSequentially(' x');
    expect(await links.count()).toBe(0);
  });

  it.each([...errors, ...blocks])('leads to the entry that explains it: %s', async (printed, entry) => {
    const found = await search(printed);
    expect(found).toContain('/troubleshooting/');
    expect(found).toContain(`/troubleshooting/#step-${entry}`);
  });

  it('is explained by an entry of that page', async () => {
    const { page: there } = await site.open('/troubleshooting/');
    for (const [, entry] of errors) expect(await there.locator(`#step-${entry}`).count(), entry).toBe(1);
    await site.leave(there);
  });

  it('that no program prints leads nowhere', async () => {
    expect(await search('sidebar autogenerate exclamations krios decision')).not.toContain('/troubleshooting/');
  });

  it('keeps its own words and loses those of the person', () => {
    expect(findErrorWords('rsync: [receiver] write failed on "/data/x": No space left on device (28)')).toBe(
      'write failed space left device',
    );
    expect(findErrorWords('rsync error: error in file IO (code 11) at main.c(1) [receiver=3.2.7]')).toBe('code 11');
    expect(findErrorWords('jdoe@host.example.edu: Permission denied, please try again.')).toBe(
      'Permission denied please try again',
    );
    for (const typed of ['', 'code 23', 'screen', 'GRID1 is gone']) {
      expect(findErrorWords(typed), typed).toBe('');
    }
  });
});

it('the entry of an error has the next command with the values of the person, and help links lead to it', async () => {
  const { page, faults } = await site.open('/ways/rsync/');
  await expect.poll(() => page.isEnabled('[name=account]')).toBe(true);
  await page.click('#otherwise-check summary');
  await page.click('#otherwise-check a[href$="#step-host-unknown"]');
  await page.waitForURL('**/troubleshooting/#step-host-unknown');
  await page.click('.own-values > summary');
  await page.fill('[name=account]', 'jdoe');
  await page.fill('[name=lab]', "O'Brien lab");
  await page.fill('[name=collection]', 'GRID1');
  await page.fill('[name=destination]', '/srv/data/GRID1');
  await page.click('li:has(> #step-disk-full) button.copy');
  await expect.poll(() => page.textContent('li:has(> #step-disk-full) button.copy')).toBe('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('df -h /srv/data/GRID1');
  await page.click('li:has(> #step-vanished) button.copy');
  await expect.poll(() => page.textContent('li:has(> #step-vanished) button.copy')).toBe('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^Subject: Urgent: GRID1 of O'Brien lab is being deleted while we copy it\n\nHello,\n/,
  );
  expect(faults).toEqual([]);
});

describe('the box on the page of errors', () => {
  const full = `jdoe@lab:~$ rsync -a jdoe@storage.example.org:/data/x/ /srv/x/
rsync: [receiver] write failed on "/srv/x/b.eer": No space left on device (28)
rsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.2.7]`;

  /** Pastes a text into a box, as a person does. */
  async function paste(there: Page, text: string, field = '#seen'): Promise<void> {
    await there.locator(field).fill('');
    await there.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await there.locator(field).press('ControlOrMeta+V');
  }

  it('answers what is pasted with the entry, its next command, and the link to it', async () => {
    const { page: there, faults, requests } = await site.open('/troubleshooting/');
    expect(requests.filter((path) => path.includes('seen-box'))).toEqual([]);
    await paste(there, full);
    await expect.poll(() => there.textContent('seen-box .answer strong')).toBe('This is explained:');
    expect(await there.locator('seen-box .found').count()).toBe(1);
    expect(await there.getAttribute('seen-box .found a', 'href')).toBe('/troubleshooting/#step-disk-full');
    expect(await there.textContent('seen-box .found pre')).toBe('df -h /YOUR-DESTINATION/YOUR-COLLECTION');
    expect(await there.textContent('seen-box .found .missing')).toBe('Fill in: Destination');
    expect(await there.textContent('seen-box [role=status]')).toBe('This is explained:');
    await there.click('seen-box .found a');
    await there.waitForURL('**/#step-disk-full');
    expect(faults).toEqual([]);
    await site.leave(there);
  });

  it('has the values of the visit in the command, and copies it', async () => {
    const { page: there, faults } = await site.open('/troubleshooting/');
    await paste(there, full);
    await there.waitForSelector('seen-box .found');
    await there.click('.own-values > summary');
    await there.fill('[name=destination]', '/srv/data/GRID1');
    await expect.poll(() => there.textContent('seen-box .found pre')).toBe('df -h /srv/data/GRID1');
    await there.click('seen-box .found button.copy');
    await expect.poll(() => there.textContent('seen-box .found button.copy')).toBe('Copied');
    expect(await there.evaluate(() => navigator.clipboard.readText())).toBe('df -h /srv/data/GRID1');
    expect(faults).toEqual([]);
    await site.leave(there);
  });

  it('shows two entries where it is not certain, and nothing for no text', async () => {
    const { page: there } = await site.open('/troubleshooting/');
    await paste(there, 'bash: rsync: command not found');
    await expect
      .poll(() => there.textContent('seen-box .answer strong'))
      .toBe('This is not certain. It may be one of two:');
    expect(await there.locator('seen-box .found').count()).toBe(2);
    await there.fill('#seen', '');
    await expect.poll(() => there.textContent('seen-box .answer')).toBe('');
    await site.leave(there);
  });

  it('says honestly that a text is not known, and has the message to the facility ready', async () => {
    const { page: there, faults } = await site.open('/troubleshooting/');
    const shown = 'Some <b>words</b> & signs\nthat nobody has seen';
    await paste(there, shown);
    await expect.poll(() => there.textContent('seen-box .answer strong')).toBe('This text is not known here.');
    expect(await there.locator('seen-box .found').count()).toBe(0);
    await there.click('seen-box .text button.copy');
    await expect.poll(() => there.textContent('seen-box .text button.copy')).toBe('Copied');
    expect(await there.evaluate(() => navigator.clipboard.readText())).toContain(`\n\n${shown}\n\n`);
    expect(await there.textContent('seen-box .send')).toContain('Send it to');
    expect(faults).toEqual([]);
    await site.leave(there);
  });

  it.each([1280, 320])(
    'can be used with the keyboard alone, and has no fault of access, %i pixels wide',
    async (width) => {
      const { page: there } = await site.open('/troubleshooting/', { viewport: { width, height: 720 } });
      await there.focus('#seen');
      await there.keyboard.type('sessions should be nested with care, unset $TMUX to force');
      await there.keyboard.press('Tab');
      await there.keyboard.press('Enter');
      await expect.poll(() => there.evaluate(() => document.activeElement?.className)).toBe('answer');
      await there.keyboard.press('Tab');
      expect(await there.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(
        '/troubleshooting/#step-session-in-session',
      );
      expect(await there.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await violationsOf(there)).toEqual([]);
      await site.leave(there);
    },
  );

  it('needs no network but the first time', async () => {
    const { page: there } = await site.open('/troubleshooting/', {});
    await paste(there, full);
    await expect.poll(() => there.locator('seen-box .found').count()).toBe(1);
    await there.context().setOffline(true);
    await paste(there, 'duplicate session: krios');
    await expect
      .poll(() => there.getAttribute('seen-box .found a', 'href'))
      .toBe('/troubleshooting/#step-duplicate-session');
    await site.leave(there);
  });

  it('says so when the answer cannot be loaded, and tries again with the button', async () => {
    const { page: there } = await site.open('/troubleshooting/', {});
    site.server.broken = /forms\/troubleshooting/;
    await there.fill('#seen', full);
    await expect.poll(() => there.isVisible('seen-box .not-loaded')).toBe(true);
    delete site.server.broken;
    await there.click('seen-box button');
    await expect.poll(() => there.locator('seen-box .found').count()).toBe(1);
    expect(await there.isVisible('seen-box .not-loaded')).toBe(false);
    await site.leave(there);
  });

  it('stands in the “something else” of each step, where it is opened', async () => {
    const { page: there, faults } = await site.open('/ways/rsync/');
    expect(await there.locator('seen-box').count()).toBe(0);
    await there.click('#otherwise-check summary');
    await there.waitForSelector('#otherwise-check seen-box textarea');
    await paste(there, full, '#otherwise-check textarea');
    await expect
      .poll(() => there.getAttribute('#otherwise-check .found a', 'href'))
      .toBe('/troubleshooting/#step-disk-full');
    // A step that is written again has the box with what was pasted.
    await openChoices(there);
    await there.check('[name=computer][value=macos]');
    await expect.poll(() => there.inputValue('#otherwise-check textarea')).toBe(full);
    expect(faults).toEqual([]);
    await site.leave(there);
  });
});

describe('the page of errors', () => {
  it('lists its entries as headings, beside the page', async () => {
    const { page: there } = await site.open('/troubleshooting/');
    const headings = await there.$$eval('.steps > li > h3[id]', (all) => all.map(({ id }) => `#${id}`));
    expect(headings.length).toBeGreaterThan(70);
    const links = await there.$$eval('starlight-toc a', (all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual(['#_top', '#find-your-error', ...headings]);
    await site.leave(there);
  });

  it('opens the form of its commands for whoever is led to a field', async () => {
    const { page: there } = await site.open('/troubleshooting/');
    await expect.poll(() => there.isVisible('[name=account]')).toBe(false);
    await there.hover('#step-host-unknown');
    await there.click('li:has(> #step-disk-full) .missing a');
    await expect.poll(() => there.evaluate(() => document.activeElement?.id)).toBe('field-destination');
    await site.leave(there);
  });

  it('is whole without JavaScript, the box apart', async () => {
    const { page: there } = await site.open('/troubleshooting/', { javaScriptEnabled: false });
    expect(await there.locator('noscript .notice').first().isVisible()).toBe(true);
    expect(await there.textContent('li:has(> #step-disk-full) pre')).toBe('df -h /YOUR-DESTINATION/YOUR-COLLECTION');
    await there.goto(`${site.origin}/ways/rsync/`);
    await there.click('#otherwise-check summary');
    expect(await there.getAttribute('#otherwise-check .ask-seen a', 'href')).toBe('/troubleshooting/');
    await site.leave(there);
  });
});

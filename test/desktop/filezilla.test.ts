/**
 * The way `filezilla`, clicked: Debian's FileZilla with the file that the page gives, against a real sshd that takes
 * passwords. What the plan says is seen: in its windows, in its log, and on the disk.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { explainErrors, formatAction } from '../../src/generator/index.ts';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { mainWindow, openDesktop, waitFor } from '../rigs/desktop.ts';
import type { Desktop, FileZilla } from '../rigs/desktop.ts';
import * as steps from '../rigs/filezilla-steps.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { openStage, password } from '../rigs/screens/stage.ts';
import type { Stage } from '../rigs/screens/stage.ts';
import { endProcess } from '../rigs/sshd.ts';
import { proves } from '../rigs/proven/proves.ts';

const facility = loadFacility();
const { host, interim } = facility.storage;
/** Each collection has a lab of its own: its row is then the only one. */
const labFolder = (collection: string): string => `${interim.path}/lab-${collection}`;
const parentHere = (collection: string): string => `/srv/data/of-${collection}`;
const options = { hosts: [host], accounts: ['jdoe'], serverFolders: [interim.path] };

let stage: Stage;
let desktop: Desktop;
let folder: string;
let program: FileZilla | undefined;

beforeAll(async () => {
  stage = await openStage(options);
  desktop = await openDesktop(stage);
  folder = mkdtempSync(join(tmpdir(), 'sites-'));
  // Who sits at the screen reads it.
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  await program?.kill();
  program = undefined;
});
afterAll(async () => {
  await desktop.close();
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The plan for a collection. */
const planFor = (collection: string, more: Partial<Draft> = {}): Plan =>
  planOf(facility, {
    method: 'filezilla',
    account: 'jdoe',
    lab: `lab-${collection}`,
    collection,
    destination: `${parentHere(collection)}/${collection}`,
    ...more,
  });

/** Makes a folder of the server by a line of a shell that is in it, and the folder here for it. */
function fill(collection: string, line: string, lab = labFolder(collection), here = parentHere(collection)): void {
  const path = quoteWord(`${lab}/${collection}`);
  stage.asRoot(`mkdir -p ${path}; cd ${path}; ${line}`);
  stage.asRoot(`chown -R jdoe: ${quoteWord(lab)}; mkdir -p ${quoteWord(here)}; chown you: ${quoteWord(here)}`);
}

/** Opens FileZilla, imports the file of a plan, connects, and leaves both folders open. */
async function openSite(plan: Plan, settings: Readonly<Record<string, number>> = {}): Promise<FileZilla> {
  const file = join(folder, 'site.xml');
  writeFileSync(file, formatAction(stepOf(plan, 'file').action));
  const fresh = await desktop.open({ isFresh: true, settings });
  program = fresh;
  await steps.importFile(fresh, file);
  // Until then the settings are lost when it is killed.
  await fresh.quit();
  const opened = await desktop.open();
  program = opened;
  await steps.connect(opened);
  await steps.logIn(opened);
  return opened;
}

/** Opens FileZilla again, with what it has kept, and connects as before. */
async function openAgain(): Promise<FileZilla> {
  const opened = await desktop.open({ settings: { 'Enable speed limits': 0 } });
  program = opened;
  await steps.connect(opened);
  await steps.logIn(opened, { isFirst: false });
  return opened;
}

/** What the box for a pasted error says of all that the log has: the entry, if it is certain. */
function explain(opened: FileZilla): string | undefined {
  const { certainty, entries } = explainErrors(
    facility,
    opened.log().replaceAll(/^[\d-]+ [\d:]+ \d+ \d+ (\w+: )/gm, '$1'),
  );
  return certainty === 'certain' ? entries[0]?.id : undefined;
}

/** What differs between two folders, in names and bytes. */
const differences = (collection: string): string =>
  stage.asRoot(
    `diff -r --no-dereference ${[labFolder, parentHere].map((of) => quoteWord(`${of(collection)}/${collection}`)).join(' ')} || true`,
  );

/** Makes the list as the plan says, and checks the copy by the line that it has for a terminal. */
async function proveBy(plan: Plan, collection: string): Promise<string> {
  const [there, here] = [labFolder, parentHere].map((of) => quoteWord(`${of(collection)}/${collection}.md5`));
  // As at the first contact.
  stage.asRoot('rm -f /home/you/.ssh/known_hosts');
  const terminal = await stage.openTerminal();
  await terminal.type(textOf(plan, 'list'), [
    ['(yes/no/[fingerprint])?', 'yes\r'],
    ['password:', `${password}\r`],
  ]);
  stage.asRoot(`cp ${there ?? ''} ${here ?? ''}`);
  const said = await terminal.type(textOf(plan, 'recheck'));
  await terminal.close();
  return said;
}

const hostileNames = [
  ` it's "q" & <x> [1] #2 %41 + ä `,
  'back\\slash two  blanks',
  '🔬 e\u0301 é 1 2 3 0',
  'x'.repeat(250),
];

describe('the file', () => {
  test.each(hostileNames)('is imported, and opens both folders, whatever they are called: %s', async (name) => {
    fill(name, 'echo one >first', `${interim.path}/${name}`, `/srv/data/${name}`);
    const destination = `/srv/data/${name}/${name}`;
    const opened = await openSite(planFor(name, { lab: name, destination, list: 'none' }));
    expect(opened.log()).toContain(`New directory is: "${interim.path}/${name}"`);
    await steps.download(opened, 1);
    await waitFor(
      () => stage.asRoot(`cat ${quoteWord(`${destination}/first`)} 2>/dev/null || true`) === 'one\n',
      'the file is here',
    );
  });
});

describe('a copy', () => {
  test('with names of all kinds comes home byte for byte, with its times, and both checks pass', async () => {
    proves('filezilla', 'linux', ['normal', 'names', 'verified'], ['filezilla', 'openssh']);
    fill(
      'GRID1',
      `mkdir -p 'Movies 1/deep' empty '.hidden folder'; head -c 3000001 /dev/urandom >'Movies 1/first.eer'; head -c 100 /dev/urandom >'Movies 1/deep/it'\\''s'; : >'.hidden folder/nothing'; for name in ' lead' 'tail ' 'a&b <c>' 'q"q' '#2 %41 +' 'a:b?c*' 'back\\slash' é 'e\u0301' 🔬; do echo "$name" >"$name"; done; find . -exec touch -d 2024-05-01T12:00:00Z '{}' +`,
    );
    const plan = planFor('GRID1');
    const opened = await openSite(plan);
    await steps.download(opened, 13);
    expect(differences('GRID1')).toBe('');
    expect(stage.asRoot("cd /srv/data/of-GRID1/GRID1; find . -type f -printf '%TY-%Tm-%Td\\n' | sort -u")).toBe(
      '2024-05-01\n',
    );
    await steps.expectCompared(desktop, opened, { left: [], right: [], sameTotals: true });
    expect(await proveBy(plan, 'GRID1')).toContain('13 files in the list, 13 here');
  });

  test('that a killed program has cut looks whole, is found by the comparison, and is made whole by the same download', async () => {
    proves('filezilla', 'linux', ['cut'], ['filezilla', 'openssh']);
    fill('GRID2', 'for n in 1 2 3; do head -c 2000000 /dev/urandom >$n.eer; done');
    const opened = await openSite(planFor('GRID2'), { 'Enable speed limits': 1, 'Speedlimit inbound': 500 });
    steps.startDownload(opened);
    const size = (): number => Number(stage.asRoot('stat -c %s /srv/data/of-GRID2/GRID2/1.eer 2>/dev/null || echo 0'));
    await waitFor(() => size() > 500_000, 'half a file is here');
    await opened.kill();
    expect(size()).toBeLessThan(2_000_000);
    const again = await openAgain();
    const read = await steps.compare(desktop, again);
    await waitFor(() => read().right.includes('red'), 'a red row');
    await again.kill();
    const third = await openAgain();
    await steps.download(third, 3);
    expect(differences('GRID2')).toBe('');
    await steps.expectCompared(desktop, third, { left: [], right: [], sameTotals: true });
  });

  test('whose server closes the connection goes on by itself', async () => {
    fill('GRID3', 'for n in 1 2; do head -c 3000000 /dev/urandom >$n.eer; done');
    const opened = await openSite(planFor('GRID3'), { 'Enable speed limits': 1, 'Speedlimit inbound': 1500 });
    steps.startDownload(opened);
    await waitFor(
      () => stage.asRoot('stat -c %s /srv/data/of-GRID3/GRID3/1.eer 2>/dev/null || echo 0').length > 6,
      'much of a file is here',
    );
    for (const pid of stage.sshd.connections()) endProcess(pid);
    await steps.waitForFiles(opened, 2);
    expect(differences('GRID3')).toBe('');
    expect(opened.log()).toMatch(/reget/);
  });
});

describe('what is missing in silence', () => {
  test('is found: by the comparison, and what has its size by the list', async () => {
    fill(
      'GRID4',
      'mkdir deep secret; for n in 1 2 3; do head -c 1000 /dev/urandom >deep/$n.eer; done; echo no >secret/s; ln -s deep alink; ln -s 1.eer deep/link; ln -s nowhere dangling; echo no >unreadable; mkfifo deep/pipe',
    );
    stage.asRoot(
      `cd ${labFolder('GRID4')}/GRID4; chown -h root: secret unreadable; chmod 700 secret; chmod 600 unreadable`,
    );
    const plan = planFor('GRID4');
    const opened = await openSite(plan);
    await steps.download(opened, 4);
    // A link that leads to a folder is left out, and the folder itself is here.
    expect(stage.asRoot('ls -A /srv/data/of-GRID4/GRID4 /srv/data/of-GRID4/GRID4/deep')).toBe(
      '/srv/data/of-GRID4/GRID4:\ndeep\n\n/srv/data/of-GRID4/GRID4/deep:\n1.eer\n2.eer\n3.eer\nlink\n',
    );
    // What cannot be read, and what leads nowhere, is tried three times.
    await waitFor(() => opened.log().match(/File transfer failed/g)?.length === 6, 'all tries have failed');
    await steps.expectCompared(desktop, opened, {
      // What the link leads to; on the right the three links, which stand as folders, secret, unreadable, and the pipe,
      // which FileZilla still waits for: no list of checksums has it.
      left: ['yellow'],
      right: ['yellow', 'yellow', 'yellow', 'yellow', 'yellow', 'yellow'],
      sameTotals: false,
    });
    expect(explain(opened)).toBe('filezilla-unreadable');
  });

  test('a full disk cuts a file under its final name, which the comparison finds; with room, the same download mends it', async () => {
    fill('GRID9', 'head -c 2000000 /dev/urandom >first.eer');
    const here = `${parentHere('GRID9')}/GRID9`;
    stage.asRoot(`mkdir ${here}; mount -t tmpfs -o size=1m,mode=777 none ${here}`);
    const opened = await openSite(planFor('GRID9'));
    steps.startDownload(opened);
    // It tries three times, each time once more from where the disk was full.
    await waitFor(() => opened.log().match(/File transfer failed/g)?.length === 6, 'all tries have failed');
    expect(explain(opened)).toBe('filezilla-full');
    await steps.expectCompared(desktop, opened, { left: ['red'], right: ['red'], sameTotals: false });
    stage.asRoot(`mount -o remount,size=4m ${here}`);
    // The collection is open on both sides by now: its only row is the file.
    await steps.download(opened, 1);
    expect(differences('GRID9')).toBe('');
  });

  test('of two names that differ in case a disk like exFAT has one: the comparison finds it, and so does the list', async () => {
    fill('GRID10', 'echo one >Foil.eer; echo the second >foil.eer');
    const here = parentHere('GRID10');
    stage.asRoot(
      `truncate -s 8M /srv/drive; mkfs.exfat /srv/drive; drive=$(losetup --find --show /srv/drive); mount.exfat-fuse -o allow_other,umask=0 "$drive" ${here}; losetup -d "$drive"`,
    );
    const plan = planFor('GRID10');
    const opened = await openSite(plan);
    await steps.download(opened, 2);
    expect(stage.asRoot(`ls ${here}/GRID10 | wc -l`)).toBe('1\n');
    const read = await steps.compare(desktop, opened);
    await waitFor(() => read().right.includes('yellow') && !read().sameTotals, 'a name is only on the right');
    expect(await proveBy(plan, 'GRID10')).toMatch(/different: [^]*NOT PASSED/);
  });

  test('a byte that differs is seen by the list alone', async () => {
    proves('filezilla', 'linux', ['damage'], ['filezilla', 'openssh']);
    fill('GRID5', 'mkdir deep; head -c 1000 /dev/zero >deep/1.eer; echo two >2.eer');
    const plan = planFor('GRID5');
    const opened = await openSite(plan);
    await steps.download(opened, 2);
    stage.asRoot('printf x | dd of=/srv/data/of-GRID5/GRID5/deep/1.eer bs=1 seek=500 conv=notrunc status=none');
    await steps.expectCompared(desktop, opened, { left: [], right: [], sameTotals: true });
    expect(await proveBy(plan, 'GRID5')).toMatch(/different: +\.\/deep\/1\.eer[^]*NOT PASSED/);
  });

  test('a folder here that is not there is named by nobody, so the plan has one look: the home folder is open', async () => {
    fill('GRID6', 'echo one >first');
    const opened = await openSite(planFor('GRID6', { destination: '/srv/data/not there/GRID6' }));
    // Compared with the home folder, the row would stand below those that are only here.
    opened.press(mainWindow, 'ctrl+o');
    await steps.download(opened, 1);
    expect(stage.asRoot('cat /home/you/GRID6/first')).toBe('one\n');
  });
});

describe('at log-in', () => {
  const open = async (more: Partial<Draft> = {}): Promise<FileZilla> => {
    fill('GRID7', 'echo one >first');
    const file = join(folder, 'site.xml');
    writeFileSync(file, formatAction(stepOf(planFor('GRID7', more), 'file').action));
    const opened = await desktop.open({ isFresh: true });
    program = opened;
    await steps.importFile(opened, file);
    await steps.connect(opened);
    return opened;
  };

  test('a wrong password is told in the lines above, and nothing more is asked', async () => {
    const opened = await open();
    await steps.enterPassword(opened, 'wrong');
    await opened.waitForWindow('Unknown host key');
    await opened.answer('Unknown host key', 'Return');
    await opened.waitForLine(/Authentication failed/);
    await opened.waitForLine(/Could not connect to server/);
    expect(opened.hasWindow('Enter password')).toBe(false);
    expect(explain(opened)).toBe('filezilla-login');
  });

  test('a changed key has a window of its own, and Cancel ends the connection', async () => {
    const opened = await open();
    await steps.logIn(opened);
    await opened.quit();
    stage.asRoot(`sed -i 's/0x[0-9a-f]*,/0x1,/' /home/you/.putty/sshhostkeys`);
    const again = await desktop.open();
    program = again;
    await steps.connect(again);
    await steps.enterPassword(again);
    await again.waitForWindow('Host key mismatch');
    await again.answer('Host key mismatch', 'Escape');
    await again.waitForLine(/Could not connect to server/);
  });
});

describe('a second factor', () => {
  let twice: Stage;
  let screen: Desktop;
  beforeAll(async () => {
    twice = await openStage({ ...options, asksTwice: true });
    screen = await openDesktop(twice);
    twice.asRoot(
      `mkdir -p ${labFolder('GRID8')}/GRID8 /srv/data/of-GRID8; cd ${labFolder('GRID8')}/GRID8; echo 1 >a; echo 2 >b; chown -R jdoe: ${labFolder('GRID8')}; chown you: /srv/data/of-GRID8`,
    );
  });
  afterAll(async () => {
    await screen.close();
    await twice.close();
  });
  const open = async (code: string): Promise<FileZilla> => {
    const file = join(folder, 'site.xml');
    writeFileSync(file, formatAction(stepOf(planFor('GRID8', { code }), 'file').action));
    const opened = await screen.open({ isFresh: true });
    program = opened;
    await steps.importFile(opened, file);
    await steps.connect(opened);
    return opened;
  };

  test('is asked for once, and the files come on the same connection', async () => {
    const opened = await open('yes');
    await opened.waitForWindow('Unknown host key');
    await opened.answer('Unknown host key', 'Return');
    await steps.enterPassword(opened);
    await steps.enterPassword(opened);
    await opened.waitForLine(/Directory listing of ".*" successful/);
    await steps.download(opened, 2);
    expect(twice.asRoot('cd /srv/data/of-GRID8/GRID8; cat a b')).toBe('1\n2\n');
    expect(opened.log().match(/Connecting to/g)).toHaveLength(1);
  });

  test('ends the connection of a file for a password alone, with the words of the plan', async () => {
    const opened = await open('no');
    await steps.enterPassword(opened);
    await opened.waitForWindow('Unknown host key');
    await opened.answer('Unknown host key', 'Return');
    await opened.waitForLine(/Server sent an additional login prompt/);
    const words = stepOf(planFor('GRID8'), 'connect').otherwise.map(({ see }) => see);
    expect(words).toContain('Server sent an additional login prompt');
    expect(explain(opened)).toBe('filezilla-code');
  });
});

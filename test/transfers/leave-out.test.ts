import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { leaveOutTables } from '../../src/generator/steps/leave-out/tables.ts';
import { textOf } from '../rigs/plans.ts';
import { makeScript, runScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { endProcess } from '../rigs/sshd.ts';
import { findWrongFiles, flipByte, readSizes, writeMixedCollection, writeRandomFile } from '../rigs/tree.ts';
import { isPassed } from '../rigs/verdict.ts';
import { waitForWritten, waitUntil } from '../rigs/wait.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite({ shareConnection: true });
});
afterAll(async () => {
  await site.close();
});

/** Those that are left out with `jpg, png`. Names are bytes, each as a character of Latin 1. */
const previews = [
  'a.jpg',
  'B.JPG',
  'c.Png',
  '.jpg',
  '\xff\xfe.jpg',
  'line\nbreak.jpg',
  '-rf * $(touch PWNED).png',
  ' blank .jpg',
  'folder.jpg/inside.png',
];
/** Those that come all the same. */
const wanted = [
  'movie.eer',
  'a.jpg.mrc',
  'jpg',
  'ajpg',
  'a.jpeg',
  'a.jpg ',
  'Gain_reference.jpg',
  'x_GAIN.png',
  'DefectMap.png',
  'dark.jpg',
  'folder.jpg/gain.mrc',
  'folder.png/movie.eer',
  '\xff gain \xfe.jpg',
  'folder.jpg/deeper.PNG/session.xml',
  ...leaveOutTables.kept.map((ending) => `every kind/x.${ending}`),
];

interface Prepared {
  readonly plan: Plan;
  readonly source: string;
  readonly destination: string;
}

/** A collection with hostile names, and the plan that leaves out its pictures. */
function prepare(more: Readonly<Record<string, string>> = {}, at: Site = site): Prepared {
  const collection = 'GRID1';
  const lab = at.makeLab("O'Brien lab");
  const source = at.locate(lab, collection);
  mkdirSync(source);
  writeMixedCollection(source);
  rmSync(join(source, 'link to nothing'));
  for (const name of [...previews, ...wanted]) write(source, name);
  const destination = join(mkdtempSync(join(at.folder, 'to ')), collection);
  const names = { lab, collection, destination, session: 'none', leaveOut: 'jpg, png' };
  return { plan: at.plan({ ...names, ...more }), source, destination };
}

/** Writes a file of this name, which is bytes. */
function write(folder: string, name: string): void {
  const folders = name.split('/').slice(0, -1).join('/');
  mkdirSync(join(folder, folders), { recursive: true });
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]), `content of ${name}`);
}

/** All of the collection is here but its previews, and each file is right. */
function expectHome({ source, destination }: Prepared): void {
  // Not the log of the script, nor the list of a round.
  const here = Object.keys(readSizes(destination)).filter((name) => !/^get-|^\..*-settled$/.test(name));
  const there = Object.keys(readSizes(source));
  expect(there.filter((name) => !here.includes(name)).sort()).toEqual([...previews].sort());
  expect(here.filter((name) => !there.includes(name))).toEqual([]);
  expect(findWrongFiles(source, destination).filter((name) => here.includes(name))).toEqual([]);
}

async function run(plan: Plan, ...ids: readonly string[]): Promise<string> {
  let last = '';
  for (const id of ids) last = (await site.run(textOf(plan, id))).shown;
  return last;
}

describe('with the commands of the plan', () => {
  test('previews stay, all else comes and is compared, and the numbers are those of what comes', async () => {
    const prepared = prepare();
    const { plan, source, destination } = prepared;
    const files = Object.keys(readSizes(source)).length;
    expect(await run(plan, 'check')).toContain(`FOUND: ${files - previews.length} files, `);
    const gone = await run(plan, 'left-out');
    expect(gone).toMatch(new RegExp(`^LEFT OUT: ${previews.length} files, 0\\.0 GB \\(\\d+ bytes\\)$`, 'm'));
    expect(gone).toMatch(/^\d files end in \.png, /m);
    await run(plan, 'folder', 'copy');
    expectHome(prepared);
    const verified = await run(plan, 'verify');
    expect(isPassed(verified)).toBe(true);
    expect(verified).toContain('is the same, but for what was left out.');
    // A rule that leaves out more than it should would not see this.
    const flipped = ['folder.jpg/gain.mrc', 'Gain_reference.jpg', 'every kind/x.xml'];
    for (const name of flipped) flipByte(join(destination, name), 2);
    const found = await run(plan, 'verify');
    expect(isPassed(found)).toBe(false);
    for (const name of flipped) expect(found).toContain(name);
    await run(plan, 'cure');
    expect(isPassed(await run(plan, 'verify'))).toBe(true);
    // Without the rule the check names the previews, and no other.
    const whole = await site.run(textOf(plan, 'verify').replace(/'--(?:in|ex)clude=[^']*' /g, ''));
    expect(whole.shown.match(/^>f/gm)).toHaveLength(previews.length);
  });

  test('a list, its check and its receipt follow the rule, also where previews are here from before', async () => {
    const prepared = prepare({ prove: 'list', collected: '2026-11-20' });
    const { plan, source, destination } = prepared;
    const count = Object.keys(readSizes(source)).length - previews.length;
    await run(plan, 'folder');
    write(destination, 'a.jpg');
    expect(await run(plan, 'copy', 'sums')).toBe(`${count} files in the list\n`);
    const shown = await run(plan, 'verify-list');
    expect(shown).toContain(`${count} files in the list, ${count} here, ${count} at the source\nPASSED: `);
    await run(plan, 'receipt');
    const receipt = readFileSync(`${destination}.receipt.txt`, 'utf8');
    expect(receipt).toContain(
      '\nLeft out: files that end in .jpg, .png, which the facility deletes from 2026-12-04 on\n',
    );
    rmSync(source, { recursive: true });
    expect(await run(plan, 'recheck')).toContain('PASSED: ');
    flipByte(join(destination, 'x_GAIN.png'), 2);
    expect(await run(plan, 'recheck')).toContain('different:  ./x_GAIN.png\n');
  });

  test('a folder for cut files that the collection has itself is left alone by the copy, and brought by the last one', async () => {
    const { plan, source, destination } = prepare();
    write(source, '.rsync-partial/movie.eer');
    await run(plan, 'folder', 'copy');
    expect(readSizes(destination)).not.toHaveProperty('.rsync-partial/movie.eer');
    expect(isPassed(await run(plan, 'verify'))).toBe(false);
    await run(plan, 'cure');
    expect(isPassed(await run(plan, 'verify'))).toBe(true);
  });

  test('links that are replaced by what they lead to follow it by their own names', async () => {
    const { plan, source, destination } = prepare({ links: 'copy' });
    symlinkSync('movie.eer', join(source, 'look.jpg'));
    symlinkSync('every kind', join(source, 'kinds.png'));
    await run(plan, 'folder', 'copy');
    const here = readSizes(destination);
    expect(here).not.toHaveProperty('look.jpg');
    expect(here).toHaveProperty('kinds.png/x.xml');
    expect(isPassed(await run(plan, 'verify'))).toBe(true);
  });
});

describe('a script', () => {
  test.each([
    ['in one stream', {}, 'every byte of the rest was compared.'],
    ['with a list', { prove: 'list' }, 'every other file has the checksum that it had at its source.'],
    [
      'in four streams, with both',
      { streams: '4', keys: 'key', prove: 'both' },
      'every byte of the rest was compared.',
    ],
  ])('leaves previews out %s, and says so', async (_how, more, end) => {
    const prepared = prepare(more);
    const ended = await runScript(site, prepared.plan);
    expect(verdictOf(ended)).toBe(
      `DONE: GRID1 is here, but for the files that end in .jpg, .png, which were left out: ${end}`,
    );
    expect(ended.shown).toContain(`LEFT OUT: ${previews.length} files`);
    expectHome(prepared);
    // And once more, with all of it here.
    if ('streams' in more) expect(verdictOf(await runScript(site, prepared.plan))).toContain(end);
  });

  test('goes on after a cut, by the same rule', async () => {
    const cuttable = await openSite();
    const prepared = prepare({ prove: 'list' }, cuttable);
    const { plan, source, destination } = prepared;
    writeRandomFile(join(source, 'big.eer'), 16_000_000);
    writeRandomFile(join(source, 'big.jpg'), 16_000_000);
    const made = makeScript(cuttable, plan);
    const running = cuttable.start(made.line());
    await cuttable.proxy.holdAfter(7_000_000);
    await waitForWritten(destination, 3_000_000);
    endProcess(-running.pid, 'SIGTERM');
    await running.ended;
    cuttable.proxy.reset();
    const ended = await runScript(cuttable, plan);
    expect(ended.code).toBe(0);
    expect(readSizes(destination)).not.toHaveProperty('big.jpg');
    expect(findWrongFiles(source, destination).filter((name) => !name.startsWith('get-'))).toEqual([]);
    renameSync(join(source, 'big.jpg'), join(source, 'a.jpg'));
    expectHome(prepared);
    await cuttable.close();
  });

  test('copies live by it, in each round', async () => {
    const prepared = prepare({ live: 'yes', keys: 'key', prove: 'both' });
    const { source, destination, plan } = prepared;
    await site.run(`find ${quoteWord(source)} -type f -exec touch -d '1 hour ago' {} +`);
    const running = site.start(makeScript(site, plan).line('dash', 'ROUND_SECONDS=1'));
    const log = (): string =>
      Object.keys(readSizes(destination))
        .filter((name) => name.startsWith('get-') && name.endsWith('.log'))
        .map((name) => readFileSync(join(destination, name), 'utf8'))
        .join('');
    const count = Object.keys(readSizes(source)).length - previews.length;
    await waitUntil(() => log().includes(`${count} files are settled`), 'a round is over');
    expectHome(prepared);
    writeFileSync(/make an empty file here: (.*)/.exec(log())?.[1] ?? '', '');
    const ended = await running.ended;
    expect(verdictOf(ended)).toContain('which were left out: every byte of the rest was compared.');
    expectHome(prepared);
  });

  test('says what is left where a collection has previews only', async () => {
    const { plan, source } = prepare();
    await site.run(`find ${quoteWord(source)} -mindepth 1 -delete`);
    write(source, 'a.jpg');
    expect(verdictOf(await runScript(site, plan))).toContain(
      'there is not one file in it, but for what is left out (.jpg, .png). Has the rest been deleted already?',
    );
  });
});

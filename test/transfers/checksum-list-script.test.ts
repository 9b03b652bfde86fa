import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import {
  damages,
  harmless,
  linkDamages,
  linkedHarmless,
  lostFolder,
  unreadable,
  unwhole,
  wrongLink,
  writeCollection,
} from '../rigs/harms.ts';
import { textOf } from '../rigs/plans.ts';
import { makeScript, runScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { findWrongFiles, flipByte, readSizes, readTree, writeMixedCollection, writeRandomFile } from '../rigs/tree.ts';
import { isPassed } from '../rigs/verdict.ts';

let site: Site;
/** The account on this server is not root: it may be refused. */
let limited: Site;
beforeAll(async () => {
  site = await openSite({ shareConnection: true });
  limited = await openSite({
    shareConnection: true,
    forceCommand: `setpriv --reuid=61234 --regid=61234 --clear-groups sh -c 'cd / && exec sh -c "$SSH_ORIGINAL_COMMAND"'`,
  });
});
afterAll(async () => {
  await site.close();
  await limited.close();
});

interface Prepared {
  readonly plan: Plan;
  readonly source: string;
  readonly destination: string;
}

function prepare(name: string, prove = 'list', more: Readonly<Record<string, string>> = {}, at: Site = site): Prepared {
  const lab = at.makeLab("O'Brien lab");
  const source = at.locate(lab, 'GRID1');
  mkdirSync(source);
  writeMixedCollection(source);
  rmSync(join(source, 'link to nothing'));
  writeRandomFile(join(source, 'movies', 'movie.eer'), 400_000);
  const destination = join(at.folder, name, 'GRID1');
  const plan = at.plan({ lab, collection: 'GRID1', destination, prove, session: 'none', ...more });
  return { plan, source, destination };
}

/** All files of the collection are here, but for the logs of the script. */
function expectHome({ source, destination }: Prepared): void {
  expect(findWrongFiles(source, destination).filter((path) => !path.startsWith('get-'))).toEqual([]);
  expect(readSizes(destination)).toMatchObject(readSizes(source));
}

/** Every other kind: `gallery.test.ts` tries all of them with the copy and the script, and here the list is what differs. */
const everyOther = <Kind>(all: readonly Kind[], from: 0 | 1 = 0): Kind[] =>
  all.filter((_, index) => index % 2 === from);

const whole = 'DONE: GRID1 is whole: every file has the checksum that it had at its source.';

/** A collection of the gallery, a plan that proves it by a list, and the copy as a person makes it. */
function openCase(at: Site, fill: (folder: string) => void, more: Readonly<Record<string, string>> = {}): Prepared {
  const lab = at.makeLab();
  const source = at.locate(lab, 'GRID1');
  writeCollection(source);
  fill(source);
  const destination = join(mkdtempSync(join(at.folder, 'to ')), 'GRID1');
  const plan = at.plan({ lab, collection: 'GRID1', destination, prove: 'list', session: 'none', ...more });
  return { plan, source, destination };
}

async function run(at: Site, plan: Plan, ...ids: readonly string[]): Promise<string> {
  let last = '';
  for (const id of ids) last = (await at.run(textOf(plan, id))).shown;
  return last;
}

describe('of the gallery, a list of checksums', () => {
  test.each(everyOther([...harmless, ...linkedHarmless]))(
    'passes $name, by plan and by script',
    async ({ name, to }) => {
      const { plan, source, destination } = openCase(site, to);
      const found = Number(/^FOUND: (\d+) files/m.exec(await run(site, plan, 'check'))?.[1]);
      const counts = (of: number): string =>
        `${String(of)} files in the list, ${String(of)} here, ${String(of)} at the source\nPASSED: `;
      const first = await run(site, plan, 'folder', 'copy', 'sums', 'verify-list');
      // A copy leaves that folder out: that is why the plan says to look at the number.
      const isLeftOut = name === 'a .rsync-partial of its own';
      expect(first).toContain(counts(isLeftOut ? found - 1 : found));
      if (isLeftOut) expect(await run(site, plan, 'cure-list', 'sums', 'verify-list')).toContain(counts(found));
      expect(findWrongFiles(source, destination)).toEqual([]);
      const ended = await runScript(site, plan);
      expect(verdictOf(ended), ended.shown).toBe(whole);
      expect(readSizes(destination)).toMatchObject(readSizes(source));
    },
  );

  test.each(everyOther(damages, 1))(
    'does not pass a copy with $name, and what the plan says then cures it',
    async ({ to }) => {
      const { plan, source, destination } = openCase(site, () => undefined);
      await run(site, plan, 'folder', 'copy');
      to(destination);
      const before = await run(site, plan, 'sums', 'verify-list');
      expect(isPassed(before), before).toBe(false);
      const after = await run(site, plan, 'cure-list', 'sums', 'verify-list');
      expect(isPassed(after), after).toBe(true);
      expect(findWrongFiles(source, destination)).toEqual([]);
      to(destination);
      const ended = await runScript(site, plan);
      expect(verdictOf(ended), ended.shown).toBe(whole);
      expect(findWrongFiles(source, destination).filter((path) => !path.startsWith('get-'))).toEqual([]);
    },
  );

  test.each(everyOther([...linkDamages, wrongLink, lostFolder], 1))(
    'leaves $name to the copy of a script, which sets it right',
    async ({ to }) => {
      const { plan, source, destination } = openCase(site, () => undefined);
      await run(site, plan, 'folder', 'copy');
      to(destination);
      const ended = await runScript(site, plan);
      const { best, empty } = readTree(destination);
      expect([best, empty !== undefined]).toEqual([readTree(source).best, true]);
      expect(verdictOf(ended), ended.shown).toBe(whole);
    },
  );

  test.each([unwhole.linkOut, unwhole.linkUp])('does not call $name done', async ({ to }) => {
    const { plan } = openCase(site, to);
    expect(verdictOf(await runScript(site, plan))).toMatch(/^NOT DONE: .* links lead to is outside of it/);
  });

  test.each(unreadable)('never passes $name', async ({ to }) => {
    const { plan } = openCase(limited, to);
    const shown = await run(limited, plan, 'folder', 'copy', 'sums', 'verify-list');
    expect(isPassed(shown), shown).toBe(false);
    expect(verdictOf(await runScript(limited, plan))).toMatch(
      /^NOT DONE: GRID1: the last copy did not come to its end/,
    );
  });
});

describe('a script with a list of checksums', () => {
  test.each(['sh', 'bash', 'busybox sh'])(
    'says DONE in %s, and in sh once more when it is started again',
    async (shell) => {
      const prepared = prepare(shell);
      const script = makeScript(site, prepared.plan);
      for (let run = 0; run < (shell === 'sh' ? 2 : 1); run += 1) {
        const ended = await site.run(script.line(shell, 'MOST_TRIES=3'));
        expect([ended.code, verdictOf(ended)], ended.shown).toEqual([0, whole]);
        expectHome(prepared);
        expect(readFileSync(`${prepared.destination}.receipt.txt`, 'utf8')).toContain(
          `Collection: ${prepared.source}\n`,
        );
        const count = String(Object.keys(readSizes(prepared.source)).length);
        expect(ended.shown).toContain(`${count} files in the list, ${count} here, ${count} at the source\n`);
        expect(readFileSync(`${prepared.destination}.md5`, 'latin1').split('\n').filter(Boolean)).toHaveLength(
          Number(count),
        );
      }
    },
  );

  test('brings again what a disk has changed, though size and time are the same', async () => {
    const prepared = prepare('changed');
    await runScript(site, prepared.plan);
    flipByte(join(prepared.destination, 'movies', 'movie.eer'), 9);
    const ended = await runScript(site, prepared.plan);
    expect(ended.shown).toContain('different:  ./movies/movie.eer\n');
    expect(verdictOf(ended)).toMatch(/^DONE: /);
    expectHome(prepared);
  });

  test('makes a list of what was here before, by a copy that compares contents', async () => {
    const prepared = prepare('before');
    const plain = site.plan({ ...prepared.plan.request, prove: 'compare' });
    expect(verdictOf(await runScript(site, plain))).toMatch(/^DONE: /);
    expect(existsSync(`${prepared.destination}.md5`)).toBe(false);
    const ended = await runScript(site, prepared.plan);
    expect(verdictOf(ended), ended.shown).toMatch(/^DONE: /);
    expectHome(prepared);
  });

  test('goes on after a cut, and its list is whole', async () => {
    const cuttable = await openSite();
    const prepared = prepare('cut', 'list', {}, cuttable);
    writeRandomFile(join(prepared.source, 'zz.eer'), 6_000_000);
    const held = cuttable.proxy.holdAfter(5_000_000);
    const running = cuttable.start(makeScript(cuttable, prepared.plan).line('sh', 'MOST_TRIES=3'));
    await held;
    cuttable.proxy.reset();
    const ended = await running.ended;
    expect(verdictOf(ended), ended.shown).toMatch(/^DONE: /);
    expectHome(prepared);
    await cuttable.close();
  });

  test('brings a .rsync-partial of the collection, which a copy leaves out', async () => {
    const prepared = prepare('own-partial');
    mkdirSync(join(prepared.source, '.rsync-partial'));
    writeFileSync(join(prepared.source, '.rsync-partial', 'keep.eer'), 'x');
    const ended = await runScript(site, prepared.plan);
    expect(verdictOf(ended), ended.shown).toMatch(/^DONE: /);
    expect(existsSync(join(prepared.destination, '.rsync-partial', 'keep.eer'))).toBe(true);
  });

  test('says NOT DONE, and why, when a file is here that is not of the collection, and writes no receipt', async () => {
    const prepared = prepare('extra');
    mkdirSync(prepared.destination, { recursive: true });
    writeFileSync(join(prepared.destination, 'notes of mine'), 'x');
    const ended = await runScript(site, prepared.plan);
    expect([ended.code, verdictOf(ended)]).toEqual([
      1,
      'NOT DONE: GRID1: not in the collection as it is now: notes of mine. Move that elsewhere, or delete it if it is a piece of a killed copy; then start the script again.',
    ]);
    expect(existsSync(`${prepared.destination}.receipt.txt`)).toBe(false);
  });

  test('proves several collections, each by a list of its own, whatever becomes of the one before', async () => {
    const { plan, source, destination } = prepare('several', 'list', { alsoCollections: 'GRID2' });
    writeRandomFile(join(dirname(source), 'GRID2', 'movie.eer'), 9_000);
    mkdirSync(destination, { recursive: true });
    writeFileSync(join(destination, 'notes of mine'), 'x');
    const ended = await runScript(site, plan);
    expect(ended.shown).toContain(`\n${whole.replace('GRID1', 'GRID2')}\n`);
    expect(verdictOf(ended)).toBe('NOT DONE: 1 of 2 collections: GRID1. The lines above say why.');
    const second = join(dirname(destination), 'GRID2');
    expect([existsSync(`${destination}.receipt.txt`), existsSync(`${second}.receipt.txt`)]).toEqual([false, true]);
  });

  test('says NOT DONE, and why, when the log cannot be written', async () => {
    const prepared = prepare('no-log');
    mkdirSync(`${prepared.destination}.rsync.log`, { recursive: true });
    const ended = await runScript(site, prepared.plan);
    expect(ended.code).toBe(1);
    expect(verdictOf(ended), ended.shown).toMatch(/^NOT DONE: GRID1: there is no log of rsync, /);
  });

  test('with a comparison too, says DONE once both have passed', async () => {
    const prepared = prepare('both', 'both');
    const ended = await runScript(site, prepared.plan);
    expect(verdictOf(ended), ended.shown).toMatch(/^DONE: GRID1 is whole: every byte was compared\./);
    expect(ended.shown.match(/^PASSED: .*/gm)).toHaveLength(2);
  });

  test('with a comparison too, says NOT DONE where only the list is not passed', async () => {
    const prepared = prepare('both-extra', 'both');
    mkdirSync(prepared.destination, { recursive: true });
    writeFileSync(join(prepared.destination, 'notes of mine'), 'x');
    const ended = await runScript(site, prepared.plan);
    expect(ended.shown).toContain('PASSED: every byte of every file was compared');
    expect(verdictOf(ended)).toMatch(/^NOT DONE: GRID1: not in the collection as it is now: notes of mine\./);
  });
});

test('a comparison that passed is no proof by a list: without one there is no receipt', async () => {
  const { plan, destination } = prepare('unlogged', 'both');
  // rsync cannot write its log there, and ends with 0 all the same.
  mkdirSync(`${destination}.rsync.log`, { recursive: true });
  const ended = await runScript(site, plan);
  expect(ended.shown).toContain('\nPASSED: every byte of every file was compared');
  expect(verdictOf(ended)).toMatch(/^NOT DONE: GRID1: /);
  expect(ended.code).toBe(1);
  expect(existsSync(`${destination}.receipt.txt`)).toBe(false);
});

describe('what is written at the source while the list is checked', () => {
  /** An md5sum that first writes a file at the source: once, or each time. */
  function writeMeanwhile(source: string, times: 'once' | 'always'): string {
    const folder = mkdtempSync(join(site.folder, 'md5sum '));
    const file = join(folder, 'md5sum');
    const path = times === 'once' ? 'later.mrc' : 'later $PPID.mrc';
    // The script does not see the folder of the server: this process does.
    const there = `nsenter --mount=/proc/${String(process.pid)}/ns/mnt sh -c`;
    const write = quoteWord(`cd ${quoteWord(source)} && { [ -e "${path}" ] || echo late >"${path}"; }`);
    writeFileSync(file, `#!/bin/sh\n${there} ${write}\nexec /usr/bin/md5sum "$@"\n`);
    chmodSync(file, 0o755);
    return `PATH=${quoteWord(folder)}:"$PATH"`;
  }

  test('comes too, and is in the list', async () => {
    const prepared = prepare('later');
    const ended = await runScript(site, prepared.plan, writeMeanwhile(prepared.source, 'once'));
    expect(verdictOf(ended)).toBe(whole);
    expectHome(prepared);
    expect(readFileSync(`${prepared.destination}.md5`, 'utf8')).toContain('  ./later.mrc\n');
  });

  test('is never called done while there is more', async () => {
    const { plan, source, destination } = prepare('more');
    const ended = await runScript(site, plan, writeMeanwhile(source, 'always'));
    expect(verdictOf(ended)).toBe(
      'NOT DONE: GRID1: the source is still written to: each of five copies brought more. Start the script again when the session is over.',
    );
    expect(existsSync(`${destination}.receipt.txt`)).toBe(false);
  });
});

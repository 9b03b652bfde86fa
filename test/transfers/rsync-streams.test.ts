import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { findProcesses } from '../rigs/sshd.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { findWrongFiles, readSizes, readTree, writeMixedCollection, writeRandomFile } from '../rigs/tree.ts';
import { isPassed } from '../rigs/verdict.ts';
import { textOf } from '../rigs/plans.ts';

let site: Site;
/** Where all commands use one connection: names do not care, and each command costs less. */
let quickSite: Site;
beforeAll(async () => {
  site = await openSite();
  quickSite = await openSite({ shareConnection: true });
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(async () => {
  await site.close();
  await quickSite.close();
});

const planInStreams = (lab: string, collection: string, destination: string): Plan =>
  site.plan({ lab, collection, destination, keys: 'key', streams: '4', session: 'none' });

async function runStep(plan: Plan, id: string, shell = 'bash', at = site): Promise<string> {
  const { code, shown } = await at.run(textOf(plan, id), shell);
  expect(code, `${id}: ${shown}`).toBe(0);
  return shown;
}

/** The four lists of a destination, and what each names. */
const listsOf = (destination: string) =>
  readdirSync(destination)
    .filter((name) => name.includes('-list-'))
    .sort();

/** The files of a collection that the four copies have brought, all of them and byte for byte. */
function expectFilesHome(source: string, destination: string): void {
  expect(findWrongFiles(source, destination)).toEqual(listsOf(destination));
  expect(readSizes(destination)).toMatchObject(readSizes(source));
}

/** The whole plan, with all it promises on its way. */
async function bringHome(lab: string, collection: string, destination: string, shell: string): Promise<void> {
  const source = quickSite.locate(lab, collection);
  const run = (id: string) => runStep(plan, id, shell, quickSite);
  const plan = planInStreams(lab, collection, destination);
  expect(await run('key-test')).toBe('');
  expect(await run('folder')).toBe('');
  expect(await run('list')).toBe('');
  expect(listsOf(destination)).toHaveLength(4);
  expect((await run('streams')).match(/^total size is [\d,]+ {2}speedup/gm)).toHaveLength(4);
  expectFilesHome(source, destination);
  await run('copy');
  expect(await run('lists-end')).toBe('');
  expect(readTree(destination)).toEqual(readTree(source));
  const verify = await run('verify');
  expect(isPassed(verify), verify).toBe(true);
  expect(await run('leftovers')).toBe('');
}

describe('four copies at the same time, as they are printed,', () => {
  test.each([
    ['bash', 'test-lab', 'GRID1'],
    ['bash', "O'Brien lab", `'"\`$\\!#*?[]{}()<>|;&~^=%@ -`],
    ['bash', '$(touch PWNED)', 'trailing\\'],
    ['zsh', "=ls \\'wow!x", "it's; touch PWNED; 'x'"],
    ['fish', 'a\\b', "it's\\ {a,b} %s"],
    ['dash', '-rf ~root {a,b} [1] *', '`touch PWNED`$(touch PWNED)'],
    ['tcsh', "wow!x 'y'", ' host:a:b $HOME '],
    ['bash', 'Zürich lab', 'Zu\u0308rich 🔬'],
  ])('in %s, bring home what lies in %s / %s', async (shell, name, collection) => {
    const lab = site.makeLab(name);
    const source = site.locate(lab, collection);
    mkdirSync(source);
    writeMixedCollection(source);
    writeFileSync(join(source, '#x'), 'x');
    writeFileSync(join(source, ';y'), 'y');
    await bringHome(
      lab,
      collection,
      join(site.folder, `${shell} ${String(readdirSync(site.folder).length)}`, collection),
      shell,
    );
    const everything = readdirSync(site.folder, { recursive: true, encoding: 'utf8' });
    expect(everything.filter((path) => /(?:^|\/)PWNED$/.test(path))).toEqual([]);
  });

  test.each([0, 3])('bring home a collection of %i files', async (count) => {
    const lab = site.makeLab();
    const source = site.locate(lab, 'few');
    mkdirSync(source);
    for (let index = 0; index < count; index += 1) writeRandomFile(join(source, `${String(index)}.eer`), 1_000);
    await bringHome(lab, 'few', join(site.folder, `few ${String(count)}`, 'few'), 'bash');
  });

  test('deal the files out by their sizes: no list has more than another by more than the biggest file', async () => {
    const lab = site.makeLab();
    const source = site.locate(lab, 'sizes');
    mkdirSync(source);
    for (let index = 0; index < 30; index += 1) {
      writeRandomFile(join(source, 'movies', `${String(index)}.eer`), (index * index * 997) % 50_000);
    }
    const destination = join(site.folder, 'sizes', 'sizes');
    const plan = planInStreams(lab, 'sizes', destination);
    await runStep(plan, 'folder');
    await runStep(plan, 'list');
    const sums: number[] = [];
    for (const list of listsOf(destination)) {
      const { shown } = await site.run(`cat '${join(destination, list)}'`);
      const names = shown.split('\0').filter(Boolean);
      expect(names.length).toBeGreaterThanOrEqual(7);
      sums.push(names.reduce((sum, name) => sum + statSync(join(source, name)).size, 0));
    }
    const sizes = Object.values(readSizes(source));
    expect(sums.reduce((a, b) => a + b)).toBe(sizes.reduce((a, b) => a + b));
    expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(Math.max(...sizes));
  });

  test('are really four, and go on where they were cut off', async () => {
    const lab = site.makeLab();
    const source = site.locate(lab, 'GRID1');
    mkdirSync(source);
    // Two files a list, and the hold comes before a list can be done: all four are at work then.
    for (let index = 0; index < 8; index += 1)
      writeRandomFile(join(source, 'movies', `${String(index)}.eer`), 4_000_000);
    const destination = join(site.folder, 'cut', 'GRID1');
    const plan = planInStreams(lab, 'GRID1', destination);
    await runStep(plan, 'folder');
    await runStep(plan, 'list');

    const held = site.proxy.holdAfter(7_000_000);
    const running = site.start(textOf(plan, 'streams'));
    await held;
    await expect.poll(() => findProcesses(running.pid, 'ssh'), { interval: 10 }).toHaveLength(4);
    site.proxy.reset();
    const cut = await running.ended;
    expect(cut.code).not.toBe(0);
    expect(cut.shown).toMatch(/code (?:12|255)/);
    expect(findWrongFiles(source, destination)).toEqual(listsOf(destination));
    expect(
      Object.keys(readSizes(destination)).filter((path) => path.startsWith('movies/') && path.split('/').length === 2)
        .length,
    ).toBeLessThan(8);

    const before = site.proxy.passedBytes;
    await runStep(plan, 'streams');
    // What had arrived is not sent again, but for what was on its way.
    expect(site.proxy.passedBytes - before).toBeLessThan(31_000_000);
    expectFilesHome(source, destination);
    await runStep(plan, 'copy');
    await runStep(plan, 'lists-end');
    expect(readTree(destination)).toEqual(readTree(source));
    expect(isPassed(await runStep(plan, 'verify'))).toBe(true);
  });

  test('that were cut off and left so are made whole by the copy that always follows', async () => {
    const lab = site.makeLab();
    const source = site.locate(lab, 'GRID2');
    mkdirSync(source);
    for (let index = 0; index < 8; index += 1) writeRandomFile(join(source, `${String(index)}.eer`), 1_000_000);
    const destination = join(site.folder, 'left', 'GRID2');
    const plan = planInStreams(lab, 'GRID2', destination);
    await runStep(plan, 'folder');
    await runStep(plan, 'list');
    const held = site.proxy.holdAfter(1_500_000);
    const running = site.start(textOf(plan, 'streams'));
    await held;
    site.proxy.reset();
    await running.ended;
    expect(findWrongFiles(source, destination)).toEqual(listsOf(destination));
    await runStep(plan, 'copy');
    await runStep(plan, 'lists-end');
    expect(findWrongFiles(source, destination)).toEqual([]);
    expect(readTree(destination)).toMatchObject(readTree(source));
    expect(isPassed(await runStep(plan, 'verify'))).toBe(true);
  });

  test('leave the lists of another collection in the same destination alone', async () => {
    const lab = site.makeLab();
    const destination = join(site.folder, 'shared');
    const plans = ['GRID1', 'GRID10'].map((collection) => {
      writeRandomFile(join(site.locate(lab, collection), `${collection}.eer`), 1_000);
      return planInStreams(lab, collection, destination);
    });
    const [one, ten] = plans;
    if (!one || !ten) throw new Error('There are two plans.');
    await runStep(one, 'folder');
    for (const plan of plans) await runStep(plan, 'list');
    expect(listsOf(destination)).toHaveLength(8);
    expect(await runStep(one, 'streams')).not.toContain('GRID10.eer');
    await runStep(one, 'lists-end');
    expect(listsOf(destination)).toHaveLength(4);
    expect(await runStep(ten, 'streams')).toContain('GRID10.eer');
  });
});

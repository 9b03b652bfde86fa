import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLook } from '../../src/generator/look/read-look.ts';
import { hostileWords, isFolderName } from '../rigs/hostile-words.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { readTree, writeRandomFile } from '../rigs/tree.ts';
import { isPassed } from '../rigs/verdict.ts';
import { textOf } from '../rigs/plans.ts';
import { proves } from '../rigs/proven/proves.ts';

const lengthBytes = (word: string) => Buffer.byteLength(word);
/** The worst of each kind of trouble, for what cannot run all. */
const worstNames = [
  "it's; touch PWNED; 'x'",
  '`touch PWNED`$(touch PWNED)',
  'trailing\\',
  '-rf ~root {a,b} [1] *',
  "=ls \\'wow!x",
  ' host:a:b ',
  'Zu\u0308rich 🔬',
  `'"\`$\\!#*?[]{}()<>|;&~^=%@ -`,
];
/**
 * What a folder can be called; a path is not the name of one. Every tenth of the hostile words: `test/shells` gives all
 * of them to the shells, and here each costs three connections.
 */
const names = [
  ...hostileWords
    .filter((word) => !/^(?:|\.|\.\.)$|\//.test(word) && lengthBytes(word) <= 255)
    .filter((_, index) => index % 10 === 0),
  ...worstNames,
  ...['$HOME', '$(touch PWNED)', '`touch PWNED`', ';touch PWNED', '&& touch PWNED', '|', '*', '?', '[1]', '{a,b}'],
  ...["it's", '"quoted"', '\\', 'wow!x', '#', '~', '%', '=', '-rf', ' leading', 'trailing ', 'host:', 'jdoe@host:x'],
  ...['\u00fc', 'u\u0308', 'сетка', '格子一号', 'a'.repeat(255), "'".repeat(255), '格'.repeat(85)],
].filter((name, index, all) => all.indexOf(name) === index && isFolderName(name));

/** Half of the worst: `test/shells` gives all of them to each shell, as words. */
const halfFor = (shell: string): string[] =>
  worstNames.filter((_, index) => index % 2 === (['zsh', 'tcsh'].includes(shell) ? 0 : 1));

/**
 * Copies a collection of this name from a lab folder whose name begins with it, to a destination of this name:
 * folder, copy and verify as the plan prints them.
 */
async function bringHome(site: Site, name: string, shell: string): Promise<void> {
  // Three long names in one command are more than a line takes: then only the collection has it.
  const isLong = lengthBytes(name) > 100;
  const lab = site.makeLab(isLong ? undefined : name);
  const source = site.locate(lab, name);
  mkdirSync(source);
  writeRandomFile(join(source, 'movie.eer'), 3_000);
  writeRandomFile(join(source, name, 'deeper.eer'), 2_000);
  const destination = join(site.folder, shell, isLong ? String(names.indexOf(name)) : name);
  const draft = { lab, collection: name, destination };
  if (/^(?:'{255}|\\{255}|!{255}|(?:'!\\){85})$/.test(name)) {
    // Quoted twice, these have lines that some shells cut off.
    expect(() => site.plan(draft)).toThrow('The names are too long');
    return;
  }
  const plan = site.plan(draft);
  expect(await site.run(textOf(plan, 'folder'), shell)).toEqual({ code: 0, shown: '' });
  const copy = await site.run(textOf(plan, 'copy'), shell);
  expect(copy.code, copy.shown).toBe(0);
  expect(readTree(destination)).toEqual(readTree(source));
  const verify = await site.run(textOf(plan, 'verify'), shell);
  expect(isPassed(verify.shown), verify.shown).toBe(true);
}

/** Where a command that ran by mistake would have left its mark: here, and where the server's shell begins. */
function expectNothingRan(site: Site): void {
  const everything = readdirSync(site.folder, { recursive: true, encoding: 'utf8' });
  expect(everything.filter((path) => /(?:^|\/)PWNED$/.test(path))).toEqual([]);
  expect(existsSync(join(homedir(), 'PWNED'))).toBe(false);
}

describe('lab folder, collection and destination of any name', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite({ shareConnection: true });
  });
  afterAll(() => site.close());

  test.each(names.map((name) => ({ name, shown: JSON.stringify(name) })))('$shown, in bash', async ({ name }) => {
    proves('rsync', 'linux', ['names'], ['rsync', 'openssh']);
    await bringHome(site, name, 'bash');
    expectNothingRan(site);
  });

  test.each(['zsh', 'fish', 'dash', 'tcsh'])('half of the worst, in %s', async (shell) => {
    for (const name of halfFor(shell)) await bringHome(site, name, shell);
    expectNothingRan(site);
  });

  test('lab folder, collection and destination as long as they can be: the line is continued, in every shell alike', async () => {
    const collection = 'c'.repeat(255);
    const destination = join(site.folder, 'd'.repeat(255), 'd'.repeat(255));
    const lab = site.makeLab('l'.repeat(240));
    const source = site.locate(lab, collection);
    writeRandomFile(join(source, 'movie.eer'), 3_000);
    const plan = site.plan({ lab, collection, destination });
    expect(textOf(plan, 'copy')).toContain(' \\\n  ');
    for (const shell of ['bash', 'zsh', 'fish', 'dash', 'tcsh']) {
      expect(await site.run(textOf(plan, 'folder'), shell)).toEqual({ code: 0, shown: '' });
      expect((await site.run(textOf(plan, 'copy'), shell)).code).toBe(0);
      expect(readTree(destination)).toEqual(readTree(source));
      const verify = await site.run(textOf(plan, 'verify'), shell);
      expect(isPassed(verify.shown), verify.shown).toBe(true);
    }
  });
});

describe.each(['zsh', 'fish', 'dash', 'tcsh'])('where %s is the shell of the storage server', (shell) => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite({ shareConnection: true, forceCommand: `exec ${shell} -c "$SSH_ORIGINAL_COMMAND"` });
  });
  afterAll(() => site.close());

  test('the check finds the worst names, and half of them come home', async () => {
    for (const name of worstNames) {
      const lab = site.makeLab();
      // A size of its own: only this folder has it.
      const bytes = 1_000 + worstNames.indexOf(name);
      writeRandomFile(join(site.locate(lab, name), name, 'movie.eer'), bytes);
      const plan = site.plan({ lab, collection: name, destination: '/srv/data/GRID1' });
      const { code, shown } = await site.run(textOf(plan, 'check'));
      expect(code, shown).toBe(0);
      expect(readLook(shown)).toMatchObject([{ path: site.locate(lab, name), files: 1, bytes, folders: 2, links: 0 }]);
    }
    for (const name of halfFor(shell)) await bringHome(site, name, 'bash');
    expectNothingRan(site);
  });
});

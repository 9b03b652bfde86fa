/**
 * The plan for Windows without WSL. Its programs run here, PowerShell does not: the text of these commands reads the
 * same in bash as long as it has no backslash, so the Windows path, which is the only word with one, is replaced.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { formatCommand } from '../../src/generator/index.ts';
import type { Plan } from '../../src/generator/index.ts';
import { readLook } from '../../src/generator/look/read-look.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { readSizes, readTree, writeRandomFile } from '../rigs/tree.ts';
import { stepOf, textOf } from '../rigs/plans.ts';

const parent = 'D:\\cryoem';

let site: Site;
let plan: Plan;
let source: string;
beforeAll(async () => {
  site = await openSite();
  const lab = site.makeLab();
  const collection = 'GRID1_2024-05-01.a';
  source = site.locate(lab, collection);
  writeRandomFile(join(source, 'movies', 'first.eer'), 6_000_000);
  writeRandomFile(join(source, 'movies', 'two words, [1] & $HOME.eer'), 400_000);
  writeRandomFile(join(source, '.hidden'), 1_234);
  writeRandomFile(join(source, 'empty'), 0);
  mkdirSync(join(source, 'empty folder'));
  plan = site.plan({ lab, collection, destination: `${parent}\\${collection}`, computer: 'windows' });
});
afterAll(() => site.close());

/** The copy command, with this folder for the one that holds the destination. */
function copyInto(folder: string): string {
  const { action } = stepOf(plan, 'copy');
  if (action.kind !== 'command') throw new Error('Copy is no command.');
  const words = action.command.words.map((word) =>
    word.parts.map(({ text }) => text).join('') === parent ? { ...word, parts: [{ text: folder }] } : word,
  );
  expect(words.filter((word, index) => word !== action.command.words[index]).length).toBe(1);
  return formatCommand({ ...action.command, words });
}

/** A tree without the times of its folders, which scp gives to files only after it has filled them. */
const withoutFolders = (folder: string) =>
  Object.entries(readTree(folder)).filter(([, content]) => !content.startsWith('folder'));

/** A command for PowerShell, as bash has it: a quote mark inside quote marks is doubled there. */
function rewriteForBash(text: string): string {
  const words = text.match(/(?:'(?:[^']|'')*'|[^ '])+/g) ?? [];
  return words.map((word) => quoteWord(word.startsWith("'") ? word.slice(1, -1).replaceAll("''", "'") : word)).join(' ');
}

test('the check finds the collection, and has no double quote, which PowerShell would lose', async () => {
  const text = textOf(plan, 'check');
  expect(text).not.toMatch(/["\n]/);
  const { code, shown } = await site.run(rewriteForBash(text));
  expect(code, shown).toBe(0);
  expect(readLook(shown)).toMatchObject([{ path: source, files: 4, bytes: 6_401_234, folders: 3 }]);
});

test('scp lands in a folder that is named after the collection, byte for byte', async () => {
  const folder = join(site.folder, 'whole');
  mkdirSync(folder);
  expect((await site.run(copyInto(folder))).code).toBe(0);
  const [collection = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  expect(`${parent}\\${collection}`).toBe(plan.request.destination);
  expect(readTree(join(folder, collection))).toEqual(readTree(source));
});

test('scp, cut half way, leaves a file that looks whole; the same line again makes it so', async () => {
  const folder = join(site.folder, 'cut');
  mkdirSync(folder);
  const held = site.proxy.holdAfter(3_000_000);
  const running = site.start(copyInto(folder));
  await held;
  site.proxy.reset();
  expect((await running.ended).code).not.toBe(0);
  const [collection = ''] = readdirSync(folder);
  expect(readSizes(join(folder, collection))).not.toEqual(readSizes(source));

  expect((await site.run(copyInto(folder))).code).toBe(0);
  expect(withoutFolders(join(folder, collection))).toEqual(withoutFolders(source));
});

test('the count on the server is the number of files that are there, and of their bytes', async () => {
  const tree = readTree(source);
  const strays = () => readdirSync('/tmp').filter((name) => name in tree);
  const before = strays();
  const { code, shown } = await site.run(textOf(plan, 'verify'));
  expect(code).toBe(0);
  const sizes = Object.values(readSizes(source));
  const [, regular = ''] = /^Number of files: .*\breg: ([\d,]*\d)/m.exec(shown) ?? [];
  const [, total = ''] = /^Total file size: ([\d,]+) bytes/m.exec(shown) ?? [];
  expect(Number(regular.replaceAll(',', ''))).toBe(sizes.length);
  expect(Number(total.replaceAll(',', ''))).toBe(sizes.reduce((sum, size) => sum + size, 0));
  expect(strays()).toEqual(before);
});

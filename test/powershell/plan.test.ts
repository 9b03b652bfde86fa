/**
 * The plan for Windows without WSL, as printed, by both builds of PowerShell: whole, cut and resumed, damaged, verified.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import type { ProgramId } from '../../src/site/proven-tables.ts';
import { missing } from '../rigs/powershell.ts';
import { openLinux, openWine } from '../rigs/powershell-plan.ts';
import type { Receiver } from '../rigs/powershell-plan.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { flipByte, readTree, writeRandomFile } from '../rigs/tree.ts';
import { proves } from '../rigs/proven/proves.ts';

let site: Site;
let lab: string;
beforeAll(async () => {
  site = await openSite();
  lab = site.makeLab("it's a lab");
});
afterAll(() => site.close());

/** All that Windows can carry in a name. */
const collection = "Grid [1] & it's ü; $x {a} #~ (2)";
const names = [
  'movies/first.eer',
  'movies/two words, [1] & $HOME.eer',
  'Ü it’s #1 $x `y`.eer',
  "it's.tif",
  '.hidden',
  'empty',
  '-rf',
  `deep/${'d'.repeat(120)}/${'e'.repeat(120)}/long.mrc`,
];

function fill(name: string): string {
  const source = site.locate(lab, name);
  if (existsSync(source)) return source;
  for (const [index, path] of names.entries())
    writeRandomFile(join(source, path), path === 'empty' ? 0 : 40_000 + index);
  writeRandomFile(join(source, 'movies/large.eer'), 9_000_000);
  mkdirSync(join(source, 'empty folder'));
  symlinkSync('movies/first.eer', join(source, 'link'));
  return source;
}

/** A tree without links, which sftp leaves out, and without what folders say of time. */
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(readTree(folder)).filter(([path, content]) => path !== 'link' && !content.startsWith('folder')),
  );

const lastOf = (shown: string): string => shown.trimEnd().split('\n').at(-1) ?? '';

const builds: readonly (readonly ['linux' | 'windows', (of: Site) => Receiver | Promise<Receiver>])[] = [
  ['linux', openLinux],
  ['windows', openWine],
];

/** What a test of a build was run with. */
const ranBy = {
  linux: ['powershell', 'linux', 'openssh'],
  windows: ['powershell-windows', 'wine', 'openssh'],
} as const satisfies Record<string, readonly ProgramId[]>;

describe.each(builds)('the build for %s', (build, open) => {
  let receiver: Receiver;
  beforeAll(async () => {
    if (!missing[build]) receiver = await open(site);
  });
  afterAll(async () => {
    if (!missing[build]) await receiver.close();
  });

  function planInto(name: string, of = collection): Plan {
    return site.plan({ lab, collection: of, destination: name, computer: 'windows' });
  }

  test('brings a collection with any name home; a flipped byte is found, and mended as the plan says', async (context) => {
    proves('rsync', 'windows', ['normal', 'names', 'verified', 'damage'], ranBy[build]);
    context.skip(missing[build] !== undefined, missing[build]);
    const source = fill(collection);
    const { name, path } = receiver.makeFolder();
    const plan = planInto(`${name}\\it's here`);
    const here = join(path, "it's here");
    const whole = await receiver.run(plan, ['check', 'folder', 'copy', 'verify'], here);
    expect(whole.shown).toMatch(/^FOUND: 9 files, 0\.0 GB \(9280\d+ bytes\), \d+ folders, 1 links, 0 others\r?$/m);
    expect(whole.shown).toContain('WINDOWS CAN KEEP ALL NAMES.');
    expect(whole.shown).toContain('not compared, a link or no file: link');
    expect(lastOf(whole.shown)).toBe('PASSED: 9 of 9 files are equal, byte for byte.');
    expect(filesOf(here)).toEqual(filesOf(source));
    expect(existsSync(join(here, 'empty folder'))).toBe(true);

    flipByte(join(here, 'movies/large.eer'));
    rmSync(join(here, "it's.tif"));
    writeFileSync(join(here, 'Thumbs.db'), 'x');
    const found = await receiver.run(plan, ['copy', 'verify', 'cure', 'copy', 'verify'], here);
    expect(found.shown).toMatch(/^different: movies[\\/]large\.eer$/m);
    expect(found.shown).toMatch(/^not on the server: Thumbs\.db$/m);
    // sftp brings what is missing, and passes over what has its whole size.
    expect(found.shown).toContain('NOT PASSED: 8 of 9 files are equal, byte for byte.');
    expect(lastOf(found.shown)).toBe('PASSED: 9 of 9 files are equal, byte for byte.');
    rmSync(join(here, 'Thumbs.db'));
    expect(filesOf(here)).toEqual(filesOf(source));
  });

  test('resumes what was cut half way, and until then does not pass', async (context) => {
    proves('rsync', 'windows', ['cut'], ranBy[build]);
    context.skip(missing[build] !== undefined, missing[build]);
    const source = fill('cut');
    const { name, path } = receiver.makeFolder();
    const plan = planInto(name, 'cut');
    const held = site.proxy.holdAfter(4_000_000);
    const running = receiver.run(plan, ['copy'], path);
    await held;
    site.proxy.reset();
    await running;
    expect(Object.keys(filesOf(path)).length).toBeGreaterThan(0);
    expect(filesOf(path)).not.toEqual(filesOf(source));
    const { shown } = await receiver.run(plan, ['verify', 'resume', 'verify'], path);
    expect(shown).toMatch(/^NOT PASSED: \d of 9 files are equal, byte for byte\.$/m);
    expect(lastOf(shown)).toBe('PASSED: 9 of 9 files are equal, byte for byte.');
    expect(filesOf(path)).toEqual(filesOf(source));
  });

  test('calls no list whole that was cut, and no collection that is empty', async (context) => {
    context.skip(missing[build] !== undefined, missing[build]);
    fill('listed');
    mkdirSync(site.locate(lab, 'nothing'), { recursive: true });
    const { name, path } = receiver.makeFolder();
    const held = site.proxy.holdAfter(3_000);
    const running = receiver.run(planInto(name, 'listed'), ['verify'], path);
    await held;
    site.proxy.reset();
    expect((await running).shown).toContain('NOT COMPARED: the list of the server did not come to its end.');
    const { shown } = await receiver.run(planInto(name, 'nothing'), ['verify'], path);
    expect(lastOf(shown)).toBe('NOT PASSED: 0 of 0 files are equal, byte for byte.');
  });
});

test('a share takes the place of a drive, in what PowerShell and sftp are given', async (context) => {
  proves('rsync', 'windows-share', ['normal', 'verified'], [...ranBy.windows, 'local-folder']);
  context.skip(missing.windows !== undefined, missing.windows);
  fill('shared');
  const receiver = await openWine(site);
  try {
    const { name, path } = receiver.windows.makeShared();
    const plan = site.plan({ lab, collection: 'shared', destination: `${name}\\my data`, computer: 'windows' });
    const { shown } = await receiver.run(plan, ['folder', 'copy', 'verify'], path);
    expect(lastOf(shown)).toBe('PASSED: 9 of 9 files are equal, byte for byte.');
    expect(readdirSync(join(path, 'my data'))).toContain('movies');
  } finally {
    await receiver.close();
  }
});

test('names what Windows cannot keep, and why', async () => {
  const source = site.locate(lab, 'names');
  for (const name of [
    'a:b.tif',
    'q"x',
    'b\\s',
    'l\nx',
    'end.',
    'blank ',
    'NUL.txt',
    'com1',
    'com10',
    'Same.mrc',
    'same.mrc',
    'console',
  ])
    writeRandomFile(join(source, 'raw', name), 10);
  writeRandomFile(join(source, 'long', 'x'.repeat(250)), 10);
  const plan = site.plan({ lab, collection: 'names', destination: 'D:\\cryoem', computer: 'windows' });
  const words = plan.steps.find(({ id }) => id === 'check')?.action;
  if (words?.kind !== 'command') throw new Error('The check is no command.');
  const [, , there] = words.command.words;
  const { code, shown } = await site.run((there?.parts ?? []).map(({ text }) => text).join(''));
  const lines = shown.split('\n').map((line) => line.replace('./raw/', ''));
  expect(code).toBe(1);
  const sign = 'a sign that no name has on Windows: ';
  expect(new Set(lines.filter((line) => /^(?:a|the) /.test(line)).map((line) => line.replace('Same', 'same')))).toEqual(
    new Set([
      ...['a:b.tif', 'q"x', 'b\\s', 'x'].map((name) => `${sign}${name}`),
      ...['end.', 'blank '].map((name) => `a dot or blank at the end, which Windows takes away: ${name}`),
      ...['NUL.txt', 'com1'].map((name) => `a name that Windows keeps for itself: ${name}`),
      'the same name as another one, but for capitals: same.mrc',
      `a long path, which some programs on Windows do not open: ./long/${'x'.repeat(250)}`,
    ]),
  );
  expect(lines.slice(-3)).toEqual([
    'FOUND: 13 files, 0.0 GB (130 bytes), 2 folders, 0 links, 0 others',
    'WINDOWS CANNOT KEEP ALL NAMES: 9 of them are named above.',
    '',
  ]);
});

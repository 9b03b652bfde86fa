import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLook } from '../../src/generator/look/read-look.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { readSizes, readTree, writeMixedCollection } from '../rigs/tree.ts';
import { isPassed, passedWording } from '../rigs/verdict.ts';
import { stepOf, textOf } from '../rigs/plans.ts';
import { proves } from '../rigs/proven/proves.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe.each(['bash', 'zsh', 'fish', 'dash', 'tcsh'])('every command of a plan runs in %s', (shell) => {
  test.each([
    { lab: 'test-lab', collection: 'GRID1' },
    { lab: "O'Brien lab", collection: 'grid (2) $HOME!' },
  ])('for the collection $collection of $lab, and brings it home byte for byte', async ({ lab: name, collection }) => {
    proves('rsync', 'linux', ['normal', 'verified'], ['rsync', 'openssh']);
    const lab = site.makeLab(name);
    const source = site.locate(lab, collection);
    mkdirSync(source);
    writeMixedCollection(source);
    const destination = join(site.folder, shell, 'not there yet', collection);
    const plan = site.plan({ lab, collection, destination });

    const sizes = Object.values(readSizes(source));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const folders = Object.values(readTree(source)).filter((what) => what.startsWith('folder')).length + 1;
    const check = await site.run(textOf(plan, 'check'), shell);
    expect(check.code, check.shown).toBe(0);
    const found = { path: source, files: sizes.length, bytes, folders, links: 2, first: expect.anything() as unknown };
    const entries = [{ what: 'leads nowhere', path: `${source}/link to nothing` }];
    expect(readLook(check.shown)).toMatchObject([{ ...found, counts: { 'leads out': 0, unclear: 0 } }]);
    expect(readLook(check.shown)).toMatchObject([{ entries: expect.arrayContaining(entries) as unknown }]);

    expect(await site.run(textOf(plan, 'folder'), shell)).toEqual({ code: 0, shown: '' });
    expect(readdirSync(destination)).toEqual([]);

    const space = await site.run(textOf(plan, 'space'), shell);
    expect(space).toEqual({ code: 0, shown: expect.stringMatching(/Avail[^\n]*Mounted on\n/) as string });

    const copy = await site.run(textOf(plan, 'copy'), shell);
    expect(copy.code).toBe(0);
    expect(copy.shown).toContain('100%');
    expect(copy.shown.trimEnd().split('\n').at(-1)).toMatch(/^total size is /);
    expect(readTree(destination)).toEqual(readTree(source));

    const verify = await site.run(textOf(plan, 'verify'), shell);
    expect(stepOf(plan, 'verify').expect).toContain(passedWording);
    expect(verify).toEqual({
      code: 0,
      shown: expect.stringMatching(
        /^total size is [^\n]*\ncode 0\nPASSED: every byte of every file was compared, and is the same\.\n$/m,
      ) as string,
    });
    expect(isPassed(verify.shown), verify.shown).toBe(true);

    expect(await site.run(textOf(plan, 'leftovers'), shell)).toEqual({ code: 0, shown: '' });
    expect(readdirSync(site.folder)).toEqual(expect.not.arrayContaining(['PWNED']));
  });
});

test('a second copy sends no file again', async () => {
  const lab = site.makeLab();
  const source = site.locate(lab, 'GRID1');
  mkdirSync(source);
  writeMixedCollection(source);
  const destination = join(site.folder, 'twice', 'GRID1');
  const plan = site.plan({ lab, collection: 'GRID1', destination });
  await site.run(textOf(plan, 'folder'));
  await site.run(textOf(plan, 'copy'));
  const again = await site.run(textOf(plan, 'resume'));
  expect(again).toEqual({
    code: 0,
    shown: expect.stringContaining('Number of regular files transferred: 0\n') as string,
  });
  expect(readTree(destination)).toEqual(readTree(source));
});

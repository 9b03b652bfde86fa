import { mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { findWrongFiles, flipByte, keepTime, writeRandomFile } from '../rigs/tree.ts';
import { isPassed, passedWording } from '../rigs/verdict.ts';
import { stepOf, textOf } from '../rigs/plans.ts';
import { proves } from '../rigs/proven/proves.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A collection that has been copied, and a verification that passes. */
async function copyWhole(name: string): Promise<{ plan: Plan; source: string; destination: string; movie: string }> {
  const lab = site.makeLab();
  const source = site.locate(lab, 'GRID1');
  mkdirSync(source);
  writeRandomFile(join(source, 'movies', 'movie.eer'), 500_000);
  writeRandomFile(join(source, 'movies', 'other.eer'), 500_000);
  const destination = join(site.folder, name, 'GRID1');
  const plan = site.plan({ lab, collection: 'GRID1', destination });
  await site.run(textOf(plan, 'folder'));
  await site.run(textOf(plan, 'copy'));
  const { shown } = await site.run(textOf(plan, 'verify'));
  expect(isPassed(shown), shown).toBe(true);
  return { plan, source, destination, movie: join(destination, 'movies', 'movie.eer') };
}

/** The verification fails and names the movie; nothing is cured here. */
async function expectFindsMovie(plan: Plan): Promise<void> {
  const { code, shown } = await site.run(textOf(plan, 'verify'));
  // The exit code says nothing: that is why the plan tells what to look for.
  expect(code).toBe(0);
  expect(shown).toMatch(/^>f\S+ movies\/movie\.eer$/m);
  expect(shown).toMatch(/^code 0\nNOT PASSED: the lines above say why\.\n$/m);
  expect(isPassed(shown)).toBe(false);
}

test('the verdict here is the one the plan words', () => {
  const plan = site.plan({ lab: 'any-lab', collection: 'GRID1', destination: '/srv/data/GRID1' });
  expect(stepOf(plan, 'verify').expect).toContain(passedWording);
});

test('verification finds a truncated file', async () => {
  const { plan, movie } = await copyWhole('truncated');
  keepTime(movie, () => {
    truncateSync(movie, 400_000);
  });
  await expectFindsMovie(plan);
});

test('verification finds one changed byte in a file of the same size and time, which a copy passes over', async () => {
  proves('rsync', 'linux', ['damage'], ['rsync', 'openssh']);
  const { plan, source, destination, movie } = await copyWhole('changed');
  flipByte(movie, 250_000);
  await site.run(textOf(plan, 'copy'));
  expect(findWrongFiles(source, destination)).toEqual(['movies/movie.eer']);
  await expectFindsMovie(plan);
  // What the plan says next compares contents.
  const cure = await site.run(textOf(plan, 'cure'));
  expect([cure.code, cure.shown.match(/^>f.*/gm)], cure.shown).toEqual([0, ['>fc........ movies/movie.eer']]);
  expect(findWrongFiles(source, destination)).toEqual([]);
  expect(isPassed((await site.run(textOf(plan, 'verify'))).shown)).toBe(true);
});

test('verification finds a missing file, and passes again once it has been copied', async () => {
  const { plan, source, destination, movie } = await copyWhole('missing');
  rmSync(movie);
  await expectFindsMovie(plan);
  await site.run(textOf(plan, 'copy'));
  expect(isPassed((await site.run(textOf(plan, 'verify'))).shown)).toBe(true);
  expect(findWrongFiles(source, destination)).toEqual([]);
});

test('verification changes nothing, on either side', async () => {
  const { plan, source, movie } = await copyWhole('unchanged');
  truncateSync(movie, 1_000);
  await expectFindsMovie(plan);
  expect(statSync(movie).size).toBe(1_000);
  expect(statSync(join(source, 'movies', 'movie.eer')).size).toBe(500_000);
});

test('verification does not pass when the server cannot be reached, though no line names a file', async () => {
  const { plan, movie } = await copyWhole('unreachable');
  rmSync(movie);
  site.proxy.forwardTo(undefined);
  try {
    const { code, shown } = await site.run(textOf(plan, 'verify'));
    // sed has come to its end, whatever became of rsync: the verdict says it.
    expect(code).toBe(0);
    expect(shown).toMatch(/^code (?:12|255)\nNOT PASSED: the lines above say why\.\n$/m);
    expect(isPassed(shown), shown).toBe(false);
    // With the rule "no line begins with `>`" alone, this would have passed, with a file missing.
    expect(shown).not.toMatch(/^[<>ch][fdLDS]/m);
  } finally {
    site.proxy.forwardTo(site.sshd.port);
  }
});

test('verification does not pass when the connection breaks before it has seen every file', async () => {
  const { plan } = await copyWhole('broken');
  const before = site.proxy.passedBytes;
  await site.run(textOf(plan, 'verify'));
  const held = site.proxy.holdAfter(Math.floor((site.proxy.passedBytes - before) * 0.9));
  const running = site.start(textOf(plan, 'verify'));
  await held;
  site.proxy.reset();
  const { code, shown } = await running.ended;
  expect(code).toBe(0);
  expect(shown).toMatch(/^code (?:12|255)\nNOT PASSED: the lines above say why\.\n$/m);
  expect(isPassed(shown), shown).toBe(false);
});

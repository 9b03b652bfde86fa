/** What these tests would see if the commands were those of the facility's former page, or nearly ours. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { findWrongFiles, readTree, writeRandomFile } from '../rigs/tree.ts';
import { textOf } from '../rigs/plans.ts';

const bigBytes = 24_000_000;

let site: Site;
let lab: string;
let source: string;
/** The collection as rsync names it. */
let remote: string;
beforeAll(async () => {
  site = await openSite();
  lab = site.makeLab();
  source = site.locate(lab, 'GRID1');
  mkdirSync(source);
  writeRandomFile(join(source, 'movies', 'big.eer'), bigBytes);
  remote = `${site.sshd.account}@${site.facility.storage.host}:${source}`;
});
afterAll(() => site.close());

/** Runs a copy to `destination` and resets its connection half way. */
async function cut(line: string, destination: string): Promise<void> {
  mkdirSync(destination);
  const held = site.proxy.holdAfter(bigBytes / 2);
  const running = site.start(line);
  await held;
  site.proxy.reset();
  expect((await running.ended).code).not.toBe(0);
}

test('the former command names no destination: it copies nothing, and says that all is well', async () => {
  const seed = await site.run(`rsync -auP -e ssh ${remote}`);
  expect(seed.code).toBe(0);
  expect(readdirSync(site.folder)).toEqual([]);
});

test('bare -aP, when cut, leaves a truncated file under its final name', async () => {
  const destination = join(site.folder, 'bare');
  await cut(`rsync -aP ${remote}/ ${destination}/`, destination);
  expect(findWrongFiles(source, destination)).toEqual(['movies/big.eer']);
  expect(statSync(join(destination, 'movies', 'big.eer')).size).toBeLessThan(bigBytes);
});

test('ours, cut at the same byte, leaves none', async () => {
  const destination = join(site.folder, 'ours');
  const plan = site.plan({ lab, collection: 'GRID1', destination });
  await cut(textOf(plan, 'copy'), destination);
  expect(existsSync(join(destination, 'movies', 'big.eer'))).toBe(false);
  expect(findWrongFiles(source, destination)).toEqual([]);
  expect((await site.run(textOf(plan, 'resume'))).code).toBe(0);
  expect(readTree(destination)).toEqual(readTree(source));
});

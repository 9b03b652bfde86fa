/** The site looks as it did when somebody last looked at it. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  comparePictures,
  fileOf,
  findDifference,
  machineFile,
  readMachine,
  shots,
  takeShot,
  tolerated,
} from './shots.ts';
import { openSite } from './site.ts';
import type { Site } from './site.ts';

let site: Site;
let difference: string | undefined;
beforeAll(async () => {
  site = await openSite();
  difference = findDifference(await readMachine(site));
});
afterAll(() => site.close());

it('each picture shows a state, and each state has a picture', () => {
  const pictures = readdirSync(dirname(machineFile)).filter((file) => file.endsWith('.png'));
  expect(pictures.sort()).toEqual(
    Object.keys(shots)
      .map((name) => `${name}.png`)
      .sort(),
  );
});

it.for(Object.keys(shots))('%s looks as it was reviewed', async (name, { skip }) => {
  if (difference) skip(`Not compared: ${difference}`);
  const shot = shots[name];
  if (!shot) throw new Error(name);
  const picture = await takeShot(site, shot);
  const { changed, drawing } = await comparePictures(readFileSync(fileOf(name)), picture);
  if (changed <= tolerated) return;
  const results = join(import.meta.dirname, '../../test-results/shots');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `${name}.png`), picture);
  writeFileSync(join(results, `${name}-difference.png`), await drawing());
  expect.fail(
    `${name}.png has changed: look at test-results/shots/${name}.png and ${name}-difference.png. If it is right, run npm run shots.`,
  );
});

it.for([
  ['the colour of a button', 'button.copy { color: var(--sl-color-gray-3) !important }'],
  ['a heading that is two pixels lower', '#commands { position: relative; top: 2px }'],
  ['a letter that is gone', '.phase > h3::first-letter { opacity: 0; color: transparent }'],
])('a difference is found: %s', async ([, styles], { skip }) => {
  if (difference) skip(`Not compared: ${difference}`);
  const { 'rsync-1280': shot } = shots;
  if (!shot) throw new Error('There is no such state.');
  const { changed } = await comparePictures(readFileSync(fileOf('rsync-1280')), await takeShot(site, shot, styles));
  expect(changed).toBeGreaterThan(tolerated);
});

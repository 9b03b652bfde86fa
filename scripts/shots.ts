/**
 * Takes the pictures of the site that differ from those in test/browser/shots again: `npm run shots`, or with names
 * `npm run shots paper`. Look at each before you commit it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import {
  comparePictures,
  fileOf,
  findDifference,
  machineFile,
  readMachine,
  shots,
  takeShot,
  tolerated,
} from '../test/browser/shots.ts';
import { openSite } from '../test/browser/site.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !(name in shots));
if (unknown.length > 0) {
  console.error(`There is no picture “${unknown.join('”, “')}”. Use one of: ${Object.keys(shots).join(', ')}.`);
  process.exit(2);
}

const site = await openSite();
const machine = await readMachine(site);
const difference = existsSync(machineFile) ? findDifference(machine) : 'the first pictures';
if (difference) console.log(`All pictures are taken again: ${difference}.`);

for (const [name, shot] of Object.entries(shots)) {
  if (!difference && positionals.length > 0 && !positionals.includes(name)) continue;
  const picture = await takeShot(site, shot);
  const file = fileOf(name);
  const changed = existsSync(file) ? (await comparePictures(readFileSync(file), picture)).changed : Infinity;
  if (changed > tolerated)
    writeFileSync(file, await sharp(picture).png({ palette: true, dither: 0, effort: 10 }).toBuffer());
  console.log(`${name}: ${changed > tolerated ? 'look at it' : 'as before'}`);
}
writeFileSync(machineFile, `${JSON.stringify(machine, null, 2)}\n`);
await site.close();

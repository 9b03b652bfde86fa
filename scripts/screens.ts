/**
 * Runs the steps of each way for real, and writes what is on the screen then: `npm run screens`. The pictures of
 * FileZilla's windows, which are never twice the same, are taken only when they are asked for: `npm run screens
 * filezilla`.
 */
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { takePictures } from '../test/rigs/screens/filezilla.ts';
import { recorders } from '../test/rigs/screens/screens.ts';
import { writeChanged } from './write-changed.ts';

// Only these methods, where any are named.
const asked = process.argv.slice(2);
for (const [method, record] of Object.entries(recorders)) {
  if (asked.length > 0 && !asked.includes(method)) continue;
  const file = new URL(`../src/screens/${method}.json`, import.meta.url);
  const filepath = fileURLToPath(file);
  writeChanged(file, await format(JSON.stringify(await record()), { ...(await resolveConfig(filepath)), filepath }));
  console.log(`src/screens/${method}.json is up to date.`);
}
if (asked.includes('filezilla')) {
  await takePictures(fileURLToPath(new URL('../src/assets/filezilla', import.meta.url)));
  console.log('The pictures in src/assets/filezilla are new.');
}

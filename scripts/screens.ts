/** Runs the steps of each way for real, and writes what is on the screen then: `npm run screens`. */
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
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

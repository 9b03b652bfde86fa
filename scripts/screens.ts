/** Runs the steps of each way for real, and writes what is on the screen then: `npm run screens`. */
import { formatScreens, recorders } from '../test/rigs/screens/screens.ts';
import { writeChanged } from './write-changed.ts';

const asked = process.argv.slice(2);
for (const [method, record] of Object.entries(recorders)) {
  if (asked.length > 0 && !asked.includes(method)) continue;
  const text = formatScreens(await record());
  writeChanged(new URL(`../src/screens/${method}.json`, import.meta.url), text);
  console.log(`src/screens/${method}.json is up to date.`);
}

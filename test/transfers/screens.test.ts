/** What is kept of the screens is what is on them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Screen } from '../../src/screens/screen.ts';
import { recorders } from '../rigs/screens/screens.ts';

/** A screen without the versions of its programs: another computer has others. */
const withoutVersions = (screen: Screen): Screen => ({ ...screen, by: screen.by.replaceAll(/ \d\S*/g, '') });

test.concurrent.each(Object.entries(recorders))(
  'the steps of %s look as they do on its page',
  async (method, record) => {
    const file = new URL(`../../src/screens/${method}.json`, import.meta.url);
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Screen[];
    const now = await record();
    expect(now.map(withoutVersions), `Run: npm run screens ${method}`).toEqual(kept.map(withoutVersions));
  },
);

/** The command that measures the network, against a real ssh server. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { stepOf, textOf } from '../rigs/plans.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

test.each(['bash', 'fish', 'tcsh'])(
  'in %s it shows the bytes and the speed that the plan says to look for, and leaves nothing behind',
  async (shell) => {
    const lab = site.makeLab();
    const plan = site.plan({
      lab,
      collection: 'GRID1',
      destination: join(site.folder, 'GRID1'),
      size: '1 TB',
      link: 'measured',
    });
    const before = readdirSync(site.folder);
    const { code, shown } = await site.run(textOf(plan, 'measure'), shell);
    const [, expected = ''] = /^`([^`]+)`/.exec(stepOf(plan, 'measure').expect) ?? [];
    expect(code).toBe(0);
    expect(shown).toContain(expected);
    expect(shown).toMatch(/copied, [\d.e-]+ s, [\d.]+ [kMG]B\/s\s*$/);
    expect(readdirSync(site.folder)).toEqual(before);
  },
);

/**
 * The liar's gallery of the check on Windows without WSL, in the build for Linux: what the check says, whatever is wrong
 * with the collection. All copies are made by one PowerShell, and all checks by another.
 */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import { missing } from '../rigs/powershell.ts';
import { openLinux, textOf } from '../rigs/powershell-plan.ts';
import { runOnLinux } from '../rigs/powershell.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { harms, readSentences, writeCollection } from '../transfers/gallery.ts';
import type { Expected, Harm, HarmName } from '../transfers/gallery.ts';

const left = { said: 'A link, which sftp leaves out. It does not count.' };
const expected: Partial<Readonly<Record<HarmName, Expected>>> = {
  'nothing is wrong': 'passed',
  'a file is missing': 'not passed',
  'a file is cut short': 'not passed',
  'an empty file in its place': 'not passed',
  'a file is longer here': 'not passed',
  'a file is as much too short as another is too long': 'not passed',
  'a byte is changed': 'not passed',
  'a byte is changed, with the same time': 'not passed',
  'other bytes, and an older time': 'not passed',
  'a folder in the place of a file': 'not passed',
  'a file that is here only': { said: 'It does not count.' },
  'all is gone from the server': 'not passed',
  'a file has vanished before it was copied': { said: 'not what was deleted there before, nor links' },
  'a file there that may not be read': 'not passed',
  'a folder there that may not be read': 'not passed',
  'an empty folder is lost': { said: 'nor links, empty folders, times' },
  'a link to a file': left,
  'a link that leads out': left,
  'a link to a folder': left,
  'a link that leads nowhere': left,
  'names that a check prints': 'passed',
  'files with such names are damaged': 'not passed',
  // Some of them are no names on Windows.
  'odd names': 'not passed',
  'one of two names that look the same is missing': 'not passed',
  'two hard links': 'passed',
  'a file with a hole': 'passed',
};

/** Root may read everything: what is not to be read is read as somebody else. */
const nobody = 65534;
const asNobody = process.getuid?.() === 0 ? `setpriv --reuid ${nobody} --regid ${nobody} --clear-groups ` : '';
const kinds = 'internal-sftp*) exec /usr/lib/openssh/sftp-server;; *) exec sh -c "$SSH_ORIGINAL_COMMAND";;';

let site: Site;
const plans = new Map<string, Plan>();
const verdicts = new Map<string, string>();

beforeAll(async () => {
  site = await openSite({
    shareConnection: true,
    forceCommand: `${asNobody}sh -c 'case "$SSH_ORIGINAL_COMMAND" in ${kinds} esac'`,
  });
  if (missing.linux) return;
  const receiver = openLinux(site);
  const { path: parent } = receiver.makeFolder();
  const lab = site.makeLab();
  const all = (Object.keys(expected) as HarmName[]).map((name) => {
    const there = site.locate(lab, name);
    const here = join(parent, name);
    mkdirSync(there);
    writeCollection(there);
    const harm: Harm = harms[name];
    harm.fill?.(there);
    harm.before?.(there);
    const plan = site.plan({ lab, collection: name, destination: 'D:\\my data', computer: 'windows' });
    plans.set(name, plan);
    return { name, harm, plan, there, here };
  });
  const runAll = (id: string): Promise<{ shown: string }> =>
    runOnLinux(
      all.flatMap(({ name, plan, here }) => [`'== ${name}'`, textOf(plan, id, here)]).join('\n'),
      site.sshd.env,
    );
  await runAll('copy');
  for (const { harm, here, there } of all) harm.harm?.(here, there);
  const { shown } = await runAll('verify');
  for (const piece of shown.split(/^== /m).slice(1)) {
    const lines = piece.trimEnd().split('\n');
    verdicts.set(lines[0] ?? '', lines.slice(1).join('\n'));
  }
  for (const { name, there } of all)
    if (name.endsWith('that may not be read')) for (const path of [join(there, 'movies')]) chmodSync(path, 0o755);
  await receiver.close();
});
afterAll(() => site.close());

test.for(Object.entries(expected))('%s', ([name, right], context) => {
  context.skip(missing.linux !== undefined, missing.linux);
  const said = verdicts.get(name) ?? '';
  const last = said.split('\n').at(-1) ?? '';
  expect(last.startsWith('PASSED: ') ? 'passed' : 'not passed', said).toBe(
    right === 'not passed' ? 'not passed' : 'passed',
  );
  expect(last).toMatch(/^(?:NOT )?PASSED: \d+ of \d+ files are equal, byte for byte\.$/);
  const plan = plans.get(name);
  if (plan && typeof right !== 'string') expect(readSentences(plan)).toContain(right.said);
});

/**
 * The liar's gallery: for each way and each kind of harm, the plan as a person reads it and the script both judge
 * right. What they judged is printed as a table at the end.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Draft, Plan } from '../../src/generator/index.ts';
import {
  damages,
  differences,
  harmless,
  linkDamages,
  linkedHarmless,
  lostFolder,
  unreadable,
  unwhole,
  wrongLink,
  writeCollection,
} from '../rigs/harms.ts';
import { runScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Ended, Site } from '../rigs/site.ts';
import { findWrongFiles, readSizes, readTree } from '../rigs/tree.ts';
import { formerJudge, isPassed, summaryJudge } from '../rigs/verdict.ts';
import { planOf, textOf } from '../rigs/plans.ts';

const collection = `it's "$HOME" 1`;

/** What a banner and a start-up file may say, to be taken for rsync's words. */
const greeting = '> error: authorized users only\ncode 0\nPASSED: welcome\nNOT PASSED: error\n>f+++++++++ x\n';

let quick: Site;
let greeted: Site;
/** The account on this server is not root: it may be refused. */
let limited: Site;
beforeAll(async () => {
  quick = await openSite({ shareConnection: true });
  greeted = await openSite({
    banner: greeting,
    forceCommand: `sh -c 'printf "> error\\ntotal size is 0\\ncode 0\\n" >&2; exec sh -c "$SSH_ORIGINAL_COMMAND"'`,
  });
  limited = await openSite({
    shareConnection: true,
    forceCommand: `setpriv --reuid=61234 --regid=61234 --clear-groups sh -c 'cd / && exec sh -c "$SSH_ORIGINAL_COMMAND"'`,
  });
});
afterAll(async () => {
  for (const site of [quick, greeted, limited]) await site.close();
  rmSync(windowsDrive, { recursive: true, force: true });
  printGallery();
});

/** Where WSL shows the drive Q: of Windows: a folder like any other, here. */
const windowsDrive = '/mnt/q';

/** One way of getting a collection. */
interface Way {
  readonly name: string;
  readonly keepsLinks: boolean;
  /** Which third of the kinds it is tried with, where another way with the same check is tried with all. */
  readonly third?: 0 | 1 | 2;
  /** Makes a collection there, and a plan that brings it here. */
  readonly open: (site: Site, more?: Partial<Draft>) => { source: string; destination: string; plan: Plan };
}

function openByRsync(site: Site, draft: Partial<Draft>, root = site.folder): ReturnType<Way['open']> {
  const lab = site.makeLab();
  const source = site.locate(lab, collection);
  const destination = join(mkdtempSync(join(root, 'to ')), collection);
  return { source, destination, plan: site.plan({ lab, collection, destination, session: 'none', ...draft }) };
}

const ways: readonly Way[] = [
  { name: 'rsync', keepsLinks: true, open: (site, more) => openByRsync(site, { ...more }) },
  {
    name: 'rsync, four streams',
    keepsLinks: true,
    third: 2,
    open: (site, more) => openByRsync(site, { keys: 'key', streams: '4', ...more }),
  },
  {
    name: 'rsync, WSL, drive of Windows',
    keepsLinks: false,
    third: 0,
    open: (site, more) => {
      mkdirSync(windowsDrive, { recursive: true });
      return openByRsync(site, { computer: 'wsl', ...more }, windowsDrive);
    },
  },
  ...(['ext4', 'ntfs'] as const).map((system) => ({
    name: `drive, ${system}`,
    keepsLinks: system === 'ext4',
    ...(system === 'ntfs' && { third: 1 as const }),
    open: (site: Site, more: Partial<Draft> = {}) => {
      const drive = mkdtempSync(join(site.folder, 'drive '));
      // NTFS has no names with these.
      const name = system === 'ntfs' ? "it's 1" : collection;
      const destination = join(mkdtempSync(join(site.folder, 'to ')), name);
      const draft = { method: 'drive', lab: 'any-lab', collection: name, system, drive, destination, ...more };
      return { source: join(drive, name), destination, plan: planOf(site.facility, draft) };
    },
  })),
];

// What was shown in each case, with the truth: the known-bad judges are held to it, and the table is made of it.
const cases: { way: string; harm: string; by: 'plan' | 'script'; shown: string; isWhole: boolean; judged: string }[] =
  [];

/** Whether each file of the source is here, with its bytes, and, where links are kept, each link and folder. */
function isAllHere(source: string, destination: string, keepsLinks: boolean): boolean {
  if (findWrongFiles(source, destination).some((path) => existsSync(join(source, path)))) return false;
  const plain = ([path, what]: [string, string]): [string, string] => [path, what.replace(/ \d+ [-\dT:]+$/, '')];
  const there = Object.entries(readTree(source)).map(plain);
  const here = Object.fromEntries(Object.entries(readTree(destination)).map(plain));
  return there.every(([path, what]) => here[path] === what || (!keepsLinks && what.startsWith('link to')));
}

/** Does what the plan says up to the check, as a person would. */
async function copyAsPerson(site: Site, plan: Plan): Promise<void> {
  for (const { id, action } of plan.steps) {
    if (action.kind === 'command' && /^(folder|list|streams|copy|lists-end)$/.test(id))
      await site.run(textOf(plan, id));
  }
}

/** Judges as the plan says, and notes it. */
async function check(
  site: Site,
  way: Way,
  harm: string,
  plan: Plan,
  isWhole: boolean,
): Promise<Ended & { passed: boolean }> {
  const ended = await site.run(textOf(plan, 'verify'));
  const passed = isPassed(ended.shown);
  cases.push({
    way: way.name,
    harm,
    by: 'plan',
    shown: ended.shown,
    isWhole,
    judged: passed ? 'passed' : 'not passed',
  });
  return { ...ended, passed };
}

async function script(
  site: Site,
  way: Way,
  harm: string,
  plan: Plan,
  isWhole: boolean,
  settings = '',
): Promise<string> {
  const ended = await runScript(site, plan, settings);
  const verdict = verdictOf(ended);
  cases.push({ way: way.name, harm, by: 'script', shown: ended.shown, isWhole, judged: verdict.split(':')[0] ?? '' });
  expect(ended.code, ended.shown).toBe(verdict.startsWith('DONE: ') ? 0 : 1);
  return verdict;
}

const whole = (name = collection): string => `DONE: ${name} is whole: every byte was compared.`;
const files = (name = collection): string => `DONE: every file of ${name} is here, and every byte was compared.`;
const nameOf = (source: string): string => source.slice(source.lastIndexOf('/') + 1);

describe.each(ways)('$name', (way) => {
  const share = <Kind>(all: readonly Kind[]): readonly Kind[] =>
    all.filter((_, index) => way.third === undefined || index % 3 === way.third);
  const fine = share([...harmless, ...linkedHarmless]);
  test.each(fine)('passes a collection with $name', async (harm) => {
    const { source, destination, plan } = way.open(quick);
    writeCollection(source);
    harm.to(source);
    await copyAsPerson(quick, plan);
    if (harm.name === 'a .rsync-partial of its own') {
      // A copy leaves that folder out; what the plan says next brings it.
      expect((await check(quick, way, harm.name, plan, false)).passed).toBe(false);
      await quick.run(textOf(plan, 'cure'));
    }
    const { passed, shown } = await check(quick, way, harm.name, plan, true);
    expect(passed, shown).toBe(true);
    expect(isAllHere(source, destination, way.keepsLinks)).toBe(true);
    const verdict = await script(quick, way, harm.name, plan, true);
    if (way.keepsLinks) expect(verdict).toBe(whole(nameOf(source)));
    else expect(verdict).toMatch(/^DONE: every file of .* Left out, since they are no files: ".*"(?: and \d more)?\.$/);
  });

  const harms = share([...damages, ...(way.keepsLinks ? [...linkDamages, wrongLink] : []), lostFolder]);
  test.each(harms)('does not pass a copy with $name, and what it says then cures it', async (harm) => {
    const { source, destination, plan } = way.open(quick);
    writeCollection(source);
    await copyAsPerson(quick, plan);
    harm.to(destination);
    expect(isAllHere(source, destination, way.keepsLinks)).toBe(false);
    const before = await check(quick, way, harm.name, plan, false);
    expect(before.passed, before.shown).toBe(false);
    await quick.run(textOf(plan, 'cure'));
    expect(isAllHere(source, destination, way.keepsLinks)).toBe(true);
    const after = await check(quick, way, `${harm.name}, cured`, plan, true);
    expect(after.passed, after.shown).toBe(true);

    harm.to(destination);
    const verdict = await script(quick, way, harm.name, plan, true);
    expect(verdict.startsWith(way.keepsLinks ? whole(nameOf(source)) : files(nameOf(source)))).toBe(true);
    expect(isAllHere(source, destination, way.keepsLinks)).toBe(true);
  });

  test.each(share(differences))('passes a copy with $name', async (harm) => {
    const { source, destination, plan } = way.open(quick);
    writeCollection(source);
    await copyAsPerson(quick, plan);
    harm.to(destination);
    const { passed, shown } = await check(quick, way, harm.name, plan, true);
    expect(passed, shown).toBe(true);
  });

  test('does not call a collection without files done', async () => {
    const { source, destination, plan } = way.open(quick);
    writeCollection(source);
    unwhole.empty.to(source);
    expect(await script(quick, way, unwhole.empty.name, plan, false)).toBe(
      `NOT DONE: ${nameOf(source)}: there is not one file in it. Has it been deleted already, or is its name another one? Ask ${quick.facility.contact.role}.`,
    );
    expect(existsSync(destination)).toBe(false);
  });

  const leadingOut = way.third === undefined ? [unwhole.linkOut, unwhole.linkUp] : [unwhole.linkUp];
  test.each(leadingOut)('names $name, and does not call it done', async (harm) => {
    const { source, plan } = way.open(quick);
    writeCollection(source);
    harm.to(source);
    const first = plan.steps.find(({ script: role }) => role === 'check')?.id ?? '';
    expect((await quick.run(textOf(plan, first))).shown).toMatch(/^leads out: \/.*\/movies\/ref\.mrc -> /m);
    const verdict = await script(quick, way, harm.name, plan, false);
    expect(verdict).toMatch(
      /^NOT DONE: .*: every file of it is here, but what these links lead to is outside of it, and was not copied with it: /,
    );
    expect(verdict).toContain('/movies/ref.mrc -> ');
    // Somebody who knows of it can do without.
    const keep = reopen(plan, { links: 'keep' });
    const kept = await script(quick, way, `${harm.name}, kept`, keep, true);
    expect(kept).toMatch(
      /^DONE: every file of .* is here, and every byte was compared\..* Links that lead out of it, to what was not copied with it: /,
    );
    expect(kept).not.toContain('whole');
  });

  test('brings what a link leads to, where that is asked for', async () => {
    const { source, destination, plan } = way.open(quick);
    writeCollection(source);
    unwhole.linkUp.to(source);
    const other = join(source, '..', 'other');
    mkdirSync(other);
    unwhole.linkNowhere.to(mkCollection(other));
    rmSync(join(other, 'movies'), { recursive: true });
    const copy = reopen(plan, { links: 'copy' });
    expect(await script(quick, way, 'a link that leads out, copied', copy, true)).toBe(whole(nameOf(source)));
    expect(readTree(destination)['movies/ref.mrc']).toMatch(/^file /);
    expect(readTree(destination).best).toMatch(/^file /);
    expect(Object.keys(readSizes(destination))).toContain('movies/ref.mrc');
  });

  test.each([unwhole.linkNowhere, unwhole.pipe])('names $name, and does not call that whole', async (harm) => {
    const { source, plan } = way.open(quick);
    writeCollection(source);
    harm.to(source);
    const verdict = await script(quick, way, harm.name, plan, true);
    expect(verdict.startsWith(files(nameOf(source)))).toBe(true);
    expect(verdict).toMatch(harm === unwhole.pipe ? /"pipe"/ : /ref\.mrc/);
    expect(verdict).not.toContain('whole');
  });
});

/** A plan for the same folders, with other choices. */
const reopen = (plan: Plan, more: Partial<Draft>): Plan => planOf(quick.facility, { ...plan.request, ...more });

/** A collection with the file that a link of another one leads to. */
function mkCollection(folder: string): string {
  writeCollection(folder);
  return folder;
}

describe('a server that greets', () => {
  test.each(['rsync', 'rsync, four streams'])('is not taken for rsync, by %s', async (name) => {
    const way = ways.find((one) => one.name === name);
    if (!way) throw new Error(name);
    const { source, destination, plan } = way.open(greeted);
    writeCollection(source);
    await copyAsPerson(greeted, plan);
    const passed = await check(greeted, way, 'a banner and a greeting', plan, true);
    expect(passed.shown).toContain('> error: authorized users only');
    expect(passed.passed, passed.shown).toBe(true);
    expect(await script(greeted, way, 'a banner and a greeting', plan, true)).toBe(whole());
    rmSync(join(destination, 'movies', 'a.eer'));
    const missing = await check(greeted, way, 'a banner, a greeting, and missing', plan, false);
    expect(missing.passed, missing.shown).toBe(false);
  });
});

describe('what cannot be read there', () => {
  test.each(unreadable)('$name is never called done', async (harm) => {
    const [way] = ways;
    if (!way) throw new Error('No way.');
    const { source, plan } = way.open(limited);
    writeCollection(source);
    harm.to(source);
    await copyAsPerson(limited, plan);
    const { passed, shown } = await check(limited, way, harm.name, plan, false);
    expect(passed, shown).toBe(false);
    const verdict = await script(limited, way, harm.name, plan, false);
    expect(verdict).toMatch(/^NOT DONE: /);
  });
});

test('harms mixed at random are never called done, and what can be brought is whole in the end', async () => {
  const deeds = [...damages, ...linkDamages, wrongLink, lostFolder, ...differences];
  const seed = Date.now() % 1_000_000;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ways.filter(({ keepsLinks }) => keepsLinks)),
      fc.uniqueArray(fc.constantFrom(...harmless.filter(({ name }) => !name.includes('.rsync-partial'))), {
        maxLength: 3,
      }),
      fc.uniqueArray(fc.constantFrom(...deeds), { maxLength: 4 }),
      fc.constantFrom('inside', 'keep'),
      fc.boolean(),
      async (way, there, here, links, leadsOut) => {
        const { source, destination, plan } = way.open(quick, { links });
        writeCollection(source);
        for (const harm of there) harm.to(source);
        if (leadsOut) unwhole.linkOut.to(source);
        await copyAsPerson(quick, plan);
        for (const harm of here) {
          // What an earlier one took away cannot be harmed again.
          try {
            harm.to(destination);
          } catch (error) {
            if (!(error instanceof Error && 'code' in error && /^E(?:NOENT|EXIST|ISDIR)$/.test(String(error.code))))
              throw error;
          }
        }
        const mixed = `mixed: ${[...there, ...here].map(({ name }) => name).join(' + ') || 'nothing'}`;
        const isWhole = isAllHere(source, destination, true);
        const { passed, shown } = await check(quick, way, mixed, plan, isWhole);
        expect(passed, shown).toBe(isWhole);
        const verdict = await script(quick, way, mixed, plan, true);
        expect(isAllHere(source, destination, true)).toBe(true);
        const expected = !leadsOut
          ? whole()
          : links === 'keep'
            ? files()
            : `NOT DONE: ${collection}: every file of it is here, but`;
        expect(verdict.startsWith(expected), verdict).toBe(true);
      },
    ),
    { numRuns: 6, seed },
  );
});

test('the gallery catches judges that are known to be wrong', () => {
  const byPlan = cases.filter(({ by }) => by === 'plan');
  const wrong = (judge: (shown: string) => boolean): string[] =>
    byPlan.filter(({ shown, isWhole }) => judge(shown) !== isWhole).map(({ harm }) => harm);
  expect(wrong(isPassed)).toEqual([]);
  // The former sentence refuses what is whole, and the summary alone passes what is missing.
  expect(wrong(formerJudge)).toContain('links with names that look like findings');
  expect(wrong(summaryJudge)).toContain('missing');
  expect(wrong(() => false)).toContain('nothing');
  expect(wrong(() => true)).toContain('missing');
});

function printGallery(): void {
  const names = [...new Set(cases.map(({ harm }) => harm).filter((harm) => !harm.startsWith('mixed')))];
  const columns = ways.map(({ name }) => name);
  const cell = (harm: string, way: string): string =>
    ['plan', 'script']
      .flatMap((by) => {
        const found = cases.find((one) => one.harm === harm && one.way === way && one.by === by);
        return found ? [found.judged] : [];
      })
      .join(', ');
  console.log(
    [
      `| harm | ${columns.join(' | ')} |`,
      `| --- |${columns.map(() => ' --- |').join('')}`,
      ...names.map((harm) => `| ${harm} | ${columns.map((way) => cell(harm, way)).join(' | ')} |`),
    ].join('\n'),
  );
}

/**
 * “DONE” means done on drives that keep less than a disk, too: what is lost there in silence, or under a code that says
 * something else, is found before or after. The kernel of these tests mounts neither SMB nor NFS, so each row is a
 * stand-in: exFAT through FUSE, which folds names and refuses links as SMB does; or what rsync 3.2.7 was recorded to
 * say on the kernel's cifs and NFS, of Linux 6.1.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../src/generator/index.ts';
import type { DiskKind } from '../../src/generator/plan.ts';
import { rsyncOutcomes } from '../../src/generator/steps/rsync-copy/outcomes.ts';
import type { OutcomeRow } from '../../src/generator/step.ts';
import { plugInDrive } from '../rigs/image-drive.ts';
import type { Drive } from '../rigs/image-drive.ts';
import { textOf } from '../rigs/plans.ts';
import { makeScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Ended, Site } from '../rigs/site.ts';
import { pathOf, putProgram, standInMount, standInRsync } from '../rigs/stand-in-drive.ts';
import type { Refusal } from '../rigs/stand-in-drive.ts';
import { findWrongFiles, readTree, writeRandomFile } from '../rigs/tree.ts';
import { isPassed, summaryJudge } from '../rigs/verdict.ts';

let site: Site;
let drive: Drive;
/** Folders with a mount of its own each, by the type that it tells. */
const mounts: Record<string, string> = {};
beforeAll(async () => {
  site = await openSite({ shareConnection: true });
  drive = plugInDrive('exfat', 20_000_000);
  for (const type of ['cifs', 'nfs4']) mounts[type] = standInMount(site, type);
});
afterAll(async () => {
  drive.remove();
  await site.close();
  const head = ['harm (stand-in)', 'the plan', 'the script', 'what is here'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  console.log(`\n${lines.join('\n')}\n`);
});

/** What became of each: how a person who reads the plan ends, how the script does, and what is here then. */
const rows: (readonly [harm: string, plan: string, script: string, here: string])[] = [];

/** What the checks showed, and whether all was there. */
const checks: { harm: string; shown: string; isWhole: boolean }[] = [];

/** Whether a check of this plan passes, by its own words; what it shows is kept for judges that are wrong. */
async function passes(made: Arranged, isWhole: boolean, id = 'verify'): Promise<boolean> {
  const { shown } = await step(made, id);
  checks.push({ harm: made.plan.request.collection ?? '', shown, isWhole });
  return isPassed(shown);
}

interface Arranged {
  readonly source: string;
  readonly here: string;
  readonly plan: Plan;
  /** What comes before each command. */
  readonly path: string;
}

/** How it comes home, and to what. */
interface Kind {
  readonly disk: DiskKind;
  /** What the mount tells. */
  readonly type: 'cifs' | 'nfs4';
  readonly on?: string;
  readonly refusals?: readonly Refusal[];
  readonly prove?: 'compare' | 'list';
}

/** A collection there, with what is added to it, and a plan that brings it to a drive of this kind. */
function arrange(
  name: string,
  fill: (source: string) => void,
  { disk, type, on = site.folder, refusals = [], prove = 'compare' }: Kind,
): Arranged {
  const lab = site.makeLab();
  const source = site.locate(lab, name);
  writeRandomFile(join(source, 'movies', 'a.eer'), 40_000);
  writeRandomFile(join(source, 'movies', 'b.eer'), 30_000);
  fill(source);
  const here = join(on, name);
  const plan = site.plan({ lab, collection: name, destination: here, session: 'none', disk, prove });
  const folders = [...(refusals.length > 0 ? [standInRsync(site, refusals)] : []), mounts[type] ?? ''];
  return { source, here, plan, path: pathOf(...folders) };
}

/** Runs a step as a person would. */
const step = ({ plan, path }: Arranged, id: string): Promise<Ended> => site.run(`${path}; ${textOf(plan, id)}`);
const script = ({ plan, path }: Arranged): Promise<Ended> =>
  site.run(makeScript(site, plan).line('sh', `MOST_TRIES=2 ${path}`));

/** Files here that are not those of the source, and those of the source that are not here. */
function wrongIn({ source, here }: Arranged): string[] {
  const names = (folder: string): string[] =>
    Object.entries(readTree(folder)).flatMap(([path, what]) => (what.startsWith('file ') ? [path] : []));
  const wrong = findWrongFiles(source, here).filter((path) => !path.startsWith('get-'));
  return [...new Set([...wrong, ...names(source).filter((path) => !existsSync(join(here, path)))])];
}

/** The row of the table of outcomes that a script takes this for. */
function meaningOf(code: number, line: string): string {
  const all: readonly OutcomeRow[] = [...rsyncOutcomes.disk, ...rsyncOutcomes.reach];
  const row = all.find(
    ([, , , signs]) => (signs?.codes?.includes(code) ?? true) && (!signs?.text || new RegExp(signs.text).test(line)),
  );
  return row?.[1] ?? '';
}

test('names that differ in capitals alone', async () => {
  const name = 'two names';
  const made = arrange(
    name,
    (source) => {
      for (const [file, text] of [
        ['Grid.eer', 'one'],
        ['grid.eer', 'two'],
      ] as const) {
        writeFileSync(join(source, file), text);
        utimesSync(join(source, file), 1e9, 1e9);
      }
    },
    { disk: 'smb', type: 'cifs', on: drive.path },
  );
  expect((await step(made, 'check')).shown).toMatch(/^alike but for case: .*[Gg]rid\.eer$/m);
  const refused = await script(made);
  expect(verdictOf(refused), refused.shown).toMatch(/^NOT DONE: .*takes names that differ in capitals only for one/);
  expect(existsSync(join(made.here, 'movies'))).toBe(false);
  // Who copies all the same: the code is 0, one file is left, and only its contents tell.
  const copied = await step(made, 'copy');
  expect([copied.code, readdirSync(made.here).filter((file) => /grid/i.test(file)).length]).toEqual([0, 1]);
  expect(await passes(made, false)).toBe(false);
  expect(checks.at(-1)?.shown).toMatch(/^>fc\S* [Gg]rid\.eer$/m);
  rows.push([
    'names that differ in capitals alone',
    'named by the first step; not passed',
    'NOT DONE, before it copies',
    'one file of two',
  ]);
});

test('a name with a backslash', async () => {
  const name = 'a backslash';
  const line = `rsync: [generator] recv_generator: failed to stat "${join(site.folder, name)}/a\\#134b.eer": Invalid argument (22)`;
  const refusal = { options: ['--exclude=*\\\\*'], said: [line] };
  const made = arrange(
    name,
    (source) => {
      writeRandomFile(join(source, 'a\\b.eer'), 10);
    },
    {
      disk: 'smb',
      type: 'cifs',
      refusals: [
        { when: '-P', ...refusal },
        { when: '-n', ...refusal },
      ],
    },
  );
  expect((await step(made, 'check')).shown).toMatch(/^not for Windows: .*a\\b\.eer$/m);
  await step(made, 'folder');
  expect((await step(made, 'copy')).code).toBe(23);
  expect(await passes(made, false)).toBe(false);
  // No line names it: the code alone refuses to pass.
  expect(checks.at(-1)?.shown).not.toMatch(/^[<>ch][fdLDS]/m);
  const ended = await script(made);
  expect(verdictOf(ended), ended.shown).toMatch(/^NOT DONE: .*This disk cannot have a file of that name/);
  expect(wrongIn(made)).toEqual(['a\\b.eer']);
  rows.push([
    'a name with a backslash',
    'named by the first step; not passed, by its code',
    'NOT DONE, with the reason',
    'all but it',
  ]);
});

test('links', async () => {
  const name = 'links';
  const fill = (source: string): void => {
    symlinkSync('movies/a.eer', join(source, 'best.eer'));
  };
  const made = arrange(name, fill, { disk: 'smb', type: 'cifs', on: drive.path });
  await step(made, 'folder');
  expect((await step(made, 'copy')).code).toBe(0);
  expect(await passes(made, true)).toBe(true);
  expect(checks.at(-1)?.shown).toContain('skipping non-regular file "best.eer"');
  const ended = await script(made);
  expect(verdictOf(ended), ended.shown).toMatch(/^DONE: every file of links is here, .* no files: "best\.eer"\.$/);
  expect(wrongIn(made)).toEqual([]);

  // Who has not said what kind of disk it is: code 23, and no line with “>”; but the link is named.
  const own = arrange('links, own', fill, { disk: 'own', type: 'cifs', on: drive.path });
  await step(own, 'folder');
  expect((await step(own, 'copy')).code).toBe(23);
  expect(await passes(own, false)).toBe(false);
  expect(checks.at(-1)?.shown).toMatch(/^cL\+{9} best\.eer/m);
  const undone = await script(own);
  expect(undone.shown).toMatch(/of type cifs, .* Make the script again with --disk smb/);
  expect(verdictOf(undone), undone.shown).toMatch(/^NOT DONE: links, own: missing here or different, .*best\.eer/);
  rows.push([name, 'passed, and names them', 'DONE: every file, and the links left out', 'all but the links']);
  rows.push(['links, the kind of disk not chosen', 'not passed: `cL+++++++++`', 'NOT DONE', 'all but the links']);
});

test('a rename over a file that somebody here has open', async () => {
  const name = 'open here';
  const reader = join(site.folder, 'somebody reads it');
  const here = join(site.folder, name);
  const line = `rsync: [receiver] rename "${here}/movies/.b.eer.AbCdEf" -> "movies/b.eer": Permission denied (13)`;
  const made = arrange(name, () => undefined, {
    disk: 'smb',
    type: 'cifs',
    refusals: [{ when: '-P', while: reader, options: ['--exclude=b.eer'], said: [line] }],
  });
  // An earlier copy with other times: the bytes are right, and a check passes until the reader closes.
  mkdirSync(join(here, 'movies'), { recursive: true });
  writeFileSync(join(here, 'movies', 'b.eer'), readFileSync(join(made.source, 'movies', 'b.eer')));
  writeFileSync(reader, '');
  expect((await step(made, 'copy')).code).toBe(23);
  expect(meaningOf(23, line)).toContain(
    'Close it, then start again: on a network drive the old one is gone then, too.',
  );
  expect(await passes(made, true)).toBe(true);
  const ended = await script(made);
  expect(verdictOf(ended), ended.shown).toMatch(
    /^NOT DONE: open here: Copy: it ended with code 23\. A program here has/,
  );
  // It closes, and both are gone.
  rmSync(reader);
  rmSync(join(here, 'movies', 'b.eer'));
  const again = await script(made);
  expect(verdictOf(again), again.shown).toBe('DONE: open here is whole: every byte was compared.');
  expect(wrongIn(made)).toEqual([]);
  rows.push([
    'a rename over an open file',
    'code 23; its check may pass: close it, copy again',
    'NOT DONE, until it is closed',
    'all',
  ]);
});

test('a piece with its full size and a hole inside', async () => {
  const name = 'a hole';
  const made = arrange(name, () => undefined, { disk: 'smb', type: 'cifs' });
  const piece = join(made.here, 'movies', '.rsync-partial', 'b.eer');
  mkdirSync(join(piece, '..'), { recursive: true });
  writeFileSync(piece, '');
  truncateSync(piece, statSync(join(made.source, 'movies', 'b.eer')).size);
  // It does not count as what is here.
  const sleep = putProgram(site, 'sleep', '#!/bin/sh\n');
  const far = { ...made, path: pathOf(sleep) };
  expect((await step(far, 'far')).shown).toMatch(/^HERE: 0\.0 of 0\.0 GB, 0 %/m);
  for (const id of ['copy', 'resume', 'cure']) expect(textOf(made.plan, id)).not.toMatch(/--append|--inplace/);
  const ended = await script(made);
  expect(verdictOf(ended), ended.shown).toMatch(/^DONE: /);
  expect(wrongIn(made)).toEqual([]);
  expect(existsSync(piece)).toBe(false);
  rows.push(['a piece with its full size, and a hole', 'resumed by its contents; passed', 'DONE', 'all']);
});

test('a check that reads the memory of this computer, and not the disk', async () => {
  const name = 'memory';
  for (const prove of ['compare', 'list'] as const) {
    const made = arrange(`${name} ${prove}`, () => undefined, { disk: 'nfs', type: 'nfs4', on: drive.path, prove });
    const ended = await script(made);
    expect(verdictOf(ended), ended.shown).toMatch(/^DONE: /);
    const bytes = readFileSync(join(made.source, 'movies', 'b.eer')).subarray(0, 512);
    drive.damage(bytes);
    const check = prove === 'list' ? 'verify-list' : 'verify';
    // By itself a check passes: memory has what the disk was given.
    expect(isPassed((await step(made, check)).shown)).toBe(true);
    const again = await script(made);
    expect(again.shown).toMatch(prove === 'list' ? /^different: {2}\.\/movies\/b\.eer$/m : /^>fc\S* movies\/b\.eer$/m);
    expect(verdictOf(again), again.shown).toMatch(/^DONE: /);
    expect(await step(made, 'forget')).toEqual({ code: 0, shown: '' });
    expect(wrongIn(made)).toEqual([]);
    drive.damage(bytes);
    await step(made, 'forget');
    expect(await passes(made, false, check)).toBe(false);
  }
  rows.push([
    'a check that reads memory',
    'not passed after the step before it',
    'DONE, once it has brought the file again',
    'all',
  ]);
});

test('a refused chown, as root on NFS', async () => {
  const name = 'chown';
  const said = ['a', 'b'].map(
    (file) =>
      `rsync: [receiver] chown "${join(site.folder, name)}/movies/.${file}.eer.AbCdEf" failed: Operation not permitted (1)`,
  );
  const made = arrange(name, () => undefined, {
    disk: 'own',
    type: 'nfs4',
    refusals: [{ when: '-P', options: ['--no-times', '--no-owner', '--no-group', '--no-perms'], said }],
  });
  const ended = await script(made);
  expect(ended.shown).toContain('every run copies all again');
  expect(verdictOf(ended), ended.shown).toMatch(/^DONE: /);
  expect(wrongIn(made)).toEqual([]);
  rows.push([
    'a refused chown',
    'code 23; passed',
    'DONE, and says that each run copies all again',
    'all, with other times',
  ]);
});

test('catches who takes a check for passed that names no file, or that came to its end', () => {
  const mistakes = (judge: (shown: string) => boolean): string[] =>
    checks.filter(({ shown, isWhole }) => judge(shown) !== isWhole).map(({ harm }) => harm);
  expect(mistakes(isPassed)).toEqual([]);
  expect(mistakes((shown) => !/^>/m.test(shown))).toEqual(expect.arrayContaining(['a backslash', 'links, own']));
  expect(mistakes(summaryJudge)).toEqual(expect.arrayContaining(['two names', 'links, own', 'memory compare']));
  expect(mistakes(() => false)).toContain('links');
});

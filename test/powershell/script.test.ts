/**
 * The script for Windows: read by PowerShell's own parser, and run by both builds. What has to be timed, such as a second
 * start, runs in the build for Linux, with a path of Linux in the place of the destination.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { formatScript } from '../../src/generator/index.ts';
import { compareBlock } from '../../src/generator/steps/sftp-copy/compare.ts';
import { missing, openWindows, powerShell, runOnLinux } from '../rigs/powershell.ts';
import type { Ended } from '../rigs/powershell.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { endProcess } from '../rigs/sshd.ts';
import { flipByte, readTree, writeRandomFile } from '../rigs/tree.ts';
import { proves } from '../rigs/proven/proves.ts';

let site: Site;
let lab: string;
beforeAll(async () => {
  site = await openSite();
  lab = site.makeLab("it's a lab");
});
afterAll(() => site.close());

const need = (context: TestContext, build: keyof typeof missing): void => {
  context.skip(missing[build] !== undefined, missing[build]);
};

function fill(collection: string): string {
  const source = site.locate(lab, collection);
  writeRandomFile(join(source, 'movies/large.eer'), 9_000_000);
  for (const name of ['movies/two words [1].eer', 'Ü it’s.mrc', '.hidden']) writeRandomFile(join(source, name), 30_000);
  return source;
}

/** The text of the script of a plan. */
function scriptOf(collection: string, destination: string): string {
  const plan = site.plan({ lab, collection, destination, computer: 'windows' });
  const origin = { today: '2026-11-24', version: '0.1.0', link: 'https://data.example.edu/ways/rsync/' };
  const script = formatScript(site.facility, plan, origin);
  if (!script) throw new Error('There is no script.');
  expect(script.name).toBe(`get-${collection.replace(/[^\w.-]+/g, '_')}.ps1`);
  return script.text;
}

/** On Linux, this folder is the destination. */
const scriptInto = (collection: string, folder: string): string =>
  scriptOf(collection, 'D:\\here').replaceAll(/D:[\\/]here/g, folder);

const once1 = { RETRY_WAIT_SECONDS: '1', MOST_TRIES: '3' };
const run = (text: string): Promise<Ended> => runOnLinux(text, { ...site.sshd.env, ...once1 });
const lastOf = ({ shown }: Ended): string => shown.trimEnd().split('\n').at(-1) ?? '';
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(readTree(folder)).filter(([, content]) => !content.startsWith('folder')));

/** A script that runs until the test ends it; its file stays. */
function start(text: string, folder: string): { pid: number; ended: Promise<Ended> } {
  const file = join(site.folder, `${folder.replaceAll('/', '_')}.ps1`);
  writeFileSync(file, text);
  const child = spawn(powerShell, ['-NoProfile', '-NonInteractive', '-File', file], {
    env: { ...site.sshd.env, ...once1, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let shown = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (some: string) => {
      shown += some;
    });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, shown }));
  return { pid: child.pid ?? 0, ended };
}

test('is in the language of Windows PowerShell 5.1, as its own parser reads it', async (context) => {
  need(context, 'linux');
  const looks = `
param($file)
$tokens = $null; $errors = $null
$tree = [Management.Automation.Language.Parser]::ParseFile($file, [ref]$tokens, [ref]$errors)
$errors | ForEach-Object { "error: $_" }
$tree.FindAll({ $args[0].GetType().Name -in 'PipelineChainAst', 'TernaryExpressionAst' }, $true) | ForEach-Object { "later: $_" }
$tokens | Where-Object { $_.Kind -in 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr' } | ForEach-Object { "later: $_" }
$tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandParameterAst] -and $args[0].ParameterName -eq 'Parallel' }, $true) | ForEach-Object { "later: $_" }
`;
  const file = join(site.folder, 'looked-at.ps1');
  const look = (text: string): Promise<Ended> => {
    writeFileSync(file, text);
    return runOnLinux(`& {${looks}} '${file}'`);
  };
  const script = scriptOf("Grid [1] & it's ü", 'D:\\my data\\it’s');
  expect(script.startsWith('\u{feff}# ')).toBe(true);
  expect(await look(script)).toEqual({ code: 0, shown: '' });
  expect(await look(`& ${compareBlock} D:\\x`)).toEqual({ code: 0, shown: '' });
  // The tools themselves need no code page.
  // eslint-disable-next-line no-control-regex -- All but ASCII.
  expect(/[^\x00-\x7f]/.exec(compareBlock)).toBe(null);
  // The look finds what it is there for.
  expect((await look("1..2 | ForEach-Object -Parallel { 1 }; ls && ls; $x ?? 1; $x ? 1 : 2; 'x")).shown).toMatch(
    /error: .*later: /s,
  );
});

test('on Windows, brings a collection home by itself, and mends what is damaged', async (context) => {
  proves('rsync', 'windows', ['script'], ['powershell-windows', 'wine', 'openssh']);
  need(context, 'windows');
  const source = fill("Grid [1] & it's ü");
  const windows = await openWindows(site.sshd.env);
  try {
    const { name, path } = windows.makeFolder();
    const script = scriptOf("Grid [1] & it's ü", `${name}\\it's here`);
    const whole = await windows.run(script, once1);
    expect(lastOf(whole)).toBe("DONE: every file of Grid [1] & it's ü is here, and every byte was compared.");
    expect(whole.code).toBe(0);
    const here = join(path, "it's here");
    expect(filesOf(here)).toEqual(filesOf(source));
    flipByte(join(here, 'movies/large.eer'));
    const again = await windows.run(script, once1);
    expect(again.shown).toContain('NOT PASSED: 3 of 4 files are equal, byte for byte.');
    expect(lastOf(again)).toMatch(/^DONE: /);
    expect(filesOf(here)).toEqual(filesOf(source));
    expect(readdirSync(path).sort()).toEqual(["it's here", "it's here.get-Grid_1_it_s_.log"]);
    expect(readFileSync(join(path, "it's here.get-Grid_1_it_s_.log"), 'utf8')).toContain(
      'different: movies\\large.eer',
    );
  } finally {
    await windows.close();
  }
});

test('goes on by itself when the connection breaks', async (context) => {
  need(context, 'linux');
  const source = fill('cut');
  const here = join(site.folder, 'cut-here');
  const held = site.proxy.holdAfter(5_000_000);
  const running = run(scriptInto('cut', here));
  await held;
  site.proxy.reset();
  const ended = await running;
  expect(ended.shown).toMatch(/It ended with code \d+, which another try can mend\. Try 2 begins in 1 seconds\./);
  expect(lastOf(ended)).toBe('DONE: every file of cut is here, and every byte was compared.');
  expect(filesOf(here)).toEqual(filesOf(source));
});

test('runs once at a time; killed, it goes on when it is started again', async (context) => {
  need(context, 'linux');
  const source = fill('twice');
  const here = join(site.folder, 'twice-here');
  const text = scriptInto('twice', here);
  const held = site.proxy.holdAfter(5_000_000);
  const first = start(text, here);
  await held;
  const second = await run(text);
  expect([second.code, second.shown.trimEnd()]).toEqual([
    1,
    `NOT DONE: This script is running already, or another program has ${here}.get-twice.lock open. Wait for it to end, or close it.`,
  ]);
  endProcess(-first.pid, 'SIGKILL');
  await first.ended;
  site.proxy.reset();
  expect(existsSync(`${here}.get-twice.lock`)).toBe(true);
  expect(lastOf(await run(text))).toMatch(/^DONE: /);
  expect(filesOf(here)).toEqual(filesOf(source));
  expect(existsSync(`${here}.get-twice.lock`)).toBe(false);
});

test('stopped with Ctrl+C, says so', async (context) => {
  need(context, 'linux');
  fill('stopped');
  const here = join(site.folder, 'stopped-here');
  const held = site.proxy.holdAfter(5_000_000);
  const running = start(scriptInto('stopped', here), here);
  await held;
  // As a terminal does: everything in the group is told.
  endProcess(-running.pid, 'SIGINT');
  await running.ended;
  site.proxy.reset();
  expect(readFileSync(`${here}.get-stopped.log`, 'utf8').trimEnd().split(/\r?\n/).at(-1)).toBe(
    'NOT DONE: it was stopped. Start the script again: it goes on where it stopped.',
  );
});

test('ends with what to do where it cannot go on', async (context) => {
  need(context, 'linux');
  const gone = await run(scriptInto('nowhere', join(site.folder, 'gone')));
  expect([gone.code, lastOf(gone)]).toEqual([
    1,
    'NOT DONE: Lab folder or collection is spelt otherwise there, or has been deleted.',
  ]);
  mkdirSync(site.locate(lab, 'empty'));
  expect(lastOf(await run(scriptInto('empty', join(site.folder, 'none'))))).toMatch(/^NOT DONE: There is not one file/);
  // What may not be written cannot be mended.
  fill('blocked');
  const here = join(site.folder, 'blocked-here');
  mkdirSync(join(here, '.hidden'), { recursive: true });
  const blocked = await run(scriptInto('blocked', here));
  expect(blocked.shown).toContain('There is something in the destination already.');
  expect(blocked.shown).toContain('missing: .hidden');
  expect(lastOf(blocked)).toMatch(/^NOT DONE: after a second copy too/);
  rmSync(here, { recursive: true });
  const { shown } = await runOnLinux(scriptInto('blocked', here), { ...site.sshd.env, MOST_TRIES: 'many' });
  expect(shown.trimEnd().split('\n').at(-1)).toBe(
    'NOT DONE: MOST_TRIES is "many": set it to a whole number from 1 to 999999.',
  );
});

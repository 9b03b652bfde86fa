/**
 * Not a test but a demonstration: `node test/transfers/one-gigabyte.ts COMMANDS.json`.
 *
 * COMMANDS.json holds what was copied from the page, `{ "check": "ssh …", "folder": "mkdir …", … }`, for the lab folder
 * and collection below and the account of the person who runs this. A gigabyte of random images is made, the commands
 * are run in order, the copy is cut half way and run again, and all files are compared. What was made is removed. Exits
 * 1 when anything is not as it should be.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { openSite } from '../rigs/site.ts';
import type { Ended, Site } from '../rigs/site.ts';
import { findWrongFiles, readSizes, readTree, readUnfinished, writeRandomFile } from '../rigs/tree.ts';
import { isPassed } from '../rigs/verdict.ts';

const lab = 'luger-lab';
const collection = 'GRID1';
const fileCount = 200;
const fileBytes = 5_400_000;

const commandsSchema = z.object({
  check: z.string(),
  folder: z.string(),
  space: z.string(),
  copy: z.string(),
  resume: z.string(),
  verify: z.string(),
  leftovers: z.string(),
});
type Commands = z.infer<typeof commandsSchema>;

const [file] = process.argv.slice(2);
if (!file) throw new Error('Usage: node test/transfers/one-gigabyte.ts COMMANDS.json');
const commands = commandsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const site = await openSite();
try {
  await demonstrate(site, commands);
  say('Done: cut, resumed, verified, and every file is the same on both sides.');
} catch (error) {
  say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await site.close();
}

async function demonstrate(site: Site, commands: Commands): Promise<void> {
  const labFolder = dirname(site.locate(lab, collection));
  const source = site.locate(lab, collection);
  const destination = await findDestination(site, commands.folder);
  for (const text of [commands.check, commands.copy, commands.resume, commands.verify]) {
    demand(text.includes(`${site.sshd.account}@`), `the account in this command is not ${site.sshd.account}: ${text}`);
    demand(text.includes(source), `this command does not name ${source}: ${text}`);
  }
  demand(commands.resume === commands.copy, 'resume is not the same line as copy');
  // What was there before is not ours to remove.
  for (const path of [labFolder, destination]) demand(!existsSync(path), `${path} is there already: remove it first`);
  const highestMade = findHighestMissing(destination);
  try {
    makeImages(source);
    await showAll(site, commands, source, destination);
  } finally {
    for (const path of [labFolder, highestMade]) rmSync(path, { recursive: true, force: true });
  }
}

async function showAll(site: Site, commands: Commands, source: string, destination: string): Promise<void> {
  const total = sum(readSizes(source));
  say(`The storage server has ${source}: ${String(fileCount)} files, ${formatBytes(total)}.`);
  for (const id of ['check', 'folder', 'space'] as const) expectCode(id, await runShown(site, commands[id]));

  // In the middle of an image, rather than between two.
  const cutAfter = (total + fileBytes) / 2;
  say(`Copy. Its connection will be reset after ${formatBytes(cutAfter)}.`);
  const held = site.proxy.holdAfter(cutAfter);
  showCommand(commands.copy);
  const copying = site.start(commands.copy);
  await Promise.race([held, copying.ended]);
  site.proxy.reset();
  const cut = await copying.ended;
  showOutput(cut);
  demand(cut.code !== 0, 'the copy was not cut');

  const unfinished = readUnfinished(destination);
  const whole = Object.keys(readSizes(destination)).length - Object.keys(unfinished).length;
  say(`After the cut the destination has ${String(whole)} of ${String(fileCount)} files under their names, and`);
  for (const [path, size] of Object.entries(unfinished)) console.log(`  unfinished: ${path}, ${formatBytes(size)}`);
  const wrong = findWrongFiles(source, destination);
  demand(wrong.length === 0, `these look whole and are not: ${wrong.join(', ')}`);
  say(`sha256 of each of the ${String(whole)}: as on the storage server.`);
  demand(whole < fileCount, 'nothing was left to copy');

  say('The same line again.');
  const before = site.proxy.passedBytes;
  expectCode('resume', await runShown(site, commands.resume));
  const resumed = site.proxy.passedBytes - before;
  demand(resumed < total * 0.52, `what had arrived was sent again: it brought ${formatBytes(resumed)}`);
  say(`It brought ${formatBytes(resumed)} of ${formatBytes(total)}: what had arrived was not sent again.`);

  const verify = await runShown(site, commands.verify);
  demand(isPassed(verify.shown), 'the verification did not pass');
  say('Passed: the last line begins with “PASSED”.');
  const leftovers = await runShown(site, commands.leftovers);
  demand(leftovers.shown === '', 'there are leftovers');

  const [here, there] = [readTree(destination), readTree(source)];
  const same = Object.entries(there).filter(([path, content]) => here[path] === content && content.startsWith('file'));
  say(`sha256, mode and time are the same on both sides for ${String(same.length)} of ${String(fileCount)} files.`);
  demand(same.length === fileCount, 'not every file is the same');
  demand(Object.keys(here).length === Object.keys(there).length, 'the destination holds something else as well');
}

/** The last word of the command that makes the destination, as the shell reads it. */
async function findDestination(site: Site, folderCommand: string): Promise<string> {
  const { shown } = await site.run(`last() { for word; do :; done; printf %s "$word"; }; last ${folderCommand}`);
  demand(shown.startsWith('/'), `the folder command names no absolute path: ${folderCommand}`);
  return shown;
}

/** The folder highest up that making `path` will make. */
function findHighestMissing(path: string): string {
  return existsSync(dirname(path)) ? path : findHighestMissing(dirname(path));
}

function makeImages(source: string): void {
  mkdirSync(source, { recursive: true });
  const { bavail, bsize } = statfsSync(source);
  demand(bavail * bsize > 3 * fileCount * fileBytes, 'the disk has no room for two copies');
  for (let index = 1; index <= fileCount; index += 1) {
    writeRandomFile(join(source, 'movies', `FoilHole_${String(index).padStart(3, '0')}.eer`), fileBytes);
  }
}

async function runShown(site: Site, line: string): Promise<Ended> {
  showCommand(line);
  const ended = await site.run(line);
  showOutput(ended);
  return ended;
}

function expectCode(id: string, { code }: Ended): void {
  demand(code === 0, `${id} ended with code ${String(code)}`);
}

function showCommand(line: string): void {
  console.log(`\n$ ${line}`);
}

/** Shows the beginning and the end of an output; of a progress line, what it said last. */
function showOutput({ code, shown }: Ended): void {
  const lines = shown.split('\n').map((line) => line.split('\r').findLast((part) => part !== '') ?? '');
  const isLong = lines.length > 30;
  for (const line of isLong ? [...lines.slice(0, 6), '    …', ...lines.slice(-20)] : lines) console.log(line);
  console.log(`(exit code ${String(code)})`);
}

function say(text: string): void {
  console.log(`\n== ${text}`);
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

function sum(sizes: Readonly<Record<string, number>>): number {
  return Object.values(sizes).reduce((total, size) => total + size, 0);
}

function formatBytes(bytes: number): string {
  return `${Math.round(bytes).toLocaleString('en')} bytes`;
}

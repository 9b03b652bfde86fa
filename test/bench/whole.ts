/**
 * Prints how fast the page “Is my copy still whole?” reads and hashes, beside md5sum, xxhsum and a plain loop, and what
 * memory it takes: `npm run bench:whole`; `-- --quick` is a tenth of it. It asserts nothing. It needs 12 GB of room for
 * what it makes in the folder for temporary files.
 */
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openSite } from '../browser/site.ts';
import type { Site } from '../browser/site.ts';
import { describeMachine } from './machine.ts';
import { median } from './quantile.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const share = options.quick ? 10 : 1;
const [rounds, largeBytes, smallFiles] = [options.quick ? 1 : 3, 2 ** 29 / share, 20_000 / share];
const [holdBytes, holdFiles] = [8e9 / share, 200_000 / share];
const folder = mkdtempSync(join(tmpdir(), 'bench-whole-'));

/** Writes files of 2 kB into folders of 1000. */
function writeSmall(name: string, count: number): string {
  const top = join(folder, name);
  for (let index = 0; index < count; index += 1) {
    const below = join(top, String(Math.floor(index / 1000)));
    if (index % 1000 === 0) mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `${String(index)}.mrc`), `${'x'.repeat(2000)}${String(index)}`);
  }
  return top;
}

/** Writes a list with a program, which is given every file of a folder. */
function writeList(top: string, program: string): string {
  const list = `${top}.${program.replace(' ', '')}`;
  execFileSync('sh', [
    '-c',
    `cd "$1" && find . -type f -print0 | xargs -0 ${program} > "$2" 2> /dev/null`,
    'sh',
    top,
    list,
  ]);
  return list;
}

async function openCheck(site: Site, list: string, top: string, isDropped = false): Promise<Page> {
  const { page } = await site.open('/whole/', {});
  page.setDefaultTimeout(600_000);
  await page.waitForSelector('check-copy fieldset:enabled');
  await page.setInputFiles('#check-list', list);
  if (isDropped) await drop(page, top);
  else await page.setInputFiles('#check-folder', top);
  // The sizes of a chosen folder are known then.
  const folder = isDropped ? /, (?:about )?[\d.]+ [kMGT]?B$/ : /, [\d.]+ [kMGT]?B$/;
  await page.waitForFunction(
    (pattern) => new RegExp(pattern).test(document.querySelector('#check-folder-found')?.textContent ?? ''),
    folder.source,
  );
  return page;
}

/** Drops a folder, as from a window of files. */
async function drop(page: Page, top: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { x = 0, y = 0 } = (await page.locator('#check-folder-field').boundingBox()) ?? {};
  const data = { items: [], files: [top], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: x + 9, y: y + 9, data });
  }
}

/** Compares, and gives the seconds that it took. */
async function check(page: Page): Promise<number> {
  const begun = performance.now();
  await page.click('check-copy [type=submit]');
  await page.waitForSelector('check-copy .verdict');
  const seconds = (performance.now() - begun) / 1000;
  const verdict = await page.getAttribute('check-copy .verdict', 'data-verdict');
  if (verdict !== 'whole') throw new Error((await page.textContent('check-copy .verdict')) ?? '');
  return seconds;
}

async function timeCheck(site: Site, list: string, top: string): Promise<number> {
  const page = await openCheck(site, list, top);
  const seconds = await check(page);
  await site.leave(page);
  return seconds;
}

function timeProgram(command: readonly string[]): number {
  const [program = '', ...words] = command;
  const begun = performance.now();
  execFileSync(program, words, { stdio: 'ignore' });
  return (performance.now() - begun) / 1000;
}

/** What a page does that reads one file after the other. Unit: seconds. */
async function timePlainLoop(site: Site, list: string, top: string): Promise<number> {
  const page = await openCheck(site, list, top);
  const milliseconds = await page.evaluate(async () => {
    const begun = performance.now();
    for (const file of document.querySelector<HTMLInputElement>('#check-folder')?.files ?? []) await file.arrayBuffer();
    return performance.now() - begun;
  });
  await site.leave(page);
  return milliseconds / 1000;
}

/** The memory of all processes of the browser; shared parts are counted once. Unit: MB. */
function readMemory(): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const status = readProcess(`${name}/status`);
    parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  const isOurs = (id: number): boolean => {
    const parent = parents.get(id);
    return parent === process.pid || (parent !== undefined && parent > 0 && isOurs(parent));
  };
  const kilobytes = [...parents.keys()]
    .filter(isOurs)
    .map((id) => Number(/^Pss:\s+(\d+)/m.exec(readProcess(`${String(id)}/smaps_rollup`))?.[1] ?? 0));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1000;
}

/** What the system says of a process; nothing of one that has ended. */
function readProcess(file: string): string {
  try {
    return readFileSync(`/proc/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

/** The most memory that a comparison takes, over what the empty page takes. Unit: MB. */
async function measureMemory(site: Site, list: string, top: string, isDropped: boolean): Promise<number> {
  const { page: empty } = await site.open('/whole/', {});
  await empty.waitForSelector('check-copy fieldset:enabled');
  const before = readMemory();
  await site.leave(empty);
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, readMemory())), 500);
  const page = await openCheck(site, list, top, isDropped);
  await check(page);
  clearInterval(timer);
  await site.leave(page);
  return most - before;
}

const rate = (seconds: number): number => (2 * largeBytes) / 1e6 / seconds;
const site = await openSite();
try {
  console.log(`${describeMachine()}; ${loadavg()[0]?.toFixed(0) ?? ''} programs wanted its processors.`);
  const large = join(folder, 'large');
  mkdirSync(large);
  const names = ['a.eer', 'b.eer'].map((name) => join(large, name));
  for (const name of names) writeFileSync(name, randomFillSync(Buffer.alloc(largeBytes)));

  console.log('\n| two large files | page, MB/s | program, MB/s | page ÷ program |\n| --- | ---: | ---: | ---: |');
  for (const program of ['md5sum', 'sha256sum', 'xxhsum -H2']) {
    const list = writeList(large, program);
    const pairs = [];
    for (let round = 0; round < rounds; round += 1) {
      const ours = await timeCheck(site, list, large);
      pairs.push({ ours, theirs: timeProgram([...program.split(' '), ...names]) });
    }
    const [ours, theirs] = [
      median(pairs.map((pair) => rate(pair.ours))),
      median(pairs.map((pair) => rate(pair.theirs))),
    ];
    console.log(`| ${program} | ${ours.toFixed(0)} | ${theirs.toFixed(0)} | ${(ours / theirs).toFixed(2)} |`);
  }

  const small = writeSmall('small', smallFiles);
  const list = writeList(small, 'md5sum');
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({ plain: await timePlainLoop(site, list, small), ours: await timeCheck(site, list, small) });
  }
  const [ours, plain] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.plain))];
  console.log(
    `\n${smallFiles.toLocaleString('en')} files of 2 kB: ${ours.toFixed(1)} s, hashes and all; a loop of arrayBuffer() ${plain.toFixed(1)} s: ${(ours / plain).toFixed(2)}.`,
  );

  const huge = join(folder, 'huge');
  mkdirSync(huge);
  // Zeros without a place on the disk are read and hashed like others.
  for (const name of ['a.eer', 'b.eer']) {
    writeFileSync(join(huge, name), '');
    truncateSync(join(huge, name), holdBytes / 2);
  }
  console.log('\n| memory over the empty page, at most | MB |\n| --- | ---: |');
  const measure = async (title: string, top: string, isDropped: boolean): Promise<void> => {
    const megabytes = await measureMemory(site, writeList(top, 'md5sum'), top, isDropped);
    console.log(`| ${title} | ${megabytes.toFixed(0)} |`);
  };
  await measure(`${String(holdBytes / 1e9)} GB in two files`, huge, false);
  const many = writeSmall('many', holdFiles);
  await measure(`${holdFiles.toLocaleString('en')} files, dropped`, many, true);
  await measure(`${holdFiles.toLocaleString('en')} files, chosen with the button`, many, false);
} finally {
  await site.close();
  rmSync(folder, { recursive: true });
}

/**
 * Not a test but a demonstration: `node test/desktop/one-gigabyte.ts`, as root, on Linux.
 *
 * Somebody who only clicks brings home 1 GB in 200 files with odd names. FileZilla is killed half way; then the steps of
 * the plan are done once more, all names and sizes are compared, and every byte by the list of checksums. What was made
 * is removed. Exits 1 when anything is not as it should be.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadFacility } from '../../src/facility/load.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { formatAction } from '../../src/generator/index.ts';
import { openDesktop, waitFor } from '../rigs/desktop.ts';
import type { Desktop } from '../rigs/desktop.ts';
import * as steps from '../rigs/filezilla-steps.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { openStage, password } from '../rigs/screens/stage.ts';
import type { Stage } from '../rigs/screens/stage.ts';

const fileCount = 200;
const fileBytes = 5_000_000;
const facility = loadFacility();
const { host, interim } = facility.storage;
const collection = `GRID "1" & it's <ä> 🔬`;
const there = `${interim.path}/curie-lab/${collection}`;
const here = `/srv/data/${collection}`;
const plan = planOf(facility, {
  method: 'filezilla',
  account: 'jdoe',
  lab: 'curie-lab',
  collection,
  destination: here,
});
const oddNames = [
  ' lead',
  'tail ',
  'a&b <c>',
  `q"q'q`,
  '#2 %41 +',
  'a:b?c*',
  'back\\slash',
  'é',
  'e\u0301',
  '🔬',
  '-rf',
];

const began = performance.now();
const say = (text: string): void => {
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);
};
function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Not so: ${what}`);
}

const folder = mkdtempSync(join(tmpdir(), 'gigabyte-'));
chmodSync(folder, 0o755);
const stage = await openStage({ hosts: [host], accounts: ['jdoe'], serverFolders: [interim.path] });
const desktop = await openDesktop(stage);
try {
  makeImages(stage);
  say(`The server has ${String(fileCount)} files, ${String((fileCount * fileBytes) / 1e9)} GB, in “${collection}”.`);
  await copyCutAndMend(desktop, stage);
  demand((await prove(stage)).includes('PASSED'), 'the list passes');
  say('Every byte is as in the list: PASSED.');
  demand(stage.asRoot(`diff -rq ${quoteWord(there)} ${quoteWord(here)} || true`) === '', 'both folders are the same');
  say('Done: cut once, mended by the printed steps, and proved.');
} catch (error) {
  say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await desktop.close();
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
}

function makeImages(stage: Stage): void {
  const lines = Array.from({ length: fileCount }, (_, index) => {
    const name = `${oddNames[index % oddNames.length] ?? ''} ${String(index)}`;
    const path = `./day ${String(index % 3)}/${name}.eer`;
    return `head -c ${String(fileBytes)} /dev/urandom >${quoteWord(path)}`;
  });
  const path = join(folder, 'make');
  writeFileSync(path, ['mkdir "day 0" "day 1" "day 2"', ...lines].join('\n'));
  stage.asRoot(`mkdir -p ${quoteWord(there)}; cd ${quoteWord(there)}; sh -e ${quoteWord(path)}`);
  stage.asRoot(`chown -R jdoe: ${quoteWord(`${interim.path}/curie-lab`)}`);
}

async function copyCutAndMend(desktop: Desktop, stage: Stage): Promise<void> {
  const site = join(folder, 'site.xml');
  writeFileSync(site, formatAction(stepOf(plan, 'file').action));
  const fresh = await desktop.open({ isFresh: true });
  await steps.importFile(fresh, site);
  await fresh.quit();
  const first = await desktop.open();
  await steps.connect(first);
  await steps.logIn(first);
  steps.startDownload(first);
  await steps.waitForFiles(first, fileCount / 2);
  await first.kill();
  const sizes = (): number[] =>
    stage
      .asRoot(`find ${quoteWord(here)} -type f -printf '%s\\n'`)
      .split('\n')
      .filter(Boolean)
      .map(Number);
  const cut = sizes().filter((size) => size < fileBytes).length;
  say(
    `FileZilla was killed. ${String(sizes().length)} files are here; ${String(cut)} of them are cut, under their names.`,
  );
  demand(cut > 0 && sizes().length < fileCount, 'the copy was cut in a file');

  const second = await desktop.open();
  await steps.connect(second);
  await steps.logIn(second, { isFirst: false });
  await steps.download(second, fileCount);
  const passedOver = second.log().match(/File transfer skipped/g)?.length ?? 0;
  say(`The same row again: ${String(passedOver)} files were passed over, the others fetched.`);
  const read = await steps.compare(desktop, second);
  const isSame = (): boolean => read().left.length + read().right.length === 0 && read().sameTotals;
  await waitFor(isSame, 'the comparison shows nothing');
  say('The comparison shows nothing, and the same totals on both sides.');
  await second.answer('File search', 'Escape');
  await second.quit();
}

/** Makes the list by the line of the plan, and checks the copy by the one for a terminal. */
async function prove(stage: Stage): Promise<string> {
  const terminal = await stage.openTerminal();
  await terminal.type(textOf(plan, 'list'), [
    ['(yes/no/[fingerprint])?', 'yes\r'],
    ['password:', `${password}\r`],
  ]);
  stage.asRoot(`cp ${quoteWord(`${there}.md5`)} ${quoteWord(`${here}.md5`)}`);
  const said = await terminal.type(textOf(plan, 'recheck'));
  await terminal.close();
  return said;
}

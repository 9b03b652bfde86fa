/** Pictures of the windows of FileZilla, for its guide: small files with few colours. */
import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadFacility } from '../../../src/facility/load.ts';
import { formatAction } from '../../../src/generator/index.ts';
import { mainWindow, openDesktop, waitFor } from '../desktop.ts';
import type { Desktop } from '../desktop.ts';
import * as steps from '../filezilla-steps.ts';
import { planOf, stepOf } from '../plans.ts';
import { openStage } from './stage.ts';

const facts = loadFacility();
const { host, interim } = facts.storage;
const there = `${interim.path}/curie-lab/GRID1`;
const draft = { method: 'filezilla', account: 'jdoe', lab: 'curie-lab', collection: 'GRID1' };

/** Takes them, and writes each into the folder. */
export async function takePictures(folder: string): Promise<void> {
  const stage = await openStage({ hosts: [host], accounts: ['jdoe'], serverFolders: [interim.path] });
  const desktop = await openDesktop(stage);
  const own = mkdtempSync(join(tmpdir(), 'pictures-'));
  chmodSync(own, 0o755);
  const save = async (name: string, area: readonly [number, number, number, number]): Promise<void> => {
    const file = join(own, 'picture.png');
    desktop.picture(file, area);
    const small = await sharp(file).png({ palette: true, colours: 32, dither: 0, effort: 10 }).toBuffer();
    writeFileSync(join(folder, `${name}.png`), small);
  };
  try {
    stage.asRoot(
      `mkdir -p ${there}; cd ${there}; for n in 1 2 3 4; do head -c \${n}00000 /dev/zero >FoilHole_$n.eer; done`,
    );
    stage.asRoot(`find ${there} -exec touch -d 2026-10-25T12:00:00Z '{}' +; chown -R jdoe: ${interim.path}/curie-lab`);
    const site = join(own, 'site.xml');
    const plan = planOf(facts, { ...draft, destination: '/srv/data/GRID1' });
    writeFileSync(site, formatAction(stepOf(plan, 'file').action));
    await take(desktop, site, stage, save);
  } finally {
    await desktop.close();
    await stage.close();
    rmSync(own, { recursive: true, force: true });
  }
}

async function take(
  desktop: Desktop,
  site: string,
  stage: Awaited<ReturnType<typeof openStage>>,
  save: (name: string, area: readonly [number, number, number, number]) => Promise<void>,
): Promise<void> {
  const fresh = await desktop.open({ isFresh: true });
  await steps.importFile(fresh, site);
  await fresh.quit();
  const program = await desktop.open();
  await steps.connect(program);
  await steps.enterPassword(program);
  await program.waitForWindow('Unknown host key');
  await save('host-key', desktop.place('Unknown host key'));
  program.click('Unknown host key', 63, 158);
  await program.answer('Unknown host key', 'Return');
  await program.waitForLine(/Directory listing of ".*" successful/);
  await save('look', [100, 137, 1200, 440]);
  program.click(mainWindow, 660, 509);
  program.click(mainWindow, 660, 509, 3);
  // Where nothing was but the white list: the words of the menu.
  const isMenu = (): boolean => {
    const pixels = desktop.look();
    return Array.from({ length: 100 }, (_, at) => pixels.at(795 + at, 571)).some((colour) => colour < 0x808080);
  };
  await waitFor(isMenu, 'the menu is there');
  await save('download', [700, 478, 600, 380]);
  program.press(mainWindow, 'd');
  await steps.waitForFiles(program, 4);
  const read = await steps.compare(desktop, program);
  await waitFor(() => read().left.length === 0 && read().sameTotals, 'nothing differs');
  await save('whole', [0, 60, 1400, 900]);
  await program.answer('File search', 'Escape');
  await program.quit();
  stage.asRoot('cd /srv/data/GRID1; truncate -s 12345 FoilHole_2.eer; rm FoilHole_3.eer');
  const again = await desktop.open();
  await steps.connect(again);
  await steps.logIn(again, { isFirst: false });
  const shown = await steps.compare(desktop, again);
  await waitFor(() => shown().left.join() === 'red' && shown().right.join() === 'red,yellow', 'what differs');
  await save('cut', [0, 420, 1400, 540]);
}

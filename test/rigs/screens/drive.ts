/** The screens of a drive that somebody has brought home. */
import { loadFacility } from '../../../src/facility/load.ts';
import type { Draft } from '../../../src/generator/index.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { plugInDrive } from '../image-drive.ts';
import { planOf } from '../plans.ts';
import { quoteWord } from '../../../src/generator/command/quote.ts';
import { recordCopy, recordFolders } from './copy-steps.ts';
import { fillCollection } from './props.ts';
import { startRecording } from './recorder.ts';
import type { Run } from './recorder.ts';
import { openStage } from './stage.ts';

const facility = loadFacility();
const mountedAt = '/media/drive';
const draft: Draft = {
  method: 'drive',
  lab: 'curie-lab',
  collection: 'GRID1',
  system: 'exfat',
  drive: mountedAt,
  destination: '/srv/data/GRID1',
};
const source = `${mountedAt}/GRID1`;
const linux = { computer: ['linux'] };

export async function recordDrive(): Promise<Screen[]> {
  const screens: Screen[] = [];
  // Before the stage, which sees what was mounted until then.
  const drive = plugInDrive('exfat', 200_000_000);
  const stage = await openStage({ hosts: ['unused'], accounts: [], serverFolders: [mountedAt] });
  const plugIn = (): string => stage.asRoot(`mount --bind ${quoteWord(drive.path)} ${mountedAt}`);
  plugIn();
  fillCollection(stage, source);
  // Only root may let go of a drive that root has mounted.
  const terminal = await stage.openTerminal({ isOutside: true });
  const ordinary = await stage.openTerminal();
  const run = { stage, terminal, facility, facts: [], plan: planOf(facility, draft), when: linux };
  try {
    const shoot = startRecording(run, screens);
    await shoot('size', { by: ['findutils'] });
    stage.asRoot(`umount ${mountedAt}`);
    await shoot('size', { see: 'No such file', by: ['findutils'] });
    plugIn();
    await shoot('system', { when: { ...linux, system: ['exfat'] } });
    await recordFolders(stage, startRecording({ ...run, terminal: ordinary }, screens));
    await recordCopy({ run, answers: [], source, isLocal: true }, screens);
    await recordUnplugging(run, screens, plugIn);
    return screens;
  } finally {
    await terminal.close();
    await ordinary.close();
    await stage.close();
    drive.remove();
  }
}

async function recordUnplugging(run: Run, screens: Screen[], plugIn: () => void): Promise<void> {
  const shoot = startRecording(run, screens);
  for (const id of ['unplug', 'off']) {
    await run.terminal.type(`cd ${source}`);
    await shoot(id, { see: 'target is busy' });
    await run.terminal.type('cd');
    await shoot(id);
    plugIn();
  }
}

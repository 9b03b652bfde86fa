/** The screens of what arrives in PetaLibrary: on its login node, on the storage server, and onward from there. */
import { loadFacility } from '../../../src/facility/load.ts';
import type { Draft } from '../../../src/generator/index.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { planOf, textOf } from '../plans.ts';
import { recordCopy, recordFolders, recordSession } from './copy-steps.ts';
import { fillCollection, login, takeKey, wrongLogin } from './props.ts';
import { startRecording } from './recorder.ts';
import type { Run } from './recorder.ts';
import { openStage, promptMark } from './stage.ts';

const facility = loadFacility();
const { storage, petalibrary } = facility;
if (!petalibrary) throw new Error('The facts have no PetaLibrary.');
const { loginHost, transferHost, depositPath, depositOwner, depositMode } = petalibrary;
const draft: Draft = {
  method: 'petalibrary',
  account: 'jdoe',
  lab: 'curie-lab',
  collection: 'GRID1',
  allocation: 'curie-pool',
  rcAccount: 'marie',
  onward: 'dtn',
  destination: '/srv/data/GRID1',
};
const source = `${storage.interim.path}/curie-lab/GRID1`;
const deposit = depositPath.replace('{allocation}', 'curie-pool');
const onLinux = { computer: ['linux', 'wsl'] };

export async function recordPetaLibrary(): Promise<Screen[]> {
  const screens: Screen[] = [];
  const stage = await openStage({
    hosts: [storage.host, loginHost, transferHost],
    accounts: ['jdoe', 'marie', depositOwner],
    serverFolders: [storage.interim.path, deposit],
  });
  fillCollection(stage, source);
  const terminal = await stage.openTerminal();
  const run = {
    stage,
    terminal,
    facility,
    facts: ['storage.host', 'storage.interim.path', 'petalibrary.loginHost', 'petalibrary.transferHost', 'petalibrary.depositOwner'],
    plan: planOf(facility, draft),
  };
  stage.asRoot(
    [
      `chown ${depositOwner}: ${deposit} && chmod ${depositMode} ${deposit} && usermod -a -G ${depositOwner} marie`,
    ].join('\n'),
  );
  try {
    await recordLogin(run, screens);
    return screens;
  } finally {
    await terminal.close();
    await stage.close();
  }
}

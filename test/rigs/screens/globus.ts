/** The screens of the session in which Globus runs on the storage server. Its own programs are not run here. */
import { loadFacility } from '../../../src/facility/load.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { planOf } from '../plans.ts';
import { recordSession } from './copy-steps.ts';
import { login, takeKey, wrongLogin } from './props.ts';
import { startRecording } from './recorder.ts';
import { openStage } from './stage.ts';

const facility = loadFacility();
const draft = {
  method: 'globus',
  way: 'server',
  lab: 'curie-lab',
  collection: 'GRID1',
  account: 'jdoe',
  receiverName: 'Curie Lab server',
  receiverPath: '/~/cryoem/GRID1',
};

export async function recordGlobus(): Promise<Screen[]> {
  const screens: Screen[] = [];
  const { host } = facility.storage;
  const stage = await openStage({ hosts: [host], accounts: ['jdoe'], serverFolders: [] });
  const home = await stage.openTerminal();
  const terminal = await stage.openTerminal({ account: 'jdoe' });
  const plan = planOf(facility, draft);
  const run = { stage, terminal, facility, facts: ['storage.host', 'globus.session'], plan };
  try {
    const shoot = startRecording({ ...run, terminal: home }, screens);
    await shoot('connect', { see: 'The authenticity of host', answers: [takeKey, login] });
    await home.type('exit');
    await shoot('connect', { answers: [login] });
    await home.type('exit');
    await shoot('connect', { see: 'Permission denied', answers: wrongLogin });
    await recordSession({ ...run, when: { way: ['server'] } }, screens, { copy: 'exec bash -i', shows: /\$ ?/ });
    return screens;
  } finally {
    await home.close();
    await terminal.close();
    await stage.close();
  }
}

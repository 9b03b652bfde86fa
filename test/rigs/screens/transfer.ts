/** The screens of the staff who send images. The facility's own script is not here. */
import { loadFacility } from '../../../src/facility/load.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { planOf } from '../plans.ts';
import { leave, recordSession } from './copy-steps.ts';
import { login, takeKey, wrongLogin } from './props.ts';
import { startRecording } from './recorder.ts';
import type { Run } from './recorder.ts';
import { openStage, prompt } from './stage.ts';

const facility = loadFacility();
const { storage, petalibrary } = facility;
const lab = 'curie-lab';
const folder = `${storage.interim.path}/${lab}`;
const mountPath = petalibrary?.mountPath?.replace('{lab}', lab) ?? '';
const plan = planOf(facility, { method: 'transfer', account: 'jdoe', cameraFolder: 'GRID1', case: 'petalibrary', lab });

export async function recordTransfer(): Promise<Screen[]> {
  const screens: Screen[] = [];
  const stage = await openStage({
    hosts: [storage.host],
    accounts: ['jdoe', lab],
    serverFolders: [storage.interim.path, mountPath],
  });
  stage.asRoot(`mkdir -m 2770 ${folder} && chown ${lab}: ${folder}; mount -t tmpfs -o size=40T none ${mountPath}`);
  const home = await stage.openTerminal();
  const terminal = await stage.openTerminal({ account: 'jdoe' });
  const facts = ['storage.host', 'storage.interim.path', 'petalibrary.mountPath'];
  const run = { stage, terminal, facility, facts, plan };
  try {
    const shoot = startRecording({ ...run, terminal: home }, screens);
    await home.type(`ssh jdoe@${storage.host} true`, [takeKey, login]);
    await shoot('login', { answers: [login] });
    await home.type('exit');
    await shoot('login', { see: 'Permission denied', answers: wrongLogin });
    await recordThere(run, screens);
    return screens;
  } finally {
    await home.close();
    await terminal.close();
    await stage.close();
  }
}

/** On the storage server. */
async function recordThere(run: Run, screens: Screen[]): Promise<void> {
  const { stage, terminal } = run;
  const shoot = startRecording(run, screens);
  await shoot('labFolder');
  stage.asRoot(`chmod 2775 ${folder}`);
  await shoot('labFolder', { see: 'r or x among' });
  stage.asRoot(`rmdir ${folder}`);
  await shoot('labFolder', { see: 'No such file' });
  await shoot('mount', { by: ['util-linux'] });
  await shoot('ended');
  const name = run.plan.steps.find(({ inside }) => inside)?.inside ?? '';
  await terminal.type(`screen -S ${name}`, [[prompt, leave]]);
  await shoot('ended', { see: 'the name of the session' });
  await terminal.type(`screen -S ${name} -X quit`);
  await stage.ended('screen');
  await recordSession(run, screens, {});
}

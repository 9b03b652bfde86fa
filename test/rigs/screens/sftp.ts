/** The screens of a server that lets people in by SFTP alone. */
import { loadFacility } from '../../../src/facility/load.ts';
import type { Draft, Facility } from '../../../src/generator/index.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { planOf, textOf } from '../plans.ts';
import { recordFolders, recordSession } from './copy-steps.ts';
import {
  clearDestination,
  fillCollection,
  leaveRoom,
  login,
  makeRoom,
  takeKey,
  withoutProgram,
  wrongLogin,
} from './props.ts';
import { startRecording } from './recorder.ts';
import type { Run } from './recorder.ts';
import { openStage, password, you } from './stage.ts';
import type { Answer } from './stage.ts';

const facts = loadFacility();
const path = '/data/raw';
const facility: Facility = { ...facts, storage: { ...facts.storage, sftp: { path } } };
const { host } = facility.storage;
const draft: Draft = {
  method: 'sftp',
  account: 'jdoe',
  lab: 'curie-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};
const destination = '/srv/data/GRID1';
const source = `${path}/curie-lab/GRID1`;
const linux = { computer: ['linux', 'wsl'] };
/** rclone asks in its own words. */
const toRclone: Answer = [/password:?\s*$/i, `${password}\r`];

export async function recordSftp(): Promise<Screen[]> {
  const screens: Screen[] = [];
  const stage = await openStage({ hosts: [host], accounts: ['jdoe'], serverFolders: [path] });
  fillCollection(stage, source);
  const terminal = await stage.openTerminal();
  const run = {
    stage,
    terminal,
    facility,
    facts: ['storage.host', 'storage.sftp.path'],
    plan: planOf(facility, draft),
    when: { ...linux, login: ['password'] },
  };
  try {
    await recordLook(run, screens);
    await recordCopy(run, screens);
    await recordVerify(run, screens);
    return screens;
  } finally {
    await terminal.close();
    await stage.close();
  }
}

/** The first look: at the server, and at the programs. */
async function recordLook(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const shoot = startRecording(run, screens);
  await shoot('check', { answers: [takeKey, login] });
  await shoot('check', { see: 'Permission denied, before `Connected to`', answers: wrongLogin });
  stage.asRoot(`mv ${source} ${source}-away`);
  await shoot('check', { see: 'No such file', answers: [login] });
  stage.asRoot(`mv ${source}-away ${source}`);
  await shoot('version');
  const other = await stage.openTerminal({ path: withoutProgram(stage, 'rclone') });
  await shoot('version', { see: 'not found', terminal: other, by: ['bash'] });
  await other.close();
  await shoot('size', { answers: [toRclone] });
  await shoot('size', { see: 'unable to authenticate', answers: [[toRclone[0], 'wrong\r']] });
}

async function recordCopy(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const shoot = startRecording(run, screens);
  await recordFolders(stage, startRecording({ ...run, when: linux }, screens));
  await shoot('copy', { answers: [login] });
  clearDestination(stage, destination);
  leaveRoom(stage, 20_000_000);
  await shoot('copy', { see: 'No space left', answers: [login] });
  makeRoom(stage);
  clearDestination(stage, destination);
  stage.asRoot(`cp -p ${source}/gain.mrc ${destination}/ && chown -R ${you}: ${destination}`);
  await shoot('resume', { answers: [login] });
  await recordSession({ ...run, when: { ...linux, session: ['screen'] } }, screens, {
    copy: textOf(run.plan, 'copy'),
    shows: /password: ?/,
  });
  clearDestination(stage, destination);
  stage.asRoot(`cp -a ${source}/. ${destination}/ && chown -R ${you}: ${destination}`);
}

async function recordVerify(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const shoot = startRecording(run, screens);
  await shoot('verify', { answers: [toRclone] });
  stage.asRoot(`rm ${destination}/gain.mrc`);
  await shoot('verify', { see: 'ERROR and `file not in', answers: [toRclone] });
  stage.asRoot(
    `cp -p ${source}/gain.mrc ${destination}/ && printf x | dd of=${destination}/movies/001.eer bs=1 conv=notrunc status=none`,
  );
  await shoot('verify', { see: 'the name of a file alone', answers: [toRclone] });
  stage.asRoot(`ln -s gain.mrc ${source}/link.mrc && chown -R ${you}: ${destination}`);
  await shoot('links', { answers: [toRclone] });
}

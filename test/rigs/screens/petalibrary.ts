/** The screens of what arrives in PetaLibrary: on its login node, on the storage server, and onward from there. */
import { loadFacility } from '../../../src/facility/load.ts';
import type { Draft } from '../../../src/generator/index.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { planOf, textOf } from '../plans.ts';
import { recordCopy, recordFolders, recordSession } from './copy-steps.ts';
import { fillCollection, forgetServers, knowServers, login, takeKey, wrongLogin } from './props.ts';
import { startRecording } from './recorder.ts';
import type { Run } from './recorder.ts';
import { openStage, promptMark, you } from './stage.ts';

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
const facts = [
  'storage.host',
  'storage.interim.path',
  ...['loginHost', 'transferHost', 'depositPath', 'depositOwner', 'depositMode'].map((name) => `petalibrary.${name}`),
];
const nextPrompt = new RegExp(`${promptMark}.*\\$ `);

export async function recordPetaLibrary(): Promise<Screen[]> {
  const screens: Screen[] = [];
  const stage = await openStage({
    hosts: [storage.host, loginHost, transferHost],
    accounts: ['jdoe', 'marie', depositOwner],
    serverFolders: [storage.interim.path, deposit],
  });
  fillCollection(stage, source);
  stage.asRoot(
    `chown ${depositOwner}: ${deposit} && chmod 2755 ${deposit} && cp -a ${source} ${deposit}/ && chown -R ${depositOwner}: ${deposit}/*`,
  );
  const terminal = await stage.openTerminal();
  const run = { stage, terminal, facility, facts, plan: planOf(facility, draft) };
  try {
    await recordLogin(run, screens);
    await recordArrival(run, screens);
    await recordComparison(run, screens);
    await recordOnward(run, screens);
    return screens;
  } finally {
    await terminal.close();
    await stage.close();
  }
}

/** The two servers that somebody logs in to. */
async function recordLogin(run: Run, screens: Screen[]): Promise<void> {
  const shoot = startRecording(run, screens);
  for (const id of ['login', 'verify-login']) {
    run.stage.asRoot(`rm -f /home/${you}/.ssh/known_hosts`);
    for (const shot of [{ see: 'The authenticity of host', answers: [takeKey, login] }, { answers: [login] }]) {
      await shoot(id, shot);
      await run.terminal.type('exit');
    }
    await shoot(id, { see: 'Permission denied', answers: wrongLogin });
  }
  run.stage.asRoot(`rm /home/${you}/.ssh/known_hosts`);
}

/** What arrives, seen on the login node. */
async function recordArrival(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const terminal = await stage.openTerminal({ account: 'marie' });
  const shoot = startRecording({ ...run, terminal }, screens);
  stage.asRoot(`chmod ${depositMode} ${deposit}`);
  await shoot('owner');
  stage.asRoot(`chown marie: ${deposit}`);
  await shoot('owner', { see: 'another owner' });
  stage.asRoot(`chown ${depositOwner}: ${deposit} && chmod 755 ${deposit} && mv ${deposit} ${deposit}.away`);
  await shoot('owner', { see: 'No such file' });
  stage.asRoot(`mv ${deposit}.away ${deposit} && mv ${deposit}/GRID1 ${deposit}/away`);
  await shoot('list', { see: 'No such file' });
  stage.asRoot(`mv ${deposit}/away ${deposit}/GRID1`);
  await shoot('list');
  await shoot('watch', { until: /\n?\S*\d+M.*GRID1/ });
  await shoot('watch-leave', { keys: '\u0003', until: nextPrompt, by: ['procps'] });
  await shoot('count');
  stage.asRoot(`chmod 700 ${deposit}/GRID1/movies`);
  await shoot('count', { see: 'Permission denied' });
  stage.asRoot(`chmod 755 ${deposit}/GRID1/movies`);
  await terminal.close();
}

/** The comparison, made on the storage server. */
async function recordComparison(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const terminal = await stage.openTerminal({ account: 'jdoe' });
  const there = { ...run, terminal };
  const shoot = startRecording(there, screens);
  // The key of the server is known by then.
  await terminal.type(`ssh marie@${transferHost} true`, [takeKey, login]);
  await shoot('verify', { answers: [login] });
  stage.asRoot(`mv ${deposit}/GRID1/gain.mrc ${deposit}/gain.mrc`);
  await shoot('verify', { see: '`NOT PASSED`, and lines that begin with `<`', answers: [login] });
  stage.asRoot(`mv ${deposit}/gain.mrc ${deposit}/GRID1/gain.mrc`);
  forgetServers(stage);
  await shoot('verify', { see: 'Could not resolve hostname' });
  knowServers(stage);
  await recordSession({ ...there, when: { session: ['screen'] } }, screens, {
    copy: textOf(run.plan, 'verify'),
    shows: /password: ?/,
    before: 'verify-',
  });
  await terminal.close();
}

/** From PetaLibrary to a server of the lab. */
async function recordOnward(run: Run, screens: Screen[]): Promise<void> {
  const before = 'onward-';
  const onLinux = { ...run, when: { computer: ['linux', 'wsl'] } };
  const copying = { run: onLinux, answers: [login], source: `${deposit}/GRID1`, before };
  await run.terminal.type(`ssh marie@${transferHost} true`, [takeKey, login]);
  await recordFolders(run.stage, startRecording(onLinux, screens), before);
  const inSession = { ...run, when: { ...onLinux.when, session: ['screen'] } };
  await recordSession(inSession, screens, { copy: textOf(run.plan, `${before}copy`), answers: [login], before });
  await recordCopy(copying, screens);
}

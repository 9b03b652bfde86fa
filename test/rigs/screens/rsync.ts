/** The screens of the copy to a server of the lab. */
import { loadFacility } from '../../../src/facility/load.ts';
import type { Draft } from '../../../src/generator/index.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { planOf, textOf } from '../plans.ts';
import { recordCopy, recordFolders, recordSession } from './copy-steps.ts';
import { clearDestination, fillCollection, login, takeKey, wrongLogin } from './props.ts';
import { startRecording } from './recorder.ts';
import type { Run } from './recorder.ts';
import { openStage, projectFolder, you } from './stage.ts';

const facility = loadFacility();
const { host, interim } = facility.storage;
const labServer = 'cryo.example.edu';
const draft: Draft = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'curie-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};
const destination = '/srv/data/GRID1';
const source = `${interim.path}/curie-lab/GRID1`;
const linux = ['linux', 'wsl'];
const unix = [...linux, 'macos'];
/** Where each command asks for the password; and where it may, before there is a key. */
const typed = { keys: ['password'], connections: ['each'] };
const asked = { keys: ['password', 'new'], connections: ['each'] };

export async function recordRsync(): Promise<Screen[]> {
  const screens: Screen[] = [];
  const stage = await openStage({
    hosts: [host, labServer],
    accounts: ['jdoe', 'jane'],
    serverFolders: [interim.path],
  });
  fillCollection(stage, source);
  const terminal = await stage.openTerminal();
  const run = {
    stage,
    terminal,
    facility,
    facts: ['storage.host', 'storage.interim.path'],
    plan: planOf(facility, draft),
  };
  try {
    await recordFromWorkstation(run, screens);
    await recordWithPassword(run, screens);
    await recordChoices(run, screens);
    await recordOnce(run, screens);
    await recordOnMac(run, screens);
    await recordList({ ...run, plan: planOf(facility, { ...draft, prove: 'list' }) }, screens);
    await recordWithKey({ ...run, plan: planOf(facility, { ...draft, keys: 'new', streams: '4' }) }, screens);
    return screens;
  } finally {
    await terminal.close();
    await stage.close();
  }
}

/** From the first look to the clean-up, with a password at each connection. */
async function recordWithPassword(run: Run, screens: Screen[]): Promise<void> {
  const shoot = startRecording({ ...run, when: { computer: unix, ...asked } }, screens);
  await shoot('check', { see: 'The authenticity of host', answers: [takeKey, login] });
  await shoot('check', { answers: [login] });
  await shoot('check', { see: 'Permission denied (publickey', answers: wrongLogin });
  await recordFolders(run.stage, startRecording({ ...run, when: { computer: linux } }, screens));
  await recordSession({ ...run, when: { computer: linux, session: ['screen'] } }, screens, {
    copy: textOf(run.plan, 'copy'),
    answers: [login],
  });
  const when = { computer: linux, ...typed };
  await recordCopy({ run: { ...run, when }, answers: [login], source }, screens);
}

/** With one login for all commands. */
async function recordOnce(run: Run, screens: Screen[]): Promise<void> {
  const when = { computer: unix, connections: ['once'] };
  const shoot = startRecording({ ...run, plan: planOf(facility, { ...draft, connections: 'once' }), when }, screens);
  await shoot('connect', { answers: [login] });
  await shoot('check');
  await shoot('disconnect');
  await shoot('disconnect', { see: 'No such file or directory' });
  await shoot('connect-again', { answers: [login] });
  await run.terminal.type(textOf(planOf(facility, { ...draft, connections: 'once' }), 'disconnect'));
}

/** What links out of a collection change, and how fast the network is. */
async function recordChoices(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const shoot = startRecording({ ...run, when: { computer: unix, ...asked } }, screens);
  stage.asRoot(`touch /data/reference.mrc && ln -s /data/reference.mrc ${source}/reference.mrc`);
  await shoot('check', {
    answers: [login],
    when: { computer: unix, ...asked, links: ['copy', 'keep'] },
  });
  stage.asRoot(`rm ${source}/reference.mrc && touch -d '2026-11-23 12:00:00 UTC' ${source}`);
  stage.asRoot(`head -c 2100000 /dev/zero | tee ${source}/001.jpg ${source}/002.jpg >${source}/atlas.png`);
  const without = { ...run, plan: planOf(facility, { ...draft, leaveOut: 'jpg, png' }) };
  await startRecording(without, screens)('left-out', {
    answers: [login],
    when: { computer: unix, keys: ['password', 'new'] },
  });
  stage.asRoot(`rm ${source}/*.jpg ${source}/*.png && touch -d '2026-11-23 12:00:00 UTC' ${source}`);
  const measured = { ...run, plan: planOf(facility, { ...draft, size: '1 TB', link: 'measured' }) };
  await startRecording(measured, screens)('measure', {
    answers: [login],
    when: { computer: unix, ...typed },
  });
}

/** On a Mac, whose own rsync a stand-in plays. */
async function recordOnMac(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const version = '182';
  const env = { APPLE_RSYNC: version, APPLE_TAKE: '1' };
  const folder = `${projectFolder}/test/rigs/apple-rsync/bin`;
  const terminal = await stage.openTerminal({ env, path: [folder, '/usr/bin', '/bin'] });
  const shoot = startRecording(
    {
      ...run,
      terminal,
      plan: planOf(facility, { ...draft, computer: 'macos' }),
      when: { computer: ['macos'], ...typed },
      by: `a stand-in for openrsync ${version} of macOS`,
    },
    screens,
  );
  await shoot('which');
  clearDestination(stage, destination);
  await shoot('copy', { answers: [login] });
  stage.asRoot(`rm ${destination}/movies/002.eer`);
  await shoot('resume', { answers: [login] });
  await shoot('verify', { answers: [login] });
  stage.asRoot(`rm ${destination}/movies/001.eer`);
  await shoot('verify', { see: '`NOT PASSED`, and lines that begin with `>`', answers: [login] });
  await shoot('cure', { answers: [login] });
  await terminal.close();
}

/** A list of checksums that comes with the copy, and the checks by it. */
async function recordList(run: Run, screens: Screen[]): Promise<void> {
  const { stage, terminal, plan } = run;
  const when = { computer: linux, prove: ['list', 'both'] };
  const shoot = startRecording({ ...run, when }, screens);
  clearDestination(stage, destination);
  await terminal.type(textOf(plan, 'copy'), [login]);
  await shoot('sums', { by: ['rsync'] });
  await shoot('verify-list', { by: ['coreutils'] });
  await shoot('recheck', { by: ['coreutils'] });
  stage.asRoot(`rm ${destination}/movies/001.eer`);
  await shoot('verify-list', { see: '`NOT PASSED`, and lines that begin with `different:`', by: ['coreutils'] });
  await shoot('cure-list', { answers: [login], when: { ...when, ...typed } });
  stage.asRoot(`touch ${destination}/notes.txt`);
  await terminal.type(textOf(plan, 'sums'));
  await shoot('verify-list', { see: '`NOT PASSED`, and lines that begin with `not in the list:`', by: ['coreutils'] });
}

/** With a key that is made and given to the server, and four streams. */
async function recordWithKey(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const shoot = startRecording({ ...run, when: { computer: unix } }, screens);
  const enter = '\r';
  const make = [
    ['(/home/you/.ssh/id_ed25519): ', enter],
    ['no passphrase): ', enter],
    ['again: ', enter],
  ] as const;
  await shoot('key', { answers: make });
  await shoot('key', { see: 'Overwrite', answers: [make[0], ['(y/n)? ', 'n\r']] });
  await shoot('key-copy', { answers: [login] });
  await shoot('key-copy', { see: 'All keys were skipped' });
  await shoot('key-test');
  const when = { computer: linux, keys: ['new', 'key'] };
  await shoot('check', { when: { ...when, keys: ['key'] } });
  clearDestination(stage, destination);
  const inStreams = startRecording({ ...run, when: { computer: linux, streams: ['4'] } }, screens);
  await inStreams('list');
  await inStreams('streams', { by: ['rsync', 'OpenSSH'], settle: oneAfterTheOther });
  await inStreams('copy');
  await inStreams('lists-end');
  clearDestination(stage, destination);
  const live = startRecording(
    { ...run, plan: planOf(facility, { ...draft, keys: 'key', live: 'yes' }), when: { computer: unix, live: ['yes'] } },
    screens,
  );
  for (const step of ['settled', 'round', 'copy', 'settled-end']) await live(step);
  await recordCopy({ run: { ...run, when }, answers: [], source }, screens);
}

async function recordFromWorkstation(run: Run, screens: Screen[]): Promise<void> {
  const away = { ...draft, workplace: 'workstation', server: labServer, serverAccount: 'jane' };
  const shoot = startRecording({ ...run, plan: planOf(facility, away), when: { computer: unix } }, screens);
  const leave = (): Promise<string> => run.terminal.type('exit');
  await shoot('workstation', { see: 'The authenticity of host', answers: [takeKey, login] });
  await leave();
  await shoot('workstation', { answers: [login] });
  await leave();
  await shoot('workstation-again', { answers: [login] });
  await leave();
  await shoot('workstation', { see: 'Permission denied', answers: wrongLogin });
  // Both servers of the stage have the same key, which ssh would say.
  run.stage.asRoot(`rm /home/${you}/.ssh/known_hosts`);
}

/**
 * The lines of four copies that run at the same time, and write into each other's lines: their beginnings, their files,
 * their ends.
 */
function oneAfterTheOther(lines: readonly string[]): readonly string[] {
  const all = (pattern: RegExp): string[] => [...(lines.join('\n').match(pattern) ?? [])].sort();
  return [
    ...all(/receiving file list \.\.\. /g).map((begin) => `${begin}done`),
    // Each that finds no folder yet makes it, and names it.
    ...new Set(all(/gain\.mrc|movies\/(?:\d+\.eer)?/g)),
    ...all(/total size is .*/g).flatMap((total) => ['', ...all(/^sent .*/gm).slice(0, 1), total]),
    '$',
  ];
}

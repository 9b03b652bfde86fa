/** The screens of a second copy: on a disk, and of what is asked of another server and of rclone first. */
import { loadFacility } from '../../../src/facility/load.ts';
import type { Draft } from '../../../src/generator/index.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { planOf, textOf } from '../plans.ts';
import { leave, recordSession } from './copy-steps.ts';
import { fillCollection, login, takeKey, withoutProgram, wrongLogin } from './props.ts';
import { startRecording } from './recorder.ts';
import type { Run } from './recorder.ts';
import { openStage, prompt, you } from './stage.ts';

const facility = loadFacility();
const first = '/srv/data/GRID1';
const second = '/srv/backup/GRID1';
const list = `${first}.md5`;
const otherServer = 'backup.example.edu';
const draft: Draft = { method: 'onward', firstCopy: first, secondCopy: second, target: 'disk' };
const planTo = (more: Partial<Draft>) => planOf(facility, { ...draft, ...more });

export async function recordOnward(): Promise<Screen[]> {
  const screens: Screen[] = [];
  const stage = await openStage({ hosts: [otherServer], accounts: ['jane'], serverFolders: ['/data'] });
  stage.asRoot(`mkdir -p /srv/data /srv/backup && chown ${you}: /srv/data /srv/backup`);
  fillCollection(stage, first);
  const terminal = await stage.openTerminal();
  const run = { stage, terminal, facility, facts: [], plan: planTo({}), when: { target: ['disk'] } };
  try {
    await recordLists(run, screens);
    await recordFolders(run, screens);
    await recordCopy(run, screens);
    await recordSession({ ...run, when: { session: ['screen'] } }, screens, {});
    await terminal.type(textOf(run.plan, 'session'), [], prompt.trim());
    await terminal.press(leave, prompt.trim());
    const shoot = startRecording({ ...run, when: { session: ['screen'] } }, screens);
    await shoot('reattach', { until: /\[2J\$/, by: ['screen'] });
    await terminal.press(leave, prompt.trim());
    await terminal.type('screen -X quit');
    await stage.ended('screen');
    await recordReach({ ...run, when: { target: ['server'] } }, screens);
    await recordPrograms(run, screens);
    return screens;
  } finally {
    await terminal.close();
    await stage.close();
  }
}

/** The list, made and looked for; and the names and links in it. */
async function recordLists(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const made = startRecording({ ...run, plan: planTo({ list: 'make' }), when: { list: ['make'] } }, screens);
  const came = startRecording({ ...run, when: { list: ['came'] } }, screens);
  await came('list', { see: 'No such file' });
  await made('list-make', { by: ['coreutils'] });
  await made('list-make', { see: '`KEPT`', by: ['coreutils'] });
  await came('list');
  const plain = { ...run, plan: planTo({ target: 'smb' }), when: { target: ['plain', 'smb', 'onedrive'] } };
  const shoot = startRecording(plain, screens);
  await shoot('names');
  await shoot('links', { by: ['findutils'] });
  stage.asRoot(`cp ${list} /home/list && sed 's,movies/001,movies/t12:30,' /home/list >${list}`);
  await shoot('names', { see: '`cannot be kept:`' });
  stage.asRoot(`sed 's,movies/001,Movies/002,' /home/list >${list}`);
  await shoot('names', { see: '`differs in capitals' });
  stage.asRoot(`cat /home/list >${list} && ln -s gain.mrc ${first}/link.mrc`);
  await shoot('links', { see: 'a path', by: ['findutils'] });
  // As it was: a folder that was written in the second in which another one was made would look the same.
  stage.asRoot(`rm ${first}/link.mrc && touch -d '2026-11-23 12:00:00 UTC' ${first}`);
}

/** The folder that gets the second copy, and the room on its disk. */
async function recordFolders(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const shoot = startRecording(run, screens);
  await shoot('folder');
  stage.asRoot(`rmdir ${second} && chmod 555 /srv/backup`);
  await shoot('folder', { see: 'Permission denied' });
  stage.asRoot(`chmod 755 /srv/backup && mkdir ${second} && chown ${you}: ${second}`);
  await shoot('space');
}

async function recordCopy(run: Run, screens: Screen[]): Promise<void> {
  const { stage } = run;
  const shoot = startRecording(run, screens);
  await shoot('copy');
  stage.asRoot(`rm ${second}/movies/002.eer`);
  await shoot('resume');
  await shoot('verify', { by: ['coreutils'] });
  const damage = (folder: string): string =>
    stage.asRoot(
      `printf x | dd of=${folder}/movies/001.eer bs=1 seek=5000 conv=notrunc status=none && touch -d '2026-11-23 12:00:00 UTC' ${folder}/movies/001.eer`,
    );
  damage(second);
  await shoot('verify', { see: '`NOT PASSED`, and lines that begin with `different:`', by: ['coreutils'] });
  await shoot('cure');
  stage.asRoot(`cp ${list} /home/list && head -n 2 /home/list >${list}`);
  await shoot('verify', { see: '`NOT PASSED`, and lines that begin with `not in', by: ['coreutils'] });
  stage.asRoot(`cat /home/list >${list}`);
  await shoot('first', { by: ['coreutils'] });
  await shoot('along');
  await shoot('recheck', { by: ['coreutils'] });
  damage(first);
  await shoot('first', { see: '`different:`', by: ['coreutils'] });
}

/** What is asked of another server. */
async function recordReach(run: Run, screens: Screen[]): Promise<void> {
  const plan = planTo({ target: 'server', otherServer, otherAccount: 'jane', secondCopy: '/data/GRID1' });
  const shoot = startRecording({ ...run, plan }, screens);
  await shoot('reach', { answers: [takeKey, login] });
  await shoot('reach', { see: 'Permission denied', answers: wrongLogin });
  await shoot('folder-there', { answers: [login] });
}

/** Whether rclone is there. */
async function recordPrograms(run: Run, screens: Screen[]): Promise<void> {
  const plan = planTo({ target: 'bucket', secondCopy: '', remote: 'backup', remoteFolder: 'cryo-em/images' });
  const shoot = startRecording({ ...run, plan, when: { target: ['bucket', 'onedrive', 'googledrive'] } }, screens);
  await shoot('version');
  const other = await run.stage.openTerminal({ path: withoutProgram(run.stage, 'rclone') });
  await shoot('version', { see: 'not found', terminal: other, by: ['bash'] });
  await other.close();
}

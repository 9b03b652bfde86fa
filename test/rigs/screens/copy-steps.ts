/** The screens of steps that methods share, by the part that their ids begin with. */
import { quoteWord } from '../../../src/generator/command/quote.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { stepOf } from '../plans.ts';
import {
  clearDestination,
  cutHalfWay,
  forgetServers,
  knowServers,
  leaveRoom,
  makeRoom,
  slowDown,
  speedUp,
  withoutProgram,
} from './props.ts';
import { startRecording } from './recorder.ts';
import type { Run, Shoot } from './recorder.ts';
import { prompt, promptMark, you } from './stage.ts';
import type { Answer, Stage } from './stage.ts';

/** The keys that leave a screen session: Ctrl+A, D. */
export const leave = '\u0001d';
const nextPrompt = new RegExp(`${promptMark}.*\\$ `);
const destination = '/srv/data/GRID1';

/** The folder that receives the data, and the room on its disk. */
export async function recordFolders(stage: Stage, shoot: Shoot, before = ''): Promise<void> {
  clearDestination(stage);
  await shoot(`${before}folder`);
  stage.asRoot(`rmdir ${destination} && chmod 555 /srv/data`);
  await shoot(`${before}folder`, { see: 'Permission denied' });
  stage.asRoot(`chmod 755 /srv/data && touch ${destination}`);
  await shoot(`${before}folder`, { see: 'File exists' });
  clearDestination(stage, destination);
  await shoot(`${before}space`);
  leaveRoom(stage, 20_000_000);
  await shoot(`${before}space`, { see: 'too little' });
  makeRoom(stage);
}

/** What an rsync copy needs of its run: what is typed at each connection, and what harms the other side. */
export interface Copying {
  readonly run: Run;
  readonly answers: readonly Answer[];
  /** The collection on the server. */
  readonly source: string;
  readonly before?: string;
  /** Whether the collection is on a drive here. */
  readonly isLocal?: boolean;
}

/** A copy with rsync that is cut and goes on, its check, and the clean-up. */
export async function recordCopy(copying: Copying, screens: Screen[]): Promise<void> {
  const { run, answers, source, before = '', isLocal } = copying;
  const { stage } = run;
  const shoot = startRecording(run, screens);
  clearDestination(stage, destination);
  await shoot(`${before}copy`, { answers });
  if (isLocal) stage.asRoot(`rm ${destination}/movies/002.eer`);
  else {
    clearDestination(stage, destination);
    slowDown(stage);
    await shoot(`${before}copy`, { see: 'code 12', answers: [...answers, cutHalfWay(stage)] });
    speedUp(stage);
  }
  await shoot(`${before}resume`, { answers });
  clearDestination(stage, destination);
  leaveRoom(stage, 20_000_000);
  await shoot(`${before}copy`, { see: 'No space left', answers });
  makeRoom(stage);
  clearDestination(stage, destination);
  stage.asRoot(`cp -a ${source}/. ${destination}/ && chown -R ${you}: ${destination}`);
  await recordCheck(copying, shoot);
}

/** The check of a whole copy, of one with a damaged file, and its cure. */
async function recordCheck(
  { run: { stage }, answers, source, before = '', isLocal }: Copying,
  shoot: Shoot,
): Promise<void> {
  await shoot(`${before}verify`, { answers });
  // A byte alone differs: neither size nor time tells.
  const damaged = `${destination}/movies/001.eer`;
  stage.asRoot(
    `printf x | dd of=${damaged} bs=1 seek=5000 conv=notrunc status=none && touch -d '2026-11-23 12:00:00 UTC' ${damaged}`,
  );
  await shoot(`${before}verify`, { see: '`NOT PASSED`, and lines that begin with `>`', answers });
  if (isLocal) stage.asRoot(`mv ${source} ${source}-away`);
  else forgetServers(stage);
  await shoot(`${before}verify`, { see: '`NOT PASSED`, and no such line', settle: complaintsTogether });
  if (isLocal) stage.asRoot(`mv ${source}-away ${source}`);
  else knowServers(stage);
  await shoot(`${before}cure`, { answers });
  await shoot(`${before}leftovers`);
  stage.asRoot(`mkdir ${destination}/movies/.rsync-partial`);
  await shoot(`${before}leftovers`, { see: 'a path that ends in `.rsync-partial`' });
  stage.asRoot(`rmdir ${destination}/movies/.rsync-partial && touch ${destination}/movies/.001.eer.Xk3vQz`);
  await shoot(`${before}leftovers`, { see: 'another path' });
}

/** A session that is recorded, by the part that the ids of its steps begin with. */
export interface InSession {
  /** The line of the copy that goes on in the session that is found again. */
  readonly copy?: string;
  readonly answers?: readonly Answer[];
  /** What is on its screen when it is found again, where that is not how far a file is. */
  readonly shows?: RegExp;
  readonly before?: string;
}

/** A screen session: begun, left, found again, ended. */
export async function recordSession(run: Run, screens: Screen[], asked: InSession): Promise<void> {
  const { stage, plan, terminal } = run;
  const { before = '' } = asked;
  const shoot = startRecording(run, screens);
  await shoot(`${before}session`, { until: prompt });
  await shoot(`${before}detach`, { keys: leave, until: nextPrompt, by: ['screen'] });
  if (plan.steps.some(({ id }) => id === `${before}end`)) {
    await terminal.type('screen -r', [], prompt.trim());
    await terminal.press('exit', 'exit');
    await shoot(`${before}end`, { keys: '\r', until: nextPrompt, by: ['screen'] });
  } else await terminal.type('screen -X quit');
  await stage.ended('screen');
  if (asked.copy) await recordComeBack(run, shoot, asked);
  await shoot(`${before}reattach`, { see: 'no screen to be detached' });
  const other = await stage.openTerminal({ path: withoutProgram(stage, 'screen') });
  await shoot(`${before}session`, { see: 'not found', terminal: other, by: ['bash'] });
  await other.close();
}

/** A session in which a copy goes on. Its line would be broken where the window ends: it is not typed there. */
async function recordComeBack({ stage, plan, terminal }: Run, shoot: Shoot, asked: InSession): Promise<void> {
  const { copy = '', answers = [], shows, before = '' } = asked;
  const { inside = '' } = stepOf(plan, `${before}end`);
  clearDestination(stage, destination);
  slowDown(stage);
  await terminal.type(`screen -S ${inside} sh -c ${quoteWord(copy)}`, [...answers, [shows ?? / \d+% /, leave]]);
  await shoot(`${before}reattach`, { until: shows ?? / [1-9]\d?% .*:\d\d /, by: ['screen'] });
  await terminal.press(leave, nextPrompt);
  await terminal.type(`screen -S ${inside} -X quit`);
  await stage.ended('screen', 'rsync', 'ssh');
  speedUp(stage);
}

/** What rsync complains of goes past the pipe of a check: its last line may come before or after what goes through. */
function complaintsTogether(lines: readonly string[]): string[] {
  const isLast = (line: string): boolean => line.startsWith('rsync error: ');
  const others = lines.filter((line) => !isLast(line));
  const after = others.findLastIndex((line) => line.startsWith('rsync: ')) + 1;
  return others.toSpliced(after, 0, ...lines.filter(isLast));
}

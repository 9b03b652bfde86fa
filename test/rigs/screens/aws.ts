/** The screens of a bucket, at AWS or of a facility. Its server is one of the tests; the program is the real one. */
import { randomBytes } from 'node:crypto';
import { loadFacility } from '../../../src/facility/load.ts';
import type { Draft, Facility } from '../../../src/generator/index.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { findFreePort } from '../free-port.ts';
import { planOf, textOf } from '../plans.ts';
import { serverKey, startS3Server } from '../s3-server.ts';
import type { S3Server } from '../s3-server.ts';
import { recordFolders, recordSession } from './copy-steps.ts';
import { clearDestination, leaveRoom, makeRoom, withoutProgram } from './props.ts';
import { startRecording } from './recorder.ts';
import type { Run } from './recorder.ts';
import { openStage } from './stage.ts';
import type { Answer } from './stage.ts';

const destination = '/srv/data/GRID1';
const collection = { 'gain.mrc': 16_000, 'movies/001.eer': 10_000_000, 'movies/002.eer': 30_000_000 };
const linux = { computer: ['linux', 'wsl'] };
const facts = loadFacility();
const bucket = {
  endpoint: 'https://s3.example.edu:9000',
  name: 'cryo-raw',
  prefix: 'sessions/{lab}/{collection}',
  keysFrom: 'the desk',
};

/** A way through a bucket. */
interface Way {
  readonly draft: Draft;
  readonly facility: Facility;
  /** Those that are seen. */
  readonly facts: readonly string[];
  readonly when: Screen['when'];
  readonly bucket: string;
  readonly prefix: string;
  /** How the outcome begins where nobody has said who they are. */
  readonly unknown: string;
  readonly standIn: string;
}

/** A bucket of the lab at AWS. */
export const recordAws = (): Promise<Screen[]> =>
  recordWay({
    draft: {
      method: 'aws',
      lab: 'curie-lab',
      collection: 'GRID1',
      bucket: 'curie-cryo',
      region: 'us-west-2',
      prefix: 'from-facility/GRID1',
      destination,
    },
    facility: facts,
    facts: [],
    when: { ...linux, tool: ['aws'] },
    bucket: 'curie-cryo',
    prefix: 'from-facility/GRID1',
    unknown: 'Unable to locate credentials',
    standIn: 'with a stand-in for AWS',
  });

/** A bucket of the facility, which ours has not. */
export const recordBucket = (): Promise<Screen[]> =>
  recordWay({
    draft: { method: 'bucket', lab: 'curie-lab', collection: 'GRID1', destination },
    facility: { ...facts, bucket },
    facts: ['bucket.endpoint', 'bucket.name', 'bucket.prefix'],
    when: linux,
    bucket: bucket.name,
    prefix: 'sessions/curie-lab/GRID1',
    unknown: 'could not be found',
    standIn: 'with a server of the test',
  });

async function recordWay(way: Way): Promise<Screen[]> {
  const { draft, facility, when, standIn } = way;
  const screens: Screen[] = [];
  const stage = await openStage({ hosts: ['unused'], accounts: [], serverFolders: [] });
  const server = await startS3Server(way.bucket, stage);
  const terminal = await stage.openTerminal({
    isOutside: true,
    env: { AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' },
    path: [...(server.env.PATH?.split(':').slice(0, 1) ?? []), '/usr/bin', '/bin'],
  });
  const standIns = { 'AWS CLI': standIn };
  const run = { stage, terminal, facility, facts: way.facts, standIns, plan: planOf(facility, draft), when };
  try {
    await recordLook(run, server, way, screens);
    // Root may write anywhere.
    const ordinary = await stage.openTerminal();
    await recordFolders(stage, startRecording({ ...run, when: linux, terminal: ordinary }, screens));
    await ordinary.close();
    await recordCopy(run, server, screens);
    await recordVerify(run, server, screens);
    await recordSession({ ...run, when: { ...linux, session: ['screen'] } }, screens, {
      copy: `${textOf(run.plan, 'copy')}; exec bash -i`,
      // It has come to its end by then.
      shows: /download: [^]*\$ ?/,
    });
    return screens;
  } finally {
    await terminal.close();
    await server.stop();
    await stage.close();
  }
}

/** Puts the collection into the bucket. */
function fillBucket(server: S3Server, prefix: string): void {
  for (const [path, bytes] of Object.entries(collection)) {
    server.put(`${prefix}/${path}`, randomBytes(bytes), new Date(Date.UTC(2026, 10, 23, 12)));
  }
}

/** The program, the login, and the first look at the bucket. */
async function recordLook(run: Run, server: S3Server, way: Way, screens: Screen[]): Promise<void> {
  const shoot = startRecording(run, screens);
  await shoot('version');
  const other = await run.stage.openTerminal({ path: withoutProgram(run.stage, 'aws') });
  await shoot('version', { see: 'not found', terminal: other, by: ['bash'] });
  await other.close();
  // The name of the profile is made from the facility's.
  const settle = (lines: readonly string[]): string[] =>
    lines.map((line) => line.replace(/profile \(\w+\)/, 'profile (…)'));
  await shoot('look', { see: way.unknown, settle });
  const key: Answer[] = ['Key ID [None]: ', 'Access Key [None]: '].map((shown) => [shown, `${serverKey}\r`]);
  await shoot('configure', {
    answers: [...key, ['region name [None]: ', `${way.draft.region ?? ''}\r`], ['format [None]: ', '\r']],
    settle: (lines) => lines.map((line) => line.replace(serverKey, '…')),
  });
  await shoot('look', { see: '`Total Objects: 0`' });
  fillBucket(server, way.prefix);
  await shoot('look');
}

async function recordCopy(run: Run, server: S3Server, screens: Screen[]): Promise<void> {
  const shoot = startRecording(run, screens);
  clearDestination(run.stage, destination);
  leaveRoom(run.stage, 5_000_000);
  await shoot('copy', { see: 'No space left' });
  makeRoom(run.stage);
  server.reachAt(await findFreePort());
  await shoot('copy', { see: 'download failed, Could not connect' });
  server.reachAt(server.port);
  clearDestination(run.stage, destination);
  await shoot('copy');
  run.stage.asRoot(`rm ${destination}/movies/002.eer`);
  await shoot('resume');
}

async function recordVerify(run: Run, server: S3Server, screens: Screen[]): Promise<void> {
  const shoot = startRecording(run, screens);
  await shoot('verify');
  await shoot('count');
  await shoot('count-here');
  await shoot('leftovers');
  run.stage.asRoot(`mv ${destination}/movies/002.eer ${destination}/movies/002.eer.6b2F81aE`);
  await shoot('leftovers', { see: 'a path' });
  run.stage.asRoot(`rm ${destination}/movies/*.6b2F81aE`);
  await shoot('verify', { see: 'a line that begins with `(dryrun)' });
  await shoot('count-here', { see: 'another number' });
  server.reachAt(await findFreePort());
  await shoot('verify', { see: 'error, warning' });
  server.reachAt(server.port);
}

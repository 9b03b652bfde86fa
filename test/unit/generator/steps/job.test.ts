import { describe, expect, it } from 'vitest';
import { formatAction, formatScript } from '../../../../src/generator/index.ts';
import type { Draft, Plan } from '../../../../src/generator/index.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { planFrom } from '../../../rigs/plans.ts';

const job: Draft = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  destination: '/scratch/jane/GRID1',
  keys: 'key',
  job: 'slurm',
};
const { planOf, problemsOf } = planFrom(job, exampleFacility, '2026-11-23');
const scriptOf = (plan: Plan): string =>
  formatScript(exampleFacility, plan, { today: '2026-11-23', version: '0.1.0', link: 'x' })?.text ?? '';
const directivesOf = (draft: Partial<Draft>): string[] =>
  scriptOf(planOf(draft))
    .split('\n')
    .filter((line) => line.startsWith('#SBATCH'));
const textsOf = (draft: Partial<Draft>): string[] => planOf(draft).notices.map(({ text }) => text);

describe('a copy as a batch job', () => {
  it('is submitted, watched, read and stopped by the person; what a script does is its own', () => {
    expect(planOf().steps.map(({ id, place, phase }) => `${phase ?? ''}, ${id}: ${place}`)).toEqual([
      'prepare, check: login node',
      'prepare, key-test: login node',
      'prepare, folder: login node',
      'prepare, space: login node',
      'copy, job-submit: login node',
      'copy, job-watch: login node',
      'copy, job-follow: login node',
      'copy, copy: batch job',
      'copy, far: login node',
      'resume, job-stop: login node',
      'verify, verify: batch job',
      'verify, cure: batch job',
      'cleanUp, leftovers: batch job',
    ]);
    const actions = planOf().steps.filter(({ id }) => id.startsWith('job-'));
    expect(actions.map(({ action }) => formatAction(action))).toEqual([
      'touch /scratch/jane/get-GRID1.job.log && sbatch get-GRID1.sh',
      'squeue --me',
      'tail -f /scratch/jane/get-GRID1.job.log',
      'scancel --me --name=get-GRID1',
    ]);
  });

  it.each([
    ['in one stream', {}],
    ['in four streams', { streams: '4' }],
    ['live', { live: 'yes' }],
    ['with a list', { prove: 'both' }],
    ['of several collections', { alsoCollections: 'GRID2' }],
  ])('logs in without a question, each time: %s', (_what, draft) => {
    for (const { place, action } of planOf(draft).steps) {
      const text = formatAction(action);
      if (place === 'batch job')
        expect(text.split('BatchMode=yes').length, text).toBe(text.split(/\bssh (?=-)|\bssh jdoe@/).length);
    }
  });

  it('needs a key that opens the server alone, and tries it before anything else', () => {
    const actionOf = (id: string): string => {
      const step = planOf({ keys: 'new' }).steps.find((one) => one.id === id);
      return step ? formatAction(step.action) : '';
    };
    expect(actionOf('key-test')).toBe('ssh -o BatchMode=yes -o IdentityAgent=none jdoe@storage.example.edu true');
    expect(planOf({ keys: 'password' }).steps).toEqual(planOf({ keys: 'new' }).steps);
    expect(textsOf({ keys: 'password' })).toContain('A batch job cannot ask for your password, so a key comes first.');
    const [, main = ''] = scriptOf(planOf()).split('\nmain() {\n');
    expect(main.match(/ {2}do_\w+ \d \S+/g)?.slice(0, 2)).toEqual(['  do_once 0 key-test', '  do_check 0 check']);
    const noKeys = {
      ...exampleFacility,
      storage: { ...exampleFacility.storage, keys: 'not accepted' as const },
    };
    const byHand = planOf({}, noKeys);
    expect(byHand.notices.map(({ text }) => text)).toContain(
      'The storage server takes no keys, and a batch job has nobody who could type a password: these commands are for a computer where you can answer them.',
    );
    expect(byHand.steps.map(({ place }) => place)).not.toContain('batch job');
    expect(formatScript(noKeys, byHand, { today: '2026-11-23', version: '0.1.0', link: 'x' })).toBeUndefined();
  });

  it('has no session, which would end with it, and is for Linux alone', () => {
    expect(planOf({ session: 'screen' }).steps).toEqual(planOf().steps);
    expect(planOf({ computer: 'macos' }).steps.map(({ id }) => id)).toContain('session');
    expect(problemsOf({ computer: 'macos', partition: 'dtn' })).toEqual([
      'partition: Partition “dtn” has no meaning here. Leave it out.',
    ]);
  });

  it('tells sbatch all that it needs, right after the first line', () => {
    expect(scriptOf(planOf()).split('\n').slice(0, 9)).toEqual([
      '#!/bin/sh',
      '#SBATCH --job-name=get-GRID1',
      '#SBATCH --ntasks=1',
      '#SBATCH --signal=B:USR1@300',
      '#SBATCH --requeue',
      '#SBATCH --open-mode=append',
      '#SBATCH --dependency=singleton',
      '#SBATCH --output=/scratch/jane/get-GRID1.job.log',
      '# Brings images home, and proves that every byte is here.',
    ]);
    const asked = { partition: 'dtn,other', qos: 'dtn', jobAccount: 'lab-general', timeLimit: '2-12:00:00' };
    expect(directivesOf(asked).slice(1, 5)).toEqual([
      '#SBATCH --partition=dtn,other',
      '#SBATCH --qos=dtn',
      '#SBATCH --account=lab-general',
      '#SBATCH --time=2-12:00:00',
    ]);
  });

  it('is an array for several collections, one task at a time', () => {
    const several = { alsoCollections: 'GRID2/GRID3' };
    expect(directivesOf(several).slice(-2)).toEqual([
      '#SBATCH --array=1-3%1',
      '#SBATCH --output=/scratch/jane/get-GRID1-and-2-more.job.log',
    ]);
    expect(scriptOf(planOf(several))).toContain('  for each in ${task:-1 2 3}; do "collection_$each"; done\n');
  });

  it('looks whether its place is still its own before what takes long, and before its last line', () => {
    const [, main = ''] = scriptOf(planOf({ prove: 'both' })).split('\nmain() {\n');
    expect(main.match(/^ {2}\w+/gm)?.slice(-13)).toEqual([
      '  need_room',
      ...['copy', 'verify', 'prove', 'receipt'].flatMap((what) => ['  still_mine', `  do_${what}`]),
      '  do_look',
      '  still_mine',
      '  finish',
      '  exit',
    ]);
  });

  it.each([
    ['partition', 'dtn;id', 'has the character “;” (U+003B), which names in Slurm do not have.'],
    ['partition', 'a b', 'has the character “ ” (U+0020), which names in Slurm do not have.'],
    ['qos', 'a,b', 'has the character “,” (U+002C), which names in Slurm do not have.'],
    ['jobAccount', '"x"', 'has quote marks around it.'],
    ['timeLimit', '48:00', 'is not written in hours, minutes and seconds.'],
    ['timeLimit', '90', 'is not written in hours, minutes and seconds.'],
    ['timeLimit', '1-00:00', 'is not written in hours, minutes and seconds.'],
    ['timeLimit', 'forever', 'is not written in hours, minutes and seconds.'],
    ['timeLimit', '00:10:00', 'is too short: the job would be queued again before it had copied much.'],
    ['timeLimit', '0-00', 'is too short: the job would be queued again before it had copied much.'],
  ])('refuses the %s “%s”', (field, value, message) => {
    expect(problemsOf({ [field]: value })).toEqual([expect.stringContaining(message)]);
  });

  it.each(['00:30:00', '24:00:00', '168:00:00', '2-0', '1-12', '7-00:00:00'])(
    'takes the time limit %s',
    (timeLimit) => {
      expect(directivesOf({ timeLimit })).toContain(`#SBATCH --time=${timeLimit}`);
    },
  );

  it('is no part of any other script', () => {
    const text = scriptOf(planOf({ job: 'no' }));
    expect(text).not.toMatch(/SBATCH|squeue|scontrol|as_job|still_mine/);
    expect(text.endsWith('\nmain\n')).toBe(true);
  });
});

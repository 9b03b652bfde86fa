import { describe, expect, it } from 'vitest';
import { formatAction } from '../../../../src/generator/index.ts';
import type { Draft, Plan } from '../../../../src/generator/index.ts';
import type { Facility } from '../../../../src/facility/schema.ts';
import { hostileNames } from '../../../rigs/hostile-words.ts';
import { exampleFacility, exampleLibrary } from '../../../rigs/example-facility.ts';
import { readPipe } from '../../../rigs/read-command.ts';
import { planFrom } from '../../../rigs/plans.ts';

const facility: Facility = {
  ...exampleFacility,
  transfer: {
    command: 'send',
    options: { source: '-s', interim: '-i', petalibrary: '-p', aws: '-a', globus: '-g', email: '-e' },
    outsideLab: 'others',
    idleHours: 1,
    globusFolder: '/pool/shared',
  },
};
const withLibrary: Facility = { ...facility, petalibrary: exampleLibrary };
const safe: Draft = { method: 'transfer', account: 'staff', cameraFolder: 'GRID1', lab: 'smith-lab' };

const { planned, planOf, problemsOf } = planFrom(safe, facility);

const actionsOf = ({ steps }: Plan): string[] => steps.map(({ id, action }) => `${id}: ${formatAction(action)}`);
const lineOf = (draft: Partial<Draft>, of = facility): string | undefined =>
  actionsOf(planOf(draft, of)).find((text) => text.startsWith('transfer: '));

describe('sending images on', () => {
  it('is these steps for a lab', () => {
    expect(actionsOf(planOf())).toEqual([
      'login: ssh staff@storage.example.edu',
      'labFolder: ls -ld /data/images/smith-lab',
      'session: screen -S example_em-GRID1-44dm',
      'transfer: send -s GRID1 -i smith-lab',
      'detach: Press Ctrl+A, then D',
      'tell: Subject: Your images GRID1 are arriving\n\nHello,\n\nyour images are being copied to the storage server as they come off the microscope.\n\nLab folder: smith-lab\nCollection: GRID1\n\nThey are deleted after 10 days, the first images first: please copy them soon, and verify.',
      'reattach: screen -d -r example_em-GRID1-44dm',
      'ended: screen -ls example_em-GRID1-44dm',
    ]);
  });

  it('ends with the line that makes a list of checksums, where the facts say that staff leave one', () => {
    const leaves: Facility = { ...facility, storage: { ...facility.storage, checksumLists: 'left by staff' } };
    expect(actionsOf(planOf({ cameraFolder: "it's" }, leaves)).at(-1)).toBe(
      String.raw`list: cd '/data/images/smith-lab/it'\''s' && find . '(' -type f -o -type l -exec test -f '{}' ';' ')' -exec md5sum '{}' '+' > '/data/images/smith-lab/it'\''s.md5'`,
    );
    const outside = { case: 'aws', who: 'outside', lab: '', group: 'ex1001' };
    expect(planOf(outside, leaves).steps.some(({ id }) => id === 'list')).toBe(false);
  });

  it('has the options of each case', () => {
    expect(lineOf({ case: 'petalibrary' }, withLibrary)).toBe('transfer: send -s GRID1 -i smith-lab -p smith-lab');
    expect(lineOf({ case: 'aws', group: 'ex1001' })).toBe('transfer: send -s GRID1 -i smith-lab -a ex1001');
    expect(lineOf({ notify: 'staff@example.edu' })).toBe('transfer: send -s GRID1 -i smith-lab -e staff@example.edu');
    const outside = { who: 'outside', lab: '', group: 'ex1001' };
    expect(lineOf({ ...outside, case: 'aws' })).toBe('transfer: send -s GRID1 -i others -a ex1001');
    expect(lineOf({ ...outside, case: 'globus', email: 'jane@example.edu' })).toBe(
      'transfer: send -s GRID1 -i others -g ex1001',
    );
  });

  it('is followed, for Globus, by the steps that share a guest collection', () => {
    const plan = planOf({ case: 'globus', who: 'outside', lab: '', group: 'ex1001', email: 'jane@example.edu' });
    expect(actionsOf(plan).slice(4, 9)).toEqual([
      'globus-open: https://app.globus.org/file-manager',
      'globus-search: Example Storage',
      'globus-path: /pool/shared/GRID1/',
      'globus-name: Example EM GRID1',
      'globus-share: jane@example.edu',
    ]);
    const { action } = plan.steps.find(({ id }) => id === 'tell') ?? {};
    expect(action).toMatchObject({ kind: 'message', to: 'the user', email: 'jane@example.edu' });
  });

  it('looks whether PetaLibrary is mounted, where the facts say where', () => {
    const ids = (of: Facility): string[] => planOf({ case: 'petalibrary' }, of).steps.map(({ id }) => id);
    expect(ids(withLibrary)).not.toContain('mount');
    const mounted: Facility = { ...facility, petalibrary: { ...exampleLibrary, mountPath: '/mnt/pool/{lab}' } };
    expect(actionsOf(planOf({ case: 'petalibrary' }, mounted))).toContain(
      'mount: findmnt --target /mnt/pool/smith-lab',
    );
    expect(planOf({ case: 'petalibrary' }, mounted).steps[2]?.expect).toBe(
      'A line whose `TARGET` is /mnt/pool/smith-lab.',
    );
  });

  it('is refused with what to do', () => {
    expect(problemsOf({ who: 'outside', lab: '' })).toEqual([
      'who: Users from outside reach neither the storage server nor PetaLibrary. Choose Globus or AWS.',
    ]);
    expect(problemsOf({ cameraFolder: '-rf' })).toEqual([
      'cameraFolder: Folder on the camera “-rf” begins with a hyphen, which the script takes for an option. Rename the folder on the camera.',
    ]);
    expect(problemsOf({ case: 'globus', group: 'ex1001', email: 'jane' })).toEqual([
      'email: E-mail address of the user “jane” is not an e-mail address. For example jane@example.edu',
    ]);
    expect(problemsOf({}, exampleFacility)).toEqual([
      'case: The facts name no script that sends images. Add “transfer” to facility.yaml.',
    ]);
    expect(problemsOf({ case: 'petalibrary' })).toEqual([
      'case: The facts do not describe petalibrary. Add “petalibrary” to facility.yaml, or choose another.',
    ]);
    const withoutGlobus: Facility = { ...facility };
    delete withoutGlobus.globus;
    const shared = { case: 'globus', group: 'ex1001', email: 'jane@example.edu' };
    expect(problemsOf(shared, withoutGlobus)).toEqual([
      'case: The facts do not describe globus. Add “globus” to facility.yaml, or choose another.',
    ]);
    expect(actionsOf(planOf({ case: 'aws', group: 'ex1001' }, withoutGlobus))).toContain(
      'transfer: send -s GRID1 -i smith-lab -a ex1001',
    );
  });

  it.each(hostileNames.filter((word) => !word.startsWith('-') && word.length < 100))(
    'carries the name %j or refuses it',
    (name) => {
      const answer = planned({ cameraFolder: name, lab: name, group: name, case: 'aws' });
      if (!('plan' in answer)) {
        expect(answer.problems.length).toBeGreaterThan(0);
        return;
      }
      for (const { action } of answer.plan.steps) {
        if (action.kind !== 'command') continue;
        for (const { read, meant } of readPipe(action.command)) expect(read).toEqual(meant);
        for (const { meaning, source } of action.command.words) expect([meaning, source]).not.toContain('');
      }
    },
  );
});

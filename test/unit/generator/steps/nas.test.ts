import { describe, expect, it } from 'vitest';
import { formatAction, formatScript } from '../../../../src/generator/index.ts';
import type { Draft, Plan } from '../../../../src/generator/index.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { planFrom, stepOf, textOf } from '../../../rigs/plans.ts';

const nas: Draft = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  computer: 'nas',
  nas: 'nas.example.edu',
  nasAccount: 'jane',
  destination: '/volume1/cryoem/GRID1',
  keys: 'key',
};
const { planOf, problemsOf } = planFrom(nas, exampleFacility, '2026-11-23');
const placesOf = ({ steps }: Plan): string[] => steps.map(({ id, place, phase }) => `${phase ?? ''}, ${id}: ${place}`);
const textsOf = (draft: Partial<Draft>): string[] => planOf(draft).notices.map(({ text }) => text);
const origin = { today: '2026-11-23', version: '0.1.0', link: 'x' };

describe('a copy that a NAS makes by itself', () => {
  it('is a script in its background, which a person puts there, starts, watches and stops', () => {
    expect(placesOf(planOf())).toEqual([
      'prepare, nas-ssh: browser',
      'prepare, nas-login: your computer',
      'prepare, nas-programs: NAS',
      'prepare, check: NAS',
      'prepare, key-test: NAS',
      'prepare, folder: NAS',
      'prepare, space: NAS',
      'copy, nas-send: browser',
      'copy, nas-start: NAS',
      'copy, nas-status: NAS',
      'copy, nas-follow: NAS',
      'copy, copy: NAS, by the script',
      'copy, far: NAS',
      'resume, nas-stop: NAS',
      'resume, nas-again: NAS',
      'verify, verify: NAS, by the script',
      'verify, cure: NAS, by the script',
      'cleanUp, leftovers: NAS, by the script',
    ]);
    const { steps } = planOf();
    expect(
      steps.filter(({ id }) => /login|folder|space|send|follow/.test(id)).map(({ action }) => formatAction(action)),
    ).toEqual([
      'ssh jane@nas.example.edu',
      'ls -d /volume1/cryoem && mkdir -p /volume1/cryoem/GRID1',
      'df -h /volume1/cryoem/GRID1',
      'File Station: /volume1/cryoem\nUpload: get-GRID1.sh',
      'tail -f /volume1/cryoem/get-GRID1.out',
    ]);
    for (const id of ['nas-start', 'nas-status', 'nas-stop', 'nas-again'])
      expect(textOf(planOf(), id)).toMatch(/^sh -c '.*' nas \/volume1\/cryoem\/get-GRID1$/);
    expect(textOf(planOf(), 'nas-again')).toBe(textOf(planOf(), 'nas-start'));
  });

  it('keeps no owners and no permissions, and asks nothing', () => {
    expect(textOf(planOf(), 'copy')).toBe(
      "rsync -rlt --chmod=Du+w -P --partial-dir=.rsync-partial --stats -e 'ssh -o BatchMode=yes -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/labs/smith-lab/GRID1/ /volume1/cryoem/GRID1/".replace(
        '/data/labs',
        exampleFacility.storage.interim.path,
      ),
    );
    expect(textOf(planOf({ links: 'copy' }), 'copy')).toContain('rsync -rlt --chmod=Du+w -L -P ');
    expect(textOf(planOf({ bwlimit: '40' }), 'copy')).toContain('rsync --bwlimit=39062 -rlt ');
    for (const { place, action } of planOf({ prove: 'both' }).steps) {
      const text = formatAction(action);
      if (place === 'NAS, by the script' && text.includes('jdoe@')) expect(text).toContain('ssh -o BatchMode=yes ');
    }
  });

  it('logs in with a key that is in a file of the NAS, made and given away there', () => {
    const plan = planOf({ keys: 'new' });
    expect(textOf(plan, 'key-test')).toBe("env 'SSH_AUTH_SOCK=' ssh -o BatchMode=yes jdoe@storage.example.edu true");
    expect(textOf(plan, 'key-copy')).toMatch(/^sh -c 'ssh "\$@" .*' key jdoe@storage\.example\.edu$/);
    expect(stepOf(plan, 'key').otherwise.map(({ see }) => see)).toContain(
      'Could not create directory, Saving key … failed',
    );
    expect(planOf({ keys: 'password' }).steps).toEqual(plan.steps);
    expect(textsOf({ keys: 'password' }).join()).toContain('cannot ask for your password, so a key comes first');
    const jump = { ...exampleFacility, storage: { ...exampleFacility.storage, jumpHost: 'jump.example.edu' } };
    const through = planOf({ keys: 'new' }, jump);
    expect(textOf(through, 'key-jump')).toMatch(/' key jdoe@jump\.example\.edu$/);
    expect(textOf(through, 'key-copy')).toMatch(
      /' key -o ProxyJump=jdoe@jump\.example\.edu jdoe@storage\.example\.edu$/,
    );
    expect(textOf(through, 'key-test')).toMatch(
      /^env 'SSH_AUTH_SOCK=' ssh -J jdoe@jump\.example\.edu -o BatchMode=yes /,
    );
  });

  it('is made by hand where the server takes no keys', () => {
    const noKeys = { ...exampleFacility, storage: { ...exampleFacility.storage, keys: 'not accepted' as const } };
    const plan = planOf({}, noKeys);
    expect(placesOf(plan).filter((place) => /script|nas-s(?!sh)/.test(place))).toEqual([]);
    expect(placesOf(plan)).toContain('resume, resume: NAS');
    expect(textOf(plan, 'copy')).not.toContain('BatchMode');
    expect(plan.notices.map(({ text }) => text).join()).toContain('leave the window open until each');
    expect(formatScript(exampleFacility, plan, origin)).toBeUndefined();
  });

  it('has a script that begins with the key and the programs, and is started there', () => {
    const text = formatScript(exampleFacility, planOf({ alsoCollections: 'GRID2' }), origin)?.text ?? '';
    expect(text).toContain('\n# Start it on:   NAS\n');
    expect(text.match(/^ {2}do_\w+ \d \S+/gm)?.slice(0, 3)).toEqual([
      '  do_once 0 key-test',
      '  do_once 0 nas-programs',
      '  do_check 1 check',
    ]);
  });

  it('passes over what a NAS makes by itself in a check with a list, and over nothing else', () => {
    const plan = planOf({ prove: 'list' });
    for (const id of ['verify-list', 'recheck']) {
      expect(textOf(plan, id)).toContain(
        "'own=^ +[.]/get-[^/]*([0-9][.]log$|[.]lock|[.]stop$)|/(@eaDir|[.]@__thumb)/' /volume1/cryoem/GRID1.",
      );
      expect(textOf(plan, id).split('k ~ own { next }')).toHaveLength(2);
    }
    expect(textOf(plan, 'nas-programs')).toMatch(/' nas md5sum sha256sum xargs$/);
  });

  it('has neither session nor login that others share, and no fields of other computers', () => {
    const others = {
      session: 'tmux',
      connections: 'once',
      logout: 'ended',
      awake: 'yes',
      job: 'slurm',
      streams: '4',
      live: 'yes',
    };
    expect(planOf(others)).toEqual(planOf());
    expect(problemsOf({ computer: 'linux', nasAccount: '' })).toEqual([
      'nas: NAS “nas.example.edu” has no meaning here. Leave it out.',
    ]);
    expect(problemsOf({ nas: '', nasAccount: '' }).map((problem) => problem.split(' ')[0])).toEqual([
      'nas:',
      'nasAccount:',
    ]);
  });

  it.each([
    ['/volume1', ''],
    ['/volume1/cryoem', ''],
    ['/share/cryoem', ''],
    ['/volume1', 'GRID2'],
  ])('refuses %s, which is inside of no shared folder', (destination, alsoCollections) => {
    expect(problemsOf({ destination, alsoCollections })).toEqual([
      expect.stringMatching(/^destination: .* is no folder inside of a shared folder.*\/volume1\/cryoem\/GRID1$/),
    ]);
  });

  it.each([
    ['/volume1/cryoem/GRID1', false],
    ['/volumeUSB1/usbshare/GRID1', false],
    ['/share/CACHEDEV1_DATA/Public/GRID1', false],
    ['/srv/data/GRID1', true],
    ['/home/jane/GRID1', true],
  ])('says of %s whether it looks like a volume', (destination, isElsewhere) => {
    expect(textsOf({ destination }).some((text) => text.includes('Make sure that it is on a volume'))).toBe(
      isElsewhere,
    );
  });

  it('takes a shared folder for several collections, which get folders in it', () => {
    const plan = planOf({ destination: '/volume1/cryoem', alsoCollections: 'GRID2' });
    expect(textOf(plan, 'folder-2')).toBe('ls -d /volume1/cryoem && mkdir -p /volume1/cryoem/GRID2');
    expect(textOf(plan, 'nas-follow')).toBe('tail -f /volume1/cryoem/get-GRID1-and-1-more.out');
  });
});

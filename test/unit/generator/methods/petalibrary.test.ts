import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../../../src/facility/load.ts';
import { formatAction, planTransfer } from '../../../../src/generator/index.ts';
import type { Draft, Facility, Plan } from '../../../../src/generator/index.ts';
import { nameSession } from '../../../../src/generator/steps/session/rules.ts';
import { hostileNames, hostileWords } from '../../../rigs/hostile-words.ts';
import { exampleFacility, exampleLibrary } from '../../../rigs/example-facility.ts';
import { check, cutFixed, judge } from '../../../rigs/long-commands.ts';
import { readPipe } from '../../../rigs/read-command.ts';
import { planFrom } from '../../../rigs/plans.ts';

const facility: Facility = {
  ...exampleFacility,
  petalibrary: exampleLibrary,
};

const safe: Draft = {
  method: 'petalibrary',
  lab: 'smith-lab',
  collection: 'GRID1',
  allocation: 'smith',
  rcAccount: 'jado1234',
};

const { planOf, problemsOf } = planFrom(safe, facility);

const actionsOf = ({ steps }: Plan): string[] => steps.map(({ id, action }) => `${id}: ${formatAction(action)}`);
const ssh = "-e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6'";

describe('a push to PetaLibrary', () => {
  it('is two messages, then looking at what arrives', () => {
    const [operator, asked, ...rest] = actionsOf(planOf());
    expect(operator).toBe(
      'ask-operator: Subject: PetaLibrary allocation smith: folder for the facility\n\nHello,\n\nI am the owner of the PetaLibrary allocation smith, or act for its owner. Please add the folder deposit to it, so that Example EM can deposit our data there:\n\n/pool/smith/deposit\nowner: robot\ngroup: the group of the allocation\nmode: 2770 (set-group-ID)\n\nYour documentation describes it on its page about Example EM.\n\nThank you!',
    );
    expect(asked).toBe(
      'ask-facility: Subject: Push to PetaLibrary for smith-lab\n\nHello,\n\nplease push our data to PetaLibrary as it comes off the microscope.\n\nLab folder: smith-lab\nCollection: GRID1\nPetaLibrary allocation: smith\nFolder: /pool/smith/deposit\nMy account there: jado1234\n\nIf this is the first time: please mount the folder on the storage server and enter our lab in the script that pushes. Please tell us when it is ready, or what is missing.\n\nThank you!',
    );
    expect(rest).toEqual([
      'login: ssh jado1234@login.example.edu',
      "owner: stat -c '%U %a %F %n' /pool/smith/deposit",
      'list: ls -ltr /pool/smith/deposit/GRID1',
      "watch: watch -n 60 'du -sh /pool/smith/deposit/GRID1'",
      'watch-leave: Press Ctrl+C',
      'count: find /pool/smith/deposit/GRID1 -type f -printf . | wc -c',
      'ask-verify: Subject: Please verify GRID1 of smith-lab in PetaLibrary\n\nHello,\n\nplease compare the collection GRID1 in the lab folder smith-lab with its copy in PetaLibrary, byte for byte, before it is deleted from the storage server:\n\n/pool/smith/deposit/GRID1\n\nPlease tell us of every file that is missing or different, and of links that lead out of the collection.\n\nThank you!',
    ]);
  });

  it('tells the facility the first day of the session, if it is given', () => {
    const message = actionsOf(planOf({ collected: '2026-10-25' }))[1];
    expect(message).toContain('Collection: GRID1\nFirst day: 2026-10-25\nPetaLibrary allocation: smith\n');
  });

  it('sends the first message through the form, and the second to an address only if the facts have one', () => {
    const send = (of: Facility) =>
      planOf({}, of).steps.flatMap(({ action }) =>
        action.kind === 'message' ? [[action.to, action.email, action.form]] : [],
      );
    expect(send(facility)).toEqual([
      ['Research Storage', undefined, 'https://help.example.edu/form'],
      ['the manager', undefined, undefined],
      ['the manager', undefined, undefined],
    ]);
    const known = { ...facility, contact: { role: 'the manager', email: 'em@example.edu' } };
    expect(send(known)[1]).toEqual(['the manager', 'em@example.edu', undefined]);
  });

  it('names the page that describes the folder, how full the allocation is, and the guide to motion correction, if they are known', () => {
    const known: Facility = {
      ...facility,
      petalibrary: {
        ...exampleLibrary,
        documentation: 'https://help.example.edu/deposit',
        usageFile: '.usage',
        motionCorrection: 'https://guide.example.edu/motion',
      },
    };
    const texts = actionsOf(planOf({ allocation: "smith's pool" }, known));
    expect(texts[0]).toContain('\n\nYour documentation describes it: https://help.example.edu/deposit\n\nThank you!');
    expect(texts.filter((text) => /^(?:room|motion)/.test(text))).toEqual([
      String.raw`room: cat '/pool/smith'\''s pool/.usage'`,
      'motion: https://guide.example.edu/motion',
    ]);
  });

  it('is verified from the storage server, through the data transfer node, by whoever has an account there', () => {
    const plan = planOf({ account: 'jdoe', collection: "it's" });
    const verify = String.raw`env RSYNC_OLD_ARGS=1 ${check} -rlcn -i --stats ${ssh} '/data/images/smith-lab/it'\''s/' 'jado1234@dtn.example.edu:'\''/pool/smith/deposit/it'\'\\\'\''s/'\' ${judge}`;
    const name = nameSession(facility, { lab: 'smith-lab', collection: "it's" });
    expect(actionsOf(plan).slice(8, -1)).toEqual([
      'verify-login: ssh jdoe@storage.example.edu',
      `verify-session: screen -S ${name}`,
      `verify: ${verify}`,
      'verify-detach: Press Ctrl+A, then D',
      `verify-reattach: screen -d -r ${name}`,
      'verify-end: exit',
    ]);
    expect(plan.steps.slice(8).map(({ place, inside }) => [place, inside !== undefined])).toEqual([
      ['your computer', false],
      ['storage server', false],
      ['storage server', true],
      ['storage server', true],
      ['storage server', false],
      ['storage server', true],
      ['mail program', false],
    ]);
    expect(plan.steps.at(-1)).toMatchObject({ id: 'ask-verify', title: 'If you cannot verify: ask the facility to' });
  });

  it('reads nothing but sizes, times and counts on the login node: no contents', () => {
    const programs = planOf({ account: 'jdoe', onward: 'dtn', destination: '/srv/x' }).steps.flatMap(
      ({ place, action }) =>
        place === 'login node' && action.kind === 'command' ? [formatAction(action).split(' ')[0]] : [],
    );
    expect(programs).toEqual(['stat', 'ls', 'watch', 'find']);
  });

  it('is verified by a script too, unless one brings the images onward', () => {
    const rolesOf = (draft: Partial<Draft>) =>
      planOf(draft).steps.flatMap(({ id, script }) => (script ? [[id, script]] : []));
    expect(rolesOf({})).toEqual([]);
    for (const onward of ['none', 'globus'])
      expect(rolesOf({ account: 'jdoe', onward })).toEqual([['verify', 'audit']]);
    const both = rolesOf({ account: 'jdoe', onward: 'dtn', destination: '/srv/GRID1', session: 'none' });
    expect(both.map(([, script]) => script)).toEqual(['folder', 'disk', 'copy', 'verify', 'cure', 'look']);
    expect(planOf({ account: 'jdoe' }).steps.find(({ id }) => id === 'verify')?.route).toEqual({
      from: '/data/images/smith-lab/GRID1',
      to: '/pool/smith/deposit/GRID1',
      isRemote: false,
      keepsLinks: true,
      linksOut: 'left',
    });
  });

  it('names whom to ask: the facility about its disk, the operator about the way', () => {
    const { otherwise = [] } = planOf({ account: 'jdoe' }).steps.find(({ id }) => id === 'verify') ?? {};
    const meaningOf = (sign: string) => otherwise.find(({ see }) => see.includes(sign))?.means;
    expect(meaningOf('vanished')).toContain('Ask the manager now.');
    expect(meaningOf('IDENTIFICATION HAS CHANGED')).toContain('ask Research Storage before');
    expect(otherwise.filter(({ means }) => means.includes('goes on where it stopped'))).toEqual([]);
  });

  it('is verified without a session, with tmux, and through a jump host', () => {
    const idsOf = (plan: Plan) => plan.steps.map(({ id }) => id).filter((id) => id.startsWith('verify'));
    expect(idsOf(planOf({ account: 'jdoe', session: 'none' }))).toEqual(['verify-login', 'verify']);
    expect(actionsOf(planOf({ account: 'jdoe', session: 'tmux' }))).toContain('verify-detach: Press Ctrl+B, then D');
    const jump = { ...facility, storage: { ...facility.storage, jumpHost: 'jump.example.edu' } };
    expect(actionsOf(planOf({ account: 'jdoe' }, jump))).toContain(
      'verify-login: ssh -J jdoe@jump.example.edu jdoe@storage.example.edu',
    );
  });

  it('goes onward through the data transfer node, each step named so', () => {
    const plan = planOf({ onward: 'dtn', destination: '/srv/GRID1', session: 'none', computer: 'macos' });
    expect(actionsOf(plan).slice(9)).toEqual([
      'onward-which: rsync --version -P',
      'onward-folder: mkdir -p /srv/GRID1',
      'onward-space: df -h /srv/GRID1',
      `onward-copy: caffeinate -i rsync -a -P --partial-dir=.rsync-partial --stats ${ssh} jado1234@dtn.example.edu:/pool/smith/deposit/GRID1/ /srv/GRID1/`,
      `onward-resume: caffeinate -i rsync -a -P --partial-dir=.rsync-partial --stats ${ssh} jado1234@dtn.example.edu:/pool/smith/deposit/GRID1/ /srv/GRID1/`,
      `onward-verify: caffeinate -i ${check} -rlcn -i --stats ${ssh} jado1234@dtn.example.edu:/pool/smith/deposit/GRID1/ /srv/GRID1/ ${judge}`,
      `onward-cure: caffeinate -i rsync -a -c -i --stats ${ssh} jado1234@dtn.example.edu:/pool/smith/deposit/GRID1/ /srv/GRID1/`,
      "onward-leftovers: find /srv/GRID1 -name '.*.??????' -o -name '.*.??????????' -o -name .rsync-partial",
    ]);
    expect(plan.steps.slice(9).every(({ title }) => title.startsWith('Onward: '))).toBe(true);
  });

  it('tells of the network whenever the data transfer node is used, and always that there is one copy', () => {
    const told = (draft: Partial<Record<string, string>>) =>
      planOf(draft).notices.flatMap(({ text }) => /transfer node|one copy/.exec(text)?.[0] ?? []);
    expect(told({})).toEqual(['one copy']);
    expect(told({ onward: 'globus' })).toEqual(['one copy']);
    expect(told({ account: 'jdoe' })).toEqual(['one copy', 'transfer node']);
    expect(told({ onward: 'dtn', destination: '/srv/GRID1' })).toEqual(['one copy', 'transfer node']);
  });

  it('goes onward by Globus with a search and a path, and with a link only if the id is known', () => {
    expect(actionsOf(planOf({ onward: 'globus', collection: 'a b&c' })).slice(9)).toEqual([
      'globus-manager: https://app.globus.org/file-manager?two_pane=true',
      'globus-search: Example Storage',
      'globus-path: /pool/smith/deposit/a b&c',
    ]);
    const collectionId = '3f6e0e52-9f50-4f2a-8c3e-0a1b2c3d4e5f';
    const known = { ...facility, globus: { clientPath: '/opt/gcp', session: 'g', collectionName: 'E', collectionId } };
    for (const collection of hostileNames.filter((word) => word.length < 200)) {
      const last = planOf({ onward: 'globus', collection }, known).steps.at(-1)?.action;
      if (last?.kind !== 'link') throw new Error('The last step is no link.');
      const { origin, searchParams } = new URL(last.url);
      expect([origin, ...searchParams.values()]).toEqual([
        'https://app.globus.org',
        collectionId,
        `/pool/smith/deposit/${collection}/`,
        'true',
      ]);
      expect(last.url).not.toContain('+');
    }
  });

  it.each<Partial<Record<string, string>>>([
    {},
    { account: 'jdoe', collected: '2026-10-25' },
    { account: 'jdoe', session: 'none', onward: 'globus' },
    { onward: 'globus' },
    { onward: 'dtn', destination: '/srv/x', session: 'tmux' },
    { account: 'jdoe', onward: 'dtn', destination: '/srv/x', computer: 'wsl' },
  ])('leaves no hole, names each step once and says what is seen: %j', (draft) => {
    for (const of of [facility, loadFacility()]) {
      const { steps, notices } = planOf(draft, of);
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      expect(JSON.stringify([steps, notices])).not.toMatch(/\{\w+\}|undefined|\[object/);
      for (const { title, expect: seen, otherwise, action } of steps) {
        expect(title).toMatch(/^[A-Z].*[^. ]$/);
        expect(seen).toMatch(/^.+\.$/);
        for (const { means } of otherwise) expect(means).toMatch(/^\S.*\.$/);
        if (action.kind === 'command') expect(cutFixed(formatAction(action))).not.toMatch(/--delete|-u |;|&&|#|\n/);
      }
    }
  });

  it('has no problem that does not say what to do', () => {
    expect(problemsOf({ lab: '', collection: '', allocation: '', rcAccount: '' })).toEqual([
      'lab: Enter your lab folder. For example curie-lab',
      'collection: Enter your collection. For example GRID1',
      'allocation: Enter your allocation. For example curie',
      'rcAccount: Enter your account at Research Computing. For example jado1234',
    ]);
    expect(problemsOf({ allocation: 'a/b' })).toEqual([
      'allocation: Allocation “a/b” has a slash. Enter one folder name, for example curie',
    ]);
    const date = (value: string): string =>
      `collected: Collected on “${value}” is not a day. Write year, month and day, for example 2026-10-25`;
    for (const value of ['yesterday', '2026-13-01', '2026-10-32', '5.10.2026']) {
      expect(problemsOf({ collected: value })).toEqual([date(value)]);
    }
    expect(problemsOf({ destination: '/srv/x' })).toEqual([
      'destination: Destination “/srv/x” has no meaning here. Leave it out.',
    ]);
    expect(problemsOf({ onward: 'dtn' })).toEqual(['destination: Enter your destination. For example /srv/data/GRID1']);
    expect(problemsOf({}, exampleFacility)).toEqual([
      'allocation: This facility does not push to PetaLibrary. Use another way.',
    ]);
  });

  it('has commands that read back as their words, whatever the names are', () => {
    const name = fc
      .oneof(fc.constantFrom(...hostileWords), fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }))
      .filter((text) => text !== '');
    let plans = 0;
    fc.assert(
      fc.property(name, name, name, fc.constantFrom('', 'jdoe'), (lab, collection, allocation, account) => {
        const draft = { ...safe, lab, collection, allocation, account, onward: 'dtn', destination: '/srv/x' };
        const planned = planTransfer(facility, draft, '2026-11-24');
        if (!('plan' in planned)) {
          expect(planned.problems.length).toBeGreaterThan(0);
          return;
        }
        plans += 1;
        for (const { action } of planned.plan.steps) {
          if (action.kind !== 'command') continue;
          for (const { read, meant } of readPipe(action.command)) expect(read).toEqual(meant);
          for (const { meaning, source } of action.command.words) expect([meaning, source]).not.toContain('');
        }
      }),
      { numRuns: 500 },
    );
    expect(plans).toBeGreaterThan(30);
  });
});

it('the facts of the facility make a plan', () => {
  expect(planOf({}, loadFacility()).steps.map(({ id }) => id)).toContain('owner');
});

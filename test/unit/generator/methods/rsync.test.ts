import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAction, formatCommand, planTransfer } from '../../../../src/generator/index.ts';
import type { Command, Draft, Plan, Word } from '../../../../src/generator/index.ts';
import { methods } from '../../../../src/generator/methods/index.ts';
import { joinParts } from '../../../../src/generator/command/quote.ts';
import { draftExample } from '../../../../src/generator/request.ts';
import { loadFacility } from '../../../../src/facility/load.ts';
import type { Facility } from '../../../../src/facility/schema.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { askRsync, check, cutFixed, judge, lookAfter, lookBefore } from '../../../rigs/long-commands.ts';
import { readCommand, splitPipe } from '../../../rigs/read-command.ts';
import { draftsOfAny, planFrom } from '../../../rigs/plans.ts';

const safe: Draft = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};
const workstation = { workplace: 'workstation', server: 'cryo.example.edu', serverAccount: 'jane' };

const withStorage = (more: Partial<Facility['storage']>): Facility => ({
  ...exampleFacility,
  storage: { ...exampleFacility.storage, ...more },
});
const withJump = withStorage({ jumpHost: 'jump.example.edu' });

const { planned, planOf, problemsOf } = planFrom(safe, exampleFacility, '2026-11-23');

const actionsOf = (plan: Plan) =>
  plan.steps.map(({ id, action }) => `${id}: ${formatAction(action).replaceAll(' \\\n  ', ' ')}`);
const actionOf = (plan: Plan, id: string) => actionsOf(plan).find((text) => text.startsWith(`${id}: `));
const idsOf = (plan: Plan) => plan.steps.map(({ id }) => id);
const commandsOf = (plan: Plan): Command[] =>
  plan.steps.flatMap(({ action }) => (action.kind === 'command' ? [action.command] : []));
const wordsOf = (words: readonly Word[]): Word[] => words.flatMap((word) => [word, ...wordsOf(word.inner ?? [])]);

const ssh = "-e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6'";
const from = 'jdoe@storage.example.edu:/data/images/smith-lab/GRID1/';
const copy = `rsync -a -P --partial-dir=.rsync-partial --stats ${ssh} ${from} /srv/data/GRID1/`;

describe('from a workstation', () => {
  it('the lab server is logged in to first, and again before coming back to the session', () => {
    const plan = planOf(workstation);
    expect(plan.steps.map(({ id, place }) => `${id}: ${place}`)).toEqual([
      'workstation: your computer',
      'check: lab server',
      'folder: lab server',
      'space: lab server',
      'session: lab server',
      'copy: lab server',
      'far: lab server',
      'detach: lab server',
      'workstation-again: your computer',
      'reattach: lab server',
      'resume: lab server',
      'verify: lab server',
      'cure: lab server',
      'leftovers: lab server',
      'end: lab server',
    ]);
    expect(actionOf(plan, 'workstation')).toBe('workstation: ssh jane@cryo.example.edu');
    expect(actionOf(plan, 'workstation-again')).toBe('workstation-again: ssh jane@cryo.example.edu');
  });

  it('the commands on the lab server are those of who sits there', () => {
    const seated = actionsOf(planOf());
    expect(actionsOf(planOf(workstation)).filter((text) => !text.startsWith('workstation'))).toEqual(seated);
    expect(seated).toContain(`copy: ${copy}`);
  });

  it('a Mac that receives the data is a lab server too', () => {
    const plan = planOf({ ...workstation, computer: 'macos' });
    expect(plan.steps.map(({ place }) => place).slice(0, 2)).toEqual(['your computer', 'lab server']);
    expect(actionOf(plan, 'copy')).toContain('caffeinate -i rsync');
  });

  it('nobody logs in again who has no session to come back to', () => {
    expect(idsOf(planOf({ ...workstation, session: 'none' }))).not.toContain('workstation-again');
  });

  it.each([
    [{ workplace: 'workstation' }, ['server', 'serverAccount']],
    [{ server: 'cryo.example.edu' }, ['server']],
    [{ ...workstation, computer: 'wsl' }, ['server', 'serverAccount']],
    [{ ...workstation, server: '-oProxyCommand=x' }, ['server']],
    [{ ...workstation, server: 'jane@cryo.example.edu' }, ['server']],
    [{ ...workstation, serverAccount: '-l' }, ['serverAccount']],
  ])('%j has problems with %j', (draft, fields) => {
    expect(problemsOf(draft).map((problem) => problem.split(':')[0])).toEqual(fields);
  });

  it('what is missing is asked for', () => {
    expect(problemsOf({ workplace: 'workstation' })).toEqual([
      'server: Enter your lab server. For example cryo.example.edu',
      'serverAccount: Enter your account on the lab server. For example jane',
    ]);
  });
});

describe('a key', () => {
  it('is made, given to the server, and checked', () => {
    const plan = planOf({ keys: 'new' });
    expect(actionsOf(plan).slice(0, 5)).toEqual([
      `check: ssh jdoe@storage.example.edu ${askRsync}${lookBefore}/data/images/smith-lab/GRID1/. ${lookAfter}`,
      'key: ssh-keygen -t ed25519',
      'key-copy: ssh-copy-id jdoe@storage.example.edu',
      'key-test: ssh -o PreferredAuthentications=publickey jdoe@storage.example.edu true',
      'folder: mkdir -p /srv/data/GRID1',
    ]);
    expect(plan.steps[1]?.otherwise).toEqual([
      {
        see: 'Overwrite (y/n)?',
        means:
          'You have a key already. Answer n, for what the old one opens would be closed to you. Go on with the next step.',
      },
    ]);
  });

  it('that is there already is only checked', () => {
    expect(idsOf(planOf({ keys: 'key' })).slice(0, 3)).toEqual(['check', 'key-test', 'folder']);
  });

  it('is no part of a plan with a password, nor of one on Windows', () => {
    const windows = { computer: 'windows', destination: 'D:\\GRID1', keys: 'new' };
    for (const draft of [{}, windows]) expect(idsOf(planOf(draft)).filter((id) => id.startsWith('key'))).toEqual([]);
  });

  it('may not be taken, as far as anybody knows: a notice says whom to ask', () => {
    const told = (draft: Partial<Draft>, facility?: Facility) =>
      planOf(draft, facility).notices.flatMap(({ field, text }) => (field === 'keys' ? [text] : []));
    expect(told({ keys: 'new' })).toEqual(['Whether the storage server takes keys, the manager knows.']);
    expect(told({ keys: 'new' }, withStorage({ keys: 'accepted' }))).toEqual([]);
    expect(told({ keys: 'key' })).toEqual([]);
  });

  it('that is known not to be taken is left out, and a notice says so', () => {
    const refusing = withStorage({ keys: 'not accepted' });
    const noKeys =
      'The storage server takes no keys: these commands log in with your password and make one copy at a time, when the session is over.';
    for (const draft of [{ keys: 'new' }, { keys: 'key', streams: '4' }, { streams: '4' }]) {
      const plan = planOf(draft, refusing);
      expect(actionsOf(plan)).toEqual(actionsOf(planOf()));
      expect(plan.notices.slice(1)).toEqual([{ field: 'keys', text: noKeys }]);
    }
    expect(planOf({}, refusing).notices).toHaveLength(1);
    expect(planOf({ computer: 'windows', destination: 'D:\\GRID1' }, refusing).notices).toHaveLength(4);
  });
});

describe('a jump host', () => {
  const all = { ...workstation, keys: 'new', streams: '4', session: 'none' };
  const throughJump = ssh.replace("'ssh", "'ssh -J jdoe@jump.example.edu");

  it('stands in every command that reaches the storage server, and in no other', () => {
    expect(actionsOf(planOf(all, withJump)).filter((text) => text.includes('jump.example.edu'))).toEqual([
      `check: ssh -J jdoe@jump.example.edu jdoe@storage.example.edu ${askRsync}${lookBefore}/data/images/smith-lab/GRID1/. ${lookAfter}`,
      'key-jump: ssh-copy-id jdoe@jump.example.edu',
      'key-copy: ssh-copy-id -o ProxyJump=jdoe@jump.example.edu jdoe@storage.example.edu',
      'key-test: ssh -J jdoe@jump.example.edu -o BatchMode=yes jdoe@storage.example.edu true',
      expect.stringMatching(/^list: ssh -J jdoe@jump\.example\.edu jdoe@storage/) as string,
      expect.stringContaining(" -e 'ssh -J jdoe@jump.example.edu -o BatchMode=yes -o Server") as string,
      expect.stringMatching(/^far: ssh -J jdoe@jump\.example\.edu -o ServerAliveInterval=30 /) as string,
      `copy: ${copy.replace("'ssh", "'ssh -J jdoe@jump.example.edu")}`,
      `resume: ${copy.replace("'ssh", "'ssh -J jdoe@jump.example.edu")}`,
      `verify: ${check} -rlcn -i --stats ${throughJump} ${from} /srv/data/GRID1/ ${judge}`,
      `cure: rsync -a -c -i --stats ${throughJump} ${from} /srv/data/GRID1/`,
    ]);
  });

  it('stands in what Windows runs', () => {
    const windows = planOf({ computer: 'windows', destination: 'D:\\GRID1' }, withJump);
    expect(actionOf(windows, 'copy')).toMatch(/^copy: sftp -J jdoe@jump\.example\.edu -a -r -p /);
    expect(actionOf(windows, 'verify')).toMatch(/^verify: ssh -J jdoe@jump\.example\.edu -o .* jdoe@storage/);
  });

  it('takes away nothing else: without it the commands are the same', () => {
    const without = actionsOf(planOf(all)).join('\n');
    const through = actionsOf(planOf(all, withJump)).filter((text) => !text.startsWith('key-jump'));
    expect(through.join('\n').replaceAll(/-(?:J |o ProxyJump=)jdoe@jump\.example\.edu /g, '')).toBe(without);
  });

  it('has a fingerprint of its own', () => {
    const means = planOf({}, withJump).steps[0]?.otherwise[1]?.means;
    expect(means).toBe(
      'Your first contact. Type yes only if the fingerprint is the one that the manager gives you, or, where it asks about jump.example.edu, the one that the manager gives you.',
    );
  });
});

describe('on Windows', () => {
  const windows = (draft: Partial<Draft> = {}) => planOf({ computer: 'windows', destination: 'D:\\GRID1', ...draft });

  it('names the path, where the collection has its name from, and the destination as their fields', () => {
    const fields = windows({ lab: "it's", destination: 'D:\\cryo em' }).steps.flatMap(({ id, action }) =>
      action.kind === 'command' && id === 'copy'
        ? action.command.words.flatMap(({ parts }) =>
            parts.flatMap(({ text, field }) => (field ? [[field, text]] : [])),
          )
        : [],
    );
    expect(fields).toEqual([
      ['account', 'jdoe'],
      ['lab', "it's"],
      ['collection', 'GRID1'],
      ['destination', 'D:/cryo em'],
    ]);
  });

  it('refuses what its programs cannot carry, and a path that is too long for sftp', () => {
    const rename =
      ' has a quote mark or a backslash, which sftp on Windows may not carry. Use WSL, or ask for the folder to be renamed.';
    const problems = (draft: Partial<Draft>) => problemsOf({ computer: 'windows', destination: 'D:\\GRID1', ...draft });
    expect(problems({ lab: 'a"b', collection: 'c\\d' })).toEqual([
      `lab: Lab folder “a"b”${rename}`,
      `collection: Collection “c\\d”${rename}`,
    ]);
    expect(problems({ destination: `D:\\${'d'.repeat(700)}` })).toEqual([
      expect.stringMatching(
        /is longer than sftp and most programs on Windows take\. Choose a folder with a shorter path/,
      ),
    ]);
  });
});

describe('a live copy', () => {
  const live = { keys: 'key', live: 'yes' };

  it('lists what is settled, copies that, and ends as any copy does', () => {
    expect(actionsOf(planOf(live)).slice(5, -3)).toEqual([
      String.raw`settled: ssh -o BatchMode=yes -o ServerAliveInterval=30 -o ServerAliveCountMax=6 jdoe@storage.example.edu 'cd /data/images/smith-lab/GRID1/ && find . -type f -mmin '\''+2'\'' -not -path '\''*/.rsync-partial/*'\'' -print0' > /srv/data/GRID1/.example_em-GRID1-44dm-settled`,
      `round: rsync -a -P --partial-dir=.rsync-partial --stats -e 'ssh -o BatchMode=yes -o ServerAliveInterval=30 -o ServerAliveCountMax=6' --from0 --files-from /srv/data/GRID1/.example_em-GRID1-44dm-settled ${from} /srv/data/GRID1/`,
      expect.stringMatching(/^far: ssh -o Server/) as string,
      'detach: Press Ctrl+A, then D',
      'reattach: screen -d -r example_em-GRID1-44dm',
      `copy: ${copy}`,
      `resume: ${copy}`,
      'settled-end: rm /srv/data/GRID1/.example_em-GRID1-44dm-settled',
      `verify: ${check} -rlcn -i --stats ${ssh} ${from} /srv/data/GRID1/ ${judge}`,
    ]);
  });

  it('is one copy at a time with a key, and a notice says so', () => {
    const textsOf = (draft: Partial<Draft>) => planOf(draft).notices.map(({ text }) => text);
    expect(actionsOf(planOf({ live: 'yes', streams: '4' }))).toEqual(actionsOf(planOf({ live: 'yes', keys: 'new' })));
    expect(textsOf({ live: 'yes', streams: '4' }).slice(1, 4)).toEqual([
      expect.stringMatching(/^Live: start the script /),
      expect.stringMatching(/^Live, one copy at a time is made/),
      expect.stringMatching(/^A script that fetches round after round cannot ask for your password/),
    ]);
    expect(textsOf({ ...live, computer: 'macos' })).toContainEqual(expect.stringMatching(/^A Mac that sleeps /));
  });

  it('waits as long for new files as the facility does', () => {
    const expectOf = (facility: Facility) => planOf(live, facility).steps.find(({ id }) => id === 'settled')?.expect;
    expect(expectOf(exampleFacility)).toContain('for 60 minutes');
    const { transfer } = loadFacility();
    if (!transfer) throw new Error('The facility has no transfer of its own.');
    expect(expectOf({ ...exampleFacility, transfer: { ...transfer, idleHours: 3 } })).toContain('for 180 minutes');
  });
});

describe('one login for all commands', () => {
  const once = { connections: 'once', alsoCollections: 'GRID2' };
  const socket = "-S '~/.ssh/get-1cv2rqj'";
  const alive = '-o ServerAliveInterval=30 -o ServerAliveCountMax=6';
  const noticesOf = (draft: Partial<Draft>, facility?: Facility) =>
    planOf(draft, facility).notices.flatMap(({ field, text }) => (field === 'connections' ? [text] : []));

  it('opens a connection, which every command to the storage server uses, and ends it', () => {
    const plan = planOf(once);
    const connect = `ssh ${socket} -o ControlMaster=auto -o ControlPersist=12h ${alive} jdoe@storage.example.edu true`;
    expect(actionsOf(plan)[0]).toBe(`connect: ${connect}`);
    expect(actionOf(plan, 'connect-again')).toBe(`connect-again: ${connect}`);
    expect(actionsOf(plan).at(-2)).toBe(`disconnect: ssh ${socket} -O exit jdoe@storage.example.edu`);
    const shared = String.raw`-e 'ssh -S '\''~/.ssh/get-1cv2rqj'\'' ${alive}'`;
    expect(actionOf(plan, 'copy-2')).toBe(`copy-2: ${copy.replace(ssh, shared).replaceAll('GRID1', 'GRID2')}`);
    const remote = actionsOf(plan).filter((text) => text.includes('jdoe@storage.example.edu'));
    expect(remote.filter((text) => !text.includes('~/.ssh/get-1cv2rqj'))).toEqual([]);
    expect(
      actionsOf(plan)
        .map((text) => text.replaceAll(` ${socket}`, '').replaceAll(shared, ssh))
        .slice(1, -2),
    ).toEqual(
      actionsOf(planOf({ ...once, connections: 'each' }))
        .slice(0, -1)
        .flatMap((text) =>
          text.startsWith('resume: ') ? [`connect-again: ${connect.replace(` ${socket}`, '')}`, text] : [text],
        ),
    );
  });

  it('is that of one plan: those of others have other names', () => {
    const name = (draft: Partial<Draft>) => /get-\w+/.exec(actionOf(planOf(draft), 'connect') ?? '')?.[0];
    const drafts = [
      {},
      { collection: 'GRID2' },
      { lab: 'curie-lab' },
      { account: 'jane' },
      { alsoCollections: 'GRID2' },
    ];
    const names = drafts.map((draft) => name({ connections: 'once', ...draft }));
    expect(new Set(names).size).toBe(drafts.length);
    for (const one of names) expect(one).toMatch(/^get-\w{1,7}$/);
  });

  it('leaves a key to be tried by itself, and lets a live copy do without one', () => {
    const keyed = planOf({ ...once, keys: 'new' });
    for (const id of ['key-copy', 'key-test']) expect(actionOf(keyed, id)).not.toContain('.ssh/get-');
    const live = planOf({ connections: 'once', live: 'yes' });
    expect(idsOf(live).filter((id) => id.startsWith('key'))).toEqual([]);
    for (const id of ['settled', 'round']) expect(actionOf(live, id)).toContain('~/.ssh/get-');
    const noKeys = withStorage({ keys: 'not accepted' });
    expect(idsOf(planOf({ connections: 'once', live: 'yes' }, noKeys))).toContain('round');
  });

  it('is not for four copies at the same time, nor for Windows, and a notice says so', () => {
    expect(actionsOf(planOf({ streams: '4', connections: 'once' }))).toEqual(
      actionsOf(planOf({ connections: 'once' })),
    );
    expect(planOf({ streams: '4', connections: 'once' }).notices.at(-1)?.text).toMatch(
      /^In one connection, four copies /,
    );
    const windows = { computer: 'windows', destination: 'D:\\GRID1' };
    expect(actionsOf(planOf({ ...windows, connections: 'once' }))).toEqual(actionsOf(planOf(windows)));
    expect(noticesOf({ ...windows, connections: 'once' })).toEqual([
      'On Windows without WSL, commands cannot share a login: each logs in by itself. With WSL, one login is enough.',
    ]);
  });

  it('may have to be allowed: the plan says whom to ask, or does without', () => {
    expect(noticesOf(once)).toEqual([
      'Whether the storage server lets commands share a login, the manager knows. Where it does not, they ask again.',
    ]);
    expect(noticesOf(once, withStorage({ sharedLogin: 'allowed' }))).toEqual([]);
    const refusing = withStorage({ sharedLogin: 'not allowed' });
    expect(actionsOf(planOf(once, refusing))).toEqual(actionsOf(planOf({ ...once, connections: 'each' })));
    expect(noticesOf(once, refusing)).toEqual([
      'The storage server lets no commands share a login: each one here logs in by itself.',
    ]);
  });
});

describe('a copy that takes a part of the line', () => {
  const rateOf = (draft: Partial<Draft>, id = 'copy') =>
    /--bwlimit=\d+|-l \d+/.exec(actionOf(planOf(draft), id) ?? '')?.[0];

  it.each([
    ['10', '--bwlimit=9765'],
    ['0.5', '--bwlimit=488'],
    ['0.0001', '--bwlimit=1'],
    ['999999', '--bwlimit=976561523'],
  ])('of %s MB/s says so in rsync’s unit: %s', (bwlimit, words) => {
    for (const id of ['copy', 'resume', 'cure']) expect(rateOf({ bwlimit }, id)).toBe(words);
    expect(rateOf({ bwlimit }, 'verify')).toBeUndefined();
  });

  it('shares it out among four copies, and has that of sftp on Windows', () => {
    expect(rateOf({ bwlimit: '10', keys: 'key', streams: '4' }, 'streams')).toBe('--bwlimit=2441');
    expect(rateOf({ bwlimit: '10', keys: 'key', live: 'yes' }, 'round')).toBe('--bwlimit=9765');
    const windows = { computer: 'windows', destination: 'D:\\GRID1' };
    expect(rateOf({ ...windows, bwlimit: '10' })).toBe('-l 80000');
    expect(rateOf({ ...windows, bwlimit: '999999' })).toBe('-l 104857600');
  });

  it('takes longer, and no other number will do', () => {
    const size = { size: '1 TB', link: 'wired1' };
    const hours = (draft: Partial<Draft>) => planOf({ ...size, ...draft }).estimate?.lowHours ?? 0;
    expect(hours({ bwlimit: '10' })).toBeCloseTo(1e12 / 10e6 / 3600);
    expect(hours({ bwlimit: '5000' })).toBe(hours({}));
    for (const bwlimit of ['0', '-1', '10M', 'fast'])
      expect(problemsOf({ bwlimit })).toEqual([
        `bwlimit: At most “${bwlimit}” is not a speed. Write the number of MB/s alone, for example 40`,
      ]);
  });
});

describe('a computer that may sleep', () => {
  const inhibit = 'systemd-inhibit --what=idle:sleep';

  it('is kept awake by the steps that last, and by no other', () => {
    const plan = planOf({ awake: 'yes', prove: 'both', lab: "O'Brien" });
    const kept = actionsOf(plan).filter((text) => text.includes(inhibit));
    expect(kept.map((text) => text.split(': ')[0])).toEqual([
      'copy',
      'resume',
      'verify',
      'verify-list',
      'cure-list',
      'recheck',
    ]);
    expect(kept[0]).toMatch(/^copy: env RSYNC_OLD_ARGS=1 systemd-inhibit --what=idle:sleep rsync -a /);
    expect(actionsOf(plan).map((text) => text.replace(`${inhibit} `, ''))).toEqual(
      actionsOf(planOf({ prove: 'both', lab: "O'Brien" })),
    );
    const four = actionOf(planOf({ awake: 'yes', keys: 'key', streams: '4' }), 'streams');
    expect(four).toContain(` | ${inhibit} xargs -0 `);
  });

  it('is one with Linux, and a notice says what is left to do', () => {
    for (const computer of ['macos', 'wsl'])
      expect(actionsOf(planOf({ awake: 'yes', computer }))).toEqual(actionsOf(planOf({ computer })));
    const texts = planOf({ awake: 'yes', live: 'yes', keys: 'key' }).notices.map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringMatching(/^Leave a laptop open/));
    expect(texts).toContainEqual(expect.stringMatching(/^A computer that sleeps makes no rounds/));
  });
});

describe('a session that logging out would end', () => {
  it('is started by systemd, which is told before that it may stay', () => {
    const plan = planOf({ logout: 'ended' });
    const at = idsOf(plan).indexOf('linger');
    expect(actionsOf(plan).slice(at, at + 2)).toEqual([
      'linger: loginctl enable-linger',
      'session: systemd-run --user --scope screen -S example_em-GRID1-44dm',
    ]);
    expect(actionOf(planOf({ logout: 'ended', session: 'tmux' }), 'session')).toMatch(
      /^session: systemd-run --user --scope tmux new -s /,
    );
  });

  it('is none without a session, and a notice says so', () => {
    const plan = planOf({ logout: 'ended', session: 'none' });
    expect(idsOf(plan)).not.toContain('linger');
    expect(plan.notices.at(-1)).toMatchObject({
      field: 'logout',
      text: expect.stringMatching(/^Without a session /) as string,
    });
  });
});

describe('four copies at the same time', () => {
  const four = { keys: 'key', streams: '4' };

  it('have lists made before, and always one plain copy after', () => {
    const plan = planOf(four);
    expect(actionsOf(plan).slice(4)).toEqual([
      'session: screen -S example_em-GRID1-44dm',
      String.raw`list: ssh jdoe@storage.example.edu 'find /data/images/smith-lab/GRID1/ -type f -not -path '\''*/.rsync-partial/*'\'' -printf '\''%s'\'' -print0' | sort -z -n -r | cut -z -d / -f 6- | split -t \\'0' -n r/4 -d -a 1 - /srv/data/GRID1/.example_em-GRID1-44dm-list-`,
      `streams: find /srv/data/GRID1/ -maxdepth 1 -name '.example_em-GRID1-44dm-list-?' -print0 | xargs -0 -n 1 -P 4 rsync -a -v --partial-dir=.rsync-partial -e 'ssh -o BatchMode=yes -o ServerAliveInterval=30 -o ServerAliveCountMax=6' --from0 ${from} /srv/data/GRID1/ --files-from`,
      expect.stringMatching(/^far: ssh -o Server/) as string,
      'detach: Press Ctrl+A, then D',
      'reattach: screen -d -r example_em-GRID1-44dm',
      `copy: ${copy}`,
      `resume: ${copy}`,
      'lists-end: rm /srv/data/GRID1/.example_em-GRID1-44dm-list-0 /srv/data/GRID1/.example_em-GRID1-44dm-list-1 /srv/data/GRID1/.example_em-GRID1-44dm-list-2 /srv/data/GRID1/.example_em-GRID1-44dm-list-3',
      `verify: ${check} -rlcn -i --stats ${ssh} ${from} /srv/data/GRID1/ ${judge}`,
      `cure: rsync -a -c -i --stats ${ssh} ${from} /srv/data/GRID1/`,
      "leftovers: find /srv/data/GRID1 -name '.*.??????' -o -name '.*.??????????' -o -name .rsync-partial",
      'end: exit',
    ]);
    expect(plan.steps.find(({ id }) => id === 'copy')?.title).toBe('Copy what is left, always');
  });

  it('are the same in WSL, where a Windows drive keeps times only', () => {
    const plan = planOf({ ...four, computer: 'wsl', destination: '/mnt/d/GRID1', session: 'none' });
    expect(actionOf(plan, 'streams')).toContain(' rsync -rt --modify-window=1 -v --partial-dir=.rsync-partial ');
    expect(actionOf(plan, 'list')).toContain(' - /mnt/d/GRID1/.example_em-GRID1-44dm-list-');
  });

  it('quote the path for the other end where it needs it', () => {
    expect(actionOf(planOf({ ...four, lab: 'a b' }), 'streams')).toContain(
      String.raw`xargs -0 -n 1 -P 4 env RSYNC_OLD_ARGS=1 rsync -a -v `,
    );
  });

  it('cut off as many folders as the path of the collection has', () => {
    const interim = (path: string) => withStorage({ interim: { path, keepDays: 1, cleanUpHour: 5 } });
    expect(actionOf(planOf(four, interim('/data')), 'list')).toContain('cut -z -d / -f 5-');
    expect(actionOf(planOf(four, interim('/a/b/c')), 'list')).toContain('cut -z -d / -f 7-');
  });

  it('keep their lists apart from those of another collection, and from what rsync leaves', () => {
    const listOf = (collection: string) =>
      /rm (\S+)/.exec(actionOf(planOf({ ...four, collection }), 'lists-end') ?? '')?.[1];
    expect(new Set(['GRID1', 'GRID10', 'GRID 1', 'grid1'].map(listOf)).size).toBe(4);
    expect(listOf('GRID1')?.split('/').at(-1)).not.toMatch(/^\..*\..{6}$/);
  });

  it('need a key: one is set up for who would log in with a password, and a notice says so', () => {
    const asked = planOf({ streams: '4' });
    expect(actionsOf(asked)).toEqual(actionsOf(planOf({ streams: '4', keys: 'new' })));
    expect(asked.notices.slice(1)).toEqual([
      {
        field: 'streams',
        text: 'Four copies at the same time cannot each ask for your password, so a key comes first.',
      },
      { field: 'keys', text: 'Whether the storage server takes keys, the manager knows.' },
    ]);
  });

  it('are not for macOS and Windows, which have other programs', () => {
    expect(idsOf(planOf({ ...four, computer: 'macos' }))).not.toContain('streams');
    const windows = { ...four, computer: 'windows', destination: 'D:\\GRID1' };
    expect(idsOf(planOf(windows))).not.toContain('streams');
  });

  it('check their key in a way that asks nothing', () => {
    expect(actionOf(planOf(four), 'key-test')).toBe('key-test: ssh -o BatchMode=yes jdoe@storage.example.edu true');
    expect(planOf({ keys: 'new', streams: '4' }).steps.find(({ id }) => id === 'key')?.expect).toContain(
      'Press Enter twice for none',
    );
  });
});

const everyKind: readonly Partial<Draft>[] = ['linux', 'macos', 'wsl'].flatMap((computer) =>
  ['password', 'new', 'key'].flatMap((keys) =>
    ['screen', 'none'].flatMap((session) =>
      (computer === 'wsl' ? [{}] : [{}, workstation]).flatMap((seat) =>
        (computer === 'macos' ? ['1'] : ['1', '4']).map((streams) => ({
          computer,
          keys,
          session,
          streams,
          ...seat,
        })),
      ),
    ),
  ),
);

describe('several collections', () => {
  const several = { alsoCollections: "GRID 2/O'Brien", destination: '/srv/data' };

  const textsOf = (draft: Partial<Draft>): Readonly<Record<string, string>> =>
    Object.fromEntries(planOf(draft).steps.map(({ id, action }) => [id, formatAction(action)]));

  it('have each their own check, folder, copy, step to resume, verification and leftovers, in one session', () => {
    const ids = planOf(several).steps.map(({ id }) => id);
    expect(ids).toEqual([
      ...['check', 'check-2', 'check-3', 'folder', 'folder-2', 'folder-3', 'space', 'session'],
      ...['copy', 'copy-2', 'copy-3', 'far', 'far-2', 'far-3', 'detach', 'reattach', 'resume', 'resume-2', 'resume-3'],
      ...[
        'verify',
        'verify-2',
        'verify-3',
        'cure',
        'cure-2',
        'cure-3',
        'leftovers',
        'leftovers-2',
        'leftovers-3',
        'end',
      ],
    ]);
    expect(planOf(several).steps.find(({ id }) => id === 'copy-3')?.title).toBe("O'Brien: Copy");
    expect(textsOf(several)['folder-2']).toBe("mkdir -p '/srv/data/GRID 2'");
  });

  it('go beside the first one where the destination is the folder of that', () => {
    expect(textsOf({ ...several, destination: '/srv/data/GRID1' })).toEqual(textsOf(several));
    expect(textsOf({ ...several, destination: '/GRID1' })['folder-2']).toBe("mkdir -p '/GRID 2'");
  });

  it('are copied by the commands that each would be copied by alone', () => {
    const alone = textsOf({ collection: 'GRID 2', destination: '/srv/data/GRID 2' });
    const together = textsOf(several);
    expect(['check-2', 'copy-2', 'verify-2', 'cure-2'].map((id) => together[id])).toEqual([
      alone.check,
      alone.copy,
      alone.verify,
      alone.cure,
    ]);
  });

  it('have a session of their own, with a name that is no other’s', () => {
    const names = [several, { ...several, alsoCollections: 'GRID 2' }, {}].map((draft) => textsOf(draft).session);
    expect(new Set(names).size).toBe(3);
  });

  it.each([
    ['GRID2/GRID2', 'twice'],
    ['GRID2//GRID3', 'no name'],
    ['GRID2/..', '“..” is not the name'],
    ["GRID2/'two'$'\\t''tabs'", '“two⟨U\\+0009⟩tabs” has a tab'],
    ['/data/other-lab/GRID2', 'is a path'],
    [',', 'no name of a folder'],
    ['-rw-r--r-- 1 jdoe curie 12 Nov 29 19:58 notes.txt', 'no name of a folder'],
  ])('named %s are refused, with what is %s', (alsoCollections, what) => {
    expect(problemsOf({ ...several, alsoCollections }).join()).toMatch(new RegExp(`^alsoCollections: .*${what}`));
  });

  it('are written with slashes in the request, however they were given', () => {
    const given = ["GRID 2\nO'Brien\n", "GRID 2, O'Brien", "GRID 2/O'Brien/", "'GRID 2'  \"O'Brien\""];
    expect(given.map((alsoCollections) => planOf({ ...several, alsoCollections }).request.alsoCollections)).toEqual(
      given.map(() => several.alsoCollections),
    );
  });

  it('leave the first one out where it is listed with them, and say so', () => {
    const { notices, request } = planOf({ ...several, alsoCollections: 'GRID1\nGRID2' });
    expect(request.alsoCollections).toBe('GRID2');
    expect(notices.map(({ text }) => text)).toContain(
      'Further collections: “GRID1” is the first collection already. It is copied once.',
    );
  });

  it.each(['macos', 'wsl'])('that %s puts into one folder are refused, and Linux keeps apart', (computer) => {
    expect(problemsOf({ ...several, computer, alsoCollections: 'grid1' })).toEqual([
      'alsoCollections: Further collections: “grid1” is there twice, or has the name of the first collection. Each has a folder of its own: name each once, for example GRID2/GRID3',
    ]);
    expect(planOf({ ...several, computer: 'linux', alsoCollections: 'grid1' }).steps.map(({ id }) => id)).toContain(
      'copy-2',
    );
  });

  it('are copied one at a time', () => {
    expect(problemsOf({ ...several, live: 'yes', keys: 'key' })[0]).toContain('cannot be copied live.');
    expect(problemsOf({ ...several, streams: '4', keys: 'key' })[0]).toMatch(
      /^alsoCollections: .* cannot be copied four at the same time/,
    );
  });
});

describe('the choices', () => {
  it('are never wrong together, any three: a page shows an example of them', () => {
    const { fields } = methods.rsync.tables;
    const threes = draftsOfAny(3, 'rsync', fields);
    expect(threes).toContainEqual({ method: 'rsync', computer: 'wsl', streams: '4', links: 'copy' });
    const twos = draftsOfAny(2, 'rsync', fields);
    const tried = [
      [exampleFacility, threes],
      [withStorage({ keys: 'not accepted' }), twos],
      [withJump, twos],
    ] as const;
    for (const [facility, drafts] of tried) {
      for (const draft of drafts)
        expect(planTransfer(facility, draftExample(fields, draft), '2026-11-23')).toHaveProperty('plan');
    }
  });
});

describe.each([
  ['', exampleFacility],
  [' through a jump host', withJump],
])('every plan%s', (_, facility) => {
  it.each(everyKind)('as of %j is whole', (draft) => {
    const { steps } = planOf(draft, facility);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    for (const step of steps) {
      expect(step.title).toMatch(/^[A-Z].*[^. ]$/);
      expect(step.expect).toMatch(/^.+\.$/);
      expect(JSON.stringify(step)).not.toMatch(/\{\w+\}/);
      for (const { see, means } of step.otherwise) {
        expect(see).toMatch(/\S/);
        expect(means).toMatch(/^\S.*\.$/);
      }
      if (step.action.kind !== 'command') continue;
      const { words } = step.action.command;
      const text = formatCommand(step.action.command);
      expect(text).not.toMatch(/^\s|\s$/);
      // Only those that look at a folder are as long as that.
      if (!/^(?:check|far|lab)/.test(step.id)) expect(text).not.toContain('\n');
      expect(cutFixed(text)).not.toMatch(/;|&|\$|`|#|[<>]|\n/);
      for (const word of wordsOf(words)) {
        expect(word.meaning, joinParts(word.parts)).toMatch(/\w/);
        expect(word.source, joinParts(word.parts)).toMatch(/\w/);
      }
      for (const command of splitPipe(step.action.command)) expect(command.words[0]?.role).toBe('utility');
    }
  });
});

describe('names nobody would dare to use', () => {
  const name = fc.constantFrom(...hostileWords);
  it('give a problem, or commands that read back as their words', () => {
    let plans = 0;
    fc.assert(
      fc.property(
        name,
        name,
        name,
        fc.constantFrom('1', '4'),
        fc.boolean(),
        (lab, collection, folder, streams, jumps) => {
          const answer = planned(
            { lab, collection, destination: `/srv/${folder}`, keys: 'new', streams, ...workstation },
            jumps ? withJump : exampleFacility,
          );
          if (!('plan' in answer)) {
            expect(answer.problems.length).toBeGreaterThan(0);
            return;
          }
          plans += 1;
          for (const command of commandsOf(answer.plan)) {
            const pieces = splitPipe(command);
            for (const piece of pieces) {
              expect(readCommand(formatCommand(piece))).toEqual(piece.words.map(({ parts }) => joinParts(parts)));
            }
            const unbroken = (one: Command) => formatCommand(one).replaceAll(' \\\n  ', ' ');
            expect(unbroken(command)).toBe(pieces.map(unbroken).join(' | '));
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(plans).toBeGreaterThan(100);
  });

  it.each(hostileWords)('as the lab server or the account there are refused, or are plain words: %j', (word) => {
    for (const draft of [
      { ...workstation, server: word },
      { ...workstation, serverAccount: word },
    ]) {
      const answer = planned(draft);
      if ('plan' in answer)
        expect(actionOf(answer.plan, 'workstation')).toMatch(/^workstation: ssh [\w.][\w.@-]*@[\w.-]+$/);
      else expect(answer.problems).toHaveLength(1);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkRequest,
  fieldsOf,
  findUncarriable,
  formatAction,
  formatCommand,
  planTransfer,
} from '../../../src/generator/index.ts';
import type { Command, Draft, Plan, Word } from '../../../src/generator/index.ts';
import { rules } from '../../../src/generator/methods/rsync/rules.ts';
import { tables } from '../../../src/generator/methods/rsync/tables.ts';
import { everyExtra } from '../../../src/generator/every-extra.ts';
import { planTables, makePlan } from '../../../src/generator/make-plan.ts';
import { joinParts } from '../../../src/generator/command/quote.ts';
import { hostileWords } from '../../rigs/hostile-words.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';
import {
  askRsync,
  check,
  compareLists,
  cutFixed,
  judge,
  listHere,
  listThere,
  lookAfter,
  lookBefore,
  unlessDead,
  windowsLook,
  windowsSums,
} from '../../rigs/long-commands.ts';
import { compareBlock } from '../../../src/generator/steps/sftp-copy/compare.ts';
import { readCommand, readPipe, splitPipe } from '../../rigs/read-command.ts';
import { planFrom } from '../../rigs/plans.ts';

const today = '2026-11-23';
const safe: Draft = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};

const { planOf } = planFrom(safe, exampleFacility, today);

const actionsOf = (plan: Plan) =>
  plan.steps.map(({ id, action }) => `${id}: ${formatAction(action).replaceAll(' \\\n  ', ' ')}`);

const commandsOf = (plan: Plan): Command[] =>
  plan.steps.flatMap(({ action }) => (action.kind === 'command' ? [action.command] : []));

const wordsOf = (words: readonly Word[]): Word[] => words.flatMap((word) => [word, ...wordsOf(word.inner ?? [])]);

const textOf = ({ parts }: Word) => joinParts(parts);

describe('the commands of a plan', () => {
  it('are these on Linux with screen, for safe names', () => {
    expect(actionsOf(planOf())).toEqual([
      `check: ssh jdoe@storage.example.edu ${askRsync}${lookBefore}/data/images/smith-lab/GRID1/. ${lookAfter}`,
      'folder: mkdir -p /srv/data/GRID1',
      'space: df -hT /srv/data/GRID1',
      'session: screen -S example_em-GRID1-44dm',
      "copy: rsync -a -P --partial-dir=.rsync-partial --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/",
      `far: ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6 jdoe@storage.example.edu 'cd /data/images/smith-lab/GRID1/ ${listThere} ${listHere} /srv/data/GRID1 ${unlessDead} ${compareLists}`,
      'detach: Press Ctrl+A, then D',
      'reattach: screen -d -r example_em-GRID1-44dm',
      "resume: rsync -a -P --partial-dir=.rsync-partial --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/",
      `verify: ${check} -rlcn -i --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/ ${judge}`,
      "cure: rsync -a -c -i --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/",
      "leftovers: find /srv/data/GRID1 -name '.*.??????' -o -name '.*.??????????' -o -name .rsync-partial",
      'end: exit',
    ]);
  });

  it('are these on macOS with tmux, for awkward names', () => {
    const plan = planOf({
      account: 'jdoe@example.edu',
      lab: 'smith lab',
      collection: "O'Brien grid (2)!",
      destination: "/Volumes/cryo em/O'Brien grid (2)!",
      computer: 'macos',
      session: 'tmux',
    });
    const from = String.raw`'jdoe@example.edu@storage.example.edu:'\''/data/images/smith lab/O'\'\\\'\''Brien grid (2)'\'\\\!\''/'\'`;
    const ssh = "-e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6'";
    const to = String.raw`'/Volumes/cryo em/O'\''Brien grid (2)'\!'/'`;
    expect(actionsOf(plan)).toEqual([
      'which: rsync --version -P',
      String.raw`check: ssh jdoe@example.edu@storage.example.edu ${askRsync}${lookBefore}\''/data/images/smith lab/O'\'\\\'\''Brien grid (2)'\'\\\!\''/.'\' ${lookAfter}`,
      String.raw`folder: mkdir -p '/Volumes/cryo em/O'\''Brien grid (2)'\!`,
      String.raw`space: df -h '/Volumes/cryo em/O'\''Brien grid (2)'\!`,
      'session: tmux new -s example_em-O_Brien_grid_2-1brq',
      `copy: env RSYNC_OLD_ARGS=1 caffeinate -i rsync -a -P --partial-dir=.rsync-partial --stats ${ssh} ${from} ${to}`,
      String.raw`far: ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6 jdoe@example.edu@storage.example.edu 'cd '\''/data/images/smith lab/O'\'\\\'\''Brien grid (2)'\'\\\!\''/'\'' ${listThere} ${listHere} '/Volumes/cryo em/O'\''Brien grid (2)'\! ${unlessDead} ${compareLists}`,
      'detach: Press Ctrl+B, then D',
      "reattach: tmux attach -d -t '=example_em-O_Brien_grid_2-1brq'",
      `resume: env RSYNC_OLD_ARGS=1 caffeinate -i rsync -a -P --partial-dir=.rsync-partial --stats ${ssh} ${from} ${to}`,
      `verify: env RSYNC_OLD_ARGS=1 caffeinate -i ${check} -rlcn -i --stats ${ssh} ${from} ${to} ${judge}`,
      `cure: env RSYNC_OLD_ARGS=1 caffeinate -i rsync -a -c -i --stats ${ssh} ${from} ${to}`,
      String.raw`leftovers: find '/Volumes/cryo em/O'\''Brien grid (2)'\! -name '.*.??????' -o -name '.*.??????????' -o -name .rsync-partial`,
      'end: exit',
    ]);
  });

  it('are these in WSL, without a session, for a Windows drive', () => {
    const copy =
      "rsync -rt --modify-window=1 -P --partial-dir=.rsync-partial --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /mnt/d/cryoem/GRID1/";
    expect(actionsOf(planOf({ computer: 'wsl', session: 'none', destination: '/mnt/d/cryoem/GRID1' }))).toEqual([
      `check: ssh jdoe@storage.example.edu ${askRsync}${lookBefore}/data/images/smith-lab/GRID1/. ${lookAfter}`,
      'folder: mkdir -p /mnt/d/cryoem/GRID1',
      'space: df -hT /mnt/d/cryoem/GRID1',
      `copy: ${copy}`,
      `far: ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6 jdoe@storage.example.edu 'cd /data/images/smith-lab/GRID1/ ${listThere} ${listHere} /mnt/d/cryoem/GRID1 ${unlessDead} ${compareLists}`,
      `resume: ${copy}`,
      `verify: ${check} -rcn -i --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /mnt/d/cryoem/GRID1/ ${judge}`,
      "cure: rsync -rt --modify-window=1 -c -i --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /mnt/d/cryoem/GRID1/",
      "leftovers: find /mnt/d/cryoem/GRID1 -name '.*.??????' -o -name '.*.??????????' -o -name .rsync-partial",
    ]);
  });

  it('are these on Windows', () => {
    const alive = '-o ServerAliveInterval=30 -o ServerAliveCountMax=6';
    const copy = `sftp -a -r -p ${alive} jdoe@storage.example.edu:/data/images/smith-lab/GRID1/. '''D:/cryo em/GRID1'''`;
    expect(actionsOf(planOf({ computer: 'windows', destination: 'D:\\cryo em\\GRID1\\' }))).toEqual([
      `check: ssh jdoe@storage.example.edu 'cd /data/images/smith-lab/GRID1 ${windowsLook(244)}`,
      "folder: New-Item -ItemType Directory -Force -Path 'D:\\cryo em\\GRID1'",
      'space: Get-PSDrive D',
      `copy: ${copy}`,
      `resume: ${copy}`,
      `verify: ssh ${alive} jdoe@storage.example.edu 'cd /data/images/smith-lab/GRID1 ${windowsSums} ${compareBlock} 'D:\\cryo em\\GRID1'`,
      'cure: Remove-Item -Force -LiteralPath $different',
    ]);
  });

  it('are these for a share, and for names with quote marks', () => {
    const texts = actionsOf(
      planOf({
        computer: 'windows',
        lab: "O'Brien [1]",
        collection: '$x & ü',
        destination: "\\\\nas\\share\\it's\\GRID1",
      }),
    );
    expect(texts.slice(2, 4)).toEqual([
      'space: cmd /c dir /ad \\\\nas\\share',
      String.raw`copy: & { $PSNativeCommandArgumentPassing = 'Legacy'; sftp -a -r -p -o ServerAliveInterval=30 -o ServerAliveCountMax=6 'jdoe@storage.example.edu:/\"data/images/O''Brien [1]/$x & ü/.\"' '/\"/nas/share/it''s/GRID1\"' }`,
    ]);
  });

  it.each([
    ['linux', '/mnt/d/GRID1', '-a'],
    ['macos', '/mnt/d/GRID1', '-a'],
    ['wsl', '/mnt/d/GRID1', '-rt'],
    ['wsl', '/mnt/d', '-rt'],
    ['wsl', '/mnt/data/GRID1', '-a'],
    ['wsl', '/home/me/mnt/d/GRID1', '-a'],
    ['wsl', '/srv/GRID1', '-a'],
  ])('copy on %s to %s with %s', (computer, destination, option) => {
    const plan = planOf({ computer, destination, session: 'none' });
    const copy = commandsOf(plan).find(({ words }) => words.some((word) => textOf(word).startsWith('--partial-dir')));
    expect(copy?.words.map(textOf).filter((text) => text === '-a' || text === '-rt')).toEqual([option]);
  });

  it.each([
    ['linux', 'inside', ['-a'], ['-rlcn']],
    ['linux', 'keep', ['-a'], ['-rlcn']],
    ['macos', 'copy', ['-a', '-L'], ['-rcn', '-L']],
    ['wsl', 'inside', ['-rt', '--modify-window=1'], ['-rcn']],
    ['wsl', 'keep', ['-rt', '--modify-window=1'], ['-rcn']],
    // A drive of Windows keeps no links: in the place of each comes what it leads to.
    ['wsl', 'copy', ['-rt', '--modify-window=1', '-L'], ['-rcn', '-L']],
  ])('on %s, with links: %s, copy with %j and verify with %j', (computer, links, copies, verifies) => {
    const destination = computer === 'wsl' ? '/mnt/d/GRID1' : '/srv/GRID1';
    const texts = actionsOf(planOf({ computer, links, destination, session: 'none' }));
    const awake = computer === 'macos' ? 'caffeinate -i ' : '';
    const rest = (id: string, begin: string): string =>
      texts.find((text) => text.startsWith(`${id}: ${awake}${begin} `))?.slice(`${id}: ${awake}${begin} `.length) ?? '';
    const end = "-e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' ";
    for (const id of ['copy', 'resume'])
      expect(rest(id, 'rsync').split(end)[0]).toBe(`${copies.join(' ')} -P --partial-dir=.rsync-partial --stats `);
    expect(rest('verify', check).split(end)[0]).toBe(`${verifies.join(' ')} -i --stats `);
    expect(rest('cure', 'rsync').split(end)[0]).toBe(`${copies.join(' ')} -c -i --stats `);
  });

  it('quote the path for the other end only where it needs it', () => {
    const armoured = (draft: Partial<Draft>) =>
      commandsOf(planOf(draft)).filter(({ words }) => words.some((word) => textOf(word) === 'RSYNC_OLD_ARGS=1')).length;
    expect(armoured({})).toBe(0);
    expect(armoured({ destination: '/srv/a b' })).toBe(0);
    expect(armoured({ lab: 'a b' })).toBe(4);
    expect(armoured({ collection: 'é' })).toBe(4);
  });

  it.each(['linux', 'macos', 'wsl', 'windows'])('keep a Mac awake, and only a Mac: %s', (computer) => {
    const destination = computer === 'windows' ? 'D:\\GRID1' : '/srv/GRID1';
    const awake = commandsOf(planOf({ computer, destination })).filter((command) =>
      formatCommand(command).includes('caffeinate'),
    );
    expect(awake).toHaveLength(computer === 'macos' ? 4 : 0);
  });
});

const everyKind: readonly Partial<Draft>[] = [
  ...['linux', 'macos', 'wsl'].flatMap((computer) =>
    ['screen', 'tmux', 'none'].flatMap((session) => [
      { computer, session },
      { computer, session, destination: '/mnt/d/GRID1' },
      { computer, session, lab: 'a b', collection: "O'Brien", destination: '/srv/c d' },
    ]),
  ),
  { computer: 'windows', destination: 'D:\\cryoem\\GRID1' },
];

describe.each(everyKind)('every plan, as of %j', (draft) => {
  const plan = planOf(draft);

  it('says for each step where it is done, what is seen, and what else may be', () => {
    for (const step of plan.steps) {
      expect(step.title).toMatch(/^[A-Z].*[^. ]$/);
      expect(step.place).toBe((draft.computer ?? 'linux') === 'linux' ? 'lab server' : 'your computer');
      expect(step.expect).toMatch(/^.+\.$/);
      for (const { see, means } of step.otherwise) {
        expect(see).toMatch(/\S/);
        expect(means).toMatch(/^\S.*\.$/);
      }
      expect(JSON.stringify(step)).not.toMatch(/\{\w+\}/);
    }
  });

  it('gives each step a name of its own', () => {
    const ids = plan.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('explains each word, and names its source', () => {
    for (const word of commandsOf(plan).flatMap(({ words }) => wordsOf(words))) {
      expect(word.meaning, textOf(word)).toMatch(/\w/);
      expect(word.source, textOf(word)).toMatch(/\w/);
    }
  });

  it('begins each command with a utility, and follows -e and -o with their argument', () => {
    for (const { words } of commandsOf(plan)) {
      expect(words[0]?.role).toBe('utility');
      const roles = words.flatMap((word, index) =>
        word.role === 'option' && ['-e', '-o', '-S', '-s', '-r', '-t', '-LiteralPath'].includes(textOf(word))
          ? [`${textOf(word)} ${words[index + 1]?.role ?? ''}`]
          : [],
      );
      expect(
        roles.filter(
          (role) => !role.endsWith(' option-argument') && role !== '-r option' && role !== '-LiteralPath operator',
        ),
      ).toEqual([]);
    }
  });

  it('gives rsync these options and no other: none deletes, forces, compresses or fails on a Mac', () => {
    const keepsLinks = !(draft.computer === 'wsl' && draft.destination?.startsWith('/mnt/d/'));
    const archive = keepsLinks ? ['-a'] : ['-rt', '--modify-window=1'];
    const copy = [...archive, '-P', '--partial-dir=.rsync-partial', '--stats', '-e'];
    const calls = plan.steps.flatMap(({ id, action }) => {
      const pieces = action.kind === 'command' ? splitPipe(action.command) : [];
      return pieces
        .flatMap(({ words }) => [words, ...words.map(({ inner = [] }) => inner)])
        .flatMap((words) => {
          // The check hands its words on to rsync.
          const at = words.findIndex((word) => ['rsync', 'rsync "$@"; echo "code $?"'].includes(textOf(word)));
          return at < 0
            ? []
            : [[id, ...words.slice(at + 1).flatMap((word) => (word.role === 'option' ? textOf(word) : []))]];
        });
    });
    expect(calls).toEqual(
      draft.computer === 'windows'
        ? []
        : [
            ...(draft.computer === 'macos' ? [['which', '--version', '-P']] : []),
            ['check', '--version'],
            ['copy', ...copy],
            ['resume', ...copy],
            ['verify', keepsLinks ? '-rlcn' : '-rcn', '-i', '--stats', '-e'],
            ['cure', ...archive, '-c', '-i', '--stats', '-e'],
          ],
    );
  });

  it('has one command a block, of which two are read by one program: nothing else runs or ends a second one, and no line break at an end', () => {
    for (const command of commandsOf(plan)) {
      const text = formatCommand(command);
      expect(text).not.toMatch(/^\s|\s$/);
      // Those that look at a folder have more than one line, which a backslash puts together.
      expect(text.replaceAll(' \\\n  ', ' ')).not.toContain('\n');
      expect(cutFixed(text)).not.toMatch(/;|&&|\$|`|#|[<>]/);
      for (const option of [
        '-u',
        '-auP',
        '--delete',
        '--remove-source-files',
        '-z',
        '--append',
        '--inplace',
        '--timeout',
      ]) {
        expect(command.words.map(textOf)).not.toContain(option);
      }
    }
    const pipes = plan.steps.flatMap(({ id, action }) =>
      action.kind === 'command' && action.command.shell === 'posix'
        ? action.command.words.flatMap((word) => (word.role === 'operator' ? [`${id} ${textOf(word)}`] : []))
        : [],
    );
    expect(pipes).toEqual(draft.computer === 'windows' ? [] : ['far |', 'far |', 'verify |']);
  });

  it('copies before it verifies, and verifies before it cleans up', () => {
    const order = plan.steps.map(({ id }) => id);
    expect(order[0]).toBe(draft.computer === 'macos' ? 'which' : 'check');
    expect(order.indexOf('copy')).toBeLessThan(order.indexOf('verify'));
    expect(order.indexOf('folder')).toBeLessThan(order.indexOf('copy'));
    if (order.includes('leftovers')) expect(order.indexOf('verify')).toBeLessThan(order.indexOf('leftovers'));
    if (order.includes('session')) expect(order.indexOf('session')).toBeLessThan(order.indexOf('copy'));
  });

  it('is done inside the session between its start and its end, but for coming back', () => {
    const isInside = (id: string) => ['copy', 'detach', 'resume', 'verify', 'cure', 'leftovers', 'end'].includes(id);
    const hasSession = plan.steps.some(({ id }) => id === 'session');
    expect(hasSession).toBe(draft.computer !== 'windows' && draft.session !== 'none');
    for (const { id, inside } of plan.steps) expect(inside !== undefined, id).toBe(hasSession && isInside(id));
  });
});

describe('a plan', () => {
  const deletion =
    'Images are kept for 10 days: those written today, 2026-11-23, are deleted on or after 2026-12-03, older ones sooner.';

  it('says when the images written today are deleted', () => {
    expect(planOf().notices).toEqual([{ text: deletion }]);
    expect(planOf().deletion).toEqual({
      keepDays: 10,
      state: 'unknown',
      writtenOn: '2026-11-23',
      deletedFrom: '2026-12-03',
      lastWrittenOn: '2026-11-23',
      lastDeletedFrom: '2026-12-03',
      daysLeft: 10,
      doneBy: '2026-12-02',
    });
  });

  it('carries the request it answers', () => {
    expect(planOf().request).toMatchObject({ ...safe, computer: 'linux', session: 'screen' });
  });

  it('notices a destination that is not named after the collection', () => {
    expect(planOf({ destination: '/srv/data' }).notices).toEqual([
      { text: deletion },
      {
        field: 'destination',
        text: 'The images go straight into /srv/data. To keep collections apart, end the destination with the collection.',
      },
    ]);
  });

  it.each([
    [
      { computer: 'windows', destination: 'D:\\GRID1' },
      [
        'sftp writes each file under its own name from the first byte. Until the check has passed, any of them may be cut short: use none before.',
        'Windows that sleeps ends the copy. Before you begin, choose “Never” in the settings, under System, Power, for when the computer sleeps; the same command goes on after a break.',
        'These commands were run by PowerShell 7.6, its builds for Linux and for Windows, on Linux. Windows itself, its PowerShell 5.1 and its OpenSSH have not been tried.',
      ],
    ],
    [
      { computer: 'windows', destination: 'C:\\Users\\me\\OneDrive - Lab\\GRID1' },
      [
        expect.any(String) as string,
        expect.any(String) as string,
        'C:\\Users\\me\\OneDrive - Lab\\GRID1 is in a folder that OneDrive sends to Microsoft, and from which it may take files away again. Choose a folder outside of it. It has not been tried with OneDrive.',
        expect.any(String) as string,
      ],
    ],
    [{ session: 'none' }, ['The copy ends when this terminal closes. Leave it open, or use screen or tmux.']],
    [
      { computer: 'wsl' },
      [
        'Leave the WSL window open: Windows may stop WSL when no window is. See to it that Windows does not sleep: in its settings, under System, Power. Windows drives, under /mnt, are slower. These commands were run on Linux, not in WSL.',
      ],
    ],
    [{ computer: 'macos' }, ['These commands were run on Linux, not on a Mac.']],
    [{}, []],
  ])('of %j notices %j', (draft, texts) => {
    expect(planOf(draft).notices.map(({ text }) => text)).toEqual([deletion, ...texts]);
  });

  it('tells what the facility knows of network and fingerprint, or whom to ask', () => {
    const told = (more: object) => {
      const facility = { ...exampleFacility, storage: { ...exampleFacility.storage, ...more } };
      const planned = planTransfer(facility, safe, today);
      if (!('plan' in planned)) throw new Error(JSON.stringify(planned.problems));
      return planned.plan.steps[0]?.otherwise.slice(0, 2).map(({ means }) => means);
    };
    expect(told({})).toEqual([
      "This network does not know the storage server. The server is inside the institution's network: try from there or through its VPN, or ask the manager.",
      'Your first contact. Type yes only if the fingerprint is the one that the manager gives you.',
    ]);
    expect(told({ vpn: 'required', hostKeyFingerprints: ['SHA256:a', 'SHA256:b'] })).toEqual([
      'This network does not know the storage server. Off campus, connect to the VPN first.',
      'Your first contact. Type yes only if the fingerprint is SHA256:a or SHA256:b.',
    ]);
    expect(told({ vpn: 'not required' })?.[0]).toBe(
      'This network does not know the storage server. Check your network connection.',
    );
  });

  it('is the same each time, and with its sentences handed in as data', () => {
    const draft = { ...safe, collection: "O'Brien", computer: 'wsl' };
    const plan = planTransfer(exampleFacility, draft, today);
    expect(planTransfer(exampleFacility, draft, today)).toEqual(plan);
    const data = JSON.parse(JSON.stringify({ planTables, tables })) as {
      planTables: typeof planTables;
      tables: typeof tables;
    };
    const method = { rules, tables: data.tables };
    expect(makePlan(exampleFacility, draft, today, method, data.planTables, everyExtra)).toEqual(plan);
  });

  it('changes nothing that it was given', () => {
    const given = freeze(structuredClone({ facility: exampleFacility, draft: { ...safe, session: 'tmux' } }));
    const data = freeze(structuredClone({ planTables, tables }));
    const planned = makePlan(
      given.facility,
      given.draft,
      today,
      { rules, tables: data.tables },
      data.planTables,
      everyExtra,
    );
    expect(planned).toEqual({ plan: planOf({ session: 'tmux' }) });
  });

  it('is refused with the problems of its request', () => {
    const draft = { ...safe, lab: '', destination: 'x' };
    expect(planTransfer(exampleFacility, draft, today)).toEqual(checkRequest(exampleFacility, draft));
  });

  const tooLong = (field: string) => ({
    problems: [
      {
        field,
        message: 'The names are too long: with them a command has a line that some shells cut off.',
        fix: 'Use a shorter path, or ask for the folder to be renamed.',
      },
    ],
  });

  it('is refused when a word is longer than a line may be', () => {
    expect(planTransfer(exampleFacility, { ...safe, destination: `/${'a/'.repeat(600)}` }, today)).toEqual(
      tooLong('destination'),
    );
    const quotes = `x${"'".repeat(249)}`;
    expect(planTransfer(exampleFacility, { ...safe, lab: quotes, collection: quotes }, today)).toEqual(tooLong('lab'));
  });

  it('continues a long Unix command on lines of at most 1000 bytes', () => {
    const plan = planOf({ lab: 'a'.repeat(250), collection: 'b'.repeat(250), destination: `/${'c'.repeat(200)}/d` });
    const long = planOf({
      lab: 'a'.repeat(250),
      collection: 'b'.repeat(250),
      destination: `/srv/${Array.from({ length: 4 }, () => 'c'.repeat(120)).join('/')}`,
    });
    const broken = (of: Plan) =>
      of.steps.flatMap(({ id, action }) => (formatAction(action).includes('\n') ? [id] : []));
    expect(broken(planOf())).toEqual(['check', 'far']);
    expect(broken(plan)).toEqual(['check', 'far', 'verify']);
    expect(broken(long)).toEqual(['check', 'copy', 'far', 'resume', 'verify', 'cure']);
    const commands = [...commandsOf(plan), ...commandsOf(long)].map(formatCommand);
    expect(commands.flatMap((text) => text.split('\n')).filter((line) => Buffer.byteLength(line) > 1000)).toEqual([]);
    const unbroken = commands.filter((text) => Buffer.byteLength(text.replaceAll(' \\\n  ', ' ')) <= 1000);
    expect(unbroken.filter((text) => text.includes('\n'))).toEqual([]);
  });

  it('never continues a line of PowerShell, which does not know the backslash', () => {
    const folder = 'd'.repeat(200);
    const collection = 'c'.repeat(250);
    const planned = planTransfer(
      exampleFacility,
      {
        ...safe,
        lab: 'l'.repeat(250),
        collection,
        computer: 'windows',
        destination: ['D:', folder, folder, collection].join('\\'),
      },
      today,
    );
    const commands = 'plan' in planned ? commandsOf(planned.plan) : [];
    expect(commands.map(formatCommand).filter((text) => text.includes('\n'))).toEqual([]);
  });
});

/** Freezes a value and everything in it: writing to it throws. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

describe('whatever is typed into the fields', () => {
  const anything = fc.oneof(
    fc.constantFrom(...hostileWords),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom('\ud800', '\udc00', '\u001b', '\n', '\ue027', '/', '\\', 'D:', 'a', "'", '!') }),
    fc.constantFrom('x'.repeat(300), '/'.repeat(2000), '\\'.repeat(254), "'".repeat(255)),
  );
  const name = fc.oneof(
    { weight: 3, arbitrary: anything },
    {
      weight: 3,
      arbitrary: anything.map((text) => [...text].filter((one) => one !== '/' && !findUncarriable(one)).join('')),
    },
    { weight: 1, arbitrary: fc.constantFrom('GRID1', 'jdoe') },
  );
  const draft = fc.record(
    {
      method: fc.oneof({ weight: 20, arbitrary: fc.constant('rsync') }, { weight: 1, arbitrary: anything }),
      account: fc.oneof(name, fc.constant('jdoe')),
      lab: name,
      collection: name,
      destination: fc.oneof(
        name.map((text) => `/${text}`),
        name.map((text) => `D:\\${text}`),
        anything,
      ),
      computer: fc.oneof(fc.constantFrom('linux', 'macos', 'wsl', 'windows', ''), anything),
      session: fc.oneof(fc.constantFrom('screen', 'tmux', 'none', ''), anything),
    },
    { requiredKeys: ['method'] },
  );
  const usable = fc.record({
    method: fc.constant('rsync'),
    account: fc.constantFrom('jdoe', 'jdoe@example.edu'),
    lab: name,
    collection: name,
    destination: name.map((text) => `/srv/${text}`),
    computer: fc.constantFrom('linux', 'macos', 'wsl'),
    session: fc.constantFrom('screen', 'tmux', 'none'),
  });

  it('is answered with problems that say field, message and fix, or with commands that read back as their words', () => {
    let plans = 0;
    fc.assert(
      fc.property(fc.oneof(draft, usable), (values) => {
        const planned = planTransfer(exampleFacility, values, today);
        if (!('plan' in planned)) {
          expect(planned.problems.length).toBeGreaterThan(0);
          for (const { field, message, fix } of planned.problems) {
            expect([...Object.keys(fieldsOf('rsync')), 'method']).toContain(field);
            expect(message).toMatch(/^[A-Z].*\.$/su);
            expect(fix).toMatch(/\S/);
          }
          return;
        }
        plans += 1;
        for (const command of commandsOf(planned.plan)) {
          const text = formatCommand(command);
          expect(findUncarriable(text.replaceAll(' \\\n  ', ' '))).toBe(undefined);
          if (command.shell !== 'posix') continue;
          const pieces = splitPipe(command);
          const unbroken = (one: Command) => formatCommand(one).replaceAll(' \\\n  ', ' ');
          expect(unbroken(command)).toBe(pieces.map(unbroken).join(' | '));
          for (const { read, meant } of readPipe(command)) expect(read).toEqual(meant);
        }
      }),
      { numRuns: 1000 },
    );
    expect(plans).toBeGreaterThan(80);
  });

  it('is carried to the last word of the commands exactly as it was typed', () => {
    fc.assert(
      fc.property(usable, (values) => {
        const planned = planTransfer(exampleFacility, values, today);
        fc.pre('plan' in planned);
        // On a Mac another one is before them.
        const [check, folder] = commandsOf(planned.plan).slice(values.computer === 'macos' ? 1 : 0);
        if (!check || !folder) throw new Error('A plan begins with two commands.');
        const { lab, collection, destination } = planned.plan.request;
        expect(readCommand(formatCommand(folder)).at(-1)).toBe(destination);
        const { read = [] } = readPipe(check)[0] ?? {};
        expect(readCommand(read[5] ?? '')).toEqual([`/data/images/${lab}/${collection}/.`]);
      }),
      { numRuns: 500 },
    );
  });
});

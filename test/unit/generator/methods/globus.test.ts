import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fieldsOf,
  findUncarriable,
  formatAction,
  formatCommand,
  planTransfer,
} from '../../../../src/generator/index.ts';
import type { Draft, Plan, Problem, Step, Word } from '../../../../src/generator/index.ts';
import { draftExample, isAsked } from '../../../../src/generator/request.ts';
import { hostileNames, hostileWords } from '../../../rigs/hostile-words.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { readCommand } from '../../../rigs/read-command.ts';
import { planOf } from '../../../rigs/plans.ts';

const today = '2026-11-24';
const source = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
const receiverId = '31ce9ba0-176d-45a5-add3-f37d233ba47d';
const fields = fieldsOf('globus');

/** A request without problems; what its way does not ask for is left out. */
function draftOf(values: Partial<Draft>): Draft {
  const all: Draft = {
    method: 'globus',
    lab: 'smith-lab',
    collection: 'GRID1',
    email: 'jdoe@example.edu',
    account: 'jdoe',
    sourcePath: '/GRID1/',
    receiverName: 'Smith Lab',
    receiverPath: '/~/cryoem/GRID1',
    task: source,
    ...(values.way === 'cli' && { source, receiverId }),
    ...values,
  };
  const asked = Object.entries(all).filter(([name]) => name === 'method' || isAsked(fields, all, name));
  return { ...Object.fromEntries(asked), method: 'globus' };
}

const planAsked = (values: Partial<Draft>, facility = exampleFacility): Plan =>
  planOf(facility, draftOf(values), today);

function problemsOf(values: Partial<Draft>, facility = exampleFacility): readonly Problem[] {
  const planned = planTransfer(facility, draftOf(values), today);
  return 'problems' in planned ? planned.problems : [];
}

function stepOf(plan: Plan, id: string): Step {
  const step = plan.steps.find((one) => one.id === id);
  if (!step) throw new Error(`There is no step ${id}.`);
  return step;
}

const textOf = (plan: Plan, id: string): string => formatAction(stepOf(plan, id).action);
const actionsOf = (plan: Plan): string[] => plan.steps.map(({ id, action }) => `${id}: ${formatAction(action)}`);
const wordsOf = (words: readonly Word[]): Word[] => words.flatMap((word) => [word, ...wordsOf(word.inner ?? [])]);

const message = `ask: Subject: Globus: share GRID1 of smith-lab

Hello,

I would like to get this through Globus:

Lab folder: smith-lab
Collection: GRID1
My Globus identity: jdoe@example.edu

Could you share it with this identity, to read? If you can choose the name of the shared collection, I would search for this one: Example EM smith-lab GRID1
Please tell me its id, the path of the images in it, and their number. Are there links among them? Globus leaves links out.

Thank you`;
const end = ['launch: Example EM GRID1', 'watch: https://app.globus.org/activity', 'again: Example EM GRID1'];
const search = [
  'files: https://app.globus.org/file-manager?two_pane=true',
  'from: Example EM smith-lab GRID1',
  'from-path: /GRID1/',
  'to: Smith Lab',
  'to-path: /~/cryoem/GRID1/',
];

describe('the steps', () => {
  it('are these in the browser, without ids', () => {
    expect(actionsOf(planAsked({}))).toEqual([message, ...search, ...end]);
  });

  it('are these in the browser, with both ids', () => {
    expect(actionsOf(planAsked({ source, receiverId }))).toEqual([
      message,
      `open: https://app.globus.org/file-manager?origin_id=${source}&origin_path=%2FGRID1%2F&destination_id=${receiverId}&destination_path=%2F~%2Fcryoem%2FGRID1%2F&two_pane=true`,
      ...end,
    ]);
  });

  it('search for the id of one side where only that is known', () => {
    const plan = planAsked({ source });
    expect([textOf(plan, 'from'), textOf(plan, 'to')]).toEqual([source, 'Smith Lab']);
    expect(textOf(planAsked({ receiverId }), 'to')).toBe(receiverId);
  });

  it('are these to a computer of one’s own with Linux', () => {
    expect(actionsOf(planAsked({ receiver: 'personal', receiverPath: '/data/cryo em/GRID1' })).slice(1, 6)).toEqual([
      'download: https://www.globus.org/globus-connect-personal',
      'unpack: tar -xzf globusconnectpersonal-latest.tgz --one-top-level=globus-client --strip-components=1',
      'setup: globus-client/globusconnectpersonal -setup --no-gui',
      "start: globus-client/globusconnectpersonal -start -restrict-paths 'rw/data/cryo em'",
      'status: globus-client/globusconnectpersonal -status',
    ]);
  });

  it.each([
    ['linux', '/~/cryoem/GRID1', "-restrict-paths 'rw~/cryoem'"],
    ['linux', '/~/GRID1/', "-restrict-paths 'rw~/'"],
    ['wsl', '/GRID1', '-restrict-paths rw/GRID1'],
    ['linux', '/a/GRID1', '-restrict-paths rw/a/GRID1'],
    ['macos', '/Volumes/cryo/GRID1', '/Volumes/cryo'],
    ['windows', '/D/cryo em/x/GRID1', 'D:\\cryo em\\x'],
    ['windows', '/D/GRID1', 'D:\\GRID1'],
  ])('open on %s for %s no more than: %s', (computer, receiverPath, opened) => {
    const plan = planAsked({ receiver: 'personal', computer, receiverPath });
    const id = plan.steps.some((step) => step.id === 'start') ? 'start' : 'access';
    expect(textOf(plan, id).endsWith(opened)).toBe(true);
  });

  it('open nothing more where the home folder is open from the start', () => {
    const plan = planAsked({ receiver: 'personal', computer: 'macos' });
    expect(plan.steps.map(({ id }) => id)).toContain('install');
    expect(plan.steps.map(({ id }) => id)).not.toContain('access');
  });

  const options =
    "--label 'Example EM GRID1' --sync-level checksum --preserve-mtime --verify-checksum --notify failed,inactive,succeeded --fail-on-quota-errors";
  const before = [
    message,
    'cli: pipx install globus-cli',
    'login: globus login',
    'login-code: globus login --no-local-server',
    'whoami: globus whoami',
    'shared: globus endpoint search --filter-scope shared-with-me',
  ];

  it('are these with the CLI', () => {
    const transfer = `globus transfer ${source}:/GRID1/ '${receiverId}:/~/cryoem/GRID1/' --recursive ${options}`;
    expect(actionsOf(planAsked({ way: 'cli' }))).toEqual([
      ...before,
      "receiver: globus endpoint search -- 'Smith Lab'",
      `look: globus ls ${source}:/GRID1/`,
      `folder: globus mkdir '${receiverId}:/~/cryoem/GRID1/'`,
      `transfer: ${transfer}`,
      'tasks: globus task list',
      `verify: ${transfer}`,
    ]);
  });

  it('are these with the CLI, for several collections', () => {
    const plan = planAsked({ way: 'cli', alsoCollections: "GRID2/it's #3" });
    const transfer = `globus transfer ${source} ${receiverId} --batch globus-list.txt ${options}`;
    expect(actionsOf(plan).slice(-5)).toEqual([
      `folder: globus mkdir '${receiverId}:/~/cryoem/GRID1/'`,
      String.raw`list: printf '%s'\\'n' '--recursive /GRID1/ '\''/~/cryoem/GRID1/'\' '--recursive /GRID2/ '\''/~/cryoem/GRID2/'\' '--recursive '\''/it'\'\\\'\''s #3/'\'' '\''/~/cryoem/it'\'\\\'\''s #3/'\' | tee globus-list.txt`,
      `transfer: ${transfer}`,
      'tasks: globus task list',
      `verify: ${transfer}`,
    ]);
    expect(textOf(plan, 'ask')).toContain("Collection: GRID1, GRID2, it's #3\n");
  });

  it('are these of a timer, which sends during the session and ends before what it sends is deleted', () => {
    const live = { way: 'cli', live: 'yes' };
    const each =
      "--name 'Example EM GRID1' --label 'Example EM GRID1' --sync-level checksum --preserve-timestamp --verify-checksum --notify failed,inactive --fail-on-quota-errors";
    const places = `${source}:/GRID1/ '${receiverId}:/~/cryoem/GRID1/' --recursive`;
    const plan = planAsked({ ...live, collected: '2026-11-20', collectedUntil: '2026-11-22', timer: source });
    expect(actionsOf(plan).slice(-7)).toEqual([
      `timer: globus timer create transfer ${places} --interval 6h ${each} --stop-after-date 2026-12-02`,
      `consent: globus session consent --timer-data-access ${receiverId}`,
      'timers: globus timer list',
      `timer-end: globus timer delete ${source}`,
      `transfer: globus transfer ${places} ${options}`,
      'tasks: globus task list',
      `verify: globus transfer ${places} ${options}`,
    ]);
    expect(stepOf(plan, 'transfer').title).toBe('Once the session is over: send all that is left');
    expect(plan.notices.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^A timer sends all that is there/),
    );
    // Without a day it ends after so many rounds, of 10 days; without its id no line ends it.
    const hourly = planAsked({ ...live, interval: '1h', alsoCollections: 'GRID2' });
    expect(textOf(hourly, 'timer')).toBe(
      `globus timer create transfer ${source} ${receiverId} --batch globus-list.txt --interval 1h ${each} --stop-after-runs 240`,
    );
    expect(hourly.steps.map(({ id }) => id)).not.toContain('timer-end');
    expect(JSON.stringify(planAsked({ way: 'cli' }).steps)).not.toContain('timer');
  });

  it('find the id of Globus Connect Personal with the CLI, and install it with Homebrew on a Mac', () => {
    const plan = planAsked({ way: 'cli', receiver: 'personal', computer: 'macos' });
    expect(textOf(plan, 'receiver-id')).toBe('globus endpoint local-id');
    expect(textOf(plan, 'cli')).toBe('brew install globus-cli');
  });

  it('are quoted for PowerShell on Windows', () => {
    const plan = planAsked({ way: 'cli', computer: 'windows', sourcePath: "/it's", receiverName: 'Smith Lab' });
    expect(textOf(plan, 'look')).toBe(`globus ls '${source}:/it''s/'`);
    expect(textOf(plan, 'receiver')).toBe("globus endpoint search -- 'Smith Lab'");
  });

  it('are these to follow a transfer', () => {
    expect(actionsOf(planAsked({ way: 'follow' }))).toEqual([
      `wait: globus task wait --heartbeat --polling-interval 60 ${source}`,
      `show: globus task show ${source}`,
      `errors: globus task event-list --filter-errors ${source}`,
      `cancel: globus task cancel ${source}`,
    ]);
  });

  it("are these with the storage server's own client", () => {
    const plan = planAsked({ way: 'server' });
    expect(actionsOf(plan)).toEqual([
      `ask-server: Subject: Globus client on the storage server: smith-lab

Hello,

I would like to send this through Globus, with the client on the storage server:

Lab folder: smith-lab
Collection: GRID1
My account there: jdoe

May I start /opt/globus/globusconnectpersonal under my account, or do you share the data yourselves by now?

Thank you`,
      'connect: ssh jdoe@storage.example.edu',
      'session: screen -S globus',
      'login-code: globus login --no-local-server',
      'setup-server: /opt/globus/globusconnectpersonal -setup --no-gui',
      'start-server: /opt/globus/globusconnectpersonal -start -restrict-paths r/data/images/smith-lab/GRID1',
      'detach: Press Ctrl+A, then D',
      'status-server: /opt/globus/globusconnectpersonal -status',
      ...search
        .map((text) => text.replace('/GRID1/', '/data/images/smith-lab/GRID1/').replace('~/data/images/smith-lab', '~'))
        .map((text, index) => (index === 4 ? 'to-path: /~/cryoem/GRID1/' : text)),
      ...end,
      'stop: /opt/globus/globusconnectpersonal -stop',
      'reattach: screen -d -r globus',
      'end: exit',
    ]);
    const inside = plan.steps.filter((step) => step.inside === 'globus').map(({ id }) => id);
    expect(inside).toEqual(['login-code', 'setup-server', 'start-server', 'detach', 'end']);
  });

  it('go through the jump host where the facts name one', () => {
    const facility = { ...exampleFacility, storage: { ...exampleFacility.storage, jumpHost: 'jump.example.edu' } };
    expect(textOf(planAsked({ way: 'server' }, facility), 'connect')).toBe(
      'ssh -J jdoe@jump.example.edu jdoe@storage.example.edu',
    );
  });
});

describe('the check', () => {
  const check = (draft: Partial<Draft>, id: string) => planAsked(draft).steps.find((step) => step.id === id);

  it('says what passes, and that links are left out', () => {
    expect(check({}, 'again')?.expect).toBe(
      'Start the same transfer with the same options. It compares the contents of all files. Passed: `SUCCEEDED`, with 0 bytes transferred, and as many files as the facility says. Links are neither sent nor compared: to get what one leads to, select it by itself, and start.',
    );
    expect(check({ way: 'cli' }, 'verify')?.expect).toBe(
      'Again a `Task ID`. It compares the contents of all files. Passed: it ends with `SUCCEEDED`, and globus task show says `Bytes Transferred: 0`, and as many `Files` as the facility. Links are neither sent nor compared: to get what one leads to, send it by itself, with its own path on both sides.',
    );
  });

  it('has a way out where it would never pass', () => {
    for (const step of [check({}, 'again'), check({ way: 'cli' }, 'verify')]) {
      expect(step?.otherwise.slice(1)).toEqual([
        {
          see: 'more bytes, each time',
          means:
            'Names that the receiving side takes for one, such as those that differ in capitals only: each time one takes the place of the other. Send into a folder that tells them apart, or one of them under another name.',
        },
        { see: 'fewer files', means: 'Images have been deleted before they were sent. Ask the manager now.' },
      ]);
    }
  });
});

describe('the link', () => {
  const carriable = hostileNames.filter((word) => !findUncarriable(word));
  it('gives back the paths byte for byte, whatever is in them', () => {
    expect(carriable.length).toBeGreaterThan(180);
    for (const word of carriable) {
      const { searchParams, origin, pathname } = new URL(
        textOf(planAsked({ source, receiverId, sourcePath: `/a/${word}`, receiverPath: `/~/${word}` }), 'open'),
      );
      expect([origin, pathname]).toEqual(['https://app.globus.org', '/file-manager']);
      expect([...searchParams]).toEqual([
        ['origin_id', source],
        ['origin_path', `/a/${word}/`],
        ['destination_id', receiverId],
        ['destination_path', `/~/${word}/`],
        ['two_pane', 'true'],
      ]);
    }
  });
});

describe('the label', () => {
  it.each([
    ['GRID1', 'Example EM GRID1'],
    ['x'.repeat(200), `Example EM ${'x'.repeat(117)}`],
    ['🔬'.repeat(63), `Example EM ${'🔬'.repeat(63)}`],
    [`${'x'.repeat(116)} yz`, `Example EM ${'x'.repeat(116)}`],
    ['GRID1  ', 'Example EM GRID1'],
    ['a\u2028b', 'Example EM a b'],
    [' ', 'Example EM'],
    ['\u3000', 'Example EM'],
  ])('of %j is what Globus takes', (collection, label) => {
    expect(textOf(planAsked({ collection }), 'launch')).toBe(label);
    expect([...label].length).toBeLessThanOrEqual(128);
  });
});

const everyKind: Partial<Draft>[] = ['browser', 'cli', 'follow', 'server'].flatMap((way) =>
  ['institution', 'personal'].flatMap((receiver) =>
    ['linux', 'macos', 'wsl', 'windows'].map((computer) => ({ way, receiver, computer })),
  ),
);

describe.each([...everyKind, { way: 'cli', alsoCollections: 'GRID2' }, { source, receiverId }])(
  'every plan, as of %j',
  (values) => {
    const plan = planAsked(values);

    it('says for each step what is seen, and names it once', () => {
      for (const step of plan.steps) {
        expect(step.title).toMatch(/^[A-Z].*[^. ]$/);
        expect(step.expect).toMatch(/^.+[.`]$/);
        for (const { see, means } of step.otherwise) {
          expect(see).toMatch(/\S/);
          expect(means).toMatch(/^\S.*\.$/);
        }
        expect(JSON.stringify(step)).not.toMatch(/\{\w+\}/);
      }
      const ids = plan.steps.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('explains each word, and names its source', () => {
      const words = plan.steps.flatMap(({ action }) =>
        action.kind === 'command' ? wordsOf(action.command.words) : [],
      );
      for (const word of words) {
        expect(word.meaning).toMatch(/\w/);
        expect(word.source).toMatch(/\w/);
      }
    });

    it('shares, looks, sends and verifies in this order', () => {
      const ids = plan.steps.map(({ id }) => id);
      const order = [
        'ask',
        'ask-server',
        'setup',
        'start',
        'look',
        'open',
        'list',
        'launch',
        'transfer',
        'watch',
        'again',
        'verify',
      ];
      const found = order.filter((id) => ids.includes(id)).map((id) => ids.indexOf(id));
      expect(found).toEqual([...found].sort((a, b) => a - b));
    });

    it('has a worked example with nothing but placeholders', () => {
      const draft = draftExample(fields, { method: 'globus', ...values, source: undefined, receiverId: undefined });
      expect('plan' in planTransfer(exampleFacility, { ...draft, alsoCollections: '' }, today)).toBe(true);
    });
  },
);

describe('a notice', () => {
  const noticesOf = (values: Partial<Draft>, facility = exampleFacility): string[] =>
    planAsked(values, facility)
      .notices.slice(1)
      .map(({ text }) => text);

  it('says that the way over the server is an old one, and not for everybody', () => {
    const old =
      'This is how it was done at first. The facility has since taken over this part: the manager shares the data with you, and you need no account. The client belongs to the facility: ask first.';
    expect(noticesOf({ way: 'server' })).toEqual([
      old,
      'Users from outside have no account on the storage server. For them the browser is the way.',
    ]);
    const accounts = { ...exampleFacility.storage.accounts, outsideUsers: true };
    expect(
      noticesOf({ way: 'server' }, { ...exampleFacility, storage: { ...exampleFacility.storage, accounts } }),
    ).toEqual([old]);
  });

  it('says what has not been run', () => {
    expect(noticesOf({})).toEqual([]);
    expect(noticesOf({ way: 'cli', receiver: 'personal', computer: 'windows' })).toEqual([
      'Globus Connect Personal was not run when these steps were checked: its commands follow its documentation. It must run, and the computer be awake, until the transfer has ended.',
      'The commands for PowerShell were checked by their rules, not run on Windows.',
      'Options and arguments were checked against the grammar of Globus CLI 3.42; nothing was sent to Globus.',
    ]);
  });
});

describe('a problem', () => {
  it.each<[Partial<Draft>, string, string, string]>([
    [{ email: '' }, 'email', 'Enter your e-mail at Globus.', 'For example jdoe@example.edu'],
    [{ email: 'jdoe' }, 'email', 'E-mail at Globus “jdoe” is not an e-mail address.', 'For example jdoe@example.edu'],
    [
      { way: 'cli', source: '' },
      'source',
      'Enter your id of the shared collection.',
      'For example 6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
    ],
    [
      { source: 'x' },
      'source',
      'Id of the shared collection “x” is not the id of a collection.',
      'An id looks like this: 6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
    ],
    [
      { sourcePath: 'GRID1' },
      'sourcePath',
      'Path in the shared collection “GRID1” does not begin with a slash.',
      'Start with /, or with /~/ for your home folder there, for example /',
    ],
    [
      { receiverPath: '~/x' },
      'receiverPath',
      'Path in the receiving collection “~/x” does not begin with a slash.',
      'Start with /, or with /~/ for your home folder there, for example /~/cryoem/GRID1',
    ],
    [
      { receiverPath: 'D:\\x' },
      'receiverPath',
      'Path in the receiving collection “D:\\x” is how Windows writes it.',
      'Globus writes drive D: as /D, for example /D/cryoem/GRID1',
    ],
    [
      { receiverPath: '/a/../b' },
      'receiverPath',
      'Path in the receiving collection “/a/../b” has “//”, “/./” or “/../” in it.',
      'Write the path without them.',
    ],
    [
      { receiverPath: '/~/' },
      'receiverPath',
      'Path in the receiving collection “/~/” is no folder of its own: the images would lie among everything else there.',
      'Enter a folder, for example /~/cryoem/GRID1',
    ],
    [
      { way: 'cli', alsoCollections: 'a//b' },
      'alsoCollections',
      'Further collections “a//b” has a slash with no name beside it.',
      'One slash between two names, for example GRID2/GRID3',
    ],
    [
      { way: 'cli', alsoCollections: 'a/..' },
      'alsoCollections',
      'Further collections “..” is not the name of a folder.',
      'Enter one folder name, for example GRID2/GRID3',
    ],
    [
      { way: 'cli', alsoCollections: 'a/b/a' },
      'alsoCollections',
      'Further collections: “a” is there twice, or has the name of the first collection.',
      'Each has a folder of its own: name each once, for example GRID2/GRID3',
    ],
    [
      { way: 'cli', alsoCollections: 'a', sourcePath: '/' },
      'sourcePath',
      'Path in the shared collection “/” has no folder beside it for the further collections.',
      'Enter the whole path of the first one, for example /GRID1',
    ],
    [
      { way: 'cli', alsoCollections: 'a\u2028b' },
      'alsoCollections',
      'Further collections “a\u2028b” has a character that ends a line in the list of collections (U+2028).',
      'Ask for the folder to be renamed, or send this collection alone.',
    ],
    [
      { receiver: 'personal', receiverPath: '/a,b/c' },
      'receiverPath',
      'Path in the receiving collection “/a,b/c” has a comma, which Globus Connect Personal takes for the end of a folder name.',
      'Use a folder without one, or ask for it to be renamed.',
    ],
    [
      { way: 'server', lab: 'a,b' },
      'lab',
      'Lab folder “a,b” has a comma, which Globus Connect Personal takes for the end of a folder name.',
      'Use a folder without one, or ask for it to be renamed.',
    ],
    [
      { way: 'cli', computer: 'windows', sourcePath: '/a"b' },
      'sourcePath',
      'Path in the shared collection “/a"b” has a “"” or a “\\”, which PowerShell may not hand on as they are.',
      'Use WSL, or the browser.',
    ],
    [
      { way: 'cli', computer: 'windows', alsoCollections: 'a' },
      'alsoCollections',
      'Further collections “a” needs a list, which PowerShell may not write as it is.',
      'Use WSL, or the browser.',
    ],
    [{ way: 'follow', task: '' }, 'task', 'Enter your task id.', 'For example 56ed0a9f-6a1c-4a36-96b8-7e8a1d1bd2b4'],
  ])('of %j', (values, field, text, fix) => {
    expect(problemsOf(values)).toEqual([{ field, message: text, fix }]);
  });

  it('is the way over the server where the facts have no client', () => {
    const { globus, ...facility } = exampleFacility;
    expect(globus?.clientPath).toMatch(/^\//);
    expect(problemsOf({ way: 'server' }, facility)).toEqual([
      { field: 'way', message: 'Way “server”: the facility names no client of its own.', fix: 'Use the browser.' },
    ]);
    expect(problemsOf({}, facility)).toEqual([]);
  });

  it('is what another way asks for', () => {
    const planned = planTransfer(exampleFacility, { ...draftOf({}), task: source }, today);
    expect(planned).toEqual({
      problems: [{ field: 'task', message: `Task id “${source}” has no meaning here.`, fix: 'Leave it out.' }],
    });
  });
});

describe('whatever is typed', () => {
  const anything = fc.oneof(
    fc.constantFrom(...hostileWords),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constant('GRID1'),
  );
  it('gives problems that say what to do, or commands that read back as their words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyKind),
        anything,
        anything,
        anything,
        anything,
        (kind, lab, name, path, more) => {
          const draft = draftOf({
            ...kind,
            lab,
            collection: name,
            receiverName: name,
            sourcePath: `/${path}`,
            receiverPath: `/~/${path}`,
            more,
          });
          const planned = planTransfer(exampleFacility, draft, today);
          if ('problems' in planned) {
            expect(planned.problems.length).toBeGreaterThan(0);
            for (const problem of planned.problems) expect(problem.fix).toMatch(/\S/);
            return;
          }
          for (const { action } of planned.plan.steps) {
            if (action.kind !== 'command' || action.command.shell !== 'posix') continue;
            const { words } = action.command;
            const typed = words
              .filter(({ role }) => role !== 'operator')
              .map(({ parts }) => parts.map(({ text }) => text).join(''));
            const text = formatCommand(action.command).replace(' | tee globus-list.txt', ' tee globus-list.txt');
            expect(readCommand(text)).toEqual(typed);
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});

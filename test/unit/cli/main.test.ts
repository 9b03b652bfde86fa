import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../../src/facility/load.ts';
import { listShownMethods } from '../../../src/facility/shown-methods.ts';
import { formatHelp, formatOrigin } from '../../../src/cli/print.ts';
import { listMethods } from '../../../src/cli/words.ts';
import { fieldsOf, formatAction, formatScript, quoteWord, readLink } from '../../../src/generator/index.ts';
import type { Plan } from '../../../src/generator/index.ts';
import { commandLine as main, runCommandLine as run, runCommandLines } from '../../rigs/command-line.ts';
import type { Ended } from '../../rigs/command-line.ts';
import { openPty } from '../../rigs/pty.ts';
import { askRsync, lookBefore } from '../../rigs/long-commands.ts';
import { planOf } from '../../rigs/plans.ts';

const asked = ['rsync', '--account=jdoe', "--lab=O'Brien lab", '--collection=GRID1', '--to=/srv/data/GRID1'];

/** What the plain plan of {@link asked} is printed as, for tests that look at different parts of it. */
let plain: Ended | undefined;
const runAsked = (): Ended => (plain ??= run(...asked));

/** The plan of {@link asked}. */
const planAsked = (today = '2026-11-23'): Plan =>
  planOf(
    loadFacility(),
    {
      method: 'rsync',
      account: 'jdoe',
      lab: "O'Brien lab",
      collection: 'GRID1',
      destination: '/srv/data/GRID1',
    },
    today,
  );

describe('the command line', () => {
  it('prints every step in order, its command alone at the left margin, and exits with 0', () => {
    const { status, stdout, stderr } = runAsked();
    expect([status, stderr]).toEqual([0, '']);
    const blocks = stdout.split('\n\n');
    let from = 0;
    for (const [index, { title, action }] of planAsked().steps.entries()) {
      const at = blocks.findIndex((block, place) => place >= from && block.startsWith(`${index + 1}. ${title}\n`));
      expect(blocks[at + 1]).toBe(formatAction(action));
      from = at + 1;
    }
    const { contact, name } = loadFacility();
    expect(stdout.trimEnd()).toMatch(new RegExp(`Questions\\? Ask ${contact.role} of ${name}\\.$`));
  });

  it('says first when images are deleted, counted from today', () => {
    const [, day] = /those written today, (\d{4}-\d\d-\d\d), are deleted on or after/.exec(runAsked().stdout) ?? [];
    const now = new Date();
    expect([now.getFullYear(), now.getMonth() + 1, now.getDate()]).toEqual(day?.split('-').map(Number));
  });

  it('prints the plan as JSON, with the text of each command', () => {
    const { steps } = JSON.parse(run(...asked, '--json').stdout) as { steps: { text: string; title: string }[] };
    expect(steps.map(({ text }) => text)).toEqual(planAsked().steps.map(({ action }) => formatAction(action)));
  });

  it('explains each word and its source when asked to', () => {
    expect(runAsked().stdout).not.toContain('[rsync(1) --partial-dir]');
    const { stdout } = run(...asked, '--explain');
    expect(stdout).toContain(
      '   --partial-dir=.rsync-partial  Keeps that part in this folder: nothing that was interrupted looks whole. [rsync(1) --partial-dir]\n',
    );
    expect(stdout).toContain(
      '      ServerAliveInterval=30  asks every 30 seconds whether the server is there. [ssh_config(5)]\n',
    );
  });

  it('prints the script of the plan and nothing else, with the command line that makes it again', () => {
    const { status, stdout, stderr } = run(...asked, '--script');
    const [, link = ''] = /^# Made again by: (.*)$/m.exec(stdout) ?? [];
    expect([status, stderr, link]).toEqual([
      0,
      '',
      "getting-your-data rsync --account jdoe --lab 'O'\\''Brien lab' --collection GRID1 --computer linux --workplace here --to /srv/data/GRID1 --disk own --readers facility --job no --session screen --logout stays --awake no --keys password --connections each --streams 1 --live no --links inside --prove compare --script",
    ]);
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
      version: string;
    };
    const [, today = ''] = /^# Made: +(\S+),/m.exec(stdout) ?? [];
    expect(stdout).toBe(formatScript(loadFacility(), planAsked(today), { today, version, link })?.text);
  });

  it('prints the file that a program imports, alone, and says where there is none', () => {
    const words = ['filezilla', '--account=jdoe', '--lab=smith-lab', '--collection=GRID1', '--site-file'];
    const duck = run(...words, '--program=cyberduck', '--computer=macos', '--to=/Volumes/CRYO/GRID1');
    expect(duck.stdout).toMatch(/^<\?xml [^]*<string>sftp<[^]*<\/plist>\n$/);
    const winscp = run(...words, '--program=winscp', '--computer=windows', '--to=D:\\GRID1');
    expect([winscp.status, winscp.stdout, winscp.stderr]).toEqual([
      1,
      '',
      '--site-file: WinSCP takes the address in the plan, and no file. It goes with FileZilla and Cyberduck.\n',
    ]);
  });

  it('says what to do where there is no script', () => {
    const { status, stdout, stderr } = run(
      'drive',
      '--computer=windows',
      '--drive=E:',
      '--lab=lab',
      '--collection=GRID1',
      '--to=D:\\GRID1',
      '--script',
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      '--script: drive has no script for this request. Leave --script out, and run the steps one by one.\n',
    );
  });

  it('names the address of the filled-in form, where the facts name the site', () => {
    const { request } = planAsked();
    const facility = { ...loadFacility(), site: 'https://data.example.edu/em' };
    const origin = formatOrigin(facility, request);
    expect(origin).toMatch(/^https:\/\/data\.example\.edu\/em\/ways\/rsync\/#v=1&method=rsync&/);
    expect(readLink(new URL(origin).hash)).toEqual({
      values: Object.fromEntries(Object.entries(request).filter(([, value]) => value)),
    });
  });

  it('prints every problem on stderr, nothing on stdout, and exits with 1', () => {
    const { status, stdout, stderr } = run('rsync', '--lab', 'a/b', '--to', 'data', '--account', 'jdoe');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      [
        '--lab: Lab folder “a/b” has a slash. Enter one folder name, for example curie-lab',
        '--collection: Enter your collection. For example GRID1',
        '--to: Destination “data” is not an absolute path. Start with /, for example /srv/data/GRID1. “pwd” prints the path of the folder you are in.\n',
      ].join('\n'),
    );
  });

  it('never lets a control character of a value reach the terminal', () => {
    const { status, stderr } = run('rsync', '--lab', '\u001b[2Jx', '--account', '\u001b]0;x\u0007');
    expect(status).toBe(1);
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('says what words look like that a word processor or a paste has changed', () => {
    const cases: [string[], string][] = [
      [['rsync', '–lab', 'x'], '“–lab” begins with a dash of a word processor. Write two hyphens: --lab'],
      [['rsync', '—to=/srv'], '“—to=/srv” begins with a dash of a word processor. Write two hyphens: --to'],
      [['-–help'], '“-–help” begins with a dash of a word processor. Write two hyphens: --help'],
      [
        ['rsync', '--lab', '“my', 'lab”'],
        "Unexpected “lab””: a shell does not know curly quote marks, which word processors write. Type ' before and after a value that has spaces.",
      ],
      [['rsync', 'a\u001b[2Jb'], 'Unexpected “a⟨U+001B⟩[2Jb”: quote a value that has spaces.'],
      [
        [...asked, '--more-time', '--left=4\u001b[2J'],
        '--left “4⟨U+001B⟩[2J” has a character that cannot be seen. Type it anew, for example 400 GB.',
      ],
    ];
    const all = runCommandLines(cases.map(([words]) => words));
    expect(all).toEqual(
      cases.map(([, message]) => ({ status: 2, stdout: '', stderr: `${message}\nSee getting-your-data --help.\n` })),
    );
  });

  it('lets no control character of an option or a file reach the terminal', () => {
    for (const args of [
      ['rsync', '--\u001b[2J'],
      ['rsync', '--facility=/\u001b[2J'],
    ])
      expect(run(...args).stderr).toMatch(/^[^\p{Cc}]*⟨U\+001B⟩[^\p{Cc}]*\nSee [^\p{Cc}]*\n$/u);
  });

  it('understands a pasted place', () => {
    const { interim, host } = loadFacility().storage;
    const place = `jdoe@${host}:${interim.path}/luger-lab/GRID1/`;
    const { status, stdout } = run('rsync', '--collection', place, '--to', '/srv/data/GRID1');
    expect([
      status,
      stdout.includes(`ssh jdoe@${host} ${askRsync}${lookBefore}${interim.path}/luger-lab/GRID1/. `),
    ]).toEqual([0, true]);
  });

  it('answers what it cannot read with one line, the way to the manual, and 2', () => {
    const cases: [what: string, words: string[], said: string][] = [
      ['a method that is missing', [], 'Name a method'],
      ['an option it does not know', ['rsync', '--labb', 'x'], "Unknown option '--labb'"],
      ['a value that is not quoted', ['rsync', '--lab', 'my', 'lab'], 'Unexpected “lab”'],
      ['an option without its value', ['rsync', '--lab'], '--lab'],
    ];
    const all = runCommandLines(cases.map(([, words]) => words));
    for (const [index, [what, , said]] of cases.entries()) {
      const { status, stdout, stderr } = all[index] ?? {};
      expect([status, stdout], what).toEqual([2, '']);
      expect(stderr).toContain(said);
      expect(stderr).toMatch(/See getting-your-data --help\.\n$/);
    }
  });

  it('answers a method that there is not with a problem', () => {
    const ids = [...loadFacility().methods.map(({ id }) => id), 'transfer', 'troubleshooting'];
    expect(run('ftp')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `method: There is no method “ftp”. Use one of: ${ids.join(', ')}.\n`,
    });
  });

  it('has a manual on one screen, with every method', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout.split('\n').length).toBeLessThan(56);
    const { methods } = loadFacility();
    for (const id of listShownMethods(loadFacility())) {
      const { title } = methods.find((method) => method.id === id) ?? {};
      expect(stdout).toMatch(new RegExp(`^  ${id} +${title ?? '[A-Z].*'}$`, 'm'));
    }
  });

  it('has a manual of each method, with its fields, and an example that gives a plan', () => {
    const examples = listMethods(loadFacility()).map(({ name }) => {
      const manual = formatHelp(loadFacility(), name);
      for (const { flag, label, hint } of Object.values(fieldsOf(name))) {
        expect(manual).toContain(`  --${flag} VALUE\n      ${label}. ${hint}\n`);
      }
      const [, example = ''] = /^Example\n {2}getting-your-data (.*)$/m.exec(manual) ?? [];
      return execFileSync('sh', ['-c', `printf '%s\\0' ${example}`], { encoding: 'utf8' })
        .split('\0')
        .slice(0, -1);
    });
    const all = runCommandLines(examples);
    expect(all.length).toBeGreaterThan(5);
    for (const [index, { status, stdout, stderr }] of all.entries()) {
      expect([examples[index], status, stderr]).toEqual([examples[index], 0, '']);
      expect(stdout).toMatch(/^1\. /m);
    }
  });

  it('takes the facts of another file, and says so where it says how to make the plan again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'facility-'));
    const file = join(folder, 'other.yaml');
    const own = readFileSync(join(import.meta.dirname, '../../../src/facility/facility.yaml'), 'utf8');
    const { host } = loadFacility().storage;
    writeFileSync(file, own.replaceAll(host, 'storage.example.edu'));
    const { status, stdout } = run(...asked, '--facility', file, '--script');
    expect([status, stdout.includes(host), stdout.includes('storage.example.edu')]).toEqual([0, false, true]);
    expect(stdout).toMatch(new RegExp(`^# Made again by: .* --facility ${file} --script$`, 'm'));

    writeFileSync(file, own.replace(/^name:.*$/m, ''));
    const wrong = run(...asked, '--facility', file);
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain(`${file}:1: name: This fact is missing.`);
    rmSync(folder, { recursive: true });
    expect(run(...asked, '--facility', file)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `--facility: ENOENT: no such file or directory, open '${file}'.\nSee getting-your-data --help.\n`,
    });
  });

  it('says its version', () => {
    expect(run('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  });

  it('sets titles and notes apart on a terminal, never a command; NO_COLOR and a pipe have none of it', async () => {
    const command = [process.execPath, main, ...asked].map(quoteWord).join(' ');
    // Of the surroundings these tell Node what a terminal can show, and differ wherever the tests run.
    const bare = { NO_COLOR: undefined, FORCE_COLOR: undefined, CI: undefined, COLORTERM: undefined };
    const show = async (text: string, env: NodeJS.ProcessEnv): Promise<string> => {
      const terminal = openPty(text, { env: { ...bare, TERM: 'xterm-256color', ...env } });
      expect(await terminal.exited).toBe(0);
      return terminal.output.replaceAll('\r\n', '\n');
    };
    const coloured = await show(command, {});
    const piped = runAsked().stdout;
    const blocks = piped.split(/^(?=Note: |\d+\. |(?:Prepare|Copy|Come back or resume|Verify|Clean up)$)/m);
    expect(blocks.length).toBe(1 + 5 + planAsked().steps.length);
    expect(coloured).toBe(
      blocks
        .map((block) =>
          block
            .replace(/^Note:/, '\u001b[33mNote:\u001b[39m')
            .replace(/^(?:\d+\. .*|[A-Z][a-z ]+(?=\n\n$))/, '\u001b[1m$&\u001b[22m'),
        )
        .join(''),
    );
    expect(await show(command, { NO_COLOR: '1' })).toBe(piped);
    expect(await show(command, { TERM: 'dumb' })).toBe(piped);
    expect(await show(`${command} | cat`, {})).toBe(piped);
  });

  it('ends in silence when whoever reads has had enough', () => {
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', 'set -o pipefail; "$@" | true', 'bash', process.execPath, main, ...asked],
      { encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, '']);
  });

  it('says when a collection is deleted and how long the way takes, before the first step', () => {
    const { status, stdout } = run(...asked, '--collected=2026-11-20', '--size=1.2 TB', '--link=wired1');
    expect(status).toBe(0);
    const [first, second] = stdout.split('\n\n');
    expect(first).toMatch(/^Note: (Soon: t|T|Overdue: t)he first images, of 2026-11-20, |^Note: Overdue: all images/);
    expect(second).toMatch(/^Note: Estimate for 1\.2 TB: 2\.5 to 22 hours, if /);
  });

  it('prints a reminder that leads back to the same plan, and needs a day for it', () => {
    const dated = [...asked, '--collected=2026-11-20'];
    const { status, stdout } = run(...dated, '--ics');
    expect([status, stdout.startsWith('BEGIN:VCALENDAR\r\n'), stdout.endsWith('\r\nEND:VCALENDAR\r\n')]).toEqual([
      0,
      true,
      true,
    ]);
    const [, command = ''] = /The commands: (.*?)\\n/.exec(stdout.replaceAll('\r\n ', '')) ?? [];
    const again = spawnSync(
      'bash',
      ['-c', `${process.execPath} ${main} ${command.replace(/\\(?=[\\,;])/g, '').replace('getting-your-data ', '')}`],
      {
        encoding: 'utf8',
      },
    );
    expect(again.stdout).toBe(run(...dated).stdout);
    expect(run(...asked, '--ics')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: '--ics needs --collected, the first day of collection.\nSee getting-your-data --help.\n',
    });
  });

  it('prints the message that asks for more time', () => {
    const { status, stdout } = run(...asked, '--more-time', '--collected=2026-11-20', '--left=400 GB');
    expect(stdout).toContain('\nStill to be copied: 400 GB\n');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Subject: More time for O'Brien lab, GRID1, please\n/);
    expect(stdout).toContain('\nCollected: 2026-11-20\n');
  });

  it('chooses a method, and says what speaks against the others', () => {
    const { status, stdout } = run('choose', '--who=account', '--where=server', '--size=2 TB', '--days=3');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^Take .* \(rsync\): It brings the data straight to your lab's server\. You can start it yourself at once\.\nIts commands: getting-your-data rsync --help\nNext best: .* \(globus\): /,
    );
    expect(run('choose', '--who=me')).toMatchObject({
      status: 1,
      stderr:
        '--who: Who you are: “me” is not one of the choices. Choose one of: unknown, allocation, account, outside.\n',
    });
    expect(run('choose', '--account=me').stderr).toMatch(
      /^choose has no option --account\. It has: --who, --where, --size, --days\./,
    );
  });

  it('has a manual of one method', () => {
    const { status, stdout } = run('rsync', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^rsync: /m);
    expect(stdout).not.toMatch(/^globus: /m);
  });

  it('takes options by the names that they had before', () => {
    const now = run(
      ...asked,
      '--also=GRID2',
      '--workplace=workstation',
      '--server=a.example.edu',
      '--server-account=jo',
    );
    const before = run(...asked, '--more=GRID2', '--seat=workstation', '--server=a.example.edu', '--server-account=jo');
    expect(now.status).toBe(0);
    expect(now.stdout).toContain('/GRID2/');
    expect([before.status, before.stdout]).toEqual([0, now.stdout]);
    const both = run(...asked, '--also=GRID2', '--more=GRID3');
    expect(both.status).toBe(2);
    expect(both.stderr).toMatch(/^--more is the former name of --also: give one of them\.\n/);
    expect(run('drive', '--more=GRID2').stderr).toMatch(/^drive has no option --also\. /);
  });

  it('takes lists in one option or in several', () => {
    const [now, ...others] = runCommandLines(
      [
        ['--also=GRID2/GRID 3'],
        ['--also=GRID2', '--also=GRID 3'],
        ['--also=GRID2, GRID 3'],
        ['--also', "GRID2\n'GRID 3'\n"],
        ['--more=GRID2', '--more=GRID 3'],
        ['--also=drwxr-xr-x 2 jdoe curie 4096 Nov 29 19:58 GRID2', '--also=GRID 3'],
      ].map((options) => [...asked, ...options, '--json']),
    );
    expect(now?.stdout).toContain('"alsoCollections": "GRID2/GRID 3"');
    for (const other of others) expect(other).toEqual(now);
    const { status, stderr } = run(...asked, '--also=GRID2', '--also=/data/other-lab/GRID3');
    expect([status, stderr]).toEqual([
      1,
      '--also: Further collections: “/data/other-lab/GRID3” is a path, of no folder in your lab folder. Enter names of folders that are beside the first one, for example GRID2/GRID3\n',
    ]);
    expect(run('rsync', '--help').stdout).toContain(' Can be given several times.');
  });

  it('does not take an option of another method', () => {
    const { status, stdout, stderr } = run('drive', '--account=jdoe');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^drive has no option --account\. It has: --.*\.\nSee getting-your-data --help\.\n$/);
  });
});

import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { fieldsOf, findUncarriable, formatCommand } from '../../src/generator/index.ts';
import type { Command, Draft } from '../../src/generator/index.ts';
import { formatNames } from '../../src/generator/names.ts';
import { isAsked } from '../../src/generator/request.ts';
import { readCalls } from '../rigs/globus-cli.ts';
import type { Call } from '../rigs/globus-cli.ts';
import { grammar } from '../rigs/globus-grammar.ts';
import { hostileNames } from '../rigs/hostile-words.ts';
import { readWith, rightReading, shellNames, shells } from './shell.ts';
import { planOf } from '../rigs/plans.ts';
import { proves } from '../rigs/proven/proves.ts';

const facility = loadFacility();
const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
const otherId = '31ce9ba0-176d-45a5-add3-f37d233ba47d';
const fields = fieldsOf('globus');

/** A request that has no problem, with these values: what is not asked for is left out. */
function draftOf(values: Partial<Draft>): Draft {
  const draft: Draft = {
    method: 'globus',
    lab: 'smith-lab',
    collection: 'GRID1',
    email: 'jdoe@example.edu',
    account: 'jdoe',
    source: id,
    sourcePath: '/GRID1',
    receiverName: 'Smith Lab',
    receiverId: otherId,
    receiverPath: '/~/cryoem/GRID1',
    task: id,
    ...values,
  };
  const asked = Object.entries(draft).filter(([name]) => name === 'method' || isAsked(fields, draft, name));
  return { ...Object.fromEntries(asked), method: 'globus' };
}

const commandsIn = (draft: Draft): Command[] =>
  planOf(facility, draft).steps.flatMap(({ action }) => (action.kind === 'command' ? [action.command] : []));
const argvOf = ({ words }: Command): string[] => words.map(({ parts }) => parts.map(({ text }) => text).join(''));
const nameOf = (command: Command): string => argvOf(command)[0] ?? '';

/** Names of folders that are refused nowhere. */
const names = [
  ...new Set(
    hostileNames.filter(
      (word) => !/[,\u2028\u2029]/.test(word) && !findUncarriable(word) && Buffer.byteLength(word) < 200,
    ),
  ),
];

const liveOnes = [
  { live: 'yes' },
  { live: 'yes', interval: '1h', collected: '2026-11-20', timer: id },
  { live: 'yes', interval: '1d', collected: '2026-11-20', collectedUntil: '2026-11-22' },
];

/** All ways with all choices, and a hostile name in every place. */
const requests: Draft[] = ['browser', 'cli', 'follow', 'server'].flatMap((way) =>
  ['institution', 'personal'].flatMap((receiver) =>
    ['linux', 'macos', 'wsl', 'windows'].flatMap((computer) => {
      const choices = { way, receiver, computer };
      const others =
        way === 'cli' && computer !== 'windows'
          ? [{ alsoCollections: 'GRID2' }, { alsoCollections: 'a b/-r/#c' }, { alsoCollections: 'GRID2', live: 'yes' }]
          : [];
      const live = way === 'cli' ? liveOnes : [];
      return [{}, ...others, ...live, { sourcePath: '/' }, { receiverPath: '/data/cryoem/' }].map((more) =>
        draftOf({ ...choices, ...(sourceless(way) ? {} : more) }),
      );
    }),
  ),
);

/** Whether a way asks for no path in a shared collection. */
function sourceless(way: string): boolean {
  return way === 'follow' || way === 'server';
}

const hostile: Draft[] = names.flatMap((name) => [
  draftOf({ way: 'cli', collection: name, receiverName: name, sourcePath: `/${name}`, receiverPath: `/~/${name}` }),
  draftOf({ way: 'server', lab: name, collection: name, receiverName: name, receiverPath: `/${name}/x` }),
]);

/** The `globus` lines of a request, with the list that it writes. */
function callsOf(draft: Draft): Call[] {
  const commands = commandsIn(draft);
  const list = commands.find((command) => nameOf(command) === 'printf');
  const lines = list ? argvOf(list).slice(2, -3) : [];
  const files = { 'globus-list.txt': `${lines.join('\n')}\n` };
  return commands
    .filter((command) => nameOf(command) === 'globus')
    .map((command) => ({ argv: argvOf(command).slice(1), files }));
}

describe('every globus line of every plan', () => {
  const calls = [...requests, ...hostile].flatMap(callsOf);

  it('is accepted by the grammar of the CLI', () => {
    const readings = readCalls(calls);
    const refused = readings.flatMap(({ error }, index) => (error ? [[calls[index]?.argv.join(' '), error]] : []));
    expect(refused).toEqual([]);
    expect(readings).toHaveLength(calls.length);
    expect(calls.length).toBeGreaterThan(1000);
  });

  it('makes use of these commands', () => {
    const used = new Set(
      calls.map(({ argv }) =>
        Object.keys(grammar.commands).find((name) => `${argv.join(' ')} `.startsWith(`${name} `)),
      ),
    );
    expect([...used].sort()).toEqual([
      'endpoint local-id',
      'endpoint search',
      'login',
      'ls',
      'mkdir',
      'session consent',
      'task cancel',
      'task event-list',
      'task list',
      'task show',
      'task wait',
      'timer create transfer',
      'timer delete',
      'timer list',
      'transfer',
      'whoami',
    ]);
  });

  it('transfers by checksum, verified, and neither skips an error nor deletes a file', () => {
    const transfers = calls.filter(({ argv }) => argv[0] === 'transfer');
    const options = {
      sync_level: 'checksum',
      preserve_timestamp: true,
      verify_checksum: true,
      notify: ['failed', 'inactive', 'succeeded'],
      fail_on_quota_errors: true,
    };
    const allowed = ['argument_0', 'argument_1', 'label', 'recursive', ...Object.keys(options)];
    for (const reading of readCalls(transfers)) {
      if (reading.error !== undefined) throw new Error(reading.error);
      expect(reading.values).toMatchObject(options);
      expect(Object.keys(reading.values).filter((name) => !allowed.includes(name))).toEqual([]);
    }
  });

  it('has timers that do the same, and end before what they send is deleted', () => {
    const timers = calls.filter(({ argv }) => argv[0] === 'timer' && argv[1] === 'create');
    expect(timers.length).toBeGreaterThan(20);
    const options = {
      sync_level: 'checksum',
      preserve_timestamp: true,
      verify_checksum: true,
      notify: ['failed', 'inactive'],
      fail_on_quota_errors: true,
    };
    const ends = ['stop_after_runs', 'stop_after_date'];
    const named = ['argument_0', 'argument_1', 'interval', 'label', 'name', 'recursive'];
    const allowed = [...named, ...ends, ...Object.keys(options)];
    const seen = new Set<string>();
    for (const reading of readCalls(timers)) {
      if (reading.error !== undefined) throw new Error(reading.error);
      expect(reading.values).toMatchObject(options);
      expect(Object.keys(reading.values).filter((name) => !allowed.includes(name))).toEqual([]);
      const { interval, stop_after_runs: runs = '', stop_after_date: day = '' } = reading.values;
      seen.add([interval, runs, day].map(String).join(' '));
    }
    // Of 14 days. The second session goes on for two more.
    expect([...seen].sort()).toEqual(['1d  2026-12-06 00:00:00', '1h  2026-12-04 00:00:00', '6h 56 ']);
  });

  it('hands over the ids and paths as they were typed', () => {
    proves('globus', 'way:cli', ['names'], ['globus-grammar']);
    const drafts = hostile.filter(({ way }) => way === 'cli');
    const readings = readCalls(
      drafts.map((draft) => callsOf(draft).find(({ argv }) => argv[0] === 'transfer') ?? { argv: [] }),
    );
    const paths = readings.map((reading) =>
      'values' in reading ? [reading.values.argument_0, reading.values.argument_1] : reading.error,
    );
    expect(paths).toEqual(
      drafts.map(({ sourcePath = '', receiverPath = '' }) => [
        [id, `${sourcePath}/`],
        [otherId, `${receiverPath}/`],
      ]),
    );
  });
});

describe('the grammar refuses', () => {
  const from = `${id}:/GRID1/`;
  const to = `${otherId}:/~/GRID1/`;
  const files = { list: '/a /b\n', three: '/a /b /c\n', open: "/a/it's /b\n", comment: '/a#1 /b#1\n', dash: '-x /b\n' };
  const refused: readonly (readonly [what: string, argv: readonly string[], why: RegExp])[] = [
    ['an option that does not exist', ['transfer', from, to, '--checksum'], /No such option:? '?--checksum/],
    ['an option of another command', ['ls', from, '--sync-level', 'checksum'], /No such option:? '?--sync-level/],
    [
      'an option that this command lacks though most have it',
      ['login', '--format', 'json'],
      /No such option:? '?--format/,
    ],
    ['a misspelt command', ['transfr', from, to], /No such command 'transfr'/],
    ['a misspelt command of a group', ['task', 'watch', id], /No such command 'watch'/],
    ['a choice that is none', ['transfer', from, to, '--sync-level', 'hash'], /'hash' is not one of/],
    ['a scope that is none', ['endpoint', 'search', '--filter-scope', 'mine'], /'mine' is not one of/],
    ['an event that is none', ['transfer', from, to, '--notify', 'failed,stuck'], /not a list of events/],
    ['a missing argument', ['transfer', from], /Missing argument/],
    ['a missing task', ['task', 'wait'], /Missing argument/],
    ['an argument too many', ['whoami', 'me'], /unexpected extra argument/],
    ['a missing value', ['transfer', from, to, '--label'], /requires an argument/],
    ['an id that is none', ['ls', 'GRID1:/x'], /is not a valid UUID/],
    ['a missing path', ['mkdir', otherId], /The path is required/],
    ['a transfer without paths', ['transfer', id, otherId, '--recursive'], /requires either SOURCE_PATH/],
    ['--recursive with --batch', ['transfer', id, otherId, '-r', '--batch', 'list'], /exclude each other/],
    [
      '--no-recursive, shortened beyond what there is',
      ['transfer', from, to, '--no-rec'],
      /No such option|Did you mean|ambiguous/,
    ],
    ['a timer without an interval', ['timer', 'create', 'transfer', from, to], /`--interval` is required/],
    ['an interval that is none', ['timer', 'create', 'transfer', from, to, '--interval', '6 hours'], /couldn't parse/],
    [
      'an option that transfers have and timers lack',
      ['timer', 'create', 'transfer', from, to, '--preserve-mtime'],
      /No such option:? '?--preserve-mtime/,
    ],
    [
      'two ends of a timer',
      ['timer', 'create', 'transfer', from, to, '--stop-after-runs', '2', '--stop-after-date', '2026-12-04'],
      /exclude each other/,
    ],
    ['a list that is not there', ['transfer', id, otherId, '--batch', 'nowhere'], /No such file/],
    ['a list with a third path', ['transfer', id, otherId, '--batch', 'three'], /unexpected extra argument/],
    ['a list with an open quote', ['transfer', id, otherId, '--batch', 'open'], /No closing quotation/],
    ['a list cut off by a comment', ['transfer', id, otherId, '--batch', 'comment'], /Missing argument/],
    ['a list with a path that begins with a dash', ['transfer', id, otherId, '--batch', 'dash'], /No such option/],
  ];
  const readings = readCalls(refused.map(([, argv]) => ({ argv, files })));

  it.each(refused.map(([what, , why], index) => [what, readings[index]?.error, why] as const))(
    '%s',
    (_what, error, why) => {
      expect(error).toMatch(why);
    },
  );

  it('a line that plans use, once its option is taken out of the grammar', () => {
    const { transfer } = grammar.commands;
    const options = transfer?.options.filter((option) => !option.names.includes('--preserve-mtime'));
    const poorer = { ...grammar, commands: { ...grammar.commands, transfer: { ...transfer, options } } };
    const calls = callsOf(draftOf({ way: 'cli' })).filter(({ argv }) => argv[0] === 'transfer');
    expect(calls.length).toBeGreaterThan(0);
    for (const { error } of readCalls(calls, poorer)) expect(error).toMatch(/No such option:? '?--preserve-mtime/);
  });
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'globus-'));
  copyFileSync(join(import.meta.dirname, 'show-argv'), join(folder, 'globus'));
  chmodSync(join(folder, 'globus'), 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(shellNames)('pasted into %s', (shell) => {
  const [program, ...options] = shells[shell];

  it('a transfer reaches the CLI with its words', async () => {
    const env = { PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
    for (const draft of hostile.filter(({ way }, index) => way === 'cli' && index % 16 === 0)) {
      const command = commandsIn(draft).find((one) => argvOf(one)[1] === 'transfer');
      if (!command) throw new Error('There is no transfer.');
      expect(await readWith(shells[shell], formatCommand(command), env)).toEqual(
        rightReading(argvOf(command).slice(1)),
      );
    }
  });

  it('the list is written so that the CLI reads every hostile name, byte for byte', () => {
    const groups = Array.from({ length: Math.ceil(names.length / 16) }, (_, index) =>
      names.slice(index * 16, index * 16 + 16),
    );
    const calls = groups.map((group): Call => {
      const draft = draftOf({
        way: 'cli',
        sourcePath: '/a b/first one',
        receiverPath: "/~/it's/first",
        alsoCollections: formatNames(group),
      });
      const command = commandsIn(draft).find((one) => nameOf(one) === 'printf');
      if (!command) throw new Error('There is no list.');
      const cwd = mkdtempSync(join(folder, 'list-'));
      const env = { ...process.env, LC_ALL: 'C.UTF-8', HOME: cwd };
      const { status, stderr } = spawnSync(program, [...options, '-c', formatCommand(command)], {
        cwd,
        env,
        encoding: 'utf8',
      });
      expect([status, stderr, readdirSync(cwd).filter((file) => !file.startsWith('.'))]).toEqual([
        0,
        '',
        ['globus-list.txt'],
      ]);
      const list = readFileSync(join(cwd, 'globus-list.txt'), 'utf8');
      return { argv: ['transfer', id, otherId, '--batch', 'globus-list.txt'], files: { 'globus-list.txt': list } };
    });
    const items = readCalls(calls).map((reading) => ('items' in reading ? reading.items : reading.error));
    expect(items).toEqual(
      groups.map((group) => [
        [true, '/a b/first one/', "/~/it's/first/"],
        ...group.map((name) => [true, `/a b/${name}/`, `/~/it's/${name}/`]),
      ]),
    );
  });
});

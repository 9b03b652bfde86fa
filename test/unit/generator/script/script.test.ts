import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { LangVariant, parse } from 'sh-syntax';
import { describe, expect, it } from 'vitest';
import { formatCommand, formatScript, planTransfer } from '../../../../src/generator/index.ts';
import type { Draft, Facility, Plan, Script } from '../../../../src/generator/index.ts';
import { jobTools } from '../../../../src/generator/script/job-tools.ts';
import { scriptTools } from '../../../../src/generator/script/tools.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { exampleFacility, exampleLibrary } from '../../../rigs/example-facility.ts';
import { planOf } from '../../../rigs/plans.ts';

const facility: Facility = { ...exampleFacility, petalibrary: exampleLibrary };
const origin = { today: '2026-11-23', version: '0.1.0', link: 'https://data.example.edu/ways/rsync/#v=1&method=rsync' };
const safe = { lab: 'smith-lab', collection: 'GRID1', destination: '/srv/data/GRID1' };
const rsync: Draft = { ...safe, method: 'rsync', account: 'jdoe' };
const drive: Draft = { ...safe, method: 'drive', drive: '/media/jdoe/CRYO', system: 'exfat' };
const onward: Draft = {
  ...safe,
  method: 'petalibrary',
  allocation: 'luger',
  rcAccount: 'jado1234',
  account: 'jdoe',
  onward: 'dtn',
};

function scriptOf(draft: Draft, from = origin): Script {
  const script = formatScript(facility, planOf(facility, draft, origin.today), from);
  if (!script) throw new Error('There is no script.');
  return script;
}

/** The text of each command that the script runs, in order. */
const commandsIn = ({ steps }: Plan): string[] =>
  steps.flatMap(({ script, action }) => (script && action.kind === 'command' ? [formatCommand(action.command)] : []));

const stepsIn = ({ steps }: Plan): string[] => steps.flatMap(({ script, id }) => (script ? [`${script}: ${id}`] : []));

async function countStatements(text: string): Promise<number> {
  return (await parse(text, { variant: LangVariant.LangPOSIX })).Stmts.length;
}

describe('a script', () => {
  it('is this one on Linux, for safe names', () => {
    expect(scriptOf(rsync)).toEqual({
      name: 'get-GRID1.sh',
      text: readFileSync(new URL('get-GRID1.sh', import.meta.url), 'utf8'),
    });
  });

  it.each<[string, Draft, string[]]>([
    [
      'a live copy',
      { ...rsync, live: 'yes', keys: 'key' },
      [
        'check: check',
        'folder: folder',
        'disk: space',
        'live: settled',
        'round: round',
        'copy: copy',
        'look: settled-end',
        'verify: verify',
        'cure: cure',
        'look: leftovers',
      ],
    ],
    [
      'one login for all commands',
      { ...rsync, connections: 'once' },
      [
        'connect: connect',
        'check: check',
        'folder: folder',
        'disk: space',
        'copy: copy',
        'verify: verify',
        'cure: cure',
        'look: leftovers',
        'disconnect: disconnect',
      ],
    ],
    [
      'one copy',
      rsync,
      [
        'check: check',
        'folder: folder',
        'disk: space',
        'copy: copy',
        'verify: verify',
        'cure: cure',
        'look: leftovers',
      ],
    ],
    [
      'four copies',
      { ...rsync, streams: '4', keys: 'new' },
      [
        'check: check',
        'folder: folder',
        'disk: space',
        'once: list',
        'copy: streams',
        'copy: copy',
        'look: lists-end',
        'verify: verify',
        'cure: cure',
        'look: leftovers',
      ],
    ],
    [
      'a drive',
      drive,
      [
        'check: size',
        'look: system',
        'folder: folder',
        'look: space',
        'copy: copy',
        'pause: unplug',
        'verify: verify',
        'cure: cure',
        'look: leftovers',
      ],
    ],
    [
      'the way onward',
      onward,
      [
        'folder: onward-folder',
        'disk: onward-space',
        'copy: onward-copy',
        'verify: onward-verify',
        'cure: onward-cure',
        'look: onward-leftovers',
      ],
    ],
  ])('does these steps of a plan with %s', (_what, draft, steps) => {
    expect(stepsIn(planOf(facility, draft, origin.today))).toEqual(steps);
  });

  it.each([
    ['Linux', rsync],
    ['macOS', { ...rsync, computer: 'macos', session: 'tmux' }],
    ['WSL', { ...rsync, computer: 'wsl', destination: '/mnt/d/GRID1' }],
    ['four copies', { ...rsync, streams: '4', keys: 'key' }],
    ['a live copy', { ...rsync, live: 'yes', keys: 'key' }],
    ['a drive', drive],
    ['a drive on macOS', { ...drive, computer: 'macos', drive: '/Volumes/CRYO' }],
    ['the way onward', onward],
    ['a long path', { ...rsync, destination: `/srv/${'a b/'.repeat(200)}GRID1` }],
  ])('has each command at the margin, as it is shown, and in that order: %s', (_what, draft) => {
    const { text } = scriptOf(draft);
    let from = 0;
    for (const command of commandsIn(planOf(facility, draft, origin.today))) {
      const at = text.indexOf(`)\n${command}\n;;\n`, from);
      expect(at, command).toBeGreaterThan(from);
      from = at;
    }
  });

  it('for Windows has each command as it is shown, in lines of Windows, after the mark of UTF-8', () => {
    const draft = { ...rsync, lab: "O'Brien lab", computer: 'windows', destination: "D:\\it's\\GRID1" };
    const { name, text } = scriptOf(draft);
    expect(name).toBe('get-GRID1.ps1');
    expect(text.startsWith('\u{feff}# Brings images home, and proves that every byte is here.\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).toContain("\r\n$to = 'D:\\it''s\\GRID1'\r\n");
    expect(text).not.toMatch(/@[a-z]\w+@|\{manager\}/);
    for (const command of commandsIn(planOf(facility, draft, origin.today)))
      expect(text).toContain(` = {\r\n${command}\r\n  }\r\n`);
  });

  it.each<[string, Draft]>([
    ['a drive on Windows', { ...drive, computer: 'windows', drive: 'E:', destination: 'D:\\GRID1' }],
    ['PetaLibrary without a way onward', { ...onward, onward: 'none', destination: '' }],
    ['AWS', { ...safe, method: 'aws', bucket: 'smith-lab-data', region: 'us-west-2' }],
    ['Troubleshooting', { ...rsync, method: 'troubleshooting' }],
  ])('is not there for %s', (_what, draft) => {
    expect(formatScript(facility, planOf(facility, draft, origin.today), origin)).toBeUndefined();
  });

  it.each([
    ['GRID1', 'get-GRID1.sh'],
    ["O'Brien grid (2)!", 'get-O_Brien_grid_2_.sh'],
    ['-rf', 'get--rf.sh'],
    ['Zürich 🔬', 'get-Z_rich_.sh'],
    ['a'.repeat(200), `get-${'a'.repeat(60)}.sh`],
  ])('of %s is called %s', (collection, name) => {
    expect(scriptOf({ ...rsync, collection }).name).toBe(name);
  });

  it('has what it was handed in its comments, and nowhere else: a line break in it begins no line of its own', async () => {
    const link = 'https://x.example.edu/#a\ntouch PWNED\r\u2028touch PWNED\\';
    const { text } = scriptOf(rsync, { ...origin, version: '1\ntouch PWNED', link });
    expect(text).toContain('# Made again by: https://x.example.edu/#a touch PWNED  touch PWNED\\\n#\n');
    expect(text).toContain('# Made:          2026-11-23, with version 1 touch PWNED\n');
    expect(text.match(/^.*PWNED/gm)?.every((line) => line.startsWith('# '))).toBe(true);
    expect(await countStatements(text)).toBe(await countStatements(scriptOf(rsync).text));
  });

  it.each([
    ['one copy', rsync],
    ['four copies', { ...rsync, streams: '4', keys: 'key' }],
    ['a live copy', { ...rsync, live: 'yes', keys: 'key' }],
    ['a job', { ...rsync, job: 'slurm', keys: 'key' }],
    ['a drive', drive],
    ['the way onward', onward],
  ])('has each of the functions that it calls, with %s', (_what, draft) => {
    const { text } = scriptOf(draft);
    const known = [...(scriptTools + jobTools).matchAll(/^(\w+)\(\) \{$/gm)].map(([, name = '']) => name);
    const called = known.filter((name) =>
      new RegExp(`(?:^|\\|\\| |&& |[|!] |\\$\\()\\s*${name}(?![\\w(])`, 'm').test(text),
    );
    expect(called).toEqual(expect.arrayContaining(['begin', 'weigh', 'note', 'has_passed']));
    expect(called.filter((name) => !text.includes(`\n${name}() {\n`))).toEqual([]);
  });

  it('says the same of an error as the plan', () => {
    const { text } = scriptOf(rsync);
    expect(text).toContain(
      "  weigh stop 'The disk here is full, or your quota on it. Make room, then start again.' '1 10 11 12 23' '^rsync.*: (No space left on device|Dis[ck] quota exceeded|Quota exceeded)( [(][0-9]+[)])?$'\n",
    );
    expect(text).toContain(
      "  weigh again 'The connection broke. Start again: it goes on where it stopped.' '10 12 16 30 35 255' ''\n",
    );
    expect(text).toContain(
      "  weigh stop 'Stop, and ask the manager before you do anything else.' '' '^@ +WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED'\\!'|^Host key verification failed'\n",
    );
  });

  it('has as many statements whatever the names, and each command whole', async () => {
    const name = fc.oneof(fc.constantFrom(...hostileWords), fc.string({ unit: 'binary', maxLength: 30 }));
    const drafts = [
      rsync,
      { ...rsync, streams: '4', keys: 'key' },
      { ...rsync, live: 'yes', keys: 'key' },
      { ...rsync, job: 'slurm', keys: 'key' },
      drive,
      onward,
    ];
    const statements = await Promise.all(drafts.map((draft) => countStatements(scriptOf(draft).text)));
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(drafts.length - 1), name, name, name, async (which, lab, collection, folder) => {
        const draft = { ...(drafts[which] ?? rsync), lab, collection, destination: `/srv/${folder}` };
        const planned = planTransfer(facility, draft, origin.today);
        if ('problems' in planned) return;
        made += 1;
        const { text } = formatScript(facility, planned.plan, origin) ?? { text: '' };
        for (const command of commandsIn(planned.plan)) expect(text).toContain(`)\n${command}\n;;\n`);
        expect(text.slice(0, text.indexOf('\ntest "$?shell"'))).toMatch(/^#!\/bin\/sh\n(?:(?:#.*)?\n)*#.*$/);
        expect(await countStatements(text)).toBe(statements[which]);
      }),
      { numRuns: 300 },
    );
    expect(made).toBeGreaterThan(50);
  });

  it('does two collections on their own: each has its steps, its verdict and its number', () => {
    const one = planOf(facility, rsync, origin.today);
    const two = planOf(facility, { ...rsync, collection: 'GRID2', destination: '/srv/data/GRID2' }, origin.today);
    const steps = [...one.steps, ...two.steps.map((step) => ({ ...step, id: `${step.id}-2` }))];
    const { name, text } = formatScript(facility, { ...one, steps }, origin) ?? { name: '', text: '' };
    expect(name).toBe('get-GRID1-and-1-more.sh');
    const [, main = ''] = text.split('\nmain() {\n');
    expect(main.match(/^ {2}\w+(?: \d \S+)?/gm)).toEqual([
      '  begin 0 1',
      '  need_programs',
      '  need',
      '  entries',
      '  refuse_here',
      '  refuse_here',
      '  do_check 0 check',
      '  do_folder 1 folder',
      '  do_disk 1 space',
      '  need_room',
      '  do_copy 1 copy',
      '  do_verify 1 verify',
      '  do_look 1 leftovers',
      '  do_check 0 check-2',
      '  do_folder 2 folder-2',
      '  do_disk 2 space-2',
      '  do_copy 2 copy-2',
      '  do_verify 2 verify-2',
      '  do_look 2 leftovers-2',
      '  finish 1 GRID1',
      '  finish 2 GRID2',
      '  conclude',
      '  exit',
    ]);
  });

  it('is not there when one of several collections would not be verified', () => {
    const one = planOf(facility, rsync, origin.today);
    const two = planOf(facility, { ...rsync, collection: 'GRID2', destination: '/srv/data/GRID2' }, origin.today);
    const steps = [...one.steps, ...two.steps.filter(({ script }) => script !== 'verify')];
    expect(formatScript(facility, { ...one, steps }, origin)).toBeUndefined();
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { LangVariant, parse } from 'sh-syntax';
import { describe, expect, it } from 'vitest';
import { formatCommand, formatScript, planTransfer } from '../../../../src/generator/index.ts';
import type { Draft, Facility, Plan, Script } from '../../../../src/generator/index.ts';
import { auditTools } from '../../../../src/generator/script/audit-tools.ts';
import { fetchTools } from '../../../../src/generator/script/fetch-tools.ts';
import { jobTools } from '../../../../src/generator/script/job-tools.ts';
import { scriptTools } from '../../../../src/generator/script/tools.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { exampleFacility, exampleLibrary, exampleSftp } from '../../../rigs/example-facility.ts';
import { planOf } from '../../../rigs/plans.ts';

const facility: Facility = {
  ...exampleFacility,
  storage: { ...exampleFacility.storage, sftp: exampleSftp },
  bucket: { endpoint: 'https://s3.example.edu', name: 'raw', prefix: '{lab}/{collection}', keysFrom: 'the desk' },
  petalibrary: exampleLibrary,
};
const origin = { today: '2026-11-23', version: '0.1.0', link: 'https://data.example.edu/ways/rsync/#v=1&method=rsync' };
const safe = { lab: 'smith-lab', collection: 'GRID1', destination: '/srv/data/GRID1' };
const rsync: Draft = { ...safe, method: 'rsync', account: 'jdoe' };
const drive: Draft = { ...safe, method: 'drive', drive: '/media/jdoe/CRYO', system: 'exfat' };
const sftp: Draft = { ...safe, method: 'sftp', account: 'jdoe' };
const aws: Draft = { ...safe, method: 'aws', bucket: 'smith-lab-data', region: 'us-west-2', prefix: 'cryo/run 7/' };
const bucket: Draft = { ...safe, method: 'bucket' };
const onward: Draft = {
  ...safe,
  method: 'petalibrary',
  allocation: 'luger',
  rcAccount: 'jado1234',
  account: 'jdoe',
  onward: 'dtn',
};
const audit: Draft = { ...onward, onward: 'none', destination: '' };

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
    ['AWS', aws, ['size: look', 'folder: folder', 'disk: space', 'copy: copy', 'compare: verify', 'count: count']],
    [
      "the facility's bucket",
      bucket,
      ['size: look', 'folder: folder', 'disk: space', 'copy: copy', 'compare: verify', 'count: count'],
    ],
    ['the check in PetaLibrary', audit, ['audit: verify']],
    ['SFTP', sftp, ['once: check', 'size: size', 'folder: folder', 'disk: space', 'copy: copy', 'compare: verify']],
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
    ['SFTP', sftp],
    ['AWS', aws],
    ["the facility's bucket", bucket],
    ['the way onward', onward],
    ['the check in PetaLibrary', audit],
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
    ['PetaLibrary without an account on the storage server', { ...audit, account: '' }],
    ['AWS with s5cmd', { ...aws, prefix: 'cryo', tool: 's5cmd' }],
    ['AWS on Windows', { ...aws, prefix: 'cryo', computer: 'windows', destination: 'D:\\GRID1' }],
    ["the facility's bucket on Windows", { ...bucket, computer: 'windows', destination: 'D:\\GRID1' }],
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
    ['SFTP', sftp],
    ['AWS', aws],
    ["the facility's bucket", bucket],
    ['the way onward', onward],
    ['the check in PetaLibrary', audit],
  ])('has each of the functions that it calls, with %s', (_what, draft) => {
    const { text } = scriptOf(draft);
    const known = [...(scriptTools + fetchTools + auditTools + jobTools).matchAll(/^(\w+)\(\) \{$/gm)].map(
      ([, name = '']) => name,
    );
    const called = known.filter((name) =>
      new RegExp(`(?:^|\\|\\| |&& |[|!] |\\$\\()\\s*${name}(?![\\w(])`, 'm').test(text),
    );
    expect(called).toEqual(expect.arrayContaining(['begin', 'weigh', 'note', 'try']));
    expect(called.filter((name) => !text.includes(`\n${name}() {\n`))).toEqual([]);
  });

  it('of a bucket promises what its check proves, and is named after the collection', () => {
    for (const draft of [aws, bucket]) {
      const { name, text } = scriptOf(draft);
      expect(name).toBe('get-GRID1.sh');
      expect(text).toContain('# Brings images home, and checks that every file is here, by name, size and time.\n');
      expect(text).toContain('It deletes no images, here or there.\n');
      expect(text).toContain(
        "'DONE: every file of GRID1 is here, with the size and the time that it has in the bucket. What is in them was not compared.'",
      );
      for (const other of ['\n  let_type\n', "\n  refuse_here '"]) expect(text).not.toContain(other);
    }
    expect(scriptOf(aws).text).toContain("'s3://smith-lab-data/cryo/run 7'");
  });

  it('that checks in PetaLibrary says where to start it, and keeps apart what two labs call the same', () => {
    const { name, text } = scriptOf(audit);
    expect(name).toBe('check-GRID1.sh');
    expect(text).toContain(
      [
        '# Compares a collection with its copy, byte for byte. It changes nothing in either.',
        '#',
        '# Collection:    GRID1',
        '# Its copy:      /pool/luger/deposit/GRID1',
        '# Start it on:   storage server',
        '',
      ].join('\n'),
    );
    expect(text).toContain('# Bring it to the storage server, and start it there with: sh check-GRID1.sh\n');
    expect(text).not.toMatch(/refuse_here|CHECK_ROOM|goes on where it stopped/);
    const stems = [audit, { ...audit, lab: 'other' }, { ...audit, allocation: 'other' }].map(
      (draft) => /^stem=(check-GRID1-\w+)$/m.exec(scriptOf(draft).text)?.[1],
    );
    expect(new Set(stems).size).toBe(3);
    expect(stems).not.toContain(undefined);
  });

  it('says how often a password is asked for, and what is deleted, where another program than rsync copies', () => {
    const { text } = scriptOf(sftp);
    expect(text).toContain(
      '# sftp and rclone ask for your password each time they connect, which is four times at least. With a key, the script needs nobody.\n',
    );
    expect(text).toContain('It deletes no images, but those here that the check has found different.\n');
    expect(text).toContain('\n  let_type\n');
    const withKey = scriptOf({ ...sftp, login: 'key', keyFile: '/home/jdoe/.ssh/id' }).text;
    expect(withKey).not.toMatch(/let_type|password each time/);
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
      sftp,
      bucket,
      onward,
      audit,
    ];
    const statements = await Promise.all(drafts.map((draft) => countStatements(scriptOf(draft).text)));
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(drafts.length - 1), name, name, name, async (at, lab, collection, folder) => {
        const which = drafts[at] ?? rsync;
        const draft = { ...which, lab, collection, destination: which.destination ? `/srv/${folder}` : '' };
        const planned = planTransfer(facility, draft, origin.today);
        if ('problems' in planned) return;
        made += 1;
        const { text } = formatScript(facility, planned.plan, origin) ?? { text: '' };
        for (const command of commandsIn(planned.plan)) expect(text).toContain(`)\n${command}\n;;\n`);
        expect(text.slice(0, text.indexOf('\ntest "$?shell"'))).toMatch(/^#!\/bin\/sh\n(?:(?:#.*)?\n)*#.*$/);
        expect(await countStatements(text)).toBe(statements[at]);
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

/**
 * Every line for PowerShell reaches its programs as the words that were meant: however PowerShell hands words on, and
 * whatever the names are. `Legacy` is nearest to Windows PowerShell 5.1, which differs at a backslash before a quote.
 * `Standard` and `Windows` differ only at `cmd` and script files: on each system the one that is not its own way is
 * tried with less.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { formatCommand, planTransfer } from '../../src/generator/index.ts';
import type { Command, Draft, Plan } from '../../src/generator/index.ts';
import { exampleBucket, exampleFacility } from '../rigs/example-facility.ts';
import { hostileWords } from '../rigs/hostile-words.ts';
import { planOf } from '../rigs/plans.ts';
import { missing, openWindows, runOnLinux } from '../rigs/powershell.ts';

const facility = { ...exampleFacility, bucket: exampleBucket };
const programs = ['ssh', 'sftp', 'robocopy', 'aws', 'globus', 'cmd'];
const cmdlets = ['New-Item', 'Get-PSDrive', 'Get-ChildItem', 'Remove-Item', 'Measure-Object'];

const own = { account: 'jdoe', lab: 'curie-lab', collection: 'GRID1', computer: 'windows' };
const plain: readonly Draft[] = [
  { ...own, method: 'rsync', destination: 'D:\\cryoem\\GRID1' },
  { ...own, method: 'rsync', destination: '\\\\nas\\share\\my lab\\GRID1' },
  {
    method: 'drive',
    lab: 'smith-lab',
    collection: 'GRID1',
    computer: 'windows',
    drive: 'E:',
    destination: 'D:\\cryo em\\GRID1',
  },
  {
    method: 'aws',
    lab: 'smith-lab',
    collection: 'GRID1',
    computer: 'windows',
    bucket: 'smith-cryoem',
    region: 'us-west-2',
    prefix: 'em/GRID1',
    destination: "D:\\it's\\GRID1",
  },
  { method: 'bucket', lab: 'smith-lab', collection: 'GRID1', computer: 'windows', destination: 'D:\\cryo em\\GRID1' },
  {
    method: 'globus',
    way: 'cli',
    computer: 'windows',
    lab: 'smith-lab',
    collection: 'GRID1',
    source: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
    sourcePath: "/it's/GRID1/",
    receiverId: '31ce9ba0-176d-45a5-add3-f37d233ba47d',
    email: 'jdoe@example.edu',
    receiverName: 'Smith Lab',
    receiverPath: '/~/cryo em/GRID1',
  },
];

/** Hostile words in each place where a name is, three a plan. What Windows or PowerShell cannot carry is refused. */
const hostile = hostileWords.flatMap((_, index): Draft[] => {
  if (index % 3 > 0) return [];
  const whole: Draft = { ...own, method: 'rsync', destination: 'D:\\cryoem' };
  const [lab = '', collection = '', folder = ''] = hostileWords.slice(index, index + 3);
  const odd = { lab, collection, destination: `D:\\cryo ${folder}em\\GRID1` };
  const carried = Object.entries(odd).filter(
    ([field, value]) => 'plan' in planTransfer(facility, { ...whole, [field]: value }, '2026-11-24'),
  );
  return [{ ...whole, ...Object.fromEntries(carried) }];
});

const commandsOf = ({ steps }: Plan): Command[] =>
  steps.flatMap(({ id, action }) => (action.kind === 'command' && id !== 'resume' ? [action.command] : []));

const ofPlain = plain.flatMap((draft) => commandsOf(planOf(facility, draft)));
const ofHostile = hostile.flatMap((draft) => commandsOf(planOf(facility, draft)));

/** What a command calls: its words without the operators, from each program or cmdlet on. */
function callsOf({ words }: Command): string[][] {
  const calls: string[][] = [];
  for (const { role, parts } of words) {
    // A word of sftp has the quote mark that PowerShell is to hand on behind a backslash.
    const text = parts
      .map((part) => part.text)
      .join('')
      .replaceAll('\\"', '"');
    if (role === 'utility') calls.push([text]);
    else if (text === '|') calls.push([]);
    else if (role !== 'operator') calls.at(-1)?.push(text);
  }
  return calls;
}

/** How PowerShell is to hand words on, and what is tried with it. */
type Passings = readonly (readonly [passing: 'Legacy' | 'Standard' | 'Windows', commands: readonly Command[]])[];

const allOf = (passings: Passings): Command[] => passings.flatMap(([, commands]) => commands);

/** Runs commands where cmdlets print their words. What a block of its own is given belongs to no program. */
function formatScript(passings: Passings): string {
  return [
    ...cmdlets.map((name) => `function ${name} { Write-Host "@$(ConvertTo-Json -Compress (@('${name}') + $args))" }`),
    ...passings.flatMap(([passing, commands]) => [
      `$PSNativeCommandArgumentPassing = '${passing}'`,
      ...commands.map(formatCommand),
    ]),
  ].join('\n');
}

const expected = (commands: readonly Command[], names: readonly string[]): string[][] =>
  commands.flatMap(callsOf).filter(([name = '']) => names.includes(name));

const printed = (shown: string): string[][] =>
  shown.split('\n').flatMap((line) => {
    if (!line.startsWith('@')) return [];
    // Nothing was found to be different.
    return [(JSON.parse(line.slice(1)) as unknown[]).filter((word) => typeof word === 'string')];
  });

test('is tried with all that is left of hostile words', () => {
  expect(hostile.filter((draft) => draft.lab !== own.lab).length).toBeGreaterThan(40);
  expect(hostile.filter(({ destination }) => destination !== 'D:\\cryoem').length).toBeGreaterThan(20);
});

/** Skips the test, with the reason, where the build is not there. */
function need(context: TestContext, build: keyof typeof missing): void {
  context.skip(missing[build] !== undefined, missing[build]);
}

test('on Linux', async (context) => {
  need(context, 'linux');
  const passings: Passings = [
    ['Legacy', [...ofPlain, ...ofHostile]],
    ['Standard', [...ofPlain, ...ofHostile.filter((_, index) => index % 2 === 0)]],
    ['Windows', ofPlain],
  ];
  const commands = allOf(passings);
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  try {
    const noted = join(folder, 'noted');
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const name of programs) {
      const file = join(bin, name);
      writeFileSync(file, `#!/bin/sh\nprintf '%s\\001' ${name} "$@" >>'${noted}'\nprintf '\\002' >>'${noted}'\n`);
      chmodSync(file, 0o755);
    }
    const { shown } = await runOnLinux(formatScript(passings), {
      ...process.env,
      PATH: `${bin}:${process.env.PATH ?? ''}`,
    });
    if (!existsSync(noted)) throw new Error(shown.slice(0, 2000));
    const calls = readFileSync(noted, 'utf8')
      .split('\u0002')
      .slice(0, -1)
      .map((call) => call.split('\u0001').slice(0, -1));
    expect(calls).toEqual(expected(commands, programs));
    expect(printed(shown)).toEqual(expected(commands, cmdlets));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('on Windows', async (context) => {
  need(context, 'windows');
  // Windows starts a program in a tenth of a second: each way takes others of the hostile lines.
  const ofShare = (share: number): Command[] => ofHostile.filter((_, index) => Math.floor((index % 120) / 2) === share);
  const passings: Passings = [
    ['Legacy', [...ofPlain, ...ofShare(0)]],
    ['Windows', [...ofPlain, ...ofShare(1)]],
    ['Standard', ofShare(2)],
  ];
  const commands = allOf(passings);
  const windows = await openWindows();
  try {
    const { shown } = await windows.run(formatScript(passings));
    expect(windows.calls).toEqual(
      expected(
        commands,
        programs.filter((name) => name !== 'cmd'),
      ),
    );
    expect(printed(shown)).toEqual(expected(commands, cmdlets));
  } finally {
    await windows.close();
  }
});

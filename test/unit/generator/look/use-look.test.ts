import { describe, expect, it } from 'vitest';
import {
  describeLook,
  formatAction,
  formatCommand,
  lookAtLab,
  planTransfer,
  useLook,
} from '../../../../src/generator/index.ts';
import type { Draft, Look } from '../../../../src/generator/index.ts';
import { askForAll, listDue, requestsOf, tableOf } from '../../../../src/generator/look/use-look.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { lookAfterLab, lookBefore } from '../../../rigs/long-commands.ts';
import { labReportOf, reportOf } from '../../../rigs/look-report.ts';
import { planOf } from '../../../rigs/plans.ts';

const lab = '/data/images/smith-lab';
const today = '2026-11-20';
const use = (draft: Partial<Draft>, text: string) => useLook(exampleFacility, { method: 'rsync', ...draft }, text);
const valuesOf = (draft: Partial<Draft>, text: string) => {
  const used = use(draft, text);
  return 'problem' in used ? used.problem : used.values;
};
const days = { collected: '2026-11-17', collectedUntil: '2026-11-19' };

describe('a look fills in', () => {
  it('size and days of the collection, and which one it is', () => {
    const filled = { lab: 'smith-lab', collection: 'GRID1', size: '1200.0 GB', ...days };
    expect(valuesOf({}, reportOf(`${lab}/GRID1`))).toEqual(filled);
    const { collection, ...others } = filled;
    expect(valuesOf({ lab: 'smith-lab', collection }, reportOf(`${lab}/GRID1`))).toEqual(others);
  });

  it('those of several together', () => {
    const both = reportOf(`${lab}/GRID1`) + reportOf(`${lab}/GRID2`).replace('nothing', '');
    expect(valuesOf({ collection: 'GRID1', alsoCollections: 'GRID2/GRID3' }, both)).toEqual({
      lab: 'smith-lab',
      size: '2400.0 GB',
      ...days,
    });
  });

  it('those of a collection from a look at the lab folder', () => {
    expect(valuesOf({ collection: 'GRID,2' }, labReportOf(lab))).toEqual({
      lab: 'smith-lab',
      size: '5.0 GB',
      collected: '2026-11-10',
      collectedUntil: '',
    });
    expect(valuesOf({}, labReportOf(lab))).toEqual({ lab: 'smith-lab' });
  });

  it('the name on a drive has to be that of the collection', () => {
    const drive = { method: 'drive', collection: 'GRID1' };
    expect(valuesOf(drive, reportOf('/media/jdoe/CRYO/GRID1'))).toEqual({ size: '1200.0 GB', ...days });
    expect(valuesOf(drive, reportOf('/media/jdoe/CRYO/GRID2'))).toMatchObject({ field: 'look' });
  });

  it('what a plan takes', () => {
    const draft = { method: 'rsync', account: 'jdoe', destination: '/srv/data/GRID1', link: 'wired1' };
    const planned = planTransfer(exampleFacility, { ...draft, ...valuesOf({}, reportOf(`${lab}/GRID1`)) }, today);
    expect('plan' in planned && planned.plan.deletion).toMatchObject({ writtenOn: '2026-11-17' });
    expect('plan' in planned && planned.plan.estimate).toMatchObject({ range: '2.5 to 22 hours' });
  });
});

it.each<[string, Partial<Draft>, string, string]>([
  [
    'another collection',
    { collection: 'GRID2' },
    reportOf(`${lab}/GRID1`),
    'This is a look at GRID1, and the plan is for GRID2.',
  ],
  [
    'another lab folder',
    { lab: 'curie-lab' },
    reportOf(`${lab}/GRID1`),
    'This is a look at smith-lab/GRID1, and the plan is for curie-lab.',
  ],
  [
    'the lab folder of others',
    { lab: 'curie-lab' },
    labReportOf(lab),
    'This is a look at smith-lab, and the plan is for curie-lab.',
  ],
  [
    'a folder elsewhere',
    {},
    reportOf('/home/jdoe/GRID1'),
    'This is a look at /home/jdoe/GRID1, which is no collection or lab folder of storage.',
  ],
  [
    'a lab folder without the collection',
    { collection: 'GRID9' },
    labReportOf(lab),
    'There is no GRID9 in this look at the lab folder.',
  ],
  [
    'a lab folder and a collection',
    {},
    labReportOf(lab) + reportOf(`${lab}/GRID1`),
    'This is a look at the whole lab folder, and another one.',
  ],
  ['a part', {}, reportOf(`${lab}/GRID1`).slice(0, 200), 'A part of what the command has shown is missing.'],
])('a look at %s is a problem', (_, draft, text, message) => {
  expect(valuesOf(draft, text)).toMatchObject({ field: 'look', message });
});

const lookOf = (text: string): Look => {
  const used = use({}, text);
  const [look] = 'looks' in used ? used.looks : [];
  if (!look) throw new Error('No look');
  return look;
};

it('what was seen is said, what it needs, and what cannot be copied as it is', () => {
  expect(describeLook(exampleFacility, lookOf(reportOf(`${lab}/GRID1`))).map(({ text }) => text)).toEqual([
    'Seen on the server at 2026-11-20 14:03 -0700: 4002 files, 1200.0 GB, written from 2026-11-17 to 2026-11-19.',
    'At the destination they need 1200.0 GB, and room for 4012 files and folders.',
    'Kinds of files: eer 4000 (1200.0 GB), (without an ending) 2 (0.001 MB).',
    `Your account cannot read: 1, such as ${lab}/GRID1/private. Ask the manager to change that: what you cannot read is not copied.`,
    `Links that lead out of the folder: 1, such as ${lab}/GRID1/ref ->x.mrc, to /scratch/ref.mrc. What they lead to is not in it: choose under Links what becomes of them.`,
    `Names that Windows, a disk with exFAT and most cloud drives cannot have: 1, such as ${lab}/GRID1/5µm:1.eer. To copy there, ask the manager to rename them first.`,
  ]);
});

it('a name acts on no terminal', () => {
  const report = reportOf(`${lab}/GRID1`).replace('private', '%1B%5B31m%E2%80%AE%0A');
  const sum = reportOf(`${lab}/GRID1`);
  expect(sum).not.toBe(report);
  const look = { ...lookOf(sum), entries: [{ what: 'cannot be read' as const, path: '/a\u001b[31m\u202e\n' }] };
  expect(describeLook(exampleFacility, look)[3]?.text).toContain('/a⟨U+001B⟩[31m⟨U+202E⟩⟨U+000A⟩.');
});

describe('of a lab folder', () => {
  const draft: Draft = { method: 'rsync', lab: 'smith-lab' };
  const look = lookOf(labReportOf(lab));
  const due = listDue(exampleFacility, draft, look, today);

  it('what goes first is on top, each with its own day', () => {
    expect(tableOf(due)).toEqual([
      ['GRID,2', '2026-11-10', '2026-11-10', '10', '5.0 GB', '2026-11-20'],
      ['GRID1', '2026-11-17', '2026-11-19', '3992', '1195.0 GB', '2026-11-27'],
      ['new', '', '', '0', '0 MB', 'empty'],
    ]);
  });

  it('each collection with a day has a reminder', () => {
    expect(requestsOf(draft, due)).toEqual([
      { ...draft, collection: 'GRID,2', collected: '2026-11-10', collectedUntil: '' },
      { ...draft, collection: 'GRID1', ...days },
    ]);
  });

  it('the message that asks for more time has a line for each', () => {
    const text = formatAction(askForAll(exampleFacility, draft, look, due));
    expect(text).toContain('Subject: More time for smith-lab, please\n');
    expect(text).toContain(
      '\n- GRID,2: written on 2026-11-10, 10 files, 5.0 GB, first images deleted on or after 2026-11-20\n- GRID1: written from 2026-11-17 to 2026-11-19, 3992 files, 1195.0 GB, first images deleted on or after 2026-11-27\n',
    );
  });

  it('the command is that of the plan, for the folder above', () => {
    const collection = { collection: 'GRID 1', destination: '/srv/data/GRID1' };
    const plan = planOf(exampleFacility, { method: 'rsync', account: 'jdoe', lab: 'smith lab', ...collection });
    const command = lookAtLab(plan);
    expect(command && formatCommand(command).replaceAll(' \\\n  ', ' ')).toBe(
      `ssh jdoe@storage.example.edu 'rsync --version > /dev/null &&' ${lookBefore}\\''/data/images/smith lab/.'\\' ${lookAfterLab}`,
    );
    const drive = { method: 'drive', drive: '/media/CRYO', system: 'exfat', lab: 'smith-lab', ...collection };
    expect(lookAtLab(planOf(exampleFacility, drive))).toBeUndefined();
  });
});

/**
 * Values that come from a shell, a word processor, a mail or another command: understood, or a problem that says what
 * they look like.
 */
import { describe, expect, it } from 'vitest';
import { chooseServer } from '../../../src/generator/choose-server.ts';
import { findDeletion, planTransfer } from '../../../src/generator/index.ts';
import type { Draft, Plan } from '../../../src/generator/index.ts';
import { deletionTables } from '../../../src/generator/dates/tables.ts';
import { sayDeletion } from '../../../src/generator/dates/deletion.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';

const today = '2026-11-23';
const good = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};

function answer(draft: Partial<Draft>): string | Plan {
  const planned = planTransfer(exampleFacility, { ...good, ...draft }, today);
  if ('plan' in planned) return planned.plan;
  return planned.problems.map(({ field, message, fix }) => `${field}: ${message} ${fix}`).join('\n');
}

function requestOf(draft: Partial<Draft>): Readonly<Record<string, string>> {
  const plan = answer(draft);
  if (typeof plan === 'string') throw new Error(plan);
  return plan.request;
}

describe('a value that was pasted', () => {
  const variable =
    'has a variable of a shell, which nothing fills in here. Enter what it stands for: “echo” prints it.';
  const blank = 'has a word in angle brackets, which stands for a value of yours. Enter that value.';
  const half = 'begins or ends with a curly quote mark. Word processors write them. Enter the value without it.';
  const quoted = (meant: string) => `has quote marks around it. Enter it without them: “${meant}”`;

  it.each<[Partial<Draft>, string]>([
    [
      { computer: 'macos', destination: '/Volumes/My\\ Passport/x' },
      'destination: Destination “/Volumes/My\\ Passport/x” has a backslash before a sign, as a shell writes it. Enter it as the folder is called: “/Volumes/My Passport/x”',
    ],
    [
      { collection: 'Grid\\ 1\\ \\(2\\)' },
      'collection: Collection “Grid\\ 1\\ \\(2\\)” has a backslash before a sign, as a shell writes it. Enter it as the folder is called: “Grid 1 (2)”',
    ],
    [{ account: '$USER' }, `account: Account “$USER” ${variable}`],
    [{ destination: '/data/${USER}/x' }, `destination: Destination “/data/\${USER}/x” ${variable}`],
    [{ destination: '$HOME/data' }, `destination: Destination “$HOME/data” ${variable}`],
    [{ lab: '$LAB' }, `lab: Lab folder “$LAB” ${variable}`],
    [{ destination: '/srv/run-$DATE' }, `destination: Destination “/srv/run-$DATE” ${variable}`],
    [
      { computer: 'windows', destination: 'C:\\Users\\%USERNAME%\\GRID1' },
      `destination: Destination “C:\\Users\\%USERNAME%\\GRID1” ${variable}`,
    ],
    [{ account: '<user>' }, `account: Account “<user>” ${blank}`],
    [{ destination: '/data/<your lab>/x' }, `destination: Destination “/data/<your lab>/x” ${blank}`],
    [{ collection: '“GRID1”' }, `collection: Collection ““GRID1”” ${quoted('GRID1')}`],
    [{ collection: '‘GRID 1’' }, `collection: Collection “‘GRID 1’” ${quoted('GRID 1')}`],
    [{ lab: "'smith lab'" }, `lab: Lab folder “'smith lab'” ${quoted('smith lab')}`],
    [{ destination: '"/srv/data/GRID1"' }, `destination: Destination “"/srv/data/GRID1"” ${quoted('/srv/data/GRID1')}`],
    [{ lab: '“smith' }, `lab: Lab folder ““smith” ${half}`],
    [{ lab: 'smith”' }, `lab: Lab folder “smith”” ${half}`],
    [
      { collection: '202611/20261120-CA107' },
      'collection: Collection “202611/20261120-CA107” is a path, of a folder inside “202611”. Enter one folder name. “202611” brings all that is in it.',
    ],
    [
      { collection: 'smith-lab/GRID1' },
      'collection: Collection “smith-lab/GRID1” is a path, of a folder inside “GRID1”. Enter one folder name. “GRID1” brings all that is in it.',
    ],
    ...['sftp://jdoe@host/GRID1', 'jdoe@other.example.edu:/raw/GRID1', '~/GRID1', 'data/images/smith-lab/GRID1'].map(
      (collection): [Partial<Draft>, string] => [
        { collection },
        `collection: Collection “${collection}” has a slash. Enter one folder name, for example GRID1`,
      ],
    ),
    ...['0001-01-01', '0999-12-31'].map((collected): [Partial<Draft>, string] => [
      { collected },
      `collected: Collected on “${collected}” is not in the calendar. Look at the day again, for example 2026-10-25`,
    ]),
    [
      { collected: '2062-11-20' },
      'collected: Collected on “2062-11-20” is more than a year ahead. Look at the year again, for example 2026-10-25',
    ],
    [
      { collected: '2026-11-20', collectedUntil: '9999-12-20' },
      'collectedUntil: Collected until “9999-12-20” is more than a year ahead. Look at the year again, for example 2026-10-28',
    ],
  ])('is a problem in words: %j', (draft, problem) => {
    expect(answer(draft)).toBe(problem);
  });

  it.each<[field: string, typed: string, meant: string]>([
    ['collection', 'GRID1/', 'GRID1'],
    ['lab', 'smith-lab/', 'smith-lab'],
    ['size', '1.2T\t/data/images/smith-lab/GRID1', '1.2T'],
    ['size', '1.2T    /data/images/smith-lab/GRID1', '1.2T'],
    ['size', '813G\t.', '813G'],
    ['size', '1.2T\tGRID1', '1.2T'],
    ['size', '1.2T    GRID 1', '1.2T'],
    ['size', '2.4T\ttotal\n', '2.4T'],
    ['size', '1203344556677\tGRID1', '1203.3 GB'],
    ['size', '1203344556677\t/data/images/smith-lab/GRID1\n', '1203.3 GB'],
    [
      'size',
      'FOUND: 4012 files, 1203.3 GB (1203344556677 bytes), 3 folders, 0 links: 0 lead out, 0 nowhere; 0 others',
      '1203.3 GB',
    ],
    ['size', 'FOUND: 1 files, 0.0 GB (1500000 bytes), 1 folders, 0 links: 0 lead out, 0 nowhere; 0 others', '1.500 MB'],
    ['size', '4000 x 700 MB', '4000 x 700 MB'],
  ])('is understood: %s %j', (field, typed, meant) => {
    expect(requestOf({ [field]: typed, link: 'wired1' })[field]).toBe(meant);
  });

  it.each<Partial<Draft>>([
    { destination: '/srv/data/last-error.log' },
    { destination: '/srv/…/x' },
    { lab: 'Zürich lab' },
    { collection: 'Gitter Nr. 5 (2)' },
    { collection: 'grid (2) $HOME!' },
    { collection: 'US$ 5' },
    { collection: '100%' },
    { collection: "O'Brien" },
    { collection: 'a<b' },
    { collection: 'x\\y' },
    { collected: '2027-12-01' },
  ])('stays allowed and unchanged: %j', (draft) => {
    expect(requestOf(draft)).toMatchObject(draft);
  });

  it('with a sign of a word processor inside is used as it is, with a notice', () => {
    const plan = answer({ lab: 'O’Brien', collection: 'a–b' });
    if (typeof plan === 'string') throw new Error(plan);
    const exactly = 'It is used exactly as it is: check that the folder really has this name.';
    const typeset = 'which word processors write in place of a plain sign';
    expect(plan.notices.filter(({ text }) => text.includes('word processors'))).toEqual([
      { field: 'lab', text: `Lab folder “O’Brien” has ’ (U+2019), ${typeset}. ${exactly}` },
      { field: 'collection', text: `Collection “a–b” has – (U+2013), ${typeset}. ${exactly}` },
    ]);
  });

  it('with the sign for a lost character is used as it is, with a notice', () => {
    const plan = answer({ collection: 'M\uFFFDller' });
    if (typeof plan === 'string') throw new Error(plan);
    expect(plan.notices).toContainEqual({
      field: 'collection',
      text: 'Collection “M\uFFFDller” has the sign for a character that was lost on the way, U+FFFD. It is used exactly as it is: check that the folder really has this name.',
    });
  });
});

it.each([...'?&%,;:<>()#'])('an e-mail address has no %s, with which a link to a mail program says more', (sign) => {
  const email = `jane${sign}bcc=all@example.edu`;
  const facility = {
    ...exampleFacility,
    transfer: {
      command: 'transfer',
      options: { source: '-s', interim: '-i', petalibrary: '-p', aws: '-a', globus: '-g', email: '-e' },
      outsideLab: 'external',
      idleHours: 1,
      globusFolder: '/pool/globus',
    },
  };
  const draft = { method: 'transfer', account: 'jdoe', cameraFolder: 'GRID1', lab: 'smith-lab', notify: email };
  expect(planTransfer(facility, draft, today)).toEqual({
    problems: [
      {
        field: 'notify',
        message: `Mail from the script “${email}” has the character “${sign}”, with which a mail program would write to others.`,
        fix: 'Enter one address alone, for example staff@example.edu',
      },
    ],
  });
});

describe('a first day of collection', () => {
  it('that is far ahead is said to be so, not in how many days images are deleted', () => {
    const deletion = findDeletion(exampleFacility, { collected: '2062-11-20' }, today);
    expect(sayDeletion(chooseServer(exampleFacility, {}), deletion, today, deletionTables)).toBe(
      'The first day, 2062-11-20, is more than a year ahead: look at the year again. Images are kept for 10 days.',
    );
  });

  it.each(['9999-12-20', '9999-12-31'])('of %s has no deletion with five figures of a year', (collected) => {
    const deletion = findDeletion(exampleFacility, { collected, collectedUntil: collected }, today);
    expect([deletion.deletedFrom, deletion.lastDeletedFrom]).toEqual([
      collected === '9999-12-20' ? '9999-12-30' : '9999-12-31',
      collected === '9999-12-20' ? '9999-12-30' : '9999-12-31',
    ]);
    expect(findDeletion(exampleFacility, {}, collected).deletedFrom).toMatch(/^9999-12-3[01]$/);
  });

  it('is compared with no clock that stands before this project', () => {
    expect('plan' in planTransfer(exampleFacility, { ...good, collected: '2026-11-20' }, '2000-01-01')).toBe(true);
  });

  it.each(['constructor', '__proto__', 'toString'])('has the days of the facility for the method %s too', (method) => {
    const { storage } = exampleFacility;
    const facility = {
      ...exampleFacility,
      storage: { ...storage, interim: { ...storage.interim, keepDaysBy: { rsync: 3 } } },
    };
    expect(findDeletion(facility, { method, collected: '2026-11-20' }, today).keepDays).toBe(10);
    expect(findDeletion(facility, { method: 'rsync', collected: '2026-11-20' }, today).keepDays).toBe(3);
  });
});
